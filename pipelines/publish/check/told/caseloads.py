"""Whose a caseload is, and the positions it is reckoned on: of the Träger just told of, unless words speak of all."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import bodies
from pipelines.publish.check.words.vocabulary import Topic

_COUNTED = {"persons", "fte", "persons_per_fte"}
# «Bei 1,5 besetzten Stellen entspricht dies einem Schlüssel», «Der Schlüssel lag damit bei 1 zu 313»
_CONCLUDES = re.compile(
    r"(?i:\b(?:das(?!\s+(?-i:[A-ZÄÖÜ]))|dies|dem(?!\s+(?-i:[A-ZÄÖÜ]))|daraus|hieraus|damit|hiermit|davon|somit|mithin|demnach|folglich|also|rechnerisch|umgerechnet)\b)"
)
_AT_SO_MANY = re.compile(r"^\W*(?:[Bb]ei|[Mm]it|[Ff]ür)\s+(?:\w+\s+)?[\d.]+\s")
# «…, was bei 1,75 geförderten Stellen einem Schlüssel von 1 zu 309 entspricht»: the positions of those just told of
_MAKES = re.compile(
    r"^\s*(?:was|womit|wodurch|woraus)\b|\b(?:[Dd]as|[Dd]ies|[Dd]araus|[Ss]o)\s+(?:entsprich|entsprach|erg|bedeut|mach|sind|waren)"
    r"|\b(?:entsprich|entsprach|erg[ia]b|bedeut|mach)\w*\s+(?:das|dies)\b"
)
_AT = re.compile(r"\b(?:bei|mit|auf|für|zu)\s+(?:(?:den|ihren|seinen|rund|nur)\s+)*$")
_THAT_MANY = re.compile(r"\b(?:sind|waren|wären)\s+es\b")
_FACE = re.compile(r"\b(?:steh|stand)\w*\b.*\bgegenüber\b|\bgegenüber(?:gestanden|stehen|standen)\b")
# «…, der Betreuungsschlüssel lag bei 1 zu 291»: of whom, it does not say
_THE_CASELOAD = re.compile(r"\b(?:[Dd]er|[Dd]as)\s+(?:\w+e\s+)?(?:\w*[Ss]chlüssel|\w*[Vv]erhältnis)\b")
# «Bei der Caritas entfallen auf jede der 1,5 besetzten Stellen 313»: said of all that the clause counts
_FRAME = re.compile(r"\W*(?:(?:Auch|Allein|Und|und|dass)\s+)?(?:[Bb]ei|[Ff]ür)\s+(?:de[rm]|die|das)\s+")

_AS_IT_HAS = re.compile(r"^\s*(?:wie\s+(?:ihn|sie|es)|den|das)\s+(?:die|der|das)\s")


def of_body(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«Die Caritas begleitete 470 Personen. Bei 1,5 besetzten Stellen entspricht dies 1 zu 313»: of the same Träger."""
    if topic.unit not in _COUNTED or last.topic is None or last.topic.unit not in _COUNTED:
        return False
    if topic.unit == "persons" and not _served(draft, mention, topic, last):
        return False
    if "traeger" not in last.by or bodies.of_all(draft, mention, last):
        return False
    if last.sentence == mention.sentence:
        return _in_one_breath(draft, mention, topic, last)
    told = {by["traeger"] for by in last.said if "traeger" in by}
    if last.sentence != draft.just_before(mention.sentence) or len(told) > 1:
        return False  # «… die Caritas 470, die Stadt 390. Damit lag der Schlüssel bei 1 zu 291»: of all
    if draft.in_clause(mention.clause, "target"):
        # «Auf eine besetzte Stelle kamen damit 291 Personen der aktiven Zielgruppe»: of all of it
        return False
    # «Bei der Caritas waren 1,5 Stellen besetzt. Auf eine besetzte Stelle kamen 313»
    served = (
        topic.unit == "persons_per_fte" and last.topic.unit == "fte" and not _the_caseload(draft, mention)
    )
    return (
        served or draft.sentence_says(mention.sentence, _CONCLUDES) or _concludes_from_so_many(draft, mention)
    )


def _concludes_from_so_many(draft: Draft, mention: Mention) -> bool:
    """«Bei 540 Begleiteten ergibt das 309 je Stelle», «… sind das 309 je Stelle»."""
    said = draft.says(mention.clause, _CONCLUDES) or draft.says(mention.clause, _THAT_MANY)
    return said and draft.says(mention.clause, _AT_SO_MANY)


def _served(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«1,75 entfielen auf die Diakonie. Bei 540 Begleiteten ergibt das 309 je Stelle»: those whom its positions serve."""
    if topic.metric != "active_target_group" or last.topic is None or last.topic.unit != "fte":
        return False
    if draft.says(mention.clause, _AT_SO_MANY):
        return _concludes_from_so_many(draft, mention)
    # «… standen bei der Diakonie 1,75 geförderten Stellen 540 Begleitete gegenüber»
    return draft.says(mention.clause, _FACE) and not draft.text[last.end : mention.span.start].strip()


def _in_one_breath(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«…, sodass auf eine geförderte Stelle 309 kamen», «313, bezogen auf die 1,25 geförderten Stellen 376»."""
    if last.topic is not None and last.topic.unit == "persons":
        if topic.unit == "fte":
            return draft.says(mention.clause, _MAKES) and _set_against(draft, mention)
        makes = draft.says(mention.clause, _CONCLUDES) or not _the_caseload(draft, mention)
        return topic.unit == "persons_per_fte" and makes
    return True


def _set_against(draft: Draft, mention: Mention) -> bool:
    return _AT.search(draft.text, max(0, mention.span.start - 20), mention.span.start) is not None


def _the_caseload(draft: Draft, mention: Mention) -> bool:
    return draft.says(mention.clause, _THE_CASELOAD)


def left_open(
    draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last
) -> dict[str, str] | None:
    """«Die Caritas begleitete 470 Personen. Der Betreuungsschlüssel lag bei 1 zu 291»: of whom else it may be as well."""
    if topic.unit != "persons_per_fte" or "traeger" not in last.by or bodies.of_all(draft, mention, last):
        return None
    if not claim.by:
        return {"traeger": last.by["traeger"]}
    concluded = last.sentence == mention.sentence or draft.sentence_says(mention.sentence, _CONCLUDES)
    named = any(hit.concept.startswith("traeger=") for hit in draft.hits_by_sentence[mention.sentence])
    return None if concluded or named else {}


def framed(draft: Draft, mention: Mention, topic: Topic) -> dict[str, str]:
    """«Bei der Caritas entfallen auf jede der 1,5 besetzten Stellen 313 Personen»: the Träger that stands ahead.

    Or behind: «Ein Schlüssel von 1 zu 376, wie ihn die Caritas zu tragen hat, …».
    """
    if topic.unit not in ("fte", "persons_per_fte") and not _beside_positions(draft, mention, topic):
        return {}
    start = draft.clauses[mention.clause].start
    named = [hit for hit in draft.in_clause_of(mention) if hit.concept.startswith("traeger=")]
    if not named:
        return _of_whose_it_is(draft, mention)
    if len({hit.concept for hit in named}) != 1 or not _FRAME.fullmatch(draft.text, start, named[0].start):
        return {}
    everybody = draft.says(mention.clause, bodies.ALL) or draft.whole_of_another(mention)
    return {} if everybody else {"traeger": named[0].concept.removeprefix("traeger=")}


def _beside_positions(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Bei der Caritas kamen auf 1,5 besetzte Stellen 470 Menschen»."""
    others = (m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    return topic.metric == "active_target_group" and any(m.noun.unit == "fte" for m in others)


def _of_whose_it_is(draft: Draft, mention: Mention) -> dict[str, str]:
    behind = mention.clause + 1
    if behind >= len(draft.clauses) or not draft.one_sentence(mention.clause, behind):
        return {}
    if behind in draft.clauses_with_numbers or not draft.says(behind, _AS_IT_HAS):
        return {}
    named = {concept for concept in draft.concepts_of_clause(behind) if concept.startswith("traeger=")}
    return {"traeger": named.pop().removeprefix("traeger=")} if len(named) == 1 else {}
