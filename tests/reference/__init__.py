"""The model in plain Python: the implementation that the simulator is checked against.

A reader who wants to know what the model says, rather than how it is made fast, starts here. There
are no arrays and no compiled loops: people and workplaces are Mesa agents with attributes, and a
month is a method that goes through them.

`economy`
    The month, phase by phase, as far as it is the same under all institutions.
`capitalism`, `hierarchy`
    A labour market, wages and profit; a workplace under a manager.
`parecon`, `council`, `federation`
    A job guarantee, pay by effort and need; a workplace under a council that balances jobs;
    exchanges of hours between workplaces.
`people`, `firms`, `tasks`
    A person, a workplace, and the tasks of its sector.
`demography`, `education`, `moves`, `staffing`
    Retirement and entrants, expert training, changes of workplace, hours brought back to full
    staffing.
`equations`
    The equations of the model as functions of numbers. The tests of the kernels apply the same
    functions to random arrays.
`start`, `agreement`, `reporters`
    Where a reference economy starts from, whether it agrees with the simulator, what it records.

A `ReferenceEconomy` starts from the state of a `sim.Economy`, takes the same phases with the same
random numbers, and reaches the same state of every person and workplace up to rounding
(`check_agreement`). It covers the institutions of the scenarios ``capitalism`` and ``parecon`` in
steps of a month. ``python -m benchmarks`` times it beside the simulator.
"""

from tests.reference.agreement import check_agreement
from tests.reference.economy import ReferenceEconomy
from tests.reference.start import reference_of

__all__ = ["ReferenceEconomy", "check_agreement", "reference_of"]
