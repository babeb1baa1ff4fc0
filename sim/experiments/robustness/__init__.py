"""The gap under other functional forms, sizes and numerical choices."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="robustness",
    package=__name__,
    record="Robustness",
    title="Robustness of the gap",
    help="Tell whether the gap survives other functional forms, sizes and steps.",
    position=90,
    plots=("robustness_forest",),
)
