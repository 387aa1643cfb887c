"""Who of those that came from Ukraine left again: no figure of the catalogue, whatever else their number may fit."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Hit

_LEAVING = re.compile(r"\b(?:Weg|Fort|Weiter)(?:zug|züge|zügen)\b|\b(?:Weggang|Rückkehr|Abwanderung)\b")
_OURS = {"accompanied", "target"}  # they leave the service: exits
_NOT_MORE = re.compile(r"\s+(?:als\b|\d)")
_THEY = re.compile(r"^\s*(?:sie|diese|denn\s+sie)\s+(?:haben|hatten|sind|waren)\b")
_THAT_IS = re.compile(
    r"^\s*(?:also|mithin|somit|und\s+damit|das\s+(?:sind|waren)|(?:das|was)\b.*\bentspr\w+|nämlich|umgerechnet)\b"
)
_COUNTED = (None, "persons")


def again(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Von den 905 Angekommenen haben 302 die Stadt wieder verlassen»; not «156 haben die Begleitung verlassen»."""
    sentence = mention.sentence
    said = draft.hits_of(sentence, "gone") or draft.sentence_says(sentence, _LEAVING)
    if not said or mention.noun.unit not in _COUNTED or mention.quantity.form in ("factor", "ratio"):
        return False
    return _from_ukraine(draft, mention, last) and _is_of_them(draft, mention)


def _from_ukraine(draft: Draft, mention: Mention, last: Last) -> bool:
    """Are those meant who came from Ukraine, and nobody whom the service accompanies?"""
    near = last.sentence >= mention.sentence - 1 and last.metric.startswith("ukraine_")
    if not (near or draft.speaks_of(mention.sentence, {"ukraine"})):
        return False
    end = draft.clauses[mention.clause].end
    service = any(hit.start < end for hit in draft.hits_of(mention.sentence, "programme"))
    return not service and _OURS.isdisjoint(draft.concepts_of(mention.sentence))


def _is_of_them(draft: Draft, mention: Mention) -> bool:
    """Does a word for going say it of this number, and not of the whole or of another one?"""
    if _whole(draft, mention):
        return False
    if _in_own_clause(draft, mention) or _behind(draft, mention):
        return True
    if not draft.says(mention.clause, _THAT_IS) and draft.repeated(mention) is None:
        return False
    parts = _parts(draft, mention)
    at = parts.index(mention)
    return at > 0 and _is_of_them(draft, parts[at - 1])


def of_another(draft: Draft, mention: Mention) -> bool:
    """«148 wieder fort und 492 geblieben»: is a word for going in the number's clause said of another number only?"""
    hits = [hit for hit in draft.in_clause_of(mention) if hit.concept == "gone"]
    return bool(hits) and not any(_nearest(draft, mention, hit) for hit in hits)


def _whole(draft: Draft, mention: Mention) -> bool:
    return draft.whole_of_another(mention) or draft.whole_of_one_before(mention)


def _parts(draft: Draft, mention: Mention) -> list[Mention]:
    """The numbers of the sentence that are no wholes of others."""
    return [m for m in draft.mentions_of(mention.sentence) if not _whole(draft, m)]


def _in_own_clause(draft: Draft, mention: Mention) -> bool:
    clauses = (mention.clause, *draft.labels(mention))
    if any(draft.says(clause, _LEAVING) for clause in clauses):
        return True
    if any(draft.in_clause(label, "gone") for label in clauses[1:]):
        return True  # «Weggezogen: 302»
    hits = [hit for hit in draft.in_clause_of(mention) if hit.concept == "gone"]
    return any(_leaves(draft, hit) and _nearest(draft, mention, hit) for hit in hits)


def _leaves(draft: Draft, hit: Hit) -> bool:
    """«wohnten nicht mehr hier», but not «nicht mehr als 603», «nicht mehr 400»."""
    return not (draft.text.endswith("mehr", 0, hit.end) and _NOT_MORE.match(draft.text, hit.end))


def _nearest(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«302 gegangen und 603 geblieben»: is it the number before the word or, where none stands there, the one behind?"""
    parts = [m for m in _parts(draft, mention) if m.clause == mention.clause]
    before = [m for m in parts if m.quantity.end <= hit.start]
    return mention is (before[-1] if before else next(iter(parts), None))


def _behind(draft: Draft, mention: Mention) -> bool:
    """«302, die nicht mehr hier wohnen», «33,4 Prozent derer, die kamen, waren wieder weg», «…, sie waren fort»."""
    following = mention.clause + 1
    for clause in (following, following + 1):
        if not draft.in_clause(clause, "gone") or clause in draft.clauses_with_numbers:
            continue
        if not draft.one_sentence(mention.clause, clause):
            return False
        described = clause == draft.relative_clause(mention) or draft.says(clause, _THEY)
        if described or (clause > following and draft.inserted(mention.clause, clause)):
            return True
    return False
