"""All figures of a comparison or an experiment as files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from sim.drawing.style import STYLE_FILE
from sim.errors import ResultsError
from sim.execution.files import replacing
from sim.experiments.compare.figures.forest import differences
from sim.experiments.compare.figures.histograms import distributions
from sim.experiments.compare.figures.inequality import lorenz
from sim.experiments.compare.figures.job_balance import WORKED_EXAMPLES, job_balance
from sim.experiments.compare.figures.quintiles import quintile_channels, quintiles
from sim.experiments.compare.figures.transition import paths
from sim.experiments.compare.figures.waterfall import channel_path, channels
from sim.experiments.compare.record import Comparison
from sim.experiments.factorial.figures import factorial_effects
from sim.experiments.frontier.figures import break_even_curve, frontier_map
from sim.experiments.robustness.figures import robustness_forest
from sim.experiments.run.record import Run
from sim.experiments.sensitivity.figures import sensitivity_bars
from sim.experiments.sweep.figures import sweep_overview
from sim.experiments.verdict.figures import verdict_distribution, verdict_map, verdict_probabilities
from sim.plot.evidence import calibration_chart, facts_chart, natural_experiments_forest
from sim.study.record import Experiment

FIGURES: Final[Mapping[str, tuple[Callable[..., Figure], str]]] = MappingProxyType(
    {
        "paths": (paths, "monthly"),
        "channels": (channels, "channels"),
        "channel_path": (channel_path, "channel_path"),
        "quintiles": (quintiles, "quintiles"),
        "quintile_channels": (quintile_channels, "quintiles"),
        "differences": (differences, "differences"),
        "lorenz": (lorenz, "people"),
        "distributions": (distributions, "people"),
    }
)
"""Every figure of a comparison, with the table that it cannot do without.

`figures_of` adds the jobs of the worked examples.
"""

RUN_FIGURES: Final[Mapping[str, tuple[Callable[..., Figure], str]]] = MappingProxyType(
    {
        "paths": (paths, "monthly"),
        "distributions": (distributions, "people"),
        "lorenz": (lorenz, "people"),
    }
)
"""Every figure of a run, with the table that it cannot do without."""

EXPERIMENT_FIGURES: Final[Mapping[str, Mapping[str, Callable[..., Figure]]]] = MappingProxyType(
    {
        "sweep": {"overview": sweep_overview},
        "factorial": {"effects": factorial_effects},
        "frontier": {"map": frontier_map},
        "break-even": {"curve": break_even_curve},
        "verdict": {
            "probabilities": verdict_probabilities,
            "distribution": verdict_distribution,
            "map": verdict_map,
            "sensitivity": sensitivity_bars,
        },
        "sensitivity": {"sensitivity": sensitivity_bars},
        "validate-model": {"facts": facts_chart},
        "natural-experiments": {"effects": natural_experiments_forest},
        "calibrate": {"fit": calibration_chart},
        "robustness": {"robustness": robustness_forest},
    }
)
"""Every figure of an experiment, by its kind."""

FORMATS: Final = ("png", "pdf", "svg")
"""File formats that figures can be saved in."""

_NO_DATE: Final[Mapping[str, dict[str, Any]]] = MappingProxyType(
    {"png": {}, "pdf": {"CreationDate": None}, "svg": {"Date": None}}
)


def figures_of(result: Run | Comparison | Experiment) -> dict[str, Callable[[], Figure]]:
    """Return every figure of a result by its name, to be drawn by a call.

    Figures whose table is empty are left out.

    Parameters
    ----------
    result : Run, Comparison or Experiment
    """
    if isinstance(result, Experiment):
        drawn = EXPERIMENT_FIGURES[result.kind]
        return {name: partial(draw, result) for name, draw in drawn.items()}
    known = RUN_FIGURES if isinstance(result, Run) else FIGURES
    figures: dict[str, Callable[[], Figure]] = {
        name: partial(draw, result)
        for name, (draw, table) in known.items()
        if not getattr(result, table).empty
    }
    if isinstance(result, Comparison):
        sectors = set(result.jobs["sector"])
        figures |= {
            f"job_balance_{sector}": partial(job_balance, result, sector)
            for sector in WORKED_EXAMPLES
            if sector in sectors
        }
    return figures


def save_all(
    result: Run | Comparison,
    folder: str | os.PathLike[str],
    formats: Sequence[str] = ("png", "pdf"),
) -> list[Path]:
    """Return the paths of all figures, after writing them.

    Figures whose table is empty are left out. The same result gives the same files.

    Parameters
    ----------
    result : Run or Comparison
    folder : path
        Created if missing.
    formats : sequence of str
        Some of ``"png"``, ``"pdf"``, ``"svg"``; PNG has 200 dots per inch.

    Raises
    ------
    ResultsError
        If a format is not known or a file cannot be written.
    """
    return _save(result, Path(folder), formats)


def save_experiment(
    result: Experiment, folder: str | os.PathLike[str], formats: Sequence[str] = ("png", "pdf")
) -> list[Path]:
    """Return the paths of all figures of an experiment, after writing them.

    Parameters
    ----------
    result : Experiment
    folder : path
        Created if missing.
    formats : sequence of str
        Some of ``"png"``, ``"pdf"``, ``"svg"``; PNG has 200 dots per inch.

    Raises
    ------
    ResultsError
        If a format is not known or a file cannot be written.
    """
    return _save(result, Path(folder), formats)


def _save(result: Run | Comparison | Experiment, place: Path, formats: Sequence[str]) -> list[Path]:
    _check_formats(formats)
    saved = []
    for name, draw in figures_of(result).items():
        figure = draw()
        saved += [save(figure, place / f"{name}.{kind}") for kind in formats]
    return saved


def _check_formats(formats: Sequence[str]) -> None:
    for kind in formats:
        if kind not in FORMATS:
            raise ResultsError(f"no figure format {kind!r}; there are: {', '.join(FORMATS)}")


def save(figure: Figure, path: Path) -> Path:
    """Return the path of a figure, after writing it under the house style.

    Parameters
    ----------
    figure : Figure
    path : Path
        Its suffix chooses the format; an existing file is replaced as a whole.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    kind = path.suffix.removeprefix(".")
    with replacing(path) as partial, mpl.rc_context(fname=str(STYLE_FILE)):
        mpl.rcParams["svg.hashsalt"] = path.stem
        figure.savefig(partial, format=kind, metadata=dict(_NO_DATE.get(kind, {})))
    return path
