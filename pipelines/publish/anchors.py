"""An exact anchor in words: a figure of its own, which may be quoted, shown apart from the tables and named as exact.

Tables, charts, changes, shares and ratios know the tables' cell only: `PublicWorld.figures` gives no other
(docs/adr/0012).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from pipelines.metrics import catalogue
from pipelines.publish import german
from pipelines.releases.public_history import Anchor

_RULE = (
    "Sie darf zitiert werden. Tabellen, Bilder, Veränderungen und Anteile rechnen mit der gerundeten Zahl."
)


def beside(anchors: Iterable[Anchor], days: Collection[date]) -> list[str]:
    """A sentence or three for each anchor of these Stichtage, also for one that was withdrawn."""
    return [_words(anchor) for anchor in anchors if anchor.as_of in days]


def exact_total(anchors: Iterable[Anchor], metric: str, as_of: date) -> int | None:
    """The total printed exactly for a Stichtag; None where there is none, or it was withdrawn."""
    return next(
        (anchor.value for anchor in anchors if (anchor.metric, anchor.as_of) == (metric, as_of)), None
    )


def _words(anchor: Anchor) -> str:
    metric = catalogue.metric(anchor.metric)
    subject = f"{metric.name} am {german.day(anchor.as_of)}"
    if anchor.value is None:
        return f"Die genaue Zahl «{subject}» ist zurückgezogen; es gilt die gerundete."
    exactly = german.quantity(anchor.value, metric.unit)
    return f"Neben den Tabellen steht eine genaue Zahl: {subject}, {exactly}. {_RULE}"
