"""What in a comparison goes against its own headline: found by signs, and said in a line each.

No expectation of either side stands here. A surprise is a part whose sign is not that of the whole,
or two answers to nearly the same question that have opposite signs; both must be decided, so that
their intervals exclude zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.analysis.estimates import Conclusion, Outcome
from sim.experiments.compare.answer import DRIVERS, FIFTHS, OUTPUT, change_in
from sim.experiments.compare.balance_words import part_name
from sim.experiments.compare.bundle import BALANCED, HIERARCHICAL
from sim.experiments.compare.outcomes import (
    channel_of,
    difference_in,
    quintile_differences,
    relative_difference_in,
)
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.short import added_by_jobs, side_with
from sim.text.labels import name_of
from sim.text.numbers import difference, per_cent
from sim.text.phrases import capital, listed
from sim.vocabulary import LONG_RUN, TRANSITION

MOST: Final = 5
"""Surprises that are said."""

SIDES_OF_ALIENATION: Final = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")
"""Indicators of which alienation is made."""

MEASURES: Final = ("alienation", "income")
"""Measures that are known for each fifth of the people."""

_RISES: Final = {Conclusion.HIGHER: "rises", Conclusion.LOWER: "falls"}

_OTHER: Final = {Conclusion.HIGHER: Conclusion.LOWER, Conclusion.LOWER: Conclusion.HIGHER}


def surprises(result: Comparison) -> tuple[str, ...]:
    """Return what goes against the headline, a line for each; none is made up where there is none.

    Parameters
    ----------
    result : Comparison
    """
    found = (_of_jobs, _of_time, _of_effort, _of_head, _of_alienation, _of_fifths)
    return tuple(text for find in found for text in find(result))[:MOST]


def opposite(first: Outcome, second: Outcome) -> bool:
    """Return whether two estimates are decided and have opposite signs.

    Parameters
    ----------
    first, second : Outcome
    """
    return _OTHER.get(first.conclusion) is second.conclusion


def _of_jobs(result: Comparison) -> Iterator[str]:
    """Yield where balanced jobs alone do the opposite of the bundle, or of themselves elsewhere."""
    if result.balance.empty:
        return
    whole = relative_difference_in(result, OUTPUT, LONG_RUN)
    within, alone = (added_by_jobs(result, division) for division in (BALANCED, HIERARCHICAL))
    if opposite(within, alone):
        yield (
            f"Balanced jobs: output {_changes(within)} with the rest of "
            f"{side_with(result, BALANCED)}, {_changes(alone)} with that of "
            f"{side_with(result, HIERARCHICAL)}."
        )
    elif opposite(within, whole):
        yield f"Output {_changes(whole)} with the bundle, {_changes(within)} through balanced jobs."


def _of_time(result: Comparison) -> Iterator[str]:
    early, late = (relative_difference_in(result, OUTPUT, time) for time in (TRANSITION, LONG_RUN))
    if opposite(early, late):
        yield f"Output {_changes(early)} in the transition, and {_changes(late)} in the long run."


def _of_effort(result: Comparison) -> Iterator[str]:
    """Yield which parts of the gap in output go against it."""
    whole = relative_difference_in(result, OUTPUT, LONG_RUN)
    parts = {name: channel_of(result, OUTPUT, LONG_RUN, name) for name in DRIVERS}
    against = [name for name, part in parts.items() if opposite(part, whole)]
    if against:
        verb = "adds" if whole.conclusion is Conclusion.LOWER else "takes"
        named = listed(
            f"{part_name(name)} {verb} "
            f"{difference(parts[name], 'log points').text('none').lstrip('+-')}"
            for name in against
        )
        yield f"Output {_changes(whole)}, although {named}."


def _of_head(result: Comparison) -> Iterator[str]:
    hour, head = (
        relative_difference_in(result, name, LONG_RUN) for name in (OUTPUT, "output_per_head")
    )
    if opposite(hour, head):
        yield f"Output per hour {_changes(hour)}, output per head {_changes(head)}."


def _of_alienation(result: Comparison) -> Iterator[str]:
    """Yield which sides of alienation change the other way than alienation does."""
    whole = difference_in(result, "alienation", LONG_RUN)
    against = [
        name
        for name in SIDES_OF_ALIENATION
        if opposite(difference_in(result, name, LONG_RUN), whole)
    ]
    if against:
        number = change_in(result, "alienation", LONG_RUN).text("none")
        named = listed(
            f"{name_of(name)} {change_in(result, name, LONG_RUN).text('none')}" for name in against
        )
        yield f"Alienation {_RISES[whole.conclusion]} ({number}), but not all of it: {named}."


def _of_fifths(result: Comparison) -> Iterator[str]:
    """Yield for which fifths of the people a measure goes the other way than for most."""
    if result.completed < 2:
        return
    for measure in MEASURES:
        fifths = quintile_differences(result, measure)
        by = {
            conclusion: [number for number, one in fifths.items() if one.conclusion is conclusion]
            for conclusion in _RISES
        }
        few, many = sorted(by, key=lambda conclusion: len(by[conclusion]))
        if by[few]:
            who = listed(FIFTHS[number - 1] for number in by[few])
            yield (
                f"{capital(name_of(measure))} {_RISES[many]} for {len(by[many])} fifths by job "
                f"before, and {_RISES[few]} for the {who}."
            )


def _changes(gap: Outcome) -> str:
    """Return a decided gap as a verb: "falls by 6.8 %"."""
    return f"{_RISES[gap.conclusion]} by {per_cent(gap).text('none').lstrip('+-')}"
