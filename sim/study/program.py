"""What the numbers of a run depend on: the source code, told apart by a digest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import sim

_MODEL: Final = (
    "vocabulary.py", "rules.py", "kernels", "parameters", "sectors", "data/sectors", "scenario",
    "state", "institutions", "phases", "economy.py", "collection.py",
    "evidence/cross_section.py", "evidence/moments.py", "evidence/observation.py",
    "evidence/processes.py",
)  # fmt: skip
"""What the numbers of a run depend on, inside the package."""


@cache
def model_digest() -> str:
    """Return the digest of the source code that the numbers of every run depend on.

    The version alone would let chunks of an edited model pass for those of the published one.
    """
    return program_digest(_MODEL)


@cache
def program_digest(parts: tuple[str, ...]) -> str:
    """Return the digest of some source code of the package and of its version.

    Parameters
    ----------
    parts : tuple of str
        Files and folders, relative to the package.
    """
    root = Path(sim.__file__).parent
    digest = hashlib.sha256(sim.__version__.encode())
    for part in parts:
        place = root / part
        for file in sorted([place] if place.is_file() else place.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:24]
