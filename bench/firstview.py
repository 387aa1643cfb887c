"""The first view of every page as a browser sees it, and Lighthouse where it is installed.

python -m bench firstview      (ZGM_HOME or data/ must hold a release; a Chromium must be on the machine)

Lighthouse is no part of this project: `npm install --prefix DIR lighthouse`, then
ZGM_LIGHTHOUSE=DIR/node_modules/.bin/lighthouse.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from bench.measure import served
from dashboard.pages import pages
from pipelines.paths import find_home
from pipelines.releases import pointer

_RUNS, _PORT = 5, 8972
_BASE = f"http://127.0.0.1:{_PORT}"
_WARMING = 10  # seconds in which the workers make their pages
_FLAGS = ["--no-sandbox", "--disable-background-networking"]
_PAINT = """() => new Promise(done => {
  let largest = 0, shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { largest = e.startTime }))
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done([largest, shift]), 300);
})"""


def main(home: str | None = None) -> None:
    found, browser = find_home(home), shutil.which("chromium") or shutil.which("chromium-browser")
    if pointer.current_id(found) is None:
        print(f"no release in {found.root}; nothing measured")
        return
    if browser is None:
        print("skipped: no Chromium on this machine")
        return
    with served(found.root, _PORT):
        time.sleep(_WARMING)
        _views(browser, _BASE)
        _lighthouse(browser, _BASE)


def _views(browser: str, base: str) -> None:
    """What comes over the line before anybody touches the page, and when the largest part is painted."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=_FLAGS)
        for path in pages():
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            requests: list[Any] = []
            page.on("requestfinished", lambda request: requests.append(request))  # noqa: B023
            page.goto(base + path)
            page.wait_for_load_state("networkidle")
            size = sum(sum(request.sizes().values()) for request in requests)
            foreign = [request.url for request in requests if not request.url.startswith((base, "data:"))]
            largest, shift = page.evaluate(_PAINT)
            print(
                f"{path}: {size / 1000:.0f} kB, {len(requests)} requests, largest paint {largest / 1000:.2f} s, "
                f"shift {shift:.3f}, foreign {len(foreign)}"
            )
            page.close()
        chromium.close()


def _lighthouse(browser: str, base: str) -> None:
    tool = os.environ.get("ZGM_LIGHTHOUSE") or shutil.which("lighthouse")
    if tool is None:
        print(
            "Lighthouse skipped: it is not installed (npm install --prefix DIR lighthouse, then ZGM_LIGHTHOUSE)"
        )
        return
    for path in pages():
        runs = [run for run in (_run(tool, browser, base + path) for _ in range(_RUNS)) if run]
        if not runs:
            print(f"{path}: Lighthouse gave no result")
            continue
        middle = {name: median(run[name] for run in runs) for name in runs[0]}
        print(
            f"{path}: median of {len(runs)}: performance {middle['performance']:.0f}, "
            f"accessibility {middle['accessibility']:.0f}, largest paint {middle['largest'] / 1000:.2f} s, "
            f"blocking {middle['blocking'] / 1000:.2f} s, shift {middle['shift']:.3f}, errors {middle['errors']:.0f}"
        )


def _run(tool: str, browser: str, address: str) -> dict[str, float] | None:
    """One run with the mobile preset; None when Lighthouse itself fails, which it does now and then."""
    words = [tool, address, "--output=json", "--quiet", "--chrome-flags=--headless --no-sandbox",
             "--only-categories=performance,accessibility,best-practices"]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "CHROME_PATH": browser})
    if done.returncode:
        return None
    report = json.loads(done.stdout)
    audits, scores = report["audits"], report["categories"]
    return {
        "performance": scores["performance"]["score"] * 100,
        "accessibility": scores["accessibility"]["score"] * 100,
        "largest": audits["largest-contentful-paint"]["numericValue"],
        "blocking": audits["total-blocking-time"]["numericValue"],
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "errors": len(audits["errors-in-console"]["details"]["items"]),
    }
