"""Steps back: «vor einem Jahr waren es 1.226», «(Vorjahr: 1.226)», «ein Jahr zuvor»."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import distances
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import instead
from pipelines.publish.check.when.dating import gap, in_sentence, told_then

_LABEL = re.compile(r"[:\s]*\(?[:\s]*(?:mit\s+)?")
_LOOK_BACK = 3  # sentences
_APPOSED = 3  # signs between «vor zwei Jahren» and «Ende 2022»
_VALUE_IS = re.compile(r"^\s+(?:von|betrug|war|(?:lag|hatte)(?:\s+noch)?\s+bei)\b")
_YEARS_VALUE = re.compile(r"(?i:vorjahres\w{3,})")
INSTEAD = re.compile(r"\W*(?:Statt|Anstatt|Anstelle|statt)\s+(?:(?:von|der|den)\s+)?(?:\w+\s+)?")
_INSTEAD_AT_IT = re.compile(r"\b[Ss]tatt\s+(?:(?:von|der|den)\s+)?(?:\w+\s+)?$")
_AS = re.compile(r"\s+wie\s+(?:noch\s+)?")
_THAN_SO_MANY = re.compile(r"\bals\s(?:(?:noch|nur)\s)?(?:mit|bei)\s$")
_AT_IT = 12  # signs: «wie noch im Jahr zuvor»
_WITHIN = re.compile(r"(?i:binnen |innerhalb |in )")
_MONTHS_BEFORE = re.compile(r"\b[Ii]n den (\w+) Monaten (?:davor|zuvor|vorher)\b")


def own_past(draft: Draft, mention: Mention) -> Moment | None:
    """«vor einem Jahr waren es 1.226», «(Vorjahr: 1.226)»: the level of then, not something to compare with."""
    if instead.leads(draft, mention):
        return None
    then = told_then(draft, mention)
    if then and then.shape == "shift" and then.months < 0:
        return then
    found = [(m, how) for m in in_sentence(draft, mention) if (how := _told_by(draft, mention, m))]
    # «ein Jahr zuvor waren es 1.226 und zwei Jahre zuvor noch 1.119»: the nearer one
    found.sort(key=lambda pair: (pair[1] != "touching", gap(pair[0], mention)))
    return found[0][0] if found else None


def _told_by(draft: Draft, mention: Mention, moment: Moment) -> str:
    """Does a step back date the number («touching»: right before or behind it); "" if it does not."""
    if moment.shape != "shift" or moment.months >= 0 or moment.role not in ("plain", "compared"):
        return ""
    if draft.compared_days.get(moment.start, mention.quantity.start) != mention.quantity.start:
        return ""
    if _named_again(draft, moment) or _WITHIN.match(draft.text, moment.start):
        return ""
    if as_then(draft, mention, moment):
        return "touching"
    if _of_the_compared(draft, mention, moment):
        return ""
    clause = draft.by_clause.index(moment.start)
    if clause == mention.clause and (
        _of_next_number(draft, mention, moment)
        or _of_number_before(draft, mention, moment)
        or _of_number_behind(draft, mention, moment)
        or _of_old_level(draft, mention, moment)
    ):
        return ""
    opening = (
        clause < mention.clause and not _counted_between(draft, mention, moment) and draft.echoes(mention)
    )
    opening = opening or draft.day_goes_on(clause, mention.clause)
    # «Zwei Jahre zuvor hatte er, bezogen auf …, noch bei 1 zu 236 gelegen»
    around = draft.inserted(clause, mention.clause) and moment.end <= mention.span.start
    own = (clause == mention.clause or opening or around) and moment.role == "plain"
    between = draft.text[moment.end : mention.span.start]
    if _YEARS_VALUE.match(draft.text, moment.start):
        between = _VALUE_IS.sub(
            "", between
        )  # «das Vorjahresergebnis von 5.834», «Der Vorjahreswert betrug …»
    label = _LABEL.fullmatch(between) if moment.end <= mention.span.start else None
    if label and moment.role == "compared" and not label[0].strip():
        return ""
    return "touching" if label else "own" if own and moment.then else ""


def _of_the_compared(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«lag 2024 mit 310 höher als mit 231 im Jahr zuvor»: the step right behind what is compared with."""
    others = (m for m in draft.mentions_of(mention.sentence) if mention.span.end <= m.span.start)
    at_it = next((m for m in others if 0 <= moment.start - m.span.end <= 1), None)
    return at_it is not None and bool(_THAN_SO_MANY.search(draft.text, mention.span.end, at_it.span.start))


def stretch_before(draft: Draft, mention: Mention) -> int:
    """«3.305 …, nach 3.205 in den sechs Monaten davor»: how many months the stretch before is long, 0 if none is told."""
    clause = draft.clauses[mention.clause]
    told = _MONTHS_BEFORE.search(draft.text, clause.start, clause.end)
    return distances.months(told[1].lower(), "monat") if told else 0


def _of_old_level(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«stiegen 2024 von 415.000 Euro im Vorjahr auf 504.000 Euro»: the step is of the level left behind."""
    old = draft.preceding(mention)
    if old is None or old.clause != mention.clause or not _leads(draft, mention, phrases.ONTO):
        return False
    return (
        old.span.end <= moment.start and moment.end <= mention.span.start and _leads(draft, old, phrases.FROM)
    )


def _leads(draft: Draft, mention: Mention, word: re.Pattern[str]) -> bool:
    return bool(word.search(draft.text, max(0, mention.span.start - 14), mention.span.start))


def as_then(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Statt 402 Personen wie im Jahr zuvor kamen nur 231 neu hinzu», «die 5.834 des Vorjahres»: so many there were."""
    if instead.once(draft, mention, moment):
        return True
    if not 0 <= moment.start - mention.span.end <= _AT_IT:
        return False
    if (
        draft.text.startswith("des ", moment.start)
        and not draft.text[mention.span.end : moment.start].strip()
    ):
        return True
    start = draft.clauses[mention.clause].start
    led = INSTEAD.fullmatch(draft.text, start, mention.span.start)
    led = led or _INSTEAD_AT_IT.search(draft.text, start, mention.span.start)
    return bool(led and _AS.fullmatch(draft.text, mention.span.end, moment.start))


def _of_next_number(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«lag 2024 bei 6.510 und im Jahr zuvor bei 5.834»: the step back behind this number and before another one.

    Not where it stands at the number itself: «Nach 5.834 Beratungen im Vorjahr waren es 6.510».
    """
    if moment.start < mention.span.end:
        return False
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    following = [m for m in numbers if m.quantity.start >= moment.end]
    at_it = not draft.text[mention.span.end : moment.start].strip()
    return bool(following) and not (at_it and draft.text[moment.end : following[0].span.start].strip())


def _of_number_before(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«ein Jahr davor bei 1 zu 258 und Ende 2022 bei 1 zu 236»: the step is of the number before."""
    before = draft.preceding(mention)
    if before is None or not moment.end <= before.span.start < mention.span.start:
        return False
    return _dated_between(draft, before, mention)


def _of_number_behind(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«betrugen 352.800 Euro im Jahr 2024 und 296.725 Euro im Jahr davor»: the step is of the number behind it."""
    behind = draft.following(mention)
    if behind is None or not behind.span.end <= moment.start:
        return False
    return _dated_between(draft, mention, behind)


def _dated_between(draft: Draft, earlier: Mention, later: Mention) -> bool:
    """Does a date of its own stand behind the first of two numbers?"""
    days = (m for m in draft.moments_of(later.sentence) if m.as_of and m.role == "plain")
    return any(earlier.span.end <= m.start and m.end <= later.span.start for m in days)


def _named_again(draft: Draft, moment: Moment) -> bool:
    """«Vor zwei Jahren, Ende 2022, …»: does the day itself stand right behind a distance?"""
    sentence = draft.by_sentence.index(moment.start)
    behind = [m for m in draft.moments_of(sentence) if m.as_of and 0 < m.start - moment.end <= _APPOSED]
    return (
        bool(behind)
        and not draft.text[moment.end : behind[0].start].strip(", (")
        and behind[0].role == "plain"
    )


def dated_before(draft: Draft, past: Moment) -> Moment | None:
    """«Ende 2024 standen 1.380 Namen auf der Liste; im Jahr davor waren es …»: the day that «davor» counts from."""
    sentence = draft.by_sentence.index(past.start)
    dated = [m for m in draft.moments_of(sentence) if m.as_of and m.end <= past.start and m.role == "plain"]
    return dated[-1] if dated else None


def dated_in_sentence(draft: Draft, step: Moment) -> Moment | None:
    """`dated_before`, also of a day compared with: «Nach 1.310 zur Jahresmitte 2024 … drei Monate später»."""
    sentence = draft.by_sentence.index(step.start)
    dated = [m for m in draft.moments_of(sentence) if m.as_of and m.end <= step.start and m.shape == "point"]
    return dated[-1] if len(dated) == 1 else None


def dated_behind(draft: Draft, past: Moment) -> Moment | None:
    """«Im Vorjahr hatte die Zahl bei 5.834 gelegen, 2024 betrug sie 6.510»: the one day of the sentence behind it."""
    sentence = draft.by_sentence.index(past.start)
    dated = [m for m in draft.moments_of(sentence) if m.as_of]
    one = len(dated) == 1 and dated[0].start >= past.end and dated[0].role == "plain"
    return dated[0] if one else None


def dated_earlier(draft: Draft, step: Moment) -> Moment | None:
    """«Die Quote für 2022 betrug 592. (…) Im Jahr darauf …»: the one day of the newest sentence before that names one."""
    sentence = draft.by_sentence.index(step.start)
    for before in range(sentence - 1, max(sentence - 1 - _LOOK_BACK, -1), -1):
        if not draft.frames.together(before, sentence):
            return None
        dated = [m for m in draft.moments_of(before) if m.as_of and m.role == "plain"]
        if dated:
            return dated[0] if len(dated) == 1 else None
    return None


def _counted_between(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """Does another number stand between a date and a number?"""
    return any(
        moment.end <= m.quantity.start < mention.quantity.start for m in draft.mentions_of(mention.sentence)
    )
