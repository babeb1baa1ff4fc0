"""What facts tell about parameters: each fitted value in its range."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.drawing.ranges import INSIDE, KNOWN, finish, mark, range_handles, rows_panel
from sim.drawing.style import INK, head, styled
from sim.errors import ResultsError
from sim.experiments.calibrate.record import JOINTLY, KEEPS_RANGE, Calibration
from sim.text.labels import name_of
from sim.text.tables import Row


def drawings(result: Calibration) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a calibration, by name."""
    return {"fit": partial(calibration_chart, result)}


@styled
def calibration_chart(result: Calibration, axes: Axes | None = None) -> Figure:
    """Return what the facts leave of the range of each parameter.

    The band is the range, the stroke the default; the disc is the fitted value with its 95 %
    interval. Parameters that keep their range have no disc.

    Parameters
    ----------
    result : Calibration
    axes : Axes, optional
        Where to draw.
    """
    table = result.fit.iloc[::-1].reset_index(drop=True)
    if table.empty:
        raise ResultsError("this calibration holds no parameter to draw")
    panel, figure = rows_panel(axes, 1.1 * len(table))
    low, width = table["range_low"], table["range_high"] - table["range_low"]
    panel.axvspan(0.0, 1.0, color=KNOWN, zorder=0)
    panel.plot((table["default"] - low) / width, table.index, "|", color=INK, markersize=8)
    rows = table.to_dict("records")
    for place, row in enumerate(rows):
        if row["status"] != KEEPS_RANGE:
            value, least, most = (
                (float(row[name]) - low[place]) / width[place] for name in ("value", "low", "high")
            )
            mark(panel, place, (value, least, most))
    labels = [f"{name_of(str(row['parameter']))}\n{_pinned(row)}" for row in rows]
    finish(panel, labels, (-0.05, 1.05), "x-small")
    panel.set_xticks([0.0, 1.0], ["lower end", "upper end"])
    panel.set_xlabel("Place in the range of the parameter")
    if axes is None:
        head(figure, "What the facts tell about parameters of the baseline")
        value = "fitted" if result.searched else "not fitted: start of the search"
        disc = Line2D(
            [], [], color=INSIDE.color, marker=INSIDE.marker, label=f"{value}, with 95 % interval"
        )
        figure.legend(
            handles=[*range_handles("range", "default"), disc], loc="outside lower center", ncols=3
        )
    return figure


def _pinned(row: Row) -> str:
    if row["status"] == KEEPS_RANGE:
        return "not identified"
    also = ", with others" if row["status"] == JOINTLY else ""
    return f"by {name_of(str(row['pinned_by']))}{also}"
