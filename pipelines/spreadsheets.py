"""What a spreadsheet program would run as a formula when it opens a CSV file, and how it is kept from that."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# «+400», «-1.280», «+62 %», «-4.817,50 €»: a number with its sign and unit runs nothing, and is read as that number.
_SIGNED_NUMBER = re.compile(
    r"[+-](?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?(?:[ \u00a0\u202f]?(?:%|€|Prozentpunkte?))?", re.ASCII
)


def harmless(text: str) -> str:
    """The text as no spreadsheet program takes it for a formula: with an apostrophe before it where it begins like one.

    >>> harmless("=1+1"), harmless("+400"), harmless("-31 %"), harmless("+1+A1")
    ("'=1+1", '+400', '-31 %', "'+1+A1")
    """
    hostile = text.startswith(_FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(text)
    return f"'{text}" if hostile else text


def as_typed(text: str) -> str:
    """What `harmless` was given: without the apostrophe before something that begins like a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
