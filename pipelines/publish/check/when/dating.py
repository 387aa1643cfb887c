"""Which date expression of a sentence belongs to a number."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import paired
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.stated import moving, tense
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import asked, behind, instead, left, legend, stretched
from pipelines.publish.check.words.vocabulary import Topic

_VERB_ENDS = re.compile(
    r"(?:\s+[a-zäöüß]+(?:en|t))?[\s,]*"
)  # «… gegenüber dem Jahr 2023 gestiegen, in dem …»
_UNTIL = re.compile(r"(?i:\bbis(?:\s+zum|\s+ende|\s+einschließlich)?\s+)$")
_AFTER = re.compile(r"\W*(?:Nach|Auf|nach|auf)\s+(?:\w+\s+)?")
_THERE_WERE = re.compile(r"\b(?:folgten?|waren\s+es|sind\s+es|gab\s+es|wurden(?:\s+es)?)\s+(?:\w+\s+){0,2}$")
_BEHIND = 12  # signs between a number and its day: « im Jahr »
# «als Ende 2023 mit 70,9 Prozent», «den Wert von Ende 2023 von 70,9 Prozent um … unterschritten»
_COMPARED_WITH = re.compile(r"\s+(?:mit|bei|von|in\s+Höhe\s+von)\s+(?:(?:plus|minus|noch)\s+)?")
_AS_ALREADY = re.compile(r"\bwie\s+(?:schon|bereits|auch|zuvor)\s+(?:\w+\s+)?$")
_BRACKETED = re.compile(r"\)\s+(?:noch\s+)?um\s+")  # «das Jahr davor (Ende 2022 bis Ende 2023) noch um 68»
_BOTH = re.compile(r"\s+(?:und|zu|gegenüber)\s+")
_AS_THEN = re.compile(r"\s+wie\s+(?:noch\s+)?(?:(?:am|im|zum|für)\s+)?")
_OPENED = re.compile(r"\s*\(\s*(?:(?:im|am|zum|per|Stand:?|Stichtag:?|Ende|\w*[Jj]ahr)\s+){0,2}")
_BRACKET = re.compile(r"\((?:im\s|Jahr\s|Ende\s|in\s)*$")
_IN_BRACKET = re.compile(r"\s?[:=]\s?(?:\w+\s)?[\d.,]+\s?(?:(?:%|€|\w+)\s?){0,2}\)")
_CLOSED = re.compile(r"\s*\)")
_WHEN = re.compile(
    r"^\s*(?:als|in dem|da|wo)\b.*\b(?:war|waren|sind|seien|lag|lagen|betrug|gab|umfasste|wurden|\w{3,}ten?"
    r"|\w*(?:nahm|kam|stand|ging|wuchs|stieg|sank|fiel|hielt|ließ|begann)(?:en)?)\W*$",
    re.DOTALL,
)
_WHICH_WAS = re.compile(
    r"^\s*(?:der|die|das)\b.*\b(?:betragen|gelegen)\s+hat(?:te)?\b|^\s*(?:der|die|das)\s+bei\b.*\blag\b"
)
# «… hinter dem Vorjahr, das 402 gebracht hatte»
_WHICH_BROUGHT = re.compile(r"^\s*das\b.*\b(?:gebracht|ergeben|gesehen|verzeichnet|gezählt)\s+ha(?:t|tte)\b")
_VALUE_OF = re.compile(r"\b(?:[Ww]ert|[Zz]ahl|[Ss]tand|[Nn]iveau)\w*\s+(?:von|vom|aus|de[sr])\b")
_IN_THE_YEAR = re.compile(r"\b(?:im Jahre?|im|am|zum|in|zum Jahres)\s*$")
_AND = re.compile(r",|\b(?:und|sowie)\b")
_LIKE_IN = re.compile(r"\s+wie\s+(?:noch\s+)?(?:(?:im|in|am|zum|für)\s+)?(?:Jahre?\s+)?")
_YEAR, _NUMBER = re.compile(r"20\d\d"), re.compile(r"\d")
_NEXT_ONES = 40
_LAST_YEAR = re.compile(
    r"(?i:im (?:(?:zurückliegenden|vergangenen|letzten|vorangegangenen) jahr|jahr (?:davor|zuvor)|vorjahr)\b)"
)


def names_a_day(draft: Draft, moment: Moment) -> bool:
    """«Ende 2024», «bis Dezember 2024»: a day, and no stretch of time with a beginning of its own."""
    return moment.shape == "point" or says_until(draft, moment)


def says_until(draft: Draft, moment: Moment) -> bool:
    """«bis Ende 2024»."""
    if draft.text[moment.start : moment.start + 4].lower() == "bis ":
        return True
    return bool(_UNTIL.search(draft.text, max(0, moment.start - 30), moment.start))


def beside(draft: Draft, mention: Mention) -> Moment | None:
    """«4,75 (Dezember 2024)», «Ende 2024 (1.380 Personen)»: number and date that a bracket puts together."""
    if instead.leads(draft, mention):
        return None
    for moment in in_sentence(draft, mention):
        behind = moment.start >= mention.span.end and _OPENED.fullmatch(
            draft.text, mention.span.end, moment.start
        )
        behind = behind and _CLOSED.match(draft.text, moment.end)
        before = moment.end <= mention.span.start and _OPENED.fullmatch(
            draft.text, moment.end, mention.span.start
        )
        before = before or (
            draft.text[moment.start - 1] == "("
            and moment.end <= mention.span.start
            and _BRACKETED.fullmatch(draft.text, moment.end, mention.span.start)
        )
        compared = moment.role == "compared" and _COMPARED_WITH.fullmatch(
            draft.text, moment.end, mention.span.start
        )
        # «lag Ende 2024 wie schon Ende 2022 bei 4,75»
        already = _AS_ALREADY.search(draft.text, max(0, moment.start - 30), moment.start)
        # «nicht mehr 948 wie Ende 2021»
        if moment.role == "compared" and mention.quantity.form == "plain":
            behind = behind or _AS_THEN.fullmatch(draft.text, mention.span.end, moment.start)
        if moment.as_of and (behind or before or (compared and not already)):
            # «Seit Ende 2023 (1.226) …»: so many there were then
            return replace(moment, role="plain") if moment.role == "since" else moment
    return None


def _beside_both(draft: Draft, mention: Mention) -> Moment | None:
    """«234 und 241 (2023)»: the bracket behind two numbers dates both."""
    following = draft.following(mention)
    if following is None or not _BOTH.fullmatch(draft.text, mention.span.end, following.span.start):
        return None
    day = beside(draft, following)
    return day if day and day.start >= following.span.end and draft.text[day.start - 1] == "(" else None


def _of_the_whole(draft: Draft, mention: Mention) -> Moment | None:
    """«498 der 6.510 Beratungen, die es in jenem Jahr gab»: what describes the whole dates it."""
    relative = draft.relative_clause(mention) if draft.whole_of_one_before(mention) else None
    if relative is None:
        return None
    told = (m for m in in_sentence(draft, mention) if m.as_of and draft.by_clause.index(m.start) == relative)
    return next(told, None)


def reached_undated(draft: Draft, mention: Mention) -> bool:
    """«von 1 zu 262 Ende Juni auf 1 zu 236»: is the only day that of the old level, before which nobody got there?"""
    start = draft.clauses[mention.clause].start
    before = [
        m for m in draft.mentions_of(mention.sentence) if start <= m.quantity.start < mention.quantity.start
    ]
    clause = draft.clauses[mention.clause]
    days = [m for m in in_sentence(draft, mention) if m.as_of and clause.holds(m.start)]
    if not before or len(days) != 1 or days[0].as_of is None or days[0].role != "plain":
        return False
    if left.day_of(draft, mention):
        return False  # «2023 gestiegen, und zwar von 4.380 im Jahr 2022 auf 5.834»
    old = [m for m in before if not paired.changing(draft, m)]
    if len(old) != 1:
        return False
    followed = _follows(draft, mention, old[0])
    if not (followed or phrases.ONTO.search(draft.text, max(0, mention.span.start - 16), mention.span.start)):
        return False
    counted = {draft.text[m.quantity.end : m.noun.span.end].strip() for m in (old[0], mention)}
    if len(counted - {""}) > 1:
        return False  # «Der Aufwuchs von 171 Personen im Jahr 2022 geht auf 402 Zugänge zurück»
    come = followed or phrases.FROM.search(draft.text, max(0, old[0].span.start - 16), old[0].span.start)
    at_it = bool(come) and 0 <= days[0].start - old[0].span.end <= _BEHIND
    # «Der Saldo von 171 sank 2023 auf 107»: behind the verb it is the new level's
    return at_it and not moving.CHANGING.search(draft.text, old[0].span.end, days[0].start)


def _follows(draft: Draft, mention: Mention, old: Mention) -> bool:
    """«Auf 4.380 Beratungen im Jahr 2022 folgten 5.834», «Nach 1.310 Ende Juni waren es 1.362»: a later day's number."""
    start = draft.clauses[mention.clause].start
    led = _AFTER.fullmatch(draft.text, start, old.span.start)
    stepped = any(m.shape == "shift" for m in in_sentence(draft, mention))
    return (
        bool(led) and not stepped and bool(_THERE_WERE.search(draft.text, old.span.end, mention.span.start))
    )


def told_then(draft: Draft, mention: Mention) -> Moment | None:
    """«Anders als Ende 2020, als 59 Prozent Männer waren»: the day at whose end a clause with «als» begins."""
    before = mention.clause - 1
    told = draft.says(mention.clause, _WHEN) or (before >= 0 and _which_was(draft, mention))
    told = told or draft.says(mention.clause, _WHICH_BROUGHT)
    if before < 0 or not told or not draft.one_sentence(before, mention.clause):
        return None
    clause = draft.clauses[before]
    for moment in in_sentence(draft, mention):
        if clause.holds(moment.start) and _VERB_ENDS.fullmatch(draft.text, moment.end, clause.end):
            return replace(moment, role="plain")  # «Seit dem 1. Januar 2018, als 351 Personen …»
    return None


def _which_was(draft: Draft, mention: Mention) -> bool:
    """«… über dem Wert von Mitte 2022, der 21,1 betragen hatte»: a clause that gives a value its number."""
    return draft.says(mention.clause, _WHICH_WAS) and draft.says(mention.clause - 1, _VALUE_OF)


def moment_of(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    then = told_then(draft, mention)
    if then and then.as_of:
        return then
    own_day = (
        left.day_of(draft, mention)
        or beside(draft, mention)
        or _beside_both(draft, mention)
        or _of_the_whole(draft, mention)
    )
    own_day = own_day or paired.respectively(draft, mention) or _as_it_was(draft, mention)
    own_day = own_day or stretched.part_or_whole(draft, mention, topic)
    own_day = own_day or stretched.years_together(draft, mention, topic)
    if own_day:
        return own_day
    moments = [
        m
        for m in in_sentence(draft, mention)
        if m.role != "compared"
        and not (m.months < 0 and (m.shape == "shift" or not has_stretch(topic)))
        and draft.compared_days.get(m.start, mention.quantity.start) == mention.quantity.start
        and not _of_bracket(draft, mention, m)
        and not legend.holds(draft, m)
        and not tense.of_the_beginning(draft, mention, m)
        and not (topic.metric == "active_with_contact" and window_of_contact(draft, mention, m))
    ]
    dated = [m for m in moments if m.shape != "now"]
    stepped = [m for m in dated if m.shape == "shift" and m.months > 0 and m.end + 1 == mention.span.start]
    if stepped:
        return stepped[0]  # «2022 insgesamt 4.380, im Jahr darauf 5.834 und 2024 schließlich 6.510»
    today = _set_against(draft, mention, moments)
    if today:
        return today
    # «derzeit» beside a date of the same clause adds nothing; alone it forbids a date from elsewhere.
    for pool in (dated, moments):
        own = [m for m in pool if draft.by_clause.index(m.start) == mention.clause and m.role != "since"]
        own = own or _around(draft, mention, pool)
        if pool is moments and not own and not dated:
            labels = draft.labels(mention)  # «Heute überwiegen die Frauen: 704»
            own = [m for m in pool if m.shape == "now" and draft.by_clause.index(m.start) in labels]
        stretches = [m for m in own if m.period_from]
        if topic.period and stretches:
            # «2022 wuchs … um 171 auf 1.119 zum Jahresende»: a flow has a period
            own = _own_end(draft, mention, own) or [_until_day(draft, m, own) for m in stretches]
        inside = [] if topic.period else [m for m in own if _within_year(draft, m, own)]
        if len(inside) == 1:
            return inside[0]
        if own:
            return paired.paired(draft, mention, own) or min(own, key=lambda m: _apart(draft, m, mention))
        told = [
            m for m in pool if m.as_of and draft.by_clause.index(m.start) == draft.relative_clause(mention)
        ]
        if told:
            return told[0]  # «Heute geht es um 1.226 Personen, die es Ende 2023 begleitete»
    since = [m for m in dated if m.role == "since" and draft.by_clause.index(m.start) == mention.clause]
    earlier = [m for m in dated if m.end <= mention.quantity.start and m.role != "since"]
    later = [
        m
        for m in dated
        if m.start >= mention.quantity.end
        and m.role != "since"
        and not behind.of_the_next(draft, mention, topic, m)
    ]
    if since:
        return since[-1]
    return earlier[-1] if earlier else later[0] if later else None


def _as_it_was(draft: Draft, mention: Mention) -> Moment | None:
    """«Statt 124 wie im Jahr 2023 verließen 2024 156 Personen …»: the day right behind the number."""
    if mention.quantity.form == "factor":
        return None  # «doppelt so viele wie Ende 2020»
    told = (m for m in draft.moments_of(mention.sentence) if m.as_of and m.start >= mention.span.end)
    behind = next(told, None)
    beside = behind is not None and _LIKE_IN.fullmatch(draft.text, mention.span.end, behind.start)
    return replace(behind, role="plain") if behind is not None and beside else None


def _set_against(draft: Draft, mention: Mention, moments: list[Moment]) -> Moment | None:
    """«lag Ende 2020 bei 40,7 Prozent und liegt heute bei 51»: the only word for a day since the number before."""
    before = draft.preceding(mention)
    if before is None or before.clause != mention.clause:
        return None
    since = [m for m in moments if before.span.end <= m.start and m.end <= mention.span.start]
    behind = any(0 <= m.start - mention.span.end <= _BEHIND for m in moments)
    return since[0] if len(since) == 1 and since[0].shape == "now" and not behind else None


def window_of_contact(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Von den 470, für die Ende 2024 … zuständig war, hatten 447 im zurückliegenden Jahr Kontakt»: names no day."""
    others = any(m.as_of and m is not moment and m.shape == "point" for m in in_sentence(draft, mention))
    contact = draft.in_clause(mention.clause, "contact") or draft.in_clause(mention.clause, "cared")
    return others and contact and bool(_LAST_YEAR.match(draft.text, moment.start))


def has_stretch(topic: Topic) -> bool:
    """Is the metric counted over a stretch of time? Of a stock, «in den letzten Monaten» names no day."""
    return topic.period or topic.grows or topic.year


def _until_day(draft: Draft, stretch: Moment, own: list[Moment]) -> Moment:
    """«Am 30. Juni waren für 2024 schon 3.205 Beratungen gezählt»: the part of the year that was over."""
    assert stretch.period_from and stretch.as_of
    for m in own:
        inside = m.shape == "point" and m.as_of and stretch.period_from < m.as_of < stretch.as_of
        if inside and _completed_by(draft, m, stretch):
            return replace(stretch, as_of=m.as_of)
    return stretch


def _within_year(draft: Draft, day: Moment, own: list[Moment]) -> bool:
    """«Zur Jahresmitte hatte das Team 2024 schon 1.310 Menschen begleitet»: the day that the year beside it completes."""
    if day.shape != "point" or day.as_of is None:
        return False
    years = (m for m in own if _YEAR.fullmatch(draft.text, m.start, m.end) and _completed_by(draft, day, m))
    return any(m.period_from < day.as_of < m.as_of for m in years if m.period_from and m.as_of)


def _completed_by(draft: Draft, day: Moment, year: Moment) -> bool:
    """Does a day name no year itself, and does no number part it from one?

    Not «Von den 4.380 Beratungen des Jahres 2022 fanden 2.110 bis zur Jahresmitte statt».
    """
    between = draft.text[min(day.end, year.end) : max(day.start, year.start)]
    return not (_YEAR.search(draft.text, day.start, day.end) or _NUMBER.search(between))


def _around(draft: Draft, mention: Mention, pool: list[Moment]) -> list[Moment]:
    """«der Rest – 3.305 – auf die Monate Juli bis Dezember»: the day behind a number that is set in between dashes."""
    following = mention.clause + 1
    if following in draft.clauses_with_numbers or not draft.inserted(mention.clause - 1, mention.clause):
        return []
    if draft.text[draft.clauses[mention.clause].end - 1] not in "–—" or following >= len(draft.clauses):
        return []
    return [m for m in pool if draft.by_clause.index(m.start) == following and m.role == "plain"]


def _own_end(draft: Draft, mention: Mention, own: list[Moment]) -> list[Moment]:
    """«Auf 3.205 Beratungen im ersten Halbjahr folgten bis zum Jahresende weitere 3.305»: a day up to which one counts.

    It stands at the number, and the stretch of time at another one.
    """
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    ends = [m for m in own if m.shape == "point" and m.as_of and says_until(draft, m)]
    if len(numbers) < 2 or not ends:
        return []
    end = min(ends, key=lambda m: _apart(draft, m, mention))
    nearer = all(gap(end, mention) < gap(m, mention) for m in own if m is not end)
    return [end] if nearer and gap(end, mention) <= _BEHIND else []


def _of_bracket(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«6.510 (2023: 5.834) Beratungen»: the year in the bracket is of the number in it only."""
    inside = _IN_BRACKET.match(draft.text, moment.end)
    opened = _BRACKET.search(draft.text, max(0, moment.start - 20), moment.start)
    if inside is None or opened is None:
        return False
    return not moment.end <= mention.quantity.start < inside.end()


def other_day(draft: Draft, mention: Mention) -> Moment | None:
    """«2023 weniger als im Jahr 2022: 124 statt 321»: the second number is of the day compared with."""
    start = draft.clauses[mention.clause].start
    first = instead.FIRST.fullmatch(draft.text, start, mention.span.start)
    if not first and not instead.BEHIND.search(
        draft.text, max(0, mention.span.start - 40), mention.span.start
    ):
        return None
    compared = [m for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    question = asked.since(draft, mention) if not compared else None
    if question:
        return replace(
            question, role="plain"
        )  # «… seit Ende 2023 verändert? Ende 2024 waren es 1.380 statt 1.226»
    if first and len(compared) == 1:
        # «gingen 2023 gegenüber 2022 zurück: Statt 231 waren es nur noch 124»
        return compared[0] if compared[0].end <= start and draft.text[start - 1] == ":" else None
    before = [
        m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause and m is not mention
    ]
    # «Seit Ende 2023 hat sich viel getan: Ende 2024 waren es 1.380 statt 1.226»
    compared = compared or _since_before(draft, mention)
    one = len(compared) == 1 and len(before) == 1 and compared[0].end <= before[0].span.start
    return compared[0] if one else None


def _since_before(draft: Draft, mention: Mention) -> list[Moment]:
    """The day since which something changed, in a clause before the colon that leads to the number's."""
    start = draft.clauses[mention.clause].start
    since = [m for m in in_sentence(draft, mention) if m.role == "since" and m.as_of and m.end <= start]
    led = draft.text[start - 1] == ":" if start else False
    return [replace(m, role="plain") for m in since] if led else []


def in_sentence(draft: Draft, mention: Mention) -> list[Moment]:
    return draft.moments_of(mention.sentence)


def _apart(draft: Draft, moment: Moment, mention: Mention) -> int:
    """Signs between a day and a number, but for «im Jahr»; a day behind «und» is rather of the next number.

    «von 592 im Jahr 2022 auf 365 im Jahr 2023 und lag 2024 bei 257», «2023 nur noch 231 und 2024 wieder 310 Zugänge»
    """
    if moment.start < mention.span.end:
        return gap(moment, mention)
    between = draft.text[mention.span.end : moment.start]
    near = len(_IN_THE_YEAR.sub("", between)) or 1
    return near + (_NEXT_ONES if _AND.search(between) and _number_behind(draft, moment, mention) else 0)


def _number_behind(draft: Draft, moment: Moment, mention: Mention) -> bool:
    """Does another number of the clause follow the day?"""
    numbers = draft.mentions_of(mention.sentence)
    return any(m.clause == mention.clause and m.quantity.start >= moment.end for m in numbers)


def gap(moment: Moment, mention: Mention) -> int:
    return max(moment.start - mention.span.end, mention.span.start - moment.end, 0)
