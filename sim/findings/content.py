"""What the template of the findings is filled with: every number comes from the results."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from sim.evidence.judgement import MISS, OPEN, PASS, counted_as
from sim.evidence.uses import CHECK, INPUT, VALIDATION
from sim.experiments.calibrate.record import JOINTLY, KEEPS_RANGE
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.robustness.document import headline_table
from sim.experiments.verdict.document import box_words
from sim.findings.numbers import (
    PER_HEAD,
    PER_HOUR,
    balance_numbers,
    chance,
    change_of,
    gap_of_alternatives,
    last_horizon,
    level_gap,
)
from sim.findings.runs import DEFAULT_MOTIVATION, PUBLISHED_DEFAULTS, FindingsRuns
from sim.findings.tables import channel_table, control_table, gaps_per_hour, horizon_table
from sim.parameters import EVIDENCE, evidence_counts
from sim.study.index_words import what_decides
from sim.study.record import LOG_POINTS_UNIT, Record
from sim.text.answer import shipped_answer
from sim.text.document import Picture
from sim.text.labels import name_of
from sim.text.numbers import Number, difference, quantity, significant, span
from sim.text.phrases import ahead, counted, horizon_phrase, listed
from sim.vocabulary import ADVOCATES, CRITICS, LONG_RUN, SIDES

CAPITALISM: Final = "capitalism"
PARTICIPATORY: Final = "the participatory economy"
"""How the text names the two sides."""

WITHOUT_BALANCE: Final = "parecon_no_balance"
"""Control that has everything but balanced jobs."""


def content_of(runs: FindingsRuns) -> dict[str, Any]:
    """Return everything that the template names.

    Parameters
    ----------
    runs : FindingsRuns
    """
    return {
        "canonical": shipped_answer().text(),
        "main": runs.main,
        "alternative": runs.settings.alternative,
        "pictures": _pictures(runs),
        "tables": {
            "channels": channel_table(runs.main),
            "controls": control_table(runs),
            "horizons": horizon_table(runs),
            "robustness": headline_table(runs.robustness),
        },
        **_answer(runs),
        **_channels(runs),
        **_assumptions(runs),
        **_trust(runs),
        "evidence": _evidence(),
        "counted": counted,
        "listed": listed,
        "name_of": name_of,
        "significant": significant,
        "span": span,
    }


def _pictures(runs: FindingsRuns) -> dict[str, Picture]:
    """Return the figures by the name that they have in the text."""
    return {
        "channels": _picture(runs.main, "channels"),
        "sensitivity": _picture(runs.published, "sensitivity"),
        "natural_experiments": replace(
            _picture(runs.effects, "effects"), name="natural_experiments"
        ),
    }


def _picture(result: Record, name: str) -> Picture:
    (found,) = (picture for picture in result.document().pictures if picture.name == name)
    return found


def _answer(runs: FindingsRuns) -> dict[str, Any]:
    gap = level_gap(runs.main)
    sides = {name: level_gap(found) for name, found in runs.assumptions.items()}
    effects = _kept(runs)
    missed = effects[effects["verdict"] == MISS]
    return {
        "horizon": horizon_phrase(last_horizon(runs.published)),
        "chance": chance(runs.published),
        "narrowed": chance(runs.narrowed),
        "verdict_size": {
            "workers": runs.published.settings["scenarios"][0]["workers"],
            "draws": int(runs.published.probabilities["draws"].iloc[-1]),
            "priors": runs.published.priors,
        },
        "balance": balance_numbers(runs.main),
        "balance_assumed": {
            name: found
            for name in SIDES
            if (found := balance_numbers(runs.assumptions[name])) is not None
        },
        "gap": gap,
        "judgement": ahead(gap.conclusion(), CAPITALISM, PARTICIPATORY),
        "default_motivation": sides[DEFAULT_MOTIVATION],
        "published_defaults": sides[PUBLISHED_DEFAULTS],
        "critics": sides[CRITICS],
        "advocates": sides[ADVOCATES],
        "kept_effects": {
            "count": len(effects),
            "above": int((missed["simulated"] > missed["high"]).sum()),
            "below": int((missed["simulated"] < missed["low"]).sum()),
            "inside": _reproduced(effects),
            "open": counted_as(effects, OPEN),
        },
    }


def _channels(runs: FindingsRuns) -> dict[str, Any]:
    efficiency, motivation = (
        difference(channel_of(runs.main, PER_HOUR, LONG_RUN, name), LOG_POINTS_UNIT)
        for name in ("efficiency", "motivation")
    )
    without = runs.controls.get(WITHOUT_BALANCE)
    return {
        "efficiency": efficiency,
        "motivation": motivation,
        "both": Number(efficiency.value + motivation.value, unit=LOG_POINTS_UNIT, difference=True),
        "added": None if without is None else gap_of_alternatives(runs.main, without),
        "changes": {
            name: change_of(runs.main, name)
            for name in ("effort", "alienation", "income_gini", "unemployment_rate")
        },
        "per_head": level_gap(runs.main, PER_HEAD),
        "moved": _moved(gaps_per_hour(runs)),
    }


def _moved(gaps: Sequence[Number]) -> Number | None:
    """Return how far the gap moves from the first horizon to the last, where there are two."""
    if len(gaps) < 2:
        return None
    return Number(gaps[-1].value - gaps[0].value, unit=LOG_POINTS_UNIT, difference=True)


def _assumptions(runs: FindingsRuns) -> dict[str, Any]:
    return {
        "what_decides": _uncapital(what_decides(runs.published.index_tables())),
        "boxes": [box_words(runs.published, side) for side in SIDES],
        "break_evens": {name: found.document().lead for name, found in runs.break_evens.items()},
    }


def _uncapital(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _trust(runs: FindingsRuns) -> dict[str, Any]:
    table, before = runs.facts.facts, runs.facts_before.facts
    fair = table[table["use"] != INPUT]
    checks = fair[fair["use"] == CHECK]
    effects = runs.effects.effects
    fit = runs.calibration.fit
    return {
        "facts": {
            "count": len(fair),
            "reproduced": _reproduced(fair),
            "before": _reproduced(before[before["use"] != INPUT]),
            "checks": len(checks),
            "checks_reproduced": _reproduced(checks),
            "missed": _missed(table),
            "open": counted_as(fair, OPEN),
        },
        "missed_effects": _missed(effects),
        "fitted": {
            "count": len(fit),
            "identified": len(runs.calibration.ranges),
            "stopped": runs.calibration.stopped,
            **{
                name: list(map(name_of, fit.loc[fit["status"] == status, "parameter"]))
                for name, status in (("jointly", JOINTLY), ("nothing", KEEPS_RANGE))
            },
        },
    }


def _evidence() -> dict[str, Any]:
    counts = evidence_counts()
    return {
        "total": sum(counts.values()),
        "grades": [f"{counts[grade]} {grade}" for grade in EVIDENCE if counts.get(grade)],
    }


def _kept(runs: FindingsRuns) -> pd.DataFrame:
    """Return the effects that nothing is fitted to."""
    table = runs.effects.effects
    found: pd.DataFrame = table[table["use"] == VALIDATION]
    return found


def _reproduced(table: pd.DataFrame) -> int:
    return counted_as(table, PASS)


def _missed(table: pd.DataFrame) -> list[Mapping[Hashable, Any]]:
    """Return the rows that are missed, with their simulated values as numbers."""
    return [
        {**row, "simulated": quantity(float(row["simulated"])), "why": row["why_missed"].strip()}
        for row in table[table["verdict"] == MISS].to_dict("records")
    ]
