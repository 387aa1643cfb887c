"""A part of a year's flow and the whole of it: «Auf den Dezember 2024 entfielen 498 der 6.510 Beratungen»."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import residue
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Topic

_LISTED = re.compile(r",\s+|\s+(?:und|sowie)\s+")
_YEARS = re.compile(r"(?<!wischen\s)(?!zwischen\b)\D*\d{4}(?:(?:,|\s(?:und|sowie))\s(?:im\sJahre?\s)?\d{4})+")
_WITH = re.compile(r"\b[Mm]it\s$")
_OF_ALL = re.compile(r"\b[Vv]on\s(?:(?:den|insgesamt|allen|zusammen)\s){0,2}$")
_EACH = re.compile(r"(?i:\b(?:jeweils|je|pro|jährlich|jedes|sowohl|durchschnittlich|schnitt|mittel)\b)")


def part_or_whole(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    """The shorter stretch that a clause names for the part, the longer one for the whole, be it said or not."""
    mention = _share_beside(draft, mention) or mention
    pair = _pair(draft, mention) if topic.period else None
    led = topic.period and _divided(draft, mention)
    alone = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause] == [mention]
    alone = alone or mention.quantity.form in ("percent", "fraction")
    if not topic.period or (pair is None and not alone and not led):
        return None
    clause = draft.clauses[mention.clause]
    named = [m for m in draft.moments_of(mention.sentence) if clause.holds(m.start) and m.role == "plain"]
    named = [m for m in named if m.period_from and m.as_of]
    whole = next((m for m in named if any(_inside(other, m) for other in named)), None)
    parts = [m for m in named if whole is None or _inside(m, whole)]
    if led:
        return whole
    if pair is None or mention is not pair[1]:
        # «66 der 156 Abgänge des Jahres 2024 entfielen auf das erste Halbjahr, 90 auf das zweite»,
        # «Die Hälfte der Beratungen des Jahres 2024 …», «2024 gab es im ersten Halbjahr 150 Zugänge»
        return parts[0] if whole and len(parts) == 1 else None
    if whole is None and len(parts) == 1 and only_in_time(draft, pair[0], topic):
        return _its_year(parts[0])
    return whole


def _divided(draft: Draft, mention: Mention) -> bool:
    """«2024 entfielen von den 6.510 Beratungen 3.205 auf die erste …»: the whole, with its part right behind."""
    part = draft.following(mention)
    if part is None or part.clause != mention.clause or part.noun.unit is not None:
        return False
    led = _OF_ALL.search(draft.text, max(0, mention.span.start - 24), mention.span.start)
    return bool(led) and mention.noun.unit is not None and part.span.start - mention.span.end <= 1


def _share_beside(draft: Draft, mention: Mention) -> Mention | None:
    """«Von den 4.380 Beratungen 2022 entfiel mit 2.270 mehr als die Hälfte auf das zweite»: its share."""
    share = draft.following(mention)
    if share is None or share.clause != mention.clause or share.quantity.form not in ("percent", "fraction"):
        return None
    led = _WITH.search(draft.text, max(0, mention.span.start - 5), mention.span.start)
    return share if led and share.span.start - mention.span.end <= 1 else None


def years_together(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    """«In den Jahren 2023 und 2024 gab es 12.344 Beratungen»: the only number of the clause is of both years."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    moved = phrases.BY.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    if (
        not (topic.period or (topic.sums_years and not moved))
        or len(numbers) > 1
        or draft.says(mention.clause, _EACH)
    ):
        return None
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    years = _row(draft, dated, _clause_of_its_years(draft, mention, topic, dated))
    return replace(years[0], end=years[-1].end, as_of=years[-1].as_of) if len(years) > 1 else None


def _clause_of_its_years(draft: Draft, mention: Mention, topic: Topic, dated: list[Moment]) -> int:
    """«2023 und 2024 zusammen nahm die Stadt 502 auf, elf mehr als gefordert»: of the years of the number before."""
    before = draft.preceding(mention)
    own = any(draft.clauses[mention.clause].holds(m.start) for m in dated)
    return mention.clause if before is None or own or not topic.difference else before.clause


def years_of_row(draft: Draft, moment: Moment) -> bool:
    """«2023 und 2024»: does the stretch name each of its years?"""
    return _YEARS.fullmatch(draft.text, moment.start, moment.end) is not None


def _row(draft: Draft, dated: list[Moment], clause: int) -> list[Moment]:
    """The days of a clause, with the years that a list before it begins with; none where they are no years in a row.

    Not those that stand with a number of their own: «3.205 zählte es im ersten Halbjahr 2024, im zweiten 3.305».
    """
    own = [m for m in dated if draft.clauses[clause].holds(m.start)]
    if not all(_go_on(draft, *pair) for pair in pairwise(own)):
        return []
    others = draft.clauses_with_numbers - {clause}
    before = [m for m in dated if own and m.end <= own[0].start]
    for earlier in reversed([m for m in before if draft.by_clause.index(m.start) not in others]):
        own = [earlier, *own] if _go_on(draft, earlier, own[0]) else own
    return own


def _go_on(draft: Draft, year: Moment, following: Moment) -> bool:
    """«2022, 2023», «2023 und 2024»: two years told in a row, the second of which begins when the first ends."""
    plain = year.role == following.role == "plain" and year.as_of == following.period_from
    return plain and bool(_LISTED.fullmatch(draft.text, year.end, following.start))


def _pair(draft: Draft, mention: Mention) -> tuple[Mention, Mention] | None:
    """«498 der 6.510»: the part and the whole, one of which this number is."""
    for part, whole in ((draft.preceding(mention), mention), (mention, draft.following(mention))):
        if part and whole and part.clause == whole.clause and draft.whole_of_one_before(whole):
            return part, whole
    return None


def _inside(part: Moment, whole: Moment) -> bool:
    assert part.period_from and part.as_of and whole.period_from and whole.as_of
    ends = whole.period_from <= part.period_from and part.as_of <= whole.as_of
    return ends and (part.period_from, part.as_of) != (whole.period_from, whole.as_of)


def only_in_time(draft: Draft, part: Mention, topic: Topic) -> bool:
    """Not «Im Dezember 2024 führte die Caritas 166 der 498 Beratungen», which parts them by something else."""
    hits = draft.in_clause_of(part)
    return not any("=" in hit.concept for hit in hits) and not residue.unexplained(draft, part, topic)


def _its_year(part: Moment) -> Moment | None:
    """The year that a month or half of it lies in."""
    assert part.period_from and part.as_of
    if days.shifted(part.period_from, 12) <= part.as_of:
        return None
    year = part.as_of.year
    return replace(part, as_of=days.month_end(year, 12), period_from=days.before(year, 1))
