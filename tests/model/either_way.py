"""A search for worlds in which balancing jobs raises output, and for worlds in which it lowers it.

Everything but the division of labour is the same on both sides, burn-in and people included. The
search begins at the ends of ranges to which the literature on either side points, tries both ends
of every parameter that this literature names, and keeps what helps; all else stays at its default.
A world counts only if its jobs do become more equal.

``python -m tests.model.either_way`` searches and records the worlds in ``worlds.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

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

STARTS: Final = {
    # Advocates: work without content alienates most, alienation costs effort and does not wear off,
    # most people can learn most things, and half the hours keep most of the skill.
    "raises": {
        "effort_norm": 0.3,
        "intrinsic_motivation": 0.6,
        "habituation": 0.0,
        "crowding": 0.0,
        "reward_crowding": 0.0,
        "worst_work_response": 3.0,
        "weight_powerlessness": 0.0,
        "weight_meaninglessness": 0.0,
        "weight_self_estrangement": 1.0,
        "weight_isolation": 0.0,
        "complexity_scale": 0.5,
        "aptitude_dispersion": 0.11,
        "progress_ratio": 0.95,
        "maintenance": 0.25,
        "forgetting": 0.0,
        "open_places": 1.0,
        "training_capacity": 0.15,
        "switching_cost": 0.0,
    },
    # Critics: talent is rare, expertise lives on practice, people work for pay.
    "lowers": {
        "intrinsic_motivation": 0.15,
        "complexity_scale": 1.2,
        "aptitude_dispersion": 0.27,
        "progress_ratio": 0.8,
        "forgetting": 0.02,
        "switching_cost": 0.02,
        "idea_returns": 1.3,
    },
}
"""Where the search for each kind of world begins."""

EQUAL_ENOUGH: Final = 0.75
"""Balanced jobs keep at most this share of the spread inside workplaces."""

SEED: Final = 11

SIGNS: Final = {"raises": 1.0, "lowers": -1.0}
"""What balance does to output, and the sign of it."""

MOST_STEPS: Final = 40
"""Changes that are tried together with those already kept."""

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


def search(setting: str, word: str, jobs: int = 2) -> World:
    """Return a world in which the effect of balance is as far on one side as the search gets.

    Parameters
    ----------
    setting : str
        Scenario whose other institutions both sides have.
    word : {"raises", "lowers"}
        What balance is to do to output.
    jobs : int
        Processes.
    """
    declared, sign = declarations(), SIGNS[word]
    names = [name for group in NAMED.values() for name in group]

    def worth(effect: Effect) -> float:
        return sign * effect.output if effect.spread <= EQUAL_ENOUGH else -np.inf

    world: World = dict(STARTS[word])
    reached = worth(_mean((setting, world, SEEN)))
    either = [
        (name, end)
        for name in names
        for end in (declared[name].low, declared[name].high)
        if combination_problem({**world, name: end}) is None
    ]
    cases = [(setting, {**world, name: end}, SEEN) for name, end in either]
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(_mean, cases, chunksize=4))
    helpful = sorted(zip(map(worth, found), either, strict=True), reverse=True)
    for _, (name, end) in helpful[:MOST_STEPS]:
        candidate = {**world, name: end}
        if combination_problem(candidate) is not None:
            continue
        better = worth(_mean((setting, candidate, SEEN)))
        if better > reached:
            world, reached = candidate, better
    return {name: value for name, value in world.items() if value != declared[name].default}


def main() -> None:
    """Search in every setting and on both sides, and record what is found."""
    worlds = {
        decided_by: {word: search(setting, word) for word in SIGNS}
        for decided_by, setting in SETTINGS.items()
    }
    WORLDS.write_text(json.dumps(worlds, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
