"""Pay: `market`, `effort_and_need` and `equal` (model section 5.8).

Money is conserved every month: output = consumption + investment. Under every rule a person
without work or in training has at least an income from transfers, which the others pay for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from sim.institutions.registry import register
from sim.kernels.incomes import share_out_by_market, share_out_in_common
from sim.kernels.pay import fill_market_pay, noise_of_ratings, pay_equally, rate_effort
from sim.kernels.sums import mean, total
from sim.kernels.threads import for_workplaces
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.economy_state import EconomyState

BUFFER_SPEED = 1.0 / 12.0
"""Share of the gap to the wanted buffer of savings that people close in a month."""


def rating_precision(parameters: Parameters) -> float:
    """Return the reliability of the mean rating by several peers, in [0, 1].

    Spearman (1910) and Brown (1910): ``n r / (1 + (n - 1) r)`` for n raters of reliability r.
    """
    raters, reliability = parameters.peer_raters, parameters.peer_reliability
    return raters * reliability / (1.0 + (raters - 1.0) * reliability)


class Market:
    """Wages by rank, skill and rent; profit to owners by wealth; the rich save more."""

    hides_talent = False

    def enter(self, state: EconomyState) -> None:
        """Change nothing: private wealth is what it is."""

    def performance_link(self, parameters: Parameters) -> float:
        """Return how far pay follows effort: for some of the workers, as a supervisor sees it."""
        return parameters.performance_pay_share * parameters.performance_measure

    def distribute(self, state: EconomyState) -> None:
        """Pay wages, profit and benefits, then consume and save."""
        self._weigh_hours(state)
        share_out_by_market(state)

    def _weigh_hours(self, state: EconomyState) -> None:
        """Fill hourly pay of the employed in any unit: what an hour is worth beside others."""
        for_workplaces(fill_market_pay, state)


class _Communal(ABC):
    """Output after investment is shared out; capital belongs to all, savings are personal."""

    hides_talent = False

    def enter(self, state: EconomyState) -> None:
        """Turn wealth above a buffer of savings into capital owned in common."""
        people = state.people
        buffer = state.parameters.savings_buffer * mean(people.income)
        kept = np.minimum(people.wealth, buffer)
        state.public_capital += total(people.wealth - kept)
        people.wealth[:] = kept

    def performance_link(self, parameters: Parameters) -> float:
        """Return 0: effort does not change pay."""
        return 0.0

    @abstractmethod
    def need_share(self, parameters: Parameters) -> float:
        """Return the share of income that is paid by need."""

    @abstractmethod
    def _weigh_hours(self, state: EconomyState) -> None:
        """Fill hourly pay of the employed, in units of that of people in training."""

    def distribute(self, state: EconomyState) -> None:
        """Invest, pay by need, then by work; people save towards a buffer."""
        self._weigh_hours(state)
        months = state.months_per_step
        buffer_speed = share_per_step(BUFFER_SPEED, months) / months
        share_out_in_common(state, self.need_share(state.parameters), buffer_speed)


class EffortAndNeed(_Communal):
    """A share by need, the rest by effort as peers rate it."""

    hides_talent = True

    def need_share(self, parameters: Parameters) -> float:
        """Return the share of income that is paid by need."""
        return parameters.need_share

    def performance_link(self, parameters: Parameters) -> float:
        """Return how far pay follows effort: as ratings tell it apart, without what need gets."""
        return (
            rating_precision(parameters)
            * (1.0 - parameters.leniency)
            * (1.0 - parameters.collusion_share)
            * (1.0 - parameters.need_share)
        )

    def _weigh_hours(self, state: EconomyState) -> None:
        """Fill hourly pay with peer ratings, whose mean is 1 in every workplace."""
        noise = noise_of_ratings(state, rating_precision(state.parameters))
        for_workplaces(rate_effort, state, noise)


class Equal(_Communal):
    """The same pay for every hour of work."""

    def need_share(self, parameters: Parameters) -> float:
        """Return 0: nothing is paid by need."""
        return 0.0

    def _weigh_hours(self, state: EconomyState) -> None:
        """Fill hourly pay with 1 for everybody."""
        pay_equally(state)


register("pay", "market", Market)
register("pay", "effort_and_need", EffortAndNeed)
register("pay", "equal", Equal)
