"""Overheads (model section 5.6)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


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
    )
    supervision_cost: float = parameter(
        0.1,
        unit="share of time at full monitoring",
        low=0.05,
        high=0.16,
        symbol="c_s",
        kind="institutional",
        meaning="Working time that supervision takes",
        source=(
            "At the default monitoring it takes half of the 12.1 per cent (10 to 18) of jobs "
            "that manage or supervise, computed from BLS OEWS May 2025 and O*NET (CC BY 4.0); "
            "that the other half is coordination is assumed"
        ),
        source_checked=True,
    )
    council_monitoring: float = parameter(
        0.25,
        unit="share of the monitoring under a manager",
        low=0.0,
        high=0.5,
        symbol="k_m",
        kind="institutional",
        meaning="Monitoring that remains under a council",
        source="assumed: a quarter, as the model has it; from none to half",
        source_checked=False,
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
            "General knowledge of cooperatives, no measurement found; Wu and Paluck (2022) "
            "treated with .008"
        ),
        source_checked=False,
    )
    hierarchy_meetings: float = parameter(
        0.04,
        unit="share of time",
        low=0.02,
        high=0.1,
        symbol="c_h",
        kind="structural",
        meaning="Meetings of all staff in a hierarchy",
        source="General knowledge of surveys of working time, not read",
        source_checked=False,
    )
    manager_meetings: float = parameter(
        0.35,
        unit="share of hours in empowering tasks",
        low=0.2,
        high=0.5,
        symbol="c_E",
        kind="structural",
        meaning="Meetings that come with managing",
        source="General knowledge of time diaries of managers, not read",
        source_checked=False,
    )
    meetings_replaced: float = parameter(
        0.25,
        unit="share of hierarchical meetings",
        low=0.0,
        high=0.5,
        symbol="k_h",
        kind="institutional",
        meaning="Meetings of a hierarchy that those of a council replace",
        source="assumed: leaves a net cost of council meetings of about 1 to 6 per cent of time",
        source_checked=False,
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
        source_checked=True,
    )
    switching_cost: float = parameter(
        0.01,
        unit="share of time per further task of equal size",
        low=0.003,
        high=0.03,
        symbol="c_w",
        kind="structural",
        meaning="Time lost in switching between tasks",
        source=(
            "Staats and Gino (2012), bank clerks, and Coviello, Ichino and Persico (2010), "
            "judges, for the sign; sizes of 1 to 4 per cent, over three or four tasks, not read"
        ),
        source_checked=False,
    )
