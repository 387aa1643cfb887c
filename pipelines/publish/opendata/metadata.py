"""Metadata after DCAT-AP.de (version 3.0) as JSON-LD: catalogue, dataset, distribution, licence, place, period."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import dimensions
from pipelines.publish import german
from pipelines.publish.worlds import Edition

_DCAT_DE = "http://dcat-ap.de/def"
LICENCES = {
    "dl-by-de/2.0": f"{_DCAT_DE}/licenses/dl-by-de/2.0",
    "dl-zero-de/2.0": f"{_DCAT_DE}/licenses/dl-zero-de/2.0",
    "cc-by/4.0": f"{_DCAT_DE}/licenses/cc-by/4.0",
    "cc-zero": f"{_DCAT_DE}/licenses/cc-zero",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": f"{_DCAT_DE}/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"


@dataclass(frozen=True)
class Publication:
    """One file at one address."""

    edition: Edition
    licence: str
    contact: str
    url: str
    file_name: str
    content: bytes


def metadata(publication: Publication) -> bytes:
    """The catalogue with its one dataset and that with its distribution; UsageProblem for an unknown licence."""
    if publication.licence not in LICENCES:
        hint = did_you_mean(publication.licence, LICENCES)
        raise UsageProblem(f"Die Lizenz «{publication.licence}» (opendata.licence) ist nicht bekannt. {hint}")
    text = json.dumps(
        {
            "@context": _CONTEXT,
            "@graph": [_catalogue(publication), _dataset(publication), _distribution(publication)],
        },
        ensure_ascii=False,
        indent=2,
        sort_keys=True,
    )
    return f"{text}\n".encode()


def _catalogue(publication: Publication) -> dict[str, Any]:
    """What a portal harvests: title, description and publisher are demanded of a catalogue."""
    city = publication.edition.city
    return {
        "@id": f"{publication.url.rstrip('/')}/#katalog",
        "@type": "dcat:Catalog",
        "dct:title": _german(f"Offene Daten zum Integrationsmanagement in {city}"),
        "dct:description": _german(f"Veröffentlichte Zahlen des Integrationsmanagements der Stadt {city}."),
        "dct:language": {"@id": f"{_EU}/language/DEU"},
        "dct:publisher": _publisher(city),
        "dct:modified": _day(publication.edition.data_as_of.isoformat()),
        "dcat:dataset": [{"@id": _dataset_address(publication)}],
    }


def _publisher(city: str) -> dict[str, Any]:
    return {"@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": _german(f"Stadt {city}")}


def _dataset_address(publication: Publication) -> str:
    return f"{publication.url.rstrip('/')}/#datensatz"


def _dataset(publication: Publication) -> dict[str, Any]:
    known = publication.edition
    months = [day for day in known.months if day <= known.data_as_of]
    return {
        "@id": _dataset_address(publication),
        "@type": "dcat:Dataset",
        "dct:title": _german(f"Integrationsmanagement in {known.city}: Zahlen zum Monatsende"),
        "dct:description": _german(_description(known)),
        "dct:identifier": f"zielgruppenmonitor-{known.ags}",
        "dct:issued": _day(known.data_as_of.isoformat()),
        "dct:modified": _day(known.data_as_of.isoformat()),
        "dct:language": {"@id": f"{_EU}/language/DEU"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/MONTHLY"},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dct:publisher": _publisher(known.city),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(months[0].isoformat()),
            "dcat:endDate": _day(months[-1].isoformat()),
        },
        "dcat:theme": [{"@id": f"{_EU}/data-theme/SOCI"}],
        "dcat:keyword": [_german(word) for word in ("Integration", "Geflüchtete", "Statistik", known.city)],
        "dcat:version": known.release,
        "dcat:contactPoint": _contact(publication.contact, known.city),
        "dcat:distribution": [{"@id": _file_address(publication)}],
        "dcatde:politicalGeocodingLevelURI": {"@id": f"{_DCAT_DE}/politicalGeocoding/Level/municipality"},
        "dct:spatial": {
            "@id": f"{_DCAT_DE}/politicalGeocoding/municipalityKey/{known.ags}",
            "@type": "dct:Location",
        },
    }


def _description(known: Edition) -> str:
    text = (
        f"Personenzahlen sind auf Vielfache von {known.base} gerundet; eine 0 heißt 0 bis {known.base - 1}. "
        f"Stellen, Geldbeträge und Aufnahmequote sind genau. Datenstand {german.day(known.data_as_of)}, "
        f"Freigabe {known.release}. {_joined()} "
        "Spalte corrected: true, wo früher etwas anderes stand; die Zahl steht in der Spalte earlier, die leer ist, "
        "wo keine Zahl stand."
    )
    if known.anchors:
        text += " Zeilen mit dimension = anchor sind genaue Gesamtzahlen neben den Tabellen; sie gehören in keine Summe."
    return f"{text} {known.notice}." if known.notice else text


def _joined() -> str:
    """What the codes stand for that join others: they are in no public code list."""
    codes = [
        f"{code} = {label}" for known in dimensions.load().values() for code, label in known.joined.items()
    ]
    codes.append(f"{dimensions.REST}… = übrige Staatsangehörigkeiten der Region")
    return f"Zusammengefasste Ausprägungen in der Spalte code: {'; '.join(codes)}."


def _distribution(publication: Publication) -> dict[str, Any]:
    return {
        "@id": _file_address(publication),
        "@type": "dcat:Distribution",
        "dct:title": _german("Alle veröffentlichten Zahlen als CSV"),
        "dct:format": {"@id": f"{_EU}/file-type/CSV"},
        "dct:license": {"@id": LICENCES[publication.licence]},
        "dcatde:licenseAttributionByText": _german(f"Stadt {publication.edition.city}"),
        "dcat:accessURL": {"@id": publication.url},
        "dcat:downloadURL": {"@id": _file_address(publication)},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(publication.content))},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {
                "@type": "xsd:hexBinary",
                "@value": hashlib.sha256(publication.content).hexdigest(),
            },
        },
    }


def _file_address(publication: Publication) -> str:
    return f"{publication.url.rstrip('/')}/{publication.file_name}"


def _contact(contact: str, city: str) -> dict[str, Any]:
    """A name always, and the address where the settings give one."""
    kind = {"@type": ["vcard:Kind", "vcard:Organization"]}
    if "@" in contact:
        return kind | {"vcard:fn": f"Stadt {city}", "vcard:hasEmail": {"@id": f"mailto:{contact}"}}
    return kind | {"vcard:fn": contact}


def _german(text: str) -> dict[str, str]:
    return {"@language": "de", "@value": text}


def _day(text: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": text}
