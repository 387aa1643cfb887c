"""Open data: the public cube as CSV for machines, described after DCAT-AP.de."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.errors import UsageProblem
from pipelines.publish.opendata.metadata import Publication, metadata
from pipelines.publish.opendata.rows import csv_of, figures_of
from pipelines.publish.worlds import Answers, Edition, Reader

__all__ = ["CSV_NAME", "METADATA_NAME", "Terms", "export"]

CSV_NAME, METADATA_NAME = "zielgruppenmonitor.csv", "dcat-ap-de.jsonld"


@dataclass(frozen=True)
class Terms:
    """What the settings say: licence (a key of `metadata.LICENCES`), contact (e-mail or name), address of the files."""

    licence: str
    contact: str
    url: str


def export(answers: Answers, edition: Edition, terms: Terms) -> dict[str, bytes]:
    """File name → content: one CSV with every published figure, and its metadata as JSON-LD.

    Months after the Datenstand are left out: preliminary figures are no open data.
    Raises UsageProblem when licence or address are missing, because DCAT-AP.de demands them.
    """
    if not terms.licence or not terms.url.startswith("https://"):
        raise UsageProblem(
            "Offene Daten brauchen in settings.toml eine Lizenz (opendata.licence) und eine https-Adresse (opendata.url)."
        )
    figures = figures_of(Reader(answers), edition)
    content = csv_of(figures)
    described = metadata(Publication(edition, terms.licence, terms.contact, terms.url, CSV_NAME, content))
    return {CSV_NAME: content, METADATA_NAME: described}
