"""Two regimes side by side at many points, and the gap between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import ScenarioError, choices
from sim.parameters import declarations
from sim.scenario import Scenario, load_scenario
from sim.study.campaign import Campaign
from sim.study.requests import Point
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS, MEASURES, PUBLISHED, SIDES, horizons_of


def align_assumptions(a: Scenario, b: Scenario) -> tuple[Scenario, Scenario]:
    """Return two scenarios that can be compared: shared assumptions hold for both.

    Raises
    ------
    ScenarioError
        If the two do not describe the same people, workplaces and months.
    """
    if a.sectors == b.sectors and a.sector_definitions != b.sector_definitions:
        raise ScenarioError(
            f"a comparison forks one economy, but {a.name} and {b.name} define the tasks or sizes "
            "of a sector differently; use the same sector files in both"
        )
    for name in ("workers", "months", "burn_in", "months_per_step", "sectors"):
        ours, theirs = getattr(a, name), getattr(b, name)
        if ours != theirs:
            raise ScenarioError(
                f"a comparison forks one economy, so '{name}' must be the same in both scenarios: "
                f"{a.name} has {ours}, {b.name} has {theirs}; set it for both"
            )
    if a.shared_assumptions and b.shared_assumptions:
        clash = sorted(
            key
            for key in {*a.overrides, *b.overrides}
            if getattr(a.parameters, key) != getattr(b.parameters, key)
        )
        if clash:
            raise ScenarioError(
                f"{a.name} and {b.name} both claim that their assumptions hold for everybody, but "
                f"differ in {', '.join(clash)}; compare each with another regime instead"
            )
    if b.shared_assumptions:
        a = load_scenario(a, b.overrides)
    elif a.shared_assumptions:
        b = load_scenario(b, a.overrides)
    return a, b


def pair_of(
    a: Scenario | str,
    b: Scenario | str,
    overrides: Mapping[str, Any] | None = None,
    *,
    workers: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
) -> tuple[Scenario, Scenario]:
    """Return two scenarios in one world, with different names.

    Parameters
    ----------
    a, b : Scenario or str
        Scenarios, or names or paths of scenario files.
    overrides : mapping, optional
        Changes on both sides, as in `load_scenario`.
    workers, months, burn_in : int, optional
        By default those of the scenarios.

    Raises
    ------
    ScenarioError
        If a scenario is not valid or the two cannot be compared.
    """
    size = {"workers": workers, "months": months, "burn_in": burn_in}
    changes = {**(overrides or {}), **{key: n for key, n in size.items() if n is not None}}
    first, second = align_assumptions(load_scenario(a, changes), load_scenario(b, changes))
    if first.name == second.name:
        raise ScenarioError(
            f"both scenarios have the name '{first.name}'; give them different ones"
        )
    return first, second


def check_horizon(horizon: str, months: int) -> str:
    """Return the horizon, after making sure that a run of so many months has it.

    Raises
    ------
    ScenarioError
        If it has not.
    """
    known = list(horizons_of(months))
    if horizon not in known:
        raise ScenarioError(
            f"horizon = '{horizon}': a run of {months} months has no such horizon; "
            f"{choices(horizon, known)}"
        )
    return horizon


def check_measure(measure: str) -> str:
    """Return the measure, after making sure that there is a gap in it.

    Raises
    ------
    ScenarioError
        If there is not.
    """
    if measure not in MEASURES:
        raise ScenarioError(
            f"measure = '{measure}': no gap is taken in it; {choices(measure, MEASURES)}"
        )
    return measure


def gaps(runs: pd.DataFrame, a: str, b: str, measures: Sequence[str] = MEASURES) -> pd.DataFrame:
    """Return the gap of b over a in every pair of runs.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Experiment.runs`.
    a, b : str
        Names of the scenarios.
    measures : sequence of str
        Some of `MEASURES`.

    Returns
    -------
    pandas.DataFrame
        ``point, replicate, horizon, measure, gap`` in log points, sorted by them; pairs of which
        one side is missing are left out.
    """
    keys = ["point", "replicate", "horizon"]
    parts = []
    for measure in measures:
        sides = [
            runs.loc[runs["scenario"] == name].set_index(keys)[LOG_OUTPUT[measure]]
            for name in (a, b)
        ]
        gap = (LOG_POINTS * (sides[1] - sides[0])).dropna().rename("gap").reset_index()
        parts.append(gap.assign(measure=measure))
    table = pd.concat(parts, ignore_index=True)
    order = {name: k for k, name in enumerate(dict.fromkeys(runs["horizon"]))}
    table = table.assign(order=table["horizon"].map(order))
    table = table.sort_values(["point", "replicate", "order"], kind="stable", ignore_index=True)
    return table[["point", "replicate", "horizon", "measure", "gap"]]


def gap_matrix(
    runs: pd.DataFrame,
    names: tuple[str, str],
    points: Sequence[int],
    replicates: int,
    measure: str,
    horizon: str,
) -> NDArray[np.float64]:
    """Return the gap at each point in each replicate.

    Returns
    -------
    ndarray, shape (points, replicates)
        NaN where a run is missing.
    """
    table = gaps(runs[runs["horizon"] == horizon], *names, measures=[measure])
    matrix = table.pivot(index="point", columns="replicate", values="gap")
    return matrix.reindex(index=list(points), columns=range(replicates)).to_numpy(np.float64)


def simulated_gaps(
    work: Campaign, points: Sequence[Point], replicates: int, measure: str, horizon: str
) -> NDArray[np.float64]:
    """Return the gap at new points, after simulating both sides of the work there.

    Parameters
    ----------
    work : Campaign
        Of two scenarios.
    points : sequence of Point
    replicates : int
    measure, horizon : str

    Returns
    -------
    ndarray, shape (points, replicates)
        NaN where a run ended in an error.

    Raises
    ------
    UnfinishedError
        If runs could not be done or saved, or all ended in an error.
    KeyboardInterrupt
        If the user stopped.
    """
    names = (work.scenarios[0].name, work.scenarios[1].name)
    first = work.next_point
    runs = work.simulate(points, range(replicates))
    work.check_complete()
    numbers = range(first, first + len(points))
    return gap_matrix(runs, names, numbers, replicates, measure, horizon)


def packs_of(parameters: Sequence[str]) -> pd.DataFrame:
    """Return the published defaults, and what critics and advocates assume instead.

    Parameters
    ----------
    parameters : sequence of str

    Returns
    -------
    pandas.DataFrame
        ``pack, parameter, value``.
    """
    declared = declarations()
    rows = [(PUBLISHED, name, float(declared[name].default)) for name in parameters]
    for side in SIDES:
        assumed = load_scenario(side).parameters
        rows += [(side, name, assumed[name]) for name in parameters]
    return pd.DataFrame(rows, columns=["pack", "parameter", "value"])
