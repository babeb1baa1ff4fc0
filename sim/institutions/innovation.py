"""Innovation: `private` and `commons` (model section 5.13)."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from sim.institutions.registry import register
from sim.kernels.innovation import adopt_ideas, creative_effort
from sim.kernels.threads import over_workplaces
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.streams import Stream


class _Innovation(ABC):
    """Ideas arise from creative effort and spread toward the frontier of the sector."""

    def enter(self, state: EconomyState) -> None:  # noqa: B027 - there is nothing to adapt
        """Change nothing: technology is what it is."""

    @abstractmethod
    def incentive(self, parameters: Parameters) -> float:
        """Return the factor on the arrival of ideas."""

    @abstractmethod
    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of the gap to the frontier that closes in a month."""

    def advance(self, state: EconomyState, uptake: tuple[float, float]) -> None:
        """Raise technology by the ideas of the month and by diffusion.

        Parameters
        ----------
        state : EconomyState
            `workplaces.technology` is changed in place.
        uptake : (float, float)
            Shares of ideas taken up from people without and with full voice.
        """
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
            ideas,
            threads=state.threads,
        )
        state.flows.ideas = adopt_ideas(
            state.key(Stream.INNOVATION),
            state.parameters.idea_rate * self.incentive(state.parameters),
            state.parameters.idea_step,
            self.diffusion(state.parameters),
            workplaces.sector,
            len(sectors.task_count),
            ideas,
            workplaces.technology,
        )


class Private(_Innovation):
    """Ideas are driven by profit and spread slowly."""

    def incentive(self, parameters: Parameters) -> float:
        """Return the factor of the profit motive on the arrival of ideas."""
        return parameters.profit_incentive

    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of the gap to the frontier that closes in a month."""
        return parameters.private_diffusion


class Commons(_Innovation):
    """Ideas earn recognition, belong to all and spread fast."""

    def incentive(self, parameters: Parameters) -> float:
        """Return the factor of recognition on the arrival of ideas."""
        return parameters.commons_incentive

    def diffusion(self, parameters: Parameters) -> float:
        """Return the share of the gap to the frontier that closes in a month."""
        return parameters.commons_diffusion


register("innovation", "private", Private)
register("innovation", "commons", Commons)
