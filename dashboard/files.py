"""Pictures and downloads of a chart: the address of its page's state plus an ending.

A page falls back and says so; a file cannot say it, so an address that is not understood whole has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, Response, abort, request

from dashboard.content import Contents, Made
from dashboard.pages import pages
from dashboard.state import State, misread
from pipelines.errors import NotAvailable
from pipelines.publish import exports
from pipelines.publish.chart import Chart
from pipelines.publish.chart.svg import NARROW, WIDE
from pipelines.publish.press.folder import PICTURES

_SVG = "image/svg+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_PICTURES = {"breit.svg": WIDE, "schmal.svg": NARROW}
_DOWNLOADS: dict[str, tuple[str, Callable[[Chart, Sequence[str]], bytes]]] = {
    "svg": (_SVG, exports.framed_svg),
    "png": ("image/png", exports.png),
    "csv": (_CSV, exports.csv_for_people),
    "daten.csv": (_CSV, exports.csv_for_machines),
    "xlsx": (_XLSX, exports.xlsx),
}
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def install(server: Flask, contents: Contents) -> None:
    """Add `/datei/<page>/<chart>.<ending>`."""
    by_slug = {page.slug: page.path for page in pages().values()}

    @server.get("/datei/<slug>/<name>")
    def file(slug: str, name: str) -> Response:
        key, _, ending = name.partition(".")
        made = contents.page(by_slug.get(slug, ""), request.query_string.decode("utf-8", "replace"))
        if made is None or key not in made.blocks:
            abort(404)
        require_understood(made.state)
        if ending in _PICTURES:
            return _picture(made, key, _PICTURES[ending])
        block = made.blocks[key]
        if block.handout is not None and ending in PICTURES:
            return _handed_out(block.handout, ending)
        if ending not in _DOWNLOADS:
            abort(404)
        kind, make = _DOWNLOADS[ending]
        public = block.public or made.edition.world == "public"
        content = make(block.chart, _marks(block.chart, public, contents.settings["city.sample_notice"]))
        return _download(
            content, kind, exports.file_name(block.chart, ending if public else f"intern.{ending}")
        )


def require_understood(state: State) -> None:
    """Raises NotAvailable for a file whose address asks for something that there is not."""
    if wrong := misread(state):
        raise NotAvailable(f"Diese Datei gibt es nicht: {wrong}; bitte auf der Seite neu wählen.")


def _handed_out(chart: Chart, ending: str) -> Response:
    """A picture of the press folder, under its name there."""
    name, make = PICTURES[ending]
    return _download(make(chart), _DOWNLOADS[ending.rpartition(".")[2]][0], f"{chart.key}{name}")


def _download(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _marks(chart: Chart, public: bool, notice: str) -> list[str]:
    """What a file that leaves the page says of itself: that it is internal, and that its numbers are invented.

    Charts of documents name the latter in their source already.
    """
    told = [] if public else [exports.INTERNAL]
    return told + ([notice] if notice and notice not in chart.source else [])


def _picture(made: Made, key: str, width: int) -> Response:
    response = Response(made.pictures[key, width], content_type=_SVG)
    # A release never changes, so a picture of it does not either; its address does not name it, its tag does.
    response.set_etag(f"{made.edition.id}-{abs(hash((made.edition.world, made.canonical, key, width))):x}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
