"""The door: a delivery in any dress becomes staged tables, an account per file, and findings. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import because
from pipelines.intake import claim as claims
from pipelines.intake import kinds, layout, names, sheets, snapshot, stage, tables, text, values, workbook
from pipelines.intake import profiles as profile_files
from pipelines.intake.after import after_typing, formula_cells
from pipelines.intake.claim import Claim
from pipelines.intake.findings import Finding
from pipelines.intake.model import FileAccount, FileRefused, Intake, empty
from pipelines.intake.personal.gate import FileGate
from pipelines.intake.personal.refused import look
from pipelines.intake.personal.staged import search_staged
from pipelines.intake.profiles import Profile
from pipelines.intake.snapshot import Snapshot
from pipelines.intake.words import fold
from pipelines.settings import Settings

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str], None]


@dataclass
class _Opened:
    """One file that is safe to open and says what it is."""

    account: FileAccount
    snapshot: Snapshot
    claim: Claim
    book: workbook.Workbook | None


def read(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    settings: Settings,
    profiles: Sequence[Profile | Path] = (),
    progress: Progress | None = None,
    known_sites: Collection[str] = (),
) -> Intake:
    """Read a delivery into `staged_<table>` of every kind (replaced when they exist).

    profiles: checked ones (`profiles.available(home, …)`) or files; the shipped ones are always known too.
    known_sites: names of housing sites already stored; such a name may be an address. A refused file leaves nothing
    in the staged tables. Raises UsageProblem for a profile that cannot be meant, never for what a file holds.
    """
    return _Reading(connection, settings, _all_profiles(profiles), progress or (lambda _: None)).run(
        [Path(path) for path in paths], known_sites
    )


def _all_profiles(given: Sequence[Profile | Path]) -> list[Profile]:
    checked = [one if isinstance(one, Profile) else profile_files.load(Path(one)) for one in given]
    names = {profile.name for profile in checked}
    return checked + [profile for profile in profile_files.available() if profile.name not in names]


class _Reading:
    """One call of `read`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        settings: Settings,
        profiles: list[Profile],
        progress: Progress,
    ) -> None:
        self.connection = connection
        self.settings = settings
        self.profiles = profiles
        self.progress = progress
        self.accounts: list[FileAccount] = []
        self.findings: list[Finding] = []
        self.batches: dict[tuple[str, str | None], stage.Batch] = {}

    def run(self, paths: Sequence[Path], known_sites: Collection[str]) -> Intake:
        stage.create_staged(self.connection, kinds.load().values())
        self.accounts = [
            FileAccount(number, path, names.shown(path, number)) for number, path in enumerate(paths, 1)
        ]
        opened = [one for account in self.accounts if (one := self._guarded(account, self._open)) is not None]
        opened = self._without_conflicts(opened)
        for one in opened:
            self.progress(one.account.file)
            self._guarded(one.account, lambda _, one=one: self._stage(one))  # type: ignore[misc]
        more = claims.more_traeger([one.claim for one in opened], self.settings["traeger"], self.profiles)
        for batch in self.batches.values():
            refused = [account.file_no for account in self.accounts if account.refused]
            stage.forget(self.connection, batch.table, refused)
            self.findings += values.type_batch(self.connection, batch, self._names(), more)
        self._judge(known_sites)
        return Intake(self.accounts, sorted(self.findings, key=_order), self._count())

    def _names(self) -> dict[int, str]:
        return {account.file_no: account.file for account in self.accounts}

    def _guarded(self, account: FileAccount, step: Callable[[FileAccount], _Opened | None]) -> _Opened | None:
        """Run one step of one file; what it refuses becomes the file's reason and a finding."""
        try:
            return step(account)
        except FileRefused as refused:
            self._refuse(account, refused)
        except (MemoryError, RecursionError):
            self._refuse(
                account,
                FileRefused("unsafe_file", f"{account.file}: Die Datei sprengt jedes Maß; bitte prüfen."),
            )
        except OSError as error:
            sentence = (
                f"{account.file}: Die Datei lässt sich nicht lesen ({because(error)}); bitte erneut abgeben."
            )
            self._refuse(account, FileRefused("unreadable_file", sentence))
        return None

    def _refuse(self, account: FileAccount, refused: FileRefused, told: bool = False) -> None:
        account.rule, account.reason = refused.rule, str(refused)
        by_name = claims.told_by_name(account.path)
        if account.kind is None and by_name:
            account.kind, account.traeger, account.export_date = by_name
        if refused.rule != "personal_data":
            self._tell_personal(account, look(account.path, account.file))
        if told:
            return
        # A file that is refused whole has no row to blame, even when the sentence names one.
        finding = Finding(refused.rule, "error", account.file, None, refused.column, str(refused))
        self.findings.append(finding)

    def _open(self, account: FileAccount) -> _Opened:
        names.refuse_telling(account.path, account.file)
        taken = snapshot.take(account.path)
        account.size, account.sha256 = taken.size, taken.sha256
        book = None
        if workbook.is_workbook(taken.head):
            content = account.path.read_bytes()
            taken.hold_still()
            book = workbook.read(content, account.file)
        else:
            text.refuse_foreign(taken)
        fits = claims.fits(account.path, self.profiles, taken, book)
        found = claims.claim(account.path, self.profiles, fits)
        account.kind, account.traeger, account.export_date = found.kind.name, found.traeger, found.export_date
        account.profile = found.profile.name if found.profile else None
        return _Opened(account, taken, found, book)

    def _without_conflicts(self, opened: list[_Opened]) -> list[_Opened]:
        groups: dict[tuple[str, str, object], list[_Opened]] = {}
        for one in opened:
            groups.setdefault((one.claim.kind.name, one.claim.traeger, one.claim.export_date), []).append(one)
        for group in groups.values():
            if len({one.account.sha256 for one in group}) > 1:
                both = " und ".join(f"«{name}»" for name in names.apart([one.account.path for one in group]))
                sentence = f"{both} sind verschieden, gelten aber für denselben Tag; bitte eine zurückziehen."
                for one in group:
                    # Every file has its reason; the finding that names all of them is told once.
                    self._refuse(
                        one.account, FileRefused("conflicting_files", sentence), told=one is not group[0]
                    )
        return [one for one in opened if not one.account.refused]

    def _stage(self, one: _Opened) -> None:
        account = one.account
        gate = FileGate(account.file)
        try:
            self._stage_through(one, gate)
        except FileRefused as refused:
            # Personal data beats every other reason, so what the gate has seen is told in any case.
            self._tell_personal(account, gate.findings())
            if not account.refused:
                raise refused
            return
        self._tell_personal(account, gate.findings())

    def _stage_through(self, one: _Opened, gate: FileGate) -> None:
        account, claim = one.account, one.claim
        if one.book is None and one.snapshot.is_blank:
            raise empty(account.file)
        batch = self._batch(claim)
        if one.book is not None:
            table = sheets.find(one.book, claim.kind, claim.profile, account, gate)
            self._patiently(one, batch, table, gate)
        else:
            table = tables.find_text(one.snapshot, claim.kind, claim.profile, account)
            if not (table.straight and self._straight(one, batch, table, gate)):
                # What looked like UTF-8 at its head is looked at as a whole before it is read patiently.
                table = tables.find_text(one.snapshot, claim.kind, claim.profile, account, sure=True)
                self._patiently(one, batch, table, gate)
            one.snapshot.hold_still()

    def _batch(self, claim: Claim) -> stage.Batch:
        key = (claim.kind.name, claim.profile.name if claim.profile else None)
        if key not in self.batches:
            own = claim.profile
            batch = stage.Batch(claim.kind, len(self.batches))
            if own:
                batch = stage.Batch(claim.kind, len(self.batches), own.date_formats, own.codes, own.fixed)
            stage.create_raw(self.connection, batch)
            self.batches[key] = batch
        return self.batches[key]

    def _straight(self, one: _Opened, batch: stage.Batch, table: tables.Table, gate: FileGate) -> bool:
        import duckdb

        layout.require_columns(table.layout, batch.kind, batch.fixed, one.account.file)
        try:
            count = stage.copy_straight(
                self.connection, batch, one.account.file_no, one.claim.export_date.year, table.layout, one.snapshot,
                one.account.delimiter or ";",
            )  # fmt: skip
        except duckdb.Error:
            return False
        # A line break within quotation marks can make the engine skip records without a word: it reads straight only
        # what has a line for each record.
        if count != one.snapshot.lines - one.snapshot.ends_with_line:
            stage.forget(self.connection, batch.table, [one.account.file_no])
            return False
        one.account.rows_read = count
        return True

    def _patiently(self, one: _Opened, batch: stage.Batch, table: tables.Table, gate: FileGate) -> None:
        account, profile = one.account, one.claim.profile
        ignored = frozenset(fold(header) for header in profile.ignore) if profile else frozenset()
        needed = [column.name for column in batch.kind.columns if column.required]
        required = tuple(table.layout.positions[name] for name in needed if name in table.layout.positions)
        reader = tables.PatientReader(table, account, gate, ignored, required=required)
        gate.header(table.layout.header, table.layout.extra, table.layout.header_row)
        layout.require_columns(table.layout, batch.kind, batch.fixed, account.file)
        account.rows_outside = 0
        staged = stage.copy_records(
            self.connection, batch, account.file_no, one.claim.export_date.year, table.layout, reader.rows()
        )
        account.rows_read = staged + account.rows_outside
        self.findings += reader.close()

    def _tell_personal(self, account: FileAccount, found: Sequence[Finding]) -> None:
        if found:
            account.rule, account.reason = "personal_data", f"{account.file}: {found[0].message}"
            self.findings += found

    def _judge(self, known_sites: Collection[str]) -> None:
        """Look at the staged rows: lines around the table, personal data; forget what is refused."""
        filled: dict[str, stage.Filled] = {}
        for batch in self.batches.values():
            filled[batch.kind.name] = filled.get(batch.kind.name, stage.Filled()) + batch.filled
        around, gone_rows = after_typing(
            self.connection, filled, {account.file_no: account for account in self.accounts}
        )
        self.findings = [
            one for one in self.findings
            if one.rule == "personal_data" or (one.file, one.row) not in gone_rows
        ]  # fmt: skip
        for file_no, found in around.items():
            self._tell_personal(self.accounts[file_no - 1], found)
        self._refuse_without_rows()
        rows = self.connection.execute(
            "SELECT DISTINCT site FROM staged_sites WHERE site IS NOT NULL"
        ).fetchall()
        sites = {*known_sites, *(row[0] for row in rows)}
        for name, full in filled.items():
            kind = kinds.load()[name]
            for file_no, found in search_staged(self.connection, kind, full, self._names(), sites).items():
                self._tell_personal(self.accounts[file_no - 1], found)
        refused = [account for account in self.accounts if account.refused]
        gone = {account.file for account in refused}
        for name, full in filled.items():
            kind = kinds.load()[name]
            stage.forget(self.connection, kind.staged, [account.file_no for account in refused])
            self.findings += formula_cells(self.connection, kind, full, self._names())
        # Of a refused file only the refusal is told: the rest would read like a report about rows that are not there.
        self.findings = [one for one in self.findings if one.severity == "error" or one.file not in gone]

    def _refuse_without_rows(self) -> None:
        """A required kind without any row would empty the stock of its owner; only here totals are told from rows."""
        required = {kind.name for kind in kinds.load().values() if kind.required}
        for account in self.accounts:
            if not account.refused and account.kind in required and account.rows_read == account.rows_outside:
                self._refuse(account, empty(account.file))

    def _count(self) -> Mapping[int, int]:
        union = " UNION ALL ".join(f"SELECT file_no FROM {kind.staged}" for kind in kinds.load().values())
        return dict(
            self.connection.execute(f"SELECT file_no, count(*) FROM ({union}) GROUP BY file_no").fetchall()
        )


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return finding.file, finding.row or 0, finding.rule, finding.column or ""
