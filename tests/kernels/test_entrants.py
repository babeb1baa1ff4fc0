"""What people bring along who enter."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.kernels.entrants import adopt_typical_attitudes, draw_traits
from sim.kernels.random import normal, stream_key, uniform
from sim.kernels.streams import Stream
from tests.kernels.economies import economy_of
from tests.kernels.reference_people import draws
from tests.kernels.worlds import few_examples, make_world, seeds, shares

PARAMETERS = {
    "aptitude_dispersion": 0.3,
    "need_dispersion": 0.2,
    "diligence_dispersion": 0.1,
    "residual_pay_dispersion": 0.4,
}


@few_examples
@given(seeds, shares)
def test_traits_are_those_of_the_draws_of_the_person(seed: int, correlation: float) -> None:
    world = make_world(seed, workplaces=60)
    economy = economy_of(world, talent_correlation=correlation, **PARAMETERS)
    rows = np.flatnonzero(world.rng.uniform(size=world.people) < 0.8)
    before, person = economy.copy().people, world.person[rows]
    draw_traits(economy, rows)
    people = economy.people

    def drawn(stream: Stream, identifiers: np.ndarray = person) -> np.ndarray:
        return draws(normal, stream_key(7, 0, stream, 1), identifiers)

    general = np.sqrt(correlation) * drawn(Stream.APTITUDE_GENERAL)
    for d in range(6):
        specific = np.sqrt(1.0 - correlation) * drawn(Stream.APTITUDE_SPECIFIC, 6 * person + d)
        expected = np.exp(0.3 * (general + specific))
        np.testing.assert_allclose(people.aptitude[rows, d], expected, rtol=1e-12)
    np.testing.assert_allclose(people.background[rows], drawn(Stream.BACKGROUND), rtol=1e-12)
    need = np.exp(0.2 * drawn(Stream.NEED) - 0.02)
    np.testing.assert_allclose(people.need[rows], need, rtol=1e-12)
    np.testing.assert_allclose(people.diligence[rows], 0.1 * drawn(Stream.DILIGENCE), rtol=1e-12)
    np.testing.assert_allclose(people.pay_premium[rows], 0.4 * drawn(Stream.PAY_PREMIUM))
    share = np.bincount(world.sector, economy.workplaces.share, len(world.task_count))
    lots = draws(uniform, stream_key(7, 0, Stream.INITIAL_SECTOR, 1), person)
    sector = np.minimum(np.searchsorted(np.cumsum(share), lots), len(share) - 1)
    np.testing.assert_array_equal(people.home_sector[rows], sector)
    others = np.setdiff1d(np.arange(world.people), rows)
    for name in ("aptitude", "background", "need", "diligence", "pay_premium", "home_sector"):
        assert getattr(people, name)[others].tobytes() == getattr(before, name)[others].tobytes()


@few_examples
@given(seeds)
def test_attitudes_become_the_means_of_those_at_work(seed: int) -> None:
    world = make_world(seed)
    alienation = world.rng.uniform(size=(world.people, 4))
    total = world.rng.uniform(size=world.people)
    economy = economy_of(world, {"alienation": alienation, "alienation_total": total})
    rows, people, employed = np.arange(world.people)[::3], economy.people, world.employed
    adopt_typical_attitudes(economy, rows)
    if employed == 0:
        assert people.effort.tobytes() == world.effort.tobytes()
        return
    mean = alienation[:employed].mean(axis=0)
    np.testing.assert_allclose(people.effort[rows], world.effort[:employed].mean())
    np.testing.assert_allclose(people.alienation_total[rows], total[:employed].mean())
    np.testing.assert_allclose(people.alienation[rows], np.tile(mean, (len(rows), 1)))
    others = np.setdiff1d(np.arange(world.people), rows)
    np.testing.assert_array_equal(people.effort[others], world.effort[others])
