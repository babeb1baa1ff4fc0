"""Whatever differs between the reference and the simulator is named."""

from __future__ import annotations

import pytest

from sim import Economy
from tests.reference import check_agreement, reference_of
from tests.reference.months import follow


@pytest.mark.parametrize(
    "attribute",
    ["wealth", "skill", "effort", "alienation", "hourly_pay", "hours", "aptitude", "diligence"],
)
def test_an_attribute_of_one_person_that_differs_is_named(
    capitalism: Economy, attribute: str
) -> None:
    economy = capitalism.fork()
    economy.step()
    reference = reference_of(economy)
    follow(economy, reference, 1)
    person = reference.people[7]
    value = getattr(person, attribute)
    largest = max(value) if isinstance(value, list) else value
    if isinstance(value, list):
        value[value.index(largest)] = largest * (1.0 + 1e-8)
    else:
        setattr(person, attribute, largest * (1.0 + 1e-8))
    with pytest.raises(RuntimeError, match=f"{attribute} of person {person.person}"):
        check_agreement(economy, reference)


def test_people_in_another_order_do_not_agree(capitalism: Economy) -> None:
    economy = capitalism.fork()
    economy.step()
    reference = reference_of(economy)
    follow(economy, reference, 1)
    reference.people[3], reference.people[4] = reference.people[4], reference.people[3]
    with pytest.raises(RuntimeError, match="person of person"):
        check_agreement(economy, reference)


def test_an_indicator_that_differs_is_named(capitalism: Economy) -> None:
    economy = capitalism.fork()
    economy.step()
    reference = reference_of(economy)
    follow(economy, reference, 1)
    reference.datacollector.model_vars["wealth_gini"][-1] += 1e-6
    with pytest.raises(RuntimeError, match="wealth_gini is"):
        check_agreement(economy, reference)
