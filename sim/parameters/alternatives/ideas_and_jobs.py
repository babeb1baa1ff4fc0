"""Mechanisms of job loss, ideas, exit, managing work and balance across society."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

IDEAS_AND_JOBS: Final[tuple[Alternative, ...]] = (
    Alternative(
        "jobs_end",
        "10.10",
        "mechanism",
        "nearly all who become unemployed quit, only falls of demand lay people off",
        {"layoff_rate": 0.0, "quit_rate": 0.012},
    ),
    Alternative(
        "moves_by_alienation",
        "10.10",
        "mechanism",
        "the alienated look for another job no more than others",
        {"moves_by_alienation": 0.0},
    ),
    Alternative(
        "cost_of_newcomers",
        "10.10",
        "mechanism",
        "newcomers to a workplace cost no time",
        {"newcomer_cost": 0.0},
    ),
    Alternative(
        "uptake_by_rank",
        "10.4",
        "mechanism",
        "managers take up all ideas of the empowered, councils hear everybody alike",
        {"uptake_high": 1.0, "uptake_by_voice": 0.0},
    ),
    Alternative(
        "returns_to_creativity",
        "10.12",
        "mechanism",
        "ideas are in proportion to the creativity of jobs, whatever the competence of people",
        {"idea_returns": 1.0, "idea_competence": 0.0},
    ),
    Alternative(
        "growth_as_observed",
        "10.12",
        "mechanism",
        "ideas arrive at a rate of their own, whatever growth follows",
        {"progress_by_growth": 0.0},
    ),
    Alternative(
        "pool_of_knowledge",
        "10.12",
        "mechanism",
        "technology follows the frontier of the sector",
        {"knowledge_pool": 0.0, "recombination": 0.0},
    ),
    Alternative(
        "wide_exchanges",
        "10.11",
        "mechanism",
        "partners of two workplaces exchange hours of their own jobs only, and keep to them",
        {"wide_exchanges": 0.0, "exchange_renewal": 0.0},
    ),
    Alternative(
        "accepted_spread",
        "10.11",
        "mechanism",
        "federations begin exchanges at any spread, with at most half of a task done from outside",
        {"society_tolerance": 0.0, "outside_work_limit": 0.5},
    ),
    Alternative(
        "pay_for_onerous_work",
        "10.11",
        "mechanism",
        "undesirable work is not paid for",
        {"onerous_pay": 0.0, "compensating_differential": 0.0},
    ),
    Alternative(
        "exit_margin",
        "10.13",
        "mechanism",
        "nobody leaves for an enclave",
        {"exit_response": 0.0},
    ),
    Alternative(
        "managing_is_chosen",
        "10.14",
        "mechanism",
        "managing takes the same hours, however little is supervised",
        {"supervision_part": 0.0},
    ),
)
"""In the order of the model document."""
