"""HTML attributes that Python cannot write as keyword arguments."""

from __future__ import annotations

from typing import Any


def data(**values: str) -> dict[str, Any]:
    """`data(text="x")` → `{"data-text": "x"}`."""
    return {f"data-{name}": value for name, value in values.items()}


def aria(**values: str) -> dict[str, Any]:
    """`aria(labelledby="x")` → `{"aria-labelledby": "x"}`, to be unpacked into a component."""
    return {f"aria-{name}": value for name, value in values.items()}
