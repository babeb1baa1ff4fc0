"""Output of all economies that can be put together from parts of two (model section 7).

Both have the same people. Who works where is taken from one of them; productive time, skill,
effort and technology are taken from either, in every combination. What a person brings to the job
from either side is held in the rows of the allocation, so that one call evaluates all mixtures.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.kernels.aggregation import aggregate
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_effective_labour
from sim.kernels.production import person_output
from sim.kernels.sums import total

if TYPE_CHECKING:
    from sim.state.mixture import MixedEconomy, Sides

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

COMBINATIONS: Final = np.array(list(product((0, 1), repeat=3)))
"""Sides that productive time, skill and effort come from, (8, 3)."""


@compiled
def produce_mixtures(
    first: MixedEconomy,
    second: MixedEconomy,
    alike: bool,
    sides: Sides,
    group: Integers,
    output: Floats,
    output_of_group: Floats,
) -> None:
    """Fill the output of every mixture with one allocation, in all and by group of people.

    Parameters
    ----------
    first, second : MixedEconomy
        With the technology of the one side and of the other. They have people and effective labour
        in common, both of which are changed in place.
    alike : bool
        Whether effective labour is the same under both, so that it is summed once.
    sides : Sides
        What either side says of people.
    group : (people,) int64
        Group of each row; not read where there are no groups.
    output : (2, 2, 2, 2) float64
        Filled: sides of productive time, skill, effort and technology.
    output_of_group : (2, 2, 2, 2, groups) float64
        Filled: the same by group, by marginal product.
    """
    # A mixed economy has the fields that these kernels read, and no others.
    people, count = first.people, first.workplaces.sector.shape[0]
    by_person = np.zeros(people.effort.shape[0])
    for x in range(COMBINATIONS.shape[0]):
        overhead, skills, effort = COMBINATIONS[x, 0], COMBINATIONS[x, 1], COMBINATIONS[x, 2]
        people.productive_time[:] = sides.productive_time[overhead]
        people.skill[:] = sides.skill[skills]
        people.expert[:] = sides.expert[skills]
        people.effort[:] = sides.effort[effort]
        for technology in range(2):
            mixed = first if technology == 0 else second
            if technology == 0 or not alike:
                fill_effective_labour(0, count, mixed)  # type: ignore[arg-type]
            aggregate(0, count, mixed)  # type: ignore[arg-type]
            output[overhead, skills, effort, technology] = total(mixed.workplaces.output)
            of_group = output_of_group[overhead, skills, effort, technology]
            if of_group.shape[0] > 0:
                person_output(0, count, mixed, by_person)  # type: ignore[arg-type]
                of_group[:] = 0.0
                for row in range(by_person.shape[0]):
                    of_group[group[row]] += by_person[row]
