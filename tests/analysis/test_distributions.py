"""Each distribution has the quantiles, density, mean and median that SciPy or algebra give it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from sim.analysis.distributions import FORMS, WITH_MODE, Distribution
from sim.errors import DesignError

U = np.linspace(0.0, 1.0, 41)

KNOWN = {
    "uniform": (Distribution("uniform", 2.0, 6.0), stats.uniform(2.0, 4.0)),
    "log_uniform": (Distribution("log_uniform", 0.05, 0.6), stats.loguniform(0.05, 0.6)),
    "root_uniform": (Distribution("root_uniform", 0.0, 0.2), stats.beta(0.5, 1.0, 0.0, 0.2)),
    "pert": (
        Distribution("pert", 0.05, 0.6, mode=0.3),
        stats.beta(1 + 4 * 0.25 / 0.55, 1 + 4 * 0.3 / 0.55, 0.05, 0.55),
    ),
    "normal": (
        Distribution("normal", 36.0, 60.0, mode=47.0, spread=6.0),
        stats.truncnorm(-11 / 6, 13 / 6, 47.0, 6.0),
    ),
}


@pytest.mark.parametrize("form", KNOWN)
def test_quantiles_probabilities_and_densities_are_those_of_scipy(form: str) -> None:
    ours, theirs = KNOWN[form]
    x = theirs.ppf(U)
    np.testing.assert_allclose(ours.ppf(U), x, rtol=1e-12)
    np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=1e-12)
    inside = x[1:-1]
    np.testing.assert_allclose(ours.pdf(inside), theirs.pdf(inside), rtol=1e-12)
    np.testing.assert_allclose(ours.logpdf(inside), theirs.logpdf(inside), rtol=1e-12)
    assert ours.mean == pytest.approx(theirs.mean())
    assert ours.median == pytest.approx(theirs.median())


def test_means_and_medians_are_those_of_algebra() -> None:
    log = Distribution("log_uniform", 0.01, 1.0)
    assert log.median == pytest.approx(0.1)
    assert log.mean == pytest.approx(0.99 / np.log(100.0))
    root = Distribution("root_uniform", 0.0, 0.2)
    assert root.median == pytest.approx(0.05)
    assert root.mean == pytest.approx(0.2 / 3)
    below_one = Distribution("complement_log_uniform", 0.8, 0.99)
    assert below_one.median == pytest.approx(1.0 - np.sqrt(0.2 * 0.01))
    assert below_one.mean == pytest.approx(1.0 - 0.19 / np.log(20.0))
    assert Distribution("pert", 0.0, 12.0, mode=3.0).mean == pytest.approx((0 + 4 * 3 + 12) / 6)
    assert Distribution("normal", 0.0, 2.0, mode=1.0, spread=0.4).median == pytest.approx(1.0)


def test_what_is_log_uniform_below_one_is_a_rate_turned_round() -> None:
    ours, rate = Distribution("complement_log_uniform", 0.8, 0.99), stats.loguniform(0.01, 0.2)
    np.testing.assert_allclose(ours.ppf(U), 1.0 - rate.ppf(1.0 - U), rtol=1e-12)
    x = ours.ppf(U[1:-1])
    np.testing.assert_allclose(ours.cdf(x), rate.sf(1.0 - x), rtol=1e-9)
    np.testing.assert_allclose(ours.logpdf(x), rate.logpdf(1.0 - x), rtol=1e-9)


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    low = draw(st.floats(0.01, 0.5))
    high = low + draw(st.floats(0.1, 0.4))
    form = draw(st.sampled_from(list(FORMS)))
    mode = low + draw(st.floats(0.0, 1.0)) * (high - low) if form in WITH_MODE else None
    mode = None if mode is None else min(max(mode, low), high)
    spread = draw(st.floats(0.05, 1.0)) * (high - low) if form == "normal" else None
    whole = Distribution(form, low, high, mode, spread)
    if draw(st.booleans()):
        return whole
    ends = whole.ppf(np.array([0.1, 0.1 + draw(st.floats(0.2, 0.9))]))
    return whole.within(*ends)


@given(distributions(), st.floats(0.001, 0.999))
def test_going_to_a_quantile_and_back_changes_nothing(one: Distribution, u: float) -> None:
    x = float(one.ppf(u))
    low, high = one.ends
    assert low <= x <= high
    assert float(one.cdf(x)) == pytest.approx(u, abs=1e-7)
    assert [float(end) for end in one.ppf([0.0, 1.0])] == pytest.approx([low, high])
    assert list(one.cdf([low - 0.1, high + 0.1])) == [0.0, 1.0]
    assert list(one.logpdf([low - 1e-6, high + 1e-6])) == [-np.inf, -np.inf]
    assert Distribution.read(one.to_dict()) == one


@pytest.mark.parametrize("form", [*KNOWN, "complement_log_uniform"])
def test_one_that_is_cut_is_the_whole_given_the_part(form: str) -> None:
    whole = KNOWN[form][0] if form in KNOWN else Distribution("complement_log_uniform", 0.8, 0.99)
    low, high = (float(end) for end in whole.ppf([0.3, 0.8]))
    cut = whole.within(low, high)
    assert cut.ends == (low, high)
    np.testing.assert_allclose(cut.ppf(U), whole.ppf(0.3 + 0.5 * U), rtol=1e-9)
    x = cut.ppf(U[1:-1])
    np.testing.assert_allclose(cut.pdf(x), whole.pdf(x) / 0.5, rtol=1e-9)
    area, _ = integrate.quad(lambda value: float(cut.pdf(value)), low, high)
    assert area == pytest.approx(1.0, abs=1e-6)
    mean, _ = integrate.quad(lambda value: value * float(cut.pdf(value)), low, high)
    assert cut.mean == pytest.approx(mean, rel=1e-6)
    assert whole.within(whole.low, whole.high) == whole


MISTAKES = [
    (("unifrom", 0.0, 1.0), "did you mean 'uniform'"),
    (("uniform", 1.0, 1.0), "1 to 1 is no range"),
    (("uniform", 0.0, float("nan")), "is no range"),
    (("log_uniform", 0.0, 1.0), "needs a range above 0, not from 0"),
    (("complement_log_uniform", 0.5, 1.0), "needs a range below 1, not up to 1"),
    (("uniform", 0.0, 1.0, 0.5), "has no mode; pert and normal have one"),
    (("pert", 0.0, 1.0), "needs a mode from 0 to 1"),
    (("pert", 0.0, 1.0, 2.0), "needs a mode from 0 to 1, not 2"),
    (("pert", 0.0, 1.0, 0.5, 0.1), "has no spread"),
    (("normal", 0.0, 1.0, 0.5), "needs a spread above 0"),
    (("normal", 0.0, 1.0, 0.5, 0.0), "needs a spread above 0"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES)
def test_what_is_no_distribution_is_refused(arguments: tuple, message: str) -> None:
    with pytest.raises(DesignError, match=message):
        Distribution(*arguments)


def test_a_part_outside_or_without_probability_is_refused() -> None:
    with pytest.raises(DesignError, match=r"0\.5 to 2 is no part of the range, 0 to 1"):
        Distribution("uniform", 0.0, 1.0).within(0.5, 2.0)
    narrow = Distribution("normal", 0.0, 1.0, mode=0.1, spread=0.01)
    with pytest.raises(DesignError, match=r"holds values from 0.8 to 0.9 for impossible"):
        narrow.within(0.8, 0.9)


def test_declaring_distributions_does_not_load_scipy() -> None:
    code = (
        "import sim.parameters, sys; sim.parameters.declarations(); print('scipy' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_words_name_what_is_given_alone() -> None:
    assert Distribution("uniform", 0.0, 1.0).words == "uniform"
    assert Distribution("pert", 0.0, 1.0, 0.25).words == "PERT with mode 0.25"
    cut = Distribution("normal", 0.0, 1.0, 0.5, 0.125)
    assert cut.words == "cut normal with mode 0.5 and standard deviation 0.125"


def test_the_ends_belong_to_the_range() -> None:
    assert Distribution("uniform", 1.0, 3.0).pdf([0.9, 1.0, 3.0, 3.1]).tolist() == pytest.approx(
        [0.0, 0.5, 0.5, 0.0]
    )
    assert Distribution("pert", 0.0, 1.0, 1.0).median > 0.5


def test_a_single_value_is_no_part_of_a_range() -> None:
    with pytest.raises(DesignError, match="is no part of the range"):
        Distribution("uniform", 0.0, 1.0).within(0.5, 0.5)
