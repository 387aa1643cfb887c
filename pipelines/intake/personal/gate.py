"""The gate: every cell, header, sheet name, hidden corner of a delivery goes past the detectors.

Findings name column, kind of datum and rows, never the content; not even a header that may be a name itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.intake.cells import quoted
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Column, Kind
from pipelines.intake.personal import detectors
from pipelines.intake.words import fold

if TYPE_CHECKING:
    import duckdb

    from pipelines.intake.stage import Filled

_ROWS_NAMED = 20
_MOST_HEADER = 60
# In a column that belongs to no kind, a day before this year is rather a birth than an event of a case.
_FIRST_LIKELY_EVENT = 2000
_EIGHT_DIGITS = re.compile(r"\d{8}")
_ONLY_NUMBERS = re.compile(r"[\d.\-/: ]{3,19}")
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
# Serial ids such as K20220001 look like passport numbers one by one; together they share their first letters.
_SERIAL = r"[A-Z]{1,2}[0-9]{6,9}"


_IDS = frozenset({"contact_id", "position_no", "grant_no"})
# The number of a municipality, bare or in quotes of other programs, looks like a number to dial: 08336050.
_MUNICIPALITY = re.compile(r"\W*(?:0[1-9]|1[0-6])\d{6}\W*")
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
        old = _is_bare_day_of_old(text) or detectors.day_in_a_number_before(text, _FIRST_LIKELY_EVENT)
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
                _sentence(place, what, rows),
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
    if _is_bare_day_of_old(text):
        return detectors.BIRTH
    if fold(header) in _MUNICIPALITY_HEADERS and _MUNICIPALITY.fullmatch(text):
        return None
    return detectors.find(text)


def days_of_birth(numbers: Iterable[str]) -> set[str]:
    """Numbers of eight digits in one column that are days of birth such as 19850312; none when most are no days.

    One serial number in two or three thousand looks like a day by chance, but its neighbours do not.
    """
    all_of_them = [number for number in numbers if _EIGHT_DIGITS.fullmatch(number)]
    born = [number for number in all_of_them if detectors.day_in_a_number_before(number, _FIRST_LIKELY_EVENT)]
    return set(born) if len(born) * 2 > len(all_of_them) else set()


def _is_bare_day_of_old(text: str) -> bool:
    return len(text) <= 19 and detectors.full_day_before(text, _FIRST_LIKELY_EVENT)


def _sentence(place: str, what: str, rows: Sequence[int]) -> str:
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


def search_staged(
    connection: duckdb.DuckDBPyConnection,
    kind: Kind,
    filled: Filled,
    names: Mapping[int, str],
    sites: Collection[str],
) -> dict[int, list[Finding]]:
    """Findings by file in the staged rows of a kind. sites: names of housing sites, which may be addresses."""
    asked = [column for column in kind.columns if _is_free_text(column) or filled.unread(column.name)]
    parts = [_suspects(connection, kind, column) for column in asked]
    suspects = connection.execute(" UNION ALL ".join(parts)).fetchall() if parts else []
    hits = _born(connection, kind, asked)
    for name, file_no, text in suspects:
        if what := _in_column(kind, kind.column(name), text, sites):
            hits.setdefault((file_no, name, what), []).append(text)
    found: dict[int, list[Finding]] = {}
    for (file_no, name, what), texts in sorted(hits.items()):
        rows = _rows_with(connection, kind, name, file_no, texts)
        header = kind.column(name).header
        sentence = _sentence(f"Spalte «{header}»", what, rows)
        found.setdefault(file_no, []).append(
            Finding("personal_data", "error", names[file_no], rows[0], header, sentence)
        )
    return found


def _born(
    connection: duckdb.DuckDBPyConnection, kind: Kind, asked: Sequence[Column]
) -> dict[tuple[int, str, str], list[str]]:
    """Days of birth written as one number, by file and column (dates are read as such, numbers mean what they say)."""
    hits: dict[tuple[int, str, str], list[str]] = {}
    for column in asked:
        if column.type in ("date", "integer", "fte", "eur"):
            continue
        raw = f"{column.name}__raw"
        rows = connection.execute(
            f"SELECT file_no, list({raw}) FROM {kind.staged} WHERE length({raw}) = 8 "
            f"AND regexp_full_match({raw}, '[0-9]{{8}}') GROUP BY file_no"
        ).fetchall()
        for file_no, numbers in rows:
            if born := days_of_birth(numbers):
                hits[file_no, column.name, detectors.BIRTH] = sorted(born)
    return hits


def _suspects(connection: duckdb.DuckDBPyConnection, kind: Kind, column: Column) -> str:
    """A query for the texts of a column that deserve a closer look: what could not be read, and odd free texts."""
    raw = f"{column.name}__raw"
    head = f"SELECT DISTINCT {quoted(column.name)}, file_no, {raw} FROM {kind.staged} WHERE {raw} IS NOT NULL AND "
    if not _is_free_text(column):
        return f"{head}{column.name} IS NULL"
    suspicious = f"regexp_matches({raw}, {quoted(detectors.SUSPICIOUS)})"
    prefixes = _serial_prefixes(connection, kind, raw)
    if prefixes:
        serial = f"({'|'.join(prefixes)})[0-9]+"
        suspicious += f" AND NOT regexp_full_match({raw}, {quoted(serial)})"
    return head + suspicious


def _is_free_text(column: Column) -> bool:
    """Anything can stand in such a column, so being read says nothing about it."""
    return column.type in ("text", "pseudonym") and not column.pattern


def _serial_prefixes(connection: duckdb.DuckDBPyConnection, kind: Kind, raw: str) -> list[str]:
    """First letters that at least half of a column's texts share, two of them at least."""
    rows = connection.execute(
        f"SELECT CASE WHEN regexp_full_match({raw}, '{_SERIAL}') THEN regexp_extract({raw}, '^[A-Z]+') END AS letters, "
        f"count(*) FROM {kind.staged} WHERE {raw} IS NOT NULL GROUP BY letters"
    ).fetchall()
    total = sum(count for _, count in rows)
    return [letters for letters, count in rows if letters and count >= 2 and count * 2 >= total]


def _in_column(kind: Kind, column: Column, text: str, sites: Collection[str]) -> str | None:
    wanted = detectors.ALL
    if column.name in _IDS:
        # Letters and digits are what numbers of contacts, posts and grants are made of; they name no person.
        wanted -= {detectors.HASH, detectors.PASSPORT}
    if column.type == "pseudonym":
        wanted = detectors.OF_PSEUDONYMS
    elif column.name == "site":
        # A site may be a street with a number where the list of sites names it; that list itself is such a list.
        if text in sites or kind.table == "sites":
            wanted -= {detectors.ADDRESS, detectors.NAME}
    elif column.name == "ags" and _MUNICIPALITY.fullmatch(text):
        return None
    elif column.type == "date" and _ONLY_NUMBERS.fullmatch(text):
        wanted -= {detectors.PHONE}
    if column.name == "birth_year" and (
        detectors.full_day_before(text, 2200) or detectors.day_in_a_number_before(text, 2200)
    ):
        return detectors.BIRTH
    if column.type == "text" and _is_bare_day_of_old(text):
        return detectors.BIRTH
    return detectors.find(text, wanted)


def _rows_with(
    connection: duckdb.DuckDBPyConnection, kind: Kind, name: str, file_no: int, texts: Sequence[str]
) -> list[int]:
    rows = connection.execute(
        f"SELECT row_no FROM {kind.staged} WHERE file_no = ? AND list_contains(?::VARCHAR[], {name}__raw) "
        "ORDER BY row_no",
        [file_no, list(texts)],
    ).fetchall()
    return [row[0] for row in rows]
