"""Any text is read to its end: nothing crashes, every claim points into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.check import check
from tests.check import corpus_tools
from tests.check.test_corpus import FILES

_PIECES = st.sampled_from(
    ["aktive Zielgruppe", "1.380", "Personen", "zwischen", "bis", "und", "(", ")", ",", ".", ":", "–", "im Juni", "2024",
     "von", "auf", "um", "rund", "über", "54 %", "1 : 120", "Ziel", "nicht", "sondern", "fünfhundert", "Ukraine", "kamen",
     "vor einem Jahr", "vom 1. Januar bis 31. Dezember 2024", "\n", "§ 24", "4.75", "Stellen", "besetzt"]
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["tausend" * 1400, "(" * 5000, "a" * 10_000, "1 bis " * 300, "31.02.2024 bis 30.02.2024", "9" * 400, "\u202f" * 50,
     "in den null Monaten bis Juni 2022 5 Zugänge",
     "von Ende 2024 bis Ende 2023 um 5 Personen in der aktiven Zielgruppe",
     "Am 31. Dezember 2021 begleitete es 91 Personen weniger als am 30. Juni desselben Jahres.",
     "Je Abgang gab es 2024 rund zwei Zugänge. Der Anteil der Kinder und Jugendlichen an den Begleiteten liegt bei "
     "33,7 Prozent, Mitte 2022 waren es 34,5 Prozent."],
)  # fmt: skip
def test_texts_nobody_writes(text):
    assert all(verdict.reason for verdict in check(text, corpus_tools.facts()))


@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_every_claim_points_into_its_text(text):
    for verdict in check(text, corpus_tools.facts()):
        claim = verdict.claim
        assert 0 <= claim.start < claim.end <= len(text) and text[claim.start : claim.end] == claim.text


_WRITTEN = [entry["text"] for name in FILES for entry in corpus_tools.load(name)]
_CUTS = st.tuples(st.sampled_from(_WRITTEN), st.integers(0, 120))


@given(_CUTS, st.sampled_from([" ", "\n", "\n\n", ", ", " (", " – "]), _CUTS)
def test_any_two_pieces_of_written_texts_are_read(first, between, second):
    text = first[0][first[1] :] + between + second[0][: second[1] + 20]
    for verdict in check(text, corpus_tools.facts()):
        assert text[verdict.claim.start : verdict.claim.end] == verdict.claim.text
