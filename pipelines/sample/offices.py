"""The city's own tables: posts, grants, costs, quota, sites, inhabitants, as known on the day of an export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.sample.casework import TRAEGER
from pipelines.sample.days import day, text, year_of
from pipelines.sample.targets import table

_AGS = "08336050"
_FIRST_YEAR = 2018
_COST_PER_POST = {"CARITAS": 67_400, "DIAKONIE": 66_800, "STADT": 71_900}  # EUR in 2018, invented
_RISE = 0.024  # a year, invented
_LUMP_SUM_PER_POST = 8_500  # EUR a year, invented
_PARTS = (("PERSONAL", 1.0), ("SACH", 0.07), ("OVERHEAD", 0.12))


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal() if iso else 0


def _number(german: str) -> float:
    return float(german.replace(",", ".")) if german else 0.0


def _fte(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _eur(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _whole(value: str, scale: float) -> str:
    return str(int(int(value) * scale + 0.5)) if value and scale != 1 else value


def lines(kind: str, at: int, scale: float) -> Iterator[str]:
    """The lines of one kind on the day `at`; a scaled city has scaled posts, money, places and inhabitants."""
    return {
        "stellen": _positions,
        "foerderung": _grants,
        "kosten": _costs,
        "quote": _quota,
        "objekte": _sites,
        "bevoelkerung": _population,
    }[kind](at, scale)


def _positions(at: int, scale: float) -> Iterator[str]:
    for row in table("positions"):
        if _day(row["from"]) <= at:
            until = _day(row["to"])
            planned, filled = (_fte(_number(row[name]) * scale) for name in ("planned", "filled"))
            funded = _fte(_number(row["funded"]) * scale) if row["funded"] else ""
            yield (
                f"BEISPIEL-{row['no']};{row['traeger']};{row['function']};{planned};{filled};{funded};"
                f"{row['programme']};{text(_day(row['from']))};{text(until) if until <= at else ''}"
            )


def _grants(at: int, scale: float) -> Iterator[str]:
    for row in table("grants"):
        start, end = _day(row["from"]), _day(row["to"])
        if start > at:
            continue
        total = sum(_number(row[traeger]) for traeger in TRAEGER)
        for traeger in TRAEGER:
            if row[traeger]:
                share = _number(row[traeger]) * scale
                years = (end + 1 - start) / 365.25
                yearly = _number(row["rate"]) * share
                approved = round(yearly * round(years * 12) / 12, 2)
                if row["lump_sum"]:
                    approved = round(_number(row["lump_sum"]) * share / total, 2)
                yield _grant(row, traeger, share, approved, at)


def _grant(row: dict[str, str], traeger: str, share: float, approved: float, at: int) -> str:
    start, end = _day(row["from"]), _day(row["to"])
    # Paid out month by month; the proof is due half a year after the end and comes some weeks early.
    paid = approved * min(1.0, (at + 1 - start) / (end + 1 - start))
    due, proof = end + 182, end + 140
    rate = _eur(_number(row["rate"])) if row["rate"] else ""
    number = f"BEISPIEL-{row['programme'].replace('_', '-')}-{row['from'][:7]}-{traeger}"
    return (
        f"{number};{row['programme']};{traeger};{text(start)};{text(end)};{_fte(share)};{rate};{_eur(approved)};"
        f"{_eur(paid)};{text(due)};{text(proof) if proof <= at else ''}"
    )


def _filled(traeger: str, year: int, at: int) -> float:
    """Filled posts of all functions, as an average over the days of the year until `at`."""
    first, last = day(year, 1, 1), min(day(year, 12, 31), at)
    total = 0.0
    for row in table("positions"):
        if row["traeger"] == traeger:
            start, end = max(_day(row["from"]), first), min(_day(row["to"]) or last, last)
            total += _number(row["filled"]) * max(0, end + 1 - start)
    return total / (day(year, 12, 31) + 1 - first)


def _costs(at: int, scale: float) -> Iterator[str]:
    for year in range(_FIRST_YEAR, year_of(at) + 1):
        for traeger in TRAEGER:
            posts = _filled(traeger, year, at) * scale
            personnel = posts * _COST_PER_POST[traeger] * (1 + _RISE) ** (year - _FIRST_YEAR)
            # The books of the running year are provisional: whole hundreds, corrected with the next delivery.
            grain = -2 if year == year_of(at) else 2
            for part, share in _PARTS:
                lump = _eur(round(posts * _LUMP_SUM_PER_POST, -1)) if part == "PERSONAL" else ""
                yield f"{traeger};{year};{part};{_eur(round(personnel * share, grain))};{lump}"


def _quota(at: int, scale: float) -> Iterator[str]:
    for row in table("quota"):
        if _day(row["as_of"]) <= at:
            names = ("target", "actual", "ordered", "private", "carry_over")
            target, actual, ordered, private, carry_over = (_whole(row[name], scale) for name in names)
            if ordered and private:
                actual = str(int(ordered) + int(private))  # parts rounded one by one still make up the whole
            yield f"{row['year']};{text(_day(row['as_of']))};{target};{actual};{ordered};{private};{carry_over}"


def _sites(at: int, scale: float) -> Iterator[str]:
    for row in table("sites"):
        if _day(row["from"]) <= at:
            until = _day(row["to"])
            places, usable = _whole(row["places"], scale), _whole(row["usable"], scale)
            yield f"{row['site']};{places};{usable};{text(_day(row['from']))};{text(until) if until <= at else ''}"


def _population(at: int, scale: float) -> Iterator[str]:
    for row in table("population"):
        if _day(row["published"]) <= at:
            inhabitants, foreigners = _whole(row["inhabitants"], scale), _whole(row["foreigners"], scale)
            yield f"{_AGS};{text(_day(row['as_of']))};{inhabitants};{row['basis']};{foreigners}"
