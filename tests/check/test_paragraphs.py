"""A blank line ends what was spoken of: paragraphs are judged as if each stood alone."""

from __future__ import annotations

import random
import re
import textwrap
from datetime import date

import pytest

from pipelines.publish import press
from pipelines.publish.check import ReleaseFacts, Verdict, check
from tests.briefing.town import AS_OF, EDITION, public
from tests.check import corpus_tools

_PAIRS, _WIDTH = 250, 72
# What speaks for the whole draft on purpose: its own day, and a month whose year stands elsewhere.
_DATES_THE_DRAFT = re.compile(
    r"(?i:\bstand\b|stichtag|^[^.]{0,40}, den \d|\b(?:zahlen|auswertung) (?:zum|vom)\b)"
    r"|\b(?:im|Ende|bis|zum) (?:[A-Z]\w+er|Januar|Februar|März|April|Mai|Ju[nl]i|August)\b(?! \d)"
)
_TAKES_UP = re.compile(
    r"(?:Davon|Darunter|Von ihnen|Von diesen|Unter ihnen|Damals|Das entspricht|Das sind)\b"
)
_ENDS = re.compile(r"[.!?…][\"»“”)\]]*$")


def _alone(text: str) -> bool:
    """No heading (a line without an end), no date for the whole draft, nothing that takes up another text."""
    if _TAKES_UP.match(text):
        return False
    return not _DATES_THE_DRAFT.search(text) and all(_ENDS.search(line.strip()) for line in text.split("\n"))


def _said(verdicts: list[Verdict], start: int = 0) -> list[tuple[object, ...]]:
    claims = [(v, v.claim) for v in verdicts]
    return [
        (
            c.start - start,
            c.end - start,
            c.metric,
            c.value,
            dict(c.by),
            c.time.as_of,
            c.time.period_from,
            v.verdict,
        )
        for v, c in claims
    ]


def test_a_draft_with_hard_line_ends_reads_as_one_without():
    """As in mails: a line break is a space, but for lists, titles and blank lines. One in 250 may differ."""
    entries = [
        entry for name in corpus_tools.TEXTS for entry in corpus_tools.load(name) if not entry.get("as_of")
    ]
    texts = [text for entry in entries if "\n" not in (text := entry["text"]) and len(text) > _WIDTH]
    facts, differing = corpus_tools.facts(), []
    for text in random.Random(3).sample(texts, _PAIRS):
        wrapped = textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        assert len(wrapped) == len(text)
        if _said(check(wrapped, facts)) != _said(check(text, facts)):
            differing.append(wrapped)
    assert len(differing) <= 1, differing


def test_two_texts_parted_by_a_blank_line_are_judged_as_if_each_stood_alone():
    entries = [
        entry for name in corpus_tools.TEXTS for entry in corpus_tools.load(name) if not entry.get("as_of")
    ]
    texts = [text for entry in entries if _alone(text := entry["text"].strip())]
    facts, chosen = corpus_tools.facts(), random.Random(1)
    differing = []
    for first, second in (chosen.sample(texts, 2) for _ in range(_PAIRS)):
        apart = _said(check(first, facts)) + _said(check(second, facts), -len(first) - 2)
        if _said(check(f"{first}\n\n{second}", facts)) != apart:
            differing.append((first, second))
    assert len(texts) > 900
    assert differing == []


def test_a_sentence_with_its_own_metric_and_year_hardly_ever_depends_on_the_one_before():
    """Within a paragraph a sentence may go on from another; one in a hundred pairs that do not belong together does."""
    entries = [
        entry for name in corpus_tools.TEXTS for entry in corpus_tools.load(name) if not entry.get("as_of")
    ]
    texts = [entry["text"].strip() for entry in entries if entry.get("claims")]
    texts = [text for text in texts if re.search(r"\b20[12]\d", text) and "\n" not in text and _alone(text)]
    facts, chosen = corpus_tools.facts(), random.Random(2)
    differing = 0
    for first, second in (chosen.sample(texts, 2) for _ in range(2 * _PAIRS)):
        apart = _said(check(first, facts)) + _said(check(second, facts), -len(first) - 1)
        differing += _said(check(f"{first} {second}", facts)) != apart
    assert len(texts) > 700
    assert differing <= 0.01 * 2 * _PAIRS


@pytest.mark.parametrize("parted", ["\n\n", "\n", " "])
def test_the_sentences_of_the_press_sheet_stay_true_when_they_stand_in_one_draft(parted):
    facts = ReleaseFacts(public(), EDITION.release, EDITION.data_as_of, EDITION.newest)
    topics = press.make(public(), EDITION, AS_OF).topics
    sentences = [text for topic in topics for text in (topic.short, topic.standard, topic.context)]
    alone = [verdict for text in sentences for verdict in check(text, facts, "press")]
    verdicts = check(parted.join(sentences), facts, "press")
    assert [v.claim.metric for v in verdicts] == [v.claim.metric for v in alone]
    assert {v.verdict for v in verdicts} == {"true"}


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Auf eine besetzte Stelle kommen rund 290 Personen.\n\nIm Jahr 2024: 6.510 Beratungen.",
         ["caseload_filled", "consultations"]),
        ("Auf eine besetzte Stelle kommen rund 290 Personen. Im Jahr 2024 gab es 6.510 Beratungen.",
         ["caseload_filled", "consultations"]),
        ("Aufnahmequote 2022: Ist 638 Personen.\n\nDas Soll der Aufnahmequote 2022 war 592 Personen.",
         ["quota_actual", "quota_target"]),
    ],
)  # fmt: skip
def test_a_sentence_that_names_its_metric_never_loses_to_the_one_before(text, metrics):
    verdicts = check(text, corpus_tools.facts())
    assert [(v.claim.metric, v.verdict) for v in verdicts] == [(metric, "true") for metric in metrics]


def test_a_heading_a_label_and_a_taken_up_sentence_reach_over_the_blank_line():
    for text in (
        "Das Jahr 2024 in Zahlen\n\n• Beratungen: 6.510",
        "Aktive Zielgruppe, Ende 2024:\n\n1.380 Personen",
        "Ende 2024 umfasste die aktive Zielgruppe 1.380 Personen.\n\nDavon waren 704 Frauen.",
    ):
        assert {v.verdict for v in check(text, corpus_tools.facts())} == {"true"}, text


_COSTS = "504.000 Euro hat das Integrationsmanagement im Jahr 2024 gekostet. Der Kostendeckungsgrad lag bei 70,0 Prozent."


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        (f"{_COSTS} Für dieses Geld wurden 6.510 Beratungen geleistet.", date(2024, 12, 31)),
        (f"{_COSTS} Ende 2024 begleitete es 1.380 Menschen. Es fanden 6.510 Beratungen statt.", date(2024, 12, 31)),
        ("Ende 2024 begleitete das Integrationsmanagement 1.380 Menschen. Das ganze Jahr über fanden 6.510 Beratungen "
         "statt.", date(2024, 12, 31)),
        # Behind a later day nobody knows.
        ("Im Jahr 2023 kostete das Integrationsmanagement 415.000 Euro. Der Kostendeckungsgrad lag bei 71,5 Prozent. "
         "Ende 2024 begleitete es 1.380 Menschen. Es fanden 6.510 Beratungen statt.", None),
    ],
)  # fmt: skip
def test_what_names_no_year_is_of_the_year_that_its_paragraph_is_about(text, as_of):
    [told] = [v for v in check(text, corpus_tools.facts()) if v.claim.metric == "consultations"]
    assert (told.claim.time.as_of, told.verdict) == (as_of, "true" if as_of else "undecidable")


def _true_alone() -> list[str]:
    """Texts of one paragraph whose every claim is true, and that take up nothing told before them."""
    entries = [entry for name in corpus_tools.TEXTS for entry in corpus_tools.load(name)]
    return [
        text
        for entry in entries
        if entry.get("claims") and not entry.get("as_of") and all(c[3] == "true" for c in entry["claims"])
        if "\n" not in (text := entry["text"].strip()) and _ENDS.search(text) and not _TAKES_UP.match(text)
    ]


def test_a_true_text_is_not_called_false_behind_another_one():
    """Whatever day and figure the one tells, the present of the other is of today: one claim in a hundred may slip."""
    facts, chosen, texts = corpus_tools.facts(), random.Random(5), _true_alone()
    told, called_false = 0, []
    for first, second in (chosen.sample(texts, 2) for _ in range(_PAIRS)):
        behind = [v for v in check(f"{first} {second}", facts) if v.claim.start > len(first)]
        told += len(behind)
        called_false += [(first[-80:], v.claim.text, v.reason) for v in behind if v.verdict == "false"]
    assert told > _PAIRS and len(called_false) <= told / 100, called_false
