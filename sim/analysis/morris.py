"""Elementary effects: which of many factors matter at all, from few points.

On a grid of p levels a random trajectory moves one factor at a time by the step D. With the range
of each factor scaled to [0, 1],

    e_i = [y(x with x_i + D) - y(x)] / D

is an elementary effect of factor i; a factor with a prior is scaled by its distribution function,
so that D is a step in probability. Over r trajectories, mu_i is their mean, mu*_i the mean of
their size, which effects of both signs do not cancel in, and sigma_i their standard deviation, zero
for a factor whose effect is linear and does not depend on the others. The sizes of the r effects
are independent, with the variance

    s*_i^2 = [(r - 1) sigma_i^2 + r mu_i^2 - r mu*_i^2] / (r - 1),

so that mu*_i +- t_{r-1} s*_i / sqrt(r) is the interval of Student. With the few trajectories that
are usual a bootstrap of them would be too narrow: of two, half of all resamples hold one alone.

Sources: Morris (1991), Technometrics 33; Campolongo, Cariboni and Saltelli (2007), Environmental
Modelling & Software 22, for mu*; computed by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.factors import Factor, salib_problem
from sim.analysis.intervals import CONFIDENCE
from sim.analysis.sampling import EVEN_LEVELS, Sample, check_size
from sim.analysis.seeding import legacy_seed, same_global_generator
from sim.errors import DesignError

Floats = NDArray[np.float64]

RESAMPLES: Final = 2
"""Bootstrap samples that SALib asks for; its interval is not used."""


def sample(factors: Sequence[Factor], samples: int, seed: int, levels: int = EVEN_LEVELS) -> Sample:
    """Return trajectories that change one factor at a time, for elementary effects.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Trajectories, each of one point more than there are factors.
    seed : int
    levels : int
        Levels of each factor, an even number. A categorical factor meets those of its values on
        which the levels fall.

    Raises
    ------
    DesignError
        If `levels` is not even and at least 2.
    """
    from SALib.sample import morris as sampler

    check_size(factors, samples)
    if levels < 2 or levels % 2:
        raise DesignError(f"levels = {levels}: give an even number of at least 2")
    numeric = sampler.sample(salib_problem(factors), samples, num_levels=levels, seed=seed)
    return Sample("morris", tuple(factors), numeric, samples, levels=levels)


def analyze(sample: Sample, outcome: Floats, seed: int = 0) -> pd.DataFrame:
    """Return the elementary effects of each factor.

    Parameters
    ----------
    sample : Sample
        As `sample` returns it.
    outcome : ndarray, shape (points,)
        NaN leaves out the trajectory that it belongs to.
    seed : int
        Of the generator that SALib wants; no number depends on it.

    Returns
    -------
    pandas.DataFrame
        ``factor``; ``mu``, the mean effect of going through the whole range, in units of the
        outcome; ``mu_star, mu_star_low, mu_star_high``, the mean of its size, which is never below
        0, with its 95 % interval; ``sigma``, its standard deviation, which tells of curvature and
        interactions.

    Raises
    ------
    DesignError
        If the sample is of another design, or the outcome does not fit it.
    """
    from SALib.analyze import morris

    values = sample.outcomes(outcome, "morris").reshape(sample.samples, -1)
    complete = ~np.isnan(values).any(axis=1)
    if complete.sum() < 2:
        raise DesignError(
            f"{complete.sum()} of {sample.samples} trajectories are complete, and at least 2 are "
            "needed; take more samples, or repeat the runs that failed"
        )
    numeric = sample.numeric.reshape(*values.shape, -1)[complete]
    with same_global_generator():
        found = morris.analyze(
            sample.problem,
            numeric.reshape(-1, len(sample.factors)),
            values[complete].ravel(),
            num_resamples=RESAMPLES,
            num_levels=sample.levels,
            seed=legacy_seed(seed),
        )
    mean, size, spread = (np.asarray(found[k], np.float64) for k in ("mu", "mu_star", "sigma"))
    half = _half_width(mean, size, spread, int(complete.sum()))
    return pd.DataFrame(
        {
            "factor": [factor.name for factor in sample.factors],
            "mu": mean,
            "mu_star": size,
            "mu_star_low": np.maximum(size - half, 0.0),
            "mu_star_high": size + half,
            "sigma": spread,
        }
    )


def _half_width(mean: Floats, size: Floats, spread: Floats, trajectories: int) -> Floats:
    """Return half the width of the 95 % interval of the mean size of effects."""
    freedom = trajectories - 1
    variance = spread**2 + trajectories * (mean**2 - size**2) / freedom
    # Effects of one size have no spread of sizes; rounding may leave a little less than none.
    half: Floats = stdtrit(freedom, 0.5 + 0.5 * CONFIDENCE) * np.sqrt(
        np.maximum(variance, 0.0) / trajectories
    )
    return half
