"""Mechanisms of motivation, variety and fairness."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

MOTIVES: Final[tuple[Alternative, ...]] = (
    Alternative(
        name="performance_pay",
        section="10.4",
        kind="mechanism",
        title="no pay by performance under a market, and no crowding out by such pay",
        values={"performance_pay_share": 0.0, "reward_crowding": 0.0},
    ),
    Alternative(
        name="content_variety",
        section="10.5",
        kind="mechanism",
        title="variety counts the tasks, not their content",
        values={"content_variety": 0.0},
    ),
    Alternative(
        name="worst_work",
        section="10.7",
        kind="mechanism",
        title="meaninglessness rises in a straight line with what jobs lack",
        values={"worst_work_response": 1.0},
    ),
    Alternative(
        name="norm_of_fairness",
        section="10.9",
        kind="mechanism",
        title="everybody holds pay by effort to be fair",
        values={"fair_effort": 1.0, "fair_contribution": 0.0, "fair_equality": 0.0},
    ),
)
"""In the order of the model document."""
