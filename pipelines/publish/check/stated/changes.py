"""Is a number a change («um 100 gestiegen», «29 mehr als», «verdoppelt») or the level before one («von 948 auf …»)?"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import rows

BY = re.compile(r"(?i:\bum\s+(?:insgesamt\s+|weitere\s+|noch\s+|nur\s+)?)$")
# «Der Unterschied zwischen Ende 2023 und Ende 2024 beträgt 154», «Zwischen den 1.226 und den 1.380 liegen 154»
_DIFFERENCE_IS = re.compile(
    r"\W*(?:(?:der|die) (?:Unterschied|Differenz|Abstand) zwischen\b.*\b(?:betrug|beträgt|liegt|lag|macht|belief)\b"
    r"|zwischen\b.*\b(?:liegen|liegt|lagen|lag)\b(?!.*\bbei\b)).*$",
    re.DOTALL | re.IGNORECASE,
)
# «43 mehr», «43 Geflüchtete aus der Ukraine mehr», «178 Menschen in Familien mehr»
MORE = re.compile(
    r"^(?:\s+(?:Begleitete|Betreute|Geduldete|Angekommene|Minderjährige|Alleinstehende|Alleinlebende|Jugendliche)n?(?=\s))?(?:\s+(?:aus|in|mit)\s+(?:(?:der|dem|den|allen|anderen|einer|eigener)\s+)?[A-ZÄÖÜ]\w+(?=\s))?(?i:\s*(?:-?[Mm]al\s+)?(mehr|weniger|höher|niedriger|größer|kleiner|öfter|häufiger|seltener|teurer|billiger)\b"
    r"(?!\s+(?:oder|als\s+(?:die\s+hälfte|(?:ein|zwei|drei)e?n?\s+(?:drittel|viertel|fünftel)|jede)|als\s+(?:das\s+)?(?:doppelt|dreifach|dreimal|viermal|vierfach|halb|vollständig|erfüllt|übererfüllt|genug|nachgekommen|eingelöst|eingehalten|ausgeglichen|aufgewogen|wettgemacht|kompensiert|ver(?:doppel|dreifach|vierfach)))))"
)
# Verbs whose object is the change itself: «büßte 71 Personen ein», «verlor 12».
_LOST_OR_WON = re.compile(
    r"(?i:\b(?:büßte\w*\b.*\bein\b|eingebüßt|einbüß\w*|verlor\w*|gewann\w*\b.*\bhinzu\b|hinzugewonnen|hinzugewann\w*"
    r"|legte\w*\b.*\bzu\b|zugelegt))"
)
MORE_OF = re.compile(r"\s*(?:mehr|weniger)\s+[A-ZÄÖÜ]")
_THAN = re.compile(
    r"\s*(?:[A-ZÄÖÜ]\w+\s+)?(?:(?:höher|niedriger|größer|kleiner)\b|(?:über|unter)\s+(?:de[mnr]|jene[mr])\s+(?:de[sr]|vo[nm])\b)"
)
SIGN = re.compile(r"(?:\+|\([−–-]|\b(?:[Pp]lus|[Mm]inus))\s?$")


_ONLY_A_YEAR = re.compile(
    r"\s*(?:und\s+)?(?:(?:im\s+Jahr\s+)?(?:19|20)\d\d|im\s+Jahr\s+darauf|ein\s+Jahr\s+später)\s+(?:(?:nur|noch|sogar|lediglich|dann|gar)\s+){0,2}[\d.]+\W*"
)
_AND = re.compile(r"\s(?:und|aber|sowie)\s")


def signed(draft: Draft, mention: Mention) -> str | None:
    """«minus 13», «+154»: the sign; not of what is reckoned («310 Zugängen minus 156 Abgängen»)."""
    sign = SIGN.search(draft.text, max(0, mention.span.start - 10), mention.span.start)
    before = draft.preceding(mention) if sign and mention.noun.unit else None
    if sign is None or (before and before.noun.unit and before.span.end + 1 == sign.start()):
        return None
    return sign[0]


def gapped_more(draft: Draft, mention: Mention) -> bool:
    """«2023 waren es 68 mehr, 2024 nur noch 43», «2022 46, 2023 sieben und 2024 vier mehr»: said of each year."""
    last_of_row = rows.last_of_row(draft, mention) or rows.last_of_bodies(draft, mention)
    if last_of_row and MORE.match(words_behind(draft, last_of_row)):
        return True
    before = draft.preceding(mention)
    if before is None or before.clause != mention.clause - 1 or not MORE.match(words_behind(draft, before)):
        return False
    return bool(_ONLY_A_YEAR.fullmatch(draft.clause_text(mention.clause)))


def is_difference(draft: Draft, mention: Mention) -> bool:
    """«Der Unterschied zwischen Ende 2023 und Ende 2024 beträgt 154»: of two days, not of two kinds of something."""
    if mention.quantity.form != "plain":
        return False
    start = draft.clauses[mention.clause].start
    days = {m.as_of for m in draft.moments_of(mention.sentence) if m.as_of and m.end <= mention.span.start}
    stretch = any(m.first and m.end <= mention.span.start for m in draft.moments_of(mention.sentence))
    return (len(days) == 2 or stretch) and bool(
        _DIFFERENCE_IS.fullmatch(draft.text, start, mention.span.start)
    )


def of_a_difference(draft: Draft, mention: Mention) -> bool:
    """«Der Saldo fiel 2024 um 47 höher aus als 2023»: a change is compared with another one."""
    before = draft.text[max(0, mention.span.start - 30) : mention.span.start]
    return bool(BY.search(before)) and bool(_THAN.match(words_behind(draft, mention)))


def lost_or_won(draft: Draft, mention: Mention) -> bool:
    """«Die Zielgruppe büßte 71 Personen ein»: the change is the object of the verb; not of those who are called exits."""
    if mention.noun.unit is None or not draft.says(mention.clause, _LOST_OR_WON):
        return False
    if not _LOST_OR_WON.search(words_around(draft, mention)):
        return False  # «zählte 1.380 Personen und hat damit um 154 zugelegt»
    return not (draft.in_clause(mention.clause, "exit") or draft.in_clause(mention.clause, "entry"))


def words_around(draft: Draft, mention: Mention) -> str:
    """«gingen um 171 zurück | und stiegen 2024 um 79»: what one verb of the clause says."""
    clause = draft.clauses[mention.clause]
    cuts = [m.start() for m in _AND.finditer(draft.text, clause.start, clause.end)]
    start = max((cut for cut in cuts if cut < mention.span.start), default=clause.start)
    return draft.text[start : min((cut for cut in cuts if cut >= mention.span.end), default=clause.end)]


def words_behind(draft: Draft, mention: Mention) -> str:
    """What follows the number in its sentence."""
    start = end_of_noun(draft, mention)
    return draft.text[start : min(draft.sentences[mention.sentence].end, start + 60)]


def end_of_noun(draft: Draft, mention: Mention) -> int:
    """Where the number ends, before the comparative of «13 Prozent weniger Personen der Zielgruppe als …»."""
    fewer = MORE_OF.match(draft.text, mention.quantity.end)
    return mention.quantity.end if fewer else mention.span.end
