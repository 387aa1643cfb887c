"""A release remembers how many findings stood against its deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines import releases
from pipelines.releases.build import build
from pipelines.releases.verify import verify
from tests.load.desk import Desk, case

_CLEAN = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
_BACK = f"{case(7)};CARITAS;Atlantis;01.05.2022"  # unknown code of a required column: sent back
_BLANKED = f"{case(8)};CARITAS;Syrien;01.05.2022;;;2091"  # impossible year of birth: made unknown
_NONE = {"error": 0, "warning": 0, "info": 0}


def _found(desk: Desk) -> dict[str, Any]:
    build(desk.home, None)
    with releases.open_release(desk.home) as release:
        return release.manifest["findings"]


def _of(found: dict[str, Any], kind: str) -> dict[str, int]:
    [entry] = [entry for entry in found["by_delivery"] if entry["kind"] == kind]
    return {name: entry[name] for name in ("rows_quarantined", "error", "warning", "info")}


def test_a_clean_delivery_has_no_findings(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    found = _found(desk)
    assert [(entry["kind"], entry["traeger"]) for entry in found["by_delivery"]] == [
        ("faelle", "CARITAS"),
        ("stellen", "STADT"),
    ]
    assert _of(found, "faelle") == {"rows_quarantined": 0, **_NONE}
    assert found["elsewhere"] == _NONE


def test_findings_are_counted_by_severity_and_rows_sent_back_once(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", *_CLEAN, _BACK, _BLANKED)
    _, told = desk.load()
    by_severity = [finding["severity"] for finding in told["findings"]]
    quarantined = sum(file["rows_quarantined"] for file in told["files"])
    assert _of(_found(desk), "faelle") == {
        "rows_quarantined": quarantined,
        **{name: by_severity.count(name) for name in _NONE},
    }
    assert quarantined == 1


def test_a_delivery_of_an_earlier_load_keeps_its_findings_and_one_that_no_longer_counts_has_none(
    desk: Desk,
) -> None:
    desk.write_required()
    desk.write("faelle", *_CLEAN, _BACK)
    desk.write("stellen", "S2;CARITAS;KOORDINATION;1;1;2;01.01.2020")  # funded above plan: a warning
    desk.load()
    newer = desk.write("faelle", *_CLEAN, day="2022-07-31")
    desk.load(newer)
    found = _found(desk)
    assert _of(found, "faelle")["error"] == 0
    assert _of(found, "stellen")["warning"] == 1


def test_a_release_with_its_findings_is_whole_and_the_same_whenever_it_is_made(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", *_CLEAN, _BACK)
    desk.load()
    first = build(desk.home, None)
    again = build(desk.home, None)
    assert (again.new, again.manifest) == (False, first.manifest)
    assert verify(desk.home) == []
    assert first.manifest["data_as_of"] == str(date(2022, 6, 30))
