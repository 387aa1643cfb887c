"""Days, months and parts of a year that name no year, which another date of the draft gives."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipelines.publish import german
from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text.sought import Sought
from pipelines.publish.check.text.tokenise import BULLET

_BARE = re.compile(
    rf"\b(?i:im|ende|bis|monat|(?:auf|in)\sden|gegenüber(?:\sdem)?)\s(?:Monat\s|Ende\s|einschließlich\s)?({'|'.join(german.MONTHS)})\b(?!\s?(?:19|20)\d\d)"
)
# «Februar: 4», «Juni – es sind nun 1.048»: the month that a line or a sentence of a chronicle stands under
_LABEL = re.compile(rf"(?:^|\n|[.:!?]\s)[ \t]*(?:{BULLET}\s)?({'|'.join(german.MONTHS)})(?=:|\s[–—-]\s)")
_BARE_DAY = re.compile(rf"(\d{{1,2}})\.\s?({'|'.join(german.MONTHS)})")
_THIS_YEAR, _YEAR = (
    re.compile(r"(?i:in\s(?:diesem|jenem)\sjahr|(?:dieses|jenes)\sjahr)"),
    re.compile(r"20[0-4]\d"),
)
_TWELVE_MONTHS = re.compile(r"(?i:in\sdiesen\s(?:zwölf|12)\smonaten)")  # «2023 … in diesen zwölf Monaten»
_ALREADY = re.compile(r"\b(?:schon|bereits|bislang|bisher)\b")
_FOR_YEAR = re.compile(
    r"[^\d.!?]{0,60}\b(?:für|des|waren|wurden|sind|gab\ses|hatten?)\s+(?:im\s+|das\s+)?(?:Jahr(?:es)?\s+)?"
)
_WHOLE_YEAR = Sought(
    "gesamt ganz voll lauf jahres",
    r"(?:\b(?:im|(?:auf|über|für)\sdas|übers|fürs)\s(?:(?:gesamten?|ganzen?|vollen?)\s(?:kalender)?|gesamt)jahr\b|\bim\s(?:laufe?|verlauf)\sdes\s(?:berichts)?jahres\b|\bim\sjahresverlauf\b"
    # «…, sodass das Jahr mit 6.510 abschloss», «die Jahressumme von 6.510»
    r"|\bdas\sjahr(?=\smit\s[^;:]{0,60}(?:schloss|schließt|endete?)\b)|\bjahressumme\b"
    # «489 der 6.510 Beratungen dieses Jahres»
    r"|(?:(?<=ungen\s)|(?<=gänge\s)|(?<=gängen\s)|(?<=menen\s))(?:dieses|jenes|desselben|des\s(?:selben|gleichen)|des)\sjahres\b)(?!\s(?:19|20)\d\d)",
    in_small=True,
)
_EDGE_OF_YEAR = Sought(
    "jahres silvester mitte ende halb",
    r"(?=[zabgejmn])(?:(?:\b(?:zum|am|bis|bis\szum|gegen)\s(?=jahres|ende)|(?<!de[sr]\s)(?<!\w)(?=ende\sde))"
    r"(?P<end>jahresende|jahreswechsel|jahresschluss|jahresausklang|ende\s(?:des|dieses|jenes|desselben|des\sgleichen|des\sselben)\sjahres)\b"
    # «Zu Beginn des Jahres 2024 zählte sie 1.226 Personen, an seinem Ende 1.380»
    r"|\b(?P<its>an\s(?:seinem|dessen)\sende)\b"
    r"|\b(?P<silvester>(?:an|bis|zu)\ssilvester)\b|(?:(?<=gegenüber\sder\s)|(?<=seit\sder\s)|(?<=als\szur\s))jahresmitte\b"
    r"|\b(?:zur|bis\szur|zum|am)\s(?:jahresmitte|mitte\sdes\sjahres|jahreshälfte|halbzeit\sdes\sjahres|halbjahr|halbjahresende)\b"
    r"|(?<!\w)mitte\sdes\sjahres\b|\b(?:nach|nach\sablauf|am\sende|zum\sende|ende)\sde[sm]\sersten\shalbjahr(?:e?s)?\b)(?!\s(?:19|20)\d\d)",
    in_small=True,
)
_SAME_PART = re.compile(
    r"\b(?:[Ii]m\s(?:selben|gleichen)|[Ii]n\s(?:diesem|demselben))\s(Halbjahr|Quartal|Monat)\b"
)
# «Bis Ende Juni 2024 gab es 150 Zugänge. Zum selben Zeitpunkt …»: the end of what was told
_SAME_DAY = re.compile(
    r"\b(?:[Zz]um|[Aa]m)\s(?:selben|gleichen)\s(?:Zeitpunkt|Stichtag|Tag)\b(?!\s(?:des|im|ein)\b)"
)
_UNTIL = re.compile(r"\b[Bb]is\s")
_END_OF_MONTH = re.compile(
    r"\b(?:[Bb]is(?:\szum)?|[Zz]um|[Aa]m)\s(?:Monatsende|Monatsschluss|Ende\sdes\sMonats)\b(?!\s[A-ZÄÖÜ])"
)
_BEGIN_OF_YEAR = Sought(
    "beginn anfang auftakt",
    r"(?:\b(?:zu|am|an|seit)\s(?:(?<!seit\s)(?:seinem|dessen)\s(?:beginn|anfang)|jahresbeginn|jahresanfang|jahresauftakt|(?:beginn|anfang)\sdes\s(?:(?:berichts)?jahres|berichtszeitraums?))\b"
    # «aus den 1.226 Begleiteten vom Jahresbeginn», but not «vom Jahresbeginn bis Ende Juni», «vom Jahresbeginn an»
    r"|\bvom\s(?:jahresbeginn|jahresanfang|(?:beginn|anfang)\sdes\sjahres)\b(?!\s(?:bis|an|und)\b))"
    r"(?!\s(?:19|20)\d\d)",
    in_small=True,
)
_SINCE_BEGIN = re.compile(r"(?i:seit\s(?:jahresbeginn|beginn\sdes\sjahres))")
SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_UNTIL_DAY = re.compile(r"\b[Bb]is\s(?:zum\s)?$")
# a verb stands between: not «Ende des Jahres 2024», «zur Jahresmitte und 2023»
_OF_THE_CLAUSE = re.compile(
    r"(?!\s(?:und|oder|wie|als|bis|gegenüber)\b)\s[a-zäöüß]+(?:\s[A-Za-zÄÖÜäöüß]+){1,5}\s(?:im\sJahre?\s)?"
)
_HAD_ALREADY = re.compile(
    r"\bhatten?\b[^.;]*\b(?:schon|bereits|längst)\b|\b(?:schon|bereits|längst)\b[^.;]*\bhatten?\b"
)
_EACH = re.compile(r"\bjeweils\s+$")
_JOINED = re.compile(r"\b(?:auf|und|auch|bis|sowie|wurden|waren)\b")
# «Vier bis Ende Februar, 118 bis Ende März. So rasant stieg im Frühjahr 2022 die Zahl …»
_SUMMED_UP_BELOW = re.compile(
    r"(?:[^.!?\n]|\.(?=\d))*[.!?]\s+(?:So|Das|Dies\w*|Damit)\s(?:[^.!?\n]|\.(?=\d))*"
)
_NEAR_BEHIND = 60
_PARTED = re.compile(rf"{SENTENCE_END.pattern}|[,;:]\s|\)", SENTENCE_END.flags)
_AFTER = re.compile(r"\bnach\s+[\d.,]+\s+(?:[A-ZÄÖÜ]\w+\s+)?(?:im\s+Jahre?\s+|Ende\s+)?$")
# «von 415.000 Euro im Jahr 2023 auf 504.000»
_FROM, _TO = (
    re.compile(r"\bvon\s+(?:\w+\s+)?[\d.,]+\s+(?:[A-ZÄÖÜ]\w+\s+)?(?:im\s+Jahre?\s+|Ende\s+)?$"),
    re.compile(r"\s+auf\s+(?:\w+\s+)?\d"),
)
# «(2023 waren es 231)», «(Vorjahr 2023: 231)»
_OPENED, _CLOSED = re.compile(r"\([^()\d]*$"), re.compile(r"[^()\d]*\d[\d.,]*[^()]*\)")
NEAR_BEFORE = 220  # signs
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def with_year(text: str, moment: Moment, dated: list[Moment]) -> Moment:
    """«am 30. Juni»: of the year right behind («… für das Jahr 2024»), else just before; without one no day at all."""
    day = _BARE_DAY.fullmatch(text, moment.start, moment.end) if moment.shape == "now" else None
    if day is None:
        return moment
    year = _year_behind(text, moment.end, dated) or year_before(text, moment.start, dated)
    try:
        as_of = date(year or 0, days.month_number(day[2]), int(day[1]))
    except ValueError:
        return moment
    return replace(moment, shape="point", as_of=as_of)


def that_year(text: str, moment: Moment, dated: list[Moment]) -> Moment:
    """«2022 galt eine Quote von 592. Aufgenommen wurden in diesem Jahr 638»: the whole year just named, if one was."""
    if _TWELVE_MONTHS.fullmatch(text, moment.start, moment.end):
        told = told_before(text, moment.start, dated)
        whole = told is not None and _YEAR.fullmatch(text, told.start, told.end)
        return replace(told, start=moment.start, end=moment.end, role="plain") if told and whole else moment
    if not _THIS_YEAR.fullmatch(text, moment.start, moment.end) or moment.as_of is None:
        return moment
    named = told_before(text, moment.start, dated)
    if named is None or named.as_of is None:
        return moment
    if _ALREADY.search(text, max(0, moment.start - 30), moment.end + 30):
        return moment
    if "jene" in text[moment.start : moment.end]:
        year = named.as_of.year
        return replace(moment, as_of=days.month_end(year, 12), period_from=days.before(year, 1), precise=True)
    if not _YEAR.fullmatch(text, named.start, named.end):
        if named.as_of.year >= moment.as_of.year or named.shape != "point":
            return moment
        # «… am 31. Dezember 2022. In diesem Jahr gab es 4.380 Beratungen»
        year, also = named.as_of.year, (moment.as_of,)
        return replace(moment, as_of=days.month_end(year, 12), period_from=days.before(year, 1), also=also)
    return replace(named, start=moment.start, end=moment.end, role="plain", also=(moment.as_of,))


def since_its_beginning(text: str, moment: Moment, dated: list[Moment]) -> Moment:
    """«Bis zur Jahresmitte 2024 waren seit Jahresbeginn 150 zu verbuchen»: of the year of that day, and until then."""
    in_it = _THIS_YEAR.fullmatch(text, moment.start, moment.end)
    if not (in_it or _SINCE_BEGIN.fullmatch(text, moment.start, moment.end)):
        return moment
    for day in dated:
        if in_it and not _UNTIL_DAY.search(text, max(0, day.start - 10), day.start):
            continue  # «Bis Ende Juni 2024 hatte das Team in diesem Jahr bereits 3.205 Beratungen geführt»
        between = text[min(moment.end, day.end) : max(moment.start, day.start)]
        if day.shape == "point" and day.as_of and not SENTENCE_END.search(between):
            return replace(moment, as_of=day.as_of, period_from=days.before(day.as_of.year, 1), precise=True)
    told = None if in_it else told_before(text, moment.start, dated)
    inside = told is not None and told.as_of is not None and told.shape == "point" and told.as_of.month < 12
    if told is None or not inside or told.as_of is None:
        return moment
    # «Ende Juni 2024 begleitete …; seit Jahresbeginn waren 150 hinzugekommen»
    return replace(moment, as_of=told.as_of, period_from=days.before(told.as_of.year, 1), precise=True)


def bare_months(text: str, ref: date, dated: list[Moment]) -> Iterator[Moment]:
    """«im Dezember»: of the year named just before, else the newest one, if the draft names no year but the current."""
    years = {moment.as_of.year for moment in dated if moment.as_of and moment.role != "stand"}
    dated = list(dated)
    named = sorted((*_BARE.finditer(text), *_LABEL.finditer(text)), key=lambda match: match.start(1))
    for match in named:
        month = days.month_number(match[1])
        year = year_before(text, match.start(), dated) or _year_joined(text, match.end(), dated)
        year = year or _year_below(text, match.end(), dated)
        if year is None:
            if years - {ref.year}:
                continue
            year = ref.year if days.month_end(ref.year, month) <= ref else ref.year - 1
        edge = "ende " in match[0].lower()  # «Ende Mai», «bis Ende Mai»
        compared = (
            match[0].lower().startswith("gegenüber")
        )  # the word belongs to no day: it says what the day is for
        begins = match.start(1) - len("Ende ") * edge if compared or not edge else match.start()
        moment = Moment(
            begins, match.end(), "point" if edge else "period",
            as_of=days.month_end(year, month), period_from=None if edge else days.before(year, month), precise=False,
        )  # fmt: skip
        insort(dated, moment, key=lambda m: m.start)
        yield moment


def part(match: re.Match[str], year: int, nth: int, size: int) -> Moment:
    """The nth part of a year, of so many months."""
    start, end = days.before(year, (nth - 1) * size + 1), days.month_end(year, nth * size)
    return Moment(match.start(), match.end(), "period", as_of=end, period_from=start)


def bare_years(text: str, ref: date, dated: list[Moment]) -> Iterator[Moment]:
    """«im gesamten Jahr», «zum Jahresende»: of the year named just before, else the newest that is over."""
    for match in _SAME_PART.finditer(text):
        told = _part_before(text, match, dated)
        if told is not None:
            yield replace(told, start=match.start(), end=match.end(), role="plain")
    for match in _SAME_DAY.finditer(text):
        told = told_before(text, match.start(), dated)
        until = told is not None and _UNTIL.search(text[max(0, told.start - 9) : told.start + 4])
        if told is not None and told.as_of and (until or not told.precise):
            yield Moment(match.start(), match.end(), "point", as_of=told.as_of)
    for match in _WHOLE_YEAR.all(text):
        year = year_before(text, match.start(), dated)
        if year is not None:
            yield part(match, year, 1, 12)
    for match in _BEGIN_OF_YEAR.all(text):
        year = year_before(text, match.start(), dated) or _year_it_ended(text, match, dated)
        if year is not None:
            first, also = date(year, 1, 1), (days.before(year, 1), days.month_end(year, 1))
            yield Moment(match.start(), match.end(), "point", as_of=first, precise=False, also=also)
    for match in _END_OF_MONTH.finditer(text):
        month_told = _month_before(text, match.start(), dated)
        if month_told is not None:
            yield Moment(match.start(), match.end(), "point", as_of=month_told)
    for match in _EDGE_OF_YEAR.all(text):
        if _EACH.search(text, max(0, match.start() - 10), match.start()):
            continue  # «zwischen 2022 und 2024, jeweils zum Jahresende» names no third day
        month = 12 if match["end"] or match["silvester"] or match["its"] else 6
        year = _year_of_clause(text, match.end(), dated) or year_before(text, match.start(), dated)
        year = year or _year_of_the_end(text, match, dated)
        known = year is not None
        earlier = [m for m in dated if m.end <= match.start()] if match["its"] else []
        if match["its"] and (not known or (earlier and max(earlier, key=lambda m: m.end).first)):
            continue  # «der Zeitraum von Ende 2020 bis Mitte 2022, an dessen Ende …»: the end of no year
        if year is None or _told_of_the_past(text, match, days.month_end(year, month), ref):
            year = ref.year if days.month_end(ref.year, month) <= ref else ref.year - 1
        yield Moment(match.start(), match.end(), "point", as_of=days.month_end(year, month), precise=known)


def _told_of_the_past(text: str, match: re.Match[str], day: date, ref: date) -> bool:
    """«… bereits im ersten Quartal 2025. 211 hatten sie zum Jahresende schon überschritten»: no day to come."""
    if day <= ref:
        return False
    start = max(
        (end.end() for end in SENTENCE_END.finditer(text, max(0, match.start() - 300), match.start())),
        default=0,
    )
    behind = SENTENCE_END.search(text, match.end())
    return bool(_HAD_ALREADY.search(text, start, behind.start() if behind else len(text)))


def _part_before(text: str, match: re.Match[str], dated: list[Moment]) -> Moment | None:
    """The half-year, quarter or month told last: «… im ersten Halbjahr 2024. Im selben Halbjahr …»."""
    months = {"h": 6, "q": 3, "m": 1}[match[1][0].lower()]
    for moment in reversed(_near_before(match.start(), dated, 2 * NEAR_BEFORE + 1)):
        if _BLANK_LINE.search(text, moment.end, match.start()):
            return None
        if moment.as_of and moment.period_from and days.shifted(moment.period_from, months) == moment.as_of:
            return moment
    return None


def _near_before(place: int, dated: list[Moment], signs: int = NEAR_BEFORE) -> list[Moment]:
    """The dates that end so near before a place; `dated` is in reading order, so that a long list stays fast."""
    last = first = bisect_right(dated, place, key=lambda moment: moment.end)
    while first and place - dated[first - 1].end < signs:
        first -= 1
    return dated[first:last]


def told_before(text: str, place: int, dated: list[Moment]) -> Moment | None:
    """The date before a place, if it stands near enough to be meant and no blank line parts them."""
    near = _meant(text, place, _near_before(place, dated))
    if near is None or not _aside(text, near, place):
        return near
    return _meant(text, place, _near_before(place, dated, 2 * NEAR_BEFORE))


def _meant(text: str, place: int, dated: list[Moment]) -> Moment | None:
    """The last of those dates, but none that is only compared with where another one is told.

    «… 79 mehr als 2023. In diesem Jahr …», «… größer war als Ende 2022, liegt an den Zugängen des Jahres»
    """
    before = [m for m in dated if m.as_of and not _BLANK_LINE.search(text, m.end, place)]
    meant = [m for m in before if not _aside(text, m, place)] or before
    return meant[-1] if meant else None


def _aside(text: str, moment: Moment, place: int) -> bool:
    return _beside(text, moment) and bool(_PARTED.search(text, moment.end, place))


def _beside(text: str, moment: Moment) -> bool:
    """«79 mehr als 2023», «4,7, nach 4,8 im Jahr 2023»: is the date only that of what is compared with or left?"""
    start = max(0, moment.start - 40)
    left = _TO.match(text, moment.end) and _FROM.search(text, start, moment.start)
    # the few signs before it first: a bracket is sought to the end of the text
    aside = _OPENED.search(text, start, moment.start) and _CLOSED.match(text, moment.end)
    return moment.role == "compared" or bool(left or aside or _AFTER.search(text, start, moment.start))


def _month_before(text: str, place: int, dated: list[Moment]) -> date | None:
    """The last day of the month named just before, if the date before is one: «im März 2022. Bis Monatsende …»."""
    named = told_before(text, place, dated)
    if named is None or named.as_of is None:
        return None
    return named.as_of if named.is_month else None


def year_before(text: str, place: int, dated: list[Moment]) -> int | None:
    """The year of the nearest date before, if it stands near enough to be meant."""
    dated = [m for m in dated if m.role != "stand"]
    named = told_before(text, place, dated)
    if named and _UNTIL.match(text, place):
        named = _until_before(text, named, dated) or named
    return named.as_of.year + _over_then(text, named, place) if named and named.as_of else None


def _over_then(text: str, told: Moment, place: int) -> int:
    """«Seit Ende 2023 ist sie um 154 gewachsen, im ersten Halbjahr um 84»: a year that was over when the growth began."""
    since = told.role in ("since", "compared") and told.shape == "point"
    over = since and told.as_of is not None and told.as_of.month == 12
    return int(over and not SENTENCE_END.search(text, told.end, place))


def _until_before(text: str, named: Moment, dated: list[Moment]) -> Moment | None:
    """«Bis Ende Juni 2025 erreichen 142 der Ende 2024 Begleiteten die Grenze, bis Jahresende …»: the later «bis …».

    «Mitte 2024 … 1.310 Personen (Ende 2023: 1.226). Bis zum Jahresende …»: the year that was not over on the day told.
    """
    before = [
        m for m in _near_before(named.start, dated) if m.as_of and named.as_of and m.as_of > named.as_of
    ]
    last = before[-1] if before else None
    until = last and _UNTIL.search(text[max(0, last.start - 9) : last.start + 4])
    over = last and last.as_of and last.as_of.month < 12 and named.as_of and named.as_of.month == 12
    return last if last and (until or over) and not SENTENCE_END.search(text, last.end, named.start) else None


def _year_joined(text: str, place: int, dated: list[Moment]) -> int | None:
    """«Von 251 Ende April auf 400 Ende Juni 2022», «im Juni wie auch im Dezember 2022»: the year told at the end."""
    behind = next((m for m in dated if m.start >= place and m.as_of), None)
    if behind is None or behind.start - place > _NEAR_BEHIND or behind.role not in ("plain", "compared"):
        return None
    joined = _JOINED.search(text, place, behind.start) and not SENTENCE_END.search(text, place, behind.start)
    return behind.as_of.year if joined and behind.as_of else None


def _year_below(text: str, place: int, dated: list[Moment]) -> int | None:
    """The year in the sentence below that sums up what stands above it."""
    behind = next((m for m in dated if m.start >= place and m.as_of), None)
    if behind is None or behind.as_of is None or behind.role != "plain" or behind.start - place > NEAR_BEFORE:
        return None
    return behind.as_of.year if _SUMMED_UP_BELOW.fullmatch(text, place, behind.start) else None


def _year_of_the_end(text: str, match: re.Match[str], dated: list[Moment]) -> int | None:
    """The year of the day until which something grew, or of the end of the year that a beginning «bis …» leads to.

    «Gegenüber der Jahresmitte ist sie bis zum 31. Dezember 2024 gewachsen», «Bis zur Jahresmitte waren es 3.205, am Ende
    des Jahres 2024 standen 6.510 in der Statistik»
    """
    place = match.end()
    behind = next((m for m in dated if m.start >= place and m.as_of), None)
    if behind is None or behind.as_of is None or SENTENCE_END.search(text, place, behind.start):
        return None
    until = _UNTIL.search(text[max(place, behind.start - 9) : behind.start + 4])
    closing = _UNTIL.match(text, match.start()) and behind.as_of.month == 12 and behind.role == "plain"
    return behind.as_of.year if until or closing else None


def _year_it_ended(text: str, match: re.Match[str], dated: list[Moment]) -> int | None:
    """«154 mehr als zu Beginn des Jahres begleitete die Stadt Ende 2024»: of the year whose end is told behind."""
    behind = next((m for m in dated if m.start >= match.end() and m.as_of), None)
    if behind is None or behind.as_of is None or SENTENCE_END.search(text, match.end(), behind.start):
        return None
    closes = behind.shape == "point" and behind.role == "plain" and behind.as_of.month == 12
    return behind.as_of.year if closes else None


def _year_of_clause(text: str, place: int, dated: list[Moment]) -> int | None:
    """«Bis zur Jahresmitte zählte das Integrationsmanagement 2024 bereits 3.205»: the year right behind."""
    behind = next((m for m in dated if m.start >= place and m.as_of), None)
    if behind is None or behind.as_of is None or not _OF_THE_CLAUSE.fullmatch(text, place, behind.start):
        return None
    alone = behind.role == "plain" and _YEAR.fullmatch(text, behind.start, behind.end)
    return behind.as_of.year if alone else None


def _year_behind(text: str, place: int, dated: list[Moment]) -> int | None:
    """The year right behind a day, if nothing is counted in between."""
    for moment in dated:
        if moment.start > place and moment.as_of:
            between = _FOR_YEAR.fullmatch(text, place, moment.start)
            return moment.as_of.year if between and moment.role == "plain" else None
    return None
