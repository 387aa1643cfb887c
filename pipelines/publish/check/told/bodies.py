"""Which Träger a number takes over: «er», «hierfür», the label of its line, the subject of «… und verfügt über»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Hit, Topic

_HE = re.compile(
    r"(?i:\bdort\b|\b(?:wurden?|werden|wird)\s+(?:ihr|ihm)\b|\b(?:begleite|betreu|beriet|berät|beschäftig|verfüg|führ|zähl)\w*\s+(?:er|sie|dieser|der\s+(?:verband|träger))\b"
    r"|\b(?:er|sie|der\s+(?:verband|träger))\s+(?:\w+\s+){0,3}?(?:begleite|betreu|beriet|berät|beschäftig|verfüg|führ|zähl)\w*"
    r"|\b(?:bei|von|durch|auf)\s+(?:ihr|ihm|sie|ihn)\b"
    r"|\b(?:von|durch)\s+(?:ihre|seine)[nrm]?\s+(?:berater|fachkräfte|mitarbeite|team|beschäftigte)\w*"
    r"|\b(?:sein|ihr|das)\s+(?:haus|verband|träger|team)\s+(?:[\w,.]+\s+){0,6}?(?:begleite|betreu|beriet|berät|ha(?:t|tte|be)\b)\w*"
    r"|\b(?:begleite|betreu|beriet|berät)\w*\s+(?:sein|ihr|das)\s+(?:haus|verband|träger|team)\b"
    r"|\b(?:auf|für|bei|von|durch)\s+(?:den|dem|diesen|diesem)\s+(?:Verband|Träger)\b(?!\s+der\b))"
)
# «… hatte er 38 Prozent betragen» is said of «Der Anteil»
_HE_HAS = re.compile(r"(?i:\bha(?:t|tte|be)\s+(?:er|sie)\b(?!\s+sich\b)|\b(?:er|sie)\s+ha(?:t|tte|be)\b)")
_A_VALUE = re.compile(
    r"\b(?:\w*[Aa]nteil|Wert|\w*[Ss]chlüssel|\w*[Qq]uote|\w*[Zz]ahl|Saldo|Zielgruppe|\w*[Ll]ücke)\b"
)
_ON_THEM = re.compile(r"\b[Aa]uf\s+(?:sie|ihn)\b")
_AND = re.compile(r"\s+(?:[a-zäöü]+e\s+)?(?:und|sowie|bzw\.)\s+")
_MEANS = re.compile(r"\bmit\s+[\d,]*\w+\s[^,;]*$")
_AND_HAS = re.compile(
    r"(?:\s+(?:Begleitete|Betreute)n?)?\s+(?:mit|bei)\s+(?:\w+\s+)?|[^,;:()]*\bund\s+(?:verfügt|beschäftigt|setzt|führt|begleitet|betreut|zählt|besetzt|leistet|hat|hatt|unterhält|unterhielt|erhielt"
    r"|erhält|bekam|bekommt|beriet|berät)e?\b[^,;:()]*"
    # «kommt mit 1,5 Stellen auf 470 Begleitete und einen Schlüssel von 1 zu 313»
    r"|(?:\s+Begleitete)?\s+und\s+(?:damit\s+)?(?:auf\s+)?einen?\s+(?:\w*[Ss]chlüssel|\w*[Vv]erhältnis)\s+von\s+"
)
_LABEL = re.compile(
    r"\W*(?:Die\s)?(?:Caritas\w*|Diakonie|Diakonisches Werk|Stadt(?: Lörrach)?)(?:\s\([^()]*\))?:"
)
_AT_OURS = re.compile(
    r"\b[Bb]ei uns\b|\bunserer\s+[\d,]+\s+(?:\w+\s+)?Stellen\b|\b[Uu]nser(?:em?|es)?\s+(?:Haus|Verband)\b"
)
_WE = re.compile(
    r"\b(?:[Ww]ir|[Uu]nsere)\b.*\b(?:begleite|betreu)|\b(?:begleite|betreu)\w*\b.*\b(?:wir|unsere)\b"
)
_TO_US = re.compile(
    r"\b(?:werden|wurden|sind|stehen|standen)\s+uns\b|\b(?:haben|hatten)\s+wir\s+[\d,]+\s+(?:\w+\s+)?Stellen\b|\buns\s+(?:werden|wurden|stehen|standen)\b"
)
_OF_WHICH = re.compile(r"^\s*(?:auf\s+die|(?:mit|von|unter)\s+denen|durch\s+die|die|welche)\b")
_WITH = re.compile(r"\W*[Mm]it\s+(?:(?:nur|lediglich|ihren|seinen|insgesamt|derzeit|rund)\s+)*")
# «Hierfür waren 1,5 Stellen besetzt», «Bezogen auf ihre halbe geförderte Stelle»
_FOR_THIS = re.compile(
    r"(?i:\b(?:hierfür|dafür|hierzu|sie\s+verteil\w+\s+sich\s+auf)\b)|\b(?:ihre|seine)[rn]?\s+(?:[\w,]+\s+){1,2}Stellen?\b"
)
_THE_CITY = re.compile(
    r"^\W*(?:Die|die)\s+Stadt\s+(?:selbst\s+)?(?:begleitete?|betreute?|kam|kommt|zählte?|führte?)\b"
    # «„Wir haben 540 Menschen begleitet“, teilt die Diakonie mit. Bei der Stadt waren es 390»
    r"|^\W*(?:und\s+)?[Bb]ei\s+der\s+Stadt\s+(?:selbst\s+)?(?:waren|sind|wurden)\b"
    # «Sie begleitete 470 der 1.380 Personen, die Stadt 390»
    r"|^\W*(?:und\s+|sowie\s+)?die\s+Stadt\s+(?:selbst\s+)?[\d.]+\W*$"
)
_WHICH_ITSELF, _ONLY_CITY = (
    re.compile(r"^\s*die\s+(?:ihrerseits|selbst)\b"),
    re.compile(r"\bStadt(?: Lörrach)?,$"),
)
ALL = re.compile(r"(?i:\b(?:insgesamt|zusammen|gesamt\w*|alle[rn]?|stadtweit\w*|trägerübergreifend)\b)")
CITYWIDE = re.compile(r"(?i:\bstadtweit|\b(?:aller?|drei)\s+Träger|\bträgerübergreifend)")


def same_body(draft: Draft, mention: Mention, last: Last) -> dict[str, str]:
    """«… begleitete er 470 Personen», «Hierfür waren 1,5 Stellen besetzt»: the Träger the sentence before spoke of."""
    several = len({by["traeger"] for by in last.said if "traeger" in by}) > 1
    if several and draft.says(mention.clause, _FOR_THIS):
        return {}  # «470 bei der Caritas, 390 bei der Stadt, und hierfür waren 4,75 Stellen besetzt»: for all
    if "traeger" in last.by and draft.says(mention.clause, _FOR_THIS) and not of_all(draft, mention, last):
        return {"traeger": last.by["traeger"]}
    if "traeger" in last.by and _for_which(draft, mention, last):
        return {"traeger": last.by["traeger"]}
    if draft.says(mention.clause, _AT_OURS):
        return _only(
            draft.sayers_by_sentence[mention.sentence]
        )  # «bei uns 1,75 Stellen», antwortet die Diakonie
    if _says_we(draft, mention):
        sayer = _only(draft.sayers_by_sentence[mention.sentence])
        if sayer and sayer["traeger"] != "STADT":  # whose «we» is often all three of them
            return sayer  # «Unsere Beraterinnen begleiteten 420 Menschen», heißt es bei der Diakonie
    described = draft.relative_clause(mention)  # «95,1 Prozent der 470 Personen, die der Träger begleitete»
    # «Von den 4,75 besetzten Stellen entfielen auf sie 1,5»: so many of all
    theirs = _of_them(draft, mention, mention.clause) and not whole_of_theirs(draft, mention)
    if not (theirs or (described is not None and _of_them(draft, mention, described))):
        return {}
    said = [*draft.hits_by_sentence[mention.sentence], *draft.sayers_by_sentence[mention.sentence]]
    hits = [hit for hit in said if hit.end <= mention.span.start]
    before = draft.just_before(mention.sentence)
    if before is not None and not any(hit.concept.startswith("traeger=") for hit in hits):
        hits = [*draft.hits_by_sentence[before], *draft.sayers_by_sentence[before]]
        if "traeger" in last.by and last.sentence == before and not _only(hits):
            # «Für diese Arbeit hat sie 1,5 Stellen. Gefördert sind bei ihr 1,25»
            return {"traeger": last.by["traeger"]}
    return _only(hits)


def _of_them(draft: Draft, mention: Mention, clause: int) -> bool:
    """Does a clause tell of «er», «sie», «ihr Haus», and mean no value that its sentence names before?"""
    if draft.says(clause, _HE):
        return True
    start = draft.sentences[mention.sentence].start
    value = _A_VALUE.search(draft.text, start, draft.clauses[clause].start)
    return draft.says(clause, _HE_HAS) and value is None


def _says_we(draft: Draft, mention: Mention) -> bool:
    """Does one body speak of its own («Stadtweit begleiten wir …» tells of all)?

    Likewise «Für 540 Menschen, die wir begleiten, werden uns 1,75 Stellen gefördert».
    """
    described = draft.relative_clause(mention)
    says = draft.says(mention.clause, _WE) or draft.says(mention.clause, _TO_US)
    says = says or (described is not None and draft.says(described, _WE))
    return says and not draft.says(mention.clause, CITYWIDE)


def may_be_the_citys(draft: Draft, mention: Mention) -> bool:
    """«„262 Menschen begleiteten wir“, sagt die Leiterin der Stadt»: the city alone, or all three of them."""
    said = {hit.concept for hit in draft.sayers_by_sentence[mention.sentence]}
    return said == {"city"} and _says_we(draft, mention)


def whole_of_theirs(draft: Draft, mention: Mention) -> bool:
    """«Von den 4,75 Stellen entfielen bei ihr 1,5 auf …», «Von 1.380 Begleiteten entfielen 470 auf sie»: of all."""
    theirs = mention.noun.unit == "fte" or draft.says(mention.clause, _ON_THEM)
    return theirs and draft.named_whole(mention) and draft.whole_of_another(mention)


def _for_which(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Bei der Caritas sind 1,5 Stellen besetzt, auf die insgesamt 470 Personen kommen»: those of these positions."""
    if last.topic is None or last.topic.unit != "fte" or not draft.says(mention.clause, _OF_WHICH):
        return False
    follows = last.sentence == mention.sentence and draft.by_clause.index(last.end - 1) == mention.clause - 1
    return follows and not any(hit.concept.startswith("traeger=") for hit in draft.in_clause_of(mention))


def _only(hits: Iterable[Hit]) -> dict[str, str]:
    """The Träger, if but one is named."""
    named = {hit.concept.removeprefix("traeger=") for hit in hits if hit.concept.startswith("traeger=")}
    return {"traeger": named.pop()} if len(named) == 1 else {}


def labelled(draft: Draft, mention: Mention) -> dict[str, str]:
    """«Caritas (Ende 2024): 470 begleitete Personen; 1,5 besetzte Stellen»: the Träger that the line is headed by."""
    span = draft.sentences[mention.sentence]
    label = _LABEL.match(draft.text, span.start, mention.span.start)
    if label is None:
        return {}
    bodies = [h for h in draft.hits_by_sentence[mention.sentence] if h.concept.startswith("traeger=")]
    named = {hit.concept.removeprefix("traeger=") for hit in bodies} or {"STADT"}
    inside = all(hit.start < label.end() for hit in bodies)
    return {"traeger": named.pop()} if inside and len(named) == 1 else {}


def with_positions(draft: Draft, mention: Mention, topic: Topic) -> dict[str, str]:
    """«Mit 1,5 besetzten Stellen begleitete die Caritas 470 Personen»: those of the one Träger of the clause."""
    start = draft.clauses[mention.clause].start
    first = next(m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    led = first.noun.unit == "fte" and _WITH.fullmatch(draft.text, start, first.span.start)
    theirs = (
        first is mention or topic.unit == "persons_per_fte"
    )  # «… kommt sie auf ein Verhältnis von 1 zu 313»
    return _only(draft.in_clause_of(mention)) if led and theirs else {}


def city_beside(draft: Draft, mention: Mention, topic: Topic, last: Last) -> dict[str, str]:
    """«… die Caritas mit 380 vor der Diakonie mit 420. Die Stadt begleitete 262 Personen»: one body beside the others."""
    others = last.by.get("traeger", "STADT") != "STADT" and topic is last.topic
    near = others and mention.sentence - last.sentence <= 1 and not draft.says(mention.clause, ALL)
    itself = draft.says(mention.clause, _THE_CITY)
    # «Die Stadt, die ihrerseits 390 Personen begleitete, lobte die Zusammenarbeit»
    itself = itself or (
        draft.says(mention.clause, _WHICH_ITSELF) and draft.says(mention.clause - 1, _ONLY_CITY)
    )
    return {"traeger": "STADT"} if near and itself else {}


def same_subject(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Die Caritas begleitete 470 Geflüchtete und verfügte über 1,5 Stellen»: the verb behind «und» has its subject."""
    if "traeger" not in last.by:
        return False
    begin = draft.clauses[mention.clause].start
    means = _MEANS.search(draft.text, begin, last.end) and _only_days_between(draft, mention, last)
    if not (means or _AND_HAS.fullmatch(draft.text, last.end, mention.span.start)):
        return False
    return not any(
        draft.text[hit.start - 4 : hit.start] in ("das ", "Das ")
        for hit in draft.hits_of(mention.sentence, "programme")
    )


def _only_days_between(draft: Draft, mention: Mention, last: Last) -> bool:
    """«dass die Caritas mit 1,5 Stellen (derzeit | Ende 2024) 470 Geflüchtete begleitet habe»."""
    told = [m for m in draft.moments_of(mention.sentence) if last.end <= m.start < mention.span.start]
    start = told[-1].end if told else last.end
    ahead = draft.text[last.end : told[0].start] if told else ""
    between = (ahead + draft.text[start : mention.span.start]).strip()
    return len(told) < 2 and between in (
        "",
        "für",
        "auf",
        "um",
    )  # «mit 1,5 Stellen für 470 Menschen zuständig»


def same_positions(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«Bei der Diakonie waren 2,25 Stellen besetzt und 1,75 gefördert»: other positions of the same Träger."""
    if last.topic is None or topic is last.topic or not (topic.unit == last.topic.unit == "fte"):
        return False
    # «… über 1,25 geförderte und 1,5 besetzte Stellen im Integrationsmanagement»
    joined = _AND.fullmatch(draft.text, last.end, mention.span.start)
    return "traeger" in last.by and bool(joined or not of_all(draft, mention, last))


def of_all(draft: Draft, mention: Mention, last: Last) -> bool:
    """Does the sentence name the whole service again, or a second Träger, behind the claim before?"""
    # «Bei der Caritas waren 1,5 Stellen im Integrationsmanagement besetzt, gefördert wurden 1,25»
    same = last.sentence == mention.sentence
    since = (
        max(last.end, draft.clauses[mention.clause].start)
        if same
        else draft.sentences[mention.sentence].start
    )
    # «1,5 Stellen im Integrationsmanagement besetzt und 1,25 gefördert»: of the first number only
    since = max(since, draft.text.rfind(" und ", since, mention.span.start))
    hits = [h for h in draft.hits_by_sentence[mention.sentence] if h.start >= since]
    others = {h.concept for h in hits if h.concept.startswith("traeger=")} - {f"traeger={last.by['traeger']}"}
    return bool(others) or any(h.concept == "programme" for h in hits) or draft.says(mention.clause, ALL)
