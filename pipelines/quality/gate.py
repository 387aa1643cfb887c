"""The gate: Great Expectations counts what breaks a rule, the same rules as DuckDB queries then name the rows.

Both come from one declaration; when their counts differ, nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from expectations import Rule, cross_rules, rules_for
from pipelines.errors import Problem
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Kind

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
            ]
        )
    if rows:
        connection.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


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
    """Great Expectations decides which rules are broken; their rows are then named and their cells blanked."""
    from pipelines.quality.great import count_unexpected

    for rule, count in count_unexpected(connection, rules).items():
        if count:
            _name_rows(connection, rule, count)
            if rule.effect == "blank":
                _blank(connection, rule)


def _name_rows(connection: duckdb.DuckDBPyConnection, rule: Rule, expected: int) -> None:
    query = rule.query_over(rule.batch)
    columns = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    detail = "b.detail" if "detail" in columns else "''"
    file = "coalesce(b.file, f.file)" if "file" in columns else "f.file"
    named = connection.execute(
        f"INSERT INTO findings SELECT ?, ?, ?, b.file_no, {file}, b.row_no, ?, replace(?, '{{detail}}', {detail}) "
        f"FROM ({query}) AS b LEFT JOIN load_files AS f ON f.file_no = b.file_no",
        [rule.rule, rule.severity, rule.effect, rule.column, rule.sentence("{detail}")],
    ).fetchone()
    if named != (expected,):
        raise Problem(
            f"Zwei Prüfwege zu «{rule.rule}» ({rule.kind}) widersprechen sich ({expected} und {named} Zeilen); "
            "deshalb wird nichts übernommen. Bitte melden."
        )


def _blank(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    table, column = rule.batch.replace("checked_", "staged_", 1), rule.columns[0]
    connection.execute(
        f"UPDATE {table} SET {column} = NULL WHERE (file_no, row_no) IN "
        "(SELECT (file_no, row_no) FROM findings WHERE rule = ? AND column_name = ? AND effect = 'blank')",
        [rule.rule, rule.column],
    )
