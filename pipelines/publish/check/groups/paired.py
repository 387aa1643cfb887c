"""Days and numbers that belong to each other in turn: «Ende 2023 … 1.226 und Ende 2024 … 1.380», «592, 234 und 257»."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.text import phrases

_LIST = re.compile(
    r"\s*(?:,|und|sowie|beziehungsweise|bzw\.)\s+(?:(?:[Ee]nde|[Mm]itte|im Jahr|bei|auf|zum|am)\s+)?"
)
_INSTEAD = re.compile(r"\s+(?:statt|anstatt|gegenüber|nach)\s+")
_RESPECTIVELY = re.compile(r"\s+(?:beziehungsweise|bzw\.)\s+(?:\w+\s+)?")


def respectively(draft: Draft, mention: Mention) -> Moment | None:
    """«2022, 2023 und 2024 lag die Quote bei 592, 234 und 257 Personen»: a list of days, and one of as many numbers."""
    numbers = draft.mentions_of(mention.sentence)
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    in_pairs = year_of_pair(draft, mention)
    if in_pairs:
        return in_pairs
    if len(numbers) > 2 and len(moments) == 1 and moments[0].first:
        return _year_of_range(draft, numbers, mention, moments[0])
    again = _in_turn_again(draft, numbers, moments, mention) or _each_its_day(draft, moments, mention)
    if again or len(numbers) < 2 or len(numbers) != len(moments):
        return again
    listed = _listed(draft, [(n.quantity.start, n.span.end) for n in numbers]) and _listed(
        draft, [(m.start, m.end) for m in moments]
    )
    return moments[numbers.index(mention)] if listed else None


def _pairs(draft: Draft, numbers: list[Mention]) -> list[tuple[Mention, Mention]]:
    """«638 statt 592, 241 statt 234 und 261 statt 257»: at least two numbers, each set against another; else none."""
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(pairs) < 2 or len(numbers) % 2:
        return []
    against = all(_INSTEAD.fullmatch(draft.text, a.span.end, b.span.start) for a, b in pairs)
    listed = against and _listed(draft, [(a.quantity.start, b.span.end) for a, b in pairs])
    return pairs if listed else []


def year_of_pair(draft: Draft, mention: Mention) -> Moment | None:
    """«In den Jahren 2022 bis 2024 …», «2022, 2023 und 2024 …: 638 statt 592, 241 statt 234 …»: a year for each pair."""
    pairs = _pairs(draft, draft.mentions_of(mention.sentence))
    if not pairs:
        return None
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    at = next(at for at, pair in enumerate(pairs) if mention in pair)
    if len(moments) == 1 and moments[0].first:
        return _nth_year(moments[0], at, len(pairs))
    listed = len(moments) == len(pairs) and _listed(draft, [(m.start, m.end) for m in moments])
    return moments[at] if listed else None


def _in_turn_again(
    draft: Draft, numbers: list[Mention], moments: list[Moment], mention: Mention
) -> Moment | None:
    """«Das Soll lag 2022 bei 592, 2023 bei 234 und 2024 bei 257; aufgenommen wurden 638, 241 und 261»: the same years."""
    cut = draft.text.rfind(";", draft.sentences[mention.sentence].start, mention.span.start)
    behind = [n for n in numbers if n.span.start > cut]
    if cut < 0 or len(moments) < 2 or not len(behind) == len(numbers) - len(behind) == len(moments):
        return None
    told = all(m.end <= cut for m in moments)
    listed = _listed(draft, [(n.quantity.start, n.span.end) for n in behind])
    return moments[behind.index(mention)] if told and listed else None


def _each_its_day(draft: Draft, moments: list[Moment], mention: Mention) -> Moment | None:
    """«von 310 Mitte 2022 auf 181 Ende 2024, während die der Afghanen mit 96 beziehungsweise 97 gleich blieb»."""
    pair = respective_pair(draft, mention)
    clause = draft.clauses[mention.clause]
    told = len(moments) == 2 and all(m.end <= clause.start for m in moments)
    return moments[pair.index(mention)] if pair and told else None


def respective_pair(draft: Draft, mention: Mention) -> list[Mention]:
    """The two numbers that «beziehungsweise» joins, one of which this is; none else."""
    numbers = draft.mentions_of(mention.sentence)
    pairs = ([first, second] for first, second in pairwise(numbers) if mention is first or mention is second)
    return next(
        (pair for pair in pairs if _RESPECTIVELY.fullmatch(draft.text, pair[0].span.end, pair[1].span.start)),
        [],
    )


def _year_of_range(draft: Draft, numbers: list[Mention], mention: Mention, stretch: Moment) -> Moment | None:
    """«In den Jahren 2022 bis 2024 gab es 402, 231 und 310 Zugänge»: as many numbers as years."""
    if not _listed(draft, [(n.quantity.start, n.span.end) for n in numbers]):
        return None
    return _nth_year(stretch, numbers.index(mention), len(numbers))


def _nth_year(stretch: Moment, at: int, count: int) -> Moment | None:
    """One year of a stretch of so many whole years; None where it has more or fewer."""
    if stretch.first is None or stretch.as_of is None or stretch.as_of.year - stretch.first.year + 1 != count:
        return None
    if stretch.precise or (stretch.first.month, stretch.as_of.month) != (12, 12):
        return None
    year = stretch.first.year + at
    return replace(stretch, as_of=days.month_end(year, 12), period_from=days.before(year, 1), first=None)


def _listed(draft: Draft, places: list[tuple[int, int]]) -> bool:
    """Do nothing but commas and «und» stand between the members?"""
    return all(_LIST.fullmatch(draft.text, first[1], second[0]) for first, second in pairwise(places))


def paired(draft: Draft, mention: Mention, own: list[Moment]) -> Moment | None:
    """«Ende 2023 … 1.226 und Ende 2024 … 1.380»: as many dates as numbers in turn, each number has the one beside it."""
    numbers = [
        m
        for m in draft.mentions_of(mention.sentence)
        if m.clause == mention.clause and (m is mention or not changing(draft, m))
    ]
    if len(own) < 2 or len(numbers) != len(own):
        return None
    order = sorted([(m.start, "date") for m in own] + [(n.quantity.start, "number") for n in numbers])
    kinds = [kind for _, kind in order]
    alternate = all(a != b for a, b in pairwise(kinds))
    at = next(n for n, number in enumerate(numbers) if number is mention)
    return sorted(own, key=lambda m: m.start)[at] if alternate else None


def changing(draft: Draft, mention: Mention) -> bool:
    """«verdoppelt», «um 676»: a change between two levels has no day of its own."""
    by = phrases.BY.search(draft.text, max(0, mention.span.start - 16), mention.span.start)
    return mention.quantity.form in ("factor", "points") or bool(by)
