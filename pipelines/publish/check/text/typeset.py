"""A draft without the signs that only set it: emphasis, footnote marks, numbers of a list, hyphens at a line's end.

«**1.380** Personen¹», «Ziel-⏎gruppe», «(2) Ende 2024 …», «Geﬂüchtete» as copied from a PDF. What is found in the bare
text is told with its place in the draft.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.publish import german
from pipelines.publish.check.model import Claim, record

_SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003", " "))
_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
_BEHIND = r"(?<=[\w.,;:!?)“”»«%€])"
_CLOSED = r"(?=[\s.,;:!?)“”»«\"]|$)"
_DATED = rf"(?:{'|'.join(german.MONTHS)}|Halbjahr|Quartal|Jahr|\d{{1,2}}\.(?!\d))"
_SENTENCE = r"[A-ZÄÖÜ][^\n]*[.!?…][\"“”»)]*(?:\n|$)"  # a heading has no end
_AND = r"(?:und|oder|bis|bzw|sowie)\b"
_BARE = re.compile(
    r"(?![a-rt-zäöüA-DF-Z](?![\u0300-\u036f]))(?:"  # most letters begin none of these
    # an item of a list: «(2) Ende 2024 …», «1. 297 Menschen …»
    rf"(?P<item>(?m:^ *(?:\(\d{{1,2}}\) +(?=\S)|\d{{1,2}}\. +(?!{_DATED})(?=[*_]{{0,3}}[1-9„«»\"]|{_SENTENCE}))))"
    rf"|(?P<mark>(?= ?\d{{1,2}}\))(?<=[a-zäöüß%€]) ?\d{{1,2}}\){_CLOSED})"  # Personen1)
    r"|(?P<same>\w[\u0300-\u036f]+|[\ufb00-\ufb06])"  # «o» with two dots behind it; «ﬂ»
    r"|(?P<sharp>ss(?:(?<=[Gg]r[oö]ss)|(?<=[hl]iess)|(?<=gemäss)|(?<=Mass)(?=st|n)|(?<=\b[Aa]uss)(?=er)))"
    r"|(?P<dash>--(?<= --)(?= ))"
    r"|(?P<euro>\b(?:EUR|€) \d[\d.,]*\d)(?!\d| (?:€|Euro|Mi|Mrd))"  # EUR 412.500
    "|(?:"
    rf"(?= ?[{_HIGH}]){_BEHIND}(?<!\bm)(?<!\bkm) ?[{_HIGH}]+|(?m:^ *[{_HIGH}]+ *)"  # Personen¹, not m²
    rf"|(?= ?\[){_BEHIND} ?\[\d{{1,2}}\]"  # Personen [1]
    r"|(?=[*_])(?:"
    rf"(?<=[a-zäöüß%€])\*{{1,3}}{_CLOSED}|(?<=\d)\*{_CLOSED}"  # Personen*
    r"|\*{2,3}(?=\S)|(?<=\S)\*{2,3}|(?<!\w)__(?=\w)|(?<=\S)__(?!\w)"  # **1.380**
    r"|(?<![\w*])[*_](?=[\w„])|(?<=[\w.,%“)])[*_](?![\w*]))"
    rf"|-(?<=[a-zäöüß]-)[ \t]*\n[ \t]*(?=[a-zäöüß])(?!{_AND})"  # Ziel-⏎gruppe
    r"|\n(?<=[A-Za-zäöüß]-\n)[ \t]*(?=[A-ZÄÖÜ])"  # Welcome-⏎Center
    r"|[\u00ad\u200b\u200c\u2060\ufeff]|\+{3,} ?"
    r"|(?m:^#{1,6} +(?=\S)|^>[> ]*(?=\S)|^[ \t]+(?=\S))"  # a title, a quoted mail, an indented line
    r"| (?<=\S )(?= \S)"
    r"|,(?<=\d,)[-–—](?= ?(?:€|Eur|EUR))))"  # 412.500,- Euro
)


def superscript(text: str) -> str:
    """A footnote's number as signs that stand high, so that «1.380» with a 1 above it is not read as 13801."""
    return text.translate(_SUPERSCRIPTS)


@record
class Bare:
    """The bare text, and for each of its signs the place in the draft; no places where both are the same."""

    draft: str
    text: str
    places: tuple[int, ...] = ()

    def in_draft(self, claim: Claim) -> Claim:
        """The claim with its place in the draft and the words that stand there."""
        start, end = claim.start, claim.end
        if self.places:
            start, end = self.places[start], self.places[end - 1] + 1
        return replace(claim, start=start, end=end, text=self.draft[start:end])


def bare(draft: str) -> Bare:
    """The draft without what only sets it."""
    text = draft.translate(_SPACES)
    pieces, places, at = [], [], 0
    for start, end, instead in _changes(text):
        pieces += [text[at:start], instead]
        places += [*range(at, start), *(min(start + step, end - 1) for step in range(len(instead)))]
        at = end
    if not pieces:
        return Bare(draft, text)
    return Bare(draft, "".join([*pieces, text[at:]]), (*places, *range(at, len(text))))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """What is read otherwise: where it begins and ends, and what is read instead."""
    for match in _BARE.finditer(text):
        if match.lastgroup != "mark" or not _closes_bracket(text, match):
            yield match.start(), match.end(), _INSTEAD.get(match.lastgroup, _nothing)(match[0])


def _nothing(_: str) -> str:
    return ""


_INSTEAD: dict[str | None, Callable[[str], str]] = {
    "item": lambda _: "- ",
    "same": lambda signs: unicodedata.normalize("NFKC", signs),
    "sharp": lambda _: "ß",
    "dash": lambda _: "–",
    "euro": lambda sum_: " ".join(reversed(sum_.split(" "))),
}


def _closes_bracket(text: str, mark: re.Match[str]) -> bool:
    """«(darunter Frauen 38)»: the number is what the bracket tells; a mark touches its word."""
    if mark[0][0].isdigit():
        return False
    line = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
    return line.rfind("(") > line.rfind(")")
