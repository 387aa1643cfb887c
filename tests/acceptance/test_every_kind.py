"""What a finding does, in every kind: many flawed rows in one file, each with the one finding that it earns.

An expectation is (rule, severity); severities stand for effects: error sends the row back, warning keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.acceptance.office import HEADS, Office, row

E, W, I = "error", "warning", "info"  # noqa: E741


def _missing(*columns: str) -> list[tuple[dict[str, Any], str, str]]:
    return [({column: ""}, "missing_value", E) for column in columns]


FLAWS: dict[str, list[tuple[dict[str, Any], str | None, str | None]]] = {
    "faelle": [
        *_missing("Träger", "Staatsangehörigkeit", "Aufnahme IM"),
        ({"Träger": "XYZ"}, "unknown_code", E),
        ({"Staatsangehörigkeit": "888"}, "unknown_code", E),
        ({"Staatsangehörigkeit": "SY"}, None, None),
        ({"Staatsangehörigkeit": "Gambia"}, None, None),
        ({"Geburtsjahr": "1900"}, None, None),
        ({"Geschlecht": "W"}, None, None),
        ({"Zuweisung AU": "01.08.2022"}, "date_after_export", W),
        ({"Integrationsplan vom": "01.08.2022"}, "date_after_export", W),
        ({"Integrationsplan vom": "99.99.2022"}, "impossible_date", W),
        ({"Wegzug am": "01.08.2022"}, "planned_end", I),
        ({"Wegzug am": "31.01.2022"}, "end_before_start", E),
        ({"Verlängerung 4. Jahr": "vielleicht"}, "unknown_code", W),
        ({"Sprachniveau": "B7"}, "unknown_code", W),
        ({"Erwerbsstatus": "FOO"}, "unknown_code", W),
        ({"Erwerbsstatus": "unbekannt"}, None, None),
        ({"Zugangsart": "FOO"}, "unknown_code", W),
        ({"Abgangsgrund": "FOO"}, "unknown_code", W),
        ({"Ende IM": "31.12.9999"}, "sentinel_date", I),
        ({"Fall-ID": "LO-00000000GG"}, "bad_format", E),
        ({"Fall-ID": " lo-00000000ff\u00a0"}, None, None),
        ({"Haushalts-ID": "=1+1"}, "formula_cell", I),
        ({"Aufnahme IM": "01.06.2019", "Verlängerung 4. Jahr": "j"}, None, None),
    ],
    "stellen": [
        *_missing("Träger", "Funktion", "VZÄ Plan", "VZÄ besetzt", "gültig ab"),
        ({"Funktion": "FOO"}, "unknown_code", E),
        ({"VZÄ besetzt": "-1"}, "negative_value", E),
        ({"VZÄ gefördert": "-1"}, "negative_value", W),
        ({"VZÄ gefördert": "viel"}, "bad_format", W),
        ({"Förderprogramm": "FOO"}, "unknown_code", W),
        ({"gültig ab": "01.01.2030"}, None, None),
        ({"gültig bis": "31.02.2023"}, "impossible_date", W),
    ],
    "aufenthalt": [
        *_missing("Fall-ID", "Aufenthaltsstatus", "gültig ab"),
        ({"Aufenthaltsstatus": "unbekannt"}, None, None),
        ({"Aufenthaltsstatus": "Duldung"}, None, None),
        ({"gültig ab": "31.02.2022"}, "impossible_date", E),
        ({"gültig ab": "01.09.2022"}, None, None),
        ({"gültig bis": "01.09.2030"}, None, None),
        ({"gültig bis": "31.12.2021"}, "end_before_start", E),
        ({"gültig bis": "31.02.2022"}, "impossible_date", W),
    ],
    "unterbringung": [
        *_missing("Fall-ID", "Unterbringungsart", "Einzug"),
        ({"Unterbringungsart": "FOO"}, "unknown_code", E),
        ({"Einzug": "01.08.2022"}, "date_after_export", E),
        ({"Auszug": "01.09.2022"}, "planned_end", I),
        ({"Auszug": "01.01.2022"}, "end_before_start", E),
        ({"Auszug": "01.02.2022"}, "empty_interval", I),
        ({"Auszug": "31.02.2022"}, "impossible_date", W),
    ],
    "zuzugsregister": [
        *_missing("Person-ID", "Staatsangehörigkeit", "Zuzug"),
        ({"Staatsangehörigkeit": "Atlantis"}, "unknown_code", E),
        ({"Staatsangehörigkeit": "475"}, "status_nationality", W),
        ({"Aufenthaltsstatus": "FOO"}, "unknown_code", W),
        ({"Geburtsjahr": "2091"}, "out_of_range", W),
        ({"Zuzug": "01.08.2022"}, "date_after_export", E),
        ({"Fortzug": "01.08.2022"}, "planned_end", I),
        ({"Fortzug": "01.03.2022"}, "end_before_start", E),
        ({"Ziel": "FOO"}, "unknown_code", W),
        ({"Ziel": "unbekannt", "Fortzug": "01.05.2022"}, None, None),
    ],
    "beratungen": [
        *_missing("Kontakt-ID", "Datum"),
        ({"Fall-ID": ""}, None, None),
        ({"Datum": "30.02.2022"}, "impossible_date", E),
        ({"Kanal": "FOO"}, "unknown_code", W),
        ({"Thema": "WOHNEN|FOO"}, "unknown_code", W),
        ({"Thema": "Wohnen|ARBEIT"}, None, None),
        ({"Dauer (Min.)": "-5"}, "negative_value", W),
        ({"Dolmetscher": "vielleicht"}, "unknown_code", W),
    ],
    "foerderung": [
        *_missing("Bescheid", "Programm", "Träger", "von", "bis", "VZÄ gefördert", "bewilligt (EUR)"),
        ({"Programm": "FOO"}, "unknown_code", E),
        ({"bis": "01.01.2020"}, "end_before_start", E),
        ({"von": "01.01.2030", "bis": "31.12.2030"}, None, None),
        ({"VZÄ gefördert": "-1"}, "negative_value", E),
        ({"Satz je VZÄ und Jahr (EUR)": "-1"}, "negative_value", W),
        ({"ausgezahlt (EUR)": "-1"}, "negative_value", W),
        ({"Verwendungsnachweis fällig": "30.06.2030"}, None, None),
        ({"Verwendungsnachweis vorgelegt": "30.06.2023"}, "date_after_export", W),
    ],
    "kosten": [
        *_missing("Träger", "Jahr", "Kostenart", "Betrag (EUR)"),
        ({"Träger": "XYZ"}, "unknown_code", E),
        ({"Kostenart": "FOO"}, "unknown_code", E),
        ({"Betrag (EUR)": "-1"}, "negative_value", E),
        ({"Verwaltungspauschale Stadt (EUR)": "-1"}, "negative_value", W),
    ],
    "quote": [
        *_missing("Jahr", "Stand vom", "Soll"),
        ({"Stand vom": "01.08.2022"}, "date_after_export", E),
        ({"Soll": "-1"}, "negative_value", E),
        ({"Ist": "-1"}, "negative_value", W),
        ({"Ist": "viele"}, "bad_format", W),
        ({"Übertrag": "-5"}, None, None),
        ({"Ist": "90", "davon ordnungsrechtlich": "40", "davon privat": "50"}, None, None),
    ],
    "objekte": [
        *_missing("Objekt", "Plätze", "nutzbar", "ab"),
        ({"Objekt": "Hauptstraße 12"}, None, None),
        ({"Plätze": "-1"}, "negative_value", E),
        ({"nutzbar": "11"}, "parts_not_total", W),
        ({"bis": "01.01.2019"}, "end_before_start", E),
        ({"ab": "01.01.2030"}, None, None),
    ],
    "bevoelkerung": [
        *_missing("AGS", "Stichtag", "Einwohner", "Basis"),
        ({"AGS": "123"}, "bad_format", E),
        ({"AGS": "8336050"}, None, None),
        ({"Stichtag": "31.12.2022"}, "date_after_export", E),
        ({"Einwohner": "-1"}, "negative_value", E),
        ({"Basis": "FOO"}, "unknown_code", E),
        ({"Ausländer": "50000"}, "parts_not_total", W),
        ({"Ausländer": "-1"}, "negative_value", W),
    ],
}  # fmt: skip


def _deliver(office: Office, kind: str, rows: Sequence[dict[str, object]]) -> dict[str, Any]:
    """All other files are without a flaw; every case of the file exists."""
    office.write("faelle", [row("faelle", number) for number in range(1, 60)])
    office.write("stellen", [row("stellen", 1)])
    office.write(kind, rows)
    code, result = office.load()
    assert code == 3, office.err
    return result


@pytest.mark.parametrize("kind", FLAWS)
def test_every_flawed_row_earns_its_finding_and_every_clean_one_none(office: Office, kind: str) -> None:
    start = 2000 if kind in ("kosten", "quote", "bevoelkerung") else 1
    rows = [row(kind, start + number, **cells) for number, (cells, _, _) in enumerate(FLAWS[kind])]
    result = _deliver(office, kind, rows)
    told: dict[int, list[tuple[str, str]]] = {}
    for finding in result["findings"]:
        assert (
            finding["file"]
            == f"{kind}_{'STADT' if 'Fall-ID' not in HEADS[kind] else 'CARITAS'}_2022-06-30.csv"
        )
        told.setdefault(finding["row"], []).append((finding["rule"], finding["severity"]))
    expected = {
        number: [(rule, severity)] for number, (_, rule, severity) in enumerate(FLAWS[kind], start=2) if rule
    }
    assert told == expected
    file = next(file for file in result["files"] if file["kind"] == kind)
    back = sum(severity == E for _, _, severity in FLAWS[kind])
    assert (file["rows_read"], file["rows_quarantined"]) == (len(rows), back)
    assert file["rows_loaded"] == len(rows) - back


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("stellen", {}, {"VZÄ Plan": "9"}),
        ("beratungen", {}, {"Kanal": "DIGITAL"}),
        ("foerderung", {}, {"von": "02.01.2021"}),
        ("kosten", {}, {"Betrag (EUR)": "1"}),
        ("quote", {}, {"Soll": "1"}),
        ("objekte", {}, {"Plätze": "20"}),
    ],
)
def test_the_same_key_with_other_content_sends_both_back_and_names_each_other(
    office: Office, kind: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    number = 2015 if kind in ("kosten", "quote") else 5
    other = row(kind, number + 1)
    rows = [row(kind, number, **first), other, row(kind, number, **second), other]
    result = _deliver(office, kind, rows)
    errors = [(f["rule"], f["row"], "Zeile 4" in f["message"], "Zeile 2" in f["message"])
              for f in result["findings"] if f["severity"] == E]  # fmt: skip
    assert errors == [("duplicate_key", 2, True, False), ("duplicate_key", 4, False, True)]
    assert [(f["rule"], f["row"]) for f in result["findings"] if f["severity"] == I] == [("identical_row", 5)]
    file = next(file for file in result["files"] if file["kind"] == kind)
    counts = [file[f"rows_{what}"] for what in ("read", "loaded", "quarantined", "identical", "outside")]
    assert counts == [4, 1, 2, 1, 0]


def test_the_same_contact_number_at_two_traeger_is_two_contacts(office: Office) -> None:
    office.write_required()
    for owner in ("CARITAS", "DIAKONIE"):
        office.write("beratungen", [row("beratungen", 1, Kanal="TELEFON")], owner=owner)
    assert office.load()[0] == 0
    assert office.query("SELECT count(*) FROM current_consultations") == [(2,)]


def test_a_dot_before_three_digits_parts_thousands_of_euros_but_decimals_of_positions(office: Office) -> None:
    office.write_required()
    cells = {"bewilligt (EUR)": "64.000", "ausgezahlt (EUR)": "1.5", "VZÄ gefördert": "1.125"}
    office.write("foerderung", [row("foerderung", 1, **cells)])
    assert office.load()[0] == 0
    asked = "SELECT approved_eur::VARCHAR, paid_eur::VARCHAR, fte_funded::VARCHAR FROM current_grants"
    assert office.query(asked) == [("64000.00", "1.50", "1.125")]
