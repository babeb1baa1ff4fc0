"""A month as one would first write it with Mesa: agents, attributes, loops.

Twins of the simulator's month for people who want to know what arrays and compiled loops gain. They
start from the state of an `Economy`, take the same twelve phases with the same random numbers, and
reach the same state of every person and workplace up to rounding; `benchmarks.month` checks that
month by month.
"""

from benchmarks.plain_mesa.agreement import check_agreement
from benchmarks.plain_mesa.economy import PlainEconomy
from benchmarks.plain_mesa.start import twin_of

__all__ = ["PlainEconomy", "check_agreement", "twin_of"]
