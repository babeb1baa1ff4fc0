"""Division of labour (model sections 5.2, 5.3 and 5.5)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class DivisionParameters(ParameterGroup):
    """Division of labour (model sections 5.2, 5.3 and 5.5): defaults, ranges and sources."""

    swap_hours: float = parameter(
        0.05,
        unit="share of a full-time month",
        low=0.01,
        high=0.2,
        symbol="h_swap",
        kind="institutional",
        meaning="Most hours that two members exchange in a month",
        source="assumed: from two hours to four days of a month",
        source_checked=False,
        read_by=("division.balanced",),
        per_month="count up to 1",
    )
    empowerment_weight: float = parameter(
        0.67,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_b",
        kind="structural",
        meaning="Weight of empowerment, against desirability, in the job index",
        source=(
            "assumed: Albert and Hahnel (1991) want balance in desirability and above all in "
            "empowerment"
        ),
        source_checked=False,
        read_by=("start", "division_of_labour", "division.balanced"),
    )
    content_variety: float = parameter(
        1.0,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="w_v",
        kind="variant",
        meaning="Weight of what tasks demand, against their number, in the variety of a job",
        source=(
            "assumed: 0 counts tasks, 1 the differences of what they demand, by the quadratic "
            "entropy of Rao (1982)"
        ),
        source_checked=False,
        read_by=("start", "overheads"),
    )
    federation_tolerance: float = parameter(
        0.1,
        unit="job index, standard deviation",
        low=0.02,
        high=0.2,
        symbol="h_tol",
        kind="institutional",
        meaning="Spread of jobs inside a workplace below which it balances with others",
        source=(
            "assumed: about half of the spread of jobs in a hierarchy; from a tenth of it to "
            "all of it"
        ),
        source_checked=False,
        read_by=("division.balanced",),
    )
    federation_hours: float = parameter(
        0.2,
        unit="share of a full-time month",
        low=0.0,
        high=0.5,
        symbol="h_fed",
        kind="institutional",
        meaning="Most hours in a second workplace",
        source="assumed: one day a week, from none to half of the time",
        source_checked=False,
        read_by=("division.balanced",),
        per_month="as it is",
    )
    federation_rate: float = parameter(
        0.05,
        unit="share of eligible people per month",
        low=0.0,
        high=0.2,
        symbol="p_fed",
        kind="institutional",
        meaning="Chance to begin an exchange with another workplace",
        source="assumed: from never to within half a year",
        source_checked=False,
        read_by=("division.balanced",),
        per_month="share",
    )
    outside_work_limit: float = parameter(
        0.5,
        unit="share of the hours of a task",
        low=0.2,
        high=0.9,
        symbol="h_out",
        kind="institutional",
        meaning="Most of the work of a task that people of other workplaces do",
        source="assumed: half, so that a workplace knows its own work; up to nearly all of it",
        source_checked=False,
        read_by=("division.balanced",),
    )
    society_tolerance: float = parameter(
        0.075,
        unit="job index, standard deviation",
        low=0.0,
        high=0.15,
        symbol="h_soc",
        kind="institutional",
        meaning="Spread of mean jobs between workplaces that people accept in a federation",
        source=(
            "assumed: from none, so that exchanges begin wherever some gain, to the spread "
            "between workplaces that there is without exchanges"
        ),
        source_checked=False,
        read_by=("division.balanced",),
    )
    exchange_renewal: float = parameter(
        0.02,
        unit="share of exchanges per month",
        low=0.0,
        high=0.2,
        symbol="p_ren",
        kind="institutional",
        meaning="Chance that the partners of an exchange end it to begin another, in need of one",
        source="assumed: from never to within half a year, as for a first exchange",
        source_checked=False,
        read_by=("division.balanced",),
        per_month="share",
    )
    wide_exchanges: float = parameter(
        1.0,
        unit="0 for no, 1 for yes",
        low=0.0,
        high=1.0,
        symbol="V_x",
        kind="variant",
        meaning=(
            "Whether, from one half on, colleagues make room for an exchange, so that it may take "
            "more hours of a task than the partners' own jobs hold"
        ),
        source=(
            "assumed: with small parts of many tasks in each job, exchanges of one's own hours "
            "alone cannot bring sectors close to each other"
        ),
        source_checked=False,
        read_by=("division.balanced",),
    )
    assignment_improvement: float = parameter(
        0.25,
        unit="share of directions per month",
        low=0.0,
        high=1.0,
        symbol="p_imp",
        kind="institutional",
        meaning=(
            "Share of the possible exchanges of tasks that a workplace examines for a gain of "
            "output, whoever decides; balanced jobs keep their index"
        ),
        source=(
            "assumed: from none to all of them in a month; nobody has measured how much of the "
            "best assignment organisations find, so that it is the same under managers and councils"
        ),
        source_checked=False,
        read_by=("division.hierarchical", "division.balanced"),
        per_month="share",
    )
