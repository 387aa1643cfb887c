"""Which groups a number takes over from the one before: «Caritas 470, davon 200 Frauen», «diese Zahl», «dort», «er»."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, together
from pipelines.publish.check.model import Claim, Mention, record
from pipelines.publish.check.stated import growths
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import (
    ahead,
    between,
    bodies,
    caseloads,
    inturn,
    parts,
    samegroup,
    shares,
    takenup,
    taking,
)
from pipelines.publish.check.words.vocabulary import Topic

_BESIDE_IT = re.compile(
    r"(?:\s+der\s+(?:aktiven\s+)?[A-ZÄÖÜ]\w+)?,?\s+(?:nach|gegenüber|statt|verglichen mit|im Vergleich zu)\s+"
    r"(?:noch\s+|zuvor\s+)?"
)
_THIS_NUMBER = re.compile(r"\b[Dd]iese (?:An)?[Zz]ahl\b|\b[Dd]ieser Wert\b")
_AS_LONG = re.compile(
    r"(?i:\b(?:in\s+(?:diesem|demselben|dem\s+gleichen)\s+Zeitraum|in\s+dieser\s+Zeit|bis\s+dahin)\b)"
)
_PER_BODY = {"persons", "fte", "consultations", "persons_per_fte"}
_TO = re.compile(
    r"(?:[^,;.:()]|(?<=\d)\.){0,60}\b(?:(?:auf|über)\s+(?:\w+\s+)?|wurden\s+(?:[^,;.:()]|(?<=\d)\.){0,40})"
)


_FOR_THOSE = re.compile(r"\W*(?:Für|Bei|Unter|Von)\s+(?:die|den)\s+(?:\w+\s+)?")


@record
class _Asked:
    """A number, the metric it is of, its claim so far, and the claim before."""

    draft: Draft
    mention: Mention
    topic: Topic
    claim: Claim
    last: Last

    @property
    def same(self) -> bool:
        """Does the claim before stand in the same sentence?"""
        return self.last.sentence == self.mention.sentence

    @property
    def goes_on(self) -> bool:
        """Is it of the same metric as the claim before?"""
        return self.topic is self.last.topic

    @property
    def beside(self) -> bool:
        """Is the claim before of the same sentence and metric?"""
        return self.same and self.goes_on

    def led_by(self, words: re.Pattern[str]) -> bool:
        """Do these words lead from the claim before, of the same sentence and metric, to the number?"""
        return self.beside and bool(words.fullmatch(self.draft.text, self.last.end, self.mention.span.start))


def groups_of(
    draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last, continues: bool
) -> Claim:
    """The claim with the groups that its words take over; keeps in `last` what the next number may be a part of."""
    if together.added(draft, mention):
        return claim  # «752 aus der Ukraine; zusammen mit allen anderen Herkunftsländern ergibt das 1.380»
    claim = shares.of_everybody(draft, mention, topic, shares.of_group(draft, mention, claim, last))
    asked = _Asked(draft, mention, topic, claim, last)
    by = _pointed_at(asked)
    by |= _body(asked, by) | _place(asked, by)
    if mention.quantity.form == "plain" and (not by or draft.bracketed(mention)):
        by = taking.of_the_pair(draft, mention) or by  # «42 Männer mehr als Frauen (545 gegenüber 503)»
    measured = not by and _measured_by(asked)
    by = by or _first((_said_again,) if measured else _TAKEN_OVER if last.topic else (_taken_up,), asked)
    if "horizon_months" in last.by and _looks_as_far(asked):
        by.setdefault("horizon_months", last.by["horizon_months"])
    by = by or (_first((_of_the_same_group,), asked) if last.topic and not measured else {})
    by, part = _of_its_whole(asked, by, continues)
    if part:
        last.dividing = mention.sentence
    elif not (by and last.dividing == mention.sentence):  # «Davon leben 402 zentral, 51 haben eine Duldung»
        last.counted(by, asked.same)
    by = by or (_first(_CHANGED, asked) if last.topic else {})
    if not (shares.is_base(draft, mention) and mention.sentence - last.sentence <= 1):
        last.parted, last.parted_topic = by, topic
    return claim if by == claim.by else replace(claim, by=by)


_Groups = Mapping[str, str]
_Rule = Callable[[_Asked], _Groups | None]


def _first(rules: tuple[_Rule, ...], asked: _Asked) -> dict[str, str]:
    """The groups that the first rule with an answer gives."""
    return dict(next(filter(None, (rule(asked) for rule in rules)), {}))


def _measured_by(asked: _Asked) -> bool:
    """«… 96. Ihr Anteil an den insgesamt 1.048 Begleiteten»: all those that the group told of is a share of."""
    near = asked.last.sentence >= asked.mention.sentence - 1
    return (asked.goes_on or not near) and shares.names_all(asked.draft, asked.mention)


def _looks_as_far(asked: _Asked) -> bool:
    """«… bei der Diakonie 24, bei allen zusammen 61», «Insgesamt betrifft die Frist in diesem Zeitraum 297 Personen»."""
    if asked.topic.metric != "reaching_36_months":
        return False
    near = asked.goes_on and asked.mention.sentence - asked.last.sentence == 1
    again = asked.draft.says(asked.mention.clause, bodies.ALL) or asked.draft.says(
        asked.mention.clause, _AS_LONG
    )
    return asked.same or (near and again and not asked.draft.moments_of(asked.mention.sentence))


def _pointed_at(asked: _Asked) -> dict[str, str]:
    """Its own groups, or those that «die entsprechenden», «Erstere» and the like point at."""
    draft, mention, claim, last = asked.draft, asked.mention, asked.claim, asked.last
    told = inturn.told(draft, mention, last) if not claim.by else None
    told = told or (inturn.share_told(draft, mention, last) if claim.kind == "share" else None)
    by = {**(told.by if told and told.metric == asked.topic.metric else claim.by)}
    return {**samegroup.pointed_at(draft, mention, asked.topic, last), **by}


def _body(asked: _Asked, by: _Groups) -> dict[str, str]:
    """The Träger: «er», the subject of «… und verfügt über», the label of the line."""
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    # «Sie begleitete 420 der 1.048 Menschen in der Zielgruppe», «Mit 1,25 von 3,5 Stellen … auf die Caritas»: of all
    whole = (asked.beside or topic.unit == "fte") and draft.whole_of_one_before(mention)
    if "traeger" in by or whole:
        return {}
    named = bodies.same_body(draft, mention, last) if topic.unit != "eur" else {}
    if not named and topic.unit in _PER_BODY:
        named = bodies.city_beside(draft, mention, topic, last)
        named = named or bodies.labelled(draft, mention) or bodies.with_positions(draft, mention, topic)
        named = named or caseloads.framed(draft, mention, topic)
    same_owner = asked.same and (
        bodies.same_subject(draft, mention, last) or bodies.same_positions(draft, mention, topic, last)
    )
    same_owner = same_owner or caseloads.of_body(draft, mention, topic, last)
    same_owner = same_owner or (asked.same and "traeger" in last.by and _theirs(asked))
    return named or ({"traeger": last.by["traeger"]} if same_owner else {})


def _theirs(asked: _Asked) -> bool:
    """«Die Caritas stand mit 447 ihrer 470 Begleiteten in Kontakt»: the whole of the part just told."""
    told = asked.draft.text.endswith((" ihrer ", " seiner "), 0, asked.mention.span.start)
    return told and asked.draft.whole_of_one_before(asked.mention)


def _place(asked: _Asked, by: _Groups) -> dict[str, str]:
    """The country («von dort») and the housing («dort») spoken of before."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    named: dict[str, str] = {}
    from_there = draft.says(mention.clause, parts.FROM_THERE)
    from_there = from_there and not draft.whole_of_one_before(mention)  # «752 der 1.380 sind von dort»
    if "nationality" in last.by and "nationality" not in by and from_there:
        named["nationality"] = last.by["nationality"]
    if asked.topic.unit == "persons" and "housing" not in by:
        named |= taking.same_place(draft, mention)
    return named


def _whole_of_part(asked: _Asked) -> _Groups | None:
    """«Kontakt hatten bei der Caritas 447 von 470»: the whole of the part just told."""
    other = not asked.goes_on and parts.whole_of_part(asked.draft, asked.mention, asked.last)
    return taking.of_part_and_whole(asked.draft, asked.mention, asked.topic, asked.last) if other else None


def _taken_up(asked: _Asked) -> _Groups | None:
    """The group that a sentence without a number names."""
    if asked.topic.unit not in _PER_BODY:
        return None
    return takenup.group(asked.draft, asked.mention, asked.topic, asked.last)


def _said_again(asked: _Asked) -> _Groups | None:
    """«… darunter 676 Männer. Von den 676 besaßen …»: of those that this number was told of."""
    if not asked.draft.named_whole(asked.mention):
        return None
    again = asked.last.told_as(asked.mention.quantity.value, asked.topic.metric)
    return again.by if again else None


def _summed(asked: _Asked) -> _Groups | None:
    """«92 Kinder bis fünf Jahre und 117 Sechs- bis Siebzehnjährige: Zusammen …»."""
    return taking.sum_of_those_told(asked.draft, asked.mention, asked.last) if asked.goes_on else None


def _same_move(asked: _Asked) -> _Groups | None:
    """The group whose change the number tells again.

    «… von 310 auf 181. Das entspricht einem Minus von 41,6 Prozent», «… 129 weniger. Der Rückgang beträgt 41,6
    Prozent», «… 398 Menschen aus der Ukraine. Seither wuchs diese Gruppe um 354»
    """
    if not asked.goes_on:
        return None
    draft, mention, last = asked.draft, asked.mention, asked.last
    again = between.sums_up(draft, mention) or takenup.of_that_move(draft, mention, last)
    again = again or draft.says(mention.clause, takenup.THIS_GROUP)
    # «Die Zahl der Männer lag Mitte 2022 bei 545 und Ende 2024 bei 676. Anstieg: 24,0 Prozent»
    again = again or (bool(growths.labelled(draft, mention)) and not takenup.named_anew(draft, mention, None))
    return last.by if again else None


def _group_again(asked: _Asked) -> _Groups | None:
    """`samegroup.again`, `samegroup.of_their_rate`."""
    if not asked.goes_on:
        return samegroup.of_their_rate(asked.draft, asked.mention, asked.topic, asked.last)
    return samegroup.again(asked.draft, asked.mention, asked.topic, asked.claim, asked.last)


def _counted_again(asked: _Asked) -> _Groups | None:
    """The number before in other words: «das sind 704 Frauen»."""
    again = asked.last.by and parts.counted_again(asked.draft, asked.mention, asked.last)[1]
    return asked.last.by if again else None


def _next_whole(asked: _Asked) -> _Groups | None:
    """`taking.of_the_next_whole`: the newest group of the sentence."""
    if not (asked.same and taking.of_the_next_whole(asked.draft, asked.mention, asked.last)):
        return None
    return next(filter(None, reversed(asked.last.said)), None)


def _other_of_two(asked: _Asked) -> _Groups | None:
    """`taking.counterpart`."""
    return taking.counterpart(asked.draft, asked.mention, asked.last) if asked.beside else None


def _beside(asked: _Asked) -> _Groups | None:
    """«wohnten 402 Personen nach 356 zum 30.06.2022», and `samegroup.of_the_next_day`."""
    next_day = asked.beside and samegroup.of_the_next_day(asked.draft, asked.mention, asked.last)
    return asked.last.by if next_day or asked.led_by(_BESIDE_IT) else None


def _framed(asked: _Asked) -> _Groups | None:
    """«Für die 330 angekommenen Frauen lag die Bleibequote bei 79,4 Prozent»: of those that it begins with."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    before = draft.preceding(mention)
    if before is None or before.clause != mention.clause or before.span.end != last.end or not last.by:
        return None
    rate = asked.topic.unit == "fraction" and last.kind == "amount"
    framed = _FOR_THOSE.fullmatch(draft.text, draft.clauses[before.clause].start, before.span.start)
    return last.by if rate and framed else None


def _level_of_its_change(asked: _Asked) -> _Groups | None:
    """`ahead.of_its_levels`."""
    levels = asked.goes_on and asked.claim.kind == "amount"
    return asked.last.by if levels and ahead.of_its_levels(asked.draft, asked.mention, asked.last) else None


# Which groups a number without one takes over, the surest first.
_TAKEN_OVER: tuple[_Rule, ...] = (
    _whole_of_part, _taken_up, _said_again, _summed, _same_move, _group_again, _counted_again, _next_whole,
    _other_of_two, _beside, _framed, _level_of_its_change,
)  # fmt: skip


def _of_the_same_group(asked: _Asked) -> _Groups | None:
    """The group before, or the whole where that one was a part of it.

    «… 622, davon 253 weiblich. Die Zahl hat sich verdoppelt»: the whole has
    """
    draft, mention, last = asked.draft, asked.mention, asked.last
    if not taking.of_the_same(draft, mention, asked.topic, asked.claim, last):
        return None
    divided = not asked.same and last.dividing == last.sentence
    divided = divided and not draft.says(mention.clause, _THIS_NUMBER)
    return last.whole if divided else last.by


def _of_its_whole(asked: _Asked, by: dict[str, str], continues: bool) -> tuple[dict[str, str], bool]:
    """With the groups of what it is a part of, and whether it is «davon»."""
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    part = continues and groups.thereof(draft, mention)
    named = taking.told_again(draft, mention, last) if part else None
    if named:
        by, part = taking.shared(topic, {**named.by, **asked.claim.by}), False
    if part and last.topic is not None and last.topic.unit == topic.unit:
        by = taking.shared(topic, {**last.whole_for(asked.same), **by})  # «Caritas 470, davon 200 Frauen»
        if last.topic.metric.startswith("ukraine_") and topic.metric.startswith("active_"):
            by.setdefault("nationality", "166")  # «400 Ukrainer lebten hier. Begleitet wurden davon 398»
    whole = taking.named_whole(draft, mention, topic, last) if asked.same and not part else None
    if whole:
        by = taking.shared(topic, {**whole, **by})
    if taking.narrower_before(draft, mention, by, last) and not draft.says(mention.clause, bodies.ALL):
        by |= last.by
    return by, part


def _new_level(asked: _Asked) -> _Groups | None:
    """«Die Zahl der Syrer sank von 310 Mitte 2022 auf 181»."""
    return asked.last.by if asked.led_by(_TO) else None


def _change_of_it(asked: _Asked) -> _Groups | None:
    """«… der Frauen von 503 auf 704 und damit um 40 Prozent»."""
    changed = asked.beside and taking.changed_by(asked.draft, asked.mention, asked.claim, asked.last)
    return asked.last.by if changed else None


_CHANGED: tuple[_Rule, ...] = (_new_level, _change_of_it)
