"""What may come: conditions, plans, expectations, hopes."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import staffing

_INFINITIVE = (
    r"(?:an|hin(?:zu|ein)?|zu|ab|zurück|da(?:zu)?|auf|weiter|er|über)?(?:wachsen|steigen|sinken|nehmen|kommen|gehen|höhen|reichen"
    r"|schreiten|fallen|gehören|geben|stocken|bauen|ziehen)|betragen|umfassen|liegen|brauchen|sein|haben|leben|wohnen|bleiben"
    r"|ausscheiden|zählen|benötigen|betreuen|begleiten|aufnehmen|werden|kosten|fördern|finanzieren|verringern|verdoppeln|halbieren"
)
_CHANGE = (
    r"(?:an|ab|auf)?(?:wachsen|steigen|sinken|fallen|stocken)|erhöhen|verringern|verdoppeln|halbieren|betragen|liegen|erreichen"
    r"|umfassen|entstehen|bauen|sein"
)
_WILL = re.compile(
    rf"(?i:\b(?:wird|werden|würde|würden)\b.*\b(?:{_INFINITIVE})\b(?!\s+(?:ist|sind|war|waren|hat|haben))"
    rf"|\b(?:{_INFINITIVE})\s+(?:wird|werden|würde|würden|(?-i:soll|sollen)|will|wollen|könnte\w*)\b"
    rf"|\b(?-i:solle?n?|kann|können|könnten?|könne)\b.*\b(?:{_CHANGE})\b"
    r"|\b(?-i:will|wollen|wolle|wollte|möchten?)\b.*\b(?:anheben|ausbauen|aufstocken|steigern|senken|schaffen|verringern|erhöhen|verdoppeln"
    r"|halbieren|verbessern|erreichen|überschreiten|unterschreiten|übertreffen|begrenzen|drücken|reduzieren|bringen|heben|halten|kommen|gelangen|anmelden|beantragen|einstellen|einplanen|vorschlagen)\b"
    r"|\b(?-i:soll|sollen)\b(?=.*\b(?:\w*stellen?|\w*kr[aä]fte?|VZÄ)\b).*\b(?:kommen|entfallen|betreuen|begleiten)\W*$"
    r"|\b(?:soll|sollen)\b.*\bwerden\b|\b(?:künftig|zukünftig|in zukunft|demnächst|perspektivisch)\b"
    r"|\bkämen?\s+(?:man|die\s+stadt|sie|wir)\b|\b(?-i:soll|sollen)\b.*\b(?:haben|leben|wohnen|besitzen|sprechen|arbeiten)\W*$"
    r"|\b(?:angestrebt|angepeilt|anvisiert|vorgenommen|erhofft|erwartet|gehofft)\s+(?:wird|werden|war|waren|wurden?|worden|hat|haben|hatten?)\b"
    r"|\bhatten?\b.*\b(?:gerechnet|gehofft|erhofft)\b"
    r"|\b(?:plant|planen|beantrag(?:t|en)|forder(?:t|n|te|ten)|wünsch(?:t|en))\b)",
    re.DOTALL,
)
# «… sind 6,5 Stellen vorgesehen, sofern der Gemeinderat zustimmt»
_PROVIDED = re.compile(r"(?i:,\s*(?:sofern|falls|vorausgesetzt|unter\s+der\s+Voraussetzung)\b)")
# «Falls nach der Ukraine gefragt wird: …» is a note for the speaker, and no condition.
_ASKED = r"[^:]*\b(?:(?:nach)?gefragt|(?:Nach|Rück)?[Ff]ragen?|Interesse|interessiert)\b[^:,]*:"
_IF = re.compile(
    rf"(?i:^[\s\"„«»–-]*(?:(?:wenn|falls|sofern|sollten?)(?!\s+es\s+heißt|{_ASKED})"
    r"|(?:wären?|hätten?)\b(?=[^?,]*,\s*(?:so\s+|dann\s+)?(?:wären?|hätten?|würden?|könnten?|müssten?|bräuchten?|käme|läge|ließe))|(?:kämen?|gäbe|läge|träfen?|ginge|stiege|wüchse|bliebe|sänke|fiele)\b(?=[^?]*,)|(?:wird|werden)\b(?=[^,?]*\w(?:t|en)\s*,\s*(?:so\s+|dann\s+)?(?:informier|muss|müss|kann|könn|wird|werd|ist|sind|greift|tritt))"
    r"|(?:geht|bleibt|setzt|hält)\b(?=[^,?]*\b(?:weiter|fort|an|so|dabei)\b[^,?]*,)|angenommen(?=,)|gesetzt\sden\sfall"
    r"|nehmen\swir(?:\s\w+)?\san(?=,)|(?:unterstellt|nimmt)\sman(?:\san)?(?=,)"
    r"|im\s(?:un)?günstigsten\sfall|im\s(?:schlimmsten|schlechtesten|besten)\sfall"
    r"|stimmt\b[^,]*\bzu|würden?\b[^,]*\b(?:kürzen|streichen|einstellen|beenden|auslaufen|wegfallen|entfallen|senken))\b)"
)
# «Wenn wir zurückblicken, …», «Wenn man nur die besetzten Stellen rechnet, …»: how one looks at what is
_LOOKED_AT = re.compile(
    r"^\W*Wenn\s+(?:ich|wir|man|Sie)\b(?:[^,:]*\b(?:(?:zurück|hin|an|ein)?(?:zu)?(?:blick|schau|seh|sieh|guck)\w*|betracht\w+"
    r"|vergleich\w*|bedenk\w*|berücksichtig\w*|heranzieh\w*|zusammen(?:zähl|rechn|nehm|nimm)\w*|genau\s+n(?:imm|ehm)\w*)"
    r"|[^,:\d]*\b(?:rechne[nt]?|zähl(?:e|t|en)|zugrunde\s?leg\w*|misst|messen))\W*(?=[,:])"
)
# «Wenn der Warteraum voll ist, hat das einen Grund: …», «Wenn jemand klagt, erwidere ich: …»: no condition of it
_STATED_BEHIND = re.compile(
    r"^\W*(?:Wenn|Dass|Falls)\b[^:]*,\s*(?:(?:dann|so)\s+)?(?:"
    r"(?:hat|liegt|gibt|ist|hängt)\b[^,:]*\b(?:Gr[uü]nde?|Ursachen?|daran|Anlass|Erklärung)\b"
    r"|(?:erwider|antwort|entgegn|verweis|sag|nenn)(?:e|en|t)\b)[^,:]*:"
)
# «Sollte die Zahl über 1.500 steigen, …; derzeit liegt sie bei 1.380», «…, denn 2024 flossen …»: behind the condition
_BEHIND_IT = re.compile(r";|,\s+denn\b")
# «Sollten 200 hinzukommen, … In diesem Fall würden drei weitere Stellen benötigt»
_IN_THAT_CASE = re.compile(
    r"\bIn (?:diesem|dem|solch einem) Falle?\b.*\b(?:würden?|wären?|müssten?|bräuchten?|hätten?)\b"
)
_IN_CASE = re.compile(r"^[\s\"„«»–-]*(?:Falls|Sofern)\b[^,;:]*\b(?:sollte|sollten)\b")
_CONCEPT = re.compile(r"\b(?:Konzept\w*|Betreuungsschlüssel\w*|Schlüssel\w*|Richtwert\w*|Vorgabe\w*)\b")
_RECKONED = re.compile(r"\bzu\s+(?:rechnen|erwarten)\b")
_NEXT = re.compile(
    r"(?i:\bim\s+(?:kommenden|nächsten|folgenden)\s+jahr\b|\bab\s+(?:dem\s+)?(?:nächsten|kommenden)\s+jahr\b)"
)
# «2022 hätten 592 Personen untergebracht werden sollen»: what a past quota asked for
_DEMANDED = re.compile(
    r"\bhätten?\b.*\b(?:aufgenommen|untergebracht)\s+werden\s+(?:sollen|müssen)\b"
    r"|\bhätten\s+es\b.*\bsein\s+(?:sollen|müssen)\b",
    re.DOTALL,
)
# «Laut Stellenplan hätte eine Kraft für 251 Personen zuständig sein sollen»: what the plan says is a figure
_BY_PLAN = re.compile(
    r"\b(?:[Pp]lan|[Ss]tellenplan\w*)\b.*\bhätten?\b|\bhätten?\b.*\b(?:[Pp]lan|[Ss]tellenplan\w*)\b",
    re.DOTALL,
)
_NEXT_YEAR = re.compile(
    r",?\s+(?:und\s+)?(?:(?:für|im\s+Jahr|in)\s+)?20\d\d\s+(?:(?:von|mit|auf|bei|noch|nur|dann)\s+){0,2}"
)
# What is known today although it lies ahead.
_KNOWN = {"limit36", "over36"}


def ahead(draft: Draft, mention: Mention) -> bool:
    """Does the clause speak of the future, or the sentence begin with a condition?"""
    said = draft.sentence_text(mention.sentence)
    behind = _BEHIND_IT.search(draft.text, draft.sentences[mention.sentence].start, mention.span.start)
    if behind:
        said = draft.clause_text(mention.clause)
    if _IN_CASE.match(said):
        return True
    if not _KNOWN.isdisjoint(draft.concepts_of(mention.sentence)) or _goes_on_reaching(draft, mention):
        return False
    if staffing.fully_staffed(draft, mention):
        return False
    if _IN_THAT_CASE.search(draft.clause_text(mention.clause)):
        return True
    if _expected(draft, mention):
        return True
    supposed = _IF.match(said) and not _LOOKED_AT.match(said) and not _by_the_concept(draft, mention)
    supposed = supposed and not _behind_the_reason(draft, mention)
    if supposed or _PROVIDED.search(said):
        return True
    return not staffing.plans_with(draft, mention) and _of_the_future(draft.clause_text(mention.clause))


def _expected(draft: Draft, mention: Mention) -> bool:
    """«Für 2026 erwartet die Stadt eine Zuweisung von 33 Personen»: of a day to come, and somebody's reckoning."""
    own = draft.clauses[mention.clause]
    later = any(
        m.as_of and m.as_of > draft.today and own.holds(m.start) for m in draft.moments_of(mention.sentence)
    )
    before = draft.preceding(mention)
    listed = before is not None and _NEXT_YEAR.fullmatch(draft.text, before.span.end, mention.span.start)
    clause = before.clause if listed and before else mention.clause  # «… von 82 Personen, für 2026 von 33»
    return later and (draft.in_clause(clause, "block:forecast") or draft.says(clause, _RECKONED))


def _behind_the_reason(draft: Draft, mention: Mention) -> bool:
    """Does the number stand behind the colon of a main clause that only says that something will be told?"""
    said = _STATED_BEHIND.match(draft.text, draft.sentences[mention.sentence].start, mention.span.start)
    return said is not None


def _by_the_concept(draft: Draft, mention: Mention) -> bool:
    """«Wenn wir unser Konzept ernst nehmen, hätten wir Ende 2024 11,5 Stellen gebraucht»: what was needed."""
    own = draft.clauses[mention.clause]
    dated = any(m.as_of and own.holds(m.start) for m in draft.moments_of(mention.sentence))
    needed = dated and mention.noun.unit == "fte" and draft.in_clause(mention.clause, "needed")
    return needed and mention.clause > 0 and draft.says(mention.clause - 1, _CONCEPT)


def _goes_on_reaching(draft: Draft, mention: Mention) -> bool:
    """«… erreichen 61 die Grenze. Innerhalb von zwölf Monaten werden es 297 sein», «Bis zur Jahresmitte 2025 …»."""
    before = draft.just_before(mention.sentence)
    if before is None or _KNOWN.isdisjoint(draft.concepts_of(before)):
        return False
    if any(m.as_of and m.as_of > draft.today for m in draft.moments_of(mention.sentence)):
        return True
    return any(hit.concept.startswith("horizon_months=") for hit in draft.in_clause_of(mention))


@lru_cache(maxsize=256)
def _of_the_future(clause: str) -> bool:
    if _DEMANDED.search(clause) or _BY_PLAN.search(clause):
        return False
    return bool(_WILL.search(clause) or _NEXT.search(clause))
