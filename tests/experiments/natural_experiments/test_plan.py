"""Natural experiments end to end, on economies that are small and short."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.errors import EvidenceError

SMALL = {"workers": 300, "burn_in": 12}

CHANGES = """
[[interventions]]
name = "watch_less"
title = "Less control in hospitals"
use = "validation"
months = 6
first = 4
sectors = ["hospital"]
effect = "output_per_hour"
published = 1.0
low = -50.0
high = 50.0
source = "Somebody (2000), a firm"
source_checked = false
reading = "as it stands"
[interventions.change]
monitoring = 0.1
"institutions.decisions" = "council"
"""


def test_an_effect_is_that_of_a_fork_made_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "changes.toml"
    path.write_text(CHANGES, encoding="utf-8")
    result = sim.natural_experiments("capitalism", replicates=2, file=path, **SMALL)
    gaps = []
    for replicate in range(2):
        first = sim.Economy(
            sim.load_scenario("capitalism", **SMALL), seed=0, replicate=replicate, agent_interval=0
        )
        for _ in range(12):
            first.step()
        change = {"monitoring": 0.1, "institutions.decisions": "council"}
        second = first.fork(sim.load_scenario(first.scenario, change))
        hospital = first.sector_names.index("hospital")
        logs = []
        for month in range(1, 7):
            row = []
            for economy in (first, second):
                economy.step()
                places = economy.state.workplaces
                here = places.sector == hospital
                hours = (places.hours_factor * places.members)[here].sum()
                row.append(np.log(places.output[here].sum() / hours))
            if month >= 4:
                logs.append(row)
        without, with_it = np.mean(logs, axis=0)
        gaps.append(100.0 * np.expm1(with_it - without))
    row = result.effects.iloc[0]
    assert row["simulated"] == pytest.approx(np.mean(gaps), rel=1e-9)
    assert row["verdict"] == "pass"
    assert set(result.responses["experiment"]) == {"watch_less"}


def test_a_name_that_is_no_intervention_is_refused() -> None:
    with pytest.raises(EvidenceError, match="did you mean 'less_supervision'"):
        sim.natural_experiments("capitalism", names=["less_supervison"])
