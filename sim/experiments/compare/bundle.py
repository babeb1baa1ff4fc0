"""Which mixes of two regimes tell what balanced jobs add to a bundle of changes (model section 6).

Two regimes differ in a bundle when one has hierarchical and the other balanced jobs and they
differ in something else too: in who decides, in the rest (pay, employment, education, innovation)
or in parameters. Then the gap between them does not say what the balance of jobs does. The other
cells of {manager, council} x {hierarchical, balanced}, once with the rest of either side, do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

from sim.errors import ScenarioError
from sim.experiments.compare.record import regime_names
from sim.scenario import Scenario, load_scenario

HIERARCHICAL: Final = "hierarchical"
BALANCED: Final = "balanced"

DIVISIONS: Final = (HIERARCHICAL, BALANCED)
"""Rules of the division of labour between which lies what balanced jobs add, in this order."""

CELL_KEYS: Final = ("rest", "decisions", "division")
"""Columns that tell a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A mix of two regimes.

    Attributes
    ----------
    rest : str
        Regime, as in the column ``regime``, whose other institutions and parameters it has.
    decisions, division : str
        Its rules of these institutions.
    scenario : Scenario
        In full.
    side : int or None
        0 or 1 where it is the regime a or b itself.
    """

    rest: str
    decisions: str
    division: str
    scenario: Scenario
    side: int | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells it, in the order of `CELL_KEYS`."""
        return self.rest, self.decisions, self.division


def cells_of(a: Scenario, b: Scenario) -> tuple[Cell, ...]:
    """Return all cells of a bundle; none where two regimes do not differ in one.

    A cell has the parameters of the side whose rest it has. Cells that are alike stand there once:
    where both sides decide in the same way, or have the same rest and parameters, there are four.

    Parameters
    ----------
    a, b : Scenario
        The two regimes, with the assumptions that they share.

    Returns
    -------
    tuple of Cell
        By rest, decisions and division, a's before b's; of each two, hierarchical first.
    """
    sides = (a, b)
    if {side.institutions.division for side in sides} != set(DIVISIONS):
        return ()
    names = regime_names(a, b)
    rests = {names[0]: a} if _rest(a) == _rest(b) else dict(zip(names, sides, strict=True))
    decisions = dict.fromkeys(side.institutions.decisions for side in sides)
    if len(rests) * len(decisions) == 1:
        return ()
    itself = [_content(side) for side in sides]
    cells = []
    for (rest, side), rule, division in product(rests.items(), decisions, DIVISIONS):
        mixed = load_scenario(
            side, {"institutions.decisions": rule, "institutions.division": division}
        )
        content = _content(mixed)
        same = itself.index(content) if content in itself else None
        cells.append(Cell(rest, rule, division, mixed if same is None else sides[same], same))
    return tuple(cells)


def baseline_of(a: Scenario, b: Scenario) -> tuple[str, str, str]:
    """Return the key of the cell that regime a is, of a bundle."""
    return next(cell.key for cell in cells_of(a, b) if cell.side == 0)


def takes_apart(a: Scenario, b: Scenario, wanted: bool | None) -> bool:
    """Return whether a comparison is to say what balanced jobs themselves add.

    Parameters
    ----------
    a, b : Scenario
    wanted : bool or None
        What was asked for; None for where it applies.

    Raises
    ------
    ScenarioError
        If it was asked for and does not apply.
    """
    if wanted is False:
        return False
    applies = bool(cells_of(a, b))
    if wanted and not applies:
        raise ScenarioError(
            f"balance: {a.name} and {b.name} hold no bundle of changes to take apart; what "
            "balanced jobs add is told where one of two regimes has hierarchical and the other "
            "balanced jobs and they differ in more than that: leave it out"
        )
    return applies


def setting_of(a: Scenario, b: Scenario, division: str) -> tuple[str, str]:
    """Return rest and decisions of that one of two regimes whose jobs are divided in a way.

    Parameters
    ----------
    a, b : Scenario
        Of a bundle.
    division : str
        One of `DIVISIONS`.
    """
    names = regime_names(a, b)
    (name, chosen) = next(
        (name, side)
        for name, side in zip(names, (a, b), strict=True)
        if side.institutions.division == division
    )
    rest = names[0] if _rest(a) == _rest(b) else name
    return rest, chosen.institutions.decisions


def _rest(scenario: Scenario) -> tuple[object, ...]:
    others = {switch: rule for switch, rule in scenario.institutions if switch not in CELL_KEYS}
    return others, scenario.parameters.to_dict()


def _content(scenario: Scenario) -> tuple[object, ...]:
    return scenario.institutions.to_dict(), scenario.parameters.to_dict()
