"""The indicators of a month as a record that compiled functions fill."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from sim.kernels.records import WORDS, Record, record

UNKNOWN: Final = float("nan")
"""Where there is nothing to measure."""


@record
class Indicators(Record):
    """Numbers that describe an economy in a month; `sim.phases.indicators` says what they mean."""

    output_per_hour: float = UNKNOWN
    output_per_head: float = UNKNOWN
    output_per_hour_with_training: float = UNKNOWN
    consumption_per_head: float = UNKNOWN
    effort: float = UNKNOWN
    alienation: float = UNKNOWN
    powerlessness: float = UNKNOWN
    meaninglessness: float = UNKNOWN
    self_estrangement: float = UNKNOWN
    isolation: float = UNKNOWN
    unemployment_rate: float = UNKNOWN
    insecurity: float = UNKNOWN
    job_finding_rate: float = UNKNOWN
    separation_rate: float = UNKNOWN
    job_loss_share: float = UNKNOWN
    job_to_job_transition_rate: float = UNKNOWN
    exit_rate: float = UNKNOWN
    exit_aptitude: float = UNKNOWN
    vacancy_rate: float = UNKNOWN
    training_share: float = UNKNOWN
    expert_share: float = UNKNOWN
    untrained_share: float = UNKNOWN
    untrained_share_of_licensed: float = UNKNOWN
    expert_routine_share: float = UNKNOWN
    expert_aptitude: float = UNKNOWN
    income_gini: float = UNKNOWN
    wealth_gini: float = UNKNOWN
    wage_gini: float = UNKNOWN
    pay_ratio_90_10: float = UNKNOWN
    expert_pay_ratio: float = UNKNOWN
    wage_share: float = UNKNOWN
    wealth_per_head: float = UNKNOWN
    empowerment: float = UNKNOWN
    empowerment_spread: float = UNKNOWN
    job_index_spread: float = UNKNOWN
    concentration: float = UNKNOWN
    variety: float = UNKNOWN
    meeting_share: float = UNKNOWN
    supervision_share: float = UNKNOWN
    switching_share: float = UNKNOWN
    newcomer_share: float = UNKNOWN
    schooling_share: float = UNKNOWN
    outside_share: float = UNKNOWN
    vote_pass_rate: float = UNKNOWN
    mean_skill: float = UNKNOWN
    hours_per_worker: float = UNKNOWN
    technology: float = UNKNOWN
    ideas_per_workplace: float = UNKNOWN
    competence: float = UNKNOWN
    attendance: float = UNKNOWN
    speaking_share: float = UNKNOWN
    proposals_from_below: float = UNKNOWN
    solidary_votes: float = UNKNOWN
    sacrifice_pay_gini: float = UNKNOWN
    balanced_share: float = UNKNOWN
    sector_spread: float = UNKNOWN
    workplace_spread: float = UNKNOWN

    def by_name(self) -> dict[str, float]:
        """Return every indicator by name, in the order of the fields."""
        return dict(zip(NAMES, self.values(), strict=True))

    def values(self) -> list[float]:
        """Return every indicator, in the order of the fields."""
        numbers: list[float] = self._floats[::WORDS].tolist()
        return numbers


NAMES: Final = tuple(each.name for each in fields(Indicators))
"""Of all indicators, in the order of the columns of a monthly table."""
