"""The worlds in which a comparison is repeated: other functional forms, sizes, steps and draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sim.experiments.robustness.record import REFERENCE
from sim.parameters import declarations
from sim.scenario import Scenario
from sim.text.labels import name_of

NEAR_LEONTIEF: Final = 0.05
"""Elasticity of substitution at which a task left undone can hardly be made up for by others."""

STEEP: Final = 4.0
"""Exponent at which work that is 60 per cent free of alienation brings out 83 per cent of intrinsic
motivation, and work that is 40 per cent free of it 17."""

LEAST_REPLICATES: Final = 4
"""Replicates of a variant, where that many were asked for of the reference."""

_POPULATION: Final = "population_"


@dataclass(frozen=True, slots=True)
class Variant:
    """A world in which both regimes are run.

    Attributes
    ----------
    name, differs : str
        One word, and in what it differs from the reference, for a reader.
    replicates : int
    changes : dict
        Overrides of both scenarios.
    paired : bool
        Whether a replicate shares people and random draws with that of the reference.
    """

    name: str
    differs: str
    replicates: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    paired: bool = True


def variants_of(
    scenario: Scenario, replicates: int, populations: Sequence[int]
) -> Iterator[Variant]:
    """Yield the reference and every variant but that of several seeds.

    Parameters
    ----------
    scenario : Scenario
        One of the two regimes, as in the reference.
    replicates : int
        Of the reference.
    populations : sequence of int
        Numbers of people; that of the reference is left out.
    """

    def variant(name: str, differs: str, **changes: Any) -> Variant:
        return Variant(name, differs, replicates, changes)

    strong = declarations()["peer_norm"].high
    yield variant(REFERENCE, "as given")
    yield variant(
        "near_leontief",
        f"tasks hardly replace one another (elasticity {NEAR_LEONTIEF:g})",
        substitution_elasticity=NEAR_LEONTIEF,
    )
    yield variant(
        "cobb_douglas",
        "tasks replace one another more easily (elasticity 1)",
        substitution_elasticity=1.0,
    )
    yield variant(
        "threshold_effort",
        f"motivation is nearly all or nothing (steepness {STEEP:g})",
        motivation_steepness=STEEP,
    )
    yield variant("no_peer_norm", "nobody follows the effort of colleagues", peer_norm=0.0)
    yield variant(
        "strong_peer_norm",
        f"colleagues count most for effort (weight {strong:g})",
        peer_norm=strong,
    )
    quarters = scenario.months_per_step == 1
    yield variant(
        "quarter_steps" if quarters else "month_steps",
        "a step is a quarter of a year" if quarters else "a step is a month",
        months_per_step=3 if quarters else 1,
    )
    for people in sorted({*populations} - {scenario.workers}):
        yield Variant(
            f"{_POPULATION}{people}",
            f"{people:,} people",
            replicates_of(people, scenario.workers, replicates),
            {"workers": people},
            paired=False,
        )


def replicates_of(people: int, reference: int, replicates: int) -> int:
    """Return how often a population is run: as many people in all as in the reference.

    The random draws of n people average out as those of as many in several runs do. There are never
    more replicates than of the reference, and never fewer than four if that has them.
    """
    equal = round(replicates * reference / people)
    return min(max(equal, LEAST_REPLICATES), replicates)


def variant_name(variant: str) -> str:
    """Return the name of a variant as running text."""
    people = variant.removeprefix(_POPULATION)
    return f"{int(people):,} people" if people != variant else name_of(variant)
