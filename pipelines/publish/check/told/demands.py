"""A Soll that nothing is set against but another day: «Das Aufnahmesoll stieg 2024 um 23 auf 257» is no balance."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import balances, quotapairs
from pipelines.publish.check.when import steps
from pipelines.publish.check.words.vocabulary import Topic

_SOLL = re.compile(r"[Ss]oll(?:s|zahl|wert|vorgabe)?\b|\b[Aa]ufnahme(?:pflicht|vorgabe)\b")
_EXCEEDS = re.compile(quotapairs.EXCEED)
_APART = re.compile(r"\b(?:Überschuss|Überhang|Saldo|Rückstand|Plus|Minus)\b")
_MOVES = re.compile(
    r"\b(?:stieg|sank|wuchs|fiel|kletterte|erhöht|verringert|gestiegen|gesunken|gewachsen|gefallen|angehoben|gesenkt)\w*\b"
)
_FULFILLED = {"in_fact", "taken_in", "arrived", "surplus", "fulfilled", "entry"}


def alone(draft: Draft, mention: Mention, metric: str) -> bool:
    """Does the sentence, with the one before it, speak of the Soll only, and of how it moved between two days?"""
    if metric not in (*balances.QUOTAS, "quota_balance") or mention.quantity.form != "plain":
        return False
    near = draft.with_one_before(mention.sentence)
    if not any(draft.sentence_says(number, _SOLL) for number in near):
        return False
    if any(_fulfilled(draft, number) for number in near):
        return False
    if any(draft.sentence_says(number, _EXCEEDS) for number in near):
        return False
    balance = "balance" in draft.concepts_of(mention.sentence) or draft.says(mention.clause, _APART)
    days = draft.moments_of(mention.sentence)
    if balance:
        return _two_days(days)
    return draft.says(mention.clause, _MOVES) or _two_days(
        [m for number in near for m in draft.moments_of(number)]
    )


def beside(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Aufgenommen hat Lörrach 261 Geflüchtete, gefordert waren 257»: what was demanded of those just told of.

    Likewise in a sentence of its own, «Gefordert gewesen wären nur 257», but not of another year.
    """
    if last.metric != "quota_actual" or last.kind != "amount" or last.sentence < mention.sentence - 1:
        return None
    if last.sentence < mention.sentence and draft.moments_of(mention.sentence):
        return None
    if mention.noun.unit not in (None, "persons") or mention.quantity.form != "plain":
        return None
    said = draft.concepts_of_clause(mention.clause)
    demanded = "demanded" in said and said.isdisjoint(_FULFILLED)
    return draft.vocabulary.topics["quota_target"] if demanded else None


def against(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… vier mehr auf als vorgeschrieben, statt 257 waren es 261»: behind a balance the demand, then what came of it."""
    if last.sentence != mention.sentence or last.metric not in ("quota_balance", "quota_target"):
        return None  # «quota_target»: the first of the two
    pair = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    start = draft.clauses[mention.clause].start
    if len(pair) != 2 or not steps.INSTEAD.fullmatch(draft.text, start, pair[0].span.start):
        return None
    told = [claim.metric for claim in last.told if claim.start < pair[0].span.start]
    compared = any(moment.role == "compared" for moment in draft.moments_of(mention.sentence))
    if told[-1:] != ["quota_balance"] or compared:
        return None
    if any(m.quantity.form != "plain" or m.noun.unit not in (None, "persons") for m in pair):
        return None
    return draft.vocabulary.topics[balances.QUOTAS[pair.index(mention)]]


def _fulfilled(draft: Draft, sentence: int) -> bool:
    """Does it tell how many were taken in, or that the Soll was passed; «ein Minus von 335» alone may be of two years."""
    hits = draft.hits_by_sentence[sentence]
    return any(
        hit.concept in _FULFILLED
        and not (hit.concept == "surplus" and _APART.search(draft.text, hit.start, hit.end))
        for hit in hits
    )


def _two_days(moments: list[Moment]) -> bool:
    compared = any(moment.role == "compared" or moment.shape == "shift" for moment in moments)
    return compared or len({moment.as_of for moment in moments if moment.as_of}) > 1
