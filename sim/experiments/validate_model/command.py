"""``balanced-jobs validate-model``: a baseline held against stylised facts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, facts_option, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.validate_model import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs validate-model
balanced-jobs validate-model fitted --replicates 20
balanced-jobs validate-model --facts my_facts.toml""",
)
@click.argument("scenario", default="capitalism")
@facts_option
@study_options("by default as in the scenario", "of the baseline, 10 by default")
def command(scenario: str, facts: Path | None, options: StudyOptions) -> int:
    """Hold a baseline, by default capitalism, against stylised facts.

    Each fact is shown with its accepted range and the simulated value with its interval, and
    whether it is reproduced. The exit code is 1 when one is missed that does not follow from the
    sector files.
    """
    with stopping_at_once():
        from sim.experiments.validate_model.plan import validate_model

        work = partial(validate_model, scenario, facts=facts, **options.named_arguments())
    name = Path(scenario).stem
    return carry_out(
        work,
        results_folder(f"{EXPERIMENT.name}-{name}", options, differing("facts")),
        options,
        subject=f"{name} held against stylised facts.",
    )
