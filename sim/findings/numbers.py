"""The numbers of the findings, each with its unit and interval."""

from __future__ import annotations

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import mean_interval
from sim.experiments.compare.balance import added
from sim.experiments.compare.balance_words import PARTS
from sim.experiments.compare.bundle import BALANCED, HIERARCHICAL, setting_of
from sim.experiments.compare.outcomes import difference_in, relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.experiments.verdict.record import Verdict
from sim.kernels.elementwise import logarithms
from sim.study.record import LOG_POINTS_UNIT
from sim.text.numbers import Number, difference, per_cent, share
from sim.vocabulary import LOG_POINTS, LONG_RUN, horizons_of

PER_HOUR = "output_per_hour"
PER_HEAD = "output_per_head"


def level_gap(comparison: Comparison, measure: str = PER_HOUR) -> Number:
    """Return the long-run gap of a level in per cent."""
    return per_cent(relative_difference_in(comparison, measure, LONG_RUN))


def change_of(comparison: Comparison, indicator: str) -> Number:
    """Return the long-run paired difference of an indicator in its own unit."""
    found = difference_in(comparison, indicator, LONG_RUN)
    return difference(found, comparison.units[indicator])


def balance_numbers(comparison: Comparison) -> dict[str, Number] | None:
    """Return what balanced jobs themselves add to output per hour in the long run.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    dict of str to Number, or None
        ``whole`` with all else as in the regime with balanced jobs and ``alone`` with all else as
        in the other, in per cent; the parts of ``whole`` in log points. None where it is not told.
    """
    if comparison.balance.empty:
        return None
    whole, alone = (
        setting_of(comparison.a, comparison.b, division) for division in (BALANCED, HIERARCHICAL)
    )
    return {
        "whole": per_cent(added(comparison, whole, LONG_RUN)),
        "alone": per_cent(added(comparison, alone, LONG_RUN)),
        **{
            part: difference(added(comparison, whole, LONG_RUN, part), LOG_POINTS_UNIT)
            for part in PARTS
        },
    }


def gap_between(comparison: Comparison, measure: str, first: int, last: int) -> Number:
    """Return the mean over months of the paired gap in logarithms, in log points."""
    means = _log_means(comparison, measure, first, last)
    a, b = comparison.regimes
    return _mean(means[b] - means[a])


def gap_of_alternatives(one: Comparison, other: Comparison) -> Number:
    """Return the long-run gap between the second regimes of two comparisons with one baseline."""
    window = horizons_of(one.a.months)[LONG_RUN]
    means = [_log_means(found, PER_HOUR, *window)[found.regimes[1]] for found in (one, other)]
    return _mean((means[0] - means[1]).dropna())


def chance(verdict: Verdict, measure: str = PER_HOUR, horizon: str | None = None) -> Number:
    """Return the share of draws in which b is at least as productive.

    Parameters
    ----------
    verdict : Verdict
    measure : str
    horizon : str, optional
        By default the last one; unknown where there are no such draws.
    """
    table = verdict.probabilities
    chosen = last_horizon(verdict) if horizon is None else horizon
    rows = table[(table["measure"] == measure) & (table["horizon"] == chosen)]
    if rows.empty:
        return share(float("nan"))
    row = rows.iloc[0]
    return share(float(row["probability"]), float(row["low"]), float(row["high"]))


def last_horizon(verdict: Verdict) -> str:
    """Return the last horizon of a verdict."""
    return str(verdict.probabilities["horizon"].iloc[-1])


def _mean(gaps: pd.Series[float]) -> Number:
    mean, low, high = mean_interval(gaps.to_numpy())
    return difference(Outcome(float(mean), float(low), float(high)), LOG_POINTS_UNIT)


def _log_means(comparison: Comparison, measure: str, first: int, last: int) -> pd.DataFrame:
    """Return the mean log of a measure over months, in log points, by replicate and regime."""
    months = comparison.monthly[comparison.monthly["month"].between(first, last)]
    logs = months.assign(value=LOG_POINTS * logarithms(months[measure]))
    means: pd.DataFrame = logs.groupby(["replicate", "regime"])["value"].mean().unstack("regime")
    return means
