"""What happened in months is told with its months wherever the register speaks; a stock with its Stichtag."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.app import create
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.register.contradictions import among
from pipelines.publish.register.model import Entry
from pipelines.publish.register.words import last_words, listed, sentences
from tests.dashboard.town import release
from tests.register.printed import ACTIVE, printed


def entries_of(value: str, until: str, after: str, **more: str) -> Entry:
    return printed(value, until, "entries", zeitraum_nach=after, **more)


@pytest.mark.parametrize(
    ("until", "after", "words"),
    [
        ("2025-07-31", "2024-07-31", "August 2024 bis Juli 2025"),
        ("2025-07-31", "2025-06-30", "Juli 2025"),
        ("2025-07", "2024-12-31", "Januar 2025 bis Juli 2025"),
        ("2025-07-15", "2025-06-30", "01.07.2025 bis 15.07.2025"),
        ("2025-07-31", "2025-06-15", "16.06.2025 bis 31.07.2025"),
    ],
)
def test_a_flow_is_told_with_its_months(until: str, after: str, words: str) -> None:
    entry = entries_of("475", until, after)
    assert (entry.when, entry.stand) == (words, words)
    assert last_words(entry) == f"zuletzt veröffentlicht: 475, {words} (Anzeiger, 05.07.2022)"
    assert f"Zugänge, {words}: 475 (Anzeiger, 05.07.2022)" in listed([(entry, 1)])[0]


def test_a_stock_is_told_with_its_stichtag() -> None:
    entry = printed("1.048")
    assert (entry.when, entry.stand) == ("30.06.2022", "Stand 30.06.2022")
    assert "30.06.2022      Aktive Zielgruppe: 1.048 (" in listed([(entry, 1)])[0]


def test_two_numbers_for_the_same_months_name_them() -> None:
    one = entries_of("475", "2025-07-31", "2024-07-31")
    (conflict,) = among([one, entries_of("574", "2025-07-31", "2024-07-31", medium="Bote")])
    heading, line, *_ = sentences(conflict)
    assert heading == "Widerspruch im Druck: Zugänge, August 2024 bis Juli 2025"
    assert line.startswith("Zugänge, August 2024 bis Juli 2025: gedruckt «")


def test_of_two_periods_that_end_together_the_longer_one_was_published_last() -> None:
    """A document prints the twelve months and, in its chart, each month: «zuletzt veröffentlicht» is the year."""
    year = entries_of("475", "2025-07-31", "2024-07-31")
    month = entries_of("40", "2025-07-31", "2025-06-30", veroeffentlicht="2025-09-01")
    assert register.last_published([year, month], "entries") == year
    assert register.last_published([month, year], "entries") == year


def test_the_page_of_the_data_names_the_months(tmp_path: Path) -> None:
    home: Home = release(tmp_path)
    register.record(home, [entries_of("475", "2025-07-31", "2024-07-31"), printed("1.048", metric=ACTIVE)])
    text = create(home).server.test_client().get("/daten").get_data(as_text=True)
    assert "<td>August 2024 bis Juli 2025</td>" in text and "<td>30.06.2022</td>" in text
