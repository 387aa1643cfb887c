"""Which metric a number is about, by its own words or as it goes on from the claim before, and which make no claim."""

from __future__ import annotations

import re

from pipelines.publish.check import (
    balances,
    changes,
    discourse,
    groups,
    inturn,
    ours,
    outlook,
    owners,
    parts,
    shares,
    staffing,
    topics,
    unnamed,
    versus,
)
from pipelines.publish.check.context import Draft
from pipelines.publish.check.last import Last
from pipelines.publish.check.model import Mention
from pipelines.publish.check.vocabulary import Topic

_ON_AVERAGE = re.compile(
    r"\b(?:statistisch|rechnerisch|durchschnittlich|im Schnitt|im Durchschnitt|im Mittel)\b"
)

_SO_MANY_MORE = re.compile(
    r"\s*(?:und\s+damit\s+|also\s+)?(?:\w+\s+)?[\d.,]+\s*(?:Prozent|%)?\s+(?:mehr|weniger)\s+als\s"
)
_ONLY_MORE = re.compile(
    r"^\s*(?:also\s+|somit\s+|mithin\s+)?(?:\w+\s+)?[\d.,]+\s+(?:Prozent\s+)?(?:mehr|weniger)\s+als\s+(?:im\s+|Ende\s+|Mitte\s+)?[\w.\s]{1,24}\W*$"
)
_HOW_MANY = re.compile(r"\bWie viele?\s+(?=[A-ZÄÖÜ])")


def barred(draft: Draft, mention: Mention, last: Last) -> bool:
    """Is the number somebody else's, of something nobody counts here, or of what may come?"""
    if outlook.blocked(draft, mention) and not _part_elsewhere(draft, mention, last):
        return True
    if owners.of_others(draft, mention) or staffing.supposed(draft, mention):
        return True
    if owners.told_of_strangers(draft, mention) or discourse.of_something_else(draft, mention):
        return True
    if parts.share_of_quantile(draft, mention) or staffing.agencies(draft, mention):
        return True
    if mention.noun.foreign:
        return parts.people_nobody_counts(draft, mention, last) is None
    if last.sentence != mention.sentence and groups.of_strangers(draft, mention):
        return True
    if shares.of_positions(draft, mention, last) or _more_of_theirs(draft, mention, last):
        return True
    counted, again = parts.counted_again(draft, mention, last)
    return parts.part_of_strangers(draft, mention, last) or (again and counted is None)


def _more_of_theirs(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Das Jobcenter vermittelte 486 Geflüchtete, 12 Prozent mehr als 2023»: how much more than theirs."""
    before = draft.preceding(mention)
    if before is None or last.sentence == mention.sentence or mention.noun.unit is not None:
        return False
    theirs = before.clause == mention.clause - 1 and outlook.blocked(draft, before)
    return (
        theirs
        and changes.role(draft, mention) == "change"
        and _SO_MANY_MORE.match(draft.clause_text(mention.clause)) is not None
    )


def _part_elsewhere(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… 171 Kinder. 83 davon besuchen eine Kita»: a part of ours, whatever office it is told of."""
    # «Nach einer Umfrage rauchten 318 der begleiteten Personen»
    of_whom = {h.concept for h in draft.in_clause_of(mention) if mention.genitive.holds(h.start)}
    if not of_whom.isdisjoint({"accompanied", "target"}):
        return outlook.of_other_office(draft, mention)
    near = last.topic is not None and last.topic.unit == "persons" and last.sentence >= mention.sentence - 1
    return near and groups.thereof(draft, mention) and outlook.of_other_office(draft, mention)


def chosen(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> topics.Choice | None:
    """Which metric the number is about, by its own words or as it goes on from the claim before; None: no claim."""
    if mention.noun.foreign:
        nobody = parts.people_nobody_counts(draft, mention, last)
        return topics.Choice(nobody, (), 0.0) if nobody else None
    counted, _ = parts.counted_again(draft, mention, last)
    same = last.sentence == mention.sentence
    unit = last.topic.unit if same and last.topic else _unit_asked(draft, mention)
    choice = topics.choose(draft, mention, unit, role == "change")
    again = inturn.retold(draft, mention, last)
    taken = (
        counted
        or again
        or parts.whole_of_share(draft, mention, last)
        or inturn.topic_told(draft, mention, last)
        or inturn.summed_up(draft, mention, last)
        or shares.of_last(draft, mention, last)
    )
    taken = (
        taken
        or balances.other_payer(draft, mention, last)
        or balances.filled_quota(draft, mention, last, choice)
    )
    if role == "level":
        taken = (
            taken or discourse.gapped(draft, mention, last) or balances.next_of_quota(draft, mention, last)
        )
    if choice and choice.lent and last.sentence < mention.sentence - 1 and _echoes_no_claim(draft, mention):
        return None
    of_origin = parts.origin(draft, mention, last) if choice and not taken else None
    if choice:
        taken = taken or of_origin
        taken = taken or parts.part_of_last(draft, mention, last, choice)
    taken = taken or parts.of_moves(draft, mention, last)
    if discourse.of_the_same(draft, mention, last, choice):
        # «3,5 geförderte Stellen, 1,25 Stellen davon bei der Caritas»: of the same kind
        taken = taken or last.topic
    taken = taken or (discourse.listed_ahead(draft, mention, last) if choice is None else None)
    taken = taken or unnamed.topic_of(draft, mention, last, choice)
    taken = taken or (parts.children_listed(draft, mention, last) if choice is None else None)
    nearer = choice is None or (
        choice.lent
        and same
        and not groups.thereof(draft, mention)
        and not balances.other_of_its_kind(draft, mention, last, choice)
    )
    nearer = (
        nearer
        or _bare_change(draft, mention, last, role)
        or discourse.goes_on(draft, mention, last, role, choice)
    )
    if taken is None and nearer:
        # What the sentence itself goes on with is nearer than a word of the one before.
        taken = discourse.continued(draft, mention, last, role)
    if taken and not (again or of_origin) and _excluded(draft, mention, taken):
        taken = None  # «…, die Stadt trägt zwei Stellen selbst»: no longer the planned ones
    if taken and taken.unit == "fraction" and mention.quantity.form == "plain":
        taken = None  # «Das entspricht einer Bleibequote von 70,9 Prozent. … um weitere 150 auf 905»
    grouped = ours.group_of_ours(draft, mention, last.topic) if nearer and taken is None else None
    thin = (
        last.thin
        if taken
        else grouped is not None
        and (last.thin or (last.topic is None and not ours.names_the_whole(draft, mention)))
    )
    taken = taken or grouped
    if choice is None and taken is None and discourse.of_unrecorded(draft, mention, last):
        return topics.Choice(last.topic, (), 0.0, thin=True) if last.topic else None
    lent = parts.lent_ukraine(choice, taken)
    told = last.told[-1] if last.told and same else None
    if told and taken and taken is last.topic and told.metric == taken.metric:
        lent = (
            *lent,
            *told.second,
        )  # «2023 kamen 107 dazu, 2024 weitere 154»: entries, or what remained of them
    choice = topics.Choice(taken, (), 0.0, lent, grouped=grouped is not None, thin=thin) if taken else choice
    choice = _refined(draft, mention, choice, last, role)
    return None if choice is None or outlook.other_meaning(draft, mention, choice.topic) else choice


def _excluded(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the clause hold a word that rules the metric out? Where it names who of them, that is no such word.

    «156 Personen sind ausgeschieden. 48 von ihnen besaßen die ukrainische Staatsangehörigkeit»
    """
    some = groups.thereof(draft, mention) and "nationality" in groups.of(draft, mention, topic)[0]
    words = set(topic.excluded) - ({"ukraine"} if some else set())
    return any(draft.in_clause(mention.clause, word) for word in words)


def _bare_change(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> bool:
    """«… aufgenommen wurden 241 Personen, 397 weniger als 2022»: nothing but a change, of what stood before."""
    before = draft.preceding(mention)
    beside = before is not None and before.clause == mention.clause - 1 and last.sentence == mention.sentence
    return beside and role == "change" and draft.says(mention.clause, _ONLY_MORE)


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
    return before is not None and bool(draft.mentions_of(before)) and draft.echoes(mention)


def _refined(
    draft: Draft, mention: Mention, choice: topics.Choice | None, last: Last, role: changes.Role
) -> topics.Choice | None:
    """The choice, or the metric beside it that the sentence points to; each rule sees what the one before left."""
    known = draft.vocabulary.topics
    quantile = parts.quantile(draft, mention) if choice or parts.stays(draft, mention) else None
    if quantile:
        choice = topics.Choice(known[quantile], (), 0.0)
    if choice is None:
        return None
    uneven = mention.quantity.form == "plain" and not float(mention.quantity.value).is_integer()
    if choice.topic.metric == "consultations" and uneven and draft.says(mention.clause, _ON_AVERAGE):
        choice = topics.Choice(known["consultations_per_person"], (), 0.0)
    stock = balances.of_the_stock(draft, mention, choice.topic) if role == "change" else None
    if stock:
        choice = topics.Choice(known[stock], (), 0.0)
    if (
        role == "change"
        and choice.topic.metric in ("entries", "exits")
        and versus.moves_apart(draft, mention)
    ):
        choice = topics.Choice(known["net_change"], (), 0.0)
    changed = role == "change" and balances.is_balance(draft, mention, choice.topic)
    of_it = "quota_balance" if changed else balances.of_the_quota(draft, mention, choice.topic, last)
    if of_it:
        choice = topics.Choice(known[of_it], (), 0.0)
    paired = balances.instead(draft, mention, choice.topic)
    if paired:
        choice = topics.Choice(known[paired], (), 0.0)
    if balances.demanded_instead(draft, mention, choice.topic):
        choice = topics.Choice(known["quota_target"], (), 0.0)
    carried = balances.named_whole(draft, mention, choice.topic)
    carried = carried or balances.carried_by_the_city(draft, mention, choice.topic)
    kind = (
        carried
        or balances.moved_in_turn(draft, mention, choice.topic)
        or staffing.instead(draft, mention, choice.topic, last)
    )
    return topics.Choice(known[kind], (), 0.0) if kind else choice
