"""The tables of a run have the same bytes on any x86-64, whatever its processor can do.

Programs are told that it can do less than it does, in processes of their own.
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import command_line, environment
from tests.support.processors import IS_X86, PLAIN_COMPILER, PLAIN_LIBRARIES

pytestmark = pytest.mark.skipif(not IS_X86, reason="what is promised, is promised of x86-64")

SIZE = ("--workers", 300, "--months", 24, "--figures", "none", "--jobs", 1, "--quiet")


def tables(scenario: str, folder: Path, **changes: str) -> dict[str, str]:
    """Return a digest of each table of a run, done in an environment with changes."""
    subprocess.run(
        command_line("run", scenario, *SIZE, "--out", folder / "out"),
        cwd=folder,
        env=environment(**changes),
        check=True,
    )
    found = {path.name: path.read_bytes() for path in (folder / "out").glob("*.parquet")}
    assert {"monthly.parquet", "people.parquet", "workplaces.parquet"} <= found.keys()
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


@pytest.fixture(scope="module", params=["capitalism", "parecon"])
def usual(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str]]:
    """Return a scenario, and the digests of its tables with all that the processor can do."""
    return request.param, tables(request.param, tmp_path_factory.mktemp("usual"))


def test_libraries_that_use_less_of_the_processor_change_no_byte(
    usual: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    scenario, expected = usual
    assert tables(scenario, tmp_path, **PLAIN_LIBRARIES) == expected


@pytest.mark.slow  # compiles everything for another processor, unless another test has done so
@pytest.mark.timeout(1200)
def test_a_compiler_without_vectors_and_fused_instructions_changes_no_byte(
    usual: tuple[str, dict[str, str]], plain_kernels: Path, tmp_path: Path
) -> None:
    scenario, expected = usual
    changes = {**PLAIN_LIBRARIES, **PLAIN_COMPILER, "NUMBA_CACHE_DIR": str(plain_kernels)}
    assert tables(scenario, tmp_path, **changes) == expected
