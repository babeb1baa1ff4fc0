"""An experiment as a whole: its one entry, by which everything else finds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click

    from sim.study.record import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """The entry of an experiment; its parts are loaded when they are needed.

    Attributes
    ----------
    name : str
        The verb, and the value of ``kind`` in files.
    package : str
        Where its modules stand: `plan`, `record`, `document`, `figures` and `command`.
    record : str
        Class of its results, in `record`.
    title : str
        What kind of work it is, for a reader.
    help : str
        One line for the list of commands.
    position : int
        Place in that list.
    plots : tuple of str
        Public names of its figures, which are functions in `figures`.
    """

    name: str
    package: str
    record: str
    title: str
    help: str
    position: int
    plots: tuple[str, ...] = ()

    def load_record(self) -> type[Record]:
        """Return the class of its results."""
        found: type[Record] = getattr(import_module(f"{self.package}.record"), self.record)
        return found

    def load_function(self) -> Callable[..., Any]:
        """Return the function that carries it out, which has the name of the package."""
        name = self.package.rpartition(".")[2]
        found: Callable[..., Any] = getattr(import_module(f"{self.package}.plan"), name)
        return found

    def load_command(self) -> click.Command:
        """Return its command."""
        found: click.Command = import_module(f"{self.package}.command").command
        return found
