"""Employment: `labour_market` and `job_guarantee` (model section 5.7)."""

from __future__ import annotations

import numpy as np

from sim.institutions.registry import register
from sim.kernels.elementary import power
from sim.kernels.job_guarantee import place_everyone, trade_and_share, wish_to_move
from sim.kernels.labour_market import hear_of_offers, hire
from sim.kernels.separations import COLUMNS, end_jobs, plan_employment, separate
from sim.kernels.threads import for_people, for_workplaces
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState

LONGEST_SPELL = 36.0
"""Expected spell of unemployment is capped here; longer ones are not perceived as different."""


class LabourMarket:
    """Employment follows demand; vacancies meet the unemployed through a matching function."""

    def enter(self, state: EconomyState) -> None:
        """Change nothing: people are where they are."""

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Decide on quits, dismissals, layoffs, hires and moves; all work full time."""
        plan = plan_employment(state)
        for_workplaces(separate, state, monitoring, plan)
        hears = np.empty(len(state.people), np.bool_)
        for_people(hear_of_offers, state, hears)
        hire(state, plan, hears)

    def insecurity(self, state: EconomyState) -> float:
        """Return the probability that a worker loses the job within a year."""
        return 1.0 - power(1.0 - state.job_loss_rate, 12.0)

    def spell_months(self, state: EconomyState) -> float:
        """Return the expected months without work after losing a job."""
        return min(1.0 / max(state.job_finding_rate, 1e-9), LONGEST_SPELL)

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of being observed times what being caught costs."""
        return parameters.discipline_response


class JobGuarantee:
    """Whoever is without work is placed where staff is shortest; demand changes hours for all."""

    def enter(self, state: EconomyState) -> None:
        """Forget the risk of the labour market: nobody can lose the job."""
        state.job_loss_rate = 0.0

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Place everyone without work, let volunteers swap places, and share the work."""
        parameters, before = state.parameters, state.destination.copy()
        ended = np.zeros((len(state.workplaces), COLUMNS), np.int64)
        for_workplaces(end_jobs, state, parameters.displacement * parameters.layoff_rate, ended)
        place_everyone(state, before)
        wishes = np.empty(len(state.people), np.bool_)
        for_people(wish_to_move, state, wishes)
        trade_and_share(state, wishes, before)

    def insecurity(self, state: EconomyState) -> float:
        """Return 0: nobody loses the job."""
        return 0.0

    def spell_months(self, state: EconomyState) -> float:
        """Return 0: there is no spell of unemployment."""
        return 0.0

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of being observed times what a sanction costs."""
        return parameters.discipline_response


register("employment", "labour_market", LabourMarket)
register("employment", "job_guarantee", JobGuarantee)
