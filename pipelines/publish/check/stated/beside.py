"""What stands around a number where words tell a change without a verb of their own."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import changes, moving
from pipelines.publish.check.text import phrases

# «Getragen wurde der Zuwachs von 160 Zugängen»: what brought it about, unless somebody else is named for it behind
_BROUGHT_ABOUT = re.compile(
    r"(?i:\b(?:getragen|verursacht|ausgelöst|bewirkt|herbeigeführt|bestimmt|geprägt|befeuert|gespeist|angetrieben|getrieben)\b)"
)
_BY_OTHERS = re.compile(r"(?i:\b(?:von|vom|durch)\s)")
# «Im Jahr darauf kamen 89.000 Euro obendrauf», but not «Von der Stadt kamen 151.200 Euro hinzu»
_ADDED = re.compile(r"\bkam(?:en)?\b.*\b(?:hinzu|dazu|obendrauf|obenauf)\b")
_PAYERS = {"city", "funded", "grants", "own_share", "city_pays", "city_spends"}
_THAT_IS = re.compile(
    r"\s*(?:das\s+(?:sind|ist|waren|war|entspricht|entsprach|bedeutet)|also|mithin|somit)\s+(?:\w+\s+)?"
)
_LEVELS_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)\s*|(?:im\s+Jahre?\s+|im\s+|am\s+)?(?:Ende|Mitte|Anfang)?\s*(?:\w+\s+)?(?:19|20)\d\d\s+)?auf\s+\d"
)
_CONCERNING = re.compile(
    r"(?i:\b(?:kümmer\w*|handelt\w*|geht es|ging es(?= um)|sorg\w*|bemüh\w*|bewirb\w*|bewarb\w*|bat\w*"
    r"|(?<!eine )fachkraft)\b|\bl(?:agen|iegen)\b[^.;]*\bauseinander\b)"  # «lagen um 0,5 auseinander»: so far
)
_BARE_BODY = re.compile(
    r"\s*(?:und\s+)?(?:(?:bei|in)\s+(?:der|den|dem)|beim|im)\s+(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ]\w+\s+"
    r"(?:und\s+[A-ZÄÖÜ]\w+\s+)?(?:aus\s+(?:der\s+|dem\s+)?[A-ZÄÖÜ]\w+\s+)?(?:\w+\s+){0,2}"
)
_BARE_YEAR = re.compile(
    r"\s*(?:und\s+)?(?:im\s+Jahr\s+)?(?:19|20)\d\d\s+(?:(?:dann|noch|nur|sogar|wieder|lediglich)\s+)*"
)
AS_ASKED = re.compile(r"\bals (?:vorgeschrieben|vorgegeben|verlangt|gefordert|zugewiesen|zugeteilt)")
_SO_MANY_INSTEAD = re.compile(r"\W*[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s+statt\s+[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s*:")
_STATT = re.compile(r"(?:^|\W)[Ss]tatt\s+(?:(?:bisher|zuvor|vorher|noch|der|den|von)\s+)?$")
# «352.800 Euro statt zuvor 296.725»
_FORMERLY = re.compile(r"\bstatt\s+(?:bisher|zuvor|vorher)\s+$")
_AS_THEN = re.compile(r"(?:\s+\w+)?,?\s+(?:wie|im|am|zum|Ende|Mitte|Anfang|vor|\()\b")
_DEMANDED = {"quota", "demanded", "positions", "fulfilled"}
# «Bei den Männern fiel der Zuwachs mit 131 Personen geringer aus», «Bei der Caritas betrug das Plus 23,7 Prozent»
PLUS_WAS = re.compile(
    rf"\b{moving.GROWTH}\s+(?:mit|bei)\s+(?:\w+\s+)?$|\b(?:betrug|beträgt|lag|liegt|belief\s+sich|hatte|habe)\s+(?:das|der|die)\s+{moving.GROWTH}\s+"
    r"(?:bei\s+|auf\s+)?(?:\w+\s+)?$"
)
# «Bei den Frauen betrug der Anstieg von Ende 2020 bis Mitte 2022 genau 250»
PLUS_BETWEEN = re.compile(
    rf"\b(?:betrug|beträgt|lag|belief\s+sich)\s+(?:das|der|die)\s+{moving.GROWTH}\s+"
    r"(?:(?:von|bis|vom|zum|seit|zwischen|gegenüber|im|in|und|Ende|Mitte|Anfang|Jahr|Juni|Dezember|dem|selben|gleichen"
    r"|diese[rm]|Zeitraum|Zeit|(?:19|20)\d\d)\s+){1,9}"
    r"(?:\w+\s+)?$"
)
FROM = re.compile(r"(?i:\bvon\s+(?:noch\s+|zuvor\s+|damals\s+)?)$")
ALIKE = 4  # times as many at most, else it is a level: «um 154, nach 1.226 im Vorjahr»


def of_positions(draft: Draft, mention: Mention) -> bool:
    """«Waren Mitte 2022 vier Stellen besetzt, so kamen bis zum Jahresende 0,75 hinzu»: its noun may be the one before."""
    before = draft.preceding(mention) if mention.noun.unit is None else None
    return "fte" in (mention.noun.unit, before.noun.unit if before else None)


def money_added(draft: Draft, mention: Mention) -> bool:
    """Was so much money added a year later, by nobody who is named beside others that paid?"""
    if mention.noun.unit != "eur" or not draft.says(mention.clause, _ADDED):
        return False
    own = draft.clauses[mention.clause]
    later = any(m.shape == "shift" and own.holds(m.start) for m in draft.moments_of(mention.sentence))
    return later and _PAYERS.isdisjoint(draft.concepts_of_clause(mention.clause))


def reached(draft: Draft, mention: Mention) -> bool:
    """«Von 1.226 auf 1.380 ist die Zielgruppe gewachsen, das sind 12,6 Prozent»: by how much, said of the two before."""
    new = draft.preceding(mention)
    old = draft.preceding(new) if new else None
    if new is None or old is None or new.clause == mention.clause or new.quantity.form != "plain":
        return False
    at = max(0, old.span.start - 12), old.span.start  # or «Um 154 auf 1.380 ist sie gewachsen, das sind …»
    led = FROM.search(draft.text, *at) or changes.BY.search(draft.text, *at)
    onto = phrases.ONTO.search(draft.text, old.span.end, new.span.start)
    said = _THAT_IS.fullmatch(draft.text, draft.clauses[mention.clause].start, mention.span.start)
    return bool(led and onto and said) and draft.says(new.clause, moving.CHANGING)


def instead_of_it(draft: Draft, mention: Mention, before: str) -> bool:
    """«Statt 1.226 sind es nun 1.380»: what it was; not of a quota or of positions, nor where a day stands at it."""
    if (
        not _STATT.search(before)
        or mention.noun.unit == "fte"
        or _AS_THEN.match(draft.text, mention.span.end)
    ):
        return False
    beside = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    # «752 statt 398: So entwickelte sich von Mitte 2022 bis Ende 2024 …»
    second = beside[-1] is mention and _SO_MANY_INSTEAD.fullmatch(draft.clause_text(mention.clause))
    formerly = _FORMERLY.search(before) or second
    if (beside[0] is not mention and not formerly) or len(beside) == 1:
        return False
    said = draft.concepts_of(mention.sentence)
    # «vier mehr als vorgeschrieben, statt 257 waren es 261»
    return _DEMANDED.isdisjoint(said) and not draft.sentence_says(mention.sentence, AS_ASKED)


def between_levels(draft: Draft, mention: Mention) -> bool:
    """«einen Zuwachs von 130 (Ende Juni 2022) auf 171»: two levels; «von 107 Personen auf 1.226» is a change."""
    behind = _LEVELS_BEHIND.match(changes.words_behind(draft, mention))
    new = draft.following(mention) if behind else None
    return new is not None and new.quantity.value < ALIKE * mention.quantity.value


def brought_about(draft: Draft, mention: Mention) -> bool:
    """«Getragen wurde der Zuwachs von 160 Zugängen», but not «Getragen wurde der Zuwachs von 154 von der Diakonie»."""
    if not draft.says(mention.clause, _BROUGHT_ABOUT) or draft.text[: mention.span.start].endswith("um "):
        return False
    return not _BY_OTHERS.search(draft.text, mention.span.end, draft.clauses[mention.clause].end)


def gapped_plus(draft: Draft, mention: Mention) -> bool:
    """«Bei der Caritas betrug das Plus 32,7 Prozent, bei der Stadt 48,9»: the same said of the next."""
    start = draft.clauses[mention.clause].start
    # «Im Jahr darauf betrug der Zuwachs 9,6 Prozent, 2024 dann 12,6 Prozent»
    if not any(bare.fullmatch(draft.text, start, mention.span.start) for bare in (_BARE_BODY, _BARE_YEAR)):
        return False
    before = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause - 1]
    if len(before) != 1:
        return False
    start = draft.clauses[before[0].clause].start
    return any(said.search(draft.text, start, before[0].span.start) for said in (PLUS_WAS, PLUS_BETWEEN))


def concerning(draft: Draft, mention: Mention) -> bool:
    """«Um 540 Personen kümmert sich die Diakonie, um 470 die Caritas»: the verb of the first clause holds on."""
    if draft.says(mention.clause, _CONCERNING):
        return True
    return draft.sentence_says(mention.sentence, _CONCERNING) and not draft.says(
        mention.clause, moving.CHANGING
    )
