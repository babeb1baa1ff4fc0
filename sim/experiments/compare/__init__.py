"""The paired comparison of two regimes (model section 7)."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="compare",
    package=__name__,
    record="Comparison",
    title="Comparison of two regimes",
    help="Compare two regimes, replicate by replicate.",
    position=20,
    plots=(
        "balance",
        "channel_path",
        "channels",
        "differences",
        "distributions",
        "job_balance",
        "lorenz",
        "paths",
        "quintile_channels",
        "quintiles",
    ),
)
