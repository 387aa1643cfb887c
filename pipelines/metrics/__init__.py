"""One definition per number: catalogue, populations, and the one compute function."""

from pipelines.metrics.compute import compute
from pipelines.metrics.model import Figure, Query

__all__ = ["Figure", "Query", "compute"]
