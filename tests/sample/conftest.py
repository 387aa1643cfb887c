"""One calibrated sample for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import sample


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("city")
    sample.write(directory)
    return directory
