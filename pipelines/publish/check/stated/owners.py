"""Whose number it is: another body's («der Kreis», «In Musterheim …»), a single house's, or nobody's yet («wäre»)."""

from __future__ import annotations

import re
from collections.abc import Set

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span, record

# Endings of German place names; behind «in» without an article hardly anything else has them. Behind «Stadt» every
# name nobody here understands is a town, and a sentence that begins «In Oberried leben …» speaks of one.
_PLACE = (
    r"(?!Lörrach)[A-ZÄÖÜ][a-zäöüß]+(?:heim|hausen|ingen|stett|stetten|furt|bach|berg|burg|dorf|tal|weiler|kirch|kirchen|münster"
    r"|felden|feld|stein|hofen|wangen|bronn|brunn|wald|beck|hagen|rode|stadt|loh)"
)
# Quarters of Lörrach: their people are a part of ours, and no town of its own.
_QUARTERS = r"(?!(?:Brombach|Haagen|Hauingen|Tumringen|Tüllingen|Stetten|Salzert|Neumatt)\b)"
_TOWN = re.compile(
    rf"\b[Ii]n\s+{_QUARTERS}{_PLACE}\b"
    rf"|\b(?:Stadt|Gemeinde|Landeshauptstadt|Kommune|Samtgemeinde)\s+{_QUARTERS}{_PLACE}\b"
    rf"|\b(?:[Dd]ie\s+Stadt|Gemeinde|Landeshauptstadt|Samtgemeinde)\s+{_QUARTERS}(?P<name>(?!Lörrach)[A-ZÄÖÜ][\w-]{{2,}})(?=\s[a-zäöü\d])"
    rf"|(?<![^.!?\n]\s)(?<!\w)In\s+{_QUARTERS}(?P<where>(?!Lörrach)[A-ZÄÖÜ][a-zäöüß-]{{2,}}(?<!n)(?<!s)(?<!e)(?<!ung)(?<!eit)"
    rf"(?<!schaft)(?<!tät))\s(?=[a-zäöüß])"
)
_TOWN_FIRST = re.compile(r"\W*(?:Auch\s+)?(?:[Dd]ie\s+)?")
# «der Kreis der Geförderten» is no district.
_DISTRICT = re.compile(
    r"(?<!Lörrach )\b(?:[Dd]er|[Dd]ieser|[Ii]m)\s+(?:Land)?[Kk]reis\b(?!\s+(?:der|derer|von|aus|um)\b)"
    r"|\b(?:[Ii]m|[Bb]eim)\s+Landratsamt\b"
)
_LAND = re.compile(r"\b[Dd]as\s+Land\b|\b(?:nach|in)\s+Baden-Württemberg\b")
_TOOK_IN = re.compile(
    r"(?i:\b(?:aufgenommen|aufnahm\w*|nahm\w*|nimmt|untergebracht|unterbring\w*|registrier\w*|verteil\w*|leb(?:en|ten)|kamen|erstaufnahme\w*)\b)"
)
_ABROAD = re.compile(r"\bnach Deutschland\b")
_ANY_WIDE = re.compile("(?i:kreis|land|württemberg)")  # in whatever these three find
_FUNDER = re.compile(r"\bLand(?:es)? $")  # «das Land Baden-Württemberg fördert»
_HANDS_OUT = re.compile(
    r"(?i:landkreis|kreisweit|landesweit|landeserstauf)"
)  # as a subject it is `_DISTRICT`
_INHABITANTS = 60_000  # more people than the city has
_COUNTED = ("persons", None)
_WIDE = re.compile(r"(?i:baden|bund|deutschland|europa|welt|im kreis|in deutschland)")
_FAR = 30  # sentences of one paragraph
_ASSIGNS = (
    r"zugewies\w*|zuweis\w*|\bweist\b|\bwies(?:en)?\b.*\bzu\b|zugeteilt\w*|zuteil\w*"
    r"|\bteil(?:t|te|ten)\b[^.;]*\bzu\b(?=\W*(?:[,.;]|$))"
)
_HANDED = re.compile(rf"(?i:{_ASSIGNS})")
_GIVEN = re.compile(rf"(?i:{_ASSIGNS}|mitgeteilt|festgelegt|berechnet|vorgegeben|vorgeschrieben|auferlegt)")
_TO_OTHERS = re.compile(
    r"\b(?:[Dd]en|allen|die|(?:an|auf)\s+(?:die|den))\s+(?:[a-zäöüß\d]+\s+)?(?:Stadt-\s*und\s+)?(?:Land|Stadt)?(?:[Kk]reise?n?|[Kk]ommunen|[Gg]emeinden|[Ss]tädten?|(?:Bundesl|L)ändern?)\b"
    r"|\b(?:[Dd]em|an\s+den|auf\s+den)\s+(?:Land)?[Kk]reis\b"
)
# whom something is given to; «dem Kreis Lörrach» is not the city
TO_US = re.compile(r"\b(?:der|die|unserer)\s+Stadt\b|(?<![Kk]reis )(?<![Kk]reises )\bLörrach|\buns\b")
_LOERRACH = re.compile(r"(?<![Kk]reis )(?<![Kk]reises )\bLörrach")
_OURS = {"programme", "target", "city", "place", "bodies", "our_staff", "we", "quota"}
_ABOUT_US = _OURS | {
    "accompanied",
    "cared",
    "refugees",
    "ukraine",
    "entry",
    "exit",
    "consultation",
    "positions",
    "caseload",
}
# Any of these and a sentence tells of our figures.
_OURS_SAID = {
    "programme", "target", "accompanied", "cared", "refugees", "ukraine", "quota", "positions", "caseload",
    "consultation",
    "grants", "own_share",
}  # fmt: skip
_CITY = {"city", "place"}
# «die aktive Zielgruppe umfasst 99.999 Personen» is a mistake, and not another's number.
_SURELY_OURS = {"target", "programme"}
_SERVICE = {"programme", "our_staff"}
# «In der Gartenstraße leben 140 Personen»: one house; with its number it is an address and masked.
_HOUSE = re.compile(
    r"\b(?:[Ii]n der|[Ii]m|[Aa]n der|[Aa]m)\s+(?:Standort\s+[A-ZÄÖÜ]\w+"
    r"|(?:[A-ZÄÖÜ][\w-]+\s+)?[A-ZÄÖÜ][\w-]{2,}(?:straße|strasse|weg|gasse|allee|halde)\b(?!\s+\d))"
)
# «An der Hebelschule lernen 35 geflüchtete Kinder», «Der Verein betreut 60 Kinder»: whom somebody else looks after.
_TEACHES = re.compile(
    r"\b(?:[Aa]n|[Ii]n|[Aa]uf)\s+(?:der|den|einer)\s+(?:\w*[Ss]chulen?|\w*[Kk]lassen?|\w*[Kk]linik|\w*[Bb]ibliothek|\w*[Bb]ücherei|\w*[Aa]kademie)\b"
    r"|\b[Ii]m\s+\w*(?:[Gg]ymnasium|[Kk]olleg|[Pp]flegeheim)\b"
)
_OTHER_BODY = re.compile(
    r"\b(?:[Dd]er|[Ee]in|[Dd]ie|[Ee]ine|[Dd]as)\s+(?:[\w-]*[Vv]erein|[\w-]*[Ss]tiftung|[\w-]*[Kk]irchengemeinde|(?:Freundes|Helfer|Arbeits|Unterstützer)kreis"
    r"|Arbeiterwohlfahrt|AWO|DRK|Rote\s+Kreuz|Malteser|Johanniter|[\w-]*[Ii]nitiative)\b"
)
_THERE = re.compile(r"\bdort(?:ige[nrs]?)?\b")
_AND_THERE = re.compile(r"^\W*Dort\b")
_OF_THERE = re.compile(r"\bdortige[nrsm]?\b")
_SUBJECT = re.compile(
    r"\W*(?:[Dd]ie|[Dd]er|[Dd]as)\s+(?:[a-zäöüß]+e\s+)?([A-ZÄÖÜ]\w{5,})\b[^,;:()]*"
    r"\b(?:lag|liegt|betrug|beträgt|stieg|sank|erreichte)\b"
)
_THEIR_SERVICE = re.compile(
    r"\b(?:[Ii]hr|[Ss]ein|deren|dessen)e?[snm]?\s+(?:eigen\w*\s+)?Integrationsmanagement"
)
_THAT_OF = re.compile(
    r"\s*(?:und\s+)?(?:die|der|das|jene[rs]?)\s+(?:der|des)\s+(?:[a-zäöüß]+\s+)?([A-ZÄÖÜ]\w+)"
)
_OF_WHOM = re.compile(
    r"\s+der\s+(?:[a-zäöüß]+\s+)?((?:Gäste|Teilnehm|Besuch|Mitglied|Schüler|Anwesend|Beschäftigt|Mitarbeit|Kund|Befragt)\w*)"
)
_AMONG_OTHERS = re.compile(
    r"\s*(?:und\s+)?(?:im|in\s+der|beim|bei\s+der)\s+(?:Gemeinderat|Stadtrat|Kreistag|Landtag|Bundestag|Verwaltung|Rathaus|Belegschaft"
    r"|Gesamtbevölkerung|Bevölkerung|Stadtbevölkerung)\b[^,;]*\b(?:er|sie|es)\b"
)
_IN = re.compile(r"\W*(?:In\s+)?")
_THAT_MEANS = re.compile(
    r"\b(?:bedeutete?|hieße|heißt|kostet)\s+(?:das|dies)\b|\b[Dd](?:as|ies)\s+bedeutete?\b"
)


def of_others(draft: Draft, mention: Mention) -> bool:
    """Is the number another town's, the district's or the Land's?

    What follows in the paragraph is theirs as well («… dazu kamen weitere 40»), until it names the city or its service.
    """
    number = mention.quantity
    counted = number.form == "plain" and mention.noun.unit in _COUNTED
    if (
        counted
        and number.value > _INHABITANTS
        and _SURELY_OURS.isdisjoint(draft.concepts_of(mention.sentence))
    ):
        return True
    clause = draft.clauses[mention.clause]
    took_in = draft.says(mention.clause, _LAND) and draft.says(mention.clause, _TOOK_IN)
    if _town(draft, clause) or (took_in and not draft.says(mention.clause, _GIVEN)):
        return True
    if counted and (_elsewhere_in_town(draft, mention) or _given_to_others(draft, mention)):
        return True
    there = draft.says(mention.clause, _THERE) or draft.sentence_says(mention.sentence, _OF_THERE)
    if there and draft.hits_of(mention.sentence, "block:elsewhere"):
        return True  # «Eine Nachfrage in Rheinfelden ergab, dass dort …»
    before = draft.just_before(mention.sentence)
    told_before = before is not None and draft.hits_of(before, "block:elsewhere")
    if told_before and draft.sentence_says(mention.sentence, _AND_THERE):
        # «Auch in Weil am Rhein wächst der Druck. Dort begleiten drei Fachkräfte 640 Geflüchtete»
        return True
    own = _subject(draft, mention.sentence)
    if own is not None and own.not_us and draft.sentence_says(mention.sentence, _THEIR_SERVICE):
        return True  # «Weil am Rhein meldete für ihr eigenes Integrationsmanagement 845 Personen»
    if own is not None and _of_our_service(draft, mention, own):
        return False
    if own is not None:
        return own.start < mention.span.start and not _turned_to_us(draft, mention, own)
    if mention.sentence not in draft.kept.of_others:
        others = _goes_on_from_others(draft, mention.sentence) or _goes_on_from_office(
            draft, mention.sentence
        )
        draft.kept.of_others[mention.sentence] = others
    return draft.kept.of_others[mention.sentence]


def _turned_to_us(draft: Draft, mention: Mention, other: _Body) -> bool:
    """Is the city or its service named between another body and the number?

    «Die Stadt Rheinfelden hat 2,5 Stellen im Integrationsmanagement und kommt auf …»: there the service is theirs.
    """
    own = draft.clauses[draft.by_clause.index(other.start)]
    theirs = other.not_us | (_SERVICE if other.not_us else set())
    behind = Span(min(own.end, mention.span.start), mention.span.start)
    return _names_us(draft, mention.sentence, Span(other.start, behind.start), theirs) or _names_us(
        draft, mention.sentence, behind, other.not_us
    )


def _given_to_others(draft: Draft, mention: Mention) -> bool:
    """«5.600 Geflüchtete wies das Land den Kreisen zu»: handed out, but not to the city."""
    to_others = draft.says(mention.clause, _TO_OTHERS) and draft.says(mention.clause, _HANDED)
    ours = not (_OURS - _CITY).isdisjoint(draft.concepts_of_clause(mention.clause) - {"quota"})
    return to_others and not ours and not draft.says(mention.clause, TO_US)


def _of_our_service(draft: Draft, mention: Mention, other: Span) -> bool:
    """«Im Landkreis lebten 9.800, davon 1.380 in der Begleitung des Lörracher Integrationsmanagements»."""
    clause = draft.clauses[mention.clause]
    if clause.start <= other.start or _SURELY_OURS.isdisjoint(draft.concepts_of_clause(mention.clause)):
        return False
    return bool(_LOERRACH.search(draft.text, clause.start, clause.end))


def _elsewhere_in_town(draft: Draft, mention: Mention) -> bool:
    """Does the clause tell of another house or body, and not of the service or those it accompanies?"""
    said = draft.concepts_of_clause(mention.clause)
    if not _SURELY_OURS.isdisjoint(said):
        return False
    taught = "accompanied" not in said and draft.says(mention.clause, _TEACHES)
    before = draft.text[draft.clauses[mention.clause].start : mention.span.start]
    return taught or bool(_OTHER_BODY.search(before))


def _town(draft: Draft, within: Span) -> Span | None:
    """Where a stretch names another town first."""
    key = within.start, within.end
    if key not in draft.kept.towns:
        places = (
            town
            for town in _TOWN.finditer(draft.text, within.start, within.end)
            if (at := max(town.start("name"), town.start("where"))) < 0 or not draft.is_known(at)
        )
        first = next(places, None)
        draft.kept.towns[key] = first and Span(first.start(), first.end())
    return draft.kept.towns[key]


def _goes_on_from_others(draft: Draft, sentence: int) -> bool:
    """Did the paragraph name another body before, and nobody of ours since?"""
    passed, before = [sentence], draft.just_before(sentence)
    while before is not None and len(passed) < _FAR:
        subject = _subject(draft, before)
        if subject is not None:
            # «In Musterheim arbeiten drei Integrationsmanagerinnen»: theirs.
            silent = subject.not_us | (_SERVICE if subject.not_us else set())
            scene = _is_their_scene(draft, before, subject)
            theirs = bool(draft.mentions_of(before)) or scene
            silent_behind = subject.not_us | ({"quota"} if scene else set())
            return (
                theirs
                and not _names_us(draft, before, subject, silent)
                and not any(_names_us(draft, n, draft.sentences[n], silent_behind) for n in passed)
            )
        passed.append(before)
        before = draft.just_before(before)
    return False


def _is_their_scene(draft: Draft, sentence: int, body: _Body) -> bool:
    """«In Rheinfelden stellte der dortige Dezernent seinen Bericht vor. Die Stadt nahm …»: theirs from here on."""
    return bool(body.not_us) and bool(_IN.fullmatch(draft.text, draft.sentences[sentence].start, body.start))


def _goes_on_from_office(draft: Draft, sentence: int) -> bool:
    """«Die Feuerwehr hat 310 Aktive. Im vergangenen Jahr kamen 24 Neue hinzu»: did the sentence before count others?"""
    before = draft.just_before(sentence)
    if before is None or not draft.mentions_of(before) or not draft.hits_of(before, "block:other_office"):
        return False
    # «Die Kreisumlage steigt auf 33,5 Prozent. Für den städtischen Haushalt bedeutet das 1,3 Millionen Euro mehr»
    meant = {"own_share"} if draft.sentence_says(sentence, _THAT_MEANS) else set()
    return all((_OURS_SAID - meant).isdisjoint(draft.concepts_of(n)) for n in (before, sentence))


@record
class _Body(Span):
    """From where a sentence names another body to its end.

    not_us: concepts that mean that body as well («die Stadt» is the other town).
    """

    not_us: Set[str]


def _subject(draft: Draft, sentence: int) -> _Body | None:
    """The other body that a sentence speaks of; not one that hands out («weist der Stadt 234 zu»)."""
    if sentence not in draft.kept.bodies:
        draft.kept.bodies[sentence] = _named(draft, sentence)
    body = draft.kept.bodies[sentence]
    return body and _Body(body[0], draft.sentences[sentence].end, _CITY if body[1] else set())


def _named(draft: Draft, sentence: int) -> tuple[int, bool] | None:
    """Where a sentence names another body first, and whether that is a town."""
    place = draft.sentences[sentence]
    if draft.sentence_says(sentence, _GIVEN):
        return None
    wide = _wide(draft, sentence)
    found = [wide] if wide else []
    town = _town(draft, place)
    if town and _TOWN_FIRST.fullmatch(draft.text, place.start, town.start):
        found.append((place.start, True))
    for hit in draft.hits_of(sentence, "block:elsewhere"):
        funds = _FUNDER.search(draft.text, max(0, hit.start - 10), hit.start)
        if not funds and not _HANDS_OUT.match(draft.text, hit.start):
            found.append((hit.start, not _WIDE.match(draft.text, hit.start)))
    return min(found, default=None)


def _wide(draft: Draft, sentence: int) -> tuple[int, bool] | None:
    """Where a sentence names the district, the Land or the country."""
    if not draft.sentence_says(sentence, _ANY_WIDE):
        return None
    start, text = draft.sentences[sentence].start, draft.sentence_text(sentence)
    land = _LAND.search(text)
    # not «Das Land förderte 3,5 Stellen; zugleich lebten 603 Geflüchtete im Stadtgebiet»
    land = land if land and draft.says(draft.by_clause.index(start + land.start()), _TOOK_IN) else None
    wide = _DISTRICT.search(text) or land or _ABROAD.search(text)
    return (start + wide.start(), False) if wide else None


def _names_us(draft: Draft, sentence: int, stretch: Span, not_us: Set[str]) -> bool:
    """Does a stretch of a sentence name the city, its service or a body that works for it?"""
    ours = _OURS - not_us
    named = any(
        stretch.holds(hit.start) and (hit.concept in ours or hit.concept.startswith("traeger="))
        for hit in draft.hits_by_sentence[sentence]
    )
    return named or bool(_LOERRACH.search(draft.text, stretch.start, stretch.end))


def one_house(draft: Draft, mention: Mention) -> bool:
    """«In der Gartenstraße leben 140 Personen»: a part of the whole that nobody records."""
    return draft.says(mention.clause, _HOUSE)


def of_strange_subject(draft: Draft, mention: Mention) -> bool:
    """«Die Wahlbeteiligung in der Stadt lag bei 58,7 Prozent»: does the clause begin with what nobody here knows?"""
    if mention.quantity.form not in ("percent", "fraction"):
        return False
    clause = draft.clauses[mention.clause]
    subject = _SUBJECT.match(draft.text, clause.start, mention.span.start)
    return subject is not None and not draft.is_known(subject.start(1))


def told_of_strangers(draft: Draft, mention: Mention) -> bool:
    """«Der Verein, der 120 Mitglieder zählt, …»: does a relative clause say the number of somebody nobody here knows?

    Likewise «die der Parkhäuser bei 61 Prozent», «im Gemeinderat liegt er bei 38 Prozent».
    """
    clause = draft.clauses[mention.clause]
    whole = _OF_WHOM.match(draft.text, mention.span.end)
    if whole and mention.quantity.form == "plain" and not draft.is_known(whole.start(1)):
        return True  # «18 der Gäste kamen aus der Ukraine»
    that_of = _THAT_OF.match(draft.text, clause.start, clause.end)
    if that_of and not draft.is_known(that_of.start(1)):
        return True
    if _AMONG_OTHERS.match(draft.text, clause.start, clause.end):
        return True
    if not draft.describes(mention) or mention.clause - 1 in draft.clauses_with_numbers:
        return False
    if not _ABOUT_US.isdisjoint(hit.concept for hit in draft.in_clause_of(mention)):
        return False
    before = draft.clauses[mention.clause - 1]
    named = [word for word in draft.words_of(mention.sentence) if before.holds(word.start)]
    return bool(named) and named[-1].text[0].isupper() and not draft.is_known(named[-1].start)
