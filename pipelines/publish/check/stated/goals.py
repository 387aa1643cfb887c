"""What a number asks for instead of telling what is: a concept's ratio, another purpose's money, a yearly count."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import nearness, purposes, rhythm
from pipelines.publish.check.words.vocabulary import Topic

# «Eine Auslastung von 95 Prozent gilt als Obergrenze»
_BOUND = re.compile(r"\b(?:Ober|Unter)grenze\b|\b(?:Ziel|Richt|Soll)(?:wert|marke|größe)\b")
_IT_IS = re.compile(r"^\W*(?:Es|Dieses|Das)\s+(?:liegt|lag|beträgt|betrug|lautet|lautete|ist|war)\b")
_THAT_WAS = re.compile(r"\s*(?:das|so|wie|was)\b")
# «bei einem Schlüssel von 1:120 bräuchte es»
_SUPPOSED = re.compile(
    r"\b(?:(?:[Bb]ei|[Nn]ach|[Ff]ür|[Mm]it) einem|[Nn]ach dem) (?:\w+ )?(?:\w*[Ss]chlüssel|\w*[Vv]erhältnis) von\s+$"
)
# «Der Schlüssel von 1 zu 120 wurde verfehlt»: only what is asked for can be missed
_MISSED = re.compile(r"\b(?:verfehl\w+|eingehalten|einzuhalten)\b")
_KEY_OF = re.compile(r"\b[Dd]e[rn]\s(?:\w+\s)?\w*(?:[Ss]chlüssel|[Vv]erhältnis)\svon\s$")
_PER = re.compile(r"\b(?:je|auf)\s$")  # «bei einem Zielwert von einer Vollzeitstelle je 120 Geflüchteten»
_NEEDS = re.compile(
    r"(?i:\b(?:wäre\w*|bräucht\w*|hätte\w*|nötig|erforderlich|notwendig|müsste\w*|benötig\w*|braucht\w*|fehl\w*|\w*bedarf)\b)"
)
_AT_A_RATIO = re.compile(
    r"(?i:\b(?:für|bei|beim|nach|mit|gemäß|gegenüber|um|auf|am|an|zum|laut)\s+(?:\w+\s+){1,3}?(?:von\s+)?(?:zu\s+)?)$"
)
_RATIO_OF = re.compile(r"(?:[Ss]chlüssel|[Vv]erhältnis)s?\s+(?:von\s+)?$")
_DEMANDS = re.compile(
    r"\s+(?:(?:\w+|\d+,\d+)\s+){0,4}?(?:verlang|erforder|forder|vorsieht|vorsah|vorgibt|vorgab|vorschreibt"
    r"|vorschrieb|voraussetzt|nötig macht|notwendig macht)\w*"
)
# «„Wir brauchen vom Land einen Schlüssel von 1 zu 80“», «Angemessen ist eine Stelle je 80 Personen»: none that there is
_WANTED = re.compile(
    r"\b(?:[Bb]rauch(?:en|t)|[Bb]enötig(?:en|t)|[Ff]order(?:n|t|ten?)|[Vv]erlang(?:en|t|ten?)|[Ww]ünsch(?:en|t|ten?)"
    r"|[Nn]ötig|[Nn]otwendig|[Ee]rforderlich|[Aa]ngemessen|[Ss]innvoll|[Ww]ünschenswert)\b(?:\s[^\W\d]+){0,8}?\sein(?:e[nrs]?)?\s"
    r"(?:(?:[a-zäöüß]+\s)?\w*(?:[Ss]chlüssel|[Vv]erhältnis)\s(?:von|mit)|(?:\w*[Ss]telle|\w*[Kk]raft)\s(?:je|für|auf))\s(?:\w+\s)?$"
)
_IN_ORDER_TO = re.compile(
    r"\b[Uu]m\s+(?:[a-zäöüß]+\s+){0,3}(?:\w*[Ss]chlüssel\s+von\s+|\w*[Vv]erhältnis\s+von\s+|\w*(?:[Ss]telle|[Kk]raft)\s+(?:\w+\s+){0,2})?$"
)
_TO_REACH = re.compile(
    r"\s+(?:[\w]+\s+){0,5}?(?:zu\s+(?:kommen|erreichen|gelangen|schaffen|halten|bringen|verteilen|begleiten|betreuen)"
    r"|einzuhalten|herzustellen)\b"
)
_THAT = re.compile(r"^\s*(?:dass|wonach)\b")  # «Das Ziel, dass auf eine Stelle 120 Menschen kommen, …»
_ASKED_FOR = re.compile(
    r"\b(?:forder(?:n|t|ten?)|verlang(?:en|t|ten?)|wünsch(?:en|t|ten?)|empf[ei]h[^\W\d]+|empfahl(?:en)?)\b(?:\ssich)?\W*$"
)
_TO_ONE = re.compile(r"\bvon\seine[rm]\s\w+\s(?:auf|für|je)\s$")  # «von einer Fachkraft auf 120 Personen»


def _promised(draft: Draft, mention: Mention) -> bool:
    """«Eine Stelle für 120 Menschen, das war unser Versprechen»."""
    following = mention.clause + 1
    if following >= len(draft.clauses) or following in draft.clauses_with_numbers:
        return False
    said = _THAT_WAS.match(draft.clause_text(following)) and draft.in_clause(following, "block:goal")
    return bool(said) and draft.by_sentence.index(draft.clauses[following].start) == mention.sentence


def other_meaning(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the number, if it is of this metric, tell a goal, another purpose's money or a yearly number of a stock?"""
    persons = topic.unit == "persons" and not topic.year  # «Die Vorgabe der Quote lautete auf 257 Personen»
    per = persons and _PER.search(draft.text, max(0, mention.span.start - 5), mention.span.start)
    aimed = draft.says(mention.clause, _BOUND) or draft.in_clause(mention.clause, "block:goal")
    bound = topic.unit == "fraction" and aimed
    goal = topic.unit == "persons_per_fte" or bool(per) or bound
    goal = goal and (is_goal(draft, mention) or _of_the_goal_before(draft, mention))
    return goal or purposes.other(draft, mention, topic) or rhythm.of_a_rhythm(draft, mention, topic)


def _of_the_goal_before(draft: Draft, mention: Mention) -> bool:
    """«Für den Betreuungsschlüssel gilt ein Ziel. Es liegt bei 1 zu 120»."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before) or not draft.says(mention.clause, _IT_IS):
        return False
    return bool(draft.hits_of(before, "block:goal"))


def _demanded(draft: Draft, mention: Mention) -> bool:
    """«Bis zu den 11,5, die der Schlüssel von 1 zu 120 verlangt»: no ratio that is demands anything."""
    before = max(0, mention.span.start - 40)
    to_reach = _TO_REACH.match(draft.text, mention.quantity.end)
    if to_reach and _IN_ORDER_TO.search(draft.text, before, mention.span.start):
        return True  # «Um auf 1 zu 120 zu kommen, müsste die Stadt …», «um 120 Menschen auf eine Stelle zu bringen»
    if _WANTED.search(draft.text, draft.clauses[mention.clause].start, mention.span.start):
        return True
    if draft.says(mention.clause, _THAT) and draft.says(mention.clause - 1, _ASKED_FOR):
        return True  # «Die Verbände verlangen, dass auf eine Stelle höchstens 80 Personen kommen»
    if draft.says(mention.clause, nearness.SO_THAT_IT_BE) and draft.sentence_says(mention.sentence, _NEEDS):
        return True
    led = _RATIO_OF.search(draft.text, before, mention.span.start)
    return led is not None and _DEMANDS.match(draft.text, mention.quantity.end) is not None


def is_goal(draft: Draft, mention: Mention) -> bool:
    """«ein Ziel von 1 : 120»: what a concept asks for, not what is; the word belongs to the nearer number."""
    supposed = _SUPPOSED.search(draft.text, max(0, mention.span.start - 60), mention.span.start)
    # «Mit einem Schlüssel von 1 : 291 liegt die Stadt weit über dem Ziel» tells what is
    asks = supposed and (supposed[0][0] not in "mM" or draft.sentence_says(mention.sentence, _NEEDS))
    missed = _KEY_OF.search(draft.text, max(0, mention.span.start - 60), mention.span.start)
    asks = asks or (missed and draft.says(mention.clause, _MISSED))
    if _promised(draft, mention) or asks or _demanded(draft, mention):
        return True
    short = draft.hits_of(mention.sentence, "needed") or draft.hits_of(mention.sentence, "missing")
    led_to = _AT_A_RATIO if mention.quantity.form == "ratio" else _TO_ONE
    if short and led_to.search(draft.text, max(0, mention.span.start - 60), mention.span.start):
        return True  # «Für den Schlüssel von 1:120 wären 11,5 Stellen nötig»
    rivals = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    label = draft.label(mention)
    for hit in draft.hits_by_sentence[mention.sentence]:
        clause = draft.by_clause.index(hit.start)
        content = clause == mention.clause - 1 and draft.says(mention.clause, _THAT)
        if hit.concept == "block:goal" and (content or clause in (mention.clause, label)):
            if content or clause == label:
                return True
            nearest = min(
                rivals, key=lambda m: (draft.by_clause.distance(m.quantity, hit), m.span.start < hit.start)
            )
            if nearest is mention:
                return True
    return False
