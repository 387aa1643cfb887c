"""One description of a chart: SVG, Plotly figure, table, alt text and files come from it, so they agree."""

from pipelines.publish.chart.interactive import figure
from pipelines.publish.chart.model import Chart, Event, Point, Series, Target
from pipelines.publish.chart.svg import svg
from pipelines.publish.chart.table import Table, table
from pipelines.publish.chart.words import BELOW, alt_text

__all__ = [
    "BELOW", "Chart", "Event", "Point", "Series", "Table", "Target", "alt_text", "figure", "svg", "table",
]  # fmt: skip
