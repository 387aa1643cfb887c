"""«Bis Ende März 2025 erreichen 61 Personen die Dreijahresgrenze»: three months ahead of the draft's own day."""

from __future__ import annotations

from dataclasses import replace

from pipelines.publish.check import days, timing
from pipelines.publish.check.model import Claim, Time

_KNOWN = (3, 6, 12)  # months ahead for which the catalogue has a figure
_HORIZON = "horizon_months"


def counted_ahead(claim: Claim, reference: timing.Reference) -> Claim:
    """The claim with its horizon, where it names the day until which it looks ahead instead of the months."""
    until, (today, source) = claim.time.as_of, reference
    if claim.metric != "reaching_36_months" or until is None or until <= today:
        return claim
    months = next((n for n in _KNOWN if days.shifted(today, n) == until), None)
    if months is None:
        return claim
    return replace(
        claim, time=Time(today, None, source), by={**claim.by, _HORIZON: str(months)}, partitive=""
    )
