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

ALREADY_SO: Final = "already so"
"""Why nothing is simulated where the values hold in the unchanged model."""

NOT_POSSIBLE: Final = "not possible"
"""Why nothing is simulated where a value is not allowed in this world."""


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
    left_out : str
        Why nothing is simulated: "already so" where the values hold in the unchanged model, "not
        possible" where a value lies outside its range there; empty where it is.
    """

    name: str
    kind: str
    section: str = ""
    title: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    left_out: str = ""


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
        If an alternative names a parameter that there is not.
    """
    for one in alternatives:
        values = _values([one], pair)
        why = ALREADY_SO if _holds(values, pair) else "" if _allowed(values, pair) else NOT_POSSIBLE
        yield Term(one.name, one.kind, one.section, one.title, values, (one.name,), why)


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
        values = _values([first, second], pair)
        if not _allowed(values, pair):
            continue
        name = f"{first.name} + {second.name}"
        title = f"{first.title}; and {second.title}"
        yield Term(name, PAIR, "", title, values, (first.name, second.name))


def _values(alternatives: Sequence[Alternative], pair: Sequence[Scenario]) -> dict[str, float]:
    """Return the values of alternatives together, those that name a parameter looked up.

    What a text names has the value that the others give it, else that of the scenario which sets
    it, the other regime first.
    """
    a, b = pair
    set_by_b = {
        name: value for name, value in b.parameters.to_dict().items() if name in b.overrides
    }
    known = {**a.parameters.to_dict(), **set_by_b}
    wanted = {name: value for one in alternatives for name, value in one.values.items()}
    for name in [*wanted, *(value for value in wanted.values() if isinstance(value, str))]:
        if name not in known:
            raise ScenarioError(
                f"{' and '.join(one.name for one in alternatives)}: '{name}' is not a parameter; "
                f"{choices(name, known)}"
            )
    known |= {name: value for name, value in wanted.items() if not isinstance(value, str)}
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


def _allowed(values: Mapping[str, float], pair: Sequence[Scenario]) -> bool:
    """Return whether both scenarios may have the values."""
    try:
        for scenario in pair:
            load_scenario(scenario, dict(values))
    except ScenarioError:
        return False
    return True
