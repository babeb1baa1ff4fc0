"""Gaps with mechanisms and asymmetries taken away, beside those of the unchanged model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import pandas as pd

from sim.experiments.ablation.terms import PAIR, UNCHANGED
from sim.study.assumptions import assumptions_of
from sim.study.measurement import Measurement
from sim.study.record import (
    LOG_POINTS_UNIT,
    NAMED_BESIDE,
    OF_THE_PARAMETER,
    Experiment,
    Layout,
    measured,
)
from sim.text.assumptions import Assumptions

NO_EFFECT: Final = "none"
"""Value of ``effect`` where no number changes in any replicate."""

SOME_EFFECT: Final = "some"
"""Value of ``effect`` where numbers change."""


def limits(name: str) -> tuple[str, str, str]:
    """Return the columns of a number with its interval: its name, and with both ends."""
    return name, f"{name}_low", f"{name}_high"


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Ablation(Experiment):
    """Gaps in output per hour with something taken away on both sides.

    Attributes
    ----------
    ablation : pandas.DataFrame
        One row for the unchanged model, each alternative and each pair: ``term, kind, section,
        title``; ``first, second``, the alternatives; ``point`` of its runs, -1 without any;
        ``replicates``; ``gap``, the other regime over the baseline; ``change``, the gap less that
        of the unchanged model; ``sign``: "same" or "reversed" where both intervals exclude zero,
        "undecided" where that of the term contains it, "decided" where only that of the unchanged
        model does, nothing where there is no gap; ``balance``, what balanced jobs add,
        ``balance_change`` and ``balance_sign``; ``interaction``, the change of a pair less those of
        its two parts; each with ``_low`` and ``_high``; ``effect``: "some" or "none"; "already so"
        where the values hold in the unchanged model, "not possible" where one lies outside its
        range there.
    channels : pandas.DataFrame
        ``term, outcome, channel, value, change``, the last two with limits: the exact channels of
        the gap and of what balance adds.
    effects : pandas.DataFrame
        ``term, experiment, title, unit, published, low, high, simulated, change, verdict``: the
        natural experiments on the baseline; without rows where they were left out.
    values : pandas.DataFrame
        ``term, parameter, unchanged, value``: what is set, and what it is in the baseline.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm, outcome, value``.
    """

    kind = "ablation"
    tables: ClassVar[Mapping[str, Layout]] = {
        "ablation": Layout(
            ("term", "kind", "section", "title", "first", "second", "point", "replicates",
             *limits("gap"), *limits("change"), "sign", *limits("balance"),
             *limits("balance_change"), "balance_sign", *limits("interaction"), "effect"),
            measured(LOG_POINTS_UNIT, *limits("gap"), *limits("change"), *limits("balance"),
                     *limits("balance_change"), *limits("interaction")),
        ),
        "channels": Layout(
            ("term", "outcome", "channel", *limits("value"), *limits("change")),
            measured(LOG_POINTS_UNIT, *limits("value"), *limits("change")),
        ),
        "effects": Layout(
            ("term", "experiment", "title", "unit", "published", "low", "high",
             *limits("simulated"), *limits("change"), "verdict"),
            measured(NAMED_BESIDE, "published", "low", "high", *limits("simulated"),
                     *limits("change")),
        ),
        "values": Layout(
            ("term", "parameter", "unchanged", "value"),
            measured(OF_THE_PARAMETER, "unchanged", "value"),
        ),
    }  # fmt: skip
    answers = ("ablation",)
    asked: ClassVar[tuple[str, ...]] = ("pairs", "natural_experiments")

    ablation: pd.DataFrame
    channels: pd.DataFrame
    effects: pd.DataFrame
    values: pd.DataFrame
    pairs: int
    natural_experiments: bool

    @classmethod
    def measurement(cls) -> Measurement:
        """Return what is measured in runs that are no arms."""
        from sim.experiments.ablation.simulate import SIDE_BY_SIDE

        return SIDE_BY_SIDE

    @property
    def assumptions(self) -> Assumptions:
        """Return which assumptions the two regimes rest on, whatever known changes begin from."""
        return assumptions_of(self.scenarios[:2])

    @property
    def unchanged(self) -> Mapping[Any, Any]:
        """Return the row of the unchanged model."""
        rows = self.ablation[self.ablation["kind"] == UNCHANGED]
        return dict(rows.iloc[0])

    @property
    def singles(self) -> pd.DataFrame:
        """Return the rows of single alternatives, those that change the gap most first."""
        rows = self.ablation[~self.ablation["kind"].isin((UNCHANGED, PAIR))]
        return by_size(rows, "change")

    @property
    def combined(self) -> pd.DataFrame:
        """Return the rows of pairs, those that interact most first."""
        return by_size(self.ablation[self.ablation["kind"] == PAIR], "interaction")


def by_size(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return rows by the size of a number, the largest first; equal ones keep their order."""
    found: pd.DataFrame = rows.loc[
        rows[column].abs().sort_values(ascending=False, kind="stable", na_position="last").index
    ]
    return found
