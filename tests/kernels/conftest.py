"""What the tests of kernels share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sim.kernels

KERNELS = Path(sim.kernels.__file__).parent


@pytest.fixture
def copied_package(tmp_path: Path) -> Path:
    """Return a folder with a copy of the kernels under an otherwise empty package."""
    root = tmp_path / "copy"
    shutil.copytree(KERNELS, root / "sim" / "kernels", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "sim" / "__init__.py").write_text("")
    return root
