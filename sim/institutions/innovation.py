"""Innovation: `private` and `commons` (model sections 5.13, 10.4 and 10.12)."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from sim.institutions.registry import register
from sim.kernels.innovation import advance_technology, creative_effort
from sim.kernels.threads import for_workplaces
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.economy_state import EconomyState

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
        ideas = np.empty(len(state.workplaces))
        for_workplaces(creative_effort, state, *uptake, ideas)
        advance_technology(
            state,
            ideas,
            self.incentive(state.parameters),
            self.diffusion(state.parameters),
            share_per_step(1.0 / MONTHS_OF_REFERENCE, state.months_per_step),
        )


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
