"""Decisions (model sections 5.4 and 10.6)."""

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
        unit="per unit of relative competence",
        low=0.0,
        high=1.0,
        symbol="d",
        kind="structural",
        meaning="Extra weight of the more competent in a formally equal council",
        source=(
            "assumed: Albert and Hahnel (1991) say that without balance the empowered rule, "
            "Evans (2024) that they need not; size unknown, so the whole range"
        ),
        source_checked=False,
        read_by=("decisions.council", "pay.effort_and_need"),
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
    competence_adjustment: float = parameter(
        0.02,
        unit="share of the gap per month",
        low=0.005,
        high=1.0,
        symbol="eta_c",
        kind="structural",
        meaning="How fast the competence to take part follows the empowerment of the job",
        source=(
            "assumed: from ten years to at once, at which competence is the empowerment of the "
            "present job; Pateman (1970) and Hahnel (2005) claim that participation is learnt, "
            "Kohn and Schooler (1983) find effects of work on people over ten years"
        ),
        source_checked=False,
        read_by=("decision_making", "division_of_labour"),
        per_month="share",
    )
    schooling_competence: float = parameter(
        0.02,
        unit="competence per year of schooling",
        low=0.0,
        high=0.05,
        symbol="k_sc",
        kind="structural",
        meaning="Competence to take part that a year of general education adds to that of the job",
        source=(
            "assumed: from nothing to a tenth for two years; that schooling goes with political "
            "participation is general knowledge, what a later year adds in a workplace is unknown"
        ),
        source_checked=False,
        read_by=("decision_making", "division_of_labour"),
    )
    society_reference: float = parameter(
        0.5,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="s_ref",
        kind="structural",
        meaning=(
            "Weight of all people at work, beside the workplace, in what competence is held against"
        ),
        source=(
            "assumed: whether people compare themselves with colleagues or with society is "
            "unknown, so the whole range"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    attendance_least: float = parameter(
        0.6,
        unit="share of meetings",
        low=0.2,
        high=1.0,
        symbol="att_0",
        kind="structural",
        meaning=(
            "Meetings attended without any competence to take part; with full competence all are."
            " Under a manager it is attendance at consultations"
        ),
        source=(
            "assumed: from a fifth to no difference; Albert and Hahnel (1991) say that the "
            "disempowered stop attending, how many do was not found"
        ),
        source_checked=False,
        read_by=("decisions.council", "decisions.manager"),
    )
    assembly_size: float = parameter(
        50.0,
        unit="members",
        low=15.0,
        high=150.0,
        symbol="n_a",
        kind="structural",
        meaning=(
            "Members up to whom everybody can take part; beyond, some are represented. "
            "Consultations under a manager are held by team, so size counts for nothing there"
        ),
        source="assumed: from a group around a table to a hall in which people know one another",
        source_checked=False,
        read_by=("decisions.council",),
    )
    delegation_loss: float = parameter(
        0.2,
        unit="exponent",
        low=0.0,
        high=0.5,
        symbol="k_del",
        kind="structural",
        meaning="How much voice falls with size beyond the assembly",
        source=(
            "assumed: from nothing to the square root, at which four times the members have half "
            "of the voice each"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    outvoted_loss: float = parameter(
        0.0,
        unit="share of voice",
        low=0.0,
        high=0.5,
        symbol="k_out",
        kind="structural",
        meaning="Voice lost by who never gets their way in votes. Under a manager nobody votes",
        source=(
            "assumed: from nothing to a half; that a vote which is always lost is worth less than"
            " one that is sometimes won is general knowledge, the size is unknown"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
