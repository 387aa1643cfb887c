"""Printed figures against the release that is served: what still holds, and why the rest does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.metrics import Query, compute
from pipelines.publish import register
from pipelines.publish.register import compared
from pipelines.publish.register.model import Entry
from pipelines.publish.register.words import sentences
from pipelines.publish.wording import Interval, Phrase
from pipelines.releases import open_release
from tests.register.printed import ACTIVE, persons, printed, release

# 100 people from January, 20 more in June: 100 until May, 120 at the end of June and July.
TOWN = (
    persons(60, "03.01.2022", sex="m")
    + persons(40, "04.01.2022", sex="w")
    + persons(20, "10.06.2022", sex="w")
)


def verdicts(root: Path, *entries: Entry, town: Any = TOWN) -> list[tuple[str, tuple[str, ...], str]]:
    home = release(root, town)
    with open_release(home) as served:
        register.record(home, entries)
        return [
            (c.reason, c.expected, c.detail) for c in register.conflicts(home, served) if c.kind == "release"
        ]


def test_true_figures_are_not_mentioned(tmp_path: Path) -> None:
    true = [
        printed("120"), printed("rund 120", "2022-06"), printed("über 100", "2022-07"),
        printed("100", "2022"),  # some month end of the year
        printed("60", by="sex=m"), printed("50 Prozent", by="sex=m"),
        printed("40,0 Prozent", "2022-05", by="sex=w"),
    ]  # fmt: skip
    assert verdicts(tmp_path, *true) == []


def test_a_false_share_is_given_with_the_true_one(tmp_path: Path) -> None:
    assert verdicts(tmp_path, printed("45 Prozent", by="sex=m")) == [("mistake", ("50,0\u202f%",), "")]


def test_a_false_share_of_too_few_is_held_against_the_number_and_not_against_a_table_sign(
    tmp_path: Path,
) -> None:
    few = persons(9, "03.01.2022", sex="m") + persons(21, "04.01.2022", sex="w")
    assert verdicts(tmp_path, printed("45 Prozent", by="sex=m"), town=few) == [
        ("mistake", ("30,0\u202f%",), "")
    ]


def test_a_figure_of_another_month_names_that_month(tmp_path: Path) -> None:
    assert verdicts(tmp_path, printed("100")) == [
        ("stichtag", ("120",), "Die Zahl passt zum Stand 31.05.2022.")
    ]


def test_a_figure_that_never_was_is_not_explained(tmp_path: Path) -> None:
    assert verdicts(tmp_path, printed("150")) == [("mistake", ("120",), "")]


def test_another_version_is_the_reason_first(tmp_path: Path) -> None:
    ((reason, _, detail),) = verdicts(tmp_path, printed("100", fassung="2"))
    assert reason == "definition" and "Fassung 2" in detail


def test_a_figure_of_the_neighbouring_definition_is_recognised(tmp_path: Path) -> None:
    ((reason, expected, detail),) = verdicts(tmp_path, printed("120", metric="active_with_contact"))
    assert (reason, expected) == ("definition", ("–",)) and "Aktive Zielgruppe" in detail


def test_the_quota_of_a_year_is_taken_at_its_own_stand(tmp_path: Path) -> None:
    quotas = [printed("365", "2022-02", "quota_target"), printed("234", "2022-07", "quota_target")]
    assert verdicts(tmp_path, *quotas) == []


def test_what_an_older_release_said_was_corrected_since(tmp_path: Path) -> None:
    release(tmp_path, TOWN[:-5], "2022-06-30-0000000a")
    ((reason, expected, detail),) = verdicts(tmp_path, printed("115"))
    assert (reason, expected) == ("correction", ("120",))
    assert detail == "Die Freigabe 2022-06-30-0000000a sagte, was gedruckt ist."


def test_what_cannot_be_compared_is_counted_and_left_alone(tmp_path: Path) -> None:
    home = release(tmp_path, TOWN)
    register.record(
        home,
        [
            printed("7", metric="", bezeichnung="Vereine", einheit="Personen"),
            printed("7", "2022-12-31"),  # after the Datenstand
            printed("7", "2016-12-31"),  # before anything was counted
            printed("7", by="nationality=other"),
            printed("7", by="housing=privat"),  # a row of public tables only
        ],
    )
    with open_release(home) as served:
        assert compared(home, served) == ([], 5)


def test_a_new_figure_is_held_against_all_that_was_printed(tmp_path: Path) -> None:
    home = release(tmp_path, TOWN)
    register.record(home, [printed("rund 150", "2022-06", medium="Bote")])
    with open_release(home) as served:
        found = register.contradicting(home, [printed("120", "2022-06")], served)
    assert [(c.kind, c.reason) for c in found] == [("printed", "mistake")]
    assert register.entries(home) == [printed("rund 150", "2022-06", medium="Bote")]


def test_a_document_records_what_it_printed(tmp_path: Path) -> None:
    home = release(tmp_path, TOWN)
    origin = register.Origin(
        "Presseblatt", date(2022, 8, 2), "2022-07-31-00000001", "internal", "Presseblatt Nr. 1"
    )
    with open_release(home) as served:
        (figure,) = compute(served.internal, Query(ACTIVE, date(2022, 6, 30)))
        told = register.entry_of(figure, origin, "Es sind rund 100 Menschen.", Phrase("über", 100))
        public = register.entry_of(figure, origin, "Tabelle", Interval(116, 124, 120))
        plain = register.entry_of(figure, origin, "Tabelle")
        register.record(home, [told, public, plain])
        assert register.conflicts(home, served) == []
    assert [entry.shown for entry in (told, public, plain)] == ["über 100", "120", "120"]
    assert (public.low, public.high, plain.version, plain.release) == (116, 124, 1, "2022-07-31-00000001")


def test_no_sentence_is_too_long(tmp_path: Path) -> None:
    home = release(tmp_path, TOWN)
    register.record(home, [printed("100"), printed("150", medium="Bote"), printed("45 Prozent", by="sex=m")])
    with open_release(home) as served:
        lines = [line for conflict in register.conflicts(home, served) for line in sentences(conflict)]
    assert lines and max(len(part.split()) for line in lines for part in line.split("; ")) <= 20


def test_a_figure_of_the_newest_day_of_the_data_is_compared_too(tmp_path: Path) -> None:
    assert verdicts(tmp_path, printed("150", "2022-07-31")) == [("mistake", ("120",), "")]
