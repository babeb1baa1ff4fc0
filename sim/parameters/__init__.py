"""Every parameter of the model, declared once.

`Parameters` holds their values; calling this module, ``sim.parameters()``, returns the table of
declarations.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

from sim.errors import ParameterError, choices
from sim.parameters.checking import combination_problem, parameter_problem
from sim.parameters.declaration import EVIDENCE, Declaration, Evidence
from sim.parameters.groups import GROUPS, declarations
from sim.parameters.references import REFERENCES
from sim.parameters.values import Parameters

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "EVIDENCE",
    "GROUPS",
    "REFERENCES",
    "Declaration",
    "Evidence",
    "Parameters",
    "combination_problem",
    "declarations",
    "evidence_counts",
    "parameter_problem",
    "table",
    "uncertain",
]


def uncertain() -> list[str]:
    """Return the names of the parameters that are drawn where all are: all but the variants."""
    return [name for name, declared in declarations().items() if declared.kind != "variant"]


def evidence_counts(names: Iterable[str] | None = None) -> dict[Evidence, int]:
    """Return how many parameters rest on each grade of evidence, best first.

    Parameters
    ----------
    names : iterable of str, optional
        Parameters to count, by default all.

    Raises
    ------
    ParameterError
        If there is no such parameter.
    """
    known = declarations()
    counts: dict[Evidence, int] = dict.fromkeys(EVIDENCE, 0)
    for name in known if names is None else names:
        if name not in known:
            raise ParameterError(f"'{name}' is not a parameter; {choices(name, known)}")
        counts[known[name].evidence] += 1
    return counts


def table() -> pd.DataFrame:
    """Return the table of declarations, one row per parameter, columns as in `Declaration`."""
    import pandas as pd

    return pd.DataFrame(list(declarations().values()), columns=list(Declaration._fields))


class _CallableModule(ModuleType):
    """Makes ``sim.parameters()`` a call of `table` although ``sim.parameters`` is a package."""

    def __call__(self) -> pd.DataFrame:
        """Return the table of declarations."""
        return table()


sys.modules[__name__].__class__ = _CallableModule
