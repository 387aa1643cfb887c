"""The change of one year told again of another one: «2023 wuchs sie um 107 Personen, 2024 waren es 154»."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Role, Time
from pipelines.publish.check.stated import beside, moving
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import timing
from pipelines.publish.check.words.vocabulary import Topic

_IT_WAS = re.compile(
    r"\b(?:waren|sind|seien)\s+es\b|\bes\s+(?:waren|sind)\b|\bes\s+bei\b"
    r"|\b(?:lag|liegt|betrug|beträgt|belief|erreichte)\s+(?:sich\s+)?(?:er|sie|es|(?:der|dieser)\s+Wert|das)\b"
    r"|\b(?:[Ee]r|[Ss]ie|[Ee]s|Wert)\s+(?:lag|liegt|betrug|beträgt|belief)\b"
)
_WHEN = re.compile(r"^\s*(?:als|wo)\b")  # «… als 2023, als es bei 9,6 Prozent lag»
SAME_YEAR = re.compile(r"\b[Ii]m (?:selben|gleichen) Jahr\b(?!\s+(?:19|20)\d\d)")
_GROWTH = re.compile(rf"\b{moving.GROWTH}\b")


def again(draft: Draft, mention: Mention, last: Last) -> bool:
    """Does a number that reads as a level say for another year what the claim before said as a change of its year?"""
    if last.topic is None or not _tells_a_year(last) or mention.sentence - last.sentence > 1:
        return False
    if mention.noun.unit not in (None, last.topic.unit) or not draft.says(mention.clause, _IT_WAS):
        return False
    if _year(draft, mention) is None:
        return False
    told = last.told[-1].value
    if last.kind == "relative":
        return mention.quantity.form == "percent"
    return (
        mention.quantity.form == "plain"
        and told / beside.ALIKE < mention.quantity.value < told * beside.ALIKE
    )


def ends(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> tuple[Time, Time] | None:
    """The year's end and the one before, for a change told of another year than the claim before it."""
    told = _tells_a_year(last) or _reached_in_a_year(draft, mention, last)
    if topic is not last.topic or not told or mention.sentence - last.sentence > 1:
        return None
    anew = draft.says(mention.clause, _IT_WAS) or _tells_growth(draft, mention)
    year = _year(draft, mention)
    if last.time is None or time.as_of is None or year is None or not anew:
        return None
    then = timing.shifted(last.time, year.months) if year.shape == "shift" else time
    return None if then.as_of == last.time.as_of else (then, timing.shifted(then, -12))


def same_year(
    draft: Draft, mention: Mention, topic: Topic, role: Role, last: Last
) -> tuple[Time, Time] | None:
    """«Die Kosten stiegen 2024 … Die Zuschüsse erhöhten sich im selben Jahr von 296.725 auf …»: since its beginning."""
    if role == "level" or last.sentence < mention.sentence - 1 or not draft.says(mention.clause, SAME_YEAR):
        return None
    clause, told = draft.clauses[mention.clause], last.newest if last.past else last.time
    if any(m.as_of and clause.holds(m.start) for m in draft.moments_of(mention.sentence)):
        return None
    # «Ende 2024 waren es 603, Ende 2023 waren es 560. Im selben Jahr …»: the one or the other
    if told is None or told.as_of is None or told.as_of.month != 12 or told != last.newest:
        return None
    start = days.before(told.as_of.year, 1) if topic.period else None
    later = Time(told.as_of, start, told.source)
    return later, timing.shifted(later, -12)


def _tells_a_year(last: Last) -> bool:
    """Was the claim before a change within twelve months?"""
    return last.kind in ("change", "relative") and _a_year_apart(last)


def _reached_in_a_year(draft: Draft, mention: Mention, last: Last) -> bool:
    """«2023 … um 9,6 Prozent auf 1.226. 2024 fiel der Anstieg …»: was it the level that such a change reached?"""
    beside = last.end > draft.clauses[mention.clause].start
    return not beside and _tells_growth(draft, mention) and _a_year_apart(last)


def _tells_growth(draft: Draft, mention: Mention) -> bool:
    return any(draft.says(at, _GROWTH) for at in _clauses(draft, mention))


def _clauses(draft: Draft, mention: Mention) -> list[int]:
    """Its own and those before its colon: «Stärker war der Anstieg im Jahr 2024: Er betrug 12,6 Prozent»."""
    return [mention.clause, *draft.labels(mention)]


def _a_year_apart(last: Last) -> bool:
    if not (last.told and last.time and last.before):
        return False
    return timing.shifted(last.time, -12).as_of == last.before.as_of


def _year(draft: Draft, mention: Mention) -> Moment | None:
    """The whole year that the number's clause names, or the clause before one with «als es … lag»."""
    before = mention.clause - 1 if draft.says(mention.clause, _WHEN) else None
    years = [m for m in draft.moments_of(mention.sentence) if _is_a_year(m)]
    at, clauses = draft.by_clause.index, _clauses(draft, mention)
    own = [m for m in years if at(m.start) in clauses and m.role == "plain"]
    return next((m for m in (*own, *(m for m in years if at(m.start) == before))), None)


def _is_a_year(moment: Moment) -> bool:
    if moment.shape == "shift":
        return moment.months == 12 or (moment.months == -12 and moment.then)  # not «innerhalb eines Jahres»
    start, end = moment.period_from, moment.as_of
    return bool(start and end) and (end.year - start.year, end.month - start.month) == (1, 0)  # type: ignore[union-attr]
