"""Without compilation (``NUMBA_DISABLE_JIT=1``) Python runs the same text, to the same numbers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks.processes import ROOT, environment

PROGRAM = """
import json, sys
from sim.economy import Economy

economy = Economy(sys.argv[1], seed=2, workers=60, burn_in=2, months=6, sectors={"hospital": 1.0})
for _ in range(8):
    economy.step()
print(json.dumps(economy.indicators))
"""


def indicators(regime: str, **environment_of: str) -> dict[str, float]:
    """Return the indicators of the last month of a small economy in a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, regime],
        cwd=ROOT,
        env=environment(**environment_of),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    found: dict[str, float] = json.loads(finished.stdout)
    return found


@pytest.mark.parametrize("regime", ["capitalism", "parecon"])
def test_python_gives_the_numbers_of_machine_code(regime: str) -> None:
    compiled = indicators(regime)
    assert indicators(regime, NUMBA_DISABLE_JIT="1") == pytest.approx(
        compiled, rel=1e-12, abs=1e-12, nan_ok=True
    )
