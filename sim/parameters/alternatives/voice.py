"""Mechanisms of voice, competence and solidarity."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

VOICE: Final[tuple[Alternative, ...]] = (
    Alternative(
        "competence",
        "10.6",
        "mechanism",
        "competence to take part is that of the present job, not built by work and lost",
        {"competence_adjustment": 1.0, "schooling_competence": 0.0},
    ),
    Alternative(
        "society_reference",
        "10.6",
        "mechanism",
        "competence is held against that of the workplace, not of society",
        {"society_reference": 0.0},
    ),
    Alternative(
        "attendance",
        "10.6",
        "mechanism",
        "everybody attends meetings, whatever their competence",
        {"attendance_least": 1.0},
    ),
    Alternative(
        "delegation",
        "10.6",
        "mechanism",
        "voice does not fall with the size of a workplace",
        {"delegation_loss": 0.0},
    ),
    Alternative(
        "outvoted",
        "10.6",
        "mechanism",
        "who is always outvoted has as much voice as others",
        {"outvoted_loss": 0.0},
    ),
    Alternative(
        "dominance_in_ratings",
        "10.6",
        "mechanism",
        "peers rate effort without regard to standing in meetings",
        {"dominance_in_ratings": 0.0},
    ),
    Alternative(
        "habituation",
        "10.6",
        "mechanism",
        "nobody gets used to better or worse work",
        {"habituation": 0.0},
    ),
    Alternative(
        "sanctions",
        "10.6",
        "mechanism",
        "only the loss of the job disciplines, and only supervisors watch",
        {"sanction_cost": 0.0, "peer_monitoring": 0.0},
    ),
    Alternative(
        "practised_solidarity",
        "10.6",
        "mechanism",
        "solidarity is a constant of councils, not an outcome of voice and fairness",
        {"solidarity_by_decree": 1.0},
    ),
)
"""In the order of the model document."""
