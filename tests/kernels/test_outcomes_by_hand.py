"""Balance and equity of two jobs."""

from __future__ import annotations

import pytest

from sim.kernels.outcomes import (
    BAND,
    LEAST_SACRIFICE,
    measure_balance,
    measure_participation,
    pay_for_sacrifice,
)
from tests.kernels.economies import economy_of
from tests.kernels.few import few


@pytest.mark.parametrize(("second", "balanced"), [(0.2, 1.0), (0.3, 0.0)])
def test_balance_of_two_who_work_alone_in_two_sectors(second: float, balanced: float) -> None:
    world = few(1, 1, outside=1)
    world.sector[:] = [0, 1]
    economy = economy_of(world, {"job_index": [0.0, second, 0.9]})
    measure_balance(economy)
    found = economy.indicators
    assert BAND == 0.1
    assert found.balanced_share == balanced
    assert found.sector_spread == pytest.approx(second / 2)
    assert found.workplace_spread == 0.0


def test_two_of_three_differ_inside_their_workplace() -> None:
    economy = economy_of(few(2, 1), {"job_index": [0.2, 0.8, 0.5]})
    measure_balance(economy)
    found = economy.indicators
    assert found.balanced_share == pytest.approx(1 / 3)
    assert found.sector_spread == 0.0
    assert found.workplace_spread == pytest.approx((2 * 0.3**2 / 3) ** 0.5)


def test_pay_is_held_against_any_sacrifice_worth_the_name() -> None:
    world = few(3)
    world.effort[:] = [0.5, 0.01, 0.0]
    economy = economy_of(world, {"hourly_pay": 3.0, "desirability": [0.0, 1.0, 0.5]})
    assert LEAST_SACRIFICE == 1e-9
    assert pay_for_sacrifice(economy).tolist() == pytest.approx([3.0, 300.0, 3e9])


def test_competence_is_the_mean_of_all_at_work() -> None:
    economy = economy_of(few(1, 2, outside=1), {"competence": [0.1, 0.5, 0.9, 7.0]})
    measure_participation(economy)
    assert economy.indicators.competence == pytest.approx(0.5)
