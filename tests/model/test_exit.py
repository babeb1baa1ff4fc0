"""People can leave for a market enclave, the able first where pay is equal (model 10.13)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.economy import Economy
from sim.kernels.enclave import wish_to_exit
from sim.kernels.random import stream_key, uniform
from sim.kernels.streams import Stream
from sim.state import People
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world


def after(scenario: str, months: int, workers: int = 600, **changes: Any) -> Economy:
    economy = Economy(
        scenario, seed=3, workers=workers, burn_in=24, months=months, agent_interval=0, **changes
    )
    for _ in range(24 + months):
        economy.step()
    return economy


def leavers(pay: np.ndarray, used: np.ndarray, response: float, premium: float) -> list[int]:
    """Return the rows of those who leave a workplace in which people get this pay."""
    world = make_world(1, workplaces=1, smallest=12)
    people = People.allocate(len(pay))
    people.hourly_pay[:] = pay
    economy = economy_of(world, exit_response=response, skill_premium=premium)
    economy.people = people
    return wish_to_exit(economy, used).tolist()


def test_who_leaves_is_whom_the_enclave_would_pay_more() -> None:
    rng = np.random.default_rng(5)
    pay, used = rng.lognormal(0.0, 0.3, 400), rng.uniform(0.0, 1.0, 400)
    chance = 0.8 * (np.log(pay.mean() / pay) + 0.4 * (used - used.mean()))
    key = stream_key(7, 0, Stream.EXIT, 1)
    drawn = np.array([uniform(key, person) for person in range(400)])
    assert leavers(pay, used, 0.8, 0.4) == np.flatnonzero(drawn < chance).tolist()
    assert leavers(pay, used, 0.0, 0.4) == []


def test_nobody_leaves_equal_pay_where_skill_earns_nothing_and_nobody_is_unpaid() -> None:
    assert leavers(np.ones(300), np.linspace(0.0, 1.0, 300), 1.0, 0.0) == []
    assert leavers(np.zeros(300), np.linspace(0.0, 1.0, 300), 1.0, 0.5) == []
    assert leavers(np.empty(0), np.empty(0), 1.0, 0.5) == []


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_wealth_is_conserved_and_seats_are_taken_by_entrants(scenario: str) -> None:
    economy = after(scenario, 6, 900, exit_response=0.05)
    state = economy.state
    before, people = state.people.wealth.sum(), len(state.people)
    state.month += 1
    economy.demography()
    assert state.flows.exits > 0.0
    assert state.people.wealth.sum() == pytest.approx(before, rel=1e-12)
    assert len(state.people) == people
    entrants = np.count_nonzero(state.people.entry_month == state.month)
    assert entrants >= state.flows.exits


@pytest.mark.slow
def test_the_able_leave_equal_pay_more_than_a_market() -> None:
    talent, rate = {}, {}
    for scenario in ("capitalism", "parecon"):
        monthly = after(scenario, 96, exit_response=0.05).monthly.tail(90)
        weights = monthly["exit_rate"]
        talent[scenario] = (monthly["exit_aptitude"].fillna(0.0) * weights).sum() / weights.sum()
        rate[scenario] = weights.mean()
    assert talent["parecon"] > talent["capitalism"] + 0.1
    assert min(rate.values()) > 0.0


def test_without_the_option_nobody_leaves() -> None:
    economy = after("parecon", 12, 300)
    assert economy.monthly["exit_rate"].max() == 0.0
    assert economy.monthly["exit_aptitude"].isna().all()
