"""Which assumptions decide an outcome."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="sensitivity",
    package=__name__,
    record="Sensitivity",
    title="What decides an outcome",
    help="Tell which factors of a design decide an outcome.",
    position=80,
    plots=("sensitivity_bars",),
)
