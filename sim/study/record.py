"""What the experiments hand back: records of tidy tables, each with the runs it was computed from.

Keys and columns that several tables share, beside those of `sim.experiments.compare.record`:

==============  ====================================================================================
``run``         number of a run, which `balanced-jobs rerun` repeats
``point``       number of a combination of factor values
``scenario``    name of the scenario that was run
``horizon``     ``"year_1"``, ``"year_5"``, ``"year_20"``: the twelve months of that year after the
                fork; ``"transition"`` and ``"long_run"``
``measure``     ``"output_per_hour"`` or ``"output_per_head"``
``gap``         mean over months of the log of b's output less that of a's, in log points
                (100 times the natural logarithm); positive where b is ahead
==============  ====================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd


@dataclass(frozen=True, eq=False, kw_only=True)
class Experiment:
    """What every experiment has.

    Attributes
    ----------
    runs : pandas.DataFrame
        One row per run and horizon: ``run, point, scenario, replicate``, one column per factor,
        ``horizon``, and the mean of every indicator over the months of the horizon;
        ``log_output_per_hour`` and ``log_output_per_head`` are means of the natural logarithm.
    errors : pandas.DataFrame
        One row per run that ended in an error: the same keys and factors, ``error``, ``traceback``
        and ``command``, which repeats the run.
    settings : dict
        Everything that was asked for, as it stands in the manifest.
    planned : int
        Runs that were to be done.
    unfinished : int
        Runs that are still missing, and did not end in an error.
    problems : tuple of str
        Why they are missing, where it was not the user who stopped.
    interrupted : bool
        Whether the user stopped the work.
    units : dict of str to str
        Unit of every measured column.
    elapsed : float
        Seconds of computing in the last call.
    folder : Path or None
        Where it is saved.
    """

    kind: ClassVar[str]
    tables: ClassVar[Mapping[str, tuple[str, ...]]]

    runs: pd.DataFrame
    errors: pd.DataFrame
    settings: Mapping[str, Any]
    planned: int
    unfinished: int = 0
    problems: tuple[str, ...] = ()
    interrupted: bool = False
    units: Mapping[str, str] = field(default_factory=dict)
    elapsed: float = 0.0
    folder: Path | None = None

    @property
    def completed(self) -> int:
        """Return how many runs finished."""
        return self.planned - self.unfinished - len(self.errors)

    @property
    def titles_of_baseline(self) -> str:
        """Return the name of the first scenario for a reader."""
        first = self.settings["scenarios"][0]
        return str(first["title"] or first["name"])

    @property
    def titles(self) -> tuple[str, str]:
        """Return the names of the two regimes for a reader."""
        a, b = self.settings["scenarios"][:2]
        return str(a["title"] or a["name"]), str(b["title"] or b["name"])
