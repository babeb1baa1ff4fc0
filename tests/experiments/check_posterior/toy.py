"""A posterior of a linear simulator with normal noise, as numbers: its answer is known by Bayes.

Three parameters with uniform priors; item one is the first parameter, item two the second, item
three both; the gap is ten times the first less the second, item four is held out.
"""

from __future__ import annotations

import numpy as np

from sim.analysis.distributions import Distribution
from sim.analysis.joint_prior import JointPrior
from sim.analysis.weighting import normalised
from sim.experiments.check_posterior.sample import Known, Sample

NAMES = ("crowding", "monitoring", "solidarity")
NOISE = 0.03
ERROR, DISCREPANCY = 0.06, 0.08
OUTCOME = ("parecon", "output_per_hour", "year_1")


def items(third: float = 0.95, discrepancy: float = DISCREPANCY) -> list[Known]:
    found = [("one", 0.6), ("two", 0.35), ("both", third), ("held", 0.5)]
    return [
        Known(name, name, "unit", "held_out" if name == "held" else "conditions", name, value,
              ERROR, discrepancy)
        for name, value in found
    ]  # fmt: skip


def simulated(unit: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    values = np.column_stack([unit[:, 0], unit[:, 1], unit[:, 0] + unit[:, 1], unit[:, 2]])
    values = values + NOISE * random.standard_normal(values.shape)
    gaps = 10.0 * (unit[:, 0] - unit[:, 1]) + random.standard_normal(len(unit))
    return values, gaps[:, None]


def toy(draws: int = 1500, points: int = 80, seed: int = 1, third: float = 0.95) -> Sample:
    random = np.random.default_rng(seed)
    prior = JointPrior({name: Distribution("uniform", 0.0, 1.0) for name in NAMES})
    unit = random.random((draws, 3))
    values, gaps = simulated(unit, random)
    wave = random.random((points, 3))
    runs = [simulated(wave, random) for _ in range(2)]
    sample = Sample(
        prior, items(third), np.full(4, NOISE**2), unit, np.full(draws, 1.0 / draws), values, gaps,
        [OUTCOME], wave, np.stack([run[0] for run in runs], axis=1), runs[0][1],
    )  # fmt: skip
    places = [0, 1, 2]
    level = sample.terms(places, sample.observed(places)).sum(axis=1)
    object.__setattr__(sample, "weights", normalised(level))
    return sample
