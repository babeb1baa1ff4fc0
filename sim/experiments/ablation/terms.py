"""What is switched off or exchanged in a world: nothing, one alternative, or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from sim.errors import ScenarioError, choices
from sim.parameters.alternatives import Alternative
from sim.scenario import Scenario, load_scenario

UNCHANGED: Final = "unchanged"
"""Name and kind of the model as it is."""

PAIR: Final = "pair"
"""Kind of two alternatives at once."""


@dataclass(frozen=True, slots=True)
class Term:
    """A world in which both regimes are run.

    Attributes
    ----------
    name, kind, section, title : str
        As those of an alternative; of a pair, both names with a plus between them.
    values : mapping of str to float
        Parameters that hold on both sides.
    parts : tuple of str
        Names of the alternatives.
    already_so : bool
        Whether the values hold in the unchanged model, so that there is nothing to simulate.
    """

    name: str
    kind: str
    section: str = ""
    title: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    already_so: bool = False


REFERENCE: Final = Term(UNCHANGED, UNCHANGED, title="the model as it is")


def chosen_of(alternatives: Iterable[Alternative], only: Sequence[str]) -> tuple[Alternative, ...]:
    """Return the alternatives that are asked for, all where none is named.

    Raises
    ------
    ScenarioError
        If there is none of a name, or none at all.
    """
    known = {one.name: one for one in alternatives}
    for name in only:
        if name not in known:
            raise ScenarioError(f"'{name}' is no alternative; {choices(name, known)}")
    found = tuple(known[name] for name in dict.fromkeys(only or known))
    if not found:
        raise ScenarioError("there is no alternative to switch off; give at least one")
    return found


def singles_of(alternatives: Sequence[Alternative], pair: Sequence[Scenario]) -> Iterator[Term]:
    """Yield a term for each alternative, in their order.

    Parameters
    ----------
    alternatives : sequence of Alternative
    pair : sequence of Scenario
        The baseline and the other regime.

    Raises
    ------
    ScenarioError
        If a value is not allowed; the message names the alternative.
    """
    for one in alternatives:
        values = _values([one], pair)
        _check(one.name, values, pair)
        yield Term(
            one.name, one.kind, one.section, one.title, values, (one.name,), _holds(values, pair)
        )


def pairs_of(alternatives: Sequence[Alternative], pair: Sequence[Scenario]) -> Iterator[Term]:
    """Yield a term for every two alternatives; not where both set a parameter, or break a rule.

    Parameters
    ----------
    alternatives : sequence of Alternative
    pair : sequence of Scenario
    """
    for first, second in combinations(alternatives, 2):
        if first.values.keys() & second.values.keys():
            continue
        name = f"{first.name} + {second.name}"
        try:
            values = _values([first, second], pair)
            _check(name, values, pair)
        except ScenarioError:
            continue
        title = f"{first.title}; and {second.title}"
        yield Term(name, PAIR, "", title, values, (first.name, second.name))


def _values(alternatives: Sequence[Alternative], pair: Sequence[Scenario]) -> dict[str, float]:
    """Return the values of alternatives together, those that name a parameter looked up.

    What a text names has the value that the others give it, else that of the scenario which sets
    it, the other regime first.
    """
    a, b = pair
    set_by_b = {name: value for name, value in b.parameters.to_dict().items() if name in b.overrides}
    known = {**a.parameters.to_dict(), **set_by_b}
    wanted = {name: value for one in alternatives for name, value in one.values.items()}
    known |= {name: value for name, value in wanted.items() if not isinstance(value, str)}
    for name, value in wanted.items():
        if isinstance(value, str) and value not in known:
            raise ScenarioError(f"{name} = '{value}': no parameter has this name")
    return {
        name: float(known[value] if isinstance(value, str) else value)
        for name, value in wanted.items()
    }


def _holds(values: Mapping[str, float], pair: Sequence[Scenario]) -> bool:
    return all(
        getattr(scenario.parameters, name) == value
        for scenario in pair
        for name, value in values.items()
    )


def _check(name: str, values: Mapping[str, float], pair: Sequence[Scenario]) -> None:
    """Make sure that the values are allowed on both sides, before the work starts."""
    for scenario in pair:
        try:
            load_scenario(scenario, dict(values))
        except ScenarioError as error:
            raise ScenarioError(f"{name}, in {scenario.name}: {error}") from None
