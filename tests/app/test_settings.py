"""What the form of the page accepts, and the scenarios that follow from it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.app.beliefs import BELIEFS
from sim.app.settings import RANGES, Settings, whole_number
from sim.app.sliders import GROUPS, SLIDERS, explanation_of, heading_of, step_of
from sim.errors import ScenarioError
from sim.parameters import declarations
from sim.scenario import list_scenarios, load_scenario


def test_the_scenarios_share_size_and_changed_parameters() -> None:
    settings = Settings(workers=300, months=24, changes={"intrinsic_motivation": 0.4})
    first, second = settings.scenarios()
    assert (first.name, second.name) == ("capitalism", "parecon")
    assert first.workers == second.workers == 300
    assert first.parameters.intrinsic_motivation == second.parameters.intrinsic_motivation == 0.4


def test_assumptions_hold_for_both_and_changes_come_on_top() -> None:
    settings = Settings(assumptions="critics", changes={"crowding": 0.2})
    critics = load_scenario("critics").overrides
    for scenario in settings.scenarios():
        assert scenario.parameters.crowding == 0.2
        assert scenario.parameters.intrinsic_motivation == critics["intrinsic_motivation"]


def test_a_scenario_with_assumptions_of_its_own_lends_them_to_the_other() -> None:
    first, second = Settings(second="advocates").scenarios()
    assert first.parameters == second.parameters


def test_the_same_scenario_twice_is_refused() -> None:
    with pytest.raises(ScenarioError, match="choose two different ones"):
        Settings(second="capitalism").scenarios()


def test_two_packs_of_assumptions_at_once_are_refused() -> None:
    with pytest.raises(ScenarioError, match="assumptions of its own"):
        Settings(second="advocates", assumptions="critics").scenarios()
    with pytest.raises(ScenarioError, match="differ in"):
        Settings(first="critics", second="advocates").scenarios()
    with pytest.raises(ScenarioError, match="did you mean 'critics'"):
        Settings(assumptions="critcs").scenarios()


def test_every_pair_of_scenarios_can_be_loaded_or_says_why_not() -> None:
    names = [scenario.name for scenario in list_scenarios()]
    refused = set()
    for first in names:
        for second in names:
            try:
                scenarios = Settings(first=first, second=second).scenarios()
            except ScenarioError:
                refused.add((first, second))
            else:
                assert [scenario.name for scenario in scenarios] == [first, second]
    # Two that both claim to hold for everybody, and the same twice.
    sharing = {name for name in names if load_scenario(name).shared_assumptions}
    assert sharing == {"advocates", "calibrated", "critics", "fitted"}
    clashing = {(one, other) for one in sharing for other in sharing}
    assert refused == {(name, name) for name in names} | clashing


@pytest.mark.parametrize(
    ("text", "number"), [("300", 300), (" 2,000 ", 2_000), ("1 000", 1_000), ("200", 200)]
)
def test_whole_numbers_are_read_as_people_write_them(text: str, number: int) -> None:
    assert whole_number("workers", text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "lots", "-5", "1e3", "300.5", "199", "10001", "nan", "٣٠٠", "9" * 5_000, "<b>3</b>"],
)
def test_nonsense_in_a_number_field_names_field_value_and_range(text: str) -> None:
    with pytest.raises(ScenarioError, match=r"People = .*from 200 to 10,000") as caught:
        whole_number("workers", text)
    assert len(str(caught.value)) < 300


def test_the_least_and_most_of_each_field_can_be_simulated() -> None:
    for name, (_, low, high) in RANGES.items():
        for bound in (low, high):
            assert whole_number(name, str(bound)) == bound
            Settings(**{name: bound}).scenarios()


def test_the_command_beside_the_run_describes_the_same_comparison() -> None:
    settings = Settings(
        second="cooperative", assumptions="critics", workers=300, months=12, seed=3,
        changes={"swap_hours": 0.1},
    )  # fmt: skip
    assert settings.command == (
        "balanced-jobs compare capitalism cooperative --assumptions critics "
        "--workers 300 --months 12 --seed 3 --set swap_hours=0.1"
    )


def test_every_slider_is_of_a_declared_parameter_that_is_listed_once() -> None:
    assert set(SLIDERS) <= set(declarations())
    assert len(SLIDERS) == len(set(SLIDERS)) == len(BELIEFS) + sum(map(len, GROUPS.values()))


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_reaches_its_default_and_tells_unit_range_and_source(name: str) -> None:
    row = declarations()[name]
    positions = (row.default - row.low) / step_of(row)
    assert positions == pytest.approx(round(positions), abs=1e-6)
    text = explanation_of(name)
    for part in (row.meaning, row.source, f"{row.low:g} to {row.high:g}", f"{row.default:g}"):
        assert part in text
    assert heading_of(row)[0].isupper()


def test_no_slider_stands_for_a_parameter_that_differs_between_regimes() -> None:
    for scenario in list_scenarios():
        loaded = load_scenario(scenario.name)
        if not loaded.shared_assumptions:
            assert set(loaded.overrides).isdisjoint(SLIDERS)


def test_the_simulation_behind_the_page_needs_no_browser_packages() -> None:
    code = (
        "import sys; sys.modules.update(panel=None, bokeh=None)\n"
        "from sim.app.session import Session; from sim.app.settings import Settings\n"
        "Session(Settings(workers=200, burn_in=0, months=1)).step()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
