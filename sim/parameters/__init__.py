"""Every parameter of the model, declared once.

`Parameters` holds their values, and is loaded when it is first used; calling this module,
``sim.parameters()``, returns the table of declarations.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sim.errors import ParameterError, choices
from sim.parameters.alienation import AlienationParameters
from sim.parameters.checking import combination_problem, parameter_problem
from sim.parameters.decisions import DecisionsParameters
from sim.parameters.declaration import (
    EVIDENCE,
    Declaration,
    Evidence,
    ParameterGroup,
    declarations_in,
)
from sim.parameters.demand import DemandParameters
from sim.parameters.division import DivisionParameters
from sim.parameters.education import EducationParameters
from sim.parameters.effort import EffortParameters
from sim.parameters.employment import EmploymentParameters
from sim.parameters.innovation import InnovationParameters
from sim.parameters.overheads import OverheadsParameters
from sim.parameters.pay import PayParameters
from sim.parameters.production import ProductionParameters
from sim.parameters.references import REFERENCES
from sim.parameters.skill import SkillParameters
from sim.parameters.talent import TalentParameters
from sim.parameters.wealth import WealthParameters

if TYPE_CHECKING:
    import pandas as pd

    from sim.parameters.values import Parameters

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

GROUPS: dict[str, type[ParameterGroup]] = {
    "talent": TalentParameters,
    "production": ProductionParameters,
    "demand": DemandParameters,
    "employment": EmploymentParameters,
    "division": DivisionParameters,
    "decisions": DecisionsParameters,
    "overheads": OverheadsParameters,
    "pay": PayParameters,
    "wealth": WealthParameters,
    "alienation": AlienationParameters,
    "effort": EffortParameters,
    "skill": SkillParameters,
    "education": EducationParameters,
    "innovation": InnovationParameters,
}
"""Groups of parameters, in the order in which they are listed."""


@cache
def _declared() -> Mapping[str, Declaration]:
    return {
        name: declared
        for group, declaring in GROUPS.items()
        for name, declared in declarations_in(group, declaring).items()
    }


def declarations() -> dict[str, Declaration]:
    """Return the declaration of each parameter by name, in the order of the groups."""
    return dict(_declared())


def uncertain() -> list[str]:
    """Return the names of the parameters that are drawn where all are: all but the variants."""
    return [name for name, declared in _declared().items() if declared.kind != "variant"]


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
    known = _declared()
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


def __getattr__(name: str) -> Any:
    """Load `Parameters`, and with it pydantic, when it is first used."""
    if name != "Parameters":
        raise AttributeError(f"module 'sim.parameters' has no attribute {name!r}")
    from sim.parameters.values import Parameters

    return Parameters


class _CallableModule(ModuleType):
    """Makes ``sim.parameters()`` a call of `table` although ``sim.parameters`` is a package."""

    def __call__(self) -> pd.DataFrame:
        """Return the table of declarations."""
        return table()


sys.modules[__name__].__class__ = _CallableModule
