"""Does a word of a number's sentence belong to another number: its noun, its label, what stands behind it?"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import nearest
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.attribution import ADJECTIVES, PREDICATES
from pipelines.publish.check.words.vocabulary import Hit

_AND = re.compile(r"\b(?:und|sowie|während|mit|standen|stehen|steht|stand)\b")
_AMONG = re.compile(r"\b(?:in|innerhalb|unter)\s+(?:der|den|unserer)\s+(?:aktiven\s+)?$")
# «Wären alle geplanten Stellen besetzt, …»: then it is told of the planned ones.
_ARTICLE = re.compile(r"\b(?:der|die|den)\s+$")
_INFLECTED = re.compile(r"\s(?:geplant|vorgesehen|besetzt|gefördert|finanziert|bewilligt)en\b(?!\s+[A-ZÄÖÜ])")
_OF_THOSE = re.compile(r"\b(?:[Vv]on|[Uu]nter)\s+(?:den|allen|diesen)\s+(?:[\w.]+\s+){0,6}$")
_NEXT_OF = re.compile(r"\b(?:und|sowie|aber)\b")
_NEXT_NOUN = re.compile(
    r"\b(?:und|sowie|aber)\s+(?:das|die|der|den|dem|ein|eine|einen|einem)\s+(?:[a-zäöüß]+e[nrsm]?\s+)?$"
)
# «… bei 62,0 Prozent und der Anteil der Erwachsenen mit Sprachniveau B1 oder besser bei 33,4 Prozent»
_NEXT_SUBJECT = re.compile(r"\b(?:und|sowie|aber)\s+(?:beim|(?:bei\s+)?(?:das|die|der|dem))\s+[^\d,;:.]*$")
_NAMES_A_RATE = {"plan", "rate_of_work", "b1", "housing", "coverage_rate", "stay_rate"}
_OF_ALL = {"target", "accompanied", "programme", "refugees", "ours", "whole"}  # said of both numbers
_MOVES = {"entry", "exit"}
_RIGHT_BEHIND = re.compile(r"\s(?:neu\s)?")
_INSTEAD_OF = re.compile(r"\sstatt\s(?:(?:zuvor|bisher|noch|vorher)\s)?")
RATES = {"per_person", "per_position", "per_thousand"}
THOSE_WHO_CAME = re.compile(
    r"\s(?!der\s)(?:(?:bis|seit|aus|nach|in|Ende|der|dem|[A-ZÄÖÜ]\w+|\d{4})\s){0,8}(?:Angek|Gek)ommenen?"
)


def told_of_next(draft: Draft, mention: Mention, concept: str) -> bool:
    """«… wurden 261. 2022 lag das Soll bei 592 und das Ist bei 683»: then the sentence before does not say it either."""
    return any(leads_next(draft, mention, hit) for hit in draft.hits_of(mention.sentence, concept))


def labels_another(draft: Draft, mention: Mention, clause: int) -> bool:
    """«Aufnahmesoll: 592; tatsächlich aufgenommen: 638»: each number has a label of its own."""
    following = clause + 1
    if draft.text[draft.clauses[clause].end - 1] != ":" or following not in draft.clauses_with_numbers:
        return False
    if clause == mention.clause:
        return False  # «Zum Hintergrund: Die Quote von 234 ist übererfüllt worden: Aufgenommen wurden 241»
    if mention.noun.unit == "months":
        return False  # «Unteres Quartil der Verweildauer: 9,8 Monate, oberes Quartil: 33 Monate»
    return following != mention.clause and bool(draft.labels(mention))


def leads_next(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«auf jede Person 4,7 Beratungen und auf jede besetzte Stelle 1.370», «das Soll bei 592 und das Ist bei 683»."""
    if hit.start < mention.span.end:
        return False
    # «der städtische Anteil»
    named = any(word[0].isupper() for word in draft.text[hit.start : hit.end].split())
    between = _NEXT_OF if hit.concept in RATES else _leading(mention, hit) if named else None
    if between is None or not between.search(draft.text, mention.span.end, hit.start):
        return False
    numbers = (m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    return any(m.span.start >= hit.end for m in numbers)


def _leading(mention: Mention, hit: Hit) -> re.Pattern[str]:
    """How the noun of the next number is told: of shares with all that describes it."""
    described = mention.quantity.form == "percent" and hit.concept not in _OF_ALL
    return _NEXT_SUBJECT if described else _NEXT_NOUN


def behind_the_last(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«… mit Sprachniveau B1 bei 33,4 Prozent und die Erwerbsquote bei 38,1»: of the first, as the second has its own."""
    before = draft.preceding(mention)
    if mention.quantity.form != "percent" or before is None or before.clause != mention.clause:
        return False
    if hit.end > before.span.start or hit.concept in _OF_ALL:
        return False
    led = _NEXT_SUBJECT.search(draft.text, before.span.end, mention.span.start)
    return led is not None and any(
        other.concept in _NAMES_A_RATE and led.start() <= other.start < mention.span.start
        for other in draft.in_clause_of(mention)
    )


def _of_all_who_came(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Von den aus der Ukraine Angekommenen waren noch 603 da»: who came is the whole, of which no number is given."""
    # «von den bis dahin Angekommenen aus der Ukraine 560 in der Stadt», not «von den bis dahin angekommenen 431»
    noun = draft.text[hit.start : hit.end].split()[-1][0].isupper()
    there = noun and any(
        h.concept == "place" and h.start >= mention.span.end for h in draft.in_clause_of(mention)
    )
    beside = mention.span.start - hit.end <= 1 or not draft.in_clause(mention.clause, "present")
    if hit.end > mention.span.start or (beside and not there):
        return False
    of = _OF_THOSE.search(draft.text, max(0, hit.start - 60), hit.start)
    numbers = draft.mentions_of(mention.sentence)
    return of is not None and not any(of.start() <= m.span.start <= hit.start for m in numbers)


def _of_those_who_came(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«512 seit Kriegsbeginn Angekommenen standen 400 gegenüber, …»: the noun of the number that they stand behind."""
    if hit.start >= mention.span.start:
        return False
    return any(
        THOSE_WHO_CAME.fullmatch(draft.text, m.quantity.end, hit.end)
        for m in draft.mentions_of(mention.sentence)
        if m is not mention and m.quantity.end < hit.start
    )


def _of_its_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«603 der 905 aus der Ukraine Gekommenen sind geblieben»: who came is the whole, the part stayed."""
    behind = draft.following(mention)
    if behind is None or not draft.in_clause(mention.clause, "present"):
        return False
    return draft.part_and_whole(mention, behind) and bool(
        THOSE_WHO_CAME.fullmatch(draft.text, behind.quantity.end, hit.end)
    )


def _only(draft: Draft, mention: Mention) -> bool:
    """«der 4,75 besetzten 11,5 Stellen», «3,5 Stellen bei 5,5 geplanten»: a number and an adjective without its noun."""
    return mention.noun.unit is None and bool(
        _ARTICLE.search(draft.text, max(0, mention.span.start - 10), mention.span.start)
        or _INFLECTED.match(draft.text, mention.quantity.end)
    )


def behind_next(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«257 Personen … und wurde mit 261 Aufnahmen erfüllt»: the end belongs to 261."""
    for other in draft.mentions_of(mention.sentence):
        if (
            mention.quantity.end <= other.quantity.start
            and other.quantity.end <= hit.start
            and other.clause == mention.clause
        ):
            if hit.concept in PREDICATES and draft.whole_of_one_before(other):
                continue  # «1.304 der 1.380 Personen hatten Kontakt»
            if nearest.said_again(draft, mention) is other:
                continue  # «211 Begleitete und damit 15,3 Prozent … waren seit über drei Jahren dabei»
            beside = other.noun.unit or hit.start - other.span.end <= 1
            if hit.concept in RATES and mention.noun.unit and beside:
                return True  # «151.200 Euro bzw. 110 Euro je Person», «die 6.510 Beratungen einen Wert von 4,7 pro Kopf»
            return bool(_AND.search(draft.text, mention.quantity.end, other.quantity.start))
    return False


def _noun_of_one_before(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«310 neu begonnene Begleitungen und 1.380 begleitete Menschen»: what stands right behind 310 is counted by it."""
    before = draft.preceding(mention)
    if before is None or hit.start < before.span.end:
        return False
    return bool(_RIGHT_BEHIND.fullmatch(draft.text, before.span.end, hit.start))


def in_other_noun(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """In another number's noun, right before a later number («tatsächlich 638»), or in «600 der angekommenen …»."""
    if mention.genitive.holds(hit.start) and hit.concept == "arrived":
        return True
    if hit.concept == "arrived" and (
        _of_all_who_came(draft, mention, hit)
        or _of_its_whole(draft, mention, hit)
        or _of_those_who_came(draft, mention, hit)
    ):
        return True
    if hit.concept in _MOVES and _noun_of_one_before(draft, mention, hit):
        return True
    if hit.concept in ADJECTIVES:
        alone = [
            m
            for m in draft.mentions_of(mention.sentence)
            if 0 <= hit.start - m.span.end <= 1 and _only(draft, m)
        ]
        if alone:
            return alone[0] is not mention  # «statt der 4,75 besetzten 11,5 Stellen»
    if 0 <= hit.start - mention.span.end <= 1 and hit.concept not in ADJECTIVES:
        return False  # «von den 1.380 Begleiteten 390»: the noun of the number before it
    for other, inside in draft.counted_by(hit, mention.sentence):
        if other is mention or not (inside or mention.span.end <= hit.start or hit.concept in ADJECTIVES):
            continue
        if inside and _INSTEAD_OF.fullmatch(draft.text, mention.span.end, other.span.start):
            continue  # «6.510 statt 5.834 Beratungen»: the noun of both
        if (
            not inside
            and hit.concept == "target"
            and _AMONG.search(draft.text, max(0, hit.start - 20), hit.start)
        ):
            continue  # «Auf 704 weibliche kommen in der aktiven Zielgruppe 676 männliche»: all of them are of it
        if hit.concept in ADJECTIVES or not draft.part_and_whole(mention, other):
            return True
    return False
