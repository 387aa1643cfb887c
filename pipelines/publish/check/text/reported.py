"""Indirect speech: «begleite», «zahle», «sei» mean what «begleitet», «zahlt», «ist» say.

A release reports what the mayor said in the first subjunctive. The vocabulary knows verbs as they are in plain
statements; here a word of reported speech is read as that one.
"""

from __future__ import annotations

import re

from pipelines.publish.check.model import Span

_SAY = "teilt|sag|antwort|erklär|bericht|beton|meld|schreib|erläuter|informier|ergänz|unterstrich|resümier|bilanzier"
_POST = (
    r"\w*(?:[Ll]eiter|[Ss]precher|[Cc]hef|[Ff]ührer|[Bb]erater|[Aa]rbeiter|[Kk]oordinator|[Rr]eferent|[Vv]orst[aä]nd"
    r"|[Vv]ertreter)\w*\s"
)
# «…, teilte die Stadt mit», «…, so die Caritas»: behind what was said, so that nothing takes the body up again
_WHO_SAID_IT = re.compile(
    rf"[,“”«»\"–-]\s*(?:so\s+(?=(?:die|der|das)\s|[A-ZÄÖÜ][\w-]+\s[A-ZÄÖÜ])|(?:{_SAY})"
    r"(?:t?en?|te|t|et|ete)?\b(?!\s+sich\b)|schrieb\b|(?:heißt|hieß)\s+es\b)[^,.;:\d]*"
    # «…, berichtet Jonas Wehrle, Projektleiter der Diakonie»
    rf"(?:,\s(?:\w+\s)?{_POST}[^,.;:\d]*)?"
    # «“, rechnet die Geschäftsführerin der Caritas vor», «“, lobt der Leiter der Diakonie»
    r"|“,?\s*(?:rechne(?:t|te)\b[^,.;:\d]*\bvor|füg(?:t|te)\b[^,.;:\d]*\bhinzu|stell(?:t|te)\b[^,.;:\d]*\bfest|fass(?:t|te)\b[^,.;:\d]*\bzusammen"
    r"|h[eo]b(?:t)?\b[^,.;:\d]*\bhervor|führ(?:t|te)\b[^,.;:\d]*\baus|(?:lob|warn|mahn|kritisier|forder|bedauer|hoff|freu)(?:t|te)\b[^,.;:\d]*)\b"
    # «Laut Jonas Wehrle von der Diakonie», «Für die Diakonie berichtete Jonas Wehrle»
    r"|\b(?:[Ll]aut|[Nn]ach\s+(?:Angaben|Auskunft|Darstellung|Worten)\s+von)\s+(?:[A-ZÄÖÜ][\w-]+\s){2,3}(?:von|bei)\s+(?:der|dem)\s+\w+"
    rf"|\bFür\s+(?:die|das|den)\s+\w+\s+(?:{_SAY})(?:te?|et|ete)\s+[A-ZÄÖÜ][\w-]+\s+[A-ZÄÖÜ]\w+,"
)
# «Beim Empfang in der Stadthalle betonte der Oberbürgermeister: …»
_SAID_AHEAD = re.compile(
    r"(?:^|(?<=[.!?“”»\"]\s)|(?<=\n))(?:Im|In\s+der|Beim|Bei\s+(?:der|einem|einer)|Auf\s+(?:dem|der|einem|einer))\s[^.,;:!?\d]{3,60}?"
    r"\s(?:sag|antwort|erklär|bericht|beton|erläuter|unterstrich|resümier|bilanzier)(?:t?en?|te|t|et|ete)?\b[^.;:!?\d]*:"
)
_WHERE = re.compile(
    r"(?i:\b(?:im|beim|(?:in|bei|auf|vor)\s+(?:dem|der|einem|einer))\s+(?:\w+(?:en|er)\s+)?)$"
)
# «…, sagte die Leiterin im Jugendamt»: theirs, whereever it was said
_OFFICE = re.compile(
    r"(?i:amt|agentur|jobcenter|tag$|stelle|stützpunkt|hilfe|beratung|verein|büro|zentrale|tafel)"
)
_WHO = ("city", "loerrach", "per_position")  # «…, sagt eine Fachkraft»: nothing is counted per position
# Verbs whose plain form is the reported one and a «t».
_WITH_T = (
    "arbeite", "bediene", "befinde", "begleite", "benötige", "beschäftige", "betreue", "bezahle",
    "bezuschusse", "brauche", "bringe", "decke", "erfülle", "erreiche", "finanziere", "führe", "fördere",
    "gehöre", "gewähre", "komme", "koste", "lebe", "leiste", "liege", "mache", "melde", "nenne", "nutze",
    "registriere", "schaffe", "steige", "steuere", "sinke", "stamme", "umfasse", "unterstütze", "verfüge",
    "vermerke", "weise", "wohne", "zahle", "zeige", "zähle", "überweise", "übersteige", "fehle",
)  # fmt: skip
_OTHERWISE = {
    "sei": "ist", "seien": "sind", "habe": "hat", "werde": "wird", "gebe": "gibt", "nehme": "nimmt", "sehe": "sieht",
    "trage": "trägt", "übernehme": "übernimmt", "betrage": "beträgt", "erhalte": "erhält", "belaufe": "beläuft",
    "entfalle": "entfällt", "entspreche": "entspricht", "laufe": "läuft", "bleibe": "bleibt", "spreche": "spricht",
    "berate": "berät",
    "stehe": "steht", "wachse": "wächst", "falle": "fällt", "halte": "hält", "müsse": "muss", "könne": "kann",
    "verlasse": "verlässt", "gehe": "geht", "verbleibe": "verbleibt", "schreibe": "schreibt", "biete": "bietet",
    "rechne": "rechnet", "verzeichne": "verzeichnet", "treffe": "trifft", "bekomme": "bekommt",
    # where the first subjunctive looks like the plain form, the second stands for it
    "kämen": "kommen", "käme": "kommt", "lägen": "liegen", "läge": "liegt", "stünden": "stehen", "gäbe": "gibt",
    "gäben": "geben", "nähmen": "nehmen",
}  # fmt: skip
_PLAIN = {verb: f"{verb[:-1]}et" if verb[-2] in "td" else f"{verb[:-1]}t" for verb in _WITH_T} | _OTHERWISE


def stated(word: str) -> str:
    """A word in small letters, a reported verb in the form of a plain statement. Nouns («Lage», «Decke») stay."""
    return _PLAIN.get(word, word.lower())


def who_said_it(text: str) -> list[Span]:
    """Where a sentence ends in who said it."""
    return [Span(match.start() + 1, match.end()) for match in _WHO_SAID_IT.finditer(text)]


def said_ahead(text: str) -> list[Span]:
    """Where a sentence begins with where something was said, and by whom."""
    return [Span(match.start(), match.end()) for match in _SAID_AHEAD.finditer(text)]


def is_where(text: str, word: Span) -> bool:
    """«…, betonte er im Burghof»: is a house or a festival where it was said, and no office of which it tells?"""
    if _OFFICE.search(text[word.start : word.end]):
        return False
    return _WHERE.search(text, max(0, word.start - 30), word.start) is not None


def names_who(concept: str) -> bool:
    """Is a concept one for a body that may say something?"""
    return concept in _WHO or concept.startswith("traeger=")
