"""What is said of a calibration: what is fitted, and what is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.errors import EvidenceError
from sim.experiments.calibrate.plan import Block
from sim.experiments.calibrate.scenario_file import write_calibrated
from sim.text.terminal import render

BLOCKS = [
    Block("economy", "fit", ("labour_share", "rank_premium")),
    Block("motivation", "motivation", ("discipline_response", "crowding")),
]
SIZE = {"replicates": 2, "workers": 300, "burn_in": 3}


@pytest.fixture(scope="module")
def start():
    return sim.calibrate(steps=1, blocks=BLOCKS, months=24, **SIZE)


@pytest.fixture(scope="module")
def fitted(start):
    """Return the same with values as after a second step, of three that were allowed."""
    second = start.steps.assign(step=1, distance=start.steps["distance"] / 2)
    return dataclasses.replace(
        start,
        settings={**start.settings, "steps": 3},
        steps=pd.concat([start.steps, second], ignore_index=True),
        fit=start.fit.assign(value=start.fit["value"] * [1.1, 1.0, 1.0, 1.0]),
    )


def test_a_single_step_calls_nothing_fitted(start, tmp_path: Path) -> None:
    document = start.document()
    assert document.lead.startswith("Nothing is fitted: one step is only the start of a search")
    shown = render(document, detail="all")
    assert "Fitted" not in shown
    assert "fitted value" not in " ".join(shown.split())
    text = write_calibrated(start, tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert 'title = "Capitalism, not fitted"' in text
    assert "at its defaults, since a single step fits nothing" in " ".join(text.split("\n# "))
    labels = [text.get_text() for text in document.pictures[0].figure.legends[0].get_texts()]
    assert not any(label.startswith("fitted") for label in labels)


def test_a_search_that_moves_nothing_calls_nothing_fitted(start, tmp_path: Path) -> None:
    still = dataclasses.replace(start, settings={**start.settings, "steps": 2})
    assert not still.searched
    lead = still.document().lead
    assert lead.startswith("Nothing is fitted: a search of 2 steps found no better values")
    assert "fitted values" not in lead
    text = write_calibrated(still, tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert "since the search found nothing better" in " ".join(text.split("\n# "))


def test_targets_that_the_replicates_do_not_decide_are_said_so_first(fitted) -> None:
    targets = fitted.targets.assign(verdict="undecided", after_low=-9.0, after_high=9.0)
    document = dataclasses.replace(fitted, targets=targets).document()
    assert document.lead.startswith(
        f"Undecided at this size (2 replicates): for {len(targets)} of {len(targets)} targets"
    )
    assert f"meets 0 of {len(targets)} targets with the fitted values" in document.lead


def test_a_search_that_used_up_its_steps_is_not_called_finished(fitted) -> None:
    assert fitted.stopped == []
    assert not fitted.document().warnings
    short = dataclasses.replace(fitted, settings={**fitted.settings, "steps": 2})
    assert short.stopped == ["economy", "motivation"]
    (warning,) = short.document().warnings
    assert "The search for economy and motivation used up its 2 steps" in warning


def test_the_lead_counts_targets_and_parameters(fitted) -> None:
    lead = fitted.document().lead
    met = int((fitted.targets["verdict"] == "pass").sum())
    assert f"meets {met} of {len(fitted.targets)} targets with the fitted values" in lead
    alone = len(fitted.ranges)
    assert f"The facts identify {alone} of 4 parameters" in lead
    kept = fitted.fit.loc[fitted.fit["status"] == "keeps its range", "parameter"]
    assert all(name.replace("_", " ") in lead for name in kept)


def test_what_moved_most_comes_first(fitted) -> None:
    answer = render(fitted.document(), 120, detail="all")
    rows = answer.partition("Parameters that the fit moves most")[2].splitlines()
    assert rows[3].startswith("Labour share")


def test_a_target_that_is_not_measured_is_named() -> None:
    with pytest.raises(EvidenceError, match="job_finding_drives_unemployment: not defined in any"):
        sim.calibrate(steps=1, blocks=BLOCKS[:1], months=12, **SIZE)


def test_fitted_parameters_are_said_to_vary(start) -> None:
    names = [name for block in BLOCKS for name in block.parameters]
    assert list(start.varied()) == names
    assert start.document().assumptions.varied == tuple(names)
