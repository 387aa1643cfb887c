"""The metric beside the chosen one that the sentence points to: Soll or Ist, stock or balance, planned or filled.

Each rule sees the metric that the one before it left, and says another one or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.publish.check.choice import versus
from pipelines.publish.check.model import CAME_AND_STAYED
from pipelines.publish.check.stated import shortage, staffing
from pipelines.publish.check.told import balances, between, demands, ledto, payments, quartiles
from pipelines.publish.check.told.takenover import Asked
from pipelines.publish.check.when.topics import Choice
from pipelines.publish.check.words.vocabulary import Topic

_ON_AVERAGE = re.compile(
    r"\b(?:statistisch|rechnerisch|durchschnittlich|im Schnitt|im Durchschnitt|im Mittel)\b"
)
_CARED = re.compile(
    r"\b(?:wurden?|werden|wird|hat|haben|hatten?)\b.*\bbetreut\W*$|\bbetreuten?\b|\b(?:konnte|konnten|kann)\b.*\bbetreuen\W*$"
)
_IN_AND_OUT = re.compile(r"\bZu(?:-|gängen)\s+und\s+Abgängen\b")
_RATES_OF_TALKS = ("consultations_per_person", "consultations_per_fte")
_ALL_TOLD = re.compile(r"\b(?:insgesamt|zusammen|in\s+Summe|Insgesamt)\s+(?:\w+\s+)?$")
_SUPPOSED = re.compile(r"\b(?:[Kk]önnten?|[Ww]ären?|[Ww]ürden?|läge|kämen?)\b")
_AS_UP_TO_NOW = re.compile(
    r"\bstatt\s+(?:wie\s+)?(?:bisher|derzeit|aktuell|jetzt|heute)\s+(?:bei\s+|auf\s+)?$"
)
_SUM = re.compile(r"\b(?:Gesamtzahl|Summe)\b|\b[Ii]nsgesamt\s+(?:waren|sind|wurden)\b")
_THAT_MUCH_MORE = re.compile(
    r"\b(?:waren|sind)\s+(?:das|es)\s+(?:\w+\s+)?[\d.]+\s+(?:\w+\s+)?(?:mehr|weniger)\b"
)
_RATE_OF_STAYING = re.compile(r"\b(?:Bleibe|Verbleibe?s?|Halte)(?:quote|rate)\b")
_MOST_TALKS = 100  # with one person in a year
_Rule = Callable[[Asked, Topic], str | None]


def refined(asked: Asked, choice: Choice | None) -> Choice | None:
    """The choice, or one of the metric that the rules put in its place."""
    draft, mention = asked.draft, asked.mention
    known = draft.vocabulary.topics
    quantile = quartiles.of(draft, mention) if choice or quartiles.told(draft, mention) else None
    if quantile:
        choice = Choice(known[quantile], (), 0.0)
    if choice is None:
        return None
    for rule in _RULES:
        metric = rule(asked, choice.topic)
        if metric:
            choice = Choice(known[metric], (), 0.0)
    return choice


def _per_person(asked: Asked, topic: Topic) -> str | None:
    """«im Schnitt 4,7 Beratungen»: how many for each person."""
    quantity = asked.mention.quantity
    uneven = quantity.form == "plain" and not float(quantity.value).is_integer()
    on_average = topic.metric == "consultations" and uneven
    said = on_average and asked.draft.says(asked.mention.clause, _ON_AVERAGE)
    return "consultations_per_person" if said else None


def _in_all(asked: Asked, topic: Topic) -> str | None:
    """«Pro Person gab es im Schnitt 4,7 Beratungen, bei insgesamt 6.510»: how many of them in all."""
    quantity, draft = asked.mention.quantity, asked.draft
    whole = quantity.form == "plain" and float(quantity.value).is_integer()
    if topic.metric not in _RATES_OF_TALKS or not whole or asked.role != "level":
        return None
    before = draft.original[max(0, asked.mention.span.start - 20) : asked.mention.span.start]
    said = _ALL_TOLD.search(before) or draft.says(asked.mention.clause, _SUM)
    if topic.metric == "consultations_per_person" and quantity.value >= _MOST_TALKS:
        return "consultations"  # «… 4,7 mit jeder Person; im Jahr davor waren es 5.834»
    own = not {"per_person", "per_position"}.isdisjoint(draft.concepts_of_clause(asked.mention.clause))
    return "consultations" if said and not own else None


def _moved(asked: Asked, topic: Topic) -> str | None:
    """«Der Bestand wuchs um 154», «154 Zugänge mehr als Abgänge»: what the change is of."""
    if asked.role != "change":
        return ledto.levels_led_to(asked.draft, asked.mention, topic, asked.last)
    stock = ledto.of_the_stock(asked.draft, asked.mention, topic)
    stock = stock or _between_levels(asked, topic)
    apart = topic.metric in ("entries", "exits") and versus.moves_apart(asked.draft, asked.mention)
    return stock or ("net_change" if apart else None)


def _between_levels(asked: Asked, topic: Topic) -> str | None:
    """«Ende 2022 1.119 Personen, Ende 2024 1.380. Unterm Strich waren das 261 mehr»: of the stock just told twice."""
    last = asked.last
    if topic.metric != "net_change" or last.metric != "active_target_group" or last.kind != "amount":
        return None
    near = last.sentence >= asked.mention.sentence - 1 and between.compared_levels(last)
    return last.metric if near and asked.draft.says(asked.mention.clause, _THAT_MUCH_MORE) else None


def _of_the_quota(asked: Asked, topic: Topic) -> str | None:
    """By how much a quota was exceeded."""
    if asked.draft.says(asked.mention.clause, _IN_AND_OUT):
        return None  # «… ergab sich 2023 aus Zu- und Abgängen ein Saldo von plus 107» behind a quota
    changed = asked.role == "change" and balances.is_balance(asked.draft, asked.mention, topic)
    return (
        "quota_balance" if changed else balances.of_the_quota(asked.draft, asked.mention, topic, asked.last)
    )


def _taken_in(asked: Asked, topic: Topic) -> str | None:
    """Soll and Ist set against each other."""
    return balances.instead(asked.draft, asked.mention, topic)


def _demanded(asked: Asked, topic: Topic) -> str | None:
    """What a quota demanded, where the words choose what was taken in."""
    return "quota_target" if balances.demanded_instead(asked.draft, asked.mention, topic) else None


def _paid_moved_staffed(asked: Asked, topic: Topic) -> str | None:
    """The whole of the money, the city's own part, entries and exits in turn, the kind of positions."""
    draft, mention = asked.draft, asked.mention
    return (
        payments.spent(draft, mention, topic)
        or payments.named_whole(draft, mention, topic)
        or payments.left_after(draft, mention, topic)
        or payments.carried_by_the_city(draft, mention, topic)
        or balances.moved_in_turn(draft, mention, topic)
        or (shortage.instead(draft, mention, topic) if topic.unit in ("fte", "eur") else None)
        or shortage.really_there(draft, mention, topic, asked.last)
        or staffing.instead(draft, mention, topic, asked.last)
    )


def _as_it_is(asked: Asked, topic: Topic) -> str | None:
    """«Könnten alle besetzt werden, läge er bei 1 zu 251 statt wie bisher bei 1 zu 291»: reckoned on those there are."""
    draft, mention = asked.draft, asked.mention
    if topic.metric != "caseload_planned" or not draft.sentence_says(mention.sentence, _SUPPOSED):
        return None
    led = _AS_UP_TO_NOW.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    return "caseload_filled" if led else None


def _cared_for(asked: Asked, topic: Topic) -> str | None:
    """«Damit wurden 94,5 Prozent der aktiven Zielgruppe betreut»: so many had contact; a Träger cares for its own.

    Likewise of the number before: «hat 1.304 Personen und damit 94,5 Prozent der aktiven Zielgruppe betreut».
    """
    draft, mention = asked.draft, asked.mention
    if topic.metric != "active_target_group" or not draft.says(mention.clause, _CARED):
        return None
    share = mention if mention.quantity.form in ("percent", "fraction") else draft.following(mention)
    if share is None or share.clause != mention.clause or share.quantity.form not in ("percent", "fraction"):
        return None
    whole = any(share.genitive.holds(hit.start) for hit in draft.hits_of(mention.sentence, "target"))
    bodies = any(hit.concept.startswith("traeger=") for hit in draft.in_clause_of(mention))
    return "active_with_contact" if whole and not bodies else None


def _said_again_of_ours(asked: Asked, topic: Topic) -> str | None:
    """«752 Personen, also 54,5 Prozent der aktiven Zielgruppe, kamen aus der Ukraine»: those of the target group."""
    draft, share = asked.draft, asked.draft.following(asked.mention)
    if topic.metric != "ukraine_arrivals_total" or share is None or share.quantity.form != "percent":
        return None
    apposed = share.clause == asked.mention.clause + 1 and draft.inserted(asked.mention.clause, share.clause)
    hits = draft.hits_by_sentence[share.sentence]
    ours = any(hit.concept in ("target", "accompanied") and share.genitive.holds(hit.start) for hit in hits)
    return "active_target_group" if apposed and ours else None


def _rate_of_staying(asked: Asked, topic: Topic) -> str | None:
    """«Die Bleibequote der aus der Ukraine Angekommenen lag bei 78,1 Prozent»: of the rate, and no share of those."""
    if (
        topic.metric not in CAME_AND_STAYED
        or asked.mention.quantity.form != "percent"
        or asked.role != "level"
    ):
        return None
    return "ukraine_retention" if asked.draft.says(asked.mention.clause, _RATE_OF_STAYING) else None


def _demand_alone(asked: Asked, topic: Topic) -> str | None:
    """The Soll of two days, where nothing says how many were taken in."""
    return "quota_target" if demands.alone(asked.draft, asked.mention, topic.metric) else None


_RULES: tuple[_Rule, ...] = (
    _per_person, _in_all, _moved, _of_the_quota, _taken_in, _demanded, _paid_moved_staffed, _demand_alone, _cared_for,
    _said_again_of_ours,
    _rate_of_staying, _as_it_is,
)  # fmt: skip
