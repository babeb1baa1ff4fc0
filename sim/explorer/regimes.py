"""What the regimes of a result are, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.experiments.posterior.added import ADDED, WITH, WITHOUT

RULE_WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("division", "hierarchical"): "some people do the interesting tasks and others the dull ones",
    ("division", "balanced"): "jobs are balanced, so that everybody does some of the interesting "
    "and some of the dull tasks",
    ("division", "rotation"): "people take turns at the tasks",
    ("decisions", "manager"): "managers decide",
    ("decisions", "council"): "everybody has a vote in the council of the workplace",
    ("pay", "market"): "a market sets pay",
    ("pay", "effort_and_need"): "pay follows effort and need",
    ("pay", "equal"): "all hours are paid alike",
    ("employment", "labour_market"): "people can lose their job",
    ("employment", "job_guarantee"): "nobody is without a job",
    ("education", "class_selected"): "families decide who is trained",
    ("education", "open"): "training is open to all",
    ("innovation", "private"): "ideas belong to those who own the workplace",
    ("innovation", "commons"): "ideas belong to all",
}
"""Each rule that comes with the program, by institution."""

OWN: Final = "{institution} goes by '{rule}'"
"""Words for a rule of one's own."""


def regime_words(scenarios: list[Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, str]:
    """Return what makes each regime another than the baseline, as a sentence by name.

    Parameters
    ----------
    scenarios : list of dict
        As `Scenario.to_dict` makes them; the first is the baseline.
    names : mapping
        Regimes that are told of, with their titles.
    """
    by_name = {str(one["name"]): one["institutions"] for one in scenarios}
    baseline = next(iter(by_name.values()))
    found = {}
    for name in names:
        if name == ADDED:
            found[name] = _sentence(by_name[WITH], by_name[WITHOUT]) + " All else is the same."
        elif name in by_name:
            found[name] = _sentence(by_name[name], baseline)
    return found


def _sentence(institutions: Mapping[str, str], before: Mapping[str, str]) -> str:
    changed = [
        RULE_WORDS.get((key, rule), OWN.format(institution=key, rule=rule))
        for key, rule in institutions.items()
        if rule != before[key]
    ]
    if not changed:
        return "Its institutions are the same; only numbers differ."
    text = "; ".join(changed)
    return f"{text[0].upper()}{text[1:]}."
