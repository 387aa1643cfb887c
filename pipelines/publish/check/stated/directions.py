"""Did a number go up or down («um 46 gesunken», «29 mehr als»), and how far reach the words that say so?"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import growths, moving, roles
from pipelines.publish.check.stated.changes import (
    MORE,
    end_of_noun,
    gapped_more,
    is_difference,
    signed,
    words_around,
    words_behind,
)
from pipelines.publish.check.text import phrases

_MINUS = re.compile(r"(?:^|[\s(:])[−–-]$")  # «Saldo: −8»
_GROWTH_OF = re.compile(
    rf"\b(?P<noun>{moving.GROWTH})e?s?\s+(?:de[rs]|von|beim?|in)\s(?P<of>[^,;:.]{{1,80}}?)\sum\s+(?:\w+\s+)?$"
)
_WITH = re.compile(r"\bmit\s+(?:\w+\s+)?$")
# «fiel mit 43 Personen kleiner aus», «2024 war das Plus mit 676 Beratungen kleiner»
_FELL_OUT = re.compile(
    rf"\bf(?:iel|ielen|ällt|allen)\b.*\w+er\s+aus\b|\b(?:war|ist|blieb)\s+(?:der|das|die)\s+(?:\w+\s+)?{moving.GROWTH}\s"
    rf"|\b{moving.GROWTH}\b[^,;:]*\s(?:war|ist|blieb)\s"
)
_SHORT = re.compile(
    r"(?i:\b(?:weniger|unterschritt\w*|unterschreit\w*|verfehlt\w*|fehlten?|untererfüllt\w*|rückgang"
    r"|(?<!gängen )(?<!gänge )(?<!nahmen )minus"
    r"|unter\s+(?:der|dem|ihrer|ihrem)(?!\s+strich))\b|[−–-]\d)"
)


def direction(draft: Draft, mention: Mention) -> int:
    """1 for more, −1 for less; 0 when the words do not say."""
    before = draft.preceding(mention)
    if before and growths.in_the_next_clause(draft, before, mention) and roles.of(draft, before) == "change":
        return direction(
            draft, before
        )  # «154 mehr als 2023, das entspricht 12,6 Prozent – so fiel der Vergleich aus»
    gapped = before if gapped_more(draft, mention) else None
    after = MORE.match(words_behind(draft, gapped or mention))
    if after and not _turned_out(draft, mention):
        return -1 if after[1].lower() in ("weniger", "niedriger", "kleiner", "seltener", "billiger") else 1
    if roles.EXTRA.match(draft.text, mention.quantity.end):
        return 1
    sign = signed(draft, mention)
    if sign:
        return 1 if sign[0] in "+pP" else -1
    # «Trotz eines Zuwachses um 62 ist der Anteil gesunken»
    of = roles.NOUN_OF.search(draft.text[max(0, mention.span.start - 90) : mention.span.start])
    named = of[0] if of else growths.labelled(draft, mention)
    if named:
        return -1 if moving.FALLING.search(named) else 1
    falls = _of_what(draft, mention)
    if falls:
        return falls
    if mention.quantity.form == "factor":
        return 1 if mention.quantity.value > 1 else -1
    for scope in (
        words_around(draft, mention),
        draft.clause_text(mention.clause),
        draft.sentence_text(mention.sentence),
        _question(draft, mention),
    ):
        if moving.FALLING.search(scope) and not moving.UPWARD.search(scope):
            return -1
        if moving.RISING.search(scope):
            return 1
    return 0


def _of_what(draft: Draft, mention: Mention) -> int:
    """«Der Rückgang des Deckungsgrads um 1,5 Punkte auf 70 Prozent ist auf gestiegene Kosten zurückzuführen»."""
    start = draft.clauses[mention.clause].start
    noun = _GROWTH_OF.search(draft.text, start, mention.span.start)
    if noun is None or moving.CHANGING.search(noun["of"]):
        return 0
    return -1 if moving.FALLING.search(noun["noun"]) else 1


def _turned_out(draft: Draft, mention: Mention) -> bool:
    """«Der Zuwachs fiel mit 43 Personen kleiner aus als 2023»: how large, and not which way."""
    led = _WITH.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    return led is not None and draft.says(mention.clause, _FELL_OUT)


def valued(draft: Draft, mention: Mention) -> int:
    """«habe sich um 1,5 Prozentpunkte verbessert»: 1 for better, −1 for worse, 0 when the words do not say."""
    if not phrases.BY.search(draft.text, max(0, mention.span.start - 20), mention.span.start):
        return 0
    said = words_around(draft, mention)
    return bool(moving.BETTER.search(said)) - bool(moving.WORSE.search(said))


def is_told(draft: Draft, mention: Mention) -> bool:
    """Do the words say which way it changed, or leave it open on purpose («um 100 verändert»)?"""
    return (
        direction(draft, mention) != 0
        or is_difference(draft, mention)
        or draft.sentence_says(mention.sentence, moving.EITHER_WAY)
        or bool(moving.EITHER_WAY.search(_question(draft, mention)))
    )


def _question(draft: Draft, mention: Mention) -> str:
    """«Um wie viel ist die Zielgruppe gewachsen? Um 758 Personen»: the question right before."""
    before = draft.just_before(mention.sentence)
    return draft.sentence_text(before) if before is not None and draft.asks(before) else ""


def shortfall(draft: Draft, mention: Mention) -> int:
    """−1 when the clause says that something is missing to a demand or that more left than came, else 0."""
    clause = draft.clauses[mention.clause]
    around = draft.text[clause.start : mention.span.start], draft.text[mention.span.end : clause.end]
    # «weniger als 100» itself is no shortfall
    start = mention.quantity.start
    minus = _MINUS.search(draft.text, max(0, start - 2), start)
    return -1 if minus or any(_SHORT.search(text) for text in around) else 0


def end_of_words(draft: Draft, mention: Mention) -> int:
    """Where the words of a change end: «29 mehr» takes the comparative in."""
    after = MORE.match(words_behind(draft, mention))
    return (
        end_of_noun(draft, mention) + after.end()
        if after and mention.quantity.form in ("plain", "percent")
        else mention.span.end
    )
