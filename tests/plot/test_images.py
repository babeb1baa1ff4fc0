"""Every figure as a picture, against the one that was looked at last (`make baselines`)."""

from dataclasses import replace
from functools import partial

import pytest

from sim import plot
from sim.drawing.style import STYLE_FILE
from tests.support.synthetic import synthetic_comparison, synthetic_run
from tests.support.synthetic_experiments import SYNTHETIC
from tests.support.synthetic_mechanisms import (
    synthetic_ablation,
    synthetic_frontier_of_balance,
    synthetic_known_changes,
)

picture = partial(
    pytest.mark.mpl_image_compare,
    baseline_dir="baseline",
    style=str(STYLE_FILE),
    savefig_kwargs={"dpi": 60},
    tolerance=4,
    deterministic=True,
)


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=4, months=96)


@pytest.fixture(scope="module")
def run():
    return synthetic_run(replicates=3, months=48)


@picture()
def test_balance_looks_as_it_did():
    return plot.balance(synthetic_comparison(4, 96, balance=True))


@picture()
def test_paths_look_as_they_did(comparison):
    return plot.paths(comparison)


@picture()
def test_paths_of_a_run_look_as_they_did(run):
    return plot.paths(run)


@picture()
def test_channels_look_as_they_did(comparison):
    return plot.channels(comparison)


@picture()
def test_channels_of_a_loss_look_as_they_did():
    return plot.channels(synthetic_comparison(4, 96, effect=-0.6))


@picture()
def test_channel_path_looks_as_it_did(comparison):
    return plot.channel_path(comparison)


@picture()
def test_quintiles_look_as_they_did(comparison):
    return plot.quintiles(comparison)


@picture()
def test_quintile_channels_look_as_they_did(comparison):
    return plot.quintile_channels(comparison)


@picture()
def test_differences_look_as_they_did(comparison):
    return plot.differences(comparison)


@picture()
def test_lorenz_curves_look_as_they_did(comparison):
    return plot.lorenz(comparison)


@picture()
def test_distributions_look_as_they_did(comparison):
    return plot.distributions(comparison)


@picture()
def test_cumulative_distributions_look_as_they_did(comparison):
    return plot.distributions(comparison, ("alienation",), kind="cumulative")


@picture()
def test_jobs_of_the_hospital_look_as_they_did(comparison):
    return plot.job_balance(comparison)


@picture()
def test_jobs_of_the_aircraft_plant_look_as_they_did(comparison):
    return plot.job_balance(comparison, "aircraft_plant")


@picture()
def test_sweep_looks_as_it_did():
    return plot.sweep_overview(SYNTHETIC["sweep"]())


@picture()
def test_factorial_effects_look_as_they_did():
    return plot.factorial_effects(SYNTHETIC["factorial"]())


@picture()
def test_frontier_looks_as_it_did():
    return plot.frontier_map(SYNTHETIC["frontier"]())


@picture()
def test_break_even_looks_as_it_did():
    return plot.break_even_curve(SYNTHETIC["break-even"]())


@picture()
def test_probabilities_look_as_they_did():
    return plot.verdict_probabilities(SYNTHETIC["verdict"]())


@picture()
def test_distribution_of_the_verdict_looks_as_it_did():
    return plot.verdict_distribution(SYNTHETIC["verdict"]())


@picture()
def test_map_of_the_verdict_looks_as_it_did():
    return plot.verdict_map(SYNTHETIC["verdict"]())


@picture()
def test_sensitivity_looks_as_it_did():
    return plot.sensitivity_bars(SYNTHETIC["sensitivity"]())


@picture()
def test_ablation_looks_as_it_did():
    return plot.ablation_forest(synthetic_ablation())


@picture()
def test_ablation_of_balance_looks_as_it_did():
    return plot.ablation_balance(synthetic_ablation())


@picture()
def test_ablation_in_pairs_looks_as_it_did():
    return plot.ablation_pairs(synthetic_ablation())


@picture()
def test_known_changes_under_alternatives_look_as_they_did():
    result = replace(synthetic_ablation(), effects=synthetic_known_changes())
    return plot.ablation_effects(result)


@picture()
def test_frontier_of_balance_looks_as_it_did():
    return plot.balance_curve(synthetic_frontier_of_balance())
