"""Problems of SALib as designs: same points, groups, and refusals by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.analysis import sobol
from sim.analysis.factors import Factor
from sim.designs.model import Design
from sim.errors import DesignError

NAMES = ["monitoring", "crowding", "solidarity"]
BOUNDS = [[0.1, 0.3], [0.1, 0.4], [0.01, 0.05]]
PROBLEM: dict[str, Any] = {"num_vars": 3, "names": NAMES, "bounds": BOUNDS}


def test_a_problem_alone_is_a_sobol_design_of_uniform_draws() -> None:
    design = sim.load_design(problem=PROBLEM, samples=8, workers=300)
    assert (design.method, design.samples, design.runs) == ("sobol", 8, 8 * 5 * 2)
    assert [scenario.name for scenario in design.scenarios] == ["capitalism", "parecon"]
    factors = [Factor.between(name, *ends) for name, ends in zip(NAMES, BOUNDS, strict=True)]
    expected = sobol.sample(factors, 8, 0).points
    np.testing.assert_array_equal(design.points()[NAMES], expected[NAMES])
    # They are uniform whatever priors the parameters declare, also where others are asked for.
    assert sim.load_design(design, priors="declared").points().equals(design.points())


def test_a_file_and_a_key_of_a_design_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(PROBLEM), encoding="utf-8")
    lines = [f"{name} {low} {high}\n" for name, (low, high) in zip(NAMES, BOUNDS, strict=True)]
    (tmp_path / "p.txt").write_text("".join(lines), encoding="utf-8")
    wanted = sim.load_design(problem=PROBLEM, samples=4).points()
    for file in ("p.json", "p.txt"):
        assert sim.load_design(problem=tmp_path / file, samples=4).points().equals(wanted)
        path = tmp_path / "mine.toml"
        path.write_text(
            f'scenarios = ["parecon"]\n[sobol]\nsamples = 4\nproblem = "{file}"\n', encoding="utf-8"
        )
        assert sim.load_design(path).points().equals(wanted)


def test_a_problem_takes_the_place_of_what_a_random_design_varies() -> None:
    screening = sim.load_design("screening", problem=PROBLEM, samples=2)
    assert (screening.method, list(screening.points())) == ("morris", NAMES)
    with pytest.raises(DesignError, match="draws no points"):
        sim.load_design("motivation_grid", problem=PROBLEM)


def test_distributions_that_there_are_here_too_are_drawn() -> None:
    problem = {
        **PROBLEM,
        "bounds": [[0.1, 0.3], [0.1, 0.4], [0.01, 0.05, 0.02, 0.002]],
        "dists": ["unif", "logunif", "truncnorm"],
    }
    points = sim.load_design(problem=problem, samples=512).points()
    assert float(points["crowding"].median()) == pytest.approx(0.2, rel=0.01)
    assert float(points["solidarity"].mean()) == pytest.approx(0.02, abs=0.0002)


def test_groups_are_sampled_and_told_apart_together() -> None:
    problem = {**PROBLEM, "groups": ["watching", "others", "others"]}
    design = sim.load_design(problem=problem, samples=4)
    assert design.point_count == len(design.points()) == 4 * 4
    assert Design.from_dict(design.to_dict()) == design
    sample = design.sample()
    outcome = sample.numeric @ np.array([1.0, 2.0, 3.0])
    assert list(sobol.analyze(sample, outcome)["factor"]) == ["watching", "others"]
    groups = {"crowding": "others", "solidarity": "others"}
    written = {"samples": 4, "parameters": NAMES, "groups": groups}
    assert sim.load_design({"scenarios": ["parecon"], "sobol": written}).point_count == 16


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"names": ["monitorin", *NAMES[1:]]}, "did you mean 'monitoring'?"),
        ({"names": ["crowding", *NAMES[1:]]}, "'crowding' stands 2 times"),
        ({"num_vars": 4}, "num_vars = 4: there are 3 names"),
        ({"bounds": BOUNDS[:2]}, "bounds: must be a list with an entry for each of the 3"),
        ({"bounds": [[0.1], *BOUNDS[1:]]}, "bounds of monitoring = [0.1]: must be [low, high]"),
        ({"bounds": [[0.3, 0.1], *BOUNDS[1:]]}, "low = 0.3 must lie below high = 0.1"),
        ({"bounds": [[0.1, 9.0], *BOUNDS[1:]]}, "monitoring"),
        ({"dists": ["unif", "triang", "unif"]}, 'dists: "triang" of crowding is not supported'),
        ({"dists": ["unif", "norm", "unif"]}, 'dists: "norm" of crowding is not supported'),
        ({"dist": ["unif"] * 3}, "'dist' is no key of a problem"),
        ({"groups": ["one"] * 3}, "a single group has the whole variance"),
        ({"groups": ["one"]}, "groups: must be a list"),
        ({"names": []}, "names is missing"),
    ],
)
def test_what_there_is_not_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    with pytest.raises(DesignError) as refused:
        sim.load_design(problem=PROBLEM | change)
    assert said in str(refused.value)


def test_groups_of_other_methods_and_two_sources_are_refused(tmp_path: Path) -> None:
    grouped = {**PROBLEM, "groups": ["a", "b", "b"]}
    with pytest.raises(DesignError, match="groups: a morris design tells every parameter apart"):
        sim.load_design("screening", problem=grouped)
    with pytest.raises(DesignError, match="stands for ranges too"):
        sim.load_design({"scenarios": ["parecon"], "sobol": {"problem": PROBLEM, "ranges": {}}})
    with pytest.raises(DesignError, match="there is no such file"):
        sim.load_design(problem=tmp_path / "none.json")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(DesignError, match="cannot be read as a problem of SALib"):
        sim.load_design(problem=tmp_path / "broken.json")
    with pytest.raises(DesignError, match="there is no design"):
        sim.load_design()
