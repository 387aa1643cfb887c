"""Groups of the refugees that a paragraph speaks of: «Syrien 182», «209 sind jünger als 18 Jahre»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import ages, groups, residue
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

# Whom a list of nationalities or ages speaks of when its paragraph names them, and what counts others than those.
_ALL_OF_US = {"refugees", "target"}
_COUNTS_OTHERS = {
    "arrived",
    "entry",
    "exit",
    "gone",
    "quota",
    "took_in",
    "consultation",
    "employment",
    "language",
    "plan",
}
_DEMOGRAPHIC = {"sex", "nationality", "age_band", "household"}
_RECORDED = {"housing", "status"}  # nobody but the service knows these
_THE_ACCOMPANIED = re.compile(r"\b(?:die|der|den|aller?n?)\s+(?:begleiteten\s+[A-ZÄÖÜ]|Begleiteten\b)")
_FAR = 30  # sentences of one paragraph


def group_of_ours(draft: Draft, mention: Mention, last: Topic | None) -> Topic | None:
    """«Syrien 182», «209 sind jünger als 18 Jahre»: a group of the refugees that the paragraph speaks of.

    Only where every word of the clause is understood, and nobody else was counted before in the paragraph. `thin` in
    `Choice` says that the paragraph never counted the whole, so that such a number is true or a doubt, never false.
    """
    topic = draft.vocabulary.topics["active_target_group"]
    whole = names_the_whole(draft, mention)
    # «… fehlten 4,73 Stellen. Sie erläutert die Zusammensetzung der aktiven Zielgruppe. In Familien lebten 880»
    before = draft.just_before(mention.sentence)
    anew = whole and before is not None and not draft.mentions_of(before)
    counted = mention.quantity.form == "plain" and mention.noun.unit in (None, "persons")
    if not counted or not (last in (None, topic) or anew):
        return None
    # «Ende 2020 waren von 622 Personen 253 weiblich»: the whole of such a group
    part = draft.following(mention) if draft.named_whole(mention) else None
    by, doubt = groups.of(draft, part or mention, topic)
    nobody = groups.foreign(draft, mention) or ages.unrecorded(draft, mention, by)
    told_of = _DEMOGRAPHIC | (_RECORDED if whole else set())
    if doubt or not (by or nobody) or not told_of.issuperset(by):
        return None
    understood = (
        nobody or not residue.unexplained(draft, mention, topic) or _people_here(draft, mention, last)
    )
    return topic if understood and (whole or _of_refugees(draft, mention.sentence)) else None


def names_the_whole(draft: Draft, mention: Mention) -> bool:
    """«Wie wohnten die Begleiteten?», «… Zusammensetzung der aktiven Zielgruppe»: does it say whose parts follow?"""
    before = draft.just_before(mention.sentence)
    if before is None or "target" in draft.concepts_of(before):
        return before is not None
    return not draft.mentions_of(before) and draft.sentence_says(before, _THE_ACCOMPANIED)


def _people_here(draft: Draft, mention: Mention, last: Topic | None) -> bool:
    """«12 Syrer landeten nach langer Fahrt in Lörrach»: those of a country in the city, whatever else is said."""
    hits = draft.in_clause_of(mention)
    named = any(h.concept.startswith("nationality=") and mention.noun.span.holds(h.start) for h in hits)
    here = any(h.concept in ("place", "lives") for h in hits)
    return last is None and named and here


def speaks_of_ours(draft: Draft, sentence: int) -> bool:
    """May a group named in the sentence be one of the refugees of its paragraph?"""
    return draft.speaks_of(sentence, _ALL_OF_US)


def _of_refugees(draft: Draft, of: int) -> bool:
    """Does the paragraph speak of the refugees up to a sentence, and count nobody but them?"""
    sentence: int | None = of
    for _ in range(_FAR):
        if sentence is None:
            break
        said = draft.concepts_of(sentence)
        counts = any(not m.noun.foreign for m in draft.mentions_of(sentence))
        if counts and not _COUNTS_OTHERS.isdisjoint(said):
            return False
        if not _ALL_OF_US.isdisjoint(said):
            return True
        sentence = draft.just_before(sentence)
    return False
