"""What a robustness check says in plain words, for a reader without statistics."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import DECIDED, conclusions, decided
from sim.experiments.robustness.record import Robustness
from sim.text.labels import display_of, name_of
from sim.vocabulary import LONG_RUN

WIDTH: Final = 88
MAIN: Final = "output_per_hour"
LARGEST: Final = 2
REFERENCE: Final = "reference"
SEEDS: Final = "seeds"


def robustness_words(result: Robustness) -> Iterator[str]:
    """Yield the lines of the answer: table, what changes, what does not, and single seeds.

    Parameters
    ----------
    result : Robustness
    """
    rows = result.gaps[result.gaps["horizon"] == LONG_RUN]
    a, b = result.titles
    yield _paragraph(
        f"{b} against {a}, long run: the gap in {name_of(MAIN)} in log points (about per cent, "
        f"positive where {b} is ahead), and what it differs by from that of the reference, each "
        "with its 95 % interval."
    )
    yield ""
    yield f"  {'variant':<26}{'gap':>23}{'difference':>23}  sign"
    for _, row in rows[rows["measure"] == MAIN].iterrows():
        yield (
            f"  {variant_name(row['variant']):<26}{_interval(row, 'gap', 'low', 'high'):>23}"
            f"{_interval(row, 'change', 'change_low', 'change_high'):>23}  {row['sign']}"
        )
    for measure in dict.fromkeys(rows["measure"]):
        yield ""
        yield from _measure(rows[rows["measure"] == measure], str(measure), (a, b))
    yield from _seeds(result, (a, b))


def variant_name(variant: str) -> str:
    """Return the name of a variant as running text."""
    people = variant.removeprefix("population_")
    return f"{int(people):,} people" if people != variant else name_of(variant)


def _measure(rows: pd.DataFrame, measure: str, titles: tuple[str, str]) -> Iterator[str]:
    """Yield what the variants make of the gap in one measure."""
    reference = rows[rows["variant"] == REFERENCE].iloc[0]
    others = rows[~rows["variant"].isin((REFERENCE, SEEDS))]
    name = name_of(measure)
    by_sign = {sign: list(part["variant"]) for sign, part in others.groupby("sign", sort=False)}
    if decided(reference["low"], reference["high"]):
        higher = titles[1] if reference["gap"] > 0.0 else titles[0]
        words = f"{_capital(name)} is higher under {higher} in the reference"
        same = by_sign.get("same", [])
        if len(same) == len(others):
            words += f", and in all {len(others)} variants."
        else:
            words += f", and in {len(same)} of the {len(others)} variants."
        for sign, said in (
            ("reversed", f"It is lower under {higher} with"),
            ("undecided", "The luck of the runs does not decide it with"),
        ):
            if sign in by_sign:
                words += f" {said} {_list(by_sign[sign])}."
    else:
        words = (
            f"{_capital(name)}: the reference does not decide who is ahead, nor do "
            f"{len(by_sign.get('undecided', []))} of the {len(others)} variants."
        )
        if "decided" in by_sign:
            words += f" It is decided with {_list(by_sign['decided'])}."
    yield _paragraph(f"{words} {_largest(others)}".rstrip())


def _largest(others: pd.DataFrame) -> str:
    """Return which variants shift a gap most, among those whose shift is no luck."""
    shifted = others[conclusions(others, "change_low", "change_high").isin(DECIDED)]
    if not len(others):
        return ""
    if not len(shifted):
        return "No variant shifts the gap by more than luck can explain."
    order = shifted["change"].abs().sort_values(ascending=False, kind="stable").index
    moved = [
        f"{variant_name(row['variant'])} ({_number(row, 'change')})"
        for _, row in shifted.loc[order[:LARGEST]].iterrows()
        if float(_number(row, "change"))
    ]
    unit = display_of(str(others["unit"].iloc[0])).difference
    scale = f" {unit}" if unit == "log points" else f", scale {unit}"
    count = f"{len(shifted)} of them shift{'s' if len(shifted) == 1 else ''} the gap beyond luck"
    return f"{count}, most of all {' and '.join(moved)}{scale}." if moved else f"{count}, slightly."


def _seeds(result: Robustness, titles: tuple[str, str]) -> Iterator[str]:
    """Yield how far apart the answers of single seeds are."""
    rows = result.pairs[
        (result.pairs["variant"] == SEEDS)
        & (result.pairs["horizon"] == LONG_RUN)
        & (result.pairs["measure"] == MAIN)
    ]
    if not len(rows):
        return
    ahead = int((rows["gap"] > 0.0).sum())
    yield ""
    yield _paragraph(
        f"A single run under each of {len(rows)} seeds gives gaps in {name_of(MAIN)} from "
        f"{rows['gap'].min():+.1f} to {rows['gap'].max():+.1f} log points; {titles[1]} is ahead in "
        f"{ahead} of them. One run alone can be that far from the mean of many."
    )


def _interval(row: pd.Series[Any], column: str, low: str, high: str) -> str:
    if math.isnan(row[column]):
        return "-"
    if math.isnan(row[low]):
        return f"{row[column]:+.2f}"
    return f"{row[column]:+.2f} [{row[low]:+.2f}, {row[high]:+.2f}]"


def _number(row: pd.Series[Any], column: str) -> str:
    return display_of(str(row["unit"])).text(row[column], signed=True)


def _list(variants: Iterable[str]) -> str:
    names: Sequence[str] = [variant_name(variant) for variant in variants]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_on_hyphens=False)
