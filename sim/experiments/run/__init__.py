"""One scenario, simulated."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="run",
    package=__name__,
    record="Run",
    title="One scenario",
    help="Simulate one scenario.",
    position=10,
)
