"""Which part of a total a number is about: «Frauen», «aus Syrien», «der Caritas», «unter 18 Jahren»."""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import bindings, inorder, together
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit, Topic

_ALL_TRAEGER = {"CARITAS", "DIAKONIE", "STADT"}
_REASONS = ("zugangsart", "abgangsgrund")
_THEREOF = re.compile(r"(?i:\b(?:davon|darunter|wovon|hiervon|von ihnen|von diesen|unter ihnen|von denen)\b)")
_ANY_OF_THEM = re.compile(
    r"(?i:davon|darunter|wovon|hiervon|\bihnen\b|\bdiesen\b|\bdenen\b|\bdieser\b|meisten\b|wenigsten\b"
    r"|übrigen\b|restlichen\b|verbleibenden\b)"
)
_OF_THESE, _SO_MANY = re.compile(r"\b[Vv]on diesen\s+$"), re.compile(r"\s+[A-ZÄÖÜ]")
_TARGET_OF = re.compile(r"\bZielgruppe\s+(?:der|unserer)\s+$")
_THE_REST = re.compile(r"\b[Dd]ie\s+(?:übrigen|restlichen|verbleibenden)\s+(?:\w+\s+)?$")
# «Mit 398 Personen kamen die meisten aus der Ukraine»
_MOST_OF_THEM = re.compile(r"\b[Dd]ie\s+(?:meisten|wenigsten)\b(?!\s+(?:der|von|[A-ZÄÖÜ])\w*)")
_SAYING = "Mitteilung|Angaben|Auskunft|Aussage|Bericht|Zählung|Statistik"
# «in der Stadt», «nach Mitteilung der Stadt»: where it is, and who says it
_PLACE = re.compile(
    r"\b(?:(?:in|aus|durch) (?:der|die|unserer)"
    rf"|(?:{_SAYING}|Worten|\w+arbeit|\w+management) der) $"
)
_SAID_BY = re.compile(rf"\b(?:{_SAYING})\s+(?:der|des)\s+$")
_BY_THEM = re.compile(r"\b(?:(?:von|bei) (?:ihr|ihm)|(?:ihre|seine)[rnsm]?)\b")
# «gemeinsam mit Caritas und Diakonie»: all of us; «bei Caritas und Diakonie zusammen»: two of three
# «im Welcome-Center sowie bei Caritas und Diakonie»: the city's own, and the other two
_TOGETHER = re.compile(
    r"(?i:\b(?:zusammen\s+mit|gemeinsam|insgesamt)\b)"
    r"|\bWelcome-Centers?(?:,|\s(?:und|sowie))\s(?:(?:bei|die|der|von)\s){0,2}(?:Caritas|Diakonie)\b"
    r"|\b(?:Caritas|Diakonie)\s(?:und|sowie)\s(?:das\s|dem\s|im\s|vom\s)?(?:städtischen?\s)?Welcome-Center\b"
)
# «Die Caritas begleitete 470 Personen. Die Stadt Lörrach selbst begleitete 390»
_CITY_ITSELF = re.compile(
    r"\bStadt(?:verwaltung)?(?: Lörrach)? (?:selbst|selber|ihrerseits)\b|\b(?:[Bb]ei der|[Aa]uf die|[Ff]ür die) Stadt\b"
)
# «Bei der Stadt kamen auf eine Stelle 524. Bei der Diakonie waren es 204»: the same way, and no part of the number
_OTHER_BODY_NEXT = re.compile(
    r"^\W*(?P<way>Bei|Auf|Für) (?:die|der) (?:Caritas|Diakonie)\b"
    r"(?!.*\b(?:davon|hiervon|(?:von|unter) (?:diesen|ihnen))\b)",
    re.DOTALL,
)
# «Die Stadt begleitete 262. Bei der Diakonie waren es 420, bei der Caritas 380»: the third beside both
_BOTH_OTHERS = re.compile(
    r"^\W*Bei\s+der\s+(Caritas|Diakonie)\s+(?:waren|sind)\s+es\b[^;:!?]*\bbei\s+der\s+(?!\1)(?:Caritas|Diakonie)\b"
)
_CITYS_WAY = {way: re.compile(rf"(?i:\b{way}) (?:die|der) Stadt\b") for way in ("Bei", "Auf", "Für")}
_OF_THEM = re.compile(
    r"\s+(?:davon|darunter|hiervon|(?:von|unter) (?:ihnen|diesen|denen)|dieser\s+[A-ZÄÖÜ]\w+)\b"
)


def of(draft: Draft, mention: Mention, topic: Topic) -> tuple[dict[str, str], str]:
    """The codes of the cell (`by` of the figure) and a doubt ("" if none).

    Two codes of one dimension for one number («Frauen und Männer») name the whole for the sexes, else a doubt.
    """
    key = mention.quantity.start, topic.metric
    if key not in draft.kept.codes_of:
        draft.kept.codes_of[key] = _codes(draft, mention, topic)
    by, doubt = draft.kept.codes_of[key]
    return dict(by), doubt


def _codes(draft: Draft, mention: Mention, topic: Topic) -> tuple[dict[str, str], str]:
    found: dict[str, set[str]] = defaultdict(set)
    turn, them = inorder.group(draft, mention), together.added(draft, mention)
    for hit in bindings.bound(draft, mention):
        if them and them.holds(hit.start):
            continue  # «704 Frauen; zusammen mit den Männern sind das 1.380»
        dimension, _, code = hit.concept.partition("=")
        beside = _beside_traeger(draft, mention) or _of_them_the_citys(draft, mention, hit)
        if hit.concept == "city" and beside and not _is_place(draft, hit):
            dimension, code = "traeger", "STADT"
        said_by = dimension == "traeger" and _SAID_BY.search(draft.text, max(0, hit.start - 24), hit.start)
        if said_by and not draft.says(mention.clause, _BY_THEM):
            continue  # «nach Angaben der Caritas»: who says it
        if code == "STADT" and (topic.unit.startswith("eur") or draft.in_clause(mention.clause, "city_pays")):
            continue  # «die Stadt selbst trägt», «die Differenz von 2 Stellen bezahlt die Stadt»: who pays
        if code == "STADT" and (_whole_of_the_city(draft, mention, hit) or _fills_the_gap(draft, topic, hit)):
            continue
        if code and fits(topic, dimension):
            found[dimension].add(code)
    if turn and fits(topic, turn[0]):
        found[turn[0]] = {turn[1]}
    own = _sex_of_noun(draft, mention) & found["sex"]
    if len(own) == 1:
        found["sex"] = own
    for dimension, sums in draft.vocabulary.sums.items():
        # «Kinder und Jugendliche von 6 bis 17 Jahren»: the narrower group is meant.
        codes = found.get(dimension, set())
        found[dimension] = codes - {code for code in codes if codes & set(sums.get(code, ()))}
    if draft.says(mention.clause, _TOGETHER):
        found = {dimension: codes for dimension, codes in found.items() if len(codes) == 1}
    if found.get("traeger", set()) >= _ALL_TRAEGER:
        del found["traeger"]  # «von Stadt, Caritas und Diakonie»: all of them
    by = {dimension: codes.pop() for dimension, codes in found.items() if len(codes) == 1}
    several = [dimension for dimension, codes in found.items() if len(codes) > 1 and dimension != "sex"]
    partly = them is not None and not together.make_a_whole(draft, mention, them)
    return (
        by,
        "Der Satz nennt mehrere Gruppen zu einer Zahl; bitte je Gruppe eine Zahl nennen."
        if several or partly
        else "",
    )


def _whole_of_the_city(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Der Landkreis zählt 3.900, die Zielgruppe der Stadt selbst umfasst 1.380»: the whole, where no Träger is named."""
    if not _TARGET_OF.search(draft.text, max(0, hit.start - 24), hit.start):
        return False
    named = {other.concept for other in draft.hits_by_sentence[mention.sentence]} - {"traeger=STADT"}
    return not any(concept.startswith("traeger=") for concept in named)


def _fills_the_gap(draft: Draft, topic: Topic, hit: Hit) -> bool:
    """«Es bleibt eine Lücke von zwei Stellen, für die die Stadt selbst aufkommt»: who pays, if not «bei der Stadt»."""
    return topic.metric == "funding_gap_fte" and not draft.text.endswith("bei der ", 0, hit.start)


def fits(topic: Topic, dimension: str) -> bool:
    """Can a group of this kind be one of the metric's?"""
    if dimension in _REASONS:
        return topic.metric in ("entries", "exits")  # not «Durch Zuweisung wuchs die Zielgruppe auf …»
    if dimension == "horizon_months":
        return topic.metric == "reaching_36_months"  # not «binnen eines Jahres gestiegen»
    if dimension == "housing":
        return (
            topic.metric != "housing_occupancy"
        )  # «die zentralen Unterkünfte sind belegt»: that is what it counts
    return not (dimension == "nationality" and topic.metric.startswith("ukraine_"))


def _sex_of_noun(draft: Draft, mention: Mention) -> set[str]:
    """«mit 704 Frauen und 676 Männern etwas mehr weibliche»: the sexes that the number's own noun names."""
    hits = (hit for hit in draft.in_clause_of(mention) if mention.noun.span.holds(hit.start))
    return {hit.concept.removeprefix("sex=") for hit in hits if hit.concept.startswith("sex=")}


def _beside_traeger(draft: Draft, mention: Mention) -> bool:
    """«die Caritas 470, die Stadt 390»: among the Träger the city is one of them, else it is the place."""
    near = [mention.sentence]
    before = draft.just_before(mention.sentence)
    itself = any(draft.says(at, _CITY_ITSELF) for at in (mention.clause, *draft.labels(mention)))
    if before is not None and itself:
        near.append(before)
    said = {hit.concept for hit in draft.sayers_by_sentence[mention.sentence]} - {"traeger=STADT"}
    if itself and any(concept.startswith("traeger=") for concept in said):
        return True  # «„540 begleiten wir“, sagt die Leiterin der Diakonie; bei der Stadt waren es 390»
    if _other_body_next(draft, mention, itself):
        near.append(mention.sentence + 1)
    if draft.frames.of_item(mention.sentence) is not None:
        near += [n for n in (mention.sentence - 1, mention.sentence + 1) if n < len(draft.sentences)]
    return any(hit.concept.startswith("traeger=") for n in near for hit in draft.hits_by_sentence[n])


def _other_body_next(draft: Draft, mention: Mention, itself: bool) -> bool:
    """«Bei der Stadt … 524 Personen. Bei der Diakonie waren es 204»: does the next sentence set another beside it?

    In the same words, else the city is the whole: «bei der Stadt 1.380. Auf die Caritas entfielen 470».
    """
    behind = mention.sentence + 1
    if behind == len(draft.sentences) or draft.just_before(behind) != mention.sentence:
        return False
    span = draft.sentences[behind]
    if draft.sentence_says(behind, _BOTH_OTHERS):
        return True
    other = _OTHER_BODY_NEXT.match(draft.text[span.start : span.end])
    clauses = (mention.clause, *draft.labels(mention)) if itself else ()
    return other is not None and any(draft.says(at, _CITYS_WAY[other["way"]]) for at in clauses)


def _of_them_the_citys(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«3,5 Stellen, davon 0,5 bei der Stadt», «Zu den 1.380 zählten auch jene 390, um die sich die Stadt kümmerte»."""
    described = draft.relative_clause(mention)
    if described is not None and draft.clauses[described].holds(hit.start):
        before = draft.preceding(mention)
        return before is not None and draft.named_whole(before)
    return thereof(draft, mention) and draft.text[mention.span.end : hit.start].strip() in (
        "bei der", "auf die", "von der",
    )  # fmt: skip


def _is_place(draft: Draft, hit: Hit) -> bool:
    return bool(_PLACE.search(draft.text, max(0, hit.start - 40), hit.start))


def foreign(draft: Draft, mention: Mention) -> bool:
    """Does the number name a group for which there is no figure at all («schwangere», «im Sprachkurs»)?"""
    return any(hit.concept == "foreign" for hit in bindings.bound(draft, mention))


def of_strangers(draft: Draft, mention: Mention) -> bool:
    """«150 Gäste, darunter 40 Geflüchtete»: is it a part of something that nobody counts here?"""
    before = [m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start]
    if mention.quantity.form != "plain":
        return False
    return bool(before) and all(other.noun.foreign for other in before) and thereof(draft, mention)


def thereof(draft: Draft, mention: Mention) -> bool:
    """Does the clause take a part of what was said before («davon», «wovon»)?"""
    at = mention.quantity.start
    if at not in draft.kept.thereof and not draft.sentence_says(mention.sentence, _ANY_OF_THEM):
        draft.kept.thereof[at] = False
    if at not in draft.kept.thereof:
        start = draft.clauses[mention.clause].start
        said = _THEREOF.search(draft.text, max(start - 1, 0), at)
        rest = _THE_REST.search(draft.text, max(start - 1, 0), at)  # «Die übrigen 545 waren Frauen»
        part = bool(said or rest) or _most_of_them(draft, mention)
        draft.kept.thereof[at] = part or bool(_OF_THEM.match(draft.text, mention.span.end))
    return draft.kept.thereof[at]


def these_so_many(draft: Draft, mention: Mention) -> bool:
    """«Von diesen 1.380 Personen waren 704 Frauen»: the number right behind it is the whole, and no part."""
    these = _OF_THESE.search(draft.text, max(0, mention.span.start - 14), mention.span.start)
    return these is not None and _SO_MANY.match(draft.text, mention.quantity.end) is not None


def _most_of_them(draft: Draft, mention: Mention) -> bool:
    """«Mit 398 Personen kamen die meisten aus der Ukraine», not «mit 540 Begleiteten hat die Diakonie die meisten»."""
    anew = {"target", "accompanied"} & set(draft.concepts_of_clause(mention.clause))
    return not anew and draft.says(mention.clause, _MOST_OF_THEM)
