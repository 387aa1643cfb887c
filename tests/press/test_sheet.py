"""What a press office prints: true, short, dated."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import Figure, Query, catalogue
from pipelines.publish import check, press
from pipelines.publish.check import ReleaseFacts
from pipelines.publish.document import Paragraph, table_of
from pipelines.publish.document_forms import FORMS, render
from pipelines.publish.press import grain
from pipelines.publish.press.folder import files
from pipelines.publish.press.topics import (
    SHORT,
    Desk,
    Topic,
    active,
    positions,
    quota,
    since_last_year,
    ukraine,
)
from pipelines.publish.wording import HEDGES, Interval, holds
from pipelines.publish.worlds import Reader, interval
from pipelines.releases.printed_number import PrintedNumber
from tests.briefing.town import AS_OF, EDITION, MONTHS, public

_CLAIM = re.compile(
    r"(?:(rund|über|knapp|weniger als) )?(\d{1,3}(?:\.\d{3})*|\d+) (?:Personen|Geflüchtete|noch)"
)


def _figure(metric: str, value: int, as_of: date = AS_OF) -> Figure:
    declared = catalogue.metric(metric)
    return Figure(
        metric, 1, declared.unit, declared.kind, as_of, None, {}, value, None, None, "rounded", False
    )


def _world(numbers: dict[str, int]):  # type: ignore[no-untyped-def]
    def answers(query: Query) -> list[Figure]:
        if query.metric not in numbers or query.as_of != AS_OF or query.every:
            raise NotAvailable("Nicht im Tabellenprogramm.")
        return [_figure(query.metric, numbers[query.metric])]

    return answers


def _desk(numbers: dict[str, int], grain: float | None = None) -> Desk:
    return Desk(Reader(_world(numbers)), EDITION, AS_OF, grain)


def _claims(text: str) -> list[tuple[str, int]]:
    return [(word or "", int(number.replace(".", ""))) for word, number in _CLAIM.findall(text)]


def _topic(numbers: dict[str, int], make=active, grain: float | None = None) -> Topic:  # type: ignore[no-untyped-def]
    topic = make(_desk(numbers, grain))
    assert topic is not None
    return topic


def test_the_release_of_june_2022_can_be_written_from_the_sheet() -> None:
    """«Stand Juni 2022 umfasst die aktive Zielgruppe … zirka 1050 Personen»; «über 500 …, wovon … noch 400 …»."""
    group = _topic({"active_target_group": 1050})
    assert group.standard == (
        "Stand Juni 2022 umfasst die aktive Zielgruppe des Integrationsmanagements in Lörrach rund 1.050 Personen."
    )
    town = _topic({"ukraine_arrivals_total": 510, "ukraine_present": 400}, ukraine, 100)
    assert "kamen über 500 Geflüchtete aus der Ukraine" in town.standard
    assert "davon leben rund 400 noch im Stadtgebiet" in town.standard


@given(st.integers(1, 1000).map(lambda n: 5 * n), st.sampled_from([None, 5, 10, 50, 100, 500]))
def test_every_hedge_is_true_of_every_value_the_number_stands_for(value: int, grain: float | None) -> None:
    topic = _topic({"active_target_group": value}, grain=grain)
    stands_for = Interval(max(0, value - 4), value + 4, value)
    for text in (topic.short, topic.standard):
        claims = _claims(text)
        assert claims, text
        for word, number in claims:
            assert word == "" or word in HEDGES
            assert holds(word, number, stands_for, grain) == "true", text


@given(st.integers(0, 400).map(lambda n: 5 * n), st.integers(0, 400).map(lambda n: 5 * n))
def test_short_sentences_are_short_and_carry_their_stand(came: int, here: int) -> None:
    made = ukraine(_desk({"ukraine_arrivals_total": came, "ukraine_present": here}))
    assert (made is None) == (came == 0)
    if made:
        assert len(made.short) <= SHORT and "Stand Juni 2022" in made.short


def test_all_topics_of_the_town() -> None:
    sheet = press.make(public(), EDITION, AS_OF)
    assert [topic.key for topic in sheet.topics] == [
        "aktive-zielgruppe",
        "ukraine",
        "stellen",
        "beratungen",
        "aufnahmequote",
    ]
    for topic in sheet.topics:
        assert len(topic.short) <= SHORT
        assert topic.context.startswith(topic.standard)
        for sentence in re.split(r"(?<=[.;:!?]) ", f"{topic.short} {topic.context}"):
            assert len(sentence.split()) <= 20, sentence
            assert not re.search(r"(rund|über|knapp) (rund|über|knapp)", sentence)


def test_exact_figures_stay_exact_and_need_no_hedge() -> None:
    sheet = press.make(public(), EDITION, AS_OF)
    texts = {topic.key: topic for topic in sheet.topics}
    assert "Das Land fördert alle 3,5 besetzten Vollzeitstellen" in texts["stellen"].standard
    assert "592 Personen, aufgenommen sind 451." in texts["aufnahmequote"].standard


def test_a_change_is_said_only_when_it_is_certain() -> None:
    """640 stands for 636 to 644, so 645 may be one more or nine more; 640 against 645 says nothing certain."""
    desk = _desk({})
    now, same, far = (_figure("active_target_group", value) for value in (645, 640, 500))
    assert since_last_year(desk, now, same) == "Vor einem Jahr waren es rund 640."
    # 641 − 504 to 649 − 496: more than 130 in any case, and more than 25 percent.
    assert (
        since_last_year(desk, now, far)
        == "Das sind über 130 mehr als vor einem Jahr, ein Plus von über 25 Prozent."
    )
    assert (
        since_last_year(desk, far, now)
        == "Das sind über 130 weniger als vor einem Jahr, ein Minus von über 20 Prozent."
    )
    small, half = _figure("active_target_group", 120), _figure("active_target_group", 60)
    assert since_last_year(desk, small, half) == "Das sind über 50 mehr als vor einem Jahr."
    near = _figure("active_target_group", 625)  # 12 to 28 more: no number worth saying
    assert since_last_year(desk, now, near) == "Vor einem Jahr waren es knapp 630."
    assert since_last_year(desk, now, None) == ""


@given(st.integers(20, 500).map(lambda n: 5 * n), st.integers(20, 500).map(lambda n: 5 * n), st.data())
def test_a_change_is_true_of_the_exact_numbers_whatever_they_are(
    new: int, old: int, data: st.DataObject
) -> None:
    """The office that knows the exact figures finds the public sentence true."""
    text = since_last_year(
        _desk({}), _figure("active_target_group", new), _figure("active_target_group", old)
    )
    found = re.fullmatch(
        r"Das sind (rund|über) ([\d.]+) (mehr|weniger) als vor einem Jahr"
        r"(?:, ein (Plus|Minus) von (rund|über) ([\d.]+) Prozent)?\.",
        text,
    )
    if found is None:
        assert text.startswith("Vor einem Jahr waren es ")
        return
    now, then = (data.draw(st.integers(value - 4, value + 4)) for value in (new, old))
    change = (now - then) * (1 if found[3] == "mehr" else -1)
    assert holds(found[1], int(found[2].replace(".", "")), change) == "true"
    if found[4]:
        size = (now / then - 1) * (100 if found[4] == "Plus" else -100)
        said = int(found[6].replace(".", ""))
        assert holds(found[5], said, size, unit="percent") == "true"
        assert found[5] != "rund" or abs(size - said) <= said / 100


@pytest.mark.parametrize(
    ("printed", "slack", "sentence"), [(5815, 48, "über 5.750"), (85, 4, "über 80"), (1045, 4, "rund 1.050")]
)
def test_nobody_reads_rund_before_an_odd_number(printed: int, slack: int, sentence: str) -> None:
    """Twelve rounded months may be 48 off: neither «rund 5.800» nor «rund 5.815» says what is known."""
    figure = replace(_figure("active_target_group", printed), value=PrintedNumber(printed, slack, printed))
    assert _desk({}).about(figure) == sentence
    assert _desk({}, grain=5).about(figure) == f"rund {printed}".replace("1045", "1.045").replace(
        "5815", "5.815"
    )


_ALLOWED = r"möglich sind Vielfache von 5 zwischen 5 und 1\.000, z\. B\. 10, 50 oder 100\."


@pytest.mark.parametrize("grain", [0, -5, 1, 7, 12.5, 1005, float("nan"), float("inf"), 1e9])
def test_a_senseless_grain_is_refused(grain: float) -> None:
    """Rounded to 1 or 7, a published 1,045 would become «rund 1.043»: it looks exact and is not."""
    with pytest.raises(UsageProblem, match=_ALLOWED):
        press.make(public(), EDITION, AS_OF, grain)


@pytest.mark.parametrize(
    "typed", ["0", "-5", "1", "7", "<b>", "99999999", "1e2", "100,5", "10.00", "٥", "5 5"]
)
def test_what_is_typed_as_a_grain_and_makes_no_sense_is_named_with_the_allowed_ones(typed: str) -> None:
    with pytest.raises(UsageProblem, match=_ALLOWED) as refused:
        grain.read(typed, EDITION.base)
    assert f"«{typed}»" in str(refused.value)


def test_a_grain_is_a_multiple_of_what_the_public_world_rounds_to() -> None:
    assert [grain.read(typed, 5) for typed in ("", " 5", "100", "1.000")] == [None, 5, 100, 1000]
    assert grain.read("10", 10) == 10
    with pytest.raises(UsageProblem, match="Vielfache von 10 zwischen 10"):
        grain.read("5", 10)


def test_about_holds_on_both_sides_of_a_jump_of_the_grain() -> None:
    """1.445 against 1.210 stands for 18.7 to 20.2 percent: 19.8 is not «rund 19», although 20.2 would be let pass."""
    desk = _desk({})
    now, then = (_figure("active_target_group", value) for value in (1445, 1210))
    assert since_last_year(desk, now, then).endswith("ein Plus von über 18 Prozent.")


def test_rund_of_a_change_lies_within_one_percent() -> None:
    """1.065 against 650 is 63.8 percent, in truth 62.2 to 65.5: «rund 65» would be more than a percent of it away."""
    desk = _desk({})
    now, then = (_figure("active_target_group", value) for value in (1065, 650))
    assert (
        since_last_year(desk, now, then)
        == "Das sind über 400 mehr als vor einem Jahr, ein Plus von über 60 Prozent."
    )


def test_a_change_is_rounded_to_the_grain_that_somebody_chose() -> None:
    """1.045 against 645 is 392 to 408 more: at a grain of 100 «rund 400», as the count itself is «über 1.000»."""
    now, then, near = (_figure("active_target_group", value) for value in (1045, 645, 1005))
    percent = "als vor einem Jahr, ein Plus von über 60 Prozent."
    assert since_last_year(_desk({}), now, then) == f"Das sind über 390 mehr {percent}"
    assert since_last_year(_desk({}, 100), now, then) == f"Das sind rund 400 mehr {percent}"
    assert since_last_year(_desk({}, 100), now, near) == "Vor einem Jahr waren es rund 1.000."


@pytest.mark.parametrize("grain", [5, 10, 50, 100, 500])
def test_the_press_check_confirms_the_change_at_every_grain(grain: float) -> None:
    topic = press.make(public(), EDITION, AS_OF, grain).topics[0]
    assert {verdict.verdict for verdict in check.check(topic.context, _facts(), "press")} == {"true"}


def _targets(*of_months: int):  # type: ignore[no-untyped-def]
    """A town whose quota had these targets at the last month ends, published exactly."""

    def answers(query: Query) -> list[Figure]:
        if query.metric not in ("quota_target", "quota_actual") or query.by:
            raise NotAvailable("Nicht im Tabellenprogramm.")
        days = [day for day in MONTHS if day <= query.as_of][-len(of_months) :]
        made = [
            replace(_figure(query.metric, target, day), status="exact")
            for day, target in zip(days, of_months, strict=True)
        ]
        return made if query.every else made[-1:]

    return answers


@pytest.mark.parametrize(
    ("as_of", "targets", "sentence"),
    [
        (date(2022, 6, 30), (638, 592), "Das Soll für 2022 wurde im Lauf des Jahres neu festgesetzt."),
        (date(2022, 6, 30), (592, 592), "Das Soll kann noch neu festgesetzt werden."),
        (date(2021, 12, 31), (82, 82), "Das Soll blieb im Lauf des Jahres gleich."),
    ],
)
def test_that_the_target_was_set_anew_is_told_only_when_it_was(
    as_of: date, targets: tuple[int, ...], sentence: str
) -> None:
    topic = quota(Desk(Reader(_targets(*targets)), EDITION, as_of))
    assert topic is not None and topic.context == f"{topic.standard} {sentence}"


def test_no_definition_explains_a_word_with_itself() -> None:
    """«Definition «Soll»: Soll der Aufnahmequote …» says nothing."""
    for text in press.make(public(), EDITION, AS_OF).document.strings():
        if named := re.match(r"Definition «(.+?)»: (\w+)", text):
            assert named[1].casefold() != named[2].casefold(), text


def test_every_topic_has_its_picture() -> None:
    sheet = press.make(public(), EDITION, AS_OF)
    kinds = {topic.key: topic.chart.kind for topic in sheet.topics if topic.chart}
    assert kinds == {"aktive-zielgruppe": "line", "ukraine": "line", "stellen": "bars", "beratungen": "columns",
                     "aufnahmequote": "bars"}  # fmt: skip
    months = next(topic.chart for topic in sheet.topics if topic.key == "beratungen")
    assert months is not None and len(months.places) == 12 and months.unit == "consultations"


def test_no_file_of_a_picture_has_the_same_head_twice() -> None:
    for topic in press.make(public(), EDITION, AS_OF).topics:
        assert topic.chart is not None
        header = table_of(topic.chart).header
        assert len(set(header)) == len(header), header


def test_the_head_names_embargo_and_approver_and_a_draft_is_marked() -> None:
    draft = press.make(public(), EDITION, AS_OF).document
    assert draft.mark == "Entwurf, nicht freigegeben"
    signed = press.make(
        public(), EDITION, AS_OF, approval=press.Approval("Anna Beispiel", datetime(2022, 7, 14, 10))
    ).document
    assert dict(signed.head)["Freigegeben von"] == "Anna Beispiel"
    assert dict(signed.head)["Sperrfrist"] == "14.07.2022, 10:00 Uhr"
    assert signed.mark == "Sperrfrist 14.07.2022, 10:00 Uhr"


def test_what_was_last_published_comes_from_the_register() -> None:
    printed = {"active_target_group": "zuletzt veröffentlicht: 622, Stand Dezember 2020 (Vorlage 200/2020)"}
    sheet = press.make(public(), EDITION, AS_OF, last_published=lambda metric, _: printed.get(metric))
    notes = [
        block.text
        for block in sheet.document.blocks()
        if isinstance(block, Paragraph) and "zuletzt" in block.text
    ]
    assert notes[0] == "zuletzt veröffentlicht: 622, Stand Dezember 2020 (Vorlage 200/2020)."
    assert notes[1] == "zuletzt veröffentlicht: kein Eintrag im Register."


def test_what_was_last_published_says_which_of_the_topics_numbers_it_is() -> None:
    """«33, Stand 2026» under the quota could be Soll or Ist."""
    asked: dict[str, str] = {}

    def last(metric: str, which: str) -> None:
        asked[metric] = which

    press.make(public(), EDITION, AS_OF, last_published=last)
    assert asked == {
        "active_target_group": "", "ukraine_present": "im Stadtgebiet", "fte_funded": "gefördert", "consultations": "",
        "quota_target": "Soll",
    }  # fmt: skip


def test_every_count_of_a_topic_is_defined() -> None:
    texts = press.make(public(), EDITION, AS_OF).document.strings()
    definitions = [text.partition(":")[0] for text in texts if text.startswith("Definition")]
    assert definitions == [
        "Definition", "Definition «angekommen»", "Definition «im Stadtgebiet»", "Definition «gefördert»",
        "Definition «besetzt»", "Definition", "Definition «Soll»",
        "Definition «Ist»",
    ]  # fmt: skip


def _staffed(funded: float, filled: float):  # type: ignore[no-untyped-def]
    """A town with these positions, published exactly."""

    def answers(query: Query) -> list[Figure]:
        number = {"fte_funded": funded, "fte_filled": filled}.get(query.metric)
        if number is None or query.as_of != AS_OF or query.every or query.by:
            raise NotAvailable("Nicht im Tabellenprogramm.")
        return [replace(_figure(query.metric, 0), value=number, status="exact")]

    return answers


@pytest.mark.parametrize(
    ("funded", "filled", "sentence"),
    [
        (3.5, 4.0, "Von 4,0 besetzten Vollzeitstellen im Integrationsmanagement fördert das Land 3,5."),
        (2.75, 2.75, "Das Land fördert alle 2,75 besetzten Vollzeitstellen im Integrationsmanagement."),
        (3.5, 3.0, "Das Land fördert 3,5 Vollzeitstellen im Integrationsmanagement, besetzt sind 3,0."),
    ],
)
def test_how_many_filled_positions_the_state_pays_for(funded: float, filled: float, sentence: str) -> None:
    answers = _staffed(funded, filled)
    topic = positions(Desk(Reader(answers), EDITION, AS_OF))
    assert topic is not None and topic.standard == f"Stand Juni 2022: {sentence}"
    verdicts = check.check(
        topic.standard, ReleaseFacts(answers, EDITION.release, EDITION.data_as_of, EDITION.newest), "press"
    )
    assert verdicts and {verdict.verdict for verdict in verdicts} == {"true"}


def _facts() -> ReleaseFacts:
    return ReleaseFacts(public(), EDITION.release, EDITION.data_as_of, EDITION.newest)


def test_the_press_check_confirms_every_sentence_of_the_sheet() -> None:
    """What the product writes, the product must find true, without any help from the reader."""
    for topic in press.make(public(), EDITION, AS_OF).topics:
        for text in (topic.short, topic.standard, topic.context):
            verdicts = check.check(text, _facts(), "press")
            assert verdicts, text
            assert {verdict.verdict for verdict in verdicts} == {"true"}, (text, verdicts)
            assert all(verdict.publishable for verdict in verdicts)


def test_a_falsified_sentence_is_caught() -> None:
    topic = press.make(public(), EDITION, AS_OF).topics[0]
    number = _claims(topic.standard)[0][1]
    for wrong in (number * 2, number - 100):
        verdicts = check.check(topic.standard.replace(str(number), str(wrong)), _facts(), "press")
        assert [verdict.verdict for verdict in verdicts] == ["false"]


def test_a_preliminary_stichtag_says_so_in_every_sentence_with_a_stand() -> None:
    sheet = press.make(public(), EDITION, MONTHS[-1])
    assert "vorläufig" in sheet.document.mark
    assert sheet.topics[0].short.startswith("Vorläufiger Stand September 2022")
    assert all(
        "vorläufig" in table.caption for table in sheet.document.tables() if not table.key.startswith("abb")
    )


def test_another_day_or_nothing_published_is_refused() -> None:
    with pytest.raises(NotAvailable, match="am nächsten liegen"):
        press.make(public(), EDITION, date(2022, 6, 15))
    with pytest.raises(NotAvailable, match="keine Zahl des Presseblatts"):
        press.make(public(missing=tuple(catalogue.load())), EDITION, AS_OF)


def test_suppressed_figures_leave_their_topic_out() -> None:
    sheet = press.make(public(suppressed=("active_target_group",)), EDITION, AS_OF)
    assert "aktive-zielgruppe" not in [topic.key for topic in sheet.topics]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_holds_every_sentence(form: str) -> None:
    sheet = press.make(public(), EDITION, AS_OF)
    made = render(sheet.document, form)
    if form in ("html", "txt"):
        text = made.decode()
        assert all(topic.context in text for topic in sheet.topics)
    assert made


def test_the_folder_holds_pictures_of_the_right_size_with_their_alternative_text() -> None:
    from PIL import Image

    sheet = press.make(public(), EDITION, AS_OF)
    made = files(sheet)
    for name, size in (("ukraine_1600x900.png", (1600, 900)), ("ukraine_1080x1080.png", (1080, 1080))):
        assert Image.open(io.BytesIO(made[name])).size == size
    assert made["ukraine.svg"].startswith(b"<svg") and b"Quelle: Stadt" in made["ukraine.svg"]
    assert made["ukraine_alternativtext.txt"].decode().startswith("Liniendiagramm: ")
    assert files(sheet) == made


def test_an_interval_of_a_ratio_comes_from_its_published_parts() -> None:
    load = Figure(
        "caseload_filled", 1, "persons_per_fte", "ratio", AS_OF, None, {}, 262.5, 1050, 4.0, "rounded", False
    )
    assert interval(load, 5) == Interval(261.5, 263.5, 262.5)
    assert interval(replace(load, status="exact"), 5) == 262.5
    held = replace(_figure("consultations", 5815), period_from=date(2021, 6, 30))
    assert interval(held, 5) == Interval(5807, 5823, 5815)  # the difference of two rounded running totals
    left = replace(_figure("exits", 315), period_from=date(2022, 3, 31))
    assert interval(left, 5) == Interval(303, 327, 315)  # three rounded months
    assert interval(replace(load, value=None, status="suppressed"), 5) is None


def test_what_happened_in_months_is_no_number_of_a_day() -> None:
    """Consultations are those of twelve months: table and picture name months, the target group its Stichtag."""
    sheet = press.make(public(), EDITION, AS_OF)
    tables = {table.key: table for table in sheet.document.tables()}
    held = tables["beratungen"]
    assert held.header[-1] == "Zeitraum" and held.rows[0].cells[-1].shown == "Juli 2021 bis Juni 2022"
    assert tables["abbildung-beratungen"].header[0] == "Monat"
    assert "(Juni 2022)" in files(sheet)["beratungen_alternativtext.txt"].decode()
    group = tables["aktive-zielgruppe"]
    assert group.header[-1] == "Stichtag" and group.rows[0].cells[-1].shown == "30.06.2022"
