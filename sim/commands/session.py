"""Exit codes, and what the user asked of the program as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sim.execution.signals import NOTHING_SAVED, STOPPED

__all__ = ["BAD_INPUT", "DONE", "FAILED", "HOW_TO_SEE_WHERE", "NOTHING_SAVED", "STOPPED", "Session"]

DONE: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2

HOW_TO_SEE_WHERE: Final = "Run the same command with --debug to see where it happened."
"""What follows the message of an error that nobody expected."""


@dataclass(slots=True)
class Session:
    """What holds for one call of the program, whatever the verb.

    Attributes
    ----------
    debug : bool
        Whether errors are shown with their traceback.
    outcomes : list of str
        Functions that were loaded as outcomes of the user's own.
    """

    debug: bool = False
    outcomes: list[str] = field(default_factory=list)
