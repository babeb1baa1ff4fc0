"""Differences between the regimes that can be taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.parameters.alternatives.alternative import Alternative


def _asymmetry(
    name: str, section: str, title: str, values: Mapping[str, float | str]
) -> Alternative:
    return Alternative(name, section, "asymmetry", title, values)


ASYMMETRIES: Final[tuple[Alternative, ...]] = (
    _asymmetry(
        "open_to_all_families",
        "5.12",
        "expert training is open to all families under class selection too",
        {"access_share": 1.0, "background_weight": 0.0},
    ),
    _asymmetry(
        "equal_places",
        "5.12",
        "open education trains as few experts as class selection",
        {"open_places": "class_places"},
    ),
    _asymmetry(
        "no_hidden_talent",
        "5.12",
        "nobody hides talent where pay does not reward it",
        {"hidden_talent": 0.0},
    ),
    _asymmetry(
        "equal_division",
        "10.2",
        "councils do not exchange work across workplaces, as hierarchies do not",
        {"federation_hours": 0.0},
    ),
    _asymmetry(
        "no_pay_for_effort",
        "10.4",
        "pay that follows effort draws no effort, under any rule",
        {"effort_pay_response": 0.0},
    ),
    _asymmetry(
        "no_performance_pay",
        "10.4",
        "market pay follows performance nowhere, while pay by rated effort does",
        {"performance_pay_share": 0.0},
    ),
    _asymmetry(
        "equal_schooling",
        "10.1",
        "open education takes no more time in general courses than class selection",
        {"open_schooling": "class_schooling"},
    ),
    _asymmetry(
        "no_pay_by_need",
        "5.8",
        "nothing is paid by need, as the market pays nothing by need",
        {"need_share": 0.0},
    ),
    _asymmetry(
        "no_collusion",
        "5.8",
        "no peers rate one another up, as managers do not",
        {"collusion_share": 0.0},
    ),
    _asymmetry(
        "equal_incentive_for_ideas",
        "10.4",
        "recognition draws as many ideas as profit",
        {"commons_incentive": "profit_incentive"},
    ),
    _asymmetry(
        "equal_uptake_without_rank",
        "10.4",
        "managers take up the ideas of people without rank as councils do",
        {"uptake_low": "uptake_council"},
    ),
    _asymmetry(
        "full_uptake_of_rank",
        "10.4",
        "managers take up all ideas of the empowered",
        {"uptake_high": 1.0},
    ),
    _asymmetry(
        "equal_supervision",
        "5.6",
        "councils watch their members as closely as managers do, by supervisors",
        {"council_monitoring": 1.0, "peer_monitoring": 0.0},
    ),
    _asymmetry(
        "no_peer_monitoring",
        "10.6",
        "peers do not watch one another",
        {"peer_monitoring": 0.0},
    ),
    _asymmetry(
        "equal_meetings",
        "5.6",
        "meetings of councils replace none of those of a hierarchy",
        {"meetings_replaced": 0.0},
    ),
    _asymmetry(
        "voice_for_all",
        "10.6",
        "managers consult everybody in full, so that rank gives no more voice",
        {"consultation": 1.0},
    ),
    _asymmetry(
        "no_dominance",
        "10.6",
        "empowering jobs give no more weight in a council than others",
        {"dominance": 0.0},
    ),
    _asymmetry(
        "no_solidarity",
        "10.6",
        "deciding together draws no effort",
        {"solidarity": 0.0},
    ),
    _asymmetry(
        "selfish_votes",
        "10.6",
        "nobody votes for a fairer spread of jobs",
        {"vote_solidarity": 0.0},
    ),
    _asymmetry(
        "no_fairness",
        "10.9",
        "nobody finds pay unfair, whatever the rule",
        {"unfairness_weight": 0.0, "gift_response": 0.0},
    ),
    _asymmetry(
        "desert_by_effort",
        "10.9",
        "everybody holds pay by effort to be fair, the norm of the advocates",
        {"fair_effort": 1.0, "fair_contribution": 0.0, "fair_equality": 0.0},
    ),
    _asymmetry(
        "desert_by_contribution",
        "10.9",
        "everybody holds pay by contribution to be fair, the norm of the market",
        {"fair_effort": 0.0, "fair_contribution": 1.0, "fair_equality": 0.0},
    ),
    _asymmetry(
        "no_dismissals",
        "10.10",
        "nobody is dismissed for low effort, as under a guarantee of work",
        {"dismissal_rate": 0.0},
    ),
    _asymmetry(
        "no_alienated_quits",
        "10.10",
        "people leave jobs no more often when they are alienated",
        {"turnover_response": 0.0},
    ),
    _asymmetry(
        "no_rank_in_pay",
        "5.8",
        "the market pays nothing for rank",
        {"rank_premium": 0.0},
    ),
    _asymmetry(
        "equal_saving",
        "5.8",
        "incomes are saved at one rate, that of investment in the participatory economy",
        {"saving_rate": "investment_share", "saving_progressivity": 0.0},
    ),
    _asymmetry(
        "equal_diffusion",
        "10.12",
        "ideas spread among private firms as fast as in the commons",
        {"private_diffusion": "commons_diffusion"},
    ),
    _asymmetry(
        "exit_of_the_able",
        "10.13",
        "people leave for a market enclave where it would pay their skill better",
        {"exit_response": 0.02},
    ),
)
"""Roughly in the order of the model document: a difference between regimes, and what ends it."""
