"""Great Expectations and our own queries, made from one declaration, count the same rows, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from expectations import Check, Rule, checks, rules_for
from pipelines import intake, settings
from pipelines.__main__ import main
from pipelines.intake import kinds
from pipelines.paths import Home
from pipelines.quality import great, staging
from pipelines.warehouse import accounts


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A delivery with the everyday errors of real exports, staged and without identical rows."""
    root = tmp_path_factory.mktemp("flawed")
    words = [
        "sample",
        "--out",
        str(root / "in"),
        "--persons",
        "400",
        "--deliveries",
        "2",
        "--flaws",
        "typical",
    ]
    assert main(words) == 0
    with duckdb.connect() as connection:
        files = sorted(path for path in Path(root / "in").iterdir() if path.suffix in (".csv", ".xlsx"))
        taken = intake.read(connection, files, settings.load(Home(root)))
        new = list(accounts.sort_out(taken.files, []).new.values())
        staging.prepare(connection, new, list(kinds.load().values()))
        staging.set_identical_apart(connection, list(kinds.load().values()))
        yield connection


def _rules() -> list[Rule]:
    return [rule for name in kinds.load() for rule in rules_for(name)]


def _named(connection: duckdb.DuckDBPyConnection, rule: Rule) -> set[tuple[int, int]]:
    return {row[:2] for row in connection.execute(rule.query_over(rule.batch)).fetchall()}


def test_every_single_rule_counts_the_same(flawed: duckdb.DuckDBPyConnection) -> None:
    single = [Check(rule.batch, rule.severity, (rule,)) for rule in _rules()]
    counted = great.count_unexpected(flawed, single)
    ours = {check: len(_named(flawed, check.rules[0])) for check in single}
    assert counted == ours
    # A comparison of nothing with nothing would prove nothing.
    broken = {check.name for check, count in ours.items() if count}
    assert {"end_before_start", "unknown_code", "missing_value", "impossible_date", "duplicate_key"} <= broken


def test_bundles_count_rows_that_break_any_of_their_rules(flawed: duckdb.DuckDBPyConnection) -> None:
    bundled = checks(_rules())
    counted = great.count_unexpected(flawed, bundled)
    for check in bundled:
        rows = set().union(*(_named(flawed, rule) for rule in check.rules))
        assert counted[check] == len(rows), check.name


def test_results_hold_no_values(flawed: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Great Expectations hands back holds counts and our own SQL, never a cell."""
    seen: list[str] = []
    original = great._count

    def look(check: Check, result: object) -> int:
        seen.append(str(result.to_json_dict()["result"]))  # type: ignore[attr-defined]
        return original(check, result)

    monkeypatch.setattr(great, "_count", look)
    great.count_unexpected(flawed, checks(_rules()))
    pseudonyms = flawed.execute(
        "SELECT DISTINCT case_id FROM staged_cases WHERE case_id IS NOT NULL"
    ).fetchall()
    text = "\n".join(seen)
    assert len(seen) > 15 and not [name for (name,) in pseudonyms if name in text]
    assert "partial_unexpected" not in text.replace("'partial_unexpected_list': []", "")


def test_a_check_that_cannot_run_stops_everything() -> None:
    from dataclasses import replace

    from pipelines.errors import Problem

    rule = replace(rules_for("quote")[0], core=None, when="no_such_column > 1")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE checked_quota AS SELECT 1 AS file_no, 2 AS row_no, 3 AS year")
        with pytest.raises(Problem, match="konnte nicht ausgeführt werden"):
            great.count_unexpected(connection, checks([rule]))


def test_great_expectations_still_has_no_engine_for_duckdb() -> None:
    """When this fails, `pipelines/quality/dialect.py` can go (docs/adr/0004)."""
    from great_expectations.datasource import fluent

    assert "PostgresDatasource" in dir(fluent)
    assert [name for name in dir(fluent) if "duck" in name.lower()] == []
