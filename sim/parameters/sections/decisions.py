"""Decisions (model section 5.4)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class DecisionsParameters(ParameterGroup):
    """Decisions (model section 5.4): defaults, ranges and sources."""

    vote_own_interest: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=2.0,
        symbol="w_own",
        kind="institutional",
        meaning="Weight of the change of one's own job in a vote",
        source="assumed: the unit of the other weights; from selfless to twice as selfish",
        source_checked=False,
        read_by=("decisions.council",),
    )
    vote_solidarity: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=2.0,
        symbol="w_solidarity",
        kind="institutional",
        meaning="Weight of the fall of the spread of jobs in a vote",
        source="assumed: as much as one's own job; from nothing to twice that",
        source_checked=False,
        read_by=("decisions.council",),
    )
    vote_output: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=5.0,
        symbol="w_output",
        kind="institutional",
        meaning="Weight of the expected change of log output in a vote",
        source="assumed: from indifference to output to concern with little else",
        source_checked=False,
        read_by=("decisions.council",),
    )
    vote_noise: float = parameter(
        0.02,
        unit="index points, standard deviation",
        low=0.005,
        high=0.1,
        symbol="sd_v",
        kind="institutional",
        meaning="What else moves a vote",
        source="assumed: of the order of the change of a job by one round of swaps",
        source_checked=False,
        read_by=("decisions.council",),
        per_month="count",
    )
    majority: float = parameter(
        0.5,
        unit="share of votes",
        low=0.5,
        high=0.75,
        symbol="maj",
        kind="institutional",
        meaning="Share of votes that a proposal must exceed",
        source="assumed: from a simple to a three-quarters majority",
        source_checked=False,
        read_by=("decisions.council",),
    )
    dominance: float = parameter(
        0.5,
        unit="per unit of relative empowerment",
        low=0.0,
        high=1.0,
        symbol="d",
        kind="structural",
        meaning="Extra weight of people with empowering jobs in a formally equal council",
        source=(
            "assumed: Albert and Hahnel (1991) say that without balance the empowered rule, "
            "Evans (2024) that they need not; size unknown, so the whole range"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    consultation: float = parameter(
        0.0,
        unit="share of full voice",
        low=0.0,
        high=1.0,
        symbol="v_0",
        kind="variant",
        meaning="Voice that everyone has at least under a manager, as through regular meetings",
        source=(
            "assumed: none in a conventional firm; the participatory meetings of Wu and Paluck "
            "(2022) are taken for full voice"
        ),
        source_checked=False,
        read_by=("decisions.manager",),
    )
    voice_low: float = parameter(
        0.2,
        unit="empowerment score",
        low=0.0,
        high=0.4,
        symbol="E_low",
        kind="institutional",
        meaning="Empowerment up to which a person has no say under a manager",
        source="assumed: the lowest fifth of jobs; none to two fifths",
        source_checked=False,
        read_by=("decisions.manager",),
    )
    voice_high: float = parameter(
        0.9,
        unit="empowerment score",
        low=0.7,
        high=1.0,
        symbol="E_high",
        kind="institutional",
        meaning="Empowerment from which a person has full say under a manager",
        source=(
            "assumed: the highest tenth of jobs, as managers and supervisors are 12.1 per cent "
            "of jobs"
        ),
        source_checked=False,
        read_by=("decisions.manager",),
    )
