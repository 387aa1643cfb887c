"""The press release of June 2022, written from the press sheet alone, is true; with one number falsified it is not."""

from __future__ import annotations

import re

import pytest

from pipelines.publish import check, press
from pipelines.publish.check import ReleaseFacts
from pipelines.publish.wording import Interval
from pipelines.publish.worlds import Reader, interval
from tests.briefing.town import AS_OF, DATA_AS_OF, EDITION, public

_FACTS = ReleaseFacts(public(), EDITION.release, DATA_AS_OF, AS_OF)


def _written() -> str:
    """A release in the words of the city's own, its numbers and hedges copied from the sheet."""
    said = {topic.key: topic for topic in press.make(public(), EDITION, AS_OF).topics}
    group = re.search(r"Lörrach (.+? Personen)\.", said["aktive-zielgruppe"].standard)
    came = re.search(r"kamen (.+?) Geflüchtete", said["ukraine"].standard)
    here = re.search(r"leben (.+?) noch", said["ukraine"].standard)
    paid = re.search(r"Das Land fördert (.+?) Vollzeitstellen", said["stellen"].short)
    assert group and came and here and paid
    return (
        "Lörrach stärkt das Integrationsmanagement. Das Programm besteht seit Mai 2017, erste Stellen wurden im "
        "Herbst 2017 besetzt, seit Januar 2022 gilt die neue Verordnung (§ 24). "
        f"Stand Juni 2022 umfasst die aktive Zielgruppe {group[1]}. "
        f"Zuletzt kamen {came[1]} ukrainische Geflüchtete nach Lörrach, wovon aktuell sich noch {here[1]} Personen im "
        f"Stadtgebiet befinden. {paid[1]} Stellenanteile im Integrationsmanagement werden vom Sozialministerium "
        "gefördert. "
        "Rückfragen unter Telefon 07621 415-100."
    )


def _verdicts(text: str) -> list[check.Verdict]:
    return check.check(text, _FACTS, "press", DATA_AS_OF)


def test_the_release_is_confirmed() -> None:
    found = [(verdict.claim.metric, verdict.verdict) for verdict in _verdicts(_written())]
    names = ("active_target_group", "ukraine_arrivals_total", "ukraine_present", "fte_funded")
    assert found == [(name, "true") for name in names]


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("factor", [0.7, 0.9, 1.1, 1.5])
def test_each_falsified_number_is_caught(place: int, factor: float) -> None:
    text = _written()
    claim = _verdicts(text)[place].claim
    number = re.search(r"\d[\d.,]*", claim.text)
    assert number
    wrong = (
        f"{claim.value * factor:.1f}".replace(".", ",")
        if claim.metric == "fte_funded"
        else str(round(claim.value * factor))
    )
    start, end = claim.start + number.start(), claim.start + number.end()
    found = _verdicts(text[:start] + wrong + text[end:])
    assert [v.verdict for v in found] == ["false" if at == place else "true" for at in range(4)]


def test_check_and_documents_take_one_interval() -> None:
    """A flow of twelve months is a sum of rounded numbers: both let it be further off than a count of one day."""
    for metric, after in (
        ("active_target_group", None),
        ("consultations", AS_OF.replace(year=2021)),
        ("entries", AS_OF.replace(year=2021)),
    ):
        figure = Reader(public()).one(metric, AS_OF, after)
        assert figure is not None and figure.value is not None
        known = interval(figure, 5)
        assert isinstance(known, Interval)
        top = known.high
        period = " in den zwölf Monaten bis Juni 2022" if after else ""
        words = {
            "active_target_group": "Die aktive Zielgruppe umfasst Stand Juni 2022 {} Personen.",
            "consultations": "Es gab{} {} Beratungen.", "entries": "Es gab{} {} Zugänge in die aktive Zielgruppe.",
        }[metric]  # fmt: skip
        for number, verdict in ((top, "undecidable"), (top + 1, "false")):
            text = words.format(period, int(number)) if after else words.format(int(number))
            assert [v.verdict for v in _verdicts(text)] == [verdict], text
