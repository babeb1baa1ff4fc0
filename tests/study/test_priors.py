"""Results say from which priors they were drawn; those that say nothing were drawn uniformly."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim import plot
from sim.analysis import sobol
from sim.errors import DesignError, ParameterError
from sim.experiments.verdict.plan import DESIGN_SEED_OFFSET
from sim.parameters import declarations
from sim.results import open_results
from sim.study.manifest import MANIFEST, new_manifest
from sim.study.priors import drawn_from, drawn_words, forms_words, prior_over
from sim.study.provenance import provenance_of
from sim.study.store import PROVENANCE
from tests.support.small import SIZE, VARIED, plan
from tests.support.synthetic import synthetic_comparison
from tests.support.synthetic_experiments import (
    synthetic_break_even,
    synthetic_sensitivity,
    synthetic_verdict,
)


def test_the_joint_prior_of_parameters_is_the_declared_or_an_even_one() -> None:
    names = ["idea_rate", "monitoring"]
    prior = prior_over(names, ranges={"idea_rate": (0.1, 0.2)})
    assert [one.words for one in prior.distributions.values()] == ["log-uniform", "uniform"]
    assert prior.distributions["idea_rate"].ends == (0.1, 0.2)
    even = prior_over(names, "uniform")
    points = even.draw(16, seed=2)
    known = declarations()["idea_rate"]
    unit = (points["idea_rate"] - known.low) / (known.high - known.low)
    np.testing.assert_allclose(even.unit(points)[:, 0], unit)
    for wrong, message, error in (
        ({"names": ["idea_rat"]}, "did you mean 'idea_rate'", ParameterError),
        ({"names": names, "priors": "flat"}, "allowed are declared, uniform", DesignError),
        (
            {"names": ["intrinsic_motivation"],
             "ranges": {"intrinsic_motivation": (0.05, 0.0501)}},
            "range of intrinsic_motivation: .* give another distribution",
            ParameterError,
        ),
    ):  # fmt: skip
        with pytest.raises(error, match=message):
            prior_over(**wrong)


SMALL = {
    **SIZE,
    "samples": 4,
    "screening": 2,
    "decisive": 1,
    "overrides": {
        name: one.default for name, one in declarations().items() if name not in VARIED[:2]
    },
}


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return sim.verdict(**SMALL, out=tmp_path_factory.mktemp("verdict") / "declared")


def test_a_verdict_draws_from_the_declared_priors_and_says_so(verdict: Any) -> None:
    name = "intrinsic_motivation"
    prior = declarations()[name].distribution
    assert verdict.settings["priors"] == "declared"
    assert verdict.settings["distributions"] == {name: prior.to_dict()}
    assert verdict.priors == "declared priors"
    assert "(declared priors)" in verdict.document().lead
    assert verdict.assumptions.line.endswith(" varied (declared priors)")
    assert json.loads((verdict.folder / PROVENANCE).read_text())["priors"] == "declared priors"
    assert verdict.varied()[name] == "varied: 0.05 to 0.6, PERT with mode 0.3"


def test_the_same_seed_draws_the_same_points_and_uniform_ones_are_their_positions(
    verdict: Any,
) -> None:
    drawn = list(verdict.draws.columns.drop("point"))
    seed = SIZE["seed"] + DESIGN_SEED_OFFSET
    for priors in ("declared", "uniform"):
        prior = prior_over(drawn, priors)
        points = sobol.base_sample(prior.factors, SMALL["samples"], seed).points
        if priors == "declared":
            pd.testing.assert_frame_equal(verdict.draws[drawn], points, check_exact=True)
            unit = prior.unit(points)
        else:
            np.testing.assert_allclose(prior.unit(points), unit, atol=1e-9)
            assert drawn_from(prior, priors) == {"priors": "uniform", "distributions": {}}


def test_a_verdict_of_before_is_opened_as_one_with_uniform_priors(
    verdict: Any, tmp_path: Path
) -> None:
    folder = shutil.copytree(verdict.folder, tmp_path / "before")
    for name in (MANIFEST, PROVENANCE):
        content = json.loads((folder / name).read_text())
        content.pop("priors", None)
        for key in ("priors", "distributions"):
            content.get("settings", {}).pop(key, None)
        (folder / name).write_text(json.dumps(content))
    opened = open_results(folder)
    assert "priors" not in opened.settings
    assert opened.priors == "uniform priors"
    assert "(uniform priors)" in opened.document().lead
    assert opened.varied()["intrinsic_motivation"] == "varied: 0.05 to 0.6"


def test_other_priors_are_refused() -> None:
    with pytest.raises(DesignError, match="allowed are declared, uniform"):
        sim.verdict(**SMALL, priors="flat")


def test_a_sweep_of_before_is_opened_as_one_with_uniform_priors(tmp_path: Path) -> None:
    design = plan(latin_hypercube={"samples": 2, "parameters": list(VARIED[:2])})
    swept = sim.sweep(sim.load_design(design), priors="uniform", out=tmp_path)
    assert swept.priors == "uniform priors"
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    for key in ("priors", "own"):
        del manifest["settings"]["design"][key]
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    opened = open_results(tmp_path)
    assert opened.priors == "uniform priors"
    assert opened.design == swept.design
    assert "drawn from uniform priors" in opened.document().lead


def test_only_what_was_drawn_has_priors() -> None:
    assert synthetic_verdict().priors == "uniform priors"
    assert synthetic_sensitivity().priors == "declared priors"
    for one in (synthetic_comparison(2, 12), synthetic_break_even()):
        assert one.priors == ""
        recorded = provenance_of(one, new_manifest(one.kind, one.settings, "abc"), ())
        assert recorded["priors"] is None
    grid = sim.load_design(plan(grid={"monitoring": 2})).plan()
    assert drawn_words({"design": grid}) == ""
    rules = plan(latin_hypercube={"institutions": {"pay": ["market", "equal"]}})
    assert drawn_words({"design": sim.load_design(rules).plan()}) == ""


def test_distributions_of_a_design_are_named_beside_the_others() -> None:
    own = {"idea_rate": {"distribution": "uniform"}}
    table = {"parameters": ["idea_rate"], "ranges": own}
    assert drawn_words({"design": _plan(table)}) == "priors of the design"
    table["parameters"] = ["idea_rate", "monitoring"]
    assert drawn_words({"design": _plan(table)}) == "declared priors, 1 from the design"


def _plan(table: dict) -> dict:
    return sim.load_design(plan(latin_hypercube=table)).plan()


def test_forms_are_counted() -> None:
    distributions = {"a": {"form": "pert"}, "b": {"form": "log_uniform"}}
    assert forms_words("abcd", distributions) == "2 uniform, 1 log-uniform, 1 PERT"


def test_axes_and_headings_name_the_priors() -> None:
    settings = {
        **synthetic_verdict().settings,
        "priors": "declared",
        "distributions": {"meeting_hours": {"form": "log_uniform", "low": 0.01, "high": 0.1}},
    }
    result = dataclasses.replace(synthetic_verdict(), settings=settings)
    figures = result.figures()
    for panel in figures["sensitivity"].axes:
        assert "factors drawn from declared priors" in panel.get_xlabel()
    for name in ("probabilities", "distribution"):
        assert "declared priors" in figures[name].get_suptitle()
    (panel,) = plot.verdict_map(result, "meeting_hours", "complexity_scale").axes
    assert panel.get_xlabel().endswith("\nlog-uniform prior")
    assert panel.get_ylabel().endswith("\nuniform prior")
    assert (panel.get_xscale(), panel.get_yscale()) == ("log", "linear")
