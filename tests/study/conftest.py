"""Scenarios small enough to run many of, and chunks small enough to have several."""

from __future__ import annotations

import pytest

import sim

SIZE = {"workers": 300, "months": 13, "burn_in": 2}


@pytest.fixture(scope="session")
def scenarios() -> tuple[sim.Scenario, ...]:
    return tuple(sim.load_scenario(name, SIZE) for name in ("capitalism", "parecon"))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.study.chunks.WORKER_MONTHS", 300 * 15 * 2)
    monkeypatch.setattr("sim.study.chunks.LEAST_CHUNKS", 1)
