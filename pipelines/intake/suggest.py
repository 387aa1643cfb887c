"""A first draft of a mapping profile for a file that is not understood."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.intake import kinds, layout, snapshot, text, workbook
from pipelines.intake.kinds import Kind
from pipelines.intake.layout import Layout
from pipelines.intake.model import Record
from pipelines.intake.personal import detectors
from pipelines.intake.words import fold, repair, tidy

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}[.-]\d{2}[.-]\d{4}|\d{8}")
_SEARCHED = 60


@dataclass
class _Seen:
    """The most table-like head of a file."""

    head: list[Record]
    encoding: str
    delimiter: str | None = None
    sheet: str | None = None


def draft(path: Path) -> str:
    """The text of a profile for `path`, with comments on what a person must add.

    Headers are quoted, cells never. Raises FileRefused when the file cannot be read at all.
    """
    variants = _look(path)
    found = [(seen, *best) for seen in variants if (best := layout.best_kind(seen.head, kinds.load()))]
    if found:
        seen, kind, place = max(found, key=lambda one: len(one[2].positions))
        return _profile(path, seen, kind, place)
    return _unknown(path, max(variants, key=lambda seen: max(map(_words, seen.head), default=0)))


def _look(path: Path) -> list[_Seen]:
    taken = snapshot.take(path)
    if workbook.is_workbook(taken.head):
        book = workbook.read(path.read_bytes(), path.name)
        return [
            _Seen(
                [[tidy(repair(cell)) for cell in record] for record in sheet.records[:_SEARCHED]],
                "xlsx",
                None,
                sheet.name,
            )
            for sheet in book.sheets
        ] or [_Seen([], "xlsx")]
    text.refuse_foreign(taken)
    encoding = text.detect_encoding(taken)
    return [
        _Seen(text.head_records(taken, encoding, delimiter, _SEARCHED), encoding, delimiter)
        for delimiter in text.DELIMITERS
    ]


def _words(record: Record) -> int:
    """How much a record looks like a header: different words, and no cell that begins like a number or a day."""
    cells = [cell for cell in record if cell]
    if any(cell[0] in "0123456789+-" for cell in cells):
        return 0
    return len(set(cells)) if len(cells) > 1 else 0


def _profile(path: Path, seen: _Seen, kind: Kind, place: Layout) -> str:
    own = {place.header[position]: "" for position in place.extra if place.header[position]}
    missing = [column for column in kind.columns if column.name not in place.positions]
    guesses = _guess(own, {fold(column.header): column.header for column in missing})
    lines = _opening(path, seen, kind.name)
    if place.header_row > 1:
        lines.append(f"header_row: {place.header_row}")
    lines += _recognised(kind, place)
    lines.append("headers:  # eigene Überschrift: Spalte der Art")
    lines += [f"  {_quoted(header)}: {_quoted(column)}  # bitte prüfen" for header, column in guesses.items()]
    left = [header for header in own if header not in guesses]
    lines += [f"  # {_quoted(header)}: ???" for header in left]
    still = [column for column in missing if column.header not in guesses.values()]
    lines += ["# Diese Pflichtspalten fehlen noch:"] if any(column.required for column in still) else []
    lines += [f"#   {column.header}" for column in still if column.required]
    lines += (
        ["# Diese Spalten sind möglich, aber nicht nötig:"]
        if any(not column.required for column in still)
        else []
    )
    lines += [f"#   {column.header}" for column in still if not column.required]
    return "\n".join(lines) + "\n"


def _opening(path: Path, seen: _Seen, kind: str) -> list[str]:
    lines = [
        "# Entwurf von «zgm profile suggest»; bitte prüfen und als profiles/NAME.yml ins Datenverzeichnis legen.",
        f"profile: {_quoted(re.sub(r'[^a-z0-9]+', '-', fold(path.stem)) or 'profil')}",
        "claims:",
        f"  file: {_quoted(_pattern(path.name))}",
        f"kind: {kind}",
    ]
    if not _DAY.search(path.name):
        lines.append("# Im Dateinamen steht kein Exporttag; bitte angeben: export_date: 2022-06-30")
    lines.append("# Der Träger steht nicht sicher im Namen; bitte angeben: traeger: CARITAS")
    if seen.sheet:
        lines.append(f"sheet: {_quoted(seen.sheet)}")
    else:
        lines.append(f"encoding: {seen.encoding}")
        lines.append(f"delimiter: {text.DELIMITERS[seen.delimiter or ';']}")
    return lines


def _recognised(kind: Kind, place: Layout) -> list[str]:
    lines = ["# Ohne Profil erkannt:"]
    for column in kind.columns:
        if column.name in place.positions:
            lines.append(f"#   {_shown(place.header[place.positions[column.name]])} → {column.header}")
    return lines


def _guess(own: Mapping[str, str], missing: Mapping[str, str]) -> dict[str, str]:
    guesses: dict[str, str] = {}
    for header in own:
        free = {folded: name for folded, name in missing.items() if name not in guesses.values()}
        near = difflib.get_close_matches(fold(header), free, n=1, cutoff=0.6)
        if near:
            guesses[header] = free[near[0]]
    return guesses


def _unknown(path: Path, seen: _Seen) -> str:
    """Nothing looks like a kind: the record with the most words and no number is offered as header."""
    row, header = max(enumerate(seen.head, 1), key=lambda one: (_words(one[1]), -one[0]), default=(1, []))
    header = header if _words(header) else []
    lines = _opening(path, seen, "faelle")
    lines += [
        "# Keine Art wurde erkannt; «kind» ist nur ein Platzhalter. Möglich sind: "
        + ", ".join(kinds.load())
        + ".",
        f"header_row: {row}",
        "headers:  # eigene Überschrift: Spalte der Art",
    ]
    lines += [f"  # {_quoted(cell)}: ???" for cell in header if cell][: text.MOST_COLUMNS]
    return "\n".join(lines) + "\n"


def _pattern(name: str) -> str:
    found = _DAY.search(name)
    if not found:
        return re.escape(name)
    day = re.sub(r"\d+", lambda digits: rf"\d{{{len(digits[0])}}}", re.escape(found[0]).replace(r"\-", "-"))
    return f"{re.escape(name[: found.start()])}(?P<date>{day}){re.escape(name[found.end() :])}"


def _shown(header: str) -> str:
    # A header can itself be a name or an address; then it is not repeated.
    return "(Personenangabe, nicht gezeigt)" if detectors.find(header) else header


def _quoted(word: str) -> str:
    """A YAML scalar on one line."""
    return yaml.safe_dump(_shown(word), allow_unicode=True, default_style="'", width=10**6).strip()
