"""What a sentence says of another number by its grammar: who is counted, compared with, demanded, or gone before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import joined, moving, nearness
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

ADJECTIVES = joined.ADJECTIVES
# What verbs say of a number; «von den 512 Geflüchteten leben noch 400»: of 400, not of 512.
PREDICATES = frozenset((
    "present", "place", "retention", "gone", "exit", "filled", "occupied", "contact", "cared", "accompanied", "lives",
    "extended", "living", "over36", "limit36", "exceeded", "unfunded",
))  # fmt: skip
# «der Fehlbedarf gegenüber den besetzten Stellen»: what is compared with, not what is counted
_AGAINST = re.compile(
    r"(?i:\b(?:gegenüber|verglichen mit|im vergleich (?:zu|mit)|(?:abstand|differenz) zu)\s+(?:den|der)\s+(?:\w+\s+)?)$"
)
_OF_DEMAND = re.compile(r"(?i:(?:soll|quote|vorgabe|pflicht)\s+von\s+(?:\w+\s+)?)$")
_MARGIN = re.compile(r"(?i:\w*erfüllung|überhang|überschuss|rückstand|differenz|unterschied|saldo|abstand)")
_KINDS_OF_POSITIONS = ("planned", "filled", "funded", "needed")
_LACKING = ("missing", "gap", "gap_said")
NOT_DEMANDED = {"in_fact", "took_in", "entry", "surplus", "fulfilled"}
_DEMANDED = re.compile(
    r"(?i:\b(?!(?:über|unter)soll)(?:\w*soll\s+|(?:\w*soll|\w*quote|\w*pflicht\w*|zuweisung|vorgabe)(?:\s+(?:für\s+)?(?:19|20)\d\d)?\s+(?:von|bei|über)\s+|statt\s+(?:der\s+\w+\s+)?"
    r"|(?:quote|\w+quote|\w*soll)(?:\s+(?:für|des|im)\s+(?:das\s+|dieses\s+|jenes\s+|selben?\s+|gleichen?\s+)?Jahr(?:es)?(?:\s+(?:19|20)\d\d)?)?\s+(?:sah|sieht|betrug|beträgt|lag|liegt|war|gab|verlangte?|forderte?|schrieb)\s+(?:[\w.]*\w\s+){0,4}))$"
)
_ATTRIBUTE = re.compile(
    r"(?!(?:hat|leb|wohn|arbeite)ten\b)[a-zäöüß]+(?:end|t)en\s+[A-ZÄÖÜ]"
)  # «noch anwesenden Ukrainern»
_OVER = re.compile(
    r"(?i:über|unter|mehr|weniger)\b"
)  # «275 Geflüchtete auf und lag damit über dem Soll»: how far, it does not say
_BY_HOW_MUCH = re.compile(r"(?i:\b(?:um|plus|minus|von)\s+(?:\w+\s+)?)$")
_IF_FILLED = re.compile(
    r"(?i:\bwären\b|\bhätten?\b.*\bbesetzt sein müssen\b"
    r"|\b(?:würden|könnten)\b.*\b(?:besetzt|werden)\b|\bbei (?:voller|vollständiger) besetzung\b)"
)
_WERE, _AMONG = re.compile(r"befand|befind"), re.compile(r"\b[Uu]nter\s+(?:den|ihnen|diesen|allen)\b")
_DEDUCTED = re.compile(
    r"\b[Nn]ach Abzug\s+(?:de[rs]|aller|von)\s"
    r"(?:(?!(?i:kosten|ausgaben|aufw[aä]nd|betrag|anteil))[^,;.])*(?:in Höhe von|von|über)\s+(?:\w+\s+)?$"
)
_CAME_IN = re.compile(
    r"(?i:zuschüsse\w*|zuschuss|zuwendung\w*|fördermittel\w*|förderung)\b.*\b(?:ging(?:en)?|floss(?:en)?|erhielt\w*|bekam\w*|eingegangen)\b",
    re.DOTALL,
)
_RATIOS, _AT = (
    {"caseload", "per_position", "per_person"},
    re.compile(r"\b(?:[Bb]ei|(?P<with>[Mm]it))\s+(?:\w+\s+)?$"),
)
_COUNTED = re.compile(r"\s+(?:\w+en\s+)?[A-ZÄÖÜ]\w+en\b")
_WINDOW = 60  # signs before a number that a phrase in front of it may take
_TAKEN_OR_ASKED = {"quota", "in_fact", "took_in", "taken_in"}
_NOT_ALL = re.compile(r"\b[Nn]icht\s+(?:mehr\s+)?alle(?:\s+der)?\s+$")
_SALDO = re.compile(r"Saldo\b")  # «der Saldo belief sich auf 107»
_RELATED_TO = re.compile(r"\b(?:bezogen|gerechnet|gemessen)\s+(?:auf|an)\s+(?:die|den|alle)?\s*$")


_Rule = Callable[[Draft, Mention, Hit], bool]


def _right_behind(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«der 1.380 Begleiteten», «unter den 156 Abgängen», «von den 1.380 Ende 2024 Begleiteten»."""
    dates = (m for m in draft.moments_of(mention.sentence) if 0 <= m.start - mention.span.end <= 5)
    ends = [mention.span.end, *(m.end for m in dates)]
    # «von den 470 Ende 2024 von der Caritas Begleiteten»
    described = phrases.attribute(draft.text, mention.span.end + 1)
    ends += [described.end()] if described else []
    return any(0 <= hit.start - end <= 1 for end in ends)


# «Von den 603 Geflüchteten aus der Ukraine im Stadtgebiet sind 371 weiblich»: where those of the whole are
_WHERE = re.compile(
    r"(?:\s+aus\s+(?:de[rm]\s+)?[A-ZÄÖÜ]\w+)?\s+(?:im|in)\s+(?:(?:der|unserer|ihrer|laufende[rn])\s+){0,2}"
)


def said_of_another(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the sentence say this of another number, by its grammar?"""
    if (
        hit.concept in PREDICATES
        and draft.whole_of_another(mention)
        and not _attributive(draft, mention, hit)
    ):
        behind = hit.end > mention.span.end
        return behind or draft.whole_of_one_before(mention) or draft.named_whole(mention)
    return any(rule(draft, mention, hit) for rule in _rules_for(hit.concept))


@cache
def _rules_for(concept: str) -> tuple[_Rule, ...]:
    return tuple(rule for concepts, rule in _RULES if concept in concepts)


def _not_all(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Nicht alle 790 Geflüchteten sind geblieben»: it is told of fewer."""
    return bool(_NOT_ALL.search(draft.text, max(0, mention.span.start - 20), mention.span.start))


def _attributive(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the word say who or where those counted are, and not what became of them?"""
    noun = draft.text[hit.start].isupper() and _right_behind(draft, mention, hit)
    noun = noun or mention.noun.span.start <= hit.start < hit.end <= mention.noun.span.end
    # «bei 211 der 1.380 Personen im Integrationsmanagement»
    noun = noun or (hit.concept == "accompanied" and mention.noun.span.holds(hit.start))
    where = draft.named_whole(mention) and _WHERE.fullmatch(draft.text, mention.span.end, hit.start)
    return bool(noun or where or _ATTRIBUTE.match(draft.text, hit.start))


def _who_they_were(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Unter den 512 Angekommenen befanden sich 262 Frauen»: who they were, not where."""
    return bool(_WERE.match(draft.text, hit.start)) and draft.sentence_says(mention.sentence, _AMONG)


def _is_deducted(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Nach Abzug der Zuwendungen in Höhe von 352.800 Euro verblieb der Stadt …»"""
    return bool(_DEDUCTED.search(draft.text, _window(mention), mention.span.start))


def _came_in(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«An Zuschüssen gingen 2024 bei der Stadt 352.800 Euro ein»"""
    return draft.says(mention.clause, _CAME_IN)


def _counts_one_kind(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Förderlücke: 5,5 geplanten Stellen stehen 3,5 geförderte gegenüber», «zwischen 5,5 geplanten und 3,5 …»"""
    noun, end = mention.noun.span, mention.quantity.end
    kinds = (h for h in draft.in_clause_of(mention) if h.concept in ADJECTIVES)
    return any(noun.holds(h.start) or 0 <= h.start - end <= 1 for h in kinds)


def _if_filled(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Wären alle geplanten Stellen besetzt, …»: then it is told of the planned ones."""
    return draft.says(draft.by_clause.index(hit.start), _IF_FILLED)


def _reached(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«wuchs unter dem Strich um 171 auf 1.119»: the second number is the level, no balance."""
    on = moving.REACHED.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return on is not None and not _SALDO.match(draft.text, hit.start)


def _labels_taken_or_asked(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Größer war der Überhang 2022: Bei einem Soll von 592 wurden 638 aufgenommen»"""
    if draft.by_clause.index(hit.start) not in draft.labels(mention):
        return False
    return not _TAKEN_OR_ASKED.isdisjoint(draft.concepts_of_clause(mention.clause))


def _margin_of_another(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«638 aufgenommen; 2024 betrug die Übererfüllung vier»; not «die Übererfüllung der Quote betrug 46 Personen»."""
    if not _MARGIN.match(draft.text, hit.start):
        return False
    clause = draft.by_clause.index(hit.start)
    later = clause > mention.clause and clause in draft.clauses_with_numbers
    before = max(0, mention.span.start - 30)
    return later or bool(_OF_DEMAND.search(draft.text, before, mention.span.start))


def _in_words_for_the_difference(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«die Differenz zwischen Soll und tatsächlicher Aufnahme»"""
    return any(m.holds(hit.start) for m in draft.hits_of(mention.sentence, "surplus"))


def _demanded(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Das Ist bei der Aufnahmequote lag bei 261»: only what follows the quota's word is demanded."""
    demanded = _DEMANDED.search(draft.text, _window(mention), mention.span.start)
    if not demanded or (hit.concept == "surplus" and _MARGIN.match(draft.text, hit.start)):
        return False
    return draft.text[hit.start : hit.end] != "Ist" or hit.end > demanded.start()


def _window(mention: Mention) -> int:
    return max(0, mention.span.start - _WINDOW)


def _is_basis(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Bei 1.048 Begleiteten errechnet sich ein Schlüssel von …»: what a ratio is reckoned from, and not the ratio."""
    at = _AT.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    following = draft.following(mention)
    if not at or following is None or not _COUNTED.match(draft.text, mention.quantity.end):
        return False
    if at["with"] and following.quantity.form != "ratio":
        return False  # «Mit 291 Begleiteten je besetzter Stelle liegt sie über dem Wert von 2023»
    # «Mit 540 Begleiteten kam die Diakonie auf einen Schlüssel von 1 zu 309 je geförderter Stelle»
    behind = following.span.end if at["with"] and hit.concept != "caseload" else mention.span.end
    return hit.start >= behind and following.sentence == mention.sentence


def _compared_with(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Der Fehlbedarf gegenüber den besetzten Stellen lag bei 6,75»: what it is compared with, and not counted."""
    beside = 0 <= mention.span.start - hit.end <= 1
    if hit.concept == "missing" and draft.text[hit.start].islower():
        return False  # «gegenüber der Besetzung fehlten 4,7 Stellen»
    return not beside and bool(_AGAINST.search(draft.text, max(0, hit.start - 40), hit.start))


def _relates_another(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«1:251 bezogen auf die geplanten und 1:394 bezogen auf die geförderten Stellen»: each of the number before it."""
    related = _RELATED_TO.search(draft.text, max(0, hit.start - 40), hit.start)
    if related is None:
        return False
    at = related.start()
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.span.end <= at]
    before = [m for m in numbers if draft.text[m.span.end : at].strip() in ("", "(")]
    return bool(before) and before[-1] is not mention


def _of_the_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«4,75 der vorgesehenen Stellen sind besetzt»: of what the number is a part, where the clause says what part."""
    return mention.genitive.holds(hit.start) and any(
        other.concept in ADJECTIVES - {hit.concept} and not mention.genitive.holds(other.start)
        for other in draft.in_clause_of(mention)
    )


def _holds_another(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«musste 234 unterbringen und nahm 241 auf»: the verb's two words stand around the number they speak of."""
    if hit.holds(mention.quantity.start):
        return False
    return any(hit.holds(m.quantity.start) for m in draft.mentions_of(mention.sentence))


def _surplus_of_another(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«um 46 Personen übertroffen», «sieben Personen mehr als die Quote»: speaks of the number in it or right before."""
    held = [m for m in draft.mentions_of(mention.sentence) if hit.holds(m.quantity.start)]
    touching = [m for m in draft.mentions_of(mention.sentence) if 0 <= hit.start - m.span.end <= 1]
    if not (held or touching) and _OVER.match(draft.text[hit.start : hit.end]):
        return not _BY_HOW_MUCH.search(draft.text, max(0, mention.span.start - 30), mention.span.start)
    return mention not in (held or touching or [mention])


def _counts_moves(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«402 Zugänge» are no balance, whatever the sentence says."""
    hits = draft.hits_by_sentence[mention.sentence]
    return any(h.concept in ("entry", "exit") and mention.noun.span.holds(h.start) for h in hits)


def _counts_taken_in(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«mit 271 aufgenommenen Geflüchteten über dem Soll»: those taken in, not how many more."""
    return any(mention.noun.span.holds(h.start) for h in draft.hits_of(mention.sentence, "in_fact"))


def _only_compared(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«der Fehlbedarf gegenüber den besetzten Stellen lag bei 6,75 Stellen»: those present say nothing of what lacks."""
    if not any(draft.in_clause(mention.clause, concept) for concept in _LACKING):
        return False
    return bool(_AGAINST.search(draft.text, max(0, hit.start - 50), hit.start))


# Which words may belong to another number, and by what grammar.
_RULES: tuple[tuple[Collection[str], _Rule], ...] = (
    (PREDICATES, _not_all),
    (ADJECTIVES, _compared_with),
    (ADJECTIVES, _relates_another),
    ({"present"}, _who_they_were),
    (_RATIOS, _is_basis),
    ({"caseload"}, nearness.in_relation_to),
    ({"own_share"}, _is_deducted),
    ({"own_share"}, _came_in),
    (ADJECTIVES, _of_the_whole),
    (joined.KINDS, joined.told_before),
    (joined.KINDS, joined.told_of_next),
    (joined.RATES, joined.subject_of_next),
    ({"gap", "gap_said"}, _counts_one_kind),
    ({"in_fact", "took_in"}, _holds_another),
    ({"surplus"}, _counts_taken_in),
    ({"surplus"}, _surplus_of_another),
    (_KINDS_OF_POSITIONS, _only_compared),
    ({"filled"}, _if_filled),
    ({"net", "balance"}, _counts_moves),
    ({"net", "balance"}, _reached),
    ({"surplus", "net"}, _labels_taken_or_asked),
    ({"surplus"}, _margin_of_another),
    ({"in_fact", "net", "balance"}, _in_words_for_the_difference),
    (NOT_DEMANDED, _demanded),
)
