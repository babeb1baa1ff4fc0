"""Size: draws simulated once more in larger economies, and by how much that moves the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.weighting import Weighted, mean, probability, quantile, systematic
from sim.experiments.check_posterior.sample import Sample
from sim.experiments.posterior.added import with_added
from sim.experiments.posterior.simulate import BESIDE_BASELINE
from sim.study.campaign import Campaign
from sim.study.requests import as_point
from sim.vocabulary import MEASURES

DRAWS: Final = 200
"""Draws that are simulated in larger economies, taken by weight."""

LEAST: Final = 20
"""Draws below which nothing is said of larger economies."""


@dataclass(frozen=True, eq=False)
class LargerRuns:
    """Runs of draws in economies of another size.

    Attributes
    ----------
    draws, times : list of int
        Which draws, and how often each counts.
    first : int
        Number of the point of the first.
    runs : pandas.DataFrame
        ``point, scenario, outcome, value``.
    """

    draws: list[int]
    times: list[int]
    first: int
    runs: pd.DataFrame


def run_larger(work: Campaign, sample: Sample, workers: int, count: int, seed: int) -> LargerRuns:
    """Return runs of draws in economies of another size.

    Draws are taken as often as their weights say (systematic resampling) and then count the same. A
    draw keeps its number of replicate; people of economies of different sizes are others all the
    same, so that a pair of gaps differs by chance too.

    Parameters
    ----------
    work : Campaign
    sample : Sample
        With draws given the evidence.
    workers : int
        People in each of the larger economies.
    count : int
        Draws, with those that are taken several times.
    seed : int
    """
    random = np.random.default_rng([seed, 5])
    weights = sample.weights / sample.weights.sum()
    chosen = systematic(weights, min(count, len(weights)), random)
    draws, times = (found.tolist() for found in np.unique(chosen, return_counts=True))
    first = work.next_point
    runs = work.simulate(
        [as_point({**sample.points[draw], "workers": workers}) for draw in draws],
        [[draw] for draw in draws],
        scenarios=list(range(1, len(work.scenarios))),
        measurement=BESIDE_BASELINE,
    )
    return LargerRuns(draws, times, first, runs)


def larger_gaps(found: LargerRuns, sample: Sample) -> pd.DataFrame:
    """Return the gaps of draws in larger economies, beside those of the posterior.

    Parameters
    ----------
    found : LargerRuns
    sample : Sample

    Returns
    -------
    pandas.DataFrame
        ``draw, times, regime, measure, horizon, gap, larger``: log points, NaN where a run failed.
    """
    gaps = _wide(found)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "draw": found.draws,
                    "times": found.times,
                    **dict(zip(("regime", "measure", "horizon"), outcome, strict=True)),
                    "gap": sample.gaps[found.draws, place],
                    "larger": gaps.get(outcome, np.nan),
                }
            )
            for place, outcome in enumerate(sample.outcomes)
        ],
        ignore_index=True,
    )


def _wide(found: LargerRuns) -> pd.DataFrame:
    """Return the gaps of larger economies, a row for each draw, a column for each outcome."""
    runs = found.runs
    parts = runs["outcome"].str.split(":", expand=True)
    known = pd.DataFrame(
        {
            "place": runs["point"].to_numpy(np.int64) - found.first,
            "regime": runs["scenario"].astype(str),
            "measure": parts[0],
            "horizon": parts[1],
            "value": runs["value"].to_numpy(np.float64),
        }
    )
    known = known[known["measure"].isin(MEASURES)]
    wide = known.pivot(index="place", columns=["regime", "measure", "horizon"], values="value")
    return with_added(wide).reindex(index=range(len(found.draws)))


def size_rows(larger: pd.DataFrame, own: int, workers: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield for every outcome what the same draws say in economies of both sizes.

    Parameters
    ----------
    larger : pandas.DataFrame
        As `larger_gaps` returns it.
    own, workers : int
        People in each economy of the posterior, and of those that are larger.
    seed : int
    """
    for outcome, rows in larger.groupby(["regime", "measure", "horizon"], sort=False):
        known = rows[np.isfinite(rows["gap"]) & np.isfinite(rows["larger"])]
        if len(known) < 2:
            continue
        weights = known["times"].to_numpy(np.float64)
        weights = weights / weights.sum()
        before, after = (known[name].to_numpy(np.float64) for name in ("gap", "larger"))
        yield {
            **dict(zip(("regime", "measure", "horizon"), outcome, strict=True)),
            "workers": own,
            "larger": workers,
            "draws": int(known["times"].sum()),
            "different": len(known),
            **_limits("probability", probability(before >= 0.0, weights, seed)),
            **_limits("larger_probability", probability(after >= 0.0, weights, seed)),
            **_limits("median", quantile(before, weights, 0.5, seed)),
            **_limits("larger_median", quantile(after, weights, 0.5, seed)),
            **_limits("change", mean(after - before, weights, seed)),
            "spread": _spread(after - before, weights),
        }


def _limits(name: str, found: Weighted) -> dict[str, float]:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _spread(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Return the weighted standard deviation."""
    middle = float(weights @ values)
    return float(np.sqrt(weights @ (values - middle) ** 2))
