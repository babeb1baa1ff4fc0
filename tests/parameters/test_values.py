"""Values of parameters: only finite numbers in the declared range, only declared names."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from math import inf, nan, nextafter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ParameterError, ScenarioError
from sim.parameters import Declaration, Parameters, declarations

DECLARED = declarations()
DECLARATIONS = st.sampled_from(list(DECLARED.values()))


@st.composite
def valid_values(draw: st.DrawFn) -> tuple[str, float]:
    row = draw(DECLARATIONS)
    return row.name, draw(st.floats(row.low, row.high))


@given(valid_values())
def test_every_number_in_the_range_is_taken_as_it_is(pair: tuple[str, float]) -> None:
    name, value = pair
    parameters = Parameters(**{name: value})
    assert getattr(parameters, name) == value
    assert type(getattr(parameters, name)) is float
    assert parameters.explicit == {name}


@given(DECLARATIONS, st.booleans())
def test_a_number_just_outside_the_range_is_refused_with_the_range(
    row: Declaration, above: bool
) -> None:
    outside = nextafter(row.high, inf) if above else nextafter(row.low, -inf)
    with pytest.raises(ParameterError) as caught:
        Parameters(**{row.name: outside})
    assert f"must be a number from {row.low:g} to {row.high:g}" in str(caught.value)


@pytest.mark.parametrize("value", [nan, inf, -inf, True, False, "0.5", None, [0.5], 10**400])
def test_what_is_no_finite_number_is_refused(value: object) -> None:
    with pytest.raises(ParameterError, match=r"monitoring = .*must be a number from 0 to 1"):
        Parameters(monitoring=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1, np.float64(1.0), np.float32(1.0), np.int64(1)])
def test_numbers_of_other_types_become_plain_floats(value: float) -> None:
    parameters = Parameters(monitoring=value)
    assert parameters.monitoring == 1.0
    assert type(parameters.monitoring) is float


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ParameterError, match=r"did you mean 'intrinsic_motivation'\?"):
        Parameters(intrinsic_motivatoin=0.3)  # type: ignore[call-arg]


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ParameterError) as caught:
        Parameters(monitoring=2.0, leniency=-1.0, majorty=0.6)  # type: ignore[call-arg]
    message = str(caught.value)
    assert message.startswith("3 mistakes:")
    assert all(name in message for name in ("monitoring", "leniency", "majority"))


def test_a_mistake_in_a_parameter_is_a_mistake_in_a_scenario() -> None:
    assert issubclass(ParameterError, ScenarioError)


def test_at_least_one_dimension_of_alienation_has_weight() -> None:
    weights = (
        "weight_powerlessness",
        "weight_meaninglessness",
        "weight_self_estrangement",
        "weight_isolation",
    )
    with pytest.raises(ParameterError, match="at least one of them must be above 0"):
        Parameters(**dict.fromkeys(weights, 0.0))
    assert Parameters(**dict.fromkeys(weights[:3], 0.0)).weight_isolation == 0.25


def test_parameters_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Parameters().monitoring = 0.1  # type: ignore[misc]


@given(st.lists(valid_values(), max_size=5))
def test_a_pickled_copy_is_equal_and_knows_what_was_set(pairs: list[tuple[str, float]]) -> None:
    values = {name: value for name, value in pairs if not name.startswith("weight_")}
    parameters = Parameters(**values)
    copy = pickle.loads(pickle.dumps(parameters))
    assert copy == parameters
    assert copy.explicit == set(values)
