"""One small town released for the public twice, and what its documents are allowed to print."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.metrics import Figure, Query, catalogue
from pipelines.paths import Home
from pipelines.publish import german, worlds
from pipelines.publish.chart import Chart
from pipelines.publish.chart.scale import scale
from pipelines.publish.document import printed_number
from pipelines.publish.press.phrases import certain
from pipelines.publish.wording import Interval, default_grain, round_to
from pipelines.publish.worlds import Edition
from pipelines.releases import Release

AS_OF, BEFORE = date(2025, 6, 30), date(2024, 6, 30)
_RATES = {
    "fraction",
    "persons_per_fte",
    "per_1000",
    "consultations_per_person",
    "consultations_per_fte",
    "eur_per_person",
}


def write(root: Path) -> None:
    """About 220 active persons, 30 months, released for the public twice; grants and costs of 2024 arrive late."""
    parts = ("--persons", "400", "--months", "30", "--deliveries", "2")
    assert main(["sample", "--out", str(root / "alles"), *parts]) == 0
    for at, day in enumerate(sorted({path.stem.rpartition("_")[2] for path in (root / "alles").iterdir()})):
        (root / day).mkdir()
        for path in (root / "alles").glob(f"*{day}.csv"):
            shutil.copy(path, root / day)
        assert main(["load", str(root / day), "--home", str(root / "stadt")]) in (0, 3)
        assert main(["release", "--approve", "Beispiel", "--home", str(root / "stadt")]) == 0
        assert len(ledger.releases(root / "stadt" / "ledger" / "ledger.jsonl")) == at + 1


@dataclass
class Listener:
    """Hands questions to the public world and keeps every figure it gave."""

    release: Release
    heard: list[Figure] = field(default_factory=list)

    def __call__(self, query: Query) -> list[Figure]:
        found = list(worlds.public_answers(self.release)(query))
        self.heard += found
        return found


def in_ledger(where: Home) -> set[int]:
    """Every number that was ever printed."""
    path = where.ledger / "ledger.jsonl"
    return {entry.value for entry in ledger.entries(path).values() if entry.value is not None}


def outside(heard: Iterable[Figure], known: set[int]) -> list[Figure]:
    """Counts at month ends that the ledger does not hold (sums over months and merged rows are sums of its cells)."""
    return [
        figure
        for figure in heard
        if figure.unit == "persons" and figure.status == "rounded" and figure.period_from is None
        and not figure.by and figure.value is not None and int(figure.value) not in known
    ]  # fmt: skip


def allowed(heard: Iterable[Figure], charts: Iterable[Chart], known: Edition) -> set[float]:
    """Published numbers and what the documents' own rules make of them: docs/DOCUMENTS.md names the rules."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], set[Fraction]] = defaultdict(set)
    numbers: set[float] = set()
    for figure in heard:
        exact = german.value_of(figure)
        if exact is None:
            continue
        value = Fraction(printed_number(exact, figure.unit, figure.status == "rounded"))
        groups[figure.metric, tuple(sorted(figure.by.items()))].add(value)
        bottoms = [figure.denominator] if catalogue.metric(figure.metric).unit in _RATES else []
        numbers |= {float(number) for number in (figure.numerator, *bottoms) if number is not None}
        numbers |= _surely_above(worlds.interval(figure, known.base), figure.unit)
    for values in groups.values():
        for value in (*values, *(abs(a - b) for a, b in combinations(values, 2))):
            # As it is, as a percentage, and rounded for prose.
            numbers |= {float(value), float(value * 100), float(german.rounded(value))}
            numbers.add(float(round_to(float(value), default_grain(float(value)))))
            numbers.add(float(round_to(float(value), 10)))
            off = 2 * (known.base - 1)  # a change of two printed numbers
            numbers |= _surely_above(
                Interval(float(value) - off, float(value) + off, float(value)), "persons"
            )
    for chart in charts:
        drawn = [point.value for series in chart.series for point in series.points if point.value is not None]
        numbers |= set(scale([float(value) for value in drawn], 0, 1, True, chart.unit).ticks)
    numbers |= {float(target["persons_per_fte"]) for target in known.targets} | lump_sums(heard)
    return numbers | scenario(groups, known)


def lump_sums(heard: Iterable[Figure]) -> set[float]:
    """What the published coverage counts beside the published grants; money is no personal data."""
    money = {(figure.metric, figure.as_of, tuple(figure.by.items())): figure for figure in heard}
    found = set()
    for (metric, *where), coverage in money.items():
        grants = money.get(("grants_eur", *where)) if metric == "cost_coverage" else None
        if grants is not None and grants.value is not None and coverage.numerator is not None:
            printed = german.rounded(german.exact(grants.value))
            found.add(float(german.rounded(german.exact(coverage.numerator) - Fraction(printed))))
    return found


def _surely_above(value: worlds.Value | None, unit: str) -> set[float]:
    """«über 390»: the round number below everything that a printed one can stand for."""
    phrase = certain(value, unit) if isinstance(value, Interval) else None
    return {float(phrase.number)} if phrase else set()


def scenario(
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], set[Fraction]], known: Edition
) -> set[float]:
    """Two assumptions about the target group, its caseload and the positions that would be missing."""
    target = known.target(AS_OF)
    assert target is not None
    found: set[float] = set()
    stocks = sorted(groups["active_target_group", ()])
    for now, before in ((a, b) for a in stocks for b in stocks):
        for filled in groups["fte_filled", ()]:
            for step in ((now - before) / 2, now - before):
                persons = Fraction(german.rounded(now + step))
                missing = persons / Fraction(target["persons_per_fte"]) - filled
                found |= {float(persons), float(german.rounded(persons / filled))}
                found |= {float(printed_number(missing, "fte", True)), float(german.rounded(missing, 1))}
    return found
