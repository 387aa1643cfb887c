"""Of fewer than a hundred printed persons or consultations no percentage is printed, not even the «100 %» of a total."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import settings
from pipelines.publish import briefing, worlds
from pipelines.publish.document import Document
from pipelines.releases import open_release
from tests.public import town

_EXACT = """
[[disclosure.exact_tables]]
metric = "consultations"
by = "traeger"
reason = "Verwendungsnachweis an das Land"
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """150 persons, some 80 of them active."""
    root: Path = tmp_path_factory.mktemp("klein") / "home"
    home = town.home_at(root, _EXACT)
    town.release(home, town.people(150), town.DELIVERIES[-1])
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        return briefing.make(worlds.public_answers(release), edition, town.DELIVERIES[-2])


def test_no_row_has_a_percentage_of_a_small_base(document: Document) -> None:
    shares = [table for table in document.tables() if table.header[-1] == "Anteil"]
    assert len(shares) >= 5
    for table in shares:
        (total,) = [row for row in table.rows if row.total]
        small = (total.cells[0].value or 0) < 100
        assert small == (total.cells[-1].shown == "x"), (table.key, total)
        if small:
            assert {row.cells[-1].shown for row in table.rows} == {"x"}, table.key
    assert any(row.cells[-1].shown == "x" for table in shares for row in table.rows if row.total)
