"""Programs run in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.processes import environment


def printed(program: str, temporary: Path, folder: Path) -> str:
    """Return what a program prints, run with a folder for temporary files."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)],
        env=environment(TMPDIR=str(temporary)), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()
