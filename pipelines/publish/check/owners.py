"""Whose number it is: another body's («der Kreis», «In Musterheim …»), a single house's, or nobody's yet («wäre»)."""

from __future__ import annotations

import re

from pipelines.publish.check import ages, groups, residue
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.vocabulary import Topic

# Endings of German place names; behind «in» without an article hardly anything else has them.
_PLACE = (
    r"(?!Lörrach)[A-ZÄÖÜ][a-zäöüß]+(?:heim|hausen|ingen|stett|stetten|furt|bach|berg|burg|dorf|tal|weiler|kirch|kirchen|münster"
    r"|felden|feld|stein|hofen|wangen|bronn|brunn|wald|beck|hagen|rode|stadt|loh)"
)
# Quarters of Lörrach: their people are a part of ours, and no town of its own.
_QUARTERS = r"(?!(?:Brombach|Haagen|Hauingen|Tumringen|Tüllingen|Stetten|Salzert|Neumatt)\b)"
_TOWN = re.compile(
    rf"\b[Ii]n\s+{_QUARTERS}{_PLACE}\b"
    rf"|\b(?:Stadt|Gemeinde|Landeshauptstadt|Kommune|Samtgemeinde)\s+{_QUARTERS}{_PLACE}\b"
)
_TOWN_FIRST = re.compile(rf"\W*(?:Auch\s+)?(?:[Dd]ie\s+)?(?:{_TOWN.pattern})")
# «der Kreis der Geförderten» is no district.
_DISTRICT = re.compile(r"\b(?:[Dd]er|[Dd]ieser|[Ii]m)\s+(?:Land)?[Kk]reis\b(?!\s+(?:der|derer|von|aus|um)\b)")
_LAND = re.compile(r"\b[Dd]as\s+Land\b|\b(?:nach|in)\s+Baden-Württemberg\b")
_TOOK_IN = re.compile(
    r"(?i:\b(?:aufgenommen|aufnahm\w*|nahm\w*|nimmt|untergebracht|unterbring\w*|registrier\w*|verteil\w*|leb(?:en|ten)|kamen|erstaufnahme\w*)\b)"
)
_GIVEN = re.compile(
    r"(?i:zugewies\w*|zuweis\w*|weist\b|zugeteilt\w*|zuteil\w*|mitgeteilt|festgelegt|berechnet)"
)
_LOERRACH = re.compile(r"(?<![Kk]reis )(?<![Kk]reises )\bLörrach")
_OURS = {"programme", "target", "city", "place", "bodies", "our_staff", "we", "quota"}
# Whom a list of nationalities or ages speaks of when its paragraph names them, and what counts others than those.
_ALL_OF_US = {"refugees", "target"}
_COUNTS_OTHERS = {
    "arrived",
    "entry",
    "exit",
    "gone",
    "quota",
    "took_in",
    "consultation",
    "employment",
    "language",
    "plan",
}
_DEMOGRAPHIC = {"sex", "nationality", "age_band", "household"}
# «In der Gartenstraße leben 140 Personen»: one house; with its number it is an address and masked.
_HOUSE = re.compile(
    r"\b(?:[Ii]n der|[Ii]m|[Aa]n der|[Aa]m)\s+(?:Standort\s+[A-ZÄÖÜ]\w+"
    r"|(?:[A-ZÄÖÜ][\w-]+\s+)?[A-ZÄÖÜ][\w-]{2,}(?:straße|strasse|weg|gasse|allee|halde)\b(?!\s+\d))"
)
_SUPPOSED = re.compile(r"\bwären?\b")
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|hat|hatten?|wird|werden|wurden?|leb\w+|begleit\w+|betreu\w+|gibt|gab|fehl\w+)\b"
)


def of_others(draft: Draft, mention: Mention) -> bool:
    """Is the number another town's, the district's or the Land's?

    What follows in the paragraph is theirs as well («… dazu kamen weitere 40»), until it names the city or its service.
    """
    clause = draft.clause_text(mention.clause)
    if _TOWN.search(clause) or (_LAND.search(clause) and _TOOK_IN.search(clause)):
        return True
    start = draft.sentences[mention.sentence].start
    subject = _subject(draft, mention.sentence)
    if subject is not None:
        return subject < mention.span.start and not _names_us(
            draft, mention.sentence, subject, mention.span.start
        )
    if _names_us(draft, mention.sentence, start, draft.sentences[mention.sentence].end):
        return False
    return _inherited(draft, mention.sentence)


def _inherited(draft: Draft, sentence: int) -> bool:
    """Does the sentence go on from one about another body?"""
    before = draft.just_before(sentence)
    while before is not None:
        subject = _subject(draft, before)
        if subject is not None:
            return bool(draft.mentions_of(before))
        if _names_us(draft, before, draft.sentences[before].start, draft.sentences[before].end):
            return False
        before = draft.just_before(before)
    return False


def _subject(draft: Draft, sentence: int) -> int | None:
    """Where a sentence names another body that it then speaks of; not one that hands out («weist der Stadt 234 zu»)."""
    text = draft.sentence_text(sentence)
    if _GIVEN.search(text):
        return None
    land = _LAND.search(text) if _TOOK_IN.search(text) else None
    found = _TOWN_FIRST.match(text) or _DISTRICT.search(text) or land
    return draft.sentences[sentence].start + found.start() if found else None


def _names_us(draft: Draft, sentence: int, start: int, end: int) -> bool:
    """Does a stretch of a sentence name the city, its service or a body that works for it?"""
    ours = any(
        start <= hit.start < end and (hit.concept in _OURS or hit.concept.startswith("traeger="))
        for hit in draft.hits_by_sentence[sentence]
    )
    return ours or bool(_LOERRACH.search(draft.text, start, end))


def one_house(draft: Draft, mention: Mention) -> bool:
    """«In der Gartenstraße leben 140 Personen»: a part of the whole that nobody records."""
    return draft.says(mention.clause, _HOUSE)


def group_of_ours(draft: Draft, mention: Mention, last: Topic | None) -> Topic | None:
    """«Syrien 182», «209 sind jünger als 18 Jahre»: a group of the refugees that the paragraph speaks of.

    Only where every word of the clause is understood, and nobody else was counted before in the paragraph. `thin` in
    `Choice` says that the paragraph never counted the whole, so that such a number is true or a doubt, never false.
    """
    topic = draft.vocabulary.topics["active_target_group"]
    if (
        mention.quantity.form != "plain"
        or mention.noun.unit not in (None, "persons")
        or last not in (None, topic)
    ):
        return None
    by, doubt = groups.of(draft, mention, topic)
    nobody = groups.foreign(draft, mention) or ages.unrecorded(draft, mention, by)
    if doubt or not (by or nobody) or not _DEMOGRAPHIC.issuperset(by):
        return None
    understood = (
        nobody or not residue.unexplained(draft, mention, topic) or _people_here(draft, mention, last)
    )
    return topic if understood and _of_refugees(draft, mention.sentence) else None


def _people_here(draft: Draft, mention: Mention, last: Topic | None) -> bool:
    """«12 Syrer landeten nach langer Fahrt in Lörrach»: those of a country in the city, whatever else is said."""
    hits = draft.in_clause_of(mention)
    named = any(h.concept.startswith("nationality=") and mention.noun.span.holds(h.start) for h in hits)
    here = any(h.concept in ("place", "lives") for h in hits)
    return last is None and named and here


def speaks_of_ours(draft: Draft, sentence: int) -> bool:
    """May a group named in the sentence be one of the refugees of its paragraph?"""
    return draft.speaks_of(sentence, _ALL_OF_US)


def _of_refugees(draft: Draft, of: int) -> bool:
    """Does the paragraph speak of the refugees up to a sentence, and count nobody but them?"""
    sentence: int | None = of
    while sentence is not None:
        said = draft.concepts_of(sentence)
        counts = any(not m.noun.foreign for m in draft.mentions_of(sentence))
        if counts and not _COUNTS_OTHERS.isdisjoint(said):
            return False
        if not _ALL_OF_US.isdisjoint(said):
            return True
        sentence = draft.just_before(sentence)
    return False


def supposed(draft: Draft, mention: Mention) -> bool:
    """«In der Gartenstraße wäre eine Stelle für 90 Menschen vorgesehen, im Rosenweg eine halbe»: nothing that is."""
    clause = mention.clause
    if draft.hits_of(mention.sentence, "needed"):
        return False  # «um das Ziel zu erreichen, wären 11,5 Stellen nötig»: that is what is needed
    while draft.by_sentence.index(draft.clauses[clause].start) == mention.sentence:
        if draft.says(clause, _SUPPOSED):
            return True
        if draft.says(clause, _VERB) or clause == 0:
            return False
        clause -= 1
    return False
