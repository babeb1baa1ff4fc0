"""Proof that a process runs the same program as the one that sends it work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.errors import BalancedJobsError


@dataclass(frozen=True, slots=True)
class Program:
    """A program, as one of its processes sees it.

    Attributes
    ----------
    digest : str
        Of the source code that results depend on.
    place : str
        Folder or file that it was loaded from.
    """

    digest: str
    place: str


class ForeignProgramError(BalancedJobsError):
    """A process that was given work runs another program."""


@dataclass(frozen=True, slots=True)
class Proven[Task, Result]:
    """A function that computes nothing in a process that runs another program.

    Attributes
    ----------
    function : callable
        Of one argument.
    program : callable
        Returns the program of the process in which it is called.
    expected : Program
        What it returns where the work comes from.
    """

    function: Callable[[Task], Result]
    program: Callable[[], Program]
    expected: Program

    def __call__(self, task: Task) -> Result:
        """Return what the function returns.

        Raises
        ------
        ForeignProgramError
            If the program here is another one.
        """
        found = self.program()
        if found.digest != self.expected.digest:
            raise ForeignProgramError(_difference(found.place, self.expected.place))
        return self.function(task)


def proven[Task, Result](
    function: Callable[[Task], Result], program: Callable[[], Program]
) -> Proven[Task, Result]:
    """Return the function in a form that checks the program of the process that calls it.

    Parameters
    ----------
    function, program : callable
        As in `Proven`; functions of modules, so that they can be sent to other processes.
    """
    return Proven(function, program, program())


def _difference(there: str, here: str) -> str:
    if there == here:
        return (
            f"the program in {here} was changed while it ran, so that a worker process would "
            "compute with another text than this process; nothing was computed there: start again, "
            "and leave the program unchanged meanwhile"
        )
    return (
        f"a worker process would run the program in {there}, whose text is not that of the program "
        f"in {here}; nothing was computed there: use the same version everywhere, and start "
        "workers in a folder that does not hold another one"
    )
