"""Checks of indices: what no truth can be, and draws that are not independent."""

import numpy as np
import pandas as pd
import pytest
from SALib.test_functions import Ishigami
from scipy.stats import qmc

from sim.analysis import morris, sobol
from sim.analysis.factors import Factor
from sim.analysis.index_checks import checks
from sim.analysis.sampling import Sample, latin_hypercube

ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]
UNIT = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(15)]


def table(first, total, half=0.05):
    found = pd.DataFrame({"factor": [f"x{k}" for k in range(len(first))]})
    for name, values in (("first_order", first), ("total", total)):
        found[name] = values
        found[f"{name}_low"] = found[name] - half
        found[f"{name}_high"] = found[name] + half
    return found


def failed(found):
    return list(found.loc[~found["passed"], "check"])


SAMPLE = sobol.sample(ISHIGAMI, 64, 1)


def test_indices_of_a_known_function_pass():
    found = checks(SAMPLE, sobol.analyze(SAMPLE, Ishigami.evaluate(SAMPLE.numeric)))
    assert found["passed"].all()
    assert list(found["check"]) == [
        "correlation of draws",
        "sum of first orders",
        "sum of totals",
        "largest first order",
        "first order above total",
    ]


@pytest.mark.parametrize(
    ("first", "total", "fault"),
    [
        ((0.6, 0.6), (0.7, 0.7), "sum of first orders"),
        ((0.1, 0.1), (0.12, 0.12), "sum of totals"),
        ((1.02, -0.05), (1.1, 0.1), "largest first order"),
        ((0.7, 0.1), (0.5, 0.6), "first order above total"),
    ],
)
def test_each_impossible_relation_is_found(first, total, fault):
    assert failed(checks(SAMPLE, table(first, total))) == [fault]


def test_what_intervals_explain_is_no_fault():
    assert failed(checks(SAMPLE, table((0.55, 0.5), (0.5, 0.45), half=0.2))) == []
    unknown = checks(SAMPLE, table((0.1, 0.1), (0.1, 0.1), half=np.nan))
    assert "sum of totals" not in failed(unknown)


def test_halves_of_one_sobol_sequence_are_found_to_correlate():
    """Known answer: what this project's design was drawn from, 15 factors and 64 rows."""
    both = qmc.Sobol(30, rng=np.random.default_rng(0)).random(64)
    a, b = both[:, :15], both[:, 15:]
    members = np.eye(15, dtype=bool)
    numeric = np.stack([a, *(np.where(one, b, a) for one in members), b], axis=1)
    sample = Sample("sobol", tuple(UNIT), numeric.reshape(-1, 15), 64)
    found = checks(sample, table(np.full(15, 0.06), np.full(15, 0.07))).set_index("check")
    assert found.loc["correlation of draws", "value"] == pytest.approx(0.75, abs=0.05)
    assert not found.loc["correlation of draws", "passed"]
    ours = sobol.sample(UNIT, 64, 1)
    assert checks(ours, table(np.full(15, 0.06), np.full(15, 0.07)))["passed"].all()


def test_other_designs_have_the_checks_that_fit_them():
    hypercube = latin_hypercube(UNIT[:3], 50, 1)
    names = pd.DataFrame({"factor": ["x0", "x1", "x2"]})
    assert list(checks(hypercube, names)["check"]) == ["correlation of draws"]
    assert checks(morris.sample(UNIT[:3], 4, 1), names).empty


def test_an_outcome_that_does_not_vary_breaks_no_relation():
    found = checks(SAMPLE, sobol.analyze(SAMPLE, np.ones(len(SAMPLE.numeric))))
    assert found["passed"].all()
