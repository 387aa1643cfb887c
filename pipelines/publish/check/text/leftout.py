"""Words that say nothing of a number and stand where its own words are looked for: they are read as spaces.

«von nur noch 400», «um immerhin 46», «(bereits 53)», «aktive Zielgruppe [des Integrationsmanagements]».
"""

from __future__ import annotations

import re

_WEIGHT = (
    r"(?:(?:nur|immer|inzwischen|mittlerweile|nun|heute)\s+noch|gerade\s+(?:ein)?mal|gerade|insgesamt|zusammen|nur|noch|bereits|schon|immerhin|lediglich|sogar|nunmehr"
    r"|inzwischen|mittlerweile|zuletzt|erst|damals|beachtliche|stolze|ganze)"
)
_NUMBER = r"(?=(?:(?:rund|knapp|gut|etwa|fast|über|zirka|ca\.)\s)?\d)"
_LED_TO = re.compile(
    rf"(?P<lead>\(|\b(?:von|um|auf|bei|mit|gegenüber|statt|nach|aus|Soll|Ist)\s|\b(?:(?:[Vv]on|[Uu]nter|[Bb]ei|[Aa]us|mit)\s)?(?:der|den|die)\s)(?P<word>{_WEIGHT}\s){_NUMBER}"
)
# Whose target group, and whose service: there is but one.
_WHOSE = re.compile(
    r"(?<=Zielgruppe)\s(?:des|unseres)\s(?:Lörracher\s|städtischen\s)?Integrationsmanagements(?:\sder\sStadt(?:\sLörrach)?)?\b"
    r"|(?<=Integrationsmanagement)s?\sder\sStadt(?:\sLörrach)?\b"
)

# «Die Bleibequote ist gesunken, von 70,9 Prozent Ende 2023 auf 66,6 Prozent»: what moved stands before the comma
_MOVED = re.compile(
    r"(?<=[a-zäöüß](?:gen|ken|sen|len|men|ert|öht))\s*(?P<comma>,)(?=\s(?:und\szwar\s|nämlich\s)?von\s(?:(?:rund|etwa|noch|zuvor)\s)?(?!(?:19|20)\d\d\b)\d[^.;:]*?\sauf\s(?:\w+\s)?\d)"
)

# «Im Jahr 2022 verließen nicht 213, sondern 231 Menschen …»: one clause, the first of whose numbers is denied
_BUT = re.compile(
    r"(?<=\b[Nn]icht\s)(?P<denied>(?:wie\s\w+\s)?(?:(?:etwa|mehr|um|auf|bei|von|mit|aus|rund)\s){0,3}\d[\d.,]*(?<!,)(?:\s\w+){0,2}?)\s*,(?=\ssondern\s(?!auch\b))"
)

# «in sogenannten Anschlussunterbringungen»
_SO_CALLED = re.compile(r"\b(?P<lead>[Ii]n(?:\sden|\sder)?\s)(?P<word>sogenannten\s)")

# «115 davon [allein] im Jahr 2024», «darunter [allein] 128 im zweiten Halbjahr»
_NO_LESS = re.compile(
    r"\b(?P<lead>(?:davon|darunter)\s)(?P<word>allein\s)"
    r"(?=(?:im\s(?:Jahre?\s)?|in\s)?(?:(?:19|20)\d\d|[A-ZÄÖÜ])|\d[\d.]*\s(?:\w+\s)?(?:im|in|bis|seit)\s)"
)

# «Nach Geschlecht [aufgeteilt] waren das …»
_PARTED = re.compile(
    r"\b(?P<lead>[Nn]ach\s[A-ZÄÖÜ]\w+\s)(?P<word>(?:aufgeteilt|aufgeschlüsselt|getrennt|gegliedert)\s)"
)

# «waren das [nach Angaben der Stadt] 612 Frauen»
_SAID_BY = re.compile(
    r"(?<=[a-zäöüß])\snach\s(?:Angaben|Auskunft|Aussage)\s(?:der|des)\s(?:Stadt(?:verwaltung)?|Verwaltung|Rathauses|Pressestelle)(?:\sLörrach)?(?=\s[a-zäöü\d])"
)

# «Zu Ihrem Artikel «Lörrach nimmt mehr auf»: …»: what a heading says is nothing of the number behind it
_HEADED = re.compile(
    r"(?P<lead>\b(?:Artikels?|Beitrag(?:s|es)?|Berichts?|Kommentars?|Leserbriefs?|Meldung|Überschrift|Titel|Schlagzeile|Motto)\s)"
    r"(?P<word>«[^«»\d\n]{3,90}»|„[^„“\d\n]{3,90}“|\"[^\"\d\n]{3,90}\")"
)

# «Ob Wohnung, Arbeit oder Sprachkurs: 6.510-mal haben die Fachkräfte beraten»: whatever it was about
_WHATEVER = re.compile(r"Ob\s[^.:;!?\d\n]{3,80}\soder\s[^.:;!?\d\n]{3,40}(?=[:–]\s)")

# «Dank der guten Zusammenarbeit mit Vereinen und Ehrenamtlichen lag die Zahl …»: helpers are nobody counted
_THANKS_TO = re.compile(
    r"\b(?:Dank|Mit\s(?:\w+\s)?(?:Unterstützung|Hilfe))\s(?![^.:;,\d\n]*(?:Caritas|Diakonie|Stadt|Land|Förder|Zusch))"
    r"(?=[^.:;,\d\n]*(?:Ehrenamt|Freiwillig|Helfer|Verein))[^.:;,\d\n]{3,90}?"
    r"(?=\s(?:lag|war|waren|wurden?|ist|sind|hat|haben|kam|kamen|stieg|sank|ging|fanden|gab|begleitete|betreute|gelang)\b)"
)


def left_out(text: str) -> str:
    """The text with spaces for such words; every number stays where it is."""
    for words in (_LED_TO, _SO_CALLED, _NO_LESS, _PARTED):
        text = words.sub(lambda m: " " * len(m["word"]) + m["lead"], text)
    text = _HEADED.sub(lambda m: m["lead"] + " " * len(m["word"]), text)
    text = _MOVED.sub(lambda m: " " * len(m[0]), text)
    text = _BUT.sub(lambda m: m["denied"].ljust(len(m[0])), text)
    for words in (_WHATEVER, _SAID_BY, _THANKS_TO):
        text = words.sub(lambda m: " " * len(m[0]), text)
    return _WHOSE.sub(lambda m: ("s" if m[0][0] == "s" else " ") + " " * (len(m[0]) - 1), text)
