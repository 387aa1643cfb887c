"""A checked draft: every claim is marked where it stands, with the number of its verdict."""

from __future__ import annotations

from dash import html

from dashboard.components.verdicts import judged, summary
from pipelines.publish import check
from tests.check import corpus_tools

DRAFT = (
    "Stand Juni 2022 begleiten wir 1.048 Personen.\nEnde 2024 waren es 1.381, besetzt war <b>eine</b> Stelle."
)


def found(draft: str = DRAFT) -> list[check.Verdict]:
    return check.check(draft, corpus_tools.facts())


def texts(part: object) -> str:
    """What a component shows, in reading order."""
    if isinstance(part, str):
        return part
    children = getattr(part, "children", part) or []
    return "".join(map(texts, children)) if isinstance(children, list) else texts(children)


def test_each_claim_is_marked_in_the_text_and_leads_to_its_verdict():
    _, text, _, told = judged(DRAFT, found())
    marks = [part for part in text.children if isinstance(part, html.Mark)]
    assert [mark.children[0] for mark in marks[:2]] == ["1.048 Personen", "1.381"]
    assert [mark.className for mark in marks[:2]] == ["urteil-true", "urteil-false"]
    assert [mark.children[1].children[0].href for mark in marks[:2]] == ["#urteil-1", "#urteil-2"]
    assert [item.id for item in told.children[:2]] == ["urteil-1", "urteil-2"]
    assert "✗" in texts(marks[1]) and "Stimmt nicht" in texts(marks[1])  # not by colour alone


def test_the_marked_text_is_the_draft_word_for_word():
    draft = DRAFT + "\n\nMehr: www.loerrach.de"
    (text,) = [
        part for part in judged(draft, found(draft)) if getattr(part, "className", "") == "entwurf-geprueft"
    ]
    plain = [part if isinstance(part, str) else part.children[0] for part in text.children]
    assert "".join(plain) == draft


def test_claims_that_share_words_are_one_mark_with_two_numbers():
    draft = "Ende 2023 und Ende 2024 begleitete das Integrationsmanagement jeweils 1.380 Personen."
    verdicts = found(draft)
    assert [verdict.verdict for verdict in verdicts] == ["true", "false"]
    (mark,) = [part for part in judged(draft, verdicts)[1].children if isinstance(part, html.Mark)]
    assert [note.href for note in mark.children[1].children] == ["#urteil-1", "#urteil-2"]
    assert mark.className == "urteil-false"  # the graver one


def test_what_is_not_for_print_is_told_so_and_no_claim_shows_no_list():
    assert judged("Guten Tag.", []) == []
    assert summary([]) == "Der Text enthält keine Aussage über eine bekannte Kennzahl."
    assert summary(found("Ende 2024 waren es 1.381 Personen der aktiven Zielgruppe.")).endswith(
        "1 davon stimmt nicht."
    )
