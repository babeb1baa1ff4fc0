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
    assignment_improvement: float = parameter(
        0.0,
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
