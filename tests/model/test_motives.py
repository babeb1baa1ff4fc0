"""Incentives, variety and fairness act as they should on whole economies (model section 10)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sim.economy import Economy
from sim.institutions import pay
from sim.institutions.registry import registered_for_now
from sim.kernels.fairness import norm_of_fairness
from sim.parameters import Parameters, declarations
from sim.parameters.alternatives.motives import MOTIVES as ALTERNATIVES

PEOPLE = {"effort_pay_response": 0.15, "reward_crowding": 0.3, "performance_pay_share": 0.0}
"""Traits of people, and a market that pays nobody by performance."""

NORM = {"fair_effort": 0.4, "fair_contribution": 0.4, "fair_equality": 0.2}
MOTIVES = {
    **PEOPLE,
    **NORM,
    "performance_pay_share": 0.35,
    "content_variety": 1.0,
    "worst_work_response": 2.0,
}


def economy_after(scenario: str, months: int, *, replicate: int = 0, **changes: object) -> Economy:
    economy = Economy(
        scenario,
        seed=3,
        replicate=replicate,
        workers=800,
        burn_in=24,
        months=months,
        agent_interval=0,
        **changes,
    )
    for _ in range(24 + months):
        economy.step()
    return economy


def log_output(scenario: str, months: int, *, replicate: int = 0, **changes: object) -> float:
    """Return mean log output per hour of the later half of some months."""
    economy = economy_after(scenario, months, replicate=replicate, **changes)
    later = economy.monthly["output_per_hour"].tail(months // 2)
    return float(np.log(later).mean())


def test_the_link_of_pay_to_performance_is_that_of_the_rule() -> None:
    parameters = Parameters(performance_pay_share=0.35, performance_measure=0.5, need_share=0.2)
    assert pay.Market().performance_link(parameters) == pytest.approx(0.175)
    expected = pay.rating_precision(parameters) * 0.5 * 0.9 * 0.8
    assert pay.EffortAndNeed().performance_link(parameters) == pytest.approx(expected)
    assert pay.Equal().performance_link(parameters) == 0.0


@pytest.mark.parametrize("rule", [pay.Market, pay.EffortAndNeed])
@pytest.mark.parametrize("end", ["low", "high"])
def test_the_link_stays_between_0_and_1_at_the_ends_of_all_ranges(rule: type, end: str) -> None:
    names = ("performance_pay_share", "performance_measure", "peer_reliability", "peer_raters")
    names += ("leniency", "collusion_share", "need_share")
    extreme = {name: getattr(declarations()[name], end) for name in names}
    assert 0.0 <= rule().performance_link(Parameters(**extreme)) <= 1.0


def test_the_norm_of_fairness_sums_to_1_and_is_equality_without_weights() -> None:
    assert norm_of_fairness(0.2, 0.2, 0.1) == pytest.approx((0.4, 0.4, 0.2))
    assert norm_of_fairness(0.0, 0.0, 0.0) == (0.0, 0.0, 1.0)


class PieceRates(pay.Market):
    """A market where pay follows effort exactly."""

    def performance_link(self, parameters: Parameters) -> float:
        """Return 1."""
        return 1.0


@pytest.fixture
def piece_rates() -> Iterator[None]:
    """Let scenarios choose piece rates for a test."""
    with registered_for_now("pay", "test_piece_rates", PieceRates):
        yield


@pytest.mark.usefixtures("piece_rates")
def test_an_incentive_adds_its_effort_and_takes_what_it_crowds_out() -> None:
    changes = {"peer_norm": 0.0, "effort_adjustment": 1.0, "crowding": 0.0, "habituation": 0.0}
    changes |= PEOPLE
    efforts, free = [], np.empty(0)
    for rule in ("market", "test_piece_rates"):
        economy = economy_after("capitalism", 1, **{"institutions.pay": rule}, **changes)
        people = economy.state.people
        efforts.append(people.effort[: economy.state.workplaces.offsets[-1]].copy())
        free = 1.0 - people.alienation_total[: len(efforts[0])]
    inside = (efforts[0] > 0.2) & (efforts[1] < 1.0)
    assert inside.mean() > 0.9
    motivation = declarations()["intrinsic_motivation"].default
    expected = efforts[0] + 0.15 - 0.3 * motivation * free
    np.testing.assert_allclose(efforts[1][inside], expected[inside], rtol=1e-12)


@pytest.mark.usefixtures("piece_rates")
def test_piece_rates_raise_output_by_about_what_was_measured() -> None:
    """Lazear (2000): 44 per cent at a firm that installs windshields, half of it by incentives."""
    gains = [
        log_output("capitalism", 24, replicate=k, **PEOPLE, **{"institutions.pay": rule})
        for k in range(2)
        for rule in ("test_piece_rates", "market")
    ]
    gain = np.expm1(np.mean(np.subtract(gains[::2], gains[1::2])))
    assert 0.10 < gain < 0.25


class MeasuredPay(PieceRates):
    """A market where all pay follows effort as a supervisor sees it."""

    def performance_link(self, parameters: Parameters) -> float:
        """Return the reliability of the measure."""
        return parameters.performance_measure


@pytest.fixture
def measured_pay() -> Iterator[None]:
    """Let scenarios choose pay by measured performance for a test."""
    with registered_for_now("pay", "test_measured_pay", MeasuredPay):
        yield


@pytest.mark.usefixtures("measured_pay")
def test_pay_by_measured_performance_raises_output_by_about_a_tenth() -> None:
    """Gielen, Kerkhofs and van Ours (2010): 9 per cent in Dutch firms."""
    gains = [
        log_output("capitalism", 24, replicate=k, **PEOPLE, **{"institutions.pay": rule})
        for k in range(2)
        for rule in ("test_measured_pay", "market")
    ]
    gain = np.expm1(np.mean(np.subtract(gains[::2], gains[1::2])))
    assert 0.06 < gain < 0.13


def gain_of_equal_pay(**changes: float) -> float:
    """Return what equal pay per hour adds to log output of a hierarchical market economy."""
    outputs = [
        log_output("capitalism", 60, replicate=k, **changes, **{"institutions.pay": rule})
        for k in range(4)
        for rule in ("equal", "market")
    ]
    return float(np.mean(np.subtract(outputs[::2], outputs[1::2])))


def test_equal_pay_raises_output_of_a_hierarchy_most_where_all_hold_pay_by_effort_to_be_fair() -> (
    None
):
    """Where it ends pay by performance it lowers output. Licences are another matter."""
    alone = {"fair_effort": 1.0, "fair_contribution": 0.0, "fair_equality": 0.0}
    one, mixed, none = (
        gain_of_equal_pay(**norm, performance_pay_share=0.0, licensing=0.0)
        for norm in (alone, NORM, {"unfairness_weight": 0.0, "gift_response": 0.0})
    )
    assert none + 0.02 < one < 0.03
    assert none < mixed < one - 0.004
    assert gain_of_equal_pay(**MOTIVES) < 0.0


def test_turns_at_all_tasks_have_less_content_than_number_and_cost_less() -> None:
    # Without licences: who has one, which is another matter here and there, would not take turns.
    counted = economy_after("rotation", 12, content_variety=0.0, licensing=0.0)
    judged = economy_after("rotation", 12, content_variety=1.0, licensing=0.0)
    now, before = judged.indicators, counted.indicators
    assert now["concentration"] == pytest.approx(before["concentration"], rel=0.01)
    assert before["variety"] == pytest.approx(1.0 - before["concentration"], rel=1e-9)
    assert now["variety"] < 0.6 * before["variety"]
    assert now["self_estrangement"] > before["self_estrangement"]
    assert now["switching_share"] < 0.7 * before["switching_share"]


def test_switching_costs_balanced_jobs_the_same_whether_tasks_or_content_count() -> None:
    def share(content: float, **changes: float) -> float:
        economy = economy_after("parecon", 60, content_variety=content, **changes)
        return float(economy.monthly["switching_share"].tail(12).mean())

    counted, mixed, judged = (share(each, assignment_improvement=0.0) for each in (0.0, 0.5, 1.0))
    assert judged == pytest.approx(counted, rel=0.15)
    assert 0.65 * counted < mixed < 1.1 * counted
    # What raises output puts like tasks together: it leaves fewer tasks than contents.
    assert 1.1 < share(1.0) / share(0.0) < 1.5


def test_balance_lowers_meaninglessness_more_where_the_worst_jobs_weigh_more() -> None:
    gains = []
    for response in (1.0, 2.0):
        found = [
            economy_after("parecon", 60, worst_work_response=response, **changes).indicators
            for changes in ({"institutions.division": "hierarchical"}, {})
        ]
        gains.append(found[0]["meaninglessness"] - found[1]["meaninglessness"])
    assert gains[1] > gains[0]


def test_alternatives_name_parameters_and_values_inside_their_ranges() -> None:
    assert {one.section for one in ALTERNATIVES} == {"10.4", "10.5", "10.7", "10.9"}
    for one in ALTERNATIVES:
        for name, value in one.values.items():
            declared = declarations()[name]
            assert isinstance(value, float)
            assert declared.low <= value <= declared.high
