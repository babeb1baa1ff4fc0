"""``balanced-jobs sensitivity``: which factors of a design decide an outcome."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, priors_option, study_options
from sim.commands.plugins import own_outcomes
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.sensitivity import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs sensitivity screening
balanced-jobs sensitivity sobol_motivation --outcome effort --horizon year_5
balanced-jobs sensitivity results/sobol_motivation      the runs of a sweep""",
)
@click.argument("design")
@click.option(
    "--outcome", default="output_per_hour", show_default=True, help="Indicator that counts."
)
@click.option(
    "--horizon",
    default="long_run",
    show_default=True,
    help="Part of the run: year_1, year_5, year_20, transition or long_run.",
)
@click.option("--samples", type=click.IntRange(1, 1_000_000), help="Samples of the design.")
@priors_option()
@study_options()
def command(
    design: str,
    outcome: str,
    horizon: str,
    samples: int | None,
    priors: str | None,
    options: StudyOptions,
) -> int:
    """Tell which factors of a design decide an outcome.

    DESIGN is a Sobol, Morris or Latin hypercube design: a name that `balanced-jobs designs` lists,
    or a path, or the folder of a sweep, whose runs are used. With two scenarios the outcome is that
    of the second less that of the first. The same command goes on where it was stopped; with
    another outcome or horizon it simulates nothing again.
    """
    with stopping_at_once():
        from sim.experiments.sensitivity.plan import planned, sensitivity
        from sim.text.labels import name_of

        arguments = options.named_arguments()
        given = {"samples": samples, "priors": priors}
        arguments |= {key: value for key, value in given.items() if value is not None}
        plan, source = planned(design, **arguments)

    measured = own_outcomes()
    apart = (*differing("samples", "priors"), *measured)
    folder = results_folder(_name(plan.name, source), options, apart)
    return carry_out(
        partial(sensitivity, design, outcome, horizon, outcomes=measured, **arguments),
        folder,
        options,
        subject=(
            f"Sensitivity of {name_of(outcome)} in {plan.title or plan.name}: {plan.runs:,} runs."
            f"{_replaced(folder, outcome, horizon)}"
        ),
    )


def _name(design: str, source: Path | None) -> str:
    """Return the name of the folder; that of an earlier sensitivity is used again."""
    name = design if source is None else source.resolve().name
    prefix = f"{EXPERIMENT.name}-"
    return f"{prefix}{name.removeprefix(prefix)}"


def _replaced(folder: Path, outcome: str, horizon: str) -> str:
    """Return what is said where a folder holds what another outcome or horizon gave."""
    from sim.study.store import analysis_in
    from sim.text.labels import name_of
    from sim.text.phrases import horizon_name

    found = analysis_in(folder)
    if not found or found == {"outcome": outcome, "horizon": horizon}:
        return ""
    return (
        f" Tables and figures of {name_of(found['outcome'])}, {horizon_name(found['horizon'])}, "
        "are replaced."
    )
