"""Values of the parameters, checked against their declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import FrozenInstanceError
from typing import NoReturn, Self

from sim.errors import ParameterError, compose
from sim.parameters.alienation import AlienationParameters
from sim.parameters.checking import combination_problem, parameter_problem
from sim.parameters.decisions import DecisionsParameters
from sim.parameters.demand import DemandParameters
from sim.parameters.division import DivisionParameters
from sim.parameters.education import EducationParameters
from sim.parameters.effort import EffortParameters
from sim.parameters.employment import EmploymentParameters
from sim.parameters.groups import declarations
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
):
    """Values of all parameters, by name; each within its declared range.

    Attributes
    ----------
    explicit : frozenset of str
        Names of those that were given rather than left at their defaults. They do not count when
        parameters are compared.

    Raises
    ------
    ParameterError
        If a name does not exist or a value is no finite number in its range.
    """

    explicit: frozenset[str]

    def __init__(self, **values: float) -> None:
        known = declarations()
        found = (parameter_problem(known, name, value) for name, value in values.items())
        problems = [problem for problem in found if problem]
        if problems:
            raise ParameterError(compose("", problems))
        numbers = {name: float(value) for name, value in values.items()}
        problem = combination_problem(numbers)
        if problem:
            raise ParameterError(problem)
        self._set(numbers, numbers)

    @classmethod
    def unchecked(cls, values: Mapping[str, float], explicit: Iterable[str] = ()) -> Self:
        """Return parameters with values that may lie outside their ranges.

        Parameters
        ----------
        values : mapping of str to float
            Those that differ from the defaults.
        explicit : iterable of str
            Names that count as given.
        """
        parameters = cls.__new__(cls)
        parameters._set(values, explicit)
        return parameters

    def _set(self, values: Mapping[str, float], explicit: Iterable[str]) -> None:
        defaults = {name: declared.default for name, declared in declarations().items()}
        self.__dict__.update({**defaults, **values, "explicit": frozenset(explicit)})

    def replace(self, **values: float) -> Parameters:
        """Return a copy with other values, which are checked and count as given."""
        changed = Parameters(**values)
        given = {name: getattr(changed, name) for name in values}
        return Parameters.unchecked(self.to_dict() | given, self.explicit | changed.explicit)

    def to_dict(self) -> dict[str, float]:
        """Return all values by name, in the order of the declarations."""
        values = dict(vars(self))
        del values["explicit"]
        return values

    def __iter__(self) -> Iterator[tuple[str, float]]:
        """Iterate over the names and the values."""
        return iter(self.to_dict().items())

    def __eq__(self, other: object) -> bool:
        """Return whether all values are equal."""
        if not isinstance(other, Parameters):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        """Return a hash of all values."""
        return hash(tuple(self.to_dict().values()))

    def __repr__(self) -> str:
        """Return the call that makes these parameters, without those at their defaults."""
        known = declarations()
        other = (
            f"{name}={value!r}"
            for name, value in self.to_dict().items()
            if value != known[name].default
        )
        return f"Parameters({', '.join(other)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse to change a value in place."""
        raise FrozenInstanceError(f"cannot assign to {name!r}; replace() makes a changed copy")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse to take a value away."""
        raise FrozenInstanceError(f"cannot delete {name!r}")
