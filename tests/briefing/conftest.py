"""One briefing of the town and its printed forms for all tests of this room."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.publish import briefing
from pipelines.publish.document import Document
from pipelines.publish.document_forms import render
from tests.briefing.town import AS_OF, EDITION, public


@pytest.fixture(scope="session")
def made() -> Document:
    header = briefing.Header("2022/117", "Hauptausschuss", date(2022, 7, 14), True)
    return briefing.make(public(), EDITION, AS_OF, header=header)


@pytest.fixture(scope="session")
def printed(made: Document) -> bytes:
    return render(made, "pdf")
