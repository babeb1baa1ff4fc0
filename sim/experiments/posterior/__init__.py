"""The answer given the evidence: history matching in waves, then weighted runs."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="posterior",
    package=__name__,
    record="Posterior",
    title="Answer given the evidence",
    help="Tell how probable it is that a regime is ahead, given the evidence.",
    position=65,
    plots=("posterior_gaps", "posterior_parameters", "posterior_value"),
)
