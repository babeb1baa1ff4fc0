"""Effort (model section 5.10)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import pert


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
        read_by=("start", "alienation_and_effort"),
    )
    diligence_dispersion: float = parameter(
        0.12,
        unit="effort, standard deviation",
        low=0.04,
        high=0.16,
        symbol="sd_e",
        kind="structural",
        meaning="How much people differ in the effort they make without any other motive",
        source=(
            "Schmidt and Hunter (1983), measured on the output of workers in one job: standard "
            "deviation .20 of the mean without piece rates, .15 with them; in simple jobs that is "
            "mostly effort, by own arithmetic .12 at the usual effort"
        ),
        source_checked=True,
        read_by=("start", "demography", "decisions.council"),
    )
    intrinsic_motivation: float = parameter(
        0.3,
        unit="effort",
        low=0.05,
        high=0.6,
        symbol="m",
        kind="structural",
        meaning="Effort that work without alienation adds",
        source=(
            "Wu and Paluck (2022), measured on 65 groups of workers of a Chinese factory: "
            "participatory meetings raised productivity by 10.6 per cent (3 to 14). By own runs "
            "full voice is worth 9 per cent to line workers at .3, 3 at .05 and 15 at .6"
        ),
        source_checked=True,
        read_by=("alienation_and_effort",),
        prior=pert("the centre, 10.6 per cent, and interval, 3 to 14, of a field experiment"),
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
        read_by=("alienation_and_effort",),
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
            "Deci, Koestner and Ryan (1999), measured on 128 experiments with rewards, mostly of "
            "students and children: d of -.28 to -.40 by kind of reward. That control at work "
            "acts like reward, and a share of 0 to .6, is assumed"
        ),
        source_checked=True,
        read_by=("alienation_and_effort",),
    )
    reward_crowding: float = parameter(
        0.3,
        unit="share of intrinsic motivation at pay that follows effort exactly",
        low=0.0,
        high=0.6,
        symbol="k_x1",
        kind="structural",
        meaning="Intrinsic motivation that pay by performance crowds out",
        source=(
            "Deci, Koestner and Ryan (1999), measured on 128 experiments with rewards, mostly of "
            "students and children: d of -.28 to -.40 by kind of reward. That it is a share of 0 "
            "to .6 of motivation is assumed"
        ),
        source_checked=True,
        read_by=("alienation_and_effort",),
    )
    discipline_response: float = parameter(
        0.7,
        unit="effort per unit of monitoring times cost of being caught",
        low=0.25,
        high=2.0,
        symbol="k_d",
        kind="structural",
        meaning="Effort drawn by the threat of dismissal or of a sanction",
        source=(
            "Cappelli and Chauvin (1991), measured on disciplinary dismissals in plants of one "
            "firm, and Lazear, Shaw and Stanton (2013), on output of staff of one firm, for the "
            "sign; an elasticity of effort of .12 (.05 to .25) not read, which by own runs takes "
            ".7 (.25 to 2)"
        ),
        source_checked=False,
        read_by=("employment.job_guarantee", "employment.labour_market"),
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
            "Gneezy and List (2006), measured on students hired for a day: fades after hours "
            "(read), so small in the long run; the size, up to .2, not read"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
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
        read_by=("alienation_and_effort",),
    )
    effort_pay_response: float = parameter(
        0.15,
        unit="effort",
        low=0.0,
        high=0.25,
        symbol="k_e",
        kind="structural",
        meaning="Effort drawn by pay that follows effort exactly",
        source=(
            "Gielen, Kerkhofs and van Ours (2010), measured on Dutch firms: pay by performance "
            "raises productivity by 9 per cent, and Lazear (2000), on a firm that installs "
            "windshields: by 44, of which half by incentives, not read. By own runs, .3 of "
            "motivation crowded out, .15 gives 9 and 18 per cent, .1 gives 5 and 10"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    solidarity: float = parameter(
        0.02,
        unit="effort",
        low=0.0,
        high=0.06,
        symbol="k_s",
        kind="structural",
        meaning="Effort given for the others where all have full voice and pay is fair",
        source=(
            "assumed: up to a tenth of usual effort; Doucouliagos (1995), 43 studies of "
            "participation, finds a positive link with productivity, stronger in labour-managed "
            "firms, but what of it is solidarity is unknown"
        ),
        source_checked=False,
        read_by=("alienation_and_effort", "decisions.council"),
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
            "Mas and Moretti (2009), measured on supermarket cashiers: .05 to .25, level not read; "
            "widened to 0, effort without any peer norm"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    effort_adjustment: float = parameter(
        0.2,
        unit="share of the gap per month",
        low=0.05,
        high=1.0,
        symbol="eta_e",
        kind="structural",
        meaning="How fast effort follows its target",
        source=(
            "assumed: from at once, as the meetings of Wu and Paluck (2022) told within weeks, to "
            "half of a change after a year"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
        per_month="share",
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
        read_by=("alienation_and_effort",),
    )
    solidarity_by_decree: float = parameter(
        0.0,
        unit="share",
        low=0.0,
        high=1.0,
        symbol="k_s0",
        kind="variant",
        meaning=(
            "Solidarity that every council has whatever people do, in place of effort for others "
            "where voice and pay are fair"
        ),
        source=(
            "assumed: 1 is the earlier form of the model, a constant of councils; 0 makes it an "
            "outcome of voice and fairness under every rule"
        ),
        source_checked=False,
        read_by=("alienation_and_effort", "decisions.council"),
    )
    joining_selection: float = parameter(
        0.0,
        unit="standard deviations of diligence",
        low=0.0,
        high=1.0,
        symbol="k_join",
        kind="variant",
        meaning=(
            "How much more diligent the members of councils are where people choose to join, as "
            "in cooperatives of today"
        ),
        source=(
            "assumed: 0 where a whole society changes; up to 1 for comparison with cooperatives "
            "whose members have chosen them, of whom no measurement was found"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    habituation: float = parameter(
        0.5,
        unit="share of a lasting change",
        low=0.0,
        high=1.0,
        symbol="k_hab",
        kind="structural",
        meaning="Change of alienation that is no longer felt in effort once people are used to it",
        source=(
            "assumed: the whole range; Clark et al. (2008) find that satisfaction with life "
            "returns to its level after many events within years, after unemployment it does not,"
            " and nothing was found on effort"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
    habituation_half_life: float = parameter(
        24.0,
        unit="months",
        low=3.0,
        high=60.0,
        symbol="t_hab",
        kind="structural",
        meaning="Time in which half of a change of alienation becomes usual",
        source=(
            "assumed: from a season to five years; Clark et al. (2008) find adaptation within years"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
        per_month="as it is",
    )
    sanction_cost: float = parameter(
        0.15,
        unit="share of a year's pay",
        low=0.0,
        high=0.3,
        symbol="c_x",
        kind="structural",
        meaning=(
            "What being caught with low effort costs where the job is not lost: pay, transfer, "
            "leaving the team"
        ),
        source=(
            "assumed: from nothing to the loss of some months of pay, about what the loss of a "
            "job costs"
        ),
        source_checked=False,
        read_by=("alienation_and_effort",),
    )
