"""Monthly releases one after the other through the real build: what a reader of all of them can find out."""

from __future__ import annotations

import itertools
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.disclosure.tables import linked
from pipelines.errors import Damaged
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.releases import pointer
from pipelines.releases.counting import Counter, half_years
from pipelines.releases.intact import read_manifest
from pipelines.releases.printed_before import knowing
from pipelines.releases.proof import attack_release
from pipelines.releases.public_build import ledger_file
from pipelines.releases.public_cells import CELLS, Key, Printed, read_cells, write_cells
from pipelines.releases.verify import verify
from tests.public import town
from tests.public.conftest import History


def cells_of(history: History, place: int) -> dict[Key, Printed]:
    return read_cells(history.home.releases / history.ids[place] / "public" / CELLS)


def exact_of(history: History, place: int) -> dict[Key, int]:
    """The exact total of every printed month, counted again from the frozen rows."""
    with history.open(place) as release:
        assert release.public is not None
        counter = Counter(release.core, release.public.months)
        totals = {}
        for metric in ("active_target_group", "entries", "exits", "consultations"):
            for month in counter.months:
                totals[metric, month, ()] = counter(metric, month, ()).get((), 0)
            for half in half_years(release.public.months):
                if metric != "active_target_group":
                    totals[metric, half, ()] = counter(metric, half, ()).get((), 0)
        for month in counter.months:
            for dim in ("sex", "household", "status_group", "age_band", "contacted", "limit_36"):
                found = counter("active_target_group", month, (dim,))
                totals |= {("active_target_group", month, ((dim, code),)): n for (code,), n in found.items()}
    return totals


def test_topics_have_the_sensitive_base_and_channels_beside_them_the_usual_one(history: History) -> None:
    bases = {
        (tuple(dim for dim, _ in where), cell.base)
        for (metric, _, where), cell in cells_of(history, -1).items()
        if metric == "consultations"
    }
    assert bases == {((), 5), (("channel",), 5), (("topic",), 10)}


def test_no_release_lets_a_cell_be_told(history: History) -> None:
    for release_id in history.ids:
        found = attack_release(history.home.releases / release_id)
        assert {name: (part.recovered, part.too_few) for name, part in found.items()} == {
            "active": (0, 0), "consultations": (0, 0), "ukraine": (0, 0),
        }  # fmt: skip
        assert sum(len(part.cells) for part in found.values()) > 1_000


def test_every_number_stays_within_one_step(history: History) -> None:
    for place in range(len(history.ids)):
        cells, exact = cells_of(history, place), exact_of(history, place)
        known = {key: value for key, value in exact.items() if key in cells}
        assert len(known) > 300
        assert all(abs((cells[key].value or 0) - value) < 5 for key, value in known.items())


def test_printed_tables_add_up_and_stock_meets_flow(history: History) -> None:
    cells = {key: cell.value or 0 for key, cell in cells_of(history, -1).items()}
    months = sorted({period for metric, period, _ in cells if metric == "entries" and "H" not in period})
    for month in months:
        table = {where: n for (metric, period, where), n in cells.items()
                 if (metric, period) == ("active_target_group", month)}  # fmt: skip
        linked("active_target_group", month, table)
    for before, month in itertools.pairwise(months):
        stock = {m: cells["active_target_group", m, ()] for m in (before, month)}
        flow = cells["entries", month, ()] - cells["exits", month, ()]
        assert stock[month] - stock[before] == flow


def test_a_number_once_printed_stays_or_is_marked(history: History) -> None:
    corrected = 0
    for place in range(1, len(history.ids)):
        before, after = cells_of(history, place - 1), cells_of(history, place)
        for key in before.keys() & after.keys():
            if before[key].value != after[key].value:
                assert after[key].corrected and after[key].earlier == before[key].value
                corrected += 1
    assert corrected > 0, "the late reports must correct something"


def test_a_correction_stays_marked_in_later_releases(history: History) -> None:
    first = next(place for place in range(len(history.ids)) if _corrections(history, place))
    marked = _corrections(history, first)
    later = _corrections(history, len(history.ids) - 1)
    assert marked <= later


def _corrections(history: History, place: int) -> set[tuple[str, str, tuple[tuple[str, str], ...]]]:
    with history.open(place) as release:
        assert release.public is not None
        return {(c.metric, c.period, tuple(c.by.items())) for c in release.public.corrections()}


def test_the_ledger_marks_the_same_corrections(history: History) -> None:
    entries = ledger.entries(ledger_file(history.home))
    marked = {key for key, entry in entries.items() if entry.correction}
    assert marked == _corrections(history, len(history.ids) - 1)


def test_without_late_reports_nothing_is_corrected(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home")
    punctual = [{**person, "late": False} for person in town.people(420)]
    for day in town.DELIVERIES[:3]:
        made = town.release(home, punctual, day).manifest["public"]
        assert (made["corrected_cells"], made["withdrawn_cells"]) == (0, 0)


@pytest.mark.parametrize(
    "words",
    [
        ["--metric", "active_target_group", "--by", "nationality", "--top", "3"],
        ["--metric", "exits", "--by", "abgangsgrund", "--from", "2021-12-31", "--as-of", "2022-06-30"],
        ["--metric", "employment_rate", "--as-of", "2022-06-30"],
    ],
    ids=["stock", "flow", "rate"],
)
def test_council_and_press_read_the_same(
    history: History, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for audience in ("council", "press"):
        assert (
            main(["figures", *words, "--audience", audience, "--json", "--home", str(history.home.root)]) == 0
        )
        answers.append(json.loads(capsys.readouterr().out))
    council, press = answers
    assert council["figures"] == press["figures"] and len(council["figures"]) > 0


def test_the_same_data_make_the_same_release(history: History, tmp_path: Path) -> None:
    twin = town.home_at(tmp_path / "twin")
    made = [town.release(twin, town.people(420), day).release_id for day in town.DELIVERIES[:2]]
    assert tuple(made) == history.ids[:2]
    for release_id in made:
        mine, theirs = (read_manifest(home.releases / release_id) for home in (history.home, twin))
        assert mine["files"] == theirs["files"]
    heads = [ledger.entries(ledger_file(home), made[-1]) for home in (history.home, twin)]
    assert heads[0] == heads[1]


def test_another_salt_makes_another_release(history: History, tmp_path: Path) -> None:
    other = town.home_at(tmp_path / "other")
    other.salt.write_bytes(b"t" * 32)
    assert town.release(other, town.people(420), town.DELIVERIES[0]).release_id != history.ids[0]


@pytest.mark.parametrize(
    "part",
    [
        "ledger/ledger.jsonl",
        "releases/{id}/public/cells.parquet",
        "releases/{id}/internal/audit/active.json",
        "releases/{id}/manifest.json",
        "releases/history.jsonl",
    ],
    ids=["ledger", "cells", "proof", "manifest", "history"],
)
def test_a_changed_byte_is_found(history: History, tmp_path: Path, part: str) -> None:
    root = tmp_path / "copy"
    shutil.copytree(history.home.root, root)
    home = Home(root)
    assert verify(home) == []
    path = root / part.format(id=history.ids[2])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(content))
    faults = verify(home)
    assert len(faults) == 1 and path.name in faults[0]


@pytest.mark.parametrize("place", range(0, 233, 29))
def test_no_byte_of_the_history_or_the_pointer_can_change_unseen(tmp_path: Path, place: int) -> None:
    home = Home(tmp_path)
    home.releases.mkdir()
    for name in ("2022-06-30-aaaaaaaa", "2022-07-31-bbbbbbbb"):
        pointer.switch(home, name, "release", "Beispiel")
    assert pointer.verify(home) == []
    log, current = home.releases / "history.jsonl", home.releases / "current"
    content = bytearray(log.read_bytes())
    content[place] ^= 128 if place % 2 else 1
    log.write_bytes(bytes(content))
    current.write_bytes(current.read_bytes().replace(b"\n", b"\x0b"))
    faults = pointer.verify(home)
    assert [sentence.split(" ")[0] for sentence in faults] == ["history.jsonl,", "Die"]


def test_the_proof_must_be_about_the_printed_cells(history: History, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    shutil.copytree(history.home.releases / history.ids[1], folder)
    cells = read_cells(folder / "public" / CELLS)
    key = next(key for key, cell in cells.items() if key[0] == "exits" and cell.value)
    cells[key] = Printed((cells[key].value or 0) + 5, 5)
    write_cells(cells, folder / "public" / CELLS)
    with pytest.raises(Damaged, match="Nachweis"):
        attack_release(folder)


def test_every_exact_figure_lies_in_its_interval(history: History) -> None:
    """Sums of several printed cells stand for more than one step: no hedge may forget that."""
    day = town.DELIVERIES[-1]
    questions = [
        Query("active_target_group", day, by=("nationality",), top=2),
        Query("active_target_group", day, by=("traeger",)),
        Query("over_36_months", day),
        Query("entries", date(2022, 6, 30), date(2021, 6, 30), by=("zugangsart",)),
        Query("exits", day, date(2021, 3, 31)),
        Query("net_change", day, date(2021, 12, 31)),
        Query("employment_rate", day),
        Query("consultations_per_person", day, date(2021, 12, 31)),
        Query("active_with_contact", day),
        Query("caseload_filled", day),
    ]
    for place in range(len(history.ids) - 1, len(history.ids)):
        with history.open(place) as release:
            assert release.public is not None
            for question in questions:
                true = {tuple(f.by.items()): f.value for f in compute(release.core, question)}
                for figure in release.public.figures(question):
                    interval = release.public.interval(figure)
                    exact = true.get(tuple(figure.by.items()))
                    if interval is not None and exact is not None:
                        assert interval.lower <= exact <= interval.upper, figure


def test_a_sum_of_two_cells_stands_for_two_steps(history: History) -> None:
    halves = Query("entries", date(2022, 6, 30), date(2021, 6, 30), by=("zugangsart",))
    month = Query("entries", date(2022, 6, 30), date(2022, 5, 31))
    with history.open(-1) as release:
        assert release.public is not None
        widths = {}
        for figure in (*release.public.figures(halves), *release.public.figures(month)):
            interval = release.public.interval(figure)
            assert interval is not None and figure.period_from is not None
            widths[figure.by.get("zugangsart"), figure.period_from] = interval.upper - float(
                figure.value or 0
            )
    assert widths["ZUWEISUNG", date(2021, 6, 30)] == 8
    assert widths[None, date(2022, 5, 31)] == 4


def test_what_lacks_no_person_but_the_citys_own_record_is_undefined_and_not_hidden(history: History) -> None:
    """The town delivered no costs: its share per person cannot exist, and nobody holds it back."""
    with history.open(-1) as release:
        assert release.public is not None
        (figure,) = release.public.figures(Query("city_share_per_person", town.DELIVERIES[-1]))
    assert (figure.value, figure.status) == (None, "undefined")


def test_who_knows_that_a_corrected_cell_stayed_the_same_keeps_four_values(history: History) -> None:
    folder = history.home.releases / history.ids[-1]
    own, steady, _ = knowing(history.home, folder, read_manifest(folder))
    assert own.fewest == 4
    assert steady.asked > 0, "the late reports must correct something"
    assert steady.fewest in (None, 4)


def test_who_knows_how_totals_are_rounded_keeps_three_values_while_a_running_sum_is_printed_as_0(
    history: History,
) -> None:
    """The town begins empty: nobody has left it in its first months; before the war nobody can have come from Ukraine."""
    folder = history.home.releases / history.ids[-1]
    _, _, method = knowing(history.home, folder, read_manifest(folder))
    cells = cells_of(history, -1)
    exits = [cells["exits", f"2021-{month:02}", ()].value for month in range(1, 13)]
    still = next(number for number, value in enumerate(exits) if value)
    assert still > 0 and method.fewest == 3
    assert method.narrowed >= still
    war = cells["ukraine_arrivals_total", "2022-01", ()]
    assert war.value == 0 and method.narrowed < len(
        [key for key in cells if key[0] == "ukraine_arrivals_total"]
    )
