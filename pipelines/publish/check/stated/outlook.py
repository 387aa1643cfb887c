"""Numbers that say nothing about what is: denied ones, conditions, plans, the future."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.draft.insertions import SAYS
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import rejected, staffing
from pipelines.publish.check.stated.coming import ahead
from pipelines.publish.check.words.vocabulary import Hit

_AIM = re.compile(
    r"\b(?:Ziel|Absicht|Wunsch)\b.*\b(?:ist|bleibt|sei)\b|\bals\s+Ziel\b|\b(?:ist|bleibt)\b.*\bZiel\b",
    re.DOTALL,
)
_WANTS = re.compile(r"\b(?:streb(?:t|en)\b.*\ban|will|wollen|möchten?|forder(?:t|n)|beantrag(?:t|en))\b")
_THAT = re.compile(r"\s*(?:dass|wonach|ob)\b")
# «das Land Baden-Württemberg fördert» speaks of the money, not of another place.
# Likewise «kein Geld aus Stuttgart».
_FUNDER = re.compile(r"\bLand $|\b(?:Geld|Gelder|Mittel|Förderung|Zuschüsse|Zuschuss|Euro) aus $")
# «Der Landkreis wies der Stadt 257 Personen zu»: ours, whoever hands out.
_US = r"(?:[Dd](?:er|ie)\s+Stadt|(?<![Kk]reis )(?<![Kk]reises )Lörrach)"
_GIVES_US = re.compile(
    rf"\b{_US}\b.*\b(?:zu|zugewiesen|zugeteilt|zuweis\w*|zuteil\w*)\b"
    rf"|\b(?:zuge|zu)?(?:wies|weist|wiesen|teilte)\b.*\b{_US}\b.*\bzu\b",
    re.DOTALL,
)
# «einen in Deutschland anerkannten Abschluss» says nothing of who lives where.
_ATTRIBUTE = re.compile(
    r"\s+(?!(?:leb|wohn|registr|gemeld|aufge|unterge|befind|ange|aufhält|schutz)\w*)[a-zäöüß]+(?:t|en|ig)e[nrsm]?\s+[A-ZÄÖÜ]"
)
_NOT = re.compile(
    r"(?i:\b(?:nicht|kein|keine|keinen|keineswegs|keinesfalls|mitnichten|nie)(?:\s+(?:mehr|länger|nur|etwa))?\s+)$"
)
# «nicht um 107, sondern um 154», «nicht, wie in der Vorlage zu lesen, (bei) 1.048»
_NOT_BY = re.compile(
    r"(?i:\bnicht(?:,\s+wie\s[^,;.]{3,60},\s+(?:(?:um|bei|auf|mit|von|aus)\s+)?|\s+(?:um|bei|auf|mit|von|aus)\s+)(?:(?:rund|etwa|nur)\s+)?)$"
)
_BUT = re.compile(r"[^;.]{0,60}\bsondern\b|[^,;:]{0,30}\.(?!\d)")
_NOT_ONLY = re.compile(r"[^.;]{0,120}\bsondern\s+auch\b")  # «nicht nur 752 Ukrainer, sondern auch 181 Syrer»
_NOT_THESE = re.compile(
    r"\s+(?:also\s+|hingegen\s+|dagegen\s+|jedoch\s+)?(?:nicht|keinen?|keinerlei)\s*[.,;!]"
)
_AS_THEN = re.compile(r"\s+(?:[A-ZÄÖÜ]\w+,?\s+)?wie\s+(?:noch\s+)?(?:vor|im|am|Ende|Mitte|Anfang|zum)\b")
_DENIES = re.compile(r"(?i:\b(?:nicht|kein|mitnichten|nie))")
_OF_EVERYBODY = re.compile(
    r"\s+(?:der|aller|unserer)\s+(?:\w+\s+)?(?:(?:Gesamtb|B)evölkerung|Einwohner|Bürger|Lörracher(?:innen|n)?\b(?!\s+[A-ZÄÖÜ]))"
)
_SIZE = r"(?:höher|niedriger|größer|kleiner|geringer|stärker|schwächer|kräftiger|deutlicher|günstiger)"
_HOPED = r"als\s+(?:ursprünglich\s+|zunächst\s+|zuvor\s+)?(?:erwartet|befürchtet|prognostiziert)\b"
# what is, set against what somebody thought: «fiel höher aus als erwartet», «kamen mehr Menschen hinzu als erwartet»
_COULD = re.compile(
    r"\bkonnten?\b|(?i:\banders\s+als\s+(?:\w+\s+)?(?:erwartet|befürchtet|prognostiziert)\b)"
    rf"|\b{_SIZE}\s+(?:aus(?:gefallen)?\s+)?{_HOPED}|\b(?:mehr|weniger)\s+[A-ZÄÖÜ]\w+\s+(?:[a-zäöüß]+\s+){{0,2}}{_HOPED}"
    r"|^\W*Wie\s+(?:erwartet|befürchtet|prognostiziert)\b"
)
_HOPING = re.compile("(?i:konnte|erwartet|befürchtet|prognostiziert)")  # in whatever `_COULD` finds
_PLANS = re.compile(
    r"(?i:\b(?:will|wollen|geplant\s+(?:ist|war|sind|waren)|plan(?!stelle)\w*|beabsichtig\w*|vor|versuch\w*|\w*antr[aä]g\w*|vorschl[aä]g\w*|vorstoß|möchte\w*|forder\w*|beantrag\w*|dräng\w*|(?:reg|rät|ri?et)\w*|bittet|empfiehlt|hofft|hoffen|verlang\w*|verpflicht\w*"
    r"|vorgenommen|vornimmt|entschlossen|angestrebt|beschloss\w*|beschließt|beauftrag\w*|soll\w*)\b)"
)
_OBLIGED = re.compile(r"(?i:\b(?:verpflicht(?:et|ung)|pflicht|verlang\w*)\b)")
_TAKE_IN = re.compile(r"\b(?:aufzunehmen|unterzubringen)\b")
_SOURCE = re.compile(
    r"(?i:\b(?:laut|nach\s+(?:angaben|auskunft|mitteilung)\s+(?:des|der|vom|von)|so\s+(?:das|die|der))\s+(?:dem\s+|der\s+)?)$"
)
_TO_DO = re.compile(
    r"\b(?:zu\s+(?!beziffern|verzeichnen|beobachten|erkennen)\w+e(?:|r|l)n|(?:ab|an|auf|aus|bei|durch|ein|fest|fort|frei|herab|hin|nach|nieder|vor|bereit|um|weiter|zurück)zu\w+en)\W*$"
)
_OURS = {"programme", "target", "accompanied", "refugees", "ukraine", "quota"}

_AS_HOPED = re.compile(
    r"[^.;:\d]*\bals\s+(?:(?:ursprünglich|zunächst|zuvor|noch|von\s+\w+)\s+)?"
    r"(?:geplant|erwartet|erhofft|gedacht|befürchtet|prognostiziert|angenommen|kalkuliert|veranschlagt|voraus?gesagt|vorhergesagt)\b"
)
# «Der Saldo fiel mit plus 93 Personen höher aus als erwartet»: what it is, and not by how much it is higher
_WITH = re.compile(r"(?i:\bmit\s+(?:[a-zäöüß]+\s+)?(?:einem\s+(?:plus|minus|zuwachs)\s+von\s+)?[+−–-]?)$")
_OF_SUCH_A_SIZE = re.compile(rf"(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:[a-zäöüß]+\s+)?{_SIZE}\b")


def intended(draft: Draft, mention: Mention) -> bool:
    """«Ziel ist es, den Schlüssel auf 1:120 zu senken»: an infinitive behind a goal or a plan."""
    before = mention.clause - 1
    if before < 0 or draft.by_sentence.index(draft.clauses[before].start) != mention.sentence:
        return False
    obliged = draft.says(before, _OBLIGED) and draft.says(mention.clause, _TAKE_IN)
    if obliged and not draft.in_clause(before, "block:goal"):
        return False  # a quota is a figure of the catalogue
    aim = draft.in_clause(before, "block:goal") or draft.says(before, _PLANS)
    return aim and draft.says(mention.clause, _TO_DO)


def denied(draft: Draft, mention: Mention) -> bool:
    """«nicht 1.200, sondern 1.380»: the first number is not claimed."""
    if not draft.sentence_says(mention.sentence, _DENIES):
        return False
    if _NOT_THESE.match(draft.text, mention.span.end):
        return True  # «1.304 hatten Kontakt, 76 also nicht»
    if _AS_THEN.match(draft.text, mention.span.end):
        return False  # «Nicht mehr 948 wie Ende 2021, sondern 1.033»
    by = _NOT_BY.search(draft.text, max(0, mention.span.start - 90), mention.span.start)
    if by and _BUT.match(draft.text, mention.span.end):
        return True
    not_it = _NOT.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    if not_it and mention.noun.unit == "months" and draft.text.endswith("noch ", 0, not_it.start()):
        return False  # «wurde noch keine 9,8 Monate begleitet»: for less than that
    if not_it is None:
        return False
    return not ("nur" in not_it[0] and _NOT_ONLY.match(draft.text, mention.span.end))


def blocked(draft: Draft, mention: Mention) -> bool:
    """Is the number about another place, another office, denied («nicht 1.200, sondern …»), or about what may come?"""
    if mention.clause not in draft.kept.closed:
        draft.kept.closed[mention.clause] = _closed(draft, mention)
    if draft.kept.closed[mention.clause] or denied(draft, mention) or rejected.told_as_wrong(draft, mention):
        return True
    if mention.quantity.form in ("percent", "fraction"):
        # a share of those who left is no figure of the catalogue
        return draft.in_clause(mention.clause, "gone") or bool(
            _OF_EVERYBODY.match(draft.text, mention.span.end)
        )
    # «mehr als doppelt so hoch wie angestrebt»
    return mention.quantity.form == "factor" and bool(draft.hits_of(mention.sentence, "block:goal"))


def of_other_office(draft: Draft, mention: Mention) -> bool:
    """Is the number blocked by nothing but another office in its clause («83 davon besuchen eine Kita»)?"""
    office = draft.in_clause(mention.clause, "block:other_office")
    return office and not _closed(draft, mention, office=False) and not denied(draft, mention)


def _closed(draft: Draft, mention: Mention, office: bool = True) -> bool:
    """`blocked`, as far as it is the same for every number of the clause; office: by another office as well."""
    if ahead(draft, mention) or intended(draft, mention) or staffing.to_create(draft, mention):
        return True
    if rejected.only_asked(draft, mention):
        return True
    hits = [hit for hit in draft.in_clause_of(mention) if not _is_source(draft, hit)]
    ignored = set() if office else {"block:other_office"}
    names = {hit.concept for hit in hits} - ignored
    if "block:elsewhere" in names and all(
        _is_funder(draft, hit) or _ATTRIBUTE.match(draft.text, hit.end)
        for hit in hits
        if hit.concept == "block:elsewhere"
    ):
        names.discard("block:elsewhere")
    if draft.says(mention.clause, _GIVES_US):
        names.discard("block:elsewhere")
    if "block:elsewhere" in names or ("block:other_office" in names and "target" not in names):
        return True
    foretold = draft.in_clause(mention.clause - 1, "block:forecast") or _aims(draft, mention.clause - 1)
    foretold = foretold or (mention.clause > 0 and draft.says(mention.clause - 1, _WANTS))
    if foretold and _THAT.match(draft.clause_text(mention.clause)):
        return True  # «Wir rechnen damit, dass …», «Ziel der Stadt ist es, dass bis 2027 …»
    hoped = draft.says(mention.clause, _HOPING) and draft.says(mention.clause, _COULD)
    if hoped or ("block:forecast" in names and staffing.plans_with(draft, mention)):
        names.discard("block:forecast")  # «konnte 2023 mit 352.800 Euro rechnen», «anders als erwartet»
    offices = draft.hits_of(mention.sentence, "block:other_office")
    of_whom_said = {hit.concept for hit in offices if _of_who_said(draft, mention, hit)}
    in_sentence = set(draft.concepts_of(mention.sentence)) - ignored - of_whom_said
    housed = draft.in_clause(
        mention.clause, "housing"
    )  # «Während die Kitas belegt sind, lag die Auslastung der Unterkünfte …»
    if "block:other_office" in in_sentence and in_sentence.isdisjoint(_OURS) and not housed:
        return True  # «In der Kita …, 3,5 Stellen sind unbesetzt»
    # not «… rechnet mit 1.450 Personen; beschlossen ist im Stellenplan nichts»
    said = set(draft.concepts_of(mention.sentence)) - {"planned"} | draft.concepts_of_clause(mention.clause)
    return "block:forecast" in names and said.isdisjoint(draft.vocabulary.forecast_allowed)


def _aims(draft: Draft, clause: int) -> bool:
    return clause >= 0 and draft.says(clause, _AIM)


def _is_source(draft: Draft, hit: Hit) -> bool:
    """«laut Ordnungsamt 234 aufgenommene Geflüchtete»: who says it, and not whose number it is."""
    return hit.concept == "block:other_office" and bool(
        _SOURCE.search(draft.text, max(0, hit.start - 30), hit.start)
    )


def _of_who_said(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«…, so der Jahresbericht, der auch Projekte der Ehrenamtlichen vorstellt»: said of who told it."""
    clause = draft.by_clause.index(hit.start)
    return clause - 1 > mention.clause and SAYS.match(draft.clause_text(clause - 1)) is not None


def _is_funder(draft: Draft, hit: Hit) -> bool:
    return bool(_FUNDER.search(draft.text, max(0, hit.start - 20), hit.start))


def against_hopes(draft: Draft, mention: Mention) -> bool:
    """«ein Viertel weniger Beratungen als geplant»: set against what somebody thought, which nobody records.

    Not of a quota or of positions, where «vorgesehen» and «geplant» are figures.
    """
    end = draft.sentences[mention.sentence].end
    hoped = _AS_HOPED.match(draft.text, mention.quantity.end, end)
    if not hoped or mention.noun.unit == "fte":
        return False
    led = _WITH.search(draft.text, max(0, mention.span.start - 30), mention.span.start)
    if led and _OF_SUCH_A_SIZE.match(draft.text, mention.quantity.end):
        return False
    return {"quota", "positions"}.isdisjoint(draft.concepts_of(mention.sentence))
