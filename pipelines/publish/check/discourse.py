"""How a claim goes on from the one before: «davon …», «aus Syrien kommen 181», «damals waren es 622»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pipelines.publish.check import changes, comparing, dating, groups, residue, timing
from pipelines.publish.check.context import Draft
from pipelines.publish.check.last import Last
from pipelines.publish.check.model import Mention, Span, Time
from pipelines.publish.check.topics import Choice, choose
from pipelines.publish.check.vocabulary import Topic

_THEN = re.compile(r"(?i:\b(?:damals|seinerzeit|zu diesem Zeitpunkt|zu jenem Zeitpunkt)\b)")


_FORMS = ("plain", "percent", "fraction", "points")
_PARTED = ("persons", "fte", "consultations")  # whose parts «davon» names
_SAME_STRETCH = re.compile(
    r"\b(?:[Ii]m|[Ii]n dem|[Ii]n der) (?:selben|gleichen) (?:Zeitraum|Zeit|Zeitspanne)\b"
)
_FURTHER = re.compile(r"(?i:im jahr (?:davor|zuvor|vorher)|ein jahr davor)")
_FROM_TO = re.compile(r"^\s*(?:und\s+zwar\s+)?von\s+[\d.,]+\s+(?:\w+\s+)?auf\s+[\d.,]+")
_SUMS_UP = re.compile(r"\b(?:entspricht|entsprach|bedeutet|macht|ergibt)\s+(?:\w+\s+){0,3}$")
_PAYERS = ("grants_eur", "city_share_eur")
_PAYER = re.compile(
    r",?\s+(?:und\s+)?(?:(?:bei|auf|an)\s+)?(?:die|das|der|dem)\s+(Stadt|Land)\s+(?:selbst\s+)?(?:entfielen\s+)?"
)
_PAID = re.compile(
    r"\b(?:trug|trägt|trugen|tragen|übernahm|übernimmt|zahlte|zahlt|beisteuerte|aufbrachte|finanzierte)\W*$"
)
_WHO_PAYS = re.compile(r"\b(?:das|die)\s+(Stadt|Land)\s+(?:selbst\s+)?$")
_INSTEAD = re.compile(r"\d(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:statt|anstelle von)\s+(?:\w+\s+)?$")
_AS_ASKED = re.compile(r"\bals (?:vorgeschrieben|vorgegeben|verlangt|gefordert|zugewiesen|zugeteilt)")
_NEXT_MEMBER = re.compile(r"(?:,|\s+und|\s+sowie)\s+(?:[a-zäöü]+\s+){0,2}[A-ZÄÖÜ]\w+\s+(?:[a-zäöü]+\s+)?")
_SILENT = {"ours", "ukraine"}  # name who, never what is counted


def gapped(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die Caritas begleitet 421 Menschen, die Diakonie 550 und die Stadt 427»: the same split, without its verb."""
    if last.topic is None or last.sentence != mention.sentence or mention.quantity.form != "plain":
        return None
    if mention.noun.unit not in (None, last.topic.unit) or not last.by:
        return None
    stretch = Span(last.end, max(mention.span.end, draft.end_of_stretch(mention)))
    said = [h for h in draft.hits_by_sentence[mention.sentence] if stretch.holds(h.start)]
    telling = draft.vocabulary.telling[last.topic.unit] - _SILENT
    if any(hit.concept in telling for hit in said):
        return None
    by, _ = groups.of(draft, mention, last.topic)
    return last.topic if by and by.keys() == last.by.keys() and by != last.by else None


def arrives(draft: Draft, mention: Mention) -> bool:
    """Is the clause nothing but «von 4.380 auf 6.510», and names no day of its own?"""
    clause = draft.clauses[mention.clause]
    dated = any(clause.holds(m.start) for m in draft.moments_of(mention.sentence))
    return not dated and draft.says(mention.clause, _FROM_TO)


def other_payer(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Das Land übernahm 352.800 Euro, die Stadt 151.200»: the same verb, and who paid the rest."""
    if last.topic is None or last.sentence != mention.sentence or last.topic.unit != "eur":
        return None
    if mention.noun.unit not in (None, "eur") or mention.quantity.form != "plain":
        return None
    payer = last.topic.metric in _PAYERS and _PAYER.fullmatch(draft.text, last.end, mention.span.start)
    if not payer and draft.says(
        mention.clause, _PAID
    ):  # «wovon das Land 352.800 und die Stadt 151.200 Euro trug»
        payer = _WHO_PAYS.search(draft.text, last.end, mention.span.start)
    paid = payer and {"s": "city_share_eur", "l": "grants_eur"}[payer[1][0].lower()]
    return draft.vocabulary.topics[paid] if paid else None


def filled_quota(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """«Die Quote betrug 257. Am Ende waren es 261 Aufnahmen»: taken in under the quota, no entries of the service."""
    if choice is None or choice.topic.metric != "entries" or last.topic is None:
        return None
    follows = last.topic.metric in ("quota_target", "quota_actual") and last.sentence >= mention.sentence - 1
    taken_in = any(mention.noun.span.holds(hit.start) for hit in draft.hits_of(mention.sentence, "in_fact"))
    ours = {"programme", "target", "taken_on"}.isdisjoint(draft.concepts_of(mention.sentence))
    return draft.vocabulary.topics["quota_actual"] if follows and taken_in and ours else None


def told_again(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«… hat sich verdoppelt. Sie wuchs von 622 auf 1.380»: the sentence before, told again without a day of its own."""
    dated = any(m.as_of for m in draft.moments_of(mention.sentence))
    follows = topic is last.topic and last.sentence == mention.sentence - 1 and last.kind != "amount"
    return follows and draft.echoes(mention) and not dated


def from_level_on(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> bool:
    """«Mitte 2022 waren es vier Stellen; bis zum Jahresende kam eine halbe hinzu»: since the level the sentence told."""
    own = dating.moment_of(draft, mention, topic)
    if own is None or own.shape != "point" or topic is not last.topic or last.kind not in ("amount", "ratio"):
        return False
    if last.time is None or not (last.time.as_of and time.as_of):
        return False
    return last.time.as_of < time.as_of


def listed_ahead(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«durch die Caritas 380, durch die Diakonie 420 und durch die Stadt 262 Menschen begleitet»: as the last one."""
    if mention.quantity.form != "plain" or mention.noun.unit is not None:
        return None
    numbers = draft.mentions_of(mention.sentence)
    at = numbers.index(mention) + 1
    if at == len(numbers) or not _NEXT_MEMBER.fullmatch(draft.text, mention.span.end, numbers[at].span.start):
        return None
    following = numbers[at]
    if following.noun.unit is None:
        topic = listed_ahead(draft, following, last)
    else:
        choice = choose(draft, following, None, False)
        topic = choice.topic if choice and not choice.rivals else None
    if topic is None:
        return None
    by, others = groups.of(draft, mention, topic)[0], groups.of(draft, following, topic)[0]
    return topic if by and by.keys() == others.keys() and by != others else None


def demanded_instead(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«mehr aufgenommen als vorgeschrieben: 638 statt 592»: the second number is what was demanded."""
    instead = _INSTEAD.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    if (
        topic.metric != "quota_actual"
        or instead is None
        or not draft.sentence_says(mention.sentence, _AS_ASKED)
    ):
        return False
    return not any(m.role == "compared" for m in draft.moments_of(mention.sentence))


def one_year_further(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 241, im Jahr davor 638»: the year before the one just told."""
    past = dating.own_past(draft, mention)
    return past is not None and bool(_FURTHER.fullmatch(draft.text, past.start, past.end))


def compared_levels(last: Last) -> tuple[Time, Time] | None:
    """«6.510 Beratungen, im Jahr davor 5.834. Das ist ein Anstieg um 12 Prozent»: the later and the earlier day."""
    known = [time for time in last.levels if time.as_of]
    if len(known) != 2 or known[0].as_of == known[1].as_of:
        return None
    earlier, later = sorted(known, key=lambda time: time.as_of or date.min)
    return later, earlier


def sums_up(draft: Draft, mention: Mention) -> bool:
    """«… von 78,1 auf 66,6 Prozent entspricht 11,5 Prozentpunkten»: of the two levels just told."""
    return bool(_SUMS_UP.search(draft.text, max(0, mention.span.start - 50), mention.span.start))


def same_stretch(draft: Draft, mention: Mention) -> bool:
    """«im selben Zeitraum»: from the day to the day of the claim before."""
    return draft.sentence_says(mention.sentence, _SAME_STRETCH)


def then(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Damals waren es 622»: the day the claim before was compared with, else its own."""
    if not draft.says(mention.clause, _THEN):
        return None
    clause = draft.clauses[mention.clause]
    word = _THEN.search(draft.text, clause.start, clause.end)
    dated = word and any(m.as_of and m.end <= word.start() for m in draft.moments_of(mention.sentence))
    if dated and last.sentence != mention.sentence:
        return None  # «die bis Ende 2023 kamen, waren zu diesem Zeitpunkt noch da»
    return (last.before or last.time) if word else None


def then_unknown(draft: Draft, mention: Mention, time: Time) -> bool:
    """«Sie ist seit 2019 dabei. Damals umfasste die Zielgruppe …»: some day, and not today."""
    dated = any(moment.as_of for moment in draft.moments_of(mention.sentence))
    return draft.says(mention.clause, _THEN) and time.source == "assumed" and not dated


def is_balance(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Die Quote sah 592 vor, am Ende waren es 638, also 46 mehr»: than demanded, where no other year is named."""
    if topic.metric not in ("quota_target", "quota_actual") or mention.quantity.form != "plain":
        return False
    return not any(m.role == "compared" or m.shape == "shift" for m in draft.moments_of(mention.sentence))


def since_then(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Anfang 2018 waren es 351. Bis Ende 2024 hat sich deren Zahl vervierfacht»: since the day of that sentence."""
    if topic is not last.topic or last.time is None or not (time.as_of and last.time.as_of):
        return None
    moments = draft.moments_of(mention.sentence)
    own = [m for m in moments if m.months > 0 or (m.as_of and dating.names_a_day(draft, m))]
    goes_on = bool(own) and draft.echoes(mention) and last.sentence == mention.sentence - 1
    earlier = last.time.as_of < time.as_of or comparing.was_less(draft, mention)
    return last.time if goes_on and earlier else None


def carries(draft: Draft, continues: bool, last: Last, mention: Mention, ref: timing.Reference) -> bool:
    """A date is carried on within the sentence, by «davon», and into the next sentence if the draft has no «Stand»."""
    follows = last.sentence == mention.sentence - 1 and ref[1] == "assumed" and last.time is not None
    return continues or (follows and last.time is not None and last.time.source == "text")


def continued(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> Topic | None:
    """The topic of the claim before: «davon 503 Frauen», «ein Jahr später bereits 5.834», «29 mehr als 2021»."""
    if mention.quantity.form == "ratio" and last.topic and last.topic.unit == "persons_per_fte":
        return last.topic if mention.sentence - last.sentence <= 1 else None
    if last.topic is None or mention.quantity.form not in _FORMS:
        return None
    rate = mention.quantity.form != "plain" and (last.topic.unit == "fraction" or role == "change")
    if (
        (mention.quantity.form == "plain" or rate)
        and mention.noun.unit in (None, last.topic.unit)
        and _echoes(draft, mention, last, role)
    ):
        return last.topic
    if last.sentence == mention.sentence and mention.noun.unit in (None, last.topic.unit):
        by, _ = groups.of(draft, mention, last.topic)
        # «die Caritas über 1,25 geförderte Stellen, die Diakonie über 1,75»: the next part of the same split
        if (
            mention.quantity.form == "plain"
            and by
            and last.by
            and by.keys() == last.by.keys()
            and by != last.by
        ):
            return last.topic
    if last.topic.unit not in _PARTED or mention.noun.unit not in (None, last.topic.unit):
        return None
    near = last.sentence == mention.sentence or (
        last.sentence == mention.sentence - 1 and groups.thereof(draft, mention)
    )
    by, _ = groups.of(draft, mention, last.topic)
    near = near or (last.sentence == mention.sentence - 1 and _next_part(draft, mention, last.topic, by))
    return last.topic if near and (by or groups.thereof(draft, mention)) else None


def _next_part(draft: Draft, mention: Mention, topic: Topic, by: Mapping[str, str]) -> bool:
    """«• Frauen: 704», «Aus Syrien kommen 181 Personen.»: an item of a list, or a group and nothing that is unknown."""
    return draft.listed(mention.sentence) or (bool(by) and not residue.unexplained(draft, mention, topic))


def dated_before_auf(draft: Draft, mention: Mention) -> bool:
    """«von 1.226 Personen Ende 2023 auf …»: the old level names its own day."""
    until = draft.text.find(" auf ", mention.span.end)
    moments = draft.moments_of(mention.sentence)
    return any(mention.span.end <= m.start < until and m.role == "plain" and m.as_of for m in moments)


def _echoes(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> bool:
    """The same figure at another time, or its change."""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    spans = [clause, *(draft.clauses[label] for label in draft.labels(mention))]
    dated = any(span.holds(m.start) and m.shape != "now" for m in moments for span in spans)
    if last.sentence == mention.sentence:
        reached = role == "level_before" or (last.kind == "amount" and draft.says(mention.clause, _FROM_TO))
        return role == "change" or dated or reached or dating.own_past(draft, mention) is not None
    following = last.sentence == mention.sentence - 1
    if following and role == "change":
        return True  # «Damit ist die Zahl um 154 gestiegen.»
    if not following or draft.echoes(mention):
        return following
    # «Ein Jahr zuvor hatten wir 5.834 gezählt»
    back = dating.own_past(draft, mention) is not None
    return back and last.topic is not None and not residue.unexplained(draft, mention, last.topic)
