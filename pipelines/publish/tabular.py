"""Figures as rows: JSON for machines, CSV and XLSX for people, a plain table for the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.metrics import Figure, catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.worlds import INTERNAL_USE
from pipelines.releases.public_history import Anchor
from pipelines.spreadsheets import harmless

_HEADER = (
    "Kennzahl", "Gliederung", "Stichtag", "Zeitraum nach dem", "Wert", "Anzeige", "Einheit", "Status", "Berichtigt",
    "Bisher",
)  # fmt: skip
_STATUS = {
    "exact": "genau",
    "rounded": "gerundet",
    "suppressed": "nicht veröffentlicht",
    "undefined": "nicht bestimmt",
    "preliminary": "vorläufig",
}
_NO_NUMBER = "keine Angabe"  # what stood in place of a corrected figure, where that was no number


@dataclass(frozen=True)
class Heading:
    """Where figures come from: release id, Datenstand, world, the notice that sample data carry, rounding base.

    anchors: totals of the figures that are printed exactly as well, apart from the tables.
    """

    release: str
    data_as_of: date
    audience: str
    notice: str = ""
    base: int = 5
    anchors: tuple[Anchor, ...] = ()


def render(figures: Sequence[Figure], heading: Heading, form: str) -> str | bytes:
    """`figures` in the form `table`, `json` (text), `csv` or `xlsx` (bytes)."""
    forms: dict[str, Callable[[Sequence[Figure], Heading], str | bytes]] = {
        "table": _table, "json": _json, "csv": _csv, "xlsx": _xlsx,
    }  # fmt: skip
    return forms[form](figures, heading)


def as_json(figure: Figure, public: bool) -> dict[str, Any]:
    """One figure as the command line's contract names its keys; of a published one also what was corrected."""
    marks = {"corrected": figure.corrected, "earlier": figure.earlier} if public else {}
    return {
        **marks,
        "metric": figure.metric,
        "definition_version": figure.definition_version,
        "unit": figure.unit,
        "kind": figure.kind,
        "as_of": figure.as_of.isoformat(),
        "from": figure.period_from.isoformat() if figure.period_from else None,
        "by": dict(figure.by),
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "shown": german.shown(figure),
        "status": figure.status,
        "preliminary": figure.preliminary,
    }


def _json(figures: Sequence[Figure], heading: Heading) -> str:
    answer = {
        "release": heading.release,
        "data_as_of": heading.data_as_of.isoformat(),
        "audience": heading.audience,
        "marking": _marking(heading) or None,
        "notice": heading.notice or None,
        "figures": [as_json(figure, heading.audience != "ob") for figure in figures],
    }
    if heading.anchors:
        answer["anchors"] = [
            {"metric": anchor.metric, "as_of": anchor.as_of.isoformat(), "value": anchor.value}
            for anchor in heading.anchors
        ]
    return json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=2) + "\n"


def cell_name(figure: Figure) -> str:
    """The breakdown in words: «Caritas, weiblich», or «insgesamt»."""
    names = [dims.dimension(name).label(code) for name, code in figure.by.items()]
    return ", ".join(names) or "insgesamt"


def _row(figure: Figure) -> list[Any]:
    return [
        catalogue.metric(figure.metric).name,
        cell_name(figure),
        german.day(figure.as_of),
        german.day(figure.period_from) if figure.period_from else "",
        figure.value,
        german.shown(figure),
        unit_of_number(figure.unit),
        _STATUS[figure.status]
        + (" (vorläufig)" if figure.preliminary and figure.status != "preliminary" else ""),
        "ja" if figure.corrected else "",
        _NO_NUMBER if figure.corrected and figure.earlier is None else figure.earlier,
    ]


def _notes(figures: Sequence[Figure], heading: Heading) -> list[str]:
    notes = [f"Freigabe {heading.release}, Datenstand {german.day(heading.data_as_of)}"]
    notes.append(_marking(heading) or _legend(heading.base))
    notes += _signs(figures, heading)
    notes += [
        words.removesuffix(".") for words in beside(heading.anchors, [one.as_of for one in heading.anchors])
    ]
    return notes + ([heading.notice] if heading.notice else [])


def _marking(heading: Heading) -> str:
    """Exact figures carry it; the public world has no such mark."""
    return INTERNAL_USE if heading.audience == "ob" else ""


def _legend(base: int) -> str:
    """The public world tells what its numbers stand for wherever they are shown."""
    return (
        f"Personen sind auf Vielfache von {base} gerundet, empfindliche Tabellen gröber: 0 heißt 0 bis {base - 1}, "
        f"{2 * base} heißt {base + 1} bis {3 * base - 1}; Summen mehrerer gedruckter Zahlen weichen weiter ab"
    )


def _signs(figures: Sequence[Figure], heading: Heading) -> list[str]:
    """What the table signs among the figures mean; the public world always tells of what is withheld or corrected."""
    always = () if heading.audience == "ob" else (german.SUPPRESSED, german.CORRECTED)
    return german.legend({*map(german.shown, figures), *always})


def _table(figures: Sequence[Figure], heading: Heading) -> str:
    marked = [german.marked(german.shown(figure), figure.corrected) for figure in figures]
    rows = [
        (row[0], row[1], row[2], shown, row[7]) for row, shown in zip(map(_row, figures), marked, strict=True)
    ]
    header = (_HEADER[0], _HEADER[1], _HEADER[2], _HEADER[5], _HEADER[7])
    widths = [max(len(str(row[i])) for row in (header, *rows)) for i in range(len(header))]
    lines = ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in (header, *rows)]  # fmt: skip
    return "\n".join((*lines, "", "; ".join(_notes(figures, heading)) + ".")) + "\n"


def _csv(figures: Sequence[Figure], heading: Heading) -> bytes:
    """For people: UTF-8 with BOM, semicolon, decimal comma, nothing a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow((*_HEADER, "Hinweis"))
    notes = "; ".join(_notes(figures, heading))
    for row in map(_row, figures):
        writer.writerow([harmless(_decimal(cell)) for cell in (*row, notes)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _decimal(cell: Any) -> str:
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def unit_of_number(unit: str) -> str:
    """The unit of the bare number in a column «Wert»: of a share it is 0.347, which no unit «Prozent» may stand beside.

    >>> unit_of_number("fraction"), unit_of_number("persons")
    ('Anteil (1 = 100 %)', 'Personen')
    """
    return "Anteil (1 = 100 %)" if unit == "fraction" else german.UNIT_NAMES[unit]


def cell_for_people(shown: str, number: bool) -> str:
    """A figure's string as a spreadsheet program of any language reads it: numbers without thousands marks («1.045»
    would be a good one elsewhere), decimals with a comma, an ASCII minus, no «±», no narrow blank; every CSV for people.

    >>> cell_for_people("1.045", True), cell_for_people("±0", True), cell_for_people("31.07.2025", False)
    ('1045', '0', '31.07.2025')
    """
    text = shown.replace(german.MINUS, "-").replace(german.NARROW, " ")
    return text.replace(".", "").replace("±", "") if number else text


def _xlsx(figures: Sequence[Figure], heading: Heading) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        # A fixed date makes the same figures the same bytes.
        book.set_properties({"title": "Zielgruppenmonitor", "created": _moment(heading.data_as_of)})
        notes, data = book.add_worksheet("Hinweise"), book.add_worksheet("Daten")
        for line, note in enumerate(_notes(figures, heading)):
            notes.write_string(line, 0, note)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(_HEADER):
            data.write_string(0, column, name, bold)
        for line, row in enumerate(map(_row, figures), start=1):
            for column, cell in enumerate(row):
                data.write(line, column, cell)
        data.freeze_panes(1, 0)
        data.autofit()
    return target.getvalue()


def _moment(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)
