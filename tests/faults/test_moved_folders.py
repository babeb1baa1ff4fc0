"""Results whose folder is moved away while they are being computed."""

from __future__ import annotations

from pathlib import Path

import sim

DESIGN = {
    "scenarios": ["parecon"],
    "workers": 80,
    "months": 1,
    "burn_in": 0,
    "grid": {"monitoring": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]},
}


def test_no_second_folder_is_made_and_the_work_goes_on_where_the_first_is(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"

    def move_away(done: int, total: int) -> None:
        if done == 3 and not after.exists():
            before.rename(after)

    moved = sim.sweep(DESIGN, out=before / "mine", progress=move_away)
    assert (moved.completed, moved.unfinished) == (0, 6)
    assert "was moved or removed while it was in use" in " ".join(moved.problems)
    assert not before.exists()
    kept = {path.name for path in (after / "mine").rglob("*.parquet")}
    assert len(kept) == 3
    again = sim.sweep(DESIGN, out=after / "mine")
    assert again.completed == 6
    assert kept < {path.name for path in (after / "mine").rglob("*.parquet")}
