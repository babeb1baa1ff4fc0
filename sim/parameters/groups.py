"""The groups of parameters that come with the package, and all declarations that are known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from sim.parameters.declaration import Declaration, ParameterGroup, declarations_in
from sim.parameters.own import Declarations, own_declarations
from sim.parameters.sections.alienation import AlienationParameters
from sim.parameters.sections.decisions import DecisionsParameters
from sim.parameters.sections.demand import DemandParameters
from sim.parameters.sections.division import DivisionParameters
from sim.parameters.sections.education import EducationParameters
from sim.parameters.sections.effort import EffortParameters
from sim.parameters.sections.employment import EmploymentParameters
from sim.parameters.sections.innovation import InnovationParameters
from sim.parameters.sections.overheads import OverheadsParameters
from sim.parameters.sections.pay import PayParameters
from sim.parameters.sections.production import ProductionParameters
from sim.parameters.sections.skill import SkillParameters
from sim.parameters.sections.talent import TalentParameters
from sim.parameters.sections.wealth import WealthParameters


class ShippedParameters(
    TalentParameters,
    ProductionParameters,
    DemandParameters,
    EmploymentParameters,
    DivisionParameters,
    DecisionsParameters,
    OverheadsParameters,
    PayParameters,
    WealthParameters,
    AlienationParameters,
    EffortParameters,
    SkillParameters,
    EducationParameters,
    InnovationParameters,
):
    """Every parameter that comes with the package, in the order in which they are listed."""


GROUPS: Final[Mapping[str, type[ParameterGroup]]] = MappingProxyType(
    {group.__module__.rpartition(".")[2]: group for group in ShippedParameters.__bases__}
)
"""Groups of parameters by section of the model, in the same order."""


@cache
def shipped() -> Mapping[str, Declaration]:
    """Return the declarations of the parameters that come with the package, by name."""
    return MappingProxyType(
        {
            name: declared
            for group, declaring in GROUPS.items()
            for name, declared in declarations_in(group, declaring).items()
        }
    )


def declarations() -> dict[str, Declaration]:
    """Return the declaration of each known parameter by name, in the order of the groups.

    Those of rules of one's own that have been loaded come last. To look up a name that begins with
    the rule of an installed package, and a dot, loads that package.
    """
    return Declarations({**shipped(), **own_declarations()})
