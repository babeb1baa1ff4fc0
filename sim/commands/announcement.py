"""What is said before replicates of a scenario or a pair are simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.options import StudyOptions

if TYPE_CHECKING:
    from sim.scenario import Scenario


def announcement(title: str, scenario: Scenario, replicates: int, options: StudyOptions) -> str:
    """Return the sentence that says how much is to be computed.

    Parameters
    ----------
    title : str
        What is simulated, for a reader.
    scenario : Scenario
        Whose size all of it has.
    replicates : int
    options : StudyOptions
    """
    from sim.text.phrases import counted

    processes = min(options.jobs, replicates)
    where = (
        f"in {counted(processes, 'process', 'processes')}"
        if options.cluster is None
        else f"on the cluster at {options.cluster}"
    )
    return (
        f"Simulating {title}: {counted(replicates, 'replicate')}, "
        f"{counted(scenario.workers, 'worker')}, {counted(scenario.burn_in, 'month')} of burn-in "
        f"and {scenario.months:,} more, {where}."
    )
