"""A month as one would first write it with Mesa: agents, attributes, loops.

Twins of the simulator's month for people who want to know what arrays and compiled loops gain. They
start from the state of an `Economy`, take the same twelve phases with the same random numbers, and
reach the same state of every person and workplace up to rounding; `benchmarks.month` checks that
month by month.
"""

from benchmarks.plain_mesa.agreement import check_agreement
from benchmarks.plain_mesa.capitalism import PlainCapitalism
from benchmarks.plain_mesa.economy import PlainEconomy
from benchmarks.plain_mesa.parecon import PlainParecon

__all__ = ["TWINS", "PlainEconomy", "check_agreement"]

TWINS: dict[str, type[PlainEconomy]] = {"capitalism": PlainCapitalism, "parecon": PlainParecon}
"""By the name of the scenario that the economy must run, past its burn-in."""
