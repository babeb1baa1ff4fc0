"""What a comparison measured, read by name."""

from sim.analysis.estimates import Conclusion
from sim.experiments.compare.outcomes import (
    channel_of,
    difference_in,
    quintile_differences,
    relative_difference_in,
)
from tests.support.synthetic import synthetic_comparison


def test_what_was_not_measured_has_no_interval():
    comparison = synthetic_comparison()
    unknown = (
        difference_in(comparison, "happiness", "long_run"),
        relative_difference_in(comparison, "effort", "long_run"),
        channel_of(comparison, "output_per_hour", "long_run", "employment"),
    )
    assert all(outcome.conclusion is Conclusion.NO_INTERVAL for outcome in unknown)
    assert quintile_differences(comparison, "happiness") == {}


def test_quintiles_come_in_order_from_the_worst_jobs_to_the_best():
    differences = quintile_differences(synthetic_comparison(), "income")
    assert list(differences) == [1, 2, 3, 4, 5]
    assert differences[1].conclusion is Conclusion.HIGHER
    assert differences[5].conclusion is Conclusion.LOWER
