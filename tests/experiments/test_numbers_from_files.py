"""The answers of experiments, computed again from their files by other code.

Nothing here uses the package but to run the experiments and to know the published ranges: tables
are read by pyarrow, means and intervals are taken by pandas and SciPy, indices by SALib.
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as morris_analysis
from SALib.analyze import pawn as pawn_analysis
from SALib.analyze import sobol as sobol_analysis
from scipy import stats
from scipy.stats import qmc

from sim.parameters import declarations
from tests.support.small import DECISIVE, SAMPLES, SCREENING, SEED, VARIED, stored

SWITCHES = ["division", "decisions", "pay", "employment", "education", "innovation"]


def interval(values):
    """Return mean, low and high of a Student interval."""
    low, high = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
    return np.mean(values), low, high


def gaps_of(folder, measure="output_per_hour", horizon="year_1"):
    """Return the gap in log points by point and replicate."""
    runs = stored(folder, "runs")
    runs = runs[runs["horizon"] == horizon]
    sides = runs.pivot(index=["point", "replicate"], columns="scenario", values=f"log_{measure}")
    return 100.0 * (sides["parecon"] - sides["capitalism"]).unstack("replicate")


def places_of(folder, names):
    """Return the parameters of each point."""
    return stored(folder, "runs").groupby("point")[list(names)].first()


@pytest.mark.parametrize(
    ("outcome", "column", "scale"),
    [
        ("output_per_hour", "log_output_per_hour", 100.0),
        ("effort", "effort", 1.0),
        ("alienation", "alienation", 1.0),
        ("income_gini", "income_gini", 1.0),
    ],
)
def test_effects_of_the_factorial_are_differences_of_means(done, outcome, column, scale):
    _, folder = done("factorial")
    settings = json.loads((folder / "manifest.json").read_text())["settings"]
    a, b = (scenario["institutions"] for scenario in settings["scenarios"])
    runs = stored(folder, "runs").query("horizon == 'long_run'")
    assert len(runs) == 64 * 2
    high = {name: runs[f"institutions.{name}"] == b[name] for name in SWITCHES}
    assert all((runs[f"institutions.{name}"][~high[name]] == a[name]).all() for name in SWITCHES)
    effects = stored(folder, "effects").query("horizon == 'long_run' and outcome == @outcome")
    table = effects.set_index("term")
    assert len(table) == 6 + 15
    for name in SWITCHES:
        each = [
            scale * (part.loc[high[name], column].mean() - part.loc[~high[name], column].mean())
            for _, part in runs.groupby("replicate")
        ]
        found = table.loc[name, ["effect", "low", "high"]].astype(float)
        np.testing.assert_allclose(found, interval(each), rtol=1e-9, atol=1e-11)
    for one, other in (("division", "decisions"), ("pay", "employment")):
        each = []
        for _, part in runs.groupby("replicate"):
            mean = part.groupby([high[one], high[other]])[column].mean()
            change = (mean[True, True] - mean[False, True]) - (
                mean[True, False] - mean[False, False]
            )
            each.append(scale * change / 2)
        found = table.loc[f"{one} x {other}", ["effect", "low", "high"]].astype(float)
        np.testing.assert_allclose(found, interval(each), rtol=1e-9, atol=1e-11)


def test_regimes_of_the_factorial_are_means_over_replicates(done):
    _, folder = done("factorial")
    runs = stored(folder, "runs").query("horizon == 'transition'")
    columns = [f"institutions.{name}" for name in SWITCHES]
    expected = runs.groupby(columns)["effort"].mean()
    table = stored(folder, "regimes").query("horizon == 'transition' and outcome == 'effort'")
    found = table.set_index(SWITCHES)["mean"]
    np.testing.assert_allclose(found.loc[expected.index], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "measure", "horizon", "parameters"),
    [
        ("frontier", "output_per_hour", "long_run", ["intrinsic_motivation", "complexity_scale"]),
        ("break-even", "output_per_hour", "long_run", ["intrinsic_motivation"]),
    ],
)
def test_gaps_are_paired_differences_of_the_runs(done, name, measure, horizon, parameters):
    _, folder = done(name)
    gaps = gaps_of(folder, measure, horizon)
    expected = pd.DataFrame(
        [interval(row) for row in gaps.to_numpy()], columns=["gap", "low", "high"]
    )
    expected[parameters] = places_of(folder, parameters).to_numpy()
    points = stored(folder, "points")
    assert len(points) == len(expected)
    columns = [*parameters, "gap", "low", "high"]
    found, wanted = (
        table[columns].sort_values(parameters, ignore_index=True) for table in (points, expected)
    )
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-9)


def test_the_line_of_the_frontier_is_where_the_gap_between_neighbours_is_zero(done):
    _, folder = done("frontier")
    x, y = "intrinsic_motivation", "complexity_scale"
    points, contours = stored(folder, "points"), stored(folder, "contours")
    line = contours[contours["kind"] == "estimate"]
    assert len(line) >= 3
    steps = {name: np.ptp(points[name]) / 6 for name in (x, y)}  # (4 - 1) cells, cut once
    base = {name: points[name].min() for name in (x, y)}
    gap = {
        (round((row[x] - base[x]) / steps[x]), round((row[y] - base[y]) / steps[y])): row["gap"]
        for row in points.to_dict("records")
    }
    for row in line.to_dict("records"):
        place = np.array([(row[name] - base[name]) / steps[name] for name in (x, y)])
        assert np.isclose(place, place.round(), atol=1e-6).any()
        (i, j), share = np.floor(place + 1e-6).astype(int), place - np.floor(place + 1e-6)
        share = np.where(np.abs(share) < 1e-5, 0.0, share)
        end = (i + int(share[0] > 0), j + int(share[1] > 0))
        between = gap[i, j] + share.max() * (gap[end] - gap[i, j])
        assert between == pytest.approx(0.0, abs=1e-4)


def test_refinement_goes_where_the_gap_changes_its_sign(done):
    _, folder = done("frontier")
    x, y = "intrinsic_motivation", "complexity_scale"
    points = stored(folder, "points")
    coarse, fine = points[points["level"] == 0], points[points["level"] == 1]
    assert len(coarse) == 16
    assert 0 < len(fine) < 33
    table = coarse.pivot(index=x, columns=y, values="gap")
    for row in fine.to_dict("records"):
        around = table[(np.abs(table.index - row[x]) < np.ptp(table.index) / 3 * 1.01)].loc[
            :, lambda t, row=row: np.abs(t.columns - row[y]) < np.ptp(t.columns) / 3 * 1.01
        ]
        assert around.to_numpy().min() <= 0.0 <= around.to_numpy().max()


def test_the_break_even_lies_between_values_with_gaps_of_either_sign(done):
    result, folder = done("break-even")
    name = "intrinsic_motivation"
    points, crossings = stored(folder, "points"), stored(folder, "crossings")
    assert len(crossings) == 1
    value, low, high = crossings.loc[0, ["value", "low", "high"]].astype(float)
    below, above = points[points[name] < value].iloc[-1], points[points[name] > value].iloc[0]
    assert (below["gap"] < 0.0 < above["gap"]) == (crossings.loc[0, "b_ahead"] == "above")
    assert below["gap"] * above["gap"] < 0.0
    at = points[np.isclose(points[name], value)].iloc[0]
    assert abs(at["gap"]) < 0.01 * np.ptp(points["gap"])
    inside = points[points[name].between(low, high, inclusive="neither")]
    assert (inside["low"] <= 1e-9).all()
    assert (inside["high"] >= -1e-9).all()
    outside = points[~points[name].between(low - 0.005, high + 0.005)]
    assert ((outside["low"] > 0) | (outside["high"] < 0)).all()
    assert result.crossings["value"].iloc[0] == value


def test_the_probability_of_the_verdict_is_the_share_of_the_draws(done):
    _, folder = done("verdict")
    table = stored(folder, "probabilities").set_index(["measure", "horizon"])
    for measure in ("output_per_hour", "output_per_head"):
        gaps = gaps_of(folder, measure).loc[: 2 * SAMPLES - 1, 0]
        share, count, z = (gaps >= 0).mean(), len(gaps), stats.norm.ppf(0.975)
        assert count == 2 * SAMPLES
        middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
        half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
        row = table.loc[measure, "year_1"]
        assert row["draws"] == count
        found = row[["probability", "low", "high"]].astype(float)
        np.testing.assert_allclose(found, [share, middle - half, middle + half], atol=1e-9)


def problem(groups=None):
    declared = declarations()
    names = [name for name in declared if name in VARIED]
    bounds = [[declared[name].low, declared[name].high] for name in names]
    content = {"num_vars": len(names), "names": names, "bounds": bounds}
    return content | ({"groups": groups} if groups else {})


def through_priors(design, names):
    """Return values for even positions: motivation has a PERT prior, the others are uniform."""
    entry = declarations()["intrinsic_motivation"]
    width, mode = entry.high - entry.low, 0.3
    shape = 1 + 4 * (mode - entry.low) / width, 1 + 4 * (entry.high - mode) / width
    values, column = design.copy(), names.index(entry.name)
    place = (design[:, column] - entry.low) / width
    values[:, column] = stats.beta.ppf(place, *shape, entry.low, width)
    return values


def saltelli(task, samples, seed):
    """Return Saltelli's design on two Latin hypercubes, row by row, in the order of SALib."""
    low, high = np.array(task["bounds"]).T
    one, other = (
        low + (high - low) * qmc.LatinHypercube(len(low), rng=generator).random(samples)
        for generator in np.random.default_rng(seed).spawn(2)
    )
    groups = task.get("groups", task["names"])
    rows = []
    for a, b in zip(one, other, strict=True):
        crossed = [
            [b[k] if groups[k] == group else a[k] for k in range(len(a))]
            for group in dict.fromkeys(groups)
        ]
        rows += [a, *crossed, b]
    return np.array(rows)


def test_the_indices_of_the_verdict_are_those_of_salib(done):
    _, folder = done("verdict")
    indices = stored(folder, "indices").query("measure == 'output_per_hour'")
    leaders = [name for name in indices["parameter"] if name != "(all others)"]
    assert len(leaders) == DECISIVE
    names = problem()["names"]
    grouped = problem([name if name in leaders else "(all others)" for name in names])
    design = through_priors(saltelli(grouped, SAMPLES, SEED + 20_000), names)
    gap = gaps_of(folder)[0]
    # Points of the packs set but some of the parameters, and come last.
    places = places_of(folder, names).dropna().to_numpy()
    response = []
    for wanted in design:
        distance = np.abs(places - wanted).max(axis=1)
        assert distance.min() < 1e-12
        response.append(gap.iloc[int(distance.argmin())])
    np.random.seed(0)  # noqa: NPY002
    found = sobol_analysis.analyze(
        grouped, np.array(response), calc_second_order=False, num_resamples=500, seed=SEED + 1
    )
    order = list(dict.fromkeys(grouped["groups"]))
    table = indices.set_index("parameter").loc[order]
    np.testing.assert_allclose(table["first_order"], found["S1"], atol=1e-9)
    np.testing.assert_allclose(table["total"], found["ST"], atol=1e-9)
    # Student in place of the normal distribution, and the spread of a bootstrap of few rows.
    wider = (
        stats.t.ppf(0.975, SAMPLES - 1) / stats.norm.ppf(0.975) * (SAMPLES / (SAMPLES - 1)) ** 0.5
    )
    half = wider * np.array(found["ST_conf"])
    np.testing.assert_allclose(table["total_high"] - table["total"], half, atol=1e-9)


def test_the_screening_of_the_verdict_is_that_of_salib(done):
    _, folder = done("verdict")
    names = problem()["names"]
    numbers = range(2 * SAMPLES, 2 * SAMPLES + SCREENING * (len(names) + 1))
    places = places_of(folder, names).loc[numbers].to_numpy()
    gap = gaps_of(folder).loc[numbers, 0].to_numpy()
    found = morris_analysis.analyze(problem(), places, gap, num_levels=4, seed=1)
    table = stored(folder, "screening").query("measure == 'output_per_hour'").set_index("parameter")
    np.testing.assert_allclose(table.loc[names, "mu"], np.array(found["mu"]), rtol=1e-8)
    np.testing.assert_allclose(table.loc[names, "mu_star"], np.array(found["mu_star"]), rtol=1e-8)
    leaders = set(table["mu_star"].nlargest(DECISIVE).index)
    assert leaders < set(stored(folder, "indices")["parameter"])


def test_the_second_opinion_of_the_verdict_is_that_of_salib(done):
    _, folder = done("verdict")
    names = problem()["names"]
    draws = stored(folder, "draws")
    gap = gaps_of(folder).loc[: 2 * SAMPLES - 1, 0].to_numpy()
    np.testing.assert_array_equal(draws[names], places_of(folder, names).iloc[: 2 * SAMPLES])
    found = pawn_analysis.analyze(problem(), draws[names].to_numpy(), gap, S=5)
    table = stored(folder, "density").query("measure == 'output_per_hour'").set_index("parameter")
    np.testing.assert_allclose(table.loc[names, "pawn"], found["median"], atol=1e-12)


def test_what_follows_from_the_packs_is_the_mean_of_their_runs(done):
    _, folder = done("verdict")
    table = stored(folder, "pack_gaps").query("measure == 'output_per_hour'")
    packs = gaps_of(folder).tail(3)
    assert packs.notna().all(axis=None)
    expected = [interval(row) for row in packs.to_numpy()]
    assert list(table["pack"]) == ["published", "critics", "advocates"]
    np.testing.assert_allclose(table[["gap", "low", "high"]], expected, rtol=1e-9)


def difference(folder, column, scale, horizon):
    runs = stored(folder, "runs").query("horizon == @horizon")
    sides = runs.pivot(index="point", columns="scenario", values=column)
    return scale * (sides["parecon"] - sides["capitalism"]).to_numpy()


def test_the_indices_of_a_sobol_design_are_those_of_salib(done):
    result, folder = done("sensitivity")
    names = [factor.name for factor in result_factors(result)]
    content = {name: declarations()[name] for name in names}
    task = {
        "num_vars": len(names),
        "names": names,
        "bounds": [[entry.low, entry.high] for entry in content.values()],
    }
    response = difference(folder, "log_output_per_hour", 100.0, "long_run")
    found = sobol_analysis.analyze(
        task, response, calc_second_order=False, num_resamples=500, seed=1
    )
    table = stored(folder, "indices").set_index("parameter")
    np.testing.assert_allclose(table.loc[names, "first_order"], found["S1"], atol=1e-9)
    np.testing.assert_allclose(table.loc[names, "total"], found["ST"], atol=1e-9)
    design = through_priors(saltelli(task, 8, SEED), names)
    np.testing.assert_allclose(places_of(folder, names), design, rtol=1e-9)


def result_factors(result):
    from sim.designs import Factor

    plan = result.settings["design"]
    return [Factor(**{**factor, "values": ()}) for factor in plan["factors"]]


def test_the_effects_of_a_morris_design_are_those_of_salib(done):
    _, folder = done("screening")
    names = list(VARIED)
    declared = declarations()
    task = {
        "num_vars": len(names),
        "names": names,
        "bounds": [[declared[name].low, declared[name].high] for name in names],
    }
    response = difference(folder, "effort", 1.0, "year_1")
    places = places_of(folder, names).to_numpy()
    found = morris_analysis.analyze(task, places, response, num_levels=4, seed=1)
    table = stored(folder, "indices").set_index("parameter")
    for column in ("mu", "mu_star", "sigma"):
        np.testing.assert_allclose(table.loc[names, column], np.array(found[column]), rtol=1e-8)


def test_a_latin_hypercube_of_one_scenario_has_the_density_indices_of_salib(done):
    _, folder = done("density")
    names = list(VARIED[:3])
    runs = stored(folder, "runs").query("horizon == 'year_1'")
    declared = declarations()
    task = {
        "num_vars": len(names),
        "names": names,
        "bounds": [[declared[name].low, declared[name].high] for name in names],
    }
    found = pawn_analysis.analyze(task, runs[names].to_numpy(), runs["alienation"].to_numpy(), S=4)
    table = stored(folder, "density").set_index("parameter")
    np.testing.assert_allclose(table.loc[names, "pawn"], found["median"], atol=1e-12)
