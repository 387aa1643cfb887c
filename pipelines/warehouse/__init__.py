"""All deliveries in one DuckDB file per load; `open_current` is the door for everything to the right.

`load` takes a delivery through intake, gate and warehouse; nothing stored changes unless all of it succeeds.
"""

from __future__ import annotations

from pipelines.warehouse.files import current_file, open_current

__all__ = ["current_file", "open_current"]
