"""The press check: every claim of a German text about a known metric, judged against one world of numbers.

Rule-based and explainable: words in `words/vocabulary.yml`, hedges in `pipelines.publish.wording`, grammar and rooms in
docs/CHECK.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.publish.check.choice.claims import find
from pipelines.publish.check.model import Claim, Verdict
from pipelines.publish.check.text import typeset
from pipelines.publish.check.text.documents import read
from pipelines.publish.check.verdict.facts import Facts, ReleaseFacts, TableOfFacts
from pipelines.publish.check.verdict.judge import Audience, Judge
from pipelines.publish.check.words import vocabulary

__all__ = [
    "Audience",
    "Claim",
    "Facts",
    "ReleaseFacts",
    "TableOfFacts",
    "Verdict",
    "check",
    "read",
    "to_json",
]


def check(
    text: str, facts: Facts, audience: Audience = "ob", as_of: date | None = None, public: Facts | None = None
) -> list[Verdict]:
    """All claims of `text` in reading order, judged.

    facts: the world of `audience` (exact for `ob`, published for `council` and `press`). as_of: the day of the text, for
    drafts that name none. public: the public world, so that `publishable` of `ob` knows what was published.
    """
    judge = Judge(facts, audience, vocabulary.load(), public)
    bare = typeset.bare(text)
    verdicts = [judge.verdict(claim) for claim in find(bare.text, as_of or facts.default_as_of, judge.holds)]
    return [replace(verdict, claim=bare.in_draft(verdict.claim)) for verdict in verdicts]


def to_json(verdicts: Sequence[Verdict], release: str, audience: Audience) -> dict[str, Any]:
    """The document of `zgm check --json`."""
    return {"release": release, "audience": audience, "claims": [_row(verdict) for verdict in verdicts]}


def _row(verdict: Verdict) -> dict[str, Any]:
    claim = verdict.claim
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "metric": claim.metric,
        "by": dict(claim.by),
        "as_of": claim.time.as_of.isoformat() if claim.time.as_of else None,
        "as_of_source": claim.time.source,
        "hedge": claim.hedge,
        "claimed": _plain(claim.value),
        "exact": verdict.exact,
        "shown": verdict.shown,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "suggestion": verdict.suggestion,
        "publishable": verdict.publishable,
    }


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 6)
