"""Parameters fitted to stylised facts by simulated moments."""

from sim.study.kind import Kind

EXPERIMENT = Kind(
    name="calibrate",
    package=__name__,
    record="Calibration",
    title="Calibration to stylised facts",
    help="Fit the baseline to facts by simulated moments.",
    position=110,
    plots=("calibration_chart",),
)
