"""The checks of a posterior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.study.measurement import Measurement
from sim.study.record import (
    LOG_POINTS_UNIT,
    NAMED_BESIDE,
    SHARE_OF_DRAWS,
    Experiment,
    Layout,
    measured,
)

PASSED: Final = "passed"
FAILED: Final = "failed"
UNDECIDED: Final = "undecided"

_OUTCOME: Final = ("regime", "measure", "horizon")
_PREDICTED: Final = (
    "item", "title", "unit", "role", "group", "observed", "error", "discrepancy", "q05", "q50",
    "q95", "below", "below_low", "below_high", "effective", "tail", "placed",
)  # fmt: skip
_PREDICTED_UNITS: Final = {
    **measured(NAMED_BESIDE, "observed", "error", "discrepancy", "q05", "q50", "q95"),
    **measured("share of what is predicted", "below", "below_low", "below_high"),
    "effective": "draws",
    "tail": "shape of the tail of weights",
}
_LIMITS: Final = ("", "_low", "_high")
_PROBABILITIES: Final = tuple(
    f"{name}{limit}" for name in ("probability", "larger_probability") for limit in _LIMITS
)
_CHANGES: Final = (
    *(f"{name}{limit}" for name in ("median", "larger_median", "change") for limit in _LIMITS),
    "spread",
)


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class PosteriorChecks(Experiment):
    """Whether a posterior is to be believed.

    Attributes
    ----------
    verdicts : pandas.DataFrame
        ``check, verdict, said``: "passed", "failed" or "undecided", and why.
    recovery : pandas.DataFrame
        ``pipeline, kind, quantity, truths, effective, share, low, high, placed, even``: how many of
        the known truths the 90 % interval of a parameter or a gap covers, and the p value that
        their ranks are spread evenly.
    ranks : pandas.DataFrame
        ``pipeline, kind, quantity, truth, rank``.
    prediction, left_out : pandas.DataFrame
        ``item, title, unit, role, group, observed, error, discrepancy, q05, q50, q95, below,
        below_low, below_high, effective, tail, placed``: what all evidence, or all but the group of
        the item, predicts of an observation, and which share of it lies below what was observed.
    sensitivity : pandas.DataFrame
        ``kind, variant, regime, measure, horizon, probability, low, high, change, change_low,
        change_high, effective, tail, conclusion``: the answer under other ways of asking.
    symmetry : pandas.DataFrame
        ``regime, measure, horizon, runs, probability, exchanged, total, total_low, total_high,
        largest, copy, copy_largest, differs``: probabilities with exchanged roles and of a copy;
        the largest gaps that should be zero, and that to the runs of the posterior.
    numerical : pandas.DataFrame
        ``regime, measure, horizon, draws, effective, probability, low, high, both_low, both_high,
        halves, halves_low, halves_high, again, turned, noise``: intervals over draws, and over
        draws and replicates; half of the draws less the other half; draws that were run again, the
        share of them whose sign turned, and the share of variance that is noise of a run.
    size : pandas.DataFrame
        ``regime, measure, horizon, workers, larger, draws, different``, and ``probability,
        larger_probability, median, larger_median, change`` each with ``_low`` and ``_high``, and
        ``spread``: what the same draws say in larger economies, by how much their gaps change on
        average, and the standard deviation of that; empty where none were simulated.
    """

    kind = "check-posterior"
    tables: ClassVar[Mapping[str, Layout]] = {
        "verdicts": Layout(("check", "verdict", "said")),
        "recovery": Layout(
            ("pipeline", "kind", "quantity", "truths", "effective", "share", "low", "high",
             "placed", "even"),
            {**measured("share of truths", "share", "low", "high"), "even": "p value",
             "effective": "draws"},
        ),
        "ranks": Layout(
            ("pipeline", "kind", "quantity", "truth", "rank"), {"rank": SHARE_OF_DRAWS}
        ),
        "prediction": Layout(_PREDICTED, _PREDICTED_UNITS),
        "left_out": Layout(_PREDICTED, _PREDICTED_UNITS),
        "sensitivity": Layout(
            ("kind", "variant", *_OUTCOME, "probability", "low", "high", "change", "change_low",
             "change_high", "effective", "tail", "conclusion"),
            {**measured(SHARE_OF_DRAWS, "probability", "low", "high", "change", "change_low",
                        "change_high"),
             "effective": "draws", "tail": "shape of the tail of weights"},
        ),
        "symmetry": Layout(
            (*_OUTCOME, "runs", "probability", "exchanged", "total", "total_low", "total_high",
             "largest", "copy", "copy_largest", "differs"),
            {**measured(SHARE_OF_DRAWS, "probability", "exchanged", "total", "total_low",
                        "total_high", "copy"),
             **measured(LOG_POINTS_UNIT, "largest", "copy_largest", "differs")},
        ),
        "numerical": Layout(
            (*_OUTCOME, "draws", "effective", "probability", "low", "high", "both_low",
             "both_high", "halves", "halves_low", "halves_high", "again", "turned", "noise"),
            {**measured(SHARE_OF_DRAWS, "probability", "low", "high", "both_low", "both_high",
                        "halves", "halves_low", "halves_high", "turned"),
             "effective": "draws", "noise": "share of variance"},
        ),
        "size": Layout(
            (*_OUTCOME, "workers", "larger", "draws", "different", *_PROBABILITIES, *_CHANGES),
            {**measured(SHARE_OF_DRAWS, *_PROBABILITIES), **measured(LOG_POINTS_UNIT, *_CHANGES),
             "workers": "people", "larger": "people"},
        ),
    }  # fmt: skip
    draws_all = True
    answers = ("verdicts", "prediction", "left_out", "symmetry", "numerical", "size")

    verdicts: pd.DataFrame
    recovery: pd.DataFrame
    ranks: pd.DataFrame
    prediction: pd.DataFrame
    left_out: pd.DataFrame
    sensitivity: pd.DataFrame
    symmetry: pd.DataFrame
    numerical: pd.DataFrame
    size: pd.DataFrame

    @classmethod
    def measurement(cls) -> Measurement:
        """Return what is measured in its runs."""
        from sim.experiments.check_posterior.exchange import EXCHANGE

        return EXCHANGE

    @property
    def missed(self) -> list[str]:
        """Return the checks that failed."""
        rows = self.verdicts
        return [str(name) for name in rows.loc[rows["verdict"] == FAILED, "check"]]

    @property
    def headline(self) -> tuple[str, str, str]:
        """Return the regime, measure and horizon that figures and sentences are about."""
        regime, measure, horizon = self.settings["headline"]
        return regime, measure, horizon

    def about(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table about the headline."""
        regime, measure, horizon = self.headline
        found: pd.DataFrame = table[
            (table["regime"] == regime)
            & (table["measure"] == measure)
            & (table["horizon"] == horizon)
        ]
        return found
