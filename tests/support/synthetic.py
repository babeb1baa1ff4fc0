"""Comparisons and runs with known numbers, made without simulating anything."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from sim.experiments.compare.balance import balance_table
from sim.experiments.compare.bundle import baseline_of, cells_of
from sim.experiments.compare.record import Comparison, regime_names
from sim.experiments.compare.statistics import (
    channels_from_replicates,
    differences_from_monthly,
    path_from_monthly,
    quintiles_from_replicates,
)
from sim.experiments.run.record import Run
from sim.scenario import Scenario, load_scenario
from sim.study.rows import ERROR_COLUMNS
from sim.vocabulary import BURN_IN, RUN_KEYS

UNITS = {
    "output_per_hour": "output of a fully trained, average person at full effort = 1",
    "output_per_head": "output of a fully trained, average person at full effort = 1",
    "effort": "0 to 1",
    "alienation": "0 to 1",
    "powerlessness": "0 to 1",
    "unemployment_rate": "share of the labour force",
    "income_gini": "0 to 1",
    "wealth_gini": "0 to 1",
    "empowerment_spread": "standard deviation",
    "meeting_share": "share of working time",
    "technology": "log points",
    "vote_pass_rate": "share of votes",
    "income": "output of a fully trained, average person at full effort = 1",
    "wealth": "months of output",
    "job_index": "0 to 1",
    "empowerment": "0 to 1",
}

_LEVELS = {  # level before the fork, and in the long run under a and under b
    "output_per_hour": (0.62, 0.63, 0.68),
    "output_per_head": (0.54, 0.55, 0.62),
    "effort": (0.55, 0.55, 0.66),
    "alienation": (0.52, 0.52, 0.31),
    "powerlessness": (0.61, 0.61, 0.15),
    "unemployment_rate": (0.06, 0.06, 0.005),
    "income_gini": (0.34, 0.35, 0.16),
    "wealth_gini": (0.74, 0.77, 0.45),
    "empowerment_spread": (0.22, 0.22, 0.04),
    "meeting_share": (0.06, 0.06, 0.04),
    "technology": (3.0, 9.0, 14.0),
}

_CHANNELS = {
    "allocation": -6.0,
    "overhead": -1.5,
    "skills": 1.0,
    "effort": 12.0,
    "technology": 3.0,
}


def synthetic_monthly(
    regimes: tuple[str, str],
    replicates: int = 6,
    months: int = 120,
    burn_in: int = 24,
    seed: int = 1,
    effect: float = 1.0,
    dip: float = 0.06,
) -> pd.DataFrame:
    """Return a monthly table in which regime b leaves a by `effect` times its usual distance."""
    generator = np.random.default_rng(seed)
    month = np.arange(1 - burn_in, months + 1)
    progress = 1.0 - np.exp(-np.clip(month, 0, None) / 18.0)
    parts = []
    for replicate in range(replicates):
        luck = {name: generator.normal(0.0, 0.015) for name in _LEVELS}
        cycle = generator.normal(0.0, 0.008, month.size)
        for index, regime in enumerate(regimes):
            columns: dict[str, object] = {}
            for name, (before, under_a, under_b) in _LEVELS.items():
                after = under_a if index == 0 else under_a + effect * (under_b - under_a)
                value = before + (after - before) * progress
                if name.startswith("output") and index == 1:
                    value = value - dip * np.exp(-np.clip(month, 0, None) / 9.0) * (month > 0)
                own = generator.normal(0.0, 0.004, month.size) if index else 0.0
                own = np.where(month > 0, own, 0.0)
                columns[name] = value * (1.0 + luck[name] + cycle + own)
            columns["vote_pass_rate"] = np.where(index == 1, 0.8, np.nan) + 0.0 * month
            table = pd.DataFrame({"replicate": replicate, "month": month, **columns})
            table.insert(1, "regime", np.where(month > 0, regime, BURN_IN))
            parts.append(table if index == 0 else table[table["month"] > 0])
    monthly = pd.concat(parts, ignore_index=True)
    monthly.loc[monthly["regime"] == BURN_IN, "vote_pass_rate"] = np.nan
    return monthly.astype({"regime": "str"})


def synthetic_people(
    regimes: tuple[str, str], replicates: int, people: int = 200, seed: int = 2
) -> pd.DataFrame:
    """Return people at the end whose distributions differ between the regimes."""
    generator = np.random.default_rng(seed)
    parts = []
    for replicate in range(replicates):
        for index, regime in enumerate(regimes):
            spread = (0.55, 0.25)[index]
            parts.append(
                pd.DataFrame(
                    {
                        "replicate": replicate,
                        "regime": regime,
                        "person": np.arange(people),
                        "status": np.where(generator.random(people) < (0.06, 0.0)[index], 1, 0),
                        "effort": np.clip(
                            generator.normal((0.55, 0.66)[index], 0.08, people), 0.2, 1
                        ),
                        "alienation": np.clip(
                            generator.normal((0.52, 0.31)[index], (0.15, 0.06)[index], people), 0, 1
                        ),
                        "empowerment": (
                            generator.beta(1.2, 2.0, people)
                            if index == 0
                            else generator.normal(0.4, 0.04, people)
                        ),
                        "job_index": generator.normal(0.4, (0.2, 0.04)[index], people),
                        "income": generator.lognormal(-0.8, spread, people),
                        "wealth": generator.lognormal(1.0, 3.0 * spread, people)
                        * (generator.random(people) > 0.1),
                    }
                )
            )
    return pd.concat(parts, ignore_index=True).astype({"regime": "str"})


JOBS = {  # task: hours of eight members before the change, and after it under b
    "hospital": {
        "management": ((0, 1, 0, 0, 0, 0, 0, 0), (0, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1)),
        "surgery and diagnosis": ((1, 0, 0, 0, 0, 0, 0, 0), (0.5, 0, 0, 0.2, 0, 0.1, 0.1, 0.1)),
        "nursing": ((0, 0, 1, 1, 0, 0, 0, 0), (0, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.2)),
        "records and reception": (
            (0, 0, 0, 0, 1, 1, 0.4, 0),
            (0.2, 0.2, 0.3, 0.3, 0.3, 0.2, 0.2, 0.3),
        ),
        "cleaning, food and transport": (
            (0, 0, 0, 0, 0, 0, 0.6, 1),
            (0.2, 0.2, 0.2, 0.1, 0.3, 0.3, 0.2, 0.3),
        ),
        "in another workplace": ((0,) * 8, (0.1, 0, 0, 0, 0, 0, 0.1, 0)),
    },
    "aircraft_plant": {
        "management": ((1, 0, 0, 0), (0.4, 0.2, 0.2, 0.2)),
        "design engineering": ((0, 1, 0, 0), (0.2, 0.4, 0.2, 0.2)),
        "assembly": ((0, 0, 1, 0.7), (0.2, 0.3, 0.4, 0.3)),
        "records, stores and cleaning": ((0, 0, 0, 0.3), (0.2, 0.1, 0.2, 0.3)),
    },
}  # fmt: skip


def synthetic_jobs(regimes: tuple[str, str]) -> pd.DataFrame:
    """Return jobs that are balanced under b; the third member has left and a ninth has joined."""
    rows = []
    for sector, tasks in JOBS.items():
        for regime, month, state in ((BURN_IN, 0, 0), (regimes[0], 60, 0), (regimes[1], 60, 1)):
            for task, hours in tasks.items():
                members = len(hours[state])
                for person, share in enumerate(hours[state]):
                    if share == 0.0:
                        continue
                    left = month > 0 and person == 2
                    rows.append(
                        {
                            "regime": regime,
                            "month": month,
                            "sector": sector,
                            "workplace": 3,
                            "person": members if left else person,
                            "entry_month": 12 if left else -40,
                            "job_index": 0.5 if state else 0.9 - 0.7 * person / (members - 1),
                            "task": task,
                            "hours": float(share),
                        }
                    )
    return pd.DataFrame(rows).astype({"regime": "str", "sector": "str", "task": "str"})


def _channel_values(replicates: int, effect: float, seed: int = 3) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    rows = []
    for replicate in range(replicates):
        for horizon, share in (("transition", 0.5), ("long_run", 1.0)):
            for measure in ("output_per_hour", "output_per_head"):
                channels = dict(_CHANNELS)
                if measure == "output_per_head":
                    channels["employment"] = 4.0
                for channel, value in channels.items():
                    points = effect * share * value + generator.normal(0.0, 0.6)
                    rows.append((replicate, measure, horizon, channel, points))
    return pd.DataFrame(rows, columns=["replicate", "measure", "horizon", "channel", "log_points"])


def _channel_path_values(
    replicates: int, months: int, effect: float, seed: int = 4
) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    month = np.arange(1, months + 1)
    parts = []
    for replicate in range(replicates):
        for channel, value in _CHANNELS.items():
            points = effect * value * (1.0 - np.exp(-month / 18.0))
            points = points + generator.normal(0.0, 0.5) + generator.normal(0.0, 0.3, months)
            parts.append(
                pd.DataFrame(
                    {
                        "replicate": replicate,
                        "month": month,
                        "channel": channel,
                        "log_points": points,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def _quintile_values(replicates: int, effect: float, seed: int = 5) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    levels = {
        "income": ((0.30, 0.36, 0.42, 0.55, 0.95), (0.48, 0.49, 0.50, 0.52, 0.56)),
        "effort": ((0.50, 0.52, 0.54, 0.58, 0.63), (0.65, 0.65, 0.66, 0.66, 0.67)),
        "alienation": ((0.66, 0.60, 0.54, 0.46, 0.33), (0.32, 0.31, 0.31, 0.31, 0.30)),
        "job_index": ((0.18, 0.27, 0.37, 0.52, 0.72), (0.39, 0.40, 0.40, 0.41, 0.42)),
        "output_per_hour": ((0.50, 0.54, 0.60, 0.68, 0.86), (0.63, 0.65, 0.66, 0.68, 0.74)),
    }
    rows = []
    tilt = (1.2, 1.1, 1.0, 0.9, 0.6)
    for replicate in range(replicates):
        for fifth, weight in enumerate(tilt, start=1):
            parts = {
                name: effect * weight * value + generator.normal(0.0, 0.5)
                for name, value in _CHANNELS.items()
            }
            for name, value in {**parts, "total": sum(parts.values())}.items():
                measure = f"output_per_hour_{name}"
                rows.append((replicate, fifth, measure, "log points", 0.0, value))
        for measure, (under_a, under_b) in levels.items():
            for fifth, (a, b) in enumerate(zip(under_a, under_b, strict=True), start=1):
                draw = a + generator.normal(0.0, 0.01)
                gain = effect * (b - a) + generator.normal(0.0, 0.012)
                rows.append((replicate, fifth, measure, UNITS[measure], draw, draw + gain))
    return pd.DataFrame(rows, columns=["replicate", "quintile", "measure", "unit", "a", "b"])


def synthetic_comparison(
    replicates: int = 6,
    months: int = 120,
    effect: float = 1.0,
    dip: float = 0.06,
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    failures: list[tuple[int, str]] | None = None,
    unfinished: int = 0,
    balance: bool = False,
) -> Comparison:
    """Return a comparison in which b differs from a by `effect` times a usual distance.

    With `balance`, it says what balanced jobs themselves add too. Beside its replicates there may
    be such as failed, and such as are missing since it was stopped.
    """
    first = load_scenario(a, months=months) if isinstance(a, str) else a
    second = load_scenario(b, months=months) if isinstance(b, str) else b
    regimes = regime_names(first, second)
    monthly = synthetic_monthly(regimes, replicates, months, effect=effect, dip=dip)
    return Comparison(
        a=first,
        b=second,
        seed=7,
        replicates=replicates + len(failures or []) + unfinished,
        monthly=monthly,
        differences=differences_from_monthly(monthly, UNITS, regimes),
        path=path_from_monthly(monthly, regimes),
        channels=channels_from_replicates(
            _channel_values(replicates, effect), ["measure", "horizon"]
        ),
        channel_path=channels_from_replicates(
            _channel_path_values(replicates, months, effect), ["month"]
        ),
        quintiles=quintiles_from_replicates(_quintile_values(replicates, effect)),
        people=synthetic_people(regimes, replicates),
        jobs=synthetic_jobs(regimes),
        units=dict(UNITS),
        **_with_balance(
            _outcome((first, second), 7, replicates + unfinished, failures or []),
            synthetic_balance(first, second, replicates, months, effect) if balance else None,
        ),
        unfinished=unfinished,
        interrupted=unfinished > 0,
        elapsed=12.5,
    )


def synthetic_balance(
    a: Scenario, b: Scenario, replicates: int, months: int, effect: float = 1.0, seed: int = 6
) -> pd.DataFrame:
    """Return what balanced jobs add: motivation less than it costs in efficiency, turned by effect.

    They add -2.5 log points times `effect` to output per hour under managers and 1 more under a
    council, which itself adds 5.
    """
    generator = np.random.default_rng(seed)
    parts = {"allocation": -6.0, "overhead": -0.5, "skills": -1.0, "effort": 4.0, "technology": 1.0}
    month = np.arange(1, months + 1)
    cells, channels = [], []
    for replicate, cell in product(range(replicates), cells_of(a, b)):
        by_council = cell.decisions == "council"
        shift = 0.4 * (-1) ** replicate + generator.normal(0.0, 0.05)
        keys = {"replicate": replicate, "rest": cell.rest, "decisions": cell.decisions}
        points = 5.0 * by_council + (3.0 if cell.rest == regime_names(a, b)[1] else 0.0)
        if cell.division == "balanced":
            points += effect * (sum(parts.values()) + by_council) + shift
            split = parts | {"effort": parts["effort"] + by_council}
            channels += [
                pd.DataFrame(
                    {
                        **keys,
                        "month": month,
                        "channel": name,
                        "log_points": effect * value + shift / len(parts),
                    }
                )
                for name, value in split.items()
            ]
        cells.append(
            pd.DataFrame(
                {
                    **keys,
                    "division": cell.division,
                    "month": month,
                    "output_per_hour": 0.6 * np.exp(points / 100.0),
                    "effort": 0.55 + points / 200.0,
                }
            )
        )
    return balance_table(pd.concat(cells), pd.concat(channels), baseline_of(a, b))


def _with_balance(outcome: dict[str, Any], balance: pd.DataFrame | None) -> dict[str, Any]:
    """Return the fields of a result with what balanced jobs add, where it was asked for."""
    if balance is None:
        return outcome
    return {**outcome, "settings": {**outcome["settings"], "balance": True}, "balance": balance}


def _outcome(
    scenarios: tuple[Scenario, ...], seed: int, others: int, failures: list[tuple[int, str]]
) -> dict[str, Any]:
    """Return what every result has, of so many replicates and others that failed."""
    planned = others + len(failures)
    rows = [
        (number, 0, scenarios[0].name, number, error, "", f"balanced-jobs rerun FOLDER {number}")
        for number, error in failures
    ]
    return {
        "errors": pd.DataFrame(rows, columns=[*RUN_KEYS, *ERROR_COLUMNS]),
        "settings": {
            "replicates": planned,
            "seed": seed,
            "scenarios": [scenario.to_dict() for scenario in scenarios],
        },
        "planned": planned,
    }


def synthetic_run(replicates: int = 2, months: int = 24) -> Run:
    """Return a run with the numbers of regime a of a synthetic comparison."""
    scenario = load_scenario("capitalism", months=months)
    monthly = synthetic_monthly(("capitalism", "b"), replicates, months)
    people = synthetic_people(("capitalism", "b"), replicates)
    workplaces = pd.DataFrame(
        {
            "replicate": np.repeat(np.arange(replicates), 5),
            "workplace": np.tile(np.arange(5), replicates),
            "output": np.linspace(10.0, 20.0, 5 * replicates),
        }
    )
    return Run(
        scenario=scenario,
        seed=3,
        replicates=replicates,
        monthly=monthly[monthly["regime"] != "b"].drop(columns="regime").reset_index(drop=True),
        people=people[people["regime"] != "b"].drop(columns="regime").reset_index(drop=True),
        workplaces=workplaces,
        units={**UNITS, "output": "output of a fully trained, average person at full effort = 1"},
        **_outcome((scenario,), 3, replicates, []),
        elapsed=2.0,
    )
