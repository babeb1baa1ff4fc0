"""The phases of a month as objects, and who watches them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from sim.errors import choices


@dataclass(frozen=True, slots=True)
class Phase[Model]:
    """A part of the month.

    Attributes
    ----------
    function : callable
        Method that advances an economy by it.
    sections : tuple of str
        Sections of the model document that describe it.
    """

    function: Callable[[Model], None]
    sections: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the method."""
        return self.function.__name__


class Observers[Model]:
    """Functions that are called with an economy after a phase.

    Parameters
    ----------
    phases : iterable of Phase
        Phases that can be observed.
    """

    def __init__(self, phases: Iterable[Phase[Model]]) -> None:
        self._functions: dict[str, list[Callable[[Model], object]]] = {
            phase.name: [] for phase in phases
        }

    def add(self, phase: str, function: Callable[[Model], object]) -> ExitStack:
        """Return what ends the observation when it is closed, or left as a context.

        Parameters
        ----------
        phase : str
            Name of a phase.
        function : callable
            Functions of the same phase are called in the order in which they came.

        Raises
        ------
        ValueError
            If there is no such phase.
        """
        if phase not in self._functions:
            raise ValueError(f"there is no phase '{phase}'; {choices(phase, self._functions)}")
        self._functions[phase].append(function)
        observation = ExitStack()
        observation.callback(self._functions[phase].remove, function)
        return observation

    def call(self, phase: str, model: Model) -> None:
        """Call the functions of a phase; each may end its own observation."""
        if functions := self._functions[phase]:
            for function in tuple(functions):
                function(model)
