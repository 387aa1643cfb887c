"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# A shared machine is slow now and then; how long a law takes is a matter for bench/, not for tests.
settings.register_profile("here", deadline=None)
# The same examples on every run: what fails there fails at the desk as well.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
