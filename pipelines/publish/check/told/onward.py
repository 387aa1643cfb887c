"""Which day a number takes from what was told: «damals», «im Jahr davor», «bis Ende 2024 hat sich deren Zahl …»."""

from __future__ import annotations

import re
from datetime import date

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import moving, tense
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import further, takenup
from pipelines.publish.check.when import comparing, dating, ownday, steps, timing
from pipelines.publish.check.words.vocabulary import Topic

_LAST_NAMED = re.compile(r"(?i:\b(?:letztgenannte|zuletzt genannte)[nm] (?:Zeitpunkt|Stichtag|Tag|Termin)\b)")
THEN = re.compile(
    r"(?i:\b(?:damals|seinerzeit|zu diesem Zeitpunkt|zu jenem Zeitpunkt)\b"
    r"|\b(?:letztgenannte|zuletzt genannte)[nm] (?:Zeitpunkt|Stichtag|Tag|Termin)\b"
    r"|\bzum (?:früheren|damaligen|vorherigen|ersten) (?:Zeitpunkt|Stichtag|Termin)\b)"
)
_FORMER = re.compile(r"(?:früheren|damaligen|vorherigen|ersten) \w+$")
_UNTIL_THEN = re.compile(r"\b[Bb]is (?:dahin|zu (?:diesem|jenem) Zeitpunkt)\b")
_AT_THEN = re.compile(r"\b(?:damals|seinerzeit)\s+$")
_THAN_THEN = re.compile(r"\b(?:als|gegenüber)\s+(?:noch\s+)?(?:damals|seinerzeit)\b")
SINCE_THEN = re.compile(r"(?i:\b(?:seitdem|seither|seit damals|bis heute)\b)")
_THEREBY = re.compile(r"^\W*(?:Damit|Dadurch|Somit|Entsprechend)\b")
_FURTHER = re.compile(r"(?i:im jahr (?:davor|zuvor|vorher)|ein jahr davor)")
FROM_TO = re.compile(r"^\s*(?:und\s+zwar\s+)?von\s+[\d.,]+\s+(?:\w+\s+)?auf\s+[\d.,]+")
# «Damals waren es 351, zuletzt 1.380»
NOW = re.compile(
    r"^\s*(?:und\s+)?(?:zuletzt|heute|inzwischen|mittlerweile|jetzt|nun)\s+(?:waren\s+es\s+|sind\s+es\s+)?(?:\w+\s+)?[\d.,]+\W*$"
)
_SAID_AGAIN = re.compile(r"^\s*(?:also|das (?:sind|waren|entspricht|entsprach)|was|mithin|somit)\b")


def said_again(draft: Draft, mention: Mention) -> bool:
    """«Ein Jahr zuvor waren es 560, also 70,9 Prozent»."""
    return draft.says(mention.clause, _SAID_AGAIN)


def arrives(draft: Draft, mention: Mention) -> bool:
    """Is the clause nothing but «von 4.380 auf 6.510», and names no day of its own?"""
    clause = draft.clauses[mention.clause]
    dated = any(clause.holds(m.start) for m in draft.moments_of(mention.sentence))
    return not dated and draft.says(mention.clause, FROM_TO)


def told_again(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«… hat sich verdoppelt. Sie wuchs von 622 auf 1.380»: the sentence before, told again without a day of its own."""
    if last.sentence != mention.sentence - 1 or any(m.as_of for m in draft.moments_of(mention.sentence)):
        return False
    thereby = not topic.period and draft.sentence_says(mention.sentence, _THEREBY)
    if thereby and last.kind in ("change", "relative"):
        return True  # «… um 332 gestiegen. Damit verschlechterte sich der Schlüssel von 1 : 262 auf 1 : 291»
    return topic is last.topic and last.kind != "amount" and draft.echoes(mention)


def from_level_on(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> bool:
    """«Mitte 2022 waren es vier Stellen; bis zum Jahresende kam eine halbe hinzu»: since the level the sentence told."""
    own = ownday.of(draft, mention, topic)
    if own is None or not dating.names_a_day(draft, own) or topic is not last.topic:
        return False
    if last.kind not in ("amount", "ratio"):
        return False
    if last.time is None or not (last.time.as_of and time.as_of):
        return False
    return last.time.as_of < time.as_of


def one_year_further(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 241, im Jahr davor 638»: the year before the one just told."""
    past = steps.own_past(draft, mention)
    return past is not None and bool(_FURTHER.fullmatch(draft.text, past.start, past.end))


def then(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Damals waren es 622»: the day the claim before was compared with, else its own."""
    if not draft.says(mention.clause, THEN):
        return _until_then(draft, mention, last)
    clause = draft.clauses[mention.clause]
    word = THEN.search(draft.text, clause.start, clause.end)
    dated = word and any(m.as_of and m.end <= word.start() for m in draft.moments_of(mention.sentence))
    since = [m for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    if word and dated and len(since) == 1 and clause.start <= since[0].start < word.start():
        return Time(since[0].as_of)  # «Gegenüber dem 1. Januar 2018 mit damals 351 Begleiteten»
    begun = _named_in_label(draft, mention) if word else None
    if begun:
        return begun
    if dated and last.sentence != mention.sentence:
        return None  # «die bis Ende 2023 kamen, waren zu diesem Zeitpunkt noch da»
    named = _named_without_claim(draft, mention, last) if word else None
    if named:
        return named
    if word and _FORMER.search(word[0]):
        # «… um 307 gestiegen. Sie lag Ende 2024 bei 676, zum früheren Zeitpunkt bei 369»
        return older_told(last)
    this = word is not None and "diesem" in word[0].lower()
    if this and (last.kind == "change" or last.sentence == mention.sentence):
        # «Ende September waren es 52 mehr. 385 lebten zu diesem Zeitpunkt zentral»,
        # «bis Ende Mai 431, bis Ende Juni mehr als 500, von denen zu diesem Zeitpunkt noch 400 hier lebten»
        return last.time
    only = _only_named(draft, mention, last) if this else None
    if only:
        return only
    if word and _LAST_NAMED.fullmatch(word[0]):
        return last.time  # «… Mitte 2022 noch 356. Zu diesem letztgenannten Zeitpunkt hatten 410 …»
    back = word is not None and "diesem" not in word[0].lower() and last.before is None
    if back and last.sentence == mention.sentence and _speaks_of_today(draft, mention):
        return older_told(last) or _named_before(draft, mention, last) or last.time
    return (_earlier(last) or _before_the_step(draft, last) or last.time) if word else None


def of_then(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«Die Lücke von damals 0,5 Stellen ist bis Ende 2024 auf zwei gewachsen»: the day of the sentence before."""
    # asked of the draft as it was written: the word is left out before a number
    said = _AT_THEN.search(draft.original, max(0, mention.span.start - 12), mention.span.start)
    before = [m for m in draft.moments_of(mention.sentence) if m.end <= mention.span.start]
    named = any(m.as_of or m.shape == "shift" for m in before)  # «Ein Jahr zuvor waren von damals 790 …»
    near = said and not named and last.sentence == mention.sentence - 1 and last.time
    return last.time if near and bool(last.time and last.time.period_from) is topic.period else None


def _named_without_claim(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Der Landkreis meldete für Ende 2024 rund 4.900. Hier waren es zu diesem Zeitpunkt …»: the day named there."""
    before = draft.just_before(mention.sentence)
    if before is None or last.sentence >= before:
        return None
    days = {
        m.as_of: m for m in draft.moments_of(before) if m.shape == "point" and m.as_of and m.role == "plain"
    }
    return Time(next(iter(days)), None, "text") if len(days) == 1 else None


def _named_in_label(draft: Draft, mention: Mention) -> Time | None:
    """«Seit Ende Februar 2022 hat sich viel getan: Waren damals vier …», «Der Vergleich mit 2022: Damals …»."""
    start = draft.clauses[mention.clause].start
    labels = [draft.clauses[label] for label in draft.labels(mention)]
    named = [
        m
        for m in draft.moments_of(mention.sentence)
        if m.as_of
        and m.end <= start
        and (m.role in ("since", "compared") or any(span.holds(m.start) for span in labels))
    ]
    return Time(named[0].as_of, None, "text") if len(named) == 1 else None


def _only_named(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«„Von 1.226 auf 1.380“, sagte sie zum Ende des Jahres 2024. Zu diesem Zeitpunkt …»: the one day named there."""
    before = draft.just_before(mention.sentence)
    if before is None or last.sentence != before:
        return None
    moments = draft.moments_of(before)
    days = {m.as_of for m in moments if m.as_of}
    points = [m for m in moments if m.shape == "point" and m.role == "plain"]
    stepped = any(m.then for m in moments)  # «…, ein Jahr zuvor noch 1.226»
    return Time(points[0].as_of, None, "text") if points and len(days) == 1 and not stepped else None


def _until_then(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Ende 2023 lebten hier 560. Angekommen waren bis dahin seit Februar 2022 insgesamt 790»: until the day told."""
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    since = bool(dated) and all(m.role == "since" for m in dated)
    if not since or last.time is None or not draft.says(mention.clause, _UNTIL_THEN):
        return None
    return Time(last.time.as_of, None, last.time.source)


def _speaks_of_today(draft: Draft, mention: Mention) -> bool:
    """«Heute kommen auf 1.000 Einwohner 27,2, damals waren es 21,1»: is today named before the number's clause?"""
    start = draft.clauses[mention.clause].start
    return any(m.shape == "now" and m.end <= start for m in draft.moments_of(mention.sentence))


def _earlier(last: Last) -> Time | None:
    """What the claim before was compared with; not the newer of two levels («Ende 2024 …, Ende 2020 noch 59. Damals»)."""
    day, before = last.time.as_of if last.time else None, last.before
    return None if before and before.as_of and day and before.as_of > day else before


def older_told(last: Last) -> Time | None:
    """The day told last that is older than that of the claim before."""
    day = last.time.as_of if last.time else None
    times = (time for claim in reversed(last.told) for time in (claim.time, claim.before))
    return next((t for t in times if t and t.as_of and day and t.as_of < day), None)


def _named_before(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Seit Mitte 2022 hat sich viel getan. Heute sind es 402, damals waren es 356»: an older day of that sentence."""
    before, day = draft.just_before(mention.sentence), last.time.as_of if last.time else None
    named = (
        [m for m in draft.moments_of(before) if m.as_of and day and m.as_of < day]
        if before is not None
        else []
    )
    flow = last.time is not None and last.time.period_from is not None
    return Time(named[-1].as_of, named[-1].period_from if flow else None, "text") if named else None


def than_then(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… seit Juni 2022 zurückgegangen. Inzwischen sind dort 402 Personen untergebracht, 46 mehr als damals»."""
    if topic.period or last.sentence < mention.sentence - 1 or not draft.says(mention.clause, _THAN_THEN):
        return None
    older = older_told(last)
    return Time(older.as_of, None, older.source) if older else None


def _before_the_step(draft: Draft, last: Last) -> Time | None:
    """«Ende 2020 waren es 57. Vier Jahre später sind es 37. Aus Syrien stammten damals 205»: before the step on."""
    before, after = last.prior, last.time
    if before is None or after is None or before.as_of is None or after.as_of is None:
        return None
    stepped = any(m.months > 0 for m in draft.moments_of(last.sentence))
    return before if stepped and before.as_of < after.as_of else None


def then_unknown(draft: Draft, mention: Mention, time: Time) -> bool:
    """«Sie ist seit 2019 dabei. Damals umfasste die Zielgruppe …»: some day, and not today."""
    dated = any(moment.as_of for moment in draft.moments_of(mention.sentence))
    compared = draft.says(mention.clause, _THAN_THEN)
    return draft.says(mention.clause, THEN) and time.source == "assumed" and not (dated or compared)


def nowadays(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… zwischen Anfang 2018 und Ende 2024. Damals waren es 351, zuletzt 1.380»: the newest day told."""
    if topic is not last.topic or not draft.says(mention.clause, NOW):
        return None
    told = [c.time for c in last.told if c.metric == topic.metric and c.time.as_of]
    newest = max(told, key=lambda time: time.as_of or date.min, default=None)
    older = last.time and last.time.as_of and newest and newest.as_of
    return newest if older and newest.as_of > last.time.as_of else None  # type: ignore[union-attr,operator]


def since_then(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Anfang 2018 waren es 351. Bis Ende 2024 hat sich deren Zahl vervierfacht»: since the day of that sentence."""
    if last.sentence != mention.sentence - 1 or not time.as_of:
        return None
    moments = draft.moments_of(mention.sentence)
    own = [m for m in moments if m.months > 0 or (m.as_of and dating.names_a_day(draft, m))]
    own = own or [m for m in moments if timing.of_nowadays(draft, m)]
    if not own:
        return None
    # «Ein halbes Jahr später: 70 mehr»: under nothing but a day
    goes_on = draft.echoes(mention) or any(draft.only_a_day(label) for label in draft.labels(mention))
    if topic is not last.topic or not goes_on:
        return _until(draft, mention, topic, last, own, time.as_of)
    same = [c for c in last.told if (c.metric, c.by, c.kind) == (last.metric, last.by, last.kind)]
    then = further.since(draft, mention, same, own) or last.time
    earlier = then and then.as_of and then.as_of < time.as_of
    return then if earlier or comparing.was_less(draft, mention) else None


def _until(
    draft: Draft, mention: Mention, topic: Topic, last: Last, days: list[Moment], end: date
) -> Time | None:
    """«… 1.019 Personen, 940 betreut. Bis Ende 2021 schrumpfte die Zielgruppe um 71»: since that number."""
    until = any(dating.says_until(draft, day) for day in days)
    if not (until or draft.sentence_says(mention.sentence, SINCE_THEN)):
        return None
    by = last.by if draft.says(mention.clause, takenup.THIS_GROUP) else {}
    level = "ratio" if topic.unit == "fraction" else "amount"
    same = [c for c in last.told if c.metric == topic.metric and c.by == by and c.kind == level]
    newest = further.since(draft, mention, same, days)
    return newest if newest and newest.as_of and newest.as_of < end else None


def ends_on(draft: Draft, mention: Mention, later: Time) -> bool:
    """«… 66,6 Prozent, ein Jahr davor 70,9. Der Rückgang um 4,3 Punkte bis Ende 2024 …»: of the later day told?"""
    days = [m for m in draft.moments_of(mention.sentence) if m.shape != "now"]
    return bool(days) and all(dating.says_until(draft, day) and day.as_of == later.as_of for day in days)


def carries(draft: Draft, continues: bool, last: Last, mention: Mention, ref: timing.Reference) -> bool:
    """A date is carried on within the sentence, by «davon», and into the next sentence if the draft has no «Stand».

    In spite of one by what is told of then, or takes it up: «Ende 2020 … 622. 208 lebten allein», «… damit um 154».
    """
    follows = last.sentence == mention.sentence - 1 and last.time is not None
    goes_on = tense.tells_of_then(draft, mention) or tense.takes_up(draft, mention)
    follows = follows and (ref[1] == "assumed" or goes_on)
    return continues or (follows and last.time is not None and last.time.source == "text")


def dated_before_auf(draft: Draft, mention: Mention) -> bool:
    """«von 1.226 Personen Ende 2023 auf …»: the old level names its own day.

    Not «Der Saldo von 84 sank 2023 auf …», «… seit Ende 2020 von 622 bis Ende 2024 auf 1.380 gestiegen».
    """
    until = draft.text.find(" auf ", mention.span.end)
    moments = draft.moments_of(mention.sentence)
    return any(
        m.role == "plain"
        and m.as_of
        and not dating.says_until(draft, m)
        and not moving.CHANGING.search(draft.text, mention.span.end, m.start)
        for m in moments
        if mention.span.end <= m.start < until
    )
