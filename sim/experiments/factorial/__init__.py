"""What each institution does, alone and in pairs (model section 7)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="factorial",
    package=__name__,
    record="Factorial",
    title="Institution by institution",
    help="Run all 64 mixes of institutions; effects and interactions.",
    position=40,
    plots=("factorial_effects",),
)
