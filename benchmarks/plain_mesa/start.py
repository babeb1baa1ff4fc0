"""Which twin goes with which institutions."""

from __future__ import annotations

from benchmarks.plain_mesa.capitalism import PlainCapitalism
from benchmarks.plain_mesa.economy import PlainEconomy
from benchmarks.plain_mesa.parecon import PlainParecon
from sim import Economy, load_scenario

TWINS: dict[str, type[PlainEconomy]] = {"capitalism": PlainCapitalism, "parecon": PlainParecon}
"""By the name of the scenario whose institutions they follow."""


def twin_of(economy: Economy) -> PlainEconomy:
    """Return plain Mesa in the state of an economy, which is only read.

    Parameters
    ----------
    economy : Economy
        In steps of a month, at least one month after its burn-in.

    Raises
    ------
    ValueError
        If nothing goes on from that economy.
    """
    if economy.month < 1:
        raise ValueError(f"month {economy.month}: the burn-in and one month more must be over")
    if economy.state.months_per_step != 1:
        raise ValueError(f"months_per_step = {economy.state.months_per_step}: must be 1")
    for name, twin in TWINS.items():
        if economy.scenario.institutions == load_scenario(name).institutions:
            return twin(economy)
    raise ValueError(
        f"scenario {economy.scenario.name}: not the institutions of {', '.join(TWINS)}"
    )
