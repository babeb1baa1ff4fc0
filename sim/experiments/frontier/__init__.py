"""Where two regimes are equal, over one or two parameters (model section 7)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="frontier",
    package=__name__,
    record="Frontier",
    title="Break-even frontier",
    help="Map the gap over two parameters, and the line where it is zero.",
    position=50,
    plots=("frontier_map",),
)
