"""What the rules of each institution may change; everything else belongs to others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MAY_CHANGE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "division": frozenset(
            {
                "people.hours",
                "people.outside_partner",
                "people.outside_workplace",
                "people.outside_task",
                "people.outside_hours",
                "people.empowerment",
                "people.desirability",
                "people.creativity",
                "people.concentration",
                "people.variety",
                "people.job_index",
                "people.voice",
                "people.unfairness",
                "workplaces.job_index_spread",
                "workplaces.incoming_offsets",
                "workplaces.incoming_rows",
                "flows.exchanged_hours",
            }
        ),
        "decisions": frozenset(
            {
                "people.voice",
                "people.heard",
                "flows.votes_at_own_cost",
                "flows.solidary_votes",
                "flows.proposals",
                "flows.proposals_from_below",
                "flows.invited",
                "flows.attending",
                "flows.speaking",
                "flows.invited_from_below",
                "flows.speaking_from_below",
            }
        ),
        "pay": frozenset(
            {
                "people.income",
                "people.hourly_pay",
                "people.wealth",
                "state.fallback_income",
                "state.public_capital",
                "flows.consumption",
                "flows.investment",
            }
        ),
        "employment": frozenset(
            {
                "workplaces.hours_factor",
                "state.destination",
                "state.job_loss_rate",
                "state.job_finding_rate",
                "flows.quits",
                "flows.layoffs",
                "flows.dismissals",
                "flows.hires",
                "flows.job_to_job",
                "flows.vacancies",
                "flows.separations_into_unemployment",
                "flows.unemployed_before_hiring",
            }
        ),
        "education": frozenset(
            {
                "people.status",
                "people.home_sector",
                "people.expert",
                "people.training_domain",
                "people.training_left",
                "people.skill",
                "people.effort",
                "people.alienation",
                "people.alienation_total",
                "state.destination",
            }
        ),
        "innovation": frozenset(
            {
                "workplaces.technology",
                "workplaces.backlog",
                "state.reference_creativity",
                "flows.ideas",
            }
        ),
    }
)
"""Arrays and numbers by switch, as ``people.<array>``, ``workplaces.<array>``, ``state.<name>`` or
``flows.<name>``; `EconomyState.memory` is open to all."""

READ_ONLY: Final = frozenset({"insecurity", "spell_months"})
"""Methods that are given the state to look at, and may change nothing."""
