"""Checks that whoever writes a rule of their own runs on it.

`check_institution` puts a rule into small economies and raises a `ContractError` that says what it
breaks: conservation of hours, money and people, shapes and types of arrays, numbers out of range,
changes to what is not the rule's, or results that are not the same when they are computed again.
"""

from sim.testing.contract import check_institution
from sim.testing.watching import ContractError

__all__ = ["ContractError", "check_institution"]
