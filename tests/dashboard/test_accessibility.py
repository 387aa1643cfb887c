"""The Erklärung zur Barrierefreiheit says when and how it was made, and its date is nobody's clock."""

from __future__ import annotations

import re
import tomllib
from datetime import date

from dashboard.pages import accessibility
from pipelines.paths import CHECKOUT
from pipelines.publish import german


def statement(client):
    return client.get("/barrierefreiheit").get_data(as_text=True)


def test_the_statement_says_when_it_was_made_and_last_reviewed(client):
    """BITV 2.0 § 7, Commission Implementing Decision (EU) 2018/1523: date of creation, of the last review, and how."""
    found = re.search(r"am (\S+) erstellt und zuletzt am (\S+) überprüft", statement(client))
    assert found, "the statement has no date"
    assert found.groups() == (german.day(accessibility.CREATED), german.day(accessibility.REVIEWED))
    assert accessibility.CREATED <= accessibility.REVIEWED


def test_the_statement_says_how_it_was_assessed_and_what_was_not(client):
    page = statement(client)
    assert "Selbstbewertung" in page and "axe-core" in page and "Nicht geprüft" in page


def test_the_date_does_not_follow_the_calendar(client, monkeypatch):
    class Tomorrow(date):
        @classmethod
        def today(cls):
            return cls(2031, 5, 17)

    monkeypatch.setattr(accessibility, "date", Tomorrow)
    assert "2031" not in statement(client)


def test_a_new_version_of_the_program_asks_for_a_new_review():
    """Whoever raises the version looks at the pages again and writes the day, or leaves the version alone."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == accessibility.REVIEWED_VERSION
