"""What critics and advocates each have to believe to be right, and how improbable that is.

Critics are right at a draw where the gap is negative, advocates where it is not. Parameters that
set their draws apart from all others are named, and the box of these in which a side is right in
most draws (`sim.analysis.set_apart`). A side that is right in hardly any draw is looked at where it
is nearest to being so: in the tenth of the draws with the largest, or the smallest, gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.distributions import Distribution
from sim.analysis.set_apart import LEAST, LEVELS, Apart, Region, region_of, set_apart
from sim.analysis.weighting import Weighted, effective_size, probability, weighted_quantile
from sim.experiments.posterior.added import ADDED, WITH
from sim.experiments.posterior.record import EVIDENCE, Posterior
from sim.vocabulary import ADVOCATES, CRITICS

Floats = NDArray[np.float64]

WANTED: Final = 0.8
"""Share of the draws of a box in which a side is to be right."""

MOST: Final = 3
"""Parameters of a box."""

TENTH: Final = 0.1

ASKED: Final = tuple((regime, side) for regime in (ADDED, WITH) for side in (ADVOCATES, CRITICS))
"""Comparison and side, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The end of what a side has to believe of a parameter.

    Attributes
    ----------
    parameter : str
    value : float
        In its unit.
    above : bool
        Whether it has to lie above it.
    end : float
        Other end: that of the range on this side.
    prior : float
        Probability of that part of the range by the prior.
    """

    parameter: str
    value: float
    above: bool
    end: float
    prior: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a side has to believe to be right.

    Attributes
    ----------
    regime, side : str
    right : Weighted
        Probability that it is.
    nearest : float
        Where it is right in too few draws to be looked at: the gap of the last of the tenth of the
        draws that is looked at in place of them. NaN otherwise.
    always : bool
        Whether it is right in most draws, so that it need not believe more than the evidence.
    named : int
        Parameters that set its draws apart.
    limits : tuple of Limit
        Of those that do so most; none where none does.
    region : Region or None
        The box that they are; its limits in the unit cube of the prior.
    """

    regime: str
    side: str
    right: Weighted
    nearest: float
    always: bool
    named: int
    limits: tuple[Limit, ...]
    region: Region | None

    @property
    def prior(self) -> float:
        """Return the probability of the box given the ranges alone."""
        return float(np.prod([one.prior for one in self.limits]))


def beliefs(result: Posterior) -> list[Belief]:
    """Return what each side has to believe of balanced jobs alone, and of the whole.

    Parameters
    ----------
    result : Posterior
        With draws given the evidence.
    """
    return list(_beliefs(result))


def _beliefs(result: Posterior) -> Iterator[Belief]:
    priors = {name: result.prior_of(name) for name in result.parameters["parameter"]}
    known = result.draws
    place_of = {int(point): place for place, point in enumerate(known["point"])}
    unit = np.column_stack([one.cdf(known[name]) for name, one in priors.items()])
    for regime, side in ASKED:
        rows = result.about("gaps", regime, given=EVIDENCE)
        rows = rows[rows["weight"] > 0.0]
        places = [place_of[int(point)] for point in rows["point"]]
        gaps = rows["gap"].to_numpy(np.float64)
        weights = rows["weight"].to_numpy(np.float64)
        yield _belief(regime, side, priors, unit[places], gaps, weights / weights.sum(),
                      int(result.settings["seed"]))  # fmt: skip


def _belief(
    regime: str,
    side: str,
    priors: dict[str, Distribution],
    unit: Floats,
    gaps: Floats,
    weights: Floats,
    seed: int,
) -> Belief:
    group = gaps >= 0.0 if side == ADVOCATES else gaps < 0.0
    right = probability(group, weights, seed)
    always = right.value >= WANTED or effective_size(weights[~group]) < LEAST
    nearest = float("nan")
    if not always and effective_size(weights[group]) < LEAST:
        level = 1.0 - TENTH if side == ADVOCATES else TENTH
        nearest = float(weighted_quantile(gaps, weights, level))
        group = gaps >= nearest if side == ADVOCATES else gaps <= nearest
    enough = not always and effective_size(weights[group]) >= LEAST
    found = set_apart(unit, weights, group, seed) if enough else []
    limits: tuple[Limit, ...] = ()
    region = None
    if found:
        tail = np.isfinite(nearest)
        chosen = found[:MOST]
        region = region_of(
            unit[:, [one.place for one in chosen]], weights, group,
            [one.above for one in chosen], WANTED, seed, LEVELS[:1] if tail else LEVELS,
        )  # fmt: skip
        limits = _limits(chosen, region, priors)
    return Belief(
        regime=regime, side=side, right=right, nearest=nearest, always=always, named=len(found),
        limits=limits, region=region,
    )  # fmt: skip


def _limits(
    chosen: Sequence[Apart], region: Region, priors: dict[str, Distribution]
) -> tuple[Limit, ...]:
    names = list(priors)
    found = []
    for one, level in zip(chosen, region.limits, strict=True):
        prior = priors[names[one.place]]
        found.append(
            Limit(
                parameter=names[one.place],
                value=float(prior.ppf(level)),
                above=one.above,
                end=float(prior.ends[1] if one.above else prior.ends[0]),
                prior=1.0 - level if one.above else level,
            )
        )
    return tuple(found)
