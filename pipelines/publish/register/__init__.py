"""The register of published figures: what was printed, where, about which day, and what contradicts what.

Doors: `entries`, `standing`, `record`, `last_published`, `public_words`, `conflicts`, `contradicting`, `entry_of`,
`printed_value`, `import_sample`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor

from pipelines.metrics import Figure
from pipelines.paths import Home
from pipelines.publish import german
from pipelines.publish.register import contradictions, served, table
from pipelines.publish.register.contradictions import Conflict
from pipelines.publish.register.model import Entry, World, cell_of
from pipelines.publish.register.stichtag import of_day
from pipelines.publish.register.store import entries, record
from pipelines.publish.register.words import last_words, sentences
from pipelines.publish.wording import Interval, Phrase
from pipelines.releases import Release

__all__ = [
    "Conflict", "Entry", "Origin", "conflicts", "contradicting", "entries", "entry_of", "import_sample",
    "last_published", "last_words", "printed_value", "public_words", "record", "sentences", "standing",
]  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Where a document stands: what all figures of one approval have in common."""

    medium: str
    published: date
    release: str
    world: World
    source: str
    note: str = field(default="")


def standing(home: Home) -> list[Entry]:
    """The printed figures that were not corrected in print since; reads and verifies the whole register."""
    return contradictions.valid(entries(home))


def last_published(
    standing: Iterable[Entry], metric: str, by: Mapping[str, str] | None = None
) -> Entry | None:
    """The newest printed figure of a metric and cell: by Stichtag, then by day of print; None when there is none.

    A vague Stichtag counts from its first day: «2022» is no newer than «Juni 2022»; of periods that end together the
    longest is the metric's figure. Shares in percent of a count do not count.
    """
    cell = cell_of(by or {})
    found = [
        entry for entry in standing if entry.metric == metric and entry.by == cell and not _is_share(entry)
    ]
    return max(found, key=_age, default=None)


def public_words(standing: Iterable[Entry], metric: str, which: str = "") -> str | None:
    """«rund 1.400, Stand Juli 2025 (…)»: what was last printed for the public, None when nothing was.

    which: the figure's name among others of one text («Soll»). Entries of the internal world are not for the public.
    """
    found = last_published((entry for entry in standing if entry.world != "internal"), metric)
    return last_words(found, which) if found else None


def _age(entry: Entry) -> tuple[date, int, str]:
    days = (entry.as_of.last - entry.period_from).days if entry.period_from else 0
    return entry.as_of.first, days, str(entry.published or "")


def _is_share(entry: Entry) -> bool:
    return entry.unit == "percent" and bool(entry.by)


def entry_of(
    figure: Figure, origin: Origin, wording: str, phrase: Phrase | Interval | None = None, label: str = ""
) -> Entry:
    """The entry for a figure of a release as it was printed.

    phrase: hedge word and number in prose; an Interval for a publicly rounded figure; None for a table that shows
    the figure itself. label: the name of what the catalogue has no metric for. Raises ValueError for a figure without
    value: nothing was printed then.
    """
    exact = german.value_of(figure)
    if exact is None:
        raise ValueError("a figure without a value is not printed")
    value, hedge, low, high = printed_value(figure), "", None, None
    if isinstance(phrase, Phrase):
        value, hedge = Decimal(str(phrase.number)), phrase.hedge
    elif isinstance(phrase, Interval):
        low, high = _outward(phrase, 100 if figure.unit == "fraction" else 1)
    return Entry(
        medium=origin.medium, published=of_day(origin.published), wording=wording, as_of=of_day(figure.as_of),
        unit="percent" if figure.unit == "fraction" else figure.unit,
        value=value, hedge=hedge, low=low, high=high,
        metric=None if label else figure.metric, by=cell_of(figure.by), label=label,
        version=None if label else figure.definition_version,
        period_from=figure.period_from, world=origin.world, release=origin.release,
        source=origin.source, note=origin.note,
    )  # fmt: skip


def _decimal(number: float) -> Decimal:
    """Without the «,0» of a float: 1400.0 is printed as 1400."""
    return Decimal(int(number)) if float(number).is_integer() else Decimal(str(number))


def _outward(known: Interval, scale: int) -> tuple[Decimal, Decimal]:
    """The ends of an interval with two decimals, never narrower than it is."""
    return (
        _decimal(floor(known.low * scale * 100) / 100),
        _decimal(ceil(known.high * scale * 100) / 100),
    )


def printed_value(figure: Figure) -> Decimal:
    """The number of the figure's one string: «1.048» → 1048, «78,1 %» → 78.1, «1 : 262» → 262, «–» → 0."""
    text = german.in_prose(figure).split(":")[-1]
    kept = "".join(sign for sign in text if sign in "0123456789,−")
    return Decimal(kept.replace(",", ".").replace("−", "-"))


def conflicts(home: Home, release: Release | None = None) -> list[Conflict]:
    """Everything in the register that contradicts itself, or `release` when one is given."""
    return compared(home, release)[0]


def compared(home: Home, release: Release | None) -> tuple[list[Conflict], int]:
    """The conflicts, and how many entries could not be compared with the release."""
    known = standing(home)
    found = contradictions.among(known)
    if release is None:
        return found, 0
    more, skipped = served.against(home, release, known)
    return found + more, skipped


def contradicting(
    home: Home, new: Iterable[Entry], release: Release | None = None, public: bool = False
) -> list[Conflict]:
    """The conflicts that `new` figures would bring or are part of; nothing is recorded.

    public: what was recorded with exact figures of the internal world is left aside, for readers who may not see it.
    """
    fresh = list(new)
    printed = [entry for entry in entries(home) if not (public and entry.world == "internal")]
    # The new ones first: they stand for what their release printed just so before.
    known = {entry.id: entry for entry in [*fresh, *printed]}
    current = contradictions.valid(known.values())
    found = contradictions.among(contradictions.related(current, fresh))
    if release is not None:
        found += served.against(home, release, fresh)[0]
    ids = {entry.id for entry in fresh}
    return [conflict for conflict in found if any(entry.id in ids for entry in conflict.entries)]


def import_sample(home: Home) -> list[Entry]:
    """Take the public record of the city over; a second time changes nothing."""
    return record(home, table.read(table.SAMPLE))
