"""What a sentence says of the whole of a number, and not of the number: «74 der 211 Menschen, die …, wurden …»."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_SHARES = {"percent", "fraction"}


def of_the_accompanied(draft: Draft, mention: Mention) -> bool:
    """«54 Prozent der Begleiteten kamen aus der Ukraine»: where those came from, and nobody's arrival or staying."""
    if mention.quantity.form not in _SHARES:
        # «735 der begleiteten Personen kamen aus der Ukraine»
        if _told_as_accompanied(draft, mention) or _part_of_the_accompanied(draft, mention):
            return True
        of_whole = {h.concept for h in draft.in_clause_of(mention) if mention.genitive.holds(h.start)}
        return not (of_whole | _of_the_whole_before(draft, mention)).isdisjoint({"accompanied", "target"})
    said = set(draft.concepts_of(mention.sentence))
    return bool(said & {"accompanied", "target"}) and not said & {"present", "retention", "living"}


def _part_of_the_accompanied(draft: Draft, mention: Mention) -> bool:
    """«Begleitet wurden 1.380 Menschen, darunter 752, die aus der Ukraine flohen»: of those, and not all who came."""
    if not groups.thereof(draft, mention):
        return False
    own, sentence = mention.clause, mention.sentence
    if draft.sentences[sentence].start < draft.clauses[own].start:
        said = set(draft.concepts_of_clause(own - 1))
    else:
        before = draft.just_before(sentence)
        said = set() if before is None else set(draft.concepts_of(before))
    return not said.isdisjoint({"accompanied", "target"}) and said.isdisjoint(
        {"arrived", "present", "retention"}
    )


def _told_as_accompanied(draft: Draft, mention: Mention) -> bool:
    """«mit den 752 Menschen aus der Ukraine verwechselt, die begleitet wurden»: and nothing of who stayed."""
    described = draft.relative_clause(mention)
    if described is None or draft.concepts_of_clause(described).isdisjoint({"accompanied", "target"}):
        return False
    said = draft.concepts_of_clause(described) | draft.concepts_of_clause(mention.clause)
    return said.isdisjoint({"present", "living", "retention", "arrived"})


def _of_the_whole_before(draft: Draft, mention: Mention) -> set[str]:
    """«Von den 1.362 Personen, die das Integrationsmanagement begleitete, kamen 735 …»: what is said of the whole."""
    whole = draft.preceding(mention)
    if whole is None or not draft.named_whole(whole):
        return set()
    described = draft.relative_clause(whole)
    if described is None:
        return {h.concept for h in draft.in_clause_of(whole) if whole.genitive.holds(h.start)}
    return set(draft.concepts_of_clause(described))


def headed_by_target(draft: Draft, mention: Mention) -> bool:
    """«Kontakt gab es mit 1.304 Personen aus der aktiven Zielgruppe von 1.380»: the whole, by its own noun."""
    return any(
        hit.concept == "target" and draft.text[hit.end : mention.span.start] == " von "
        for hit in draft.in_clause_of(mention)
    )


def described(draft: Draft, mention: Mention, said: Iterable[tuple[Topic, tuple[str, ...]]]) -> set[str]:
    """«Bei 74 der 211 Menschen, die die Grenze überschritten hatten, wurde verlängert»: the metrics of the whole only.

    said: metrics that fit the number, with the words that betray them; one that is a part of another outdoes it where
    the sentence says something of the number that does not describe the whole.
    """
    whole, clause = draft.following(mention), draft.relative_clause(mention)
    if whole is None or clause is None or not draft.part_and_whole(mention, whole):
        return set()
    outside = {
        hit.concept
        for hit in draft.hits_by_sentence[mention.sentence]
        if hit.start >= whole.span.end and draft.by_clause.index(hit.start) != clause
    }
    known = draft.vocabulary.topics
    return {
        topic.part_of
        for topic, sign in said
        if topic.part_of and not outside.isdisjoint(set(sign) - known[topic.part_of].concepts)
    }
