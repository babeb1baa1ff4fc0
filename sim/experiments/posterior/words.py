"""The sentences of a posterior: what is said first, and what is not said where it cannot be."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

from sim.analysis.decided import Conclusion
from sim.analysis.weighting import ENOUGH
from sim.experiments.posterior.added import ADDED, WITH
from sim.experiments.posterior.answer import answer_of
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.study.record import LOG_POINTS_UNIT
from sim.text.labels import name_of
from sim.text.numbers import Number, fixed, share, significant
from sim.text.phrases import UNDECIDED, counted, horizon_phrase, listed

EVEN: Final = 0.5
"""Probability at which neither is more often ahead."""

type Row = Mapping[Hashable, Any]


def lead(result: Posterior) -> str:
    """Return the first sentences: how probable it is, or why that cannot be said.

    Parameters
    ----------
    result : Posterior
    """
    if result.refuted:
        return " ".join([_refuted(result), *_given_ranges(result)])
    if ADDED in result.regimes:
        few = [] if result.enough else [f"{_do(result)}."]
        return " ".join([answer_of(result).text(), *few, *_others(result)])
    said = [_given_evidence(result), *_others(result)]
    if result.enough:
        return " ".join([*said, f"{_worth(result)}."])
    return " ".join([_too_few(result), *said])


def _worth(result: Posterior) -> str:
    draws = counted(int(result.settings["draws"]), "draw")
    return f"{draws} are worth {significant(result.effective, 2)} equal ones"


def _refuted(result: Posterior) -> str:
    pairs = [
        f"{name_of(row['first'])} and {name_of(row['second'])}"
        if row["second"]
        else name_of(row["first"])
        for row in result.conflicts.to_dict("records")
    ]
    named = (
        f"no parameters meet {listed(pairs, conjunction='or')} within their uncertainties"
        if pairs
        else "no two of the items conflict by themselves, but all of them together do"
    )
    workers, months = (int(result.scenarios[0][name]) for name in ("workers", "months"))
    return (
        f"No parameters of {result.baseline_title} are left by the evidence: in economies of "
        f"{workers:,} people over {months} months the model is refuted by these items together "
        f"({named}), and there is no answer given the evidence. Larger economies and longer runs "
        "may meet what small and short ones miss."
    )


def _too_few(result: Posterior) -> str:
    return (
        f"Too few draws: {_worth(result)}, and {ENOUGH} are needed for a probability. "
        f"{_do(result)}. As far as they go:"
    )


def _do(result: Posterior) -> str:
    """Return what would make draws worth more."""
    draws = int(result.settings["draws"])
    needed = result.would_do
    return (
        "It takes more points and waves"
        if math.isnan(needed) or needed > 64 * draws
        else f"About {_rounded(needed):,} would do at the same weights; more points and waves make "
        "weights more equal"
    )


def _given_evidence(result: Posterior) -> str:
    """Return a sentence about the first regime, by output per hour at the last horizon."""
    name, title = next(iter(result.regimes.items()))
    number = chance(_row(result, name, EVIDENCE))
    quantiles = dict(result.about("quantiles", name, given=EVIDENCE).iloc[0])
    alone = chance(_row(result, name, RANGES))
    conclusion = _conclusion(number) if result.enough else ""
    return (
        f"Given the evidence, the probability that {title} is at least as productive per hour as "
        f"{result.baseline_title} {horizon_phrase(result.horizon)} is {number.text()}"
        f"{conclusion}, where it is {alone.text()} given the ranges alone; the median gap is "
        f"{_gap(quantiles)} log points, and nine in ten lie in "
        f"{gap_span(quantiles, 'q05', 'q95')}."
    )


def _others(result: Posterior) -> Iterator[str]:
    """Yield a sentence about all other regimes."""
    said = [
        f"{title} {chance(_row(result, name, EVIDENCE)).text()} "
        f"({chance(_row(result, name, RANGES)).text('none')})"
        for name, title in list(result.regimes.items())[1:]
        if name != WITH or ADDED not in result.regimes
    ]
    if said:
        yield f"The others, given the evidence (and given the ranges alone): {listed(said)}."


def _given_ranges(result: Posterior) -> Iterator[str]:
    for name, title in result.compared.items():
        yield (
            f"Given the ranges alone, {title} is at least as productive per hour "
            f"{horizon_phrase(result.horizon)} with a probability of "
            f"{chance(_row(result, name, RANGES)).text()}."
        )


def _conclusion(number: Number) -> str:
    """Return whether it is decided who is more probably ahead, by the one rule of the project."""
    decided = number.conclusion(EVEN)
    if decided is Conclusion.HIGHER:
        return " (more probably ahead)"
    if decided is Conclusion.LOWER:
        return " (more probably behind)"
    return f" ({UNDECIDED}: the interval contains one half)"


def chance(row: Row) -> Number:
    """Return a probability with its interval."""
    return share(float(row["probability"]), float(row["low"]), float(row["high"]))


def gap_span(row: Row, low: str, high: str) -> str:
    """Return two quantiles of a gap as a range with signs, as in "-8.1 to +3.0"."""
    return f"{fixed(float(row[low]), 1, signed=True)} to {fixed(float(row[high]), 1, signed=True)}"


def _gap(row: Row) -> str:
    return Number(float(row["q50"]), unit=LOG_POINTS_UNIT, difference=True).text("none", unit=False)


def _row(result: Posterior, regime: str, given: str) -> Row:
    return dict(result.about("probabilities", regime, given=given).iloc[0])


def _rounded(count: float) -> int:
    step = 10 ** max(len(str(int(count))) - 2, 0)
    return int(math.ceil(count / step) * step)
