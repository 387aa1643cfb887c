"""Which metric a number is about, by its own words or as it goes on from the claim before."""

from __future__ import annotations

import re

from pipelines.publish.check.choice import refined
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role
from pipelines.publish.check.stated import goals, gone
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import discourse, parts, takenover
from pipelines.publish.check.when import legend, topics

_HOW_MANY = re.compile(r"\bWie viele?\s+(?=[A-ZÄÖÜ])")


def chosen(draft: Draft, mention: Mention, last: Last, role: Role) -> topics.Choice | None:
    """The metric of a number, refined by what its sentence says; None: no claim."""
    if mention.noun.foreign:
        nobody = parts.people_nobody_counts(draft, mention, last)
        return topics.Choice(nobody, (), 0.0) if nobody else None
    if legend.of_bracket(draft, mention) and last.topic and last.sentence == mention.sentence:
        return topics.Choice(last.topic, (), 0.0)  # «Kosten: 504.000 Euro (415.000 Euro); Zuschüsse: …»
    if gone.again(draft, mention, last):
        came = draft.vocabulary.topics["ukraine_arrivals_total"]
        return topics.Choice(came, (), 0.0, unrecorded=True)
    same = last.sentence == mention.sentence
    unit = last.topic.unit if same and last.topic else _unit_asked(draft, mention)
    own = topics.choose(draft, mention, unit, role == "change")
    if own and own.lent and last.sentence < mention.sentence - 1 and _echoes_no_claim(draft, mention):
        return None
    if own and same and _of_this_sentence(draft, mention, own, last):
        own = None
    asked = takenover.Asked(draft, mention, last, role, own)
    taken = takenover.taken_over(asked)
    if own is None and taken.topic is None and discourse.of_unrecorded(draft, mention, last):
        return topics.Choice(last.topic, (), 0.0, thin=True) if last.topic else None
    choice = refined.refined(asked, _either(mention, last, own, taken))
    return None if choice is None or goals.other_meaning(draft, mention, choice.topic) else choice


def _of_this_sentence(draft: Draft, mention: Mention, own: topics.Choice, last: Last) -> bool:
    """«… von 398 auf 752 stieg, ging die der Syrer von 310 auf [181] zurück»: rather of what this sentence counts.

    A word that only the sentence before holds says nothing of a bare number behind a claim, nor of a percentage behind a
    share.
    """
    told = last.topic is not None and last.topic is not own.topic
    told = (
        told and own.topic.unit != "persons_per_fte"
    )  # «Legt man die 3,5 Stellen zugrunde, sind es sogar 394»
    bare = mention.noun.unit is None and mention.quantity.form == "plain"
    alike = bare or (mention.quantity.form == "percent" and last.kind == "share")
    if not (own.lent and told and alike):
        return False
    behind = mention.clause + 1  # «… gut 600 gegenüber, die noch hier leben»
    said = set(draft.concepts_of_clause(mention.clause))
    if behind < len(draft.clauses) and draft.one_sentence(mention.clause, behind):
        said |= set(draft.concepts_of_clause(behind))
    return own.topic.concepts.isdisjoint(said)


def _either(
    mention: Mention, last: Last, own: topics.Choice | None, taken: takenover.Taken
) -> topics.Choice | None:
    """The metric taken over, with what the words may mean besides; else that of the number's own words."""
    if taken.topic is None:
        return own
    besides = parts.lent_ukraine(own, taken.topic)
    told = last.told[-1] if last.told and last.sentence == mention.sentence else None
    if told and taken.topic is last.topic and told.metric == taken.topic.metric:
        # «2023 kamen 107 dazu, 2024 weitere 154»: entries, or what remained of them
        besides = (*besides, *told.second)
    return topics.Choice(taken.topic, (), 0.0, besides, grouped=taken.grouped, thin=taken.thin)


def _unit_asked(draft: Draft, mention: Mention) -> str | None:
    """«Wie viele Beratungen entfielen auf eine Stelle? Es waren rund 1.370»: what the question before asks for."""
    before = draft.just_before(mention.sentence)
    if before is None or not draft.behind_a_question(mention.sentence) or mention.noun.unit is not None:
        return None
    asked = _HOW_MANY.search(draft.text, draft.sentences[before].start, draft.sentences[before].end)
    return draft.unit_at(asked.end()) if asked else None


def _echoes_no_claim(draft: Draft, mention: Mention) -> bool:
    """«… waren 251 im Verein. Ende 2022 waren es 500»: does it take up numbers that are nobody's here?"""
    before = draft.just_before(mention.sentence)
    if before is None or draft.hits_of(before, "block:forecast"):
        return False  # «Für 2025 rechnet sie mit 1.450 Personen der Zielgruppe. Ende 2024 waren es 1.380»
    return bool(draft.mentions_of(before)) and draft.echoes(mention)
