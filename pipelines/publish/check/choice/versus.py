"""Two groups, or entries and exits, set against each other: «70 mehr als die Caritas», «154 Zugänge mehr als Abgänge»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pipelines.publish.check.choice import doubts
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import nearest
from pipelines.publish.check.model import Claim, Mention
from pipelines.publish.check.stated import directions
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Hit, Topic

_COUNTED = ("persons", "fte", "consultations")
_CHANGES = ("change", "relative", "factor", "points")
# What a change is counted from: «mehr als», «so viele wie»; a bare «um 70 gestiegen» is set against no group.
_APART = re.compile(rf"{nearest.COMPARATIVE}|\bum\s+(?:\w+\s+)?[\d.,]+")

# «doppelt so viele», with no «wie» behind it
_SO_MANY = re.compile(r"\bso\s+(?:viele|hoch|groß)(?:\s+(?:Personen|Menschen|Begleitete))?\W*$")
_MOVES = ("entry", "exit")
_SURPASSED = re.compile(r"\b(?:überst[ie]+g\w*|übertr[aio]f+\w*)\b")
_NUMBER_OF = r"(?:(?:die|der|den)\s+)?(?:(?:An)?[Zz]ahl\s+der\s+)?$"
_RATHER_THAN = re.compile(
    rf"\b(mehr|weniger)\b(?:\s+[A-ZÄÖÜ]\w+)?\s+als\s+{_NUMBER_OF}|\b(über|unter)\s+{_NUMBER_OF}"
)


def set_against(draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last) -> Claim:
    """The claim, read as the distance of two groups of one dimension, where its words name both.

    `by` is then the group that is more or less, `against` the one it is set against; a day of comparison is not missed.
    """
    changed = claim.kind in _CHANGES and topic.unit in _COUNTED
    hit = _beside_than(draft, mention) if changed else None
    other = _named(draft, hit, topic) if hit else None
    if hit is None:
        told = _just_told(draft, mention, claim, last) if changed else None
        return _against(claim, claim.by, told) if told else claim
    if other is None or not directions.is_told(draft, mention):
        return claim
    dimension, code = other
    near = last if last.sentence >= mention.sentence - 1 else None
    own = _subject(draft, mention.sentence, hit, topic, other, near)
    if own is None:
        return claim
    rest = {name: value for name, value in claim.by.items() if name != dimension}
    return _against(claim, {**rest, dimension: own}, {**rest, dimension: code})


def _against(claim: Claim, by: Mapping[str, str], other: Mapping[str, str]) -> Claim:
    return replace(
        claim,
        by=by,
        against=other,
        before=None,
        doubt="" if claim.doubt == doubts.NO_COMPARISON else claim.doubt,
        partitive="",
    )


def _just_told(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Mapping[str, str] | None:
    """«… 142 in sechs Monaten. Auf Jahressicht sind es mit 297 mehr als doppelt so viele»: the other group just told.

    Not where the group itself was told of another day, nor behind a date: that is the comparison then.
    """
    if not claim.by or not _SO_MANY.search(draft.text, mention.span.start, draft.clauses[mention.clause].end):
        return None
    if claim.before is not None and any(m.as_of for m in draft.moments_of(mention.sentence)):
        return None
    near = [c for c in last.told if mention.sentence - draft.by_sentence.index(c.start) <= 1]
    near = [c for c in near if c.metric == claim.metric and c.kind == "amount"]
    alike = all(c.time.as_of == claim.time.as_of and c.by.keys() == claim.by.keys() for c in near)
    others = [c.by for c in near if c.by != claim.by]
    return others[0] if len(others) == 1 and alike else None


def _beside_than(draft: Draft, mention: Mention) -> Hit | None:
    """The word for a group right behind the first «als» or «wie» behind the number."""
    # «viermal so hoch wie die der Syrerinnen und Syrer»: of their country, and not of the women
    hits = (h for h in draft.group_hits[mention.sentence] if not nearest.of_both_sexes(draft, h))
    behind = (h for h in hits if h.start >= mention.quantity.end)
    hit = next((h for h in behind if nearest.behind_than(draft, h, mention.quantity.end)), None)
    if hit is None or not _APART.search(draft.text, max(mention.quantity.start - 20, 0), hit.start):
        return None
    # «um 70 gestiegen, 100 mehr als bei der Caritas»: of the nearer number
    between = [m for m in draft.mentions_of(mention.sentence) if mention.span.end <= m.span.start < hit.start]
    return hit if all(draft.bracketed(m) for m in between) else None


def _subject(
    draft: Draft, sentence: int, beside: Hit, topic: Topic, other: tuple[str, str], last: Last | None
) -> str | None:
    """The group set against the other: of the same dimension, the nearest before it, else of the claim just told."""
    dimension, code = other
    start = draft.sentences[sentence].start
    before = [h for h in draft.group_hits[sentence] if h.start < beside.start]
    # not «70 mehr als bei der Caritas und 150 mehr als bei der Stadt»
    before = [h for h in before if not nearest.behind_than(draft, h, start)]
    named = [pair for pair in (_named(draft, h, topic) for h in before) if pair and pair[0] == dimension]
    own = [pair[1] for pair in named if pair[1] != code]
    told = last.by.get(dimension) if last and last.topic is topic else None
    return own[-1] if own else told if told != code else None


def _named(draft: Draft, hit: Hit, topic: Topic) -> tuple[str, str] | None:
    """Dimension and code of a word for a group; among the Träger the city is one."""
    if hit.concept == "city":
        return "traeger", "STADT"
    dimension, _, code = hit.concept.partition("=")
    if not code or nearest.of_both_sexes(draft, hit):
        return None
    return None if topic.metric.startswith("ukraine_") and dimension == "nationality" else (dimension, code)


def moves_apart(draft: Draft, mention: Mention) -> int:
    """«154 Zugänge mehr als Abgänge», «überstiegen die Abgänge um 107»: 1 if more came than left, −1 if fewer, else 0."""
    span = draft.sentences[mention.sentence]
    named = [h for h in draft.hits_by_sentence[mention.sentence] if h.concept in _MOVES]
    if len(named) != 2 or named[0].concept == named[1].concept:
        return 0
    first, second = named
    than = _RATHER_THAN.search(draft.text, span.start, second.start)
    surpassed = _SURPASSED.search(draft.text, span.start, second.start) or _SURPASSED.match(
        draft.text[second.end : span.end].strip()
    )
    if not than and not surpassed:
        return 0
    fewer = than and (than[1] or than[2]) in ("weniger", "unter")
    return -1 if (first.concept == "exit") != bool(fewer) else 1
