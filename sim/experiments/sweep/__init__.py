"""Every point of an experimental design."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="sweep",
    package=__name__,
    record="Sweep",
    title="Sweep over a design",
    help="Do all runs of a design; goes on where it was stopped.",
    position=30,
    plots=("sweep_overview",),
)
