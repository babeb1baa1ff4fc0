"""On what the answer hangs: mechanisms and asymmetries taken away one at a time, and in pairs."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="ablation",
    package=__name__,
    record="Ablation",
    title="Ablation of mechanisms and asymmetries",
    help="Tell on which mechanisms and asymmetries the sign of the gap hangs.",
    position=95,
    plots=("ablation_balance", "ablation_effects", "ablation_forest", "ablation_pairs"),
)
