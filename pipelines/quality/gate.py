"""The gate: Great Expectations counts what breaks a rule, the same rules as DuckDB queries then name the rows.

Both come from one declaration; when their counts differ, nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from expectations import Check, Rule, checks, cross_rules, rules_for
from pipelines.errors import Problem
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Kind
from pipelines.storage import insert_rows

# What the intake finds about a whole file and what no row can be blamed for: the whole load is refused.
REFUSING = frozenset(
    {"missing_column", "missing_kind", "empty_file", "unreadable_file", "conflicting_files", "personal_data",
     "unsafe_file"}
)  # fmt: skip


def refuses(finding: Finding) -> bool:
    """Whether a finding stops the whole load; an error about a single row only sends that row back."""
    return finding.rule in REFUSING or (finding.severity == "error" and finding.row is None)


def take_over(connection: duckdb.DuckDBPyConnection, found: Iterable[Finding]) -> None:
    """Put the intake's findings beside ours; an error about a row sends the row to quarantine."""
    numbers = dict(connection.execute("SELECT file, min(file_no) FROM load_files GROUP BY file").fetchall())
    rows = []
    for finding in found:
        effect = "quarantine" if finding.severity == "error" else "report"
        number = numbers.get(finding.file)
        rows.append(
            [
                finding.rule,
                finding.severity,
                effect,
                number,
                finding.file,
                finding.row,
                finding.column,
                finding.message,
                None,
            ]
        )
    insert_rows(connection, "findings", rows)
    connection.execute(
        "INSERT INTO unread_rows SELECT DISTINCT file_no, row_no FROM findings "
        "WHERE effect = 'quarantine' AND file_no IS NOT NULL AND row_no IS NOT NULL"
    )


def check_rows(connection: duckdb.DuckDBPyConnection, kinds: Sequence[Kind]) -> None:
    """Apply the rules of each kind to the new rows: findings, cells made unknown, table `quarantined`."""
    rules = [rule for kind in kinds for rule in rules_for(kind.name)]
    run_rules(connection, rules)
    connection.execute(
        "CREATE TABLE quarantined AS SELECT DISTINCT file_no, row_no FROM findings "
        "WHERE effect = 'quarantine' AND row_no IS NOT NULL"
    )


def check_stock(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the rules that need several tables or deliveries to the newest deliveries (views `newest_…`)."""
    run_rules(connection, cross_rules())


def run_rules(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> None:
    """Great Expectations decides which checks fail; the rows are then named and their cells blanked."""
    from pipelines.quality.great import count_unexpected

    failed = {check: count for check, count in count_unexpected(connection, checks(rules)).items() if count}
    for number, (check, count) in enumerate(failed.items()):
        relation = _suspects(connection, check)
        for rule in check.rules:
            _name_rows(connection, rule, number, relation)
        _agree(connection, check, number, count)
    # Only now: a cell that is made unknown must not change what another rule sees.
    for check in failed:
        for rule in check.rules:
            if rule.effect == "blank":
                _blank(connection, rule)
    connection.execute("UPDATE findings SET check_no = NULL")


def _suspects(connection: duckdb.DuckDBPyConnection, check: Check) -> str:
    """The rows that break any rule of a check: thirty rules then look at a few rows and not at millions."""
    if len(check.rules) == 1:
        return check.batch
    either = " OR ".join(f"({rule.when})" for rule in check.rules)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT s.* FROM {check.batch} AS s WHERE {either}"
    )
    return "suspects"


def _name_rows(connection: duckdb.DuckDBPyConnection, rule: Rule, number: int, relation: str) -> None:
    query = rule.query_over(relation)
    columns = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    detail = "b.detail" if "detail" in columns else "''"
    file = "coalesce(b.file, f.file)" if "file" in columns else "f.file"
    connection.execute(
        f"INSERT INTO findings SELECT ?, ?, ?, b.file_no, {file}, b.row_no, ?, replace(?, '{{detail}}', {detail}), ? "
        f"FROM ({query}) AS b LEFT JOIN load_files AS f ON f.file_no = b.file_no",
        [rule.rule, rule.severity, rule.effect, rule.column, rule.sentence("{detail}"), number],
    )


def _agree(connection: duckdb.DuckDBPyConnection, check: Check, number: int, expected: int) -> None:
    # A row may break several rules of one check, which counts it once.
    counted = "*" if len(check.rules) == 1 else "DISTINCT (file_no, row_no)"
    named = connection.execute(
        f"SELECT count({counted}) FROM findings WHERE check_no = ?", [number]
    ).fetchone()
    if named != (expected,):
        raise Problem(
            f"Zwei Prüfwege zu «{check.name}» ({check.batch}) widersprechen sich ({expected} und {named} Zeilen); "
            "deshalb wird nichts übernommen. Bitte melden."
        )


def _blank(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    table, column = rule.batch.replace("checked_", "staged_", 1), rule.columns[0]
    connection.execute(
        f"UPDATE {table} SET {column} = NULL WHERE (file_no, row_no) IN "
        "(SELECT (file_no, row_no) FROM findings WHERE rule = ? AND column_name = ? AND effect = 'blank')",
        [rule.rule, rule.column],
    )
