"""What a date says of a number: a day or a period, what grows counted from the beginning or within it."""

from __future__ import annotations

import re
from datetime import date

from pipelines.publish.check.calendar import datelines, days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Moment, Source, Time
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import dating, running, stretched
from pipelines.publish.check.words.vocabulary import Topic

_FIRST_DAY = date(2022, 2, 24)  # what grows counts from here on; a period that begins before is the whole
_LAST_YEAR = re.compile(
    r"(?i:(?:im\s)?(?:vergangene|vorangegangene|letzte|vorige|zurückliegende)[sn]\sjahr|im\svorletzten)"
)
Reference = tuple[date, Source]
# «Ende Mai sind es 431», but «Im Mai sind 163 angekommen»
_WHOLE = re.compile(
    r"(?i:\b(?:bisher|bislang|bis dahin|bis zu diesem zeitpunkt|waren|stand|(?:zum|am) monats(?:ende|schluss))\b"
    r"|\bsind\s+(?:bereits|schon)\b|\bsind\b(?!.*\b(?:(?:an|dazu|hinzu)?gekommen|eingetroffen|geflohen|geflüchtet|zugezogen|eingereist)\b))"
)
SINCE_THE_WAR = re.compile(
    r"\b[Ss]eit\s+(?:dem\s+)?(?:Kriegs(?:beginn|ausbruch)|(?:Beginn|Ausbruch)\s+des\s+(?:\w+\s+)?\w*[Kk]riege?s)\b"
)
_BEGAN_WITH = re.compile(r"\s+(?:begann|startete)\b[^,;:.\d]*\bmit\s+(?:\w+\s+)?$")
# «Mit 1.119 Begleiteten ging das Integrationsmanagement in das Jahr 2023»
_WENT_INTO = re.compile(
    r"\s+(?:\w+\s+)?(?:ging|gingen|startete|starteten|trat|geht|gehen)\b[^,;:.\d]*\b(?:in\s+das|ins)\s+(?:neue\s+)?(?:Jahr\s+)?$"
)
_ARRIVALS = re.compile(r"\s+(?:weiteren?\s+)?(?:Neua|A)nkünften?\b")
_FALLS = re.compile(
    r"\b(?:zurück|sank(?:en)?|gesunken|fiel(?:en)?|gefallen|verringert\w*|abgenommen|halbiert\w*)\W*$|\b(?:sank|fiel)(?:en)?\b"
)
_ENDS = re.compile(r"\s(?:bis|und)\s")  # «zwischen Ende 2022 und Ende 2024»
_IN_ALL = re.compile(r"(?i:\binsgesamt\b)")
_WITH = re.compile(r"\b(?:[Mm]it|[Dd]urch)\s+(?:\w+\s+)?$")
CAME = re.compile(r"\b(?:kam|kamen|zog|zogen|traf|trafen|reisten|erreichten|flüchteten|flohen)\b")
_RUNNING_SUM = re.compile(
    r"(?i:\b(?:aufsummiert|summiert|kumuliert|aufaddiert|insgesamt|jeweils (?:zum |am )?monatsende)\b)"
)
_STRETCH = re.compile(r"(?i:in den )")  # «In den zwölf Monaten bis Ende 2024 waren 115 angekommen»
_ALONE = re.compile(r"\b[Aa]llein\s+(?:im\s+(?:Jahre?\s+)?|in\s+)?$")  # «905, allein 2024 waren es 115»
# «Ende 2020 waren es 622, heute sind es 1.398»
_NOWADAYS = {"bisher", "bislang", "heute", "jetzt", "mittlerweile", "inzwischen", "seither", "seitdem"}
# Only behind an earlier number of the sentence: «Fehlten Mitte 2022 noch 4,7 Stellen, sind es derzeit 6,75»
_TODAY = {"derzeit", "aktuell", "momentan", "gegenwärtig", "zurzeit", "nun"}


def reference(draft: Draft, default: date) -> Reference:
    """The draft's own day (`datelines.reference`)."""
    return datelines.reference(draft.text, draft.moments, default)


def of_nowadays(draft: Draft, moment: Moment, behind: bool = False) -> bool:
    """«heute», «inzwischen»: the day of the draft, set against an earlier one; behind: a number of the sentence."""
    words = _NOWADAYS | _TODAY if behind else _NOWADAYS
    return moment.shape == "now" and draft.text[moment.start : moment.end].lower() in words


def dated(draft: Draft, mention: Mention, topic: Topic, moment: Moment, ref: date) -> Time:
    end, start = moment.as_of, moment.period_from
    assert end is not None
    source: Source = "text" if moment.precise or topic.period or topic.year else "assumed"
    # «im vergangenen Jahr» of data up to the end of 2024 may be 2024
    over = moment.also if _LAST_YEAR.match(draft.text, moment.start) else ()
    if topic.sums_years and stretched.years_of_row(draft, moment):
        return Time(end, start, source)  # «2023 und 2024 zusammen hat Lörrach 502 Geflüchtete aufgenommen»
    if topic.year:
        return Time(_clipped(days.month_end(end.year, 12), ref), None, source, over)
    if moment.role == "since":
        return (
            Time(ref, start or end, source)
            if topic.period or _from_later(topic, start, end)
            else Time(ref, None, "assumed")
        )
    if topic.period and running.counted_until(draft, mention, moment):
        return Time(end, running.begun(draft, mention) or days.before(end.year, 1), "assumed")
    if topic.period:
        return Time(end, start, "text", over) if start else Time(None)
    if start and (
        _BEGAN_WITH.search(draft.text, moment.end, mention.span.start)
        or _WENT_INTO.match(draft.text, mention.span.end, moment.start)
    ):
        return Time(start, None, "text")  # «Das Jahr 2022 begann mit 948 Begleiteten»: on its first morning
    if topic.grows and start and start >= _FIRST_DAY and not _cumulative(draft, mention, moment):
        return Time(end, start, "text")
    return Time(end if moment.precise else _clipped(end, ref), None, source, moment.also)


def _from_later(topic: Topic, start: date | None, end: date) -> bool:
    """«seit Februar», «seit Ende Februar 2022» are the whole of a cumulative figure; a later start is a difference."""
    begun = days.month_end(_FIRST_DAY.year, _FIRST_DAY.month)
    return topic.grows and (end > begun if start is None else start >= begun)


def _cumulative(draft: Draft, mention: Mention, moment: Moment) -> bool:
    if moment.role == "stand" or dating.says_until(draft, moment):
        return True
    before = draft.preceding(mention)
    counted = [mention, before] if before and before.clause == mention.clause else [mention]
    if any(_ARRIVALS.match(draft.text, m.quantity.end) for m in counted) or draft.says(
        mention.clause, _FALLS
    ):
        return False  # «Nach 150 Ankünften 2023 waren es 2024 noch 115», «sank von 150 auf 115»: each of its year
    if moving.REACHED.search(draft.text, max(0, mention.span.start - 12), mention.span.start):
        return True  # «Allein im Mai 2022 wuchs die Zahl der Angekommenen um 163 auf 431»
    alone = _ALONE.search(draft.original, max(0, moment.start - 20), moment.start)
    if _added(draft, mention) or alone or _STRETCH.match(draft.text, moment.start):
        return False
    heading = draft.frames.of_item(mention.sentence)
    heading = draft.frames.heading(mention.sentence) if heading is None else heading
    if heading is not None and any(
        draft.sentence_says(heading, words) for words in (_RUNNING_SUM, SINCE_THE_WAR)
    ):
        return True
    # «400 der 512 seit Februar Angekommenen»: all who came until that day
    if draft.whole_of_one_before(mention) or _since_told_of_it(draft, mention):
        return True
    # «Im Jahr 2023 kamen insgesamt 150 neu nach Lörrach»: all of that year
    in_all = draft.says(mention.clause, _IN_ALL) and not draft.says(mention.clause, CAME)
    # not «Seit Kriegsbeginn kamen 905, 115 davon im Jahr 2024»
    apart = groups.thereof(draft, mention) and draft.clauses[mention.clause].holds(moment.start)
    reached = draft.says(mention.clause, SINCE_THE_WAR) or (
        not apart and _since_the_war(draft, mention, moment)
    )
    more = running.AGAIN.search(
        draft.text, mention.quantity.end, mention.span.end
    )  # «waren 115 weitere Geflüchtete …»
    # «Seit Kriegsbeginn kamen 905, zwischen Mitte 2022 und Ende 2024 waren es 393»
    within = _ENDS.search(draft.text, moment.start, moment.end)
    return reached or in_all or not (more or within or not draft.says(mention.clause, _WHOLE))


def _added(draft: Draft, mention: Mention) -> bool:
    """«Mit 150 weiteren Ankommenden hat sich die Zahl im Jahr 2023 auf 790 erhöht»: so many came to reach that level."""
    reached = draft.following(mention)
    if reached is None or reached.clause != mention.clause:
        return False
    to = phrases.ONTO.search(draft.text, mention.span.end, reached.span.start)
    return bool(to and _WITH.search(draft.text, max(0, mention.span.start - 16), mention.span.start))


def _since_the_war(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Die 905, die seit Kriegsbeginn kamen»; not of the next number nor, of a stretch with two ends, of the one before.

    «Zwischen Ende 2022 und Ende 2024 kamen 265, seit Kriegsbeginn sind es damit 905»
    """
    if not draft.sentence_says(mention.sentence, SINCE_THE_WAR):
        return False
    sentence, others = draft.sentences[mention.sentence], draft.clauses_with_numbers - {mention.clause}
    within = bool(_ENDS.search(draft.text, moment.start, moment.end))
    said = SINCE_THE_WAR.finditer(draft.text, sentence.start, sentence.end)
    return any(
        draft.by_clause.index(m.start()) not in others or (m.end() <= mention.span.start and not within)
        for m in said
    )


def _since_told_of_it(draft: Draft, mention: Mention) -> bool:
    """«seit Februar 2022 Angekommene»; not «2024 kamen 115, womit die Zahl der seit 2022 Angekommenen auf 905 stieg»."""
    since = [m for m in draft.moments_of(mention.sentence) if m.role == "since"]
    at = draft.by_clause.index
    others = draft.clauses_with_numbers - {mention.clause}
    return any(at(m.start) not in others or m.end <= mention.span.start for m in since)


def _clipped(day: date, ref: date) -> date:
    """A year that is not over yet means its newest month end."""
    return ref if day > ref and day.year == ref.year else day


def undated(topic: Topic, last: Time | None, continues: bool, now: bool, ref: Reference) -> Time:
    day, source = ref
    if last and last.as_of and continues and (not now or source == "assumed"):
        if topic.period and last.period_from is None:
            return Time(None)
        return last if topic.period else Time(last.as_of, None, last.source)
    if topic.period:
        return Time(None)
    return Time(day, None, source)


def shifted(time: Time, months: int) -> Time:
    if time.as_of is None:
        return time
    start = days.shifted(time.period_from, months) if time.period_from else None
    return Time(days.shifted(time.as_of, months), start, time.source)
