"""The answer over all assumptions inside their published ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd

from sim.analysis.decided import Conclusion, conclusion_of
from sim.analysis.index_checks import no_checks
from sim.errors import ResultsError
from sim.study.index_tables import (
    CHECK_COLUMNS,
    CHECK_UNITS,
    DISTANCE,
    EFFECT_COLUMNS,
    INDEX_COLUMNS,
    SHARE_OF_VARIANCE,
    IndexTables,
)
from sim.study.record import (
    LOG_POINTS_UNIT,
    NAMED_BESIDE,
    OF_THE_PARAMETER,
    SHARE_OF_DRAWS,
    Experiment,
    Layout,
    measured,
)
from sim.text.labels import name_of
from sim.text.phrases import horizon_name
from sim.vocabulary import CRITICS, MEASURES


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Verdict(Experiment):
    """The answer over all assumptions inside their published ranges.

    Attributes
    ----------
    probabilities : pandas.DataFrame
        ``measure, horizon, draws, probability, low, high``: share of the draws in which b is at
        least as productive.
    draws : pandas.DataFrame
        ``point`` and one column per parameter: independent draws from the ranges.
    gaps : pandas.DataFrame
        ``point, measure, horizon, gap``.
    screening : pandas.DataFrame
        ``measure, horizon, parameter, mu, mu_star, mu_star_low, mu_star_high, sigma``: elementary
        effects of every parameter on the gap, by which those with an index of their own were
        chosen.
    indices : pandas.DataFrame
        ``measure, horizon, parameter, first_order, first_order_low, first_order_high, total,
        total_low, total_high``: Sobol indices of the gap; ``(all others)`` is a group.
    density : pandas.DataFrame
        ``measure, horizon, parameter, pawn, threshold, limit``: PAWN indices of the gap, what 95 %
        of parameters without influence stay below, and what all of them together do.
    checks : pandas.DataFrame
        ``measure, horizon, check, value, limit, passed, where``: how far columns of the draws
        correlate, and whether the indices are such as indices can be.
    boxes : pandas.DataFrame
        ``side, parameter, low, high, range_low, range_high, unit``: the assumptions under which
        each side is right.
    box_quality : pandas.DataFrame
        ``side``; ``density``, the share of the draws in the box for which the side is right, and
        ``coverage``, the share of those for which it is right that are in the box, each with
        ``_low`` and ``_high``; ``mass``, the share of all draws in the box; ``draws``, how many
        draws judged it, none of which it was found with.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    pack_gaps : pandas.DataFrame
        ``pack, measure, horizon, gap, low, high``: what follows from each set.
    """

    kind = "verdict"
    tables: ClassVar[Mapping[str, Layout]] = {
        "probabilities": Layout(
            ("measure", "horizon", "draws", "probability", "low", "high"),
            measured(SHARE_OF_DRAWS, "probability", "low", "high"),
        ),
        "draws": Layout(("point",)),
        "gaps": Layout(("point", "measure", "horizon", "gap"), measured(LOG_POINTS_UNIT, "gap")),
        "screening": Layout(
            ("measure", "horizon", "parameter", "mu", "mu_star", "sigma"),
            measured(LOG_POINTS_UNIT, *EFFECT_COLUMNS),
        ),
        "indices": Layout(
            ("measure", "horizon", "parameter", "first_order", "total"),
            measured(SHARE_OF_VARIANCE, *INDEX_COLUMNS),
        ),
        "density": Layout(
            ("measure", "horizon", "parameter", "pawn", "threshold"),
            measured(DISTANCE, "pawn", "threshold", "limit"),
        ),
        "checks": Layout(("measure", "horizon", *CHECK_COLUMNS), CHECK_UNITS),
        "boxes": Layout(
            ("side", "parameter", "low", "high", "range_low", "range_high", "unit"),
            measured(NAMED_BESIDE, "low", "high", "range_low", "range_high"),
        ),
        "box_quality": Layout(
            ("side", "density", "coverage", "mass", "draws"),
            measured(
                SHARE_OF_DRAWS,
                *("density", "density_low", "density_high"),
                *("coverage", "coverage_low", "coverage_high", "mass"),
            ),
        ),
        "packs": Layout(("pack", "parameter", "value"), {"value": OF_THE_PARAMETER}),
        "pack_gaps": Layout(
            ("pack", "measure", "horizon", "gap", "low", "high"),
            measured(LOG_POINTS_UNIT, "gap", "low", "high"),
        ),
    }
    draws_all = True
    answers = (
        "probabilities", "indices", "density", "checks", "boxes", "box_quality", "pack_gaps",
    )  # fmt: skip

    probabilities: pd.DataFrame
    draws: pd.DataFrame
    gaps: pd.DataFrame
    screening: pd.DataFrame
    indices: pd.DataFrame
    density: pd.DataFrame
    boxes: pd.DataFrame
    box_quality: pd.DataFrame
    packs: pd.DataFrame
    pack_gaps: pd.DataFrame
    checks: pd.DataFrame = field(default_factory=lambda: no_checks().assign(measure="", horizon=""))

    @property
    def horizon(self) -> str:
        """Return the last horizon, by which boxes and parameters were judged."""
        return str(self.indices["horizon"].iloc[-1])

    @property
    def decisive(self) -> list[str]:
        """Return the parameters in order of their total index, for the last horizon per hour."""
        rows = self.index_tables().indices
        alone = rows[~rows["parameter"].str.startswith("(")]
        return [
            str(name)
            for name in alone.sort_values("total", ascending=False, kind="stable")["parameter"]
        ]

    def share_right(self, side: str) -> float:
        """Return the share of all draws in which a side is right, by output per hour at the last.

        Parameters
        ----------
        side : str
            "critics" or "advocates".
        """
        rows = self.probabilities
        chosen = (rows["measure"] == MEASURES[0]) & (rows["horizon"] == self.horizon)
        ahead = float(rows.loc[chosen, "probability"].iloc[0])
        return 1.0 - ahead if side == CRITICS else ahead

    def box_tells(self, side: str) -> bool:
        """Return whether a side is shown to be right more often in its box than everywhere.

        Parameters
        ----------
        side : str
        """
        rows = self.box_quality[self.box_quality["side"] == side].to_dict("records")
        return any(
            conclusion_of(row["density_low"], row["density_high"], self.share_right(side))
            is Conclusion.HIGHER
            for row in rows
        )

    def index_tables(self, measure: str = MEASURES[0], horizon: str | None = None) -> IndexTables:
        """Return what decides the gap in a measure at a horizon, by default the last.

        Raises
        ------
        ResultsError
            If there are no indices of it.
        """
        when = horizon or self.horizon
        indices, density, checks = (
            table[(table["measure"] == measure) & (table["horizon"] == when)]
            for table in (self.indices, self.density, self.checks)
        )
        if not len(indices):
            raise ResultsError(f"this verdict has no indices of {measure} for the horizon {when}")
        subject = f"the gap in {name_of(measure)}, {horizon_name(when)}"
        samples = int(self.settings["samples"])
        return IndexTables(subject, indices, density, samples, checks=checks, priors=self.priors)
