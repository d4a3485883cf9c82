"""Measures the search in Chromium, on the site and on one of 600 pages: `cd tests && python -m bench.search [count]`.

`count` is how many queries of each kind are asked, 100 unless given. Ends with 1 if a floor is missed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "hooks"))

from bench.search import measure
from bench.search.grown import grow
from browsing import chromium, served
from projects import copy_project
from web import PREFIXES

SIZES = {"today": 0, "600": 560}
"""Pages to add, by the name that floors.json has for the size."""


def main() -> int:
    """Build both sites, measure every edition, and compare with the floors."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    missed: list[str] = []
    for size, added in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            project = copy_project(Path(folder) / "project")
            grow(project.folder / "seeds", added)
            built = project.mkdocs("build")
            if built.returncode:
                print(built.stderr)
                return 1
            with chromium() as browser, served(project.site) as address:
                for edition in PREFIXES:
                    numbers = measure.measure_edition(browser, address, project.site, edition, count)
                    print(f"--- {edition}, {size}\n{measure.table(numbers)}", flush=True)
                    missed += [f"{edition}, {size}: {what}" for what in measure.missed_floors(numbers, size)]
    print("\n".join(missed) or "every floor holds")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
