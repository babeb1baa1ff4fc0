"""The people and workplaces that an economy starts with, and the traits of entrants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.errors import ScenarioError
from sim.kernels.elementwise import exponentials
from sim.kernels.entrants import draw_traits
from sim.kernels.random import fill_normal, fill_uniform
from sim.kernels.streams import Stream, key_of
from sim.kernels.sums import cumulative, mean, total
from sim.parameters import Parameters
from sim.parameters.time_step import per_step
from sim.scenario import Scenario
from sim.sectors import SectorTable
from sim.state.economy_state import EconomyState
from sim.state.people import Floats, Integers, People
from sim.state.tasks import task_tables
from sim.state.workplaces import Workplaces

MONTHS_PER_YEAR = 12

WEALTH_FOLLOWS_BACKGROUND = 0.5
"""Correlation of log wealth at the start with family background."""

MEAN_INITIAL_WEALTH = 30.0
"""Months of full output per person; about the capital that saving and wear sustain."""


def untrained(aptitude: Floats, parameters: Parameters) -> Floats:
    """Return the skill of people who never trained or practised, same shape as `aptitude`."""
    return parameters.untrained_skill * aptitude


def _normals(state: EconomyState, stream: Stream, identifiers: Integers) -> Floats:
    draws = np.empty(len(identifiers))
    fill_normal(state.key(stream), np.ascontiguousarray(identifiers), draws)
    return draws


def create_state(
    scenario: Scenario, table: SectorTable, seed: int, replicate: int, threads: int
) -> EconomyState:
    """Return an economy before its first month: everybody has traits, nobody works yet.

    Parameters
    ----------
    scenario : Scenario
        Size, sector shares and parameters.
    table : SectorTable
        Sectors in the order of ``scenario.sectors``.
    seed, replicate : int
        Identify the random numbers.
    threads : int
        Threads for kernels.

    Raises
    ------
    ScenarioError
        If a sector is too small to hold a single workplace.
    """
    parameters = per_step(scenario.parameters, scenario.months_per_step)
    shares = np.array(list(scenario.sectors.values()))
    sector, share = _draw_workplaces(scenario, table, shares / total(shares), seed, replicate)
    people = People.allocate(scenario.workers)
    state = EconomyState(
        parameters=parameters,
        sectors=task_tables(table, parameters),
        people=people,
        workplaces=Workplaces.allocate(sector, share, scenario.workers),
        seed=seed,
        replicate=replicate,
        months_per_step=scenario.months_per_step,
        threads=threads,
        destination=np.full(scenario.workers, -1, dtype=np.int32),
    )
    everyone = np.arange(scenario.workers)
    draw_traits(state, everyone)
    draws = np.empty(scenario.workers)
    fill_uniform(state.key(Stream.AGE), people.person, draws)
    span = (parameters.retirement_age - parameters.entry_age) * MONTHS_PER_YEAR
    people.age[:] = (parameters.entry_age * MONTHS_PER_YEAR + draws * span).astype(np.int32)
    people.entry_month[:] = -(draws * span).astype(np.int32)
    people.skill[:] = untrained(people.aptitude, parameters)
    people.effort[:] = parameters.effort_norm
    people.alienation[:] = 0.5
    people.alienation_total[:] = 0.5
    people.competence[:] = people.accustomed_alienation[:] = 0.5
    people.heard[:] = 1.0
    people.wealth[:] = _initial_wealth(state)
    _initial_business(state)
    return state


def _initial_wealth(state: EconomyState) -> Floats:
    """Return lognormal wealth that follows family background, shape (people,)."""
    own = _normals(state, Stream.INITIAL_WEALTH, state.people.person)
    follow = WEALTH_FOLLOWS_BACKGROUND
    factor = follow * state.people.background + np.sqrt(1.0 - follow * follow) * own
    wealth = exponentials(state.parameters.wealth_dispersion * factor)
    scaled: Floats = wealth * (MEAN_INITIAL_WEALTH / mean(wealth))
    return scaled


def _initial_business(state: EconomyState) -> None:
    """Draw technology, and demand from its stationary distribution."""
    parameters, workplaces = state.parameters, state.workplaces
    index = np.arange(len(workplaces))
    spread = parameters.productivity_dispersion
    workplaces.technology[:] = exponentials(
        spread * _normals(state, Stream.INITIAL_TECHNOLOGY, index) - 0.5 * spread * spread
    )
    persistence = parameters.demand_persistence
    stationary = 1.0 / np.sqrt(1.0 - persistence * persistence)
    workplaces.demand[:] = (
        parameters.demand_volatility * stationary * _normals(state, Stream.INITIAL_DEMAND, index)
    )


def _draw_workplaces(
    scenario: Scenario, table: SectorTable, shares: Floats, seed: int, replicate: int
) -> tuple[Integers, Floats]:
    """Return sector and share of jobs of each workplace; sizes are lognormal by sector."""
    key = key_of(seed, replicate, Stream.WORKPLACE_SIZE, 0)
    sectors: list[NDArray[np.int64]] = []
    sizes: list[Floats] = []
    for s, (name, share) in enumerate(zip(scenario.sectors, shares, strict=True)):
        staff = share * scenario.workers
        smallest = float(table.size_minimum[s])
        if staff < smallest:
            raise ScenarioError(
                f"sectors.{name} = {share:g}: {scenario.workers} workers leave {staff:.0f} people "
                f"for this sector, fewer than its smallest workplace ({smallest:.0f}); "
                "raise 'workers' or the share"
            )
        most = int(staff // smallest)
        draws = np.empty(most)
        fill_normal(key, np.arange(most) + 10_000_000 * s, draws)
        drawn = table.size_median[s] * exponentials(table.size_log_sd[s] * draws)
        drawn = np.clip(drawn, smallest, staff)
        count = max(int(np.searchsorted(cumulative(drawn), staff)), 1)
        kept = drawn[:count]
        sizes.append(kept * (staff / total(kept)))
        sectors.append(np.full(count, s, dtype=np.int64))
    size = np.concatenate(sizes)
    return np.concatenate(sectors), size / total(size)
