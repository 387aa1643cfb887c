"""The number beside one that names no group, which is of the same group: «Mit 752 Personen … über die Hälfte»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import nearest, paired
from pipelines.publish.check.model import Mention
from pipelines.publish.check.text import phrases

# «Nach 53 Afghanen Ende 2020», «Gemessen an den 612 Frauen, die …»: what a later level is set against
_SET_AGAINST = re.compile(
    r"^\W*(?:Nach|Gegenüber|Statt|Gemessen\s+an|Im\s+Vergleich\s+(?:zu|mit)|Verglichen\s+mit|Ausgehend\s+von)"
    r"\s+(?:(?:noch|den|zuvor|damals|insgesamt)\s+){0,2}$"
)
_LEVEL = re.compile(
    r"(?:\b(?:insgesamt|zusammen|von|auf|bei|es|noch|nur|dann|bereits|schon)\s+|\b(?:19|20)\d\d\s+)$"
)
_BARE = re.compile(r"\s*(?:Personen|Menschen)?\s*")
_STATT = re.compile(r"\b(?:[Ss]tatt|[Aa]nstelle\s+von)\s+$")
_AND_ON = re.compile(
    r"\s+(?:(?:Personen|Menschen|Begleitete)\s+)?(?:und|sowie|statt(?:,?\s+wie)?|gegenüber)\s+(?:(?:noch|im|am|zum|zur)\s+){0,2}"
)
_STILL = re.compile(r",?\s+(?:(?:noch|nur|erst|schon|bereits|dann|rund)\s+){0,2}")
_WITH_A_SHARE = re.compile(r"\b[Mm]it\s+einem\s+Anteil\s+von\s+(?:\w+\s+)?$")
_AT_THEM = re.compile(
    r"^(?=.*\b(?:kamen|kommen|entfielen|entfallen)\b).*\b(?:[Bb]eim?|[Ff]ür)\s+(?:der|die|dem|den|[A-ZÄÖÜ])",
    re.DOTALL,
)
_ON_POSITIONS = re.compile(r"(?:\s+[\w-]+){0,3}\s+auf\s+(?:\w+\s+)?")
_MAKE_UP = re.compile(r"\b(?:stell(?:t|te|ten|en)|bilde(?:n|te|ten|t)|mach(?:t|te|ten|en)|ausmach\w*)\b")
_WITH = re.compile(r"\W*[Mm]it\s+(?:\w+\s+)?")
_WITH_PART = re.compile(
    r"\bmit\s+(?:\w+\s+)?[\d.]+\s+(?:von|der)\s+(?:den\s+)?[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:\w+\s+)?$"
)


def of(draft: Draft, mention: Mention) -> Mention | None:
    """The number whose group this one shares: its share, its new level, the other of a pair, what stands in its stead."""
    return (
        _share_of_it(draft, mention)
        or _level_of_it(draft, mention)
        or _other_of_pair(draft, mention)
        or _reached_from_it(draft, mention)
        or _whose_positions(draft, mention)
        or _in_its_stead(draft, mention)
        or _set_against(draft, mention)
        or _share_of_the_next(draft, mention)
        or _of_another_day(draft, mention)
    )


def _other_of_pair(draft: Draft, mention: Mention) -> Mention | None:
    """«die der Afghanen mit 96 beziehungsweise 97»: both are of one group."""
    pair = paired.respective_pair(draft, mention)
    return pair[0] if pair and pair[1] is mention else None


def _reached_from_it(draft: Draft, mention: Mention) -> Mention | None:
    """«Von 702 auf 880 angewachsen ist … die Zahl der Begleiteten in Familien»: both are of one group."""
    level = draft.following(mention)
    if level is None or level.clause != mention.clause:
        return None
    led = phrases.FROM.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    reached = phrases.ONTO.search(draft.text, max(mention.span.end, level.span.start - 12), level.span.start)
    return level if led and reached else None


def _whose_positions(draft: Draft, mention: Mention) -> Mention | None:
    """«Bei der Caritas kamen 470 Begleitete auf 1,5 besetzte Stellen»: the positions of those who accompany them."""
    counted = draft.preceding(mention)
    if mention.noun.unit != "fte" or counted is None or counted.clause != mention.clause:
        return None
    onto = _ON_POSITIONS.fullmatch(draft.text, counted.quantity.end, mention.span.start)
    return counted if onto and draft.says(mention.clause, _AT_THEM) else None


def _in_its_stead(draft: Draft, mention: Mention) -> Mention | None:
    """«Statt 356 wie Mitte 2022 wohnten Ende 2024 402 in der zentralen Unterbringung»: both are of one group."""
    led = _STATT.search(draft.text, max(0, mention.span.start - 14), mention.span.start)
    level = draft.following(mention) if led else None
    return level if level is not None and level.clause == mention.clause else None


def _set_against(draft: Draft, mention: Mention) -> Mention | None:
    """«Nach 53 Afghaninnen und Afghanen Ende 2020 waren es Mitte 2022 insgesamt 96»: both levels are of one group."""
    first = draft.mentions_of(mention.sentence)[0]
    start = draft.sentences[mention.sentence].start
    if first is mention or not _SET_AGAINST.match(draft.text[start : first.span.start]):
        return None
    beside = draft.mentions_of(mention.sentence)[1] is mention and mention.quantity.form == "plain"
    bare = _BARE.fullmatch(draft.text, mention.quantity.end, mention.span.end)
    level = _LEVEL.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    near = mention.clause == first.clause or draft.goes_on_around(mention)
    return first if beside and bare and level and near and not _is_whole(draft, mention) else None


def _of_another_day(draft: Draft, mention: Mention) -> Mention | None:
    """«Die Caritas begleitete Ende 2024 470 und Mitte 2022 noch 380 Personen»: one group, told of two days."""
    before, behind = draft.preceding(mention), draft.following(mention)
    if before is not None and _day_between(draft, before, mention):
        return before
    return behind if behind is not None and _day_between(draft, mention, behind) else None


def _day_between(draft: Draft, first: Mention, second: Mention) -> bool:
    """Is there nothing between two numbers of a clause but «und» and the day of the second?"""
    if first.clause != second.clause or {first.quantity.form, second.quantity.form} != {"plain"}:
        return False
    for moment in draft.moments_of(first.sentence):
        if first.span.end <= moment.start and moment.end <= second.span.start:
            led = _AND_ON.fullmatch(draft.text, first.quantity.end, moment.start)
            return bool(led and _STILL.fullmatch(draft.text, moment.end, second.span.start))
    return False


def _share_of_the_next(draft: Draft, mention: Mention) -> Mention | None:
    """«Mit einem Anteil von 5,8 Prozent waren die 61 Menschen aus Eritrea …»: of those counted next."""
    start, behind = max(0, mention.span.start - 40), draft.following(mention)
    if mention.quantity.form != "percent" or behind is None or behind.clause != mention.clause:
        return None
    # «Mit 54,5 Prozent kommt mehr als die Hälfte der Begleiteten aus der Ukraine»
    about = behind.quantity.form == "fraction" and _WITH.fullmatch(
        draft.text, draft.clauses[mention.clause].start, mention.span.start
    )
    return behind if about or _WITH_A_SHARE.search(draft.text, start, mention.span.start) else None


def _share_of_it(draft: Draft, mention: Mention) -> Mention | None:
    """«Mit 752 Personen stellten Geflüchtete aus der Ukraine über die Hälfte», «262 und damit 65,5 Prozent waren …».

    Number and share are of one group.
    """
    if mention.quantity.form != "plain":
        return None
    said_again = nearest.said_again(draft, mention)
    if said_again:
        return said_again
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    # «kamen mit 398 von 1.048 Personen rund 38 Prozent aus der Ukraine»: the whole is neither
    numbers = [m for m in numbers if m is mention or not _is_whole(draft, m)]
    if len(numbers) != 2:
        return None
    first, second = numbers
    start = draft.clauses[mention.clause].start
    made_up = draft.says(mention.clause, _MAKE_UP) or _WITH.fullmatch(draft.text, start, mention.span.start)
    # «stammte mit 205 Personen etwa ein Drittel aus Syrien»
    beside = not draft.text[first.span.end : second.span.start].strip()
    with_share = beside and draft.text[start : first.span.start].endswith("mit ")
    made_up = made_up or _WITH_PART.search(draft.text, start, second.span.start)
    if not (made_up or with_share) and not nearest.again(draft, first, second):
        return None
    other = second if first is mention else first
    return other if other.quantity.form in ("percent", "fraction", "factor") else None


def _is_whole(draft: Draft, mention: Mention) -> bool:
    return draft.whole_of_one_before(mention) or draft.named_whole(mention)


def _level_of_it(draft: Draft, mention: Mention) -> Mention | None:
    """«Um 354 auf 752 Personen erhöhte sich die Zahl der Ukrainer»: a change and the level that it led to."""
    if not draft.text[: mention.span.start].lower().endswith("um "):
        return None
    level = draft.following(mention)
    joined = level and phrases.ON_TO.fullmatch(draft.text, mention.span.end, level.span.start)
    return level if joined else None
