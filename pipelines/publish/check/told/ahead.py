"""A change told ahead of the levels that it lies between, which name what is counted.

«Ein Plus von 154 gegenüber Ende 2023: Ende 2024 begleitete das Integrationsmanagement 1.380 Menschen»
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import residue
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import topics
from pipelines.publish.check.words.vocabulary import Topic

_A_CHANGE = re.compile(rf"\b(?:{moving.GROWTH}|mehr|weniger|um)\b", re.IGNORECASE)
# «Das entspricht einem Anstieg um 7,8 Prozent: 2024 gab es 310 Zugänge»: of what was told before
_THAT_IS = re.compile(r"^\W*(?:[Dd]as|[Dd]ies)\s+(?:ist|sind|war|waren|entspr\w+|bedeutet\w*|heißt)\b")
_MANY = r"(?:\w+\s+)?[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?"
_A_WAY = re.compile(rf"^\W*(?:Aus|Von)\s+{_MANY}\s+(?:wurden|sind|auf)\s+{_MANY}(?:\s+geworden)?\s*[:–—]$")
# «insgesamt» before a number only sums it up; these name the whole
_OF_ALL = re.compile(r"(?i:\b(?:gesamt(?:e[nr]?|zahl)|alle[rn]?|zusammen)\b)")


def speaks_of_one(draft: Draft, mention: Mention) -> bool:
    """Does the sentence hold a word for a change, and the next one stand with it?"""
    if not draft.sentence_says(mention.sentence, _A_CHANGE):
        return False
    behind = draft.just_behind(mention.sentence)
    return behind is not None and bool(draft.mentions_of(behind))


def topic_of(draft: Draft, mention: Mention) -> Topic | None:
    """The metric of the first level behind the colon, else of the next sentence where this one names none."""
    if draft.says(mention.clause, _THAT_IS):
        return None
    level = _behind_colon(draft, mention) or _in_next_sentence(draft, mention)
    if level is None or level.quantity.form != "plain" or level.noun.foreign:
        return None
    choice = topics.choose(draft, level, None, False)
    fits = choice is not None and not choice.rivals and not choice.lent
    topic = choice.topic if choice and fits else None
    if topic is None or topic.unit not in ("persons", "consultations") or not _fits(mention, topic):
        return None
    return None if residue.unexplained(draft, mention, topic) else topic


def of_a_way(draft: Draft, mention: Mention) -> Topic | None:
    """«Aus 1.226 wurden 1.380: Um 154 Personen ist der Kreis derer gewachsen, die …»: of what the change behind is."""
    if mention.quantity.form != "plain" or not draft.says(mention.clause, _A_WAY):
        return None
    behind = (m for m in draft.mentions_of(mention.sentence) if m.clause > mention.clause)
    change = next(behind, None)
    choice = (
        topics.choose(draft, change, None, True) if change and roles.of(draft, change) == "change" else None
    )
    topic = choice.topic if choice and not (choice.rivals or choice.lent) else None
    return topic if topic and mention.noun.unit in (None, topic.unit) else None


def _fits(mention: Mention, topic: Topic) -> bool:
    return mention.quantity.form == "percent" or mention.noun.unit in (None, topic.unit)


def _behind_colon(draft: Draft, mention: Mention) -> Mention | None:
    end = draft.clauses[mention.clause].end
    level = draft.following(mention)
    if draft.text[end - 1] != ":" or level is None or level.clause != mention.clause + 1:
        return None
    return level


def _in_next_sentence(draft: Draft, mention: Mention) -> Mention | None:
    """«Für Alleinstehende weist die Statistik einen Anstieg um 31 Prozent aus. Begleitet wurden …»: of a named group."""
    grouped = any("=" in hit.concept for hit in draft.group_hits[mention.sentence])
    last = draft.mentions_of(mention.sentence)[-1] is mention
    if not (grouped and last) or draft.topics_in_sight(mention.sentence):
        return None
    return draft.mentions_of(mention.sentence + 1)[0] if speaks_of_one(draft, mention) else None


def of_its_levels(draft: Draft, mention: Mention, last: Last) -> bool:
    """Is the number a level between which the change of a group, told just before, lies?

    «Bei den Frauen ergibt sich ein Plus von 92: Begleitet wurden Ende 2024 insgesamt 704», and no word for all.
    """
    if last.kind not in ("change", "relative", "factor") or not last.by:
        return False
    if draft.hits_of(mention.sentence, "target") or draft.says(mention.clause, _OF_ALL):
        return False
    if last.sentence == mention.sentence:
        clause = draft.by_clause.index(last.end - 1)
        return draft.text[draft.clauses[clause].end - 1] == ":"
    # «Bei den Frauen gab es ein Plus von 92. Ende 2024 wurden 1.380 Menschen begleitet»: of all
    near = last.sentence == mention.sentence - 1 and mention.noun.unit is None
    return near and not draft.topics_in_sight(last.sentence)
