"""``balanced-jobs answer``: the answer given the evidence, in the words that every page uses."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.options import debug_option, json_option
from sim.commands.session import DONE
from sim.errors import ResultsError
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    from sim.text.answer import Answer


@click.command("answer", short_help="Say the answer that the evidence gives, in a few sentences.")
@click.argument("results", type=click.Path(path_type=Path), required=False)
@json_option
@debug_option
def command(results: Path | None, as_json: bool) -> int:
    """Say what balanced jobs do given the evidence, and what the whole of parecon does.

    Without RESULTS it is the answer that comes with the program, word for word as the readme, the
    findings and the pages quote it. RESULTS is a folder of `balanced-jobs posterior` with both
    parecon and parecon_no_balance among its regimes.
    """
    with stopping_at_once():
        found = _answer(results)
        if as_json:
            click.echo(found.to_json(), nl=False)
        else:
            click.echo(textwrap.fill(found.text(), 80))
    return DONE


def _answer(results: Path | None) -> Answer:
    """Return the answer of a folder, or the one that comes with the program."""
    from sim.text.answer import shipped_answer

    if results is None:
        return shipped_answer()
    from sim.experiments.posterior.answer import answer_of
    from sim.experiments.posterior.record import Posterior
    from sim.results import open_results

    found = open_results(results)
    if not isinstance(found, Posterior):
        raise ResultsError(
            f"{results}: holds results of '{found.kind}'; the answer is made of those of "
            "'balanced-jobs posterior'"
        )
    return answer_of(found)
