"""The leak test: which numbers of an artefact stand in no ledger?

Every reader hands over raw numbers and texts with the place they stand in; a text is searched for numbers as a
reader would see them. What is not among the allowed numbers is a leak.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipelines.disclosure.leak_readers import READERS, Piece
from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean

Number = int | float | Decimal


@dataclass(frozen=True)
class Leak:
    """A number that should not be there, as found, and where: "sheet2.xml Zelle B4", "data[0].y"."""

    found: str
    where: str


def leaks(
    artefact: Path | bytes | str, kind: str, allowed_numbers: Iterable[Number], labels: Collection[str] = ()
) -> list[Leak]:
    """Numbers of `artefact` that are not allowed, in the order found.

    kind: one of json, html, svg, png, csv, xlsx, docx, pdf, text. allowed_numbers: values of the ledger and of whatever
    else may be printed (derived percentages, exact posts and money). labels: texts of the house that contain digits
    and say nothing about persons ("18–24", "§ 24 AufenthG", a release number); they are taken out before the search.
    Dates, years and times of day are no counts. Raises UsageProblem for a kind that does not exist.
    """
    if kind not in READERS:
        raise UsageProblem(
            f"Diese Art von Datei kennt die Prüfung nicht: «{kind}». {did_you_mean(kind, READERS)}"
        )
    content = artefact.read_bytes() if isinstance(artefact, Path) else artefact
    raw = content.encode() if isinstance(content, str) else content
    allowed = {_decimal(number) for number in allowed_numbers}
    names = sorted(labels, key=len, reverse=True)
    return [leak for piece in READERS[kind](raw) for leak in _in_piece(piece, allowed, names)]


def _in_piece(piece: Piece, allowed: set[Decimal], labels: Iterable[str]) -> list[Leak]:
    where, content = piece
    if not isinstance(content, str):
        return [] if _decimal(content) in allowed else [Leak(str(content), where)]
    text = content
    for label in labels:
        text = text.replace(label, " ")
    return [Leak(found, where) for found, number in numbers_in(text) if number not in allowed]


_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_NO_COUNTS = re.compile(
    rf"""https?://\S+ | \#[0-9a-fA-F]{{3,8}}\b
    | \b\d{{4}}-\d{{2}}(-\d{{2}})?(T[\d:.+Z-]+)? | \b\d{{1,2}}\.\s?\d{{1,2}}\.(\d{{4}}|\d{{2}})?
    | \b\d{{1,2}}\.\s?({_MONTHS}) | \b\d{{1,2}}:\d{{2}}(:\d{{2}})?(\s?Uhr)? | (?<![\d.,])(19|20)\d\d(?![\d.,]*\d)""",
    re.VERBOSE,
)
_SPACES = "\u202f\u00a0\u2009"
_NUMBER = re.compile(
    rf"(?<![\w.,])[-−]?(\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w])", re.UNICODE
)


def numbers_in(text: str) -> list[tuple[str, Decimal]]:
    """Numbers a reader sees in a German text: as printed, and their value. "1.050" is 1050, "3,5" is 3.5."""
    cleaned = _NO_COUNTS.sub(" ", text)
    found = []
    for match in _NUMBER.finditer(cleaned):
        number = match.group(1)
        grouped = re.fullmatch(rf"\d{{1,3}}([.{_SPACES}]\d{{3}})+(,\d+)?", number)
        plain = re.sub(rf"[.{_SPACES}]", "", number) if grouped else number
        found.append((match.group(0), _decimal(plain.replace(",", "."))))
    return found


def _decimal(number: Number | str) -> Decimal:
    """One form for 5, 5.0 and "5"; the sign is no secret (changes are printed with "+" or "−")."""
    try:
        return abs(Decimal(str(number))).normalize()
    except InvalidOperation:
        return Decimal("NaN")
