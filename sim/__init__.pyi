import os
import pathlib
import typing

import pandas as pd

import sim.report.writing
import sim.study.record

from . import institutions as institutions
from . import plot as plot
from . import results as results
from .designs import Design as Design
from .designs import list_designs as list_designs
from .designs import load_design as load_design
from .economy import Economy as Economy
from .ema import ema_model as ema_model
from .experiments.ablation.plan import ablation as ablation
from .experiments.break_even.plan import break_even as break_even
from .experiments.calibrate.plan import calibrate as calibrate
from .experiments.check_posterior.plan import check_posterior as check_posterior
from .experiments.compare.plan import compare as compare
from .experiments.compare.record import Comparison as Comparison
from .experiments.factorial.plan import factorial as factorial
from .experiments.frontier.plan import frontier as frontier
from .experiments.frontier_of_balance.plan import frontier_of_balance as frontier_of_balance
from .experiments.natural_experiments.plan import natural_experiments as natural_experiments
from .experiments.posterior.plan import posterior as posterior
from .experiments.rerun import stored_run as stored_run
from .experiments.robustness.plan import robustness as robustness
from .experiments.run.plan import run as run
from .experiments.run.record import Run as Run
from .experiments.sensitivity.plan import sensitivity as sensitivity
from .experiments.sweep.plan import sweep as sweep
from .experiments.validate_model.plan import validate_model as validate_model
from .experiments.verdict.plan import verdict as verdict
from .explorer.writing import explore as explore
from .findings.writing import findings as findings
from .results.listing import list_results as list_results
from .results.reading import open_results as open_results
from .scenario import Scenario as Scenario
from .scenario import list_scenarios as list_scenarios
from .scenario import load_scenario as load_scenario
from .schemas import schema as schema
from .study.dry_run import dry_run as dry_run

__version__: str

class _Report(typing.NamedTuple):
    html: pathlib.Path
    markdown: pathlib.Path
    figures: tuple[pathlib.Path, ...]

def parameters() -> pd.DataFrame: ...
def report(
    result: sim.study.record.Record | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
) -> _Report: ...
