"""Named scenarios and sectors come along when the package is installed rather than checked out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sim.scenario import list_scenarios, load_scenario
from sim.sectors import sector_names

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import json, sim
from sim.scenario import list_scenarios, load_scenario
from sim.sectors import sector_names
listed = {name: load_scenario(name).digest for name, _, _ in list_scenarios()}
print(json.dumps([sim.__file__, listed, sector_names()]))
"""


@pytest.mark.slow
def test_an_installed_package_has_the_same_scenarios_and_sectors(tmp_path: Path) -> None:
    wheels, installed, elsewhere = (tmp_path / name for name in ("wheels", "installed", "work"))
    elsewhere.mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"),
            *("--no-build-isolation", "--wheel-dir", wheels, ROOT),
        ],
        check=True,
    )
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
        assert "sim/py.typed" in archive.namelist()
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    file, listed, sectors = json.loads(answer)
    assert Path(file).is_relative_to(installed)
    assert listed == {name: load_scenario(name).digest for name, _, _ in list_scenarios()}
    assert sectors == sector_names()
