"""``balanced-jobs posterior``: the answer given the evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, facts_option, named, priors_option, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.posterior import EXPERIMENT

if TYPE_CHECKING:
    from sim.experiments.posterior.record import Posterior


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs posterior
balanced-jobs posterior --waves 2 --points 40 --draws 100 --workers 300   a first look
balanced-jobs posterior --regime parecon --hold-out cooperatives          without one piece""",
)
@click.option(
    "--regime",
    "regimes",
    multiple=True,
    metavar="SCENARIO",
    help="Regime to compare with the baseline; may be repeated. By default all five that come "
    "with the program.",
)
@click.option(
    "--baseline",
    default="capitalism",
    show_default=True,
    metavar="SCENARIO",
    help="Economy that the evidence is about.",
)
@click.option(
    "--waves",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="Waves of history matching at most.",
)
@click.option(
    "--points",
    type=click.IntRange(12, 1_000_000),
    default=80,
    show_default=True,
    help="Points of a wave.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 1_000_000),
    default=600,
    show_default=True,
    help="Draws given the evidence, each run in full.",
)
@facts_option
@click.option(
    "--interventions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Changes of your own; by default those that come with the program.",
)
@click.option(
    "--hold-out",
    multiple=True,
    metavar="NAME",
    help="Fact or change that does not condition; may be repeated.",
)
@click.option(
    "--predict", is_flag=True, help="Simulate changes that are held out at each draw too."
)
@priors_option("declared")
@click.option(
    "--design",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Write 200 draws as a design, FILE.toml and FILE.csv, for sweeps over them.",
)
@click.option(
    "--medoid",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Write the draw in the middle as a scenario, FILE.toml.",
)
@study_options("500 by default", "at each point of a wave; 2 by default")
def command(
    regimes: tuple[str, ...],
    baseline: str,
    waves: int,
    points: int,
    draws: int,
    facts: Path | None,
    interventions: Path | None,
    hold_out: tuple[str, ...],
    predict: bool,
    priors: str,
    design: Path | None,
    medoid: Path | None,
    options: StudyOptions,
) -> int:
    """Tell how probable it is that a regime is ahead given facts and the effects of known changes.

    Parameters are drawn from their priors; in waves, emulators of the baseline rule out those under
    which it does not give what is observed. What is left is run in full and weighted by how well
    it gives it.

    The result is the probability that each regime is at least as productive as the baseline, beside
    that given the ranges alone; the distribution of the gap and of its channels; what the evidence
    tells about each parameter; and what the draws are worth. The same command goes on where it was
    stopped.
    """
    with stopping_at_once():
        from sim.experiments.posterior.plan import REGIMES, posterior

    apart = differing(
        "baseline", "waves", "points", "draws", "facts", "interventions", "predict", "priors"
    )
    own = (*apart, *regimes, *(f"without={name}" for name in hold_out))
    work = partial(
        posterior,
        baseline,
        regimes or REGIMES,
        waves,
        points,
        draws,
        facts=facts,
        interventions=interventions,
        hold_out=hold_out,
        predict=predict,
        priors=priors,
        **options.named_arguments(),
    )
    return carry_out(
        work,
        results_folder(EXPERIMENT.name, options, own),
        options,
        subject=f"What the evidence says of {baseline} and {len(regimes or REGIMES)} regimes.",
        then=lambda result: _write(result, design, medoid, options.quiet),
    )


def _write(result: Posterior, design: Path | None, medoid: Path | None, quiet: bool) -> None:
    """Write draws as a design and the one in the middle as a scenario, where files are named."""
    from sim.experiments.posterior.design import write_design
    from sim.experiments.posterior.medoid import write_medoid

    for name, path, write in (("Design", design, write_design), ("Scenario", medoid, write_medoid)):
        if path is None:
            continue
        write(result, path)
        if not quiet:
            click.echo(f"{name}: {path}", err=True)
