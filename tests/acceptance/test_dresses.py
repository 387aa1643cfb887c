"""The same facts in the dress of every office give the same figures, to the last digit."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.acceptance.office import HEADS, Office, row, table

_OTHER_HEADS = {
    "Staatsangehörigkeit": "Nationalität",
    "Aufnahme IM": "Aufnahmedatum",
    "Ende IM": "Beendet am",
}
_ASKED = ("", "sex", "age_band", "nationality", "household", "language", "employment")
FACTS = {
    "faelle": [
        row(
            "faelle", number,
            **{
                "Geburtsjahr": 1980 + number, "Geschlecht": "mwdx"[number % 4], "Haushalts-ID": f"H{number // 2}",
                "Staatsangehörigkeit": ("475", "166", "237")[number % 3],
                "Aufnahme IM": f"{number + 1:02d}.0{number % 5 + 1}.2022",
                "Ende IM": "" if number % 7 else "30.05.2022", "Sprachniveau": ("B1", "A2", "UNB")[number % 3],
                "Erwerbsstatus": ("SVP", "ARBEITSUCHEND", "")[number % 3],
            },
        )
        for number in range(1, 25)
    ],
    "stellen": [row("stellen", 1, **{"VZÄ Plan": "3,5", "VZÄ gefördert": "1,25", "gültig bis": "31.12.2030"})],
}  # fmt: skip


def _written(
    office: Office, encoding: str, delimiter: str = ";", end: str = "\n", frame: bool = False
) -> None:
    for kind, rows in FACTS.items():
        text = table(kind, rows, delimiter, end)
        if delimiter == ",":
            rows = [
                {head: f'"{cell}"' if "," in str(cell) else cell for head, cell in one.items()}
                for one in rows
            ]
            text = table(kind, rows, delimiter, end)
        if frame:
            text = f"Fallliste{end}{end}{text}{end}Summe;{len(rows)}{end}Erstellt am 01.07.2022{end}"
        owner = "CARITAS" if kind == "faelle" else "STADT"
        office.put(f"{kind}_{owner}_2022-06-30.csv", text.encode(encoding))


def _mojibake(office: Office) -> None:
    for kind, rows in FACTS.items():
        owner = "CARITAS" if kind == "faelle" else "STADT"
        office.put(f"{kind}_{owner}_2022-06-30.csv", table(kind, rows).encode().decode("cp1252").encode())


def _workbooks(office: Office) -> None:
    _workbook(office.inbox / "faelle_CARITAS_2022-06-30.xlsx", "faelle")
    _workbook(office.inbox / "stellen_STADT_2022-06-30.xlsx", "stellen")


def _workbook(path: Path, kind: str) -> None:
    """A sheet of notes, a merged title, columns turned round, real days beside serial numbers, a footer."""
    heads = [*reversed(HEADS[kind].split(";")), "lfd. Nr."]
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Hinweise").write(0, 0, "Nur Hinweise")
        sheet, days = book.add_worksheet("Daten"), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.merge_range(0, 0, 0, 5, "Auszug 30.06.2022")
        sheet.write_row(2, 0, [_OTHER_HEADS.get(head, head) for head in heads])
        for place, one in enumerate(FACTS[kind], start=3):
            for column, head in enumerate(heads):
                cell = str(one.get(head, place - 2 if head == "lfd. Nr." else ""))
                if cell.count(".") == 2 and place % 2:
                    sheet.write_datetime(place, column, datetime.strptime(cell, "%d.%m.%Y"), days)
                elif cell.count(".") == 2:
                    serial = (datetime.strptime(cell, "%d.%m.%Y") - datetime(1899, 12, 30)).days
                    sheet.write_number(place, column, serial)
                elif head.startswith("VZÄ") and cell:
                    sheet.write_number(place, column, float(cell.replace(",", ".")))
                elif cell:
                    sheet.write_string(place, column, cell)
        sheet.write(len(FACTS[kind]) + 4, 0, "Erstellt am 01.07.2022")


DRESSES: dict[str, Callable[[Office], None]] = {
    "Windows-1252 mit Titel, Summe und Fußzeile": lambda office: _written(office, "cp1252", end="\r\n", frame=True),
    "UTF-16 mit Tabulatoren": lambda office: _written(office, "utf-16", "\t", "\r\n"),
    "UTF-8 mit Marke und Kommas": lambda office: _written(office, "utf-8-sig", ","),
    "falsch gespeicherte Umlaute": _mojibake,
    "Arbeitsmappen": _workbooks,
}  # fmt: skip


def _figures(office: Office) -> list[str]:
    code, result = office.load()
    assert code == 0, result or office.err
    assert office.run("release") == 0
    answers = []
    for dimension in _ASKED:
        words = ["--by", dimension, "--metric", "active_target_group"] if dimension else []
        answers.append(json.dumps(office.figures("--as-of", "2022-06-30", *words), sort_keys=True))
    return answers


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    office = Office(tmp_path_factory.mktemp("schlicht"))
    _written(office, "utf-8")
    answers = _figures(office)
    assert '"value": 21' in answers[0], "24 cases, three of them ended"
    return answers


@pytest.mark.parametrize("dress", DRESSES)
def test_the_figures_do_not_know_the_dress(office: Office, expected: list[str], dress: str) -> None:
    DRESSES[dress](office)
    assert _figures(office) == expected
