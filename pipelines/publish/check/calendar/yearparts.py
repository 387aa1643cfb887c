"""Parts of a year that name no year: «auf das erste Halbjahr», «3.205 im ersten, 3.305 im zweiten Halbjahr»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.publish.check.calendar import undated
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.sought import Sought

_YEAR = re.compile(r"20[0-4]\d")
_HALVES = "halbjahr hälfte quartal vierteljahr"
# «(erstes Halbjahr)», «zweites Halbjahr: 3.305» need no article
_BARE_PART = Sought(
    _HALVES,
    r"(?:(?:\b(?:im|ins|(?:auf\s)?(?:das|die)|dem|des|der)\s(?:gesamten?\s|ganzen?\s|vollen?\s)?|(?<=\()|(?<=[:,;]\s)(?=[12]\.\s)|\b(?=\w+(?:tes\s|te\sjahresh)))"
    r"(erste[nrs]?|zweite[nrs]?|dritte[ns]?|vierte[ns]?|[1-4]\.)\s(halbjahr|jahreshälfte|quartal|vierteljahr"
    # «in der zweiten Hälfte», but not «die zweite Hälfte der Kosten»
    r"|hälfte(?!\s(?:der|von|aller|des\s(?!jahres))))(?:e?s)?\b)"
    r"(?!\s(?:des\sjahres\s)?(?:19|20)\d\d)",
    in_small=True,
)
_NTH = {"e": 1, "z": 2, "d": 3, "v": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_MONTHS = Sought(
    "monate",
    r"(?i:\bin\sden\s(ersten|letzten)\s(\w+)\smonaten\s(?:des|jenes|dieses|desselben)\s(?:selben\s)?(?:berichts)?jahres\b"
    r"|\bin\sden\s(ersten)\s(drei|sechs|3|6)\smonaten(?=\s(?:waren|kamen|gab|wurden|fanden|zählte)\b|\s\d|[.;)])"
    r"|\bauf\sdie\sersten\s(drei|sechs|3|6)\smonate\b)"
    r"(?!\s(?:des\sJahres\s)?(?:19|20)\d\d)",
)
_PART_NOUN = r"(Halbjahr|Jahreshälfte|Hälfte|Quartal|Vierteljahr)"
# «im zweiten 3.305», «Das zweite brachte 160», «auf das zweite entfielen 3.305», «in der zweiten folgten 3.305»,
# «auf die zweite 3.305», «in der zweiten Jahreshälfte und 2.110 in der ersten»
_NEXT_PART = Sought(
    _HALVES,
    # «Beratungen nach Halbjahren: erstes 2.110, zweites 2.270»
    r"(?:\b(?i:im|das|des|ins|in\sder|(?:auf\s|für\s)?die)\s|(?<=[:,;–]\s)(?=\w+tes:?\s\d))(erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?)"
    r"(?=:?\s(?:(?:rund|etwa|knapp|gut|noch|einmal|sogar|nur|dann|waren|es|um|weitere|auf|mit|bei)\s){0,4}\d|[.,;:)]"
    r"|\s(?:dazu|hinzu|waren|kamen|folgten|brachte|entfielen|fielen|gab|verzeichnete|zählte|ergab|sah|hatte|schlug|weist|wies|nennt|nannte|meldet|meldete)\b"
    r"|\sund\s)",
)
_FIRST_PART = re.compile(
    rf"\b(?i:im|das|ins|die|de[sr])\s(?:ersten?|zweiten?|dritten?)\s{_PART_NOUN}(?:e?s)?\b"
    rf"(?!.*\b(?i:im|das|ins|die|de[sr])\s(?:ersten?|zweiten?|dritten?)\s{_PART_NOUN})"
    # «… nach Halbjahren vor, nämlich 3.205 für das erste und 3.305 für das zweite»
    r"|\b(?:nach|in\s(?:beiden|den)|[Bb]eide|[Dd]ie\sbeiden)\s(Halbjahre|Jahreshälfte|Quartale|Vierteljahre)n?\b"
)
# «3.205 Beratungen im ersten, 3.305 im zweiten Halbjahr»
_PART_AHEAD = Sought(
    _HALVES,
    r"\b(?i:im|auf\sdas|auf\sdie|ins|in\sder)\s(ersten?|zweiten?|dritten?)(?=[\s,](?:[^.;:!?]|\.(?=\d)){0,60}"
    rf"\b(?:im|(?:auf\s)?das|auf\sdie|ins|in\sder)\s(?:zweiten?|dritten?|vierten?)\s{_PART_NOUN}\b)(?!\s(?:Halbj|Jahresh|Quart|Viertelj))",
)
_NEXT_WITH_YEAR = re.compile(
    r"(?:[^.;:!?]|\.(?=\d)){0,60}?\b(?:im|(?:auf\s)?das|auf\sdie|ins|in\sder)\s(?:zweiten?|dritten?|vierten?)\s"
    r"(?:Halbjahr|Jahreshälfte|Hälfte|Quartal|Vierteljahr)(?:e?s)?\s(?:des\sJahres\s)?(20[0-4]\d)\b"
)
# «150 Zugänge in den ersten und 160 in den letzten sechs Monaten des Jahres 2024»
_MONTHS_AHEAD = Sought(
    "monate",
    r"(?i:\bin\sden\sersten)(?=[\s,](?:[^.;:!?]|\.(?=\d)){0,60}\bin\sden\s(?:letzten|zweiten)\s(drei|sechs|3|6)\sMonaten\b)",
)


def bare_parts(text: str, dated: list[Moment]) -> Iterator[Moment]:
    """«auf das erste Halbjahr entfielen …»: of the year named just before."""
    for match in _BARE_PART.all(text):
        year = year_of_part(text, match, dated)
        nth, size = _NTH[match[1][0].lower()], _months_in(match[2])
        if year is not None and nth * size <= 12:
            yield undated.part(match, year, nth, size)
    for match in _FIRST_MONTHS.all(text):
        said = match[2] or match[4] or match[5]
        months = int(said) if said.isdigit() else numberwords.small(said)
        year = undated.year_before(text, match.start(), dated)
        if match[4] and text[match.end() : match.end() + 1] in ".;)" and not _tells_a_year(match, dated):
            continue  # «297 nach dem 31.12.2024, davon 61 in den ersten sechs Monaten.»: of the months ahead
        if year is not None and months and 12 % months == 0:
            nth = 12 // months if (match[1] or "").lower() == "letzten" else 1
            # «In den ersten sechs Monaten des Jahres kamen 150 hinzu»
            yield undated.part(match, year, nth, months)
    for match in _NEXT_PART.all(text):
        # «Im ersten Halbjahr 2024 gab es 3.205, im zweiten 3.305 Beratungen»
        first = _FIRST_PART.search(text, max(0, match.start() - undated.NEAR_BEFORE), match.start())
        year, nth = year_of_part(text, match, dated), _NTH[match[1][0].lower()]
        # «in der zweiten» is half a year of «Jahreshälfte» only, «im zweiten» of the others
        noun = (first[1] or first[3]).lower() if first else ""
        agrees = (match[0].lower().split()[-2:-1] in (["der"], ["die"])) == ("hälfte" in noun)
        size = _months_in(noun) if first and agrees else 0
        if year is not None and size and nth * size <= 12:
            yield undated.part(match, year, nth, size)
    for match in _PART_AHEAD.all(text):
        year = _year_of_both(text, match) or year_of_part(text, match, dated)
        if year is not None:
            yield undated.part(match, year, _NTH[match[1][0].lower()], _months_in(match[2]))
    for match in _MONTHS_AHEAD.all(text):
        year = year_of_part(text, match, dated)
        if year is not None:
            yield undated.part(match, year, 1, numberwords.small(match[1]) or int(match[1]))


def _year_of_both(text: str, ahead: re.Match[str]) -> int | None:
    """«3.205 im ersten, 3.305 im zweiten Halbjahr 2024»: the year that stands behind the second."""
    named = _NEXT_WITH_YEAR.match(text, ahead.end())
    return int(named[1]) if named else None


def _tells_a_year(match: re.Match[str], dated: list[Moment]) -> bool:
    """Is the date told last before it a whole year, and no day?"""
    before = [m for m in dated if m.end <= match.start() and m.as_of]
    return bool(before) and before[-1].period_from is not None


def _months_in(noun: str) -> int:
    return 3 if "viertel" in noun.lower() or "quartal" in noun.lower() else 6


def year_of_part(text: str, match: re.Match[str], dated: list[Moment]) -> int | None:
    """The year told before, else the only one that the sentence names behind it.

    «3.205 im ersten, 3.305 im zweiten Halbjahr: Das Jahr 2024 verlief …», «66 im ersten, 90 im zweiten Halbjahr 2024»
    """
    year = undated.year_before(text, match.start(), dated)
    if year is not None:
        return year
    behind = [m for m in dated if m.start >= match.end() and m.as_of and m.period_from]
    behind = [m for m in behind if not undated.SENTENCE_END.search(text, match.end(), m.start)]
    named = len(behind) == 1 and _YEAR.search(text, behind[0].start, behind[0].end)
    return behind[0].as_of.year if named and behind[0].role == "plain" and behind[0].as_of else None
