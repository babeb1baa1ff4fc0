"""Why parameters act under the rules of capitalism only, in the order of their declaration."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.evidence.symmetry.reason import Reason

OF_CAPITALISM: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "jobs_per_worker": Reason(
            "firms hire as many as they want, so that jobs may be fewer than people; a guarantee "
            "of work places everybody",
            "work_sharing_limit",
        ),
        "matching_efficiency": Reason(
            "vacancies and the unemployed have to find each other; under a guarantee nobody "
            "searches, which is favourable to it and is said in the ODD document",
        ),
        "quit_rate": Reason(
            "people leave into unemployment; a guarantee places them at once, so that leaving is "
            "a move",
            "voluntary_move_rate",
        ),
        "job_to_job_rate": Reason(
            "offers come from firms with vacancies; under a guarantee people trade places",
            "voluntary_move_rate",
        ),
        "job_taste_dispersion": Reason(
            "only offers of firms that pay differently are weighed against taste; a move under a "
            "guarantee follows a wish",
            "voluntary_move_rate",
        ),
        "dismissal_rate": Reason(
            "a guarantee of work knows no dismissal by its definition",
        ),
        "dismissal_threshold": Reason(
            "belongs to dismissal, which a guarantee of work does not know",
        ),
        "consultation": Reason(
            "how far managers ask everybody; members of a council decide, so that nothing is left "
            "to ask",
            "dominance",
        ),
        "voice_low": Reason(
            "under managers voice goes by rank in the society; in a council it goes by rank among "
            "the members of the workplace",
            "dominance",
        ),
        "voice_high": Reason(
            "as for voice_low: the rank from which a manager's word counts in full",
            "dominance",
        ),
        "labour_share": Reason(
            "divides output between wages and profit; without owners there is no profit to divide",
            "investment_share",
        ),
        "wage_curve": Reason(
            "wages yield where many look for work; a guarantee leaves nobody without",
        ),
        "reference_unemployment": Reason(
            "belongs to the wage curve, which a guarantee of work does not know",
        ),
        "rank_premium": Reason(
            "a market pays for position; pay by effort and need does not, by its definition",
            "effort_pay_response",
        ),
        "rent_sharing": Reason(
            "success of a firm is shared in it; in the participatory economy it is shared by all",
        ),
        "profit_sharing": Reason(
            "how profit is divided between owners and members; without owners it is output of all",
            "need_share",
        ),
        "saving_rate": Reason(
            "investment is what people with income save; the participatory economy decides on it "
            "in common",
            "investment_share",
        ),
        "saving_progressivity": Reason(
            "the rich save more where saving earns; common capital earns nothing for a person",
            "savings_buffer",
        ),
        "class_places": Reason(
            "how many are trained, as today; open education has a number of its own",
            "open_places",
        ),
        "access_share": Reason(
            "families without access are left out; open education has none of them by its "
            "definition",
        ),
        "background_weight": Reason(
            "selection looks at family background; open education does not, by its definition",
        ),
        "profit_incentive": Reason(
            "what profit draws in ideas, against what recognition draws",
            "commons_incentive",
        ),
        "private_diffusion": Reason(
            "how fast owned ideas spread, against free ones",
            "commons_diffusion",
        ),
        "performance_pay_share": Reason(
            "some firms tie pay to performance; under pay by effort all pay is, by peers' ratings",
            "leniency",
        ),
        "performance_measure": Reason(
            "a supervisor sees performance there, several peers see effort here",
            "peer_reliability",
        ),
        "compensating_differential": Reason(
            "a market pays more for undesirable jobs; peers count them as effort, with one range",
            "onerous_pay",
        ),
        "class_schooling": Reason(
            "time in general courses today; open education takes more of it, at the same cost and "
            "the same gain for an hour",
            "open_schooling",
        ),
        "uptake_high": Reason(
            "managers hear by rank; a council hears by voice, with the same prior at full voice",
            "uptake_council",
        ),
        "moves_by_alienation": Reason(
            "offers of firms; wishes to move under a guarantee have followed alienation all along",
            "turnover_response",
        ),
    }
)
"""By parameter."""
