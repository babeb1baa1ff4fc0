"""A search for worlds in which balancing jobs raises output, and for worlds in which it lowers it.

Everything but the division of labour is the same on both sides, burn-in and people included. The
search knows nothing of the model: it draws all uncertain parameters from their ranges, moves each
to the end that goes with a larger effect of balance on average, then tries both ends of every
parameter and keeps what helps. A world counts only if its jobs do become more equal.

``python -m tests.model.either_way`` searches and records the worlds in ``worlds.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import qmc

from sim.parameters import combination_problem, declarations, uncertain
from sim.scenario import load_scenario
from sim.simulation import advance, burned_in

WORLDS: Final = Path(__file__).with_name("worlds.json")

SIZE: Final = {"workers": 300, "burn_in": 36, "months": 84}
"""Size of the economies."""

LAST: Final = 36
"""Months at the end over which output is averaged."""

DRAWS: Final = 512
"""Points of the space of parameters from which the search begins."""

PASSES: Final = 2
"""How often every parameter is tried at both ends."""

EQUAL_ENOUGH: Final = 0.75
"""Balanced jobs keep at most this share of the spread inside workplaces."""

SEED: Final = 11

SETTINGS: Final = {"council": "parecon", "manager": "capitalism"}
"""Scenario whose other institutions both sides have, by who decides."""

World = dict[str, float]


class Effect(NamedTuple):
    """What balancing jobs does.

    Attributes
    ----------
    output : float
        Log points of output per hour.
    spread : float
        Spread of job indices inside workplaces relative to jobs that are not balanced.
    """

    output: float
    spread: float


def effects_of_balance(
    setting: str, world: Mapping[str, float], replicates: Sequence[int]
) -> list[Effect]:
    """Return the effect of balancing jobs in each replicate.

    Parameters
    ----------
    setting : str
        Scenario whose other institutions both sides have.
    world : mapping of str to float
        Parameters on both sides and in the burn-in.
    replicates : sequence of int
    """
    sides = [
        load_scenario(setting, **SIZE, **world, **{"institutions.division": division})
        for division in ("hierarchical", "balanced")
    ]
    effects = []
    for replicate in replicates:
        start = burned_in(sides[0], SEED, replicate)
        found = []
        for side in sides:
            economy = start.fork(side)
            for _ in advance(economy, side.months):
                pass
            last = economy.monthly.tail(LAST)
            found.append((np.log(last["output_per_hour"]).mean(), last["workplace_spread"].mean()))
        (before, unequal), (after, equal) = found
        effects.append(Effect(100.0 * float(after - before), float(equal / unequal)))
    return effects


def _mean(case: tuple[str, World, Sequence[int]]) -> Effect:
    effects = effects_of_balance(*case)
    return Effect(*np.mean(effects, axis=0).tolist())


def search(setting: str, sign: float, jobs: int = 2) -> World:
    """Return a world in which the effect of balance is as far on one side as the search gets.

    Parameters
    ----------
    setting : str
        Scenario whose other institutions both sides have.
    sign : float
        1 for worlds in which balance raises output, -1 for the others.
    jobs : int
        Processes.
    """
    declared = declarations()
    names = [name for name in uncertain() if not name.endswith("_age")]
    low = np.array([declared[name].low for name in names])
    high = np.array([declared[name].high for name in names])
    draws = qmc.Sobol(len(names), rng=SEED).random(DRAWS)
    points = [dict(zip(names, (low + draw * (high - low)).tolist(), strict=True)) for draw in draws]

    with ProcessPoolExecutor(jobs) as pool:

        def measure(worlds: list[World]) -> list[Effect]:
            return list(pool.map(_mean, [(setting, each, (0, 1)) for each in worlds], chunksize=4))

        first = measure(points)
        at_least = np.quantile([each.spread for each in first], 0.5)
        kept = [x for x, each in enumerate(first) if each.spread <= max(EQUAL_ENOUGH, at_least)]
        outputs = sign * np.array([first[x].output for x in kept])
        ranks = outputs.argsort().argsort() / len(kept)
        slope = [np.corrcoef(draws[kept, column], ranks)[0, 1] for column in range(len(names))]
        best = dict(points[kept[int(outputs.argmax())]])
        decisive = np.argsort(-np.abs(slope))[:40]
        ends = {names[c]: float((high if slope[c] > 0 else low)[c]) for c in decisive}
        starts = [best, {**best, **ends}, ends]
        tried = measure(starts)
        reached, world = max(
            ((sign * each.output, start) for each, start in zip(tried, starts, strict=True)
             if each.spread <= EQUAL_ENOUGH),
            key=lambda pair: pair[0],
            default=(sign * tried[0].output, best),
        )  # fmt: skip
        for _ in range(PASSES):
            changes = [
                {**world, name: value}
                for name in names
                for value in (declared[name].low, declared[name].high)
            ]
            changes = [each for each in changes if combination_problem(each) is None]
            found = zip(measure(changes), changes, strict=True)
            helpful = sorted(
                ((sign * each.output, x, change) for x, (each, change) in enumerate(found)
                 if each.spread <= EQUAL_ENOUGH and sign * each.output > reached),
                reverse=True,
            )  # fmt: skip
            for _, _, change in helpful[:40]:
                moved = {name: value for name, value in change.items() if world.get(name) != value}
                candidate = {**world, **moved}
                effect = _mean((setting, candidate, (0, 1)))
                if sign * effect.output > reached and effect.spread <= EQUAL_ENOUGH:
                    world, reached = candidate, sign * effect.output
    return {name: value for name, value in world.items() if value != declared[name].default}


def main() -> None:
    """Search in every setting and on both sides, and record what is found."""
    worlds = {
        decided_by: {
            word: search(setting, sign) for word, sign in (("raises", 1.0), ("lowers", -1.0))
        }
        for decided_by, setting in SETTINGS.items()
    }
    WORLDS.write_text(json.dumps(worlds, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
