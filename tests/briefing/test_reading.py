"""What a councillor can check and must not misread: money, rounding, words, the time before the war in Ukraine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.metrics import Figure, Query
from pipelines.publish import briefing, press
from pipelines.publish.briefing.notes import protection
from pipelines.publish.document import Document, Points, Table
from pipelines.publish.printed import printed
from tests.briefing.town import AS_OF, EDITION, TRAEGER, public

BEFORE_THE_WAR = date(2021, 12, 31)


def _table(document: Document, key: str) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table) and block.key == key)


def _euros(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_coverage_and_own_share_can_be_recalculated(made: Document) -> None:
    """(Zuschüsse + Verwaltungspauschale) / Kosten, and Kosten − Zuschüsse."""
    table = _table(made, "kosten")
    assert table.header == ("Träger", "Kosten", "Zuschüsse", "Verwaltungspauschale", "Deckung", "Eigenanteil")
    assert len(table.rows) == len(TRAEGER) + 1
    for row in table.rows:
        costs, grants, lump, _, own = (_euros(cell.shown) for cell in row.cells)
        assert lump > 0 and own == costs - grants
        coverage = float(row.cells[3].shown.split("\u202f")[0].replace(",", "."))
        assert round(100 * (grants + lump) / costs, 1) == coverage
    assert "darin enthalten" in table.note


def test_sums_of_rounded_numbers_are_named_as_such(made: Document) -> None:
    text = " ".join(made.strings())
    assert "weicht eine einzelne Zahl um höchstens 4 ab" in text
    assert "Solche Summen sind Zahlen über mehrere Monate, «Weitere» und «sind schon darüber»." in text
    sparse = briefing.make(public(missing=("over_36_months",)), EDITION, AS_OF)
    assert "Solche Summen sind Zahlen über mehrere Monate und «Weitere»." in " ".join(sparse.strings())


def test_press_and_page_say_the_same_of_rounding() -> None:
    lines = protection(5)
    assert "Eine Summe mehrerer gerundeter Zahlen kann etwas stärker abweichen." in lines[0]
    assert lines[1] == "Solche Summen sind Zahlen über mehrere Monate."
    sheet = " ".join(press.make(public(), EDITION, AS_OF).document.strings())
    assert all(line in sheet for line in lines)


def test_what_is_made_of_rounded_persons_is_not_called_exact(made: Document) -> None:
    text = " ".join(made.strings())
    assert "Euro je Person oder fehlende Stellen, beruht auf gerundeten Zahlen." in text


def test_the_city_pays_and_points_of_percent_are_written_out(made: Document) -> None:
    text = " ".join(made.strings())
    assert re.search(
        r"Im Jahr 2022 trägt die Stadt bisher selbst [\d.]+\u202f€ je Person der aktiven Zielgruppe\.", text
    )
    assert "%-Punkte" not in text


def test_temporary_protection_is_named_below_the_status_table(made: Document) -> None:
    assert "§ 24 AufenthG" in _table(made, "aktive-zielgruppe-nach-aufenthaltsstatus-gruppen").note


def test_the_release_stands_in_head_and_notes_only(made: Document) -> None:
    assert [text for text in made.strings() if EDITION.release in text] == [
        f"31.07.2022, Freigabe {EDITION.release}",
        f"Alle Zahlen stammen aus der Freigabe {EDITION.release} mit Datenstand 31.07.2022.",
    ]
    assert EDITION.release not in made.footer


def test_before_the_war_nothing_is_said_about_ukraine() -> None:
    document = briefing.make(public(), EDITION, BEFORE_THE_WAR)
    # Of the codes the nationality stays: Ukrainians lived here before.
    assert not [text for text in document.strings() if "Ukraine" in text and text != "Ukraine"]
    assert "Ukraine" not in [section.title for section in document.sections]
    first = document.sections[0].blocks[0]
    assert isinstance(first, Points) and len(first.items) == 3
    assert re.match(
        r"Vom 01\.01\.2021 bis 31\.12\.2021 begann die Begleitung für \d+ Personen", first.items[1]
    )
    assert not [figure.metric for _, figure in printed(document) if figure.metric.startswith("ukraine")]


def test_since_the_war_a_register_without_ukrainians_says_so() -> None:
    def answers(query: Query) -> Sequence[Figure]:
        found = public()(query)
        return [replace(one, value=0) for one in found] if query.metric.startswith("ukraine") else found

    document = briefing.make(answers, EDITION, date(2022, 2, 28))
    assert "Ukraine" in [section.title for section in document.sections]
    assert "Geflüchtete aus der Ukraine sind bis zum Stichtag nicht im Zuzugsregister." in document.strings()
