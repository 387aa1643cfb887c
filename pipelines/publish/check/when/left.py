"""A level that was left: «2023 stieg die Zahl von 4.380 im Jahr 2022 auf 5.834».

The day right behind the old level is that level's, the day before it that of the new one and of the change between both.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import paired
from pipelines.publish.check.model import Mention, Moment, is_later
from pipelines.publish.check.text import phrases

_AT_IT = re.compile(r"\s*\(?\s*(?:(?:noch\s+)?(?:im|am|zum|in|vom|von|aus\s+dem|des)\s+)?(?:Jahre?s?\s+)?")
_BRACKET = re.compile(r"\s*\([^()]*\)[^,;:()]*")
_OPENED = re.compile(r"\((?:im\s|am\s|Jahr\s|in\s)*$")
_LEVEL_CLOSED = re.compile(r":\s(?:\w+\s)?[\d.,]+(?:\s[^\d()]{1,30})?\)")
_AFTER = re.compile(r",\s+nach\s+(?:noch\s+)?$")
_FROM_ONTO = re.compile(r"[Vv]on\s.*\bauf\s", re.DOTALL)  # asked once per sentence
_FROM_DAY, _UP_TO_DAY = re.compile(r"\b[Vv]on\s$"), re.compile(r"\sauf\s")
# «…, und zwar von 4.380 im Jahr 2022 auf 5.834» goes on with the clause before; `leftout` may have taken the comma
_NAMELY = re.compile(
    r"(?:[,:–\s]\s+|^\s*)(?:(?:und\s+zwar|nämlich|genauer(?:\s+gesagt)?|konkret)\s+)?von\s+(?:\w+\s+)?$"
)


def day_of(draft: Draft, mention: Mention) -> Moment | None:
    """The day of the old level, of the new one or of the change told between them; None where nothing is left."""
    pair = _pair(draft, mention)
    if pair is None:
        return None
    old, new = pair
    behind, ahead = _behind(draft, old), _ahead(draft, old)
    if behind is None or ahead is None or not is_later(ahead, behind) or _dated_itself(draft, new):
        return None
    return behind if mention is old else ahead


def before_change(draft: Draft, mention: Mention) -> Moment | None:
    """The day of the level that a change leads away from, where a sentence tells both.

    «2024 um 154 gewachsen, und zwar von 1.226 Ende 2023 auf 1.380», «um 111 auf 603 (Ende 2022: 492)», «um 261 auf 1.380,
    nach 1.119 Ende 2022», «Von Ende 2021 auf Ende 2022 stieg sie um 171».
    """
    if not paired.changing(draft, mention) or mention.quantity.form == "factor":
        return None
    pair = _pair(draft, mention) or _namely(draft, mention)
    if pair:
        return _behind(draft, pair[0])
    return _told_behind(draft, mention) or _from_day(draft, mention)


def _namely(draft: Draft, mention: Mention) -> tuple[Mention, Mention] | None:
    """The levels behind a comma: «um 154 gewachsen, und zwar von 1.226 Ende 2023 auf 1.380»."""
    behind = (pair for pair in _pairs(draft, mention.sentence) if pair[0].span.start > mention.span.end)
    pair = next(behind, None)
    if pair is None or pair[0].clause > mention.clause + 1:
        return None
    return pair if _NAMELY.search(draft.text, mention.span.end, pair[0].span.start) else None


def _told_behind(draft: Draft, mention: Mention) -> Moment | None:
    """«(Ende 2022: 492)», «, nach 1.119 Ende 2022» behind the change."""
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of and m.start >= mention.span.end]
    for moment in moments:
        opened = _OPENED.search(draft.text, mention.span.end, moment.start)
        if opened and _LEVEL_CLOSED.match(draft.text, moment.end):
            return moment
    levels = (m for m in draft.mentions_of(mention.sentence) if m.quantity.start > mention.quantity.start)
    after = next((m for m in levels if _led(draft, m, _AFTER)), None)
    return _behind(draft, after) if after else None


def _from_day(draft: Draft, mention: Mention) -> Moment | None:
    """«Von Ende 2021 auf Ende 2022 stieg …»: the first of two days that «von … auf …» joins."""
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of and m.end <= mention.span.start]
    for first, second in pairwise(moments):
        joined = _UP_TO_DAY.fullmatch(draft.text, first.end, second.start)
        if joined and _FROM_DAY.search(draft.text, max(0, first.start - 8), first.start):
            return first
    return None


def _pair(draft: Draft, mention: Mention) -> tuple[Mention, Mention] | None:
    """The levels that «von … auf …» joins, if the number is one of them or the change between them."""
    for old, new in _pairs(draft, mention.sentence):
        between = old.quantity.start < mention.quantity.start < new.quantity.start
        if mention is old or mention is new or (between and paired.changing(draft, mention)):
            return old, new
    return None


def _pairs(draft: Draft, sentence: int) -> list[tuple[Mention, Mention]]:
    if not draft.sentence_says(sentence, _FROM_ONTO):
        return []
    numbers = draft.mentions_of(sentence)
    olds = [m for m in numbers if _led(draft, m, phrases.FROM)]
    news = [m for m in numbers if _led(draft, m, phrases.ONTO)]
    return [(old, new) for old in olds for new in news if _of_one_clause(draft, old, new)]


def _of_one_clause(draft: Draft, old: Mention, new: Mention) -> bool:
    """«von 4.380 auf 5.834», «von 4.380 (2022) auf 5.834»: a bracket behind the first parts no clauses."""
    if old.quantity.start >= new.quantity.start:
        return False
    return old.clause == new.clause or bool(_BRACKET.fullmatch(draft.text, old.span.end, new.span.start))


def _led(draft: Draft, mention: Mention, word: re.Pattern[str]) -> bool:
    return bool(word.search(draft.text, max(0, mention.span.start - 16), mention.span.start))


def _behind(draft: Draft, old: Mention) -> Moment | None:
    """The day that stands right behind the old level."""
    found = (m for m in draft.moments_of(old.sentence) if old.span.end <= m.start)
    first = next(found, None)
    at_it = first is not None and _AT_IT.fullmatch(draft.text, old.span.end, first.start)
    return first if first is not None and first.as_of and at_it else None


def _ahead(draft: Draft, old: Mention) -> Moment | None:
    """The only day before the old level: of its clause, or of the one that this clause goes on with."""
    before = [m for m in draft.moments_of(old.sentence) if m.end <= old.span.start and m.shape != "now"]
    if len(before) != 1 or not before[0].as_of or before[0].role != "plain":
        return None
    start = draft.clauses[old.clause].start
    goes_on = _NAMELY.search(draft.text[start : old.span.start])
    return before[0] if before[0].start >= start or goes_on else None


def _dated_itself(draft: Draft, new: Mention) -> bool:
    """«von 4.380 im Jahr 2022 auf 5.834 im Jahr 2023»."""
    end = draft.clauses[new.clause].end
    return any(new.span.end <= m.start < end and m.as_of for m in draft.moments_of(new.sentence))
