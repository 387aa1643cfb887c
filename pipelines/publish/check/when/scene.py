"""The day that a sentence without a claim sets for the next: «Ende 2022 war viel los. Es begleitete 1.119 Menschen.»"""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import tense
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import timing
from pipelines.publish.check.words.vocabulary import Topic

# A beginning dates nothing that came of it: «2016 begann das Integrationsmanagement. Es zählte 1.380 Personen.»
_BEGAN = re.compile(
    r"(?i:\b(?:beg[ao]nn\w*|gegründet\w*|gründ\w*|start\w*|gestartet|eingerichtet|eingeführt|führte|beschloss\w*|tagt\w*|brach\w*"
    r"|\w*gebrochen|überfiel|angriff\w*|kriegs\w*|eröffne\w*|seit)\b)"
)
# «Der Landkreis legt seine Zahlen im März vor»: when something is told, and of no number
_IS_TOLD = re.compile(r"\b(?:legt|legen|stellt|stellen)\b[^.;]*\bvor\b|\b(?:erscheint|veröffentlicht)\b")
_SINCE_THEN = re.compile(
    r"(?i:\b(?:seitdem|seither|bis heute|seit damals|schon damals|anschließend|danach)\b)"
)
_SO_MANY = re.compile(r"\W*So\s+(?:viele?|oft|häufig)\b")
# «415.000 Euro Gesamtkosten, 296.725 Euro Zuschüsse.»
_ITEM = r"(?:(?i:gut|rund|knapp|etwa)\s)?\d[\d.,]*(?:\s(?:[a-zäöüß]+e[nrs]?\s)?[A-ZÄÖÜ]\w+){1,2}"
_ONLY_NUMBERS = re.compile(rf"{_ITEM}(?:(?:,|\sund)\s(?:davon\s|darunter\s)?{_ITEM})*\W*")
_THEREBY = re.compile(r"\b(?:damit|somit|also|mithin)\b")
_SO_IT_WAS = re.compile(
    r"^\W*So\s+(?:(?:war|ist|lag|verhielt|sah|sieht)\s+(?:es|das|der\s+Stand|die\s+\w*[Ll]age)\b"
    r"|stellte?\s+sich\s+(?:die\s+\w*[Ll]age|das|es|der\s+Stand)\b)"  # «So stellte sich die Lage Mitte 2022 dar»
)
_WHY = re.compile(
    r"^\W*(?:Wie|Warum|Weshalb|Wieso|Woher|Woran|Wodurch|Was\s+steckt)\b(?!\s+(?:viele?|hoch|groß)\b)"
)
_MORE = re.compile(r"(?i:\b(?:weitere[nr]?|noch\s+einmal|zusätzlich(?:e[nr]?)?)\s+(?:rund\s+|etwa\s+)?)$")
_FOLLOWED = re.compile(r"\bfolgten?\b")
_BECAME = re.compile(r"\b(?:geworden|wurden|an(?:gewachsen|gestiegen|wuchs|stieg))\b")
_FOR_THAT = re.compile(r"(?i:\b(?:dafür|hierfür|damit)\b)")
_WITHIN = re.compile(r"(?i:binnen|innerhalb|in)\b")
_HAD_BEEN = re.compile(r"\bhatten?\W*$")


def period(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """«2023 wurde so viel beraten wie nie. 5.834 Beratungen waren es, ein Drittel mehr als 2022»: the only period of
    the sentence before, where this one names nothing but what it compares with."""
    before = draft.just_before(mention.sentence)
    if (
        before is None
        or (last.sentence >= before and last.sentence != mention.sentence)
        or draft.frames.titles[before]
    ):
        return None
    # «6.510 Beratungen stehen in der Bilanz, nach 5.834 im Jahr 2023»: of the number it is compared with
    own = {None, mention.quantity.start}
    if any(
        m.as_of
        and m.role != "compared"
        and draft.compared_days.get(m.start) in own
        and not _of_a_later_clause(draft, mention, m)
        for m in draft.moments_of(mention.sentence)
    ):
        return None
    moments = [m for m in draft.moments_of(before) if m.as_of]
    one = len(moments) == 1 and moments[0].role == "plain" and moments[0].period_from is not None
    return moments[0] if one and not _of_an_event(draft, before) else None


def said_next(draft: Draft, mention: Mention) -> Moment | None:
    """«6.510 Beratungen in einem Jahr! So viele wurden 2024 geführt»: the period that the next sentence gives."""
    following = mention.sentence + 1
    if following >= len(draft.sentences) or draft.mentions_of(following):
        return None
    if not _SO_MANY.match(draft.sentence_text(following)):
        return None
    moments = [m for m in draft.moments_of(following) if m.as_of]
    return moments[0] if len(moments) == 1 and moments[0].period_from else None


def taken_up_next(draft: Draft, mention: Mention) -> Moment | None:
    """«415.000 Euro Kosten, 296.725 Euro Zuschüsse. 2023 waren damit …»: numbers without a verb are of the next day.

    Likewise «40,7 Prozent der Begleiteten waren Frauen. So war es Ende 2020, als …»
    """
    following = draft.just_behind(mention.sentence)
    if following is None or draft.moments_of(mention.sentence):
        return None
    bare = draft.just_before(mention.sentence) is None and draft.sentence_says(following, _THEREBY)
    bare = bare and bool(_ONLY_NUMBERS.fullmatch(draft.sentence_text(mention.sentence).strip()))
    dated = draft.moments_of(following)
    # «Wie kommt der Anstieg von 1.119 auf 1.226 zustande? Durch 231 Zugänge, denen 2023 …»
    bare = bare or (draft.asks(mention.sentence) and draft.sentence_says(mention.sentence, _WHY))
    taken_up = len(dated) == 1 and (bare or draft.sentence_says(following, _SO_IT_WAS))
    return dated[0] if taken_up and dated[0].as_of and dated[0].role == "plain" else None


def _of_a_later_clause(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«6.510 Beratungen stehen in der Statistik, 2023 waren es 5.834»: of the number it stands with."""
    clause = draft.by_clause.index(moment.start)
    return clause > mention.clause and clause in draft.clauses_with_numbers


def named(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """The only day of the sentence before, where nothing in this one, and no claim before, names another."""
    before = draft.just_before(mention.sentence)
    if before is None or last.sentence >= before or draft.frames.titles[before]:
        return None
    others = [m for m in draft.moments_of(mention.sentence) if m.role != "compared"]
    if others or draft.sentence_says(mention.sentence, _SINCE_THEN):
        return None
    moments = [moment for moment in draft.moments_of(before) if moment.as_of]
    one = len(moments) == 1 and moments[0].role in ("plain", "stand")
    if not one or not any(map(days.is_month_end, (moments[0].as_of, *moments[0].also))):  # type: ignore[arg-type]
        return None
    return moments[0]


def of(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """`named`, where the number's own words speak of what was and that sentence of no beginning."""
    moment = named(draft, mention, last)
    today = tense.of_today(draft, mention) or tense.tells_of_today(draft, mention)
    if moment is None or today or _of_an_event(draft, mention.sentence - 1):
        return None
    return moment


def begun(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Was sich 2024 verändert hat, zeigt dieser Überblick. Sie wuchs von 1.226 auf …»: when that year began."""
    moment = None if topic.period or topic.year else named(draft, mention, last)
    if moment is None or moment.period_from is None or moment.as_of != time.as_of:
        return None
    return Time(moment.period_from, None, "assumed")


def _of_an_event(draft: Draft, sentence: int) -> bool:
    """Does a sentence say when something began, or is told?"""
    return draft.sentence_says(sentence, _BEGAN) or draft.sentence_says(sentence, _IS_TOLD)


def since_it_had_been(draft: Draft, mention: Mention) -> bool:
    """«Ihr Anteil, der Mitte 2022 bei 65,5 Prozent gelegen hatte, ging auf 61,5 Prozent zurück»: not of that day."""
    aside = mention.clause - 1
    if aside not in draft.clauses_with_numbers or not draft.goes_on_from_aside(mention):
        return False
    days = [m for m in draft.moments_of(mention.sentence) if m.as_of or m.shape == "shift"]
    inside = [m for m in days if draft.clauses[aside].holds(m.start)]
    return len(inside) == len(days) == 1 and draft.says(aside, _HAD_BEEN)


def reached(draft: Draft, mention: Mention, topic: Topic, last: Last, ref: timing.Reference) -> Time:
    """The day of a new level whose sentence dates the old one only.

    So much later («binnen zweier Jahre»), else the day of the sentence before, else the draft's.
    """
    told = last.time and last.before and last.sentence == mention.sentence and topic is last.topic
    if told and last.time.as_of and last.before.as_of and last.time.as_of > last.before.as_of:  # type: ignore[union-attr]
        return last.time  # type: ignore[return-value]  # «habe sich bis Ende 2024 vervierfacht, von 351 am 1. Januar 2018 auf 1.380»
    span = next((m for m in draft.moments_of(mention.sentence) if m.shape == "shift"), None)
    if span and last.time:
        return timing.shifted(last.time, abs(span.months))
    old, prior = last.time.as_of if last.time else None, last.prior
    if topic.period and prior and prior.as_of and old and prior.as_of.year > old.year and old.month == 12:
        year = prior.as_of.year  # «2024 … Die Zahl der Beratungen stieg von 5.834 im Jahr 2023 auf 6.510»
        return Time(days.month_end(year, 12), days.before(year, 1), prior.source)
    today = not topic.period and ref[1] == "assumed" and tense.has_moved(draft, mention)
    if prior and prior.as_of and (old is None or prior.as_of > old) and not today:
        stretch = prior.period_from if topic.period else None
        return Time(prior.as_of, stretch, prior.source) if stretch or not topic.period else Time(None)
    if topic.period and last.time and old and old.month == 12 and draft.says(mention.clause, _FOLLOWED):
        return timing.shifted(last.time, 12)  # «Auf 4.380 Beratungen im Jahr 2022 folgten 5.834»
    return Time(None) if topic.period else Time(ref[0], None, ref[1])


def became(draft: Draft, mention: Mention) -> int:
    """«Aus 1.226 Begleiteten Ende 2023 sind binnen eines Jahres 1.380 geworden»: so many months behind the old level."""
    if not draft.says(mention.clause, _BECAME):
        return 0
    clause = draft.clauses[mention.clause]
    within = (
        m
        for m in draft.moments_of(mention.sentence)
        if m.shape == "shift" and clause.holds(m.start) and _WITHIN.match(draft.text, m.start)
    )
    return abs(next((m.months for m in within), 0))


def year_told(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«Um 154 Personen ist sie im Jahr 2024 gewachsen. Es gab 310 Zugänge»: the year of which the sentence before tells.

    Likewise «2024 nahm die Stadt 261 Geflüchtete auf. Es gab 6.510 Beratungen, 676 mehr als 2023».
    """
    before = draft.just_before(mention.sentence)
    # «… hat die Stadt 2024 aufgebracht. Was dem gegenübersteht? 6.510 Beratungen»: past a remark
    if not topic.period or before is None or not before <= last.sentence <= mention.sentence:
        return None
    if any(
        m.role != "compared" and not _of_that_number(draft, m) for m in draft.moments_of(mention.sentence)
    ):
        return None
    # «… 151.200 Euro im Jahr 2024, nach 118.275 Euro im Jahr 2023»: of the year that is told, not the one compared with
    named = [m for m in draft.moments_of(before) if m.as_of and m.start not in draft.compared_days]
    year = last.time.as_of if last.time and last.topic and last.topic.year else None
    if year and draft.says(mention.clause, _FOR_THAT):
        # «2023 kostete es 415.000 Euro, 2024 dann 504.000. Dafür gab es 676 Beratungen mehr als im Jahr davor»
        return Time(year, days.before(year.year, 1), "text")
    if len(named) != 1 or not named[0].period_from or named[0].role != "plain":
        return None
    if last.time and last.time.period_from not in (None, named[0].period_from):
        return None  # «Von Januar bis Juni»: more than that month
    return Time(named[0].as_of, named[0].period_from, "text")


def _of_that_number(draft: Draft, moment: Moment) -> bool:
    """«Es gab 310 Zugänge, was mehr ist als die 231 des Vorjahres»: a step of the number it stands behind."""
    back = moment.shape == "shift" and moment.months < 0 and draft.text.startswith("des ", moment.start)
    sentence = draft.by_sentence.index(moment.start)
    return back and any(moment.start - m.span.end == 1 for m in draft.mentions_of(sentence))


def year_of_talks(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«2024 gab es 6.510 Beratungen. (…) Auf jede Person, die am Jahresende begleitet wurde, entfallen 4,7»: of those."""
    if topic.metric not in ("consultations_per_person", "consultations_per_fte"):
        return None
    talks = (c.time for c in reversed(last.told) if c.metric == "consultations" and c.kind == "amount")
    told = next((time for time in talks if time.period_from and time.as_of), None)
    named = [m.as_of for m in draft.moments_of(mention.sentence) if m.as_of]
    return told if told and all(day == told.as_of for day in named) else None


def further(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Bis Mitte 2022 waren 512 angekommen, bis zum Jahresende weitere 128»: those who came in between."""
    told = (c.time.as_of for c in reversed(last.told) if c.metric == topic.metric)
    before = next(told, None) if last.sentence >= mention.sentence - 1 else None
    if not topic.grows or before is None or time.as_of is None or time.as_of <= before:
        return None
    said = _MORE.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    return Time(time.as_of, before, time.source) if said else None
