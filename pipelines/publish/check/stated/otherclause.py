"""How near a concept of another clause of the number's sentence stands to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import moving, nearness, othernoun
from pipelines.publish.check.stated.attribution import ADJECTIVES
from pipelines.publish.check.stated.nearness import AHEAD, EARLIER, LATER, OWN
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

_THAT_IS = re.compile(
    r"\s*(?:also|das (?:sind|waren|entspricht|entsprach|macht)|mithin|somit|dies entspricht)\b"
)
_NAMELY = re.compile(r"^\s*(?:und\s+zwar|nämlich)\s+(?:von|um|auf)\s")
_ASKED = re.compile(rf"\s*{phrases.HOW_MANY}")
# nothing but by how much, and to what level
_BY_AND_TO = re.compile(
    r"^\s*(?:und\s+zwar\s+|nämlich\s+|(?:im\s+Vergleich\s+zu|verglichen\s+mit|gegenüber|seit)[^,;:.\d]{1,24}(?:(?:19|20)\d\d\s+)?)?"
    r"um\s+(?:\w+\s+){0,2}[\d.,]+(?:\s*%|\s+[A-ZÄÖÜ]\w+)?(?:\s+auf\s+(?:\w+\s+){0,2}[\d.,]+(?:\s+[A-ZÄÖÜ]\w+)?)?\W*$"
)
# nothing but a day and how many
_SO_MANY = re.compile(
    r"^\s*(?:(?:und|denn|[a-zäöüß]+)\s+)?(?:im\s+Jahre?\s+|Ende\s+)?(?:19|20)\d\d\s+(?:waren|sind)\s+es\s+(?:\w+\s+){0,2}[\d.,]+(?:\s+[A-ZÄÖÜ]\w+)?\W*$"
)
_NUMBER_OF_THOSE = re.compile(
    r"\b(?:Kreis|(?:An)?[Zz]ahl|Gruppe)\s(?:derer|derjenigen|der\s(?:Menschen|Personen|Geflüchteten|Leute))\b"
)
_WHOM = re.compile(r"^\s*(?:(?:für|um)\s)?(?:die|denen|deren|welche)\b")
_AT_WHICH = re.compile(r"^\s*(?:bei|von|aus|durch|mit)\s+(?:denen|dem|der)\b")
# «… überwiegend durch Zuschüsse, 352.800 Euro oder 70,0 Prozent»: nothing but so much
_SO_MUCH = re.compile(
    r"^\s*(?:(?:nämlich|rund|genau|insgesamt|und\s+zwar)\s+)?[\d.,]+(?:\s+[A-ZÄÖÜ]\w+)?(?:\s+(?:oder|also|bzw\.|und\s+damit)\s+[\d.,]+\s*(?:Prozent|%))?[^\w(]*$"
)
_WHAT = re.compile(r"^\s*(?:Was|Wie\s+(?:viele?|hoch|teuer|lange|groß))\b")
_CONDITION = re.compile(
    r"\s*(?:wenn|sofern|falls|(?:legt|nimmt|bezieht|rechnet)\s+man|bezogen|gemessen|gerechnet)\b"
)
_LEADS = re.compile(r";|\b(?:legt|nimmt|bezieht|rechnet)\s+man\b")
_WHEREOF = re.compile(r"^\s*(?:von\s+denen|wovon|davon|darunter|hiervon)\b")
# «… zu 86,6 Prozent – in ihnen wohnen auch Menschen, die nicht zur aktiven Zielgruppe zählen»
_DENIED = re.compile(r"\bnicht\s+(?!nur\b|allein\b|bloß\b)(?:[a-zäöüß]+\s+){0,3}$")
_OF_IT_AND_COMMA = re.compile(r"(?:\s+de[rs]\s+[A-ZÄÖÜ]\w+)?(?:\s+(?:zurück|ab|an|ein|hin|aus))?,")
_OF_A_WHOLE = re.compile(
    r"^\W*(?:\w+:\s+)?(?:Von|Unter|Aus|Bei)\s+(?:den|allen|diesen|denen)\b|\b(?:von|unter) (?:den|allen)\b"
)
_WHO = re.compile(r"^\s*die\b")
_THOSE_ARE = re.compile(r"\b(?:sind|waren|seien)\s+(?:dies|das)\b")


class _Seen(NamedTuple):
    """A concept in another clause; counted: does that clause hold a number of its own?"""

    draft: Draft
    mention: Mention
    hit: Hit
    clause: int
    counted: bool

    @property
    def just_before(self) -> bool:
        return self.clause == self.mention.clause - 1

    @property
    def is_behind(self) -> bool:
        return self.clause > self.mention.clause

    def in_own_clause(self, concept: str) -> bool:
        """Does the number's clause hold this concept?"""
        return self.draft.in_clause(self.mention.clause, concept)


def factor(draft: Draft, mention: Mention, hit: Hit, clause: int, ahead: bool) -> float:
    """See the table of `nearness`; `ahead` lets in a clause behind with a number of its own."""
    if draft.told_aside(clause) or draft.says(clause, nearness.SO_THAT_IT_BE):
        return 0.0
    counted = clause in draft.clauses_with_numbers or _counted_in_bracket(draft, mention, clause)
    seen = _Seen(draft, mention, hit, clause, counted)
    for rule in (_goes_on, _who_they_are, _in_brackets_or_denied, _condition, _said_just_before):
        answer = rule(seen)
        if answer is not None:
            return answer
    if _is_of_another(seen):
        return 0.0
    if seen.is_behind:
        return (AHEAD if ahead else 0.0) if seen.counted else LATER
    return EARLIER


def _who_they_are(seen: _Seen) -> float | None:
    """«Um 154 Personen ist der Kreis derer gewachsen, die das Integrationsmanagement begleitet»: whose number moved."""
    draft, own = seen.draft, seen.mention.clause
    if seen.clause != own + 1 or seen.counted or not draft.one_sentence(own, seen.clause):
        return None
    told = draft.says(own, _NUMBER_OF_THOSE) and draft.says(seen.clause, _WHOM)
    return OWN if told else None


def _counted_in_bracket(draft: Draft, mention: Mention, clause: int) -> bool:
    """«mehr Menschen verließen die Begleitung als 2023 (156 gegenüber 124), die Zielgruppe wuchs auf 1.380»"""
    bracket = clause + 1
    if bracket >= mention.clause or bracket not in draft.clauses_with_numbers:
        return False
    return draft.text[draft.clauses[bracket].start - 1] == "("


def _goes_on(seen: _Seen) -> float | None:
    """«…, also 4,7», «Auf die Frage, wie viele Beratungen geführt worden seien, nannte sie die Zahl 6.510»

    «Die Zahl derer, die noch hier leben, veränderte sich, und zwar von 560 auf 603»: whatever its sentence said before.
    «Was die Arbeit gekostet hat, steht ebenfalls im Bericht: 504.000 Euro»: the label only says where.
    """
    if seen.draft.says(seen.mention.clause, _NAMELY) and _first_counted(seen):
        return EARLIER if _before_an_aside(seen) else OWN
    if seen.clause == seen.mention.clause - 2 and seen.clause + 1 in seen.draft.labels(seen.mention):
        return OWN if seen.draft.says(seen.clause, _WHAT) else None
    if not seen.just_before:
        return None
    draft = seen.draft
    that_is = _THAT_IS.match(draft.clause_text(seen.mention.clause))
    return OWN if that_is or _ASKED.match(draft.clause_text(seen.clause)) else None


def _first_counted(seen: _Seen) -> bool:
    """Does the number's clause hold the first numbers of the sentence, which the concept stands before?"""
    numbers = (
        m for m in seen.draft.mentions_of(seen.mention.sentence) if not seen.draft.told_aside(m.clause)
    )
    first = next(numbers, None)
    return not seen.is_behind and first is not None and first.clause == seen.mention.clause


def _before_an_aside(seen: _Seen) -> bool:
    """«Trotz vieler Abgänge – 2024 waren es 156 – ist die Zahl der Begleiteten gestiegen, und zwar …»: not of these."""
    draft = seen.draft
    aside = next((at for at in range(seen.clause + 1, seen.mention.clause) if draft.told_aside(at)), None)
    behind = range(0) if aside is None else range(aside + 1, seen.mention.clause)
    named = (
        h for h in draft.hits_by_sentence[seen.mention.sentence] if draft.by_clause.index(h.start) in behind
    )
    return any(draft.text[hit.start].isupper() for hit in named)


def _in_brackets_or_denied(seen: _Seen) -> float | None:
    if not seen.is_behind:
        return None
    if seen.draft.closing_bracket(seen.clause):
        return EARLIER
    return 0.0 if not seen.counted and _denied(seen.draft, seen.hit, seen.clause) else None


def _condition(seen: _Seen) -> float | None:
    """«bei 1 zu 291, wenn man die besetzten Stellen nimmt, und bei 1 zu 394, wenn nur die geförderten zählen».

    «… 1 zu 291; legt man die geförderten zugrunde, 1 zu 394»: this one leads to the number behind it.
    """
    draft, clause = seen.draft, seen.clause
    if seen.counted or not _CONDITION.match(draft.clause_text(clause)):
        return None
    if not draft.one_sentence(clause - 1, clause):
        return None
    leads = _LEADS.search(draft.text, draft.clauses[clause].start - 1, draft.clauses[clause].end - 1)
    if not leads and clause - 1 not in draft.clauses_with_numbers:
        return None
    return OWN if seen.mention.clause == (clause + 1 if leads else clause - 1) else 0.0


def _said_just_before(seen: _Seen) -> float | None:
    """In the clause before, of which this one only tells the number."""
    draft, mention = seen.draft, seen.mention
    if not seen.just_before:
        return None
    if seen.counted:
        return OWN if _antecedent(draft, mention, seen.hit) else None
    if _THOSE_ARE.search(draft.clause_text(mention.clause)):
        return OWN  # «Den Rest trägt die Stadt aus eigenen Mitteln; 2024 waren dies 151.200 Euro»
    if draft.says(mention.clause, _SO_MANY):
        return OWN  # «Geld gibt es dafür vom Land, im Jahr 2024 waren es 352.800 Euro»
    if draft.says(mention.clause, _BY_AND_TO) and draft.says(seen.clause, moving.CHANGING):
        return OWN  # «Die Zahl der Begleiteten ist gestiegen, im Vergleich zum Vorjahr um 12,6 Prozent auf 1.380»
    behind_it = not draft.text[seen.hit.end : draft.clauses[seen.clause].end - 1].strip()
    if behind_it and (draft.says(mention.clause, _AT_WHICH) or draft.says(mention.clause, _SO_MUCH)):
        return OWN  # «… als auch die der Beratungen, bei denen 2024 ein Plus von 676 zu Buche stand»
    behind = draft.goes_on_behind(mention) and not draft.says(mention.clause - 2, _OF_A_WHOLE)
    if behind or draft.describes(mention) or _describes_the_whole(draft, mention, seen.hit):
        return OWN
    return None


def _is_of_another(seen: _Seen) -> bool:
    """Does the concept belong to the number of its own clause, or to none?"""
    concept = seen.hit.concept
    if concept in ("contact", "cared"):
        return _contact_of_another(seen)
    if not seen.counted:
        return False
    if concept == "net" and seen.in_own_clause("accompanied"):
        return (
            True  # «Per saldo ergibt das ein Plus von 154, sodass Ende 2024 1.380 Menschen begleitet wurden»
        )
    if concept == "net" and seen.draft.describes(seen.mention):
        return True  # «kamen per saldo neun zur Zielgruppe hinzu, die am Monatsende 1.380 Köpfe zählte»
    if concept in ("entry", "exit") and seen.in_own_clause("target"):
        return True  # «310 kamen hinzu, 156 verließen die Begleitung, die Zielgruppe wuchs um 154»
    if concept in othernoun.RATES and _has_its_rate(seen):
        return True
    if concept in ("in_fact", "extended") and not seen.is_behind:
        return True
    return concept in ADJECTIVES and seen.is_behind and told_apart(seen.draft, seen.clause)


def told_apart(draft: Draft, clause: int) -> bool:
    """«1,5 Stellen, von denen 1,25 gefördert waren», «4,75 Stellen …: Das Land bezahlt 3,5»"""
    start = draft.clauses[clause].start
    return draft.text[start - 1] == ":" or draft.says(clause, _WHEREOF)


def _contact_of_another(seen: _Seen) -> bool:
    """«940 standen in Kontakt, während die aktive Zielgruppe 1.019 Personen zählte»"""
    if seen.counted and seen.in_own_clause("accompanied"):
        return True  # «hatte mit 1.304 Personen Kontakt, begleitet wurden insgesamt 1.380»
    if not seen.in_own_clause("target"):
        return False
    # «… betreut, also mit Kontakt; zur aktiven Zielgruppe zählten 1.200»
    parted = ";" in seen.draft.text[seen.hit.end : seen.mention.span.start]
    return parted or seen.is_behind or seen.counted or _number_between(seen)


def _number_between(seen: _Seen) -> bool:
    start, end = seen.hit.end, seen.mention.span.start
    return any(start <= m.quantity.start < end for m in seen.draft.mentions_of(seen.mention.sentence))


def _has_its_rate(seen: _Seen) -> bool:
    """«6.500 Gespräche, also 4,7 pro Person», «je Kraft 1.371, jede Person wurde 4,7-mal beraten»"""
    others = seen.draft.concepts_of_clause(seen.mention.clause) - {seen.hit.concept}
    return bool(seen.mention.noun.unit) or not othernoun.RATES.isdisjoint(others)


def _describes_the_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Von den Personen, die Ende 2024 begleitet wurden, lebten 880 in Familien»: a named part of those."""
    described = hit.concept == "accompanied" and draft.says(mention.clause - 1, _WHO)
    grouped = any("=" in other.concept for other in draft.in_clause_of(mention))
    return described and grouped and draft.says(mention.clause - 2, _OF_A_WHOLE)


def _antecedent(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«ein Anteil von 151.200 Euro an den Kosten, die sich auf 504.000 Euro beliefen»: the noun that «die» stands for."""
    before = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause - 1]
    # of persons those that are counted: «603 der Angekommenen, die …»
    counted = (m.span.end if m.noun.unit == "eur" else max(m.span.end, m.genitive.end) for m in before)
    if not draft.describes(mention) or hit.start < max(counted, default=0):
        return False
    return bool(_OF_IT_AND_COMMA.fullmatch(draft.text, hit.end, draft.clauses[mention.clause - 1].end))


def _denied(draft: Draft, hit: Hit, clause: int) -> bool:
    """«…, die nicht zur aktiven Zielgruppe zählen»: is it only said what somebody or something is not?"""
    return bool(_DENIED.search(draft.text, draft.clauses[clause].start, hit.start))
