"""``balanced-jobs compare``: the paired comparison of two regimes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from sim.cli.reports import announce, report
from sim.commands.folders import RESULTS, claimed
from sim.commands.options import Choices, simulation_options
from sim.commands.work import compute
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from sim.experiments.compare.record import Comparison


@click.command(
    "compare",
    short_help="Compare two regimes, replicate by replicate.",
    epilog="""\b
balanced-jobs compare capitalism parecon
balanced-jobs compare capitalism parecon --assumptions critics""",
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--assumptions",
    metavar="SCENARIO",
    help="Take the parameters that this scenario sets for both sides.",
)
@simulation_options(replicates=20)
def command(a: str, b: str, assumptions: str | None, choices: Choices) -> int:
    """Compare two regimes, replicate by replicate.

    A and B are names that `balanced-jobs scenarios` lists, or paths of scenario files; differences
    are B minus A. Each replicate burns in once and is forked, so both sides meet the same luck.
    What --set changes, changes on both sides.
    """
    with stopping_at_once():
        from sim.scenario import load_scenario

        assumed = load_scenario(assumptions).overrides if assumptions else {}
        changes = {**assumed, **choices.changes}
        first, second = (load_scenario(name, changes, **choices.size) for name in (a, b))
        from sim.experiments.compare.plan import compare

    with claimed(choices.out or RESULTS / f"{first.name}-vs-{second.name}") as folder:
        announce(f"{first.title or first.name} and {second.title or second.name}", first, choices)
        result = compute(
            partial(compare, first, second, choices.replicates, choices.seed),
            tasks=choices.replicates,
            jobs=choices.jobs,
            quiet=choices.quiet,
        )
        return report(result, folder, choices, write=_write, words=_words)


def _write(comparison: Comparison, folder: Path) -> None:
    """Write the tables and the figures of a comparison."""
    from sim.plot import save_all
    from sim.results import write_comparison

    write_comparison(comparison, folder)
    save_all(comparison, folder / "figures")


def _words(comparison: Comparison) -> str:
    """Return what a reader at a terminal wants to know of a comparison."""
    from sim.results import differences_table, verdict_text

    return f"{differences_table(comparison)}\n\n{verdict_text(comparison)}"
