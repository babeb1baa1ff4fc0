"""Overheads (model section 5.6)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import pert


class OverheadsParameters(ParameterGroup):
    """Overheads (model section 5.6): defaults, ranges and sources."""

    monitoring: float = parameter(
        0.5,
        unit="probability of being observed",
        low=0.0,
        high=1.0,
        symbol="p_m",
        kind="institutional",
        meaning="How closely a manager watches effort",
        source="assumed: no measurement found, so the whole range",
        source_checked=False,
        read_by=("start", "decisions.council", "decisions.manager"),
    )
    supervision_cost: float = parameter(
        0.1,
        unit="share of time at full monitoring",
        low=0.05,
        high=0.18,
        symbol="c_s",
        kind="institutional",
        meaning="Working time that supervision takes",
        source=(
            "Computed from BLS OEWS May 2025 and O*NET (CC BY 4.0), measured on jobs in the "
            "United States, of which 12.1 per cent (10 to 18) manage or supervise. At the default "
            "monitoring the default takes .05 of all time, about two fifths of that, and .18 half "
            "of the highest share; .05 frees 2 per cent of time under a council. That the rest is "
            "coordination is assumed"
        ),
        source_checked=True,
        read_by=("decisions.council", "decisions.manager"),
        prior=pert("a centre and an interval computed from data: 12.1 per cent of jobs, 10 to 18"),
    )
    council_monitoring: float = parameter(
        0.5,
        unit="share of the monitoring under a manager",
        low=0.0,
        high=1.0,
        symbol="k_m",
        kind="institutional",
        meaning="Monitoring that remains under a council",
        source=(
            "assumed: no measurement found. Studies of cooperatives report fewer supervisors, not "
            "how many fewer; the default of a quarter has no source, so from none to as much as "
            "under a manager"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    meeting_hours: float = parameter(
        0.04,
        unit="share of time",
        low=0.01,
        high=0.1,
        symbol="c_m",
        kind="institutional",
        meaning="Council meetings, for everyone",
        source=(
            "assumed: no measurement found; general knowledge of cooperatives, and Wu and Paluck "
            "(2022) treated with .008"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    hierarchy_meetings: float = parameter(
        0.04,
        unit="share of time",
        low=0.02,
        high=0.1,
        symbol="c_h",
        kind="structural",
        meaning="Meetings of all staff in a hierarchy",
        source="assumed: general knowledge of surveys of working time, none of which was read",
        source_checked=False,
        read_by=("decisions.council", "decisions.manager"),
    )
    manager_meetings: float = parameter(
        0.35,
        unit="share of hours in empowering tasks",
        low=0.2,
        high=0.5,
        symbol="c_E",
        kind="structural",
        meaning="Meetings that come with managing",
        source="assumed: general knowledge of time diaries of managers, none of which was read",
        source_checked=False,
        read_by=("decisions.council", "decisions.manager"),
    )
    meetings_replaced: float = parameter(
        0.25,
        unit="share of hierarchical meetings",
        low=0.0,
        high=0.5,
        symbol="k_h",
        kind="institutional",
        meaning="Meetings of a hierarchy that those of a council replace",
        source=(
            "assumed: leaves a net cost of council meetings of about 1 to 6 per cent of time; "
            "above a half they would save time"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    empowered_cut: float = parameter(
        0.8,
        unit="empowerment score",
        low=0.6,
        high=0.9,
        symbol="E_cut",
        kind="structural",
        meaning="Empowerment from which a task comes with managers' meetings",
        source=(
            "assumed: .09 of the hours in the shipped sectors lie above it, about what the 12.1"
            " per cent of managers and supervisors have after their routine part, computed from"
            " BLS OEWS May 2025 and O*NET (CC BY 4.0)"
        ),
        source_checked=False,
        read_by=("start", "overheads"),
    )
    switching_cost: float = parameter(
        0.01,
        unit="share of time per further task of equal size",
        low=0.0,
        high=0.05,
        symbol="c_w",
        kind="structural",
        meaning="Time lost in switching between tasks",
        source=(
            "Staats and Gino (2012), measured on clerks of a Japanese bank, and Coviello, Ichino "
            "and Persico (2010), on Italian judges, for the sign. Sizes, over three or four "
            "tasks, not read: 1 to 4 per cent where people rotate by week or month, 5 to 15 "
            "within a day, and up to 3 gained by variety, hence from nothing"
        ),
        source_checked=False,
        read_by=("overheads",),
    )
    newcomer_cost: float = parameter(
        0.25,
        unit="share of time in the first three months",
        low=0.0,
        high=0.5,
        symbol="c_n",
        kind="structural",
        meaning="Working time lost with a newcomer to a workplace, own and of those who teach",
        source=(
            "assumed: a quarter, or about three weeks of output; hiring and training costs of "
            "a few weeks to a few months of pay are found by the studies that Manning (2011) "
            "reviews, and by Blatter, Muehlemann and Schenker (2012), neither of which was read"
        ),
        source_checked=False,
        read_by=("overheads",),
        per_month="as it is",
    )
    supervision_part: float = parameter(
        0.25,
        unit="share of managing work",
        low=0.0,
        high=0.5,
        symbol="s_M",
        kind="structural",
        meaning=(
            "Managing work that is supervision, and is done only as far as a rule of decisions "
            "monitors; managing is organisational work of at least empowered_cut"
        ),
        source=(
            "assumed: from none, all of it being coordination, to half; Mintzberg (1973) watched "
            "five managers at work, most of whose time went to contacts and information (general "
            "knowledge, not read)"
        ),
        source_checked=False,
        read_by=("start",),
    )
    peer_monitoring: float = parameter(
        0.25,
        unit="probability of being observed",
        low=0.0,
        high=1.0,
        symbol="p_p",
        kind="institutional",
        meaning=(
            "How closely members of a council watch one another and act on it; it takes as much "
            "time as supervision. Under a manager supervisors do it"
        ),
        source=(
            "assumed: no measurement of how often peers act was found, so the whole range; Fehr "
            "and Gächter (2000) show in the laboratory that people punish who contributes little,"
            " at a cost to themselves"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
