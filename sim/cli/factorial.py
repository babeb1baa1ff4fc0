"""``balanced-jobs factorial``: what each institution does, alone and with each other."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import RESULTS
from sim.commands.options import Order, experiment_options, pair_arguments
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once


@click.command(
    "factorial",
    short_help="Run all 64 mixes of institutions; effects and interactions.",
    epilog="""\b
balanced-jobs factorial
balanced-jobs factorial --replicates 20 --workers 2000""",
)
@pair_arguments
@experiment_options("1000 by default")
def command(a: str, b: str, order: Order) -> int:
    """Run every mix of the institutions of two regimes.

    For capitalism and parecon these are 64 regimes. The result is the main effect of each
    institution and the interaction of each two, with 95 % intervals. The same command goes on where
    it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.factorial.plan import factorial

        size = {"workers": 1000, **order.size}
    return carry_out(
        partial(factorial, a, b, overrides=order.changes, **size),
        order.out or RESULTS / ("factorial" if (a, b) == _USUAL else f"factorial-{a}-{b}"),
        order,
        subject=f"All mixes of the institutions of {a} and {b}.",
    )


_USUAL = ("capitalism", "parecon")
