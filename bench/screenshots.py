"""Screenshots of every page, inside and as the council sees it, into artifacts/ (not versioned), and the README's.

    python bench/screenshots.py [--home DIR] [--readme]

Needs a released home (`zgm demo --no-serve`) and a Chromium on the machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from dashboard.app import create
from dashboard.pages import pages
from pipelines.paths import CHECKOUT, find_home

FORMS = {
    "breit": {"viewport": {"width": 1280, "height": 900}},
    "schmal": {"viewport": {"width": 320, "height": 800}},
    "dunkel": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "druck": {"viewport": {"width": 760, "height": 1000}},
}
ROLES = ("ob", "council")
README = CHECKOUT / "docs" / "screenshot.png"
_README_SIZE = {"width": 1180, "height": 1440}
# Pictures further down wait for a reader who comes near; a screenshot of the whole page shows them all.
_FETCH_ALL = "for (const image of document.querySelectorAll('img[loading]')) image.loading = 'eager'"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", default=None)
    parser.add_argument("--readme", action="store_true", help="nur docs/screenshot.png")
    args = parser.parse_args()
    server = make_server("127.0.0.1", 0, create(find_home(args.home)).server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        if args.readme:
            page = browser.new_page(viewport=_README_SIZE)  # type: ignore[arg-type]
            _open(page, f"{base}/?stand=2022-06")
            page.screenshot(path=README)
            print(README, README.stat().st_size, "bytes")
        else:
            folder = CHECKOUT / "artifacts"
            for role, (form, options) in product(ROLES, FORMS.items()):
                context = browser.new_context(**options)  # type: ignore[arg-type]
                context.add_cookies([{"name": "zgm-rolle", "value": role, "url": base}])
                _all_pages(context.new_page(), base, folder / role, form)
        browser.close()
    server.shutdown()
    return 0


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.mouse.move(2, 2)  # who turns to a page is sent Dash
    page.wait_for_selector("html[data-bereit]", state="attached")
    page.evaluate(_FETCH_ALL)
    page.wait_for_load_state("networkidle")


def _all_pages(page: Page, base: str, folder: Path, form: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if form == "druck":
        page.emulate_media(media="print")
    for path, entry in pages().items():
        _open(page, base + path)
        target = folder / f"{entry.slug}-{form}.png"
        page.screenshot(path=target, full_page=True)
        print(target)


if __name__ == "__main__":
    sys.exit(main())
