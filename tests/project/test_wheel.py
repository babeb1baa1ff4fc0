"""What somebody gets who installs the package without a checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a newly built wheel, by name."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_the_wheel_holds_every_scenario_where_the_package_looks_for_it(
    files: dict[str, bytes],
) -> None:
    scenarios = list((ROOT / "scenarios").rglob("*.toml"))
    assert scenarios
    for path in scenarios:
        assert files[f"sim/data/{path.relative_to(ROOT).as_posix()}"] == path.read_bytes()


def test_the_wheel_holds_the_mark_of_a_typed_package(files: dict[str, bytes]) -> None:
    assert "sim/py.typed" in files


def test_the_wheel_holds_nothing_beside_the_package(files: dict[str, bytes]) -> None:
    tops = {name.partition("/")[0] for name in files}
    assert tops == {"sim", "balanced_jobs-0.1.0.dist-info"}
