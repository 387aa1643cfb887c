"""Open the frozen rows of a release as a source of figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipelines.metrics.schema import fill_settings
from pipelines.metrics.sources import RowSource
from pipelines.releases.freeze import thaw
from pipelines.settings import Settings


def row_source(core: Path, settings: Settings, data_as_of: date) -> RowSource:
    """A source over the frozen rows in `core`."""
    connection = thaw(core)
    fill_settings(connection, settings)
    first = connection.execute("SELECT min(export_date) FROM exports").fetchone()
    return RowSource(connection, data_as_of, first[0] if first else None)
