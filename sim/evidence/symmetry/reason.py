"""Why something acts in one regime only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a parameter acts in one regime only.

    Attributes
    ----------
    reason : str
        A clause without a capital or a full stop at its ends.
    counterpart : str
        Parameter that does the same on the other side or on both; empty where there is none.
    source : str
        Author and year, or what the model document says; by default what the declaration says.
    """

    reason: str
    counterpart: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """What the rules of both regimes do in one method, and why it is not the same.

    Attributes
    ----------
    capitalism, parecon : str
        The law on each side, in words or as a formula with names of parameters.
    reason : str
        A clause.
    source : str
    """

    capitalism: str
    parecon: str
    reason: str
    source: str
