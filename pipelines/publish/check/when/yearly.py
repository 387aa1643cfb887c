"""The change of one year told again of another one: «2023 wuchs sie um 107 Personen, 2024 waren es 154»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import changes, moving
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import timing
from pipelines.publish.check.words.vocabulary import Topic

_IT_WAS = re.compile(
    r"\b(?:waren|sind|seien)\s+es\b|\bes\s+(?:waren|sind)\b|\bes\s+bei\b"
    r"|\b(?:lag|liegt|betrug|beträgt|belief|erreichte)\s+(?:sich\s+)?(?:er|sie|es|(?:der|dieser)\s+Wert|das)\b"
    r"|\b(?:[Ee]r|[Ss]ie|[Ee]s|Wert)\s+(?:lag|liegt|betrug|beträgt|belief)\b"
)
_WHEN = re.compile(r"^\s*(?:als|wo)\b")  # «… als 2023, als es bei 9,6 Prozent lag»
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
        and told / changes.ALIKE < mention.quantity.value < told * changes.ALIKE
    )


def ends(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> tuple[Time, Time] | None:
    """The year's end and the one before, for a change told of another year than the claim before it."""
    if topic is not last.topic or not _tells_a_year(last) or mention.sentence - last.sentence > 1:
        return None
    anew = draft.says(mention.clause, _IT_WAS) or draft.says(mention.clause, _GROWTH)
    year = _year(draft, mention)
    if last.time is None or time.as_of is None or year is None or not anew:
        return None
    then = timing.shifted(last.time, year.months) if year.shape == "shift" else time
    return None if then.as_of == last.time.as_of else (then, timing.shifted(then, -12))


def _tells_a_year(last: Last) -> bool:
    """Was the claim before a change within twelve months?"""
    if last.kind not in ("change", "relative") or not (last.told and last.time and last.before):
        return False
    return timing.shifted(last.time, -12).as_of == last.before.as_of


def _year(draft: Draft, mention: Mention) -> Moment | None:
    """The whole year that the number's clause names, or the clause before one with «als es … lag»."""
    before = mention.clause - 1 if draft.says(mention.clause, _WHEN) else None
    years = [m for m in draft.moments_of(mention.sentence) if _is_a_year(m)]
    at = draft.by_clause.index
    own = [m for m in years if at(m.start) == mention.clause and m.role == "plain"]
    return next((m for m in (*own, *(m for m in years if at(m.start) == before))), None)


def _is_a_year(moment: Moment) -> bool:
    if moment.shape == "shift":
        return moment.months == 12 or (moment.months == -12 and moment.then)  # not «innerhalb eines Jahres»
    start, end = moment.period_from, moment.as_of
    return bool(start and end) and (end.year - start.year, end.month - start.month) == (1, 0)  # type: ignore[union-attr]
