"""The cells of a public table in its closed rows: what has none is refused with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.disclosure.grid import By
from pipelines.errors import Refused
from pipelines.metrics import dimensions


def all_rows(rows: Iterable[By], cells: Mapping[By, int]) -> dict[By, int]:
    """The cells in these rows, 0 where nobody is; Refused when somebody is where no row is."""
    filled = {where: cells.get(where, 0) for where in rows}
    for where in cells:
        if where not in filled:
            raise Refused(_without_row(where, rows))
    return filled


def _without_row(where: By, rows: Iterable[By]) -> str:
    known = {part for row in rows for part in row}
    dim, code = next((part for part in where if part not in known), where[0])
    if dim == "traeger":
        return (
            f"Der Träger «{code}» hat in den öffentlichen Tabellen keine Zeile; bitte in settings.toml unter [traeger] "
            f'mit seinem Namen eintragen ({code} = "…") und neu freigeben.'
        )
    return (
        f"«{code}» steht nicht in der Codeliste von «{dimensions.dimension(dim).name}»; "
        "bitte die Liste ergänzen und neu freigeben."
    )
