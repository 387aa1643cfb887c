"""Which words for groups belong to a number: of its clause, of those that describe it, of its label or bracket."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import allbodies, companions, nearest, predicates, subjects
from pipelines.publish.check.model import Mention
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

_THAT_IS = re.compile(r"\s*(?:waren|sind|war|ist)?\s*(?:also|mithin|somit)\b")
# «Nach den Menschen aus der Ukraine bilden …»: the first group is not the one counted; not «Anfrage nach den Frauen».
_RANKED = re.compile(
    r"\b(?:(?<!rage\s)(?<!ragen\s)(?<!ragt\s)(?<!ragte\s)[Nn]ach|[Hh]inter|[Nn]eben|(?<=\w\s)vor)\s+(?:de[nmr]\s+)?(?:(?!Paragra)[A-ZÄÖÜ]\w+\s+)?(?:aus\s+(?:der\s+)?)?$"
)
# «… sind überwiegend Frauen»: whom most of them are, and not who is counted.
_FRAGMENT = re.compile(r"^\s*(?:und\s+zwar\s+)?von\s+[\d.,]+\s.*?\bauf\s+[\d.,]+")
_SO_MANY_ALONE = re.compile(
    r"^\s*(?:insgesamt|zusammen|genau|rund|etwa)?\s*\d[\d.]*(?:\s+(?:Personen|Menschen))?\s*[,.]\s*$"
    r"|^\s*(?:(?:Ende|Mitte|Anfang|am|zum|im|noch|[\d.]+|[A-ZÄÖÜ][a-zä]+)\s+){1,5}(?:noch\s+)?bei\s+[\d.,]+\d\s*(?:Prozent|%|Personen)?\s*,\s*$"
)
_NOW = re.compile(r"\b(?:derzeit|aktuell|zuletzt|heute|rund|etwa|inzwischen|nun|noch)\b")
_SO_MANY_OF_THEM = re.compile(r",\s+(?:nämlich|und\s+zwar)\s+(?:\w+\s+)?")
_WHO_COMES = re.compile(
    r"^\s*(?:die|der|das)\s+(?:\w+\s+){0,3}?(?:auf|mit|bei)?\s*[\d,.]+\s*(?:\w+\s+)?(?:kommt|kam|hat|hatte|zählt|zählte|erhält|erhielt|begleitet|begleitete)\b"
)
_SO_IT_WENT = re.compile(
    r"^\s*[Ss]o\s+(?:entwickelt\w*|verändert\w*|verlief|wuchs|stieg|sank|steht|stand|lautet|sah|sieht"
    r"|(?:hoch|viele|stark|deutlich|kräftig|weit|sehr)\s+(?:war|ist|lag|stieg|wuchs|sank|fiel|hat)(?:en)?)\b"
)
_WITH_IT = re.compile(r"\s+mit\s+(?:\w+\s+)?")
_ONLY_SO_MANY = re.compile(
    r"^\s*(?:(?:genau|nämlich|also|rund|knapp|gut|etwa|das\s+sind)\s+)?[\d.,]+\s*(?:Prozent|%)?"
    r"(?:\s+(?:oder|und\s+damit|bzw\.|beziehungsweise)\s+[\d.]+)?\s*(?:Personen|Menschen)?\s*,\s*$"
)
_A_GROUP = re.compile(r"^\W*(?:Die|Eine)\s+(?:[\w-]+\s+){0,2}\w*[Gg]ruppe\W*$")
_LOOKED_AT = re.compile(r"^\W*(?:Betrachtet|Nimmt|Zählt|Rechnet|Schaut|Blickt|Sieht|Wählt)\s+man\b")
_WITH_SO_MANY = re.compile(r"\s*(?:\(|,?\s*mit\s)\s*(?:\w+\s)?")
_MOSTLY = re.compile(
    r"\b(?:überwiegend|mehrheitlich|meist|meistens|zumeist|größtenteils|hauptsächlich|vorwiegend|vor\s+allem"
    r"|(?<![Ss]o )(?<![Ww]ie )viele)\s+(?:junge\s+)?$"
)
_FROM_THERE = re.compile(r"\s+(?:\w+\s+)?(?:(?:von|aus)\s+(?:dort|diesem\s+Land)|dorther)\b")
_MORE = re.compile(nearest.COMPARATIVE)
_PRONOUN = re.compile(
    rf"^\s*(?:sondern\s+)?(?:sie|er|es|(?:deren|ihre) Zahl)\s+[a-zäöüß]+|{phrases.SINCE_IT}\s"
)
_ASKED = re.compile(r"^\W*[Ww]ie\s+(?:viele?|hoch|groß)\b")
_IT_WAS = re.compile(r"\b(?:waren|sind|seien) es\b")  # «Ältere sind selten, zum selben Stichtag waren es 83»
# not «…, die meisten aus der Ukraine»
_WHO = re.compile(r"^\s*(?:die(?!\s+(?:meisten|wenigsten|Mehrheit)\b)|denen|welche)\b")
# «… 412 Begleitete, die», «wurden 181 Menschen begleitet, die», «gehörten … zur aktiven Zielgruppe, die»
_THOSE = re.compile(
    r"\b(?:Begleiteten?|begleitet|betreut|Zielgruppe|Begleitung|Betreuung|gezählt|registriert)\s*,?$"
)
_BUT = re.compile(r"^\s*sondern\b")
_BEHIND = re.compile(r"\b(?:[Nn]ach|[Hh]inter|[Nn]eben|vor)\b")
_DISTRIBUTED = re.compile(r"\b(?:verteil\w+|aufgeteilt|teil\w+)\b")
_IS_THE_NUMBER = re.compile(r"^\s*das\s+(?:ist|war)\s+die\s+(?:An)?[Zz]ahl\s+de[rs]\b")
_SO_MANY_DID = re.compile(r"^\W*[Ss]o\s+viele\b")  # «470 Menschen – so viele begleitete die Caritas»
# «Menschen mit syrischem Pass (181)»
_OF_ORIGIN = re.compile(rf"^\s(?:Pass|{phrases.ORIGIN}|Personen|Menschen)\b")
_AT_WHICH = re.compile(r"^\s*(?:bei|von|für)\s+(?:der|dem|denen)\s+es\b|^\s*wo\s+es\b")
_IN_ALL = re.compile(r"^\s*(?:und\s+)?(?:insgesamt|zusammen)\b")
_IN_ALL_BEFORE = re.compile(
    r"\b(?:als|wie)\b[^.;:()]*\b(?:insgesamt|alle[nr]?|im\s+(?:Durchs|S)chnitt)(?:\s+[A-ZÄÖÜ]\w+)?\s*$"
)
_WERE = re.compile(r"\s+(?:sind|waren)\b")
_NAMELY = re.compile(r"[^\d,;]*,\s+und\s+zwar\s[^\d;]*")
_AT_NOUN = re.compile(r"\s*(?:(?:aus|in|mit)\s+(?:(?:der|dem|den|einer)\s+)?)?")
_THEN_NUMBER = re.compile(r"\s*\(?\s*(?:mit\s+)?\d")


def of_all(draft: Draft, mention: Mention) -> bool:
    """«… höher als für die Geflüchteten insgesamt (78,1 Prozent)»: «insgesamt» is left out of what is read."""
    opened = draft.clauses[mention.clause].start - 1
    said = draft.bracketed(mention) and _IN_ALL_BEFORE.search(draft.original, max(0, opened - 60), opened)
    return bool(said)


def bound(draft: Draft, mention: Mention) -> list[Hit]:
    """The groups of a number; found once, asked several times."""
    at = mention.quantity.start
    if at not in draft.kept.groups_of and of_all(draft, mention):
        draft.kept.groups_of[at] = []
    if at not in draft.kept.groups_of:
        again = draft.repeated(mention)
        draft.kept.groups_of[at] = _bound_now(draft, mention) or (bound(draft, again) if again else [])
        if not draft.kept.groups_of[at] and _FROM_THERE.match(draft.text, mention.span.end):
            draft.kept.groups_of[at] = _country_before(draft, mention)
        other = None if draft.kept.groups_of[at] else companions.of(draft, mention)
        if other:
            draft.kept.groups_of[at] = _bound_now(draft, other)
        if not draft.kept.groups_of[at]:
            named = subjects.group(draft, mention) or subjects.share_named(draft, mention)
            named = named or subjects.counted(draft, mention) or subjects.share_pointed(draft, mention)
            named = named or predicates.behind_description(draft, mention)
            draft.kept.groups_of[at] = named or _predicate_ahead(draft, mention)
    return draft.kept.groups_of[at]


def _predicate_ahead(draft: Draft, mention: Mention) -> list[Hit]:
    """«Minderjährig waren Mitte 2022 362 und Ende 2024 465 der Begleiteten»: what the clause begins with is of both."""
    start = draft.clauses[mention.clause].start
    hits = [
        hit for hit in draft.group_hits[mention.sentence] if draft.clauses[mention.clause].holds(hit.start)
    ]
    ahead = [hit for hit in hits if not draft.text[start : hit.start].strip()]
    if not ahead or ahead != hits or draft.named_whole(mention) or draft.whole_of_one_before(mention):
        return []  # «Weiblich waren von den 1.048 Personen 503», «… waren 38 der 1.380»: not of the whole
    return ahead if _WERE.match(draft.text, ahead[-1].end) else []


def _country_before(draft: Draft, mention: Mention) -> list[Hit]:
    """«… hatte die Ukraine die Statistik verändert. Von den 1.048 kamen 398 von dort»: the one country named before."""
    before = draft.just_before(mention.sentence)
    hits = [] if before is None else draft.group_hits[before]
    named = [hit for hit in hits if hit.concept.startswith("nationality=")]
    return named if len({hit.concept for hit in named}) == 1 else []


def _bound_now(draft: Draft, mention: Mention) -> list[Hit]:
    hits = allbodies.left(draft, mention.sentence)
    if not hits:
        return []
    later = [hit for hit in hits if draft.opens_next_member(hit.end)]
    if later:
        at = draft.by_clause.index(later[0].start)
        if mention.clause in (at + 1, at + 2):
            return later
        hits = [hit for hit in hits if hit not in later]
    ended = predicates.of_another(draft, mention)
    hits = [hit for hit in hits if hit not in ended] if ended else hits
    whole = draft.whole_of_one_before(mention)
    if whole:
        end = max(mention.span.end, mention.genitive.end)
        hits = [hit for hit in hits if mention.span.start <= hit.start < end or _whose(draft, mention, hit)]
    elif draft.named_whole(mention):
        hits = [hit for hit in hits if nearest.of_the_whole(draft, mention, hit)]
    described = _described(draft, mention, hits)
    if described:
        return described
    glossed = [hit for hit in hits if phrases.glosses(draft.text, mention, hit)]
    if glossed:
        return glossed  # «420 (Diakonie), 380 (Caritas) und 262 Personen (Stadt)»
    rivals = nearest.rivals(draft, mention)
    if draft.bracketed(mention):
        named = [hit for hit in hits if hit.concept != "foreign" and _before_bracket(draft, mention, hit)]
        if named:
            return named
    ranked = draft.sentence_says(mention.sentence, _BEHIND)
    bound = [
        hit
        for hit in hits
        if _same_clause(draft, mention, hit)
        # «447 der 470 von der Caritas begleiteten Personen»: said of both
        and (
            whole
            or _told_behind(draft, mention, hit)
            or _ends_its_label(draft, mention, hit)
            or nearest.owner_once(draft, rivals, hit, mention.clause) == mention.quantity.start
        )
        and not nearest.of_both_sexes(draft, hit)
        and not _set_against(draft, mention, hit)
        and not _shared_out(draft, mention, hit)
        and not (
            _MOSTLY.search(draft.text, max(0, hit.start - 40), hit.start)
            and not _SO_MANY_OF_THEM.fullmatch(draft.text, hit.end, mention.span.start)
        )
        and not (ranked and _goes_ahead(draft, mention, hit))
    ]
    led = {h.concept.partition("=")[0] for h in bound if _led_by(draft, mention, h)}
    bound = [h for h in bound if _led_by(draft, mention, h) or h.concept.partition("=")[0] not in led]
    # «Mehr Frauen als Männer: 51 Prozent waren weiblich»: what the clause itself says comes before its label; what it
    # denies («nicht privat, sondern …») does not.
    said = [hit for hit in bound if _instead(draft, mention, draft.by_clause.index(hit.start))]
    said = said or [hit for hit in bound if draft.clauses[mention.clause].holds(hit.start)]
    own = {hit.concept.partition("=")[0] for hit in said}
    # «Stadt und freie Träger arbeiten Hand in Hand: Die Caritas begleitet 470»: the city is a Träger beside one
    own |= {"city"} if "traeger" in own else set()
    return [hit for hit in bound if hit in said or hit.concept.partition("=")[0] not in own]


def _whose(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«447 der 470 Menschen, die die Caritas begleitete»: the Träger that the clause behind the whole names."""
    described = draft.relative_clause(mention) if hit.concept.startswith("traeger=") else None
    return described is not None and draft.clauses[described].holds(hit.start)


def _described(draft: Draft, mention: Mention, hits: list[Hit]) -> list[Hit]:
    """«… liegt vor der Caritas, die auf 1,25 kommt»: the Träger that a relative clause goes on with, if it names none."""
    own = draft.clauses[mention.clause]
    if not draft.says(mention.clause, _WHO_COMES) or any(own.holds(hit.start) for hit in hits):
        return []
    return [h for h in hits if h.end == own.start - 1 and h.concept.startswith("traeger=")]


def _told_behind(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Von 92 … auf 171: So entwickelte sich die Zahl der Kinder»: is the group what all numbers before it are of?"""
    clause = draft.by_clause.index(hit.start)
    return clause > mention.clause and draft.says(clause, _SO_IT_WENT)


def _ends_its_label(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Am stärksten wuchs die Caritas: 470 Begleitete Ende 2024 stehen 380 Mitte 2022 gegenüber»: the one, of both."""
    if not hit.concept.startswith("traeger=") or draft.text[hit.end : hit.end + 1] != ":":
        return False
    named = {h.concept for h in draft.group_hits[mention.sentence] if h.concept.startswith("traeger=")}
    label = draft.by_clause.index(hit.start)
    return (
        named == {hit.concept} and label == mention.clause - 1 and draft.one_sentence(label, mention.clause)
    )


def _led_by(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«… hatte die Ukraine mit 398 Personen Syrien abgelöst»: does the group stand right before «mit» and the number?"""
    return hit.end <= mention.span.start and bool(_WITH_IT.fullmatch(draft.text, hit.end, mention.span.start))


def _set_against(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Mit 704 Frauen gab es mehr Frauen als Männer»: the number is not of those behind «mehr als»."""
    if hit.start < mention.span.end or not nearest.behind_than(draft, hit, mention.span.end):
        return False
    by_so_many = draft.text[: mention.span.start].endswith("um ")  # «um 80 über der der Stadt»
    return by_so_many or bool(_MORE.search(draft.text, mention.quantity.start, hit.start))


def _goes_ahead(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Nach den Menschen aus der Ukraine bilden 181 …»: of another group; «nach der Ukraine mit 752» gives its number."""
    beside = hit.end <= mention.span.start and _WITH_SO_MANY.fullmatch(
        draft.text, hit.end, mention.span.start
    )
    return not beside and bool(_RANKED.search(draft.text, max(0, hit.start - 60), hit.start))


def _shared_out(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Die 3,5 Stellen verteilen sich auf die Caritas (1,25) und …»: of a part of the number, which follows."""
    if hit.start < mention.span.end:
        return False
    shared = _DISTRIBUTED.search(draft.text, mention.span.end, hit.start)
    # «3,5 Stellen, und zwar bei der Caritas 1,25; bei der Diakonie 1,75»
    if not (shared or _NAMELY.fullmatch(draft.text, mention.span.end, hit.start)):
        return False
    return bool(_THEN_NUMBER.match(draft.text, hit.end))


def _before_bracket(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Menschen aus Syrien (181)»: the group right before the bracket."""
    opened = draft.clauses[mention.clause].start - 1
    between = draft.text[hit.end : opened] if hit.end <= opened else "x x"
    inside = _NOW.sub("", draft.text[opened + 1 : mention.span.start])
    return not _OF_ORIGIN.sub("", between).strip() and not re.search(r"\w", inside)


def _same_clause(draft: Draft, mention: Mention, hit: Hit) -> bool:
    clause = draft.by_clause.index(hit.start)
    if clause == mention.clause or clause == draft.relative_clause(mention):
        return True
    if clause == mention.clause - 2 and _ahead_of_whole(draft, mention, hit):
        return True
    if _ends_its_label(draft, mention, hit):
        return True
    if _told_behind(draft, mention, hit):
        return draft.one_sentence(mention.clause, clause) and clause not in draft.clauses_with_numbers
    if draft.inserted(clause, mention.clause):
        # «Caritas 1,25 Stellen, Diakonie 1,75, insgesamt 3,5, sagte er»: of both
        told = hit.concept.startswith("traeger=") and clause in draft.clauses_with_numbers
        return not ((told and draft.says(mention.clause, _IN_ALL)) or _counted_there(draft, mention, hit))
    beside_none = clause not in draft.clauses_with_numbers
    if beside_none and clause == mention.clause - 1 and _owner_before_dash(draft, mention, hit):
        return True
    if beside_none and hit.concept.startswith("horizon_months="):
        return True  # «In den kommenden sechs Monaten, gerechnet ab …, erreichen 142 Personen …»
    if beside_none and clause == mention.clause - 1 and _leads_on(draft, mention, clause):
        return True
    if beside_none and clause == mention.clause - 2 and draft.says(mention.clause - 1, _SO_MANY_ALONE):
        return draft.one_sentence(clause, mention.clause)  # «…, ist bis Ende 2024 auf 51,0 Prozent gestiegen»
    if (
        beside_none
        and clause == mention.clause - 1
        and any(draft.says(mention.clause, w) for w in (_PRONOUN, _IT_WAS))
        and not draft.says(mention.clause, _IN_ALL)  # «…, waren Ende 2024 Frauen; insgesamt waren es 1.380»
    ):
        # «die Zahl der Syrer stieg nicht, sie sank von 310 auf 181»
        return draft.one_sentence(clause, mention.clause)
    apposed = draft.text[draft.clauses[mention.clause].start - 1] == ","
    if beside_none and apposed and clause == mention.clause + 1 and draft.says(mention.clause, _ONLY_SO_MANY):
        return True  # «Nur eine Minderheit, 31,9 Prozent oder 440 Personen, galt als alleinstehend»
    if beside_none and clause == mention.clause + 1:
        that_is = _THAT_IS.match(draft.clause_text(clause)) or _instead(draft, mention, clause)
        that_is = that_is or draft.says(clause, _IS_THE_NUMBER) or draft.says(clause, _SO_MANY_DID)
        # «bestand zu 63,8 Prozent aus Personen, die in Familien leben»
        return bool(that_is) or _of_whom(draft, mention)
    return clause in draft.labels(mention)


def _owner_before_dash(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Der Schlüssel bei der Caritas – Ende 2024 1 zu 376 – liegt höher»: the Träger right before the dash."""
    opened = draft.clauses[mention.clause].start - 1
    body = hit.concept.startswith("traeger=") and mention.quantity.form == "ratio"
    return body and draft.text[opened] in "–—(" and not draft.text[hit.end : opened].strip()


def _counted_there(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«1.380 Menschen, und zwar 97 Afghanen sowie …»: is the group the noun of another number, as people are of this?"""
    if mention.quantity.form != "plain" or mention.noun.unit != "persons":
        return False
    counted = (
        m for m in draft.mentions_of(mention.sentence) if m.noun.unit == "persons" and m is not mention
    )
    return any(
        m.span.start < hit.start and _AT_NOUN.fullmatch(draft.text, min(m.span.end, hit.start), hit.start)
        for m in counted
    )


def _ahead_of_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Aus der Ukraine stammten von den 1.362 Personen, die …, 735»: whom the clause names before the whole."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause - 2]
    if len(numbers) != 1 or hit.end > numbers[0].span.start or not draft.named_whole(numbers[0]):
        return False
    return draft.relative_clause(numbers[0]) == mention.clause - 1


# «… ist gestiegen und lag Ende 2024 bei 704»: a verb that names no subject of its own
_NO_SUBJECT = re.compile(
    r"^\s*(?:lag|lagen|betrug)\s(?!.*?\b(?:[Dd]ie|das|ihre?|unsere?|deren|diese[rs]?|es|der\s+(?:Anteil|Wert|\w+anteil))\s)"
)
# What a clause says that goes on from the one right before it, which tells no number.
_GOES_ON = (
    _AT_WHICH,  # «… und ebenso denen der Caritas, bei der es 390 waren»
    _FRAGMENT,  # «Auch die Diakonie verzeichnete Zuwachs; von 420 auf 540 Personen»
    _NO_SUBJECT,  # «Die Zahl der begleiteten Frauen ist gestiegen und lag Ende 2024 bei 704»
    _SO_MANY_ALONE,  # «Kinder bis fünf Jahre, insgesamt 50», «Der Frauenanteil, Mitte 2022 bei 48,0 Prozent, …»
)
# What such a clause before it says.
_LEADS = (
    _LOOKED_AT,  # «Betrachtet man allein die Menschen in Familien, beträgt der Zuwachs 178»
    _ASKED,  # «Wie viele Stellen bei der Diakonie besetzt waren, gab die Verwaltung mit zwei an»
)


def _leads_on(draft: Draft, mention: Mention, clause: int) -> bool:
    """Does the clause right before the number's tell whom the number is of?"""
    if draft.goes_on_behind(mention) or draft.describes(mention):
        return True  # «Die Begleiteten, die in Familien leben, …», «Die Zahl der Syrer, die Mitte 2022 bei 310 lag, …»
    if clause and draft.says(clause - 1, _A_GROUP):
        return True  # «Die zweitgrößte Gruppe, Menschen aus Syrien, machte …»
    own = any(draft.says(mention.clause, said) for said in _GOES_ON)
    return own or any(draft.says(clause, said) for said in _LEADS)


def _of_whom(draft: Draft, mention: Mention) -> bool:
    """Does the number's clause end with a word for people that the next one describes («… Personen, die …»)?"""
    end = draft.clauses[mention.clause].end
    people = any(
        hit.concept == "unit:persons" and not draft.text[hit.end : end].strip(" ,")
        for hit in draft.in_clause_of(mention)
    )
    people = people or draft.says(mention.clause, _THOSE)
    return people and draft.says(mention.clause + 1, _WHO)


def _instead(draft: Draft, mention: Mention, clause: int) -> bool:
    """«29 Prozent wohnten nicht privat, sondern in …»: does a clause say in whose stead the number is meant?"""
    return clause == mention.clause + 1 and draft.says(clause, _BUT)
