"""What a councillor reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import Figure, Query
from pipelines.publish import briefing
from pipelines.publish.document import Document, Paragraph, Points, Section, Table
from pipelines.publish.document_forms import FORMS, render
from tests.briefing.town import AS_OF, COMPARE, DATA_AS_OF, EDITION, MONTHS, public


def _section(document: Document, title: str) -> Section:
    return next(section for section in document.sections if section.title == title)


def _table(document: Document, key: str) -> dict[str, tuple[str, ...]]:
    table = next(block for block in document.blocks() if isinstance(block, Table) and block.key == key)
    return {row.name: tuple(cell.shown for cell in row.cells) for row in table.rows}


def _value(metric: str, as_of: date = AS_OF, after: date | None = None) -> int:
    value = public()(Query(metric, as_of, after))[0].value
    assert isinstance(value, int)
    return value


def test_the_sections_stand_in_the_order_of_a_sitzungsvorlage(made: Document) -> None:
    assert [section.title for section in made.sections] == [
        "Das Wichtigste", "Kennzahlen", "Zugänge und Abgänge", "Zusammensetzung", "Ukraine", "Aufnahmequote",
        "Stellen und Betreuung", "Zuschüsse und Kosten", "Beratungen", "Ausblick", "Hinweise zu den Zahlen",
    ]  # fmt: skip


def test_the_head_names_the_session_and_the_release(made: Document) -> None:
    head = dict(made.head)
    assert head["Vorlage"] == "2022/117"
    assert head["Sitzung"] == "14.07.2022, öffentlich"
    assert head["Stichtag"] == "30.06.2022, Vergleich mit 30.06.2021"
    assert EDITION.release in head["Datenstand"]


def test_the_essentials_are_three_sentences_of_at_most_twenty_words(made: Document) -> None:
    block = _section(made, "Das Wichtigste").blocks[0]
    assert isinstance(block, Points) and len(block.items) == 3
    now, before = _value("active_target_group"), _value("active_target_group", COMPARE)
    assert (
        f"umfasst die aktive Zielgruppe {now} Personen, {now - before} mehr als vor einem Jahr"
        in block.items[0]
    )
    for sentence in block.items:
        assert len(sentence.split()) <= 22, sentence


def test_a_change_is_the_difference_of_the_printed_numbers(made: Document) -> None:
    shown = _table(made, "kennzahlen")["Aktive Zielgruppe"]
    now, before = _value("active_target_group"), _value("active_target_group", COMPARE)
    assert shown[:3] == (str(now), str(before), f"+{now - before}")
    assert shown[3] == f"+{round(100 * (now - before) / before)}\u202f%"


def test_no_percentage_of_a_base_below_a_hundred(made: Document) -> None:
    assert _value("ukraine_present", COMPARE) < 100
    assert _table(made, "kennzahlen")["Ukraine: im Stadtgebiet"][3] == "x"


def test_positions_need_no_base(made: Document) -> None:
    assert _table(made, "kennzahlen")["Stellen besetzt (VZÄ)"] == ("3,5", "3,5", "±0,0", "±0\u202f%")


def test_structure_prints_weitere_and_unbekannt_and_adds_up_to_the_total(made: Document) -> None:
    nations = _table(made, "aktive-zielgruppe-nach-staatsangehoerigkeit")
    assert list(nations)[-3:] == ["Weitere", "unbekannt", "insgesamt"] and len(nations) == 8 + 3
    assert nations["insgesamt"][0] == str(_value("active_target_group"))
    assert nations["insgesamt"][2] == "100\u202f%"


def test_the_caseload_stands_with_its_denominator_and_its_target(made: Document) -> None:
    rows = _table(made, "stellen")
    persons = int(rows["insgesamt"][3])
    assert rows["insgesamt"][1] == "3,5" and rows["insgesamt"][4] == f"1 : {int(persons / 3.5 + 0.5)}"
    text = " ".join(made.strings())
    assert "Ziel 1 : 120 (Konzept 2019)" in text
    assert "(3,5 Stellen); Ziel ist 1 : 120" in text


def test_the_scenario_is_marked_and_repeats_the_last_change(made: Document) -> None:
    blocks = _section(made, "Ausblick").blocks
    assert any(
        isinstance(block, Paragraph) and block.kind == "marked" and "keine Vorhersage" in block.text
        for block in blocks
    )
    now, before = _value("active_target_group"), _value("active_target_group", COMPARE)
    assert _table(made, "szenario")["Sie ändert sich noch einmal so stark"][0] == str(2 * now - before)


def test_only_signs_that_occur_are_explained(made: Document) -> None:
    text = " ".join(made.strings())
    assert "x = nicht sinnvoll" in text and "• = nicht veröffentlicht" not in text


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_is_not_published_is_said_politely_in_every_form(form: str) -> None:
    """Neither a gap in the table programme nor a dot may break a page."""
    poor = public(missing=("active_target_group", "costs_eur", "reaching_36_months", "fte_filled", "entries"),
                  suppressed=("ukraine_present", "active_with_contact", "caseload_filled"))  # fmt: skip
    document = briefing.make(poor, EDITION, AS_OF)
    assert render(document, form)
    text = " ".join(document.strings())
    assert "wird für diesen Stichtag nicht veröffentlicht" in text and "•" in text
    assert "• = nicht veröffentlicht" in text


def test_a_world_without_any_figure_still_makes_a_readable_page() -> None:
    from pipelines.metrics import catalogue

    document = briefing.make(public(missing=tuple(catalogue.load())), EDITION, AS_OF)
    assert render(document, "pdf").startswith(b"%PDF")


def test_a_preliminary_stichtag_says_so_everywhere() -> None:
    late = MONTHS[-1]
    assert late > DATA_AS_OF
    document = briefing.make(public(), EDITION, late)
    assert document.mark == "vorläufig"
    assert dict(document.head)["Stichtag"].startswith("30.09.2022 (vorläufig)")
    essentials = document.sections[0].blocks[0]
    assert isinstance(essentials, Points) and all(text.startswith("Vorläufig: ") for text in essentials.items)
    captions = [table.caption for table in document.tables() if table.key != "szenario"]
    assert all("(vorläufig)" in caption for caption in captions), captions


def test_a_day_that_is_no_month_end_names_the_nearest() -> None:
    with pytest.raises(NotAvailable) as refused:
        briefing.make(public(), EDITION, date(2022, 6, 20))
    assert refused.value.exit_code == 7
    assert str(refused.value) == (
        "Der 20.06.2022 ist kein Stichtag der öffentlichen Zahlen; am nächsten liegen: 31.05.2022 und 30.06.2022."
    )


def test_the_comparison_day_comes_first() -> None:
    with pytest.raises(UsageProblem, match="vor dem Stichtag"):
        briefing.make(public(), EDITION, COMPARE, AS_OF)


def test_another_comparison_day_is_named_in_the_sentences() -> None:
    document = briefing.make(public(), EDITION, AS_OF, date(2021, 12, 31))
    text = " ".join(document.strings())
    assert "als am 31.12.2021" in text and "als vor einem Jahr" not in text


def test_a_young_record_is_compared_with_its_first_month() -> None:
    document = briefing.make(public(), EDITION, date(2020, 12, 31))
    assert dict(document.head)["Stichtag"] == "31.12.2020, Vergleich mit 31.05.2020"


def test_reasons_that_are_published_per_half_year_are_shown_for_the_last_two() -> None:
    """At the end of July the table programme knows exits by reason up to June."""

    def answers(query: Query) -> Sequence[Figure]:
        if query.by == ("abgangsgrund",) and query.as_of.month not in (6, 12):
            raise NotAvailable("Nur je Halbjahr.")
        return public()(query)

    document = briefing.make(answers, EDITION, DATA_AS_OF)
    captions = [table.caption for table in document.tables()]
    assert "Abgänge nach Grund vom 01.07.2021 bis 30.06.2022" in captions
    assert "Zugänge nach Art vom 01.08.2021 bis 31.07.2022" in captions
    notes = {table.caption.split(" vom ")[0]: table.note for table in document.tables()}
    assert notes["Abgänge nach Grund"].endswith("nur für ganze Halbjahre; deshalb gilt ein anderer Zeitraum.")
    assert notes["Zugänge nach Art"] == ""


def test_a_table_that_is_not_published_is_named() -> None:
    def answers(query: Query) -> Sequence[Figure]:
        if query.by in (("abgangsgrund",), ("zugangsart",)):
            raise NotAvailable("Nicht im Tabellenprogramm.")
        return public()(query)

    texts = _section(briefing.make(answers, EDITION, AS_OF), "Zugänge und Abgänge").blocks[-2:]
    assert [getattr(block, "text", "") for block in texts] == [
        "Zugänge nach Art: Für diesen Stichtag ist nichts veröffentlicht.",
        "Abgänge nach Grund: Für diesen Stichtag ist nichts veröffentlicht.",
    ]


def test_money_of_a_year_that_still_runs_is_not_compared_with_a_whole_one() -> None:
    """At the end of June 2022 with data up to July, costs of 2022 are half of what they will be."""
    assert AS_OF.year == DATA_AS_OF.year
    running = briefing.make(public(), EDITION, AS_OF)
    assert _table(running, "kennzahlen")["Eigenanteil der Stadt"][2:] == ("x", "x")
    text = " ".join(running.strings())
    assert (
        "Das Jahr 2022 läuft noch, deshalb ohne Vergleich." in text
        and "Im Jahr 2022 trägt die Stadt bisher selbst" in text
    )
    over = briefing.make(public(), replace(EDITION, data_as_of=date(2022, 12, 31)), AS_OF)
    assert _table(over, "kennzahlen")["Eigenanteil der Stadt"][2].endswith("€")
    assert "läuft noch" not in " ".join(over.strings())


def test_every_sentence_ends_and_none_is_empty(made: Document) -> None:
    for block in made.blocks():
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else list(block.items)
            if isinstance(block, Points)
            else []
        )
        for text in texts:
            assert re.search(r"[.!?]$", text), text


def test_the_notice_of_sample_data_is_on_every_page() -> None:
    sample = replace(EDITION, notice="Beispieldaten, frei erfunden")
    assert briefing.make(public(), sample, AS_OF).mark == "Beispieldaten, frei erfunden"
