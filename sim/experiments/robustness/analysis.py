"""Gaps in each variant, and what they differ by from those of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import Estimate, independent_difference, mean_interval
from sim.experiments.robustness.record import DECIDED, REFERENCE, REVERSED, SAME, UNDECIDED
from sim.experiments.robustness.variants import Variant
from sim.study.measurement import OUTCOME_UNITS
from sim.study.record import LOG_POINTS_UNIT
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

MEASURES: Final = ("output_per_hour", "output_per_head", "effort", "alienation", "income_gini")
"""What gaps are taken in: output in log points, the others as they are."""

UNITS: Final = {
    measure: LOG_POINTS_UNIT if measure in LOG_OUTPUT else OUTCOME_UNITS[measure]
    for measure in MEASURES
}

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
            change = independent_difference(own.to_numpy(), reference.to_numpy())
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
    own, other = (Outcome.from_estimate(estimate) for estimate in (gap, reference))
    if not own.decided:
        return UNDECIDED
    if not other.decided:
        return DECIDED
    return SAME if own.difference * other.difference > 0.0 else REVERSED
