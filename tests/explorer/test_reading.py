"""Worlds from results of each kind."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import ResultsError
from sim.explorer.content import columns_of, deciding, thinned
from sim.explorer.reading import worlds_of
from tests.support.synthetic_experiments import (
    synthetic_frontier,
    synthetic_sweep,
    synthetic_verdict,
)

NO_PACKS = pd.DataFrame(columns=["pack", "parameter", "value"])


def small_posterior(evidence: bool = True) -> Any:
    """Return what a posterior holds of three draws, whose runs have other numbers."""
    values = [3.0, -1.0, 2.0]
    gap_keys = {"regime": "parecon", "measure": "output_per_hour", "horizon": "year_1"}
    given = "evidence" if evidence else "ranges"
    gaps = pd.DataFrame({"point": range(3), "given": given, "gap": values}).assign(**gap_keys)
    runs = []
    for point, draw in ((40, 2), (41, 0), (42, 1)):
        factors = {"point": point, "scenario": "parecon", "crowding": 0.1 * draw}
        runs.append({**factors, "outcome": "output_per_hour:year_1", "value": values[draw]})
        runs.append({**factors, "outcome": "channel:effort", "value": 10.0 * draw})
    draws = pd.DataFrame({"point": range(3), "weight": [0.5, 0.3, 0.2], "crowding": [0, 0.1, 0.2]})
    return SimpleNamespace(
        kind="posterior",
        draws=draws if evidence else draws[:0],
        gaps=gaps,
        runs=pd.DataFrame(runs),
        settings={"ranges": {"crowding": [0.0, 1.0]}},
        regimes={"parecon": "Parecon"},
        probabilities=pd.DataFrame(
            [{**gap_keys, "given": given, "probability": 0.7, "low": 0.1, "high": 0.9}]
        ),
        parameters=pd.DataFrame(columns=["parameter"]),
        packs=NO_PACKS,
        pack_gaps=pd.DataFrame(),
    )


def test_channels_of_a_posterior_belong_to_their_draws() -> None:
    worlds = worlds_of(small_posterior())
    assert list(worlds.channels["parecon", "effort"]) == [0.0, 10.0, 20.0]
    assert list(worlds.weights) == [0.5, 0.3, 0.2]
    assert worlds.known["parecon", "output_per_hour", "year_1"] == (0.7, 0.1, 0.9)


def posterior_of_both(draws: int = 3) -> Any:
    """Return what a posterior with and without balanced jobs holds, which tells of them alone."""
    random = np.random.default_rng(3)
    crowding = np.linspace(0.05, 0.6, draws)
    without = random.normal(2.0, 3.0, draws)
    added = -5.0 + 12.0 * crowding + random.normal(0.0, 1.0, draws)
    values = {"parecon": without + added, "parecon_no_balance": without, "balanced_jobs": added}
    keys = {"measure": "output_per_hour", "horizon": "year_1"}
    gaps, runs, known = [], [], []
    for regime, gap in values.items():
        rows = {"point": range(draws), "given": "evidence", "gap": gap, "regime": regime}
        gaps.append(pd.DataFrame(rows).assign(**keys))
        share = float((gap >= 0.0).mean())
        low_high = {"low": share / 2, "high": (1 + share) / 2}
        rest = {"regime": regime, "given": "evidence", "probability": share}
        known.append({**keys, **rest, **low_high})
        if regime == "balanced_jobs":
            continue
        people = [(f"income:fifth_{fifth}", (3 - fifth) + 0.1 * gap) for fifth in range(1, 6)]
        for outcome, one in (
            ("output_per_hour:year_1", gap), ("channel:effort", 0.5 * gap), *people,
        ):  # fmt: skip
            rows = {"point": np.arange(draws) + 40, "outcome": outcome, "value": one}
            runs.append(pd.DataFrame(rows).assign(scenario=regime, crowding=crowding))
    base = small_posterior()
    return SimpleNamespace(
        **{
            **vars(base),
            "draws": pd.DataFrame(
                {"point": range(draws), "weight": 1.0 / draws, "crowding": crowding}
            ),
            "gaps": pd.concat(gaps, ignore_index=True),
            "runs": pd.concat(runs, ignore_index=True),
            "probabilities": pd.DataFrame(known),
            "regimes": {
                "balanced_jobs": "Balanced jobs alone: participatory economics with them less",
                "parecon": "Participatory economy",
                "parecon_no_balance": "Participatory economy without balanced jobs",
            },
            "scenarios": [
                sim.load_scenario(name).to_dict()
                for name in ("capitalism", "parecon", "parecon_no_balance")
            ],
            "baseline_title": "Capitalism",
            "assumptions": SimpleNamespace(text="published defaults"),
        }
    )


def test_what_balanced_jobs_add_is_compared_with_the_same_without_them() -> None:
    worlds = worlds_of(posterior_of_both())
    assert worlds.contrasts == {
        "balanced_jobs": (
            "Participatory economy with balanced jobs", "Participatory economy without them",
        )
    }  # fmt: skip
    assert worlds.channels["balanced_jobs", "effort"] == pytest.approx(
        0.5 * worlds.gaps["balanced_jobs", "output_per_hour", "year_1"]
    )
    assert worlds_of(small_posterior()).contrasts == {}


def test_fifths_gain_what_runs_say_and_by_balanced_jobs_the_difference() -> None:
    worlds = worlds_of(posterior_of_both())
    gap = worlds.gaps["parecon", "output_per_hour", "year_1"]
    for fifth in range(5):
        wanted = (2 - fifth) + 0.1 * gap
        assert worlds.fifths["parecon", "income"][:, fifth] == pytest.approx(wanted)
        added = 0.1 * worlds.gaps["balanced_jobs", "output_per_hour", "year_1"]
        assert worlds.fifths["balanced_jobs", "income"][:, fifth] == pytest.approx(added)
    assert ("parecon", "voice") not in worlds.fifths
    assert worlds_of(small_posterior()).fifths == {}


def test_where_evidence_leaves_nothing_the_ranges_are_explored() -> None:
    worlds = worlds_of(small_posterior(evidence=False))
    assert worlds.parameters["crowding"].tolist() == pytest.approx([0.0, 0.1, 0.2])
    assert "leaves nothing" in worlds.given
    assert set(worlds.weights) == {1 / 3}


def test_a_world_of_a_sweep_is_the_mean_of_its_replicates() -> None:
    sweep = synthetic_sweep()
    logs = np.log(sweep.runs["output_per_hour"])
    runs = sweep.runs.assign(log_output_per_hour=logs, log_output_per_head=logs + 1.0)
    worlds = worlds_of(replace(sweep, runs=runs))
    pairs = runs[(runs["horizon"] == "long_run") & (runs["point"] == 2)]
    first, second = (
        pairs[pairs["scenario"] == name].sort_values("replicate")["log_output_per_hour"].to_numpy()
        for name in ("capitalism", "parecon")
    )
    gap = worlds.gaps["parecon", "output_per_hour", "long_run"]
    assert gap[2] == pytest.approx(100.0 * (second - first).mean())
    assert worlds.parameters["intrinsic_motivation"].tolist() == [0.1, 0.3, 0.5]


def test_results_that_are_no_worlds_are_refused() -> None:
    with pytest.raises(ResultsError, match="'frontier'"):
        worlds_of(synthetic_frontier())
    with pytest.raises(ResultsError, match="no finished runs"):
        worlds_of(synthetic_sweep())


def test_what_decides_comes_first() -> None:
    worlds = worlds_of(synthetic_verdict())
    found = deciding(worlds)
    assert next(iter(found)) == "intrinsic_motivation"
    assert found["intrinsic_motivation"].told


def test_a_page_that_would_be_too_large_has_fewer_worlds() -> None:
    worlds = worlds_of(synthetic_verdict())
    fewer = thinned(worlds, 16)
    columns = columns_of(fewer, deciding(worlds))
    assert {len(values) for values in columns.values()} == {16}
    assert fewer.weights.sum() == pytest.approx(1.0)
    assert fewer.known == {}
    assert thinned(worlds, 64) is worlds
