"""Skill (model section 5.11)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import pert


class SkillParameters(ParameterGroup):
    """Skill (model section 5.11): defaults, ranges and sources."""

    learning: float = parameter(
        0.02,
        unit="share of the gap per month of full practice",
        low=0.01,
        high=0.05,
        symbol="eta_l",
        kind="structural",
        meaning="Learning by doing",
        source="assumed: half of the gap closes in one to six years of full practice",
        source_checked=False,
        read_by=("learning_and_forgetting",),
        per_month="share",
    )
    progress_ratio: float = parameter(
        0.9,
        unit="unit labour per doubling of practice",
        low=0.7,
        high=0.95,
        symbol="PR",
        kind="structural",
        meaning="Learning curve of a person; lower is steeper",
        source=(
            "Dutton and Thomas (1984), measured on the cost of production of firms, for the "
            "spread; .90 for persons, against .80 for organisations, not read"
        ),
        source_checked=False,
        read_by=("learning_and_forgetting",),
    )
    forgetting: float = parameter(
        0.01,
        unit="share of the gap per month without practice",
        low=0.0,
        high=0.05,
        symbol="eta_f",
        kind="structural",
        meaning="Loss of skill that is not practised",
        source=(
            "Benkard (2000), measured on the production of one aircraft, and Bailey (1989), on "
            "people in a laboratory: skill decays; rates for persons, 0 to 5 per cent a month, "
            "not read"
        ),
        source_checked=False,
        read_by=("learning_and_forgetting",),
        per_month="share",
    )
    maintenance: float = parameter(
        0.75,
        unit="share of full-time practice",
        low=0.25,
        high=1.0,
        symbol="p_0",
        kind="structural",
        meaning="Practice at which nothing is forgotten",
        source="assumed: a broad core of the job; from a quarter of full time to all of it",
        source_checked=False,
        read_by=("learning_and_forgetting",),
    )
    untrained_skill: float = parameter(
        0.55,
        unit="share of aptitude",
        low=0.4,
        high=0.75,
        symbol="s_0/a",
        kind="structural",
        meaning="Skill without training or practice",
        source=(
            "Computed from BLS OEWS May 2025 and O*NET (CC BY 4.0), measured on occupations in "
            "the United States: pay rises by 11.3 per cent (9 to 13) per year of preparation, "
            "which over the twelve years of the most complex tasks implies about .58 (.54 to "
            ".65); varied more widely"
        ),
        source_checked=True,
        read_by=(
            "start",
            "demography",
            "labour_allocation",
            "learning_and_forgetting",
        ),
        prior=pert("a centre computed from data, with an interval, .54 to .65, inside the range"),
    )
    untrained_ceiling: float = parameter(
        0.7,
        unit="share of skill",
        low=0.4,
        high=1.0,
        symbol="u",
        kind="structural",
        meaning=(
            "What practice without training is worth in tasks for experts, those of five years of "
            "preparation and more, as a share of the skill of the trained"
        ),
        source=(
            "assumed: no measurement found of people who do expert work without its training; "
            "from what twelve years of preparation leave to those without any (.54 to .65, as in "
            "untrained_skill), and less where theory cannot be picked up, to no difference"
        ),
        source_checked=False,
        read_by=("start",),
    )
    licensing: float = parameter(
        1.0,
        unit="share of the law that is enforced",
        low=0.0,
        high=1.0,
        symbol="k_lic",
        kind="variant",
        meaning=(
            "How far those without training may only assist in licensed tasks; from 0.5 on they "
            "take over no hours of such tasks while the licensed have other work"
        ),
        source=(
            "assumed: a choice between two laws, 0 and 1; which tasks are licensed in the United "
            "States stands in the sector files"
        ),
        source_checked=False,
        read_by=("start",),
    )
