"""A rule under observation: every call is checked against what the rule may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from sim.institutions.conformity import methods_of
from sim.state.economy_state import EconomyState
from sim.testing import invariants, movements, proposals
from sim.testing.answers import answer_problems
from sim.testing.filling import filling_problems, poison
from sim.testing.permissions import MAY_CHANGE, READ_ONLY
from sim.testing.snapshots import Named, by_person, changed_names, form_problems, forms_of

MOST_NAMED = 4
"""Names that a message lists."""

Report = Callable[[str, str, BaseException | None], NoReturn]
"""Called with the method, what is wrong with it, and the error that it raised."""


class ContractError(AssertionError):
    """A rule does not do what a rule of its institution must."""


def watched(switch: str, rule: type[Any], report: Report) -> type[Any]:
    """Return a subclass of a rule whose methods are checked whenever they are called.

    Parameters
    ----------
    switch : str
    rule : type
    report : callable
        Called when a method breaks the contract; raises a `ContractError`.
    """

    def observed(name: str) -> Callable[..., Any]:
        def method(self: Any, *arguments: Any) -> Any:
            state = next((one for one in arguments if isinstance(one, EconomyState)), None)
            before = None if state is None else _Before(state)
            if state is not None:
                poison(switch, name, state)
            try:
                answer = getattr(super(subclass, self), name)(*arguments)
            except ContractError:
                raise
            except Exception as error:
                report(name, f"it raised {type(error).__name__}: {error}", error)
            problems = list(answer_problems(name, answer, state))
            if state is not None and before is not None:
                problems += _state_problems(switch, name, state, before)
                if not problems:
                    problems += _problems_of_jobs(name, answer, arguments, before.named)
            if problems:
                report(name, "; ".join(problems), None)
            return answer

        return method

    subclass = type(rule.__name__, (rule,), {name: observed(name) for name in methods_of(switch)})
    subclass.__module__, subclass.__qualname__ = rule.__module__, rule.__qualname__
    return subclass


class _Before:
    """What the state was before a method was called."""

    def __init__(self, state: EconomyState) -> None:
        self.named = by_person(state)
        self.forms = forms_of(state)
        self.order = state.people.person.tolist()


def _state_problems(switch: str, method: str, state: EconomyState, before: _Before) -> list[str]:
    """Return what a method did to the state that it may not do."""
    problems = form_problems(state, before.forms) or list(invariants.population_problems(state))
    if problems:
        return problems  # nothing else can be said of such a state
    if state.people.person.tolist() != before.order:
        problems.append(
            "no rule may move people; the order of rows has changed (employment writes to "
            "state.destination, and moves are carried out afterwards)"
        )
    allowed = frozenset() if method in READ_ONLY else MAY_CHANGE[switch]
    others = [name for name in changed_names(before.named, by_person(state)) if name not in allowed]
    if others:
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        problems.append(
            f"it changed {', '.join(others[:MOST_NAMED])}{more}, which "
            f"{'it may not' if method in READ_ONLY else f'rules of {switch} may not'}"
        )
    unfilled = list(filling_problems(switch, method, state))
    if unfilled:
        return problems + unfilled  # what follows from such numbers says nothing
    problems += invariants.number_problems(state)
    return problems + list(_conservation(switch, method, state, before.named))


def _problems_of_jobs(
    method: str, answer: Any, arguments: tuple[Any, ...], before: Named
) -> Iterator[str]:
    """Yield what is wrong with a proposal, or with how it was carried out."""
    if method == "propose" and answer is not None:
        yield from proposals.job_index_problems(arguments[0])
        yield from proposals.proposal_problems(arguments[0], answer)
    if method == "divide":
        yield from proposals.carrying_out_problems(arguments[0], before, *arguments[1:])


def _conservation(switch: str, method: str, state: EconomyState, before: Named) -> Iterator[str]:
    """Yield what a method did not conserve."""
    if switch == "division" and method in ("enter", "divide"):
        yield from invariants.month_problems(state)
        yield from invariants.exchange_problems(state)
    if (switch, method) == ("division", "divide"):
        yield from invariants.staffing_problems(state)
    if (switch, method) == ("employment", "allocate"):
        yield from movements.destination_problems(state)
        yield from movements.flow_problems(state, before)
    if (switch, method) == ("education", "train"):
        yield from invariants.training_problems(state)
        yield from movements.training_flow_problems(state, before)
    if (switch, method) == ("innovation", "advance"):
        yield from invariants.idea_problems(state, before)
    if (switch, method) == ("pay", "distribute"):
        yield from invariants.money_problems(state, before)
    if (switch, method) == ("pay", "enter"):
        yield from invariants.capital_problems(state, before)
