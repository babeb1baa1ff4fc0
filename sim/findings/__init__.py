"""The written result: what balanced jobs cost and gain, from runs to text in one call.

Calling this module, ``sim.findings(...)``, is calling `sim.findings.writing.findings`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    """Makes ``sim.findings(...)`` a call of `findings` although ``sim.findings`` is a package."""

    def __call__(self, *arguments: Any, **options: Any) -> Path:
        """Return the path of the written result, after doing all runs that it rests on."""
        from sim.findings.writing import findings

        return findings(*arguments, **options)


sys.modules[__name__].__class__ = _CallableModule
