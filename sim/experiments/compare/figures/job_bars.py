"""Figure of the jobs of one workplace, task by task, before and after a change of regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.drawing.style import INK, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError, choices
from sim.experiments.compare.record import TRAINING, UNTRAINED, Comparison
from sim.text.labels import heading_of
from sim.text.phrases import counted
from sim.vocabulary import BURN_IN

WORKED_EXAMPLES: Final = ("hospital", "aircraft_plant")
"""Sectors of the two worked examples of the literature on balanced jobs."""

CALLED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("hospital", "surgery and diagnosis"): "surgeon",
        ("hospital", "cleaning, food and transport"): "janitor",
        ("aircraft_plant", "design engineering"): "design engineer",
        ("aircraft_plant", "records, stores and cleaning"): "stores clerk and cleaner",
    }
)
"""What a person who mostly does a task is called, by sector and task."""

MOSTLY: Final = 0.5
"""Share of full time from which a person is called by a task."""

_PANELS = 3
_COLORS: Final = (
    "#332288", "#882255", "#117733", "#AA4499", "#CC6677", "#999933", "#44AA99", "#88CCEE",
    "#DDCC77",
)  # fmt: skip
"""The muted colours of Paul Tol, from dark to light: neighbours differ in hue, all in shade."""

_ELSEWHERE_HATCH = "////"
_UNTRAINED_HATCH = "\\\\\\\\"
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Named:
    """A person who is named in the picture.

    Attributes
    ----------
    person : int
    name : str
    """

    person: int
    name: str


@styled
def job_balance(
    comparison: Comparison,
    sector: str = WORKED_EXAMPLES[0],
    regime: str | None = None,
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the jobs of one workplace as bars of task hours, before and after the change.

    Each bar is the job of one member, the tasks in order of empowerment, the darkest the most
    empowering; expert work by people not trained for it is hatched. Members keep their place from
    the upper panel to the lower ones; who has left since leaves a gap, who has joined stands on the
    right. The lowest panel is the job index before and after. Two people are named by what they
    mostly did before.

    Parameters
    ----------
    comparison : Comparison
    sector : str
    regime : str, optional
        An entry of `Comparison.regimes`; the second by default.
    axes : list of Axes, optional
        Three: for the jobs before, the jobs after, and the job index.

    Raises
    ------
    ResultsError
        If the comparison holds no jobs of this sector and regime, or not three axes are given.
    """
    chosen = comparison.regimes[1] if regime is None else regime
    before, after = jobs_before_and_after(comparison, sector, chosen)
    tasks = _tasks(comparison, sector, before, after)
    places = _places(before, after)
    if axes is None:
        figure = Figure(figsize=(TWO_COLUMNS, 5.6), layout="constrained")
        grid = list(figure.subplots(_PANELS, 1, sharex=True, height_ratios=(2, 2, 1.15)))
    else:
        grid = list(axes)
        if len(grid) != _PANELS:
            raise ResultsError(f"this figure needs {_PANELS} axes, but {len(grid)} were given")
        figure = figure_of(grid[0])
    title = dict(zip(comparison.regimes, comparison.titles, strict=True))[chosen]
    month = int(after["month"].iloc[0])
    _draw_jobs(grid[0], before, tasks, places)
    _draw_jobs(grid[1], after, tasks, places)
    _draw_index(grid[2], before, after, places)
    first = comparison.titles[0]
    grid[0].set_title(f"Before the change: {first}", pad=26)
    grid[1].set_title(f"After {_time(month)} of: {title}", pad=26)
    grid[2].set_title("Job index of the same people")
    _name_the_joined(grid[1], after, places)
    members = before["person"].nunique()
    for row, person in enumerate(people_named(comparison, sector, chosen)):
        for panel in grid[:2]:
            _point_at(panel, person, places[person.person], row, members)
    grid[2].set_xlabel(_place_label(before, after))
    figure.set_label("Shown: one workplace in the first replicate.")
    if axes is None:
        head(figure, f"{heading_of(sector)}: {before['person'].nunique()} jobs in one workplace")
        handles = [Patch(**look, label=task) for task, look in tasks.items()]
        if _is_untrained(before).any() or _is_untrained(after).any():
            shade: dict[str, Any] = {"facecolor": "dimgrey", "linewidth": 0.3}
            untrained = _untrained(shade)
            handles.append(
                Patch(**shade, **untrained, label="expert work by people\nnot trained for it")
            )
        figure.legend(
            handles=handles,
            loc="outside right center",
            title="Task, the most\nempowering first\nand darkest",
            alignment="left",
            handlelength=1.4,
        )
    return figure


def jobs_before_and_after(
    comparison: Comparison, sector: str, regime: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the jobs of a sector's workplace at the fork and later, with who has stayed.

    Returns
    -------
    tuple of pandas.DataFrame
        Rows of `Comparison.jobs`; ``stayed`` says whether the same person is there both times.

    Raises
    ------
    ResultsError
        If the comparison holds no such jobs.
    """
    table = comparison.jobs
    if table.empty:
        raise ResultsError("this comparison holds no jobs; compare the two regimes again")
    known = list(dict.fromkeys(table["sector"]))
    if sector not in known:
        raise ResultsError(
            f"sector = '{sector}': this comparison has no such jobs; {choices(sector, known)}"
        )
    if regime not in comparison.regimes:
        raise ResultsError(
            f"regime = '{regime}': not in this comparison; {choices(regime, comparison.regimes)}"
        )
    rows = table[table["sector"] == sector]
    before, after = (rows[rows["regime"] == name] for name in (BURN_IN, regime))
    if before.empty or after.empty:
        raise ResultsError(f"this comparison holds no jobs of the sector '{sector}'")
    held = set(after.loc[after["entry_month"] <= 0, "person"])
    stayed = held & set(before["person"])
    return (
        before.assign(stayed=before["person"].isin(stayed)),
        after.assign(stayed=after["person"].isin(stayed)),
    )


def people_named(comparison: Comparison, sector: str, regime: str) -> list[Named]:
    """Return the two people who are named: who did most of the best and of the worst task before.

    In the worked examples the tasks are those of `CALLED`, otherwise the most and the least
    empowering one. Who is still there comes first.
    """
    before, _ = jobs_before_and_after(comparison, sector, regime)
    order = [task for task in _by_empowerment(comparison, sector) if task in set(before["task"])]
    called = [task for (place, task) in CALLED if place == sector and task in order]
    chosen = []
    for task in called or list(dict.fromkeys([order[0], order[-1]])):
        rows = before[before["task"] == task].sort_values(
            ["stayed", "hours", "person"], ascending=[False, False, True], kind="stable"
        )
        first = rows.iloc[0]
        name = CALLED.get((sector, task)) if first["hours"] >= MOSTLY else None
        chosen.append(Named(int(first["person"]), name or f"did most of: {task}"))
    return chosen


def _by_empowerment(comparison: Comparison, sector: str) -> list[str]:
    """Return the tasks of a sector, the most empowering first."""
    definition = next(s for s in comparison.a.sector_definitions if s.name == sector)
    ranked = sorted(definition.tasks, key=lambda task: -task.empowerment)
    return [task.name for task in ranked]


def _tasks(
    comparison: Comparison, sector: str, before: pd.DataFrame, after: pd.DataFrame
) -> dict[str, dict[str, Any]]:
    """Return the look of every task, the most empowering first and darkest."""
    names = _by_empowerment(comparison, sector)
    shades = _shades(len(names))
    looks: dict[str, dict[str, Any]] = {
        name: {"facecolor": shade, "edgecolor": "white", "linewidth": 0.3}
        for name, shade in zip(names, shades, strict=True)
    }
    for extra in dict.fromkeys([*before["task"], *after["task"]]):
        if extra not in looks:
            looks[extra] = {
                "facecolor": "white", "edgecolor": INK, "linewidth": 0.3, "hatch": _ELSEWHERE_HATCH,
            }  # fmt: skip
    return looks


def _shades(count: int) -> list[Any]:
    """Return colours from dark to light; of more than there are, shades of one scale."""
    if count > len(_COLORS):
        return list(mpl.colormaps["cividis"](np.linspace(0.0, 1.0, count)))
    return [_COLORS[k] for k in np.linspace(0, len(_COLORS) - 1, count).round().astype(int)]


def _places(before: pd.DataFrame, after: pd.DataFrame) -> dict[int, float]:
    """Return where each person stands: by job index before, then those who have joined since."""
    first = before.drop_duplicates("person").sort_values(
        ["job_index", "person"], ascending=[False, True]
    )
    # A seat with a new holder counts as somebody who has joined.
    joined = after[~after["stayed"]].drop_duplicates("person")
    joined = joined.sort_values(["job_index", "person"], ascending=[False, True])
    places = {int(person): float(place) for place, person in enumerate(first["person"])}
    start = len(places) + _GAP
    return places | {
        _key_of_new(int(person)): start + place for place, person in enumerate(joined["person"])
    }


def _key_of_new(person: int) -> int:
    """Return the key of a person who has joined since, which no member before has."""
    return -1 - person


def _places_of(rows: pd.DataFrame, places: Mapping[int, float], after: bool) -> np.ndarray:
    keys = [
        int(person) if stayed or not after else _key_of_new(int(person))
        for person, stayed in zip(rows["person"], rows["stayed"], strict=True)
    ]
    return np.array([places[key] for key in keys])


def _draw_jobs(
    panel: Axes,
    rows: pd.DataFrame,
    tasks: Mapping[str, Mapping[str, Any]],
    places: Mapping[int, float],
) -> None:
    """Draw each job as a bar of its tasks, from the most empowering at the bottom upwards."""
    after = bool((rows["regime"] != BURN_IN).all())
    bottom = dict.fromkeys(places.values(), 0.0)
    for task, look in tasks.items():
        of_task = rows[rows["task"] == task]
        untrained = _is_untrained(of_task)
        for part, marks in ((of_task[~untrained], {}), (of_task[untrained], _untrained(look))):
            at = _places_of(part, places, after)
            hours = 100.0 * part["hours"].to_numpy(np.float64)
            panel.bar(at, hours, bottom=[bottom[x] for x in at], width=0.94, **{**look, **marks})
            for x, height in zip(at, hours, strict=True):
                bottom[x] += height
    panel.set_ylabel("Working time (%)")
    panel.set_ylim(0.0, 100.0)
    panel.set_xlim(-0.8, max(places.values()) + 0.8)
    panel.set_xticks([])
    panel.grid(visible=False)


def _is_untrained(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows of a table of jobs are expert work of somebody not trained for it."""
    if TRAINING not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows[TRAINING] == UNTRAINED


def _untrained(look: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the hours of the untrained in a task look; strokes stand out from its shade."""
    if "hatch" in look:
        return {"hatch": _UNTRAINED_HATCH + _ELSEWHERE_HATCH}
    dark = sum(mpl.colors.to_rgb(look["facecolor"])) < 1.5
    return {"hatch": _UNTRAINED_HATCH, "edgecolor": "white" if dark else INK}


def _draw_index(
    panel: Axes, before: pd.DataFrame, after: pd.DataFrame, places: Mapping[int, float]
) -> None:
    for rows, late in ((before, False), (after, True)):
        each = rows.drop_duplicates("person")
        panel.plot(
            _places_of(each, places, late),
            each["job_index"],
            marker="o" if late else "_",
            markersize=3.0 if late else 5.0,
            color=INK,
            linestyle="none",
            label="after" if late else "before",
        )
    panel.set_ylim(0.0, 1.0)
    panel.set_ylabel("Job index\n(0 to 1)")
    panel.legend(loc="lower left", ncols=2, borderaxespad=0.0)


def _point_at(panel: Axes, named: Named, place: float, row: int, members: int) -> None:
    """Name the bar of a person above it, each name on a row of its own."""
    right = place > 0.5 * members
    panel.annotate(
        named.name,
        (place, 100.0),
        xytext=(-5 if right else 5, 8 + 10 * row),
        textcoords="offset points",
        ha="right" if right else "left",
        va="center",
        fontsize=7.5,
        arrowprops={
            "arrowstyle": "-|>",
            "color": INK,
            "linewidth": 0.8,
            "shrinkA": 0,
            "shrinkB": 0,
            "relpos": (1.0 if right else 0.0, 0.5),
        },
        annotation_clip=False,
    )


_WIDE: Final = 0.16
"""Part of the bars from which on a line of words fits above those who have joined."""


def _name_the_joined(panel: Axes, after: pd.DataFrame, places: Mapping[int, float]) -> None:
    """Say above the bars on the right that these people have joined since."""
    at = _places_of(after[~after["stayed"]], places, after=True)
    if len(at):
        ends = [at.min() - 0.45, at.max() + 0.45]
        narrow = ends[1] - ends[0] < _WIDE * (max(places.values()) + 1)
        panel.plot(ends, [104.0, 104.0], color=INK, linewidth=0.8, clip_on=False)
        panel.annotate(
            "joined\nsince" if narrow else "joined since",
            (ends[1], 104.0), xytext=(0, 2), textcoords="offset points", ha="right",
            va="bottom", fontsize=7.5, annotation_clip=False,
        )  # fmt: skip


def _time(months: int) -> str:
    """Return a time in words, in years where they are whole."""
    return counted(months, "month") if months % 12 else counted(months // 12, "year")


def _place_label(before: pd.DataFrame, after: pd.DataFrame) -> str:
    people = before.drop_duplicates("person")
    joined = after.loc[~after["stayed"], "person"].nunique()
    left = int((~people["stayed"]).sum())
    return (
        "Members, the best job before on the left\n"
        f"(gaps: {left} {_have(left)} left since; on the right: {joined} {_have(joined)} joined)"
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
