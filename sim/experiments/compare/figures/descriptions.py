"""What can be seen in the figures that a run and a comparison share, in words."""

from __future__ import annotations

import numpy as np

from sim.experiments.compare.figures.histograms import DISTRIBUTION_MEASURES, values_by_replicate
from sim.experiments.compare.figures.inequality import LORENZ_MEASURES
from sim.experiments.compare.figures.regimes import people_of, regimes_of
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.text.labels import name_of
from sim.text.numbers import Number, share

LORENZ_CAPTION = (
    "Lorenz curves at the end: the further a curve is from the diagonal, the more unequal. Bands "
    "and brackets are 95 % intervals."
)

DISTRIBUTIONS_CAPTION = (
    "How people are spread at the end, among people with a job for empowerment and effort. Bands "
    "are 95 % intervals over replicates."
)


def unequal_words(result: Run | Comparison) -> str:
    """Return what the poorer half of the people hold of income and wealth."""
    parts = []
    for measure in LORENZ_MEASURES:
        halves = []
        for regime in regimes_of(result):
            people = people_of(result, regime.name)
            held = [
                values.nsmallest(len(values) // 2).sum() / values.sum()
                for _, values in people.groupby("replicate")[measure]
            ]
            title = " ".join(regime.title.split())
            halves.append(f"{share(float(np.mean(held))).text()} under {title}")
        parts.append(f"{measure} {' and '.join(halves)}")
    return f"Lorenz curves. The poorer half of the people hold, of {'; of '.join(parts)}."


def spread_words(result: Run | Comparison) -> str:
    """Return between which values the middle eight tenths of all people lie."""
    parts = []
    for measure in DISTRIBUTION_MEASURES:
        spreads = []
        for regime in regimes_of(result):
            values = np.concatenate(values_by_replicate(result, regime.name, measure))
            ends = (
                Number(float(end), decimals=2).text() for end in np.quantile(values, [0.1, 0.9])
            )
            spreads.append(f"{' to '.join(ends)} under {' '.join(regime.title.split())}")
        parts.append(f"{name_of(measure)} {' and '.join(spreads)}")
    return f"Histograms. From the lowest to the highest tenth of all people: {'; '.join(parts)}."
