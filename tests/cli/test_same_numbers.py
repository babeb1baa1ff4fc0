"""The library, the command line and a step-by-step economy give the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sim


def test_the_command_gives_the_bytes_of_the_library(tmp_path: Path) -> None:
    size = {"workers": 200, "burn_in": 3, "months": 5}
    flags = [f"--{key.replace('_', '-')}={value}" for key, value in size.items()]
    folder = tmp_path / "out"
    command = [sys.executable, "-m", "sim", "run", "parecon", *flags]
    options = ["--seed=11", "--replicates=2", "--jobs=2", "--quiet", f"--out={folder}"]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=200)
    written = sim.open_results(folder)
    called = sim.run(sim.load_scenario("parecon", size), seed=11, replicates=2)
    assert isinstance(written, sim.Run)
    for name in ("monthly", "people", "workplaces"):
        assert getattr(written, name).to_csv() == getattr(called, name).to_csv()
    economy = sim.Economy("parecon", seed=11, replicate=1, agent_interval=0, **size)
    for _ in range(8):
        economy.step()
    theirs = called.monthly.query("replicate == 1").drop(columns="replicate")
    assert economy.monthly.to_numpy().tobytes() == theirs.to_numpy().tobytes()
