"""Words that mean the same as plainer ones are read as those, so that every rule knows but one way of saying it.

«zum Abschluss des Jahres 2024», «am 31. Dezember 2024»: Ende 2024; «im gesamten Jahr 2023»: im Jahr 2023; «vor
Jahresfrist»: ein Jahr zuvor; «1 380»: 1.380; »so«: „so“. No reading is longer than what it stands for, and spaces before
it fill the rest: every word behind stays where it was.
"""

from __future__ import annotations

import re

from pipelines.publish import german

_YEAR = r"(?=\s(?:19|20)\d\d\b)"
_WHEN = r"(?=[ZzAaPp])(?<!Vergleich\s)(?<!Verhältnis\s)(?<!bis\s)(?<!Bis\s)\b(?:[Zz]um|[Aa]m|[Pp]er)\s"
_UNTIL = r"\b([Bb]is)\szum\s"
_END = r"(?:(?:Abschluss|Ausgang|letzten\sTag|Ende)\sdes\sJahres|Jahres(?:ende|schluss))"
# not the twelve months of «1.150 hatten im vorangegangenen Jahr Kontakt»
_BEFORE = r"(?:vorangegangenen|vorherigen|vorhergehenden|vorausgegangenen)\sJahr\b(?![^.;,]*\bKontakt)"
# when those from the Ukraine began to come: no day of the number
_CAME = (
    r"(?=[^.;!?]{0,120}\b(?:(?:an|auf)?gekommen|[Gg]ekommene|kamen|eingetroffen|aufgenommen|geflohen|geflüchtet"
    r"|Zuflucht))"
)
# «aufs ganze Jahr gerechnet», not «hochgerechnet»
_WHOLE_YEAR = r"(?:s|\sdas)\s(?:ganze|gesamte|volle)\sJahr(\s(?:19|20)\d\d)?\sgerechnet\b"
_MANY = r"(?:noch\s|schon\s|bereits\s)?[\d.]+(?:\s[A-ZÄÖÜ]\w+)?"
_IN_YEARS = r"(?:[Ii]m|[Ii]n\sder)\s(?:Jahresv|V|Zweijahresv)ergleich\s(?:der\sJahre\s)?"
# A word that must stand in the text (which is quicker to look for), what is read otherwise, and how.
_SAME = tuple(
    (word, re.compile(words), plain)
    for word, words, plain in (
        ("Jahres", rf"{_WHEN}{_END}{_YEAR}", "Ende"),
        ("Jahres", rf"{_UNTIL}{_END}{_YEAR}", r"\1 Ende"),
        ("Jahres", rf"\b([Ss]eit|[Zz]wischen|und)\sdem\s{_END}{_YEAR}", r"\1 Ende"),
        ("Jahres", rf"\b([Vv])om\s{_END}{_YEAR}", r"\1on Ende"),
        ("Stadtverwaltung", r"\b([Dd])ie\sStadtverwaltung\b", r"\1ie Stadt"),
        ("31.", rf"{_WHEN}31\.\s?(?:Dezember\s|12\.)(?=(?:19|20)\d\d\b)", "Ende "),
        ("Stand", r"\bnach\s(?:dem\s)?(?:\w+en\s)?Stand(?=\s(?:vo[nm]|zum|am|Ende|Mitte|\d))", "mit Stand"),
        ("Stand", r"\bNach\s(?:dem\s)?(?:\w+en\s)?Stand(?=\s(?:vo[nm]|zum|am|Ende|Mitte|\d))", "Mit Stand"),
        ("des Jahres", rf"(?<=\d\.\s)({'|'.join(german.MONTHS)})\sdes\sJahres{_YEAR}", r"\1"),
        ("Stichtag", r"\b([Ss]eit\sdem|[Vv]om|[Zz]wischen\sdem|und\sdem)\sStichtag(?=\s\d)", r"\1"),
        ("gerechnet", rf"\bauf{_WHOLE_YEAR}", r"im ganzen Jahr\1"),
        ("gerechnet", rf"\bAuf{_WHOLE_YEAR}", r"Im ganzen Jahr\1"),
        ("en Jahr", rf"\b([Ii]m)\s(?:gesamten|ganzen|vollen|kompletten)\sJahr{_YEAR}", r"\1 Jahr"),
        ("Jahres", rf"\b([Ii]m)\s(?:Verlaufe?|Laufe?)\sdes\sJahres{_YEAR}", r"\1 Jahr"),
        ("jahr", rf"\b([Ii]m)\s(?:Berichts|Kalender|Haushalts)jahr{_YEAR}", r"\1 Jahr"),
        ("Vergleich", r"\bim\sVergleich\szu(?=\s(?:(?:19|20)\d\d|Ende|Mitte|Anfang)\b)", "gegenüber"),
        ("Vergleich", r"\bIm\sVergleich\szu(?=\s(?:(?:19|20)\d\d|Ende|Mitte|Anfang)\b)", "Gegenüber"),
        ("Vergleich", r"\bim\sVergleich\szum\s(?=Vorjahr|Jahr|Stand|Wert)", "gegenüber dem "),
        ("Vergleich", r"\bIm\sVergleich\szum\s(?=Vorjahr|Jahr|Stand|Wert)", "Gegenüber dem "),
        # «im Jahresvergleich 2023/2024», «2023/24»
        ("ergleich", rf"\b{_IN_YEARS}(20)(\d\d)/(?:20)?(\d\d)\b", r"von \1\2 auf \1\3"),
        ("Differenz", r"\bDie\sDifferenz\s(?:von|aus|zwischen)\s(?=Zu-\s|Zugängen\b)", "Der Saldo aus "),
        ("Differenz", r"\bdie\sDifferenz\s(?:von|aus|zwischen)\s(?=Zu-\s|Zugängen\b)", "der Saldo aus "),
        # «Als das Jahr 2024 begann, begleitete …»
        ("ls das Jahr", r"\bAls\sdas\sJahr\s(20\d\d)\s(?:begann|anfing),", r"Anfang \1"),
        ("ls das Jahr", r"\bAls\sdas\sJahr\s(20\d\d)\s(?:endete|zu\sEnde\sging|schloss),", r"Ende \1"),
        # «Als wir uns vor einem Jahr hier trafen, begleiteten wir …»
        (
            "vor einem Jahr",
            r"\b[Aa]ls\s(?:wir|ich)\s(?:[a-zäöüßS]\w+\s){0,2}vor\seinem\sJahr\s[^,.;:\d]{1,60},",
            "Vor einem Jahr",
        ),
        # «Erst 1.226, dann 1.380: …»: the numbers stay where they are
        ("Erst ", rf"\bErst(\s{_MANY}),\sdann(?=\s{_MANY}\s?[:–—])", r" Von\1   auf"),
        ("Erst ", rf"\bErst(\s{_MANY}),\sjetzt(?=\s{_MANY}\s?[:–—])", r" Von\1    auf"),
        ("früher", r"\b([Ee]in)\s(?:volles\s)?Jahr\sfrüher\b", r"\1 Jahr zuvor"),
        ("Kriegsjahr", r"\b([Ii]m)\sersten\sKriegsjahr\b", r"\1 Jahr 2022"),
        ("Jahresfrist", r"\bvor\sJahresfrist\b", "ein Jahr zuvor"),
        ("Jahresfrist", r"\bVor\sJahresfrist\b", "Ein Jahr zuvor"),
        ("Jahr", rf"\b([Ii]m)\s{_BEFORE}", r"\1 Vorjahr"),
        ("Februar 2022", rf"\b([Ss]eit)\s(?:dem\s24\.\s)?Februar\s2022{_CAME}", r"\1 Kriegsbeginn"),
        ("Dies", r"\bDies(?=\s(?:sind|waren|entspricht|entsprach|macht)\b)", "Das"),
        ("dies", r"\b([Ww]aren|[Ss]ind)\sdies\b", r"\1 es"),
        ("dies", r"\bdies(?=\s(?:sind|waren|entspricht|entsprach|macht)\b)", "das"),
        ("das", r"\b([Ww]aren|[Ss]ind)\sdas(?=\s(?:(?:rund|etwa|knapp|gut|genau|fast|über)\s)?\d)", r"\1 es"),
        ("exakt", r"\bexakt(?=\s(?:[\d„]|ein))", "genau"),
        ("Summe", r"\bin\s(?:der\s)?Summe\b", "zusammen"),
        ("Summe", r"\bIn\s(?:der\s)?Summe\b", "Zusammen"),
        ("Baden-W", r"\b(Land(?:es)?|\w*[Mm]inisteriums?|Landesregierung)\sBaden-Württemberg\b", r"\1"),
        ("Lörrach", r"\b(Caritas|Diakonie)\sLörrach\b", r"\1"),
        ("Integrations-", r"\bIntegrations-Management(?=s?\b)", "Integrationsmanagement"),
        ("Team", r"\b([Dd])as\sTeam\sdes\s(?:Lörracher\s)?(Integrationsmanagement)s\b", r"\1as \2"),
    )
)
# Who leaves the service; a society has members that do.
_LEAVING, _OURS = (
    re.compile(r"\b(?:Austritte|Beendigungen(?!\sde))(n?)\b"),
    re.compile(r"Integrationsm|[Zz]ielgruppe|Zugäng"),
)
_OPENING, _CLOSING = re.compile(r"(?<![\w.,!?…])[»«](?=[\w„])"), re.compile(r"(?<=[\w.,!?…%])[»«]")
_MINUS = re.compile(
    r"((?::|\b(?:bei|von|auf|um|ist|war|betrug|beträgt))\s)-(?=\d)"
)  # «Saldo: -46», «lag bei -154»
# A space or an apostrophe between thousands; between the groups of a telephone number it is none.
_THOUSANDS = re.compile(r"(?<![\w.,:/§-])(?<!\d\s)\d{1,3}(?:[ '’]\d{3})+(?![\w/-])")
# «Und vor einem Jahr? Da waren es 1.226», «Frage: Und das Jahr davor? Antwort: Da lagen sie bei 415.000 Euro»
_AND_THEN = re.compile(
    r"\bUnd\s(?:(?P<ago>vor\seinem\sJahr)|(?P<before>(?:im|das)\s(?:Jahr\s(?:davor|zuvor)|Vorjahr))"
    r"|(?P<day>(?:(?:im\sJahr|Ende|Mitte)\s)?20\d\d))\?[“»\"]?(?:\s[–—])?\s(?:Antwort:\s)?[„«\"]?(?:Da|Damals)"
    r"(?=\s(?:waren?|lag|lagen|betrug|betrugen|hatten?|zählten?|wurden?)\b)"
)
_GAP = re.compile(r"[ '’]")


def signs(text: str) -> str:
    """The text with one kind of quotation marks, of minus and of thousands, and days asked for before their answer."""
    text = _MINUS.sub(r"\1−", _CLOSING.sub("“", _OPENING.sub("„", text)))
    text = _AND_THEN.sub(_answered, text) if "Und" in text else text
    return _THOUSANDS.sub(lambda match: _GAP.sub(".", match[0]), text)


def _answered(question: re.Match[str]) -> str:
    """The day of a question that asks for nothing else, as the first words of the answer."""
    day = question["day"] or ("Ein Jahr zuvor" if question["ago"] else "Im Vorjahr")
    return (day[0].upper() + day[1:]).rjust(len(question[0]))


def plain(text: str) -> str:
    """The text in plainer words, of the same length; line ends must have been read before, for they are spaces here."""
    if _OURS.search(text):
        text = _LEAVING.sub(lambda match: f"Abgänge{match[1]}".rjust(len(match[0])), text)
    for word, words, instead in _SAME:
        if word in text:
            text = words.sub(lambda match, to=instead: match.expand(to).rjust(len(match[0])), text)  # type: ignore[misc]
    return text
