"""An ablation and a frontier of balance with known numbers, made without simulating anything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from sim.evidence.judgement import verdict_on
from sim.experiments.ablation.analysis import ablation_table
from sim.experiments.ablation.record import Ablation
from sim.experiments.ablation.terms import REFERENCE, Term
from sim.experiments.frontier_of_balance.record import FrontierOfBalance
from tests.support.synthetic import UNITS, synthetic_monthly
from tests.support.synthetic_experiments import NO_ERRORS, SIDES

CHANGES = {
    "first_of_both": ("mechanism", "expertise is not scarce", 5.0, 6.0),
    "second_of_both": ("mechanism", "variety counts the tasks, not their content", -1.5, -2.0),
    "third_of_both": ("mechanism", "nobody becomes used to a lasting change of the job", 0.1, 0.2),
    "first_of_one": ("asymmetry", "nobody is dismissed for low effort, as under a guarantee of "
                     "work", -4.5, 0.4),
    "second_of_one": ("asymmetry", "ideas spread among private firms as fast as in the commons",
                      -2.2, -0.1),
}  # fmt: skip
"""Kind and title of what is taken away, and what that changes: the gap, and what balance adds."""

GAP, BALANCE = 1.8, -4.0


def synthetic_known_changes() -> pd.DataFrame:
    """Return three known changes in every world of `synthetic_ablation`, of every verdict."""
    rows = []
    for place, term in enumerate([REFERENCE.name, *CHANGES]):
        for number, name in enumerate(("worker_cooperative", "job_enrichment", "profit_sharing")):
            value = 1.0 + 0.45 * ((place * (number + 1)) % 5)
            row = {"term": term, "experiment": name, "title": name, "unit": "per cent"}
            row |= {"published": 1.0, "low": 0.0, "high": 2.0}
            row |= {"simulated": value, "simulated_low": value - 0.3, "simulated_high": value + 0.3}
            row |= dict.fromkeys(("change", "change_low", "change_high"), np.nan)
            if place:
                change = value - 1.0
                row |= {"change": change, "change_low": change - 0.5, "change_high": change + 0.5}
            rows.append(row | {"verdict": verdict_on((value - 0.3, value + 0.3), 0.0, 2.0)})
    return pd.DataFrame(rows)


def synthetic_ablation() -> Ablation:
    """Return an ablation in which two alternatives turn the sign, with the pairs of three."""
    noise = np.array([-0.9, -0.3, 0.2, 1.0])
    terms, found = [REFERENCE], {REFERENCE.name: (GAP, BALANCE, noise)}
    for place, (name, (kind, title, gap, balance)) in enumerate(CHANGES.items()):
        terms.append(Term(name, kind, "10.1", title, {}, (name,)))
        found[name] = (GAP + gap, BALANCE + balance, np.roll(noise, place))
    for one, other in combinations(("first_of_both", "first_of_one", "second_of_one"), 2):
        both = [CHANGES[one], CHANGES[other]]
        name = f"{one} + {other}"
        terms.append(Term(name, "pair", "", name, {}, (one, other)))
        together = [sum(each[k] for each in both) for k in (2, 3)]
        found[name] = (GAP + together[0] + 1.5, BALANCE + together[1], noise)
    worlds = {
        name: pd.DataFrame({"gap": gap + random, "balance": balance + 0.5 * random})
        for name, (gap, balance, random) in found.items()
    }
    points = {name: place for place, name in enumerate(worlds)}
    return Ablation(
        runs=pd.DataFrame(columns=["run"]),
        errors=NO_ERRORS,
        settings={"seed": 5, "replicates": 4, "scenarios": [side.to_dict() for side in SIDES]},
        planned=4 * len(worlds),
        units=dict(UNITS),
        elapsed=3.25,
        ablation=ablation_table(terms, worlds, points),
        channels=pd.DataFrame(columns=list(Ablation.tables["channels"].columns)),
        effects=pd.DataFrame(columns=list(Ablation.tables["effects"].columns)),
        values=pd.DataFrame(columns=list(Ablation.tables["values"].columns)),
        pairs=3,
        natural_experiments=False,
    )


def synthetic_frontier_of_balance() -> FrontierOfBalance:
    """Return a frontier that rises steeply from equal jobs, and two regimes below it."""
    bound = np.linspace(0.0, 1.0, 6)
    output = 100.0 - 14.0 * (1.0 - bound) ** 2
    spread = 0.21 * bound
    frontier = pd.DataFrame({"bound": bound, "spread": spread, "output": output})
    frontier = frontier.assign(
        spread_low=spread, spread_high=spread, low=output - 1.2, high=output + 1.2
    )
    rows = []
    for name, wide, made, possible in (("capitalism", 0.19, 98.0, 99.9), ("parecon", 0.05, 88, 92)):
        row = {"regime": name, "members": 40.0, "spread": wide, "output": float(made)}
        row |= {"spread_low": wide - 0.01, "spread_high": wide + 0.01}
        row |= {"low": made - 1.0, "high": made + 1.0, "possible": float(possible)}
        shortfall = 100.0 * (1.0 - made / possible)
        row |= {"shortfall": shortfall, "shortfall_low": shortfall - 0.5}
        rows.append(row | {"shortfall_high": shortfall + 0.5})
    return FrontierOfBalance(
        settings={
            "seed": 5,
            "replicates": 3,
            "scenarios": [side.to_dict() for side in SIDES],
            "sector": "hospital",
        },
        errors=NO_ERRORS,
        planned=3,
        unfinished=0,
        elapsed=3.25,
        units=dict(UNITS),
        seed=5,
        replicates=3,
        monthly=synthetic_monthly(("capitalism", "parecon"), replicates=3, months=12),
        sector="hospital",
        members=40,
        workplaces=2,
        points=6,
        frontier=frontier,
        regimes=pd.DataFrame(rows),
        divisions=pd.DataFrame(columns=list(FrontierOfBalance.tables["divisions"].columns)),
    )
