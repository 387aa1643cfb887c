"""The Stichtag or period of a claim.

Order: a date in the sentence (nearest in the clause, else before, else behind) · the claim before, when this continues
it · the draft's own «Stand» · the sentence before · the day of the text. «aktuell» and «zuletzt» never take a date from a
sentence before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.publish.check.calendar import datelines, days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Moment, Source, Time
from pipelines.publish.check.when import dating, instead, legend, running, steps
from pipelines.publish.check.words.vocabulary import Topic

_FIRST_DAY = date(2022, 2, 24)  # what grows counts from here on; a period that begins before is the whole
_WHOLE_YEAR = re.compile(r"(?i:\b(?:gesamten|ganzen|vollen)\b)")
_LAST_YEAR = re.compile(
    r"(?i:(?:im\s)?(?:vergangene|vorangegangene|letzte|vorige|zurückliegende)[sn]\sjahr|im\svorletzten)"
)
_SUM = re.compile(r"\b(?:Gesamtzahl|Gesamtsumme|Summe|insgesamt)\b")
Reference = tuple[date, Source]
# «Ende Mai sind es 431», but «Im Mai sind 163 angekommen»
_WHOLE = re.compile(
    r"(?i:\b(?:bisher|bislang|bis dahin|bis zu diesem zeitpunkt|waren|stand|(?:zum|am) monats(?:ende|schluss))\b"
    r"|\bsind\s+(?:bereits|schon)\b|\bsind\b(?!.*\b(?:(?:an|dazu|hinzu)?gekommen|eingetroffen|geflohen|geflüchtet|zugezogen|eingereist)\b))"
)
_SINCE_THE_WAR = re.compile(
    r"\b[Ss]eit\s+(?:dem\s+)?(?:Kriegs(?:beginn|ausbruch)|(?:Beginn|Ausbruch)\s+des\s+(?:\w+\s+)?\w*[Kk]riege?s)\b"
)
_BEGAN_WITH = re.compile(r"\s+(?:begann|startete)\b[^,;:.\d]*\bmit\s+(?:\w+\s+)?$")
_ENDS = re.compile(r"\s(?:bis|und)\s")  # «zwischen Ende 2022 und Ende 2024»
_IN_ALL = re.compile(r"(?i:\binsgesamt\b)")
_CAME = re.compile(r"\b(?:kam|kamen|zog|zogen|traf|trafen|reisten|erreichten|flüchteten|flohen)\b")
_RUNNING_SUM = re.compile(
    r"(?i:\b(?:aufsummiert|summiert|kumuliert|aufaddiert|insgesamt|jeweils (?:zum |am )?monatsende)\b)"
)
_REACHED = re.compile(r"\bauf\s+(?:nun\s+|nunmehr\s+)?$")
_WITHIN = re.compile(r"(?i:in |im laufe |innerhalb |binnen )")
_STRETCH = re.compile(r"(?i:in den )")  # «In den zwölf Monaten bis Ende 2024 waren 115 angekommen»
_ALONE = re.compile(r"\b[Aa]llein\s+(?:im\s+(?:Jahre?\s+)?|in\s+)?$")  # «905, allein 2024 waren es 115»
# «Ende 2020 waren es 622, heute sind es 1.398»
_NOWADAYS = {"bisher", "bislang", "heute", "jetzt", "mittlerweile", "inzwischen", "seither", "seitdem"}
# Only behind an earlier number of the sentence: «Fehlten Mitte 2022 noch 4,7 Stellen, sind es derzeit 6,75»
_TODAY = {"derzeit", "aktuell", "momentan", "gegenwärtig", "zurzeit", "nun"}


def reference(draft: Draft, default: date) -> Reference:
    """The draft's own day (`datelines.reference`)."""
    return datelines.reference(draft.text, draft.moments, default)


def of(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Time | None,
    continues: bool,
    ref: Reference,
    level: bool = True,
    said: int = -1,
) -> Time:
    """When the claim is about; `as_of` is None for a flow whose period nobody names.

    said: where the last claim of the sentence ends; a distance before it («ein Jahr darauf») is counted already.
    """
    if topic.grows and last and last.period_from and draft.says(mention.clause, _SINCE_THE_WAR):
        last = replace(last, period_from=None)  # «2023 kamen 150, seit Kriegsbeginn sind es damit 790»
    other = dating.other_day(draft, mention) if level else None
    if other:
        return dated(draft, mention, topic, other, ref[0])
    compared = (instead.compared(draft, mention) or legend.of_bracket(draft, mention)) if level else None
    if compared and compared.as_of:
        return dated(draft, mention, topic, compared, ref[0])
    if compared and last and (last.period_from or not topic.period):
        return shifted(last, compared.months)
    long = steps.stretch_before(draft, mention) if level and topic.period and last and last.period_from else 0
    if last and last.period_from and long and days.shifted(last.period_from, long) == last.as_of:
        return shifted(last, -long)
    past = steps.own_past(draft, mention) if level else None
    if past and dating.beside(draft, mention):
        past = None  # «Beratungen im Jahresvergleich: 4.380 (2022), 5.834 (2023)»
    if past and topic.metric == "active_with_contact" and dating.window_of_contact(draft, mention, past):
        past = None  # «gut 1.300 hatten im Jahr davor Kontakt»
    base = steps.dated_before(draft, past) if past and (said < 0 or last is None) else None
    alone = last is None or (past is not None and steps.as_then(draft, mention, past))
    base = base or (steps.dated_behind(draft, past) if past and said < 0 and alone else None)
    base = base or (steps.dated_earlier(draft, past) if past and last is None else None)
    if past and base:
        return shifted(dated(draft, mention, topic, base, ref[0]), past.months)
    if past and last and (last.period_from or not topic.period):
        then = shifted(last, past.months)
        if topic.period and _WHOLE_YEAR.search(draft.text, past.start, past.end) and then.as_of:
            # «Bis Ende Juni 2024 waren es 150; im gesamten Vorjahr 231»
            year = then.as_of.year
            return Time(days.month_end(year, 12), days.before(year, 1), then.source)
        # «81 Ankünfte, im Monat davor lag die Gesamtzahl noch bei 431»
        in_all = topic.grows and draft.says(mention.clause, _SUM)
        return replace(then, period_from=None) if in_all else then
    if past and topic.period and last and last.as_of and last.as_of.month == 12 and past.months % 12 == 0:
        year = last.as_of.year + past.months // 12  # «… um 154 gewachsen. Im Jahr davor waren es 231 Zugänge»
        return Time(days.month_end(year, 12), days.before(year, 1), last.source)
    if past:
        return Time(None) if topic.period else shifted(Time(ref[0], None, ref[1]), past.months)
    moment = dating.moment_of(draft, mention, topic) or _of_heading(draft, mention, ref, continues)
    if moment is None or moment.shape == "now":
        contrast = moment is not None and of_nowadays(draft, moment, behind=said >= 0)
        # «Mitte 2022 waren es 44. In zentralen Unterkünften leben aktuell 402»: today, whatever was told before
        now = moment is not None
        elsewhere = now and said < 0 and ref[1] == "assumed" and not groups.thereof(draft, mention)
        time = _undated(topic, None if contrast or elsewhere else last, continues, now, ref)
        return _within(draft, mention, ref) if topic.period and level and time.as_of is None else time
    onward = moment.shape == "shift" and moment.months > 0 and moment.start > said
    if onward and topic.period and last and last.as_of and last.period_from is None:
        # «Ende 2022 waren es 1.119. Im Folgejahr kamen 231 hinzu»: from that day on
        return Time(days.shifted(last.as_of, moment.months), last.as_of, last.source)
    base = steps.dated_in_sentence(draft, moment) if onward and (said < 0 or last is None) else None
    earlier = steps.dated_earlier(draft, moment) if onward and last is None and base is None else None
    base = earlier or (None if topic.period else base)
    if base and _at_it(draft, mention, moment):
        # «Nach 1.310 Begleiteten zur Jahresmitte 2024 zählte die Stadt drei Monate später 1.362»
        return shifted(dated(draft, mention, topic, base, ref[0]), moment.months)
    if moment.shape == "shift":
        return (
            shifted(last, _further(draft, mention, moment) if moment.start > said else 0)
            if last and moment.months > 0 and _at_it(draft, mention, moment)
            else _undated(topic, last, continues, False, ref)
        )
    reached = bool(_REACHED.search(draft.text, max(0, mention.span.start - 12), mention.span.start))
    goes_on = topic.grows and said >= 0 and last is not None and last.period_from is not None and not reached
    if goes_on and moment.period_from and moment.as_of:
        return Time(moment.as_of, moment.period_from, "text")  # «2023 kamen 150, im Jahr 2024 waren es 115»
    if moment.role == "since" and said >= 0 and last and last.as_of and groups.thereof(draft, mention):
        ref = (
            last.as_of,
            ref[1],
        )  # «Bis Ende 2023 kamen 790, davon 522 seit Ende April 2022»: until that day
    more = running.goes_on(draft, mention, topic)
    stock = last is not None and (last.period_from is None or more) and last.as_of
    if (
        topic.period
        and stock
        and moment.as_of
        and stock < moment.as_of
        and running.counted_until(draft, mention, moment)
    ):
        return Time(
            moment.as_of, stock, "assumed"
        )  # «Ende 2020 waren es 622. Bis Mitte 2022 kamen 600 hinzu»
    if topic.period and last and last.period_from and running.year_closed(draft, mention, moment, last):
        return Time(moment.as_of, last.period_from, "text")
    return dated(draft, mention, topic, moment, ref[0])


def _at_it(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """Does a step stand in the number's own clause, or as its label («… 1.226 Personen (ein Jahr später: 1.380)»)?"""
    # «Schmaler fiel das Plus im Folgejahr aus: sieben Personen»
    clause = draft.by_clause.index(moment.start)
    if clause in (mention.clause, *draft.labels(mention)) or draft.day_goes_on(clause, mention.clause):
        return True
    return draft.text[moment.end : mention.span.start].strip() == ":"


def _further(draft: Draft, mention: Mention, moment: Moment) -> int:
    """«Zwei Jahre danach waren es 1.119, vier Jahre danach 1.380»: both from the same day, so two more."""
    earlier = [m.months for m in dating.in_sentence(draft, mention) if m.months > 0 and m.end <= moment.start]
    longer = [months for months in earlier if months < moment.months]
    again = running.AGAIN.search(draft.text, max(0, moment.start - 12), moment.end)
    return moment.months - (max(longer) if longer and not again else 0)


def of_nowadays(draft: Draft, moment: Moment, behind: bool = False) -> bool:
    """«heute», «inzwischen»: the day of the draft, set against an earlier one; behind: a number of the sentence."""
    words = _NOWADAYS | _TODAY if behind else _NOWADAYS
    return moment.shape == "now" and draft.text[moment.start : moment.end].lower() in words


def _of_heading(draft: Draft, mention: Mention, ref: Reference, continues: bool) -> Moment | None:
    """The date of the heading above, for a line of a list; for prose when nothing else dates it."""
    day = draft.heading_day(mention.sentence)
    if day and day.is_month:
        day = replace(day, role="stand")  # «Auf einen Blick – Juni 2022»: everything until then
    if draft.frames.of_item(mention.sentence) is not None and day:
        return day
    if draft.frames.titles[mention.sentence] and not day:
        return _under_title(draft, mention) if ref[1] == "assumed" and not continues else None
    return day if ref[1] == "assumed" and not continues else None


def _under_title(draft: Draft, mention: Mention) -> Moment | None:
    """«Bleibequote sinkt auf 67 Prozent», under it «Zwei von drei leben Ende 2023 noch hier»: the day of that line."""
    below = mention.sentence + 1
    if below >= len(draft.sentences) or draft.listed(below):
        return None
    days_named = [m for m in draft.moments_of(below) if m.as_of and m.role in ("plain", "stand")]
    return replace(days_named[0], role="stand") if len(days_named) == 1 else None


def dated(draft: Draft, mention: Mention, topic: Topic, moment: Moment, ref: date) -> Time:
    end, start = moment.as_of, moment.period_from
    assert end is not None
    source: Source = "text" if moment.precise or topic.period or topic.year else "assumed"
    # «im vergangenen Jahr» of data up to the end of 2024 may be 2024
    over = moment.also if _LAST_YEAR.match(draft.text, moment.start) else ()
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
    if start and _BEGAN_WITH.search(draft.text, moment.end, mention.span.start):
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
    if _REACHED.search(draft.text, max(0, mention.span.start - 12), mention.span.start):
        return True  # «Allein im Mai 2022 wuchs die Zahl der Angekommenen um 163 auf 431»
    alone = _ALONE.search(draft.original, max(0, moment.start - 20), moment.start)
    if alone or _STRETCH.match(draft.text, moment.start):
        return False
    heading = draft.frames.of_item(mention.sentence)
    heading = draft.frames.heading(mention.sentence) if heading is None else heading
    if heading is not None and any(
        draft.sentence_says(heading, words) for words in (_RUNNING_SUM, _SINCE_THE_WAR)
    ):
        return True
    # «400 der 512 seit Februar Angekommenen»: all who came until that day
    if draft.whole_of_one_before(mention) or _since_told_of_it(draft, mention):
        return True
    # «Im Jahr 2023 kamen insgesamt 150 neu nach Lörrach»: all of that year
    in_all = draft.says(mention.clause, _IN_ALL) and not draft.says(mention.clause, _CAME)
    # not «Seit Kriegsbeginn kamen 905, 115 davon im Jahr 2024»
    apart = groups.thereof(draft, mention) and draft.clauses[mention.clause].holds(moment.start)
    reached = draft.says(mention.clause, _SINCE_THE_WAR) or (
        not apart and _since_the_war(draft, mention, moment)
    )
    more = running.AGAIN.search(
        draft.text, mention.quantity.end, mention.span.end
    )  # «waren 115 weitere Geflüchtete …»
    # «Seit Kriegsbeginn kamen 905, zwischen Mitte 2022 und Ende 2024 waren es 393»
    within = _ENDS.search(draft.text, moment.start, moment.end)
    return reached or in_all or not (more or within or not draft.says(mention.clause, _WHOLE))


def _since_the_war(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Die 905, die seit Kriegsbeginn kamen»; not of the next number nor, of a stretch with two ends, of the one before.

    «Zwischen Ende 2022 und Ende 2024 kamen 265, seit Kriegsbeginn sind es damit 905»
    """
    if not draft.sentence_says(mention.sentence, _SINCE_THE_WAR):
        return False
    sentence, others = draft.sentences[mention.sentence], draft.clauses_with_numbers - {mention.clause}
    within = bool(_ENDS.search(draft.text, moment.start, moment.end))
    said = _SINCE_THE_WAR.finditer(draft.text, sentence.start, sentence.end)
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


def _within(draft: Draft, mention: Mention, ref: Reference) -> Time:
    """«in zwölf Monaten», «innerhalb eines Jahres»: the stretch before the draft's day."""
    for moment in dating.in_sentence(draft, mention):
        if moment.shape == "shift" and moment.months < 0 and _WITHIN.match(draft.text, moment.start):
            return Time(ref[0], days.shifted(ref[0], moment.months), "assumed")
    return Time(None)


def _undated(topic: Topic, last: Time | None, continues: bool, now: bool, ref: Reference) -> Time:
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
