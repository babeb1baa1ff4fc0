"""The simulated baseline against stylised facts."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="validate-model",
    package=__name__,
    record="ModelValidation",
    title="Model against stylised facts",
    help="Hold a baseline against stylised facts.",
    position=100,
    plots=("facts_chart",),
)
