"""The tables of a run have the same bytes on any x86-64, whatever its processor can do.

NumPy, the C library, BLAS and the compiler each choose code by processor. Here they are told that
it can do less than it does, in a process of its own, as on an older machine.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from tests.cli.command import command_line, environment

pytestmark = pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="what is promised, is promised of x86-64"
)

SIZE = ("--workers", 300, "--months", 24, "--figures", "none", "--jobs", 1, "--quiet")

# NumPy refuses features that it was not built for, and warns of those that are not there.
DISPATCHED = " ".join(name for name in __cpu_dispatch__ if __cpu_features__[name])

PLAIN_LIBRARIES = {
    "NPY_DISABLE_CPU_FEATURES": DISPATCHED,
    # Without fused multiply-add, the elementary functions of the GNU C library are others.
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable",
    "OPENBLAS_CORETYPE": "Nehalem",
    "ARROW_USER_SIMD_LEVEL": "NONE",
}
PLAIN_COMPILER = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}


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


@pytest.mark.slow  # compiles everything for another processor
@pytest.mark.timeout(1200)
def test_a_compiler_without_vectors_and_fused_instructions_changes_no_byte(
    usual: tuple[str, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> None:
    scenario, expected = usual
    kept = tmp_path_factory.getbasetemp() / "plain-kernels"
    changes = {**PLAIN_LIBRARIES, **PLAIN_COMPILER, "NUMBA_CACHE_DIR": str(kept)}
    assert tables(scenario, tmp_path, **changes) == expected
