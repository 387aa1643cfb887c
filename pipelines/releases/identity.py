"""What a release is made of, so that the same inputs and code give the same release id."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines import codelists, disclosure, metrics
from pipelines.settings import Settings

_METRICS = Path(metrics.__file__).parent
_DISCLOSURE = Path(disclosure.__file__).parent
_CODELISTS = Path(codelists.__file__).parent


@dataclass(frozen=True)
class Inputs:
    """Everything that decides about the figures of a release; hashes are hex SHA-256."""

    data_as_of: str
    cut_off: str | None
    deliveries: tuple[dict[str, Any], ...]
    settings: str
    code: str
    metrics: dict[str, dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """The inputs as they stand in a manifest."""
        return {
            "data_as_of": self.data_as_of,
            "cut_off": self.cut_off,
            "deliveries": list(self.deliveries),
            "settings": self.settings,
            "code": self.code,
            "metrics": self.metrics,
        }

    @property
    def fingerprint(self) -> str:
        """Hash of all inputs."""
        return _hash(json.dumps(self.as_json(), sort_keys=True).encode())

    def release_id(self, printed_before: str | None = None) -> str:
        """Datenstand and the hash of all inputs, e.g. `2022-06-30-3f9a1c77`.

        printed_before: for a public release, what was printed before it and the salt; they shape its rounding.
        """
        seen = (
            self.fingerprint
            if printed_before is None
            else _hash((self.fingerprint + printed_before).encode())
        )
        return f"{self.data_as_of}-{seen[:8]}"


def inputs_of(warehouse: duckdb.DuckDBPyConnection, settings: Settings) -> Inputs:
    """The inputs of a release of the loaded state."""
    cut_off, data_as_of = warehouse.execute("SELECT cut_off, data_as_of FROM load_state").fetchone() or (
        None,
        None,
    )
    rows = warehouse.execute(
        "SELECT sha256, file, kind, traeger, export_date, rows_loaded, "
        "delivery_id IN (SELECT delivery_id FROM current_deliveries) AS newest "
        "FROM deliveries WHERE ?::DATE IS NULL OR export_date <= ? ORDER BY kind, traeger, export_date, sha256",
        [cut_off, cut_off],
    ).fetchall()
    names = ("sha256", "file", "kind", "traeger", "export_date", "rows", "newest")
    deliveries = tuple(dict(zip(names, [*row[:4], str(row[4]), *row[5:]], strict=True)) for row in rows)
    return Inputs(
        data_as_of=str(data_as_of),
        cut_off=str(cut_off) if cut_off else None,
        deliveries=deliveries,
        settings=settings.fingerprint,
        code=code_fingerprint(),
        metrics=metric_fingerprints(),
    )


@cache
def code_fingerprint() -> str:
    """Hash of all that computes figures: catalogue, SQL, dimensions, code lists, the metrics' modules."""
    paths = [
        path
        for folder in (_METRICS, _DISCLOSURE, _CODELISTS)
        for path in folder.rglob("*")
        if path.suffix in _SUFFIXES
    ]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


_SUFFIXES = (".py", ".sql", ".yml", ".csv")


@cache
def metric_fingerprints() -> dict[str, dict[str, Any]]:
    """Per metric its version and the hash of how it is computed (not of its texts)."""
    known = metrics.catalogue.load()
    return {name: {"version": known[name].version, "definition": _definition(name)} for name in known}


def _definition(name: str) -> str:
    entry = metrics.catalogue.metric(name)
    own = repr((entry.operands, entry.scale, entry.calendar_year, entry.needs_export))
    return _hash((own + "".join(_definition(reference) for reference in entry.references)).encode())[:16]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
