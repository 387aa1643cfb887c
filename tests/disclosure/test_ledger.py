"""What was printed is remembered, and nobody can change the memory unseen."""

import pytest

from pipelines.disclosure.ledger import Entry, Stamp, append, changed, entries, history, printed, verify
from pipelines.errors import Damaged

FIRST, SECOND = (Stamp(name, "rules", "data", "Beispiel") for name in ("r1", "r2"))
TOTAL = ("active_target_group", "2022-06", ())
MEN = ("active_target_group", "2022-06", (("sex", "m"),))


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.jsonl"
    append(path, FIRST, changed({}, {TOTAL: 1050, MEN: 620}, lambda key: 5))
    return path


def test_a_cell_that_stays_gets_no_second_line_and_a_changed_one_is_marked(ledger):
    written = list(changed(entries(ledger), {TOTAL: 1050, MEN: 625}, lambda key: 5))
    assert [(entry.key, entry.value, entry.correction) for entry in written] == [(MEN, 625, True)]
    append(ledger, SECOND, written)
    assert printed(ledger) == {TOTAL: 1050, MEN: 625}
    assert entries(ledger, until="r1")[MEN].value == 620
    assert history(ledger) == {TOTAL: [1050], MEN: [620, 625]}
    assert history(ledger, until="r1")[MEN] == [620]
    assert verify(ledger) == 3


def test_one_changed_byte_is_found(ledger):
    content = ledger.read_bytes()
    for position in range(0, len(content), 37):
        ledger.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
        with pytest.raises(Damaged, match="verändert"):
            verify(ledger)


def test_a_removed_release_is_missed_by_its_head(ledger):
    kept = ledger.read_bytes()
    head = append(ledger, SECOND, [Entry(*TOTAL, 1055, "1.055", "rounded", 5, correction=True)])
    verify(ledger, head)
    ledger.write_bytes(kept)
    with pytest.raises(Damaged, match="Sicherung"):
        verify(ledger, head)


def test_an_interrupted_release_counts_for_nothing(ledger):
    whole = ledger.read_bytes()
    append(ledger, SECOND, [Entry(*TOTAL, 1055, "1.055", "rounded", 5, correction=True)])
    ledger.write_bytes(ledger.read_bytes()[:-30])
    assert printed(ledger)[TOTAL] == 1050
    append(ledger, SECOND, [])
    assert ledger.read_bytes().startswith(whole)
    assert verify(ledger) == 2


def test_a_suppressed_cell_has_no_value(ledger):
    append(ledger, SECOND, [Entry("kinder", "2022-06", (), None, "•", "suppressed", 0)])
    assert ("kinder", "2022-06", ()) not in printed(ledger)
    assert entries(ledger)["kinder", "2022-06", ()].shown == "•"
