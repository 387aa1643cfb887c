"""What a briefing says about numbers that were printed otherwise before: over two real releases."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.errors import NotAvailable
from pipelines.metrics import Query
from pipelines.paths import Home
from pipelines.publish import briefing, german, register, worlds
from pipelines.publish.briefing import corrections as room
from pipelines.publish.briefing.corrections import NONE, Corrections, corrections
from pipelines.publish.document import Document, Paragraph
from pipelines.releases import open_release
from pipelines.releases.public import PublicWorld
from pipelines.releases.public_history import Correction
from tests.briefing.town import AS_OF, EDITION, public

OCTOBER, NOVEMBER, JUNE = date(2024, 10, 31), date(2024, 11, 30), date(2025, 6, 30)
_NONE_KNOWN = "Berichtigungen: Es ist keine frühere Unterlage hinterlegt, mit der verglichen werden kann."
_NOTHING = "Berichtigungen: Seit der letzten Unterlage wurde keine Zahl berichtigt."


@pytest.fixture
def home(two: Home, tmp_path: Path) -> Home:
    """A home with its own register."""
    shutil.copytree(two.root, tmp_path / "stadt", copy_function=_linked)
    return Home(tmp_path / "stadt")


def _linked(source: str, target: str) -> None:
    """Parquet files never change; everything else is copied."""
    if source.endswith((".parquet", ".csv", ".duckdb")):
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)


def _ids(home: Home) -> list[str]:
    return ledger.releases(home.ledger / "ledger.jsonl")


def _approve(home: Home, release: str, as_of: date, out: Path) -> bytes:
    words = ("--release", release, "--as-of", str(as_of), "--approved-by", "Frau A", "--out", str(out))
    assert main(["briefing", *words, "--home", str(home.root)]) == 0
    return out.read_bytes()


def _found(home: Home, release: str, as_of: date) -> Corrections:
    with open_release(home, release) as opened:
        return corrections(home, opened, as_of)


def _shown(home: Home, release: str, metric: str, as_of: date) -> str:
    with open_release(home, release) as opened:
        figure = worlds.Reader(worlds.public_answers(opened)).one(metric, as_of)
    assert figure is not None
    return german.shown(figure)


def _document(known: Corrections) -> Document:
    return briefing.make(public(), EDITION, AS_OF, corrections=known)


def _said(known: Corrections) -> str:
    return next(text for text in _document(known).strings() if text.startswith("Berichtigungen"))


def test_money_that_an_approved_briefing_printed_otherwise_is_named(home: Home, tmp_path: Path) -> None:
    """Percentages and euros are in no ledger: the register remembers them."""
    old, new = _ids(home)
    _approve(home, old, OCTOBER, tmp_path / "a.html")
    found = _found(home, new, JUNE)
    before, now = (_shown(home, name, "city_share_eur", OCTOBER) for name in (old, new))
    assert before != now
    assert f"Eigenanteil der Stadt, Stand Oktober 2024: {now}, bisher {before}" in found.totals
    assert found.since_briefing
    page = _approve(home, new, JUNE, tmp_path / "b.html").decode()
    first_page = page[: page.index("Kennzahlen im Vergleich")]
    assert f"bisher {before}" in first_page and "Berichtigt seit der letzten Unterlage" in first_page


def _withhold(monkeypatch: Any, release: str, metric: str) -> None:
    """From now on the public world of `release` holds nothing of `metric`."""
    ask = PublicWorld.figures

    def figures(self: PublicWorld, query: Query) -> Any:
        if query.metric == metric and self._folder.parent.name == release:
            raise NotAvailable("nicht im Tabellenprogramm")
        return ask(self, query)

    monkeypatch.setattr(PublicWorld, "figures", figures)


def test_a_printed_figure_that_is_no_longer_published_is_told(
    home: Home, tmp_path: Path, monkeypatch: Any
) -> None:
    """The council holds «Eigenanteil der Stadt» in its hands; of a release without it the briefing said nothing."""
    old, new = _ids(home)
    _approve(home, old, OCTOBER, tmp_path / "a.html")
    before = _shown(home, old, "city_share_eur", OCTOBER)
    _withhold(monkeypatch, new, "city_share_eur")
    found = _found(home, new, JUNE)
    gone = f"Eigenanteil der Stadt, Stand Oktober 2024: nicht mehr veröffentlicht, bisher {before}"
    assert gone in found.totals
    page = _approve(home, new, JUNE, tmp_path / "b.html").decode()
    assert gone in page[: page.index("Kennzahlen im Vergleich")]


def test_that_a_figure_is_gone_is_told_once(home: Home, tmp_path: Path, monkeypatch: Any) -> None:
    """The last briefing has said so already; what it could not say again is no news."""
    old, new = _ids(home)
    _approve(home, old, OCTOBER, tmp_path / "a.html")
    _withhold(monkeypatch, new, "city_share_eur")
    _approve(home, new, JUNE, tmp_path / "b.html")
    told = _found(home, new, date(2025, 5, 31))
    assert not any("nicht mehr veröffentlicht" in text for text in told.totals)


def test_the_newest_stichtag_comes_first(home: Home, tmp_path: Path) -> None:
    old, new = _ids(home)
    for day in (OCTOBER, NOVEMBER):
        _approve(home, old, day, tmp_path / "a.html")
    months = [text.split("Stand ")[1].split(":")[0] for text in _found(home, new, JUNE).totals]
    assert months == sorted(months, key=["November 2024", "Oktober 2024"].index)
    assert len(set(months)) == 2


def test_what_the_last_briefing_told_is_not_told_again(home: Home, tmp_path: Path) -> None:
    old, new = _ids(home)
    _approve(home, old, OCTOBER, tmp_path / "a.html")
    _approve(home, new, JUNE, tmp_path / "b.html")
    assert _found(home, new, date(2025, 5, 31)) == Corrections((), 0, True)


def test_an_approved_briefing_is_no_earlier_one_of_itself(home: Home, tmp_path: Path) -> None:
    """Printed again it has the same bytes, whatever was approved since then."""
    old, new = _ids(home)
    assert _found(home, old, OCTOBER) == NONE
    first = _approve(home, old, OCTOBER, tmp_path / "a.pdf")
    second = _approve(home, new, JUNE, tmp_path / "b.pdf")
    _approve(home, new, date(2025, 5, 31), tmp_path / "c.pdf")
    assert _approve(home, old, OCTOBER, tmp_path / "a.pdf") == first
    assert _approve(home, new, JUNE, tmp_path / "b.pdf") == second


def test_a_newer_release_corrects_no_older_one(home: Home, tmp_path: Path) -> None:
    old, new = _ids(home)
    _approve(home, new, JUNE, tmp_path / "b.html")
    assert _found(home, old, OCTOBER) == NONE


def test_a_figure_of_another_medium_makes_no_earlier_briefing(home: Home, tmp_path: Path) -> None:
    old, new = _ids(home)
    words = (
        "--release",
        old,
        "--as-of",
        str(OCTOBER),
        "--approved-by",
        "Frau A",
        "--out",
        str(tmp_path / "p.txt"),
    )
    assert main(["press", *words, "--home", str(home.root)]) == 0
    assert register.entries(home) and _found(home, new, JUNE) == NONE


def test_without_the_old_release_it_is_not_called_the_last_briefing(home: Home, tmp_path: Path) -> None:
    """What the ledger corrected before or after that briefing cannot be told apart then."""
    old, new = _ids(home)
    _approve(home, old, OCTOBER, tmp_path / "a.html")
    shutil.rmtree(home.releases / old)
    found = _found(home, new, JUNE)
    assert found.totals and not found.since_briefing


def test_the_ledger_names_what_no_briefing_printed(home: Home, monkeypatch: Any) -> None:
    """Also a flow that has no metric of its own; months of flows are no Stichtag."""
    cells = [
        Correction("active_target_group", "2025-05", {}, 200, 205),
        Correction("entries", "2025-05", {}, 10, 15),
        Correction("ukraine_arrivals", "2025-04", {}, None, 5),
        Correction("consultations", "2024-H2", {}, 100, 105),
        Correction("active_target_group", "2025-05", {"sex": "m"}, 100, 105),
    ]
    monkeypatch.setattr(PublicWorld, "corrections", lambda self: cells)
    found = _found(home, _ids(home)[1], JUNE)
    assert found.totals == (
        "Zugänge, im Mai 2025: 15, bisher 10",
        "Aktive Zielgruppe, Stand Mai 2025: 205, bisher 200",
        "Ukraine: Ankünfte, im April 2025: 5, bisher anders gedruckt",
        "Beratungen, 2. Halbjahr 2024: 105, bisher 100",
    )
    assert (found.further, found.since_briefing) == (1, False)


def test_a_total_of_both_is_named_once(home: Home, tmp_path: Path, monkeypatch: Any) -> None:
    old, new = _ids(home)
    with open_release(home, old) as opened:
        [figure] = worlds.public_answers(opened)(Query("active_target_group", OCTOBER))
    value = int(figure.value or 0)
    origin = register.Origin(room.MEDIUM, OCTOBER, old, "public", "Probe")
    entry = register.entry_of(figure, origin, "Probe")
    changed = register.Entry(**{**vars(entry), "value": register.printed_value(figure) + 5})
    register.record(home, [changed])
    cell = Correction("active_target_group", "2024-10", {}, value + 5, value)
    monkeypatch.setattr(PublicWorld, "corrections", lambda self: [cell])
    monkeypatch.setattr(room, "_since", lambda *given: (cell,))
    found = _found(home, new, JUNE)
    assert found == Corrections(
        (
            f"Aktive Zielgruppe, Stand Oktober 2024: {german.number(value)}, bisher {german.number(value + 5)}",
        ),
        0,
        True,
    )


def test_three_wordings() -> None:
    total = "Zugänge, im Mai 2025: 15, bisher 10"
    assert _said(NONE) == _NONE_KNOWN
    assert _said(Corrections((), 0, True)) == _NOTHING
    assert _said(Corrections((total,), 2, True)) == (
        f"Berichtigungen seit der letzten Unterlage: {total}. "
        "Weitere 2 Werte in Gliederungen oder früheren Monaten wurden berichtigt."
    )
    assert _said(Corrections((), 1, False)) == (
        "Berichtigungen gegenüber früher veröffentlichten Zahlen: "
        "Ein Wert in Gliederungen oder früheren Monaten wurde berichtigt."
    )


def test_page_one_names_three_totals_and_stays_silent_without() -> None:
    totals = tuple(
        f"Zugänge, im {month} 2025: 15, bisher 10" for month in ("Mai", "April", "März", "Februar")
    )
    last = _document(Corrections(totals, 0, True)).sections[0].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text == (
        f"Berichtigt seit der letzten Unterlage: {'; '.join(totals[:3])}. Einzelheiten unter «Hinweise zu den Zahlen»."
    )
    assert len(_document(Corrections((), 7, True)).sections[0].blocks) == 1
