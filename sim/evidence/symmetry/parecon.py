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
        "solidarity": Reason(
            "deciding together draws effort, as a constant that only councils have; an assumption "
            "that the ablation switches off",
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
    }
)
"""By parameter."""
