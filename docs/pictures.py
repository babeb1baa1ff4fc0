"""Draw the pictures of the catalogue of figures: ``python -m docs.pictures``.

They show what each figure looks like, drawn from experiments that are as small as can be. What they
say is true of those experiments and of nothing else, so that no text quotes them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import sim
from sim.drawing.style import STYLE_FILE
from sim.experiments.calibrate.plan import Block
from sim.experiments.registry import kinds
from sim.study.record import Record

FOLDER: Final = Path(__file__).parent / "images" / "figures"
"""Where the pictures go."""

DOTS: Final = 80
"""Dots per inch."""

SIZE: Final[Mapping[str, int]] = {"workers": 300, "burn_in": 24, "months": 48}
TINY: Final[Mapping[str, int]] = {"workers": 200, "burn_in": 12, "months": 24}
LEAST: Final[Mapping[str, int]] = {"workers": 120, "burn_in": 3, "months": 12}
"""People, months before and months after, for experiments of few runs and of many."""

NATURAL: Final = ("less_supervision", "profit_sharing", "suggestion_system")
"""Natural experiments that are shown."""

EXPERIMENTS: Final[Mapping[str, Callable[[], Record]]] = {
    "compare": lambda: sim.compare(*_pair(SIZE), replicates=4, balance=False),
    "sweep": lambda: sim.sweep(
        {
            "title": "Two regimes over two assumptions",
            "scenarios": ["capitalism", "parecon"],
            "replicates": 3,
            "grid": {"intrinsic_motivation": [0.1, 0.3, 0.5], "meeting_hours": [0.02, 0.08]},
            **TINY,
        }
    ),
    "factorial": lambda: sim.factorial(replicates=2, **TINY),
    "frontier": lambda: sim.frontier(
        "meeting_hours", "intrinsic_motivation", replicates=2, first=4, levels=1, **TINY
    ),
    "break-even": lambda: sim.break_even("meeting_hours", replicates=3, first=4, **TINY),
    "verdict": lambda: sim.verdict(samples=32, decisive=2, screening=2, **TINY),
    "sensitivity": lambda: sim.sensitivity(
        sim.load_design(
            {
                "scenarios": ["capitalism", "parecon"],
                "sobol": {
                    "samples": 16,
                    "parameters": ["intrinsic_motivation", "idea_rate", "switching_cost"],
                },
                **TINY,
            }
        )
    ),
    "robustness": lambda: sim.robustness(replicates=2, seeds=2, populations=[200], **LEAST),
    "validate-model": lambda: sim.validate_model(replicates=2, **LEAST),
    "calibrate": lambda: sim.calibrate(
        replicates=2,
        steps=1,
        blocks=[
            Block("economy", "fit", ("labour_share", "rank_premium")),
            Block("motivation", "motivation", ("discipline_response", "crowding")),
        ],
        **TINY,
    ),
    "natural-experiments": lambda: sim.natural_experiments(
        "capitalism", replicates=2, names=NATURAL, workers=200, burn_in=3
    ),
}
"""A small experiment of each kind that has no picture elsewhere in the documentation."""

ELSEWHERE: Final[Mapping[str, str]] = {
    "balance": "balance.png",
    "paths": "paths.png",
    "channels": "channels.png",
    "job_balance": "job_balance_hospital.png",
    "posterior_gaps": "answer.png",
    "balance_curve": "frontier_of_balance/hospital.png",
    "ablation_balance": "ablation/balance.png",
    "ablation_effects": "ablation/effects.png",
    "ablation_forest": "ablation/ablation.png",
    "ablation_pairs": "ablation/pairs.png",
}
"""Figures of which a page shows one of a real experiment, below ``docs/images``."""

FROM_RESULTS: Final = ("posterior", "check-posterior")
"""Experiments that say nothing as small as can be: pictures are of results, ``--results``."""


def _pair(size: Mapping[str, int]) -> tuple[Any, Any]:
    return sim.load_scenario("capitalism", **size), sim.load_scenario("parecon", **size)


def picture_of(name: str) -> Path:
    """Return where the picture of a figure is.

    Parameters
    ----------
    name : str
        A function of `sim.plot`.
    """
    if name in ELSEWHERE:
        return FOLDER.parent / ELSEWHERE[name]
    return FOLDER / f"{name}.png"


def draw(kind: str, folder: Path | None = None) -> list[Path]:
    """Return the pictures of an experiment, after doing it and drawing them.

    Parameters
    ----------
    kind : str
        One of `EXPERIMENTS`.
    folder : Path, optional
        With results that are drawn in place of a small experiment.
    """
    import matplotlib as mpl

    result = EXPERIMENTS[kind]() if folder is None else sim.open_results(folder)
    FOLDER.mkdir(exist_ok=True)
    written = []
    for name in kinds()[result.kind].plots:
        if name in ELSEWHERE:
            continue
        figure = getattr(sim.plot, name)(result)
        with mpl.rc_context(fname=str(STYLE_FILE)):
            figure.savefig(picture_of(name), dpi=DOTS, metadata={})
        written.append(picture_of(name))
    return written


def main(arguments: list[str] | None = None) -> None:
    """Draw all pictures, or those of the experiments named."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures", description=__doc__)
    parser.add_argument("experiments", nargs="*", metavar="EXPERIMENT", help="all by default")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="draw these instead")
    given = parser.parse_args(arguments)
    wanted = given.experiments
    unknown = [name for name in wanted if name not in EXPERIMENTS]
    if unknown:
        parser.error(f"no pictures of {', '.join(unknown)}; there are: {', '.join(EXPERIMENTS)}")
    if given.results is not None and wanted:
        parser.error("name experiments or results, not both")
    for kind in wanted or (EXPERIMENTS if given.results is None else ("",)):
        for path in draw(kind, given.results):
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
