"""Innovation: `private` and `commons` (model sections 5.13, 10.4 and 10.12)."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from sim.institutions.registry import register
from sim.kernels.innovation import adopt_ideas, creative_effort, pool_ideas
from sim.kernels.streams import Stream
from sim.kernels.threads import over_workplaces
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.economy_state import EconomyState
from sim.state.people import Floats

MONTHS_OF_REFERENCE = 12.0
"""Months over which the creative effort of the burn-in is averaged."""


class _Innovation(ABC):
    """Ideas arise from creative effort and spread through the sector."""

    def enter(self, state: EconomyState) -> None:  # noqa: B027 - there is nothing to adapt
        """Change nothing: technology is what it is."""

    @abstractmethod
    def incentive(self, parameters: Parameters) -> float:
        """Return the factor on the arrival of ideas."""

    @abstractmethod
    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of what others know that is adopted in a month."""

    def advance(self, state: EconomyState, uptake: tuple[float, float]) -> None:
        """Raise technology by the ideas of the month and by diffusion.

        Parameters
        ----------
        state : EconomyState
            `workplaces.technology` and `workplaces.backlog` are changed in place, and during the
            burn-in `reference_creativity`.
        uptake : (float, float)
            Shares of ideas taken up from people without and with full voice.
        """
        parameters = state.parameters
        ideas = self._creative_effort(state, uptake)
        pooled = parameters.knowledge_pool >= 0.5
        if pooled and parameters.recombination > 0.0:
            unknown = state.workplaces.backlog / parameters.idea_step
            ideas *= np.exp(-parameters.recombination * unknown)
        first = state.reference_creativity == 0.0
        rate = self._arrival_rate(state, ideas)
        if pooled:
            if first:
                self._fill_backlog(state, rate, ideas)
            self._pool(state, rate, ideas)
        else:
            self._follow_frontier(state, rate, ideas)

    def _creative_effort(self, state: EconomyState, uptake: tuple[float, float]) -> Floats:
        """Return the mean creative effort of the members, shape (workplaces,)."""
        people, workplaces, sectors = state.people, state.workplaces, state.sectors
        ideas = np.zeros(len(workplaces))
        over_workplaces(
            creative_effort,
            workplaces.offsets,
            workplaces.offsets,
            workplaces.sector,
            sectors.task_count,
            sectors.domain,
            people.hours,
            people.skill,
            people.creativity,
            people.effort,
            people.alienation_total,
            people.voice,
            *uptake,
            people.competence,
            state.parameters.idea_returns,
            state.parameters.idea_competence,
            ideas,
            threads=state.threads,
        )
        return ideas

    def _arrival_rate(self, state: EconomyState, ideas: Floats) -> float:
        """Return the ideas a month at full creative effort.

        Under the law of growth (model section 10.12) technology grows by `progress` a year where
        creative effort times the incentive is what it was on average, by hours, in the last year of
        the burn-in.
        """
        parameters = state.parameters
        incentive = self.incentive(parameters)
        worked = _hours_worked(state)
        now = incentive * float((worked * ideas).sum()) / max(float(worked.sum()), 1e-300)
        if state.reference_creativity == 0.0:
            state.reference_creativity = now
        elif state.in_burn_in:
            share = share_per_step(1.0 / MONTHS_OF_REFERENCE, state.months_per_step)
            state.reference_creativity += share * (now - state.reference_creativity)
        if parameters.progress_by_growth < 0.5:
            return parameters.idea_rate * incentive
        monthly = parameters.progress / (12.0 * parameters.idea_step)
        return monthly * incentive / max(state.reference_creativity, 1e-300)

    def _fill_backlog(self, state: EconomyState, rate: float, ideas: Floats) -> None:
        """Begin with the backlog at which as much is adopted as becomes known, by sector."""
        workplaces, parameters = state.workplaces, state.parameters
        diffusion = self.diffusion(parameters)
        if diffusion <= 0.0:
            return
        worked = _hours_worked(state)
        hours = np.bincount(workplaces.sector, weights=worked)
        total = np.bincount(workplaces.sector, weights=worked * ideas)
        arriving = rate * total / np.maximum(hours, 1e-300)
        known = parameters.idea_spillover * parameters.idea_step * arriving
        workplaces.backlog[:] = (known / diffusion)[workplaces.sector]

    def _pool(self, state: EconomyState, rate: float, ideas: Floats) -> None:
        """Let ideas arrive, and those of others be adopted from the backlog."""
        workplaces, parameters = state.workplaces, state.parameters
        state.flows.ideas = pool_ideas(
            state.key(Stream.INNOVATION),
            rate,
            parameters.idea_step,
            parameters.idea_spillover,
            self.diffusion(parameters),
            workplaces.sector,
            len(state.sectors.task_count),
            _hours_worked(state),
            ideas,
            workplaces.backlog,
            workplaces.technology,
        )

    def _follow_frontier(self, state: EconomyState, rate: float, ideas: Floats) -> None:
        """Let ideas arrive, and technology follow the best workplaces of the sector."""
        workplaces = state.workplaces
        state.flows.ideas = adopt_ideas(
            state.key(Stream.INNOVATION),
            rate,
            state.parameters.idea_step,
            self.diffusion(state.parameters),
            workplaces.sector,
            len(state.sectors.task_count),
            ideas,
            workplaces.technology,
        )


def _hours_worked(state: EconomyState) -> Floats:
    """Return the full-time months worked in each workplace, shape (workplaces,)."""
    hours: Floats = state.workplaces.hours_factor * state.workplaces.members
    return hours


class Private(_Innovation):
    """Ideas are driven by profit and spread slowly."""

    def incentive(self, parameters: Parameters) -> float:
        """Return the factor of the profit motive on the arrival of ideas."""
        return parameters.profit_incentive

    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of what others know that is adopted in a month."""
        return parameters.private_diffusion


class Commons(_Innovation):
    """Ideas earn recognition, belong to all and spread fast."""

    def incentive(self, parameters: Parameters) -> float:
        """Return the factor of recognition on the arrival of ideas."""
        return parameters.commons_incentive

    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of what others know that is adopted in a month."""
        return parameters.commons_diffusion


register("innovation", "private", Private)
register("innovation", "commons", Commons)
