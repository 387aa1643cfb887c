"""The pages: one file each, found by themselves. A new page is a new file with `PAGE = Page(…)`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from dashboard.page import Page


@cache
def pages() -> dict[str, Page]:
    """All pages by path, in the order of the navigation.

    Raises ImportError naming two pages that claim the same path.
    """
    found: dict[str, Page] = {}
    for module in pkgutil.iter_modules(__path__):
        page: Page = importlib.import_module(f"{__name__}.{module.name}").PAGE
        if page.path in found:
            raise ImportError(f"two pages claim {page.path}: {found[page.path].title} and {page.title}")
        found[page.path] = page
    return dict(sorted(found.items(), key=lambda item: item[1].order))
