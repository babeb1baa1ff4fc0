"""The written result: what balanced jobs cost and gain, from runs to text in one call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from sim.execution.files import explained, replacing
from sim.execution.progress import Progress
from sim.experiments.compare.figures.waterfall import channels
from sim.experiments.sensitivity.figures import sensitivity_bars
from sim.plot.evidence import natural_experiments_forest
from sim.plot.saving import save
from sim.report.findings_runs import FindingsRuns, simulate_findings
from sim.report.findings_settings import FindingsSettings, read_settings
from sim.report.findings_text import findings_text

IMAGES: Final = "images/findings"
"""Where the figures stand, beside the text."""


def findings(
    settings: FindingsSettings | str | Path = "docs/findings.toml",
    out: str | Path = "docs/findings.md",
    folder: str | Path = "results/findings",
    executor: Executor | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda name: None,
) -> Path:
    """Return the path of the written result, after doing all runs that it rests on.

    Parameters
    ----------
    settings : FindingsSettings or path
        Settings of the runs.
    out : path
        Where the text is written; its figures stand in ``images/findings`` beside it.
    folder : path
        Where the results are kept; what is finished there is not done again.
    executor : concurrent.futures.Executor, optional
        Where runs are done; in this process by default.
    progress : callable, optional
        Called as ``progress(done, total)`` for each experiment.
    tell : callable, optional
        Called with the name of each experiment when it begins.

    Raises
    ------
    EvidenceError
        If the settings have mistakes, or the baseline is not what calibration gives.
    ResultsError
        If something cannot be written.
    KeyboardInterrupt
        If the user stops; what is finished is kept.
    """
    chosen = settings if isinstance(settings, FindingsSettings) else read_settings(settings)
    runs = simulate_findings(chosen, Path(folder), executor, progress, tell)
    return write_findings(runs, Path(out))


def write_findings(runs: FindingsRuns, out: Path) -> Path:
    """Return the path of the text, after writing it and its figures.

    Raises
    ------
    ResultsError
        If something cannot be written.
    """
    images = out.parent / IMAGES
    with explained("write to", out.parent):
        images.mkdir(parents=True, exist_ok=True)
    figures = {
        "channels": channels(runs.main),
        "sensitivity": sensitivity_bars(runs.published),
        "natural_experiments": natural_experiments_forest(runs.effects),
    }
    for name, figure in figures.items():
        save(figure, images / f"{name}.png")
    text = findings_text(runs, IMAGES)
    with replacing(out) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
    return out
