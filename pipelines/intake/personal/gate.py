"""The gate: every cell, header, sheet name, hidden corner of a delivery goes past the detectors.

Findings name column, kind of datum and rows, never the content; not even a header that may be a name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.intake.findings import Finding
from pipelines.intake.personal import detectors
from pipelines.intake.words import fold

_ROWS_NAMED = 20
_MOST_HEADER = 60
# In a column that belongs to no kind, a day before this year is rather a birth than an event of a case.
_FIRST_LIKELY_EVENT = 2000
_EIGHT_DIGITS = re.compile(r"\d{8}")
_PERSON_HEADERS = frozenset(
    [
        "name",
        "namen",
        "klient",
        "klientin",
        "klienten",
        "person",
        "personen",
        "bewohner",
        "bewohnerin",
        "mieter",
        "mieterin",
        "ansprechpartner",
        "ansprechpartnerin",
        "sachbearbeiter",
        "sachbearbeiterin",
        "sachbearbeitung",
        "berater",
        "beraterin",
        "betreuer",
        "betreuerin",
        "mutter",
        "vater",
        "kind",
        "ehepartner",
        "ehegatte",
        "haushaltsvorstand",
        "kontaktperson",
        "antragsteller",
    ]
)
_PLAIN_NAME = re.compile(r"[A-ZÄÖÜ][^\W\d_]{2,}(?:[ ,'’-]+[^\W\d_]{2,}){0,3}")


# The number of a municipality, bare or in quotes of other programs, looks like a number to dial: 08336050.
MUNICIPALITY = re.compile(r"\W*(?:0[1-9]|1[0-6])\d{6}\W*")
_MUNICIPALITY_HEADERS = frozenset(
    {"ags", "gemeindeschluessel", "amtlichergemeindeschluessel", "gemeindekennziffer", "gkz", "gemeinde"}
)
_PROPERTIES = "Dokumenteigenschaften"
# Where a person must look for what a table does not show.
_ADVICE = {
    _PROPERTIES: "bitte den Verfasser in Excel unter «Datei, Informationen, Auf Probleme überprüfen» (in LibreOffice "
    "unter «Datei, Eigenschaften») entfernen und neu speichern",
    "Kommentare": "bitte alle Kommentare samt ihrem Verfasser entfernen und neu speichern",
    "Kopf- oder Fußzeile": "bitte die Kopf- und Fußzeile der Seite leeren und neu speichern",
    "Ausgeblendetes Tabellenblatt": "bitte das ausgeblendete Blatt einblenden, löschen und neu speichern",
}


@dataclass
class FileGate:
    """Collects what the detectors find in one file while it is read."""

    file: str
    hits: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    eight_digits: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def note(self, place: str, what: str, row: int | None) -> None:
        """Remember one hit; place is a column or a corner of the file."""
        rows = self.hits.setdefault((place, what), [])
        if row is not None and row not in rows[-1:]:
            rows.append(row)

    def corner(self, place: str, text: str, row: int | None = None) -> None:
        """Look at a title, a footer, a comment, a property, a sheet name.

        A bare day long ago is a day of birth there, but a program's own stamp among the properties.
        """
        what = detectors.find(text)
        old = is_bare_day_of_old(text) or detectors.day_in_a_number_before(text, _FIRST_LIKELY_EVENT)
        if what is None and place != _PROPERTIES and old:
            what = detectors.BIRTH
        if what:
            self.note(place, what, row)

    def header(self, cells: Sequence[str], extra: Iterable[int], row: int) -> None:
        """Look at the headers that belong to no column of the kind."""
        for position in extra:
            if what := detectors.find(cells[position]):
                self.note(f"Spalte {position + 1}, Kopfzeile", what, row)

    def extra(self, position: int, header: str, text: str, row: int) -> None:
        """Look at a cell of a column that belongs to no kind."""
        self.extra_at(column_place(position, header), header, text, row)

    def promised(self, place: str, header: str, text: str, row: int) -> None:
        """Look at a cell below what may be a header of another sheet."""
        if header and (detectors.of_header(header) or fold(header) in _PERSON_HEADERS):
            self.extra_at(place, header, text, row)

    def extra_at(self, place: str, header: str, text: str, row: int) -> None:
        """Look at a cell whose header tells what it may be."""
        if what := _in_extra_column(header, text):
            self.note(place, what, row)
        elif _EIGHT_DIGITS.fullmatch(text):
            self.eight_digits.setdefault(place, []).append((text, row))

    def findings(self) -> list[Finding]:
        """One finding per place and kind of datum."""
        for place, cells in self.eight_digits.items():
            born = days_of_birth(text for text, _ in cells)
            for row in (row for text, row in cells if text in born):
                self.note(place, detectors.BIRTH, row)
        self.eight_digits.clear()
        return [
            Finding(
                "personal_data",
                "error",
                self.file,
                rows[0] if rows else None,
                place,
                told(place, what, rows),
            )
            for (place, what), rows in self.hits.items()
        ]


def column_place(position: int, header: str) -> str:
    """How a column is named: by its header, unless that is empty or may be a name itself."""
    plain = header and not detectors.find(header) and len(header) <= _MOST_HEADER
    return header if plain else f"Spalte {position + 1}"


def _in_extra_column(header: str, text: str) -> str | None:
    if promised := detectors.of_header(header):
        return promised
    if fold(header) in _PERSON_HEADERS and _PLAIN_NAME.fullmatch(text):
        return detectors.NAME
    if is_bare_day_of_old(text):
        return detectors.BIRTH
    if fold(header) in _MUNICIPALITY_HEADERS and MUNICIPALITY.fullmatch(text):
        return None
    return detectors.find(text)


def municipality_columns(head: Iterable[Sequence[str]]) -> set[int]:
    """Positions of columns that say in one of the first rows that they number municipalities."""
    return {
        position for row in head for position, cell in enumerate(row) if fold(cell) in _MUNICIPALITY_HEADERS
    }


def days_of_birth(numbers: Iterable[str]) -> set[str]:
    """Numbers of eight digits in one column that are days of birth such as 19850312; none when most are no days.

    One serial number in two or three thousand looks like a day by chance, but its neighbours do not.
    """
    all_of_them = [number for number in numbers if _EIGHT_DIGITS.fullmatch(number)]
    born = [number for number in all_of_them if detectors.day_in_a_number_before(number, _FIRST_LIKELY_EVENT)]
    return set(born) if len(born) * 2 > len(all_of_them) else set()


def is_bare_day_of_old(text: str) -> bool:
    """True for a short text that is a full date long before any case: rather a birth than an event."""
    return len(text) <= 19 and detectors.full_day_before(text, _FIRST_LIKELY_EVENT)


def told(place: str, what: str, rows: Sequence[int]) -> str:
    """The German sentence of a finding: place, kind of datum, rows, what to do."""
    advice = _ADVICE.get(place, "bitte die Angabe entfernen und neu exportieren")
    return (
        f"{place}: Hier steht vermutlich eine Personenangabe ({what}){_row_list(rows)}. "
        f"Die Datei wurde nicht übernommen; {advice}."
    )


def _row_list(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    named = ", ".join(str(row) for row in rows[:_ROWS_NAMED])
    more = f" und {len(rows) - _ROWS_NAMED} weitere" if len(rows) > _ROWS_NAMED else ""
    return f", Zeile {named}{more}" if len(rows) == 1 else f", Zeilen {named}{more}"
