"""What published field experiments found, simulated."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="natural-experiments",
    package=__name__,
    record="NaturalExperiments",
    title="Natural experiments, simulated",
    help="Simulate changes whose effect is known, beside what was found.",
    position=120,
    plots=("natural_experiments_forest",),
)
