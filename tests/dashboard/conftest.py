"""A town with a release, a server on a free port, and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from dashboard.app import create
from pipelines.paths import CHECKOUT, Home
from pipelines.verbs.demo import NOTICE
from tests.dashboard.town import release
from tests.once import made_once

# No request may leave the machine, not even the browser's own.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run", "--disable-dev-shm-usage"]  # fmt: skip


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the town released; nothing may write into it."""
    return Home(made_once(tmp_path_factory, "stadt", release))


@pytest.fixture(scope="session")
def app(home: Home) -> Any:
    return create(home)


@pytest.fixture
def client(app: Any) -> Any:
    return app.server.test_client()


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of a running server."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def base(app: Any) -> Iterator[str]:
    """The town's pages on a free port."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home made the way a clerk makes it: sample exports, load, release with approval; it has public numbers."""
    return Home(made_once(tmp_path_factory, "freigabe", _approved) / "home")


def _approved(folder: Path) -> None:
    home, exports = str(folder / "home"), str(folder / "exporte")
    Path(home).mkdir()
    Home(Path(home)).settings_file.write_text(f'[city]\nsample_notice = "{NOTICE}"\n', encoding="utf-8")
    for words in (
        ["sample", "--out", exports, "--persons", "300", "--months", "18", "--deliveries", "1"],
        ["load", "--home", home, exports],
        ["release", "--home", home, "--approve", "Beispiel"],
    ):
        done = subprocess.run([sys.executable, "-m", "pipelines", *words], cwd=CHECKOUT, capture_output=True)
        assert done.returncode in {0, 3}, done.stderr.decode()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium of the system; where there is none the browser tests are left out, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium: the browser tests must not be left out there")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


class Visit:
    """A page in the browser that notes every error and every request."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self._console(message))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def open(self, address: str) -> Any:
        """Open an address, turn to it, and wait until Dash has taken over."""
        self.page.goto(self.base + address)
        self.turn()
        return self.page

    def turn(self) -> None:
        """Move the pointer: a reader who does is sent Dash."""
        self.page.mouse.move(2, 2)
        self.page.mouse.move(3, 3)
        self.page.wait_for_selector("html[data-bereit]", state="attached")

    @property
    def foreign(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]


@pytest.fixture
def visit(chromium: Any, base: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh browser context; `@pytest.mark.parametrize("visit", [{…}], indirect=True)` sets viewport and scheme."""
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "de-DE"} | getattr(request, "param", {})
    context = chromium.new_context(**options)
    context.set_default_timeout(20_000)
    yield Visit(context.new_page(), base)
    context.close()
