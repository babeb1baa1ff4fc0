"""Saving and wealth (model section 5.8)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class WealthParameters(ParameterGroup):
    """Saving and wealth (model section 5.8): defaults, ranges and sources."""

    saving_rate: float = parameter(
        0.05,
        unit="share of income",
        low=0.0,
        high=0.2,
        symbol="s_0",
        kind="institutional",
        meaning="Saving out of every income",
        source="assumed: household saving rates of rich countries, from nearly none to a fifth",
        source_checked=False,
        read_by=("pay.market",),
    )
    saving_progressivity: float = parameter(
        0.4,
        unit="share of income above the mean",
        low=0.0,
        high=0.6,
        symbol="s_1",
        kind="institutional",
        meaning="Further saving out of income above the mean",
        source=(
            "assumed: from equal saving rates to most of a high income saved, so that wealth "
            "concentrates; Dynan, Skinner and Zeldes (2004) find that rates rise with income, "
            "among households of the United States"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    wealth_depreciation: float = parameter(
        0.004,
        unit="share per month",
        low=0.002,
        high=0.008,
        symbol="delta",
        kind="structural",
        meaning="Wear of capital",
        source="assumed: 2 to 9 per cent a year",
        source_checked=False,
        read_by=("pay.effort_and_need", "pay.equal", "pay.market"),
        per_month="share",
    )
    inheritance: float = parameter(
        0.8,
        unit="share of an estate",
        low=0.0,
        high=1.0,
        symbol="k_b",
        kind="institutional",
        meaning="Wealth that stays in the family; all share the rest",
        source="assumed: the rule can be anything between full taxation and none",
        source_checked=False,
        read_by=("demography",),
    )
    wealth_dispersion: float = parameter(
        1.8,
        unit="log points, standard deviation",
        low=1.05,
        high=2.4,
        symbol="sd_w",
        kind="structural",
        meaning="Spread of wealth at the start",
        source=(
            "Survey of Consumer Finances, measured on households of the United States: wealth "
            "Gini of .85 (.80 to .88), and .55 to .80 elsewhere in the OECD; not read. The range "
            "gives lognormal wealth a Gini of .54 to .91 and the default .80, to which saving and "
            "inheritance add"
        ),
        source_checked=False,
        read_by=("start",),
    )
    savings_buffer: float = parameter(
        3.0,
        unit="months of income",
        low=0.0,
        high=12.0,
        symbol="w_buf",
        kind="institutional",
        meaning="Savings that people want to hold where capital is common",
        source="assumed: from none to a year's income",
        source_checked=False,
        read_by=("pay.effort_and_need", "pay.equal"),
        per_month="as it is",
    )
