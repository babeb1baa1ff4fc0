"""The groups of parameters and their declarations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sim.parameters.alienation import AlienationParameters
from sim.parameters.decisions import DecisionsParameters
from sim.parameters.declaration import Declaration, ParameterGroup, declarations_in
from sim.parameters.demand import DemandParameters
from sim.parameters.division import DivisionParameters
from sim.parameters.education import EducationParameters
from sim.parameters.effort import EffortParameters
from sim.parameters.employment import EmploymentParameters
from sim.parameters.innovation import InnovationParameters
from sim.parameters.overheads import OverheadsParameters
from sim.parameters.pay import PayParameters
from sim.parameters.production import ProductionParameters
from sim.parameters.skill import SkillParameters
from sim.parameters.talent import TalentParameters
from sim.parameters.wealth import WealthParameters

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
