"""The output that a workplace can reach, against the balance of its jobs (model section 10.2)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="frontier-of-balance",
    package=__name__,
    record="FrontierOfBalance",
    title="Frontier of balance",
    help="Find the output that is possible at each balance of jobs.",
    position=75,
    plots=("balance_curve",),
)
