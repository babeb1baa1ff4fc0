"""The answer given the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.analysis.distributions import Distribution
from sim.analysis.weighting import ENOUGH, draws_for
from sim.experiments.posterior.added import ADDED, TITLE
from sim.study.measurement import Measurement
from sim.study.record import (
    LOG_POINTS_UNIT,
    NAMED_BESIDE,
    OF_THE_PARAMETER,
    SHARE_OF_DRAWS,
    Experiment,
    Layout,
    measured,
)
from sim.vocabulary import MEASURES

RANGES: Final = "ranges"
EVIDENCE: Final = "evidence"

GIVEN: Final[Mapping[str, str]] = {RANGES: "the ranges alone", EVIDENCE: "the evidence"}
"""What a probability is given, in words."""

QUANTILES: Final[Mapping[str, float]] = {
    "q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95
}  # fmt: skip
"""Quantiles of gaps, by column."""

NOTHING_LEFT: Final = "nothing left"

_OUTER: Final = ("q05", "q50", "q95")


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Posterior(Experiment):
    """The answer given the evidence.

    Attributes
    ----------
    probabilities : pandas.DataFrame
        ``regime, measure, horizon, given, draws, effective, probability, low, high``: how probable
        it is that the regime is at least as productive as the baseline, given the ``ranges`` alone
        and given the ``evidence``; ``effective``, what the draws are worth.
    quantiles : pandas.DataFrame
        ``regime, measure, horizon, given``, quantiles of the gap, ``q50_low, q50_high``: the
        interval of the median.
    channels : pandas.DataFrame
        ``regime, channel, given, mean, low, high, q05, q50, q95``: parts of the gap in output per
        hour in the long run, and the distribution of each.
    parameters : pandas.DataFrame
        ``parameter, unit``; ``prior_q05`` to ``posterior_q95``: quantiles; ``narrowing`` with
        ``narrowing_low, narrowing_high``: the share of the spread of the prior that evidence takes
        away, negative where it widens; ``told_by``: the item that goes most with the parameter.
    items : pandas.DataFrame
        ``item, title, unit, role, observed, error, discrepancy, prior_mean, prior_sd, q05, q50,
        q95, distance``: evidence beside what is simulated; quantiles are those given the evidence.
    waves : pandas.DataFrame
        ``wave, points, left, stop``: prior probability of what is left after each wave.
    emulators : pandas.DataFrame
        ``wave, item, points, active, inputs, r2, within, uncertainty``.
    variances : pandas.DataFrame
        ``regime, measure, horizon, within, over, share, low, high``: variance of replicates at one
        draw, variance over draws, and the first as a share of the second with its interval.
    information : pandas.DataFrame
        ``regime, measure, horizon, given, about, name, people, error, share, share_low,
        share_high, first, total, total_low, total_high, r2, wrong, fall, fall_low, fall_high``:
        what it would be worth to know a ``parameter``, the result of a ``study`` of so many
        ``people``, or ``all`` parameters, in output per hour at the last horizon. ``share`` of
        the variance of the gap that this takes away; ``first``, in how many samples of the
        bootstrap no parameter takes away more; ``total`` index on an emulator with ``r2`` over
        draws left out; ``wrong``, how probable it is to name the wrong winner, and its ``fall``.
    conflicts : pandas.DataFrame
        ``first, second, implausibility``: items and pairs that no point meets.
    estimates : pandas.DataFrame
        ``point, item, simulated, estimate, variance``: what a draw gave for each item that weights
        it, that joined with its emulator, and the variance that is left, by which it was weighted.
    draws : pandas.DataFrame
        ``point, weight`` and one column per parameter.
    gaps : pandas.DataFrame
        ``point, given, weight, regime, measure, horizon, gap``.
    pack_gaps : pandas.DataFrame
        ``pack, regime, measure, horizon, gap, low, high``: what the assumptions of each side give.
    """

    kind = "posterior"
    tables: ClassVar[Mapping[str, Layout]] = {
        "probabilities": Layout(
            ("regime", "measure", "horizon", "given", "draws", "effective", "probability", "low",
             "high"),
            {**measured(SHARE_OF_DRAWS, "probability", "low", "high"), "effective": "draws"},
        ),
        "quantiles": Layout(
            ("regime", "measure", "horizon", "given", *QUANTILES, "q50_low", "q50_high"),
            measured(LOG_POINTS_UNIT, *QUANTILES, "q50_low", "q50_high"),
        ),
        "channels": Layout(
            ("regime", "channel", "given", "mean", "low", "high", *_OUTER),
            measured(LOG_POINTS_UNIT, "mean", "low", "high", *_OUTER),
        ),
        "parameters": Layout(
            ("parameter", "unit", *(f"prior_{name}" for name in _OUTER),
             *(f"posterior_{name}" for name in _OUTER), "narrowing", "narrowing_low",
             "narrowing_high", "told_by"),
            {
                **measured(
                    NAMED_BESIDE, *(f"{part}_{name}" for part in ("prior", "posterior")
                                    for name in _OUTER)
                ),
                **measured("share of the spread of the prior", "narrowing", "narrowing_low",
                           "narrowing_high"),
            },
        ),
        "items": Layout(
            ("item", "title", "unit", "role", "observed", "error", "discrepancy", "prior_mean",
             "prior_sd", *_OUTER, "distance"),
            {
                **measured(NAMED_BESIDE, "observed", "error", "discrepancy", "prior_mean",
                           "prior_sd", *_OUTER),
                "distance": "standard deviations",
            },
        ),
        "waves": Layout(("wave", "points", "left", "stop"), {"left": "share of the prior"}),
        "emulators": Layout(
            ("wave", "item", "points", "active", "inputs", "r2", "within", "uncertainty"),
            {"r2": "share of variance", "within": "share of points left out",
             "uncertainty": "share of all other variance"},
        ),
        "variances": Layout(
            ("regime", "measure", "horizon", "within", "over", "share", "low", "high"),
            {
                **measured("log points squared", "within", "over"),
                **measured("share of the variance over draws", "share", "low", "high"),
            },
        ),
        "information": Layout(
            ("regime", "measure", "horizon", "given", "about", "name", "people", "error", "share",
             "share_low", "share_high", "first", "total", "total_low", "total_high", "r2", "wrong",
             "fall", "fall_low", "fall_high"),
            {
                "people": "people",
                "error": NAMED_BESIDE,
                **measured("share of the variance over draws", "share", "share_low", "share_high",
                           "total", "total_low", "total_high"),
                "first": "share of samples",
                "r2": "share of variance",
                **measured(SHARE_OF_DRAWS, "wrong", "fall", "fall_low", "fall_high"),
            },
        ),
        "conflicts": Layout(
            ("first", "second", "implausibility"), {"implausibility": "standard deviations"}
        ),
        "estimates": Layout(
            ("point", "item", "simulated", "estimate", "variance"),
            {
                **measured(NAMED_BESIDE, "simulated", "estimate"),
                "variance": "square of that of the item",
            },
        ),
        "draws": Layout(("point", "weight"), {"weight": "share of all weight"}),
        "gaps": Layout(
            ("point", "given", "weight", "regime", "measure", "horizon", "gap"),
            {"gap": LOG_POINTS_UNIT, "weight": "share of all weight"},
        ),
        "packs": Layout(("pack", "parameter", "value"), {"value": OF_THE_PARAMETER}),
        "pack_gaps": Layout(
            ("pack", "regime", "measure", "horizon", "gap", "low", "high"),
            measured(LOG_POINTS_UNIT, "gap", "low", "high"),
        ),
    }  # fmt: skip
    draws_all = True
    answers = (
        "probabilities", "quantiles", "channels", "items", "waves", "variances", "information",
        "conflicts", "pack_gaps",
    )  # fmt: skip

    probabilities: pd.DataFrame
    quantiles: pd.DataFrame
    channels: pd.DataFrame
    parameters: pd.DataFrame
    items: pd.DataFrame
    waves: pd.DataFrame
    emulators: pd.DataFrame
    variances: pd.DataFrame
    information: pd.DataFrame
    conflicts: pd.DataFrame
    estimates: pd.DataFrame
    draws: pd.DataFrame
    gaps: pd.DataFrame
    packs: pd.DataFrame
    pack_gaps: pd.DataFrame

    @classmethod
    def measurement(cls) -> Measurement:
        """Return what is measured in runs that are no arms."""
        from sim.experiments.posterior.simulate import BESIDE_BASELINE

        return BESIDE_BASELINE

    @property
    def regimes(self) -> dict[str, str]:
        """Return the titles of all that tables tell of by name: balanced jobs alone come first."""
        first = {ADDED: TITLE} if ADDED in set(self.probabilities["regime"]) else {}
        return {**first, **self.compared}

    @property
    def compared(self) -> dict[str, str]:
        """Return the titles of the regimes by name, in the order in which they were asked for."""
        titles = {str(one["name"]): str(one["title"] or one["name"]) for one in self.scenarios}
        return {str(name): titles[str(name)] for name in self.settings["regimes"]}

    def about(self, table: str, regime: str, **keys: str) -> pd.DataFrame:
        """Return the rows of a table on a regime, in output per hour at the last horizon.

        Parameters
        ----------
        table : str
            One with a column ``regime``.
        regime : str
        **keys : str
            Values of further columns, such as ``given``.
        """
        rows: pd.DataFrame = getattr(self, table)
        headline = {"measure": MEASURES[0], "horizon": self.horizon}
        wanted = {"regime": regime, **keys}
        wanted |= {name: value for name, value in headline.items() if name in rows}
        return rows[(rows[list(wanted)] == pd.Series(wanted)).all(axis=1)]

    def prior_of(self, parameter: str) -> Distribution:
        """Return the prior of a parameter that is drawn."""
        known = self.settings["distributions"].get(parameter)
        if known is not None:
            return Distribution.read(known)
        low, high = self.settings["ranges"][parameter]
        return Distribution("uniform", float(low), float(high))

    @property
    def horizon(self) -> str:
        """Return the last horizon."""
        return str(self.probabilities["horizon"].iloc[-1])

    @property
    def refuted(self) -> bool:
        """Return whether no parameters meet the evidence."""
        return str(self.waves["stop"].iloc[-1]) == NOTHING_LEFT

    @property
    def effective(self) -> float:
        """Return how many equal draws those given the evidence are worth; 0 without any."""
        rows = self.probabilities[self.probabilities["given"] == EVIDENCE]
        return float(rows["effective"].min()) if len(rows) else 0.0

    @property
    def enough(self) -> bool:
        """Return whether the draws are worth enough for a probability."""
        return self.effective >= ENOUGH

    @property
    def would_do(self) -> float:
        """Return about how many draws would be worth enough; NaN where that is not known."""
        return draws_for(self.effective, int(self.settings["draws"]))
