"""Reports: one page that says what was asked, what came out, and what it rests on.

Calling this module, ``sim.report(...)``, is calling `write_report`.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

from sim.report.writing import Written, document_of, write_report
from sim.study.record import Record

__all__ = ["Written", "document_of", "write_report"]


class _CallableModule(ModuleType):
    """Makes ``sim.report(...)`` a call of `write_report` although ``sim.report`` is a package."""

    def __call__(
        self,
        result: Record | str | os.PathLike[str],
        out: str | os.PathLike[str] | None = None,
    ) -> Written:
        """Return the paths of a report, after writing it."""
        return write_report(result, out)


sys.modules[__name__].__class__ = _CallableModule
