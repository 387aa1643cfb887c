"""The way of the data: intake, quality, warehouse, metrics, disclosure, releases, publish."""

__version__ = "0.1.0"
