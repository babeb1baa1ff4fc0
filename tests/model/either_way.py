"""A search for worlds in which balancing jobs raises output, and for worlds in which it lowers it.

Everything but the division of labour is the same on both sides, burn-in and people included. The
search moves what the literature on either side names, all else stays at its default: it draws
these parameters from their ranges, moves those that matter to the end that goes with a larger
effect of balance, then tries both ends of each and keeps what helps. A world counts only if its
jobs do become more equal, and if its economy without balanced jobs is not far from the usual one.

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

from sim.parameters import combination_problem, declarations
from sim.scenario import load_scenario
from sim.simulation import advance, burned_in

WORLDS: Final = Path(__file__).with_name("worlds.json")

SIZE: Final = {"workers": 300, "burn_in": 36, "months": 84}
"""Size of the economies."""

LAST: Final = 36
"""Months at the end over which output is averaged."""

NAMED: Final = {
    "efficiency": (
        "complexity_scale", "aptitude_dispersion", "talent_correlation", "switching_cost",
        "assignment_improvement", "swap_hours",
    ),
    "motivation": (
        "effort_norm", "intrinsic_motivation", "crowding", "reward_crowding", "discipline_response",
        "effort_pay_response", "habituation", "alienation_adjustment", "worst_work_response",
        "weight_powerlessness", "weight_meaninglessness", "weight_self_estrangement",
        "weight_isolation", "dominance", "competence_adjustment", "attendance_least",
    ),
    "skills": (
        "learning", "progress_ratio", "maintenance", "forgetting", "untrained_skill",
        "untrained_ceiling", "open_places", "training_capacity", "access_share",
        "background_weight", "selection_validity", "hidden_talent",
    ),
    "ideas": (
        "idea_returns", "idea_competence", "uptake_low", "uptake_high", "uptake_council",
        "idea_spillover", "recombination",
    ),
}  # fmt: skip
"""Parameters that the search moves, by the channel on which they act most."""

DRAWS: Final = 256
"""Points of the space of parameters from which the search begins."""

PASSES: Final = 2
"""How often every parameter is tried at both ends."""

USUAL: Final = 1.6
"""Output per hour without balanced jobs stays within this factor of what the defaults give."""

EQUAL_ENOUGH: Final = 0.75
"""Balanced jobs keep at most this share of the spread inside workplaces."""

SEED: Final = 11

SEEN: Final = (0, 1)
"""Replicates of the search."""

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
    level : float
        Log output per hour without balanced jobs.
    """

    output: float
    spread: float
    level: float


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
        effects.append(Effect(100.0 * float(after - before), float(equal / unequal), float(before)))
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
    names = [name for group in NAMED.values() for name in group]
    low = np.array([declared[name].low for name in names])
    high = np.array([declared[name].high for name in names])
    draws = qmc.Sobol(len(names), rng=SEED).random(DRAWS)
    points = [dict(zip(names, (low + draw * (high - low)).tolist(), strict=True)) for draw in draws]
    usual = _mean((setting, {}, SEEN)).level

    def admitted(effect: Effect) -> bool:
        return effect.spread <= EQUAL_ENOUGH and abs(effect.level - usual) <= np.log(USUAL)

    with ProcessPoolExecutor(jobs) as pool:

        def measure(worlds: list[World]) -> list[tuple[float, World]]:
            """Return the worlds that count with their effects, the farthest first."""
            cases = [(setting, each, SEEN) for each in worlds if combination_problem(each) is None]
            effects = pool.map(_mean, cases, chunksize=4)
            pairs = [(sign * e.output, c[1]) for c, e in zip(cases, effects, strict=True)
                     if admitted(e)]  # fmt: skip
            return sorted(pairs, key=lambda pair: -pair[0])

        first = measure(points)
        drawn = np.array([[world[name] for name in names] for _, world in first])
        slope = [np.corrcoef(column, np.arange(len(first), 0, -1))[0, 1] for column in drawn.T]
        decisive = np.argsort(-np.abs(slope))[: len(names) // 2]
        ends = {names[c]: float((high if slope[c] > 0 else low)[c]) for c in decisive}
        reached, world = max(first[:1] + measure([ends]), key=lambda pair: pair[0])
        for _ in range(PASSES):
            either = [
                (name, end) for name in names for end in (declared[name].low, declared[name].high)
            ]
            for effect, change in measure([{**world, name: end} for name, end in either]):
                moved = {name: value for name, value in change.items() if world.get(name) != value}
                candidate = {**world, **moved}
                if effect <= reached or candidate == world:
                    continue
                for found, _ in measure([candidate]):
                    if found > reached:
                        world, reached = candidate, found
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
