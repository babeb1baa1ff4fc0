"""What balanced jobs themselves add, in words and as a table: said before the bundle.

Nothing here leans to either side: every sentence follows from an estimate and its interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sim.analysis.estimates import Conclusion, Outcome
from sim.experiments.compare.balance import (
    ADDED,
    DECISIONS,
    INTERACTION,
    added,
    effect_of,
    less,
    rules_in_order,
    settings_in,
)
from sim.experiments.compare.bundle import BALANCED, DIVISIONS, HIERARCHICAL, setting_of
from sim.experiments.compare.record import Comparison
from sim.text.document import Block, Cell, Paragraph, Table
from sim.text.labels import name_of
from sim.text.numbers import Number, difference, per_cent
from sim.text.phrases import (
    UNDECIDED,
    but_undecided,
    capital,
    counted,
    higher_or_lower,
    horizon_name,
    horizon_phrase,
    listed,
    months_name,
)
from sim.text.undecided import replicates
from sim.vocabulary import CHANNEL_GROUPS, HORIZONS, LONG_RUN, TOTAL

PARTS: Final = (*CHANNEL_GROUPS, "skills", "technology")
"""Parts that sum to what balanced jobs add."""

FEW: Final = 5
"""Replicates below which it is said first how few they are."""

SINGLE: Final = (
    "A single replicate has no interval, so that effects cannot be told from random draws: ask for "
    "more with --replicates."
)


def part_name(part: str) -> str:
    """Return the name of a part; technology rises by ideas."""
    return "ideas (technology)" if part == "technology" else name_of(part)


def rest_title(result: Comparison, rest: str) -> str:
    """Return the name, for a reader, of the regime whose rest a cell has."""
    return dict(zip(result.regimes, result.titles, strict=True))[rest]


def balance_lead(result: Comparison) -> str:
    """Return what balanced jobs add, with the rest of the bundle and without; empty if not told.

    Parameters
    ----------
    result : Comparison
    """
    if result.balance.empty:
        return ""
    whole = setting_of(result.a, result.b, BALANCED)
    alone = setting_of(result.a, result.b, HIERARCHICAL)
    titles = dict(
        zip(
            (result.a.institutions.division, result.b.institutions.division),
            result.titles,
            strict=True,
        )
    )
    months = months_name(*result.windows.long_run)
    return " ".join(
        (
            *_how_few(result),
            f"What balanced jobs themselves add {horizon_phrase(LONG_RUN)} ({months}):",
            f'all else as in "{titles[BALANCED]}", output per hour is {_added(result, whole)} with '
            f"them than without (log points: {_parts(result, whole)}).",
            f'Alone, all else as in "{titles[HIERARCHICAL]}", it is {_added(result, alone)} '
            f"({_parts(result, alone)}).",
        )
    )


def balance_numbers(result: Comparison) -> dict[str, Number]:
    """Return what balanced jobs add in each setting by name, for programs.

    Parameters
    ----------
    result : Comparison
    """
    numbers = {}
    for setting in settings_in(result):
        name = ".".join(("balance", *setting))
        for horizon in reversed(HORIZONS):
            numbers[f"{name}.output_per_hour.{horizon}"] = per_cent(added(result, setting, horizon))
        for part in (*PARTS, TOTAL):
            numbers[f"{name}.channel.{part}.{LONG_RUN}"] = difference(
                added(result, setting, LONG_RUN, part), "log points"
            )
    return numbers


def balance_text(result: Comparison) -> Iterator[Block]:
    """Yield how it is taken apart, and what the council adds.

    Parameters
    ----------
    result : Comparison
    """
    a, b = result.titles
    settings = settings_in(result)
    cells = 2 * len(settings)
    yield Paragraph(
        f'"{a}" and "{b}" differ in more than the division of labour, so that the gap between them '
        "is no answer to what balanced jobs do. All mixes of both, "
        f"{cells} with the two themselves, start from the same burn-in and meet common random "
        "numbers: hierarchical or balanced jobs, by who decides, with the other institutions and "
        "the parameters of either side. What balanced jobs add is the difference between two that "
        "are alike in all else."
    )
    if sentences := _council(result):
        yield Paragraph(sentences)


def effect_table(result: Comparison, horizon: str) -> Table:
    """Return what balanced jobs add to output per hour in every setting, with its parts.

    Parameters
    ----------
    result : Comparison
    horizon : str
    """
    settings = settings_in(result)
    lines = [("", "All months")]
    for part in PARTS:
        members = CHANNEL_GROUPS.get(part, ())
        lines.append((part, capital(part_name(part))))
        lines += [(name, f"of which {name_of(name)}") for name in members if len(members) > 1]
    lines.append((TOTAL, "Sum of the parts"))
    rows: list[tuple[Cell, ...]] = [
        (
            title,
            *(
                replace(
                    difference(added(result, setting, horizon, channel), "log points"), star=True
                )
                for setting in settings
            ),
        )
        for channel, title in lines
    ]
    return Table(
        caption=f"What balanced jobs add to output per hour, {horizon_name(horizon)}",
        header=(
            "Part",
            *(f"{rest_title(result, rest)}: {_words(rule)}" for rest, rule in settings),
        ),
        rows=tuple(rows),
        numeric=(False, *(True for _ in settings)),
        note="Columns: whose other institutions hold, and who decides. Log points are about per "
        "cent. The parts are means over the months that are split, so that their sum and the mean "
        "over all months need not be quite the same.",
        file="balance.parquet",
    )


def balance_seen(result: Comparison) -> str:
    """Return what can be seen in the figure of what balanced jobs add.

    Parameters
    ----------
    result : Comparison
    """
    texts = [
        f"rest as in {rest_title(result, rest)}, {_words(rule)} "
        + difference(added(result, (rest, rule), LONG_RUN, TOTAL), "log points").text(unit=False)
        for rest, rule in settings_in(result)
    ]
    return (
        "Dots with intervals for every mix, and stacked bars of what balanced jobs add in each "
        f"setting. Sums, in log points: {'; '.join(texts)}."
    )


def _how_few(result: Comparison) -> Iterator[str]:
    size = replicates(result.completed)
    open_ones = [
        gap
        for division in (BALANCED, HIERARCHICAL)
        if _is_open(gap := added(result, setting_of(result.a, result.b, division), LONG_RUN))
    ]
    if result.completed == 1:
        yield SINGLE
    elif open_ones:
        needed = [size.enough([(gap.difference, gap.low, gap.high)]) for gap in open_ones]
        which = "in either setting" if len(open_ones) > 1 else "in one of two settings"
        yield size.undecided(
            f"it is not shown {which} whether balanced jobs raise or lower output per hour",
            max(needed),
        )
    elif result.completed < FEW:
        yield f"Only {counted(result.completed, 'replicate')}: intervals are wide."


def _added(result: Comparison, setting: tuple[str, str]) -> str:
    """Return how output changes by balanced jobs in a setting."""
    gap = added(result, setting, LONG_RUN)
    return f"{higher_or_lower(gap)}{but_undecided(gap.conclusion)}"


def _parts(result: Comparison, setting: tuple[str, str]) -> str:
    """Return the parts in log points, those that are undecided last."""
    parts = {name: added(result, setting, LONG_RUN, name) for name in PARTS}
    open_ones = [name for name, found in parts.items() if _is_open(found)]
    known = [_part(name, found) for name, found in parts.items() if name not in open_ones]
    texts = [", ".join(known)] if known else []
    if open_ones:
        texts.append(f"{UNDECIDED} {listed(_part(name, parts[name]) for name in open_ones)}")
    return "; ".join(texts)


def _is_open(found: Outcome) -> bool:
    return found.conclusion is Conclusion.UNDECIDED


def _part(name: str, found: Outcome) -> str:
    number = difference(found, "log points").text("none", unit=False)
    return f"{part_name(name)} {number}"


def _council(result: Comparison) -> str:
    """Return what the other rule of decisions adds, and whether balance changes that."""
    rules = rules_in_order(rule for _, rule in settings_in(result))
    if len(rules) < 2:
        return ""
    first, second = rules
    change = less(second, first)
    parts = []
    for rest in dict.fromkeys(rest for rest, _ in settings_in(result)):
        effects = listed(
            f"{_points(effect_of(result, DECISIONS, (rest, change, division), LONG_RUN))} with "
            f"{division} jobs"
            for division in DIVISIONS
        )
        interaction = effect_of(result, INTERACTION, (rest, change, ADDED), LONG_RUN)
        parts.append(
            f'with the rest as in "{rest_title(result, rest)}", {effects}, so that what balanced '
            f"jobs add changes by {_points(interaction)}"
        )
    return (
        f"{capital(_words(second))} in place of {_words(first)}, output per hour "
        f"{horizon_phrase(LONG_RUN)}: {'; '.join(parts)}."
    )


def _words(rule: str) -> str:
    return rule.replace("_", " ")


def _points(found: Outcome) -> str:
    text = difference(found, "log points").text()
    return f"{text}, {UNDECIDED}" if found.conclusion is Conclusion.UNDECIDED else text
