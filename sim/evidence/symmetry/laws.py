"""The laws that the rules of the two regimes state differently, method by method, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.evidence.symmetry.reason import Law

_ALBERT: Final = "Albert and Hahnel (1991), by the definition of the institution"
_SPECIFICATION: Final = "the specification of the model, section {}"


def _specified(section: str) -> str:
    return _SPECIFICATION.format(section)


LAWS: Final[Mapping[str, Law]] = MappingProxyType(
    {
        "division.enter": Law(
            "ends exchanges and sorts everybody by skill at once",
            "starts from the jobs that are there",
            "a hierarchy can order, balance is gradual; reorganising is free on both sides",
            _specified("5.3"),
        ),
        "division.propose": Law(
            "nothing is to be decided",
            "a round of swaps between the best and the worst jobs, those that cost least output",
            "balance is an outcome of decisions, sorting an order",
            _specified("5.3"),
        ),
        "division.divide": Law(
            "the most demanding tasks go to the most skilled, where membership has changed; then "
            "improvements",
            "approved swaps, improvements that leave everyone's index, exchanges across workplaces",
            "what the two divisions of labour are; both find the same share of improvements",
            _specified("5.3, 5.5 and 10.2"),
        ),
        "decisions.approve": Law(
            "everything that is proposed is carried out",
            "a vote, weighed by `dominance`, has to exceed `majority`",
            "managers order, members decide; the vote can only slow balance down",
            _specified("5.4"),
        ),
        "decisions.enter": Law(
            "nothing changes",
            "nothing changes",
            "both take jobs as they find them; two methods that do the same",
            _specified("5.4"),
        ),
        "decisions.monitoring": Law(
            "`monitoring`",
            "`monitoring` times `council_monitoring`",
            "members are watched less by a council; the factor can be set to 1",
            "assumed, as the declaration of council_monitoring says",
        ),
        "decisions.overheads": Law(
            "supervision as monitored; `hierarchy_meetings`, and `manager_meetings` of the "
            "empowered",
            "supervision as monitored; `meeting_hours` of everybody, and what of the others is not "
            "`meetings_replaced`",
            "deciding together takes time that orders do not, and may save some",
            _specified("5.6"),
        ),
        "decisions.solidarity": Law(
            "none",
            "`solidarity_by_decree` times `solidarity`, and `joining_selection`",
            "both are 0 by default: effort for others is practised under every rule, by voice and "
            "fairness",
            _specified("10.6"),
        ),
        "decisions.update_voice": Law(
            "by rank in the society, from `voice_low` to `voice_high`, at least `consultation`",
            "by attendance, competence held against workplace and society, size and lost votes",
            "rank gives voice under managers, membership and competence in a council",
            _specified("5.4 and 10.6"),
        ),
        "decisions.uptake": Law(
            "from `uptake_low` without voice to `uptake_high` with full voice",
            "from `uptake_low` without voice to `uptake_council` with full voice",
            "both hear by voice; the two ends have one prior for both",
            "Yasuda (1984), at second hand",
        ),
        "pay.distribute": Law(
            "wages by rank, skill and success, profit by wealth, saving by income",
            "common investment, a share by need, the rest by rated effort, saving to a buffer",
            "what the two rules of pay are; money is conserved in both",
            _ALBERT,
        ),
        "pay.performance_link": Law(
            "performance_pay_share times performance_measure",
            "precision of ratings times what of pay follows them",
            "each regime ties pay to what it can see; how people respond is the same for both",
            "Lazear (2000), Gielen, Kerkhofs and van Ours (2010)",
        ),
        "decisions.holds_votes": Law(
            "no votes",
            "votes on every round of swaps",
            "managers order, councils decide",
            "Albert and Hahnel (1991)",
        ),
        "pay.enter": Law(
            "wealth is what it is",
            "wealth above `savings_buffer` becomes common capital",
            "without owners capital is common; output does not depend on it",
            _ALBERT,
        ),
        "pay.hides_talent": Law(
            "nobody hides talent, which pays",
            "a share `hidden_talent` of the able does not show it",
            "where talent earns nothing, some may hide it: an objection of critics",
            "assumed, as the declaration of hidden_talent says",
        ),
        "pay.need_share": Law(
            "no such law",
            "`need_share` of pay",
            "a market pays nothing by need; benefits act on both sides",
            _ALBERT,
        ),
        "employment.allocate": Law(
            "quits, dismissals and layoffs, vacancies and matching, offers to the employed",
            "everybody without work is placed where staff is shortest; members trade places",
            "what the two rules of employment are; a guarantee has no cost of administration",
            _specified("5.7"),
        ),
        "employment.discipline_response": Law(
            "`discipline_response`",
            "`discipline_response`",
            "one response on both sides; where no job is at stake, `sanction_cost` is",
            "Shapiro and Stiglitz (1984)",
        ),
        "employment.enter": Law(
            "hours return to full time",
            "nothing changes",
            "firms change headcount, a guarantee changes hours",
            _specified("5.7"),
        ),
        "employment.insecurity": Law(
            "chance of losing the job within a year, as people see it happen",
            "none",
            "a guarantee of work leaves no such risk, by its definition",
            _specified("5.7"),
        ),
        "employment.spell_months": Law(
            "one over the rate at which the unemployed find work",
            "none",
            "a guarantee places people within the month, by its definition",
            _specified("5.7"),
        ),
        "education.has_chance": Law(
            "families above the threshold of `access_share`",
            "everybody",
            "what class selection and open education are",
            _specified("5.12"),
        ),
        "education.places": Law(
            "`class_places`",
            "`open_places`",
            "today's number of experts, against what balanced jobs need; the cost of training more "
            "acts on both sides",
            _specified("5.12"),
        ),
        "education.score": Law(
            "(1 - `background_weight`) times signal of aptitude, plus `background_weight` times "
            "background",
            "signal of aptitude",
            "what class selection and open education are",
            _specified("5.12"),
        ),
        "innovation.diffusion": Law(
            "`private_diffusion`",
            "`commons_diffusion`",
            "owned ideas spread more slowly than free ones",
            "Mansfield (1961) for owned ones; assumed for free ones",
        ),
        "innovation.incentive": Law(
            "`profit_incentive`",
            "`commons_incentive`",
            "profit and recognition may draw ideas differently; both have one prior",
            "assumed, as the declarations say",
        ),
        "decisions.peer_monitoring": Law(
            "none",
            "`peer_monitoring`, which adds to what supervisors see",
            "superiors watch there, peers here; being caught costs the same on both sides",
            _specified("10.6"),
        ),
        "education.schooling": Law(
            "`class_schooling`",
            "`open_schooling`",
            "time in general courses; its cost and its gain are the same for both",
            _specified("10.1"),
        ),
    }
)
"""By switch and method."""
