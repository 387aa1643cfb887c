"""Read what stands in a release folder; light enough for the web process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.metrics.schema import fill_settings
from pipelines.metrics.sources import RowSource
from pipelines.releases.freeze import thaw
from pipelines.settings import Settings


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished release."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: with the checksum of all that stands in it."""
    plain = {key: value for key, value in manifest.items() if key != "checksum"}
    digest = hashlib.sha256(_text(plain).encode()).hexdigest()
    return (_text({**plain, "checksum": digest}) + "\n").encode()


def _text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, sort_keys=True, ensure_ascii=False, indent=1, default=str)


def row_source(core: Path, settings: Settings, data_as_of: date) -> RowSource:
    """A source over the frozen rows in `core`."""
    connection = thaw(core)
    fill_settings(connection, settings)
    first = connection.execute("SELECT min(export_date) FROM exports").fetchone()
    return RowSource(connection, data_as_of, first[0] if first else None)
