"""Which ignorance decides, and what it would be worth to know: rows of the table ``information``.

For each regime, by output per hour at the last horizon: the share of the variance of the gap that
each parameter takes away where it is known, by itself and with all others known; that of studies;
and by how much the probability of naming the wrong winner would fall. Given the evidence where
there are draws from it, otherwise given the ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.joint_prior import JointPrior
from sim.analysis.one_way import LEAST_DRAWS, Spline, mean_share, spline_of, variance_share
from sim.analysis.total_effects import total_effects
from sim.analysis.value_of_information import (
    TIMES,
    fall_if_all_known,
    fall_in_wrong_names,
    wrong_name,
)
from sim.analysis.weighting import bootstrap_weights, effective_size
from sim.experiments.posterior.added import with_added
from sim.experiments.posterior.draws import Draws
from sim.experiments.posterior.evidence import Piece
from sim.experiments.posterior.matching import Matching
from sim.experiments.posterior.record import EVIDENCE
from sim.experiments.posterior.simulate import outcome_name
from sim.experiments.posterior.studies import SIZES, possible
from sim.vocabulary import MEASURES

Floats = NDArray[np.float64]

PARAMETER: Final = "parameter"
STUDY: Final = "study"
ALL: Final = "all"
"""Values of ``about``."""

SAMPLES: Final = 200
"""Samples of the bootstrap."""

UNKNOWN: Final = (float("nan"),) * 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of weighted draws beside the gaps.

    Attributes
    ----------
    prior : JointPrior
    pieces : sequence of Piece
        Evidence, among it the natural experiments that studies repeat.
    unit : (n, k) float64
        Draws in the unit cube of the prior.
    effects : (n, pieces) float64
        What was simulated of each piece at each draw; NaN where it was not.
    repeated : pandas.DataFrame
        ``draw, replicate, scenario, outcome, value``: two more runs of some draws; may be empty.
    seed : int
    """

    prior: JointPrior
    pieces: Sequence[Piece]
    unit: Floats
    effects: Floats
    repeated: pd.DataFrame
    seed: int


def known_of(matching: Matching, given: str) -> Known:
    """Return what is known of the draws given the evidence, or of those given the ranges.

    Parameters
    ----------
    matching : Matching
    given : str
        "evidence" or "ranges".
    """
    if given == EVIDENCE:
        draws, repeated = (matching.drawn, matching.draw_values), matching.repeated_gaps
    else:
        draws, repeated = (matching.first_points, matching.first_values), pd.DataFrame()
    return Known(matching.prior, matching.pieces, *draws, repeated, matching.seed)


def information(
    known: Known, draws: Draws, regimes: Sequence[str], horizon: str
) -> Iterator[dict[str, Any]]:
    """Yield what it would be worth to know each parameter, all of them, and results of studies.

    Parameters
    ----------
    known : Known
    draws : Draws
        In the same order.
    regimes : sequence of str
    horizon : str
    """
    for regime in regimes:
        key = (regime, outcome_name(MEASURES[0], horizon))
        if key not in draws.outcomes:
            continue
        gaps = draws.outcomes[key].to_numpy(np.float64)
        there = np.isfinite(gaps) & (draws.weights > 0.0)
        if not there.any():
            continue
        told = _Told(gaps[there], draws.weights[there], known.seed)
        shared = {
            "regime": regime,
            "measure": MEASURES[0],
            "horizon": horizon,
            "given": draws.given,
            "wrong": wrong_name(told.ahead, told.weights),
        }
        for row in (
            *_everything(known, draws, key, told),
            *_parameters(known.prior.names, known.unit[there], told),
            *_studies(known, there, told),
        ):
            yield {**shared, **row}


class _Told:
    """The gaps of a regime, with weights and the samples of their bootstrap."""

    def __init__(self, gaps: Floats, weights: Floats, seed: int) -> None:
        self.gaps, self.seed = gaps, seed
        self.weights = weights / weights.sum()
        self.ahead = gaps >= 0.0
        self.again = bootstrap_weights(self.weights, seed, SAMPLES)

    def fall(self, splines: Sequence[Spline | None]) -> tuple[float, ...]:
        """Return the fall of wrong names with its interval."""
        found = fall_in_wrong_names(splines, self.ahead, self.weights, self.again, self.seed)
        return UNKNOWN if found is None else tuple(found)


def _parameters(names: Sequence[str], unit: Floats, told: _Told) -> list[dict[str, Any]]:
    totals = total_effects(unit, told.gaps, told.weights, told.seed)
    rows, samples = [], []
    for place, name in enumerate(names):
        spline = spline_of(unit[:, place], told.weights)
        share = variance_share(spline, told.gaps, told.weights, told.again)
        samples.append(np.full(SAMPLES, -np.inf) if share is None else share.samples)
        total = (float(one[place]) for one in (totals.value, totals.low, totals.high))
        rows.append(
            {
                "about": PARAMETER,
                "name": name,
                **_numbers("share", UNKNOWN if share is None else share[:3]),
                **_numbers("total", tuple(total)),
                "r2": totals.r2,
                **_numbers("fall", told.fall([spline])),
            }
        )
    first = np.bincount(np.argmax(samples, axis=0), minlength=len(rows)) / SAMPLES
    return [{**row, "first": float(part)} for row, part in zip(rows, first, strict=True)]


def _studies(known: Known, there: NDArray[np.bool_], told: _Told) -> Iterator[dict[str, Any]]:
    unit, effects = known.unit[there], known.effects[there]
    distributions = list(known.prior.distributions.values())
    simulated = list(np.isfinite(effects).all(axis=0))
    found = possible(known.pieces, known.prior.names, simulated)
    for number, (study, place, discrepancy, effect) in enumerate(found):
        true = effects[:, place] if effect else distributions[place].ppf(unit[:, place])
        for size, people in enumerate(SIZES):
            error = study.error(people, discrepancy)
            random = np.random.default_rng([told.seed, number, size])
            results = true + error * random.standard_normal((TIMES, len(true)))
            splines = [spline_of(result, told.weights) for result in results]
            shares = [
                variance_share(spline, told.gaps, told.weights, told.again) for spline in splines
            ]
            told_by = [share for share in shares if share is not None]
            yield {
                "about": STUDY,
                "name": study.name,
                "people": people,
                "error": error,
                **_numbers("share", mean_share(told_by)[:3] if told_by else UNKNOWN),
                **_numbers("fall", told.fall(splines)),
            }


def _everything(
    known: Known, draws: Draws, key: tuple[str, str], told: _Told
) -> Iterator[dict[str, Any]]:
    """Yield what it would be worth to know all parameters, from draws that were run twice more."""
    runs = known.repeated
    if draws.given != EVIDENCE or runs.empty:
        return
    wide = with_added(
        runs.pivot(index=["draw", "replicate"], columns=["scenario", "outcome"], values="value")
    )
    if key not in wide:
        return
    pairs: pd.DataFrame = wide[key].unstack("replicate").dropna()
    weights = draws.weights[pairs.index.to_numpy(np.int64)]
    if effective_size(weights) < LEAST_DRAWS:
        return
    again = bootstrap_weights(weights, told.seed, SAMPLES)
    first, second = (pairs[k].to_numpy(np.float64) for k in (0, 1))
    found = fall_if_all_known(first, second, weights, again, wrong_name(told.ahead, told.weights))
    yield {"about": ALL, "name": "all parameters", **_numbers("fall", tuple(found))}


def _numbers(name: str, values: tuple[float, ...]) -> dict[str, float]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), values, strict=True))
