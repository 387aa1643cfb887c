"""The date of a number: what stands right beside it, else of its clause, else of its sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import paired
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.stated import tense
from pipelines.publish.check.when import behind, dating, instead, left, legend, stretched, timing
from pipelines.publish.check.words.vocabulary import Topic

_BOTH = re.compile(r"\s+(?:und|zu|gegenüber)\s+")
_BRACKET = re.compile(r"\((?:im\s|Jahr\s|Ende\s|in\s)*$")
_IN_BRACKET = re.compile(r"\s?[:=]\s?(?:\w+\s)?[\d.,]+\s?(?:(?:%|€|\w+)\s?){0,2}\)")
_IN_THE_YEAR = re.compile(r"\b(?:im Jahre?|im|am|zum|in|zum Jahres)\s*$")
_AND = re.compile(r",|\b(?:und|sowie)\b")
_LIKE_IN = re.compile(r"\s+wie\s+(?:noch\s+)?(?:(?:im|in|am|zum|zur|für)\s+)?(?:Jahre?\s+)?")
_YEAR, _NUMBER = re.compile(r"20\d\d"), re.compile(r"\d")
_THEREOF, _UP_TO_NOW = (
    re.compile(r"\b(?:davon|darunter)\b"),
    re.compile(r"\b(?:[Ii]nsgesamt|[Bb]islang|[Bb]isher)\b"),
)
_UNTIL = re.compile(r"\bbis\s+(?:(?:zum|einschließlich)\s+)?$")
_NEXT_ONES = 40


def _beside_both(draft: Draft, mention: Mention) -> Moment | None:
    """«234 und 241 (2023)»: the bracket behind two numbers dates both."""
    following = draft.following(mention)
    if following is None or not _BOTH.fullmatch(draft.text, mention.span.end, following.span.start):
        return None
    day = dating.beside(draft, following)
    return day if day and day.start >= following.span.end and draft.text[day.start - 1] == "(" else None


def _of_the_whole(draft: Draft, mention: Mention) -> Moment | None:
    """«498 der 6.510 Beratungen, die es in jenem Jahr gab»: what describes the whole dates it."""
    relative = draft.relative_clause(mention) if draft.whole_of_one_before(mention) else None
    if relative is None:
        return None
    told = (
        m
        for m in dating.in_sentence(draft, mention)
        if m.as_of and draft.by_clause.index(m.start) == relative
    )
    return next(told, None)


def of(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    """The date of the number: what stands right beside it, else of its clause, else of the sentence."""
    beside_it = _beside_it(draft, mention, topic)
    if beside_it:
        return beside_it
    moments = _open_to_it(draft, mention, topic)
    dated = [m for m in moments if m.shape != "now"]
    stepped = [m for m in dated if m.shape == "shift" and m.months > 0 and m.end + 1 == mention.span.start]
    if stepped:
        return stepped[0]  # «2022 insgesamt 4.380, im Jahr darauf 5.834 und 2024 schließlich 6.510»
    today = _set_against(draft, mention, moments) or _today_and_then(draft, mention, moments)
    if today:
        return today
    # «derzeit» beside a date of the same clause adds nothing; alone it forbids a date from elsewhere.
    return (
        _of_clause(draft, mention, topic, dated, ())
        or _of_clause(draft, mention, topic, moments, () if dated else draft.labels(mention))
        or _of_sentence(draft, mention, topic, dated)
    )


def _beside_it(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    then = dating.told_then(draft, mention)
    if then and then.as_of:
        return then
    return (
        left.day_of(draft, mention)
        or dating.beside(draft, mention)
        or _beside_both(draft, mention)
        or _of_the_whole(draft, mention)
        or paired.respectively(draft, mention)
        or _as_it_was(draft, mention)
        or instead.as_then(draft, mention)
        or stretched.part_or_whole(draft, mention, topic)
        or stretched.years_together(draft, mention, topic)
    )


def _open_to_it(draft: Draft, mention: Mention, topic: Topic) -> list[Moment]:
    """The dates of the sentence that are neither only compared with nor another number's."""
    return [
        m
        for m in dating.in_sentence(draft, mention)
        if m.role != "compared"
        and not (m.months < 0 and (m.shape == "shift" or not dating.has_stretch(topic)))
        and draft.compared_days.get(m.start, mention.quantity.start) == mention.quantity.start
        and not _of_bracket(draft, mention, m)
        and not _of_a_part(draft, mention, topic, m)
        and not legend.holds(draft, m)
        and not tense.of_the_beginning(draft, mention, m)
        and not (topic.metric == "active_with_contact" and dating.window_of_contact(draft, mention, m))
    ]


def _of_a_part(draft: Draft, mention: Mention, topic: Topic, moment: Moment) -> bool:
    """«Seit Kriegsbeginn kamen 905 Menschen aus der Ukraine, davon 512 bis Ende Juni 2022»: the day of the 512 alone.

    Not «790 seit Kriegsbeginn, 560 davon Ende 2023 noch in der Stadt», which is told of that day.
    """
    later = draft.by_clause.index(moment.start)
    until = _UNTIL.search(draft.text, max(0, moment.start - 20), moment.start)
    if not (moment.period_from or until):
        return False
    if not topic.grows or later <= mention.clause or not draft.says(later, _THEREOF):
        return False
    return draft.says(mention.clause, timing.SINCE_THE_WAR) or draft.says(mention.clause, _UP_TO_NOW)


def _of_clause(
    draft: Draft, mention: Mention, topic: Topic, pool: list[Moment], labels: Collection[int]
) -> Moment | None:
    """The date of the number's clause; of its labels only «heute»: «Heute überwiegen die Frauen: 704»."""
    at = draft.by_clause.index
    own = [m for m in pool if at(m.start) == mention.clause and m.role != "since"]
    own = own or _around(draft, mention, pool)
    own = own or [m for m in pool if m.shape == "now" and at(m.start) in labels]
    stretches = [m for m in own if m.period_from]
    if topic.period and stretches:
        # «2022 wuchs … um 171 auf 1.119 zum Jahresende»: a flow has a period
        own = _own_end(draft, mention, own) or [_until_day(draft, m, own) for m in stretches]
    inside = [] if topic.period else [m for m in own if _within_year(draft, m, own)]
    if len(inside) == 1:
        return inside[0]
    if own:
        return paired.paired(draft, mention, own) or min(own, key=lambda m: _apart(draft, m, mention))
    # «Heute geht es um 1.226 Personen, die es Ende 2023 begleitete»
    relative = draft.relative_clause(mention)
    return next((m for m in pool if m.as_of and at(m.start) == relative), None)


def _of_sentence(draft: Draft, mention: Mention, topic: Topic, dated: list[Moment]) -> Moment | None:
    """«seit …» of its clause, else the last date before the number, else the first behind it."""
    since = [m for m in dated if m.role == "since" and draft.by_clause.index(m.start) == mention.clause]
    if since:
        return since[-1]
    others = [m for m in dated if m.role != "since"]
    earlier = [m for m in others if m.end <= mention.quantity.start]
    if earlier:
        return earlier[-1]
    later = (m for m in others if m.start >= mention.quantity.end)
    return next((m for m in later if not behind.of_the_next(draft, mention, topic, m)), None)


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
    behind = any(0 <= m.start - mention.span.end <= dating.BEHIND for m in moments)
    return since[0] if len(since) == 1 and since[0].shape == "now" and not behind else None


def _today_and_then(draft: Draft, mention: Mention, moments: list[Moment]) -> Moment | None:
    """«begleitet heute 470 und Mitte 2022 noch 380 Personen»: the word for today at a number, the day at the next one."""
    following = draft.following(mention)
    if following is None or following.clause != mention.clause:
        return None
    start = draft.clauses[mention.clause].start
    now = [m for m in moments if m.shape == "now" and start <= m.start and m.end <= mention.span.start]
    dated = [m for m in moments if m.shape != "now" and draft.clauses[mention.clause].holds(m.start)]
    between = all(mention.span.end <= m.start and m.end <= following.span.start for m in dated)
    joined = dated and _AND.search(draft.text, mention.span.end, dated[0].start)
    return now[-1] if now and joined and between else None


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
    """«der Rest – 3.305 – auf die Monate Juli bis Dezember»: the day behind a number that is set in between dashes.

    «Inzwischen liegt er, bezogen auf die besetzten Stellen, bei 1 zu 291»: the clause goes on behind what is inserted.
    """
    before, following = mention.clause - 2, mention.clause + 1
    now = [m for m in pool if m.shape == "now" and draft.by_clause.index(m.start) == before]
    if now and before not in draft.clauses_with_numbers and draft.inserted(before, mention.clause):
        return now
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
    ends = [m for m in own if m.shape == "point" and m.as_of and dating.says_until(draft, m)]
    if len(numbers) < 2 or not ends:
        return []
    end = min(ends, key=lambda m: _apart(draft, m, mention))
    nearer = all(dating.gap(end, mention) < dating.gap(m, mention) for m in own if m is not end)
    return [end] if nearer and dating.gap(end, mention) <= dating.BEHIND else []


def _of_bracket(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«6.510 (2023: 5.834) Beratungen»: the year in the bracket is of the number in it only."""
    if _dates_another(draft, mention, moment):
        return True
    inside = _IN_BRACKET.match(draft.text, moment.end)
    opened = _BRACKET.search(draft.text, max(0, moment.start - 20), moment.start)
    if inside is None or opened is None:
        return False
    return not moment.end <= mention.quantity.start < inside.end()


def _dates_another(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Die Lücke von 2 Stellen belastet die Stadt; ihr Anteil stieg von 118.275 Euro (2023) auf …»: of the share."""
    if draft.text[moment.start - 1] != "(" or draft.text[moment.end : moment.end + 1] != ")":
        return False
    if ";" not in draft.text[mention.span.end : moment.start]:
        return False
    return any(
        0 <= moment.start - m.span.end <= 2 for m in draft.mentions_of(mention.sentence) if m is not mention
    )


def _apart(draft: Draft, moment: Moment, mention: Mention) -> int:
    """Signs between a day and a number, but for «im Jahr»; a day behind «und» is rather of the next number.

    «von 592 im Jahr 2022 auf 365 im Jahr 2023 und lag 2024 bei 257», «2023 nur noch 231 und 2024 wieder 310 Zugänge»
    """
    if moment.start < mention.span.end:
        return dating.gap(moment, mention)
    between = draft.text[mention.span.end : moment.start]
    near = len(_IN_THE_YEAR.sub("", between)) or 1
    return near + (_NEXT_ONES if _AND.search(between) and _number_behind(draft, moment, mention) else 0)


def _number_behind(draft: Draft, moment: Moment, mention: Mention) -> bool:
    """Does another number of the clause follow the day?"""
    numbers = draft.mentions_of(mention.sentence)
    return any(m.clause == mention.clause and m.quantity.start >= moment.end for m in numbers)
