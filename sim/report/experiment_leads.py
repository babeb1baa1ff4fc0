"""The answer of an experiment in one or two sentences, where its words begin with a table."""

from __future__ import annotations

from sim.analysis.estimates import decided
from sim.drawing.marks import horizon_words
from sim.experiments.factorial.record import Factorial
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.verdict.record import Verdict
from sim.report.frames import interval
from sim.study.record import Experiment
from sim.text.labels import name_of
from sim.vocabulary import LONG_RUN

_MOST_NAMED = 3

_OUTCOME = "output_per_hour"

_COIN = 0.5


def lead_of(result: Experiment) -> str:
    """Return the answer in words; nothing where the words of the experiment begin with it.

    Parameters
    ----------
    result : Experiment
    """
    if isinstance(result, Verdict):
        return _verdict(result)
    if isinstance(result, Factorial):
        return _factorial(result)
    if isinstance(result, Sensitivity):
        return _sensitivity(result)
    return ""


def _verdict(result: Verdict) -> str:
    a, b = result.titles
    rows = result.probabilities[result.probabilities["measure"] == _OUTCOME]
    last = rows.iloc[-1]
    value = interval((last["probability"], last["low"], last["high"]), 2)
    if not decided(last["low"], last["high"], null=_COIN):
        side = "the draws do not decide which is more probable"
    else:
        side = f"{b if last['low'] > _COIN else a} is ahead in more of them"
    decisive = ", ".join(name_of(name) for name in result.decisive[:_MOST_NAMED])
    return (
        f"In {int(last['draws']):,} draws of all parameters from their published ranges, {b} is at "
        f"least as productive per hour as {a} ({horizon_words(str(last['horizon']))}) with "
        f"probability {value}: {side}. What decides it most: {decisive}."
    )


def _factorial(result: Factorial) -> str:
    rows = result.effects[
        (result.effects["horizon"] == LONG_RUN)
        & (result.effects["outcome"] == _OUTCOME)
        & (result.effects["order"] == 1)
    ]
    raised: list[str] = []
    lowered: list[str] = []
    undecided: list[str] = []
    for row in rows.to_dict("records"):
        words = (
            f"{row['term']} ({interval((row['effect'], row['low'], row['high']), 1, signed=True)})"
        )
        if not decided(row["low"], row["high"]):
            undecided.append(words)
        else:
            (raised if row["effect"] > 0 else lowered).append(words)
    parts = [
        f"{verb} {', '.join(terms)}"
        for verb, terms in (
            ("it is raised by", raised),
            ("lowered by", lowered),
            ("undecided for", undecided),
        )
        if terms
    ]
    a, b = result.titles
    return (
        f"Output per hour in the long run, in log points (about per cent), when one institution "
        f"goes from the rule of {a} to that of {b}: {'; '.join(parts)}."
    )


def _sensitivity(result: Sensitivity) -> str:
    choices = ((result.indices, "total"), (result.indices, "mu_star"), (result.density, "pawn"))
    frame, by = next((frame, column) for frame, column in choices if column in frame)
    ordered = frame.sort_values(by, ascending=False, kind="stable")["parameter"]
    names = ", ".join(name_of(str(name)) for name in ordered[:_MOST_NAMED])
    what = name_of(result.outcome)
    if len(result.settings["scenarios"]) > 1:
        a, b = result.titles
        what = f"the gap in {what} between {b} and {a}"
    return (
        f"{what[:1].upper()}{what[1:]} ({horizon_words(result.horizon)}) is decided most by "
        f"{names}, of {len(ordered)} factors."
    )
