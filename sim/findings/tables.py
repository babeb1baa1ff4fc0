"""The tables of the findings."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.experiments.check_posterior.asking import AVERAGE, FOLDER
from sim.experiments.check_posterior.record import FAILED, PASSED, PosteriorChecks
from sim.experiments.check_posterior.verdicts import CHECKS
from sim.experiments.posterior.document import narrowed
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.value import PARAMETER, STUDY
from sim.experiments.posterior.value_words import number_of, ranked, title_of
from sim.experiments.posterior.words import chance
from sim.findings.quoted import POINTS, TOLD, points_of
from sim.findings.runs import FindingsRuns
from sim.findings.side_words import belief_words
from sim.findings.sides import Belief
from sim.findings.words import about, below_cell
from sim.study.record import LOG_POINTS_UNIT
from sim.text.document import Cell, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import NOTHING, Number, share, significant, span
from sim.text.phrases import capital, counted, horizon_name, listed
from sim.text.tables import Column, table_of, text_column

NOT_RUN = "not run"

PLACEBO = "placebo"

NARROWED = 6
"""Parameters in the table of those that are narrowed."""

WORTH = 5
"""Studies and parameters in the table of what would be worth knowing."""

FAR = 2.0
"""Standard deviations beyond which an item counts as missed."""


def quoted_table(runs: FindingsRuns) -> Table:
    """Return the numbers that were quoted, and where each lies among the draws.

    Parameters
    ----------
    runs : FindingsRuns
    """
    result = runs.posterior
    points = points_of(runs)
    names = [name for name in POINTS if name in set(points["name"])]
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        cells: list[Cell] = [capital(POINTS[name])]
        for regime in TOLD:
            found = points[(points["name"] == name) & (points["regime"] == regime)].iloc[0]
            gap, low, high = (float(found[key]) for key in ("gap", "low", "high"))
            cells += [
                Number(gap, low, high, unit=LOG_POINTS_UNIT, difference=True),
                below_cell(result, regime, gap),
            ]
        rows.append(tuple(cells))
    return Table(
        caption=f"Difference in output per hour, {horizon_name(result.horizon)}, and the share of "
        "draws given the evidence that lie below it",
        header=("", *(part for regime in TOLD
                      for part in (capital(about(result, regime)), "Draws below"))),
        rows=tuple(rows),
        numeric=(False, True, True, True, True),
    )  # fmt: skip


def narrowed_table(result: Posterior) -> Table | None:
    """Return the parameters that are narrowed most, with what told of each; None without any.

    Parameters
    ----------
    result : Posterior
    """
    rows = narrowed(result)
    if rows.empty:
        return None
    return table_of(
        rows,
        [
            text_column("Parameter", "parameter", heading_of),
            Column("Before", lambda row: span(row["prior_q05"], row["prior_q95"])),
            Column("After", lambda row: span(row["posterior_q05"], row["posterior_q95"])),
            Column(
                "Spread taken away",
                lambda row: share(row["narrowing"], row["narrowing_low"], row["narrowing_high"]),
            ),
            text_column("Told by", "told_by", lambda name: heading_of(name) or NOTHING),
        ],
        "Parameters that the evidence narrows most: the middle nine tenths before and after",
        file="parameters.parquet",
        most=NARROWED,
    )


def worth_table(result: Posterior, regime: str) -> Table | None:
    """Return the studies and parameters by how much rarer they would make wrong names.

    Parameters
    ----------
    result : Posterior
    regime : str
    """
    rows = ranked(result, regime, "fall")
    rows = rows[rows["about"].isin((PARAMETER, STUDY)) & rows["fall"].notna()]
    rows = rows.drop_duplicates(["about", "name"])
    if rows.empty:
        return None
    return table_of(
        rows,
        [
            Column("What would be known", title_of, numeric=False),
            Column("A study, or exactly", lambda row: _how(str(row["about"])), numeric=False),
            Column("Wrong names fall by", lambda row: number_of(row, "fall", star=True)),
            Column("Variance it takes away", lambda row: number_of(row, "share", star=True)),
        ],
        f"What would be worth knowing: {about(result, regime)}",
        file="information.parquet",
        most=WORTH,
    )


def _how(kind: str) -> str:
    return "study" if kind == STUDY else "exactly"


def sides_table(result: Posterior, found: list[Belief]) -> Table:
    """Return what each side has to believe, and how probable the evidence makes that.

    Parameters
    ----------
    result : Posterior
    found : list of Belief
    """
    rows: list[tuple[Cell, ...]] = []
    for belief in found:
        nearest = belief.nearest == belief.nearest
        region = belief.region
        there: Cell = NOTHING if region is None or nearest else share(*region.right)
        rows.append(
            (
                f"{capital(belief.side)}, {about(result, belief.regime)}",
                share(*belief.right),
                belief_words(result, belief),
                NOTHING if region is None else share(*region.within),
                NOTHING if region is None else share(belief.prior),
                there,
            )
        )
    return Table(
        caption="What each side has to believe to be right",
        header=("Who, of what", "Right given the evidence", "Has to believe", "Probability of that",
                "Given the ranges alone", "Right if so"),
        rows=tuple(rows),
        numeric=(False, True, False, True, True, True),
    )  # fmt: skip


def checks_table(runs: FindingsRuns) -> Table:
    """Return all checks of the posterior; those that were not made are said to be so.

    Parameters
    ----------
    runs : FindingsRuns
    """
    checks = runs.checks
    rows = list(_unchecked(runs.posterior) if checks is None else _checked(checks))
    return Table(
        caption="Checks of the answer",
        header=("Check", "Verdict", "What it says"),
        rows=tuple(rows),
        numeric=(False, False, False),
    )


def _unchecked(result: Posterior) -> Iterator[tuple[Cell, ...]]:
    said = {"posterior prediction": ("from the posterior alone", _means(result.items))}
    for check in (*CHECKS, PLACEBO):
        verdict, words = said.get(check, (NOT_RUN, NOTHING))
        yield capital(check), verdict, words


def _means(items: pd.DataFrame) -> str:
    """Return for how many items the mean over draws is near to what was observed."""
    known = items[(items["role"] == CONDITIONS) & items["distance"].notna()]
    if known.empty:
        return "there are no draws given the evidence"
    far = known[known["distance"] > FAR].sort_values("distance", ascending=False)
    missed = listed(
        (
            f"{name_of(row['item'])} ({significant(row['distance'], 2)})"
            for row in far.to_dict("records")
        ),
        most=4,
    )
    return (
        f"the means of {len(known) - len(far)} of {counted(len(known), 'item')} lie within "
        f"{FAR:g} standard deviations of what was observed"
        f"{f'; beyond: {missed}' if missed else ''}"
    )


def _checked(checks: PosteriorChecks) -> Iterator[tuple[Cell, ...]]:
    for row in checks.verdicts.to_dict("records"):
        yield capital(row["check"]), row["verdict"], row["said"]
    table = checks.symmetry
    if len(table):
        off = float(table["copy_largest"].max())
        said = f"a copy of a regime is ahead of it in {share(table['copy'].mean()).text()}"
        yield (
            capital(PLACEBO),
            PASSED if off == 0.0 else FAILED,
            f"{said}, and the largest gap between them is {significant(off)} log points",
        )
    else:
        yield capital(PLACEBO), NOT_RUN, NOTHING
    table = checks.about(checks.sensitivity)
    for row in table[table["kind"].isin((FOLDER, AVERAGE))].to_dict("records"):
        change = Number(
            100.0 * row["change"], 100.0 * row["change_low"], 100.0 * row["change_high"],
            unit="percentage points", difference=True, decimals=0,
        )  # fmt: skip
        yield (
            f"{capital(row['kind'])}: {name_of(row['variant'])}",
            "told",
            f"probability {chance(row).text()}, which is a change by {change.text()}",
        )
