"""From one stock to another: the flows told between them, and the whole of which a number was only a part."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import CAME_AND_STAYED, Mention, Time
from pipelines.publish.check.stated import moving
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Topic

_LED = re.compile(r"\b[Vv]on\s.*\bauf\s|\b[Aa]us\s.*\bwurden\b", re.DOTALL)
# «Nach 1.226 Ende 2023 waren es Ende 2024 1.380 – bei 310 Zugängen und 156 Abgängen»
_AFTER, _WITH_SO_MANY = re.compile(r"\b[Nn]ach\s"), re.compile(r"^\W*bei\s")
_ONLY_A_PART = re.compile(r"\b(?:nur|lediglich|bloß)\s+ein\s+Teil\s+(?:derer|derjenigen|der|aller)\b")
_FLOWS = ("entries", "exits")
_THE_GROWTH = re.compile(
    rf"\b[Dd](?:er|ieser|as|ieses)\s+(?:\w+\s+)?{moving.GROWTH}\s+(?:von|um)\s+(?:\w+\s+)?$"
)
_SO_THAT = re.compile(
    r"^\s*(?:sodass|so\s+dass|wodurch|weshalb|und\s+(?:dadurch|damit|somit|so)|dadurch|damit|somit)\b"
)
_IT_BECAME = re.compile(
    r"\bes\s+(?:[\w.]+\s+){0,4}?[\d.]+\s+(?:\w+\s+)?(?:waren|sind|wurden)\b|\b(?:waren|sind|wurden)\s+es\b"
)
_SO_IT_STOOD = re.compile(
    r"^\W*(?:[Ss]o|[Dd]amit|[Ss]omit|[Dd]adurch)\s+(?:standen|waren|zählten?|wurden|begleiteten?)\b(?!.*\b(?:Zu|Ab)gänge)"
)
_ALL_TOLD = re.compile(r"\b(?:insgesamt|zusammen|alles\s+in\s+allem)\b")
_A_STOCK = (
    r"(?:(?:(?:End|Schluss|Gesamt|Jahresend)b|B)estand|(?:(?:End|Schluss|Jahresend)s|S)tand)"
    r"(?:\s+(?:[Ee]nde|am|zum)\b[^,;:]{0,30})?"
)
_STOCK = re.compile(
    rf"\b(?:{_A_STOCK}\s+(?:von|bei|auf|mit|betrug|lag\s+bei)|(?:[Dd]er|[Ee]in)\s+(?:\w+\s+)?{_A_STOCK})\s+(?:\w+\s+)?$"
)
_THOSE_WERE = re.compile(r"^\W*(?:[Ii]nsgesamt|[Zz]usammen)\s+(?:waren|sind)\s+(?:das|es)\b")

_IN_THE_END = re.compile(
    r"^\W*(?:und\s+)?(?:(?:[Ss]o|[Dd]amit)\s+(?:waren|sind)\s+es\s+(?:am|zum|Ende)\b"
    r"|(?:[Aa]m\s+(?:Jahres)?[Ee]nde|Ende|[Zz]um\s+Jahresende)\b[^,;:]*\b(?:waren|sind)\s+es\b)"
)
# «…, was uns Ende 2024 auf 1.380 gebracht hat», but not «…, was sich auf 154 summiert»
_WHICH_LED = re.compile(
    r"^\s*(?:was|womit|wodurch|sodass|so\s+dass|und\s+(?:damit|somit|so|dadurch))\b"
    r"(?!.*\b(?:summier|addier|beläuft|belief|Saldo|Plus|Zuwachs)\w*)"
)
_SO_MANY_WERE = re.compile(r"^\s*(?:sodass|so\s+dass|womit)\s+es\b.*\b(?:waren|sind)\W*$", re.DOTALL)
_REMAINS = re.compile(
    r"\b(?:[Bb]leibt|[Bb]lieb|ver(?:bleibt|blieb)|erg[ia]bt?)\b(?:(?!\bgegenüber\b|\bals\b).)*\b(?:Plus|Minus|Zuwachs|Überschuss)\s+von\s"
    r"|\b(?:Plus|Minus|Zuwachs|Überschuss)\s+von\s(?:(?!\bgegenüber\b|\bals\b).)*\b(?:bleibt|blieb|verblieb|ergab|ergibt)\W*$"
)
_THE_STOCK = re.compile(r"\b[Dd]er\s+Bestand\b")
_MORE_THAN_THEN = re.compile(r"\s+(?:mehr|weniger)\s+als\s+(?:noch\s+)?(?:Ende|Mitte|Anfang|zum|am|vor)\b")


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
    if topic.metric != "active_target_group" or last.metric not in _FLOWS or last.by:
        return None
    flow = last.time if last.sentence == mention.sentence else _both_moved(last, time)
    if flow is None or flow.period_from is None or flow.as_of != time.as_of:
        return None
    moments = [m for m in draft.moments_of(mention.sentence) if m.role != "plain" or m.shape == "shift"]
    if last.sentence == mention.sentence:
        led = draft.says(mention.clause, _SO_THAT)
    else:
        at = mention.span.start
        led = last.sentence == mention.sentence - 1 and bool(
            _THE_GROWTH.search(draft.text, max(0, at - 40), at)
        )
    return (time, Time(flow.period_from, None, flow.source)) if led and not moments else None


def _both_moved(last: Last, time: Time) -> Time | None:
    """«2024: 310 Zugänge, 156 Abgänge. Der Zuwachs von 154 Personen hob die Zielgruppe auf 1.380»: their period."""
    moved = [c for c in last.told if c.metric in _FLOWS and c.time.as_of == time.as_of and not c.by]
    both = {c.metric for c in moved} == {*_FLOWS} and len({c.time for c in moved}) == 1
    return moved[0].time if both else None


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
    onto = phrases.ONTO.search(draft.text, max(0, mention.span.start - 16), mention.span.start)
    named = onto or draft.in_clause(mention.clause, "accompanied")
    told = told or (named and draft.says(mention.clause, _WHICH_LED))
    plain = mention.quantity.form == "plain" and mention.noun.unit in (None, "persons")
    return draft.vocabulary.topics["active_target_group"] if told and plain and not summed else None


def stock_named(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«310 kamen hinzu, 156 gingen. Per saldo sind das 154 mehr und somit ein Endbestand (Stand) von 1.380»."""
    opened = last.metric == "active_target_group" and not last.by  # «Anfangsbestand von 1.226 …»
    moved = opened or last.metric in (*_FLOWS, "net_change")
    if not moved or mention.sentence - last.sentence > 1:
        return None
    if mention.quantity.form != "plain" or mention.noun.unit not in (None, "persons"):
        return None
    start = draft.clauses[mention.clause].start
    named = _STOCK.search(draft.text, start, mention.span.start)
    return draft.vocabulary.topics["active_target_group"] if named else None


def stock_after(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«1.226 Menschen. 2024 kamen 310 hinzu, 156 schieden aus. So standen zum Jahresende 1.380 in der Statistik»."""
    told = [claim.metric for claim in last.told]
    moved = "active_target_group" in told and {*told[-2:]} == {*_FLOWS} and not last.by
    if not moved or last.sentence != mention.sentence - 1 or last.time is None:
        return None
    plain = mention.quantity.form == "plain" and mention.noun.unit in (None, "persons")
    if not plain or not draft.says(mention.clause, _SO_IT_STOOD):
        return None
    ends = any(m.as_of == last.time.as_of for m in draft.moments_of(mention.sentence))
    return draft.vocabulary.topics["active_target_group"] if ends else None


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
    if not told.issuperset(CAME_AND_STAYED) or mention.sentence - last.sentence > 1:
        return None
    before, behind = draft.preceding(mention), draft.following(mention)
    if behind is not None and draft.echoes(mention) and draft.part_and_whole(mention, behind):
        return draft.vocabulary.topics["ukraine_present"]
    whole = before is not None and draft.echoes(before) and draft.part_and_whole(before, mention)
    again = whole and last.metric == "ukraine_present" and not last.by
    return draft.vocabulary.topics["ukraine_arrivals_total"] if again else None


def of_the_stock(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«310 Zugänge und 156 Abgänge. Der Bestand wuchs um 154»: of those accompanied, and not of who came or left."""
    moved = topic.metric in _FLOWS and draft.says(mention.clause, _THE_STOCK)
    if topic.metric in _FLOWS and draft.says(mention.clause, _REMAINS):
        return "net_change"  # «310 kamen, 156 gingen, es blieb ein Plus von 154»
    at = mention.span.start
    if topic.metric in _FLOWS and draft.in_clause(mention.clause, "target"):
        # «310 Zugänge und 156 Abgänge. Dieses Plus von 154 ließ die Zielgruppe auf 1.380 wachsen»
        moved = moved or _THE_GROWTH.search(draft.text, max(0, at - 40), at) is not None
    # «Im Saldo sind das 154 Personen mehr als Ende 2023» compares two days, as «154 mehr als Ende 2023» does
    days = topic.metric == "net_change" and _MORE_THAN_THEN.match(draft.text, mention.span.end)
    return "active_target_group" if moved or days else None


def levels_led_to(draft: Draft, mention: Mention, topic: Topic, last: Last) -> str | None:
    """«Im Saldo also 154: So wuchs die aktive Zielgruppe 2024 von 1.226 auf 1.380»: of those accompanied."""
    if topic.metric in _FLOWS and _ends_the_year(draft, mention, last):
        return "active_target_group"
    if topic.metric in _FLOWS and draft.says(mention.clause, _SO_MANY_WERE):
        return "active_target_group"  # «… 402 kamen hinzu, 231 schieden aus, sodass es Ende 2022 1.119 waren»
    target = draft.in_clause(mention.clause, "target")
    if topic.metric not in (*_FLOWS, "net_change"):
        return None
    if not target and not (topic.metric == "net_change" and draft.in_clause(mention.clause, "accompanied")):
        return None
    own = draft.concepts_of_clause(mention.clause)
    apart = target and own.isdisjoint(("net", "entry", "exit")) and draft.says(mention.clause, moving.FROM_TO)
    if topic.metric != "net_change":
        # «Weil 310 kamen und 156 gingen, wuchs sie von … auf …»
        return "active_target_group" if apart else None
    # «Der Saldo von 154 brachte die Zahl der Begleiteten auf 1.380»
    onto = phrases.ONTO.search(draft.text, max(0, mention.span.start - 16), mention.span.start)
    return "active_target_group" if apart or onto else None


def _ends_the_year(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Ende 2023 begleiteten wir 1.226 Menschen. Dann kamen 310 hinzu, 156 gingen, und am Ende waren es 1.380»."""
    told = [claim.metric for claim in last.told]
    moved = "active_target_group" in told and {*told[-2:]} == {"entries", "exits"}
    return moved and draft.says(mention.clause, _IN_THE_END)
