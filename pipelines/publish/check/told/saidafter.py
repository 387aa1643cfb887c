"""The days of a move that does not name them itself: the next sentence does, or the one before that tells no number.

«Die Zahl der Frauen stieg von 253 auf 704. Der Vergleich bezieht sich auf Ende 2020 und Ende 2024»
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, onward, takenup
from pipelines.publish.check.words.vocabulary import Topic

_BETWEEN_WHICH = re.compile(
    r"^\W*(?:(?:Der|Dieser|Als)\s+(?:\w+\s+)?(?:Vergleich|\w*[Zz]eitraum)|(?:Die|Als)\s+(?:beiden\s+)?(?:Stichtage|Vergleichstage|Stände)"
    r"|(?:Die|Diese|Beide)\s+(?:beiden\s+)?(?:Angaben|Zahlen|Werte)\s+(?:gelten|beziehen|stammen)"
    r"|(?:Gemeint|Verglichen|Betrachtet|Berücksichtigt)\s+(?:ist|sind|wird|werden|wurde|wurden)"
    r"|Zugrunde\s+(?:liegt|liegen|gelegt)|(?:Grundlage|Maßgeblich|Stichtage)\s+(?:ist|sind|waren|dafür))\b"
)
# «… ist seit Ende April 2022 um 241 gewachsen. Sie betrug Ende 2022 492»
_IT_CAME_TO = re.compile(
    r"^\W*(?:(?:Sie|Er|Es|(?:Ihre|Diese|Die)\s+(?:An)?[Zz]ahl|(?:Ihr|Dieser|Der)\s+Anteil)\s+\w+"
    r"|(?:(?!(?:Sie|Er|Es|Bis)\b)[A-ZÄÖÜ]\w+\s+)?(?:\w+\s+)?(?:19|20)\d\d\s+\w+\s+(?:sie|er|(?:ihre|diese)\s+Zahl)\b)"
)
_AT_FIRST = re.compile(
    r"\b(?:[Zz]u\s+Beginn|[Aa]m\s+(?:Anfang|Beginn)|[Aa]nfangs|[Aa]usgangs(?:wert|punkt)\w*|[Aa]usgehend\s+von)\b"
)
_AT_LAST = re.compile(r"\b(?:(?:[Aa]m|[Zz]um|an\s+dessen)\s+(?:Ende|Schluss)|[Ee]ndwert|[Ee]ndstand)\b")
# «Erreicht war dieser Wert Ende 2024», «Diese Zahl gilt für Ende 2024»
_THIS_VALUE = re.compile(
    r"^\W*(?:\w+\s+){0,2}(?:[Dd]ieser\s+(?:Wert|Stand)|[Dd]iese\s+(?:An)?(?:[Zz]ahl|[Mm]arke)|[Dd]ieses\s+Niveau)\s+"
    r"(?:(?:galt|gilt|bezieht\s+sich|bezog\s+sich|stammt|war|ist|wurde)\b|(?:[\w.]+\s+){1,4}\w*(?:erreicht|ermittelt|erhoben)\b|(?:Ende|Mitte|am|im|zum)\b)"
)
_BACK_THEN = re.compile(
    r",?\s+(?:(?:und|nach|gegenüber|statt)\s+)?(?:damals|seinerzeit)\s+(?:(?:noch|bei|waren\s+es|auf|erst|nur)\s+)*"
)
_STATT = re.compile(r"\s+(?:[A-ZÄÖÜ]\w+\s+)?(?:statt|nach)\s+(?:(?:noch|bisher|zuvor|vorher|nur)\s+)?")
_MOVED = (between.FROM_TO, between.BY_TO, re.compile(r"\b[Ss]tatt\s+(?:\w+\s+)?\d"))


def ends(draft: Draft, mention: Mention, topic: Topic, role: Role) -> tuple[Time, Time] | None:
    """The later and the earlier day of a change, an old level or the new one beside it."""
    moved = role != "level" or any(draft.says(mention.clause, said) for said in _MOVED)
    if draft.moments_of(mention.sentence) or not moved:
        return None
    before, behind = draft.just_before(mention.sentence), draft.just_behind(mention.sentence)
    told = behind is not None and draft.sentence_says(behind, _BETWEEN_WHICH)
    pair = _two_days(draft, behind) if told and behind is not None else None
    if pair is None and before is not None and not draft.mentions_of(before):
        # «… fällt Ende 2024 anders aus als Mitte 2022. Statt 503 wurden nun 704 begleitet»
        pair = _two_days(draft, before)
    return (between.of_topic(topic, pair[0]), between.of_topic(topic, pair[1])) if pair else None


def reached(draft: Draft, mention: Mention, topic: Topic, role: Role, time: Time, last: Last) -> Time | None:
    """The day of the level to which the move led, where only its beginning is named; else today, as it said itself."""
    own = draft.moments_of(mention.sentence)
    if (
        role != "change"
        or time.source != "assumed"
        or len(own) != 1
        or own[0].role not in ("since", "compared")
    ):
        return None
    if topic is last.topic and last.kind == "amount" and takenup.of_that_move(draft, mention, last):
        return last.time  # «612 Frauen Ende September 2023. Der Anstieg seit Mitte 2022 beläuft sich auf 109»
    behind = draft.just_behind(mention.sentence)
    if behind is None or not draft.mentions_of(behind) or not draft.sentence_says(behind, _IT_CAME_TO):
        return None
    days = {m.as_of for m in draft.moments_of(behind) if m.role == "plain" and m.as_of} - {own[0].as_of}
    day = days.pop() if len(days) == 1 else None
    if day is None or own[0].as_of is None or day <= own[0].as_of or len(draft.moments_of(behind)) > 2:
        return None
    return between.of_topic(topic, Time(day, None, "text"))


def of_level(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """The day of a level that is told as one end of a move, or dated by the next sentence."""
    return (
        _edge(draft, mention, topic, last)
        or _back_then(draft, mention, topic, last)
        or _level_moved_from(draft, mention, topic, last)
        or _this_value(draft, mention, topic)
    )


def _edge(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… zwischen Ende 2022 und Ende 2023 um 107 gestiegen. Am Anfang waren es 1.119, am Schluss 1.226»."""
    move = next((c for c in reversed(last.told) if c.before), None)
    if move is None or topic.metric != move.metric or last.sentence < mention.sentence - 1:
        return None
    if any(m.as_of for m in draft.moments_of(mention.sentence)):
        return None
    if draft.says(mention.clause, _AT_FIRST):
        return move.before
    return move.time if draft.says(mention.clause, _AT_LAST) else None


def _this_value(draft: Draft, mention: Mention, topic: Topic) -> Time | None:
    """«… von 1.226, so der Stand Ende 2023, auf 1.380. Erreicht war dieser Wert Ende 2024»: of the last number told."""
    behind, own = draft.just_behind(mention.sentence), draft.clauses[mention.clause]
    if behind is None or draft.mentions_of(behind) or draft.following(mention):
        return None
    if not draft.sentence_says(behind, _THIS_VALUE):
        return None
    if any(own.holds(m.start) for m in draft.moments_of(mention.sentence)):
        return None
    days = [m for m in draft.moments_of(behind) if m.as_of]
    if len(days) != 1 or days[0].role != "plain":
        return None
    return between.of_topic(topic, Time(days[0].as_of, days[0].period_from, "text"))


def _back_then(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… seit Ende 2020 um 128 gestiegen. Sie lag Mitte 2022 bei 336, damals bei 208»: not of 2022 as well."""
    if last.sentence != mention.sentence or topic is not last.topic or last.kind not in ("amount", "ratio"):
        return None
    # asked of the draft as it was written: the word is left out before a number
    said = _BACK_THEN.fullmatch(draft.original, last.end, mention.span.start)
    return onward.older_told(last) if said else None


def _level_moved_from(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… seit Mitte 2022 …: 201 mehr, nämlich 704 statt 503»: the level from which the change just told started."""
    if (
        len(last.told) < 2
        or last.sentence != mention.sentence
        or not _STATT.fullmatch(draft.text, last.end, mention.span.start)
    ):
        return None
    change, level = last.told[-2:]
    moved = change.before is not None and change.kind in ("change", "relative") and level.kind == "amount"
    alike = {change.metric, level.metric} == {topic.metric} and change.by == level.by
    return change.before if moved and alike and change.time.as_of == level.time.as_of else None


def _two_days(draft: Draft, sentence: int) -> tuple[Time, Time] | None:
    """The only two days of a sentence, or the ends of its only stretch of time."""
    moments = [m for m in draft.moments_of(sentence) if m.as_of]
    named = [m.as_of for m in moments]
    if len(moments) == 1:
        named.append(moments[0].first)
    known = sorted({day for day in named if day})
    return (Time(known[1], None, "text"), Time(known[0], None, "text")) if len(known) == 2 else None
