"""Values of the parameters, checked against their declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from sim.errors import ParameterError, compose
from sim.parameters import declarations
from sim.parameters.alienation import AlienationParameters
from sim.parameters.checking import combination_problem, parameter_problem
from sim.parameters.decisions import DecisionsParameters
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


class Parameters(
    InnovationParameters,
    EducationParameters,
    SkillParameters,
    EffortParameters,
    AlienationParameters,
    WealthParameters,
    PayParameters,
    OverheadsParameters,
    DecisionsParameters,
    DivisionParameters,
    EmploymentParameters,
    DemandParameters,
    ProductionParameters,
    TalentParameters,
    BaseModel,
):
    """Values of all parameters, by name; each within its declared range.

    Raises
    ------
    ParameterError
        If a name does not exist or a value is no finite number in its range.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _check(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        known = declarations()
        found = (parameter_problem(known, name, value) for name, value in values.items())
        problems = [problem for problem in found if problem]
        if problems:
            raise ParameterError(compose("", problems))
        numbers = {name: float(value) for name, value in values.items()}
        problem = combination_problem(numbers)
        if problem:
            raise ParameterError(problem)
        return numbers
