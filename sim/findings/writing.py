"""The findings as a file with its figures, from a posterior and what is set beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from sim.drawing.saving import save
from sim.execution.files import explained, write_text
from sim.execution.progress import Progress
from sim.experiments.check_posterior.record import PosteriorChecks
from sim.experiments.check_posterior.sized import sized_answer
from sim.experiments.posterior.record import Posterior
from sim.findings.content import content_of
from sim.findings.runs import FindingsRuns, open_runs
from sim.findings.settings import FindingsSettings, read_settings
from sim.grammar.arguments import checked
from sim.text.document import Picture
from sim.text.markdown import environment, tidy
from sim.text.phrases import BRACKETS_NOTE

IMAGES: Final = "images/findings"
"""Where the figures stand, beside the text."""

WIDTH: Final = 100
"""Width of the lines of the answer, which other texts quote as they are."""

_LINES: Final = ("|", "- ", "<!--")
"""What the lines of tables and lists begin with, which stay apart."""

_TEMPLATES: Final = Path(__file__).with_name("templates")


@checked
def findings(
    results: str | Path | Posterior | None = None,
    out: str | Path = "docs/findings.md",
    folder: str | Path = "results/findings",
    executor: Executor | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda name: None,
    *,
    checks: str | Path | PosteriorChecks | None = None,
    settings: FindingsSettings | str | Path | None = None,
    answer: str | Path | None = None,
) -> Path:
    """Return the path of the written result, after doing what it rests on and is not there.

    Parameters
    ----------
    results : path or Posterior, optional
        A finished posterior with both participatory economics and the same without balanced jobs;
        by default that which the settings describe is simulated.
    out : path
        Where the text is written; its figures stand in ``images/findings`` beside it.
    folder : path
        Where what is simulated is kept; what is finished there is not done again.
    executor : concurrent.futures.Executor, optional
        Where runs are done; in this process by default.
    progress : callable, optional
        Called as ``progress(done, total)`` for each experiment.
    tell : callable, optional
        Called with the name of each experiment when it begins.
    checks : path or PosteriorChecks, optional
        Checks of that posterior; without them the text says that they were not run.
    settings : FindingsSettings or path, optional
        By default those of ``docs/findings.toml`` where it is there.
    answer : path, optional
        File for the numbers of the answer as JSON, such as ``sim/data/answer.json``, which all that
        quotes the answer is made from.

    Raises
    ------
    EvidenceError
        If the settings have mistakes.
    ResultsError
        If results are of different sizes or do not belong together, something cannot be written, or
        runs are missing.
    KeyboardInterrupt
        If the user stops; what is finished is kept.
    """
    chosen = settings if isinstance(settings, FindingsSettings) else read_settings(settings)
    runs = open_runs(chosen, results, checks, Path(folder), executor, progress, tell)
    if answer is not None:
        write_text(Path(answer), sized_answer(runs.posterior, runs.checks).to_json())
    return write_findings(runs, Path(out))


def write_findings(runs: FindingsRuns, out: Path) -> Path:
    """Return the path of the text, after writing it and its figures.

    Parameters
    ----------
    runs : FindingsRuns
    out : Path

    Raises
    ------
    ResultsError
        If something cannot be written.
    """
    content = content_of(runs)
    images = out.parent / IMAGES
    with explained("write to", out.parent):
        images.mkdir(parents=True, exist_ok=True)
    for picture in content["pictures"]:
        if not picture.problem:
            save(picture.figure, images / f"{picture.name}.png")
    content["answer"] = textwrap.fill(content["answer"], WIDTH, break_on_hyphens=False)
    template = environment(_TEMPLATES).get_template("findings.md.j2")
    text = template.render(content, figures=True, place_of=_place_of)
    write_text(out, _flowing(tidy(text)))
    return out


def _flowing(text: str) -> str:
    """Return Markdown with every paragraph on a line of its own, wherever the template broke it.

    The answer keeps its lines, and so does what stands in tables and lists. What brackets are is
    said once, at the beginning.
    """
    parts = text.replace(BRACKETS_NOTE, "").split("\n\n")
    parts = [part.strip() for part in parts if part.strip()]
    answer = parts.index("<!-- answer -->") + 1
    return (
        "\n\n".join(
            part if place == answer or part.startswith(_LINES) else " ".join(part.split())
            for place, part in enumerate(parts)
        )
        + "\n"
    )


def _place_of(picture: Picture) -> str:
    return f"{IMAGES}/{picture.name}.png"
