"""What the number itself says where the words leave open what it is about.

«Der Schlüssel lag bei 1 zu 291, wenn man die besetzten Stellen heranzieht, und bei 1 zu 394, wenn nur die geförderten
zählen»: where a reading does not hold, the others that nothing in the number's own words speaks against are asked as
well; if those that hold agree on one figure, it is the one meant. What the words say (metric, day, group) is never given
up for a number that fits, and no figure is told twice, or else every mistake that prints another figure would be true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.publish.check.choice import doubts, readings
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, residue
from pipelines.publish.check.model import CAME_AND_STAYED, Claim, Mention, Role, Time
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.stated import countable, goals
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import balances, discourse, inturn, parts, takenup
from pipelines.publish.check.when import dating, timing
from pipelines.publish.check.when.topics import Choice
from pipelines.publish.check.words.vocabulary import Topic
from pipelines.publish.wording import HEDGES

Read = tuple[Claim, Last]
_CHANGES = ("change", "relative", "points", "factor")
_CONTACT = {"contact", "cared", "advised"}
_DEMAND = re.compile(r"\bVorgabe\b")  # «Ein Jahr vorher hatte die Vorgabe 234 gelautet»
_ON_TO = re.compile(r"\s(?:\w+\s)?auf\b")  # «wuchs von 4,7 auf 6,75»: the old level is of no newer day
_GREW = re.compile(r"\b(?:wuchs|wächst|gewachsen|stieg|steigt|gestiegen|sank|gesunken|kletterte|fiel)\b")
_OTHERS = re.compile(r"^\W*(?:Weitere|Andere|Sonstige|Übrige)\W")  # «Syrien 205, Weitere 40»
_FEW = 10  # so few persons are in many a cell by chance
_POINTED = ("none", "about", "just_above", "just_below")
# Said of everybody: such words neither name a metric nor speak against one.
_SILENT = {
    "programme", "refugees", "lives", "city", "place", "positions", "counts", "belongs", "ours", "takes_up", "ukraine",
    "loerrach", "we", "our_staff", "counsellors", "bodies", "key_date", "whole", "newly",
}  # fmt: skip

_ALL = 100  # per cent
_ALIKE = re.compile(
    r"\b(?:auf|nach) (?:gleicher|derselben|dieser) (?:Grundlage|Zählweise|Definition|Methode)\b"
)


def asked(
    draft: Draft, mention: Mention, chosen: Choice, claim: Claim, holds: Callable[[Claim], bool]
) -> bool:
    """Is there reason to ask other readings of a claim?"""
    return (
        not _few(claim, chosen.topic)
        and _may_differ(claim)
        and not _vague(draft, mention, chosen)
        and not holds(claim)
    )


def _few(claim: Claim, topic: Topic) -> bool:
    return topic.unit == "persons" and claim.kind in ("amount", "change") and claim.value < _FEW


def _may_differ(claim: Claim) -> bool:
    """May another reading be meant? Not of what nobody records, nor of a bound, which holds of too much."""
    return claim.doubt not in doubts.NOBODY_RECORDS and _pointed(claim.hedge)


def _pointed(hedge: str) -> bool:
    return all(HEDGES.get(word, "none") in _POINTED for word in hedges.parts(hedge))


def other_topics(
    draft: Draft, mention: Mention, chosen: Choice | None, last: Last, role: Role
) -> list[Topic]:
    """Metrics that the paragraph speaks of and that the number's own words do not rule out."""
    if (role == "level_before" and chosen) or not _pointed(mention.hedge) or mention.noun.foreign:
        return []
    known = draft.vocabulary.topics
    if draft.says(mention.clause, inturn.CORRESPONDING):
        return []  # «die entsprechenden Zahlen»: those told before, and no others
    if draft.says(mention.clause, _ALIKE) and last.topic:
        return [] if chosen else [last.topic]
    near = last.topic if last.sentence >= mention.sentence - 1 and draft.echoes(mention) else None
    if near and not chosen and discourse.for_each(draft, mention, near):
        return []
    if near and not _more_than_all(mention, near) and (chosen or countable.fits_noun(mention, near)):
        # «Der Saldo belief sich 2023 auf 107; 2022 hatte er bei 171 gelegen»: the same figure
        return [near] if not chosen else _besides(near, last, known)
    if draft.whole_of_another(mention) or (chosen and _settled(draft, mention, chosen.topic, last)):
        return []
    said = _said(draft, mention)
    if chosen is None and draft.says(mention.clause, _DEMAND):
        return [known["quota_target"]] if last.topic and last.topic.metric.startswith("quota_") else []
    told = [claim.metric for claim in reversed(last.told)]
    seen = [
        topic.metric
        for topic, _ in draft.topics_in_sight(mention.sentence)
        if role == "level" or chosen is None
    ]
    return [
        topic
        for topic in (known[metric] for metric in dict.fromkeys([*told, *seen]))
        if (topic.metric in told or _in_sight(draft, mention, said, topic))
        and not (chosen and _only_words_tell(mention, topic, chosen.topic, said))
        and not _reached(draft, mention, topic)
        and not _some_who_came(draft, mention, topic)
        and countable.can_count(draft, topic, mention, role == "change", None)
        and countable.in_context(draft, mention, topic)
        and said.isdisjoint(topic.excluded)
        and _unopposed(draft, said, topic)
        and not goals.other_meaning(draft, mention, topic)
    ]


def _besides(near: Topic, last: Last, known: Mapping[str, Topic]) -> list[Topic]:
    """«2024 nahm Lörrach 261 auf, vier über dem Soll; 2023 waren es 241»: so many more, or so many."""
    told = [claim.metric for claim in last.told[-2:]]
    aside = near.metric == "quota_balance" and told == ["quota_actual", "quota_balance"]
    return [known["quota_actual"]] if aside else []


def _more_than_all(mention: Mention, topic: Topic) -> bool:
    """«Die Auslastung betrug 90,2 Prozent. Ende 2020 waren es noch 622 …»: no share, whatever was told before."""
    return topic.unit == "fraction" and mention.quantity.form == "plain" and mention.quantity.value > _ALL


def _settled(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """Is the metric beyond doubt: named at the number, or of the claim before, and its clause says nothing else?"""
    if topic is not last.topic:
        return _named(draft, mention, topic)
    own = draft.concepts_of_clause(mention.clause)
    # «704 waren Frauen. Aus der Ukraine kamen 905»: of the same people, and nobody's arrival
    goes_on = _unopposed(draft, own, topic) or parts.origin(draft, mention, last) is not None
    return goes_on or _named(draft, mention, topic)


def _only_words_tell(mention: Mention, topic: Topic, chosen: Topic, said: set[str]) -> bool:
    """Demanded or taken in, accompanied or in contact: the numbers lie close, and who mistakes them shall hear of it."""
    if topic.unit == chosen.unit == "fte" or (
        topic.metric == "net_change" and len(said & {"entry", "exit"}) == 1
    ):
        return True
    if topic.metric == "active_with_contact" and "accompanied" in said and said.isdisjoint(_CONTACT):
        return True
    pair = {topic.metric, chosen.metric}
    return (
        topic is chosen
        or pair <= {*balances.QUOTAS, "quota_balance"}
        or (pair == set(CAME_AND_STAYED) and mention.quantity.form == "plain")
        or pair == {"net_change", "quota_balance"}
    )


def _some_who_came(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«lebten noch 905 der nach Lörrach gekommenen Geflüchteten im Stadtgebiet»: a part of those who came, not all."""
    came = any(
        h.concept == "arrived" and mention.genitive.holds(h.start) for h in draft.in_clause_of(mention)
    )
    return came and topic.metric == "ukraine_arrivals_total"


def _reached(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Unter dem Strich wuchs die Zielgruppe auf 1.380»: a level is reached, a balance is not."""
    on_to = phrases.ONTO.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return topic.difference and bool(on_to) and draft.sentence_says(mention.sentence, _GREW)


def _vague(draft: Draft, mention: Mention, chosen: Choice) -> bool:
    """«3,5 Stellen stehen zur Verfügung»: planned, filled or funded? Where no word tells, the writer has to."""
    if not chosen.rivals:
        return False
    meant = (draft.vocabulary.topics[metric] for metric in (chosen.topic.metric, *chosen.rivals))
    telling = frozenset[str]().union(*(topic.concepts for topic in meant)) - _SILENT
    return telling.isdisjoint(_said(draft, mention))


def _named(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«171 Zugänge», «Zugänge (171)», «eine Quote von 592», «Personen der Zielgruppe»: do words at the number name it?"""
    own = topic.concepts - _SILENT
    start = mention.span.start
    opened = draft.clauses[mention.clause].start - 1 if draft.bracketed(mention) else -1
    return any(
        mention.noun.span.holds(hit.start)
        or mention.genitive.holds(hit.start)
        or draft.heads.get(hit.start) == mention.quantity.start
        or 0 <= start - hit.end <= 1
        or 0 <= opened - hit.end <= 1
        for hit in draft.hits_by_sentence[mention.sentence]
        if hit.concept in own
    )


def _said(draft: Draft, mention: Mention) -> set[str]:
    """The concepts of the number's own clause, of those behind it up to the next number, of those before the first."""
    # «470 begleitet und mit 447 von ihnen Kontakt»: what stands behind the next number is of that one
    end = draft.end_of_stretch(mention)
    said = {hit.concept for hit in draft.in_clause_of(mention) if hit.start < end}
    first = draft.mentions_of(mention.sentence)[0].clause == mention.clause
    if draft.text[draft.clauses[mention.clause].start - 1] == ":":
        said |= draft.concepts_of_clause(mention.clause - 1)  # «Bedarf beim Schlüssel 1:120: 3,5 Stellen»
    for step in (-1, 1) if first else (1,):
        clause = mention.clause + step
        while (
            0 <= clause < len(draft.clauses)
            and clause not in draft.clauses_with_numbers
            and draft.one_sentence(clause, mention.clause)
        ):
            said |= draft.concepts_of_clause(clause)
            clause += step
    return said


def _unopposed(draft: Draft, said: set[str], topic: Topic) -> bool:
    """Do the words name no concept that tells another metric than this one?"""
    told = said - _SILENT
    telling = {c for concepts in draft.vocabulary.telling.values() for c in told & concepts}
    return telling <= topic.concepts


def _in_sight(draft: Draft, mention: Mention, said: set[str], topic: Topic) -> bool:
    """Do the number's own words and the sentences before name the metric? What is said of other numbers does not."""
    before = said.union(*(draft.concepts_of(sentence) for sentence in draft.lenders(mention.sentence)))
    if (
        topic.metric == "active_target_group"
        and "ukraine" in before
        and before.isdisjoint(readings.ACCOMPANIED)
    ):
        return False  # «Unter den ukrainischen Geflüchteten in der Stadt …»: nobody is said to be accompanied
    return any(before.issuperset(sign) for sign in topic.signs)


def settle(
    draft: Draft,
    mention: Mention,
    given: Read | None,
    others: Sequence[Read | None],
    last: Last,
    holds: Callable[[Claim], bool],
) -> Read | None:
    """The reading that the number is true of, where all such readings are of one metric and group; else None."""
    if _same_again(draft, mention):
        return None
    true: list[Read] = []
    for claim, after in [*([given] if given else []), *filter(None, others)]:
        variants = _variants(draft, mention, claim, last) if _may_differ(claim) else ()
        true += [(c, after) for c in variants if _dated(c) and not last.tells(c) and holds(c)]
    meant = {(c.metric, tuple(sorted(c.by.items()))) for c, _ in true}
    if len(meant) != 1:
        return None
    claim, after = true[0]
    if given and claim.metric == given[0].metric and claim.time == given[0].time:
        return claim, replace(after, by=claim.by)
    return claim, replace(after, topic=draft.vocabulary.topics[claim.metric], time=claim.time, by=claim.by)


def left(draft: Draft, mention: Mention, others: Sequence[Read | None]) -> Read | None:
    """The only reading of a number whose metric no word settled and that is not true of it.

    Where a true number would be found by this reading, a false one is told as well: «Der Jahresendstand betrug 1.830».
    """
    found = [read for read in others if read]
    if len(found) != 1 or len(others) != 1 or draft.sentence_says(mention.sentence, _OTHERS):
        return None
    if mention.quantity.form == "factor":
        return None  # «fast doppelt so viele Zugänge (231) wie Abgänge (124)»
    claim = found[0][0]
    topic = draft.vocabulary.topics[claim.metric]
    if _few(claim, topic):
        return None
    return found[0] if claim.by or not residue.unexplained(draft, mention, topic) else None


def _same_again(draft: Draft, mention: Mention) -> bool:
    """«stieg von 151.200 auf 151.200 Euro»: whatever the first number is true of, it is not what the words say."""
    numbers = draft.mentions_of(mention.sentence)
    return any(
        m is not mention
        and m.quantity.value == mention.quantity.value
        and m.quantity.form == mention.quantity.form
        for m in numbers
    )


def _dated(claim: Claim) -> bool:
    """Is it known of which day the claim is, and since which day a change?"""
    if claim.kind in _CHANGES and claim.before is None and claim.against is None:
        return False
    return claim.time.as_of is not None and (claim.before is None or claim.before.as_of is not None)


def _variants(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Iterator[Claim]:
    """The claim, and as it reads with another day or group of the paragraph where its own words name none."""
    undated = claim.doubt in (doubts.NO_COMPARISON, doubts.NO_PERIOD)
    plain = replace(claim, readings=(), rivals=(), second=(), doubt="" if undated else claim.doubt)
    if claim.kind in _CHANGES:
        yield from _compared_with(draft, mention, plain, last)
        return
    yield plain
    steps = any(m.shape == "shift" for m in draft.moments_of(mention.sentence))
    if steps and last.kind == "change" and last.metric == claim.metric and draft.echoes(mention):
        # «… um 107 Personen zulegte, waren es im Folgejahr 154»
        yield replace(plain, kind="change", before=timing.shifted(claim.time, -12))
    topic = draft.vocabulary.topics[claim.metric]
    end = draft.clauses[mention.clause].end
    moments = draft.moments_of(mention.sentence)
    named = dating.beside(draft, mention) is not None
    named = named or any(m.shape != "now" and m.start < end for m in moments)
    old = draft.text[: mention.span.start].endswith("von ") and _ON_TO.match(draft.text, mention.span.end)
    # «… habe es 231 Zugänge gegeben, im Gegenzug seien 124 Personen ausgeschieden»: in the same year
    beside = topic.period and last.sentence == mention.sentence and last.time == claim.time
    sure = named or old or beside or topic is last.topic
    times = [claim.time] if sure else _times(draft, claim, topic, last)
    for by in _groups(draft, mention, claim, topic, last):
        for time in times:
            if (by, time) != (claim.by, claim.time):
                yield replace(plain, time=time, by=by)


def _compared_with(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Iterator[Claim]:
    """A change since the other days of the paragraph, or since a year before, where the sentence says neither."""
    yield claim
    if (
        claim.against is not None
        or claim.time.as_of is None
        or any(m.shape != "now" for m in draft.moments_of(mention.sentence))
    ):
        return
    topic = draft.vocabulary.topics[claim.metric]
    told = [c.time for c in reversed(last.told) if c.metric == claim.metric]
    for before in dict.fromkeys([*told, timing.shifted(claim.time, -12)]):
        if before.as_of and before.as_of < claim.time.as_of and (before.period_from or not topic.period):
            yield replace(claim, before=before)


def _times(draft: Draft, claim: Claim, topic: Topic, last: Last) -> list[Time]:
    """Its own day, and newer ones that the paragraph told of: an older one takes words («damals», «Ende 2022»).

    Of money only those of money: «… 61 Geduldete Ende 2024. 2023 betrugen die Kosten … Davon waren 296.725 gedeckt».
    """
    money, known = topic.unit == "eur", draft.vocabulary.topics
    told = [c.time for c in reversed(last.told) if c.time.as_of and (known[c.metric].unit == "eur") is money]
    own = claim.time.as_of
    newer = [t if topic.period else Time(t.as_of) for t in told if own is None or (t.as_of and t.as_of > own)]
    return [t for t in dict.fromkeys([claim.time, *newer]) if not topic.period or t.period_from]


def _groups(draft: Draft, mention: Mention, claim: Claim, topic: Topic, last: Last) -> list[dict[str, str]]:
    """Its own groups; for a share that names none, those that the paragraph told of.

    «Ein Teil lebt mit einer Duldung. Die Verwaltung beziffert die Zahl auf 51»: the group before, or all.
    """
    own = groups.of(draft, mention, topic)[0]
    if claim.kind == "amount" and topic.unit == "persons" and not own and takenup.takes_up(draft, mention):
        before = takenup.group_before(draft, mention, topic)
        theirs = groups.thereof(draft, mention) or (claim.by and draft.says(mention.clause, takenup.THEY))
        if not before or claim.by not in ({}, before) or theirs:
            return [dict(claim.by)]
        return [dict(claim.by), {} if claim.by else before]
    if claim.kind != "share" or claim.by or own:
        return [dict(claim.by)]
    told = [dict(c.by) for c in reversed(last.told) if c.by]
    return [by for at, by in enumerate(told) if by not in told[:at]]
