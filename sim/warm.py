"""Compiles every kernel once and keeps the machine code, so that first use is not slow.

Run as ``python -m sim.warm``; setting up the project does.
"""

from __future__ import annotations

from sim.experiments.compare.plan import compare
from sim.scenario import load_scenario


def warm() -> None:
    """Run the smallest comparison that reaches every kernel."""
    size = {"workers": 400, "burn_in": 3, "months": 30}
    # A wide tolerance brings the balancing across workplaces in early; exits are an option.
    eager = {"federation_tolerance": 0.2, "federation_rate": 0.2, "exit_response": 0.02}
    for other in (load_scenario("parecon", {**size, **eager}), load_scenario("rotation", size)):
        compare(load_scenario("capitalism", size), other, replicates=1, balance=False)


if __name__ == "__main__":
    warm()
