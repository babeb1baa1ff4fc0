"""What the guide says of a class on one page is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from benchmarks.app import WANTED

ROOT = Path(__file__).parents[2]


def test_the_guide_tells_how_long_the_class_waited() -> None:
    found = json.loads((ROOT / "benchmarks/measured/class.json").read_text(encoding="utf-8"))
    guide = (ROOT / "docs/app.md").read_text(encoding="utf-8").replace("\n", " ")
    steps, runs = (
        f"{(np.array(found[name]) <= WANTED).mean():.0%}".replace("%", " %")
        for name in ("stepped", "ran")
    )
    half = np.ceil(np.median(found["opened"]))
    assert found["readers"] == 30
    assert found["cores"] == 2
    assert found["refused"]
    assert f"{steps} of their steps and {runs} of their runs were answered within a second" in guide
    assert f"half of them within {half:.0f} seconds" in guide
