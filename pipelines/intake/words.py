"""How words of offices are compared: umlauts, case, blanks and punctuation make no difference; mojibake is repaired."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# Invisible or unusual blanks that office programs leave in cells, and control characters, become plain blanks.
_BLANKS = {
    code: " " for code in (*range(0x20), 0x7F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
}
# Marks without width: joiners, soft hyphens, and the direction of writing, which comes along with text copied from pages.
_BLANKS |= dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD)
)  # type: ignore[arg-type]
# A UTF-8 sequence that somebody read as Windows-1252: one lead byte and its continuation bytes.
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Only leads that German, Turkish and West European texts produce; «Ä§» and «Ä€» are left alone.
_MOJIBAKE = re.compile(
    f"[\u00c2\u00c3\u00c5][{_CONTINUATION}]|\u00c4(?![§€])[{_CONTINUATION}]|[\u00e2\u00ef][{_CONTINUATION}]{{2}}"
)
EMPTY_WORDS = frozenset(
    "- -- – — k.a. ka n/a null unbekannt unbek. (leer) o.a.".split(" ")  # noqa: SIM905
) | {"k. a.", "k. a", "o. a.", "keine angabe", "ohne angabe"}
EMPTY_DATES = frozenset(
    "00.00.0000 00.00.00 0000-00-00 01.01.1900 1900-01-01 01.01.0001 0001-01-01 "  # noqa: SIM905
    "31.12.9999 9999-12-31 01.01.9999 9999-01-01".split()
)
# First words of a line that belongs to the print-out and not to the table.
OUTSIDE = (
    r"^(zwischensumme|gesamtsumme|summen?|gesamt|insgesamt|total|anzahl( der)? (datens|zeilen|f[aä]lle|personen)\w*"
    r"|erstellt|erzeugt|exportiert|gedruckt|druckdatum|ausdruck|auswertung vom|stand|quelle|seite \d+"
    r"|ende (des|der) (berichts|auswertung|liste|datei)|hinweis|\* ?hinweis"
    r"|\(?\d+ (zeilen?|datens[aä]tze?|rows?))(\W.*)?$"
)
# A cell that stands alone in its row and begins so is a footnote: «* vorläufig», «1) ohne Kinder», «(Ende)».
NOTE = r"^([*#†¹²³(]|\d{1,2}\)).*$"
# Lines drawn with signs, below a header or above a total.
RULED = r"^[-=_+|]{3,}$"
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL)
_OUTSIDE = re.compile(OUTSIDE, re.IGNORECASE | re.DOTALL)
_NOTE = re.compile(NOTE, re.DOTALL)
_RULED = re.compile(RULED)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word without case, umlauts, accents, blanks and punctuation: `gültig  AB` and `gueltig_ab` are one.

    >>> fold("Staatsangehörigkeit"), fold("VZÄ Plan")
    ('staatsangehoerigkeit', 'vzaeplan')
    """
    text = unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)
    text = unicodedata.normalize("NFKD", text)
    return _NOT_WORD.sub("", text)


def tidy(cell: str) -> str:
    """The cell with plain single blanks and no padding; control characters are blanks too."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return cell.translate(_BLANKS).strip()


def unwrap(cell: str) -> str:
    """The text of a formula that is nothing but a text, as export programs write numbers that must stay as they are.

    >>> unwrap('="08336050"'), unwrap('=A1&"x"'), unwrap('="a"&"b"')
    ('08336050', '=A1&"x"', '="a"&"b"')
    """
    found = _TEXT_FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return tidy(found[1].replace('""', '"')) if found else cell


def repair(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 turned back (also when that happened twice).

    >>> repair("StaatsangehÃ¶rigkeit")
    'Staatsangehörigkeit'
    """
    for _ in range(2):
        if text.isascii():
            break
        text = _MOJIBAKE.sub(_turn_back, text)
    return text


def _turn_back(found: re.Match[str]) -> str:
    try:
        return b"".join(map(_byte, found[0])).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _byte(character: str) -> bytes:
    return bytes([ord(character)]) if ord(character) < 256 else character.encode("cp1252")


def is_outside(record: list[str]) -> bool:
    """True for a total, a footer or another line around the table, by its filled cells.

    >>> is_outside(["Summe", "", "12"]), is_outside(["", "* vorläufig", ""]), is_outside(["---", "-----", ""])
    (True, True, True)
    """
    filled = [cell for cell in record if cell]
    if not filled:
        return False
    if _OUTSIDE.match(filled[0]) or (len(filled) == 1 and _NOTE.match(filled[0])):
        return True
    return all(_RULED.match(cell) for cell in filled)
