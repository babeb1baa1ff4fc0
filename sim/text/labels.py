"""Names and units of measures as a reader sees them, in tables, sentences and on axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.vocabulary import ADVOCATES, CRITICS, PUBLISHED

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "output_per_hour_with_training": "output per hour with training",
        "self_estrangement": "self-estrangement",
        "unemployment_rate": "unemployment",
        "training_share": "people in training",
        "expert_share": "trained experts",
        "expert_aptitude": "aptitude of experts",
        "income_gini": "income inequality (Gini)",
        "wealth_gini": "wealth inequality (Gini)",
        "wage_gini": "wage inequality (Gini)",
        "pay_ratio_90_10": "pay ratio, top to bottom tenth",
        "expert_pay_ratio": "pay ratio, experts to others",
        "empowerment_spread": "spread of empowerment",
        "job_index_spread": "spread of the job index",
        "concentration": "concentration of jobs on tasks",
        "variety": "variety of jobs",
        "meeting_share": "time in meetings",
        "supervision_share": "time lost to supervision",
        "switching_share": "time lost between tasks",
        "newcomer_share": "time lost with newcomers",
        "schooling_share": "time in general courses",
        "untrained_share": "expert work by the untrained",
        "untrained_share_of_licensed": "licensed work by the untrained",
        "expert_routine_share": "routine work of experts",
        "outside_share": "time in a second workplace",
        "vote_pass_rate": "votes passed",
        "competence": "competence to take part",
        "attendance": "attendance at meetings",
        "speaking_share": "speaking share from below",
        "proposals_from_below": "proposals from below",
        "solidary_votes": "votes for others at own cost",
        "sacrifice_pay_gini": "pay per sacrifice (Gini)",
        "balanced_share": "balanced jobs",
        "sector_spread": "job index between sectors",
        "workplace_spread": "job index inside workplaces",
        "hours_per_worker": "hours per worker",
        "ideas_per_workplace": "ideas per workplace",
        "job_to_job_transition_rate": "moves from job to job",
        "separation_rate": "moves into unemployment",
        "job_loss_share": "job loss among separations",
        "job_finding_rate": "job finding",
        "exit_rate": "exits to an enclave",
        "exit_aptitude": "aptitude of those who left",
        "vacancy_rate": "vacancies",
        "skills": "skills",
        "allocation": "allocation of tasks",
        "overhead": "meetings, supervision, switching",
        "efficiency": "efficiency",
        "motivation": "motivation",
        "total": "total",
        "near_leontief": "near-Leontief production",
        "cobb_douglas": "Cobb-Douglas production",
        "threshold_effort": "threshold effort response",
        "quarter_steps": "steps of a quarter",
        "month_steps": "steps of a month",
    }
)

PACK_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        PUBLISHED: "published defaults",
        CRITICS: "critics' assumptions",
        ADVOCATES: "advocates' assumptions",
    }
)
"""Names of the sets of assumptions, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Display:
    """How values of one unit are shown.

    Attributes
    ----------
    scale : float
        Shown value per value.
    level, difference : str
        Units of a level and of a difference as shown; may be empty for a pure number.
    decimals : int
        Digits after the point.
    """

    scale: float
    level: str
    difference: str
    decimals: int

    def text(self, value: float, signed: bool = False) -> str:
        """Return a value as text without its unit; "-" where there is none."""
        if value != value:
            return "-"
        text = f"{self.scale * value:{'+' if signed else ''}.{self.decimals}f}"
        # A rounded zero has no sign: -0.00 would look like a finding.
        return text.lstrip("+-") if float(text) == 0.0 else text


_PERCENT = Display(100.0, "%", "pp", 1)

_UNITS: Final[Mapping[str, Display]] = MappingProxyType(
    {
        "0 to 1": Display(1.0, "0 to 1", "0 to 1", 3),
        "standard deviation": Display(1.0, "SD", "SD", 3),
        "standard deviations": Display(1.0, "SD", "SD", 2),
        "%": Display(1.0, "%", "%", 1),
        "log points": Display(1.0, "log points", "log points", 1),
        "natural logarithm": Display(100.0, "log points", "log points", 1),
        "ratio": Display(1.0, "ratio", "ratio", 2),
        "full-time months": Display(1.0, "full-time", "full-time", 3),
        "fully trained, average = 1": Display(1.0, "trained = 1", "trained = 1", 3),
        "months of output": Display(1.0, "output-month", "output-month", 2),
    }
)


SCALES: Final = frozenset({"0 to 1", "index", "ratio", "trained = 1"})
"""Shown units that say how to read a number, and are not said after it."""


_ON_AXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "0 to 1": "scale 0 to 1",
        "SD": "standard deviation",
        "output-month": "months of output",
        "full-time": "full-time months",
        "trained = 1": "fully trained, average = 1",
    }
)


def name_of(measure: str) -> str:
    """Return the name of an indicator, measure or channel as running text."""
    return _NAMES.get(measure, measure.replace("_", " "))


def factor_name(factor: str) -> str:
    """Return the name of what a design varies as running text."""
    if factor.startswith("sectors."):
        return f"share of {factor.removeprefix('sectors.').replace('_', ' ')}"
    return factor.removeprefix("institutions.").replace("_", " ")


def display_of(unit: str) -> Display:
    """Return how values of a unit are shown; shares and probabilities in per cent."""
    if unit in _UNITS:
        return _UNITS[unit]
    if unit.startswith("share"):
        return _PERCENT
    if unit.startswith("probability"):
        period = unit.removeprefix("probability").replace("per ", "a ").strip()
        return Display(100.0, f"% {period}".strip(), "pp", 1)
    if unit == "per month":
        return Display(1.0, unit, unit, 4)
    if unit.endswith("full effort = 1"):
        return Display(1.0, "index", "index", 3)
    return Display(1.0, unit, unit, 3)


def heading_of(measure: str) -> str:
    """Return the name of an indicator, measure or channel with a capital, for headings."""
    name = name_of(measure)
    return name[:1].upper() + name[1:]


def axis_unit(unit: str, difference: bool = False) -> str:
    """Return a unit in words for an axis; an index says what counts as 1."""
    shown = display_of(unit)
    text = shown.difference if difference else shown.level
    if text == "%":
        return f"%{unit.removeprefix('share')}"
    if text == "index" and not difference:
        return "index, full effort = 1"
    return _ON_AXES.get(text, text)


def axis_label(measure: str, unit: str, difference: bool = False) -> str:
    """Return the label of an axis: what is shown, and its unit in brackets."""
    in_brackets = axis_unit(unit, difference)
    return f"{heading_of(measure)} ({in_brackets})" if in_brackets else heading_of(measure)
