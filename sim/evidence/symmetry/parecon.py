"""Why parameters act under the rules of the participatory economy only, as they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.evidence.symmetry.reason import Reason

OF_PARECON: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "voluntary_move_rate": Reason(
            "wishes to trade places under a guarantee of work, against offers of firms",
            "job_to_job_rate",
        ),
        "work_sharing_limit": Reason(
            "demand changes hours of all where nobody is laid off; firms change headcount",
            "jobs_per_worker",
        ),
        "swap_hours": Reason(
            "how fast balance comes; a hierarchy is sorted at once and free of charge, which is "
            "favourable to it",
        ),
        "federation_tolerance": Reason(
            "from when on balanced workplaces balance with others; a hierarchy balances nothing",
        ),
        "federation_hours": Reason(
            "most hours of balance across workplaces; a hierarchy balances nothing",
        ),
        "federation_rate": Reason(
            "how often balance across workplaces is begun; a hierarchy balances nothing",
        ),
        "vote_own_interest": Reason(
            "weighs a vote, and managers hold none: what they propose is carried out",
        ),
        "vote_solidarity": Reason(
            "weighs a vote, and managers hold none",
        ),
        "vote_output": Reason(
            "weighs a vote, and managers hold none; a hierarchy maximises output by sorting",
        ),
        "vote_noise": Reason(
            "what else moves a vote, and managers hold none",
        ),
        "majority": Reason(
            "what a vote needs to pass, and managers hold none",
        ),
        "dominance": Reason(
            "how far the empowered rule a council that is equal in form; under managers rank rules "
            "openly",
            "voice_low",
        ),
        "council_monitoring": Reason(
            "how much of a manager's monitoring a council keeps; it is 1 under managers by its "
            "definition",
            "monitoring",
        ),
        "meeting_hours": Reason(
            "councils meet to decide, beside the meetings that any organisation has",
            "manager_meetings",
        ),
        "meetings_replaced": Reason(
            "how many meetings of a hierarchy those of a council make needless; it is 0 under "
            "managers by its definition",
            "hierarchy_meetings",
        ),
        "investment_share": Reason(
            "investment is decided in common; under the market it is what people save",
            "saving_rate",
        ),
        "need_share": Reason(
            "income by need; a market has none, and benefits act on both sides",
            "benefit_replacement",
        ),
        "leniency": Reason(
            "peers rate effort, and the market pays for rank and skill without their rating",
        ),
        "peer_reliability": Reason(
            "how well peers see effort, which managers see by monitoring",
            "monitoring",
        ),
        "peer_raters": Reason(
            "how many rate, which managers do not",
        ),
        "collusion_share": Reason(
            "who rates one another up; a market pays by no ratings of peers",
        ),
        "collusion_gain": Reason(
            "belongs to collusion, which needs ratings of peers",
        ),
        "savings_buffer": Reason(
            "what people save for a rainy day where capital is common; under the market they save "
            "out of income",
            "saving_rate",
        ),
        "open_places": Reason(
            "as many experts as balanced jobs need, against today's number",
            "class_places",
        ),
        "uptake_council": Reason(
            "one uptake for all members; managers hear by rank",
            "uptake_low",
        ),
        "commons_incentive": Reason(
            "what recognition draws in ideas, against what profit draws",
            "profit_incentive",
        ),
        "commons_diffusion": Reason(
            "how fast free ideas spread, against owned ones",
            "private_diffusion",
        ),
        "onerous_pay": Reason(
            "peers count undesirable work as effort; a market pays more for it, with one range",
            "compensating_differential",
        ),
        "open_schooling": Reason(
            "the upgrading of everyone's education that balanced jobs ask for; an hour costs and "
            "gains what it does under class selection",
            "class_schooling",
        ),
        "displacement": Reason(
            "jobs end under a guarantee too, perhaps less often, and their holders are placed "
            "elsewhere; under a market the part is 1 by its definition",
            "layoff_rate",
        ),
        "outside_work_limit": Reason(
            "bounds balance across workplaces; a hierarchy balances nothing",
        ),
        "society_tolerance": Reason(
            "from when on workplaces balance with others; a hierarchy balances nothing",
        ),
        "exchange_renewal": Reason(
            "how often exchanges across workplaces begin again; a hierarchy has none",
        ),
        "wide_exchanges": Reason(
            "whether colleagues make room for exchanges; a hierarchy has none",
        ),
        "society_reference": Reason(
            "whom members compare their competence with in a council; rank under managers is "
            "measured against the whole society by its definition",
            "voice_high",
        ),
        "assembly_size": Reason(
            "from what size on a council delegates; consultations under managers are held by team",
            "consultation",
        ),
        "delegation_loss": Reason(
            "what voice delegation costs in a large council; under managers voice is by rank, "
            "whatever the size",
            "voice_low",
        ),
        "outvoted_loss": Reason(
            "who is outvoted feels less heard, and managers hold no votes",
        ),
        "peer_monitoring": Reason(
            "peers watch one another where no superior does; it takes the time that supervision "
            "takes",
            "monitoring",
        ),
        "dominance_in_ratings": Reason(
            "who dominates meetings may be rated higher; a market pays for rank openly",
            "rank_premium",
        ),
        "joining_selection": Reason(
            "who joins a cooperative may be more diligent; for comparison with field data, 0 "
            "otherwise",
        ),
        "uptake_by_voice": Reason(
            "whether a council hears by realised voice, as managers do by rank",
            "uptake_low",
        ),
    }
)
"""By parameter."""
