"""The economy as a Mesa model: a month is twelve phases (model section 4)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any, Final, overload

import mesa
import numpy as np
import pandas as pd
from mesa.agentset import AgentSet
from numpy.typing import NDArray

from sim.agents import Worker, Workplace
from sim.collection import EconomyCollector
from sim.errors import ScenarioError
from sim.grammar.arguments import checked
from sim.grammar.values import integer, shown
from sim.institutions import SWITCHES, Rules, rules_of
from sim.institutions.education import ClassSelected
from sim.institutions.managing_work import fit_tasks, staff_again
from sim.institutions.protocols import Proposal
from sim.parameters.time_step import per_step
from sim.phases import (
    alienation,
    demand,
    demography,
    division,
    effort,
    labour_allocation,
    learning,
    overheads,
    participation,
    pay,
    production,
)
from sim.phases.indicators import INDICATORS, measure
from sim.phases.schedule import Observers, Phase
from sim.scenario import Institutions, Scenario, load_scenario
from sim.sectors import load_scenario_sectors
from sim.state import EconomyState
from sim.state.population import create_state

CAPITALISM = Institutions()
"""Institutions of the burn-in."""


MOST_SEED: Final = 2**63 - 1
"""Largest seed."""


def _checked_seed(
    seed: int | None, rng: int | np.random.Generator | None
) -> int | np.random.Generator | None:
    """Return the seed or generator that was given, after refusing what is neither by its name.

    Raises
    ------
    ScenarioError
        If a seed is no whole number in range; a text is never taken for a random one.
    """
    name, given = ("seed", seed) if seed is not None else ("rng", rng)
    if given is None or (name == "rng" and isinstance(given, np.random.Generator)):
        return given
    whole = integer(given)
    if whole is None or not 0 <= whole <= MOST_SEED:
        allowed = "" if name == "seed" else " or a numpy.random.Generator"
        raise ScenarioError(
            f"{name} = {shown(given)}: must be a whole number from 0 to {MOST_SEED:,}{allowed}"
        )
    return whole


class Economy(mesa.Model):  # type: ignore[misc]
    """An economy of workers and workplaces under six institutions.

    The first `burn_in` months run under capitalist institutions, the later ones under those of the
    scenario. People and workplaces are arrays in `state`; `Worker` and `Workplace` agents are views
    on them, created when somebody first looks at `agents`.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, the name of one, or the path of a scenario file.
    seed : int, optional
        Seed of all random draws; drawn from the operating system when left out.
    replicate : int
        Number of the replicate: independent random draws under the same seed.
    rng : int or numpy.random.Generator, optional
        Mesa's newer name for `seed`; give one of the two.
    threads : int
        Threads for kernels; the numbers do not depend on it.
    agent_interval : int, optional
        Months between records of every worker in the data collector; by default the last month of
        the run only, 0 for never.
    **overrides
        Parameters and settings that replace those of the scenario, as in `load_scenario`.

    Attributes
    ----------
    state : EconomyState
        People and workplaces as arrays.
    measured : list of float
        Indicators of the latest step in the order of `INDICATORS`; none before the first step.
    proposal : Proposal or None
        Round of swaps proposed in the latest step, by row of people and by workplace; None before
        the first one, and under a division of labour that proposes nothing.
    approved : (workplaces,) bool, or None
        Workplaces that carry the proposal out; None where there is none.
    is_measured : bool
        Whether indicators are measured and collected. A fork is.

    Raises
    ------
    ScenarioError
        If the scenario or an override is not valid.

    Examples
    --------
    >>> from sim import Economy
    >>> economy = Economy("parecon", seed=1, workers=300, burn_in=12, months=12)
    >>> for _ in range(24):
    ...     economy.step()
    >>> economy.month
    12
    """

    @checked
    def __init__(
        self,
        scenario: Scenario | str = "capitalism",
        seed: int | None = None,
        replicate: int = 0,
        rng: int | np.random.Generator | None = None,
        threads: int = 1,
        agent_interval: int | None = None,
        **overrides: Any,
    ) -> None:
        if seed is not None and rng is not None:
            raise ValueError("give either seed or rng, not both")
        chosen = _checked_seed(seed, rng)
        super().__init__(rng=chosen)
        if isinstance(chosen, (int, np.integer)):
            number = int(chosen)
        else:
            number = int(self.random.getrandbits(62))
        self._settings = load_scenario(scenario, **overrides)
        rules_of(self._settings.institutions)  # loads those of installed packages
        table = load_scenario_sectors(self._settings)
        self._sector_names, self._task_names = table.names, table.task_names
        state = create_state(self._settings, table, number, replicate, threads)
        self._begin(self._settings, state, agent_interval)
        self._rules, self._institutions = rules_of(CAPITALISM), CAPITALISM
        ClassSelected().endow(state)
        self.labour_allocation()
        self.rules.division.enter(state)

    @property
    def sector_names(self) -> tuple[str, ...]:
        """Return the names of the sectors, in the order of their index."""
        return self._sector_names

    @property
    def task_names(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of the tasks of each sector."""
        return self._task_names

    def _begin(self, scenario: Scenario, state: EconomyState, agent_interval: int | None) -> None:
        """Set up everything but the Mesa base class."""
        self._settings = scenario
        self.state = state
        self.measured: list[float] = []
        self.is_measured = True
        self.proposal: Proposal | None = None
        self.approved: NDArray[np.bool_] | None = None
        self._observers = Observers(PHASES)
        self._has_views = False
        self.datacollector = EconomyCollector(agent_interval)
        self._workers: list[Worker] = []
        self._workplaces: list[Workplace] = []

    @property
    def scenario(self) -> Scenario:
        """Return the scenario that the economy runs."""
        return self._settings

    @scenario.setter
    def scenario(self, scenario: Any) -> None:
        """Take the scenario that Mesa's base class makes of a seed; ours carries the settings."""
        with suppress(TypeError):  # since Mesa 4 it is frozen, and knows no model
            scenario.model = self
        self._scenario = scenario

    @property
    def seed(self) -> int:
        """Return the seed of all random draws."""
        return self.state.seed

    @property
    def month(self) -> int:
        """Return months since the end of the burn-in; zero or negative during it."""
        return self.state.month - self._settings.burn_in

    @property
    def rules(self) -> Rules:
        """Return the institutions in force."""
        return self._rules

    @property
    def indicators(self) -> dict[str, float]:
        """Return the indicators of the latest step by name; none before the first step."""
        return dict(zip(INDICATORS, self.measured, strict=False))

    @property
    def monthly(self) -> pd.DataFrame:
        """Return the indicators of all steps so far, one row a step, with column `month`."""
        return self.datacollector.monthly()

    def fork(self, scenario: Scenario | None = None) -> Economy:
        """Return an independent economy that continues from the present state.

        Parameters
        ----------
        scenario : Scenario, optional
            Institutions and parameters from the next month on; by default the same as before.
            Sectors and the number of workers must be those of this economy.

        Notes
        -----
        Both economies keep the same seed and replicate, hence common random numbers (model
        section 8): forks under the same scenario stay equal. For other draws make economies with
        other values of ``replicate``.
        Mesa's own clock, `steps` and `time`, starts over in the fork; `month` goes on. The fork has
        no observers.
        """
        settings = self._settings if scenario is None else scenario
        rules_of(settings.institutions)
        copy = Economy.__new__(Economy)
        mesa.Model.__init__(copy, rng=self.seed)
        copy._begin(settings, self.state.copy(), self.datacollector.agent_interval)
        copy._rules, copy._institutions = self._rules, self._institutions
        copy._sector_names, copy._task_names = self._sector_names, self._task_names
        copy.state.parameters = per_step(settings.parameters, settings.months_per_step)
        copy.state.months_per_step = settings.months_per_step
        if fit_tasks(copy.state, load_scenario_sectors(settings), copy.rules):
            staff_again(copy.state, copy.rules)
        return copy

    def _enter(self, institutions: Institutions) -> None:
        """Put institutions in force; rules that change adapt what exists."""
        rules = rules_of(institutions)
        before = self._institutions
        self._rules, self._institutions = rules, institutions
        for switch in SWITCHES:
            if getattr(before, switch) != getattr(institutions, switch):
                getattr(rules, switch).enter(self.state)
        if fit_tasks(self.state, load_scenario_sectors(self._settings), rules):
            staff_again(self.state, rules)

    def step(self) -> None:
        """Advance the economy by one step: the `PHASES` of a month, or of `months_per_step`."""
        self._open_month()
        for name in PHASE_NAMES:
            getattr(self, name)()  # a subclass may have a method of its own
            self._observers.call(name, self)

    @overload
    def observe(self, phase: str, function: Callable[[Economy], object], /) -> ExitStack: ...
    @overload
    def observe(self, phase: str, function: Any, handler: Callable[..., Any], /) -> None: ...
    def observe(self, phase: str, function: Any, handler: Any = None, /) -> ExitStack | None:
        """Call a function with the economy right after a phase of every step from now on.

        With three arguments this is the method of Mesa's models, which observes Mesa's own signals.

        Parameters
        ----------
        phase : str
            Name of one of the `PHASES`.
        function : callable
            Observers of the same phase are called in the order in which they came.

        Returns
        -------
        contextlib.ExitStack
            Ends the observation when it is closed, or left as a context.

        Raises
        ------
        ValueError
            If there is no such phase.

        Examples
        --------
        >>> economy = Economy("capitalism", seed=1, workers=300)
        >>> output = []
        >>> with economy.observe(
        ...     "production", lambda model: output.append(model.state.workplaces.output.sum())
        ... ):
        ...     economy.step()
        >>> len(output)
        1
        """
        if handler is None:
            return self._observers.add(phase, function)
        super().observe(phase, function, handler)
        return None

    def _open_month(self) -> None:
        """Start the clock of the step; after the burn-in the scenario's institutions come in."""
        self.state.month += self.state.months_per_step
        self.state.in_burn_in = self.month <= 0
        self.state.flows.clear()
        self.proposal = self.approved = None
        if 0 < self.month <= self.state.months_per_step:
            participation.note_origins(self.state)
        institutions = self._settings.institutions if self.month > 0 else CAPITALISM
        if institutions != self._institutions:
            self._enter(institutions)

    def demography(self) -> None:
        """Phase 1: ageing, retirement, entrants, training (model sections 4 and 5.12)."""
        demography.advance(self.state)
        self.rules.education.train(self.state, self.rules.pay.hides_talent)

    def demand(self) -> None:
        """Phase 2: demand of the economy and of each workplace."""
        demand.advance(self.state)

    def labour_allocation(self) -> None:
        """Phase 3: separations, hires and moves between workplaces (model section 5.7)."""
        labour_allocation.advance(self.state, self.rules.employment, self.rules.decisions)

    def decision_making(self) -> None:
        """Phase 4: proposals on job balance are voted on or ordered (model sections 5.4, 10.6)."""
        rules = self.rules
        self.proposal, self.approved = division.decide(self.state, rules.division, rules.decisions)

    def division_of_labour(self) -> None:
        """Phase 5: the hours matrix of each workplace (model sections 5.2, 5.3, 5.5, 10.6)."""
        rules, change = self.rules, (self.proposal, self.approved)
        division.divide(self.state, *change, rules.division, rules.decisions)

    def overheads(self) -> None:
        """Phase 6: supervision, meetings, switching, general courses (model 5.6 and 10.1)."""
        overheads.advance(self.state, self.rules.decisions, self.rules.education)

    def production(self) -> None:
        """Phase 7: the productivity kernel (model section 5.1)."""
        production.advance(self.state)

    def pay_and_saving(self) -> None:
        """Phase 8: pay, consumption, saving, wealth (model section 5.8)."""
        pay.advance(self.state, self.rules.pay)

    def alienation_and_effort(self) -> None:
        """Phase 9: alienation, then effort and habits (model sections 5.9, 5.10, 10.6)."""
        rules = self.rules
        alienation.advance(self.state, rules.employment.insecurity(self.state))
        effort.advance(self.state, rules.decisions, rules.employment, rules.pay)

    def learning_and_forgetting(self) -> None:
        """Phase 10: skills (model sections 5.11 and 10.1)."""
        learning.advance(self.state, self.rules.education.schooling(self.state.parameters))

    def innovation_and_diffusion(self) -> None:
        """Phase 11: ideas and their spread (model section 5.13)."""
        uptake = self.rules.decisions.uptake(self.state.parameters)
        self.rules.innovation.advance(self.state, uptake)

    def data_collection(self) -> None:
        """Phase 12: indicators of the month."""
        if self.is_measured:
            self.measured = measure(self.state, self.rules)
            self.datacollector.collect(self)
        self.running = self.month < self._settings.months

    def _create_views(self) -> None:
        """Create the agents that show people and workplaces, once."""
        if self._has_views:
            return
        self._has_views = True
        self._workplaces = [Workplace(self, j) for j in range(len(self.state.workplaces))]
        self._workers = [Worker(self, person) for person in range(len(self.state.people))]

    @property
    def agents(self) -> AgentSet:
        """Return all workplaces and workers as Mesa agents."""
        self._create_views()
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Return an AgentSet for `Worker` and one for `Workplace`."""
        self._create_views()
        by_type: dict[type, AgentSet] = self._agents_by_type
        return by_type

    @property
    def agent_types(self) -> list[type]:
        """Return the agent classes."""
        return list(self.agents_by_type)

    @property
    def workers(self) -> AgentSet:
        """Return all workers as an AgentSet, in the order of their identifiers."""
        return self.agents_by_type[Worker]

    @property
    def workplaces(self) -> AgentSet:
        """Return all workplaces as an AgentSet, in the order of their index."""
        return self.agents_by_type[Workplace]

    def worker(self, person: int) -> Worker:
        """Return the worker with the given lasting identifier."""
        self._create_views()
        return self._workers[person]

    def workplace(self, index: int) -> Workplace:
        """Return the workplace with the given index."""
        self._create_views()
        return self._workplaces[index]


PHASES: Final[tuple[Phase[Economy], ...]] = (
    Phase(Economy.demography, ("4", "5.12")),
    Phase(Economy.demand, ("4",)),
    Phase(Economy.labour_allocation, ("5.7",)),
    Phase(Economy.decision_making, ("5.4", "10.6")),
    Phase(Economy.division_of_labour, ("5.2", "5.3", "5.5", "10.6")),
    Phase(Economy.overheads, ("5.6", "10.1")),
    Phase(Economy.production, ("5.1",)),
    Phase(Economy.pay_and_saving, ("5.8",)),
    Phase(Economy.alienation_and_effort, ("5.9", "5.10", "10.6")),
    Phase(Economy.learning_and_forgetting, ("5.11", "10.1")),
    Phase(Economy.innovation_and_diffusion, ("5.13",)),
    Phase(Economy.data_collection, ("4",)),
)
"""The month, in the order of section 4 of the model; `Economy.step` runs it."""

PHASE_NAMES: Final = tuple(phase.name for phase in PHASES)
