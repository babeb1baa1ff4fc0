"""Numbers and judgements of the findings in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import mean_interval
from sim.experiments.compare.outcomes import difference_in, relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.experiments.verdict.record import Verdict
from sim.text.labels import name_of
from sim.vocabulary import LOG_POINTS, LONG_RUN, horizons_of

PER_HOUR: Final = "output_per_hour"
PER_HEAD: Final = "output_per_head"


def gap_between(comparison: Comparison, measure: str, first: int, last: int) -> Outcome:
    """Return the mean over months of the paired gap in logarithms, in log points."""
    means = _log_means(comparison, measure, first, last)
    a, b = comparison.regimes
    mean, low, high = mean_interval((means[b] - means[a]).to_numpy())
    return Outcome(float(mean), float(low), float(high))


def gap_of_alternatives(one: Comparison, other: Comparison) -> Outcome:
    """Return the long-run gap between the second regimes of two comparisons with one baseline."""
    window = horizons_of(one.a.months)[LONG_RUN]
    means = [_log_means(found, PER_HOUR, *window)[found.regimes[1]] for found in (one, other)]
    mean, low, high = mean_interval((means[0] - means[1]).dropna().to_numpy())
    return Outcome(float(mean), float(low), float(high))


def _log_means(comparison: Comparison, measure: str, first: int, last: int) -> pd.DataFrame:
    """Return the mean log of a measure over months, in log points, by replicate and regime."""
    months = comparison.monthly[comparison.monthly["month"].between(first, last)]
    logs = months.assign(value=LOG_POINTS * np.log(months[measure]))
    means: pd.DataFrame = logs.groupby(["replicate", "regime"])["value"].mean().unstack("regime")
    return means


def lean(effects: NaturalExperiments) -> str:
    """Return to which side the baseline errs where it misses effects kept for validation.

    Effects of participation, variety and better jobs speak for the advocates where they are large.
    """
    table = effects.effects[effects.effects["use"] == "validation"]
    above = int((table["simulated"] > table["high"]).sum())
    below = int((table["simulated"] < table["low"]).sum())
    if not above and not below:
        return (
            "The fitted baseline reproduces all natural experiments that calibration did not see."
        )
    side = "the advocates" if above > below else "the critics" if below > above else "neither side"
    return (
        f"**A caution.** Of {len(table)} natural experiments that calibration did not see, the "
        "fitted "
        f"baseline puts {above} above the published interval and {below} below it: what it says of "
        f"participation and better jobs leans towards {side}, and so may its headline."
    )


def probability(verdict: Verdict, measure: str, horizon: str | None = None) -> str:
    """Return in how many draws b is at least as productive, by default at the last horizon."""
    table = verdict.probabilities
    chosen = horizon if horizon is not None else table["horizon"].iloc[-1]
    rows = table[(table["measure"] == measure) & (table["horizon"] == chosen)]
    if rows.empty:
        return "-"
    row = rows.iloc[0]
    return share(row["probability"], row["low"], row["high"])


def last_year(verdict: Verdict) -> str:
    """Return the last horizon of a verdict in words."""
    return year_words(str(verdict.probabilities["horizon"].iloc[-1]))


def last_indices(verdict: Verdict) -> pd.DataFrame:
    """Return the Sobol indices of output per hour at the last horizon, the largest first."""
    table = verdict.indices
    last = table["horizon"].iloc[-1]
    rows: pd.DataFrame = table[(table["measure"] == PER_HOUR) & (table["horizon"] == last)]
    return rows.sort_values("total", ascending=False, kind="stable")


def year_words(horizon: str) -> str:
    """Return a horizon in words."""
    kind, _, number = horizon.partition("_")
    return (
        f"{number} years" if kind == "year" and number != "1" else "1 year" if number else horizon
    )


def share(value: float, low: float, high: float) -> str:
    """Return a share with its interval in per cent."""
    return f"{100 * value:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def per_cent(outcome: Outcome) -> str:
    """Return an outcome in per cent with its interval."""
    return f"{outcome.difference:+.1f} % [{outcome.low:+.1f}, {outcome.high:+.1f}]"


def points(outcome: Outcome) -> str:
    """Return an outcome with its interval, without a unit."""
    if math.isnan(outcome.difference):
        return "-"
    if math.isnan(outcome.low):
        return f"{outcome.difference:+.1f}"
    return f"{outcome.difference:+.1f} [{outcome.low:+.1f}, {outcome.high:+.1f}]"


def percentage_of(comparison: Comparison, measure: str) -> str:
    """Return the long-run gap of a level in per cent, without the sign of per cent."""
    return points(relative_difference_in(comparison, measure, LONG_RUN).as_percentage())


def difference(comparison: Comparison, indicator: str, scale: float = 1.0) -> str:
    """Return the long-run paired difference of an indicator with its interval."""
    found = difference_in(comparison, indicator, LONG_RUN)
    digits = 1 if scale > 1.0 else 3
    values = (scale * x for x in (found.difference, found.low, found.high))
    mean, low, high = (f"{value:+.{digits}f}" for value in values)
    return f"{mean} [{low}, {high}]"


def judgement(gap: Outcome) -> str:
    """Return which side is ahead, where the interval tells."""
    if not gap.decided:
        return "undecided: luck alone could make either side ahead"
    return "the participatory economy is ahead" if gap.difference > 0.0 else "capitalism is ahead"


def stronger(efficiency: Outcome, motivation: Outcome) -> str:
    """Return what efficiency and motivation come to together."""
    total = efficiency.difference + motivation.difference
    if efficiency.difference < 0.0 < motivation.difference:
        more = "more" if total > 0.0 else "less"
        return (
            "So balanced jobs and their companions lose through the division of labour and gain "
            f"through effort, and the gain is {more} than the loss ({total:+.1f} together)."
        )
    return f"Together they come to {total:+.1f}."


def number(value: float) -> str:
    """Return a number with three significant digits."""
    return f"{value:.3g}" if math.isfinite(value) else "not defined"


def why(row: Any) -> str:
    """Return the reason why a fact or an effect is missed, as a further sentence."""
    reason = str(row["why_missed"]).strip()
    return f". {reason}" if reason else ""


def listed(names: Iterable[str]) -> str:
    """Return names in words, with commas."""
    return ", ".join(name_of(name) for name in names)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
