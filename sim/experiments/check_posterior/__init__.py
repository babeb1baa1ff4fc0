"""Whether a posterior is to be believed: recovery, prediction, leaving out, asking otherwise."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="check-posterior",
    package=__name__,
    record="PosteriorChecks",
    title="Checks of a posterior",
    help="Check whether an answer given the evidence is to be believed.",
    position=66,
    plots=("check_ranks", "check_prediction", "check_left_out", "check_sensitivity"),
)
