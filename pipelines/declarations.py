"""Read the YAML declarations that ship with the product, with libyaml where it is there (ten times faster)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file (safe types only)."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
