"""Codes that a merged public cell stood under before it had one of its own; read as the code it has today.

From the first table programme on, these cells held more than their code said: «RUECKKEHR_AUSREISE» held deportations
as well. The cell is the same, only its name was wrong. As a new cell its number would be rounded anew beside the one
printed, and 35 beside 40 for the same people leaves only 36 to 39. So the ledger and the files of earlier releases
stay as they are, and whoever reads them is told the cell's true name.
"""

from __future__ import annotations

from pipelines.disclosure.grid import By

# (dimension, code in print until then) → code of the same cell today. Lines are only ever added.
EARLIER_CODES = {
    ("abgangsgrund", "RUECKKEHR_AUSREISE"): "rueckkehr_abschiebung",
    ("abgangsgrund", "SONST"): "sonstige_gruende",
    ("housing", "SONST"): "sonstige_jugendhilfe",
}


def as_today(where: By) -> By:
    """The coordinates of a printed cell with the codes it has today."""
    return tuple((dim, EARLIER_CODES.get((dim, code), code)) for dim, code in where)
