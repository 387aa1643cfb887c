"""A noun of growth as the label of a number: «Minus: 129», «Der Anstieg seit Ende 2022: 261 Personen»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases

# Days and names may stand behind the noun, but no verb: «Zuwachs führt zu Höchststand: 1.380 Personen» is a level.
_WITH_NAMES = (
    r"(?:\s+(?:seit|gegenüber|im|in|zum|zur|zu|von|vom|bis|zwischen|und|auf|bei|binnen|innerhalb|unter|für|mit|dem|den|de[rs]|die|das|eine[srm]"
    r"|aktiven|begleiteten|absolut|insgesamt|so|damit|also|aus|[A-ZÄÖÜ][\wäöüß-]+|\d{1,2}\.|(?:19|20)\d\d))*"
)
_LABEL = re.compile(
    rf"\W*(?:(?:Der|Das|Die|Ihr|Ein|[Dd]amit|[Aa]lso)\s+)?(?:[a-zäöüß]+e[rs]?\s+)?\w*(?:{moving.GROWTH}|{moving.GROWTH.lower()})\b"
    rf"{_WITH_NAMES}(?<!auf)(?<!bei):"
)
_COUNTED = re.compile(rf"\s+(?:{moving.GROWTH}|Steigerung)\b")
_LEAD = re.compile(r"\s*(?:um\s+)?(?:\w+\s+)?")
# «Stärker war der Anstieg im Jahr 2024: Er betrug 154 Personen»
_WAS_SO = re.compile(
    rf"\b(?:war|ist|blieb|fiel)\s+(?:der|das|die)\s+(?:[a-zäöüß]+e\s+)?{moving.GROWTH}\b|\b(?:[Dd]er|[Dd]as|[Dd]ie)\s+{moving.GROWTH}\b"
    r"[^,;:.\d]*\s(?:war|ist|blieb|fiel)\s"
)
_IT_WAS = re.compile(
    r"\s*(?:Er|Es|Sie|er|es|sie)\s+(?:betr(?:ug|ägt)|l(?:ag|iegt)\s+bei|belief\s+sich\s+auf)\s+(?:\w+\s+)?"
)
_ENDS = re.compile(r"\s*(?:[.,;()–!?]|$|(?:oder|beziehungsweise|bzw\.|und\s+(?:damit|somit)|also)\s)")
# «154 mehr als Ende 2023, das entspricht 12,6 Prozent», and not «… 12,6 Prozent der Begleiteten»
_THAT_IS = re.compile(
    r"\s*(?:und\s+)?(?:also|mithin|das|dies|was)\s+(?:(?:sind|waren|ist|war|entspricht|entsprach|bedeutet|macht)\s+)?(?:\w+\s+)?"
)
_OF_ALL = re.compile(r"\s+(?:de[rs]|aller?|von|an)\s")

# «um 154 auf 1.380 gewachsen, davon 70 im zweiten Halbjahr», «um 154, 84 davon im ersten Halbjahr und 70 im zweiten»
_PART_OF_THE_TIME = (
    r"(?:allein\s+)?(?:im|in\s+der|in\s+den)\s+(?:ersten|zweiten|dritten|vierten|letzten)(?:\s+(?:Halbjahr|Jahreshälfte|Quartal"
    r"|(?:\w+\s+)?Monaten)\b|\W*$|\s+und\s)"
)
_OF_IT = re.compile(r"\W*(?:[Dd]avon\s|[\d.]+\s(?:[A-ZÄÖÜ]\w+\s)?davon\s)")
_THEN = re.compile(rf"(?:\s+[A-ZÄÖÜ]\w+)?(?:\s+davon)?\s+{_PART_OF_THE_TIME}")

# «…, das sind 89.000 Euro und damit gut ein Fünftel mehr»
_AND_SO_MUCH_MORE = re.compile(
    r"\s+und\s+(?:damit|somit)\s+(?:\w+\s+){0,2}?(?:[\d,]+\s*(?:Prozent|%)|(?:ein|zwei|drei)\s+\w+tel|die\s+Hälfte)\s+"
    r"(?:mehr|weniger)\b"
)
_THAT_WAS = re.compile(r"\W*(?:[Dd]as|[Dd]ies)\s+(?:sind|waren|ist|war)\s+(?:\w+\s+)?")


def and_so_much_more(draft: Draft, mention: Mention) -> bool:
    """«Von 415.000 auf 504.000 Euro, das sind 89.000 Euro und damit gut ein Fünftel mehr»: less than each of the two.

    Not «704 Frauen und 676 Männer, das sind 1.380 und damit 12,6 Prozent mehr als 2023», which sums them up.
    """
    start = draft.clauses[mention.clause].start
    if mention.quantity.form != "plain" or not _AND_SO_MUCH_MORE.match(draft.text, mention.span.end):
        return False
    if not _THAT_WAS.fullmatch(draft.text, start, mention.span.start):
        return False
    told = [m for m in draft.mentions_of(mention.sentence) if m.span.end <= start]
    before = None if told else draft.just_before(mention.sentence)
    told = told if before is None else draft.mentions_of(before)
    levels = [m for m in told[-2:] if m.quantity.form == "plain"]
    larger = [m for m in levels if m.quantity.value > mention.quantity.value]
    # «von 622 auf 1.380, das sind 758 und damit 121,9 Prozent mehr»
    return len(larger) == 2 or (len(levels) == 2 and levels[1] in larger and _from_to(draft, *levels))


def in_part_of_the_time(draft: Draft, mention: Mention) -> bool:
    """«… um 154 Personen, 84 davon im ersten Halbjahr und 70 im zweiten»: may it be so much of a growth just told?"""
    if mention.quantity.form != "plain" or not draft.says(mention.clause, _OF_IT):
        return False
    return bool(_THEN.match(draft.text, mention.quantity.end, draft.clauses[mention.clause].end))


def _from_to(draft: Draft, old: Mention, new: Mention) -> bool:
    from_it = phrases.FROM.search(draft.text, max(0, old.span.start - 20), old.span.start)
    return bool(from_it and phrases.ONTO.search(draft.text, old.span.end, new.span.start))


def counted(draft: Draft, mention: Mention) -> bool:
    """«12,6 Prozent Zuwachs binnen eines Jahres: So stark ist …»: the noun that the percentage counts."""
    return mention.quantity.form == "percent" and bool(_COUNTED.match(draft.text, mention.quantity.end))


def labelled(draft: Draft, mention: Mention) -> str:
    """The label that makes a number a change; empty where none does."""
    label, start = mention.clause - 1, draft.clauses[mention.clause].start
    if _taken_up(draft, mention) is not None:
        return draft.clause_text(label)
    if label < 0 or draft.text[start - 1] != ":" or not draft.one_sentence(label, mention.clause):
        return ""
    if not draft.says(label, _LABEL) or not _LEAD.fullmatch(draft.text, start, mention.span.start):
        return ""
    named = _LABEL.fullmatch(draft.clause_text(label))
    return named[0] if named and _ENDS.match(draft.text, mention.span.end) else ""


def _taken_up(draft: Draft, mention: Mention) -> int | None:
    """The clause whose growth «Er betrug 154 Personen» says: the one before its colon, or before its sentence."""
    told, start = mention.clause - 1, draft.clauses[mention.clause].start
    if told < 0 or not _IT_WAS.fullmatch(draft.text, start, mention.span.start):
        return None
    if told in draft.clauses_with_numbers or not draft.says(told, _WAS_SO):
        return None
    begins = draft.sentences[mention.sentence].start == start
    follows = begins and draft.just_before(mention.sentence) is not None
    return told if follows or draft.text[start - 1] == ":" else None


def in_the_next_clause(draft: Draft, change: Mention, mention: Mention) -> bool:
    """Does a clause behind the change say it again as a share of what was?"""
    if mention.clause != change.clause + 1 or _OF_ALL.match(draft.text, mention.span.end):
        return False
    start = draft.clauses[mention.clause].start
    return bool(_THAT_IS.fullmatch(draft.text, start, mention.span.start))
