"""What a date says: a day, «bis …», beside a number, of another day; the parts of `ownday`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import paired
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import asked, instead, left
from pipelines.publish.check.words.vocabulary import Topic

_VERB_ENDS = re.compile(
    r"(?:\s+nicht\s+mehr)?(?:\s+[a-zäöüß]+(?:en|t))?[\s,]*"
)  # «… gegenüber dem Jahr 2023 gestiegen, in dem …»
_UNTIL = re.compile(r"(?i:\bbis(?:\s+zum|\s+ende|\s+einschließlich)?\s+)$")
_THOSE = re.compile(r"\s(?:Begleitete|Betreute)[nr]?\b")
_OUT_OF, _BECAME = (
    re.compile(r"\W*Aus\s+(?:(?:den|noch|einst|damals)\s+)*"),
    re.compile(r"\bgeworden\b|\bwurden\b"),
)
_AFTER = re.compile(r"\W*(?:Nach|Auf|nach|auf)\s+(?:\w+\s+)?")
_THERE_WERE = re.compile(r"\b(?:folgten?|waren\s+es|sind\s+es|gab\s+es|wurden(?:\s+es)?)\s+(?:\w+\s+){0,2}$")
BEHIND = 12  # signs between a number and its day: « im Jahr »
# «als Ende 2023 mit 70,9 Prozent», «den Wert von Ende 2023 von 70,9 Prozent um … unterschritten»
_COMPARED_WITH = re.compile(r"\s+(?:mit|bei|von|in\s+Höhe\s+von)\s+(?:(?:plus|minus|noch)\s+)?")
_AS_ALREADY = re.compile(r"\bwie\s+(?:schon|bereits|auch|zuvor)\s+(?:\w+\s+)?$")
_BRACKETED = re.compile(r"\)\s+(?:noch\s+)?um\s+")  # «das Jahr davor (Ende 2022 bis Ende 2023) noch um 68»
_AS_THEN = re.compile(r"\s+wie\s+(?:noch\s+)?(?:(?:am|im|zum|für)\s+)?")
_OPENED = re.compile(r"\s*\(\s*(?:(?:im|am|zum|per|Stand:?|Stichtag:?|Ende|\w*[Jj]ahr)\s+){0,2}")
_CLOSED = re.compile(r"\s*\)")
_WHEN = re.compile(
    r"^\s*(?:als|in dem|da|wo)\b.*\b(?:war|waren|sind|seien|lag|lagen|betrug|gab|umfasste|wurden|\w{3,}ten?"
    r"|\w*(?:nahm|kam|fand|gab|stand|ging|wuchs|stieg|sank|fiel|hielt|ließ|begann)(?:en)?)\W*$",
    re.DOTALL,
)
_WHICH_WAS = re.compile(
    r"^\s*(?:der|die|das)\b.*\b(?:betragen|gelegen)\s+hat(?:te)?\b|^\s*(?:der|die|das)\s+bei\b.*\blag\b"
)
# «… hinter dem Vorjahr, das 402 gebracht hatte»
_WHICH_BROUGHT = re.compile(r"^\s*das\b.*\b(?:gebracht|ergeben|gesehen|verzeichnet|gezählt)\s+ha(?:t|tte)\b")
_VALUE_OF = re.compile(r"\b(?:[Ww]ert|[Zz]ahl|[Ss]tand|[Nn]iveau)\w*\s+(?:von|vom|aus|de[sr])\b")
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
        ahead = moment.end <= mention.span.start
        before = _OPENED.fullmatch(draft.text, moment.end, mention.span.start) if ahead else None
        before = None if before and _dated_inside(draft, mention, moment) else before
        if ahead and draft.text[moment.start - 1] == "(":
            before = before or _BRACKETED.fullmatch(draft.text, moment.end, mention.span.start)
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


def _dated_inside(draft: Draft, mention: Mention, day: Moment) -> bool:
    """«6.510 im Jahr 2024 (im Vorjahr 5.834)», «(5.834 im Vorjahr)»: does the number's bracket name a day of its own?"""
    opened, closed = draft.text.rfind("(", 0, mention.span.start), draft.text.find(")", mention.span.end)
    inside = (m for m in draft.moments_of(mention.sentence) if opened < m.start < closed)
    return day.start < opened and any(inside)


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
    if left.day_of(draft, mention) or says_until(draft, days[0]):
        return False  # «2023 gestiegen, und zwar von 4.380 im Jahr 2022 auf 5.834»
    old = [m for m in before if not paired.changing(draft, m)]
    led = [m for m in old[-1:] if phrases.FROM.search(draft.text, max(0, m.span.start - 16), m.span.start)]
    old = led or old  # «Bei 3,5 geförderten Stellen stieg der Schlüssel von 1 zu 299 Mitte 2022 auf 1 zu 394»
    if len(old) != 1:
        return False
    followed = _follows(draft, mention, old[0])
    if not (followed or phrases.ONTO.search(draft.text, max(0, mention.span.start - 16), mention.span.start)):
        return False
    counted = {draft.text[m.quantity.end : m.noun.span.end].strip() for m in (old[0], mention)}
    if len(counted - {""}) > 1:
        return False  # «Der Aufwuchs von 171 Personen im Jahr 2022 geht auf 402 Zugänge zurück»
    come = followed or phrases.FROM.search(draft.text, max(0, old[0].span.start - 16), old[0].span.start)
    named = _THOSE.match(draft.text, old[0].span.end)
    at_it = bool(come) and 0 <= days[0].start - (named.end() if named else old[0].span.end) <= BEHIND
    # «Der Saldo von 171 sank 2023 auf 107»: behind the verb it is the new level's
    return at_it and not moving.CHANGING.search(draft.text, old[0].span.end, days[0].start)


def _follows(draft: Draft, mention: Mention, old: Mention) -> bool:
    """«Auf 4.380 Beratungen im Jahr 2022 folgten 5.834», «Nach 1.310 Ende Juni waren es 1.362»: a later day's number."""
    start = draft.clauses[mention.clause].start
    if _OUT_OF.fullmatch(draft.text, start, old.span.start):
        # «Aus 622 Begleiteten Ende 2020 sind 1.380 geworden»
        return bool(_BECAME.search(draft.text, old.span.end, draft.clauses[mention.clause].end))
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


def window_of_contact(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Von den 470, für die Ende 2024 … zuständig war, hatten 447 im zurückliegenden Jahr Kontakt»: names no day."""
    others = any(m.as_of and m is not moment and m.shape == "point" for m in in_sentence(draft, mention))
    contact = draft.in_clause(mention.clause, "contact") or draft.in_clause(mention.clause, "cared")
    return others and contact and bool(_LAST_YEAR.match(draft.text, moment.start))


def has_stretch(topic: Topic) -> bool:
    """Is the metric counted over a stretch of time? Of a stock, «in den letzten Monaten» names no day."""
    return topic.period or topic.grows or topic.year


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


def gap(moment: Moment, mention: Mention) -> int:
    return max(moment.start - mention.span.end, mention.span.start - moment.end, 0)
