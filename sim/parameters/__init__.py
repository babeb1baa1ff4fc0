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
from sim.parameters.checking import PARAMETERS, ParameterTable, combination_problem, number_of
from sim.parameters.declaration import EVIDENCE, Declaration, Evidence, Parameter
from sim.parameters.groups import GROUPS, declarations, shipped
from sim.parameters.own import own_declarations
from sim.parameters.references import REFERENCES
from sim.parameters.values import Parameters

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "EVIDENCE",
    "GROUPS",
    "PARAMETERS",
    "REFERENCES",
    "Declaration",
    "Evidence",
    "Parameter",
    "ParameterTable",
    "Parameters",
    "combination_problem",
    "declarations",
    "evidence_counts",
    "number_of",
    "table",
    "uncertain",
]


def uncertain(rules: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return the names of the parameters that are drawn where all are: all but the variants.

    Parameters
    ----------
    rules : iterable of (str, str)
        Switch and name of rules of one's own whose parameters are drawn too, after the others.
    """
    known = {**shipped(), **own_declarations(rules)}
    return [name for name, declared in known.items() if declared.kind != "variant"]


def evidence_counts(names: Iterable[str] | None = None) -> dict[Evidence, int]:
    """Return how many parameters rest on each grade of evidence, best first.

    Parameters
    ----------
    names : iterable of str, optional
        Parameters to count, by default all that come with the package.

    Raises
    ------
    ParameterError
        If there is no such parameter.
    """
    known = declarations()
    counts: dict[Evidence, int] = dict.fromkeys(EVIDENCE, 0)
    for name in shipped() if names is None else names:
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
