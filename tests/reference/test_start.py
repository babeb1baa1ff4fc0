"""Where a reference economy can start from."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from sim import Economy
from tests.reference import reference_of


def test_the_reference_only_reads_the_economy_it_starts_from(parecon: Economy) -> None:
    before = copy.deepcopy(parecon.state.people)
    reference = reference_of(parecon)
    reference.step()
    for name in before.__slots__:
        np.testing.assert_array_equal(getattr(before, name), getattr(parecon.state.people, name))


def test_an_economy_in_its_burn_in_has_no_reference() -> None:
    economy = Economy("parecon", seed=1, workers=300, burn_in=2)
    for _ in range(2):
        economy.step()
    with pytest.raises(ValueError, match="burn-in"):
        reference_of(economy)


def test_other_institutions_have_no_reference() -> None:
    economy = Economy("rotation", seed=1, workers=300, burn_in=0)
    economy.step()
    with pytest.raises(ValueError, match="scenario rotation: not the institutions of capitalism"):
        reference_of(economy)


def test_longer_steps_have_no_reference() -> None:
    economy = Economy("capitalism", seed=1, workers=300, burn_in=0, months=12, months_per_step=3)
    economy.step()
    with pytest.raises(ValueError, match="months_per_step = 3"):
        reference_of(economy)
