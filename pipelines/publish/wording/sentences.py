"""Ready sentences for the press from one figure: dated, rounded for prose, with hedges that are true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipelines.errors import NotAvailable
from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.wording.hedges import Interval, Value, hedge


@dataclass(frozen=True)
class Sentences:
    """Three true sentences about one figure: short (at most 140 characters), standard, with context."""

    short: str
    standard: str
    context: str


def sentences(
    figure: Figure,
    name: str,
    city: str = "Lörrach",
    base: int | None = None,
    grain: float | None = None,
    before: Figure | None = None,
) -> Sentences:
    """Ready sentences for the press; hedges are true of the figure, or of all a published one can stand for.

    base: what published counts are rounded to (None in the internal world). before: the same metric a year earlier.
    Raises NotAvailable for a figure without a value, and for one after the Datenstand, which no sheet may print unmarked.
    """
    if figure.value is None or figure.preliminary:
        raise NotAvailable(
            f"Für «{name}» zum {german.day(figure.as_of)} gibt es keine Zahl, die gedruckt werden darf."
        )
    printed = printed_quantity(figure, base, grain)
    if figure.period_from:
        when = f"vom {german.day(figure.period_from + timedelta(days=1))} bis {german.day(figure.as_of)}"
        stand = f"({when})"
    else:
        when, stand = f"zum {german.day(figure.as_of)}", f"({german.stand(figure.as_of)})"
    standard = f"Die Stadt {city} nennt für «{name}» {when} {printed}."
    return Sentences(
        _shortened(name, printed, stand), standard, standard + _since(figure, before, base, grain)
    )


def printed_quantity(figure: Figure, base: int | None, grain: float | None = None) -> str:
    """A figure with hedge and noun: «rund 1.050 Personen»; rates in whole percent, positions and money exactly."""
    value = german.value_of(figure)
    assert value is not None
    if figure.unit == "fraction":
        return f"{german.number(value * 100)} Prozent"
    if figure.unit not in ("persons", "consultations", "places"):
        return german.quantity(value, figure.unit)
    count = float(value)
    slack = base - 1 if base and figure.status == "rounded" else 0
    known: Value = Interval(max(0.0, count - slack), count + slack, count) if slack else count
    phrase = hedge(known, grain)
    return " ".join((phrase.hedge, german.quantity(phrase.number, figure.unit))).strip()


def _shortened(name: str, printed: str, stand: str) -> str:
    sentence = f"{name}: {printed} {stand}."
    room = 140 - len(sentence)
    return sentence if room >= 0 else f"{name[: room - 1].rstrip()}…: {printed} {stand}."


def _since(figure: Figure, before: Figure | None, base: int | None, grain: float | None) -> str:
    if before is None or before.value is None:
        return ""
    now, then = printed_quantity(figure, base, grain), printed_quantity(before, base, grain)
    when = german.day(before.as_of)
    if now == then:
        return f" Das ist nahezu unverändert gegenüber dem {when}."
    return (
        f" Zum Vergleich: Am {when} waren es {then}."
        if before.period_from is None
        else f" Im Jahr davor: {then}."
    )
