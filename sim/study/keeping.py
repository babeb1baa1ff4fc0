"""Saving an experiment beside its chunks, once what can be done is done."""

from __future__ import annotations

from contextlib import nullcontext, suppress

from sim.errors import ResultsError
from sim.study.experiment_store import write_experiment
from sim.study.record import Experiment


def keep[Result: Experiment](result: Result) -> Result:
    """Return an experiment after saving its tables, where it has a folder.

    Of one that is not complete the finished runs are saved, if that is still possible.

    Raises
    ------
    ResultsError
        If it is complete and the folder cannot be written to.
    """
    if result.folder is None:
        return result
    with suppress(ResultsError) if result.unfinished else nullcontext():
        write_experiment(result)
    return result
