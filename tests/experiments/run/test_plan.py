"""The progress that a run reports."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import sim

SMALL = {"workers": 250, "burn_in": 6, "months": 30}


def test_progress_is_told_by_month_for_one_replicate_and_by_replicate_for_more() -> None:
    seen: list[tuple[int, int]] = []
    scenario = sim.load_scenario("capitalism", {**SMALL, "months": 2})
    sim.run(scenario, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (8, 8)
    seen.clear()
    with ThreadPoolExecutor(1) as pool:
        sim.run(
            scenario,
            replicates=2,
            executor=pool,
            progress=lambda done, total: seen.append((done, total)),
        )
    assert seen[-1] == (2, 2)
