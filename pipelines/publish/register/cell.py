"""The cell of a printed figure, as a person types it: `household=family`, checked against the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines import codelists
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish.register.fields import Reader
from pipelines.publish.register.model import cell_of


def read_cell(reader: Reader, metric: catalogue.Metric | None) -> tuple[tuple[str, str], ...]:
    """The cell `a=b,c=d`; a free fact may name its parts freely."""
    cell: dict[str, str] = {}
    for part in filter(None, reader.given["gliederung"].split(",")):
        name, sign, code = (text.strip() for text in part.partition("="))
        if not (name and sign and code):
            reader.fault("gliederung", f"«{part}» ist keine Zelle; erwartet wird z. B. household=family.")
        elif metric is not None:
            _check_code(reader, metric, name, code)
        cell[name] = code
    return cell_of(cell)


def _check_code(reader: Reader, metric: catalogue.Metric, name: str, code: str) -> None:
    allowed = (*metric.dimensions, *metric.always_by)
    if name not in allowed:
        hint = did_you_mean(name, allowed) if allowed else "Es gibt sie nur insgesamt."
        reader.fault("gliederung", f"«{metric.name}» gibt es nicht nach «{name}». {hint}")
        return
    dimension = dims.dimension(name)
    if name == "traeger":
        return  # the settings of a home may name further ones
    listed = codelists.load(dimension.codelist) if dimension.codelist else {}
    labels = {**dimension.labels, **{one.code: one.label for one in listed.values() if one.code != "UNB"}}
    if labels and code not in (*labels, "unknown", "other", "multiple"):
        reader.fault(
            "gliederung", f"Den Code «{code}» gibt es bei «{name}» nicht. {_code_hint(code, labels)}"
        )


def _code_hint(code: str, labels: Mapping[str, str]) -> str:
    """Who typed the name gets its code; a long list is not recited."""
    named = [known for known, label in labels.items() if label.lower() == code.lower()]
    if named:
        return f"Meinten Sie «{named[0]}»?"
    return did_you_mean(code, labels) if len(labels) < 20 else "Bitte den Code aus «zgm figures --by» nehmen."
