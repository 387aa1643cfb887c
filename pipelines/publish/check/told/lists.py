"""Numbers in a list, of what its last or next member names: «durch die Caritas 380, durch die Diakonie 420 Menschen»."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.stated import rows
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import inturn
from pipelines.publish.check.when import steps
from pipelines.publish.check.when.topics import choose
from pipelines.publish.check.words.vocabulary import Topic

_NEXT_MEMBER = re.compile(
    r"(?:,|\s+und|\s+sowie)\s+(?:[a-zäöüß]+\s+){0,2}(?:[A-ZÄÖÜ]\w+\s+){1,2}(?:[a-zäöüß]+\s+)?"
)
# «470 Personen von der Caritas, 540 von der Diakonie und 390 von der Stadt begleitet», «420 (Diakonie) und …»,
# «676 Männer und 704 Frauen wurden begleitet»
# «171 Kinder unter sechs Jahren und 294 Kinder und Jugendliche zwischen sechs und 17 …»
_MEMBER_BEHIND = re.compile(
    rf"(?:\s+(?:von|durch|bei|aus|in|mit|ohne)\s+(?:(?:der|dem|den|die)\s+)?[A-ZÄÖÜ]\w+|{phrases.GLOSS}"
    r"|(?:\s+und\s+Jugendliche)?\s+(?:im\s+Alter\s+)?(?:unter|über|ab|von|zwischen|bis)\s+\w+(?:\s+(?:bis|und)\s+\w+)?(?:\s+Jahren?)?"
    r")?(?:,|\s+und|\s+sowie)\s+"
)
# «dass die Diakonie 70 Personen mehr als die Caritas und 150 mehr als die Stadt begleitete»
_NEXT_COMPARED = re.compile(
    r"\s+(?:mehr|weniger)\s+als\s+(?:bei\s+)?(?:die|der)\s+[A-ZÄÖÜ]\w+\s+(?:und|sowie)\s+(?:[a-zäöüß]+\s+){0,2}"
    # «hat zum Jahresende 540 Personen und damit 120 mehr als Mitte 2022 begleitet»
    r"|\s+und\s+(?:damit|somit|also)\s+(?:[a-zäöüß]+\s+){0,2}"
)
_AND = re.compile(r"\s+(?:und|beziehungsweise|bzw\.)\s+")


def gapped(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die Caritas begleitet 421 Menschen, die Diakonie 550 und die Stadt 427»: the same split, without its verb."""
    if last.topic is None or last.sentence != mention.sentence or mention.quantity.form != "plain":
        return None
    shared = _noun_of_all(draft, mention, last)
    if not (shared or mention.noun.unit in (None, last.topic.unit)) or not last.by:
        return None
    following = draft.following(mention)
    listed = following is not None and _NEXT_MEMBER.fullmatch(
        draft.text, mention.span.end, following.span.start
    )
    end = mention.quantity.end if shared or listed else max(mention.span.end, draft.end_of_stretch(mention))
    stretch = Span(last.end, end)
    said = [h for h in draft.hits_by_sentence[mention.sentence] if stretch.holds(h.start)]
    telling = draft.vocabulary.telling[last.topic.unit] - inturn.SAY_WHO
    if any(hit.concept in telling for hit in said):
        return None
    by, _ = groups.of(draft, mention, last.topic)
    return last.topic if by and by.keys() == last.by.keys() and by != last.by else None


def joined(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«übertraf die Quote 2023 und 2024 um sieben und vier Personen»: the second of two changes is what the first is."""
    first = draft.preceding(mention)
    if (
        last.topic is None
        or first is None
        or last.end != first.span.end
        or not _AND.fullmatch(draft.text, last.end, mention.span.start)
    ):
        return None
    by = phrases.BY.search(draft.text, max(0, first.span.start - 16), first.span.start)
    alike = mention.noun.unit in (None, last.topic.unit) and mention.quantity.form == first.quantity.form
    return last.topic if by and alike else None


def _noun_of_all(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… kamen auf jede Stelle bei der Caritas 304, bei der Stadt 254 [begleitete Personen]»: of each of the row."""
    before = draft.preceding(mention)
    if before is None or before.span.end != last.end or before.noun.unit is not None:
        return False
    people = last.topic is not None and last.topic.unit in ("persons", "persons_per_fte")
    joined = _NEXT_MEMBER.fullmatch(draft.text, before.span.end, mention.span.start)
    return people and mention.noun.unit == "persons" and joined is not None


def listed_ahead(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«durch die Caritas 380, durch die Diakonie 420 und durch die Stadt 262 Menschen begleitet»: as the last one."""
    if mention.quantity.form != "plain" or mention.noun.unit not in (None, "persons", "fte"):
        return None
    following = draft.following(mention)
    if following is None:
        return None
    compared = _NEXT_COMPARED.fullmatch(draft.text, mention.span.end, following.span.start)
    named = following if compared else rows.last_of_row(draft, mention)
    if named:
        # «Die Kosten betrugen 2023 415.000, 2024 504.000 Euro»: the words stand at the first, the noun at the last
        with_noun = replace(mention, noun=replace(mention.noun, unit=named.noun.unit))
        choice = choose(draft, named, None, False) or choose(draft, with_noun, None, False)
        return choice.topic if choice and not choice.rivals else None
    member = _NEXT_MEMBER if mention.noun.unit is None else _MEMBER_BEHIND
    between = mention.span.end, following.span.start
    if not (member.fullmatch(draft.text, *between) or _MEMBER_BEHIND.fullmatch(draft.text, *between)):
        return None
    topic = listed_ahead(draft, following, last)
    if topic is None:
        choice = choose(draft, following, None, False)
        topic = choice.topic if choice and not choice.rivals else None
    if topic is None:
        return None
    by, others = groups.of(draft, mention, topic)[0], groups.of(draft, following, topic)[0]
    return topic if by and by.keys() == others.keys() and by != others else None


def in_place_of(draft: Draft, mention: Mention) -> Topic | None:
    """«Statt 402 Personen wie im Jahr zuvor kamen nur 231 neu hinzu»: of what the next number counts."""
    following = draft.following(mention)
    if following is None or following.clause != mention.clause:
        return None
    if {mention.quantity.form, following.quantity.form} != {"plain"}:
        return None
    start = draft.clauses[mention.clause].start
    if not steps.INSTEAD.fullmatch(draft.text, start, mention.span.start):
        return None
    own = Span(start, mention.span.end)
    named = {h.concept for h in draft.in_clause_of(mention) if own.holds(h.start)}
    if not named <= {"ours", f"unit:{mention.noun.unit}"}:
        return None  # «Statt der 310 Zugänge gab es 156 Abgänge», «Statt der geplanten 5,5 waren 4,75 Stellen besetzt»
    choice = choose(draft, following, None, False)
    return choice.topic if choice and not choice.rivals else None
