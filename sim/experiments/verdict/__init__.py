"""The answer over all assumptions inside their published ranges (model section 7)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="verdict",
    package=__name__,
    record="Verdict",
    title="Verdict over all assumptions",
    help="Ask how often parecon is ahead over all published assumptions.",
    position=70,
    plots=(
        "verdict_distribution",
        "verdict_map",
        "verdict_probabilities",
    ),
)
