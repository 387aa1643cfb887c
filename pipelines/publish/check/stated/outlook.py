"""Numbers that say nothing about what is: denied ones, conditions, plans, the future."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.draft.insertions import SAYS
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import purposes, rejected, rhythm, staffing
from pipelines.publish.check.words.vocabulary import Hit, Topic

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
_AIM = re.compile(
    r"\b(?:Ziel|Absicht|Wunsch)\b.*\b(?:ist|bleibt|sei)\b|\b(?:ist|bleibt)\b.*\bZiel\b", re.DOTALL
)
_WANTS = re.compile(r"\b(?:streb(?:t|en)\b.*\ban|will|wollen|möchten?|forder(?:t|n)|beantrag(?:t|en))\b")
# «Eine Auslastung von 95 Prozent gilt als Obergrenze»
_BOUND = re.compile(r"\b(?:Ober|Unter)grenze\b|\b(?:Ziel|Richt|Soll)(?:wert|marke|größe)\b")
_IT_IS = re.compile(r"^\W*(?:Es|Dieses|Das)\s+(?:liegt|lag|beträgt|betrug|lautet|lautete|ist|war)\b")
_THAT = re.compile(r"\s*(?:dass|wonach|ob)\b")
# «das Land Baden-Württemberg fördert» speaks of the money, not of another place.
_FUNDER = re.compile(r"\bLand $")
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
# «nicht um 107, sondern um 154», «nicht, wie in der Vorlage zu lesen, bei 1.048»
_NOT_BY = re.compile(
    r"(?i:\bnicht(?:,\s+wie\s[^,;.]{3,60},)?\s+(?:um|bei|auf|mit|von|aus)\s+(?:(?:rund|etwa|nur)\s+)?)$"
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
# «2022 hätten 592 Personen untergebracht werden sollen»: what a past quota asked for
_DEMANDED = re.compile(
    r"\bhätten?\b.*\b(?:aufgenommen|untergebracht)\s+werden\s+(?:sollen|müssen)\b", re.DOTALL
)
# «Laut Stellenplan hätte eine Kraft für 251 Personen zuständig sein sollen»: what the plan says is a figure
_BY_PLAN = re.compile(
    r"\b(?:[Pp]lan|[Ss]tellenplan\w*)\b.*\bhätten?\b|\bhätten?\b.*\b(?:[Pp]lan|[Ss]tellenplan\w*)\b",
    re.DOTALL,
)
_COULD = re.compile(
    r"\bkonnten?\b|(?i:\banders\s+als\s+(?:\w+\s+)?(?:erwartet|befürchtet|prognostiziert)\b)"
    r"|^\W*Wie\s+(?:erwartet|befürchtet|prognostiziert)\b"
)
_PLANS = re.compile(
    r"(?i:\b(?:will|wollen|geplant\s+(?:ist|war|sind|waren)|plan(?!stelle)\w*|beabsichtig\w*|vor|versuch\w*|möchte\w*|forder\w*|beantrag\w*|dräng\w*|(?:reg|rät|ri?et)\w*|bittet|empfiehlt|hofft|hoffen|verpflicht\w*"
    r"|vorgenommen|vornimmt|entschlossen|angestrebt|beschloss\w*|beschließt|beauftrag\w*|soll\w*)\b)"
)
_OBLIGED = re.compile(r"(?i:\bverpflichtet\b)")
_TAKE_IN = re.compile(r"\b(?:aufzunehmen|unterzubringen)\b")
_NEXT_YEAR = re.compile(
    r",?\s+(?:und\s+)?(?:(?:für|im\s+Jahr|in)\s+)?20\d\d\s+(?:(?:von|mit|auf|bei|noch|nur|dann)\s+){0,2}"
)
_THAT_WAS = re.compile(r"\s*(?:das|so|wie|was)\b")
# «bei einem Schlüssel von 1:120 bräuchte es»
_SUPPOSED = re.compile(
    r"\b(?:(?:[Bb]ei|[Nn]ach|[Ff]ür|[Mm]it) einem|[Nn]ach dem) (?:\w+ )?(?:\w*[Ss]chlüssel|\w*[Vv]erhältnis) von\s+$"
)
_PER = re.compile(r"\b(?:je|auf)\s$")  # «bei einem Zielwert von einer Vollzeitstelle je 120 Geflüchteten»
_SOURCE = re.compile(
    r"(?i:\b(?:laut|nach\s+(?:angaben|auskunft|mitteilung)\s+(?:des|der|vom|von)|so\s+(?:das|die|der))\s+(?:dem\s+|der\s+)?)$"
)
_NEEDS = re.compile(
    r"(?i:\b(?:wäre\w*|bräucht\w*|hätte\w*|nötig|erforderlich|notwendig|müsste\w*|benötig\w*|braucht\w*|fehl\w*|\w*bedarf)\b)"
)
_AT_A_RATIO = re.compile(
    r"(?i:\b(?:für|bei|beim|nach|mit|gemäß|gegenüber|um|auf|am|an|zum|laut)\s+(?:\w+\s+){1,3}?(?:von\s+)?(?:zu\s+)?)$"
)
_TO_ONE = re.compile(r"\bvon\seine[rm]\s\w+\s(?:auf|für|je)\s$")  # «von einer Fachkraft auf 120 Personen»
_TO_DO = re.compile(
    r"\b(?:zu\s+(?!beziffern|verzeichnen|beobachten|erkennen)\w+e(?:|r|l)n|(?:ab|an|auf|aus|ein|herab|hin|nieder|vor|bereit|zurück)zu\w+en)\W*$"
)
_OURS = {"programme", "target", "accompanied", "refugees", "ukraine", "quota"}
# What is known today although it lies ahead.
_KNOWN = {"limit36", "over36"}

_AS_HOPED = re.compile(
    r"[^.;:\d]*\bals\s+(?:(?:ursprünglich|zunächst|zuvor|noch|von\s+\w+)\s+)?"
    r"(?:geplant|erwartet|erhofft|gedacht|befürchtet|prognostiziert|angenommen|kalkuliert|veranschlagt|voraus?gesagt|vorhergesagt)\b"
)


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
    if not_it is None:
        return False
    return not ("nur" in not_it[0] and _NOT_ONLY.match(draft.text, mention.span.end))


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
    if supposed or _PROVIDED.search(said):
        return True
    return _of_the_future(draft.clause_text(mention.clause))


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
    if draft.says(mention.clause, _COULD):
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


def _promised(draft: Draft, mention: Mention) -> bool:
    """«Eine Stelle für 120 Menschen, das war unser Versprechen»."""
    following = mention.clause + 1
    if following >= len(draft.clauses) or following in draft.clauses_with_numbers:
        return False
    said = _THAT_WAS.match(draft.clause_text(following)) and draft.in_clause(following, "block:goal")
    return bool(said) and draft.by_sentence.index(draft.clauses[following].start) == mention.sentence


def _is_funder(draft: Draft, hit: Hit) -> bool:
    return bool(_FUNDER.search(draft.text, max(0, hit.start - 5), hit.start))


def other_meaning(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the number, if it is of this metric, tell a goal, another purpose's money or a yearly number of a stock?"""
    per = topic.unit == "persons" and _PER.search(
        draft.text, max(0, mention.span.start - 5), mention.span.start
    )
    aimed = draft.says(mention.clause, _BOUND) or draft.in_clause(mention.clause, "block:goal")
    bound = topic.unit == "fraction" and aimed
    goal = topic.unit == "persons_per_fte" or bool(per) or bound
    goal = goal and (is_goal(draft, mention) or _of_the_goal_before(draft, mention))
    return goal or purposes.other(draft, mention, topic) or rhythm.of_a_rhythm(draft, mention, topic)


def _of_the_goal_before(draft: Draft, mention: Mention) -> bool:
    """«Für den Betreuungsschlüssel gilt ein Ziel. Es liegt bei 1 zu 120»."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before) or not draft.says(mention.clause, _IT_IS):
        return False
    return bool(draft.hits_of(before, "block:goal"))


def is_goal(draft: Draft, mention: Mention) -> bool:
    """«ein Ziel von 1 : 120»: what a concept asks for, not what is; the word belongs to the nearer number."""
    supposed = _SUPPOSED.search(draft.text, max(0, mention.span.start - 60), mention.span.start)
    # «Mit einem Schlüssel von 1 : 291 liegt die Stadt weit über dem Ziel» tells what is
    asks = supposed and (supposed[0][0] not in "mM" or draft.sentence_says(mention.sentence, _NEEDS))
    if _promised(draft, mention) or asks:
        return True
    short = draft.hits_of(mention.sentence, "needed") or draft.hits_of(mention.sentence, "missing")
    led_to = _AT_A_RATIO if mention.quantity.form == "ratio" else _TO_ONE
    if short and led_to.search(draft.text, max(0, mention.span.start - 60), mention.span.start):
        return True  # «Für den Schlüssel von 1:120 wären 11,5 Stellen nötig»
    rivals = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    label = draft.label(mention)
    for hit in draft.hits_by_sentence[mention.sentence]:
        clause = draft.by_clause.index(hit.start)
        if hit.concept == "block:goal" and clause in (mention.clause, label):
            if clause == label:
                return True
            nearest = min(
                rivals, key=lambda m: (draft.by_clause.distance(m.quantity, hit), m.span.start < hit.start)
            )
            if nearest is mention:
                return True
    return False


def against_hopes(draft: Draft, mention: Mention) -> bool:
    """«ein Viertel weniger Beratungen als geplant»: set against what somebody thought, which nobody records.

    Not of a quota or of positions, where «vorgesehen» and «geplant» are figures.
    """
    end = draft.sentences[mention.sentence].end
    hoped = _AS_HOPED.match(draft.text, mention.quantity.end, end)
    if not hoped or mention.noun.unit == "fte":
        return False
    return {"quota", "positions"}.isdisjoint(draft.concepts_of(mention.sentence))
