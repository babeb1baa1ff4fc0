"""Studies that could be made, and how large their error would be.

A study measures what a change does that stands among the natural experiments, or a parameter. Half
of n people have the change, so that with the standard deviation s between people and g between the
groups of m people that are assigned together the difference has the error

    2 sqrt((s^2 + m g^2) / n).

What a model of this kind may be wrong by, its discrepancy, does not fall with n: it is that of the
natural experiment, or stands here for a parameter. A study that measured the same thing better
than any before would have to be read with it all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.experiments.posterior.evidence import Piece

SIZES: Final = (200, 1_000, 5_000)
"""People who take part."""

_OUTPUT: Final = 20.0
_OUTPUT_SOURCE: Final = (
    "output of people in one job is spread by a fifth of its mean (Schmidt and Hunter 1983)"
)
_FIRMS: Final = (
    "firms of one industry differ by about 25 per cent (a ratio of nearly 2 between the ninth and "
    "the first decile, Syverson 2011, not read), and whole firms of 50 people change"
)


@dataclass(frozen=True, slots=True)
class Study:
    """A study that could be made.

    Attributes
    ----------
    name, title : str
    measured : str
        Natural experiment whose effect is measured, or a parameter.
    between_people, between_groups : float
        Standard deviations in the unit of what is measured.
    group : int
        People who are assigned together.
    reason : str
        What the standard deviations rest on.
    discrepancy : float
        Of a parameter, in its unit; that of a natural experiment stands with it.
    """

    name: str
    title: str
    measured: str
    between_people: float
    reason: str
    between_groups: float = 0.0
    group: int = 1
    discrepancy: float = 0.0

    def error(self, people: int, discrepancy: float) -> float:
        """Return the standard deviation of the result about what the model gives.

        Parameters
        ----------
        people : int
        discrepancy : float
        """
        variance = self.between_people**2 + self.group * self.between_groups**2
        return math.sqrt(4.0 * variance / people + discrepancy**2)


STUDIES: Final = (
    Study(
        "meetings", "Field experiment on participatory meetings", "participatory_meetings",
        _OUTPUT, f"{_OUTPUT_SOURCE}; groups of 25 differ by 3 per cent (assumed)", 3.0, 25,
    ),
    Study(
        "rotation", "Field experiment on rotation from week to week", "rotation_across_days",
        _OUTPUT, _OUTPUT_SOURCE,
    ),
    Study(
        "rotation_in_the_day", "Field experiment on rotation within the day",
        "rotation_within_the_day", _OUTPUT, _OUTPUT_SOURCE,
    ),
    Study(
        "enrichment", "Field experiment on enriched jobs", "job_enrichment",
        _OUTPUT, f"{_OUTPUT_SOURCE}; jobs become better by one standard deviation",
    ),
    Study(
        "supervision", "Field experiment on less supervision", "less_supervision",
        _OUTPUT, _OUTPUT_SOURCE,
    ),
    Study(
        "cooperatives", "Firms converted into cooperatives by lot", "worker_cooperative",
        _OUTPUT, f"{_OUTPUT_SOURCE}; {_FIRMS}", 25.0, 50,
    ),
    Study(
        "shared_profit", "Profit shared by lot between firms", "profit_sharing",
        _OUTPUT, f"{_OUTPUT_SOURCE}; {_FIRMS}", 25.0, 50,
    ),
    Study(
        "job_loss", "Dearer job loss for people chosen by lot", "dearer_job_loss",
        0.8, f"{_OUTPUT_SOURCE}, over a change of the cost by a quarter",
    ),
    Study(
        "piece_rates", "Field experiment on piece rates", "performance_pay",
        _OUTPUT, _OUTPUT_SOURCE,
    ),
    Study(
        "suggestions", "Suggestions taken up by lot between firms", "suggestion_system",
        0.0, "growth of firms over ten years differs by 3 percentage points a year (assumed)",
        3.0, 50,
    ),
    Study(
        "expert_training", "Trained and untrained people at the same expert tasks",
        "untrained_ceiling", 0.2, _OUTPUT_SOURCE, discrepancy=0.05,
    ),
)  # fmt: skip
"""Studies that are looked at, as far as what they measure was simulated or drawn."""


def possible(
    pieces: Sequence[Piece], parameters: Sequence[str], simulated: Sequence[bool]
) -> Iterator[tuple[Study, int, float, bool]]:
    """Yield studies with the place of what they measure, its discrepancy, and if it is a piece.

    Parameters
    ----------
    pieces : sequence of Piece
    parameters : sequence of str
        Those that were drawn.
    simulated : sequence of bool
        Whether each piece was simulated at the draws.
    """
    effects = {piece.name: place for place, piece in enumerate(pieces) if simulated[place]}
    for study in STUDIES:
        if study.measured in effects:
            place = effects[study.measured]
            yield study, place, pieces[place].discrepancy, True
        elif study.measured in parameters:
            yield study, list(parameters).index(study.measured), study.discrepancy, False
