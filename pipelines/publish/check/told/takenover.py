"""Which metric a number takes over from the claims before it: one rule after another, the surest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import CAME_AND_STAYED, Mention, Role, record
from pipelines.publish.check.stated import countable, ours, served, shortage
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import (
    ahead,
    balances,
    begun,
    demands,
    differences,
    discourse,
    inturn,
    ledto,
    lists,
    opening,
    parts,
    payments,
    pointed,
    quotapairs,
    repeated,
    shares,
    unnamed,
)
from pipelines.publish.check.when import topics
from pipelines.publish.check.words.vocabulary import Topic

_ONLY_MORE = re.compile(
    r"^\s*(?:also\s+|somit\s+|mithin\s+)?(?:\w+\s+)?[\d.,]+\s+(?:Prozent\s+)?(?:mehr|weniger)\s+als\s+(?:im\s+|Ende\s+|Mitte\s+)?[\w.\s]{1,24}?"
    r"(?:\W*|\s(?:und|sowie)\s(?:\w+\s)?\d+\s(?:über|unter)\s.*)$"  # «… und 4 über dem Soll»
)
_COUNTED = ("active_target_group", "entries", "exits")
_PLUS_IN_BRACKET = re.compile(r"\s*\((?:[Pp]lus\s|[Mm]inus\s|\+\s?|[−–-]\s?|(?P<then>nach\s(?:\w+\s)?))")
_AND_SO = re.compile(r"\b(?:und\s+)?(?:damit|somit|also|mithin)\s+(?:um\s+)?(?:\w+\s+)?$")


class Asked(NamedTuple):
    """A number, the claim before it, what it says of its metric, and the metric of its own words."""

    draft: Draft
    mention: Mention
    last: Last
    role: Role
    choice: topics.Choice | None


@record
class Taken:
    """The metric taken over, if any; grouped, thin: as in `topics.Choice`."""

    topic: Topic | None
    grouped: bool = False
    thin: bool = False


_ADDED = {"unit:months", "on_top", "entry", "place", "arrived", "whole", "lives"}
_Rule = Callable[[Asked], Topic | None]


def taken_over(asked: Asked) -> Taken:
    """The metric that the surest rule takes over, else the one that the sentence goes on with, else its group's."""
    topic, rule = next(((topic, rule) for rule in _RULES if (topic := rule(asked)) is not None), (None, None))
    nearer = _is_nearer(asked)
    if topic is None and nearer:
        # What the sentence itself goes on with is nearer than a word of the one before.
        topic = discourse.continued(asked.draft, asked.mention, asked.last, asked.role)
    if topic and rule not in _BY_PLACE and _excluded(asked.draft, asked.mention, topic):
        topic = None  # «…, die Stadt trägt zwei Stellen selbst»: no longer the planned ones
    if topic and topic.unit == "fraction" and asked.mention.quantity.form == "plain":
        topic = None  # «Das entspricht einer Bleibequote von 70,9 Prozent. … um weitere 150 auf 905»
    if topic and topic.unit == "fte" and asked.mention.quantity.value > countable.MOST_POSITIONS:
        topic = None  # «Auf 4,75 besetzte Stellen kommen 1.380»
    if topic:
        return Taken(topic, thin=asked.last.thin)
    return _group(asked) if nearer else Taken(None)


def _group(asked: Asked) -> Taken:
    """A group of those whom the paragraph speaks of."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    topic = ours.group_of_ours(draft, mention, last.topic)
    uncounted = topic is not None and last.topic is None and not ours.names_the_whole(draft, mention)
    return Taken(topic, topic is not None, topic is not None and (last.thin or uncounted))


def _is_nearer(asked: Asked) -> bool:
    """Does the number go on from the claim before rather than name a metric of its own?"""
    draft, mention, last, role, choice = asked
    if choice is None:
        return True
    lent = choice.lent and last.sentence == mention.sentence and not groups.thereof(draft, mention)
    if lent and not balances.other_of_its_kind(draft, mention, last, choice):
        return True
    return _bare_change(draft, mention, last, role) or discourse.goes_on(draft, mention, last, role, choice)


def _excluded(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the clause hold a word that rules the metric out? Where it names who of them, that is no such word.

    «156 Personen sind ausgeschieden. 48 von ihnen besaßen die ukrainische Staatsangehörigkeit»
    """
    some = groups.thereof(draft, mention) and "nationality" in groups.of(draft, mention, topic)[0]
    words = set(topic.excluded) - ({"ukraine"} if some else set())
    return any(draft.in_clause(mention.clause, word) for word in words)


def _bare_change(draft: Draft, mention: Mention, last: Last, role: Role) -> bool:
    """«… aufgenommen wurden 241 Personen, 397 weniger als 2022»: nothing but a change, of what stood before.

    Likewise «noch 560 der Angekommenen und damit 68 mehr als Ende 2022».
    """
    before = draft.preceding(mention)
    if before is not None and before.clause == mention.clause and last.end == before.span.end:
        led = _AND_SO.search(draft.text, before.span.end, mention.span.start)
        return role == "change" and led is not None
    beside = before is not None and before.clause == mention.clause - 1 and last.sentence == mention.sentence
    return beside and role == "change" and draft.says(mention.clause, _ONLY_MORE)


def _told(rule: Callable[[Draft, Mention, Last], Topic | None]) -> _Rule:
    """A rule that asks nothing but the number and the claim before, of which there must be one."""
    return lambda asked: rule(asked.draft, asked.mention, asked.last) if asked.last.topic else None


def _alone(rule: Callable[[Draft, Mention, Last], Topic | None]) -> _Rule:
    """A rule that needs no claim before: what stands before may only name things («Kosten und Zuschüsse …»)."""
    return lambda asked: rule(asked.draft, asked.mention, asked.last)


def _counted_again(asked: Asked) -> Topic | None:
    return parts.counted_again(asked.draft, asked.mention, asked.last)[0]


def _in_bracket(asked: Asked) -> Topic | None:
    """«aktive Zielgruppe 1.380 (plus 154), Beratungen 6.510 (nach 5.834)»: of the number right before the bracket."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    if last.topic is None or last.sentence != mention.sentence:
        return None
    opened = _PLUS_IN_BRACKET.fullmatch(draft.text, last.end, mention.span.start)
    led = opened and (asked.role == "change" or opened["then"])
    return last.topic if led and mention.noun.unit in (None, last.topic.unit) else None


def _filled_quota(asked: Asked) -> Topic | None:
    return balances.filled_quota(asked.draft, asked.mention, asked.last, asked.choice)


def _next_level(asked: Asked) -> Topic | None:
    if asked.role != "level":
        return None
    gapped = lists.gapped(asked.draft, asked.mention, asked.last)
    return gapped or balances.next_of_quota(asked.draft, asked.mention, asked.last)


def _begun(asked: Asked) -> Topic | None:
    draft, mention = asked.draft, asked.mention
    own = asked.choice.topic.metric if asked.choice else ""
    # «Im Saldo 154 mehr: Für 310 begann die Begleitung, für 156 hörte sie auf»
    another = own == "net_change" and "net" not in draft.concepts_of_clause(mention.clause)
    level = asked.role == "level" and (own in ("", *_COUNTED) or another)
    return begun.topic_of(draft, mention) if level else None


def _origin(asked: Asked) -> Topic | None:
    if asked.choice is None:
        return None
    told = parts.origin(asked.draft, asked.mention, asked.last)
    return told or parts.beside_origin(asked.draft, asked.mention, asked.last, asked.choice)


def _part_of_last(asked: Asked) -> Topic | None:
    if asked.choice is None:
        return None
    return parts.part_of_last(asked.draft, asked.mention, asked.last, asked.choice)


def _of_the_same(asked: Asked) -> Topic | None:
    """«3,5 geförderte Stellen, 1,25 Stellen davon bei der Caritas»: of the same kind."""
    same = discourse.of_the_same(asked.draft, asked.mention, asked.last, asked.choice)
    return asked.last.topic if same else None


def _on_top(asked: Asked) -> Topic | None:
    """«… gab es 3.205 Beratungen. Von Juli bis Dezember kamen 3.305 hinzu»: of those, but not «Neu hinzu kamen 310»."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    told = last.topic if mention.sentence - last.sentence <= 1 and mention.noun.unit is None else None
    if told is None or told.unit != "consultations" or not told.period:
        return None
    added = draft.in_clause(mention.clause, "on_top") and draft.concepts_of_clause(mention.clause) <= _ADDED
    return told if added else None


def _further(asked: Asked) -> Topic | None:
    """«Im April kamen 150, im Mai weitere 163 Geflüchtete in Lörrach an»: these came too, «in Lörrach» is where."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    came = asked.choice is not None and {asked.choice.topic.metric, last.metric} == set(CAME_AND_STAYED)
    beside = came and last.sentence == mention.sentence
    return last.topic if beside and draft.text.endswith("weitere ", 0, mention.span.start) else None


def _in_place_of(asked: Asked) -> Topic | None:
    return lists.in_place_of(asked.draft, asked.mention)


def _listed_ahead(asked: Asked) -> Topic | None:
    vague = asked.choice is not None and asked.choice.topic.unit == "fte" and bool(asked.choice.rivals)
    listed = (
        asked.choice is None or vague
    )  # «sind 1,25 Stellen bei der Caritas und 1,75 bei der Diakonie gefördert»
    return lists.listed_ahead(asked.draft, asked.mention, asked.last) if listed else None


def _unnamed(asked: Asked) -> Topic | None:
    return unnamed.topic_of(asked.draft, asked.mention, asked.last, asked.choice)


def _end_of_way(asked: Asked) -> Topic | None:
    return None if asked.choice else inturn.end_of_way(asked.draft, asked.mention, asked.last)


def _children_listed(asked: Asked) -> Topic | None:
    listed = asked.choice is None
    return parts.children_listed(asked.draft, asked.mention, asked.last) if listed else None


def _told_ahead(asked: Asked) -> Topic | None:
    if asked.choice:
        return None
    if asked.role != "change":
        return ahead.of_a_way(asked.draft, asked.mention)
    return ahead.topic_of(asked.draft, asked.mention)


_RETOLD = _told(inturn.retold)
# Taken by the number's place in a row or by where people are from: no word of the clause speaks against it.
_BY_PLACE = (_RETOLD, _origin)
_RULES: tuple[_Rule, ...] = (
    _begun,
    _in_bracket,
    _told(begun.faced),
    _told(begun.bare_move),
    _told(lists.joined),
    _counted_again,
    _RETOLD,
    _told(repeated.whole),
    _told(repeated.part),
    _told(parts.whole_of_share),
    _told(served.all_they_serve),
    _told(served.each_of_those_told),
    _told(shortage.more_needed),
    _told(parts.whole_of_part),
    _alone(opening.topic_of),
    _told(ledto.whole),
    _told(ledto.stock_reached),
    _told(ledto.stock_named),
    _told(ledto.stock_after),
    _told(ledto.still_of_all),
    _told(inturn.topic_told),
    _told(inturn.summed_up),
    _told(shares.of_last),
    _told(shares.of_costs),
    _alone(pointed.named),
    _alone(pointed.before_relative),
    _told(differences.of_two_told),
    _told(payments.named_last),
    _alone(payments.outpaced),
    _told(payments.left_over),
    _told(payments.other_payer),
    _told(payments.other_payers_share),
    _told(payments.share_of_it),
    _filled_quota,
    _told(quotapairs.demanded_before),
    _told(quotapairs.taken_in_besides),
    _told(demands.beside),
    _told(demands.against),
    _next_level,
    _origin,
    _part_of_last,
    _told(parts.of_moves),
    _of_the_same,
    _on_top,
    _further,
    _in_place_of,
    _listed_ahead,
    _unnamed,
    _children_listed,
    _end_of_way,
    _told_ahead,
)
