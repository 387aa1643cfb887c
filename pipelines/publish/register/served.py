"""Printed figures held against a release: does it still say what was printed, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from pipelines.errors import EnvironmentProblem, NotAvailable
from pipelines.metrics import Figure, Query, catalogue
from pipelines.metrics import dimensions as dims
from pipelines.paths import Home
from pipelines.publish import german
from pipelines.publish.register.contradictions import FAMILIES, Conflict, Reason, in_order
from pipelines.publish.register.model import Entry
from pipelines.publish.register.spans import Span, span_of
from pipelines.publish.register.stichtag import near_month_ends
from pipelines.publish.smallbase import too_few
from pipelines.publish.worlds import exact_answers
from pipelines.releases import Release, current_id, history, open_release

_NEAR_MONTHS = 3


@dataclass(frozen=True)
class Finding:
    """One printed figure that the release denies: what it says instead and why they differ."""

    entry: Entry
    shown: str
    reason: Reason
    detail: str


class Answers:
    """Exact values of one release, each computed once."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self._known: dict[tuple[Any, ...], Figure | None] = {}

    def figure(self, entry: Entry, day: date, metric: str | None = None) -> Figure | None:
        """The figure that `entry` printed, as of `day`; None when this release cannot say."""
        name = metric or str(entry.metric)
        share = entry.unit == "percent" and catalogue.metric(name).unit != "fraction"
        found = self._ask(name, entry.by, entry.period_from, day)
        if not share or found is None:
            return found
        total = self._ask(name, (), entry.period_from, day)
        if total is None or not total.value or found.value is None:
            return None
        # A printed share is a ratio of two counts; as a figure it is one, too.
        return replace(
            found,
            kind="ratio", unit="fraction", value=found.value / total.value,
            numerator=found.value, denominator=total.value,
        )  # fmt: skip

    def _ask(
        self, metric: str, by: Sequence[tuple[str, str]], start: date | None, day: date
    ) -> Figure | None:
        key = (metric, tuple(by), start, day)
        if key not in self._known:
            self._known[key] = self._compute(metric, dict(by), start, day)
        return self._known[key]

    def _compute(self, metric: str, by: dict[str, str], start: date | None, day: date) -> Figure | None:
        release, entry = self.release, catalogue.metric(metric)
        if not entry.valid_from <= day <= release.data_as_of or any(
            _joins(name, code) for name, code in by.items()
        ):
            return None
        query = Query(metric, day, start if catalogue.needs_period(entry) else None, filters=by)
        try:
            found = exact_answers(release)(query)
        except (NotAvailable, EnvironmentProblem):
            return None
        totals = [figure for figure in found if not figure.by]
        return totals[0] if len(totals) == 1 and totals[0].value is not None else None


def _joins(dimension: str, code: str) -> bool:
    """Whether a row stands for several codes; the internal world has no such row."""
    return code in ("other", "multiple", *dims.dimension(dimension).joined)


def _exact(figure: Figure) -> Fraction:
    value = german.value_of(figure)
    if value is None:
        raise ValueError("an undefined figure contradicts nothing")
    return value * 100 if figure.unit == "fraction" else value


def _fits(span: Span, figure: Figure | None) -> bool:
    return figure is not None and span.contains(_exact(figure))


def against(home: Home, release: Release, entries: Iterable[Entry]) -> tuple[list[Conflict], int]:
    """Conflicts with `release`, and how many entries could not be compared.

    Not comparable: free facts, «Weitere», days after the Datenstand or before the metric begins, undefined figures.
    """
    answers, findings, skipped = Answers(release), [], 0
    with ExitStack() as opened:
        older = _Older(home, release.id, opened)
        for entry in entries:
            verdict = _judge(answers, older, entry)
            if verdict is None:
                skipped += 1
            elif isinstance(verdict, Finding):
                findings.append(verdict)
    return list(_grouped(findings, release.id)), skipped


def _judge(answers: Answers, older: _Older, entry: Entry) -> Finding | bool | None:
    """True: holds; None: not comparable; else what is wrong. A month is taken at its end, a year at any month end."""
    if entry.metric is None:
        return None
    span = span_of(entry)
    found = [figure for day in entry.as_of.month_ends() if (figure := answers.figure(entry, day))]
    if not found:
        return None
    if any(_fits(span, figure) for figure in found):
        return True
    reason, detail = _reason(answers, older, entry, span, found[-1])
    # What was printed is held against the number, also where a table has the sign for too few.
    said = german.in_prose(found[-1]) if too_few(found[-1]) else german.shown(found[-1])
    return Finding(entry, said, reason, detail)


def _reason(answers: Answers, older: _Older, entry: Entry, span: Span, figure: Figure) -> tuple[Reason, str]:
    if entry.version != figure.definition_version:
        return (
            "definition",
            f"Gedruckt nach Fassung {entry.version}, heute gilt Fassung {figure.definition_version}.",
        )
    if said := older.saying(entry, span, figure.as_of):
        return "correction", f"Die Freigabe {said} sagte, was gedruckt ist."
    for metric in _relatives(str(entry.metric)):
        if _fits(span, answers.figure(entry, figure.as_of, metric)):
            return "definition", f"Die Zahl passt zu «{catalogue.metric(metric).name}»."
    for day in near_month_ends(figure.as_of, _NEAR_MONTHS) if entry.period_from is None else ():
        if _fits(span, answers.figure(entry, day)):
            return "stichtag", f"Die Zahl passt zum Stand {german.day(day)}."
    return "mistake", ""


def _relatives(metric: str) -> list[str]:
    return [name for family in FAMILIES if metric in family for name in family if name != metric]


class _Older:
    """The releases that were served before, newest first, opened only when something must be explained."""

    def __init__(self, home: Home, served: str, opened: ExitStack) -> None:
        self.home, self._opened = home, opened
        ids = [event["release"] for event in reversed(history(home)) if event["release"] != served]
        self._ids = [name for name in dict.fromkeys(ids) if (home.releases / name / "manifest.json").exists()]
        self._answers: dict[str, Answers] = {}

    def saying(self, entry: Entry, span: Span, day: date) -> str | None:
        """The id of a release that confirms the printed figure, the one it was made from first."""
        ids = sorted(self._ids, key=lambda name: name != entry.release)
        return next((name for name in ids if _fits(span, self._at(name).figure(entry, day))), None)

    def _at(self, name: str) -> Answers:
        if name not in self._answers:
            release = self._opened.enter_context(open_release(self.home, name))
            self._answers[name] = Answers(release)
        return self._answers[name]


def _grouped(findings: list[Finding], release: str) -> Iterator[Conflict]:
    """One conflict per text, metric, Stichtag and explanation."""
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for found in findings:
        entry = found.entry
        key = (entry.publication, entry.metric, entry.as_of.text, found.reason, found.detail)
        groups.setdefault(key, []).append(found)
    for group in groups.values():
        shown = {found.entry: found.shown for found in group}
        ordered = in_order(shown)
        yield Conflict(
            "release",
            group[0].reason,
            ordered,
            tuple(shown[entry] for entry in ordered),
            group[0].detail,
            release,
        )


def served(home: Home) -> Release | None:
    """The served release, None before the first."""
    return open_release(home) if current_id(home) else None
