"""Lists in which a German reader looks something up."""

from __future__ import annotations

import unicodedata

from dashboard.reading import Edition
from pipelines import codelists
from pipelines.metrics.dimensions import Dimension


def place(name: str) -> str:
    """Where a German reader looks a name up (DIN 5007-1): «je» under J, «Über» under U, «Côte d’Ivoire» under C."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def offered(dimension: Dimension, edition: Edition, chosen: str | None) -> list[str]:
    """The codes of a dimension as a reader chooses among them: in their own order, else by name.

    Of the world's states those from which somebody came are enough, and the one that is chosen. States that are no more
    come last, and behind them what is joined or unknown.
    """
    codes = edition.codes(dimension.id)
    if not dimension.by_size:
        return codes
    met = {*edition.met(dimension.id), chosen}
    listed = codelists.load(dimension.codelist) if dimension.codelist else {}

    def order(code: str) -> tuple[int, bool, str]:
        gone = code in listed and bool(listed[code].historic)
        return dimension.rank(code)[0], gone, place(dimension.label(code))

    return sorted((code for code in codes if code in met), key=order)
