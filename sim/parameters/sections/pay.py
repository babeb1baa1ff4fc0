"""Pay (model section 5.8)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import pert


class PayParameters(ParameterGroup):
    """Pay (model section 5.8): defaults, ranges and sources."""

    labour_share: float = parameter(
        0.6,
        unit="share of output",
        low=0.56,
        high=0.66,
        symbol="lambda",
        kind="institutional",
        meaning="Labour share at the reference unemployment rate",
        source=(
            "Bureau of Labor Statistics, measured on the nonfarm business sector of the United "
            "States since 1947: .57 to .63; level not read"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    wage_curve: float = parameter(
        0.1,
        unit="elasticity",
        low=0.0,
        high=0.2,
        symbol="beta_u",
        kind="institutional",
        meaning="Fall of the labour share with unemployment",
        source=(
            "Nijkamp and Poot (2005), measured on 208 published elasticities of pay to local "
            "unemployment: .07 when corrected for the bias of publication, .1 in Blanchflower and "
            "Oswald (1994); single ones spread widely, so from none to twice the usual. That it "
            "holds of the labour share is assumed"
        ),
        source_checked=True,
        read_by=("pay.market",),
        prior=pert(
            "published: .07 corrected and .1 uncorrected, single estimates spread about them"
        ),
    )
    reference_unemployment: float = parameter(
        0.057,
        unit="share of the labour force",
        low=0.04,
        high=0.08,
        symbol="u_0",
        kind="institutional",
        meaning="Unemployment at which the labour share is as given",
        source=(
            "Bureau of Labor Statistics, measured on the labour force of the United States, mean "
            "since 1948, 4 to 8 over longer spells; not read"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    rank_premium: float = parameter(
        0.9,
        unit="log points per unit of empowerment",
        low=0.0,
        high=1.5,
        symbol="beta_E",
        kind="institutional",
        meaning="Pay for rank",
        source=(
            "assumed: with skill_premium it brings the baseline into the ranges of the expert "
            "pay ratio, 1.7 to 2.3, and of the wage Gini, .30 to .40, computed from BLS OEWS "
            "May 2025 and O*NET (CC BY 4.0)"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    skill_premium: float = parameter(
        0.5,
        unit="log points per unit of skill in use",
        low=0.0,
        high=1.0,
        symbol="beta_s",
        kind="institutional",
        meaning="Pay for skill",
        source=(
            "assumed: with rank_premium it brings the baseline into the range of the ratio of "
            "the ninth to the first decile of wages, 3.5 to 5, computed from BLS OEWS May 2025 "
            "and O*NET (CC BY 4.0)"
        ),
        source_checked=False,
        read_by=("demography", "pay.market"),
    )
    residual_pay_dispersion: float = parameter(
        0.38,
        unit="log points, standard deviation",
        low=0.15,
        high=0.45,
        symbol="sd_p",
        kind="institutional",
        meaning="Spread of pay that neither job, skill nor workplace explains",
        source=(
            "Computed from BLS OEWS May 2025 and O*NET (CC BY 4.0), measured on employees in the "
            "United States: a Gini coefficient of wages of .34, of which .28 between occupations, "
            "leaves .36 inside them by own arithmetic; part of it is skill"
        ),
        source_checked=True,
        read_by=("start", "demography"),
    )
    rent_sharing: float = parameter(
        0.1,
        unit="elasticity",
        low=0.05,
        high=0.15,
        symbol="beta_y",
        kind="institutional",
        meaning="Pay with the success of the workplace",
        source=(
            "Card, Cardoso, Heining and Kline (2018), measured on matched data of workers and "
            "firms: elasticities of pay to value added per worker of .05 to .15"
        ),
        source_checked=True,
        read_by=("pay.market",),
        prior=pert("a published interval, .05 to .15, and its middle"),
    )
    performance_pay_share: float = parameter(
        0.35,
        unit="share of workers",
        low=0.0,
        high=1.0,
        symbol="k_pp",
        kind="institutional",
        meaning=(
            "Workers under a market whose pay follows their performance; pay by effort and need "
            "follows effort by its own rules"
        ),
        source=(
            "Lemieux, MacLeod and Parent (2009), measured on jobs in the Panel Study of Income "
            "Dynamics of the United States: more and more pay by bonus, commission or piece rate, "
            ".3 to .45 of them, level not read; from nobody to all, as in a single firm that pays "
            "by the piece"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    performance_measure: float = parameter(
        0.52,
        unit="correlation",
        low=0.4,
        high=0.6,
        symbol="r_m",
        kind="structural",
        meaning="Reliability of what pay by performance goes by, a supervisor's judgement",
        source=(
            "Viswesvaran, Ones and Schmidt (1996), measured on ratings of job performance in many "
            "firms: one supervisor's has a reliability of .52; .4 to .6 in later studies"
        ),
        source_checked=True,
        read_by=("pay.market",),
        prior=pert("a published centre, .52, and what later studies find, .4 to .6"),
    )
    profit_sharing: float = parameter(
        0.0,
        unit="share of profit",
        low=0.0,
        high=1.0,
        symbol="k_p",
        kind="variant",
        meaning="Profit that goes to the members of workplaces",
        source="assumed: 0 in a conventional firm and 1 in a cooperative, by definition",
        source_checked=False,
        read_by=("pay.market",),
    )
    investment_share: float = parameter(
        0.2,
        unit="share of output",
        low=0.15,
        high=0.3,
        symbol="i",
        kind="institutional",
        meaning="Common investment, before pay by effort, need or hours",
        source=(
            "assumed: investment of rich countries, between a seventh and under a third of output"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need", "pay.equal"),
    )
    need_share: float = parameter(
        0.3,
        unit="share of income",
        low=0.0,
        high=0.6,
        symbol="k_n",
        kind="institutional",
        meaning="Income paid by need",
        source="assumed: from nothing to most, as proposals differ",
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    leniency: float = parameter(
        0.5,
        unit="weight",
        low=0.0,
        high=1.0,
        symbol="k_l",
        kind="institutional",
        meaning="Weight of the mean in peer ratings",
        source=(
            "assumed: leniency is the main bias of ratings, its size in councils is unknown; at"
            " 1 everybody is rated alike"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    peer_reliability: float = parameter(
        0.42,
        unit="correlation",
        low=0.3,
        high=0.5,
        symbol="r_p",
        kind="structural",
        meaning="Reliability of one peer's rating",
        source=(
            "Viswesvaran, Ones and Schmidt (1996), measured on ratings of job performance in many "
            "firms: lower than a supervisor's .52; the value for peers not read"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    peer_raters: float = parameter(
        5.0,
        unit="persons",
        low=1.0,
        high=10.0,
        symbol="n_p",
        kind="institutional",
        meaning="Peers who rate a member",
        source=(
            "assumed: a small team; five raters reach a reliability of .78 by the Spearman-"
            "Brown formula, ten .88"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    collusion_share: float = parameter(
        0.1,
        unit="share of members",
        low=0.0,
        high=0.4,
        symbol="k_x",
        kind="institutional",
        meaning="Members who rate one another up",
        source=(
            "assumed: no measurement found; Sol (2016) shows in theory that close relations "
            "distort ratings"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    collusion_gain: float = parameter(
        0.2,
        unit="relative rise of the rating",
        low=0.0,
        high=0.5,
        symbol="g_x",
        kind="institutional",
        meaning="What collusion adds to a rating",
        source="assumed: from nothing to half again",
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    compensating_differential: float = parameter(
        0.1,
        unit="log points of pay per unit of undesirability",
        low=0.0,
        high=0.6,
        symbol="w_V",
        kind="institutional",
        meaning="What a market pays more for a job that nobody desires, against the most desired",
        source=(
            "assumed: from none to more than a managers' premium; Rosen (1986) gives the theory "
            "of equalizing differences, measured ones are small but for risk of death (general "
            "knowledge, not read); the range is that of onerous_pay"
        ),
        source_checked=False,
        read_by=("pay.market",),
    )
    onerous_pay: float = parameter(
        0.1,
        unit="share of the rating per unit of undesirability",
        low=0.0,
        high=0.6,
        symbol="k_V",
        kind="institutional",
        meaning="What peers add to the rating of effort for a job that nobody desires",
        source=(
            "assumed: Albert and Hahnel (1991) pay for sacrifice, of which onerous work is a part, "
            "and balance jobs so that little of it is left; the range is that of "
            "compensating_differential"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
    dominance_in_ratings: float = parameter(
        0.5,
        unit="share of the dominance in votes",
        low=0.0,
        high=1.0,
        symbol="d_r",
        kind="structural",
        meaning=(
            "How far who dominates meetings is rated higher by peers; under a market pay by rank "
            "is rank_premium"
        ),
        source="assumed: from ratings of effort alone to as much dominance as in votes",
        source_checked=False,
        read_by=("pay.effort_and_need",),
    )
