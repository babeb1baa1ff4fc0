"""What the charts of the page show, and how it is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows and how it is explained.

    Attributes
    ----------
    indicator, heading, explanation : str
    least_span : float
        Least that the vertical axis spans, so that noise does not look large.
    from_zero : bool
        Whether the vertical axis begins at zero.
    """

    indicator: str
    heading: str
    explanation: str
    least_span: float = 0.1
    from_zero: bool = False


CHARTS: Final = (
    Chart(
        "output_per_hour",
        "Output per hour",
        "How much an hour of work makes. At 1, everybody would be fully trained, of average talent "
        "and at full effort.",
    ),
    Chart(
        "effort",
        "Effort",
        "How hard people at work try, on average, from nothing to all they can.",
    ),
    Chart(
        "alienation",
        "Alienation",
        "How powerless, meaningless, one-sided and isolated work is felt to be; mean of all in the "
        "labour force.",
    ),
    Chart(
        "income_gini",
        "Income inequality",
        "Gini coefficient of monthly income: at 0 all have the same, at 1 one person has it all.",
        from_zero=True,
    ),
    Chart(
        "unemployment_rate",
        "Unemployment",
        "People without work who look for it.",
        least_span=2.0,
        from_zero=True,
    ),
)
"""The charts in the order of the page."""

INDICATORS: Final = tuple(chart.indicator for chart in CHARTS)
