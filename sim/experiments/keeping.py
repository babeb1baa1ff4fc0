"""Saving an experiment beside its chunks, once all that can be done is done."""

from __future__ import annotations

from sim.results.experiment_store import write_experiment
from sim.results.experiments import Experiment


def keep[Result: Experiment](result: Result) -> Result:
    """Return an experiment after saving its tables, where it has a folder and is complete.

    Raises
    ------
    ResultsError
        If the folder cannot be written to.
    """
    if result.folder is not None and not result.unfinished:
        write_experiment(result)
    return result
