"""Effort (model section 5.10)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class EffortParameters(ParameterGroup):
    """Effort (model section 5.10): defaults, ranges and sources."""

    effort_norm: float = parameter(
        0.45,
        unit="effort",
        low=0.3,
        high=0.6,
        symbol="e_0",
        kind="structural",
        meaning="Effort without any other motive",
        source="assumed: with the other terms at their defaults effort stays between its bounds",
        source_checked=False,
    )
    intrinsic_motivation: float = parameter(
        0.3,
        unit="effort",
        low=0.1,
        high=0.5,
        symbol="m",
        kind="structural",
        meaning="Effort that work without alienation adds",
        source=(
            "Wu and Paluck (2022), 65 groups in a Chinese factory: participatory meetings "
            "raised productivity by 10.6 per cent (3 to 14); by own arithmetic 0.1 to 0.5 make "
            "full voice worth 2 to 12 per cent"
        ),
        source_checked=True,
    )
    motivation_steepness: float = parameter(
        1.0,
        unit="exponent",
        low=1.0,
        high=6.0,
        symbol="p_a",
        kind="variant",
        meaning="How steeply intrinsic motivation responds to alienation around one half",
        source=(
            "assumed: no study of the shape was found; 1 is a straight line, the simplest form, "
            "and 6 is nearly a threshold"
        ),
        source_checked=False,
    )
    crowding: float = parameter(
        0.3,
        unit="share of intrinsic motivation at full monitoring",
        low=0.0,
        high=0.6,
        symbol="k_x0",
        kind="structural",
        meaning="Intrinsic motivation that control crowds out",
        source=(
            "Deci, Koestner and Ryan (1999), experiments with contingent reward: d of -.24 to "
            "-.40; not read"
        ),
        source_checked=False,
    )
    discipline_response: float = parameter(
        0.7,
        unit="effort per unit of monitoring times cost of job loss",
        low=0.3,
        high=1.4,
        symbol="k_d",
        kind="structural",
        meaning="Effort drawn by the threat of dismissal",
        source=(
            "Cappelli and Chauvin (1991) and Lazear, Shaw and Stanton (2013) for the sign; an "
            "elasticity of effort of .12 (.05 to .25) not read"
        ),
        source_checked=False,
    )
    gift_response: float = parameter(
        0.05,
        unit="effort per unit of relative pay",
        low=0.0,
        high=0.2,
        symbol="k_g",
        kind="structural",
        meaning="Effort in exchange for pay above what is fair",
        source=(
            "Gneezy and List (2006), field experiment: fades after hours, so small in the long "
            "run; up to .2 in others"
        ),
        source_checked=True,
    )
    gift_asymmetry: float = parameter(
        2.0,
        unit="multiple",
        low=1.0,
        high=3.0,
        symbol="k_g2",
        kind="structural",
        meaning="Response to pay below what is fair, relative to above",
        source=(
            "assumed: Akerlof and Yellen (1990) argue that unfair pay lowers effort more than "
            "generous pay raises it"
        ),
        source_checked=False,
    )
    effort_pay_response: float = parameter(
        0.1,
        unit="effort",
        low=0.0,
        high=0.25,
        symbol="k_e",
        kind="structural",
        meaning="Effort drawn by pay that follows effort exactly",
        source=(
            "assumed: Sol (2016) shows in theory that peer evaluation motivates even when not "
            "quite truthful; size unknown"
        ),
        source_checked=False,
    )
    solidarity: float = parameter(
        0.02,
        unit="effort",
        low=0.0,
        high=0.06,
        symbol="k_s",
        kind="structural",
        meaning="Effort that comes from deciding together",
        source=(
            "Doucouliagos (1995), 43 studies of participation: positive, stronger in labour-"
            "managed firms; sizes not read"
        ),
        source_checked=False,
    )
    peer_norm: float = parameter(
        0.15,
        unit="weight",
        low=0.0,
        high=0.25,
        symbol="k_w",
        kind="structural",
        meaning="Pull of the workplace's mean effort",
        source=(
            "Mas and Moretti (2009), supermarket cashiers: .05 to .25, general knowledge, not "
            "read; widened to 0, effort without any peer norm"
        ),
        source_checked=False,
    )
    effort_adjustment: float = parameter(
        0.2,
        unit="share of the gap per month",
        low=0.05,
        high=0.5,
        symbol="eta_e",
        kind="structural",
        meaning="How fast effort follows its target",
        source="assumed: half of a change after one month to one year",
        source_checked=False,
    )
    effort_minimum: float = parameter(
        0.2,
        unit="effort",
        low=0.1,
        high=0.3,
        symbol="e_min",
        kind="structural",
        meaning="Lowest effort",
        source="assumed: what attendance alone brings about",
        source_checked=False,
    )
