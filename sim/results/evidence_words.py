"""What the experiments on evidence say in plain words, for a reader without statistics."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.evidence.judgement import MISS
from sim.experiments.calibrate.record import Calibration
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.experiments.validate_model.record import ModelValidation

WIDTH: Final = 88

_USES: Final = {
    "fit": "Aimed at by calibration",
    "motivation": "About motivation; aimed at by calibration",
    "check": "Fitted to by nothing",
    "input": "True or not by construction of the sector files",
    "validation": "Kept for validation; fitted to by nothing",
}
"""Headings, by what a fact or an effect is for."""


def validation_words(result: ModelValidation) -> Iterator[str]:
    """Yield the facts with their ranges, the simulated values and what is missed."""
    title = result.titles_of_baseline
    table = result.facts
    passed = int((table["verdict"] != MISS).sum())
    yield _paragraph(
        f"{title}, {result.settings['replicates']} replicates of {result.settings['months']} "
        f"months: {passed} of {len(table)} facts are reproduced. Simulated values are means with "
        "95 % intervals over replicates; a fact is reproduced when the mean is in the range."
    )
    for use, rows in table.groupby("use", sort=False):
        yield ""
        yield _USES[str(use)]
        yield f"  {'fact':<32}{'accepted range':>18}{'simulated':>26}"
        for _, row in rows.iterrows():
            accepted = f"{_short(row['low'])} to {_short(row['high'])}"
            yield (
                f"  {_words(row['fact']):<32}{accepted:>18}{_simulated(row):>26}  {row['verdict']}"
            )


def natural_words(result: NaturalExperiments) -> Iterator[str]:
    """Yield published and simulated effects, and how each change is read into the model."""
    table = result.effects
    passed = int((table["verdict"] != MISS).sum())
    yield _paragraph(
        f"{result.titles_of_baseline}, {result.settings['replicates']} pairs of runs each: "
        f"{passed} of {len(table)} effects are inside the published interval. Simulated effects "
        "are paired means with 95 % intervals over replicates."
    )
    for use, rows in table.groupby("use", sort=False):
        yield ""
        yield _USES[str(use)]
        for _, row in rows.iterrows():
            published = f"{_short(row['published'])} [{_short(row['low'])}, {_short(row['high'])}]"
            yield f"  {row['title']} ({row['unit']})"
            yield f"    published {published:<22} simulated {_simulated(row):<26} {row['verdict']}"
            yield textwrap.fill(
                f"{row['reading']}",
                WIDTH,
                initial_indent="    reading: ",
                subsequent_indent="             ",
            )


def calibration_words(result: Calibration) -> Iterator[str]:
    """Yield what was fitted, what pins it, what keeps its range, and how near the facts are."""
    yield _paragraph(
        f"{result.titles_of_baseline}, fitted by simulated moments in {result.completed:,} runs. "
        "A parameter is identified by the share of its range's spread that the facts take away."
    )
    for block, rows in result.fit.groupby("block", sort=False):
        yield ""
        yield f"{_capital(str(block))}"
        yield f"  {'parameter':<28}{'default':>9}{'fitted':>10}{'95 % interval':>20}  pinned by"
        for _, row in rows.iterrows():
            interval = f"{_short(row['low'])} to {_short(row['high'])}"
            said = (
                f"{_words(row['pinned_by'])} ({100 * row['identification']:.0f} %)"
                if row["status"] in ("identified", "partly identified")
                else f"{_words(row['pinned_by'])}, with others"
                if row["status"] == "only with others"
                else "nothing"
            )
            yield (
                f"  {row['parameter']:<28}{_short(row['default']):>9}{_short(row['value']):>10}"
                f"{interval:>20}  {said}"
            )
        targets = result.targets[result.targets["block"] == block]
        yield f"  {'target':<32}{'range':>16}{'before':>9}{'after':>9}"
        for _, row in targets.iterrows():
            accepted = f"{_short(row['low'])} to {_short(row['high'])}"
            yield (
                f"  {_words(row['fact']):<32}{accepted:>16}{_short(row['before']):>9}"
                f"{_short(row['after']):>9}  {row['verdict']}"
            )


def _simulated(row: pd.Series[Any]) -> str:
    mean, low, high = (row[name] for name in ("simulated", "simulated_low", "simulated_high"))
    if not math.isfinite(mean):
        return "not defined"
    if not math.isfinite(low):
        return _short(mean)
    return f"{_short(mean)} [{_short(low)}, {_short(high)}]"


def _short(value: float) -> str:
    """Return a number with three significant digits and without an exponent."""
    if not math.isfinite(value):
        return "-"
    if value == 0.0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{min(digits, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH)
