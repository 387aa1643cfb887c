"""From one stock to another: the flows told between them, and the whole of which a number was only a part."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_LED = re.compile(r"\b[Vv]on\s.*\bauf\s|\b[Aa]us\s.*\bwurden\b", re.DOTALL)
# «Nach 1.226 Ende 2023 waren es Ende 2024 1.380 – bei 310 Zugängen und 156 Abgängen»
_AFTER, _WITH_SO_MANY = re.compile(r"\b[Nn]ach\s"), re.compile(r"^\W*bei\s")
_ONLY_A_PART = re.compile(r"\b(?:nur|lediglich|bloß)\s+ein\s+Teil\s+(?:derer|derjenigen|der|aller)\b")
_FLOWS = ("entries", "exits")
_SO_THAT = re.compile(
    r"^\s*(?:sodass|so\s+dass|wodurch|weshalb|und\s+(?:dadurch|damit|somit|so)|dadurch|damit|somit)\b"
)
_IT_BECAME = re.compile(
    r"\bes\s+(?:[\w.]+\s+){0,4}?[\d.]+\s+(?:\w+\s+)?(?:waren|sind|wurden)\b|\b(?:waren|sind|wurden)\s+es\b"
)
_ALL_TOLD = re.compile(r"\b(?:insgesamt|zusammen|alles\s+in\s+allem)\b")
_THOSE_WERE = re.compile(r"^\W*(?:[Ii]nsgesamt|[Zz]usammen)\s+(?:waren|sind)\s+(?:das|es)\b")


def stretch(draft: Draft, mention: Mention, topic: Topic) -> Time | None:
    """«Aus 1.226 Ende 2023 wurden bei 310 Zugängen und 156 Abgängen 1.380 Ende 2024»: from the one day to the other."""
    if not topic.period:
        return None
    led = draft.sentence_says(mention.sentence, _LED)
    if not led and not (
        draft.sentence_says(mention.sentence, _AFTER) and draft.says(mention.clause, _WITH_SO_MANY)
    ):
        return None
    moments = [m for m in draft.moments_of(mention.sentence) if m.shape != "now"]
    if len(moments) != 2 or any(m.shape != "point" or m.role != "plain" for m in moments):
        return None
    first, second = moments[0].as_of, moments[1].as_of
    if first is None or second is None or first >= second:
        return None
    begun = (
        days.before(first.year, first.month) if first.day == 1 else first
    )  # «zu Jahresbeginn»: on its first morning
    return Time(second, begun, "text")


def grown(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> tuple[Time, Time] | None:
    """«… 156 gingen. 310 fanden hierher, sodass die Zahl der Begleiteten bis zum Jahresende um 154 wuchs».

    What came and went in a period changed the stock between its two ends.
    """
    if (
        topic.metric != "active_target_group"
        or last.metric not in _FLOWS
        or last.sentence != mention.sentence
    ):
        return None
    flow = last.time
    if flow is None or flow.period_from is None or flow.as_of != time.as_of or last.by:
        return None
    moments = [m for m in draft.moments_of(mention.sentence) if m.role != "plain" or m.shape == "shift"]
    if moments or not draft.says(mention.clause, _SO_THAT):
        return None
    return time, Time(flow.period_from, None, flow.source)


def stock_reached(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«2024 kamen unter dem Strich 154 Personen hinzu, sodass es Ende 2024 1.380 waren»: no balance, but the stock.

    Not «…, sodass es im ganzen Jahr 154 waren», «… 84, im zweiten 70, sodass es zusammen 154 waren».
    """
    if last.metric != "net_change" or last.by or last.sentence != mention.sentence:
        return None
    clause = draft.clauses[mention.clause]
    days = [m for m in draft.moments_of(mention.sentence) if clause.holds(m.start)]
    summed = any(m.period_from for m in days) or (not days and draft.says(mention.clause, _ALL_TOLD))
    told = draft.says(mention.clause, _SO_THAT) and draft.says(mention.clause, _IT_BECAME)
    plain = mention.quantity.form == "plain" and mention.noun.unit in (None, "persons")
    return draft.vocabulary.topics["active_target_group"] if told and plain and not summed else None


def whole(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die 603, die Ende 2024 hier lebten, sind nur ein Teil derer, die kamen. Insgesamt waren das 905»: all who came."""
    before = draft.just_before(mention.sentence)
    if last.topic is None or last.sentence != before or before is None or last.by:
        return None
    if not (draft.says(mention.clause, _THOSE_WERE) and draft.sentence_says(before, _ONLY_A_PART)):
        return None
    came = last.topic.metric == "ukraine_present" and bool(draft.hits_of(before, "arrived"))
    metric = "ukraine_arrivals_total" if came else last.topic.part_of
    return draft.vocabulary.topics[metric] if metric else None


def still_of_all(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… lebten noch 603 der 905 Angekommenen. Ein Jahr zuvor waren es 560 von 790»: still here, of all who came."""
    told = {claim.metric for claim in last.told}
    if not {"ukraine_present", "ukraine_arrivals_total"} <= told or mention.sentence - last.sentence > 1:
        return None
    before, behind = draft.preceding(mention), draft.following(mention)
    if behind is not None and draft.echoes(mention) and draft.part_and_whole(mention, behind):
        return draft.vocabulary.topics["ukraine_present"]
    whole = before is not None and draft.echoes(before) and draft.part_and_whole(before, mention)
    again = whole and last.metric == "ukraine_present" and not last.by
    return draft.vocabulary.topics["ukraine_arrivals_total"] if again else None
