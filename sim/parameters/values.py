"""Values of the parameters, checked against their declarations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import FrozenInstanceError
from typing import NoReturn, Self

from sim.errors import ParameterError, choices, refuse
from sim.parameters.checking import PARAMETERS, combination_problem
from sim.parameters.groups import ShippedParameters, declarations, shipped
from sim.parameters.own import RuleParameters, declared_by


class Parameters(ShippedParameters):
    """Values of all parameters, by name; each within its declared range.

    Those that come with the package are attributes. Those of rules of one's own, whose names have a
    dot, are held where they differ from their defaults or were given: `of` hands them to the rule,
    and ``parameters["rule.name"]`` reads any.

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
        refuse(ParameterError, PARAMETERS.problems("", values))
        numbers = PARAMETERS.read(values)
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
        defaults = {name: declared.default for name, declared in shipped().items()}
        self.__dict__.update({**defaults, **values, "explicit": frozenset(explicit)})

    @classmethod
    def saved(
        cls,
        values: Mapping[str, float],
        explicit: Iterable[str] = (),
        other_rules: Collection[str] = (),
    ) -> Self:
        """Return parameters as they were saved.

        Parameters
        ----------
        values : mapping of str to float
        explicit : iterable of str
            Names that count as given.
        other_rules : collection of str
            Rules of one's own whose parameters are taken as they are, as the rules may not be
            loaded.
        """
        others = {name for name in values if name.partition(".")[0] in other_rules}
        cls(**{name: value for name, value in values.items() if name not in others})
        numbers = {name: float(value) for name, value in values.items()}
        return cls.unchecked(numbers, explicit)

    def __getitem__(self, name: str) -> float:
        """Return the value of a parameter by its name in full.

        Raises
        ------
        ParameterError
            If there is no such parameter.
        """
        if name in self.__dict__ and name != "explicit":
            value: float = self.__dict__[name]
            return value
        known = declarations()
        if name not in known:
            raise ParameterError(f"'{name}' is not a parameter; {choices(name, known)}")
        return known[name].default

    def of(self, rule: object) -> RuleParameters:
        """Return the values of the parameters that a rule of one's own declares, as attributes.

        Parameters
        ----------
        rule : object
            The rule: in a method, ``self``.

        Examples
        --------
        In a method of a rule that declares the parameter ``own_tasks``::

            share = state.parameters.of(self).own_tasks
        """
        owner = type(rule)
        held = self.__dict__
        return RuleParameters(
            owner.__qualname__,
            {
                name: held.get(declared.name, declared.default)
                for name, declared in declared_by(owner).items()
            },
        )

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
        known = shipped()
        other = {
            name: value
            for name, value in self.to_dict().items()
            if name not in known or value != known[name].default
        }
        if any(name not in known for name in other):
            return f"Parameters(**{other})"
        return f"Parameters({', '.join(f'{name}={value!r}' for name, value in other.items())})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse to change a value in place."""
        raise FrozenInstanceError(f"cannot assign to {name!r}; replace() makes a changed copy")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse to take a value away."""
        raise FrozenInstanceError(f"cannot delete {name!r}")
