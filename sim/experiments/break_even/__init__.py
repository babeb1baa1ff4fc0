"""The value of a parameter at which two regimes are equal (model section 7)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="break-even",
    package=__name__,
    record="BreakEven",
    title="Break-even",
    help="Find the value of a parameter at which neither regime is ahead.",
    position=60,
    plots=("break_even_curve",),
)
