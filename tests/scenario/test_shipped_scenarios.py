"""The named scenarios (model section 6)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from statistics import fmean

import pandas as pd
import pytest

from sim.errors import ScenarioError
from sim.parameters import declarations
from sim.scenario import INSTITUTION_RULES, Institutions, list_scenarios, load_scenario
from sim.text.answer import shipped_answer

ROOT = Path(__file__).resolve().parents[2]
DESIGNS = ROOT / "scenarios" / "designs"

CAPITALISM = ("hierarchical", "manager", "market", "labour_market", "class_selected", "private")
PARECON = ("balanced", "council", "effort_and_need", "job_guarantee", "open", "commons")
NAMED = {
    "advocates": PARECON,
    "balanced_only": ("balanced", *CAPITALISM[1:]),
    "calibrated": CAPITALISM,
    "capitalism": CAPITALISM,
    "fitted": CAPITALISM,
    "cooperative": ("hierarchical", "council", *CAPITALISM[2:]),
    "coordinatorism": (
        "hierarchical",
        "manager",
        "effort_and_need",
        "job_guarantee",
        "class_selected",
        "private",
    ),
    "critics": PARECON,
    "parecon": PARECON,
    "parecon_no_balance": ("hierarchical", *PARECON[1:]),
    "rotation": ("rotation", *CAPITALISM[1:]),
}
PACKS = ("critics", "advocates")
SHARED = (*PACKS, "calibrated", "fitted")


@pytest.mark.parametrize("name", NAMED)
def test_a_named_scenario_has_the_institutions_of_the_model_document(name: str) -> None:
    institutions = load_scenario(name).institutions
    assert tuple(institutions.to_dict()) == tuple(INSTITUTION_RULES)
    assert tuple(institutions.to_dict().values()) == NAMED[name]


def test_the_list_has_all_named_scenarios_with_title_and_institutions() -> None:
    listed = {name: (title, tuple(rules.values())) for name, title, rules in list_scenarios()}
    assert list(listed) == sorted(NAMED)
    assert {name: rules for name, (_, rules) in listed.items()} == NAMED
    assert len({title for title, _ in listed.values()}) == len(NAMED)
    assert all(title for title, _ in listed.values())


@pytest.mark.parametrize("name", NAMED)
def test_the_name_of_a_scenario_is_that_of_its_file(name: str) -> None:
    assert load_scenario(name).name == name


@pytest.mark.parametrize("name", NAMED)
def test_all_named_scenarios_describe_the_same_people_and_months(name: str) -> None:
    scenario, baseline = load_scenario(name), load_scenario("capitalism")
    assert scenario.sectors == baseline.sectors
    assert scenario.sector_definitions == baseline.sector_definitions
    assert (scenario.workers, scenario.months, scenario.burn_in) == (2000, 240, 120)


def test_capitalism_is_what_a_scenario_is_by_default() -> None:
    assert load_scenario("capitalism").institutions == Institutions()
    assert load_scenario("capitalism").overrides == {}


def test_only_the_packs_the_calibration_and_the_cooperative_set_parameters() -> None:
    assert {name for name in NAMED if load_scenario(name).overrides} == {*SHARED, "cooperative"}
    assert load_scenario("cooperative").overrides == {"profit_sharing": 1.0}
    assert {name for name in NAMED if load_scenario(name).shared_assumptions} == set(SHARED)


@pytest.mark.parametrize("name", PACKS)
def test_every_value_of_a_pack_comes_with_an_argument(name: str) -> None:
    text = (ROOT / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    lines = text.partition("[parameters]")[2].splitlines()
    values = [line for line in lines if "=" in line.partition("#")[0]]
    assert len(values) == len(load_scenario(name).overrides) >= 20
    assert all(len(line.partition("#")[2].split()) >= 4 for line in values)


def test_critics_and_advocates_stand_on_opposite_sides_of_every_default() -> None:
    critics, advocates = (load_scenario(name).overrides for name in PACKS)
    for name in critics.keys() & advocates.keys():
        default = declarations()[name].default
        assert (critics[name] - default) * (advocates[name] - default) < 0.0, name


def test_the_packs_go_equally_far_from_the_defaults() -> None:
    distances = {}
    for name in PACKS:
        distances[name] = []
        for parameter, value in load_scenario(name).overrides.items():
            row = declarations()[parameter]
            end = row.high if value > row.default else row.low
            distances[name].append((value - row.default) / (end - row.default))
    critics, advocates = (distances[name] for name in PACKS)
    assert abs(len(critics) - len(advocates)) <= 2
    assert fmean(critics) == pytest.approx(fmean(advocates), abs=0.1)
    assert abs(critics.count(1.0) - advocates.count(1.0)) <= 1
    assert min(*critics, *advocates) > 0.0


def test_sector_shares_bring_empowerment_near_the_average_of_all_jobs() -> None:
    content = tomllib.loads((ROOT / "scenarios" / "capitalism.toml").read_text(encoding="utf-8"))
    assert sum(content["sectors"].values()) == pytest.approx(1.0)
    sectors = load_scenario("capitalism")
    mean = sum(
        share * task.hours_share * task.empowerment
        for share, sector in zip(sectors.sectors.values(), sectors.sector_definitions, strict=True)
        for task in sector.tasks
    )
    assert 0.4 < mean < 0.5


def test_an_unknown_name_is_answered_with_the_nearest_and_all_others() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("parecom")
    message = str(caught.value)
    assert "no scenario is called 'parecom'" in message
    assert "did you mean 'parecon'?" in message
    assert all(name in message for name in NAMED)


def test_the_calibrated_scenario_is_a_draw_of_the_posterior_of_the_shipped_answer() -> None:
    draws = pd.read_csv(DESIGNS / "posterior.csv")
    scenario = load_scenario("calibrated")
    assert set(scenario.overrides) == set(draws.columns)
    for name, value in scenario.overrides.items():
        assert declarations()[name].low <= value <= declarations()[name].high, name
    answer = shipped_answer()
    text = " ".join((ROOT / "scenarios" / "calibrated.toml").read_text(encoding="utf-8").split())
    text = text.replace("# ", "")
    assert f"of {answer.draws:,} draws of `balanced-jobs posterior`" in text
    assert f"worth {answer.effective:.0f} equal ones (seed {answer.seed}, " in text
    assert f"economies of {answer.workers} people)" in text
