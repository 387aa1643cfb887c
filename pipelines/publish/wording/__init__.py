"""True hedge words and ready sentences: what a number may be called in print."""

from pipelines.publish.wording.hedges import (
    HEDGES,
    Answer,
    Family,
    Interval,
    Phrase,
    Value,
    default_grain,
    hedge,
    holds,
    is_close,
    round_to,
)
from pipelines.publish.wording.sentences import Sentences, printed_quantity, sentences

__all__ = [
    "HEDGES",
    "Answer",
    "Family",
    "Interval",
    "Phrase",
    "Sentences",
    "Value",
    "default_grain",
    "hedge",
    "holds",
    "is_close",
    "printed_quantity",
    "round_to",
    "sentences",
]
