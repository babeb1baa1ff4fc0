"""What is one-sided, found in declarations and rules, beside the registers of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from sim.evidence.symmetry.capitalism import OF_CAPITALISM
from sim.evidence.symmetry.laws import LAWS
from sim.evidence.symmetry.parecon import OF_PARECON
from sim.evidence.symmetry.reason import Reason
from sim.institutions.registry import registered
from sim.parameters import Declaration
from sim.parameters.groups import shipped
from sim.rules import CAPITALISM as RULES_OF_CAPITALISM
from sim.scenario import load_scenario

Side = Literal["capitalism", "parecon", "both", "neither"]
"""Where a parameter acts."""

CAPITALISM: Final = "capitalism"
PARECON: Final = "parecon"

REASONS: Final[Mapping[str, Reason]] = MappingProxyType({**OF_CAPITALISM, **OF_PARECON})
"""Why a parameter acts in one regime only, by its name."""


class OneSided(NamedTuple):
    """A parameter that acts under the rules of one regime only.

    Attributes
    ----------
    name : str
    regime : {"capitalism", "parecon"}
        Where it acts.
    counterpart : str
        Parameter that does the same on the other side or on both; empty where there is none.
    reason : str
        Empty where the register has none yet.
    source : str
    """

    name: str
    regime: str
    counterpart: str
    reason: str
    source: str


def rules_of_regimes() -> dict[str, frozenset[str]]:
    """Return the six rules of each regime, as ``switch.rule``."""
    parecon = dict(load_scenario(PARECON).institutions)
    return {
        regime: frozenset(f"{switch}.{rule}" for switch, rule in rules.items())
        for regime, rules in ((CAPITALISM, RULES_OF_CAPITALISM), (PARECON, parecon))
    }


def side_of(readers: Iterable[str], rules: Mapping[str, frozenset[str]]) -> Side:
    """Return where a parameter acts.

    Parameters
    ----------
    readers : iterable of str
        Rules, as ``switch.rule``, and phases that read it.
    rules : mapping of str to frozenset of str
        As `rules_of_regimes` returns them.
    """
    known = set(readers)
    if any("." not in reader for reader in known):
        return "both"
    first, second = bool(known & rules[CAPITALISM]), bool(known & rules[PARECON])
    if first and second:
        return "both"
    return "capitalism" if first else "parecon" if second else "neither"


def one_sided(known: Mapping[str, Declaration] | None = None) -> list[OneSided]:
    """Return the parameters that act in one regime only, in the order of their declaration.

    Parameters
    ----------
    known : mapping of str to Declaration, optional
        By default those that come with the package.
    """
    rules = rules_of_regimes()
    found = []
    for name, declared in (shipped() if known is None else known).items():
        side = side_of(declared.readers, rules)
        if side in (CAPITALISM, PARECON):
            why = REASONS.get(name, Reason(""))
            source = why.source or declared.source
            found.append(OneSided(name, side, why.counterpart, why.reason, source))
    return found


def differing_laws() -> list[str]:
    """Return what the rules of the two regimes do differently, as ``switch.method``, in order.

    A method that both have from one class is the same; one that only one of them has differs.
    """
    parecon = dict(load_scenario(PARECON).institutions)
    found = []
    for switch, rule in RULES_OF_CAPITALISM.items():
        classes = registered(switch, rule), registered(switch, parecon[switch])
        names = sorted({name for one in classes for name in dir(one) if not name.startswith("_")})
        for name in names:
            first, second = (_law(one, name) for one in classes)
            if first is not second:
                found.append(f"{switch}.{name}")
    return found


def unexplained() -> dict[str, list[str]]:
    """Return what has no reason, and what has one that is needed no longer.

    Returns
    -------
    dict of str to list of str
        ``parameters`` and ``laws`` without a reason; ``left_over``, entries of the registers for
        what is not one-sided, or stands on the wrong side; ``counterparts`` that do not exist.
    """
    found = {row.name: row.regime for row in one_sided()}
    laws = differing_laws()
    sides = {**dict.fromkeys(OF_CAPITALISM, CAPITALISM), **dict.fromkeys(OF_PARECON, PARECON)}
    return {
        "parameters": [name for name in found if name not in REASONS],
        "laws": [name for name in laws if name not in LAWS],
        "left_over": [
            *(name for name, side in sides.items() if found.get(name) != side),
            *(name for name in LAWS if name not in laws),
        ],
        "counterparts": [
            f"{name}: {why.counterpart}"
            for name, why in REASONS.items()
            if why.counterpart and why.counterpart not in shipped()
        ],
    }


def _law(rule: type[Any], name: str) -> object:
    return getattr(rule, name, None)
