"""Numbers that take up those told before: «die entsprechenden Zahlen», «waren es 231 und 124», «von den 261 …»."""

from __future__ import annotations

import re
from datetime import date

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import inorder, together
from pipelines.publish.check.model import Claim, Mention, Time
from pipelines.publish.check.stated import roles
from pipelines.publish.check.stated.attribution import ADJECTIVES
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

CORRESPONDING = re.compile(
    r"\b(?:[Dd]ie entsprechenden|[Dd]iese(?: beiden)?|[Dd]ie beiden) (?:Zahlen|Werte)\b"
    r"|\b(?:laute(?:te)?n|betr[au]gen|waren|sind|l[ai]e?gen) die (?:Zahlen|Werte)\b"
)
_FORMER = re.compile(r"\b[Ee]rster(?:e[nrs]?|em)\b|\b[Ee]rstgenannte[nr]?\b")
_LATTER = re.compile(r"\b[Ll]etzter(?:e[nrs]?|em)\b|\b[Ll]etztgenannte[nr]?\b")
EITHER = re.compile(rf"(?P<former>{_FORMER.pattern})|(?:{_LATTER.pattern})")
_MANY = 20  # smaller numbers are the same by chance
_FAR = 10  # so many times a rate is all of them
_SUMMED = re.compile(r"\s*(?:und\s+|also\s+)?(?:insgesamt|zusammen)\s+(?:\w+\s+)?[\d.,]+\W*")
_IN_ALL = re.compile(
    r"(?i:\b(?:insgesamt|zusammen|zusammenge(?:nommen|zählt|rechnet)|absolut|in absoluten Zahlen"
    r"|summa\s+summarum|alles\s+in\s+allem)\b)"
)
# What a rate tells of one person or position, and what of all of them.
_TOTALS = {
    "consultations_per_person": "consultations",
    "consultations_per_fte": "consultations",
    "city_share_per_person": "city_share_eur",
}
# The clause tells of something else: «… 1.371 Beratungen je Stelle; insgesamt waren 4,75 besetzt».
_ELSE = {
    "per_person", "per_position", "per_head", "accompanied", "target", "contact", "cared", "entry", "exit", "costs",
    "grants",
    *ADJECTIVES,
}  # fmt: skip
# «… waren es 51 und 49», «… waren es 13,1 beziehungsweise 7,0 Prozent»: which claims such numbers answer.
_ANSWERED = {"plain": ("amount",), "percent": ("share", "ratio")}
SAY_WHO = {"ours", "ukraine"}  # name who, never what is counted
# «402 Zugänge und 231 Abgänge, im Jahr darauf 231 und 124»
_BARE_DAY = re.compile(
    r"^\s*(?:und\s+)?(?:(?:im\s+)?Vorjahr|im\s+Jahr\s+(?:darauf|danach|zuvor|davor)|ein\s+Jahr\s+(?:später|zuvor)|(?:im\s+Jahr\s+|Ende\s+|Mitte\s+)?(?:19|20)\d\d)"
    r":?\s+(?:dann\s+|nur\s+noch\s+|noch\s+)?[\d.]+(?:,\s+[\d.]+)?\s+(?:und|beziehungsweise|bzw\.)\s+[\d.]+\W*$"
)
_THAT_IS = re.compile(
    r"(?i:\b(?:das|dies|es) (?:sind|waren|entspricht|entsprach)\b|\b(?:sind|waren|entspricht) (?:das|dies|es)\b)"
)
# «130 Kinder bis fünf Jahre und 232 … Ihr Anteil lag bei 12,4 beziehungsweise 21,2 Prozent»
_THEIR_SHARES = re.compile(
    r"\b(?:[Ii]hre?|[Dd]eren|[Dd]ie)\s+(?:jeweilige[rn]?\s+)?Anteile?\b(?!\s+(?:de[rs]|an|von)\b)"
)
_COME_TO = r"(?:lauten|lauteten|betragen|betrugen|lagen|liegen)"
# «Ende 2024 lauten die Anteile 54,5 und 13,1 Prozent»
_WERE = re.compile(
    rf"\b(?:waren|sind) es\b|\b{_COME_TO} (?:sie|diese)\b"
    rf"|\b(?:{_COME_TO} die Anteile|[Dd]ie Anteile {_COME_TO})\b(?!\s+(?:der|von|aus|bei\s+de[rn])\b)"
)
# «von 231 über 124 auf 156»
_OVER = re.compile(r"\s+(?:[A-ZÄÖÜ]\w+\s+)?über\s+")
_ONTO = re.compile(r"^\s*(?:und\s+zwar\s+)?auf\s+(?:[a-zäöü]+\s+){0,2}[\d.]+(?:\s+[A-Z]\w+)?\W*$")
_FROM, _TO = re.compile(r"\bvon\s+(?:\w+\s+)?$"), re.compile(r"\s+(?:[A-ZÄÖÜ]\w+\s+)?auf\s+(?:\w+\s+)?")


def told(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """The claim told before whose metric and group the number has on another day; None where it does not say so."""
    if mention.quantity.form not in _ANSWERED:
        return None
    kinds = _ANSWERED[mention.quantity.form]
    if draft.says(mention.clause, CORRESPONDING):
        numbers = _numbers(draft, mention)
        return _answering(draft, mention, numbers, last, draft.just_before(mention.sentence), kinds)
    row = _part_and_whole(draft, mention) or inorder.row(draft, mention)
    clause = row[0].clause
    same_on_another_day = draft.says(clause, _WERE) or _only_a_day(draft, row)
    if not same_on_another_day or not _bare(draft, row):
        return None
    same = any(m.span.end <= row[0].span.start for m in draft.mentions_of(mention.sentence))
    sentence = mention.sentence if same else draft.just_before(mention.sentence)
    return _answering(draft, mention, row, last, sentence, kinds)


def _only_a_day(draft: Draft, row: list[Mention]) -> bool:
    """«…, im Jahr darauf 231 und 124», «310 Zugänge und 156 Abgänge (im Vorjahr: 231 und 124)»"""
    label = draft.label(row[0])
    first = row[0].clause if label is None else label
    start, end = draft.clauses[first].start, draft.clauses[row[-1].clause].end
    return bool(_BARE_DAY.fullmatch(draft.text[start:end]))


def _part_and_whole(draft: Draft, mention: Mention) -> list[Mention]:
    """«940 der 1.019 Personen wurden betreut. Ein Jahr später waren es 987 von 1.048»: the part, then the whole."""
    numbers = _numbers(draft, mention)
    return numbers if len(numbers) == 2 and draft.part_and_whole(*numbers) else []


def answered(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """The claim told before that the number takes up: in its turn, or by «Erstere», «Letztere»."""
    return told(draft, mention, last) or _pointed_at(draft, mention, last)


def _pointed_at(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """«310 Zugänge und 156 Abgänge. Erstere stiegen um 79, Letztere um 32»: the one of two told that is pointed at."""
    former = draft.says(mention.clause, _FORMER)
    if not former and not draft.says(mention.clause, _LATTER):
        return None
    before = draft.just_before(mention.sentence)
    told = [c for c in last.told if draft.by_sentence.index(c.start) == before]
    if len(told) != 2 or {c.kind for c in told} != {"amount"}:
        return None
    return told[0 if former else 1]


def share_told(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """«880 lebten in Familien, 440 allein. Das sind 63,8 beziehungsweise 31,9 Prozent»: the part that a share is of."""
    numbers = _numbers(draft, mention)
    if len(numbers) != 2 or any(m.quantity.form != "percent" for m in numbers):
        return None
    pair = inorder.AND.fullmatch(draft.text, numbers[0].span.end, numbers[1].span.start)
    said = draft.says(mention.clause, _THAT_IS) or draft.says(mention.clause, _THEIR_SHARES)
    if not pair or not said:
        return None
    return _answering(draft, mention, numbers, last, draft.just_before(mention.sentence))


def topic_told(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«790 angekommen, 560 lebten noch hier. Ein Jahr zuvor hatten die entsprechenden Zahlen 640 und 492 betragen»."""
    claim = answered(draft, mention, last)
    topic = draft.vocabulary.topics[claim.metric] if claim else None
    return topic if topic and not _names_another(draft, mention, topic) else None


def _names_another(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«2023 waren es 231 Zugänge, 2024 310. Bei den Abgängen waren es 124 und 156»: of another, on the same days."""
    named = {hit.concept for hit in draft.in_clause_of(mention)}
    return not named & (draft.vocabulary.telling[topic.unit] - SAY_WHO) <= topic.concepts


def day_told(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """The day of the number's counterpart, where two levels were told on two days and now two of something else.

    «Die Zugänge stiegen von 231 im Jahr 2023 auf 310 im Jahr 2024. Auch die Abgänge stiegen, nämlich von 124 auf 156.»
    «96 waren es Mitte 2022, 97 Ende 2024. Ihr Anteil ging von 9,2 auf 7,0 Prozent zurück.»
    """
    numbers = inorder.row(draft, mention)
    numbers = numbers if len(numbers) > 1 else _numbers(draft, mention)
    if len(numbers) < 2 or {m.quantity.form for m in numbers} not in ({"plain"}, {"percent"}):
        return None
    if any(m.shape != "now" for m in draft.moments_of(mention.sentence)):
        return None
    onward = _OVER if len(numbers) == 3 else _TO
    moved = onward.fullmatch(draft.text, numbers[0].span.end, numbers[1].span.start) and _FROM.search(
        draft.text, max(0, numbers[0].span.start - 20), numbers[0].span.start
    )
    if not moved and inorder.row(draft, mention) != numbers:
        return None
    before = draft.just_before(mention.sentence)
    told = [c for c in last.told if draft.by_sentence.index(c.start) == before]
    if len(told) != len(numbers) or {(c.kind, c.metric) for c in told} != {("amount", told[0].metric)}:
        return None
    times = [c.time for c in told]
    same_groups = all(c.by == told[0].by for c in told)
    if not same_groups or len(set(times)) < len(times) or bool(times[0].period_from) is not topic.period:
        return None
    if moved:
        # «von … auf» leads from the older day to the newer
        times.sort(key=lambda time: time.as_of or date.min)
    return times[numbers.index(mention)]


def end_of_way(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«In Köpfen bedeutet das einen Zuwachs von 1.048 auf 1.380»: the new level is of what the old one was.

    Likewise «Im Jahr davor war sie um 150 gestiegen, auf damals 790»: of what the change before it was.
    """
    old = draft.preceding(mention)
    if old is None or last.topic is None or last.topic.difference or last.end < old.span.end:
        return None
    if last.kind in ("change", "relative", "factor") and draft.says(mention.clause, _ONTO):
        return last.topic if mention.noun.unit in (None, last.topic.unit) else None
    led = _FROM.search(draft.text, max(0, old.span.start - 20), old.span.start)
    joined = led and _TO.fullmatch(draft.text, old.span.end, mention.span.start)
    alike = mention.quantity.form == old.quantity.form and mention.noun.unit in (None, last.topic.unit)
    return last.topic if joined and alike else None


def _answering(
    draft: Draft,
    mention: Mention,
    numbers: list[Mention],
    last: Last,
    sentence: int | None,
    kinds: tuple[str, ...] = ("amount",),
) -> Claim | None:
    before = [c for c in last.told if c.kind in kinds and c.start < numbers[0].span.start]
    before = [c for c in before if draft.by_sentence.index(c.start) == sentence]
    return before[numbers.index(mention)] if len(before) == len(numbers) else None


def _bare(draft: Draft, row: list[Mention]) -> bool:
    """«Ende 2020 waren es 414 und 208»: several numbers without a noun or group of their own, on one day."""
    if len(row) < 2:
        return False
    clauses = {m.clause for m in row}
    named = any("=" in hit.concept for m in row for hit in draft.in_clause_of(m))
    days = [m for m in draft.moments_of(row[0].sentence) if draft.by_clause.index(m.start) in clauses]
    return not named and len(days) <= 1 and all(m.noun.unit is None for m in row)


def _numbers(draft: Draft, mention: Mention) -> list[Mention]:
    return [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]


def retold(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… 261 aufgenommen. (…) Unter den 261 Aufgenommenen waren …»: what that number was told of."""
    if not draft.named_whole(mention) or mention.quantity.value < _MANY:
        return None
    told = last.told_as(mention.quantity.value)
    topic = draft.vocabulary.topics[told.metric] if told else None
    if topic is None or topic.difference or mention.noun.unit not in (None, topic.unit):
        return None  # «ein Plus von 154. Von den 154 Neuzugängen …»: a difference has no members
    # «Von den 156 Neuzugängen» of 156 exits: the noun names what is counted
    named = {h.concept for h in draft.in_clause_of(mention) if mention.noun.span.holds(h.start)}
    telling = draft.vocabulary.telling[topic.unit] - SAY_WHO
    return topic if named & telling <= topic.concepts else None


def _total_of_rate(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«4,7 Beratungen je Person – insgesamt waren es 6.510», «110 Euro je Person, zusammen 151.200 Euro»: of them all."""
    total = _TOTALS.get(last.metric or "")
    if total is None or mention.sentence - last.sentence > 1 or mention.quantity.form != "plain":
        return None
    if roles.of(draft, mention) != "level":
        return None  # «Insgesamt wuchs der Aufwand um 676»
    same_unit = mention.noun.unit in (None, draft.vocabulary.topics[total].unit)
    named = draft.concepts_of_clause(mention.clause) & _ELSE
    said = _IN_ALL.search(draft.clause_text(mention.clause)) or _total_again(draft, mention, last, total)
    return total if same_unit and not named and said else None


def _total_again(draft: Draft, mention: Mention, last: Last, total: str) -> bool:
    """«6.510 Beratungen, im Schnitt 4,7 je Person. Im Jahr davor waren es 5.834»: so many are no rate."""
    told = len(last.told) > 1 and last.told[-2].metric == total
    return told and draft.echoes(mention) and mention.quantity.value > _FAR * last.told[-1].value


def summed_up(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Zwanzig Geflüchtete mehr als 2023 wurden aufgenommen, insgesamt 261»: all of those just told of."""
    total = _total_of_rate(draft, mention, last)
    if total:
        return draft.vocabulary.topics[total]
    near = last.topic is not None and last.sentence == mention.sentence and mention.noun.unit is None
    parted = last.kind == "amount" and last.topic is not None and last.topic.unit == "persons" and last.by
    if parted and mention.sentence - last.sentence <= 1 and together.added(draft, mention):
        # «752 aus der Ukraine; zusammen mit allen anderen Herkunftsländern ergibt das 1.380»
        return last.topic
    return last.topic if near and _SUMMED.fullmatch(draft.clause_text(mention.clause)) else None
