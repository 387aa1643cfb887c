"""Which printed numbers this release corrected: first what earlier briefings printed, then the cells of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pipelines.disclosure import ledger
from pipelines.metrics import Figure, catalogue
from pipelines.months import month_end
from pipelines.paths import Home
from pipelines.publish import german, register
from pipelines.publish.briefing.overview import name_of
from pipelines.publish.register import Entry
from pipelines.publish.register.approval import Paper
from pipelines.publish.sentences import period
from pipelines.publish.worlds import Reader, public_answers, require_public
from pipelines.releases import Release, open_release
from pipelines.releases.public_history import Correction

MEDIUM = "Unterlage Gemeinderat"  # of an approved briefing in the register of published figures
_MOST = 8
_NO_METRIC = {"ukraine_arrivals": "Ukraine: Ankünfte"}  # flows of the ledger that no catalogue entry prints


@dataclass(frozen=True)
class Corrections:
    """What this release prints otherwise than it was printed before, or no more.

    totals: «Kostendeckungsgrad, Stand Juni 2022: 45,7 %, bisher 65,5 %», «…: nicht mehr veröffentlicht, bisher 65,5 %»
    or «…: keine Angabe mehr, bisher 65,5 %», at most eight, those of earlier briefings first, newest first. further: how
    many values more.
    since_briefing: since the last approved briefing, else since whatever was published before.
    """

    totals: tuple[str, ...] = ()
    further: int = 0
    since_briefing: bool = False

    @property
    def some(self) -> bool:
        return bool(self.totals or self.further)


NONE = Corrections()


def corrections(home: Home, release: Release, as_of: date) -> Corrections:
    """What the briefing of `release` for the Stichtag `as_of` corrects.

    The last approved briefing told what had been corrected before it. Where its release is gone, everything that was
    ever corrected is told, and said to be that. Raises NotAvailable when the release has no public part.
    """
    require_public(release)
    earlier = _earlier(home, release.id, as_of)
    with ExitStack() as opened:
        last = _last(home, earlier, opened)
        named = _of_briefings(earlier, release, last)
    cells = _of_the_ledger(home, release, last.id if last else None)
    rest = [one for one in cells if _key(one) not in named]
    totals = sorted(
        (one for one in rest if not one.by), key=lambda one: (one.period, one.metric), reverse=True
    )
    texts = [*named.values(), *map(_cell_text, totals)]
    further = len(named) + len(rest) - len(texts[:_MOST])
    since = bool(earlier) and (last is not None or (not texts and not further))
    return Corrections(tuple(texts[:_MOST]), further, since)


_Key = tuple[str, tuple[tuple[str, str], ...], date | None, date]


def _earlier(home: Home, release: str, as_of: date) -> list[Entry]:
    """What approved briefings printed before this one, oldest first.

    A document of the same release for the same Stichtag is this one, approved already: it and what came later do not
    count, so that printing it again gives the same words. Nor does what a newer release printed.
    """
    ids = ledger.releases(home.ledger / "ledger.jsonl")
    newer = set(ids[ids.index(release) + 1 :]) if release in ids else set()
    found: list[Entry] = []
    paper = Paper(MEDIUM, as_of, release)
    for entry in register.entries(home):
        if entry.medium != MEDIUM or entry.world != "public":
            continue
        if paper.holds(entry):
            break
        if entry.release not in newer:
            found.append(entry)
    return found


def _last(home: Home, earlier: Sequence[Entry], opened: ExitStack) -> Release | None:
    """The release of the last earlier briefing; None without one, or when it is gone."""
    name = earlier[-1].release if earlier else None
    if not name or not (home.releases / name / "manifest.json").exists():
        return None
    release = opened.enter_context(open_release(home, name))
    return release if release.public is not None else None


def _of_briefings(earlier: Sequence[Entry], release: Release, last: Release | None) -> dict[_Key, str]:
    """Printed totals that this release prints otherwise or no more, newest Stichtag first."""
    totals = (entry for entry in earlier if entry.metric and not entry.by)
    newest = {_subject(entry): entry for entry in totals if entry.as_of.precision == "day"}
    ours = Reader(public_answers(release))
    theirs = Reader(public_answers(last)) if last else None
    anchors = {(one.metric, one.as_of): one.value for one in require_public(release).anchors()}
    found: dict[_Key, str] = {}
    for key, entry in sorted(newest.items(), key=lambda pair: pair[0][3], reverse=True):
        if entry.value is not None and entry.value == anchors.get((str(entry.metric), entry.as_of.last)):
            continue  # it still stands, exactly, beside the tables
        since = theirs if last and entry.release != last.id else None
        if text := _changed(entry, ours, since):
            found[key] = text
    return found


def _subject(entry: Entry) -> _Key:
    return str(entry.metric), entry.by, entry.period_from, entry.as_of.last


def _figure(reader: Reader, entry: Entry) -> Figure | None:
    """What a world prints where `entry` stands; None when it prints no number there."""
    if entry.metric not in catalogue.load():
        return None
    found = reader.one(entry.metric, entry.as_of.last, entry.period_from)
    return found if found is not None and german.value_of(found) is not None else None


def _gone(reader: Reader, entry: Entry) -> str:
    """What a world says that prints no number where `entry` stands: none can be told, or it is withheld or not asked."""
    found = (
        reader.one(entry.metric, entry.as_of.last, entry.period_from)
        if entry.metric in catalogue.load()
        else None
    )
    undefined = found is not None and found.status == "undefined"
    return "keine Angabe mehr" if undefined else "nicht mehr veröffentlicht"


def _changed(entry: Entry, ours: Reader, since: Reader | None) -> str:
    """What became of a printed number, "" when it stands. since: the last briefing, if it came after `entry`.

    The council knows a number as printed, or as the last briefing corrected it; that one is gone is told once.
    """
    now, known = _figure(ours, entry), _figure(since, entry) if since else None
    before = entry.value if known is None else register.printed_value(known)
    if before is None or (now is not None and register.printed_value(now) == before):
        return ""
    if now is None and since and known is None:
        return ""
    if now is None:
        return f"{_lead(entry)}: {_gone(ours, entry)}, bisher {_shown(before, entry.unit)}"
    anew = "" if entry.version == now.definition_version else " (nach anderer Definition)"
    return f"{_lead(entry)}: {german.in_prose(now)}, bisher {_shown(before, now.unit)}{anew}"


def _lead(entry: Entry) -> str:
    """«Kostendeckungsgrad, Stand Juni 2022»; of a metric that the catalogue no longer has, its id."""
    day = entry.as_of.last
    when = period(entry.period_from, day) if entry.period_from else f"Stand {german.month(day)}"
    name = name_of(entry.metric) if entry.metric in catalogue.load() else entry.name
    return f"{name}, {when}"


def _shown(value: Decimal, unit: str) -> str:
    """A number of the register in the form of its unit; it holds percentages in percent."""
    if unit in ("fraction", "percent"):
        return german.percent(value / 100, max(0, -int(value.as_tuple().exponent)))
    return german.amount(value, unit)


def _of_the_ledger(home: Home, release: Release, last: str | None) -> Sequence[Correction]:
    """Corrected cells since the release `last`, None: since ever."""
    found = require_public(release).corrections()
    return _since(home, release.id, last) if found and last else found


@lru_cache(maxsize=4)
def _since(home: Home, release: str, last: str) -> tuple[Correction, ...]:
    """Releases never change, and every preview on the council page asks."""
    with open_release(home, release) as new, open_release(home, last) as old:
        return tuple(require_public(new).corrections_since(require_public(old)))


def _key(one: Correction) -> _Key | None:
    """The total of a stock under the name that the register has for it; None for a cell that it cannot hold."""
    if one.by or "H" in one.period or _is_flow(one):
        return None
    return one.metric, (), None, _month_end(one.period)


def _is_flow(one: Correction) -> bool:
    return one.metric in _NO_METRIC or catalogue.needs_period(catalogue.metric(one.metric))


def _cell_text(one: Correction) -> str:
    return f"{', '.join(named(one))}: {german.number(one.value)}, bisher {before_of(one)}"


def named(one: Correction) -> tuple[str, str]:
    """What a corrected cell counts, and for when: «Aktive Zielgruppe», «Stand Juni 2022»."""
    return _NO_METRIC.get(one.metric) or name_of(one.metric), _when(one)


def before_of(one: Correction) -> str:
    """What was printed in place of a corrected cell."""
    return "anders gedruckt" if one.before is None else german.number(one.before)


def _when(one: Correction) -> str:
    """«2022-06» and «2022-H1» in words."""
    year, _, part = one.period.partition("-")
    if part.startswith("H"):
        return f"{part[1]}. Halbjahr {year}"
    return f"{'im' if _is_flow(one) else 'Stand'} {german.month(_month_end(one.period))}"


def _month_end(text: str) -> date:
    year, month = (int(part) for part in text.split("-"))
    return month_end(date(year, month, 1))
