"""The address of a page says what it shows."""

from __future__ import annotations

import pytest

from sim.app.address import query_of, settings_of
from sim.app.settings import Settings
from sim.errors import ScenarioError


def test_the_address_of_a_page_gives_the_page_again() -> None:
    settings = Settings(
        second="cooperative", assumptions="critics", workers=300, months=12, seed=3,
        changes={"swap_hours": 0.1},
    )  # fmt: skip
    assert settings_of(query_of(settings), Settings()) == settings
    assert settings_of({}, settings) == settings


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"a": "capitalsm"}, "did you mean 'capitalism'"),
        ({"sed": "3"}, "did you mean 'seed'"),
        ({"workers": "5"}, "from 200 to 10,000"),
        ({"crowding": "nan"}, "must be a number from"),
        ({"assume": "me"}, "critics"),
        ({"b": "capitalism"}, "choose two different ones"),
    ],
)
def test_an_address_that_asks_for_nonsense_says_what_is_allowed(
    query: dict[str, str], told: str
) -> None:
    with pytest.raises(ScenarioError, match=told):
        settings_of(query, Settings())
