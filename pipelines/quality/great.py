"""Great Expectations gives the verdict: suites made from the rules, run over DuckDB, results without values.

Importing Great Expectations costs seconds, so only a load that has something new to check imports this module.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import duckdb

from expectations import Check
from pipelines.errors import Problem

# Nothing that Great Expectations does may leave the machine; set before it is imported.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"

# The batch definition of every table: all of its rows.
_ALL = "all"
_SEVERITY = {"error": "critical", "warning": "warning", "info": "info"}
# Counts only: Great Expectations' results would quote cells otherwise.
_RESULT_FORMAT = {"result_format": "SUMMARY", "partial_unexpected_count": 0, "include_unexpected_rows": False}


def count_unexpected(connection: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> dict[Check, int]:
    """Rows that break each check, counted by Great Expectations over the check's batch (a view of `connection`).

    Raises Problem when a check could not be carried out: what is not checked is not loaded.
    """
    from pipelines.quality.dialect import lend

    by_batch: dict[str, list[Check]] = {}
    for check in checks:
        by_batch.setdefault(check.batch, []).append(check)
    counts: dict[Check, int] = {}
    with _quiet(), lend(connection) as url:
        # All tables at once: after every single one Great Expectations writes its whole configuration anew.
        assets = [{"name": batch, "type": "table", "table_name": batch, "batch_definitions": [{"name": _ALL}]}
                  for batch in by_batch]  # fmt: skip
        source = _context().data_sources.add_sql("load", connection_string=url, assets=assets)
        try:
            for batch, batch_checks in by_batch.items():
                counts |= _validate(source.get_asset(batch), batch_checks)
        finally:
            source.get_engine().dispose()
    return counts


def suite_for(checks: Sequence[Check], name: str = "suite") -> Any:
    """The Great Expectations suite of these checks; an expectation carries its check's number in `meta`."""
    import great_expectations as gx

    made = [_expectation(check, number) for number, check in enumerate(checks)]
    return gx.ExpectationSuite(name=name, expectations=made)


def _context() -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    # Without this an ephemeral context leaves an empty folder for its documents in the system's temporary directory.
    nothing_on_disk = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    silent = ProgressBarsConfig(globally=False, metric_calculations=False)
    config = DataContextConfig(store_backend_defaults=nothing_on_disk, progress_bars=silent)
    return gx.get_context(mode="ephemeral", project_config=config)


def _expectation(check: Check, number: int) -> Any:
    import great_expectations.expectations as gxe

    common: dict[str, Any] = {
        "severity": _SEVERITY[check.severity],
        "meta": {"number": number, "rule": check.name},
    }
    core = check.rules[0].core if len(check.rules) == 1 else None
    if core:
        kind, arguments = core
        return getattr(gxe, kind)(**arguments, **common)
    return _counting()(unexpected_rows_query=check.query, **common)


@cache
def _counting() -> Any:
    """An expectation with a query of its own that counts the rows and never reads one.

    The stock one asks every query twice, once for example rows, which are none of its business here.
    """
    import great_expectations.expectations as gxe

    class RowsThatBreakARule(gxe.UnexpectedRowsExpectation):
        metric_dependencies = ("unexpected_rows_query.row_count",)

        def _validate(
            self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None
        ) -> Any:
            count = metrics["unexpected_rows_query.row_count"]
            return {"success": count == 0, "result": {"observed_value": count}}

    return RowsThatBreakARule


def _validate(asset: Any, checks: Sequence[Check]) -> dict[Check, int]:
    batch = asset.get_batch_definition(_ALL).get_batch()
    results = batch.validate(suite_for(checks, asset.name), result_format=_RESULT_FORMAT).results
    counts = {}
    for result in results:
        check = checks[result.expectation_config.meta["number"]]
        counts[check] = _count(check, result)
    if len(counts) != len(checks):
        raise Problem(
            f"Von {len(checks)} Prüfungen zu «{asset.name}» liefen nur {len(counts)}; bitte melden."
        )
    return counts


def _count(check: Check, result: Any) -> int:
    details = result.result or {}
    count = details.get("unexpected_count", details.get("observed_value"))
    if (
        result.exception_info.get("raised_exception")
        or not isinstance(count, int)
        or result.success != (count == 0)
    ):
        raise Problem(
            f"Die Prüfung «{check.name}» ({check.batch}) konnte nicht ausgeführt werden; "
            "deshalb wird nichts übernommen. Bitte melden."
        )
    return count


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations prints hints for its own users; a clerk reads only our sentences."""
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    with warnings.catch_warnings(), contextlib.redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        yield
