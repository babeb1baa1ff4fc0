"""What the experiments hand back: records of tidy tables, each with the runs it was computed from.

Keys and columns that several tables share, beside those of `sim.results.types`:

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
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

if TYPE_CHECKING:
    from sim.designs import Design

RUN_KEYS = ("run", "point", "scenario", "replicate")


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


@dataclass(frozen=True, eq=False, kw_only=True)
class Sweep(Experiment):
    """The runs of a design.

    Attributes
    ----------
    design : Design
    """

    kind = "sweep"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    design: Design

    @property
    def table(self) -> pd.DataFrame:
        """Return the table of runs, one row per run and horizon."""
        return self.runs

    @property
    def factors(self) -> list[str]:
        """Return the names of the factors."""
        return [factor.name for factor in self.design.factors]


@dataclass(frozen=True, eq=False, kw_only=True)
class Factorial(Experiment):
    """All mixes of the capitalist and the participatory rule of each institution.

    Attributes
    ----------
    regimes : pandas.DataFrame
        The six switches, ``horizon, outcome, unit, mean, low, high``.
    effects : pandas.DataFrame
        ``horizon, outcome, unit, order, term, effect, low, high``: main effects (order 1) and
        two-way interactions (order 2), in log points for output.
    """

    kind = "factorial"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "regimes": ("horizon", "outcome", "unit", "mean", "low", "high"),
        "effects": ("horizon", "outcome", "unit", "order", "term", "effect", "low", "high"),
    }

    regimes: pd.DataFrame
    effects: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class Frontier(Experiment):
    """The gap over two parameters and the line where it is zero.

    Attributes
    ----------
    x, y : str
        The two parameters.
    measure, horizon : str
    points : pandas.DataFrame
        x, y, ``level, gap, low, high``.
    contours : pandas.DataFrame
        ``kind, line, order``, x, y: where the gap (``estimate``), the lower and the upper limit of
        its interval are zero; between the latter two the data do not decide.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    """

    kind = "frontier"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "points": ("level", "gap", "low", "high"),
        "contours": ("kind", "line", "order"),
        "packs": ("pack", "parameter", "value"),
    }

    x: str
    y: str
    measure: str
    horizon: str
    points: pd.DataFrame
    contours: pd.DataFrame
    packs: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class BreakEven(Experiment):
    """The values of one parameter at which neither regime is ahead.

    Attributes
    ----------
    parameter, measure, horizon : str
    points : pandas.DataFrame
        The parameter, ``gap, low, high``.
    crossings : pandas.DataFrame
        ``value, low, high, low_open, high_open, b_ahead``; without rows if there is none inside the
        range.
    undecided : pandas.DataFrame
        ``low, high``: parts of the range where the interval of the gap contains zero.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    """

    kind = "break-even"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "points": ("gap", "low", "high"),
        "crossings": ("value", "low", "high", "low_open", "high_open", "b_ahead"),
        "undecided": ("low", "high"),
        "packs": ("pack", "parameter", "value"),
    }

    parameter: str
    measure: str
    horizon: str
    points: pd.DataFrame
    crossings: pd.DataFrame
    undecided: pd.DataFrame
    packs: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class Verdict(Experiment):
    """The answer over all assumptions inside their published ranges.

    Attributes
    ----------
    probabilities : pandas.DataFrame
        ``measure, horizon, draws, probability, low, high``: share of the draws in which b is at
        least as productive.
    draws : pandas.DataFrame
        ``point`` and one column per parameter: independent draws from the ranges.
    gaps : pandas.DataFrame
        ``point, measure, horizon, gap``.
    screening : pandas.DataFrame
        ``measure, horizon, parameter, mu, mu_star, mu_star_low, mu_star_high, sigma``: elementary
        effects of every parameter on the gap, by which those with an index of their own were
        chosen.
    indices : pandas.DataFrame
        ``measure, horizon, parameter, first_order, first_order_low, first_order_high, total,
        total_low, total_high``: Sobol indices of the gap; ``(all others)`` is a group.
    density : pandas.DataFrame
        ``measure, horizon, parameter, pawn, threshold``: PAWN indices of the gap, and what a
        parameter without influence reaches.
    boxes : pandas.DataFrame
        ``side, parameter, low, high, range_low, range_high, unit``: the assumptions under which
        each side is right.
    box_quality : pandas.DataFrame
        ``side``; ``density``, the share of the draws in the box for which the side is right, and
        ``coverage``, the share of those for which it is right that are in the box, each with
        ``_low`` and ``_high``; ``mass``, the share of all draws in the box; ``draws``, how many
        draws judged it, none of which it was found with.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    pack_gaps : pandas.DataFrame
        ``pack, measure, horizon, gap, low, high``: what follows from each pack.
    """

    kind = "verdict"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "probabilities": ("measure", "horizon", "draws", "probability", "low", "high"),
        "draws": ("point",),
        "gaps": ("point", "measure", "horizon", "gap"),
        "screening": ("measure", "horizon", "parameter", "mu", "mu_star", "sigma"),
        "indices": ("measure", "horizon", "parameter", "first_order", "total"),
        "density": ("measure", "horizon", "parameter", "pawn", "threshold"),
        "boxes": ("side", "parameter", "low", "high", "range_low", "range_high", "unit"),
        "box_quality": ("side", "density", "coverage", "mass", "draws"),
        "packs": ("pack", "parameter", "value"),
        "pack_gaps": ("pack", "measure", "horizon", "gap", "low", "high"),
    }

    probabilities: pd.DataFrame
    draws: pd.DataFrame
    gaps: pd.DataFrame
    screening: pd.DataFrame
    indices: pd.DataFrame
    density: pd.DataFrame
    boxes: pd.DataFrame
    box_quality: pd.DataFrame
    packs: pd.DataFrame
    pack_gaps: pd.DataFrame

    @property
    def decisive(self) -> list[str]:
        """Return the parameters in order of their total index, for the last horizon per hour."""
        horizons = list(dict.fromkeys(self.indices["horizon"]))
        rows = self.indices[
            (self.indices["measure"] == "output_per_hour")
            & (self.indices["horizon"] == horizons[-1])
            & ~self.indices["parameter"].str.startswith("(")
        ]
        return [str(name) for name in rows.sort_values("total", ascending=False)["parameter"]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Robustness(Experiment):
    """The gap between two regimes in the reference and in other worlds.

    Attributes
    ----------
    variants : pandas.DataFrame
        ``variant, differs``: name, and in what it differs from the reference; ``point`` of its
        runs, the first of several for the seeds; ``workers, months_per_step``; ``replicates``,
        pairs of runs that were asked for; ``paired``, whether they have the people and the luck of
        those of the reference.
    gaps : pandas.DataFrame
        ``variant, measure, unit, horizon, pairs, gap, low, high``; ``change, change_low,
        change_high``: gap less that of the reference; ``sign``: "same" or "reversed" where both
        intervals exclude zero, "undecided" where that of the variant contains it, "decided" where
        only that of the reference does, and "reference".
    pairs : pandas.DataFrame
        ``variant, seed, replicate, horizon, measure, unit, gap``: the gap in each pair of runs.
    """

    kind = "robustness"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "variants": ("variant", "differs", "point", "workers", "months_per_step", "paired"),
        "gaps": ("variant", "measure", "unit", "horizon", "pairs", "gap", "low", "high", "change",
                 "change_low", "change_high", "sign"),
        "pairs": ("variant", "seed", "replicate", "horizon", "measure", "unit", "gap"),
    }  # fmt: skip

    variants: pd.DataFrame
    gaps: pd.DataFrame
    pairs: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity(Experiment):
    """Which factors of a design decide an outcome.

    Attributes
    ----------
    method : str
        "sobol", "morris" or "latin_hypercube".
    outcome, horizon : str
        What was analysed: "gap" in a measure, or an indicator of one scenario.
    indices : pandas.DataFrame
        ``parameter`` and the indices of the method with their intervals.
    density : pandas.DataFrame
        ``parameter, pawn, threshold``: PAWN indices, as a second opinion; without rows for a Morris
        design, whose points are no independent draws.
    """

    kind = "sensitivity"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "indices": ("parameter",),
        "density": ("parameter", "pawn", "threshold"),
    }

    method: str
    outcome: str
    horizon: str
    indices: pd.DataFrame
    density: pd.DataFrame
