"""A document with everything that a document can hold, and what its figures are drawn by."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.errors import ResultsError
from sim.text.assumptions import Assumptions, Change
from sim.text.document import (
    Bars,
    Code,
    Document,
    Fold,
    Items,
    Paragraph,
    Picture,
    Section,
)
from sim.text.labels import heading_of
from sim.text.numbers import Number
from sim.text.tables import number_column, table_of, text_column

ASSUMPTIONS = Assumptions("critics", 28, 110, (Change("meeting_hours", 0.1, 0.05),))

GAP = Number(-3.0, -3.6, -2.4, unit="%", difference=True)

COMMAND = (
    "balanced-jobs compare capitalism parecon --assumptions critics --workers 2000 --months 240"
)


def drawn() -> Figure:
    """Return a figure as wide as the page."""
    figure = Figure(figsize=(7.2, 3.0))
    figure.subplots().plot([0, 1], [0, 1])
    return figure


def not_drawn() -> Figure:
    """Raise what is raised where there is too little to draw."""
    raise ResultsError("no run is finished")


def frame() -> pd.DataFrame:
    """Return four indicators under two regimes."""
    return pd.DataFrame(
        {
            "indicator": ["output_per_hour", "effort", "unemployment_rate", "wealth_gini"],
            "unit": ["output per hour, full effort = 1", "0 to 1", "share of people", "0 to 1"],
            "mean_a": [0.743, 0.631, 0.052, 0.4],
            "mean_b": [0.721, 0.7312, 0.041, 0.31],
            "difference": [-0.022, 0.1, -0.011, 0.0001],
            "low": [-0.028, 0.09, -0.0163, -0.001],
            "high": [-0.016, 0.11, -0.0057, 0.0012],
        }
    )


def indicators(*, long: bool = False):
    """Return the table of the indicators."""
    return table_of(
        frame(),
        [
            text_column("Indicator", "indicator", heading_of),
            number_column("Capitalism", "mean_a", unit_from="unit"),
            number_column("Parecon", "mean_b", unit_from="unit"),
            number_column(
                "Difference",
                "difference",
                unit_from="unit",
                limits=("low", "high"),
                difference=True,
                star=True,
            ),
        ],
        "All indicators, long run",
        long=long,
        file="differences.parquet",
    )


def bars() -> Bars:
    """Return four changes, of which the last is undecided."""
    per_cent = {"unit": "%", "difference": True}
    return Bars(
        "What changes",
        (
            ("output per hour", GAP),
            ("effort", Number(16.2, 14.1, 18.0, **per_cent)),
            ("alienation", Number(-30.0, -33.0, -27.0, **per_cent)),
            ("inequality", Number(0.2, -0.5, 0.9, **per_cent)),
        ),
    )


def document() -> Document:
    """Return a document with a question, an answer, and the rest."""
    return Document(
        title="Participatory economy against Capitalism",
        subtitle="Paired comparison, 20 replicates",
        sections=(
            Section("The question", (Paragraph("What happens to output?"),)),
            Section(
                "The answer",
                (
                    Paragraph(
                        "Output per hour is 3.0 % lower [-3.6 to -2.4 %] under Parecon than under "
                        "Capitalism in the long run (months 181 to 240).",
                        "lead",
                    ),
                    Paragraph("2 of 22 replicates failed and are left out.", "warning"),
                    bars(),
                    Items(("This holds for `critics` alone.", "See [Evidence](evidence.md).")),
                    Code(COMMAND, "sh"),
                ),
            ),
            Section(
                "All indicators",
                (
                    indicators(long=True),
                    Picture("paths", drawn, "How it goes, in 1 % steps.", "Output falls by 3 %."),
                    Fold("How to repeat it", (Code("import sim", "python"),)),
                    Picture("map", not_drawn, "A map.", "Nothing."),
                ),
            ),
        ),
        assumptions=ASSUMPTIONS,
        numbers={"gap.output_per_hour.long_run": GAP},
    )
