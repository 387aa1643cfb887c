"""How near a concept stands to a number, as a factor between 0 (says nothing about it) and 4 (says just that).

«Kosten von 504.000 Euro» 4 · own clause 3 · earlier clause 1.5 · later clause 1.2 · another number's noun 1 · sentence
before 0.6.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import zip_longest

from pipelines.publish.check.draft.context import MONEY, Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import attribution, othernoun
from pipelines.publish.check.stated.attribution import ADJECTIVES, NOT_DEMANDED, PREDICATES
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

HEAD, OWN, EARLIER, LATER, ELSEWHERES_NOUN, BEFORE = 4.0, 3.0, 1.5, 1.2, 1.0, 0.6
_AHEAD = 1.5
_THAT_IS = re.compile(
    r"\s*(?:also|das (?:sind|waren|entspricht|entsprach|macht)|mithin|somit|dies entspricht)\b"
)
_ASKED = re.compile(rf"\s*{phrases.HOW_MANY}")
_APART = {"coordination", "emergency"}
_INCLUDING = re.compile(r"(?i:\b(?:einschließlich|inklusive|inkl\.|samt|mitsamt)\s+(?:de[rsmn]\s+|die\s+)?)$")
_GIVEN_OUT = re.compile(
    r"(?i:\b(?:gefordert|verlangt|vorgeschrieben|vorgegeben|zugewiesen|zugeteilt)\s+(?:waren|wurden|sind|war)\b"
    r"|\b(?:muss|müssen|mussten?)\b.*\b(?:aufgenommen|untergebracht)\s+werden\b"
    r"|\b(?:aufgenommen|untergebracht)\s+werden\s+(?:muss|müssen|mussten?|sollen)\b)"
)
_NEAREST = 2  # places on each side
_CONDITION = re.compile(
    r"\s*(?:wenn|sofern|falls|(?:legt|nimmt|bezieht|rechnet)\s+man|bezogen|gemessen|gerechnet)\b"
)
_LEADS = re.compile(r";|\b(?:legt|nimmt|bezieht|rechnet)\s+man\b")
# «Legt man die 5,5 Planstellen zugrunde, …», «Auf die geförderten Stellen gerechnet, …»
_BASED = re.compile(
    r"(?:Legt|Nimmt|Bezieht|Rechnet|legt|nimmt|bezieht|rechnet)\s+man\b"
    r"|(?:Auf|An)\s+[^,;:.]*\b(?:gerechnet|bezogen|umgerechnet|umgelegt|gemessen)\W*$"
)
_WHEREOF = re.compile(r"^\s*(?:von\s+denen|wovon|davon|darunter|hiervon)\b")
_CAME_OR_STAYED = {"arrived", "present", "living"}
_HAPPENED = {"entry", "exit", "on_top", "arrived", "gone"}
# «… zu 86,6 Prozent – in ihnen wohnen auch Menschen, die nicht zur aktiven Zielgruppe zählen»
_DENIED = re.compile(r"\bnicht\s+(?!nur\b|allein\b|bloß\b)(?:[a-zäöüß]+\s+){0,3}$")
_WHY = re.compile(r"^\s*(?:weil|denn|da)\b")
_ENDS = {"lower", "upper"}  # of the middle half of all durations
_SHARED_HEADS = {"quota", "surplus"}  # «mit 638 Aufnahmen über der Quote von 592»: the quota speaks of both

_OF_IT_AND_COMMA = re.compile(r"(?:\s+de[rs]\s+[A-ZÄÖÜ]\w+)?,")
_OF_A_WHOLE = re.compile(
    r"^\W*(?:\w+:\s+)?(?:Von|Unter|Aus|Bei)\s+(?:den|allen|diesen|denen)\b|\b(?:von|unter) (?:den|allen)\b"
)
_IT_WAS = re.compile(r"\b(?:waren|sind|ist|war)\s+es\b|\bes\s+(?:waren|sind|ist|war)\b")
_OF_THEM = re.compile(r"\b(?:von|unter)\s+ihnen\b")
_WHO = re.compile(r"^\s*die\b")
_LISTED = re.compile(r"\W*#\W*")
_THOSE_ARE = re.compile(r"\b(?:sind|waren|seien)\s+(?:dies|das)\b")
_PASSIVE = re.compile(r"\b(?:auf|unter)\w+\s+worden\b|\b(?:aufzunehmen|unterzubringen)\b", re.IGNORECASE)
_MOVES = re.compile(r"(?:Neuz|Z)ugäng|Abgäng|Neuaufnahme")


def nearest(draft: Draft, mention: Mention, concept: str, ahead: bool) -> tuple[float, int]:
    """The best factor of a concept and its distance in words; `ahead` lets in what stands behind the next number."""
    if draft.answers(mention):
        asked = next(filter(None, (draft.hits_of(s, concept) for s in draft.lenders(mention.sentence))), [])
        return (OWN, draft.by_clause.distance(mention.quantity, asked[-1])) if asked else (0.0, 0)
    best = (0.0, 0)
    for hit in _around(draft.hits_of(mention.sentence, concept), mention):
        distance = draft.by_clause.distance(mention.quantity, hit)
        if best[0] >= OWN and distance >= best[1] and hit.start not in draft.heads:
            continue  # it cannot be nearer
        tier = _tier(draft, mention, hit, ahead)
        if tier > best[0] or (tier == best[0] and distance < best[1]):
            best = (tier, distance)
    if best[0] >= OWN or (not best[0] and othernoun.told_of_next(draft, mention, concept)):
        return best
    before = _in_sentence_before(draft, mention, concept)
    return before if (before[0], -before[1]) > (best[0], -best[1]) else best


def _around(hits: list[Hit], mention: Mention) -> list[Hit]:
    """The nearest places of a concept, so that the work grows with the length of a sentence only; nearer ones first."""
    if len(hits) <= 2 * _NEAREST:
        return hits
    at = bisect_left(hits, mention.quantity.start, key=lambda hit: hit.start)
    near = zip_longest(reversed(hits[max(0, at - _NEAREST) : at]), hits[at : at + _NEAREST])
    return [hit for pair in near for hit in pair if hit]


def _in_sentence_before(draft: Draft, mention: Mention, concept: str) -> tuple[float, int]:
    """The last place of a concept in the sentence that this one may go on from (the heading of a line in a list)."""
    lent = (draft.hits_of(sentence, concept) for sentence in draft.lenders(mention.sentence))
    hits = next(filter(None, lent), [])
    if hits and concept in othernoun.RATES and _asked_before(draft, mention):
        return (OWN, draft.by_clause.distance(mention.quantity, hits[-1]))
    if not hits or (mention.noun.unit and concept in othernoun.RATES):
        return (0.0, 0)
    if concept in PREDICATES and draft.whole_of_one_before(mention):
        return (0.0, 0)  # «300 der 500 Geflüchteten»: nothing is said of the 500
    titled = draft.frames.of_item(mention.sentence) is not None
    if titled and mention.noun.unit is None and draft.only_dated(mention):
        return (OWN, 0)  # «Beratungen», under it «1. Halbjahr 2022: 2.110»
    if mention.sentence in draft.told_below:
        return (OWN, 0)  # «Mitte 2019: 537. Ende 2020: 622. So wuchs die aktive Zielgruppe»
    tier = EARLIER if titled or draft.echoes(mention) else BEFORE
    if draft.echoes(mention) and (draft.only_dated(mention) or _bare_count(draft, mention)):
        tier = OWN  # «Die Zahl der Beratungen ist gestiegen. Sie lag 2024 bei 6.510»
    if concept in ("accompanied", "target") and _part_of_those_named(draft, mention):
        tier = OWN
    return (tier, draft.by_clause.distance(mention.quantity, hits[-1]))


def _asked_before(draft: Draft, mention: Mention) -> bool:
    """«Was kostet eine begleitete Person? 2024 waren es 110 Euro»: the question says of whom or what."""
    return draft.behind_a_question(mention.sentence) and draft.says(mention.clause, _IT_WAS)


def _part_of_those_named(draft: Draft, mention: Mention) -> bool:
    """«Wie viele der Begleiteten wohnen zur Miete? Mitte 2022 lebten 410 von ihnen privat»: a named part of those."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before) or not draft.says(mention.clause, _OF_THEM):
        return False
    return any("=" in hit.concept for hit in draft.in_clause_of(mention))


def _bare_count(draft: Draft, mention: Mention) -> bool:
    """«Die Zahl der Begleiteten stieg. Mitte 2022 waren es 1.048 Personen, von denen …»: a clause of day and number."""
    moments = draft.moments_of(mention.sentence)
    hits = [hit for hit in draft.in_clause_of(mention) if not any(m.holds(hit.start) for m in moments)]
    return all(hit.concept in ("whole", "ours", "unit:persons") for hit in hits)


def _of_its_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the word describe those of whom the number is a share?"""
    whole = draft.following(mention) if mention.quantity.form in ("percent", "fraction") else None
    return whole is not None and draft.part_and_whole(mention, whole) and whole.span.holds(hit.start)


def _why(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the word stand in a clause without a number that only gives the reason?"""
    clause = draft.by_clause.index(hit.start)
    return clause != mention.clause and clause not in draft.clauses_with_numbers and draft.says(clause, _WHY)


def _ended_before(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the other end stand before the number in its clause?"""
    start = draft.start_of_stretch(mention)
    ends = (h for h in draft.in_clause_of(mention) if h.concept in _ENDS and h.concept != hit.concept)
    return any(start <= h.start < mention.span.start for h in ends)


def basis(draft: Draft, mention: Mention) -> set[str]:
    """«Auf jede Person gerechnet, waren es 4,7»: what the clause before says that the number is reckoned on."""
    before = mention.clause - 1
    return draft.concepts_of_clause(before) if before >= 0 and draft.says(before, _BASED) else set()


def _own_verb(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«3,5 Stellen wurden gefördert: 1,75 bei der Diakonie, …»: a verb that ends the number's own clause."""
    behind = hit.start >= mention.span.end and draft.by_clause.index(hit.start) == mention.clause
    return behind and draft.text[hit.start].islower() and draft.text[hit.end : hit.end + 1] == ":"


def _other_money_heads(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does a noun right before the number say that it is other money than the word behind it?"""
    heads = [h for h in draft.in_clause_of(mention) if draft.heads.get(h.start) == mention.quantity.start]
    return any(h.concept in MONEY - {hit.concept} and h.end <= mention.span.start for h in heads)


def _tier(draft: Draft, mention: Mention, hit: Hit, ahead: bool) -> float:
    clause = draft.by_clause.index(hit.start)
    if hit.concept in ("contact", "cared") and ";" in draft.text[mention.span.end : hit.start]:
        return 0.0  # «1.380 Personen begleitet, davon 704 Frauen; Kontakt hatten 668»
    if hit.concept == "retention" and phrases.attributive(draft.text, hit.start):
        return 0.0  # «61,5 Prozent der noch im Stadtgebiet lebenden Geflüchteten sind Frauen»: who they are
    if (
        hit.concept in ("contact", "cared")
        and clause != mention.clause
        and draft.in_clause(clause, "no_contact")
    ):
        return 0.0  # «Die Zielgruppe, zu der auch Personen ohne Kontakt gehören, zählte 1.200»
    moves = hit.concept in ("entry", "exit") and mention.quantity.form == "plain"
    if moves and mention.noun.span.holds(hit.start) and _MOVES.match(draft.text, hit.start):
        return HEAD  # «waren im Integrationsmanagement 231 Zugänge zu verzeichnen»
    if clause == mention.clause - 1 and basis(draft, mention):
        return OWN  # «Legt man die 5,5 Planstellen zugrunde, ergibt sich 1 zu 251»
    if othernoun.leads_next(draft, mention, hit) or othernoun.labels_another(draft, mention, clause):
        return 0.0
    if draft.text[hit.start].isupper() and _LISTED.fullmatch(_with_its_noun(draft, mention, hit)):
        return HEAD  # «Zugänge 310, Abgänge 156, Beratungen 6.510»
    if hit.concept in ("entry", "exit") and _MOVES.search(
        draft.text, mention.noun.span.start, mention.noun.span.end
    ):
        return 0.0  # «doppelt so viele aufgenommen wie verabschiedet: 310 Zugänge»
    if hit.start in draft.heads and not (hit.concept in _SHARED_HEADS or _own_verb(draft, mention, hit)):
        return HEAD if draft.heads[hit.start] == mention.quantity.start else ELSEWHERES_NOUN
    if hit.concept in MONEY and hit.start >= mention.span.end and _other_money_heads(draft, mention, hit):
        return 0.0  # «Bei Gesamtkosten von 504.000 Euro belief sich der städtische Eigenanteil auf …»
    if hit.concept == "lives" and draft.says(mention.clause, _PASSIVE):
        return 0.0  # «Aufgenommen worden seien 261», «sind 257 unterzubringen»: nobody lives there
    if hit.concept in ADJECTIVES and phrases.glosses(draft.text, mention, hit):
        return HEAD  # «1 : 291 (besetzt), 1 : 251 (geplant)»
    if hit.concept in _APART and any(
        mention.span.end <= other.quantity.start and other.quantity.end <= hit.start
        for other in draft.mentions_of(mention.sentence)
        if other.clause == mention.clause and _of_positions(mention, other)
    ):
        return 0.0  # «Neben den 4,75 besetzten Stellen gab es noch 0,5 (Stellen) für die Koordination»
    if hit.concept in _APART and _INCLUDING.search(draft.text, max(0, hit.start - 30), hit.start):
        return 0.0  # «einschließlich der Koordination waren 4,75 Stellen besetzt»
    if hit.concept == "arrived" and othernoun.THOSE_WHO_CAME.fullmatch(
        draft.text, mention.quantity.end, hit.end
    ):
        return HEAD  # «Den 790 bis Ende 2023 aus der Ukraine Angekommenen standen …»
    if hit.concept in _CAME_OR_STAYED and _of_its_whole(draft, mention, hit):
        return OWN  # «64,5 Prozent der 512 bis Ende Juni 2022 angekommenen Geflüchteten waren weiblich»
    if hit.concept in _HAPPENED and _why(draft, mention, hit):
        return 0.0  # «…; inzwischen ist es jeder achte, weil vor allem Menschen aus der Ukraine hinzukamen»
    if hit.concept in _ENDS and hit.start >= mention.span.end and _ended_before(draft, mention, hit):
        return 0.0  # «das obere Quartil bei 33,0 und das untere bei 9,8»
    if hit.concept == "gap_said" and hit.holds(mention.quantity.start):
        return 0.0  # «die Differenz zwischen 5,5 geplanten und 3,5 geförderten Stellen»
    if hit.concept in NOT_DEMANDED and draft.says(mention.clause, _GIVEN_OUT):
        return 0.0
    if mention.noun.unit == "eur" and hit.start - mention.span.end == 1 and draft.text[hit.start].isupper():
        return HEAD  # «504.000 Euro Gesamtkosten»
    if othernoun.in_other_noun(draft, mention, hit):
        # «6.510 Beratungen; zugleich kamen auf eine besetzte Stelle 291 Personen»
        rate = hit.concept in othernoun.RATES and clause > mention.clause
        return 0.0 if rate or hit.concept in ("balance", "lower", "upper") else ELSEWHERES_NOUN
    if clause == draft.relative_clause(mention):
        if hit.concept == "net" and clause in draft.clauses_with_numbers:
            return 0.0  # «… auf 402 Zugänge 231 Abgänge, was einen Saldo von 171 ergab»
        # «wohnten 400 Menschen, die vor dem Krieg geflohen waren»: who they are, not what they did that day
        here = draft.in_clause(mention.clause, "present") or (
            draft.in_clause(clause + 1, "present") and draft.inserted(mention.clause, clause + 1)
        )
        predicated = hit.concept in ADJECTIVES and _said_behind(draft, mention, clause + 1)
        return EARLIER if (hit.concept == "arrived" and here) or predicated else OWN
    if attribution.said_of_another(draft, mention, hit):
        return 0.0
    if hit.concept == "in_fact" and 0 <= mention.span.start - hit.end <= 1:
        return OWN  # «Soll 592, Ist 638»
    if clause == mention.clause or clause in draft.labels(mention) or draft.inserted(clause, mention.clause):
        if clause != mention.clause and draft.is_gloss(clause):
            return EARLIER  # «die Förderlücke, also der Unterschied zwischen geplanten und geförderten Stellen, …»
        if clause != mention.clause or not othernoun.behind_next(draft, mention, hit):
            return OWN
        return _AHEAD if ahead else 0.0
    return _in_other_clause(draft, mention, hit, clause, ahead)


def _of_positions(mention: Mention, other: Mention) -> bool:
    """Does a number count positions, as its noun or that of the number before it says?"""
    return other.noun.unit == "fte" or (other.noun.unit is None and mention.noun.unit == "fte")


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


def _in_other_clause(draft: Draft, mention: Mention, hit: Hit, clause: int, ahead: bool) -> float:
    if clause == mention.clause - 1 and _THAT_IS.match(draft.clause_text(mention.clause)):
        return OWN
    if clause == mention.clause - 1 and _ASKED.match(draft.clause_text(clause)):
        return OWN  # «Auf die Frage, wie viele Beratungen geführt worden seien, nannte sie die Zahl 6.510»
    if clause > mention.clause and draft.closing_bracket(clause):
        return EARLIER
    counted = clause in draft.clauses_with_numbers
    if clause > mention.clause and not counted and _denied(draft, hit, clause):
        return 0.0
    if not counted and _CONDITION.match(draft.clause_text(clause)) and draft.one_sentence(clause - 1, clause):
        # «bei 1 zu 291, wenn man die besetzten Stellen nimmt, und bei 1 zu 394, wenn nur die geförderten zählen»;
        # «… 1 zu 291; legt man die geförderten zugrunde, 1 zu 394»
        leads = _LEADS.search(draft.text, draft.clauses[clause].start - 1, draft.clauses[clause].end - 1)
        if leads or clause - 1 in draft.clauses_with_numbers:
            return OWN if mention.clause == (clause + 1 if leads else clause - 1) else 0.0
    if clause == mention.clause - 1 and counted and _antecedent(draft, mention, hit):
        return OWN
    if clause == mention.clause - 1 and not counted and _THOSE_ARE.search(draft.clause_text(mention.clause)):
        return OWN  # «Den Rest trägt die Stadt aus eigenen Mitteln; 2024 waren dies 151.200 Euro»
    behind = draft.goes_on_behind(mention) and not draft.says(mention.clause - 2, _OF_A_WHOLE)
    if clause == mention.clause - 1 and not counted and (draft.describes(mention) or behind):
        return OWN
    if clause == mention.clause - 1 and not counted and _describes_the_whole(draft, mention, hit):
        return OWN
    between = any(
        hit.end <= m.quantity.start < mention.span.start for m in draft.mentions_of(mention.sentence)
    )
    later = clause > mention.clause or counted or between
    other = hit.concept in ("contact", "cared")
    if (
        other
        and draft.in_clause(mention.clause, "target")
        and ";" in draft.text[hit.end : mention.span.start]
    ):
        return 0.0  # «… betreut, also mit Kontakt; zur aktiven Zielgruppe zählten 1.200»
    if other and counted and draft.in_clause(mention.clause, "accompanied"):
        return 0.0  # «hatte mit 1.304 Personen Kontakt, begleitet wurden insgesamt 1.380»
    if other and later and draft.in_clause(mention.clause, "target"):
        return 0.0  # «940 standen in Kontakt, während die aktive Zielgruppe 1.019 Personen zählte»
    if hit.concept == "net" and counted and draft.describes(mention):
        return 0.0  # «kamen per saldo neun zur Zielgruppe hinzu, die am Monatsende 1.380 Köpfe zählte»
    if hit.concept in ("entry", "exit") and counted and draft.in_clause(mention.clause, "target"):
        return 0.0  # «310 kamen hinzu, 156 verließen die Begleitung, die Zielgruppe wuchs um 154»
    rated = mention.noun.unit or not othernoun.RATES.isdisjoint(
        draft.concepts_of_clause(mention.clause) - {hit.concept}
    )
    if counted and rated and hit.concept in othernoun.RATES:
        return (
            0.0  # «6.500 Gespräche, also 4,7 pro Person», «je Kraft 1.371, jede Person wurde 4,7-mal beraten»
        )
    if clause < mention.clause:
        return 0.0 if hit.concept in ("in_fact", "extended") and counted else EARLIER
    if counted and hit.concept in ADJECTIVES and draft.says(clause, _WHEREOF):
        return 0.0  # «1,5 Stellen, von denen 1,25 gefördert waren»
    return (_AHEAD if ahead else 0.0) if counted else LATER


def _denied(draft: Draft, hit: Hit, clause: int) -> bool:
    """«…, die nicht zur aktiven Zielgruppe zählen»: is it only said what somebody or something is not?"""
    return bool(_DENIED.search(draft.text, draft.clauses[clause].start, hit.start))


def _with_its_noun(draft: Draft, mention: Mention, hit: Hit) -> str:
    """The number's clause with a mark for the noun, if that stands right before it."""
    if mention.span.start - hit.end != 1:
        return ""
    clause = draft.clauses[mention.clause]
    return draft.text[clause.start : hit.start] + "#" + draft.text[mention.span.end : clause.end]


def _said_behind(draft: Draft, mention: Mention, clause: int) -> bool:
    """«Zwei Stellen, die im Plan stehen, waren nicht durch das Land gedeckt»: does the sentence go on to say what is?"""
    if clause >= len(draft.clauses) or not draft.inserted(mention.clause, clause):
        return False
    return not draft.concepts_of_clause(clause).isdisjoint(ADJECTIVES | {"unfunded"})
