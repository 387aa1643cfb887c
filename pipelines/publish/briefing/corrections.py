"""Which printed numbers this release corrected, in sentences for the briefing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from pipelines.disclosure import ledger
from pipelines.metrics import catalogue
from pipelines.paths import Home
from pipelines.publish import german
from pipelines.publish.worlds import require_public
from pipelines.releases import Release
from pipelines.releases.public import Correction

_MOST = 8


def corrections(home: Home, release: Release) -> tuple[str, ...] | None:
    """Totals that were printed differently before, newest first; breakdowns are counted. None for the first print.

    Raises NotAvailable when the release has no public part.
    """
    public = require_public(release)
    if release.id in ledger.releases(home.ledger / "ledger.jsonl")[:1]:
        return None
    found = public.corrections()
    totals = sorted(
        (one for one in found if not one.by), key=lambda one: (one.period, one.metric), reverse=True
    )
    sentences = [_sentence(one) for one in totals[:_MOST]]
    rest = len(found) - len(sentences)
    if rest:
        more = "Weitere" if sentences else "Insgesamt"
        sentences.append(
            f"{more} {german.number(rest)} Werte in Gliederungen oder früheren Monaten wurden berichtigt."
        )
    return tuple(sentences)


def _sentence(one: Correction) -> str:
    name = catalogue.metric(one.metric).name
    before = "anders gedruckt" if one.before is None else german.number(one.before)
    return f"{name}, {_when(one.period)}: {german.number(one.value)}, bisher {before}."


def _when(period: str) -> str:
    """«2022-06» and «2022-H1» in words."""
    year, _, part = period.partition("-")
    if part.startswith("H"):
        return f"{part[1]}. Halbjahr {year}"
    last = date(int(year), int(part), monthrange(int(year), int(part))[1])
    return f"Stand {german.month(last)}"
