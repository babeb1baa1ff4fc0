"""The findings as a file with its figures, after all runs that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from sim.drawing.saving import save
from sim.execution.files import explained, replacing
from sim.execution.progress import Progress
from sim.findings.content import content_of
from sim.findings.runs import FindingsRuns, simulate_findings
from sim.findings.settings import FindingsSettings, read_settings
from sim.grammar.arguments import checked
from sim.text.document import Picture
from sim.text.markdown import environment, tidy

IMAGES: Final = "images/findings"
"""Where the figures stand, beside the text."""

_LINES: Final = ("|", "- ")
"""What the lines of tables and lists begin with, which stay apart."""

_TEMPLATES: Final = Path(__file__).with_name("templates")


@checked
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
        If something cannot be written, or runs are missing.
    KeyboardInterrupt
        If the user stops; what is finished is kept.
    """
    chosen = settings if isinstance(settings, FindingsSettings) else read_settings(settings)
    runs = simulate_findings(chosen, Path(folder), executor, progress, tell)
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
    for picture in content["pictures"].values():
        if not picture.problem:
            save(picture.figure, images / f"{picture.name}.png")
    template = environment(_TEMPLATES).get_template("findings.md.j2")
    text = template.render(content, figures=True, place_of=_place_of)
    with replacing(out) as partial:
        partial.write_text(_flowing(tidy(text)), encoding="utf-8", newline="\n")
    return out


def _flowing(text: str) -> str:
    """Return Markdown with every paragraph on a line of its own, wherever the template broke it."""
    parts = text.strip().split("\n\n")
    whole = (part if part.startswith(_LINES) else " ".join(part.split()) for part in parts)
    return "\n\n".join(whole) + "\n"


def _place_of(picture: Picture) -> str:
    return f"{IMAGES}/{picture.name}.png"
