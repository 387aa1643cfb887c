"""The gate: every cell, header, sheet name, hidden corner of a delivery goes past the detectors.

Findings name column, kind of datum and rows, never the content; not even a header that may be a name itself.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.intake.findings import Finding
from pipelines.intake.personal import days, detectors
from pipelines.intake.personal.days import DaysOfColumn
from pipelines.intake.words import fold

_ROWS_NAMED = 20
_MOST_HEADER = 60
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
# «geb. am» may stand above a place or a former name as well, so a day must stand below it.
_BORN_HEADERS = frozenset({"geb", "gebam", "geboren", "geburt"})
_PLAIN_NAME = re.compile(
    r"(?:[^\W\d_]{1,4}[ '’-]+){0,2}(?=[^\W\d_]{3})[^\W\d_a-zäöüß][^\W\d_]+(?:[ ,'’-]+[^\W\d_]{2,}){0,3}"
)

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
    "Bereichsnamen": "bitte den Namen in Excel unter «Formeln, Namens-Manager» löschen und neu speichern",
    "Links, Auswahllisten und Formeln": "bitte Links, Auswahllisten und Formeln entfernen und neu speichern",
    "Weiteres Tabellenblatt": "bitte das Blatt löschen, wenn es nicht zum Export gehört, sonst die Angabe entfernen",
    "Ausgeblendetes Tabellenblatt": "bitte das ausgeblendete Blatt einblenden, löschen und neu speichern",
}
# Who takes out the rows that are named must not leave a name in: where most cells of a column are told, all of them are.
_WHOLE_COLUMN = "bitte die ganze Spalte aus dem Export nehmen und neu exportieren"


@dataclass
class FileGate:
    """Collects what the detectors find in one file while it is read."""

    file: str
    hits: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    eight_digits: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    days: dict[str, DaysOfColumn] = field(default_factory=dict)
    filled: dict[str, array[int]] = field(default_factory=dict)
    of_persons: set[str] = field(default_factory=set)

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
        old = days.is_bare_day_of_old(text) or days.day_in_a_number_before(text)
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
        place = self._place(position, header)
        self.filled[place].append(row)
        if days.is_full_day(text) or days.has_shape_of_short_day(text):
            self.days.setdefault(place, DaysOfColumn()).add(text, row)
        self.extra_at(place, header, text, row)

    def _place(self, position: int, header: str) -> str:
        """Where a column stands, with what is kept of it."""
        place = column_place(position, header)
        if place not in self.filled:
            self.filled[place] = array("I")
            if fold(header) in _PERSON_HEADERS:
                self.of_persons.add(place)
        return place

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
        self._note_births()
        told_of = {key: self._whole_column(*key) or rows for key, rows in self.hits.items()}
        return [
            Finding(
                "personal_data",
                "error",
                self.file,
                rows[0] if rows else None,
                place,
                told(place, what, rows, _WHOLE_COLUMN if rows is not self.hits[place, what] else None),
            )
            for (place, what), rows in told_of.items()
        ]

    def _note_births(self) -> None:
        """Days of birth that only their neighbours in the column give away."""
        for place, cells in self.eight_digits.items():
            born = days.days_of_birth(text for text, _ in cells)
            for row in (row for text, row in cells if text in born):
                self.note(place, detectors.BIRTH, row)
        for place, column in self.days.items():
            if born_in := column.born():
                known = self.hits.get((place, detectors.BIRTH), [])
                self.hits[place, detectors.BIRTH] = sorted({*known, *born_in})
        self.eight_digits.clear()
        self.days.clear()

    def _whole_column(self, place: str, what: str) -> list[int] | None:
        """All filled rows of a column in which most cells hold the datum, or any a name where persons should stand."""
        filled, hits = self.filled.get(place, array("I")), self.hits[place, what]
        named = what == detectors.NAME and place in self.of_persons
        return list(filled) if len(filled) > 1 and (named or len(hits) * 2 > len(filled)) else None


def column_place(position: int, header: str) -> str:
    """How a column is named: by its header, unless that is empty or may be a name itself."""
    plain = header and not detectors.find(header) and len(header) <= _MOST_HEADER
    return header if plain else f"Spalte {position + 1}"


def _in_extra_column(header: str, text: str) -> str | None:
    if promised := detectors.of_header(header):
        return promised
    if fold(header) in _PERSON_HEADERS and _PLAIN_NAME.fullmatch(text):
        return detectors.NAME
    if days.is_long_day_of_old(text) or (fold(header) in _BORN_HEADERS and days.is_full_day(text)):
        return detectors.BIRTH
    if fold(header) in _MUNICIPALITY_HEADERS and MUNICIPALITY.fullmatch(text):
        return None
    return detectors.find(text)


def municipality_columns(head: Iterable[Sequence[str]]) -> set[int]:
    """Positions of columns that say in one of the first rows that they number municipalities."""
    return {
        position for row in head for position, cell in enumerate(row) if fold(cell) in _MUNICIPALITY_HEADERS
    }


def told(place: str, what: str, rows: Sequence[int], advice: str | None = None) -> str:
    """The German sentence of a finding: place, kind of datum, rows, what to do."""
    advice = advice or _ADVICE.get(place, "bitte die Angabe entfernen und neu exportieren")
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
