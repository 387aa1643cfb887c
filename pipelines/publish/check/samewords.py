"""Words that mean the same as plainer ones are read as those, so that every rule knows but one way of saying it.

«im gesamten Jahr 2023», «im Berichtsjahr 2023»: im Jahr 2023; «ein Jahr früher»: ein Jahr zuvor; «1 380»: 1.380.
No reading is longer than what it stands for, and spaces fill the rest: every word behind stays where it was.
"""

from __future__ import annotations

import re

_YEAR = r"(?=\s(?:19|20)\d\d\b)"
# not the twelve months of «1.150 hatten im vorangegangenen Jahr Kontakt»
_BEFORE = r"(?:vorangegangenen|vorherigen|vorhergehenden|vorausgegangenen)\sJahr\b(?![^.;,]*\bKontakt)"
# when those from the Ukraine began to come: no day of the number
_CAME = (
    r"(?=[^.;!?]{0,120}\b(?:(?:an|auf)?gekommen|[Gg]ekommene|kamen|eingetroffen|aufgenommen|geflohen|geflüchtet"
    r"|Zuflucht))"
)
_SAME: tuple[tuple[str, str], ...] = (
    (rf"(?<=\b[Ii]m\s)(?:gesamten|ganzen|vollen|kompletten)\sJahr{_YEAR}", "Jahr"),
    (rf"(?<=\b[Ii]m\s)(?:Verlaufe?|Laufe?)\sdes\sJahres{_YEAR}", "Jahr"),
    (rf"(?<=\b[Ii]m\s)(?:Berichts|Kalender|Haushalts)jahr{_YEAR}", "Jahr"),
    (r"\bein\s(?:volles\s)?Jahr\sfrüher\b|\bvor\sJahresfrist\b", "ein Jahr zuvor"),
    (r"\bEin\s(?:volles\s)?Jahr\sfrüher\b|\bVor\sJahresfrist\b", "Ein Jahr zuvor"),
    (rf"\bim\s{_BEFORE}", "im Vorjahr"),
    (rf"\bIm\s{_BEFORE}", "Im Vorjahr"),
    (rf"\bseit\s(?:dem\s24\.\s)?Februar\s2022{_CAME}", "seit Kriegsbeginn"),
    (rf"\bSeit\s(?:dem\s24\.\s)?Februar\s2022{_CAME}", "Seit Kriegsbeginn"),
    (r"\bexakt(?=\s(?:[\d„]|ein))", "genau"),
    (r"\bin\s(?:der\s)?Summe\b", "zusammen"),
)
_AT = re.compile("|".join(f"(?P<s{at}>{words})" for at, (words, _) in enumerate(_SAME)))
# A space or an apostrophe between thousands; between the groups of a telephone number it is none.
_THOUSANDS = re.compile(r"(?<![\w.,:/§-])(?<!\d\s)\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?![\w/-])")
_GAP = re.compile(r"[ \u00a0\u202f\u2009'’]")


def _plain(match: re.Match[str]) -> str:
    return _SAME[int((match.lastgroup or "s0")[1:])][1].rjust(len(match[0]))


def plain(text: str) -> str:
    """The text in plainer words, of the same length."""
    return _THOUSANDS.sub(lambda match: _GAP.sub(".", match[0]), _AT.sub(_plain, text))
