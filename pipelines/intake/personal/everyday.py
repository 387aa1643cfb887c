"""Words that are no names: of offices, places, houses, firms and code lists."""

from __future__ import annotations

import re
from functools import cache

from pipelines import codelists
from pipelines.intake.words import fold

WORDS = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)
# Words of offices, places and cells: a phrase that holds one of them is no name because of its comma alone.
_NO_NAMES = frozenset(
    "nord sued ost west mitte republik demokratische arabische bundesrepublik sonstige gmbh ev ggmbh stadt landkreis "  # noqa: SIM905
    "kreis land gemeinde amt amtes team abteilung dezernat referat bereich caritas caritasverband diakonie diakonisches "
    "werk verein kita kindergarten hort schule jobcenter agentur sparkasse bank vhs volkshochschule praxis klinik "
    "migration integration soziales jugend sport familien frauen maenner kinder fluechtlinge stand auszug bericht liste "
    "fallliste blatt seite version filter quelle termin platz wohnen wohnung zimmer haus garten etage akte anlage angabe "
    "angaben bescheid antrag kosten stellen personal deutsch deutschland baden wuerttemberg loerrach basel freiburg und "
    "kind hat ist mit ohne aus oben unten siehe ja nein mo di mi do fr sa so "
    "farsi dari paschtu paschto urdu hindi tigrinya somali kurmandschi sorani mandinka wolof kurde kurdin jeside yeside "
    "gymnasium gymnasiast gymnasiastin krippe schulanfaenger schulkind kitakind schueler schuelerin student "
    "studentin azubi auszubildende kleinkind vorschulkind zwilling zwillinge eins zwei drei "
    "vier fuenf sechs sieben acht neun zehn "
    "januar februar maerz april mai juni juli august september oktober november dezember".split()
)
_NO_NAME_ENDS = (
    "ung", "ungen", "heit", "keit", "schaft", "amt", "werk", "verband", "verein", "stelle", "dienst", "schule",
    "heim", "haus", "zeit", "management", "kurs", "bereich", "gebiet", "kreis", "gruppe", "stunden", "isch", "iert",
    "strasse", "gasse", "platz", "zentrum", "bahnhof",
)  # fmt: skip
# «Haus Maria», «St. Martin», «Maria Hilf» are houses; «Caritas Anna-Haus» is one too. Projects and programs are named so.
_HOUSES = frozenset(
    "haus st sankt santa heim wohnheim villa hof schule kirche am im unterkunft objekt containerdorf kita kindergarten "  # noqa: SIM905
    "arche wohnanlage areal au "
    "grundschule realschule gymnasium krankenhaus klinik pfarrei kirchengemeinde stiftung projekt programm "
    "software".split()
)
_BEHIND_HOUSES = _HOUSES - {"am", "im"} | frozenset(
    "hilf strasse str weg platz allee stift quartier klinikum versand fest".split()  # noqa: SIM905
)
# A firm that bears the name of its owner («Bäckerei Fritz Fuchs») stands in every register and names no client.
_FIRMS = frozenset(
    "firma fa autohaus gasthaus gasthof hotel restaurant cafe friseur friseursalon salon spedition zimmerei "  # noqa: SIM905
    "baugeschaeft elektro malerbetrieb gartenbau weingut drogerie drogeriemarkt supermarkt edeka rewe apotheke imbiss "
    "doener kiosk".split()
)
_FIRM_ENDS = ("erei", "handlung", "betrieb", "werkstatt", "handel")
_FIRM_FORMS = frozenset("gmbh kg ohg ag ek gbr ug mbh".split(" "))  # noqa: SIM905


def is_everyday(word: str) -> bool:
    """A word of offices, places or code lists, or formed like one."""
    folded = fold(word)
    return folded in _NO_NAMES or folded in _words_of_codelists() or folded.endswith(_NO_NAME_ENDS)


@cache
def _words_of_codelists() -> frozenset[str]:
    """Every word of a label: «Syrien, Arabische Republik» and «Wohnen, Arbeit» are no people."""
    entries = (entry for name in codelists.names() for entry in codelists.load(name).values())
    labels = (text for entry in entries for text in (entry.label, *entry.aliases))
    return frozenset(fold(word) for label in labels for word in WORDS.findall(label) if len(word) > 2)


def is_before_no_name(word: str) -> bool:
    """What follows is the name of a house or of a firm: «Villa Maria», «Bäckerei Fuchs»."""
    folded = fold(word)
    return folded in _HOUSES or folded in _FIRMS or folded.endswith(_FIRM_ENDS)


def is_behind_no_name(word: str) -> bool:
    """What stands before is the name of a house or of a firm: «Maria Hilf», «Fuchs GmbH»."""
    return fold(word) in _BEHIND_HOUSES or is_form_of_a_firm(word)


def is_form_of_a_firm(word: str) -> bool:
    """GmbH, KG and the like, which follow any number of names."""
    return fold(word) in _FIRM_FORMS
