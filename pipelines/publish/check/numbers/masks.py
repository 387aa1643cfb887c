"""Digits that are no quantities: telephones, paragraphs, times, ages, addresses, chapters, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.publish.check.calendar import datelines
from pipelines.publish.check.model import Span
from pipelines.publish.check.text.sought import Sought

# «nach Paragraf 24 und 44 Geduldete»: what follows is counted; «§§ 24 und 25 Aufenthaltsgesetz» is not.
# «einen Titel nach § 24 und 44 eine Duldung»
_NO_NOUN = (
    r"(?!\s+eine\s(?:Duldung|\w*[Gg]estattung)\b)"
    r"(?!\s+(?!Auf|Asyl|Abs|Satz|S\.|Nr|Nummer|Buchst|Halbsatz|Ziff|[A-Z]\w*[A-Z])[A-ZÄÖÜ])"
)
# Words of which one must stand in the text (in small letters), and the pattern that is looked for then.
_MASKS = tuple(
    Sought(words, pattern)
    for words, pattern in (
        ("0", r"0(?<!\w0)(?:\d{2,5}\s?[/–-]\s?\d[\d\s–-]*|\d{4}\s\d[\d\s-]+\d)"),
        ("+49", r"\+49[\d\s/()-]+"),
        (": zu", r"\b1\s?(?::|zu)\s?[nx]\b"),  # «gedruckt als 1 : n»
        ("@", r"\S+@\S+"),
        ("http www", r"https?://\S+|www\.\S+"),
        ("", r"DE(?<!\wDE)\d{2}(?:\s?\d{4}){4}\s?\d{2}\b"),
        (
            ".",
            r"(?m:^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[A-ZÄÖÜ])(?!\s+(?:Stelle|Vollzeit|VZÄ|Person|Plan|Prozent|Mi|Beratung)))",
        ),
        ("/", r"\d(?<![\d/.,]\d)(?:\d{1,3}/\d{2,4}(?![\d/])|\d?/\d{1,2}(?=:|\)\s))"),
        (
            "§ paragra",
            r"(?:§+|\bParagra(?:f|ph)(?:en|s)?\b)\s?\d+\s?[a-z]?\b"
            r"(?:\s?(?:Abs(?:atz|\.)|Satz|S\.|Nr\.|Nummer)\s?\d+)*"
            r"(?:\s?(?:bis|und|,|ff?\.)\s?(?:\d++" + _NO_NOUN + r")?)?",
        ),
        (
            "abs abschnitt satz art nr. nummer ziffer linie kapitel seite zimmer raum haus klasse phase stufe "
            "top abb tab. tabelle grafik schaubild diagramm anlage folie "
            "punkt tagesordnungspunkt frage schritt heft ausgabe teil modul kw version",
            r"\b(?:Abs(?:atz|\.)|Abschnitt|Satz|Art(?:ikel|\.)|Nr\.|Nummer|Ziffer|Linie|Buslinie|Kapitel|Seite|Zimmer|Raum|Haus|Klasse|Phase|Stufe|TOP|Hausnummer|Abbildung|Abb\.|Tabelle|Tab\.|Grafik|Schaubild|Diagramm|Anlage|Folie|Punkt|Tagesordnungspunkt|Programmpunkt|Frage|Schritt|Heft|Ausgabe|Teil|Modul|KW|Version)\s?\d+(?![.,]?\d{3})(?:\.\d{1,2})*[a-z]?",
        ),
        # «auf den Seiten 4 und 11», «die Fragen 3 bis 5»
        (
            "seiten anlagen fragen nummern ziffern punkte folien kapitel abschnitte",
            r"\b(?:Seiten|Anlagen|Fragen|Nummern|Ziffern|(?:Tagesordnungsp|P)unkten?|Folien|Kapiteln?|Abschnitten?)\s\d{1,3}"
            r"(?:,\s\d{1,3})*\s?(?:und|bis|sowie|oder|–|-)\s?\d{1,3}\b(?![.,]\d|\s[A-ZÄÖÜ])",
        ),
        # «ist nach Entgeltgruppe 11 bewertet», «Besoldungsgruppe A 13», «TVöD SuE S 11b»
        (
            "entgeltgruppe besoldungsgruppe vergütungsgruppe tvöd",
            r"\b(?:(?:Entgelt|Besoldungs|Vergütungs)gruppen?|TVöD(?:[\s-]\w{1,4})?)\s(?:(?:EG|SuE|[AEBS])\s?)?\d{1,2}[a-c]?(?!\s\d)\b(?!,\d)",
        ),
        (
            "drucksache vorlage az aktenzeichen",
            # but «laut Vorlage 2.180 Beratungen» counts
            r"\b(?:Drucksache|Vorlage|Sitzungsvorlage|Az\.?|Aktenzeichen)\s?(?:Nr\.)?\s?(?:\d+[/-][\d/.-]*|\d+(?!\.\d{3}|[\d,]|\s(?:[A-ZÄÖÜ]|vo[mn]\s|der\s|(?:(?:im|in|bei|durch|aus)\s(?:\w+\s){1,4}?)?[a-zäöüß]+(?:te|ene|nde)n?\s[A-ZÄÖÜ]))|[/.-]+\d[\d/.-]*)",
        ),
        (
            "zum am vom ab",
            r"\b(?:zum|am|vom|ab\sdem)\s\d{1,2}\.(?=\s(?:des|eines?|jeden|jedes|dieses)\s[A-ZÄÖÜ\w])",
        ),
        # «Produktgruppe 31.80, Sachkonto 4318», «(Produkt 31.40.01)»: places in the budget; «Konto von 500 Euro» is money
        (
            "produkt konto kostenstelle kostenträger haushaltsstelle buchungsstelle titel teilhaushalt",
            r"\b(?:Produkt(?:gruppe|bereich|konto)?|(?:Sach|Ertrags|Aufwands|Buchungs)?[Kk]ont(?:o|en)|Kostenstelle|Kostenträger"
            r"|Haushaltsstelle|Buchungsstelle|Haushaltstitel|Titel|Teilhaushalt)s?\s(?:Nr\.\s|Nummer\s)?"
            r"\d[\d./-]*(?:(?:,|\sund|\s/)\s\d[\d./-]*(?!\s[A-ZÄÖÜ]))*(?![.,]?\d|\s(?:Euro|€|Personen|Menschen))",
        ),
        ("zu ", r"\bZu\s\d{1,2}(?:\.:|[.:)])(?=\s)"),  # «Zu 2.: Der Schlüssel …»
        (
            "",
            r"\d(?<![\d.,]\d)\d{4}(?=\s[A-ZÄÖÜ][a-zäöüß]+(?:\b|,))(?!\s(?:Personen|Menschen|Geflüchtet|Euro|Einwohner|Beratung))",
        ),
        (
            "straße strasse str. weg platz gasse allee ring ufer halde graben",
            r"[A-ZÄÖÜ](?<!\w[A-ZÄÖÜ])[\wäöüß.-]*(?:(?:er\s)?[Ss]tra(?:ß|ss)e|[Ss]tr\.|(?:er\s)?(?:[Ww]eg|[Pp]latz|[Gg]asse|[Aa]llee|[Rr]ing)|ufer|halde|graben)\s\d{1,3}\s?[a-z]?\b(?!\s+(?:Personen|Menschen|Geflüchtet|Plätze))",
        ),
        ("uhr", r"\b\d{1,2}(?:[.:]\d{2})?(?:\s(?:bis|und|–|-)\s\d{1,2}(?:[.:]\d{2})?)?\sUhr\b"),
        (
            "jahr jähr woche tag stunde minute meter",
            r"\d(?<![\w.,]\d)\d*-?(?:\s?(?:bis|-|–|und)\s?\d+)?-?(?:-|\s)?(?:[Jj]ährig\w*|[Jj]ahre\w*|[Jj]ahr\b|Wochen?\b|Tage?n?\b|Stunden\b|Minuten\b|Quadratmeter|Meter|Kilometer)",
        ),
        ("-", r"\d(?<![\w.,]\d)\d*(?:[.,]\d+)*-(?!mal\b|[Ff]achen?\b|köpfig)[A-Za-zÄÖÜäöüß]\w*(?:-\w+)*"),
        (
            "alters",
            r"\bAlters(?:gruppe|klasse|stufe)n?\s(?:(?:ab|über|unter|bis|von|der)\s)?(?:\d+|null|sechs|achtzehn)(?:\s?(?:bis|–|-|und)\s?\d+)?",
        ),
        ("zwischen", r"(?<=\d\s)zwischen\s\d{1,2}\sund\s\d{1,2}\b"),
        # «294 waren zwischen sechs und 17 Jahre alt, 38 mindestens 65», «nur wenige haben die 65 schon erreicht»
        (
            "mindestens_6 über_6 älter_als_6",
            r"(?:(?<=\d\s)|(?<=\d\swaren\s)|(?<=\d\ssind\s))(?:mindestens|über|älter\sals)\s(?:64|65)\b(?=\s*(?:[,.;()]|$))",
        ),
        (
            "erreicht überschritten vollendet",
            r"\b[Dd]ie\s(?:18|65)(?=\s(?:\w+\s){0,3}(?:erreicht|überschritten|vollendet))",
        ),
        # «294 waren zwischen sechs und 17»: the bounds of a band
        (
            "zwischen von",
            r"(?i:\b(?:zwischen|von)\s(?:6|sechs|18|achtzehn|25|40)\s(?:und|bis)\s(?:17|siebzehn|24|39|64)\b)(?!\s[A-ZÄÖÜ])",
        ),
        (
            "ab über unter",
            r"(?:Menschen|Personen|Frauen|Männer|[Ss]enior\w*|Ältere[nr]?|Erwachsene[nr]?|Geflüchtete[nr]?|Begleitete[nr]?|Kinder|Jugendliche[nr]?)"
            r"\s(?:ab|über|unter)\s(?:6|18|64|65|sechs|achtzehn)\b(?!\s(?!Ende|Mitte|Anfang)[A-ZÄÖÜ])",
        ),
        (
            "jährig Jährig",
            r"\b\w+-\s(?:bis|und)\s(?:zu\s)?\w+-?[Jj]ährig\w*",
        ),  # «117 Sechs- bis Siebzehnjährige»
        ("zeitraum", r"\bIn\sdiesem\sZeitraum\s0(?=:\s[«„])"),  # the briefing's own note under a table
        ("stimmen", r"\b\d+\s(?:von|der)\s\d+\s(?:\w+\s)?Stimmen\b"),
        # «alert(1)», «f(x='5')»: a call in pasted code; «Personen(48)» and «insgesamt(1.048)» lack a blank and count
        (
            "(",
            r"[a-z_$](?<![\w$][a-z_$])[\w$]*(?:\.[\w$]+)*\((?:\s*\d{1,2}\s*|[^()\n]{0,60}[\"'=;][^()\n]{0,60})\)",
        ),
        ("=", r"(?m:^)=[\w(]\S*"),  # «=1+1 …»: a cell's formula, pasted
        # «1.226 + 154 = 1.380 Personen»: what is reckoned with; the sum counts
        ("=", r"\d(?<![\w.,]\d)[\d.,]*(?:\s[+−–-]\s\d[\d.,]*)+(?=\s=\s)"),
        ("je 1", r"(?<=\d\s)je\s1[.\s]?000\b"),  # «24,1 je 1.000»
        ("36 monate", r"\bauf\s36\sMonate(?=\si[mn]\s)"),  # «kommen auf 36 Monate im Integrationsmanagement»
        ("", r"[ABES](?<!\w[ABES])\s\d{1,3}\b"),
        (
            "beschäftigt mitarbeitend angestellt wochenstunde",
            r"\b\d+\s(?:Beschäftigt|Mitarbeitend|Angestellt|Wochenstunde)\w*",
        ),
        ("niveau", r"\bNiveau\s[ABC]\d"),
        ("<", r"<[^>\n]{0,200}>"),
    )
)
# Likewise, looked for in the text in small letters, which is twice as fast as a flag for both.
_MASKS_IN_SMALL = tuple(
    Sought(words, pattern, in_small=True)
    for words, pattern in (
        (
            "tel fon fax mobil durchwahl",
            r"(?:\b(?:tel(?:efon)?|fon|fax|mobil|durchwahl)\b\.?)[:\s]*[\d+][\d\s/()–-]*",
        ),
        ("90", r"\bb(?:ündnis)?\s?['’]?90\b"),  # a party
        (
            "um",
            r"\b(?:früh|morgens|vormittags|mittags|nachmittags|abends|nachts)\sum\s(?:halb\s)?(?:\d{1,2}|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b(?!\spersonen)",
        ),
        (
            "jahr woche tag stunde minute",
            r"\b(?:ein(?:em?|es)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sechzehn|achtzehn|zwanzig)\s(?:jahre?n?s?|wochen?|tage?n?|stunden|minuten)\b(?!\sund\s\w+\smonat)",
        ),
        (
            "jahr alt -jähr",
            r"\b(?:unter|über|ab|zwischen|von)\s\d{1,2}(?:\s(?:bis|und)\s\d{1,2})?(?=\s(?:jahr|alt|-jähr))",
        ),
        ("monat", r"\b(?:nicht\s+)?älter\sals\s\w+\smonate\b"),  # «ein Plan, nicht älter als zwölf Monate»
        # «294 sechs bis 17 Jahre alt»
        ("jahr", r"\b(?:null|sechs|achtzehn)\s(?:bis|und)\s(?:fünf|siebzehn|\d{1,2})\s(?=jahre?n?\b)"),
        ("jahr", r"\b(?:zwischen|von)\s\w+\s(?:und|bis)\s\w+\s(?=jahr)"),
        (
            "zwischen",
            r"\b(?:erwachsen|person|mensch|kinder|jugendlich|begleitet|betreut)\w*\szwischen\s(?:\d{1,2}|sechs|achtzehn)\sund\s(?:\d{1,2}|siebzehn)\b",
        ),
        ("ansatz budget", r"\b\w*(?:ansatz|ansatzes|budget|budgets)\s(?:von|in\shöhe\svon)\s[\d.,]+"),
        (
            "unter ab jünger keine",
            r"\b(?:unter|ab|jünger\sals|keine)\s(?:sechs|achtzehn|6|18)\b(?=\s*(?:[,.;()]|$|\s(?:ist|sind|war|waren|und|sowie|oder)\b))",
        ),
        ("wände augen beinen", r"\b(?:vier\swänden?|vier\saugen|zwei\sbeinen)\b"),
        (
            "einwohner menschen bewohner",
            r"\b(?:je|auf|pro)\s1[.\s]?000\b(?=\s(?:einwohner|menschen\b|bewohner))",
        ),
        # «in den nächsten sechs 142»: the months are left out
        (
            "nächsten kommenden folgenden",
            r"(?:\b(?:nächsten|kommenden|folgenden)\s(?:drei|sechs|zwölf|3|6|12)\b)(?=\s(?:\w+\s){0,3}\d)",
        ),
        (
            "monat",
            r"\b(?:im laufe?|in|während|innerhalb|binnen)\s(?:den|der|von)\s"
            r"(?:ersten\s|jeweils\s|jeweiligen\s)?(?:\d+|\w+)\smonaten?\b",
        ),
        ("stimmen", r"\b\d+\s(?:gegen|zu|bei)\s(?:\w+\s)?\d*\s?(?:ja-|gegen|nein-)?stimmen\b"),
        ("kinder", r"\bkindern?\sbis\s(?:fünf|5)\b(?!\s(?:prozent|personen))"),
        ("alter", r"\balter\s(?:von|zwischen)\s\w+\s(?:bis|und|oder)\s\w+\b"),
        # «erreichen die 36 Monate», «die Grenze von 36 Monaten»: the limit, and no duration
        (
            "36 monat",
            r"\b(?:die|der|den|ihre|grenze von|frist von|dauer von|marke von|schwelle von)\s36\smonate?n?\b",
        ),
        ("monat", r"\b(?:frist|\w*horizont|zeitraum|sicht) von (?:\d+|\w+)\smonaten\b"),
        # «61 innerhalb von drei und 142 innerhalb von sechs Monaten»
        (
            "und",
            r"\b(?:in|binnen|innerhalb von)\s(?:den\s(?:ersten|nächsten|kommenden)\s)?(?:drei|sechs|3|6)"
            r"(?=\sund\s(?:\w+\s)?\d[^.;]*\bmonaten\b)",
        ),
        ("jahres-grenze jahr-grenze jahres_grenze jahr_grenze", r"\b\w+(?:-\w+)?[- ]jahres?[- ]grenze\w*"),
        (
            "monat",
            r"\b(?:länger als|seit (?:mehr als|über)|über|nach|mehr als)\s(?:36|sechsunddreißig)\smonat\w*",
        ),
        (
            "monat",
            r"\b(?:denselben|nächsten|kommenden|(?:darauf)?folgenden|vergangenen|letzten|zurückliegenden|vorangegangenen)\s(?:\d+|\w+)\smonat\w*",
        ),
        ("drei", r"\b(?:länger als|seit (?:mehr als|über)|nach|mehr als)\sdrei\sjahr\w*"),
        (
            "platz rang stelle",
            r"\b(?:platz|rang|stelle)\s(?:\d{1,2}(?![.,]?\d)|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\b",
        ),
        (
            "hundert tausend dutzend",
            r"\b(?:(?:mehrere|einige|viele|etliche|wenige)[nr]?|ein paar)\s(?:hundert|tausend|dutzend)\w*",
        ),
        ("von", r"\bvon\s1[. ]?000(?=\s(?:einwohner|bewohner|bürger))"),
        (
            "von",
            r"\b[\d.]+\svon\s(?:1[.\s]?000|tausend|eintausend)\b(?!\s*(?:prozent|einwohner|bewohner|bürger))",
        ),
        # «… binnen zwölf Monaten, davon 142 in den ersten sechs»: the months are left out
        ("in_den_ersten", r"(?<=\d\s)(?:davon\s)?in\sden\sersten\s(?:drei|sechs|3|6)(?=\W*$|\s?[.,;)])"),
        # «Auf zwei Neuzugänge kam 2024 ein Abgang»: how they stand to each other
        (
            "zugäng zugang abgäng abgang aufnahme",
            r"\bauf\s(?:eine[nr]?|zwei|drei|vier|fünf|zehn|\d)\s(?=(?:neu)?(?:zug[aä]ng|abg[aä]ng|aufnahme)\w*\s(?:kam|komm|entf[ai])\w*)",
        ),
        # «Von zehn Begleiteten sind fünf Frauen»: a share, and no ten of them
        (
            "von_zehn von_hundert von_einhundert von_10 von_je",
            r"(?<![a-zäöüß0-9]\s)\bvon\s(?:je\s|jeweils\s)?(?:zehn|10|(?:ein)?hundert|100)\b(?=\s(?:[a-zäöüß]+\s)?[a-zäöüß]+\s(?:[a-zäöüß]+\s|(?:19|20)\d\d\s){1,6}?"
            r"(?:\d{1,2}|ein|eine[nr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun)(?!\w|[.,]\d|\s(?:prozent|%|stellen?)))",
        ),
    )
)
_ALL = (*_MASKS, *_MASKS_IN_SMALL)


# «auf höhere Personalkosten», «mit der größeren Zielgruppe»: no number
_NO_NUMBER = (
    r"(?:(?:d(?:ie|en|er|as|em)|eine[nrm]?|ihre[nr]?|seine[nr]?)\s+)?(?!(?:\w+\s+)?(?:Hälfte|Drittel|Viertel|Fünftel|Zehntel)\b)"
    r"(?:(?:[a-zäöüß]+e[nrsm]?)\s+){0,3}[A-ZÄÖÜ][^,;.:\d]{0,80}?"
)
# «wegen vieler Zuzüge aus der Ukraine»: why the number grew, not whom it counts.
_CAUSE = re.compile(
    # «Das Plus von 676 geht auf die vielen Zugänge zurück»
    rf"\b(?:geht|gehen|ging|gingen)\s(?:[^,;.:\d]{{0,60}}?\s)?(?P<on>auf\s+{_NO_NUMBER}\szurück)\b"
    rf"|\bauf\s+{_NO_NUMBER}\szurück(?:zuführen|führen|geführt|geht|gehen|ging)\b"
    rf"|\b(?:hängt|hängen|hing|hingen)\s+(?:\w+\s+){{0,3}}?mit\s+{_NO_NUMBER}\szusammen\b|"
    r"\b(?:[Aa]ufgrund|[Aa]uf Grund|[Ww]egen|[Ii]nfolge|[Aa]ngesichts|[Dd]urch|"
    r"Grund (?:dafür )?(?:ist|sind|war|waren))\s+"
    r"(?:(?:d(?:es|er|ie|en)|von|(?:viel|hoh|stark|neu|zahlreich|weiter|vermehrt|gestiegen)e[nrs]?)\s+){0,3}"
    r"(?:Zug[aä]ng|Zuz[uü]g|Zustr[oö]m|Zuwander|Zuweisung|Ankunft|Ankünfte|Flucht"
    r"|Geflüchtet|Vertrieben|Flüchtling|Schutzsuchend|Menschen)\w*"
    r"\s+(?:aus|von)\s+(?:der\s+|dem\s+)?[A-ZÄÖÜ][\w-]+"
    # «Ende 2020, also vor dem Krieg in der Ukraine»: when it was
    r"|\b(?:also|noch|schon|bereits|lange|kurz)\s+vor\s+(?:dem|Beginn\s+des|Ausbruch\s+des)\s+(?:[a-zäöüß]+\s+)?(?:\w*[Kk]rieg\w*|\w*[Aa]ngriff\w*|Einmarsch\w*|Überfall\w*)"
    r"\s+(?:in|gegen|auf)\s+(?:die|der)\s+Ukraine"
)


# «… geht auf die Zahl der Begleiteten zurück, die sich Ende 2024 auf 1.380 belief»: counted all the same
_TOLD_BEHIND = re.compile(
    r"(?:\s+zurück\w*)?,\s+(?:die|der|das)\s(?:[^,;:.]|\.\d)*\b(?:auf|bei|um|mit)\s+(?:\w+\s+)?\d"
)


def causes(text: str) -> list[Span]:
    """Stretches that only say why a number changed; what they name is no sign of what it counts."""
    found = (m for m in _CAUSE.finditer(text) if not _TOLD_BEHIND.match(text, m.end()))
    return [Span(m.start("on" if m["on"] else 0), m.end()) for m in found]


def masked(text: str, moments: Iterable[Span]) -> list[Span]:
    """Stretches whose digits are no quantities: dates and everything in `_MASKS`."""
    spans = [*datelines.papers(text), *(Span(moment.start, moment.end) for moment in moments)]
    for sought in _ALL:
        spans += [Span(m.start(), m.end()) for m in sought.all(text)]
    return spans
