"""The productivity kernel against plain twins, its limits and its derivatives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.aggregation import NEAR_COBB_DOUGLAS, aggregate, marginal_products
from sim.kernels.effective_labour import effective_time
from sim.kernels.production import person_output, produce
from sim.state import EconomyState
from tests.kernels import reference_production as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)

EXACT = 1e-12
substitutions = st.one_of(
    st.sampled_from([0.0, 1e-6, 0.5, 0.95, 0.97, 1.0 - 1e-9, 1.0]),
    st.floats(min_value=0.01, max_value=1.0),
)


def economy_at(world: World, sigma: float) -> EconomyState:
    """Return an economy whose output is not known yet."""
    unknown = {"effective_labour": np.nan, "output": np.nan}
    return economy_of(world, workplaces=unknown, substitution_elasticity=sigma)


def at_work(world: World, sigma: float = 0.5) -> EconomyState:
    """Return an economy after production."""
    economy = economy_at(world, sigma)
    produce(0, world.workplaces, economy)
    return economy


def produced(world: World, sigma: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Return effective labour and output."""
    workplaces = at_work(world, sigma).workplaces
    return workplaces.effective_labour, workplaces.output


def products(world: World, sigma: float) -> np.ndarray:
    """Return marginal products, (workplaces, tasks)."""
    out = np.full((world.workplaces, 8), np.nan)
    marginal_products(0, world.workplaces, at_work(world, sigma), out)
    return out


def imputed(world: World, sigma: float) -> np.ndarray:
    """Return output by person, zero for people without work."""
    by_person = np.zeros(world.people)
    person_output(0, world.workplaces, at_work(world, sigma), by_person)
    return by_person


def output_of(world: World, labour: np.ndarray, sigma: float) -> np.ndarray:
    """Return output of given effective labour."""
    economy = economy_of(world, {}, {"effective_labour": labour}, substitution_elasticity=sigma)
    aggregate(0, world.workplaces, economy)
    return economy.workplaces.output


def busy_world(seed: int) -> World:
    """Return a random world with exchanges across workplaces, everyone in every task."""
    world = make_world(seed, staffed=True, smallest=2)
    add_exchanges(world)
    return world


@few_examples
@given(seeds, substitutions, st.booleans())
def test_labour_and_output_agree_with_a_plain_reference(
    seed: int, sigma: float, staffed: bool
) -> None:
    world = make_world(seed, staffed=staffed)
    add_exchanges(world)
    labour, output = produced(world, sigma)
    expected = reference.effective_labour(world)
    np.testing.assert_allclose(labour, expected, rtol=EXACT)
    np.testing.assert_allclose(output, reference.output(world, expected, sigma), rtol=EXACT)


@few_examples
@given(seeds)
def test_effective_time_is_productive_time_times_effort(seed: int) -> None:
    world = make_world(seed)
    time = np.full(world.people, np.nan)
    arguments = (economy_of(world), time)
    assert_same_bytes_however_cut(effective_time, world.people, arguments)
    effective_time(0, world.people, *arguments)
    assert time.tobytes() == (world.productive_time * world.effort).tobytes()


@pytest.mark.parametrize("training_counts", [False, True])
@pytest.mark.parametrize("tasks_each", [1, 3, 8])
def test_labour_agrees_with_a_loop_of_library_powers(
    tasks_each: int, training_counts: bool
) -> None:
    world = reference.crowd(make_world(1), [300, 5, 0, 41, 700], [tasks_each] * 5)
    world.untrained_efficiency[:] = 1.0
    if training_counts:
        world.untrained_efficiency[:] = world.rng.uniform(0.1, 1.0, world.complexity.shape)
    world.hours_factor[:] = 1.0
    expected = np.empty((5, 8))
    reference.library_loop(
        world.offsets,
        world.sector,
        world.hours,
        world.productive_time * world.effort,
        world.skill,
        world.domain,
        world.complexity,
        world.expert,
        world.untrained_efficiency,
        expected,
    )
    np.testing.assert_allclose(produced(world)[0], expected, rtol=EXACT)


@few_examples
@given(seeds, substitutions)
def test_trained_average_people_without_overheads_produce_technology_times_their_number(
    seed: int, sigma: float
) -> None:
    world = make_world(seed)
    world.skill[:], world.effort[:], world.productive_time[:] = 1.0, 1.0, 1.0
    world.hours_factor[:], world.untrained_efficiency[:] = 1.0, 1.0
    world.hours[: world.employed] = world.hours_share[
        world.sector[world.workplace[: world.employed]]
    ]
    expected = world.technology * world.members
    np.testing.assert_allclose(produced(world, sigma)[1], expected, rtol=EXACT)


@few_examples
@given(seeds, substitutions, st.floats(min_value=1e-3, max_value=1e3))
def test_output_is_homogeneous_of_degree_one_in_hours(
    seed: int, sigma: float, factor: float
) -> None:
    world = busy_world(seed)
    before = produced(world, sigma)[1]
    world.hours *= factor
    world.outside_hours *= factor
    np.testing.assert_allclose(produced(world, sigma)[1], before * factor, rtol=EXACT)


@few_examples
@given(seeds, substitutions)
def test_a_longer_month_for_all_raises_output_in_proportion(seed: int, sigma: float) -> None:
    world = busy_world(seed)
    before = produced(world, sigma)[1]
    world.hours_factor *= 1.1
    np.testing.assert_allclose(produced(world, sigma)[1], before * 1.1, rtol=EXACT)


@few_examples
@given(seeds)
def test_without_substitution_the_scarcest_task_alone_decides(seed: int) -> None:
    world = busy_world(seed)
    labour, output = produced(world, 0.0)
    share = world.hours_share[world.sector]
    ratio = np.divide(labour, share, out=np.full_like(labour, np.inf), where=share > 0.0)
    np.testing.assert_allclose(output, world.technology * ratio.min(axis=1), rtol=EXACT)
    np.testing.assert_allclose(produced(world, 1e-9)[1], output, rtol=1e-7)


@few_examples
@given(seeds)
def test_unit_substitution_gives_the_geometric_mean(seed: int) -> None:
    world = busy_world(seed)
    labour, output = produced(world, 1.0)
    share = world.hours_share[world.sector]
    ratio = np.divide(labour, share, out=np.ones_like(labour), where=share > 0.0)
    expected = world.technology * np.prod(ratio**share, axis=1)
    np.testing.assert_allclose(output, expected, rtol=EXACT)
    np.testing.assert_allclose(produced(world, 1.0 - 1e-9)[1], output, rtol=1e-7)


@few_examples
@given(seeds)
def test_output_does_not_jump_where_the_formula_changes(seed: int) -> None:
    world = busy_world(seed)
    edge = 1.0 / (1.0 + NEAR_COBB_DOUGLAS)
    below, above = produced(world, edge - 1e-13)[1], produced(world, edge + 1e-13)[1]
    np.testing.assert_allclose(below, above, rtol=EXACT)


@few_examples
@given(seeds, substitutions, substitutions)
def test_easier_substitution_never_lowers_output(seed: int, one: float, other: float) -> None:
    world = busy_world(seed)
    less, more = produced(world, min(one, other))[1], produced(world, max(one, other))[1]
    assert np.all(less <= more * (1.0 + EXACT))


@pytest.mark.parametrize("sigma", [0.0, 0.5, 0.99, 1.0])
def test_a_task_with_a_share_but_no_labour_stops_output(sigma: float) -> None:
    world = busy_world(3)
    world.hours[world.rows(0), 0] = 0.0
    world.outside_hours[:] = 0.0
    assert produced(world, sigma)[1][0] == 0.0
    assert np.all(products(world, sigma)[0] == 0.0)
    assert np.all(imputed(world, sigma)[world.rows(0)] == 0.0)


@pytest.mark.parametrize("sigma", [0.0, 0.5, 0.99, 1.0])
def test_a_task_without_a_share_leaves_output_alone(sigma: float) -> None:
    world = busy_world(4)
    before = produced(world, sigma)[1]
    spare = int(world.task_count.max()) - 1
    world.hours_share[:, spare] = 0.0
    world.hours_share /= world.hours_share.sum(axis=1, keepdims=True)
    reduced = produced(world, sigma)[1]
    world.hours[:, spare] *= 7.0
    assert produced(world, sigma)[1].tobytes() == reduced.tobytes()
    assert not np.array_equal(before, reduced)
    assert np.all(products(world, sigma)[:, spare] == 0.0)


def test_an_empty_workplace_produces_nothing() -> None:
    world = reference.crowd(make_world(2), [0, 4, 0], [8, 8, 8])
    labour, output = produced(world)
    assert np.all(labour[[0, 2]] == 0.0)
    assert np.all(output[[0, 2]] == 0.0)
    assert output[1] > 0.0


def test_work_elsewhere_counts_with_the_tables_of_that_sector() -> None:
    world = reference.crowd(make_world(5), [1, 1], [8, 8])
    world.sector[:] = [0, 0]
    world.complexity[0, :2] = [0.5, 2.0]
    world.domain[0, :2] = [1, 4]
    world.hours[:] = 0.0
    world.hours[1, 0] = 1.0
    world.expert[0] = 4
    world.outside_workplace[0], world.outside_task[0], world.outside_hours[0] = 1, 1, 0.25
    world.skill[0, 4], world.effort[0], world.productive_time[0] = 3.0, 0.5, 0.8
    world.hours_factor[:] = [5.0, 0.9]
    labour, _ = produced(world)
    assert labour[1, 1] == pytest.approx(0.9 * 0.25 * 0.5 * 0.8 * 3.0**2, rel=EXACT)
    assert np.all(labour[0] == 0.0)


@pytest.mark.parametrize("tasks_each", [1, 8])
def test_skills_of_tasks_without_hours_do_not_matter(tasks_each: int) -> None:
    world = reference.crowd(make_world(6), [40, 40], [tasks_each] * 2)
    world.hours[:, 0] = 0.0
    world.domain[:, 0] = 5
    world.domain[:, 1:] = np.minimum(world.domain[:, 1:], 4)
    before = produced(world)[0]
    world.skill[:, 5] = np.nan
    after = produced(world)[0]
    assert before.tobytes() == after.tobytes()


def test_zero_skill_gives_nothing_where_skill_matters_and_all_where_it_does_not() -> None:
    world = reference.crowd(make_world(7), [10], [8])
    world.hours[:] = 0.1
    world.complexity[:, 0], world.complexity[:, 1] = 1.5, 0.0
    world.skill[:] = 0.0
    labour, _ = produced(world)
    assert labour[0, 0] == 0.0
    assert labour[0, 1] > 0.0


@few_examples
@given(seeds, st.sampled_from([0.0, 0.5, 1.0]))
def test_the_bytes_do_not_depend_on_how_the_workplaces_are_divided(seed: int, sigma: float) -> None:
    world = busy_world(seed)
    assert_same_state_however_cut(produce, world.workplaces, economy_at(world, sigma))


def test_single_tasks_and_full_mixes_in_one_tile_give_the_bytes_that_they_give_apart() -> None:
    members = [3, 400, 0, 90, 2, 513, 30, 31, 32, 100, 64]
    tasks_each = [1, 1, 8, 8, 8, 8, 1, 4, 2, 1, 8]
    world = reference.crowd(make_world(8), members, tasks_each)
    assert_same_state_however_cut(produce, world.workplaces, economy_at(world, 0.5))


@few_examples
@given(seeds, st.floats(min_value=0.2, max_value=1.0))
def test_marginal_products_are_slopes_of_output(seed: int, sigma: float) -> None:
    world = busy_world(seed)
    labour, _ = produced(world, sigma)
    exact = products(world, sigma)
    for k in range(8):
        step = 1e-4 * labour[:, k]
        up, down = labour.copy(), labour.copy()
        up[:, k] += step
        down[:, k] -= step
        rise = output_of(world, up, sigma) - output_of(world, down, sigma)
        used = world.hours_share[world.sector, k] > 0.0
        np.testing.assert_allclose(exact[used, k], rise[used] / (2 * step[used]), rtol=1e-6)
        assert np.all(exact[~used, k] == 0.0)


@few_examples
@given(seeds, substitutions)
def test_marginal_products_exhaust_output(seed: int, sigma: float) -> None:
    world = busy_world(seed)
    labour, output = produced(world, sigma)
    total = (products(world, sigma) * labour).sum(axis=1)
    np.testing.assert_allclose(total, output, rtol=EXACT)


@few_examples
@given(seeds)
def test_without_substitution_only_the_scarcest_task_has_a_product(seed: int) -> None:
    world = busy_world(seed)
    labour, output = produced(world, 0.0)
    share = world.hours_share[world.sector]
    ratio = np.divide(labour, share, out=np.full_like(labour, np.inf), where=share > 0.0)
    scarcest = np.argmin(ratio, axis=1)
    expected = np.zeros_like(labour)
    places = np.arange(world.workplaces)
    expected[places, scarcest] = output / labour[places, scarcest]
    np.testing.assert_allclose(products(world, 0.0), expected, rtol=1e-9, atol=1e-12)


@few_examples
@given(seeds, substitutions)
def test_what_people_are_said_to_produce_adds_up_to_output(seed: int, sigma: float) -> None:
    world = busy_world(seed)
    by_person = imputed(world, sigma)
    assert by_person.sum() == pytest.approx(produced(world, sigma)[1].sum(), rel=EXACT)
    assert np.all(by_person[world.employed :] == 0.0)


@few_examples
@given(seeds)
def test_output_of_a_person_is_the_slope_of_total_output_in_the_persons_time(seed: int) -> None:
    world = busy_world(seed)
    by_person = imputed(world, 0.5)
    row = int(np.argmax(world.outside_workplace >= 0))
    effort, step = world.effort[row], 1e-5
    world.effort[row] = effort * (1.0 + step)
    more = produced(world)[1].sum()
    world.effort[row] = effort * (1.0 - step)
    less = produced(world)[1].sum()
    assert by_person[row] == pytest.approx((more - less) / (2.0 * step), rel=1e-5)


@few_examples
@given(seeds)
def test_products_and_imputation_do_not_depend_on_how_the_workplaces_are_divided(
    seed: int,
) -> None:
    world = busy_world(seed)
    economy = at_work(world)
    for kernel, filled in (
        (person_output, np.zeros(world.people)),
        (marginal_products, np.zeros((world.workplaces, 8))),
    ):
        assert_same_bytes_however_cut(kernel, world.workplaces, (economy, filled))
