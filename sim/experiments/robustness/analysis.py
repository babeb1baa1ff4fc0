"""Gaps in each variant, and what they differ by from those of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import CONFIDENCE, Estimate, mean_interval
from sim.experiments.robustness.variants import REFERENCE, Variant
from sim.study.measurement import OUTCOME_UNITS
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

Floats = NDArray[np.float64]

MEASURES: Final = ("output_per_hour", "output_per_head", "effort", "alienation", "income_gini")
"""What gaps are taken in: output in log points, the others as they are."""

UNITS: Final = {
    measure: "log points" if measure in LOG_OUTPUT else OUTCOME_UNITS[measure]
    for measure in MEASURES
}

SAME, REVERSED, UNDECIDED, DECIDED = "same", "reversed", "undecided", "decided"

_KEYS: Final = ["variant", "seed", "replicate", "horizon"]


def gaps_of_pairs(runs: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Return the gap of b over a in every pair of runs.

    Parameters
    ----------
    runs : pandas.DataFrame
        ``variant, seed, replicate, horizon, scenario`` and the outcomes.
    a, b : str
        Names of the scenarios.

    Returns
    -------
    pandas.DataFrame
        ``variant, seed, replicate, horizon, measure, unit, gap``; pairs of which one side is
        missing are left out.
    """
    sides = [runs[runs["scenario"] == name].set_index(_KEYS) for name in (a, b)]
    parts = []
    for measure in MEASURES:
        column = LOG_OUTPUT.get(measure, measure)
        scale = LOG_POINTS if measure in LOG_OUTPUT else 1.0
        gap = scale * (sides[1][column] - sides[0][column]).dropna()
        parts.append(gap.rename("gap").reset_index().assign(measure=measure, unit=UNITS[measure]))
    return pd.concat(parts, ignore_index=True)[[*_KEYS, "measure", "unit", "gap"]]


def gap_table(pairs: pd.DataFrame, variants: Sequence[Variant]) -> pd.DataFrame:
    """Return the gap of each variant, and what it differs by from that of the reference.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `gaps_of_pairs` returns them.
    variants : sequence of Variant
        The reference among them.

    Returns
    -------
    pandas.DataFrame
        Columns as `Robustness.gaps`.
    """
    horizons = list(dict.fromkeys(pairs["horizon"]))
    rows = [
        row
        for variant in variants
        for measure in MEASURES
        for row in _rows(
            pairs[pairs["measure"] == measure], variant, horizons, {"measure": measure}
        )
    ]
    return pd.DataFrame(rows)


def _rows(
    pairs: pd.DataFrame, variant: Variant, horizons: Sequence[str], labels: dict[str, str]
) -> Iterator[dict[str, object]]:
    """Yield the rows of one variant and measure, one for each horizon."""
    for horizon in horizons:
        at = pairs[pairs["horizon"] == horizon]
        own, reference = (
            at[at["variant"] == name].set_index("replicate")["gap"]
            for name in (variant.name, REFERENCE)
        )
        gap = mean_interval(own.to_numpy())
        known = mean_interval(reference.to_numpy())
        if variant.paired:
            change = mean_interval((own - reference).to_numpy())
        else:
            change = difference_of_means(own.to_numpy(), reference.to_numpy())
        itself = variant.name == REFERENCE
        yield {
            "variant": variant.name,
            **labels,
            "unit": UNITS[labels["measure"]],
            "horizon": horizon,
            "pairs": len(own),
            **dict(zip(("gap", "low", "high"), map(float, gap), strict=True)),
            **dict(
                zip(("change", "change_low", "change_high"), map(float, change), strict=True)
                if not itself
                else dict.fromkeys(("change", "change_low", "change_high"), float("nan"))
            ),
            "sign": REFERENCE if itself else sign_of(gap, known),
        }


def sign_of(gap: Estimate, reference: Estimate) -> str:
    """Return how the sign of a gap compares with that of the reference.

    "same" or "reversed" where both intervals exclude zero; "undecided" where that of the variant
    contains zero; "decided" where only that of the reference does.
    """
    own, other = (Outcome(*map(float, estimate)) for estimate in (gap, reference))
    if not own.decided:
        return UNDECIDED
    if not other.decided:
        return DECIDED
    return SAME if own.difference * other.difference > 0.0 else REVERSED


def difference_of_means(values: Floats, reference: Floats) -> Estimate:
    """Return the mean of values less that of a reference, drawn independently, with its interval.

    Welch's interval, which does not take the two spreads to be equal. Limits are NaN where one of
    the two has fewer than two values. Source: Welch (1947), The generalization of Student's problem
    when several different population variances are involved.

    Parameters
    ----------
    values, reference : (n,) float64
    """
    difference = np.asarray(values.mean() - reference.mean() if len(values) else np.nan)
    if min(len(values), len(reference)) < 2:
        unknown = np.full((), np.nan)
        return Estimate(difference, unknown, unknown)
    parts = np.array([each.var(ddof=1) / len(each) for each in (values, reference)])
    total = parts.sum()
    if total == 0.0:
        return Estimate(difference, difference, difference)
    freedom = total**2 / (parts**2 / [len(values) - 1, len(reference) - 1]).sum()
    half = stdtrit(freedom, 0.5 + 0.5 * CONFIDENCE) * np.sqrt(total)
    return Estimate(difference, difference - half, difference + half)
