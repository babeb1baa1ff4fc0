"""Talent and population (model sections 2, 3 and 4)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class TalentParameters(ParameterGroup):
    """Talent and population (model sections 2, 3 and 4): defaults, ranges and sources."""

    talent_correlation: float = parameter(
        0.3,
        unit="correlation",
        low=0.0,
        high=0.6,
        symbol="r",
        kind="structural",
        meaning="Correlation of log aptitude between skill domains",
        source=(
            "Carroll (1993), measured on test takers in hundreds of data sets: all abilities "
            "correlate positively; level not read. Decisive, so varied from independent talents "
            "to one dominant general factor"
        ),
        source_checked=False,
        read_by=("start", "demography"),
    )
    aptitude_dispersion: float = parameter(
        0.19,
        unit="log points, standard deviation",
        low=0.11,
        high=0.27,
        symbol="sd_a",
        kind="structural",
        meaning="Spread of log aptitude in a domain",
        source=(
            "Hunter, Schmidt and Judiesch (1990), measured on the output of employees relative to "
            "its mean: .19, .32 and .48 in jobs of low, medium and high complexity, plus or minus "
            ".08; not read. They are .19 times a complexity of 1, 1.7 and 2.5. Schmidt and Hunter "
            "(1983) have .20 where there are no piece rates"
        ),
        source_checked=False,
        read_by=(
            "start",
            "demography",
            "data_collection",
            "education.class_selected",
            "education.open",
        ),
    )
    entry_age: float = parameter(
        20.0,
        unit="years",
        low=18.0,
        high=25.0,
        symbol="t_in",
        kind="structural",
        meaning="Age at which people enter the labour force",
        source="assumed: from the end of secondary school to that of a first degree",
        source_checked=False,
        read_by=("start", "demography"),
    )
    retirement_age: float = parameter(
        65.0,
        unit="years",
        low=60.0,
        high=70.0,
        symbol="t_out",
        kind="structural",
        meaning="Age at which people leave the labour force",
        source="assumed: statutory ages of rich countries lie in the range",
        source_checked=False,
        read_by=("start", "demography"),
    )
    need_dispersion: float = parameter(
        0.3,
        unit="log points, standard deviation",
        low=0.0,
        high=0.8,
        symbol="sd_n",
        kind="structural",
        meaning="Spread of need weights",
        source=(
            "assumed: from equal needs to a spread like that of households of one to five people"
        ),
        source_checked=False,
        read_by=("start", "demography"),
    )
