"""Pictures and downloads of a chart: the address of its page's state plus an ending."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, abort, request

from dashboard.content import Contents, Made
from dashboard.pages import pages
from pipelines.publish import exports
from pipelines.publish.chart import svg
from pipelines.publish.chart.svg import NARROW, WIDE

_SVG = "image/svg+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PICTURES = {"breit.svg": WIDE, "schmal.svg": NARROW}
_DOWNLOADS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "svg": (_SVG, lambda chart: svg(chart, framed=True).encode()),
    "png": ("image/png", exports.png),
    "csv": ("text/csv; charset=utf-8", exports.csv_for_people),
    "daten.csv": ("text/csv; charset=utf-8", exports.csv_for_machines),
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
        if ending in _PICTURES:
            return _picture(made, key, _PICTURES[ending])
        if ending not in _DOWNLOADS:
            abort(404)
        kind, make = _DOWNLOADS[ending]
        block = made.blocks[key]
        marked = ending in {"csv", "xlsx"} and block.public
        chart = block.chart
        response = Response(make(chart, "") if marked else make(chart), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{exports.file_name(chart, ending)}"'
        return response


def _picture(made: Made, key: str, width: int) -> Response:
    response = Response(made.pictures[key, width], content_type=_SVG)
    # A release never changes, so a picture of it does not either; its address does not name it, its tag does.
    response.set_etag(f"{made.edition.id}-{abs(hash((made.canonical, key, width))):x}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
