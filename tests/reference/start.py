"""Which reference economy goes with which institutions."""

from __future__ import annotations

from sim import Economy, load_scenario
from tests.reference.capitalism import ReferenceCapitalism
from tests.reference.economy import ReferenceEconomy
from tests.reference.parecon import ReferenceParecon

CLASSES: dict[str, type[ReferenceEconomy]] = {
    "capitalism": ReferenceCapitalism,
    "parecon": ReferenceParecon,
}
"""By the name of the scenario whose institutions they follow."""


def reference_of(economy: Economy) -> ReferenceEconomy:
    """Return a reference economy in the state of an economy, which is only read.

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
    for name, reference in CLASSES.items():
        if economy.scenario.institutions == load_scenario(name).institutions:
            return reference(economy)
    raise ValueError(
        f"scenario {economy.scenario.name}: not the institutions of {', '.join(CLASSES)}"
    )
