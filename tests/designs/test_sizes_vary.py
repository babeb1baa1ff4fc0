"""Workers, months and burn-in as factors of grids and of tables of points."""

from __future__ import annotations

import pandas as pd
import pytest

import sim
from sim.designs.model import Design
from sim.errors import DesignError

CONTENT = {
    "scenarios": ["capitalism", "parecon"],
    "burn_in": 2,
    "grid": {"workers": [80, 120], "months": [6, 30]},
}


def test_a_run_at_a_size_is_that_of_the_design_of_this_size() -> None:
    design = sim.load_design(CONTENT)
    assert Design.from_dict(design.to_dict()) == design
    runs = sim.sweep(design).runs
    assert dict(runs.groupby(["workers", "months"]).size()) == {
        (80, 6): 4, (80, 30): 6, (120, 6): 4, (120, 30): 6,
    }  # fmt: skip
    alone = sim.load_design({**CONTENT, "grid": {"monitoring": [0.35]}}, workers=120, months=30)
    wanted = sim.sweep(alone, overrides={}).runs
    monitoring = alone.factors[0].values[0]
    fixed = sim.load_design(CONTENT, overrides={"monitoring": monitoring})
    found = sim.sweep(fixed).runs.query("workers == 120 and months == 30")
    keys = ["run", "point", "monitoring", "workers", "months"]
    pd.testing.assert_frame_equal(
        found.drop(columns=keys, errors="ignore").reset_index(drop=True),
        wanted.drop(columns=keys, errors="ignore"),
    )


def test_they_are_columns_of_points_and_mistakes_are_told() -> None:
    points = pd.DataFrame({"workers": [80, 120], "monitoring": [0.1, 0.2]})
    design = sim.load_design("smoke", points=points)
    pd.testing.assert_frame_equal(design.points(), points)
    with pytest.raises(DesignError, match=r"row 3, column 'workers'"):
        sim.load_design("smoke", points=points.assign(workers=[80, 20]))
    with pytest.raises(DesignError, match=r"workers is varied in .grid. and held fixed as well"):
        sim.load_design({**CONTENT, "workers": 100})
    with pytest.raises(DesignError, match="workers is varied by"):
        sim.load_design(CONTENT, workers=100)
    with pytest.raises(DesignError, match=r"grid\.workers"):
        sim.load_design({**CONTENT, "grid": {"workers": [80, 80.5]}})
