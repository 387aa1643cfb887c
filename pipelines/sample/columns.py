"""The columns of every kind of file, exactly as a canonical export names them."""

from __future__ import annotations

COLUMNS = {
    "faelle": (
        "Fall-ID;Haushalts-ID;Träger;Geburtsjahr;Geschlecht;Staatsangehörigkeit;Einreise Deutschland;Zuweisung AU;"
        "Aufnahme IM;Zugangsart;Ende IM;Abgangsgrund;Wegzug am;Integrationsplan vom;Verlängerung 4. Jahr;"
        "Sprachniveau;Erwerbsstatus"
    ),
    "aufenthalt": "Fall-ID;Aufenthaltsstatus;gültig ab;gültig bis",
    "unterbringung": "Fall-ID;Unterbringungsart;Objekt;Einzug;Auszug",
    "beratungen": "Kontakt-ID;Fall-ID;Datum;Kanal;Thema;Dauer (Min.);Dolmetscher",
    "zuzugsregister": "Person-ID;Staatsangehörigkeit;Aufenthaltsstatus;Geburtsjahr;Geschlecht;Zuzug;Fortzug;Ziel",
    "stellen": "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;Förderprogramm;gültig ab;gültig bis",
    "foerderung": (
        "Bescheid;Programm;Träger;von;bis;VZÄ gefördert;Satz je VZÄ und Jahr (EUR);bewilligt (EUR);ausgezahlt (EUR);"
        "Verwendungsnachweis fällig;Verwendungsnachweis vorgelegt"
    ),
    "kosten": "Träger;Jahr;Kostenart;Betrag (EUR);Verwaltungspauschale Stadt (EUR)",
    "quote": "Jahr;Stand vom;Soll;Ist;davon ordnungsrechtlich;davon privat;Übertrag",
    "objekte": "Objekt;Plätze;nutzbar;ab;bis",
    "bevoelkerung": "AGS;Stichtag;Einwohner;Basis;Ausländer",
}
PER_TRAEGER = ("faelle", "aufenthalt", "unterbringung", "beratungen")
CITY = "STADT"
