"""Shares of a metric's whole: how many of all had contact, of a group its members; nothing finer than is published."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure
from pipelines.publish.check import TableOfFacts, check
from pipelines.releases.printed_number import PrintedNumber
from tests.check.corpus_tools import judged

DAY = date(2024, 12, 31)


def _figure(metric: str, value: float | PrintedNumber) -> Figure:
    spec = catalogue.metric(metric)
    status = "rounded" if isinstance(value, PrintedNumber) else "exact"
    return Figure(metric, 1, spec.unit, spec.kind, DAY, None, {}, value, None, None, status, False)  # type: ignore[arg-type]


INTERNAL = TableOfFacts([_figure("active_target_group", 1380), _figure("active_with_contact", 1304)], DAY)
PUBLIC = TableOfFacts(
    [
        _figure("active_target_group", PrintedNumber(1380, 4, 1380)),
        _figure("active_with_contact", PrintedNumber(1305, 4, 1305)),
    ],
    DAY,
)
HAD_CONTACT = "Ende 2024 hatten {} der aktiven Zielgruppe in den letzten zwölf Monaten Kontakt."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (HAD_CONTACT.format("94,5 Prozent"), "true"),  # 1,304 of 1,380
        (HAD_CONTACT.format("rund 95 Prozent"), "true"),
        (HAD_CONTACT.format("88 Prozent"), "false"),
        ("15,3 Prozent der aktiven Zielgruppe waren Ende 2024 länger als drei Jahre dabei.", "true"),  # 211
        # of the women, and of those with contact: both are shares that one may tell
        ("Ende 2024 hatten 94,9 Prozent der Frauen in der aktiven Zielgruppe Kontakt.", "true"),  # 668 of 704
    ],
)
def test_a_part_of_the_target_group_has_a_share_of_it(text: str, verdict: str) -> None:
    found = judged({"text": text})
    assert [v.verdict for v in found] == [verdict], found


@pytest.mark.parametrize(
    ("share", "publishable"),
    # 1,300 of 1,384 to 1,309 of 1,376 are published: 93.9 to 95.1 percent
    [("95 Prozent", True), ("94,5 Prozent", False), ("rund 95 Prozent", True)],
)
def test_a_share_is_no_finer_than_the_published_counts(share: str, publishable: bool) -> None:
    [found] = check(HAD_CONTACT.format(share), INTERNAL, "ob", public=PUBLIC)
    assert found.publishable is publishable


def test_the_public_world_leaves_a_share_open_that_some_counts_give() -> None:
    [found] = check(HAD_CONTACT.format("94,5 Prozent"), PUBLIC, "press", public=PUBLIC)
    assert found.verdict != "false"
