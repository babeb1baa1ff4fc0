"""What a comparison answers, for a reader without statistics.

Nothing here leans to either side: each sentence follows from an estimate and its interval, and an
interval that contains zero is reported as undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.analysis.estimates import Conclusion, by_conclusion
from sim.experiments.compare.balance_words import SINGLE, balance_lead, balance_numbers
from sim.experiments.compare.outcomes import (
    channel_of,
    difference_in,
    quintile_differences,
    relative_difference_in,
)
from sim.experiments.compare.record import Comparison
from sim.text.document import Bars, Block, Paragraph
from sim.text.labels import SCALES, name_of
from sim.text.numbers import Number, difference, per_cent
from sim.text.phrases import (
    UNDECIDED,
    but_undecided,
    capital,
    higher_or_lower,
    horizon_name,
    horizon_phrase,
    listed,
    months_name,
)
from sim.text.undecided import replicates
from sim.vocabulary import CHANNEL_GROUPS, HORIZONS, LONG_RUN, TRANSITION

OUTPUT: Final = "output_per_hour"
"""Indicator of which a comparison says first how it changes."""

HEADLINE: Final = (OUTPUT, "effort", "alienation", "income_gini", "unemployment_rate")
"""Indicators whose changes answer the question."""

DRIVERS: Final = (*CHANNEL_GROUPS, "skills", "technology")
"""Channels that add up to the gap in output per hour."""

MEASURES_BY_FIFTH: Final = ("income", "alienation")
"""Measures of which it is said who gains and who loses."""

FIFTHS: Final = ("lowest", "second", "middle", "fourth", "highest")

RANDOM_DRAWS_ALONE: Final = (
    "Intervals cover random draws, not doubt about parameters (see `balanced-jobs verdict`)."
)
"""Said wherever intervals of a comparison stand."""

_CHANGES: Final = {
    Conclusion.HIGHER: "rises",
    Conclusion.LOWER: "falls",
    Conclusion.EQUAL: "is the same",
    Conclusion.UNDECIDED: f"is {UNDECIDED}",
    Conclusion.NO_INTERVAL: "has no interval",
}


def answer(result: Comparison) -> Iterator[Block]:
    """Yield the answer of a comparison of which at least one replicate is finished.

    Parameters
    ----------
    result : Comparison
    """
    if balance := balance_lead(result):
        yield Paragraph(balance, "lead")
    yield Paragraph(_lead(result), "lead")
    if result.windows.shortened:
        yield Paragraph(
            f"The run is short: its long run is only the {months_name(*result.windows.long_run)}.",
            "warning",
        )
    a, b = result.titles
    yield Bars(f"{b} less {a}, long run", tuple(_bars(result)), RANDOM_DRAWS_ALONE)


def _bars(result: Comparison) -> Iterator[tuple[str, Number]]:
    """Yield the changes that answer the question, and how efficiency and motivation add to it."""
    for name in HEADLINE:
        number = change_in(result, name, LONG_RUN)
        if number.known:
            yield _label(name, number), number
        if name == OUTPUT:
            parts = {group: _channel(result, group) for group in CHANNEL_GROUPS}
            for group, part in parts.items():
                if part.known:
                    yield f"of which {name_of(group)}", part


def change_in(result: Comparison, indicator: str, horizon: str) -> Number:
    """Return the change of an indicator from a to b: of a level in per cent, else in its unit."""
    relative = per_cent(relative_difference_in(result, indicator, horizon))
    if relative.known:
        return relative
    return difference(difference_in(result, indicator, horizon), result.units.get(indicator, ""))


def main_numbers(result: Comparison) -> dict[str, Number]:
    """Return the changes of the main indicators and the channels by name, for programs."""
    changes = {
        f"{name}.{horizon}": change_in(result, name, horizon)
        for horizon in reversed(HORIZONS)
        for name in (*HEADLINE, "output_per_head")
    }
    channels = {f"channel.{name}.{LONG_RUN}": _channel(result, name) for name in DRIVERS}
    numbers = balance_numbers(result) | changes | channels
    return {name: number for name, number in numbers.items() if number.known}


def gains_and_losses(result: Comparison) -> str:
    """Return which fifths of the jobs before the change gain and lose; empty where unknown."""
    sentences = []
    for measure in MEASURES_BY_FIFTH:
        fifths = quintile_differences(result, measure)
        if not fifths or result.completed < 2:
            continue
        found = by_conclusion(fifths)
        parts = [
            f"{verb} for {_fifths(found[conclusion])}"
            for conclusion, verb in _CHANGES.items()
            if found[conclusion]
        ]
        sentences.append(f"{name_of(measure)} {', '.join(parts)}")
    if not sentences:
        return ""
    return (
        "Who gains and who loses, by fifths of people from the worst to the best jobs before: "
        f"{'; '.join(sentences)}."
    )


def _lead(result: Comparison) -> str:
    a, b = (f'"{title}"' for title in result.titles)
    if same := identical_words(result):
        return same
    bundle = not result.balance.empty
    gap = relative_difference_in(result, OUTPUT, LONG_RUN)
    when = horizon_phrase(LONG_RUN)
    if not bundle:
        when = f"{when} ({months_name(*result.windows.long_run)})"
    size = f"{name_of(OUTPUT)} is {higher_or_lower(gap)} under {b} than under {a} {when}"
    match gap.conclusion:
        case Conclusion.HIGHER | Conclusion.LOWER:
            text = f"{capital(size)}."
        case Conclusion.EQUAL:
            text = f"{capital(name_of(OUTPUT))} is exactly the same under {b} and {a} {when}."
        case Conclusion.UNDECIDED:
            number = replicates(result.completed)
            enough = number.enough([(gap.difference, gap.low, gap.high)])
            text = number.undecided(f"{size}, an interval with zero in it", enough)
        case Conclusion.NO_INTERVAL:
            said = "" if bundle else f"{SINGLE} "
            text = f"{said}In this one {size}."
    if bundle:
        text = f"The whole bundle: {text[:1].lower()}{text[1:]}"
    return " ".join(part for part in (text, _largest(result), turn_words(result)) if part)


def identical_words(result: Comparison) -> str:
    """Return that no indicator ever differs; empty where one does."""
    if not (result.path["difference"].fillna(0.0) == 0.0).all():
        return ""
    a, b = (f'"{title}"' for title in result.titles)
    return (
        f"{b} and {a} are exactly the same: every indicator has the same value under both in "
        "every month."
    )


def _largest(result: Comparison) -> str:
    """Return in which channels the largest gain and the largest loss lie."""
    parts = {name: channel_of(result, OUTPUT, LONG_RUN, name) for name in DRIVERS}
    decided = {name: part.difference for name, part in parts.items() if part.decided}
    up = max(decided, key=lambda name: decided[name], default="")
    down = min(decided, key=lambda name: decided[name], default="")
    sentences = []
    if up and decided[up] > 0.0:
        sentences.append(f"the largest gain is in {name_of(up)}")
    if down and decided[down] < 0.0:
        sentences.append(f"the largest loss {'' if sentences else 'is '}in {name_of(down)}")
    return f"{capital(', '.join(sentences))}." if sentences else ""


def transition(result: Comparison) -> str:
    """Return how output changes at first, in words."""
    early = relative_difference_in(result, OUTPUT, TRANSITION)
    text = (
        f"{capital(horizon_name(TRANSITION))} ({months_name(*result.windows.transition)}): "
        f"{name_of(OUTPUT)} is {higher_or_lower(early)}{but_undecided(early.conclusion)}."
    )
    return " ".join(part for part in (text, turn_words(result)) if part)


def turn_words(result: Comparison) -> str:
    """Return that the transition goes the other way than the long run, where it does."""
    early, late = (relative_difference_in(result, OUTPUT, name).conclusion for name in HORIZONS)
    match early, late:
        case Conclusion.LOWER, Conclusion.HIGHER:
            return "The change costs output at first and pays later."
        case Conclusion.HIGHER, Conclusion.LOWER:
            return "The change pays at first and costs output later."
        case _:
            return ""


def _channel(result: Comparison, name: str) -> Number:
    return difference(channel_of(result, OUTPUT, LONG_RUN, name), "log points")


def _label(indicator: str, number: Number) -> str:
    """Return the name of an indicator, with its scale where the number itself does not say it."""
    name = name_of(indicator)
    scale = number.unit_text
    return f"{name} ({scale})" if scale in SCALES and not name.endswith(")") else name


def _fifths(numbers: list[int]) -> str:
    if len(numbers) == len(FIFTHS):
        return "all fifths"
    plural = "s" if len(numbers) > 1 else ""
    return f"the {listed(FIFTHS[number - 1] for number in numbers)} fifth{plural}"
