"""A posterior of a simulator whose answer is known: no economy is run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

import sim
from sim.experiments.posterior.evidence import CONDITIONS, FACT, HELD_OUT, Piece
from sim.experiments.posterior.matching import Matching
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.simulate import CHANNEL, outcome_name
from sim.experiments.posterior.tables import OUTCOME_UNITS, tables_of
from sim.parameters import declarations
from sim.study.evidence_arms import BASELINE, EvidencePlan
from sim.study.pairs import packs_of
from sim.study.priors import drawn_from, prior_over
from sim.study.requests import Point
from sim.vocabulary import MEASURES

NAMES = [
    name
    for name in ("intrinsic_motivation", "monitoring", "crowding", "solidarity", "learning")
    if name in declarations()
]
PRIOR = prior_over(NAMES)
NOISE = 0.2
"""Standard deviation of a run of each item and of each gap."""

SCENARIOS = [sim.load_scenario(name) for name in ("capitalism", "parecon", "cooperative")]


def piece(name: str, measured: str, observed: float, role: str = CONDITIONS) -> Piece:
    return Piece(name, FACT, name, "unit", measured, role, observed, 0.4, 0.3, "as it is")


def normal(points: Sequence[Point]) -> np.ndarray:
    """Return points as independent standard normal numbers, shape (points, inputs)."""
    unit = PRIOR.unit(pd.DataFrame([dict(point) for point in points]))
    return stats.norm.ppf(np.clip(unit, 1e-9, 1 - 1e-9))


class Simulator:
    """Stands for a campaign: items and gaps are sums of normal inputs, plus noise.

    Two items are the first input, the third is the second, one the third; the gap of the first
    regime is ten times the first input plus the fourth, that of the second minus as much.
    """

    def __init__(self, replicates: int) -> None:
        self.next_point = 0
        self.settings = {"replicates": replicates}
        self.calls: list[tuple[int, Sequence[Sequence[int]]]] = []

    def check_complete(self) -> None:
        """All is done at once."""

    def simulate(self, points, replicates, scenarios=(), arms=(), measurement=None):
        numbers = [
            replicates if isinstance(replicates[0], int) else replicates[place]
            for place in range(len(points))
        ]
        self.calls.append((len(points), numbers))
        z = normal(points)
        rows = []
        for place, own in enumerate(numbers):
            for replicate in own:
                random = np.random.default_rng([self.next_point + place, replicate])
                keys = (self.next_point + place, replicate)
                rows += self._rows(z[place], random, keys, scenarios)
        self.next_point += len(points)
        columns = ["point", "replicate", "scenario", "outcome", "value"]
        return pd.DataFrame(rows, columns=columns).assign(arm=BASELINE)

    def _rows(self, z, random, keys, scenarios):
        if not scenarios:
            found = {
                "unemployment_rate": z[0], "wage_gini": z[0], "income_gini": z[1],
                "wealth_gini": z[2],
            }  # fmt: skip
            return [
                (*keys, "capitalism", name, value + random.normal(0.0, NOISE))
                for name, value in found.items()
            ]
        rows = []
        for index in scenarios:
            gap = (10.0 * z[0] + z[3]) * (1.0 if index == 1 else -1.0)
            name = SCENARIOS[index].name
            rows += [(*keys, name, outcome_name(measure, "year_1"), gap) for measure in MEASURES]
            rows.append((*keys, name, outcome_name(CHANNEL, "effort"), gap))
        return rows


def matched(
    pieces: Sequence[Piece], waves: int = 2, points: int = 50, draws: int = 800, replicates: int = 2
) -> Matching:
    """Return the work of a posterior over the simulator."""
    plan = EvidencePlan(tuple(SCENARIOS), (), ())
    matching = Matching(Simulator(replicates), PRIOR, tuple(pieces), plan, plan, 2, seed=3)
    matching.waves(waves, points, replicates)
    matching.draw(draws)
    return matching


def result_of(matching: Matching) -> Posterior:
    """Return the result of the work."""
    names = [scenario.name for scenario in SCENARIOS[1:]]
    packs = packs_of(NAMES)
    settings = {
        "seed": 3,
        "baseline": "capitalism",
        "regimes": names,
        "draws": len(matching.drawn) or 800,
        "ranges": {name: list(one.ends) for name, one in PRIOR.distributions.items()},
        **drawn_from(PRIOR, "declared"),
        "scenarios": [scenario.to_dict() for scenario in SCENARIOS],
    }
    return Posterior(
        **tables_of(matching, matching.sides(packs, 2), names, ["year_1"]),
        packs=packs,
        runs=pd.DataFrame(columns=["run"]),
        settings=settings,
        planned=10,
        units=dict(OUTCOME_UNITS),
    )


FITTING = (
    piece("one", "unemployment_rate", 0.9),
    piece("same", "wage_gini", 0.7),
    piece("two", "income_gini", -0.5),
    piece("held", "wealth_gini", 3.0, HELD_OUT),
)
