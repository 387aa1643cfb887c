"""The forms a document can take, chosen by a file's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.errors import UsageProblem
from pipelines.publish.document import Document


def _pdf(document: Document) -> bytes:
    from pipelines.publish.document_pdf import pdf

    return pdf(document)


def _docx(document: Document) -> bytes:
    from pipelines.publish.document_docx import docx

    return docx(document)


def _xlsx(document: Document) -> bytes:
    from pipelines.publish.document_xlsx import xlsx

    return xlsx(document)


def _html(document: Document) -> bytes:
    from pipelines.publish.document_html import html

    return html(document).encode()


def _text(document: Document) -> bytes:
    from pipelines.publish.document_text import text

    return text(document).encode()


FORMS: dict[str, Callable[[Document], bytes]] = {
    "pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "html": _html, "txt": _text,
}  # fmt: skip


def form_of(out: Path, allowed: tuple[str, ...] = ("pdf", "docx", "xlsx", "html")) -> str:
    """The form a file name asks for; UsageProblem with the endings that work."""
    ending = out.suffix.lstrip(".").lower()
    if ending not in allowed:
        known = ", ".join(f".{form}" for form in allowed)
        raise UsageProblem(
            f"Die Endung von {out.name} sagt nicht, welche Form gewünscht ist; möglich sind {known}."
        )
    return ending


def render(document: Document, form: str) -> bytes:
    """The document in a form of FORMS."""
    return FORMS[form](document)
