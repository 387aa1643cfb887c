"""Can a number be one of a metric's, by its form, its noun and what the draft speaks of?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, residue
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_COUNT_TO, _TO_COUNT = re.compile(r"\d\s+zu\s+$"), re.compile(r"\s+zu\s+\d")
MOST_POSITIONS = 100
_THOUSAND = 1000
_TALKS_OF_ALL = 300  # nobody has so many a year
_YEAR = 365  # days
_MONEY = 1000  # so much without «Euro» behind an amount in euros is one
# «Betreut wurden zum Stichtag 1.304 Menschen»: ours if the clause says nothing else
_HINT = {"key_date", "known_contact"}
_MORE_OF = re.compile(r"\s+(?:mehr|weniger)\s+")
# «48 Prozent davon im ersten Halbjahr»
_FELL_ON = re.compile(r"\b(?:entf(?:iel(?:en)?|ällt|allen)|gab\s+es|davon\s+(?:schon\s+|bereits\s+)?i[nm])\b")
_MONEY_SAID = {"costs", "grants", "coverage", "coverage_rate"}
_INSTEAD_OF = re.compile(r"\s+(?:statt|gegenüber|nach|auf)\s+(?:zuvor\s+|bisher\s+|noch\s+)?")
_SHARES = {"percent", "fraction"}
_COUNTED = ("persons", "consultations")
_NEVER_OF_A_GROUP = {"eur", "eur_per_person", "fte", "persons_per_fte"}
_QUANTILES = ("lower", "upper", "middle")
_RELATED = {
    "persons": {"persons", "persons_per_fte", "per_1000"},
    "consultations": {"consultations", "consultations_per_person", "consultations_per_fte"},
    "eur": {"eur", "eur_per_person"},
    "fte": {"fte"},
    "months": {"months"},
}


def can_count(draft: Draft, topic: Topic, mention: Mention, changing: bool, last_unit: str | None) -> bool:
    """Can a number of this form and noun be one of the metric's?"""
    form, unit = mention.quantity.form, mention.noun.unit
    if changing and form in _SHARES:
        # «Ein Drittel mehr Beratungen als 2022»
        more = _MORE_OF.match(draft.text, mention.span.end)
        counted = draft.unit_at(more.end()) if more else None
        if counted and topic.unit not in _RELATED[counted]:
            return False
    if form == "points":
        # «Der Frauenanteil stieg um drei Prozentpunkte»: the share of a group in a stock
        return topic.unit == "fraction" or (topic.unit == "persons" and draft.speaks_of_share(mention))
    if form == "factor":
        return True
    if form in _SHARES:
        parted = topic.unit == "fte" and bool(groups.of(draft, mention, topic)[0])  # «die Hälfte der Stellen»
        parted = parted or (topic.period and parted_in_time(draft, mention))
        parted = parted or _paid_share(draft, mention, topic)
        return topic.unit == "fraction" or (topic.unit == "persons" and not topic.year) or changing or parted
    if form == "ratio":
        return topic.unit == "persons_per_fte"
    if topic.unit == "persons_per_fte" and _two_counts(draft, mention):
        return False
    if topic.unit == "persons_per_fte" and _of_a_group(draft, mention, topic):
        return False  # «hat sich das Verhältnis umgekehrt: 704 Frauen und 676 Männer»
    if topic.metric.startswith("ukraine_") and _of_another_country(draft, mention):
        return False  # «die 398 Ukrainer und die 310 Syrer, die in Lörrach leben»
    if topic.unit == "fte" and mention.quantity.value > MOST_POSITIONS:
        return False
    if topic.metric == "per_1000_inhabitants" and mention.quantity.value >= _THOUSAND:
        return False  # «… 21,1 je 1.000 Einwohner. In Köpfen sind das 1.048»
    if topic.metric == "consultations_per_person" and mention.quantity.value >= _TALKS_OF_ALL:
        return False  # «6.510 Beratungen, im Schnitt 4,7 je Person. Im Jahr davor waren es 5.834»
    if unit is not None:
        return fits_noun(mention, topic)
    if topic.unit == "persons_per_fte" and not float(mention.quantity.value).is_integer():
        return False  # «besetzt waren nur 4,75»: no caseload is printed so finely without «1 :»
    if last_unit and last_unit.startswith("consultations") and topic.unit == "persons_per_fte":
        return False  # «6.510 Beratungen, das sind 1.370 je Stelle» goes on counting consultations
    named = (mention.clause, *draft.labels(mention))
    if topic.unit == "months" and any(draft.in_clause(at, word) for at in named for word in _QUANTILES):
        return True  # «das untere Quartil liegt bei 9,8, das obere bei 36,0 Monaten», «oberes: 33,0»
    whole = float(mention.quantity.value).is_integer()
    if topic.unit == "eur" and whole and mention.quantity.value >= _MONEY:
        # «Von den 504.000 Euro kamen 352.800 vom Land», «bei 504.000 statt 415.000 Euro»
        return last_unit == "eur" or _instead_of_money(draft, mention)
    return topic.unit not in {"fraction", "eur", "months"} and (
        whole or topic.unit not in {"persons", "consultations"}
    )


def fits_noun(mention: Mention, topic: Topic) -> bool:
    """Has the number no noun, or one of what the metric counts? «… 1.380 Menschen. 2024 waren es 352.800 Euro»"""
    return mention.noun.unit is None or topic.unit in _RELATED[mention.noun.unit]


def _instead_of_money(draft: Draft, mention: Mention) -> bool:
    following = draft.following(mention)
    if following is None or following.noun.unit != "eur":
        return False
    return bool(_INSTEAD_OF.fullmatch(draft.text, mention.span.end, following.span.start))


def is_counted(mention: Mention, topic: Topic) -> bool:
    """Whatever the words say: nobody counts 12.8 persons."""
    quantity = mention.quantity
    whole = quantity.step >= 1 and float(quantity.value).is_integer()
    return whole or quantity.form != "plain" or topic.unit not in _COUNTED


def told_of_groups(topic: Topic, by: Mapping[str, str]) -> bool:
    """No money or position is of women or of a nationality; both are only ever told by Träger."""
    return topic.unit not in _NEVER_OF_A_GROUP or not _by_people(by)


def _by_people(by: Mapping[str, str]) -> bool:
    return any(dimension != "traeger" for dimension in by)


def parted_in_time(draft: Draft, mention: Mention) -> bool:
    """«Die Hälfte der Beratungen entfiel auf das zweite Halbjahr»: is the part one of the year, and of nothing else?"""
    if not draft.sentence_says(mention.sentence, _FELL_ON):
        return False
    named = ((m.period_from, m.as_of) for m in draft.moments_of(mention.sentence))
    return any(first and last and (last - first).days < _YEAR for first, last in named)


def _paid_share(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«30 Prozent der Kosten trug die Stadt», and not «Ein Viertel begleitet die Stadt selbst»."""
    if topic.unit != "eur" or topic.part_of is None or not draft.speaks_of(mention.sentence, _MONEY_SAID):
        return False
    return draft.concepts_of_clause(mention.clause).isdisjoint({"positions", "accompanied", "target"})


def _two_counts(draft: Draft, mention: Mention) -> bool:
    """«hatte das Verhältnis von Soll und Ist 234 zu 241 gelautet»: a caseload is of one position."""
    if mention.quantity.form != "plain" or mention.noun.unit is not None:
        return False
    before = _COUNT_TO.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return bool(before or _TO_COUNT.match(draft.text, mention.span.end))


def _of_a_group(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the number count people by what they are?"""
    return _by_people(groups.of(draft, mention, topic)[0])


def _of_another_country(draft: Draft, mention: Mention) -> bool:
    """Does the number's own noun name another nationality, or those who came to us or left («402 Zugänge»)?"""
    span = mention.noun.span
    if any(h.concept in ("entry", "exit") and span.holds(h.start) for h in draft.in_clause_of(mention)):
        return True
    named = {hit.concept for hit in draft.group_hits[mention.sentence] if span.start <= hit.start < span.end}
    return any(concept.startswith("nationality=") and concept != "nationality=166" for concept in named)


def in_context(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the text speak of the service, where the metric's words alone may be anybody's?"""
    if not topic.context or draft.speaks_of(mention.sentence, set(topic.context) - _HINT):
        return True
    hinted = not _HINT.isdisjoint(topic.context) and (
        draft.speaks_of(mention.sentence, _HINT) or _opens_with_a_day(draft, mention)
    )
    return (hinted and not residue.unexplained(draft, mention, topic)) or _goes_on(draft, mention, topic)


def _goes_on(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Ende Juni wurden 987 Personen betreut. Bis zum Jahresende stieg die Zahl der Betreuten auf …»: of the same."""
    before = draft.just_before(mention.sentence)
    told = draft.mentions_of(before) if before is not None else []
    own = before is not None and any(draft.is_own(before, sign) for sign in topic.signs)
    return own and bool(told) and in_context(draft, told[0], topic)


def _opens_with_a_day(draft: Draft, mention: Mention) -> bool:
    """«Ende 2024 wurden 1.304 Personen betreut», with nothing before it; a whole year counts anybody's cases."""
    return draft.just_before(mention.sentence) is None and any(
        moment.shape == "point" or moment.first or moment.is_month
        for moment in draft.moments_of(mention.sentence)
    )
