"""Is a number a part of all who are meant, by nothing that is recorded («100 Personen der Zielgruppe haben …»)?"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, nearest, residue
from pipelines.publish.check.model import Mention, Part
from pipelines.publish.check.words.vocabulary import Hit, Topic

_PART = re.compile(
    r"(?i:^\s*(?:personen|menschen|geflüchteten?|leute)?\s*(?:(?:in|aus)\s+)?der\s+(?:\w+\s+)?(?:aktiven\s+)?zielgruppe)"
)
_WHOLES = {"active_target_group", "ukraine_arrivals_total", "entries", "exits", "consultations"}
_BELONG = re.compile(r"\b(?:ge)?hör\w*|\bzählt\w*")
_NAME_THE_PART = ("exits", "active_with_contact")
_AMONG = re.compile(r"\b[Uu]nter\s+(?:den|allen|diesen|unseren)\s+[^,;:()]*$")
_OUT_OF = re.compile(r"\b[Vv]on\s+(?:den|allen|diesen)\s+[^,;:()]*$")
_MOVES = ("entries", "exits")
_OTHER_RATES = {"language", "b1", "employment", "plan"}
_FOR_A_REASON = re.compile(
    r"\b(?:weil|wegen|aufgrund|auf Grund|infolge|da sie|nachdem sie|aus (?:anderen|sonstigen) Gründen)\b"
)
_IS_THE_REASON = re.compile(r"^\W*weil\b")
_DEFINITE = re.compile(r"(?i:\b(?:die|den|der|aller?|allen|unsere[nr]?)\s+(?:insgesamt\s+)?)$")
_NARROWING = re.compile(r"\s+(?:mit|ohne|in|im)\s+(?:[a-zäöüß]+\s+){0,2}([A-ZÄÖÜ][\wäöüß-]+)")
_CONCERNS = re.compile(r"(?<!\w)Bei\s$")  # «Bei 85 Personen der Zielgruppe lag eine Erkrankung vor»
# «415 der vom Integrationsmanagement begleiteten Personen», «312 der Personen, die …»
_SOME_OF = re.compile(r"\s+(?:der|von\s+den)\s+(?!aktiven\s+Zielgruppe\s+(?:an|zugehör))")
_OF_ANOTHER = re.compile(r"\bgehör\w*\b.*\beine[mr]\s+([A-ZÄÖÜ]\w+)\b.*\ban\b")
_AT = re.compile(r"an\s+(?:d|ein|jen)")  # «an diesem Stichtag», and not «gehören der Zielgruppe an»


def of(draft: Draft, mention: Mention, topic: Topic) -> Part:
    """«100 Personen der aktiven Zielgruppe …» is a part (`of`), «in der aktiven Zielgruppe sind 100 …» may be one (`in`).

    Neither, when the clause says that these are all of them («gehören», «zählt», «hinter den 1.380 Personen»), when
    every word of it is understood, or when the metric itself names the part.
    """
    if topic.unit == "fte" and draft.in_clause(mention.clause, "unfilled"):
        return (
            "" if draft.whole_of_another(mention) else "of"
        )  # «von den 5,5 Stellen sind 0,75 nicht besetzt»
    if topic.unit not in ("persons", "consultations"):
        return ""
    if _of_a_named_whole(draft, mention, topic):
        return "of"
    if topic.metric in _MOVES and _for_a_reason(draft, mention):
        return "in"
    if topic.metric in _MOVES and _named_in_noun(draft, mention, topic):
        return "in" if _narrowed(draft, mention) else ""  # «verbuchte 156 Zugänge»
    if _says_all(draft, mention, topic):
        return "in" if _narrowed(draft, mention) else ""
    if topic.metric in _WHOLES and _parted(draft, mention):
        return "of"
    if not residue.unexplained(draft, mention, topic) or _all_of_them(draft, mention):
        return ""
    # Whatever the clause says of them that nobody here understands («sind im Verein») may make them a part.
    of_us = _PART.match(draft.text[mention.quantity.end : mention.quantity.end + 80])
    # «156 Personen schieden aus der aktiven Zielgruppe aus»: whom they left, not whose part they are
    some_of_us = any(mention.genitive.holds(hit.start) for hit in _of_all(draft, mention))
    return "of" if (of_us or some_of_us) and topic.metric not in _NAME_THE_PART else "in"


def _for_a_reason(draft: Draft, mention: Mention) -> bool:
    """«63 verließen es, weil sie wegzogen»; not «…, weil es 156 Zugänge verzeichnete», where they are the reason."""
    return draft.sentence_says(mention.sentence, _FOR_A_REASON) and not draft.says(
        mention.clause, _IS_THE_REASON
    )


def _of_a_named_whole(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«143 der begleiteten Personen», «Unter den Begleiteten haben 95 …», «Von den 1.380 Begleiteten besitzen 212 …»."""
    if topic.metric in _WHOLES and not topic.difference and _SOME_OF.match(draft.text, mention.quantity.end):
        return True
    if topic.metric == "active_with_contact":
        return False
    if topic.metric == "active_target_group" and draft.some_of(mention):
        return True
    whole = not mention.noun.unit and any(
        draft.named_whole(m) or _OUT_OF.search(draft.text, draft.clauses[m.clause].start, m.span.start)
        for m in _before(draft, mention)
    )
    among = draft.some_of(mention) or _among(draft, mention) is not None
    return (whole or among) and residue.unexplained(draft, mention, topic)


def _of_all(draft: Draft, mention: Mention) -> list[Hit]:
    """What the clause says of all of them."""
    return [hit for hit in draft.in_clause_of(mention) if hit.concept in ("whole", "accompanied")]


def _says_all(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«gehören», «zählt», «begleitet»: does a word of the clause say that these are all of them?

    Not the noun itself: «85 begleitete Personen hatten eine Gestattung».
    """
    if not _OTHER_RATES.isdisjoint(draft.concepts_of_clause(mention.clause)):
        return False  # «281 Begleitete hatten das Niveau B1 erreicht»
    if not topic.subset and _CONCERNS.search(draft.text, max(0, mention.span.start - 5), mention.span.start):
        return False
    other = _OF_ANOTHER.search(draft.clause_text(mention.clause))
    if other and not draft.is_known(draft.clauses[mention.clause].start + other.start(1)):
        return False  # «64 Personen der Zielgruppe gehörten einem Sportverein an»
    # «143 der begleiteten Personen …»: of whom they are a part, and no word of all
    return any(
        hit.concept == "whole"
        and not _own_noun(draft, mention, hit)
        and not mention.genitive.holds(hit.start)
        and not _AT.match(draft.text, hit.start)
        and not (draft.text[hit.start : hit.end] == "an" and not draft.says(mention.clause, _BELONG))
        for hit in _of_all(draft, mention)
    )


def _own_noun(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«212 Begleitete», «85 begleitete Personen»: the noun that is counted, which says nothing of it."""
    behind = hit.start == mention.span.end + 1 and draft.text[hit.start].isupper()
    return behind or mention.span.holds(hit.start)


def _among(draft: Draft, mention: Mention) -> re.Match[str] | None:
    """«Ende 2024 haben unter den begleiteten Personen 95 einen Abschluss»: those right before the number."""
    if mention.noun.unit or mention.quantity.form != "plain":
        return None
    return _AMONG.search(draft.text, draft.clauses[mention.clause].start, mention.span.start)


def _named_in_noun(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the noun itself say what is counted, and nothing that it is a part?"""
    named = any(
        h.concept in topic.concepts and mention.noun.span.holds(h.start) for h in draft.in_clause_of(mention)
    )
    return named and draft.relative_clause(mention) is None and not groups.thereof(draft, mention)


def _before(draft: Draft, mention: Mention) -> list[Mention]:
    """The numbers before this one in its clause."""
    numbers = (m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    return [m for m in numbers if m.span.end <= mention.span.start]


def _narrowed(draft: Draft, mention: Mention) -> bool:
    """«25 Menschen mit Behinderung»: does the noun take on what nobody here understands?"""
    more = _NARROWING.match(draft.text, mention.span.end)
    return more is not None and not draft.is_known(more.start(1))


def _all_of_them(draft: Draft, mention: Mention) -> bool:
    """«hinter den 1.380 Personen der Zielgruppe stehen Schicksale»: with the article, and nothing that narrows them."""
    definite = _DEFINITE.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    return definite is not None and draft.relative_clause(mention) is None


def _parted(draft: Draft, mention: Mention) -> bool:
    """«369 der 622 Personen …»: is the number the part?"""
    following = [m for m in draft.mentions_of(mention.sentence) if m.quantity.start > mention.quantity.start]
    return bool(following) and nearest.totals(draft, [mention, following[0]])
