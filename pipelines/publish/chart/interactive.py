"""The same chart as a Plotly figure: a plain dict, made without loading plotly or its checks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipelines.publish import german
from pipelines.publish.chart.canvas import DARK_PALETTE, DASHES, PALETTE
from pipelines.publish.chart.model import Chart, Series, Target
from pipelines.publish.chart.table import cell

_HALF_MONTH = timedelta(days=15)
_TEXT = {False: "#1b2430", True: "#e8ecf1"}
CONFIG = {
    "locale": "de",
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "displayModeBar": True,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "toImage"],
}


def figure(chart: Chart, dark: bool = False) -> dict[str, Any]:
    """`{"data": […], "layout": {…}}` with the values of the chart and nothing else."""
    palette = palette_of(dark)
    if chart.kind == "heatmap":
        data = [_heat(chart, palette[0], _TEXT[dark])]
    else:
        data = [_trace(chart, order, series, palette[order]) for order, series in enumerate(chart.series)]
    return {"data": data, "layout": _layout(chart, dark)}


def palette_of(dark: bool) -> tuple[str, ...]:
    """The colours of the series."""
    return DARK_PALETTE if dark else PALETTE


def _trace(chart: Chart, order: int, series: Series, colour: str) -> dict[str, Any]:
    values = [point.value for point in series.points]
    places = [place.isoformat() if isinstance(place, date) else place for place in chart.places]
    trace: dict[str, Any] = {"name": series.name, "text": [cell(point) for point in series.points]}
    if chart.kind in {"bars", "columns"}:
        across = chart.kind == "bars"
        trace |= {"type": "bar", "orientation": "h" if across else "v", "marker": {"color": colour}}
        trace |= {"x": values, "y": places} if across else {"x": places, "y": values}
        trace |= {"textposition": "outside" if across else "none", "cliponaxis": False}
    else:
        line = {
            "color": colour,
            "width": 2.4,
            "dash": DASHES[order].replace(" ", "px,") + "px" if order else "solid",
        }
        trace |= {
            "type": "scatter",
            "mode": "lines",
            "x": places,
            "y": values,
            "line": line,
            "connectgaps": False,
        }
        if chart.kind == "curve":
            line["shape"] = "hv"
    # Over a course the place stands once above all series; a bar names its own.
    where = "%{y}: " if chart.kind == "bars" else ""
    trace["hovertemplate"] = f"{where}%{{text}}<extra>{series.name}</extra>"
    return trace


def _heat(chart: Chart, colour: str, text: str) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": [series.name for series in chart.series],
        "y": [chart.label(place) for place in chart.places],
        "z": [[series.points[at].value for series in chart.series] for at in range(len(chart.places))],
        "text": [[cell(series.points[at]) for series in chart.series] for at in range(len(chart.places))],
        "texttemplate": "%{text}",
        "hovertemplate": "%{y}, %{x}: %{text}<extra></extra>",
        "colorscale": [[0, _faint(colour, 0.06)], [1, _faint(colour, 0.5)]],
        "textfont": {"color": text},
        "zmin": 0,  # counts only together with an upper end
        "zmax": max(chart.values(), default=1.0) or 1.0,
        "showscale": False,
    }


def _faint(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def _layout(chart: Chart, dark: bool) -> dict[str, Any]:
    text, grid_colour = _TEXT[dark], "#333d49" if dark else "#dde2e8"
    axis = {"gridcolor": grid_colour, "zerolinecolor": text, "automargin": True, "fixedrange": False}
    numbers = axis | {
        "tickformat": _format(chart.unit),
        "rangemode": "tozero" if chart.from_zero else "normal",
    }
    if chart.unit == "persons_per_fte":
        numbers["tickprefix"] = "1 : "
    places: dict[str, Any] = dict(axis)
    if isinstance(chart.places[0], date):
        places |= {
            "type": "date",
            "tickformat": "%b %y",
            "hoverformat": "%B %Y" if chart.monthly else "%d.%m.%Y",
        }
    across = chart.kind == "bars"
    if across or chart.kind == "heatmap":
        places |= {"type": "category", "autorange": "reversed", "showgrid": False}
    if across:  # every bar carries its value
        numbers |= {"showgrid": False, "showticklabels": False}
    else:
        numbers["title"] = {"text": german.UNIT_NAMES[chart.unit], "font": {"size": 12}}
    if chart.kind == "curve":
        places["title"] = {"text": chart.place_name, "font": {"size": 12}}
    return {
        "xaxis": numbers if across else (_columns(chart) if chart.kind == "heatmap" else places),
        "yaxis": places if across or chart.kind == "heatmap" else numbers,
        "separators": ",.",
        "font": {"color": text, "family": "system-ui, sans-serif", "size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 56, "r": 64 if across else 24, "t": 36, "b": 40},
        "hovermode": "closest" if across or chart.kind == "heatmap" else "x unified",
        "showlegend": len(chart.series) > 1 and chart.kind != "heatmap",
        # At the foot: above the plot it would meet the tools where the page is narrow.
        "legend": {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": text, "activecolor": palette_of(dark)[0]},
        "shapes": _shapes(chart, text, grid_colour),
        "annotations": _notes(chart, text),
    }


def _columns(chart: Chart) -> dict[str, Any]:
    """The axis of a heat map's columns: long names take two lines."""
    names = [series.name for series in chart.series]
    lines = [name.replace(", ", ",<br>").replace(" (", "<br>(") for name in names]
    return {"showgrid": False, "tickvals": names, "ticktext": lines, "automargin": True}


def _format(unit: str) -> str:
    return {"fraction": ",.0%", "fte": ",.2~f", "per_1000": ",.1f", "months": ",.1f"}.get(unit, ",.0f")


def _shapes(chart: Chart, text: str, grid_colour: str) -> list[dict[str, Any]]:
    shapes: list[dict[str, Any]] = []
    if chart.target:
        along, over = ("x", "y") if chart.kind == "bars" else ("y", "x")
        shapes.append(
            {"type": "line", f"{along}0": chart.target.value, f"{along}1": chart.target.value, f"{over}0": 0}
            | {f"{over}1": 1, f"{over}ref": "paper", "line": {"color": text, "width": 1.4, "dash": "dash"}}
        )
    for event in chart.shown_events():
        line = {"color": text, "width": 1, "dash": "dash" if event.breaks else "dot"}
        on = event.on.isoformat()
        shapes.append({"type": "line", "x0": on, "x1": on, "y0": 0, "y1": 1, "yref": "paper", "line": line})
    if (ends := _incomplete(chart)) is not None:
        place = "bottom right" if chart.ends_high else "top right"
        label = {"text": "vorläufig", "textposition": place, "xanchor": "right", "font": {"size": 12}}
        shape = {"type": "rect", "layer": "below", "fillcolor": grid_colour, "line": {"width": 0}}
        shapes.append(
            shape | {"x0": ends[0], "x1": ends[1], "y0": 0, "y1": 1, "yref": "paper", "label": label}
        )
    return shapes


def _incomplete(chart: Chart) -> tuple[Any, Any] | None:
    """The places between which values are preliminary: a month reaches half a month to both sides of its end."""
    first, last = chart.incomplete_from, chart.places[-1]
    if first is None or isinstance(last, str):
        return None
    begins = chart.places[first]
    if isinstance(begins, date) and isinstance(last, date):
        return str(begins - _HALF_MONTH), str(last + _HALF_MONTH if chart.kind == "columns" else last)
    return begins, last


def _notes(chart: Chart, text: str) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = [
        {
            "x": event.on.isoformat(),
            "y": 1,
            "yref": "paper",
            "text": str(at),
            "showarrow": False,
            "yshift": 10,
        }
        | {"hovertext": event.words}
        for at, event in enumerate(chart.shown_events(), start=1)
    ]
    return [*notes, _target_words(chart, chart.target)] if chart.target else notes


def _target_words(chart: Chart, target: Target) -> dict[str, Any]:
    """Over its line; above bars there is room to both sides only for short lines."""
    if chart.kind == "bars":
        place: dict[str, Any] = {"x": target.value, "y": 1, "yref": "paper", "xanchor": "center"}
        place["text"] = target.text.replace(" (", "<br>(")
    else:
        place = {"y": target.value, "x": 0, "xref": "paper", "xanchor": "left", "text": target.text}
    return place | {"showarrow": False, "yanchor": "bottom"}
