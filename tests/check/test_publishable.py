"""What may be printed: no number that is more exact than the public world, and no advice that repeats one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure
from pipelines.paths import find_home
from pipelines.publish import german
from pipelines.publish.check import ReleaseFacts, TableOfFacts, check
from pipelines.publish.check.model import Claim, Time, Verdict
from pipelines.publish.check.verdict.judge import Judge
from pipelines.publish.check.words import vocabulary
from pipelines.publish.wording import HEDGES
from pipelines.publish.worlds import Answers, exact_answers, public_answers
from pipelines.releases import open_release
from pipelines.releases.printed_number import PrintedNumber, PrintedQuotient
from pipelines.releases.public import is_open

DAY, YEAR = date(2022, 6, 30), date(2024, 12, 31)
PERSONS, PRINTED = 1048, PrintedNumber(1045, 4, 1045)


def figure(
    metric: str, day: date, value: float, parts: tuple[float | None, float | None] = (None, None)
) -> Figure:
    spec = catalogue.metric(metric)
    printed = any(isinstance(number, PrintedNumber | PrintedQuotient) for number in (value, *parts))
    status = "rounded" if printed else "exact"
    return Figure(metric, 1, spec.unit, spec.kind, day, None, {}, value, *parts, status, False)


INTERNAL = TableOfFacts(
    [
        figure("fte_needed", DAY, PERSONS / 120),
        figure("fte_missing", DAY, PERSONS / 120 - 4),
        figure("fte_filled", DAY, 4.0),
        figure("per_1000_inhabitants", DAY, 21.06, (PERSONS, 49768)),
        figure("city_share_per_person", YEAR, 286381.12 / 1377, (286381.12, 1377)),
    ],
    YEAR,
)
PUBLIC = TableOfFacts(
    [
        figure("fte_needed", DAY, (PRINTED / 120).printed(8.71)),
        figure("fte_missing", DAY, (PRINTED / 120 + -4).printed(4.71)),
        figure("fte_filled", DAY, 4.0),
        figure("per_1000_inhabitants", DAY, 21.0, (PRINTED, 49768)),
        figure("city_share_per_person", YEAR, 207.5, (286381.12, PrintedNumber(1380, 4, 1380))),
    ],
    YEAR,
)


def judged(text: str, audience: str) -> list[Verdict]:
    facts = INTERNAL if audience == "ob" else PUBLIC
    return check(text, facts, audience, public=PUBLIC)  # type: ignore[arg-type]


NEEDED = "Am 30.06.2022 betrug der Stellenbedarf {} Vollzeitstellen."
PER_PERSON = "Im Jahr 2024 trug die Stadt {} Euro je Person der aktiven Zielgruppe."


@pytest.mark.parametrize("audience", ["ob", "press"])
@pytest.mark.parametrize(
    ("text", "publishable"),
    [
        (NEEDED.format("8,73"), False),  # of 120 persons a place: leaves 1,047 or 1,048
        (NEEDED.format("8,71"), True),
        (NEEDED.format("8,7"), True),  # the public number with fewer digits
        (NEEDED.format("rund 8,5"), True),
        ("Am 30.06.2022 fehlten im Integrationsmanagement 4,73 Stellen.", False),
        ("Am 30.06.2022 fehlten im Integrationsmanagement 4,71 Stellen.", True),
        (PER_PERSON.format("207,97"), False),  # costs and grants are exact: only 1,377 persons give it
        (PER_PERSON.format("208"), True),
        (PER_PERSON.format("228,6"), False),
        ("Am 30.06.2022 waren 4,0 Stellen im Integrationsmanagement besetzt.", True),  # counts nobody
    ],
)
def test_what_narrows_the_count_is_not_for_print(audience: str, text: str, publishable: bool) -> None:
    [verdict] = judged(text, audience)
    assert verdict.publishable is publishable, verdict


@pytest.mark.parametrize(
    "text", [NEEDED.format("8,73"), PER_PERSON.format("207,97"), PER_PERSON.format("207,0")]
)
def test_in_public_a_finer_number_stays_open(text: str) -> None:
    [verdict] = judged(text, "press")
    assert verdict.verdict in ("undecidable", "false")
    assert verdict.exact is None and "1377" not in verdict.reason


@pytest.mark.parametrize(
    ("text", "audience", "suggestion"),
    [
        ("Auf 1.000 Einwohner kamen Ende Juni 2022 21,1 begleitete Personen.", "ob", "rund 21,0 begleitete Personen"),
        ("Auf 1.000 Einwohner kamen Ende Juni 2022 21,1 begleitete Personen.", "press", "21,0 begleitete Personen"),
        (NEEDED.format("8,73"), "ob", "rund 8,71 Vollzeitstellen"),
        (NEEDED.format("8,73"), "press", "8,71 Vollzeitstellen"),
        (PER_PERSON.format("228,6"), "ob", "208 Euro"),
        ("Ende 2024 lag der Eigenanteil der Stadt je Person bei 228,6 Euro.", "press", "208 Euro"),
    ],
)  # fmt: skip
def test_the_advice_is_the_publishable_form(text: str, audience: str, suggestion: str) -> None:
    [verdict] = judged(text, audience)
    assert verdict.suggestion == suggestion
    [again] = judged(text.replace(verdict.claim.text, suggestion), audience)
    assert (again.verdict, again.publishable) == ("true", True)


@dataclass(frozen=True)
class Worlds:
    """Both worlds of one release."""

    exact: ReleaseFacts
    public: ReleaseFacts
    months: tuple[date, ...]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    folder: Path = tmp_path_factory.mktemp("klein")
    home = ["--home", str(folder / "home")]
    assert main(["sample", "--out", str(folder / "in"), "--persons", "400", "--months", "14", "--deliveries", "1",
                 "--seed", "3", "--flaws", "none"]) == 0  # fmt: skip
    assert main(["load", str(folder / "in"), *home]) in (0, 3)
    assert main(["release", "--approve", "Beispiel", *home]) == 0
    with open_release(find_home(str(folder / "home"))) as release:
        assert release.public is not None

        def facts(answers: Answers) -> ReleaseFacts:
            return ReleaseFacts(answers, release.id, release.data_as_of, release.default_stichtag)

        months = tuple(month for month in release.public.months if month <= release.data_as_of)
        yield Worlds(facts(exact_answers(release)), facts(public_answers(release)), months)


def _total(facts: ReleaseFacts, metric: str, day: date, after: date | None) -> Figure | None:
    found = facts.figure(metric, day, after, {})
    return found if found is not None and found.value is not None and not found.preliminary else None


def _printing(found: Figure, places: int) -> Claim:
    """The exact number of a figure as a claim, with as many decimals as somebody may print."""
    percent = found.unit == "fraction"
    value = german.value_of(found)
    assert value is not None
    number = float(german.rounded(value, places + (2 if percent else 0)))
    step = 10.0 ** -(places + (2 if percent else 0))
    kind = "ratio" if found.kind == "ratio" else "amount"
    time = Time(found.as_of, found.period_from, "text")
    text = german.number(number * (100 if percent else 1), places)
    return Claim(0, 1, text, found.metric, kind, number, step, "", time)  # type: ignore[arg-type]


def _pairs(worlds: Worlds) -> Iterator[tuple[Figure, Figure]]:
    """Every total that both worlds print: exact and public, flows of a month and of half a year."""
    for name in vocabulary.load().topics:
        entry = catalogue.metric(name)
        for place, day in enumerate(worlds.months):
            starts: set[date | None] = {None}
            if catalogue.needs_period(entry):
                starts = {worlds.months[at] for at in (place - 1, place - 6) if at >= 0}
            for after in starts:
                known, told = (_total(f, name, day, after) for f in (worlds.exact, worlds.public))
                if known is not None and told is not None:
                    yield known, told


@pytest.mark.parametrize("audience", ["ob", "press"])
def test_the_exact_value_is_never_publishable_where_the_public_one_reads_otherwise(
    worlds: Worlds, audience: str
) -> None:
    """A law over the whole catalogue: every metric, every published Stichtag, at every number of decimals."""
    facts = worlds.exact if audience == "ob" else worlds.public
    judge = Judge(facts, audience, vocabulary.load(), worlds.public)  # type: ignore[arg-type]
    tried: set[str] = set()
    for known, told in _pairs(worlds):
        for places in range(3):
            claim = _printing(known, places)
            public = german.value_of(told)
            assert public is not None
            if claim.value == float(german.rounded(public, places + (2 if known.unit == "fraction" else 0))):
                continue
            tried.add(known.metric)
            verdict = judge.verdict(claim)
            assert not verdict.publishable, (known, told, verdict)
            words = (verdict.suggestion or "").split()
            assert claim.text not in words or words[0] in HEDGES, verdict
    protected = {name for name in vocabulary.load().topics if not is_open(catalogue.metric(name))}
    assert tried <= protected
    assert {
        "fte_needed",
        "fte_missing",
        "city_share_per_person",
        "per_1000_inhabitants",
        "caseload_filled",
    } <= tried
