"""Competence that work builds, habits, and what they do to effort."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.habits import (
    enter_society,
    felt_alienation,
    follow_jobs,
    get_accustomed,
    note_once_disempowered,
)
from sim.kernels.psychology import discipline
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.test_psychology import INERT, UNWATCHED, Rules, efforts, working
from tests.kernels.worlds import few_examples, make_world, only_first, seeds, shares
from tests.reference import equations


def learning_at_work(seed: int, adjustment: float, gain: float) -> EconomyState:
    """Return an economy whose people differ in jobs, schooling, competence and habits."""
    world = make_world(seed)
    rng = world.rng
    names = ("empowerment", "competence", "alienation_total", "accustomed_alienation")
    return economy_of(
        world,
        people={
            "status": rng.integers(0, 3, world.people),
            "schooling": rng.uniform(0.0, 6.0, world.people),
            **{name: rng.uniform(0.0, 1.0, world.people) for name in names},
        },
        competence_adjustment=adjustment,
        schooling_competence=gain,
        habituation_half_life=24.0,
    )


@few_examples
@given(seeds, shares)
def test_competence_agrees_with_the_reference(seed, adjustment):
    economy = learning_at_work(seed, adjustment, 0.05)
    people, before = economy.people, economy.people.competence.copy()
    follow_jobs(0, len(people), economy)
    for row in range(len(people)):
        target = min(people.empowerment[row] + 0.05 * people.schooling[row], 1.0)
        expected = {
            EMPLOYED: equations.competence(before[row], target, adjustment),
            UNEMPLOYED: equations.competence(before[row], 0.0, adjustment),
            IN_TRAINING: before[row],
        }[int(people.status[row])]
        assert people.competence[row] == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert ((people.competence >= 0.0) & (people.competence <= 1.0)).all()


@few_examples
@given(seeds)
def test_competence_that_follows_at_once_is_the_empowerment_of_the_job_to_the_last_bit(seed):
    economy = learning_at_work(seed, 1.0, 0.02)
    people = economy.people
    people.schooling[:] = 0.0
    people.status[:] = EMPLOYED
    follow_jobs(0, len(people), economy)
    np.testing.assert_array_equal(people.competence, people.empowerment)


def test_half_of_a_gap_in_competence_closes_in_its_half_life():
    economy = learning_at_work(1, 0.02, 0.0)
    people = economy.people
    people.status[:], people.competence[:], people.empowerment[:] = EMPLOYED, 0.2, 0.8
    for _ in range(round(np.log(0.5) / np.log(1.0 - 0.02))):
        follow_jobs(0, len(people), economy)
    np.testing.assert_allclose(people.competence, 0.5, atol=0.005)


@few_examples
@given(shares, shares, shares)
def test_felt_alienation_agrees_with_the_reference_and_stays_between_0_and_1(now, used_to, share):
    felt = felt_alienation(now, used_to, share)
    assert felt == pytest.approx(equations.felt_alienation(now, used_to, share), rel=1e-12)
    assert 0.0 <= felt <= 1.0
    assert felt_alienation(now, used_to, 0.0) == now


@few_examples
@given(st.floats(0.3, 0.6), st.floats(-0.2, 0.2), shares)
def test_a_change_is_felt_whole_at_first_and_in_part_in_the_end(before, change, share):
    at_first = felt_alienation(before + change, before, share)
    in_the_end = felt_alienation(before + change, before + change, share)
    usual = felt_alienation(before, before, share)
    assert at_first - usual == pytest.approx(change, abs=1e-12)
    assert in_the_end - usual == pytest.approx((1.0 - share) * change, abs=1e-12)


@pytest.mark.parametrize("months", [1, 3])
def test_half_of_a_change_becomes_usual_in_the_half_life(months):
    economy = learning_at_work(1, 0.1, 0.0)
    people, economy.months_per_step = economy.people, months
    people.alienation_total[:], people.accustomed_alienation[:] = 0.8, 0.2
    for _ in range(24 // months):
        get_accustomed(0, len(people), economy)
    np.testing.assert_allclose(people.accustomed_alienation, 0.5, rtol=1e-12)


@few_examples
@given(seeds)
def test_once_disempowered_are_those_below_the_mean_and_those_without_work(seed):
    economy = learning_at_work(seed, 0.1, 0.0)
    people, employed = economy.people, economy.workplaces.offsets[-1]
    people.once_disempowered[:] = 7
    note_once_disempowered(economy)
    at_work = people.empowerment[:employed]
    usual = at_work.mean() if employed else 0.0
    np.testing.assert_array_equal(people.once_disempowered[:employed], at_work < usual)
    assert (people.once_disempowered[employed:] == 1).all()


@few_examples
@given(seeds)
def test_entrants_are_as_competent_as_the_mean_and_used_to_what_they_have(seed):
    economy = learning_at_work(seed, 0.1, 0.0)
    people, employed = economy.people, economy.workplaces.offsets[-1]
    people.heard[:], people.once_disempowered[:] = 0.3, 0
    before = people.copy()
    rows = np.arange(0, len(people), 2)
    enter_society(economy, rows)
    usual = before.competence[:employed].mean() if employed else before.competence[rows]
    np.testing.assert_allclose(people.competence[rows], usual, rtol=1e-12)
    np.testing.assert_array_equal(people.accustomed_alienation[rows], before.alienation_total[rows])
    assert (people.heard[rows] == 1.0).all()
    assert (people.once_disempowered[rows] == 1).all()
    others = np.arange(1, len(people), 2)
    for name in ("competence", "accustomed_alienation", "heard", "once_disempowered"):
        np.testing.assert_array_equal(getattr(people, name)[others], getattr(before, name)[others])


@few_examples
@given(seeds, shares)
def test_effort_responds_to_felt_alienation(seed, share):
    changes = {**INERT, "intrinsic_motivation": 0.3, "crowding": 0.0, "peer_norm": 0.0}
    economy = working(make_world(seed), **changes, effort_adjustment=1.0, habituation=share)
    people = economy.people
    expected = [
        0.45 + 0.3 * (1.0 - equations.felt_alienation(now, used_to, share))
        for now, used_to in zip(people.alienation_total, people.accustomed_alienation, strict=True)
    ]
    found = efforts(economy, UNWATCHED)
    np.testing.assert_allclose(found, expected[: len(found)], rtol=1e-12)


@few_examples
@given(seeds, shares, shares)
def test_effort_for_others_follows_mean_voice_and_fairness_of_the_workplace(
    seed, solidarity, decreed
):
    world = make_world(seed)
    changes = {"peer_norm": 0.0, "effort_adjustment": 1.0, "solidarity_by_decree": decreed}
    economy = working(world, **INERT, **changes, solidarity=0.3 * solidarity)
    given_ = (economy.people.voice, economy.people.unfairness)
    voice, unfair = (reference.workplace_means(world, values) for values in given_)
    expected = 0.45 + 0.3 * solidarity * (1.0 - decreed) * voice * (1.0 - unfair)
    found = efforts(economy, UNWATCHED)
    np.testing.assert_allclose(found, expected[world.workplace[: world.employed]], rtol=1e-12)


@few_examples
@given(shares, shares, st.floats(0.0, 0.3), st.floats(0.0, 24.0))
def test_what_being_caught_costs_is_the_larger_of_job_loss_and_sanction(
    fallback, watched, sanction, months
):
    lost = equations.cost_of_job_loss(1.0, fallback, months)
    cost = equations.cost_of_being_caught(1.0, lost, sanction)
    found = discipline(1.0, fallback, months, watched, 0.7, sanction)
    assert found == pytest.approx(0.7 * watched * cost, rel=1e-12, abs=1e-15)
    assert discipline(1.0, fallback, 0.0, watched, 0.7, 0.0) == 0.0
    assert discipline(0.0, fallback, months, watched, 0.7, sanction) == 0.0


@few_examples
@given(seeds, shares, shares)
def test_peers_observe_beside_supervisors_and_crowd_nothing_out(seed, monitoring, peers):
    changes = {"gift_response": 0.0, "peer_norm": 0.0, "effort_pay_response": 0.0}
    economy = working(make_world(seed), **changes, sanction_cost=0.3, effort_adjustment=1.0)
    rules = Rules(monitoring=monitoring, peer_monitoring=peers, spell_months=0.0)
    found = efforts(economy, rules)
    alienation = economy.people.alienation_total[: len(found)]
    crowded = 0.3 * (1.0 - alienation) * (1.0 - 0.3 * monitoring)
    expected = 0.45 + crowded + 0.7 * min(monitoring + peers, 1.0) * 0.3
    np.testing.assert_allclose(found, np.minimum(expected, 1.0), rtol=1e-12)


@few_examples
@given(seeds)
def test_habits_do_not_depend_on_how_the_range_is_cut(seed):
    economy = learning_at_work(seed, 0.1, 0.02)
    assert_same_state_however_cut(follow_jobs, len(economy.people), economy)
    assert_same_state_however_cut(get_accustomed, len(economy.people), economy)


@pytest.mark.parametrize(("months", "left"), [(1, 0.5**0.125), (8, 0.5), (16, 0.25)])
def test_half_of_the_gap_to_present_alienation_closes_in_a_half_life(
    months: int, left: float
) -> None:
    world = make_world(1, workplaces=1, smallest=2)
    people = {"alienation_total": 0.9, "accustomed_alienation": 0.1}
    economy = economy_of(world, people=people, habituation_half_life=8.0)
    economy.months_per_step = months
    get_accustomed(0, 1, economy)
    assert economy.people.accustomed_alienation[0] == pytest.approx(0.9 - 0.8 * left, rel=1e-14)
    assert economy.people.accustomed_alienation[1] == 0.1


def test_an_average_job_is_not_disempowered_and_no_job_is() -> None:
    world = make_world(1, workplaces=1, smallest=4)
    only_first(world, 4)
    world.offsets = np.array([0, 3])
    economy = economy_of(world, people={"empowerment": [0.5, 0.75, 0.25, 0.9]})
    note_once_disempowered(economy)
    assert economy.people.once_disempowered.tolist() == [0, 0, 1, 1]


def test_entrants_keep_their_competence_where_nobody_works() -> None:
    world = make_world(1, workplaces=1, smallest=3)
    only_first(world, 3)
    for employed, expected in ((2, 0.5), (0, 0.9)):
        world.offsets = np.array([0, employed])
        economy = economy_of(world, people={"competence": [0.25, 0.75, 0.9]})
        enter_society(economy, np.array([2]))
        assert economy.people.competence[2] == expected
