"""What a number says of its metric: how many there were, by how many it moved, or the level it came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role
from pipelines.publish.check.stated import beside, changes, growths, moving, shortage

NOUN_OF = re.compile(
    r"(?i:\b\w*(?:plus|minus|zuwachs|anstieg|zunahme|rückgang|abnahme|steigerung|wachstum|schwund)(?:e?s)?"
    # «Der Zuwachs der aktiven Zielgruppe von 154 Personen»
    r"(?:\s+(?:de[rs]|dieser|unserer)\s+(?-i:(?:[a-zäöüß]+e[nrs]\s+)?[A-ZÄÖÜ]\w+)){0,2}\s+(?:von|um)\s+(?:insgesamt\s+)?)$"
)
# «Das Wachstum fiel 2024 mit 12,6 Prozent kräftiger aus», «wuchs 2024 mit 12,6 Prozent stärker als 2023»
_AT_A_PACE = re.compile(
    r"[^,;:]*\b(?:kräftiger|stärker|schwächer|langsamer|schneller|deutlicher|geringer|größer|höher|niedriger|kleiner"
    r"|am\s+(?:stärksten|kräftigsten|deutlichsten|wenigsten|meisten))\b"
)
_GROWS = re.compile(
    r"\b(?:Wachstum|Zuwachs|Anstieg|Rückgang|Plus|Minus|wuchs|wächst|stieg|steigt|sank|sinkt|schrumpft\w*|legt\w*|nahm\w*)\b"
)
# «Der Zuwachs der aktiven Zielgruppe betrug im Jahr 2024 154 Personen»: the change is what the sentence speaks of.
_CHANGE_IS = re.compile(
    r"\W*(?i:der|das|die|ihr|ihre|sein|seine)\s+(?:\w+\s+)?(?:Plus|Minus|Zuwachs|Anstieg|Zunahme|Rückgang|Abnahme|Steigerung|Wachstum|Veränderung)\b"
    r"(?!\s+(?:um|von)\s+\d).*\b(?:betrug|beträgt|betrage|entspricht|entsprach|lag|liegt|liege|belief|beläuft|machte?|war|hat|habe|hatte)\b(?!.*\b(?:auf|von)\s+\S+\s+auf\b)",
    re.DOTALL,
)
# «…, dass der Zuwachs im Jahr 2024 154 Personen betrug»
_THAT_THE_CHANGE = re.compile(
    rf"\W*(?:dass|weil|da|wobei|obwohl|während)\s+(?:der|das|die|ihr|ihre|sein|seine)\s+(?:\w+\s+)?{moving.GROWTH}\b(?!\s+(?:um|von)\s+\d)"
)
_CAME_TO = re.compile(r"[^,;.]*\b(?:betrug|beträgt|betrage|betragen\s+ha\w+|ausmachte)\b")
# «bis zum Jahresende kam eine Dreiviertelstelle hinzu»: positions are created or lost, people come and go.
_CREATED = re.compile(
    r"(?i:\b(?:k[ao]m(?:en)?\b.*\b(?:hinzu|dazu)\b|hinzu(?:kam|gekommen)\w*|dazu(?:kam|gekommen)\w*|geschaffen|schuf(?:en)?|weggefallen"
    r"|fiel(?:en)?\b.*\bweg\b|gestrichen|strich(?:en)?)\b)"
)
_GOVERNED = re.compile(r"(?i:\b(?:auf|von|bei|mit|aus|an|für|zu))\s+(?:\w+\s+)?$")
# «besetzt sind mit 4,75 Stellen weniger, als der Plan hergibt»
_THAN_CLAUSE = re.compile(r"\s*(?:mehr|weniger),\s+als\b")
# «Zugänge 2024: plus 310. Abgänge 2024: minus 156.»: so many moved
_SIGNED_MOVES = re.compile(
    r"\b(?:Zugäng|Abgäng|Neuaufnahm)\w*\b[^.;:]{0,30}:\s+(?:(?:[Pp]lus|[Mm]inus)\s|[+−–-]\s?)$"
)
# «504.000 Euro (2024), Zunahme 21,4 Prozent»
_LABELLED = re.compile(r"(?:^|[,;(–:]\s?)(?:Zunahme|Zuwachs|Anstieg|Steigerung|Rückgang|Abnahme):?\s$")
_WITH = re.compile(r"(?i:\b(?:mit|bei)\s+)$")
# «von 622 bis Ende 2024 auf 1.380», «von damals 622 bis Ende 2024 mehr als verdoppelt»; not «nahm 638 auf»
_TO = re.compile(r"^[^,;.]{0,56}?(?:\bauf\b(?=\s+\w)|\bver(?:doppel|(?:drei|vier|fünf|sechs|viel)fach)te?\b)")
# «In Köpfen ausgedrückt: von 208 auf 336», «„Von 1.226 auf 1.380 in nur einem Jahr“, sagte sie»: a move without a verb
BARE_MOVE = re.compile(
    r"^\s*[„“]?(?:und\s+zwar\s+)?[Vv]on\s+[\d.,]+\s+(?:\w+\s+)?auf\s+[\d.,]+\d(?:\s+[A-ZÄÖÜ]\w+)?"
    r"(?:\s+(?:in|binnen|innerhalb)\s+(?:\w+\s+){1,3}(?:Jahr|Monat)\w*)?\W*$"
)
# «Das Wachstum beschleunigte sich von 9,6 Prozent im Jahr 2023 auf 12,6 Prozent im Jahr 2024»
_GROWTH_MOVED = re.compile(
    rf"^\W*(?:Das|Der|Die)\s+(?:\w+\s+){{0,2}}?{moving.GROWTH}\b[^%]{{0,60}}?\bvon\s(?:\w+\s){{0,2}}?[\d.,]+\s?(?:Prozent|%)"
    r"[^%]{0,60}?\bauf\s(?:\w+\s){0,2}?[\d.,]+\s?(?:Prozent|%)",
)
# «einen Zuwachs von 130 (Ende Juni 2022) auf 171»: two levels
# «… bei 504.000 Euro, 89.000 Euro über dem Wert des Jahres 2023», but not «mit 504.000 Euro über dem Wert von 2023»
_OVER_THEN = re.compile(
    r"(?:\s+(?:[A-ZÄÖÜ]\w+|€))?\s+(?:über|unter)\s+(?:dem|de[rnm]|denen|jene[mnr])\s+"
    r"(?:Vorjahr\w*|(?:\w+en\s+)?(?:Wert|Stand|Niveau|Ergebnis|Zahl)\s+(?:vo[nm]|des|aus|im|zum|am|Ende|Mitte|Anfang)\b"
    r"|de[sr]\s+(?:Vorj|J)ahres|von\s+(?:Ende|Mitte|Anfang|(?:19|20)\d\d))"
)
# «um 154 Personen oder 12,6 Prozent»: the change said again as a share of what was.
_SAID_AGAIN = re.compile(
    # «um 676 gestiegen, das sind 11,6 Prozent»
    r"(?:\s+(?:[a-zäöüß]*ge[a-zäöüß]+(?:en|t)|erhöht|verringert|zu|zurück)(?=, das (?:sind|waren|entspr)))?"
    r"\s*[,(–]?\s*(?:oder|beziehungsweise|bzw\.|also|mithin|das (?:sind|waren|ist|entspricht|entsprach)|was"
    r"|und (?:damit|somit|zwar))?\s*"
    # «Der Zuwachs um 676 Beratungen von 2023 auf 2024 entspricht 11,6 Prozent»
    r"|[^,;.:()\d]{0,30}(?:(?:19|20)\d\d[^,;.:()\d]{0,20}){0,2}\b(?:entspricht|entsprach|entsprechen|bedeutet|bedeutete|macht)\s(?:einem\s\w+\s(?:um|von)\s)?"
)
# «676 oder 11,6 Prozent mehr als im Jahr zuvor»
_OR_PERCENT_MORE = re.compile(
    r"\s*(?:oder|beziehungsweise|bzw\.)\s+(?:\w+\s+)?(?:[\d,]+\s*(?:Prozent|%)|ein\s+\w+tel)\s+(mehr|weniger|höher|niedriger)\b"
)
# «Auf 1.454 beläuft sich der Zuwachs bei den Beratungen»
_ON = re.compile(r"^\s*Auf\s+(?:\w+\s+)?$|[.!?]\s+Auf\s+(?:\w+\s+)?$")
_THE_CHANGE = re.compile(
    r"\s*(?:beläuft|belief|beziffert|summiert)\w*\s+sich\s+(?:\w+\s+)?"
    rf"(?:der|das|die)\s+(?:\w+\s+)?\w*{moving.GROWTH}\b"
)
# «… ein Plus von 90 Personen, die Diakonie eines von 120»
_ONE_OF = re.compile(r"\bein(?:e|es|en|er)\s+von\s+$")
_OUT_OF, _BECAME = (
    re.compile(r"\b[Aa]us\s+(?:(?:noch|den|diesen|anfangs|zunächst)\s+){0,2}$"),
    re.compile(
        r"^\s*(?:[A-ZÄÖÜ]\w+\s+)?(?:wurden\s+(?:\w+\s+)?\d"
        r"|sind\s+(?:(?:[^.;\d]|\b(?:19|20)\d\d\b){0,40}\s)?[\d.,]+\s+(?:\w+\s+)?geworden\b)"
    ),
)
_AND = re.compile(r"\s+(?:und|beziehungsweise|bzw\.)\s+(?:um\s+)?")
# One of these stands before every change and every old level.
_MOVING = re.compile(
    r"(?i:\b(?:um|von|\w*(?:plus|minus|zuwachs|anstieg|rückgang|zunahme|abnahme|wachstum))\b|[+(])"
)
# «ausgeschieden sind mit 124 weniger als 2022»: «weniger» itself is who did, for nobody else is named
_NOBODY_ELSE = re.compile(
    r"\W*(?:und\s+|aber\s+)?(?:(?:[Aa]uch|[Nn]eu)\s+)?\w+\s+(?:sind|waren|wurden|haben|hatten)\s+"
    r"(?:(?:im|am|beim|(?:aus|bei|in)\s+de[mr])\s+[A-ZÄÖÜ]\w+\s+|[a-zäöüß\d]+\s+)*?mit\s+(?:nur\s+|lediglich\s+|rund\s+)?"
)

EXTRA = re.compile(r"\s+zusätzliche[nr]?\s+Begleitete")  # «trotz 154 zusätzlicher Begleiteter»
_GREW_MORE = re.compile(
    r"\b(?:mehr|weniger|stärker|schwächer|kräftiger|deutlicher|höher|niedriger|größer|kleiner|schneller|langsamer)\s(?:aus\s)?als\s"
    r"(?:im\s(?:Jahre?\s)?)?$"
)
_AFTER = re.compile(r"(?:\s+[a-zäöüß]+){0,2},?\s+nach\s+(?:(?:noch|zuvor|nur|lediglich|erst)\s+)?")
_IN_THAT_YEAR = re.compile(
    r"\s+(?:im\s+(?:Vorjahr|Jahre?\s+(?:davor|zuvor|vorher|(?:19|20)\d\d))|ein\s+Jahr\s+(?:davor|zuvor|vorher)|(?:19|20)\d\d)\b"
)


class _Seen(NamedTuple):
    """One number with the words before and behind it."""

    draft: Draft
    mention: Mention
    before: str
    after: str

    @property
    def percent(self) -> bool:
        return self.mention.quantity.form == "percent"

    @property
    def from_clause(self) -> tuple[str, int, int]:
        """For a pattern that reads from the beginning of its clause to the number."""
        return self.draft.text, self.draft.clauses[self.mention.clause].start, self.mention.span.start

    @property
    def ungoverned(self) -> bool:
        return not _GOVERNED.search(self.before)


def of(draft: Draft, mention: Mention) -> Role:
    """What the number says about the metric: the first rule with an answer, else a level. Worked out once."""
    role = draft.kept.roles.get(mention.quantity.start)
    if role is None:
        role = draft.kept.roles[mention.quantity.start] = _read(draft, mention)
    return role


def _read(draft: Draft, mention: Mention) -> Role:
    before = draft.text[max(0, mention.span.start - 90) : mention.span.start]
    seen = _Seen(draft, mention, before, changes.words_behind(draft, mention))
    return next((role for rule in _RULES if (role := rule(seen))), "level")


def _by_its_form(seen: _Seen) -> Role | None:
    return "change" if seen.mention.quantity.form in ("points", "factor") else None


def _told_again(seen: _Seen) -> Role | None:
    number = seen.draft, seen.mention
    again = _said_again(*number) or after_another(*number) or in_that_bracket(*number)
    again = again or growths.counted(*number) or growths.and_so_much_more(*number)
    again = again or _part_of_the_growth(*number)
    return "change" if again or growths.labelled(*number) else None


def _percent_of_growth(seen: _Seen) -> Role | None:
    if not seen.percent:
        return None
    moved = seen.draft.says(seen.mention.clause, _GROWTH_MOVED)
    return "change" if moved or beside.reached(seen.draft, seen.mention) else None


def _the_change_is(seen: _Seen) -> Role | None:
    named = _THAT_THE_CHANGE.match(*seen.from_clause) and _CAME_TO.match(seen.after)
    on = _ON.search(seen.before) and _THE_CHANGE.match(seen.after)
    told = _CHANGE_IS.match(*seen.from_clause) or named or on
    return "change" if told or changes.is_difference(seen.draft, seen.mention) else None


def _at_a_pace(seen: _Seen) -> Role | None:
    if not (_WITH.search(seen.before) and _AT_A_PACE.match(seen.after)):
        return None
    return "change" if _GROWS.search(changes.words_around(seen.draft, seen.mention)) else None


def _so_many_more(seen: _Seen) -> Role | None:
    """«154 mehr»; but a level in «mit 66,6 Prozent niedriger als …», «mit 156 Personen verließen mehr Menschen als …»."""
    draft, mention = seen.draft, seen.mention
    more = changes.MORE.match(seen.after) or _OR_PERCENT_MORE.match(draft.text, mention.span.end)
    if more and _WITH.search(seen.before) and _of_others(seen, more[1]):
        return "level"
    if more or changes.gapped_more(draft, mention):
        return "level" if shortage.metric_of(draft, mention) else "change"
    return None


def _of_others(seen: _Seen, word: str) -> bool:
    """Does «mehr», «niedriger» behind «mit N» compare somebody else, or the level itself?"""
    more_of = changes.MORE_OF.match(seen.after)
    if seen.percent and more_of:
        return False  # «mit 11,6 Prozent mehr Beratungen als 2023»
    compares = word.lower() not in ("mehr", "weniger") or more_of or _THAN_CLAUSE.match(seen.after)
    return bool(compares or _NOBODY_ELSE.fullmatch(*seen.from_clause))


def _added(seen: _Seen) -> Role | None:
    draft, mention = seen.draft, seen.mention
    if EXTRA.match(draft.text, mention.quantity.end):
        return "change"
    created = beside.of_positions(draft, mention) and draft.says(mention.clause, _CREATED)
    if (created or _OVER_THEN.match(seen.after)) and seen.ungoverned:
        return "change"
    return "change" if beside.money_added(draft, mention) else None


def _old_level_instead(seen: _Seen) -> Role | None:
    return "level_before" if beside.instead_of_it(seen.draft, seen.mention, seen.before) else None


def _nothing_moves(seen: _Seen) -> Role | None:
    moves = seen.draft.sentence_says(seen.mention.sentence, _MOVING) or _OUT_OF.search(seen.before)
    if moves:
        return None
    return _lost_or_won(seen) or "level"


def _plus(seen: _Seen) -> Role | None:
    between = beside.PLUS_BETWEEN.search(*seen.from_clause) or beside.PLUS_WAS.search(seen.before)
    return "change" if between or beside.gapped_plus(seen.draft, seen.mention) else None


def _one_of_changes(seen: _Seen) -> Role | None:
    if not _ONE_OF.search(seen.before):
        return None
    earlier = _earlier(seen.draft, seen.mention)
    return "change" if any(of(seen.draft, m) == "change" for m in earlier) else None


def _signed_moves(seen: _Seen) -> Role | None:
    return "level" if _SIGNED_MOVES.search(seen.before) else None


def _noun_of_change(seen: _Seen) -> Role | None:
    draft, mention = seen.draft, seen.mention
    levels = beside.between_levels(draft, mention) or beside.brought_about(draft, mention)
    grown = NOUN_OF.search(seen.before) and not levels
    told = grown or changes.signed(draft, mention) or _LABELLED.search(seen.before)
    return "change" if told else None


def _by_so_many(seen: _Seen) -> Role | None:
    """Any verb with «um 100» tells a change, known or not, but for the few that mean «concerning»."""
    by = changes.BY.search(seen.before) or _joined_to_a_change(seen)
    if not by or beside.concerning(seen.draft, seen.mention):
        return None
    return "level" if shortage.metric_of(seen.draft, seen.mention) else "change"


def _joined_to_a_change(seen: _Seen) -> bool:
    """«wuchs 2023 und 2024 um 107 und 154 Personen»: by so many in turn."""
    draft, before = seen.draft, seen.draft.preceding(seen.mention)
    if before is None or before.quantity.form != seen.mention.quantity.form:
        return False
    joined = _AND.fullmatch(draft.text, before.span.end, seen.mention.span.start)
    led = changes.BY.search(draft.text, max(0, before.span.start - 30), before.span.start)
    alike = seen.mention.quantity.value < beside.ALIKE * before.quantity.value
    return bool(joined and led) and alike


def _lost_or_won(seen: _Seen) -> Role | None:
    return "change" if changes.lost_or_won(seen.draft, seen.mention) and seen.ungoverned else None


def _old_level(seen: _Seen) -> Role | None:
    draft, mention = seen.draft, seen.mention
    if _OUT_OF.search(seen.before) and _BECAME.match(seen.after):
        return "level_before"  # «Aus 209 wurden 465», «Aus 0,5 Stellen sind 2,0 geworden»
    if not (beside.FROM.search(seen.before) and _TO.match(seen.after)):
        return None
    moves = draft.sentence_says(mention.sentence, moving.CHANGING) or draft.says(mention.clause, BARE_MOVE)
    return "level_before" if moves else None


_RULES: tuple[Callable[[_Seen], Role | None], ...] = (
    _by_its_form,
    _told_again,
    _percent_of_growth,
    _the_change_is,
    _at_a_pace,
    _so_many_more,
    _added,
    _old_level_instead,
    _nothing_moves,
    _plus,
    _one_of_changes,
    _signed_moves,
    _noun_of_change,
    _by_so_many,
    _lost_or_won,
    _old_level,
)


def _earlier(draft: Draft, mention: Mention) -> list[Mention]:
    """The numbers before it in the sentence."""
    return [m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start]


def _part_of_the_growth(draft: Draft, mention: Mention) -> bool:
    """«… um 154 auf 1.380 angewachsen, davon 70 im zweiten Halbjahr»: so much of the change of the clause before."""
    if not growths.in_part_of_the_time(draft, mention):
        return False
    told = [m for m in _earlier(draft, mention) if m.clause == mention.clause - 1]
    return any(of(draft, m) == "change" for m in told)


def _said_again(draft: Draft, mention: Mention) -> bool:
    """«… um 154 Personen oder 12,6 Prozent»: a percentage that follows a change at once."""
    if mention.quantity.form != "percent":
        return False
    before = draft.preceding(mention)
    if before is None or before.quantity.form != "plain":
        return False
    joined = bool(_SAID_AGAIN.fullmatch(draft.text, before.span.end, mention.span.start))
    joined = joined or growths.in_the_next_clause(draft, before, mention)
    return joined and of(draft, before) == "change"


def in_that_bracket(draft: Draft, mention: Mention) -> bool:
    """«… um 154 gewachsen, deutlich mehr als 2023 (107)»: the change of the year right before the bracket.

    Not «154 mehr als ein Jahr zuvor (1.226)», «um 68 über dem Wert von Ende 2022 (492)»: the level then.
    """
    before = draft.preceding(mention)
    if before is None or not draft.bracketed(mention) or before.quantity.form != mention.quantity.form:
        return False
    opened = draft.clauses[mention.clause].start - 1
    then = [
        m for m in draft.moments_of(mention.sentence) if m.role == "compared" and 0 <= opened - m.end <= 1
    ]
    if not then or changes.MORE.match(changes.words_behind(draft, before)):
        return False
    grew_more = _GREW_MORE.search(draft.text, before.span.end, then[0].start)
    return grew_more is not None and of(draft, before) == "change"


def after_another(draft: Draft, mention: Mention) -> bool:
    """«… wuchs 2024 um 154 Personen, nach 107 im Jahr zuvor»: the change of the year before, and no level."""
    before = draft.preceding(mention)
    if before is None or before.quantity.form != mention.quantity.form:
        return False
    between = draft.text[before.span.end : mention.span.start]
    if not _AFTER.fullmatch(between) or not _IN_THAT_YEAR.match(changes.words_behind(draft, mention)):
        return False
    alike = mention.quantity.form != "plain" or mention.quantity.value < beside.ALIKE * before.quantity.value
    return alike and of(draft, before) == "change"
