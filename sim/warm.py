"""Compiles every kernel once and keeps the machine code, so that first use is not slow.

Run as ``python -m sim.warm``; setting up the project does. Two processes share the work, as machine
code that one of them has kept is there for the other: one goes through a comparison from its
beginning, the other begins with what comes last in it.
"""

from __future__ import annotations

import sys
from typing import Final

import numpy as np

from sim.economy import PHASE_NAMES, Economy
from sim.execution.cores import available_cores
from sim.execution.parallel import working
from sim.execution.signals import STOPPED
from sim.experiments.compare.decompose import decompose
from sim.experiments.compare.plan import compare
from sim.experiments.compare.snapshot import ProductionSnapshot
from sim.institutions.registry import Rules, rules_of
from sim.phases.labour_allocation import settle
from sim.scenario import load_scenario
from sim.study.workers import PARTS_OF_WARMING, PRELOAD, compile_together

SIZE: Final = {"workers": 400, "burn_in": 3, "months": 30}

EAGER: Final = {"federation_tolerance": 0.2, "federation_rate": 0.2, "exit_response": 0.02}
"""A wide tolerance brings the balancing across workplaces in early; exits are an option."""

GROUPS: Final = 6

EARLY: Final = ("decision_making", "division_of_labour")
"""Phases that compile much under parecon alone, in the order in which they need each other."""

STAFFING: Final = "labour_allocation"
"""Phase that takes longest to compile; everything else waits for it in an economy."""


def from_the_beginning() -> None:
    """Run the smallest comparison that reaches every kernel."""
    for other in (load_scenario("parecon", {**SIZE, **EAGER}), load_scenario("rotation", SIZE)):
        compare(load_scenario("capitalism", SIZE), other, replicates=1, balance=False)


def from_the_end() -> None:
    """Call what compiles late: the decomposition, then phases of parecon, from the last one."""
    economy = _Unstaffed(load_scenario("parecon", {**SIZE, **EAGER}), seed=1)
    made = ProductionSnapshot.of(economy.state)
    # Nothing was produced yet: only the types count.
    with np.errstate(all="ignore"):
        decompose(made, made, np.zeros(SIZE["workers"], dtype=np.int64), GROUPS)
        decompose(made, made)
        late = [name for name in reversed(PHASE_NAMES) if name not in (*EARLY, STAFFING)]
        for name in (*EARLY, *late):
            getattr(economy, name)()


class _Unstaffed(Economy):
    """An economy under the rules of its scenario at once, whose people work here or there."""

    @property
    def rules(self) -> Rules:
        return rules_of(self.scenario.institutions)

    def labour_allocation(self) -> None:
        state = self.state
        state.destination[:] = np.arange(len(state.destination)) % len(state.workplaces)
        settle(state)


def warm() -> None:
    """Compile every kernel, in two processes where there are two cores."""
    with working(len(PARTS_OF_WARMING), available_cores(), False, PRELOAD) as (executor, progress):
        progress.stage("compiling")
        if executor is None:
            from_the_beginning()
        else:
            compile_together(executor, progress)


def main() -> int:
    """Return the exit code of `warm`, which the user may stop."""
    try:
        warm()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what is compiled is kept.\n")
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
