"""What the rules of the institutions ask for, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.institutions import employment
from sim.institutions.decisions import MEMORY_MONTHS, Council, Manager
from sim.institutions.employment import LONGEST_SPELL, JobGuarantee, LabourMarket
from sim.institutions.innovation import MONTHS_OF_REFERENCE, Commons, Private
from sim.institutions.pay import BUFFER_SPEED, EffortAndNeed, Equal, Market, rating_precision
from sim.kernels.job_guarantee import place_everyone
from sim.parameters import Parameters
from sim.state import EconomyState
from sim.state.people import Integers
from tests.kernels.economies import economy_of
from tests.kernels.producing import nothing_proposed
from tests.kernels.worlds import make_world, only_first


def given(**values: float) -> Parameters:
    """Return parameters, of which those that are not given have their defaults."""
    return Parameters.unchecked(values)


def economy(members: int, people: dict[str, Any] | None = None, **values: float) -> EconomyState:
    """Return an economy of one workplace in which everybody works."""
    world = make_world(1, workplaces=1, smallest=members)
    only_first(world, members)
    world.hours_factor[:] = 1.0
    return economy_of(world, people=people or {}, workplaces={"output": 10.0}, **values)


WATCHING = given(
    monitoring=0.5,
    council_monitoring=0.4,
    peer_monitoring=0.1,
    supervision_cost=0.2,
    hierarchy_meetings=0.03,
    manager_meetings=0.08,
    meeting_hours=0.05,
    meetings_replaced=0.25,
)


def test_managers_watch_and_councils_watch_less() -> None:
    assert Manager().monitoring(WATCHING) == 0.5
    assert Council().monitoring(WATCHING) == 0.2
    assert Council().peer_monitoring(WATCHING) == 0.1


def test_time_is_lost_to_supervision_and_meetings() -> None:
    managed = Manager().overheads(WATCHING)
    assert managed.supervision == pytest.approx(0.2 * 0.5)
    assert (managed.meetings, managed.meetings_of_empowering_tasks) == (0.03, 0.08)
    council = Council().overheads(WATCHING)
    assert council.supervision == pytest.approx(0.2 * (0.2 + 0.1))
    assert council.meetings == pytest.approx(0.05 + 0.75 * 0.03)
    assert council.meetings_of_empowering_tasks == pytest.approx(0.75 * 0.08)


def test_effort_is_taken_for_granted_in_councils_alone() -> None:
    values = given(
        solidarity_by_decree=0.5, solidarity=0.2, joining_selection=0.3, diligence_dispersion=0.4
    )
    assert Manager().solidarity(values) == 0.0
    assert Council().solidarity(values) == pytest.approx(0.5 * 0.2 + 0.3 * 0.4)


@pytest.mark.parametrize(
    ("low", "high", "council", "by_voice", "managed", "decided"),
    [
        (0.2, 0.6, 0.5, 0.0, (0.2, 0.6), (0.5, 0.5)),
        (0.2, 0.6, 0.5, 1.0, (0.2, 0.6), (0.2, 0.5)),
        (0.2, 0.6, 0.5, 0.25, (0.2, 0.6), (0.425, 0.5)),
        (0.7, 0.6, 0.5, 1.0, (0.7, 0.7), (0.5, 0.5)),
    ],
)
def test_ideas_are_taken_up_by_voice(
    low: float,
    high: float,
    council: float,
    by_voice: float,
    managed: tuple[float, float],
    decided: tuple[float, float],
) -> None:
    values = given(
        uptake_low=low, uptake_high=high, uptake_council=council, uptake_by_voice=by_voice
    )
    assert Manager().uptake(values) == managed
    assert Council().uptake(values) == pytest.approx(decided)


def test_managers_order_what_a_council_votes_down() -> None:
    state = economy(
        3,
        {"competence": 0.5, "heard": 0.4},
        vote_own_interest=1.0,
        vote_solidarity=0.0,
        vote_output=0.0,
        vote_noise=0.0,
        majority=0.5,
        dominance=0.0,
        attendance_least=1.0,
    )
    proposal = nothing_proposed(make_world(1, workplaces=1, smallest=3))
    proposal.index_change[:3], proposal.spread_before[:] = [1.0, -1.0, -1.0], 0.2
    assert Manager().approve(state, proposal).tolist() == [True]
    assert not Manager().holds_votes
    assert Council().approve(state, proposal).tolist() == [False]
    assert Council().holds_votes
    assert (state.flows.votes_at_own_cost, state.flows.proposals) == (2.0, 1.0)
    # Two of three got what they wanted; a year is remembered.
    assert MEMORY_MONTHS == 12.0
    expected = [0.4 - 0.4 / 12, 0.4 + 0.6 / 12, 0.4 + 0.6 / 12]
    np.testing.assert_allclose(state.people.heard, expected, rtol=1e-12)


def test_voice_comes_from_rank_or_from_taking_part() -> None:
    state = economy(
        2,
        {"empowerment": [0.8, 0.35], "competence": [0.6, 0.2], "heard": 1.0},
        voice_low=0.2,
        voice_high=0.8,
        consultation=0.0,
        attendance_least=0.5,
        dominance=1.0,
        society_reference=0.0,
        assembly_size=50.0,
        delegation_loss=0.0,
        outvoted_loss=0.0,
    )
    Manager().update_voice(state)
    assert state.people.voice == pytest.approx([1.0, 0.25])
    Council().update_voice(state)
    # Attendance .8 and .6; the second has half of the mean competence of .4.
    assert state.people.voice == pytest.approx([0.8, 0.3])
    assert state.flows.invited == 2.0
    assert state.flows.attending == pytest.approx(1.4)


def test_pay_follows_effort_as_far_as_it_is_seen() -> None:
    seen = given(
        performance_pay_share=0.4,
        performance_measure=0.6,
        peer_raters=3.0,
        peer_reliability=0.5,
        leniency=0.2,
        collusion_share=0.1,
        need_share=0.3,
    )
    assert Market().performance_link(seen) == pytest.approx(0.24)
    assert rating_precision(seen) == pytest.approx(1.5 / 2.0)
    assert EffortAndNeed().performance_link(seen) == pytest.approx(0.75 * 0.8 * 0.9 * 0.7)
    assert Equal().performance_link(seen) == 0.0
    assert [one().need_share(seen) for one in (EffortAndNeed, Equal)] == [0.3, 0.0]
    assert [one.hides_talent for one in (Market, EffortAndNeed, Equal)] == [False, True, False]


def test_one_rater_is_as_reliable_as_one_rating() -> None:
    assert rating_precision(given(peer_raters=1.0, peer_reliability=0.4)) == pytest.approx(0.4)


def test_wealth_above_a_buffer_becomes_capital_of_all() -> None:
    state = economy(2, {"income": [1.0, 3.0], "wealth": [10.0, 3.0]}, savings_buffer=2.0)
    state.public_capital = 5.0
    Equal().enter(state)
    assert state.people.wealth.tolist() == [4.0, 3.0]
    assert state.public_capital == 11.0
    before = state.people.wealth.copy()
    Market().enter(state)
    assert state.people.wealth.tolist() == before.tolist()


@pytest.mark.parametrize("months", [1, 3])
def test_equal_pay_of_two_who_save_towards_a_buffer(months: int) -> None:
    state = economy(
        2,
        {"wealth": 0.0, "need": 1.0},
        investment_share=0.2,
        savings_buffer=3.0,
        wealth_depreciation=0.0,
    )
    state.months_per_step = months
    Equal().distribute(state)
    assert BUFFER_SPEED == 1 / 12
    np.testing.assert_allclose(state.people.hourly_pay, 4.0, rtol=1e-14)
    # A twelfth of the gap of 12 is closed in a month.
    closed = 1.0 - (11 / 12) ** months
    np.testing.assert_allclose(state.people.wealth, 12.0 * closed, rtol=1e-12)


def test_the_labour_market_is_as_insecure_as_jobs_are_lost() -> None:
    state, rule = economy(2), LabourMarket()
    state.job_loss_rate, state.job_finding_rate = 0.1, 0.25
    assert rule.insecurity(state) == pytest.approx(1.0 - 0.9**12, rel=1e-12)
    assert rule.spell_months(state) == 4.0
    state.job_finding_rate = 0.0
    assert rule.spell_months(state) == LONGEST_SPELL == 36.0
    state.job_finding_rate = 2.0
    assert rule.spell_months(state) == 0.5
    assert rule.discipline_response(given(discipline_response=0.7)) == 0.7


def test_nobody_loses_a_guaranteed_job() -> None:
    state, rule = economy(2), JobGuarantee()
    state.job_loss_rate = 0.1
    LabourMarket().enter(state)
    assert state.job_loss_rate == 0.1
    rule.enter(state)
    assert state.job_loss_rate == 0.0
    assert (rule.insecurity(state), rule.spell_months(state)) == (0.0, 0.0)
    assert rule.discipline_response(given(discipline_response=0.7)) == 0.7


@pytest.mark.parametrize(("displacement", "rate", "share"), [(0.5, 0.4, 0.2), (0.0, 0.4, 0.0)])
def test_a_guaranteed_job_ends_where_workplaces_shrink(
    displacement: float, rate: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = economy(500, displacement=displacement, layoff_rate=rate)
    ended: list[int] = []

    def counting(state: EconomyState, before: Integers) -> None:
        ended.append(int((state.destination != before).sum()))
        place_everyone(state, before)

    monkeypatch.setattr(employment, "place_everyone", counting)
    JobGuarantee().allocate(state, 0.0)
    assert ended[0] == pytest.approx(500 * share, abs=40)
    assert (state.destination == 0).all()


@pytest.mark.parametrize("months", [1, 3])
def test_creativity_of_the_burn_in_is_averaged_over_a_year(months: int) -> None:
    state = economy(2)
    state.reference_creativity, state.in_burn_in, state.months_per_step = 5.0, True, months
    state.people.hours[:] = 0.0  # nobody is creative
    Private().advance(state, (0.5, 0.5))
    assert state.reference_creativity == pytest.approx(5.0 * (11 / 12) ** months, rel=1e-12)


def test_ideas_have_an_incentive_and_a_speed() -> None:
    values = given(
        profit_incentive=1.5, commons_incentive=0.8, private_diffusion=0.02, commons_diffusion=0.1
    )
    assert MONTHS_OF_REFERENCE == 12.0
    assert (Private().incentive(values), Private().diffusion(values)) == (1.5, 0.02)
    assert (Commons().incentive(values), Commons().diffusion(values)) == (0.8, 0.1)
