"""A load from end to end: intake, gate, warehouse, report, snapshots, pointer. Until the pointer moves, nothing changed.

Order of what reaches the disk: warehouse file (unnamed as yet), report, snapshots, then the pointer. A load killed
before the pointer leaves only orphans, which the next run removes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines import faults, storage
from pipelines import settings as settings_room
from pipelines.errors import EnvironmentProblem, Problem
from pipelines.intake import kinds
from pipelines.intake.findings import Finding
from pipelines.paths import Home, require_writable
from pipelines.quality import gate, staging
from pipelines.quality.outcome import FileResult, Outcome, verdict_of
from pipelines.settings import Settings
from pipelines.warehouse import accounts, fill, inbox, record, retention, snapshots, state
from pipelines.warehouse.accounts import SortedOut
from pipelines.warehouse.files import CONFIG, is_published, new_file, publish, tidy
from pipelines.warehouse.inbox import Stored

if TYPE_CHECKING:
    from pipelines.intake.profiles import Profile

Progress = Callable[[str], None]
# The tables of a load live only as long as the load: packing them tightly meanwhile took a tenth of its time. What stays
# is written out once, in `fill.settle`.
_SCRATCH = {"checkpoint_threshold": "1TB"}
# How DuckDB says that the disk is full or gone: at once, at a commit, or when it has to spill.
_NO_ROOM = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
)


@dataclass(frozen=True)
class Order:
    """What a person asked for: files, cut-off, own profiles, deliveries to take back (file name or hash)."""

    paths: Sequence[Path]
    cut_off: date | None = None
    profiles: Sequence[Path] = ()
    withdraw: Sequence[str] = ()


@dataclass(frozen=True)
class _Work:
    """What a load under way needs at hand; kept: stored deliveries without those that are taken back."""

    home: Home
    settings: Settings
    order: Order
    load_id: str
    connection: duckdb.DuckDBPyConnection
    kept: list[Stored]
    withdrawn: list[Stored]
    unchanged: dict[Path, FileResult]
    sites: frozenset[str]
    progress: Progress

    def in_order(self, results: dict[Path, FileResult]) -> list[FileResult]:
        """All accounts in the order in which the files were named."""
        both = results | self.unchanged
        return [both[path] for path in self.order.paths]


def load(home: Home, order: Order, progress: Progress = lambda _: None) -> Outcome:
    """Take a delivery in. The outcome tells the verdict; a refused load leaves the stored state as it was.

    Raises EnvironmentProblem (lock, rights, disk), UsageProblem (withdrawal of something unknown, a broken profile).
    """
    require_writable(home)
    settings = settings_room.load(home)
    with storage.single_writer(home.lock):
        before = state.read(home)
        here = inbox.unchanged(order.paths, before.deliveries)
        unchanged = {path: accounts.unchanged(delivery) for path, delivery in here.items()}
        if (
            before.load_id
            and len(here) == len(order.paths)
            and not order.withdraw
            and before.cut_off == order.cut_off
        ):
            if (
                order.profiles
            ):  # nothing is read with them, but a mistyped one must not pass for one that took effect
                _profiles(home, order)
            files = [unchanged[path] for path in order.paths]
            return Outcome(before.load_id, "loaded", before.data_as_of, files, unchanged=True)
        tidy(home)
        state.remove_orphans(home, before)
        withdrawn = inbox.to_withdraw(order.withdraw, before.deliveries)
        kept = [delivery for delivery in before.deliveries if delivery not in withdrawn]
        load_id = state.next_load_id(home, before)
        scratch = home.warehouse / f".{load_id}.scratch"
        with closing(
            duckdb.connect(config=CONFIG | _SCRATCH | {"temp_directory": str(scratch)})
        ) as connection:
            work = _Work(
                home, settings, order, load_id, connection, kept, withdrawn, unchanged, before.sites, progress
            )
            try:
                return _load(work)
            except _NO_ROOM as error:
                raise EnvironmentProblem(
                    f"Die Ladung fand in {home.root} keinen Platz oder keinen Zugriff; gespeichert ist der Stand von "
                    "vorher. Bitte Platz schaffen und den Befehl wiederholen."
                ) from error


def _load(work: _Work) -> Outcome:
    # Imported here so that an unchanged delivery is recognised without the readers.
    from pipelines import intake

    new_paths = [path for path in work.order.paths if path not in work.unchanged]
    work.progress("Dateien werden gelesen")
    profiles = _profiles(work.home, work.order)
    taken = intake.read(work.connection, new_paths, work.settings, profiles, work.progress, work.sites)
    sorted_out = accounts.sort_out(taken.files, work.kept)
    findings = [*taken.findings, *sorted_out.findings]
    if any(gate.refuses(finding) for finding in findings):
        return _refuse(work, sorted_out, findings)
    copies = _check_rows(work, sorted_out, findings)
    work.progress("Zeilen werden übernommen")
    path = new_file(work.home, work.load_id)
    try:
        return _store(work, path, sorted_out, copies)
    finally:
        _drop_unless_published(work, path)


def _profiles(home: Home, order: Order) -> list[Profile]:
    from pipelines.intake.profiles import available

    return available(home, order.profiles)


def _check_rows(work: _Work, sorted_out: SortedOut, findings: list[Finding]) -> dict[int, int]:
    """Apply the rules about rows; identical rows per file_no."""
    files = list(sorted_out.new.values())
    named = {file.kind for file in files}
    present = [kind for kind in kinds.load().values() if kind.name in named]
    staging.prepare(work.connection, files, list(kinds.load().values()))
    # First what the intake sets apart: a row that goes back is no copy of a good one, nor a good one of it.
    gate.take_over(work.connection, findings)
    staging.leave_unread_out(work.connection, present)
    copies = staging.set_identical_apart(work.connection, present)
    work.progress("Regeln werden geprüft")
    gate.check_rows(work.connection, present)
    return copies


def _store(work: _Work, path: Path, sorted_out: SortedOut, copies: dict[int, int]) -> Outcome:
    connection = work.connection
    fill.attach(connection, path, work.load_id, work.order.cut_off)
    fill.withdraw(connection, [delivery.delivery_id for delivery in work.withdrawn], work.load_id)
    hashes = {
        file.file_no: sorted_out.results[source].sha256 or "" for source, file in sorted_out.new.items()
    }
    loaded = fill.insert(connection, list(sorted_out.new.values()), hashes, work.load_id)
    results = _account(work, sorted_out, loaded, copies)
    fill.view_newest(connection)
    work.progress("Bestand wird geprüft")
    gate.check_stock(connection)
    found = record.read_found(connection)
    if any(finding.effect == "refuse" for finding in found):
        stands = state.read(work.home).data_as_of
        outcome = Outcome(work.load_id, "refused", stands, work.in_order(results), found).refused()
        state.write_report(work.home, outcome)
        return outcome
    results = accounts.mark_superseded(connection, sorted_out.new, results)
    outcome = _settle(work, results)
    _publish(work, path, sorted_out, outcome)
    return outcome


def _settle(work: _Work, results: dict[Path, FileResult]) -> Outcome:
    """Write what is left to write into the warehouse file: findings, verdict, Datenstand."""
    connection = work.connection
    retention.prune(connection, work.settings["retention.deliveries_years"], work.load_id)
    record.identify(connection)
    record.keep(connection, work.load_id)
    findings = record.read_kept(connection, work.load_id)
    verdict = verdict_of(findings)
    data_as_of = fill.settle(connection, work.load_id, verdict)
    return Outcome(work.load_id, verdict, data_as_of, work.in_order(results), findings)


def _publish(work: _Work, path: Path, sorted_out: SortedOut, outcome: Outcome) -> None:
    """Report, snapshots, then the pointer; only after it what nothing refers to any more is removed."""
    known = {row[0] for row in work.connection.execute("SELECT sha256 FROM wh.deliveries").fetchall()}
    work.connection.execute("DETACH wh")
    faults.point("warehouse-filled")
    work.progress("Bericht und Kopien werden geschrieben")
    state.write_report(work.home, outcome)
    faults.point("report-written")
    for source, file in sorted_out.new.items():
        sha256 = sorted_out.results[source].sha256 or ""
        snapshots.keep(work.home, source, sha256, file, work.load_id)
    snapshots.make_durable(work.home, {sorted_out.results[source].sha256 or "" for source in sorted_out.new})
    faults.point("snapshots-durable")
    publish(work.home, path)
    tidy(work.home)
    faults.point("tidied")
    snapshots.forget_others(work.home, known)


def _refuse(work: _Work, sorted_out: SortedOut, findings: list[Finding]) -> Outcome:
    rows = [accounts.reported(finding, sorted_out.results.values()) for finding in findings]
    stands = state.read(work.home).data_as_of
    outcome = Outcome(work.load_id, "refused", stands, work.in_order(sorted_out.results), rows).refused()
    state.write_report(work.home, outcome)
    return outcome


def _account(
    work: _Work, sorted_out: SortedOut, loaded: dict[int, int], copies: dict[int, int]
) -> dict[Path, FileResult]:
    """The five numbers of every new file; a file whose numbers do not add up stops the load."""
    counts = work.connection.execute("SELECT file_no, count(*) FROM quarantined GROUP BY file_no").fetchall()
    quarantined = dict(counts)
    results = dict(sorted_out.results)
    for path, file in sorted_out.new.items():
        results[path] = replace(
            results[path],
            rows_loaded=loaded[file.file_no],
            rows_quarantined=quarantined.get(file.file_no, 0),
            rows_identical=copies.get(file.file_no, 0),
        )
        results[path] = accounts.say_if_nothing_counts(results[path])
        if not results[path].balanced:
            raise Problem(
                f"{file.file}: Die Zeilenrechnung geht nicht auf; es wurde nichts übernommen. Bitte melden."
            )
    return results


def _drop_unless_published(work: _Work, path: Path) -> None:
    with suppress(duckdb.Error):
        work.connection.execute("DETACH wh")
    if is_published(work.home, path):
        return
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)
