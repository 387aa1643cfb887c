"""Every coordinate of a public cell has German words."""

from __future__ import annotations

from pipelines.disclosure.programme import load
from pipelines.publish.cellwords import cell_words


def test_a_cell_reads_as_the_product_speaks():
    cell = {
        "metric": "active_target_group",
        "period": "2022-H1",
        "status_group": "unknown",
        "planned": "no_adult",
    }
    assert cell_words(cell) == (
        "Aktive Zielgruppe, 1. Halbjahr 2022, Aufenthaltsstatus (Gruppen) unbekannt, "
        "Integrationsplan: nicht volljährig"
    )
    assert cell_words({"metric": "ukraine_arrivals", "period": "2022-03"}) == "Ukraine: Ankünfte, März 2022"


def test_no_code_of_the_table_programme_is_left_without_words():
    plan = load()
    for dimension, codes in plan.codes.items():
        for code in codes:
            assert "=" not in cell_words({dimension: code}) and "_" not in cell_words({dimension: code})
