"""Capitalism against a participatory economy, compared once and answered: what ``make demo`` shows.

Run as ``python -m sim.demo``. What the comparison says at its end is said again by the answer, with
the surprises and where to look next below it.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from typing import Final

from sim.cli import main

FOLDER: Final = "results/demo"

COMPARISON: Final = (
    *("compare", "calibrated", "parecon"),
    *("--workers", "500", "--replicates", "6"),
    *("--out", FOLDER, "--restart"),
)


def demo() -> int:
    """Return the exit code of the comparison, and of its answer if there is one."""
    with redirect_stdout(io.StringIO()):
        code = main(COMPARISON)
    return code or main(("answer", FOLDER))


if __name__ == "__main__":
    sys.exit(demo())
