"""From a text file to its table, and the records of any table below its header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.intake import joined, text
from pipelines.intake import layout as layouts
from pipelines.intake.findings import Finding, Severity
from pipelines.intake.kinds import Kind
from pipelines.intake.layout import Layout
from pipelines.intake.model import FileAccount, FileRefused, Record
from pipelines.intake.personal.gate import FileGate, column_place
from pipelines.intake.profiles import Profile
from pipelines.intake.snapshot import Snapshot
from pipelines.intake.words import fold, is_outside, repair, tidy, unwrap


@dataclass(frozen=True)
class Sibling:
    """Another sheet of a workbook that holds a whole table of the same kind, which nobody reads."""

    name: str
    visible: bool
    rows: int


@dataclass
class Table:
    """A table that was found: where it stands, how to read it again from the start, what is odd about it."""

    layout: Layout
    records: Callable[[], Iterator[Record]]
    straight: bool = False
    empty_formulas: Mapping[int, int] = field(default_factory=dict)
    breaks_off: bool = False
    siblings: tuple[Sibling, ...] = ()


def find_text(
    snapshot: Snapshot, kind: Kind, profile: Profile | None, account: FileAccount, sure: bool = False
) -> Table:
    """The table of a text file. sure: the whole file was looked at for its encoding, not only its head.

    Raises FileRefused when no record looks like a header of this kind.
    """
    encoding = (profile and profile.encoding) or (None if sure else _at_first_sight(snapshot))
    encoding = encoding or text.detect_encoding(snapshot)
    own, row = (profile.headers, profile.header_row) if profile else ({}, None)
    told = profile.delimiter if profile else None
    found: list[tuple[str, Layout, Record]] = []
    for delimiter in [told] if told else text.DELIMITERS:
        head = text.head_records(snapshot, encoding, delimiter)
        if layout := layouts.find(head, kind, own, row):
            found.append((delimiter, layout, head[layout.header_row - 1]))
            if len(layout.positions) == len(kind.columns):
                break  # no other separator can show more
    if not found:
        raise no_header(snapshot.path.name, kind)
    delimiter, layout, header = max(found, key=lambda one: len(one[1].positions))
    account.encoding, account.delimiter, account.header_row = (
        encoding.removesuffix("-sig"),
        delimiter,
        layout.header_row,
    )
    account.explanation = explain(account, encoding)
    straight = (
        encoding in ("utf-8", "utf-8-sig")
        and not (snapshot.peculiar or layout.extra or snapshot.quotes % 2)
        and layout.header_row == 1
        and len(header) == layout.width
        and b"\n" in snapshot.head
    )
    path = snapshot.path
    return Table(
        layout,
        lambda: text.records(path, encoding, delimiter),
        straight,
        breaks_off=not snapshot.ends_with_line or snapshot.quotes % 2 == 1,
    )


def _at_first_sight(snapshot: Snapshot) -> str | None:
    """UTF-8 when the head is; a large file proves it while it is read, a small one here."""
    if snapshot.nul:
        return None
    if snapshot.head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    whole = len(snapshot.head) == snapshot.size
    try:
        (snapshot.head if whole else snapshot.head[: snapshot.head.rfind(b"\n") + 1]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _filled(record: Record) -> tuple[str, ...]:
    return tuple(cell for cell in record if cell)


def explain(account: FileAccount, encoding: str) -> str:
    """How the file was read, in words: «gelesen als Windows-1252, Semikolon, Kopfzeile in Zeile 4»."""
    if encoding == "xlsx":
        how = f"Excel, Blatt «{account.sheet}»"
    else:
        mark = text.DELIMITERS.get(account.delimiter or "", f"Trennzeichen {account.delimiter}")
        how = f"{text.ENCODING_NAMES.get(encoding, encoding)}, {mark}"
    by = f", mit dem Profil «{account.profile}»" if account.profile else ""
    return f"gelesen als {how}, Kopfzeile in Zeile {account.header_row}{by}"


def no_header(name: str, kind: Kind) -> FileRefused:
    """The refusal of a file in which nothing looks like the header of its kind."""
    first = ", ".join(f"«{column.header}»" for column in kind.columns if column.required)
    return FileRefused(
        "missing_column",
        f"{name}: Es wurde keine Kopfzeile der Art «{kind.name}» gefunden; erwartet werden die Spalten {first}; "
        f"einen Entwurf für ein Profil schreibt «zgm profile suggest {name}».",
    )


def _rows(count: int) -> str:
    return "1 Zeile" if count == 1 else f"{count} Zeilen"


@dataclass
class PatientReader:
    """Reads record by record what the engine cannot read straight; every record is staged, outside or blank."""

    table: Table
    account: FileAccount
    gate: FileGate
    ignored: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    repaired: list[int] = field(default_factory=list)
    unwrapped: list[int] = field(default_factory=list)
    filled_extra: set[int] = field(default_factory=set)
    required: tuple[int, ...] = ()
    _titles: set[tuple[str, ...]] = field(default_factory=set)
    _short: tuple[int, int] | None = None

    def rows(self) -> Iterator[tuple[int, Record]]:
        """Row number and tidied cells of every record of the table."""
        layout = self.table.layout
        for row, delivered in enumerate(self.table.records(), start=1):
            record = self._clean(row, delivered)
            if not any(record):
                continue
            self._short = None
            if row == layout.header_row:
                self.gate.header(record, layout.extra, row)
            elif self._is_outside(row, record):
                self._outside(row, record)
                self._mark_short(
                    row, delivered, least=2
                )  # a line of text may end anywhere, but swallow no others
            else:
                self._mark_short(row, delivered)
                yield row, self._inside(row, record, delivered)
        self._last_record()

    def _clean(self, row: int, delivered: Record) -> Record:
        record = [tidy(cell) for cell in delivered]
        for position, cell in enumerate(record):
            if not cell.isascii() and (better := repair(cell)) != cell:
                record[position] = tidy(better)
                self.repaired.append(row)
            if (text := unwrap(record[position])) != record[position]:
                record[position] = text
                self.unwrapped.append(row)
        return record

    def _is_outside(self, row: int, record: Record) -> bool:
        """Lines above the header, the same lines and the header printed again on a new page, totals and footers.

        A row with all its required cells is none of these here; whether they can be read is seen later.
        """
        if row < self.table.layout.header_row:
            self._titles.add(_filled(record))
            return True
        if _filled(record) in self._titles or self._is_header(record):
            return True
        full = self.required and all(
            position < len(record) and record[position] for position in self.required
        )
        return not full and is_outside(record)

    def _is_header(self, record: Record) -> bool:
        header = self.table.layout.header
        return record[0] == header[0] and [fold(cell) for cell in record[: len(header)]] == [
            *map(fold, header)
        ]

    def _mark_short(self, row: int, delivered: Record, least: int = 0) -> None:
        """Remember a record that may break off and how many lines it swallowed; the last one counts."""
        swallowed = max(cell.count("\n") for cell in delivered)
        if self._incomplete(delivered) and swallowed >= least:
            self._short = row, swallowed

    def _incomplete(self, delivered: Record) -> bool:
        return self.table.breaks_off and (len(delivered) < self.table.layout.width or "\n" in delivered[-1])

    def _outside(self, row: int, record: Record) -> None:
        self.account.rows_outside += 1
        for cell in record:
            if cell:
                self.gate.corner("Titel- oder Fußzeile", cell, row)

    def _inside(self, row: int, record: Record, delivered: Record) -> Record:
        layout, delimiter = self.table.layout, self.account.delimiter
        if len(record) < layout.width:
            record += [""] * (layout.width - len(record))
        beyond = [cell for cell in record[layout.width :] if cell]
        if delimiter and joined.holds_several(delivered, delimiter, layout.width, self.required):
            self._finding("bad_format", "error", row, joined.SENTENCE)
        elif beyond:
            self._finding(
                "bad_format", "error", row, "Die Zeile hat mehr Zellen als die Kopfzeile; bitte prüfen."
            )
        for cell in beyond:
            self.gate.corner("Zelle neben der Tabelle", cell, row)
        for position in layout.extra:
            if record[position]:
                self.filled_extra.add(position)
                self.gate.extra(position, layout.header[position], record[position], row)
        if row in self.table.empty_formulas:
            self._without_result(row, self.table.empty_formulas[row])
        return record

    def _without_result(self, row: int, position: int) -> None:
        header = self.table.layout.header
        column = column_place(position, header[position] if position < len(header) else "")
        sentence = (
            f"In «{column}» steht eine Formel ohne Ergebnis; bitte in Excel neu berechnen und speichern."
        )
        self._finding("formula_cell", "error", row, sentence, column)

    def _last_record(self) -> None:
        if self._short:
            row, swallowed = self._short
            if swallowed > 1:
                raise FileRefused(
                    "truncated_file",
                    f"{self.account.file}: Ab Zeile {row} fehlt ein schließendes Anführungszeichen; "
                    "bitte neu exportieren.",
                    row,
                )
            self._finding(
                "truncated_file", "error", row, "Die letzte Zeile bricht ab; bitte die Datei neu exportieren."
            )

    def _siblings(self) -> Iterator[Finding]:
        """Rows on another sheet are not lost without a word; a hidden sheet is rather an old copy."""
        for other in self.table.siblings:
            which = "Blatt" if other.visible else "ausgeblendete Blatt"
            sentence = (
                f"Auch das {which} «{other.name}» enthält eine Tabelle dieser Art ({_rows(other.rows)}); gelesen wurde "
                f"nur «{self.account.sheet}», bitte alles auf ein Blatt bringen oder das Blatt löschen."
            )
            severity: Severity = "warning" if other.visible else "info"
            yield Finding("bad_format", severity, self.account.file, None, None, sentence)

    def close(self) -> list[Finding]:
        """All findings about the file's dress, after the last record."""
        self.findings += self._siblings()
        if self.repaired:
            sentence = f"Zerstörte Umlaute wurden wiederhergestellt ({_rows(len(set(self.repaired)))})."
            self._finding("mojibake", "info", self.repaired[0], sentence)
        if self.unwrapped:
            sentence = (
                f'Zellen der Form ="…" wurden als der Text darin gelesen ({_rows(len(set(self.unwrapped)))}).'
            )
            self._finding("formula_cell", "info", self.unwrapped[0], sentence)
        for position in self.table.layout.extra:
            header = self.table.layout.header[position]
            if fold(header) in self.ignored or (not header and position not in self.filled_extra):
                continue
            name = f"«{header}»" if header else f"{position + 1} ohne Überschrift"
            rival = self.table.layout.twice.get(position)
            sentence = f"Die Spalte {name} gehört nicht zu dieser Art; sie wurde nicht übernommen."
            if rival == header:
                sentence = (
                    f"Die Spalte {name} kommt mehrfach vor; gelesen wurde nur die erste, "
                    "bitte die anderen aus dem Export nehmen."
                )
            elif rival is not None:
                sentence = (
                    f"Die Spalten «{rival}» und {name} bedeuten dasselbe; gelesen wurde nur «{rival}», "
                    "bitte die andere aus dem Export nehmen."
                )
            self.findings.append(
                Finding("extra_column", "info", self.account.file, None, header or None, sentence)
            )
        return self.findings

    def _finding(self, rule: str, severity: str, row: int, sentence: str, column: str | None = None) -> None:
        self.findings.append(Finding(rule, severity, self.account.file, row, column, sentence))  # type: ignore[arg-type]
