"""Numbers that are a part of the claim before, or say it again: «35 Studierende», «das entspricht 51 Prozent»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, residue
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import owners
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when.topics import Choice
from pipelines.publish.check.words.vocabulary import Topic

# Endings of those who are counted by what they do or are; «Wochenenden» are nobody.
_PEOPLE = re.compile(
    r"[A-ZÄÖÜ]\w*(?:ende[nr]?|ierte[nr]?|innen|linge|ige[nr]?|[aä]rbeiter|schüler|rentner|abeten|lehrer|ärzte|helfer|enten)$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"(?i:\b(?:seit|insgesamt|bisher|bislang|angekommen|nach|hierher)\b)")
# «1.380 Personen. 752 kamen aus der Ukraine»: where they are from, with nothing of when or where they came
_SO_MANY_OF_THEM = r"[\d.]+(?:\s+(?:von ihnen|Personen|Menschen))?"
_COME = r"(?:kamen|kommen|stammen|stammten)"
_CAME_FROM = re.compile(
    rf"^\W*(?:\w+\s+)?{_SO_MANY_OF_THEM}\s+{_COME}\s+(?:\w+\s+)?aus\s+(?:\w+\s+)?[A-ZÄÖÜ]\w+\W*$"
    rf"|^\W*Aus\s+(?:\w+\s+)?[A-ZÄÖÜ]\w+\s+{_COME}\s+(?:\w+\s+)?{_SO_MANY_OF_THEM}\W*$"
)
_COUNTED = ("plain", "percent", "fraction")
# «…, nämlich 752», «Rund zwei Drittel lebten in Familien, insgesamt 414 Personen»
_NAMELY = re.compile(
    r"\s*(?:nämlich|insgesamt|zusammen)\s+(?:\w+\s+)?[\d.]+(?:\s+(?:Personen|Menschen|Geflüchtete))?\W*"
    # «Gut die Hälfte davon, 752 Personen, kam …»
    r"|\s*(?:(?:genau|rund|exakt)\s+)?[\d.]+\s+(?:Personen|Menschen|Geflüchtete),"
)
_SO_MANY = re.compile(r",\s+(?:also|mithin|somit|was|das (?:sind|waren)|in Zahlen)\s+(?:\w+\s+)?")
# «In Personen ausgedrückt: 118», «Gemeint sind damit 51 Personen», «Hinter diesem Anteil stehen 118 Menschen»
_SAID_IN = r"(?:\s+(?:ausgedrückt|gerechnet|gesprochen))?"
_IN_NUMBERS = rf"(?:[Ii]n\s+(?:(?:absoluten\s+)?Zahlen|Personen|Köpfen)|[Aa]bsolut){_SAID_IN}"
# «447 der 470 Ende 2024 begleiteten Personen»
_DATED = re.compile(
    r"\s+(?:Ende|Mitte|Anfang|im|am)\s[^,;:()]{2,24}\s(?:begleitet|betreut|angekommen|aufgenommen)en\s[A-ZÄÖÜ]\w+"
)
_THAT_IS = re.compile(
    rf"\W*(?:(?:(?:Konkret|{_IN_NUMBERS}|Genau)\s+)?(?:sind|waren|[Dd]as sind|[Dd]as waren)\s+(?:das\s+|es\s+)?"
    rf"|{_IN_NUMBERS}\s*[:–]\s*|Gemeint\s+(?:sind|waren)\s+(?:damit\s+)?|Es\s+(?:handelt|handelte)\s+sich\s+(?:dabei\s+)?um\s+"
    r"|(?:Konkret|Dabei|Genau|Absolut)\s+(?:geht|ging)\s+es\s+um\s+|Dahinter\s+(?:steh|stand|verb[ea]rg)en\s+(?:sich\s+)?"
    r"|Hinter\s+(?:diesem|dem)\s+(?:Anteil|Prozentsatz|Wert)\s+(?:steh|stand|verb[ea]rg)en\s+(?:sich\s+)?)(?:\w+\s+)?"
)
# «Rund zwei Drittel leben noch hier. Unter diesen 603 Menschen …»
_THESE = re.compile(
    r"\W*(?:(?:Unter|Von|Bei|In)\s+diesen|Diese|Zu\s+diesen|Für\s+diese)\s+(?:(?:rund|etwa|knapp|gut|[a-zäöüß]+en)\s+)?"
)
# «54,5 Prozent stammten aus der Ukraine. Bei einer Zielgruppe von 1.380 Personen bedeutet das 752»
_MEANS = re.compile(
    r"\s+(?:bedeutet|entspricht|entsprach|ergibt|sind|waren|macht)e?n?\s+(?:das|dies)\s+(?:\w+\s+)?"
)
IN_NUMBERS = re.compile(_IN_NUMBERS)
FROM_THERE = re.compile(r"\b[Vv]on\s+dort\b")
_WHEREAS = re.compile(r"\b(?:dagegen|hingegen|indes|wiederum)\b")
STILL_HERE = re.compile(r"\b(?:noch|Stadtgebiet|in\s+Lörrach|in\s+der\s+Stadt)\b")
_AMONG = re.compile(
    r"(?:[^.:;]*:)?\W*(?:Unter|Von|Bei)\s+(?:den|allen|diesen)\b(?:[^.:;]|\d\.)*\b(?:sind|waren|seien|befinden\s+sich|befanden\s+sich)\b[^.:;,]*$"
)
_OF_THE_GROUP = r"(?:[Zz]ur|zu\s+der)\s+(?:aktiven\s+)?Zielgruppe\b"
_BELONG = re.compile(rf"\s+{_OF_THE_GROUP}")
_BELONGED = re.compile(rf"[^.:;,]*\b{_OF_THE_GROUP}\s+(?:gehör\w+|zähl\w+)\b[^.:;,]*$")
_ACCOMPANIED = re.compile(r"\bbegleite\w*\b")
_THEREOF, _CHILDREN = re.compile(r"^\W*(?:Darunter|Davon)\b"), re.compile(r"\b(?:Kinder|Jugendliche)\b")
_NO_PEOPLE = re.compile(r"(?:abende|wochenenden?|dokumenten|patenten)$", re.IGNORECASE)
_DESCRIBED = re.compile(r"\s+mit\s|,\s+(?:die|denen|welche)\b")


# «211 von 1.380 sind es schon länger als 36 Monate»
_PREDICATED = re.compile(
    r"\s(?:sind|waren|werden|wurden|ha(?:ben|tten)|leb(?:en|ten)|schon|bereits|noch|seit)\b"
)


def origin(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«1.362 Menschen; 54 Prozent kamen aus der Ukraine, 12,8 Prozent aus Syrien»: nationalities, nobody's arrival."""
    if last.topic is None or mention.sentence - last.sentence > 1:
        return None
    if last.topic.metric == "quota_actual" and _out_of_them(draft, mention):
        # «nahm 261 Geflüchtete auf, darunter 97 Ukrainer»: under the quota, and not all who came from there
        return last.topic if "nationality" in groups.of(draft, mention, last.topic)[0] else None
    if last.topic.metric != "active_target_group":
        return None
    said = {hit.concept for hit in draft.in_clause_of(mention)}
    if "nationality" in last.by and draft.says(mention.clause, FROM_THERE):
        return last.topic  # «… und 310 aus Syrien. Ende 2024 kamen von dort 181»
    stayed = any(draft.hits_of(mention.sentence, concept) for concept in ("retention", "present"))
    if stayed or said & {"target", "place"}:
        return None
    named = {
        h.concept for h in draft.hits_by_sentence[mention.sentence] if h.concept.startswith("nationality=")
    }
    by, _ = groups.of(draft, mention, last.topic)
    part = mention.quantity.form in ("percent", "fraction") or len(named) > 1
    part = part or (bool(last.by) and draft.says(mention.clause, _WHEREAS))
    part = part or groups.thereof(draft, mention)  # «1.380 Geflüchtete, von denen 752 aus der Ukraine kamen»
    # «… 1.380 Geflüchtete. Davon waren 704 Frauen. Aus der Ukraine kamen 752»: the next group of them
    listed = (
        (bool(last.by) or draft.says(mention.clause, _CAME_FROM))
        and last.sentence == mention.sentence - 1
        and not draft.sentence_says(mention.sentence, _SO_FAR)
    )
    part = part or (listed and not draft.moments_of(mention.sentence))
    part = part or (last.sentence == mention.sentence and only_came_from(draft, mention.clause))
    return (
        last.topic
        if part and "nationality" in by and not residue.unexplained(draft, mention, last.topic)
        else None
    )


def only_came_from(draft: Draft, clause: int) -> bool:
    """«…, 752 kamen aus der Ukraine»: does the clause say where they are from, and neither when nor where they came?"""
    dated = any(draft.clauses[clause].holds(m.start) for m in draft.moments)
    return not dated and draft.says(clause, _CAME_FROM) and not draft.says(clause, _SO_FAR)


def beside_origin(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """«1.380 Personen. 704 waren Frauen, 752 kamen aus der Ukraine»: the second clause is of nobody's arrival."""
    if last.topic is None or last.topic.metric != "active_target_group" or choice is None:
        return None
    following = mention.clause + 1
    lent = choice.topic.metric.startswith("ukraine_") and not draft.in_clause(mention.clause, "ukraine")
    if not lent or following >= len(draft.clauses) or mention.sentence - last.sentence > 1:
        return None
    beside = draft.one_sentence(mention.clause, following) and only_came_from(draft, following)
    return last.topic if beside and groups.of(draft, mention, last.topic)[0] else None


def _out_of_them(draft: Draft, mention: Mention) -> bool:
    """«darunter 97», «Unter den 261 Aufgenommenen waren 97»: a part of those just told of?"""
    before = draft.preceding(mention)
    return groups.thereof(draft, mention) or (before is not None and draft.named_whole(before))


def people_nobody_counts(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«1.380 Personen. Darunter waren 35 Studierende»: a part of them by something that nobody records."""
    if _among_ours(draft, mention):
        return draft.vocabulary.topics["active_target_group"]
    begin = draft.clauses[mention.clause].start
    ours = draft.in_clause(mention.clause, "programme") and _ACCOMPANIED.search(
        draft.text, begin, mention.span.start
    )
    if ours and _is_of_people(draft, mention):
        # «Ende 2024 begleitete das Integrationsmanagement 35 Studierende»
        return draft.vocabulary.topics["active_target_group"]
    near = last.topic is not None and mention.sentence - last.sentence <= 1
    if last.topic is None or not near or last.topic.unit != "persons":
        return None
    if not groups.thereof(draft, mention) and not _listed(draft, mention, last):
        return None  # «Darunter befinden sich etwa 880 in Familien, rund 470 Kinder …»
    return last.topic if _is_of_people(draft, mention) else None


def _listed(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Darunter befinden sich etwa 880 in Familien, [rund 470 Kinder] …»: the next of the parts that it lists."""
    return last.sentence == mention.sentence and draft.sentence_says(mention.sentence, _THEREOF)


def children_listed(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«…, rund 470 Kinder» in such a list: children without an age, whom nobody counts."""
    children = _CHILDREN.search(draft.text, mention.noun.span.start, mention.noun.span.end)
    if not children or last.topic is None or last.topic.unit != "persons":
        return None
    return last.topic if _listed(draft, mention, last) else None


def _is_of_people(draft: Draft, mention: Mention) -> bool:
    noun = draft.text[mention.quantity.end : mention.noun.span.end]
    return bool(_PEOPLE.search(noun)) and not _NO_PEOPLE.search(noun)


def _among_ours(draft: Draft, mention: Mention) -> bool:
    """«Unter den Begleiteten waren 212 Christen»: whoever is counted is one of those accompanied."""
    start = draft.sentences[mention.sentence].start
    if mention.quantity.form != "plain":
        return False
    if _BELONGED.match(draft.text, start, mention.span.start) or _BELONG.match(draft.text, mention.span.end):
        return _is_of_people(draft, mention)  # «Ende 2024 gehörten 35 Studierende zur aktiven Zielgruppe»
    if not _AMONG.match(draft.text, start, mention.span.start):
        return False
    before = [h.concept for h in draft.hits_by_sentence[mention.sentence] if h.end <= mention.span.start]
    # «Von den 1.380 Personen der Zielgruppe waren 212 Mitglied in einem Verein»
    counted = any(
        m.span.end <= mention.span.start and not draft.named_whole(m)
        for m in draft.mentions_of(mention.sentence)
    )
    return not counted and bool({"accompanied", "target"} & set(before))


def counted_again(draft: Draft, mention: Mention, last: Last) -> tuple[Topic | None, bool]:
    """«78 Prozent (400 Personen) leben noch hier»: the topic of a number that says a share again, and whether it is one.

    Who stayed is present. How many have work or speak German is no figure, only their share is.
    """
    share = draft.repeated(mention)
    shared = ("percent", "fraction")
    again = share is not None and share.quantity.form in shared and last.end == share.span.end
    again = again or (last.kind in ("share", "ratio") and _in_persons(draft, mention, last))
    if not again or last.topic is None or mention.quantity.form != "plain":
        return None, False
    if last.metric == "ukraine_retention":
        return draft.vocabulary.topics["ukraine_present"], True
    return (last.topic if last.topic.unit == "persons" else None), True


def _in_persons(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… waren 34,5 Prozent, mithin 138 Personen», «… sind weiblich. Konkret sind das 371 Personen»: the share before."""
    if last.topic is None or last.topic.unit not in ("persons", "fraction"):
        return False
    if last.sentence == mention.sentence and _MEANS.fullmatch(draft.text, last.end, mention.span.start):
        return last.topic.unit == "persons"
    if last.sentence == mention.sentence and _NAMELY.fullmatch(draft.clause_text(mention.clause)):
        return (
            last.topic.unit == "persons"
        )  # «Mehr als die Hälfte besaß die ukrainische Staatsangehörigkeit, nämlich 752»
    start = draft.sentences[mention.sentence].start
    said = _THAT_IS.fullmatch(draft.text, start, mention.span.start)
    said = said or _THESE.fullmatch(draft.text, start, mention.span.start)
    whole = draft.following(mention)
    part = whole is not None and draft.whole_of_one_before(whole)  # «Es handelte sich um 398 von 1.048»
    if mention.noun.unit != "persons" and not (said and (part or IN_NUMBERS.search(said[0]))):
        return False  # «In Zahlen sind das 371 von 603»
    if last.sentence == mention.sentence:
        return bool(_SO_MANY.fullmatch(draft.text, last.end, mention.span.start))
    return last.sentence == mention.sentence - 1 and bool(said)


def part_of_last(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """«752 stammen aus der Ukraine. In Familien lebten 880, in der Unterkunft 385»: of all those accompanied.

    That sentence spoke of Ukraine only as a group of them, so its word makes nobody an arrival.
    """
    if choice is None or not choice.lent or not choice.topic.metric.startswith("ukraine_"):
        return None
    ours = last.topic is not None and last.topic.metric in ("active_target_group", "active_with_contact")
    near = last.sentence in (mention.sentence, mention.sentence - 1) and mention.quantity.form in _COUNTED
    if last.topic is None or not (ours and near):
        return None
    # Where the paragraph counted only those from Ukraine, a group may be one of theirs.
    all_told = last.topic.metric in last.wholes or _shared_out(mention, last)
    grouped = all_told and bool(groups.of(draft, mention, last.topic)[0])
    grouped = grouped and not draft.says(mention.clause, STILL_HERE)
    # «… lebten 385 von ihnen. Drei Monate später waren es dort 402»
    again = draft.echoes(mention) and bool(last.by) and not draft.says(mention.clause, STILL_HERE)
    return last.topic if grouped or again or groups.thereof(draft, mention) else None


def _shared_out(mention: Mention, last: Last) -> bool:
    """«51 Prozent der Begleiteten waren Frauen. Aus der Ukraine kamen 54,5. In Familien lebten …»: of all again."""
    others = (c for c in last.told if c.metric == last.metric and c.by.get("nationality") != "166")
    shares = last.kind == "share" and mention.quantity.form == "percent"
    return shares and any(c.kind == "share" and not c.of_group for c in others)


def whole_of_part(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Geblieben sind 603 von 905», «Kontakt hatten bei der Caritas 447 von 470»: all who came, all of the Träger."""
    beside = last.sentence == mention.sentence and last.kind == "amount" and last.topic is not None
    if not beside or last.topic is None or not draft.whole_of_one_before(mention):
        return None
    before = draft.preceding(mention)
    if before is None or before.span.end != last.end or draft.in_clause(mention.clause, "target"):
        return None
    came = "ukraine_arrivals_total" if last.topic.metric == "ukraine_present" and not last.by else None
    whole = came or last.topic.part_of
    # «bleibt ein Drittel dieser Gruppe ein viertes Jahr, nämlich 74 von 211 Personen»: the group told of
    again = mention.noun.unit == "persons" and any(c.metric == whole for c in last.told)
    # «hatten 447 von 470 Personen Kontakt», not «447 von 1.304 Personen mit Kontakt (, die Kontakt hatten)»
    plain = mention.noun.unit == "persons" and not _DESCRIBED.match(draft.text, mention.span.end)
    bare = (again or plain or bool(_DATED.match(draft.text, mention.span.end))) or (
        mention.noun.unit is None
        and (
            not draft.text[mention.span.end : mention.span.end + 2].strip(" .,;)").isalpha()
            or _PREDICATED.match(draft.text, mention.span.end) is not None
        )
    )
    return draft.vocabulary.topics[whole] if whole and bare else None


def whole_of_share(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… hatten 940 Kontakt. Das waren 92,2 Prozent aller 1.019 Mitglieder»: what the share is taken of."""
    share = last.sentence == mention.sentence and last.kind == "share" and last.by.keys() <= {"traeger"}
    whole = last.topic.part_of if last.topic and share and draft.whole_of_one_before(mention) else None
    return draft.vocabulary.topics[whole] if whole else None


def lent_ukraine(choice: Choice | None, taken: Topic | None) -> tuple[str, ...]:
    """«… 1.380, darunter 752 aus der Ukraine. 371 waren Frauen»: of all, or of those from Ukraine who live here."""
    lent = (
        choice is not None
        and choice.lent
        and choice.topic.metric.startswith("ukraine_")
        and taken not in (None, choice.topic)
    )
    return (choice.topic.metric,) if choice and lent else ()


def of_moves(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Unter den 156 Abgängen waren 89 Männer»: a group of those who left, not of those accompanied."""
    if (
        last.topic is None
        or last.topic.metric not in ("entries", "exits", "quota_actual")
        or last.sentence != mention.sentence
    ):
        return None
    wholes = [m for m in draft.mentions_of(mention.sentence) if m.span.end == last.end]
    if not wholes or not draft.whole_of_another(wholes[0]) or mention.noun.unit not in (None, "persons"):
        return None
    named = bool(groups.of(draft, mention, last.topic)[0]) or groups.foreign(draft, mention)
    return last.topic if named and mention.quantity.form in _COUNTED else None


def _of_other_people(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Am Infoabend nahmen 64 Personen teil, unter ihnen 20 Geflüchtete»: a part of those the sentence counts before."""
    if last.sentence == mention.sentence or not groups.thereof(draft, mention):
        return False
    counted = draft.mentions_of(mention.sentence)[0] is not mention
    said = {hit.concept for hit in draft.in_clause_of(mention)}
    if "quota" in draft.concepts_of(mention.sentence) and draft.says(mention.clause, owners.TO_US):
        return False  # «Den Kreisen wurden 5.600 Geflüchtete zugewiesen, davon der Stadt Lörrach 257»
    return counted and said.isdisjoint({"target", "accompanied", "cared", "programme"})


def part_of_strangers(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Der Neubau kostet 5,2 Mio. Euro. Davon trägt das Land 40 Prozent»: a part of what is no claim is none."""
    if mention.noun.unit == "months" or mention.quantity.form == "ratio":
        # «Ein Viertel von ihnen war seit höchstens 9,8 Monaten dabei», «1 zu 291»: nobody's part
        return False
    if _of_other_people(draft, mention, last):
        return True
    before = draft.just_before(mention.sentence)
    thereof = groups.thereof(draft, mention) or draft.sentence_says(mention.sentence, _THEREOF)
    if before is None or last.sentence >= before or not thereof:
        return False
    said = draft.concepts_of(mention.sentence)
    if "quota" in said:
        return False  # «Ins Land kamen 40.000. Lörrach musste davon 257 aufnehmen»
    if "accompanied" in said and not {"city", "programme", "place"}.isdisjoint(said):
        return False  # «Im Landkreis leben 6.200. Die Stadt begleitet davon 1.380»
    # «Davon übernehmen Caritas 1,25, Diakonie 1,75»: the first, and those listed behind it
    first = draft.mentions_of(mention.sentence)[0] is mention
    return (first or last.sentence < mention.sentence) and bool(draft.mentions_of(before))
