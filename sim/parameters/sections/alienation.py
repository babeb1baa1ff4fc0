"""Alienation (model section 5.9)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class AlienationParameters(ParameterGroup):
    """Alienation (model section 5.9): defaults, ranges and sources."""

    alienation_adjustment: float = parameter(
        0.1,
        unit="share of the gap per month",
        low=0.03,
        high=1.0,
        symbol="eta_a",
        kind="structural",
        meaning="How fast alienation follows the job",
        source=(
            "assumed: from at once, as the meetings of Wu and Paluck (2022) told within weeks, to "
            "half of a change after two years"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
        per_month="share",
    )
    weight_powerlessness: float = parameter(
        0.25,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_1",
        kind="structural",
        meaning="Weight of powerlessness in total alienation",
        source=(
            "assumed: equal weights, as no measured ones are known, and any others; Seeman (1959) "
            "and Blauner (1964) name the four dimensions"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    weight_meaninglessness: float = parameter(
        0.25,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_2",
        kind="structural",
        meaning="Weight of meaninglessness in total alienation",
        source=(
            "assumed: equal weights, as no measured ones are known, and any others; Seeman (1959) "
            "and Blauner (1964) name the four dimensions"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    weight_self_estrangement: float = parameter(
        0.25,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_3",
        kind="structural",
        meaning="Weight of self-estrangement in total alienation",
        source=(
            "assumed: equal weights, as no measured ones are known, and any others; Seeman (1959) "
            "and Blauner (1964) name the four dimensions"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    weight_isolation: float = parameter(
        0.25,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_4",
        kind="structural",
        meaning="Weight of isolation in total alienation",
        source=(
            "assumed: equal weights, as no measured ones are known, and any others; Seeman (1959) "
            "and Blauner (1964) name the four dimensions"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    worst_work_response: float = parameter(
        2.0,
        unit="exponent",
        low=1.0,
        high=3.0,
        symbol="p_w",
        kind="structural",
        meaning="How much more the least desirable jobs weigh in meaninglessness",
        source=(
            "assumed: from a straight line to the cube. De Jonge and Schaufeli (1998) find that "
            "bent lines fit better than straight ones, between other features of jobs and the "
            "well-being of 1,437 nurses; how bent it is here is unknown"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    unfairness_weight: float = parameter(
        0.5,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_f",
        kind="structural",
        meaning="Weight of unfair pay in isolation; insecurity has the rest",
        source="assumed: equal parts; from insecurity alone to unfairness alone",
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    fair_effort: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_fe",
        kind="structural",
        meaning="Weight of effort in what people hold to be fair pay",
        source=(
            "assumed: what people hold fair is mixed. In Cappelen, Hole, Sorensen and Tungodden "
            "(2007) .38 of students divide by what each could choose; Konow (2003) reviews why "
            "desert by effort counts most. From shares of people to weights is a step, so any"
        ),
        source_checked=False,
        read_by=("pay_and_saving",),
    )
    fair_contribution: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_fc",
        kind="structural",
        meaning="Weight of contribution, effort with skill, in what people hold to be fair pay",
        source=(
            "assumed: in Cappelen, Hole, Sorensen and Tungodden (2007) .18 of students divide by "
            "what each brought in; from shares of people to weights is a step, so any weight"
        ),
        source_checked=False,
        read_by=("pay_and_saving",),
    )
    fair_equality: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_fq",
        kind="structural",
        meaning="Weight of equality in what people hold to be fair pay",
        source=(
            "assumed: in Cappelen, Hole, Sorensen and Tungodden (2007) .43 of students divide "
            "equally; from shares of people to weights is a step, so any weight"
        ),
        source_checked=False,
        read_by=("pay_and_saving",),
    )
    unemployed_alienation: float = parameter(
        0.8,
        unit="0 to 1",
        low=0.6,
        high=1.0,
        symbol="a_u",
        kind="structural",
        meaning="Alienation to which people without work tend",
        source="assumed: above that of nearly every job",
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
