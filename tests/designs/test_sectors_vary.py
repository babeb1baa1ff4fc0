"""Shares of sectors as factors of grids and of tables of points."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft7Validator

import sim
from sim.designs import Design
from sim.errors import DesignError
from sim.experiments.rerun import stored_run
from sim.scenario import load_at_point, load_scenario
from sim.schemas import schema

CONTENT = {
    "scenarios": ["capitalism", "parecon"],
    "workers": 400,
    "months": 3,
    "burn_in": 2,
    "grid": {"sectors": {"hospital": [0.1, 0.4]}},
}
BAKERY = """name = "bakery"
title = "Bakery"
source = "made up"
[size]
median = 12
log_sd = 0.6
minimum = 4
[[tasks]]
name = "baking"
hours_share = 0.6
domain = "technical"
complexity = 0.9
empowerment = 0.55
desirability = 0.6
creativity = 0.6
[[tasks]]
name = "selling"
hours_share = 0.4
domain = "manual"
complexity = 0.2
empowerment = 0.25
desirability = 0.3
creativity = 0.2
"""


def test_the_other_sectors_share_the_rest_in_proportion() -> None:
    before = load_scenario("parecon")
    after = load_at_point(before, {"sectors.hospital": 0.4, "monitoring": 0.2})
    assert after.sectors["hospital"] == 0.4
    assert sum(after.sectors.values()) == pytest.approx(1.0, abs=1e-12)
    had = 1.0 - before.sectors["hospital"]
    for name, share in before.sectors.items():
        if name != "hospital":
            assert after.sectors[name] == pytest.approx(share * 0.6 / had, rel=1e-12)
    assert after.parameters.to_dict()["monitoring"] == 0.2


def test_a_sector_that_takes_all_is_alone_and_one_without_a_share_is_not_there() -> None:
    scenario = load_scenario("capitalism")
    assert load_at_point(scenario, {"sectors.school": 1.0}).sectors == {"school": 1.0}
    left = load_at_point(scenario, {"sectors.school": 0.0}).sectors
    assert "school" not in left
    assert len(left) == len(scenario.sectors) - 1


def test_a_run_at_a_share_is_that_of_the_scenario_with_these_shares(tmp_path: Path) -> None:
    design = sim.load_design(CONTENT)
    assert Design.from_dict(design.to_dict()) == design
    sweep = sim.sweep(design, out=tmp_path / "varied")
    found = sweep.runs.query("`sectors.hospital` == 0.4 and scenario == 'parecon'")
    size = {"workers": 400, "months": 3, "burn_in": 2}
    shares = load_at_point(load_scenario("parecon", size), {"sectors.hospital": 0.4}).sectors
    same = {key: value for key, value in CONTENT.items() if key != "grid"}
    alone = sim.load_design(same, overrides={"sectors": shares})
    wanted = sim.sweep(alone).runs.query("scenario == 'parecon'")
    outcomes = ["output_per_hour", "effort", "income_gini"]
    pd.testing.assert_frame_equal(
        found[outcomes].reset_index(drop=True), wanted[outcomes].reset_index(drop=True)
    )
    assert (
        found["output_per_hour"].iloc[0]
        != (
            sweep.runs.query("`sectors.hospital` == 0.1 and scenario == 'parecon'")[
                "output_per_hour"
            ].iloc[0]
        )
    )
    again = stored_run(tmp_path / "varied", int(found["run"].iloc[0]))
    assert again.scenario.sectors == shares


def test_columns_of_points_are_shares_and_a_sector_of_ones_own_varies_too(tmp_path: Path) -> None:
    (tmp_path / "bakery.toml").write_text(BAKERY, encoding="utf-8")
    for name in ("capitalism", "parecon"):
        (tmp_path / f"{name}_bakers.toml").write_text(
            f'extends = "{name}"\n[sectors]\n"bakery.toml" = 0.5\nhospital = 0.5\n',
            encoding="utf-8",
        )
    content = {
        **CONTENT,
        "scenarios": [str(tmp_path / f"{name}_bakers.toml") for name in ("capitalism", "parecon")],
        "grid": {"sectors": {"bakery": [0.2, 0.8]}},
    }
    runs = sim.sweep(sim.load_design(content)).runs
    assert set(runs["sectors.bakery"]) == {0.2, 0.8}
    points = pd.DataFrame({"sectors.bakery": [0.2, 0.8], "sectors.hospital": [0.8, 0.2]})
    design = sim.load_design(content, points=points)
    pd.testing.assert_frame_equal(design.points(), points)
    with pytest.raises(DesignError, match=r"row 3: the shares of sectors \(bakery 0.8, hospital"):
        sim.load_design(content, points=points.assign(**{"sectors.hospital": [0.8, 0.1]}))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ({"hospitl": [0.1]}, "scenario 'capitalism' has no such sector.*did you mean 'hospital'"),
        ({"hospital": [0.1, 1.2]}, r"grid\.sectors\.hospital"),
        ({"hospital": 0.1}, "must be a list of shares of jobs"),
        ({}, "must be a table of lists of shares"),
        ({"hospital": [0.6], "school": [0.1, 0.5]}, r"hospital 0.6, school 0.5\) sum to 1.1"),
    ],
)  # fmt: skip
def test_mistakes_are_told(levels: object, said: str) -> None:
    with pytest.raises(DesignError, match=said):
        sim.load_design({**CONTENT, "grid": {"sectors": levels}})


def test_a_sector_that_varies_cannot_be_held_fixed() -> None:
    with pytest.raises(DesignError, match=r"sectors\.hospital is varied by the design"):
        sim.load_design(CONTENT, overrides={"sectors.hospital": 0.3})
    with pytest.raises(DesignError, match="scenario 'capitalism' has no such sector"):
        sim.load_design(CONTENT, overrides={"sectors": {"school": 1.0}})


def test_the_schema_knows_them() -> None:
    known = Draft7Validator(schema("design"))
    content = {"scenarios": ["capitalism"], "grid": {"sectors": {"hospital": [0.1, 0.2]}}}
    assert known.is_valid(content)
    content["grid"] = {"sectors": {"hospital": 0.1}}
    assert not known.is_valid(content)
