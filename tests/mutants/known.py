"""Which faults are known to survive, and which tests concern a module."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("survivors.toml")


def known() -> dict[str, dict[str, Any]]:
    """Return what `survivors.toml` says, by module."""
    found: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


def concerning(module: str) -> list[str]:
    """Return the tests that are run for a module, those first that are likely to notice.

    Those that `survivors.toml` names for it; else those of the folder of its room that import it,
    the one of its name first.
    """
    named: list[str] = known().get(module, {}).get("tests", [])
    if named:
        return named
    dotted = module.removesuffix(".py").replace("/", ".")
    package, _, name = dotted.rpartition(".")
    says = re.compile(rf"{re.escape(dotted)}\b|from {re.escape(package)} import .*\b{name}\b")
    folder = ROOT / "tests" / Path(module).parent.relative_to("sim")
    paths = [one for one in sorted(folder.glob("test_*.py")) if says.search(_text(one))]
    paths.sort(key=lambda one: one.stem != f"test_{name}")
    return [str(one.relative_to(ROOT)) for one in paths]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
