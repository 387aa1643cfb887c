"""Is a number a change («um 100 gestiegen», «29 mehr als», «verdoppelt») or the level before one («von 948 auf …»)?"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import growths, moving, shortage
from pipelines.publish.check.text import phrases

_BY = re.compile(r"(?i:\bum\s+(?:insgesamt\s+|weitere\s+|noch\s+|nur\s+)?)$")
NOUN_OF = re.compile(
    r"(?i:\b\w*(?:plus|minus|zuwachs|anstieg|zunahme|rückgang|abnahme|steigerung|wachstum|schwund)(?:e?s)?"
    # «Der Zuwachs der aktiven Zielgruppe von 154 Personen»
    r"(?:\s+(?:de[rs]|dieser|unserer)\s+(?-i:(?:[a-zäöüß]+e[nrs]\s+)?[A-ZÄÖÜ]\w+)){0,2}\s+(?:von|um)\s+(?:insgesamt\s+)?)$"
)
# «Getragen wurde der Zuwachs von 160 Zugängen»: what brought it about, unless somebody else is named for it behind
_BROUGHT_ABOUT = re.compile(
    r"(?i:\b(?:getragen|verursacht|ausgelöst|bewirkt|herbeigeführt|bestimmt|geprägt|befeuert|gespeist|angetrieben|getrieben)\b)"
)
_BY_OTHERS = re.compile(r"(?i:\b(?:von|vom|durch)\s)")
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
# «bis zum Jahresende kam eine Dreiviertelstelle hinzu»: positions are created or lost, people come and go.
_CREATED = re.compile(
    r"(?i:\b(?:k[ao]m(?:en)?\b.*\b(?:hinzu|dazu)\b|hinzu(?:kam|gekommen)\w*|dazu(?:kam|gekommen)\w*|geschaffen|schuf(?:en)?|weggefallen"
    r"|fiel(?:en)?\b.*\bweg\b|gestrichen|strich(?:en)?)\b)"
)
# «Im Jahr darauf kamen 89.000 Euro obendrauf», but not «Von der Stadt kamen 151.200 Euro hinzu»
_ADDED = re.compile(r"\bkam(?:en)?\b.*\b(?:hinzu|dazu|obendrauf|obenauf)\b")
_PAYERS = {"city", "funded", "grants", "own_share", "city_pays", "city_spends"}
_GOVERNED = re.compile(r"(?i:\b(?:auf|von|bei|mit|aus|an|für|zu))\s+(?:\w+\s+)?$")
_MORE_OF = re.compile(r"\s*(?:mehr|weniger)\s+[A-ZÄÖÜ]")
# «besetzt sind mit 4,75 Stellen weniger, als der Plan hergibt»
_THAN_CLAUSE = re.compile(r"\s*(?:mehr|weniger),\s+als\b")
_THAN = re.compile(
    r"\s*(?:[A-ZÄÖÜ]\w+\s+)?(?:(?:höher|niedriger|größer|kleiner)\b|(?:über|unter)\s+(?:de[mnr]|jene[mr])\s+(?:de[sr]|vo[nm])\b)"
)
SIGN = re.compile(r"(?:\+|\([−–-]|\b(?:[Pp]lus|[Mm]inus))\s?$")
# «Zugänge 2024: plus 310. Abgänge 2024: minus 156.»: so many moved
_SIGNED_MOVES = re.compile(
    r"\b(?:Zugäng|Abgäng|Neuaufnahm)\w*\b[^.;:]{0,30}:\s+(?:(?:[Pp]lus|[Mm]inus)\s|[+−–-]\s?)$"
)
# «504.000 Euro (2024), Zunahme 21,4 Prozent»
_LABELLED = re.compile(r"(?:^|[,;(–:]\s?)(?:Zunahme|Zuwachs|Anstieg|Steigerung|Rückgang|Abnahme):?\s$")
_WITH = re.compile(r"(?i:\b(?:mit|bei)\s+)$")
_FROM = re.compile(r"(?i:\bvon\s+(?:noch\s+|zuvor\s+|damals\s+)?)$")
_TO = re.compile(r"^[^,;.]{0,56}?\bauf\b(?=\s+\w)")  # not «nahm 638 auf»
# «In Köpfen ausgedrückt: von 208 auf 336»: a move without a verb
BARE_MOVE = re.compile(
    r"^\s*(?:und\s+zwar\s+)?[Vv]on\s+[\d.,]+\s+(?:\w+\s+)?auf\s+[\d.,]+\d(?:\s+[A-ZÄÖÜ]\w+)?\W*$"
)
_THAT_IS = re.compile(
    r"\s*(?:das\s+(?:sind|ist|waren|war|entspricht|entsprach|bedeutet)|also|mithin|somit)\s+(?:\w+\s+)?"
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
_LEVELS_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)\s*|(?:im\s+Jahre?\s+|im\s+|am\s+)?(?:Ende|Mitte|Anfang)?\s*(?:\w+\s+)?(?:19|20)\d\d\s+)?auf\s+\d"
)
_CONCERNING = re.compile(
    r"(?i:\b(?:kümmer\w*|handelt\w*|geht es|ging es(?= um)|sorg\w*|bemüh\w*|bewirb\w*|bewarb\w*|bat\w*"
    r"|(?<!eine )fachkraft)\b|\bl(?:agen|iegen)\b[^.;]*\bauseinander\b)"  # «lagen um 0,5 auseinander»: so far
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
    r"\s*(?:oder|beziehungsweise|bzw\.)\s+(?:\w+\s+)?[\d,]+\s*(?:Prozent|%)\s+(mehr|weniger|höher|niedriger)\b"
)
# «Bei den Männern fiel der Zuwachs mit 131 Personen geringer aus», «Bei der Caritas betrug das Plus 23,7 Prozent»
_PLUS_WAS = re.compile(
    rf"\b{moving.GROWTH}\s+(?:mit|bei)\s+(?:\w+\s+)?$|\b(?:betrug|beträgt|lag|liegt|belief\s+sich|hatte|habe)\s+(?:das|der|die)\s+{moving.GROWTH}\s+"
    r"(?:bei\s+|auf\s+)?(?:\w+\s+)?$"
)
# «Bei den Frauen betrug der Anstieg von Ende 2020 bis Mitte 2022 genau 250»
_PLUS_BETWEEN = re.compile(
    rf"\b(?:betrug|beträgt|lag|belief\s+sich)\s+(?:das|der|die)\s+{moving.GROWTH}\s+"
    r"(?:(?:von|bis|vom|zum|seit|zwischen|gegenüber|im|in|und|Ende|Mitte|Anfang|Jahr|Juni|Dezember|dem|selben|gleichen"
    r"|diese[rm]|Zeitraum|Zeit|(?:19|20)\d\d)\s+){1,9}"
    r"(?:\w+\s+)?$"
)
# «Auf 1.454 beläuft sich der Zuwachs bei den Beratungen»
_ON = re.compile(r"^\s*Auf\s+(?:\w+\s+)?$|[.!?]\s+Auf\s+(?:\w+\s+)?$")
_THE_CHANGE = re.compile(
    r"\s*(?:beläuft|belief|beziffert|summiert)\w*\s+sich\s+(?:\w+\s+)?"
    rf"(?:der|das|die)\s+(?:\w+\s+)?\w*{moving.GROWTH}\b"
)
_ONLY_A_YEAR = re.compile(
    r"\s*(?:und\s+)?(?:(?:im\s+Jahr\s+)?(?:19|20)\d\d|im\s+Jahr\s+darauf|ein\s+Jahr\s+später)\s+(?:(?:nur|noch|sogar|lediglich|dann|gar)\s+){0,2}[\d.]+\W*"
)
_BARE_BODY = re.compile(
    r"\s*(?:und\s+)?(?:(?:bei|in)\s+(?:der|den|dem)|beim|im)\s+(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ]\w+\s+"
    r"(?:und\s+[A-ZÄÖÜ]\w+\s+)?(?:aus\s+(?:der\s+|dem\s+)?[A-ZÄÖÜ]\w+\s+)?(?:\w+\s+){0,2}"
)
_BARE_YEAR = re.compile(
    r"\s*(?:und\s+)?(?:im\s+Jahr\s+)?(?:19|20)\d\d\s+(?:(?:dann|noch|nur|sogar|wieder|lediglich)\s+)*"
)
# «… ein Plus von 90 Personen, die Diakonie eines von 120»
_ONE_OF = re.compile(r"\bein(?:e|es|en|er)\s+von\s+$")
AS_ASKED = re.compile(r"\bals (?:vorgeschrieben|vorgegeben|verlangt|gefordert|zugewiesen|zugeteilt)")
_SO_MANY_INSTEAD = re.compile(r"\W*[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s+statt\s+[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s*:")
_OUT_OF, _BECAME = (
    re.compile(r"\b[Aa]us\s+(?:noch\s+)?$"),
    re.compile(
        r"^\s*(?:[A-ZÄÖÜ]\w+\s+)?(?:wurden\s+(?:\w+\s+)?\d|sind\s+(?:[^.;\d]{0,40}\s)?[\d.,]+\s+(?:\w+\s+)?geworden\b)"
    ),
)
_STATT = re.compile(r"(?:^|\W)[Ss]tatt\s+(?:(?:bisher|zuvor|vorher|noch|der|den|von)\s+)?$")
# «352.800 Euro statt zuvor 296.725»
_FORMERLY = re.compile(r"\bstatt\s+(?:bisher|zuvor|vorher)\s+$")
_AS_THEN = re.compile(r"(?:\s+\w+)?,?\s+(?:wie|im|am|zum|Ende|Mitte|Anfang|vor|\()\b")
_DEMANDED = {"quota", "demanded", "positions", "fulfilled"}
_AND = re.compile(r"\s(?:und|aber|sowie)\s")
# «… um 154 gewachsen, nach 107 im Jahr zuvor»
_AFTER = re.compile(r"(?:\s+[a-zäöüß]+){0,2},?\s+nach\s+(?:(?:noch|zuvor|nur|lediglich|erst)\s+)?")
_IN_THAT_YEAR = re.compile(
    r"\s+(?:im\s+(?:Vorjahr|Jahre?\s+(?:davor|zuvor|vorher|(?:19|20)\d\d))|ein\s+Jahr\s+(?:davor|zuvor|vorher)|(?:19|20)\d\d)\b"
)
ALIKE = 4  # times as many at most, else it is a level: «um 154, nach 1.226 im Vorjahr»
# One of these stands before every change and every old level.
_MOVING = re.compile(
    r"(?i:\b(?:um|von|\w*(?:plus|minus|zuwachs|anstieg|rückgang|zunahme|abnahme|wachstum))\b|[+(])"
)

# «ausgeschieden sind mit 124 weniger als 2022»: «weniger» itself is who did, for nobody else is named
_NOBODY_ELSE = re.compile(
    r"\W*(?:und\s+|aber\s+)?(?:(?:[Aa]uch|[Nn]eu)\s+)?\w+\s+(?:sind|waren|wurden|haben|hatten)\s+"
    r"(?:(?:im|am|beim|(?:aus|bei|in)\s+de[mr])\s+[A-ZÄÖÜ]\w+\s+|[a-zäöüß\d]+\s+)*?mit\s+(?:nur\s+|lediglich\s+|rund\s+)?"
)
Role = Literal["level", "change", "level_before"]


def role(draft: Draft, mention: Mention) -> Role:
    """What the number says about the metric."""
    before = draft.text[max(0, mention.span.start - 90) : mention.span.start]
    after = words_behind(draft, mention)
    if mention.quantity.form in ("points", "factor"):
        return "change"
    if _said_again(draft, mention) or after_another(draft, mention) or growths.labelled(draft, mention):
        return "change"
    if growths.counted(draft, mention):
        return "change"
    start = draft.clauses[mention.clause].start
    if mention.quantity.form == "percent" and (
        _reached(draft, mention) or draft.says(mention.clause, _GROWTH_MOVED)
    ):
        return "change"
    if _CHANGE_IS.match(draft.text, start, mention.span.start) or (
        _THAT_THE_CHANGE.match(draft.text, start, mention.span.start) and _CAME_TO.match(after)
    ):
        return "change"
    if is_difference(draft, mention) or (_ON.search(before) and _THE_CHANGE.match(after)):
        return "change"
    if _WITH.search(before) and _AT_A_PACE.match(after) and _GROWS.search(words_around(draft, mention)):
        return "change"
    more = MORE.match(after) or _OR_PERCENT_MORE.match(draft.text, mention.span.end)
    percent_more = mention.quantity.form == "percent" and _MORE_OF.match(
        after
    )  # «mit 11,6 Prozent mehr Beratungen als 2023»
    if (
        more
        and not percent_more
        and _WITH.search(before)
        and (
            more[1].lower() not in ("mehr", "weniger")
            or _MORE_OF.match(after)
            or _THAN_CLAUSE.match(after)
            or _NOBODY_ELSE.fullmatch(draft.text, start, mention.span.start)
        )
    ):
        return "level"  # «war mit 66,6 Prozent niedriger als …», «mit 156 Personen verließen mehr Menschen als …»
    if more or gapped_more(draft, mention):
        return "level" if shortage.metric_of(draft, mention) else "change"
    if (
        _of_positions(draft, mention)
        and draft.says(mention.clause, _CREATED)
        and not _GOVERNED.search(before)
    ):
        return "change"
    if (_OVER_THEN.match(after) and not _GOVERNED.search(before)) or _money_added(draft, mention):
        return "change"
    if _instead_of_it(draft, mention, before):
        return "level_before"
    if not draft.sentence_says(mention.sentence, _MOVING) and not _OUT_OF.search(before):
        return "change" if lost_or_won(draft, mention) and not _GOVERNED.search(before) else "level"
    between = _PLUS_BETWEEN.search(draft.text, start, mention.span.start)
    if between or _PLUS_WAS.search(before) or _gapped_plus(draft, mention):
        return "change"
    if _ONE_OF.search(before) and any(role(draft, m) == "change" for m in _earlier(draft, mention)):
        return "change"
    if _SIGNED_MOVES.search(before):
        return "level"
    grown = NOUN_OF.search(before) and not (_between_levels(draft, mention) or _brought_about(draft, mention))
    if grown or signed(draft, mention) or _LABELLED.search(before):
        return "change"
    # Any verb with «um 100» tells a change, known or not, but for the few that mean «concerning».
    if _BY.search(before) and not _concerning(draft, mention):
        return "level" if shortage.metric_of(draft, mention) else "change"
    if lost_or_won(draft, mention) and not _GOVERNED.search(before):
        return "change"
    if _OUT_OF.search(before) and _BECAME.match(after):
        return "level_before"  # «Aus 209 wurden 465», «Aus 0,5 Stellen sind 2,0 geworden»
    moved = _FROM.search(before) and _TO.match(after)
    if moved and (
        draft.sentence_says(mention.sentence, moving.CHANGING) or draft.says(mention.clause, BARE_MOVE)
    ):
        return "level_before"
    return "level"


def signed(draft: Draft, mention: Mention) -> str | None:
    """«minus 13», «+154»: the sign; not of what is reckoned («310 Zugängen minus 156 Abgängen»)."""
    sign = SIGN.search(draft.text, max(0, mention.span.start - 10), mention.span.start)
    before = draft.preceding(mention) if sign and mention.noun.unit else None
    if sign is None or (before and before.noun.unit and before.span.end + 1 == sign.start()):
        return None
    return sign[0]


def _of_positions(draft: Draft, mention: Mention) -> bool:
    """«Waren Mitte 2022 vier Stellen besetzt, so kamen bis zum Jahresende 0,75 hinzu»: its noun may be the one before."""
    before = draft.preceding(mention) if mention.noun.unit is None else None
    return "fte" in (mention.noun.unit, before.noun.unit if before else None)


def _money_added(draft: Draft, mention: Mention) -> bool:
    """Was so much money added a year later, by nobody who is named beside others that paid?"""
    if mention.noun.unit != "eur" or not draft.says(mention.clause, _ADDED):
        return False
    own = draft.clauses[mention.clause]
    later = any(m.shape == "shift" and own.holds(m.start) for m in draft.moments_of(mention.sentence))
    return later and _PAYERS.isdisjoint(draft.concepts_of_clause(mention.clause))


def _reached(draft: Draft, mention: Mention) -> bool:
    """«Von 1.226 auf 1.380 ist die Zielgruppe gewachsen, das sind 12,6 Prozent»: by how much, said of the two before."""
    new = draft.preceding(mention)
    old = draft.preceding(new) if new else None
    if new is None or old is None or new.clause == mention.clause or new.quantity.form != "plain":
        return False
    at = max(0, old.span.start - 12), old.span.start  # or «Um 154 auf 1.380 ist sie gewachsen, das sind …»
    led = _FROM.search(draft.text, *at) or _BY.search(draft.text, *at)
    onto = phrases.ONTO.search(draft.text, old.span.end, new.span.start)
    said = _THAT_IS.fullmatch(draft.text, draft.clauses[mention.clause].start, mention.span.start)
    return bool(led and onto and said) and draft.says(new.clause, moving.CHANGING)


def _instead_of_it(draft: Draft, mention: Mention, before: str) -> bool:
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


def _between_levels(draft: Draft, mention: Mention) -> bool:
    """«einen Zuwachs von 130 (Ende Juni 2022) auf 171»: two levels; «von 107 Personen auf 1.226» is a change."""
    behind = _LEVELS_BEHIND.match(words_behind(draft, mention))
    new = draft.following(mention) if behind else None
    return new is not None and new.quantity.value < ALIKE * mention.quantity.value


def _brought_about(draft: Draft, mention: Mention) -> bool:
    """«Getragen wurde der Zuwachs von 160 Zugängen», but not «Getragen wurde der Zuwachs von 154 von der Diakonie»."""
    if not draft.says(mention.clause, _BROUGHT_ABOUT) or draft.text[: mention.span.start].endswith("um "):
        return False
    return not _BY_OTHERS.search(draft.text, mention.span.end, draft.clauses[mention.clause].end)


def _earlier(draft: Draft, mention: Mention) -> list[Mention]:
    """The numbers before it in the sentence."""
    return [m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start]


def gapped_more(draft: Draft, mention: Mention) -> bool:
    """«2023 waren es 68 mehr, 2024 nur noch 43»: the same said of the next year."""
    before = draft.preceding(mention)
    if before is None or before.clause != mention.clause - 1 or not MORE.match(words_behind(draft, before)):
        return False
    return bool(_ONLY_A_YEAR.fullmatch(draft.clause_text(mention.clause)))


def _gapped_plus(draft: Draft, mention: Mention) -> bool:
    """«Bei der Caritas betrug das Plus 32,7 Prozent, bei der Stadt 48,9»: the same said of the next."""
    start = draft.clauses[mention.clause].start
    # «Im Jahr darauf betrug der Zuwachs 9,6 Prozent, 2024 dann 12,6 Prozent»
    if not any(bare.fullmatch(draft.text, start, mention.span.start) for bare in (_BARE_BODY, _BARE_YEAR)):
        return False
    before = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause - 1]
    if len(before) != 1:
        return False
    start = draft.clauses[before[0].clause].start
    return any(said.search(draft.text, start, before[0].span.start) for said in (_PLUS_WAS, _PLUS_BETWEEN))


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


def _said_again(draft: Draft, mention: Mention) -> bool:
    """«… um 154 Personen oder 12,6 Prozent»: a percentage that follows a change at once."""
    if mention.quantity.form != "percent":
        return False
    before = draft.preceding(mention)
    if before is None or before.quantity.form != "plain":
        return False
    joined = bool(_SAID_AGAIN.fullmatch(draft.text, before.span.end, mention.span.start))
    joined = joined or growths.in_the_next_clause(draft, before, mention)
    return joined and role(draft, before) == "change"


def after_another(draft: Draft, mention: Mention) -> bool:
    """«… wuchs 2024 um 154 Personen, nach 107 im Jahr zuvor»: the change of the year before, and no level."""
    before = draft.preceding(mention)
    if before is None or before.quantity.form != mention.quantity.form:
        return False
    between = draft.text[before.span.end : mention.span.start]
    if not _AFTER.fullmatch(between) or not _IN_THAT_YEAR.match(words_behind(draft, mention)):
        return False
    alike = mention.quantity.form != "plain" or mention.quantity.value < ALIKE * before.quantity.value
    return alike and role(draft, before) == "change"


def of_a_difference(draft: Draft, mention: Mention) -> bool:
    """«Der Saldo fiel 2024 um 47 höher aus als 2023»: a change is compared with another one."""
    before = draft.text[max(0, mention.span.start - 30) : mention.span.start]
    return bool(_BY.search(before)) and bool(_THAN.match(words_behind(draft, mention)))


def lost_or_won(draft: Draft, mention: Mention) -> bool:
    """«Die Zielgruppe büßte 71 Personen ein»: the change is the object of the verb; not of those who are called exits."""
    if mention.noun.unit is None or not draft.says(mention.clause, _LOST_OR_WON):
        return False
    if not _LOST_OR_WON.search(words_around(draft, mention)):
        return False  # «zählte 1.380 Personen und hat damit um 154 zugelegt»
    return not (draft.in_clause(mention.clause, "exit") or draft.in_clause(mention.clause, "entry"))


def _concerning(draft: Draft, mention: Mention) -> bool:
    """«Um 540 Personen kümmert sich die Diakonie, um 470 die Caritas»: the verb of the first clause holds on."""
    if draft.says(mention.clause, _CONCERNING):
        return True
    return draft.sentence_says(mention.sentence, _CONCERNING) and not draft.says(
        mention.clause, moving.CHANGING
    )


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
    fewer = _MORE_OF.match(draft.text, mention.quantity.end)
    return mention.quantity.end if fewer else mention.span.end
