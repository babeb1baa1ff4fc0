"""One verdict for each check: passed, failed or undecided, by the one rule of the project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.decided import Conclusion, Placement, conclusion_of, decided
from sim.analysis.weighting import ENOUGH
from sim.experiments.check_posterior.asking import AS_ASKED, EVEN
from sim.experiments.check_posterior.larger import LEAST
from sim.experiments.check_posterior.numerical import WIDEST
from sim.experiments.check_posterior.record import FAILED, PASSED, UNDECIDED
from sim.text.labels import heading_of, name_of
from sim.text.numbers import fixed, share, significant
from sim.text.phrases import counted, horizon_name, listed

LEAST_TRUTHS: Final = 60
"""Truths below which recovery is undecided."""

LEAST_EFFECTIVE: Final = 25.0
"""Draws that those given the data of a truth have to be worth, half of the time, to pass."""

BAND: Final = (0.80, 0.97)
"""Shares of truths that a 90 % interval may cover."""

UNEVEN: Final = 0.05
"""Corrected p value below which ranks are not spread evenly."""

ALL: Final = "all"
"""Name of all quantities of a kind together."""

CHECKS: Final = (
    "recovery", "posterior prediction", "leave one out", "sensitivity", "symmetry",
    "numerical error", "size",
)  # fmt: skip

Verdict = tuple[str, str]

NO_DRAWS: Final[Verdict] = (UNDECIDED, "there are no draws given the evidence")


def quantity_name(name: str) -> str:
    """Return a parameter, or a gap of which regime, measure and horizon are known, as text."""
    regime, _, rest = name.partition(":")
    if not rest:
        return "all together" if name == ALL else name_of(name)
    measure, _, horizon = rest.partition(":")
    return f"{heading_of(regime)}, {name_of(measure)}, {horizon_name(horizon)}"


def of_recovery(table: pd.DataFrame) -> Verdict:
    """Return the verdict on recovery, from its table.

    It fails where an interval of the share that is covered lies outside of the band, or ranks are
    not spread evenly; it passes where those of all parameters and of all gaps, in both pipelines,
    lie inside, of at least 60 truths, and the draws given the data of each are worth enough.
    """
    worth = table["effective"] >= LEAST_EFFECTIVE
    single, together = (table[(table["quantity"] == ALL) == flag] for flag in (False, True))
    said = f"90 % intervals cover {_covered(together)}"
    # Where draws are worth next to nothing, intervals say nothing of the pipeline.
    off = worth & ((table["placed"] == Placement.OUTSIDE) | (table["even"] < UNEVEN))
    if off.any():
        names = [quantity_name(str(x)) for x in table.loc[off, "quantity"].unique()]
        return FAILED, f"{said}; off: {listed(names, most=2)}"
    few = int(together["truths"].min()) if len(together) else 0
    if few < LEAST_TRUTHS:
        return UNDECIDED, f"{counted(few, 'truth')}, {LEAST_TRUTHS} are needed; {said}"
    if not worth.all():
        least = significant(float(single["effective"].min()), 2)
        return UNDECIDED, f"{said}; draws are worth {least}"
    inside = (together["placed"] == Placement.INSIDE).all()
    return (PASSED if inside else UNDECIDED), said


def _covered(together: pd.DataFrame) -> str:
    """Return the shares that are covered, as in "88 and 90 % (emulators)"."""
    return listed(
        f"{' and '.join(share(x).text() for x in rows['share'])} ({pipeline})"
        for pipeline, rows in together.groupby("pipeline", sort=False)
    )


def of_prediction(table: pd.DataFrame) -> Verdict:
    """Return the verdict on predictions of evidence, from their table."""
    if not len(table):
        return NO_DRAWS
    outside = [str(x).replace("_", " ") for x in table.loc[table["placed"] == "outside", "item"]]
    inside = int((table["placed"] == Placement.INSIDE).sum())
    said = f"{inside} of {len(table)} inside, {len(outside)} outside"
    if outside:
        return FAILED, f"{said}: {listed(outside, most=3)}"
    if inside < len(table):
        return UNDECIDED, f"{said}, {len(table) - inside} undecided"
    return PASSED, said


def of_sensitivity(table: pd.DataFrame) -> Verdict:
    """Return the verdict on ways of asking, from the rows of the headline.

    It fails where one of them decides the opposite of the answer, and passes where all decide the
    same.
    """
    if not len(table) or not np.isfinite(table["probability"].iloc[0]):
        return NO_DRAWS
    first = table[table["kind"] == AS_ASKED].iloc[0]
    others = table[table["kind"] != AS_ASKED]
    ends = (table["probability"].min(), table["probability"].max())
    span = " to ".join(share(end).text() for end in ends)
    said = f"{counted(len(others), 'other way')} give {span}"
    sides = {Conclusion.HIGHER: Conclusion.LOWER, Conclusion.LOWER: Conclusion.HIGHER}
    opposite = sides.get(Conclusion(first["conclusion"]))
    if opposite is None:
        return UNDECIDED, f"{said}; undecided as asked"
    against = others.loc[others["conclusion"] == opposite, "variant"]
    turned = [str(name).replace("_", " ") for name in against]
    if turned:
        return FAILED, f"{said}; turned by {listed(turned, most=3)}"
    same = int((others["conclusion"] == first["conclusion"]).sum())
    return (PASSED if same == len(others) else UNDECIDED), f"{said}; {same} decide alike"


def of_symmetry(table: pd.DataFrame) -> Verdict:
    """Return the verdict on exchanged roles and copies: exact equality passes."""
    if not len(table):
        return UNDECIDED, "no run was made"
    away = float(max(table["largest"].max(), table["copy_largest"].max()))
    differs = float(table["differs"].max())
    total, copies = significant(table["total"].mean(), 4), share(table["copy"].mean()).text()
    said = f"P + exchanged P = {total}, copies {copies}"
    if differs > 0.0:
        return FAILED, f"{said}; gaps differ from stored ones by {significant(differs)}"
    if away == 0.0:
        return PASSED, f"{said}, exact in {counted(int(table['runs'].sum()), 'gap')}"
    return FAILED, f"{said}; off by up to {significant(away)} log points"


def of_numerical(table: pd.DataFrame) -> Verdict:
    """Return the verdict on the numerical error, from the rows of the headline.

    It fails where half of the draws differ from the others, and passes where the interval over
    draws and replicates is at most 5 points wide either way.
    """
    if not len(table):
        return NO_DRAWS
    row = table.iloc[0]
    low, high = min(row["low"], row["both_low"]), max(row["high"], row["both_high"])
    said = f"{share(row['probability'], low, high).text()}"
    if decided(row["halves_low"], row["halves_high"]):
        return FAILED, f"{said}; halves of the draws differ by {share(abs(row['halves'])).text()}"
    if row["effective"] < ENOUGH:
        worth = significant(row["effective"], 2)
        return UNDECIDED, f"{said}; worth {worth} draws of {ENOUGH}"
    narrow = 0.5 * (high - low) <= WIDEST
    return (PASSED if narrow else UNDECIDED), said


def of_size(table: pd.DataFrame) -> Verdict:
    """Return the verdict on larger economies, from the rows of the headline.

    It fails where the same draws decide the opposite there, and passes where they decide the same.
    """
    if not len(table):
        return UNDECIDED, "no larger economies were simulated, which `--larger PEOPLE` does"
    row = table.iloc[0]
    before, after = (
        conclusion_of(row[f"{name}_low"], row[f"{name}_high"], EVEN)
        for name in ("probability", "larger_probability")
    )
    shares = (
        share(row[name], row[f"{name}_low"], row[f"{name}_high"]).text()
        for name in ("probability", "larger_probability")
    )
    change = fixed(row["change"], 1, signed=True)
    limits = ", ".join(fixed(row[f"change{limit}"], 1, signed=True) for limit in ("_low", "_high"))
    said = (
        f"{' becomes '.join(shares)} with {int(row['larger']):,} people in place of "
        f"{int(row['workers']):,}, gaps change by {change} [{limits}] log points; "
        f"{counted(int(row['draws']), 'draw')}"
    )
    if row["draws"] < LEAST:
        return UNDECIDED, f"{said}, {LEAST} are needed"
    opposite = {Conclusion.HIGHER: Conclusion.LOWER, Conclusion.LOWER: Conclusion.HIGHER}
    if after == opposite.get(before):
        return FAILED, said
    return (PASSED if before == after and before in opposite else UNDECIDED), said


def verdicts_of(
    recovery: pd.DataFrame,
    prediction: pd.DataFrame,
    left_out: pd.DataFrame,
    sensitivity: pd.DataFrame,
    symmetry: pd.DataFrame,
    numerical: pd.DataFrame,
    size: pd.DataFrame,
) -> Iterator[dict[str, str]]:
    """Yield the verdict of each check; tables of outcomes are those of the headline."""
    found = (
        of_recovery(recovery),
        of_prediction(prediction),
        of_prediction(left_out),
        of_sensitivity(sensitivity),
        of_symmetry(symmetry),
        of_numerical(numerical),
        of_size(size) if len(prediction) else NO_DRAWS,
    )
    for check, (verdict, said) in zip(CHECKS, found, strict=True):
        yield {"check": check, "verdict": verdict, "said": said}
