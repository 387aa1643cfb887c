"""`python -m bench [NAME …]`: run the benchmarks named, or all that a small machine does in minutes."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

# Minutes to hours: only when named.
LONG = ("million", "kills", "powercut", "mutations", "firstview")


def main() -> None:
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    modules = {name: importlib.import_module(f"bench.{name}") for name in found}
    runnable = [name for name in modules if hasattr(modules[name], "main")]
    for name in sys.argv[1:] or [name for name in runnable if name not in LONG]:
        print(f"\n## {name}\n")
        modules[name].main()


if __name__ == "__main__":
    main()
