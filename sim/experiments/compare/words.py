"""The verdict of a comparison in plain words, for a reader without statistics.

Nothing here leans to either side: each sentence follows from an estimate and its interval, and an
interval that contains zero is reported as undecided.
"""

from __future__ import annotations

import textwrap
from typing import Final

from sim.analysis.estimates import Conclusion, Outcome, by_conclusion
from sim.experiments.compare.outcomes import (
    channel_of,
    difference_in,
    quintile_differences,
    relative_difference_in,
)
from sim.experiments.compare.record import Comparison
from sim.text.labels import display_of, name_of
from sim.vocabulary import CHANNEL_GROUPS, LONG_RUN, TOTAL, TRANSITION, Windows, windows_of

WIDTH: Final = 88
"""Characters in a line of the verdict."""

_DRIVERS: Final = (*CHANNEL_GROUPS, "skills", "technology")
_CONDITIONS: Final = ("unemployment_rate", "income_gini", "wealth_gini", "alienation")
_FATES: Final = ("income", "alienation")
_CHANGES: Final = {
    Conclusion.HIGHER: "rises",
    Conclusion.LOWER: "falls",
    Conclusion.EQUAL: "is the same",
    Conclusion.UNDECIDED: "is undecided",
    Conclusion.NO_INTERVAL: "has no interval",
}
_FIFTHS: Final = ("", "lowest", "second", "middle", "fourth", "highest")


def verdict_text(comparison: Comparison) -> str:
    """Return the verdict of a comparison in plain words.

    It names output per hour and per head in the long run and the transition, what drives the gap,
    living conditions, who gains and who loses, and what the verdict rests on. Lines have at most 88
    characters.

    Parameters
    ----------
    comparison : Comparison
    """
    if not comparison.completed:
        return _paragraph(f"No verdict: no replicate finished. {_missing(comparison)}")
    windows = windows_of(max(1, int(comparison.monthly["month"].max())))
    paragraphs = [
        _opening(comparison),
        _long_run(comparison, windows),
        _transition(comparison, windows),
        _drivers(comparison),
        _conditions(comparison),
        _gains_and_losses(comparison),
        _caveat(comparison, windows),
    ]
    return "\n\n".join(_paragraph(text) for text in paragraphs if text)


def _opening(comparison: Comparison) -> str:
    a, b = comparison.titles
    count = comparison.completed
    times = "once" if count == 1 else f"{count} times"
    return (
        f"{b} against {a}: {comparison.b.workers:,} people, simulated {times} under both, from the "
        "same start and with the same luck. "
        + ("" if count == 1 else "Brackets hold 95 % intervals. ")
        + _missing(comparison)
    )


def _missing(comparison: Comparison) -> str:
    """Return what is said of replicates that did not finish."""
    parts = []
    if failed := len(comparison.failures):
        parts.append(
            f"{failed} of {comparison.replicates} replicates failed and "
            f"{'is' if failed == 1 else 'are'} left out."
        )
    if comparison.interrupted:
        parts.append(
            f"Stopped early: {comparison.completed} of {comparison.replicates} replicates are done."
        )
    return " ".join(parts)


def _long_run(comparison: Comparison, windows: Windows) -> str:
    first, last = windows.long_run
    hour = relative_difference_in(comparison, "output_per_hour", LONG_RUN)
    head = relative_difference_in(comparison, "output_per_head", LONG_RUN)
    return (
        f"Long run (months {first} to {last}): {_output_sentence(comparison, hour)} "
        f"Output per head, which also counts people without work and in training, is "
        f"{_size(head)}{_without_certainty(head)}."
    )


def _transition(comparison: Comparison, windows: Windows) -> str:
    first, last = windows.transition
    early = relative_difference_in(comparison, "output_per_hour", TRANSITION)
    late = relative_difference_in(comparison, "output_per_hour", LONG_RUN)
    text = (
        f"Transition (months {first} to {last}): output per hour is {_size(early)}"
        f"{_without_certainty(early)}."
    )
    signs = (early.conclusion, late.conclusion)
    if signs == (Conclusion.LOWER, Conclusion.HIGHER):
        text += " So the change costs output at first and pays later."
    elif signs == (Conclusion.HIGHER, Conclusion.LOWER):
        text += " So the change pays at first and costs output later."
    return text


def _output_sentence(comparison: Comparison, hour: Outcome) -> str:
    a, b = (f'"{title}"' for title in comparison.titles)
    match hour.conclusion:
        case Conclusion.HIGHER | Conclusion.LOWER:
            return f"output per hour is {_size(hour)} under {b} than under {a}."
        case Conclusion.EQUAL:
            return f"output per hour is exactly the same under {b} and {a}."
        case Conclusion.UNDECIDED:
            return (
                f"undecided. The estimate for output per hour is {_size(hour)} under {b} than "
                f"under {a}, but the interval contains zero: these runs do not show which is more "
                "productive."
            )
        case Conclusion.NO_INTERVAL:
            return (
                f"output per hour is {_size(hour)} under {b} than under {a}, in a single "
                "replicate. It has no interval: luck and effect cannot be told apart. Use more "
                "replicates for a verdict."
            )


def _size(outcome: Outcome) -> str:
    """Return a difference in log points as per cent, as in "8.1 % higher [6.9 to 9.4 %]"."""
    share = outcome.as_percentage()
    if outcome.conclusion is Conclusion.EQUAL or share.difference != share.difference:
        return "the same" if outcome.conclusion is Conclusion.EQUAL else "not known"
    word = "higher" if share.difference >= 0.0 else "lower"
    text = f"{abs(share.difference):.1f} % {word}"
    if outcome.conclusion is Conclusion.NO_INTERVAL:
        return text
    return f"{text} [{_range(share.low, share.high, 1)} %]"


def _range(low: float, high: float, decimals: int, scale: float = 1.0) -> str:
    """Return the limits of an interval with signs, as in "-1.2 to +0.8"."""
    low_text, high_text = (f"{scale * limit:+.{decimals}f}" for limit in (low, high))
    return f"{low_text} to {high_text}"


def _without_certainty(outcome: Outcome) -> str:
    return ", which is undecided" if outcome.conclusion is Conclusion.UNDECIDED else ""


def _drivers(comparison: Comparison) -> str:
    parts = {
        name: channel_of(comparison, "output_per_hour", LONG_RUN, name)
        for name in (*_DRIVERS, "allocation", "overhead", TOTAL)
    }
    if any(part.difference != part.difference for part in parts.values()):
        return ""
    shares = {name: _points(part) for name, part in parts.items()}
    text = (
        f"What drives it, in log points (about per cent), together {shares[TOTAL]}: efficiency "
        f"{shares['efficiency']}, of which {name_of('allocation')} {shares['allocation']} and "
        f"{name_of('overhead')} {shares['overhead']}; motivation (effort) {shares['motivation']}; "
        f"skills {shares['skills']}; technology {shares['technology']}."
    )
    decided = {name: parts[name] for name in _DRIVERS if parts[name].decided}
    up = max(decided, key=lambda name: decided[name].difference, default="")
    down = min(decided, key=lambda name: decided[name].difference, default="")
    sentences = []
    if up and decided[up].difference > 0.0:
        sentences.append(f"The largest gain is in {up}")
    if down and decided[down].difference < 0.0:
        sentences.append(f"the largest loss in {down}" if sentences else _loss_alone(down))
    return text + (f" {', '.join(sentences)}." if sentences else "")


def _loss_alone(channel: str) -> str:
    return f"The largest loss is in {channel}"


def _points(outcome: Outcome) -> str:
    text = display_of("log points").text(outcome.difference, signed=True)
    if outcome.conclusion in (Conclusion.NO_INTERVAL, Conclusion.EQUAL):
        return text
    return f"{text} [{_range(outcome.low, outcome.high, 1)}]"


def _conditions(comparison: Comparison) -> str:
    """Return unemployment, inequality and alienation under both regimes in the long run."""
    rows = comparison.differences
    rows = rows[rows["horizon"] == LONG_RUN].set_index("indicator")
    sentences = []
    for indicator in _CONDITIONS:
        if indicator not in rows.index:
            continue
        row = rows.loc[[indicator]].iloc[0]
        shown = display_of(str(row["unit"]))
        unit = " %" if shown.level == "%" else ""
        outcome = difference_in(comparison, indicator, LONG_RUN)
        levels = (float(row[column]) for column in ("mean_a", "mean_b"))
        sentences.append(
            f"{name_of(indicator)} {' and '.join(shown.text(level) + unit for level in levels)}"
            f"{_change(outcome, shown.scale, shown.decimals)}"
        )
    if not sentences:
        return ""
    a, b = comparison.titles
    return f'Under "{a}" and "{b}", in the long run: {"; ".join(sentences)}.'


def _change(outcome: Outcome, scale: float, decimals: int) -> str:
    match outcome.conclusion:
        case Conclusion.NO_INTERVAL:
            return ""
        case Conclusion.EQUAL:
            return " (the same)"
        case Conclusion.UNDECIDED:
            return f" (change undecided, [{_range(outcome.low, outcome.high, decimals, scale)}])"
        case _:
            return f" (change [{_range(outcome.low, outcome.high, decimals, scale)}])"


def _gains_and_losses(comparison: Comparison) -> str:
    """Return which fifths of the jobs at the fork gain and lose."""
    sentences = []
    for measure in _FATES:
        fifths = quintile_differences(comparison, measure)
        if not fifths or comparison.completed < 2:
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
        "Who gains and who loses, by fifths of people from the worst to the best jobs before the "
        f"change: {'; '.join(sentences)}."
    )


def _fifths(numbers: list[int]) -> str:
    if len(numbers) == 5:
        return "all fifths"
    names = [_FIFTHS[number] for number in numbers]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"the {joined} fifth{'s' if len(names) > 1 else ''}"


def _caveat(comparison: Comparison, windows: Windows) -> str:
    first, last = windows.long_run
    count = comparison.completed
    text = (
        "This holds under the assumptions of these two scenarios and for "
        f"{count} replicate{'s' if count != 1 else ''}. "
    )
    if count > 1:
        text += "The intervals cover luck within the model, not doubt about its parameters. "
    if windows.shortened:
        text += f"The run is short: its long run is only the months {first} to {last}."
    return text


def _paragraph(text: str) -> str:
    # A number and its per cent sign stay on one line.
    kept = " ".join(text.split()).replace(" %", "\xa0%")
    return textwrap.fill(kept, WIDTH, break_on_hyphens=False).replace("\xa0", " ")
