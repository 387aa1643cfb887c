"""The memory of the product on a page: releases, what changed between two of them, what was printed before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from dash import html

from dashboard.components.tables import section, table
from dashboard.view import View
from pipelines import releases as room
from pipelines.errors import Damaged
from pipelines.metrics import catalogue
from pipelines.paths import Home
from pipelines.publish import german, register
from pipelines.publish.briefing.corrections import before_of, named
from pipelines.publish.comparison import sentences
from pipelines.publish.history import steps
from pipelines.publish.register.words import again, left_out, overview
from pipelines.releases import pointer, totals
from pipelines.releases.compare import CORRECTION, DEFINITION, SETTING
from pipelines.releases.public import PublicWorld
from pipelines.releases.totals import Totals

_MOST_LINES = 40
_MOST_EVENTS = 12
_MOST_CORRECTED = 20
# What came before is folded: a register of years would be the longest thing on its page. Stichtage stay whole.
_MOST_PRINTED = 12
_MOST_OPEN = 40  # a document's whole content for one Stichtag is folded too
_PRINTED = ("Zahl", "gedruckt als", "Stichtag oder Zeitraum", "wo", "am", "Wortlaut", "Definition")


def releases(view: View) -> html.Section:
    """What is shown now, and how it came to be. Names of people stay inside."""
    rows: list[list[Any]] = [
        ["Kennung", view.edition.id],
        ["Monate", f"{german.month(view.edition.months[0])} bis {german.month(view.edition.months[-1])}"],
        ["Kennzahlen", german.number(len(catalogue.load()))],
    ]
    parts = [table("Die gezeigte Freigabe", ("Angabe", "Wert"), rows)]
    events = steps(pointer.history(view.home))[::-1][:_MOST_EVENTS] if view.home else []
    if events:
        who = [] if view.public else ["öffentlich freigegeben von"]
        lines = [
            [
                step.event["release"],
                _when(step.event["at"]),
                step.what,
                *([] if view.public else [step.approver or "nur intern"]),
            ]
            for step in events
        ]
        parts.append(table("Verlauf, das Neueste zuerst", ("Freigabe", "am", "was", *who), lines))
    return section("Freigaben", "freigabe", parts)


def _when(text: str) -> str:
    return german.day(datetime.fromisoformat(text).date())


def previous_id(view: View) -> str | None:
    """The release that was served before this one; None for the first."""
    if view.home is None:
        return None
    # A release of an older make keeps no totals; with it nothing can be compared.
    known = {
        name
        for name in pointer.existing_ids(view.home)
        if (view.home.releases / name / "internal" / totals.FILE).exists()
    }
    served = [event["release"] for event in pointer.history(view.home) if event["release"] in known]
    before = served[: served.index(view.edition.id)] if view.edition.id in served else []
    return next((name for name in reversed(before) if name != view.edition.id), None)


def _opened(home: Home, release_id: str) -> room.Release:
    # Not whole: totals are all that is read of them here.
    return room.open_release(home, release_id, whole=False)


def comparison(view: View) -> room.Comparison | None:
    """This release against the one before; None in the public world, for the first, and for one of another make.

    Raises Damaged when the files of one of them are not what they were.
    """
    before = None if view.public else previous_id(view)
    if before is None or view.home is None:
        return None
    kept = view.edition.comparisons
    if before not in kept:
        with _opened(view.home, before) as old, _opened(view.home, view.edition.id) as new:
            kept[before] = room.compare(old, new)
    return kept[before]


def restated(view: View, metric: str) -> tuple[int | float, int | float, str] | None:
    """A total of this Stichtag as the release before had it, as it is now, and why; None when nothing was restated.

    Reads two small tables instead of comparing everything. What was preliminary then is news, not a correction.
    """
    before = None if view.public else previous_id(view)
    if before is None or view.home is None:
        return None
    kept = view.edition.earlier
    try:
        if (before, metric) not in kept:
            kept[before, metric] = _earlier(view.home, before, view.edition.id, metric)
    except (
        Damaged
    ):  # the page of the data says so, see `changes`; the figures shown are those of this release
        return None
    old, new, until, reason = kept[before, metric]
    then, now = old.get((view.as_of, ())), new.get((view.as_of, ()))
    if then is None or now is None or then == now or view.as_of > until:
        return None
    return then, now, reason


def _earlier(home: Home, before: str, after: str, metric: str) -> tuple[Totals, Totals, date, str]:
    """A metric's totals in two releases, the older Datenstand, and what explains a difference."""
    with _opened(home, before) as old, _opened(home, after) as new:
        reason = SETTING if _inputs(old) == _inputs(new) else CORRECTION
        if old.manifest["metrics"].get(metric) != new.manifest["metrics"].get(metric):
            reason = DEFINITION
        return old.totals(metric), new.totals(metric), old.data_as_of, reason


def _inputs(release: room.Release) -> set[str]:
    return {entry["sha256"] + entry["file"] for entry in release.manifest["deliveries"]}


def changes(view: View) -> html.Section | None:
    """What changed since the release before and why, in sentences; internal."""
    if view.public:
        return None
    try:
        found = comparison(view)
    except Damaged as damage:
        return section("Was sich geändert hat", "aenderungen", [html.P(str(damage))])
    if found is None:
        text = "Dies ist die erste Freigabe; es gibt noch nichts zu vergleichen."
        return section("Was sich geändert hat", "aenderungen", [html.P(text)])
    lead, *lines = (line.strip() for line in sentences(found))
    items = [html.Li(line) for line in lines[:_MOST_LINES]]
    more = len(lines) - len(items)
    rest = (
        [html.P(f"Dazu {german.number(more)} weitere; alle zeigt «zgm releases diff».")] if more > 0 else []
    )
    return section("Was sich geändert hat", "aenderungen", [html.P(lead), html.Ul(items), *rest])


def corrected(view: View) -> html.Section | None:
    """Published totals that were printed otherwise before; parts of tables carry the sign «r» where they stand."""
    if not view.public:
        return None
    found = cast(PublicWorld, view.edition.release.internal).corrections()
    wholes = sorted(
        (one for one in found if not one.by), key=lambda one: (one.period, one.metric), reverse=True
    )
    title, key = "Was berichtigt wurde", "berichtigt"
    if not found:
        return section(title, key, [html.P("Keine veröffentlichte Zahl wurde berichtigt.")])
    rows = [[*named(one), german.number(one.value), before_of(one)] for one in wholes[:_MOST_CORRECTED]]
    more = german.number(len(found) - len(rows))
    lead = html.P(f"Berichtigte Zahlen tragen in jeder Tabelle das Zeichen «{german.CORRECTED}».")
    grid = [
        table("Berichtigte Gesamtzahlen, das Neueste zuerst", ("Zahl", "für", "jetzt", "bisher"), rows, 2)
    ]
    rest = html.P(f"Dazu {more} weitere Zellen; die offenen Daten nennen zu jeder die frühere Zahl.")
    return section(title, key, [lead, *(grid if rows else []), *([rest] if len(found) > len(rows) else [])])


def published(view: View) -> html.Section:
    """The register of printed figures; the public sees what was printed for the public."""
    known = register.entries(view.home) if view.home else []
    shown = [entry for entry in known if not view.public or entry.world != "internal"]
    title, key = "Was veröffentlicht wurde", "veroeffentlicht"
    if not shown:
        return section(title, key, [html.P("Im Register der veröffentlichten Zahlen steht noch nichts.")])
    shown.sort(key=lambda entry: (str(entry.as_of.last), str(entry.published or "")), reverse=True)
    printed, cells = overview(shown)
    rows = [
        [
            entry.name,
            entry.shown,
            entry.when,
            entry.medium + again(times),
            entry.published.shown if entry.published else "Tag unbekannt",
            entry.wording or "nicht festgehalten",
            f"Fassung {entry.version}" if entry.version is not None else "keine",
        ]
        for entry, times in printed
    ]
    count = _newest([entry.as_of.last for entry, _ in printed])
    parts = [*_newest_rows(rows[:count]), *_folded("Frühere Stichtage", rows[count:])]
    parts += [html.P(left_out(cells))] if cells else []
    return section(title, key, parts)


def _newest(days: list[date]) -> int:
    """How many entries are the newest: whole Stichtage, as many as fit, at least one."""
    ends = [at for at in range(1, len(days)) if days[at] != days[at - 1]] + [len(days)]
    return max([end for end in ends if end <= _MOST_PRINTED], default=ends[0])


def _newest_rows(rows: list[list[Any]]) -> list[Any]:
    if len(rows) > _MOST_OPEN:
        return _folded("Neuester Stichtag", rows)
    return [table("Register der veröffentlichten Zahlen, die neuesten Stichtage", _PRINTED, rows)]


def _folded(name: str, rows: list[list[Any]]) -> list[Any]:
    if not rows:
        return []
    count = german.number(len(rows))
    caption = f"Register der veröffentlichten Zahlen: {name}"
    entries = "Eintrag" if len(rows) == 1 else "Einträge"
    return [html.Details([html.Summary(f"{name}: {count} {entries}"), table(caption, _PRINTED, rows)])]
