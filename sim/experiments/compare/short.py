"""What a comparison says at the end of a screen: balanced jobs, the bundle, and what decides."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.estimates import Conclusion, Outcome
from sim.experiments.compare.answer import (
    DRIVERS,
    HEADLINE,
    OUTPUT,
    RANDOM_DRAWS_ALONE,
    change_in,
    identical_words,
    turn_words,
)
from sim.experiments.compare.balance import added
from sim.experiments.compare.balance_words import FEW, SINGLE, part_name
from sim.experiments.compare.bundle import BALANCED, DIVISIONS, setting_of
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.text.labels import name_of
from sim.text.numbers import difference, per_cent
from sim.text.phrases import UNDECIDED, capital, counted, horizon_phrase, listed, months_name
from sim.text.undecided import replicates
from sim.vocabulary import LONG_RUN


def short(result: Comparison) -> Iterator[str]:
    """Yield the answer of a comparison in a few sentences, what matters most first.

    Parameters
    ----------
    result : Comparison
    """
    if same := identical_words(result):
        yield same
        return
    yield " ".join(filter(None, (_how_far(result), _effects(result), turn_words(result))))
    yield f"{_deciding(result)} {RANDOM_DRAWS_ALONE}".strip()
    yield _beside(result)


def added_by_jobs(result: Comparison, division: str) -> Outcome:
    """Return what balanced jobs add in the long run with the rest of the side that divides so.

    Parameters
    ----------
    result : Comparison
        That takes a bundle apart.
    division : str
        Rule of the division of labour of that side.
    """
    return added(result, setting_of(result.a, result.b, division), LONG_RUN)


def side_with(result: Comparison, division: str) -> str:
    """Return the name, for a reader, of the side that divides labour so."""
    at = [one.institutions.division for one in (result.a, result.b)].index(division)
    return result.titles[at]


def _how_far(result: Comparison) -> str:
    """Return what is said first where replicates are few, or do not decide."""
    size = replicates(result.completed)
    if result.completed == 1:
        return SINGLE
    wholes = [relative_difference_in(result, OUTPUT, LONG_RUN)]
    jobs = [added_by_jobs(result, one) for one in DIVISIONS] if len(result.balance) else []
    names = ["balanced jobs"] * len(jobs) + ["the bundle" if jobs else result.titles[1]]
    open_ones = [
        (name, size.enough([(one.difference, one.low, one.high)]))
        for name, one in zip(names, jobs + wholes, strict=True)
        if one.conclusion is Conclusion.UNDECIDED
    ]
    if open_ones:
        what = listed(dict.fromkeys(name for name, _ in open_ones))
        verb = "raise or lower" if what != names[-1] else "raises or lowers"
        why = f"whether {what} {verb} {name_of(OUTPUT)}"
        return size.undecided(why, max(needed for _, needed in open_ones))
    if result.completed < FEW:
        return f"Only {counted(result.completed, 'replicate')}: intervals are wide."
    return ""


def _effects(result: Comparison) -> str:
    """Return by how much balanced jobs, and all that differs, change output per hour."""
    when = f"{horizon_phrase(LONG_RUN)} ({months_name(*result.windows.long_run)})"
    whole = _changed(relative_difference_in(result, OUTPUT, LONG_RUN))
    a, b = result.titles
    if result.balance.empty:
        return f'In place of "{a}", "{b}" changes {name_of(OUTPUT)} {when} by {whole}.'
    parts = [
        f'by {_changed(added_by_jobs(result, one))} all else as in "{side_with(result, one)}"'
        for one in sorted(DIVISIONS, key=lambda division: division != BALANCED)
    ]
    return (
        f"Balanced jobs alone change {name_of(OUTPUT)} {when} {', and '.join(parts)}. The whole "
        f"bundle changes it by {whole}."
    )


def _changed(gap: Outcome) -> str:
    undecided = f" ({UNDECIDED})" if gap.conclusion is Conclusion.UNDECIDED else ""
    return f"{per_cent(gap).text()}{undecided}"


def _deciding(result: Comparison) -> str:
    """Return what the gap consists of, the largest part first."""
    parts = {name: channel_of(result, OUTPUT, LONG_RUN, name) for name in DRIVERS}
    known = {name: difference(part, "log points") for name, part in parts.items()}
    known = {name: number for name, number in known.items() if number.known}
    if not known:
        return ""
    order = sorted(known, key=lambda name: -abs(known[name].value))
    first, *rest = (f"{part_name(name)} {known[name].text(unit=False)}" for name in order)
    what = "the bundle" if len(result.balance) else "it"
    then = f" Then {', '.join(rest)}." if rest else ""
    return f"What decides {what} most, in log points: {first}.{then}"


def _beside(result: Comparison) -> str:
    """Return how the other indicators of the headline change, two in a sentence."""
    changes = {name: change_in(result, name, LONG_RUN) for name in HEADLINE if name != OUTPUT}
    said = [f"{name_of(name)} {number.text()}" for name, number in changes.items() if number.known]
    sentences = [", ".join(said[place : place + 2]) for place in range(0, len(said), 2)]
    return f"With it: {'. '.join([*sentences[:1], *map(capital, sentences[1:])])}." if said else ""
