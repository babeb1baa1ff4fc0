"""A small posterior of the model beside that of pyABC, which shares no code with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.evidence import load_interventions
from sim.parameters import declarations, uncertain

pyabc = pytest.importorskip("pyabc")

# Large enough for the chance in a run, which pyABC takes for chance in what was observed and the
# posterior does not, to be small beside the errors below.
SIZE = {"workers": 400, "months": 36, "burn_in": 12}
FREE = ("layoff_rate", "matching_efficiency")
HELD = {name: declarations()[name].default for name in uncertain() if name not in FREE}
FACTS = """
[[facts]]
name = "job_finding"
statement = "Unemployed people who find a job in a month"
moment = "job_finding_rate"
unit = "share of the unemployed per month"
central = 0.25
low = 0.21
high = 0.29
use = "fit"
source = "made up for this test"
source_checked = false
discrepancy = 0.03
discrepancy_reason = "made up for this test"
role = "conditions"

[[facts]]
name = "flow_into_unemployment"
statement = "Employed people who become unemployed in a month"
moment = "separation_rate"
unit = "share of the employed per month"
central = 0.013
low = 0.012
high = 0.014
use = "fit"
source = "made up for this test"
source_checked = false
discrepancy = 0.002
discrepancy_reason = "made up for this test"
role = "conditions"
"""


ITEMS = ("job_finding", "flow_into_unemployment")


def run(facts: Path, seed: int, **parameters: float) -> dict[str, float]:
    """Return what one economy gives for each fact."""
    found = sim.validate_model(
        "capitalism", replicates=1, facts=facts, seed=seed, overrides={**HELD, **parameters}, **SIZE
    ).facts
    return dict(zip(found["fact"], found["simulated"], strict=True))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_weights_and_pyabc_find_the_same_parameters(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(FACTS, encoding="utf-8")
    ours = sim.posterior(
        regimes=["parecon"], waves=1, points=30, draws=200, replicates=1, facts=facts,
        hold_out=[change.name for change in load_interventions()], overrides=HELD, seed=5,
        priors="uniform", **SIZE,
    )  # fmt: skip
    items = ours.items.set_index("item").loc[list(ITEMS)]
    variance = (items["error"] ** 2 + items["discrepancy"] ** 2).to_numpy(np.float64)

    # A run with the errors of observation and discrepancy around it: pyABC accepts by their
    # density, without an emulator, weights or this project's distances.
    prior = pyabc.Distribution(
        **{
            name: pyabc.RV("uniform", low, high - low)
            for name, (low, high) in ours.settings["ranges"].items()
        }
    )
    seeds = np.random.default_rng(7)
    np.random.seed(7)  # noqa: NPY002 - pyABC draws from the state of the module
    theirs = pyabc.ABCSMC(
        lambda drawn: run(facts, int(seeds.integers(2**31)), **drawn),
        prior,
        pyabc.IndependentNormalKernel(list(variance), keys=list(ITEMS)),
        population_size=60,
        eps=pyabc.ListTemperature([1.0]),
        acceptor=pyabc.StochasticAcceptor(),
        sampler=pyabc.SingleCoreSampler(),
    )
    theirs.new("sqlite://", dict(items["observed"].astype(float)))
    history = theirs.run(max_nr_populations=1)
    particles, their_weights = history.get_distribution()

    assert set(ours.settings["ranges"]) == set(FREE)
    weights = ours.draws["weight"].to_numpy(np.float64)
    narrowed = []
    for name, (low, high) in ours.settings["ranges"].items():
        first = moments(ours.draws[name].to_numpy(np.float64), weights)
        second = moments(particles[name].to_numpy(np.float64), np.asarray(their_weights))
        # Both are samples worth some 60 equal draws: their means differ by a sixth of the spread.
        assert first[0] == pytest.approx(second[0], abs=0.45 * max(first[1], second[1]))
        assert 0.7 < first[1] / second[1] < 1.4
        narrowed.append(second[1] / ((high - low) / np.sqrt(12.0)))
    # And it is no agreement of two priors.
    assert min(narrowed) < 0.8


def moments(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return weighted mean and standard deviation."""
    weights = weights / weights.sum()
    mean = float(weights @ values)
    return mean, float(np.sqrt(weights @ (values - mean) ** 2))
