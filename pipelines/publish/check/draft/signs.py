"""Words of the vocabulary that betray nothing where they stand: «nahm von 336 auf 440 zu», «Frau Berger», «gab an, …»."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from pipelines.publish.check.model import Span
from pipelines.publish.check.numbers import masks
from pipelines.publish.check.text import reported
from pipelines.publish.check.words import vocabulary
from pipelines.publish.check.words.vocabulary import Hit, names_body

# «nahm von 336 auf 440 zu»: nobody was taken in
_LEVEL = re.compile(r"n(?:ahm(?:en)?|immt|ehmen)\b[^;.]*\b(?:von|um)\s[^;.]*\bauf\s+(?:\w+\s+)?\d")
_EVERY_NTH = re.compile(
    r"(?i:eine[rn]?\s(?:halbe|dreiviertel|viertel)|jede[rsn]?\s(?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[rnms]?\b)"
)
# «im Stadtgebiet 512 Menschen angekommen»: where they came to, and not who is still there
_ARRIVED_THERE = re.compile(
    r"Stadtgebiet\b(?!.{0,30}\bnoch\b)[^,;.:]{0,90}\b(?:angekommen|eingetroffen|eintraf(?:en)?|aufgenommen|Zuflucht|Schutz)\b"
)
# «knapp 64 Prozent leben in Familien»: how, and not that they are still here
_LIVE_SO = re.compile(r"(?:leb|wohn)\w*\s+(?:in\s+(?:\w+\s+)?Famili|allein\b|als\s+(?:Famili|Alleinstehend))")
_TO_OTHERS = re.compile(r"\s(?:ihm|ihr|ihnen)\s")  # «dafür zahlt ihm die Stadt 20.000 Euro»: an association
# «Davon übernahm das Land 352.800 Euro, die Stadt 151.200»: the verb's first money is not the city's
_OTHER_PAYER = re.compile(r"\bdas\s+Land\b|\bder\s+Bund\b|\bEuro,\s+die\s+Stadt$")
_LEFT = re.compile(
    r"zog(?:en)?\s+(?:\w+\s+)?(?:weiter|fort|weg|zurück)\b"
)  # «302 zogen weiter»: nobody's arrival
# «habe das Soll 592 Personen betragen, aufgenommen worden seien 638»: the participle is of the next clause
_NEXT_CLAUSE = re.compile(r"\d\s[^,]*,\s+(?:\w+\s+)?(?:auf|unter)\w+$|,\s+(?:auf|unter)\w+$")
# «905 Ukrainerinnen und Ukrainer hat Lörrach seit Kriegsbeginn aufgenommen»: those who fled from the war
_SINCE_THE_WAR = re.compile(r"\bKriegs(?:beginn|ausbruch)|\b(?:Beginn|Ausbruch)\s+des\s+(?:\w+\s+)?Krieg")
_FROM_THE_WAR = ("Kriegsbeginn ", "Kriegsausbruch ", "Ukrainer ", "Ukrainerinnen ", "aus der Ukraine ")
_OTHER_OFFICE = "block:other_office"
_BY_NAME = re.compile(r"Frau\s+(?:Dr\.\s+|Prof\.\s+)*[A-ZÄÖÜ]\w+")  # «Frau Berger, wie viele …?»
_STATED = re.compile(r"g(?:ab|ibt)\b[^,;.]*\san,")  # «Die Caritas gab an, …»
# «wohnten 356 in der zentralen Unterbringung und 410 privat»: two groups, and none of one number alone
_AND_A_NUMBER = re.compile(r"\bund\s+(?:\w+\s+)?\d")
# «Der Bedarf ist groß: Von den 3,5 geförderten Stellen …»: not the positions that are needed
_IS_GREAT = re.compile(r"(?:\s+an\s+\w+)?\s+(?:ist|war|bleibt|sei|wächst|steigt)\b(?![^.;:,]*\d)")
# «hat den Wert des Jahres 2023 von 5.834 um 676 übertroffen»: no quota is exceeded
_VALUE_THEN = re.compile(
    r"\b(?:Vorjahres)?(?:[Ww]ert|[Ss]tand|[Nn]iveau|[Ee]rgebnis|[Zz]ahl|[Ss]umme|Vorjahr)s?\b[^,;:!?]*$"
)
_VERB_AND_SOLL = re.compile(r"ist\b.*\bSoll|Soll\b.*\bist")  # «ist das Soll gestiegen»: no «Ist»
_IN_CLAUSE = 90  # signs
# «praktisch gleich geblieben»: nobody stayed
_SAME = re.compile(r"(?:gleich|konstant|unverändert|stabil|hoch|niedrig)\s+$")

# «Es blieben 603, eine Quote von 66,6 Prozent», «Hinter dieser Quote standen 400 Menschen»: a rate, and nothing demanded
_A_RATE = re.compile(r"\s+von\s+(?:\w+\s+)?[\d,]+\s*(?:Prozent|%)")
_THAT_RATE = re.compile(r"(?:Prozent|%)(?:[^.;]|\.(?=\d))*\.\s(?:[^.;]|\.(?=\d)){0,40}\b[Dd]iese[rn]?\s$")
# «Die Aufnahmepflicht wurde zu 108 Prozent erfüllt. Diese Quote …»
_DEMAND = re.compile(r"Aufnahme|Zuweisung|Soll|übertr[aeio]f|übererfüll")
# «Rechnet man die 6.510 Beratungen auf 1.380 Menschen um, …», «rechnet das Land an»: a sum, and nothing expected
# «…, rechnet der Oberbürgermeister vor und verweist auf …»: he tells
_RECKONED = re.compile(
    r"[Rr]echnet\s+man\b(?!\s+(?:\w+\s+)?mit\b)|[Rr]echne(?:t|n)\b(?![^,;:.]*\bmit\b)[^,;:.]*\b(?:an|zu|hoch|um|ab)(?=[.,;:!?])"
    r"|[Rr]echn(?:et|ete|en|eten)\b[^,;.:\d]{0,60}\bvor(?=[,.;:]|\sund\s)"
)
_MONEY = re.compile(r"\s+(?:des|vom|von|seitens)\s+(?:Land|Bund)")  # «durch Zuweisungen des Landes»
# «4,75 Stellen, die nicht vollständig gefördert werden»: neither how many are, nor how many are not
_NOT_ALL_OF = (
    r"nicht\s+(?:voll(?:ständig|umfänglich)?|ganz|gänzlich|komplett|alle|sämtlich|in\s+voll\w+\s+\w+)\s+"
)
_NOT_ALL, _BEHIND_NOT_ALL = re.compile(_NOT_ALL_OF), re.compile(_NOT_ALL_OF + r"(?:vom\s+Land\s+)?$")

# «151.200 Euro, die durch Zuschüsse nicht gedeckt waren»: neither grants nor what they cover
_GRANTED = (
    r"(?:durch|von|aus|mit|über)\s+(?:\w+\s+)?(?:\w*[Zz]usch[uü]ss|\w*[Ff]örder|Landesmittel|Zuwendung)\w*"
)
_UNCOVERED = re.compile(rf"\bnicht\s+(?:{_GRANTED}\s+)?(?:ab)?gedeckt|\b{_GRANTED}\s+nicht\s+(?:ab)?gedeckt")
# «überschritt die Zahl der Begleiteten mit 1.200 erstmals diese Marke»: no limit of years, which nobody has named
_THIS_MARK = re.compile(r"(?i:diese[rm]?\s+(?:marke|schwelle))")
_OF_YEARS = re.compile(
    r"(?i:\b36\b|sechsunddreißig|drei[-\s]?jahr|dreijähr|höchstdauer|förderdauer|grenze|frist)"
)
_OTHERS = (
    r"(?:zu|mit)\s+(?:den\s+)?(?:Schul|Verein|Behörd|Ämter|Kita|Kindergärten|Nachbar|Arbeitgeber|Betrieb|Ehrenamt"
    r"|Unternehmen|Vermieter)"
)
_WITH_OTHERS, _TO_OTHERS_BEHIND = re.compile(rf"Kontakte?n?\s+{_OTHERS}"), re.compile(rf"\s+{_OTHERS}")


def meant(text: str, found: list[Hit], at: Callable[[int], int]) -> list[Hit]:
    """The words that stand within one sentence (a group within one clause) and betray what they usually do."""
    inside = [hit for hit in found if at(hit.start) == at(hit.end - 1) and not _parted(text, hit)]
    return [hit for hit in vocabulary.widest(inside) if not _says_something_else(text, hit)]


def _parted(text: str, hit: Hit) -> bool:
    """«In Familien leben 64 Prozent, allein …»: do its words stand in several clauses, or around a number of another?"""
    said = text[hit.start : hit.end]
    if ";" in said or ("=" in hit.concept and "," in said):
        return True
    if ": " in said and hit.concept in ("unfunded", "unfilled"):
        return True  # «reicht die Landesförderung nicht aus: Gefördert wurden …»
    return hit.concept.startswith("housing=") and bool(_AND_A_NUMBER.search(said))


def _says_something_else(text: str, hit: Hit) -> bool:
    if _LEVEL.match(text, hit.start, hit.end + 12) or _BY_NAME.match(text, hit.start):
        return True
    if text.startswith(("geblieben", "blieb"), hit.start) and _SAME.search(text, 0, hit.start):
        return True
    return any(rule(text, hit) for rule in _NO_SIGN.get(hit.concept, ()))


def _is_rate(text: str, hit: Hit) -> bool:
    """Is the quota of a text a percentage told beside it?"""
    if _A_RATE.match(text, hit.end):
        return True
    before = max(0, hit.start - 200)
    return bool(_THAT_RATE.search(text, before, hit.start)) and not _DEMAND.search(text, before, hit.start)


def _than_then(text: str, hit: Hit) -> bool:
    """«hat den Wert des Jahres 2023 um 676 übertroffen»: a year is compared with, and no quota."""
    then = _VALUE_THEN.search(text, max(0, hit.start - _IN_CLAUSE), hit.start)
    return bool(then) and text.startswith("um ", hit.start)


def _mark_of_nothing(text: str, hit: Hit) -> bool:
    return bool(_THIS_MARK.match(text, hit.start)) and not _OF_YEARS.search(text, 0, hit.start)


def _with_others(text: str, hit: Hit) -> bool:
    """«…, für die das Integrationsmanagement den Kontakt zu Schulen und Vereinen unterstützt»: with others than us."""
    return bool(_TO_OTHERS_BEHIND.match(text, hit.end))


def _uncovered(text: str, hit: Hit) -> bool:
    start = max(0, hit.start - 60)
    return any(m.start() <= hit.start < m.end() for m in _UNCOVERED.finditer(text, start, hit.end + 60))


def _begins(words: re.Pattern[str]) -> Callable[[str, Hit], bool]:
    return lambda text, hit: bool(words.match(text, hit.start))


def _holds(words: re.Pattern[str]) -> Callable[[str, Hit], bool]:
    return lambda text, hit: bool(words.search(text, hit.start, hit.end))


# For each concept, where its words say something else.
_NO_SIGN: dict[str, tuple[Callable[[str, Hit], bool], ...]] = {
    "quota": (_is_rate,),
    "block:forecast": (_begins(_RECKONED),),
    "lives": (_begins(_STATED),),
    "in_fact": (lambda text, hit: bool(_VERB_AND_SOLL.fullmatch(text, hit.start, hit.end)),),
    "surplus": (_than_then,),
    "unfunded": (_begins(_NOT_ALL),),
    "funded": (lambda text, hit: bool(_BEHIND_NOT_ALL.search(text, max(0, hit.start - 40), hit.start)),),
    "needed": (lambda text, hit: bool(_IS_GREAT.match(text, hit.end)),),
    "per_position": (_begins(_EVERY_NTH),),
    # «Seit Kriegsbeginn aufgenommen hatte die Stadt bis dahin 640»: under no quota
    "took_in": (
        _holds(_NEXT_CLAUSE),
        _holds(_SINCE_THE_WAR),
        lambda text, hit: text.endswith(_FROM_THE_WAR, 0, hit.start),
    ),
    # «gehörten … an, betreut wurden 904»
    "contact": (lambda text, hit: ", " in text[hit.start : hit.end], _holds(_WITH_OTHERS), _with_others),
    "present": (_begins(_ARRIVED_THERE), _begins(_LIVE_SO)),
    "own_share": (_holds(_TO_OTHERS), _holds(_OTHER_PAYER)),
    "grants": (_uncovered,),
    "coverage": (_uncovered,),
    "arrived": (_begins(_LEFT),),
    "limit36": (_mark_of_nothing,),
}


def but_causes(text: str, hits: list[Hit]) -> list[Hit]:
    """Without what only says why («wegen vieler Zuzüge aus der Ukraine»), but for the reasons of entries and exits.

    «127 Zugänge durch Zuweisung»: there the cause is what the figure is broken down by.
    """
    reasons = [
        hit
        for hit in hits
        if hit.concept.startswith(("zugangsart=", "abgangsgrund=")) and not _MONEY.match(text, hit.end)
    ]
    told = (*masks.causes(text), *reasons)
    return [hit for hit in hits if hit in reasons or not any(c.holds(hit.start) for c in told)]


def but_where_said(text: str, hits: list[Hit], sayings: Sequence[Span]) -> list[Hit]:
    """Without the houses in which something was said («…, betonte er im Burghof»): they tell of nothing done there."""
    houses = [hit for hit in hits if hit.concept == _OTHER_OFFICE]
    if not houses:
        return hits
    told = (*sayings, *reported.said_ahead(text))
    named = {h for h in houses if any(s.holds(h.start) for s in told) and reported.is_where(text, h)}
    return [hit for hit in hits if hit not in named]


def by_who_said(hits: list[Hit], sayings: Sequence[Span]) -> tuple[list[Hit], list[Hit]]:
    """The words but for those that name who said something, and the Träger that did («city» where it was the city)."""
    begins = [said.start for said in sayings]

    def names_sayer(hit: Hit) -> bool:
        at = bisect_right(begins, hit.start)
        return bool(at) and sayings[at - 1].holds(hit.start) and reported.names_who(hit.concept)

    of_body = [hit for hit in hits if names_body(hit.concept)]
    bodies = [hit for hit in of_body if names_sayer(hit)]
    return [hit for hit in hits if not names_sayer(hit)], bodies


def is_count_of(text: str, hit: Hit, counted: set[int]) -> bool:
    """«Aus Gambia kamen mindestens 65 Personen»: does the number of an age («38 mindestens 65») count here?"""
    return hit.concept.startswith("age_band=") and text[hit.end - 1].isdigit() and hit.end in counted
