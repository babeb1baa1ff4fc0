"""What a posterior says at the end of a screen: how probable it is, by how much, what decides."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.posterior.added import ADDED
from sim.experiments.posterior.answer import answer_of
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.value import PARAMETER
from sim.experiments.posterior.value_words import decided_rows, number_of, ranked, told_of
from sim.experiments.posterior.words import lead
from sim.text.labels import name_of
from sim.text.phrases import counted


def short(result: Posterior) -> Iterator[str]:
    """Yield the answer of a posterior in a few sentences, what matters most first.

    Parameters
    ----------
    result : Posterior
    """
    if ADDED in result.regimes and not result.refuted:
        yield from answer_of(result).short()
    else:
        yield lead(result)
    yield _ignorance(result)


def _ignorance(result: Posterior) -> str:
    """Return of which parameter it would help most to know it, as far as intervals tell."""
    if result.information.empty:
        return ""
    rows = ranked(result, told_of(result)[0])
    every = rows[(rows["about"] == PARAMETER) & rows["share"].notna()]
    known = decided_rows(every, "share")
    if every.empty:
        return "Which ignorance decides is not known: too few draws to tell of single parameters."
    if known.empty:
        return (
            "Which ignorance decides: undecided, for none of "
            f"{counted(len(every), 'parameter')} is shown to carry a share of the variance."
        )
    first = known.to_dict("records")[0]
    return (
        f"Which ignorance decides: {name_of(str(first['name']))} most, which carries "
        f"{number_of(first, 'share').text()} of the variance of the gap."
    )
