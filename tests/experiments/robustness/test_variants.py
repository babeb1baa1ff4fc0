"""How many replicates a variant gets."""

from __future__ import annotations

from sim.experiments.robustness.variants import replicates_of


def test_populations_get_as_many_people_in_all_but_at_least_four_runs() -> None:
    assert replicates_of(1_000, 2_000, 20) == 20
    assert replicates_of(8_000, 2_000, 20) == 5
    assert replicates_of(100_000, 2_000, 20) == 4
    assert replicates_of(100_000, 2_000, 3) == 3
