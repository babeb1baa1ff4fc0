"""What critics and advocates each have to believe, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.posterior.record import Posterior
from sim.findings.sides import MOST, WANTED, Belief, Limit
from sim.findings.words import about, log_points
from sim.text.labels import name_of
from sim.text.numbers import share, significant
from sim.text.phrases import capital, counted, listed
from sim.vocabulary import ADVOCATES


def belief_words(result: Posterior, belief: Belief) -> str:
    """Return what a side has to believe, as a cell of a table.

    Parameters
    ----------
    result : Posterior
    belief : Belief
    """
    if belief.always:
        return "nothing beyond the evidence"
    nearest = ""
    if belief.nearest == belief.nearest:
        nearest = f"in the tenth nearest to it ({log_points(belief.nearest)} log points or "
        nearest += "more): " if belief.side == ADVOCATES else "less): "
    if not belief.limits:
        return f"{nearest}no parameter is shown to set these draws apart"
    return nearest + listed(map(_limit, belief.limits))


def _limit(limit: Limit) -> str:
    name = name_of(limit.parameter)
    side, end = ("above", "up to") if limit.above else ("below", "down to")
    return f"{name} {side} {significant(limit.value)} ({end} {significant(limit.end)})"


def sides_said(found: list[Belief], result: Posterior) -> Iterator[str]:
    """Yield a sentence for each side that has to believe more than the evidence says.

    Parameters
    ----------
    found : list of Belief
    result : Posterior
    """
    for belief in found:
        who = f"{capital(belief.side)} of" if belief.side == ADVOCATES else "Critics of"
        start = f"{who} {about(result, belief.regime)}"
        right = share(*belief.right).text()
        if belief.always:
            yield f"{start} are right in {right} of the draws, and need not believe more than that."
        elif belief.nearest == belief.nearest:
            why = "too few draws to tell what that takes"
            if belief.right.value <= 0.0:
                why = "no values inside the ranges are seen to make it so"
            end = "more" if belief.side == ADVOCATES else "less"
            yield (
                f"{start} are right in {right}: {why}. In the tenth of the draws that come nearest "
                f"the difference is {log_points(belief.nearest)} log points or {end}"
                f"{'' if belief.region else ', and no parameter is shown to set them apart'}."
            )
        elif belief.region is None:
            yield f"{start} are right in {right}; no parameter is shown to set these draws apart."
        else:
            region = belief.region
            there = share(*region.right)
            only = "" if there.value >= WANTED else "only "
            yield (
                f"{start} are right in {right}, and in {only}{there.text()} of the draws in which "
                f"{listed(map(_plain, belief.limits))}; the evidence gives that a probability of "
                f"{share(*region.within).text()}, the ranges alone {share(belief.prior).text()}."
            )


def _plain(limit: Limit) -> str:
    side = "above" if limit.above else "below"
    return f"{name_of(limit.parameter)} lies {side} {significant(limit.value)}"


def sides_note(found: list[Belief], parameters: int) -> str:
    """Return how the table of beliefs was made.

    Parameters
    ----------
    found : list of Belief
    parameters : int
        That were looked at.
    """
    named = max(belief.named for belief in found)
    return (
        f"Of {counted(parameters, 'parameter')} those are named, {MOST} at most of up to {named}, "
        "whose values in the draws in which a side is right differ from those in the others by "
        "more than chance explains for all of them together. The limits are those within which a "
        f"side is right in at least {share(WANTED).text()} of the draws, or in as many as can be "
        "had; how often it is right there is told by draws with which they were not found."
    )
