"""How near a concept of the number's own sentence stands to it: the rules, in the order in which they are asked.

Each rule gives a factor or None, «ask the next»; its docstring is the kind of sentence it was made for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple

from pipelines.publish.check.draft.context import MONEY, Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import attribution, nearness, otherclause, othernoun, shortage
from pipelines.publish.check.stated.attribution import ADJECTIVES, NOT_DEMANDED
from pipelines.publish.check.stated.nearness import AHEAD, EARLIER, ELSEWHERES_NOUN, HEAD, OWN
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

_INCLUDING = re.compile(r"(?i:\b(?:einschließlich|inklusive|inkl\.|samt|mitsamt)\s+(?:de[rsmn]\s+|die\s+)?)$")
_GIVEN_OUT = re.compile(
    r"(?i:\b(?:gefordert|verlangt|vorgeschrieben|vorgegeben|zugewiesen|zugeteilt)\s+(?:waren|wurden|sind|war)\b"
    r"|\b(?:muss|müssen|mussten?)\b.*\b(?:aufgenommen|untergebracht)\s+werden\b"
    r"|\b(?:aufgenommen|untergebracht)\s+werden\s+(?:muss|müssen|mussten?|sollen)\b)"
)
_WHY = re.compile(r"^\s*(?:weil|denn|da)\b")
_NOT_ALL = re.compile(r"\b[Nn]icht\s+(?:alle|jede[rn]?|mehr\s+alle)\b")
_LISTED = re.compile(r"\W*#\W*")
_PASSIVE = re.compile(r"\b(?:auf|unter)\w+\s+worden\b|\b(?:aufzunehmen|unterzubringen)\b", re.IGNORECASE)
_MOVES = re.compile(r"(?:Neuz|Z)ugäng|Abgäng|Neuaufnahme")

_APART = {"coordination", "emergency"}
_CAME_OR_STAYED = {"arrived", "present", "living"}
_ENDS = {"lower", "upper"}  # of the middle half of all durations
_ENTRY_OR_EXIT = {"entry", "exit"}
_HAPPENED = {"entry", "exit", "on_top", "arrived", "gone"}
# «mit 638 Aufnahmen über der Quote von 592»: the quota speaks of both; «Jeder zehnte erreicht die Grenze: 142 sind es»
_SHARED_HEADS = {"quota", "surplus", "limit36"}
_WITH_CONTACT = {"contact", "cared"}


class Seen(NamedTuple):
    """A concept as seen from a number; `ahead` lets in what stands behind the next number."""

    draft: Draft
    mention: Mention
    hit: Hit
    clause: int
    ahead: bool


_Rule = Callable[[Seen], float | None]


def tier(draft: Draft, mention: Mention, hit: Hit, ahead: bool) -> float:
    """The factor of one place of a concept in the number's sentence."""
    seen = Seen(draft, mention, hit, draft.by_clause.index(hit.start), ahead)
    for rule in _rules_for(hit.concept):
        factor = rule(seen)
        if factor is not None:
            return factor
    return otherclause.factor(draft, mention, hit, seen.clause, ahead)


@cache
def _rules_for(concept: str) -> tuple[_Rule, ...]:
    return tuple(rule for concepts, rule in _RULES if concepts is None or concept in concepts)


def _contact_behind_semicolon(seen: Seen) -> float | None:
    """«1.380 Personen begleitet, davon 704 Frauen; Kontakt hatten 668»"""
    return 0.0 if ";" in seen.draft.text[seen.mention.span.end : seen.hit.start] else None


def _who_they_are(seen: Seen) -> float | None:
    """«61,5 Prozent der noch im Stadtgebiet lebenden Geflüchteten sind Frauen»"""
    return 0.0 if phrases.attributive(seen.draft.text, seen.hit.start) else None


def _without_contact(seen: Seen) -> float | None:
    """«Die Zielgruppe, zu der auch Personen ohne Kontakt gehören, zählte 1.200»"""
    elsewhere = seen.clause != seen.mention.clause
    return 0.0 if elsewhere and seen.draft.in_clause(seen.clause, "no_contact") else None


def _noun_of_moves(seen: Seen) -> float | None:
    """«waren im Integrationsmanagement 231 Zugänge zu verzeichnen»"""
    own = seen.mention.quantity.form == "plain" and seen.mention.noun.span.holds(seen.hit.start)
    return HEAD if own and _MOVES.match(seen.draft.text, seen.hit.start) else None


def _reckoned_on(seen: Seen) -> float | None:
    """«Legt man die 5,5 Planstellen zugrunde, ergibt sich 1 zu 251»"""
    before = seen.clause == seen.mention.clause - 1
    return OWN if before and nearness.basis(seen.draft, seen.mention) else None


def _of_the_next_number(seen: Seen) -> float | None:
    """«auf jede Person 4,7 Beratungen und auf jede besetzte Stelle 1.370»"""
    draft, mention = seen.draft, seen.mention
    leads = othernoun.leads_next(draft, mention, seen.hit)
    if not leads and othernoun.behind_the_last(draft, mention, seen.hit):
        return ELSEWHERES_NOUN
    return 0.0 if leads or othernoun.labels_another(draft, mention, seen.clause) else None


def _listed(seen: Seen) -> float | None:
    """«Zugänge 310, Abgänge 156, Beratungen 6.510»"""
    noun = seen.draft.text[seen.hit.start].isupper()
    return HEAD if noun and _LISTED.fullmatch(_with_its_noun(seen.draft, seen.mention, seen.hit)) else None


def _other_move_behind(seen: Seen) -> float | None:
    """«Mit 310 Neuaufnahmen lag das Jahr über dem Vorjahr mit 231; auch die Abgänge nahmen zu»: nothing of the 231."""
    draft, mention, hit = seen.draft, seen.mention, seen.hit
    if seen.clause <= mention.clause or ";" not in draft.text[mention.span.end : hit.start]:
        return None
    other = "exit" if hit.concept == "entry" else "entry"
    return 0.0 if draft.in_clause(mention.clause, other) else None


def _noun_of_other_moves(seen: Seen) -> float | None:
    """«doppelt so viele aufgenommen wie verabschiedet: 310 Zugänge»"""
    noun = seen.mention.noun.span
    return 0.0 if _MOVES.search(seen.draft.text, noun.start, noun.end) else None


def _not_all_stayed(seen: Seen) -> float | None:
    """«Nicht alle sind geblieben: 905 Menschen aus der Ukraine hat Lörrach aufgenommen»: the label denies it of them."""
    came = seen.clause != seen.mention.clause and seen.draft.in_clause(seen.mention.clause, "arrived")
    return EARLIER if came and seen.draft.says(seen.clause, _NOT_ALL) else None


def _label_of_a_gap(seen: Seen) -> float | None:
    """«Die Förderlücke bleibt: 5,5 Stellen hat die Stadt eingeplant, 3,5 bezahlt das Land»: planned, and no gap."""
    labelled = seen.clause != seen.mention.clause and seen.clause in seen.draft.labels(seen.mention)
    return 0.0 if labelled and shortage.of_one_kind(seen.draft, seen.mention) else None


def _head_of_a_number(seen: Seen) -> float | None:
    """«Kosten von 504.000 Euro»: of this number or of another one."""
    draft, hit = seen.draft, seen.hit
    if hit.start not in draft.heads or hit.concept in _SHARED_HEADS or _own_verb(draft, seen.mention, hit):
        return None
    return HEAD if draft.heads[hit.start] == seen.mention.quantity.start else ELSEWHERES_NOUN


def _other_money(seen: Seen) -> float | None:
    """«Bei Gesamtkosten von 504.000 Euro belief sich der städtische Eigenanteil auf …»"""
    behind = seen.hit.start >= seen.mention.span.end
    return 0.0 if behind and _other_money_heads(seen.draft, seen.mention, seen.hit) else None


def _said_of_its_part(seen: Seen) -> float | None:
    """«Von den 504.000 Euro, die es kostete, musste die Stadt nur einen Teil selbst aufbringen, nämlich 151.200»"""
    draft, mention = seen.draft, seen.mention
    goes_on = seen.clause > mention.clause and draft.inserted(mention.clause, seen.clause)
    return 0.0 if goes_on and draft.named_whole(mention) else None


def _nobody_lives_there(seen: Seen) -> float | None:
    """«Aufgenommen worden seien 261», «sind 257 unterzubringen»"""
    return 0.0 if seen.draft.says(seen.mention.clause, _PASSIVE) else None


def _glossed(seen: Seen) -> float | None:
    """«1 : 291 (besetzt), 1 : 251 (geplant)»"""
    return HEAD if phrases.glosses(seen.draft.text, seen.mention, seen.hit) else None


def _positions_apart(seen: Seen) -> float | None:
    """«Neben den 4,75 besetzten Stellen gab es noch 0,5 (Stellen) für die Koordination»"""
    mention = seen.mention
    between = any(
        mention.span.end <= other.quantity.start and other.quantity.end <= seen.hit.start
        for other in seen.draft.mentions_of(mention.sentence)
        if other.clause == mention.clause and _of_positions(mention, other)
    )
    return 0.0 if between else None


def _positions_included(seen: Seen) -> float | None:
    """«einschließlich der Koordination waren 4,75 Stellen besetzt»"""
    at = seen.hit.start
    return 0.0 if _INCLUDING.search(seen.draft.text, max(0, at - 30), at) else None


def _those_who_came(seen: Seen) -> float | None:
    """«Den 790 bis Ende 2023 aus der Ukraine Angekommenen standen …»"""
    came = othernoun.THOSE_WHO_CAME.fullmatch(seen.draft.text, seen.mention.quantity.end, seen.hit.end)
    return HEAD if came else None


def _said_of_the_whole(seen: Seen) -> float | None:
    """«64,5 Prozent der 512 bis Ende Juni 2022 angekommenen Geflüchteten waren weiblich»"""
    return OWN if _of_its_whole(seen.draft, seen.mention, seen.hit) else None


def _gives_the_reason(seen: Seen) -> float | None:
    """«…; inzwischen ist es jeder achte, weil vor allem Menschen aus der Ukraine hinzukamen»"""
    elsewhere = seen.clause != seen.mention.clause and seen.clause not in seen.draft.clauses_with_numbers
    return 0.0 if elsewhere and seen.draft.says(seen.clause, _WHY) else None


def _other_end(seen: Seen) -> float | None:
    """«das obere Quartil bei 33,0 und das untere bei 9,8»"""
    behind = seen.hit.start >= seen.mention.span.end
    return 0.0 if behind and _ended_before(seen.draft, seen.mention, seen.hit) else None


def _between_two(seen: Seen) -> float | None:
    """«die Differenz zwischen 5,5 geplanten und 3,5 geförderten Stellen»"""
    return 0.0 if seen.hit.holds(seen.mention.quantity.start) else None


def _given_out(seen: Seen) -> float | None:
    """«638 wurden aufgenommen, 592 waren gefordert»"""
    return 0.0 if seen.draft.says(seen.mention.clause, _GIVEN_OUT) else None


def _noun_of_money(seen: Seen) -> float | None:
    """«504.000 Euro Gesamtkosten»"""
    behind = seen.hit.start - seen.mention.span.end == 1 and seen.draft.text[seen.hit.start].isupper()
    return HEAD if behind and seen.mention.noun.unit == "eur" else None


def _noun_of_another(seen: Seen) -> float | None:
    """«6.510 Beratungen; zugleich kamen auf eine besetzte Stelle 291 Personen»"""
    concept = seen.hit.concept
    if not othernoun.in_other_noun(seen.draft, seen.mention, seen.hit):
        return None
    rate = concept in othernoun.RATES and seen.clause > seen.mention.clause
    # «Zur Verfügung standen 4,75 Stellen: Das Land bezahlt 3,5»: what is said of a part
    part = concept in ADJECTIVES and seen.clause > seen.mention.clause
    part = part and otherclause.told_apart(seen.draft, seen.clause)
    return 0.0 if rate or part or concept in ("balance", *_ENDS) else ELSEWHERES_NOUN


def _where_they_came(seen: Seen) -> float | None:
    """«Nicht alle 790, die in Lörrach Zuflucht gefunden hatten, …»: where, and not that they are still there."""
    described = seen.clause == seen.draft.relative_clause(seen.mention)
    return 0.0 if described and seen.draft.in_clause(seen.clause, "arrived") else None


def _in_relative_clause(seen: Seen) -> float | None:
    """«wohnten 400 Menschen, die vor dem Krieg geflohen waren»: who they are, not what they did that day."""
    draft, mention, clause = seen.draft, seen.mention, seen.clause
    if clause != draft.relative_clause(mention):
        return None
    if seen.hit.concept == "net" and clause in draft.clauses_with_numbers:
        return 0.0  # «… auf 402 Zugänge 231 Abgänge, was einen Saldo von 171 ergab»
    here = draft.in_clause(mention.clause, "present") or (
        draft.in_clause(clause + 1, "present") and draft.inserted(mention.clause, clause + 1)
    )
    predicated = seen.hit.concept in ADJECTIVES and _said_behind(draft, mention, clause + 1)
    return EARLIER if (seen.hit.concept == "arrived" and here) or predicated else OWN


def _said_of_another(seen: Seen) -> float | None:
    """«300 der 500 Geflüchteten wurden begleitet»: nothing is said of the 500."""
    return 0.0 if attribution.said_of_another(seen.draft, seen.mention, seen.hit) else None


def _actual(seen: Seen) -> float | None:
    """«Soll 592, Ist 638»"""
    return OWN if 0 <= seen.mention.span.start - seen.hit.end <= 1 else None


def _in_its_own_clause(seen: Seen) -> float | None:
    """In the number's clause, its label, or a clause that goes on around an inserted one."""
    draft, mention, clause = seen.draft, seen.mention, seen.clause
    if clause == mention.clause:
        behind = othernoun.behind_next(draft, mention, seen.hit)
        return OWN if not behind else AHEAD if seen.ahead else 0.0
    labelled = clause in draft.labels(mention)
    if not labelled and not draft.inserted(clause, mention.clause):
        return None
    if labelled and seen.hit.concept in _ENTRY_OR_EXIT and draft.in_clause(mention.clause, "target"):
        return 0.0  # «Mehr Zugänge als Abgänge: Die aktive Zielgruppe wuchs auf 1.380»
    if labelled and _other_of_the_label(draft, mention, seen.hit):
        return EARLIER
    # «die Förderlücke, also der Unterschied zwischen geplanten und geförderten Stellen, …»
    return EARLIER if draft.is_gloss(clause) else OWN


def _other_of_the_label(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Kosten gestiegen, Eigenanteil auch: 2024 wurden 504.000 Euro fällig»: the clause has one of two.

    «Es fehlt an Personal: Nach dem Schlüssel müssten es 11,5 Stellen sein»: those needed, not those that lack.
    """
    own = draft.concepts_of_clause(mention.clause)
    if hit.concept == "missing":
        return "needed" in own
    if (
        hit.concept == "present"
    ):  # «Nicht alle sind geblieben: 905 Menschen aus der Ukraine hat Lörrach aufgenommen»
        return "arrived" in own and draft.says(draft.by_clause.index(hit.start), _NOT_ALL)
    if hit.concept not in MONEY:
        return False
    start = draft.clauses[mention.clause].start
    label = {h.concept for h in draft.hits_by_sentence[mention.sentence] if h.start < start}
    return len(own & MONEY) == 1 and hit.concept not in own and own & MONEY < MONEY & label


def _own_verb(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«3,5 Stellen wurden gefördert: 1,75 bei der Diakonie, …»: a verb that ends the number's own clause."""
    behind = hit.start >= mention.span.end and draft.by_clause.index(hit.start) == mention.clause
    return behind and draft.text[hit.start].islower() and draft.text[hit.end : hit.end + 1] == ":"


def _other_money_heads(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does a noun right before the number say that it is other money than the word behind it?"""
    heads = [h for h in draft.in_clause_of(mention) if draft.heads.get(h.start) == mention.quantity.start]
    return any(h.concept in MONEY - {hit.concept} and h.end <= mention.span.start for h in heads)


def _of_positions(mention: Mention, other: Mention) -> bool:
    """Does a number count positions, as its noun or that of the number before it says?"""
    return other.noun.unit == "fte" or (other.noun.unit is None and mention.noun.unit == "fte")


def _with_its_noun(draft: Draft, mention: Mention, hit: Hit) -> str:
    """The number's clause with a mark for the noun, if that stands right before it."""
    if mention.span.start - hit.end != 1:
        return ""
    clause = draft.clauses[mention.clause]
    return draft.text[clause.start : hit.start] + "#" + draft.text[mention.span.end : clause.end]


def _of_its_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the word describe those of whom the number is a share?"""
    whole = draft.following(mention) if mention.quantity.form in ("percent", "fraction") else None
    return whole is not None and draft.part_and_whole(mention, whole) and whole.span.holds(hit.start)


def _ended_before(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the other end stand before the number in its clause?"""
    start = draft.start_of_stretch(mention)
    ends = (h for h in draft.in_clause_of(mention) if h.concept in _ENDS and h.concept != hit.concept)
    return any(start <= h.start < mention.span.start for h in ends)


def _said_behind(draft: Draft, mention: Mention, clause: int) -> bool:
    """«Zwei Stellen, die im Plan stehen, waren nicht durch das Land gedeckt»: does the sentence go on to say what is?"""
    if clause >= len(draft.clauses) or not draft.inserted(mention.clause, clause):
        return False
    return not draft.concepts_of_clause(clause).isdisjoint(ADJECTIVES | {"unfunded"})


# What is asked of which concepts (None: of all), in this order.
_RULES: tuple[tuple[Collection[str] | None, _Rule], ...] = (
    (_WITH_CONTACT, _contact_behind_semicolon),
    ({"retention"}, _who_they_are),
    (_WITH_CONTACT, _without_contact),
    (_ENTRY_OR_EXIT, _noun_of_moves),
    (None, _reckoned_on),
    ({"caseload", "per_position", "per_person"}, _said_of_another),
    (None, _of_the_next_number),
    (None, _listed),
    (_ENTRY_OR_EXIT, _noun_of_other_moves),
    (_ENTRY_OR_EXIT, _other_move_behind),
    ({"present"}, _not_all_stayed),
    (shortage.LACKING, _label_of_a_gap),
    (None, _head_of_a_number),
    (MONEY, _other_money),
    ({"own_share", "grants"}, _said_of_its_part),
    ({"lives"}, _nobody_lives_there),
    (ADJECTIVES, _glossed),
    (_APART, _positions_apart),
    (_APART, _positions_included),
    ({"arrived"}, _those_who_came),
    (_CAME_OR_STAYED, _said_of_the_whole),
    (_HAPPENED, _gives_the_reason),
    (_ENDS, _other_end),
    ({"gap_said"}, _between_two),
    (NOT_DEMANDED, _given_out),
    (None, _noun_of_money),
    (None, _noun_of_another),
    ({"place"}, _where_they_came),
    (None, _in_relative_clause),
    (None, _said_of_another),
    ({"in_fact"}, _actual),
    (None, _in_its_own_clause),
)
