"""Those who are not of the group told of: «die übrigen 346 gehörten nicht dazu», «628 andere Menschen»: no figure.

How many of all are not Syrian or not in a family is told of nobody in particular, and is no number of the group.
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import nearest, together
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit

_PEOPLE = r"(?:Begleitete|Betreute|Menschen|Personen|Geflüchtete|Klient\w*|Zielgruppenangehörige)n?"
_WORDS = r"(?:ander|weiter|übrig|restlich|sonstig|verbleibend)e[nr]?"
_ASKED = re.compile(
    r"(?i:\b(?:ander|weiter|übrig|restlich|sonstig|verbleibend)e|\bohne\b|\babzüglich\b|\bman\b|\bnicht\b)"
)
_OTHER = re.compile(rf"\s+(?:andere|sonstige)[nr]?\s+{_PEOPLE}\b(?!\s+(?:aus|in|mit|ohne|unter|ab)\b)")
# «weitere 346 Personen», not «stieg um weitere 18»
_LED = re.compile(rf"(?<!\bum )\b{_WORDS}\s+$", re.IGNORECASE)
_BEHIND = re.compile(rf"\s+{_WORDS}(?:\s+{_PEOPLE}\b|(?!\s+[A-ZÄÖÜ])\b)")  # «346 weitere Personen»
# «die aller anderen Begleiteten bei 346», «auf alle anderen entfielen 940»
_OF_THE_OTHERS = re.compile(
    r"\b(?:[Dd]er|[Dd]ie|[Dd]en|[Aa]lle[nr]?)\s+(?:ander|übrig|restlich|sonstig|verbleibend)en(?:\s+"
    rf"{_PEOPLE})?(?:\s+[a-zäöüß]+)*\s+$"
)
# «…, sodass 940 auf alle anderen entfielen»
_ON_THE_OTHERS = re.compile(
    rf"\s+auf\s+(?:die|alle)\s+(?:ander|übrig|restlich|sonstig|verbleibend)en\s+(?:{_PEOPLE}\s+)?(?:entf|kam|komm|verteil)"
)
_YOUNGER = re.compile(r"\s+(?:waren\s+|sind\s+)?(?:noch\s+)?(?:jünger|älter)")  # «weitere 50 noch jünger»
_BELONGS = re.compile(r"\b\w*(?:gehör|zähl|rechne)\w*\b|\bTeil\b")
# «gehörten nicht zur Gruppe der Männer», «dieser Gruppe nicht angehörten», «gehörten anderen Gruppen an»
_NOT_TO_IT = re.compile(
    r"\bnicht\s+(?:dazu\b|zu\s+(?:den|ihnen|ihr)\b(?!\s+Begleite)"
    r"|(?:zu\s+|zur\s+|in\s+|Teil\s+)?(?:d(?:ies)?er\s+|diese\s+|jener\s+)?(?:Personen|Alters)?[Gg]ruppe\b)"
    r"|\bd(?:ies)?er\s+(?:Personen|Alters)?[Gg]ruppe\s+(?:[^,;]*\s)?nicht\b"
    r"|\b(?:zu\s+)?(?:einer\s+)?anderen\s+Gruppen?\b"
)
_TAKEN_OFF = re.compile(
    r"^\W*(?:Rechnet|Zieht|Nimmt|Lässt|Klammert)\s+man\b.*\b(?:heraus|ab|aus|weg|beiseite|außen\s+vor|unberücksichtigt)\W*$",
    re.DOTALL,
)
_STAY = re.compile(r"\b(?:ver)?(?:bleib|blieb)\w*\b")
# «Ohne die 676 Männer waren es 704», «Ohne Menschen aus Syrien gerechnet»
_WITHOUT = re.compile(
    rf"\b(?:[Oo]hne|[Aa]bzüglich)\s+(?:(?:d(?:ie|er|en)|diese)\s+)?(?:[\d.]+\s+)?(?:{_PEOPLE}\s+)?(?:aus\s+(?:de[rm]\s+)?)?$"
)
_AGAINST, _WHO = re.compile(r"\bgegenüber\s*,$"), re.compile(r"^\s*(?:die|welche)\s")
_OURS = frozenset({"target", "accompanied", "cared", "programme"})


def are_meant(draft: Draft, mention: Mention) -> bool:
    """Does the number count those who are left when the group told of is taken away?"""
    if mention.noun.unit not in (None, "persons") or mention.quantity.form != "plain":
        return False
    if not draft.sentence_says(mention.sentence, _ASKED) or together.added(draft, mention):
        return False
    if _OTHER.match(draft.text, mention.quantity.end) or _no_members(draft, mention):
        return True
    return _left_over(draft, mention) or _without_them(draft, mention) or _all_the_others(draft, mention)


def _all_the_others(draft: Draft, mention: Mention) -> bool:
    """«752 stammten aus der Ukraine, die übrigen 628 nicht», «346 weitere»: beside a group of ours, of none itself."""
    start = draft.clauses[mention.clause].start
    said = (
        _LED.search(draft.text, max(start, mention.span.start - 16), mention.span.start)
        or _BEHIND.match(draft.text, mention.quantity.end)
        or _OF_THE_OTHERS.search(draft.text, start, mention.span.start)
        or _ON_THE_OTHERS.match(draft.text, mention.span.end)
    )
    if not said or _own_group(draft, mention):
        return False
    before = draft.just_before(mention.sentence)
    near = [mention.sentence] if before is None else [mention.sentence, before]
    ours = any(not _OURS.isdisjoint(draft.concepts_of(sentence)) for sentence in near)
    return ours and any(_groups(draft, sentence) for sentence in near)


def _groups(draft: Draft, sentence: int) -> list[Hit]:
    """The groups of people named; how far somebody looks ahead is none."""
    hits = [hit for hit in draft.group_hits[sentence] if "=" in hit.concept]
    hits = [hit for hit in hits if not hit.concept.startswith("horizon_months=")]
    return [h for h in hits if not (h.concept.startswith("sex=") and nearest.of_both_sexes(draft, h))]


def _own_group(draft: Draft, mention: Mention) -> bool:
    """«Die übrigen 545 waren Frauen», «Männer waren die übrigen 369»: does the clause say whom the number counts?"""
    if _YOUNGER.match(draft.text, mention.span.end):
        return True
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    at, own = numbers.index(mention), draft.clauses[mention.clause]
    end = numbers[at + 1].span.start if at + 1 < len(numbers) else own.end
    start = mention.span.start if at else own.start
    behind = draft.relative_clause(mention)
    return any(
        start <= hit.start < end or (behind is not None and draft.clauses[behind].holds(hit.start))
        for hit in draft.group_hits[mention.sentence]
        if not nearest.of_both_sexes(draft, hit)
    )


def _no_members(draft: Draft, mention: Mention) -> bool:
    """«1.283 Personen, die nicht zu dieser Gruppe zählten»: is it said of the number that they are none of the group?"""
    if draft.whole_of_one_before(mention) or _followed(draft, mention):
        return False
    clauses = [mention.clause]
    behind = draft.relative_clause(mention)
    behind = _describing_later(draft, mention) if behind is None else behind
    if behind is not None:
        further = behind + 1 < len(draft.clauses) and draft.inserted(mention.clause, behind + 1)
        clauses += [behind, behind + 1] if further else [behind]
    return any(draft.says(at, _NOT_TO_IT) and draft.says(at, _BELONGS) for at in clauses)


def _describing_later(draft: Draft, mention: Mention) -> int | None:
    """«Ihnen standen 738 Begleitete gegenüber, die nicht zu dieser Gruppe zählten»: behind a verb in two parts."""
    behind = mention.clause + 1
    if behind in draft.clauses_with_numbers or behind >= len(draft.clauses):
        return None
    told = draft.says(mention.clause, _AGAINST) and draft.one_sentence(mention.clause, behind)
    return behind if told and draft.says(behind, _WHO) else None


def _followed(draft: Draft, mention: Mention) -> bool:
    """Does another number of the clause, that is not its whole, stand between the number and what is said?"""
    behind = draft.following(mention)
    if behind is None or behind.clause != mention.clause:
        return False
    return not draft.part_and_whole(mention, behind)


def _left_over(draft: Draft, mention: Mention) -> bool:
    """«Rechnet man 440 Alleinstehende heraus, bleiben 940», «Lässt man die Frauen außen vor, zählte sie 369»."""
    before = mention.clause - 1
    taken = before >= 0 and draft.one_sentence(before, mention.clause) and draft.says(before, _TAKEN_OFF)
    # not «Zieht man die Abgänge von den Zugängen ab, bleiben 154»
    if not taken or not any("=" in concept for concept in draft.concepts_of_clause(before)):
        return False
    return before not in draft.clauses_with_numbers or draft.says(mention.clause, _STAY)


def _without_them(draft: Draft, mention: Mention) -> bool:
    """«Ohne die 676 Männer waren es 704»: the number behind the group that is left out."""
    start = draft.clauses[mention.clause].start
    return any(
        start <= hit.start
        and hit.end <= mention.span.start
        and _WITHOUT.search(draft.text, max(start, hit.start - 40), hit.start)
        for hit in _groups(draft, mention.sentence)
    )


def told_before(draft: Draft, mention: Mention) -> bool:
    """«880 Menschen in Familien und 500 sonstige Personen, zusammen 1.380»: does the sentence count them before it?"""
    before = (m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start)
    return any(are_meant(draft, m) for m in before)
