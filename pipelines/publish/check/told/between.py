"""The two days that the sentences before set against each other: «im selben Zeitraum», «zwischen beiden Stichtagen»."""

from __future__ import annotations

import re
from datetime import date

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Role, Source, Time
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.told import onward
from pipelines.publish.check.when import comparing, levels, steps, timing, yearly
from pipelines.publish.check.words.vocabulary import Topic

_SAME_STRETCH = re.compile(
    r"\b(?:[Ii]m (?:selben|gleichen)|[Ii]n (?:diesem|demselben|dem gleichen)) Zeitraum\b"
    r"|\b[Ii]n (?:dieser|derselben|der (?:selben|gleichen)) (?:Zeit|Zeitspanne|Spanne)\b|\b[Ww]ährend dieser Zeit\b"
    r"|\b[Ii]n diesen (?:\w+ )?Jahren\b|\b[Ii]n (?:denselben|den gleichen) (?:\w+ )?(?:Monaten|Jahren)\b"
)
_THESE_MONTHS = re.compile(r"\b[Ii]n diesen (\w+) Monaten\b")
_BETWEEN_BOTH = re.compile(
    r"(?i:\bzwischen (?:(?:den|diesen|jenen) (?:beiden |zwei )?|beiden )"
    r"(?:stichtagen|tagen|zeitpunkten|jahren|terminen|jahresenden)\b)|\b[Dd]azwischen\b"
)
# «1.380, am Jahresende davor 1.226. Die Differenz ergibt sich aus 310 Zugängen abzüglich 156 Abgängen»
MAKES_THE_DIFFERENCE = re.compile(
    r"\b[Dd]ahinter\s+(?:stehen|standen|stecken|verbergen\s+sich)\b|"
    rf"\b[Dd](?:ie\s+Differenz|er\s+Unterschied|(?:er|ieser|as|ieses|ie|iese)\s+{moving.GROWTH})\b[^;]*"
    r"\b(?:(?:ergibt|ergab|erklärte?|setzte?)\s+sich|beruhte?|(?:ging|geht)\b[^;]*\bzurück)\b"
    r"|\bGrund\s+(?:dafür\s+|hierfür\s+)?(?:sind|waren)\b"
)
# «1.380 Ende 2024, das Ergebnis aus 1.226 zu Jahresbeginn, 310 Zugängen und 156 Abgängen»: the days stand at the stocks
_RESULTS_FROM = re.compile(
    r"\b(?:Ergebnis|Resultat|Folge)\s+(?:aus|von)\b|\b(?:ergibt|ergab|errechnet)\s+sich\s+aus\b"
)
# «Der Frauenanteil ist damit von 40,7 auf 51 Prozent gestiegen»: between the two days told
_THEREBY = re.compile(
    r"\b(?:damit|dadurch|somit|demnach|folglich|(?:bedeutet|entspricht|entsprach|hei(?:ß|ss)t)e?\s+(?:das|dies)"
    r"|(?:[Dd]as|[Dd]ies)\s+(?:bedeutet|entspricht|entsprach|hei(?:ß|ss)t)e?)\b[^;.]*\bvon\s+(?:\w+\s+)?[\d.,]+[^.;]{0,40}?\bauf\s"
)
_STRETCH_OF_YEAR = re.compile(
    r"\b[Ii]m\s+(?:(?:gleichen|selben|entsprechenden)\s+(?:Zeitraum|Abschnitt)|Vergleichszeitraum)\s+"
    r"(?:(?:des|im)\s+Jahre?s?\s+|von\s+)?((?:19|20)\d\d)\b"
)
_BECAUSE = re.compile(r"^\s*(?:denn|weil|da)\b")
_SAME_MONTH = re.compile(r"\b(?:[Ii]m (?:selben|gleichen)|[Ii]n diesem) Monat\b")
_LIKEWISE = re.compile(r"^\W*(?:Auch(?!\s+wenn\b)|Ebenso|Ebenfalls|Gleichzeitig|Zugleich|Parallel\s+dazu)\b")
_ONCE_MORE = re.compile(r"\b(?:noch einmal|nochmals|abermals|erneut)\s+(?:\w+\s+)?um\b")
_THE_GROWTH = re.compile(rf"\b(?:der|das|die)\s+{moving.GROWTH}\b")
_HIGHER = re.compile(
    r"\s+(?:mehr|weniger|höher|niedriger|darüber|darunter|geringer|größer|kleiner)\b(?!\s+als\b)"
)
_LIKE = re.compile(r"\b(?:wie|(?<!mehr )(?<!weniger )als)\b")  # not «mehr als doppelt so viele»
_AS_WELL_AS = re.compile(r",?\s+(?:als|wie)\s+auch\s+(?:am\s+|zum\s+)?")
_SUMS_UP = re.compile(
    r"\b(?:(?:entspricht|entsprach|bedeutet|macht|(?:ergibt|ergab|errechnete?)(?:\s+sich)?)\s+(?:\w+\s+){0,3}"
    r"|und (?:damit|somit|also|mithin)\s+(?:\w+\s+)?)$"
)
FROM_TO = re.compile(r"\b[Vv]on\s+(?:\w+\s+)?[\d.,]+[^.;]{0,40}?\bauf\s")
BY_TO = re.compile(
    r"\bum\s+(?:\w+\s+)?[\d.,]+[^.;]{0,40}?\bauf\s"
)  # «zwischen 2022 und 2024 um 2.130 auf 6.510»


def compared_levels(last: Last) -> tuple[Time, Time] | None:
    """«6.510 Beratungen, im Jahr davor 5.834. Das ist ein Anstieg um 12 Prozent»: the later and the earlier day."""
    return _in_order(last.levels)


def sums_up(draft: Draft, mention: Mention) -> bool:
    """«… entspricht 11,5 Prozentpunkten», «Daraus errechnet sich ein Rückgang um 2,1 Prozent»: of the levels told."""
    return bool(_SUMS_UP.search(draft.text, max(0, mention.span.start - 50), mention.span.start))


def same_stretch(draft: Draft, mention: Mention) -> bool:
    """«im selben Zeitraum», «zwischen beiden Stichtagen»: from the day to the day of the claims before."""
    said = (_SAME_STRETCH, _BETWEEN_BOTH, MAKES_THE_DIFFERENCE)
    if not any(draft.sentence_says(mention.sentence, pattern) for pattern in said):
        return False
    # «… um 332 gestiegen, die Zahl der Stellen im selben Zeitraum um 0,75»: of the second number only
    start, end = draft.sentences[mention.sentence].start, draft.clauses[mention.clause].end
    return any(pattern.search(draft.text, start, end) for pattern in said)


def told(last: Last, same: bool = False) -> tuple[Time, Time] | None:
    """The later and the earlier of the two days last set against each other; same: by the number's own sentence.

    «702 lebten Mitte 2022 in Familien. 2024 wuchs sie von 1.226 auf 1.310, also um 84»: of 2024.
    """
    pair = (last.time, last.before) if last.time and last.before else ()
    if same and pair:
        return _in_order(pair)
    return compared_levels(last) or _in_order(pair) or _in_order(_of_its_metric(last))


def _of_its_metric(last: Last) -> tuple[Time, ...]:
    """The days of the last two levels told of the metric, whatever was told between."""
    times = [
        c.time
        for c in last.told
        if c.metric == last.metric and c.by == last.by and c.kind in ("amount", "ratio")
    ]
    return tuple(times[-2:])


def ends(draft: Draft, mention: Mention, topic: Topic, role: Role, last: Last) -> tuple[Time, Time] | None:
    """The later and the earlier day of a number whose sentence names none but goes on «im selben Zeitraum».

    Likewise the years of «Von 2022 bis 2024 stieg die Zahl der Beratungen von 4.380 auf 6.510».
    """
    months = _THESE_MONTHS.search(draft.sentence_text(mention.sentence)) if topic.period else None
    if months:
        size = numberwords.small(months[1]) or int(months[1] if months[1].isdigit() else 0)
        told_of = next((c.time for c in reversed(last.told) if _months_of(c.time) == size), None)
        if told_of:
            return told_of, told_of
    moved = draft.says(mention.clause, FROM_TO) or draft.says(mention.clause, BY_TO)
    if topic.period and role != "change" and moved:
        years = levels.ends_of_range(draft, mention, topic)
        if years:
            return years
    stocks = _of_stocks(draft, mention, last) if topic.period and role == "level" else None
    if stocks:
        return _stretch(stocks)
    again = same_stretch(draft, mention) or draft.says(mention.clause, _THEREBY)
    # «… nahm um 13,5 Prozent zu. Sie stieg von 1.200 auf 1.362»
    changed = last.ends is not None or last.kind in ("change", "relative")
    likewise = draft.echoes(mention) or draft.sentence_says(mention.sentence, _LIKEWISE)
    # «Um 61,5 Prozent ist die Zahl gestiegen. In Köpfen ausgedrückt: von 208 auf 336»
    likewise = likewise or draft.says(mention.clause, roles.BARE_MOVE)
    again = again or (changed and draft.says(mention.clause, FROM_TO) and likewise)
    both = _both_named(draft, mention) if again and not topic.period else None
    if both:
        return both
    if not again or any(m.as_of for m in _beside(draft, mention)):
        return None
    pair = (
        last.ends if last.sentence == mention.sentence and not topic.period else told(last) or _two_days(last)
    )
    pair = pair or _compared_day(draft, mention, last)
    if pair is None and last.time and last.time.period_from and not topic.period:
        # «… 150 Zugänge. Sie wuchs im selben Zeitraum um 84», «2024 kamen 115 aus der Ukraine an. …»
        pair = last.time, Time(last.time.period_from, None, last.time.source)
    if pair is None:
        return None
    moved = role != "level" or draft.says(mention.clause, FROM_TO)
    if topic.period and not moved:
        # «von Ende 2023 bis Ende 2024 …, im selben Zeitraum 6.510 Beratungen»
        return _stretch(pair) if all(time.period_from is None for time in pair) else None
    return of_topic(topic, pair[0]), of_topic(topic, pair[1])


def _both_named(draft: Draft, mention: Mention) -> tuple[Time, Time] | None:
    """«Sowohl Ende 2022 als auch Ende 2024 waren 4,75 Stellen besetzt, die Zielgruppe aber wuchs in dieser Zeit um …»."""
    before = draft.just_before(mention.sentence)
    named = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    named = named or ([] if before is None else [m for m in draft.moments_of(before) if m.as_of])
    start = draft.clauses[mention.clause].start
    if len(named) != 2 or named[1].end > start or any(m.shape != "point" for m in named):
        return None
    if not _AS_WELL_AS.fullmatch(draft.text, named[0].end, named[1].start):
        return None
    return _in_order((Time(named[0].as_of, None, "text"), Time(named[1].as_of, None, "text")))


def newest_year(draft: Draft, mention: Mention, topic: Topic, role: Role, last: Last) -> Time | None:
    """«2024 waren es 6.510. 2023 waren es 5.834. Gegenüber dem Vorjahr ist das ein Plus von …»: the newest one told."""
    moments = draft.moments_of(mention.sentence)
    back = [m for m in moments if m.shape == "shift" and m.months == -12]
    if role != "change" or len(moments) != 1 or not back or last.sentence != mention.sentence - 1:
        return None
    told = [c.time for c in last.told if c.metric == topic.metric and c.time.as_of and c.kind == "amount"]
    newest = max(told, key=lambda time: time.as_of or date.min, default=None)
    before = timing.shifted(newest, -12).as_of if newest else None
    return newest if newest and any(time.as_of == before for time in told) else None


def as_long_before(draft: Draft, mention: Mention, time: Time) -> Time | None:
    """«3.305 im zweiten Halbjahr. Das waren 100 weniger als in den sechs Monaten davor»: the stretch right before."""
    long = _months_of(time)
    return timing.shifted(time, -long) if long and steps.stretch_before(draft, mention) == long else None


def _months_of(time: Time) -> int:
    """How many months a period has; 0 for a Stichtag."""
    if time.as_of is None or time.period_from is None:
        return 0
    return (time.as_of.year - time.period_from.year) * 12 + time.as_of.month - time.period_from.month


def since_beginning(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«fast viermal so viele wie zu Beginn»: the earliest day that the paragraph told of the metric."""
    if not comparing.with_the_first(draft, mention):
        return None
    told = [c.time for c in last.told if c.metric == topic.metric and c.time.as_of]
    return min(told, key=lambda time: time.as_of or date.max, default=None)


def stretch_of_year(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… im ersten Halbjahr 2024. Im gleichen Zeitraum des Jahres 2022 waren es 2.110»: as long, in that year."""
    said = _STRETCH_OF_YEAR.search(draft.clause_text(mention.clause))
    clause, time = draft.clauses[mention.clause], last.time
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of and clause.holds(m.start)]
    if len(dated) > 1:
        return None  # the clause names another day besides
    if not topic.period or said is None or time is None or time.as_of is None or time.period_from is None:
        return None
    return timing.shifted(time, 12 * (int(said[1]) - time.as_of.year))


def same_year(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… um 107 auf 1.226 Personen. Im selben Jahr gab es 5.834 Beratungen»: the year (or month) of that day."""
    told = last.time.as_of if last.time and last.sentence >= mention.sentence - 1 else None
    if told is None or not topic.period:
        return None
    if draft.says(mention.clause, _SAME_MONTH):
        return Time(days.month_end(told.year, told.month), days.before(told.year, told.month), "text")
    if not draft.sentence_says(mention.sentence, yearly.SAME_YEAR):
        return None
    return Time(days.month_end(told.year, 12), days.before(told.year, 1), "text")


def than_told(
    draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last
) -> tuple[Time, Time] | None:
    """«Ende 2021 waren es 948. Ende 2023 lag die Zahl mit 1.226 um 278 höher»: than the level told before."""
    beside = last.sentence == mention.sentence and topic is last.topic and last.time is not None
    if not beside or not _HIGHER.match(draft.text, mention.span.end):
        return None
    pair = compared_levels(last)
    if pair and pair[0] == time:
        return pair
    # «… 2022 bei 4.380 und 2024 um 2.130 höher bei 6.510»
    told = _in_order((time, last.time)) if last.kind == "amount" and last.time else None
    return told if told and told[0] == time else None


def _end_of_then(time: Time, last: Last) -> Time | None:
    """«2024 stieg die Zahl der Beratungen von 5.834 auf 6.510. Zugleich wuchs die Zielgruppe um …»: than Ende 2023."""
    of_now = last.time is not None and last.time.as_of == time.as_of
    return Time(last.before.as_of, None, last.before.source) if of_now and last.before else None


def as_before(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """What a change is compared with that the claims before say.

    «… um 171 auf 231 zurück. Auch die Zahl der Abgänge sank um …», «Stärker noch wuchs der Eigenanteil»: the same;
    «351 Personen. Sieben Jahre später waren es fast viermal so viele»: the level before.
    """
    if time.as_of is None or last.sentence < mention.sentence - 1:
        return None
    same = last.sentence == mention.sentence
    goes_on = last.kind in ("change", "relative") and not draft.moments_of(mention.sentence)
    likewise = draft.sentence_says(mention.sentence, _LIKEWISE)
    if not same and last.before and (goes_on or likewise):
        if bool(last.before.period_from) is topic.period:
            return last.before
        return _end_of_then(time, last) if likewise and not topic.period else None
    own = any(m.period_from and m.role == "plain" for m in draft.moments_of(mention.sentence))
    # not «Auch wenn das Wachstum 2023 mit 107 Personen schwächer ausfiel»: of that year
    if not same and last.before and draft.sentence_says(mention.sentence, _THE_GROWTH) and not own:
        return (
            last.before
        )  # «… um 201 auf 704 gestiegen. Bei den Männern fiel der Zuwachs mit 131 geringer aus»
    clause = draft.clauses[mention.clause]
    undated = not any(m.as_of and clause.holds(m.start) for m in draft.moments_of(mention.sentence))
    if same and undated and last.kind in ("change", "relative") and topic is last.topic:
        return last.before
    if draft.says(mention.clause, _ONCE_MORE) and not topic.period:
        told = [c.time for c in reversed(last.told) if c.metric == topic.metric and not c.by]
        return next((t for t in told if t.as_of and t.as_of < time.as_of), None)
    if (
        topic is not last.topic
        or last.by
        or mention.quantity.form != "factor"
        or draft.says(mention.clause, _LIKE)
    ):
        return None
    levels = last.levels if same else (last.time,) if last.kind == "amount" else ()
    return next((t for t in levels if t and t.as_of and t.as_of < time.as_of), None)


def _of_stocks(draft: Draft, mention: Mention, last: Last) -> tuple[Time, Time] | None:
    """«Ein Jahr zuvor waren es 1.226; seither sind 310 dazugekommen», «das Ergebnis aus …»: between two stocks told.

    «… 154 mehr als ein Jahr zuvor, denn 310 Zugängen standen nur 156 Abgänge gegenüber»: between those compared.
    """
    if any(m.as_of for m in _beside(draft, mention)) or last.sentence < mention.sentence - 1:
        return None
    told = [c for c in last.told if c.metric == "active_target_group" and not c.by]
    if draft.says(mention.clause, _BECAUSE):
        compared = told[-1] if told and draft.by_sentence.index(told[-1].start) == mention.sentence else None
        return _in_order((compared.time, compared.before)) if compared and compared.before else None
    stocks = [c for c in told if c.kind == "amount"][-2:]
    pair = _in_order(tuple(c.time for c in stocks))
    since = pair is not None and draft.says(mention.clause, onward.SINCE_THEN) and stocks[1].time == pair[1]
    return pair if since or draft.sentence_says(mention.sentence, _RESULTS_FROM) else None


def _beside(draft: Draft, mention: Mention) -> list[Moment]:
    """The days of its sentence; of its clause where that says «dazwischen lagen 310 Zugänge» itself."""
    moments = draft.moments_of(mention.sentence)
    if not any(
        draft.says(mention.clause, p) for p in (_BETWEEN_BOTH, onward.SINCE_THEN, _BECAUSE)
    ) and not draft.sentence_says(mention.sentence, _RESULTS_FROM):
        return moments
    return [m for m in moments if draft.clauses[mention.clause].holds(m.start)]


def _compared_day(draft: Draft, mention: Mention, last: Last) -> tuple[Time, Time] | None:
    """«Gefördert werden 3,5 Stellen, so viele wie Mitte 2022. In dieser Zeit …»: its day and the one compared with."""
    before = draft.just_before(mention.sentence)
    if before is None:
        return None
    compared = [m for m in draft.moments_of(before) if m.role == "compared" and m.as_of]
    told_then = [c.time for c in last.told if draft.by_sentence.index(c.start) == before and c.time.as_of]
    if len(compared) != 1 or len({time.as_of for time in told_then}) != 1:
        return None
    return _in_order((told_then[-1], Time(compared[0].as_of, compared[0].period_from, "text")))


def _two_days(last: Last) -> tuple[Time, Time] | None:
    """The later and the earlier day of all claims of the paragraph, where they are of two days."""
    days_told = {c.time.as_of: c.time for c in last.told if c.time.as_of}
    return _in_order(tuple(days_told.values())) if len(days_told) == 2 else None


def spanned(draft: Draft, mention: Mention, topic: Topic, last: Last) -> tuple[Time, Time] | None:
    """«… Anfang 2018 351, Ende 2024 1.380. Das ist fast eine Vervierfachung in sieben Jahren»: the two days told."""
    pair = compared_levels(last) if topic is last.topic else None
    moments = draft.moments_of(mention.sentence)
    if (
        pair is None
        or len(moments) != 1
        or moments[0].shape != "shift"
        or not pair[0].as_of
        or not pair[1].as_of
    ):
        return None
    later, earlier = pair[0].as_of, pair[1].as_of
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return pair if abs(months + moments[0].months) <= 1 else None


def since_told(
    draft: Draft, mention: Mention, topic: Topic, last: Last, ref: tuple[date, Source]
) -> tuple[Time, Time] | None:
    """«…, zu der Ende 2022 noch 1.119 Personen gehörten, ist seitdem um 261 gewachsen»: the draft's day and that one."""
    if topic is not last.topic or topic.period or last.time is None or last.kind not in ("amount", "ratio"):
        return None
    if not draft.says(mention.clause, onward.SINCE_THEN) or last.sentence < mention.sentence - 1:
        return None
    clause = draft.clauses[mention.clause]
    dated = any(m.as_of and clause.holds(m.start) for m in draft.moments_of(mention.sentence))
    if dated or last.time.as_of is None or last.time.as_of >= ref[0] or last.levels[:-1]:
        return None
    return Time(ref[0], None, ref[1]), last.time


def _stretch(pair: tuple[Time, Time]) -> tuple[Time, Time]:
    """What is counted between two days; one that begins with the first morning of a month begins the evening before."""
    later, earlier = pair
    begun = earlier.as_of
    if begun and begun.day == 1:
        begun = days.before(begun.year, begun.month)
    return Time(later.as_of, begun, later.source), earlier


def of_topic(topic: Topic, time: Time) -> Time:
    """A day for a stock, its year for a flow."""
    assert time.as_of
    if not topic.period:
        return Time(time.as_of, None, time.source, time.also)
    return Time(time.as_of, time.period_from or days.before(time.as_of.year, 1), time.source)


def _in_order(times: tuple[Time, ...]) -> tuple[Time, Time] | None:
    known = [time for time in times if time.as_of]
    if len(known) != 2 or known[0].as_of == known[1].as_of:
        return None
    earlier, later = sorted(known, key=lambda time: time.as_of or date.min)
    return later, earlier
