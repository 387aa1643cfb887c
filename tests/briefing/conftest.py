"""One briefing of the town and its printed forms for all tests of this room."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.paths import Home
from pipelines.publish import briefing
from pipelines.publish.document import Document
from pipelines.publish.document_forms import render
from tests.briefing import released
from tests.briefing.town import AS_OF, EDITION, public
from tests.once import made_once


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small town with its two releases; nothing may write into it."""
    return Home(made_once(tmp_path_factory, "zwei", released.write) / "stadt")


@pytest.fixture(scope="session")
def made() -> Document:
    header = briefing.Header("2022/117", "Hauptausschuss", date(2022, 7, 14), True)
    return briefing.make(public(), EDITION, AS_OF, header=header)


@pytest.fixture(scope="session")
def printed(made: Document) -> bytes:
    return render(made, "pdf")
