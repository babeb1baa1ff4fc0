"""Contours on functions whose answers are known."""

import numpy as np
import pytest

from sim.analysis.contour import refine
from sim.errors import DesignError

NOISE = np.random.default_rng(11).normal(size=30)


def _circle(noise=0.05):
    calls = []

    def evaluate(places):
        calls.append(len(places))
        radius = np.hypot(places[:, 0] - 0.1, places[:, 1] / 2 - 0.2)
        return (radius - 0.5)[:, None] + noise * NOISE[:5]

    return evaluate, calls


def test_a_line_is_found_where_it_is_with_its_band():
    evaluate, calls = _circle()
    surface = refine(evaluate, (0.0, 1.0), (0.0, 2.0), first=5, levels=3)
    mean = 0.05 * NOISE[:5].mean()
    half = 2.776445 * 0.05 * NOISE[:5].std(ddof=1) / np.sqrt(5)
    expected = {"estimate": 0.5 - mean, "lower_limit": 0.5 - mean + half,
                "upper_limit": 0.5 - mean - half}  # fmt: skip
    for kind, radius in expected.items():
        line = surface.contours[surface.contours["kind"] == kind]
        found = np.hypot(line["x"] - 0.1, line["y"] / 2 - 0.2)
        np.testing.assert_allclose(found, radius, atol=1e-3 if kind == "estimate" else 2e-2)
    assert calls[0] == 25
    assert len(calls) == 4
    assert sum(calls) == len(surface.points) < 33**2 / 4


def test_refinement_keeps_to_the_line():
    evaluate, _ = _circle()
    points = refine(evaluate, (0.0, 1.0), (0.0, 2.0), first=5, levels=3).points
    finest = points[points["level"] == 3]
    distance = np.abs(np.hypot(finest["x"] - 0.1, finest["y"] / 2 - 0.2) - 0.5)
    assert distance.max() < 0.2


def test_no_line_is_no_line():
    surface = refine(lambda p: np.ones((len(p), 3)), (0, 1), (0, 1), first=3, levels=4)
    assert surface.contours.empty
    assert len(surface.points) == 9


def test_places_without_a_value_leave_a_hole():
    def evaluate(places):
        outcome = (places[:, :1] - 0.45) + 0.01 * NOISE[:4]
        outcome[places[:, 1] > 0.9] = np.nan
        return outcome

    surface = refine(evaluate, (0.0, 1.0), (0.0, 1.0), first=5, levels=1)
    line = surface.contours[surface.contours["kind"] == "estimate"]
    assert line["x"].to_numpy() == pytest.approx(0.45 - 0.01 * NOISE[:4].mean(), abs=1e-6)
    assert line["y"].max() < 0.9


def test_too_fine_a_lattice_is_refused():
    with pytest.raises(DesignError, match="more than 2,048"):
        refine(lambda p: p, (0, 1), (0, 1), first=65, levels=6)
