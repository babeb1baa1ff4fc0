"""The workplaces of an economy as arrays (model section 2)."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.records import Record, record
from sim.state.people import Floats, Integers


@record
class Workplaces(Record):
    """One array per attribute; row ``j`` of every array is the same workplace.

    Attributes
    ----------
    sector : (workplaces,) int64
        Index of the sector.
    share : (workplaces,) float64
        Share of the economy's jobs at normal demand; sums to 1.
    offsets : (workplaces + 1,) int64
        Members of workplace ``j`` are the rows ``offsets[j]:offsets[j + 1]`` of `People`.
    changed : (workplaces,) bool
        Whether membership changed in the latest labour allocation.
    technology : (workplaces,) float64
        Technology level A, 1 at the start.
    backlog : (workplaces,) float64
        Log points of technology that is known in the sector and not yet adopted (model 10.12).
    demand : (workplaces,) float64
        Logarithm of the idiosyncratic demand index.
    hours_factor : (workplaces,) float64
        Hours of the month relative to full time (work sharing; model section 5.7).
    effective_labour : (workplaces, tasks) float64
        Effective labour L by task in the latest month.
    output : (workplaces,) float64
        Output of the latest month.
    pay_level : (workplaces,) float64
        Mean hourly pay of the members in the latest month.
    job_index_spread : (workplaces,) float64
        Standard deviation of the members' job indices.
    incoming_offsets : (workplaces + 1,) int64
        People who spend hours here from another workplace: positions in `incoming_rows`.
    incoming_rows : (people,) int64
        Rows of those people, sorted by the workplace they come to.
    """

    sector: Integers
    share: Floats
    offsets: Integers
    changed: NDArray[np.bool_]
    technology: Floats
    backlog: Floats
    demand: Floats
    hours_factor: Floats
    effective_labour: Floats
    output: Floats
    pay_level: Floats
    job_index_spread: Floats
    incoming_offsets: Integers
    incoming_rows: Integers

    @classmethod
    def allocate(cls, sector: Integers, share: Floats, people: int) -> Workplaces:
        """Return workplaces of the given sectors and shares, without members."""
        count = len(sector)
        return cls(
            sector=np.asarray(sector, dtype=np.int64),
            share=np.asarray(share, dtype=np.float64),
            offsets=np.zeros(count + 1, dtype=np.int64),
            changed=np.zeros(count, dtype=np.bool_),
            technology=np.ones(count),
            backlog=np.zeros(count),
            demand=np.zeros(count),
            hours_factor=np.ones(count),
            effective_labour=np.zeros((count, MAX_TASKS)),
            output=np.zeros(count),
            pay_level=np.zeros(count),
            job_index_spread=np.zeros(count),
            incoming_offsets=np.zeros(count + 1, dtype=np.int64),
            incoming_rows=np.zeros(people, dtype=np.int64),
        )

    def __len__(self) -> int:
        """Return the number of workplaces."""
        return len(self.sector)

    @property
    def members(self) -> Integers:
        """Return the number of members of each workplace, shape (workplaces,)."""
        return np.diff(self.offsets)

    def copy(self) -> Workplaces:
        """Return an independent copy."""
        return Workplaces(*(getattr(self, field.name).copy() for field in fields(self)))
