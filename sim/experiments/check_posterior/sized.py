"""The answer of the project together with what larger economies say, from its checks."""

from __future__ import annotations

from dataclasses import replace

from sim.experiments.check_posterior.record import PosteriorChecks
from sim.experiments.posterior.added import ADDED, WITH
from sim.experiments.posterior.answer import answer_of
from sim.experiments.posterior.record import Posterior
from sim.text.answer import Answer, Larger, Sized
from sim.vocabulary import MEASURES


def sized_answer(result: Posterior, checks: PosteriorChecks | None) -> Answer:
    """Return the answer that a posterior gives, with what its draws say in larger economies.

    Parameters
    ----------
    result : Posterior
        With both participatory economics and the same without balanced jobs among its regimes.
    checks : PosteriorChecks or None
        Of this posterior; without larger economies, the answer is that of the posterior alone.

    Raises
    ------
    ResultsError
        If one of the two regimes is missing.
    """
    answer = answer_of(result)
    if checks is None or checks.size.empty or result.refuted:
        return answer
    table = checks.size
    here = table[(table["measure"] == MEASURES[0]) & (table["horizon"] == result.horizon)]
    rows = {str(row["regime"]): row for row in here.to_dict("records")}
    if ADDED not in rows or WITH not in rows:
        return answer
    balance, bundle = (
        Sized(
            probability=float(row["larger_probability"]),
            low=float(row["larger_probability_low"]),
            high=float(row["larger_probability_high"]),
            change=float(row["change"]),
            change_low=float(row["change_low"]),
            change_high=float(row["change_high"]),
        )
        for row in (rows[ADDED], rows[WITH])
    )
    larger = Larger(
        workers=int(rows[WITH]["larger"]),
        draws=int(rows[WITH]["draws"]),
        balance=balance,
        bundle=bundle,
    )
    return replace(answer, larger=larger)
