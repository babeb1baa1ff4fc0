"""Parameters that rules of one's own declare, under the name of the rule and a dot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from sim.errors import PluginError, choices
from sim.parameters.declaration import Declaration, Parameter, declaration_of
from sim.rules import HOW_TO_LOAD, installed_rules, load_installed

_RESERVED: Final = ("institutions", "sectors")
"""What stands before a dot in keys of scenarios."""


class _Owner(NamedTuple):
    """A rule that declares parameters.

    Attributes
    ----------
    switch, rule : str
    declared : dict of str to Declaration
        By the name that the rule has for the parameter.
    """

    switch: str
    rule: str
    declared: dict[str, Declaration]


_owners: dict[type[Any], _Owner] = {}
"""By class; earlier editions of a class stay, as economies may run under them."""

_latest: dict[tuple[str, str], type[Any]] = {}
"""The class that declares the parameters of a rule, by switch and rule."""


class Declarations(dict[str, Declaration]):
    """Declarations by name, which finds those of rules of installed packages when they are asked.

    Only a name with a dot makes it look, and only for the rule before the dot.
    """

    def __missing__(self, name: str) -> Declaration:
        """Return the declaration after loading the package that declares it."""
        rule, dot, _ = name.partition(".")
        if dot and rule not in _RESERVED:
            declare_installed(rule)
        found = own_declarations().get(name)
        if found is None:
            raise KeyError(name)
        self[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a parameter."""
        return self.get(name) is not None

    def get(self, name: Any, default: Any = None) -> Any:
        """Return the declaration of a parameter, or the default where there is none."""
        try:
            return self[name]
        except (KeyError, TypeError):
            return default


def declare(switch: str, rule: str, owner: type[Any]) -> None:
    """Make the parameters known that a class declares in its attribute `parameters`.

    Parameters
    ----------
    switch, rule : str
        What the class is registered as.
    owner : type

    Raises
    ------
    PluginError
        If a declaration is not complete, or another rule has a parameter of the same name.
    """
    declared = {
        parameter.name: declaration_of(
            replace(parameter, read_by=(f"{switch}.{rule}",)), f"{rule}.{parameter.name}", rule
        )
        for parameter in _parameters_of(owner)
    }
    problems = list(_problems(switch, rule, owner, declared))
    if problems:
        raise PluginError(
            f"{owner.__module__}.{owner.__qualname__} cannot be a rule of {switch}: "
            f"{'; '.join(problems)}"
        )
    _latest.pop((switch, rule), None)
    if declared:
        _owners[owner] = _Owner(switch, rule, declared)
        _latest[switch, rule] = owner


def declare_installed(rule: str) -> None:
    """Make the parameters known of a rule that an installed package declares, if one does.

    Raises
    ------
    PluginError
        If the package cannot be loaded.
    """
    for switch, installed in installed_rules():
        if installed == rule and (switch, rule) not in _latest:
            declare(switch, rule, load_installed(switch, rule))


def withdraw(switch: str, rule: str) -> None:
    """Forget the parameters of a rule."""
    owner = _latest.pop((switch, rule), None)
    if owner is not None:
        del _owners[owner]


def own_declarations(rules: Iterable[tuple[str, str]] | None = None) -> dict[str, Declaration]:
    """Return the declarations of the parameters of rules of one's own, by name in full.

    Parameters
    ----------
    rules : iterable of (str, str), optional
        Switch and name of the rules that count, by default all.
    """
    chosen = _latest if rules is None else [pair for pair in rules if pair in _latest]
    return {row.name: row for pair in chosen for row in _owners[_latest[pair]].declared.values()}


def declared_by(owner: type[Any]) -> Mapping[str, Declaration]:
    """Return what a class declares, by the name that it has for the parameter itself."""
    known = _owners.get(owner)
    return {} if known is None else known.declared


def owners_of(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield switch and name of the rules of one's own that declare some of the parameters."""
    if not _latest:
        return
    own = {name for name in names if "." in name}
    for pair in _latest if own else ():
        if not own.isdisjoint(own_declarations([pair])):
            yield pair


def unknown_hint(name: str, value: object) -> str:
    """Return what may help with a name that no parameter has, if a rule that is not there has it.

    Parameters
    ----------
    name : str
    value : object
        What it was to be set to.
    """
    rule, dot, _ = name.partition(".")
    if dot and rule not in {known for _, known in _latest}:
        return f"; {HOW_TO_LOAD}"
    if isinstance(value, Mapping) and value:
        example = f"{name}.{next(iter(value))}"
        return f'; the name of a parameter of a rule of your own stands in quotes: "{example}"'
    return ""


def _parameters_of(owner: type[Any]) -> tuple[Parameter, ...]:
    """Return what a class declares.

    Raises
    ------
    PluginError
        If it is no sequence of parameters, or one of them has mistakes.
    """
    given = getattr(owner, "parameters", ())
    where = f"{owner.__module__}.{owner.__qualname__}"
    for name, value in ((key, one) for kin in owner.__mro__ for key, one in vars(kin).items()):
        if isinstance(value, Parameter):
            raise PluginError(
                f"{where}: {name} would be its default, whatever a scenario sets; declare it in "
                "the tuple parameters alone, and read state.parameters.of(self)"
            )
    if not isinstance(given, tuple | list) or not all(isinstance(p, Parameter) for p in given):
        raise PluginError(
            f"{where}: its attribute parameters must be a tuple of sim.institutions.Parameter"
        )
    problems = [
        f"parameter {parameter.name}: {problem}"
        for parameter in given
        for problem in parameter.problems()
    ]
    if problems:
        raise PluginError(f"{where}: {'; '.join(problems)}")
    return tuple(given)


def _problems(
    switch: str, rule: str, owner: type[Any], declared: Mapping[str, Declaration]
) -> Iterator[str]:
    """Yield what keeps the parameters of a class from being known under the name of a rule."""
    names = [parameter.name for parameter in _parameters_of(owner)]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"it declares the parameter {name} twice"
    if declared and rule in _RESERVED:
        yield f"a rule called '{rule}' cannot declare parameters; choose another name"
    known = _owners.get(owner)
    if known is not None and (known.switch, known.rule) != (switch, rule):
        yield (
            f"it is known as {known.switch}.{known.rule} already, and a class with parameters has "
            "one name; make a subclass for another"
        )
    for pair in _latest:
        for name in own_declarations([pair]) if pair != (switch, rule) else ():
            if name in {row.name for row in declared.values()}:
                yield f"the rule {'.'.join(pair)} has a parameter {name} too; rename one of them"
    autocorrelated = [row for row in declared.values() if row.per_month == "autocorrelation"]
    if len(autocorrelated) != 1 and any(row.per_month == "shock" for row in declared.values()):
        yield 'parameters with per_month = "shock" need exactly one with "autocorrelation"'


class RuleParameters:
    """Values of the parameters that a rule of one's own declares, as attributes.

    Parameters
    ----------
    owner : str
        Name of the class of the rule, for messages.
    values : dict of str to float
    """

    __slots__ = ("_owner", "_values")

    def __init__(self, owner: str, values: dict[str, float]) -> None:
        self._owner, self._values = owner, values

    def __getattr__(self, name: str) -> float:
        """Return the value of a parameter."""
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(
                f"{self._owner} declares no parameter '{name}'; {choices(name, self._values)}"
            ) from None
