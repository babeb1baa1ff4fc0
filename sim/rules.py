"""Names of the rules that scenarios can choose from.

Names are all that is known here. A scenario never makes the program import anything but a rule of
this package or one that an installed package declares.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sim.errors import PluginError, ScenarioError, choices, nearest
from sim.grammar.values import word

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

INSTITUTION_RULES: dict[str, list[str]] = {
    "division": ["hierarchical", "balanced", "rotation"],
    "decisions": ["manager", "council"],
    "pay": ["market", "effort_and_need", "equal"],
    "employment": ["labour_market", "job_guarantee"],
    "education": ["class_selected", "open"],
    "innovation": ["private", "commons"],
}
"""Rules by institution; registering a rule of one's own adds its name (model section 6)."""

SHIPPED_RULES: Final = MappingProxyType({key: tuple(v) for key, v in INSTITUTION_RULES.items()})
"""Rules that come with this package, by institution."""

CAPITALISM: Final = MappingProxyType({key: rules[0] for key, rules in SHIPPED_RULES.items()})
"""Rules that are in force where a scenario names no others, by institution."""

ENTRY_POINTS: Final = "balanced_jobs.institutions"
"""Group of entry points in which installed packages declare their rules, as SWITCH.RULE."""

HOW_TO_LOAD: Final = (
    "a rule of your own is loaded with --plugin MODULE:CLASS, in Python by importing its module"
)


def installed_rules() -> dict[tuple[str, str], EntryPoint]:
    """Return the entry points of installed packages by (switch, rule); nothing is imported.

    Raises
    ------
    PluginError
        If a name is not ``SWITCH.RULE``, or two packages declare the same rule.
    """
    from importlib.metadata import entry_points

    found: dict[tuple[str, str], EntryPoint] = {}
    for entry in entry_points(group=ENTRY_POINTS):
        switch, _, rule = entry.name.partition(".")
        if switch not in INSTITUTION_RULES or not rule:
            raise PluginError(
                f"{package_of(entry)} declares the entry point '{entry.name}' in [{ENTRY_POINTS}]; "
                f"its name must be SWITCH.RULE, and switches are {', '.join(INSTITUTION_RULES)}"
            )
        other = found.setdefault((switch, rule), entry)
        if other.value != entry.value:
            raise PluginError(
                f"{package_of(other)} and {package_of(entry)} both declare a rule '{rule}' for "
                f"{switch}; remove one of them"
            )
    return found


def load_installed(switch: str, rule: str) -> type[Any]:
    """Return the class that an installed package declares for a rule.

    Raises
    ------
    ScenarioError
        If none does.
    PluginError
        If it cannot be loaded, or is no class.
    """
    entry = installed_rules().get((switch, rule))
    if entry is None:
        raise ScenarioError(f"institutions.{switch} = '{rule}': {unknown_rule(switch, rule)}")
    try:
        loaded = entry.load()
    except PluginError:
        raise
    except Exception as error:
        raise PluginError(
            f"institutions.{switch} = '{rule}': {package_of(entry)}, which declares the rule as "
            f"{entry.value}, cannot be loaded ({type(error).__name__}: {error}); mend or remove "
            "the package"
        ) from error
    if not isinstance(loaded, type):
        raise PluginError(
            f"institutions.{switch} = '{rule}': {package_of(entry)} declares the rule as "
            f"{entry.value}, which is no class; mend or remove the package"
        )
    return loaded


def package_of(entry: EntryPoint) -> str:
    """Return name and version of the package that declares an entry point, in words."""
    if entry.dist is None:
        return "a package"
    return f"the package {entry.dist.name} {entry.dist.version}"


def known_rules(switch: str) -> list[str]:
    """Return the rules that a scenario may name: shipped, registered and installed ones."""
    installed = (rule for declared, rule in installed_rules() if declared == switch)
    return list(dict.fromkeys([*INSTITUTION_RULES[switch], *installed]))


def is_known(switch: str, rule: object) -> bool:
    """Return whether a scenario may name a rule; installed packages are only asked if need be."""
    return rule in INSTITUTION_RULES[switch] or rule in known_rules(switch)


def unknown_rule(switch: str, rule: object) -> str:
    """Return the end of a message about a rule that nobody knows: what is allowed, what to do."""
    known = known_rules(switch)
    allowed = choices(word(rule), known)
    if nearest(word(rule), known):
        return f"{allowed} {HOW_TO_LOAD[0].upper()}{HOW_TO_LOAD[1:]}"
    return f"{allowed}; {HOW_TO_LOAD}"


def own_rules(chosen: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of the rules, as (switch, rule), that do not come with this package, sorted."""
    return sorted({pair for pair in chosen if pair[1] not in SHIPPED_RULES[pair[0]]})
