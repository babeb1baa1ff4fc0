"""The sentences of the findings: each is made of numbers in the results."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from sim.analysis.decided import Conclusion
from sim.experiments.posterior.added import WITH
from sim.experiments.posterior.document import narrowed
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.experiments.posterior.value import PARAMETER, STUDY
from sim.experiments.posterior.value_words import (
    decided_rows,
    number_of,
    ranked,
    title_of,
    wrong_of,
)
from sim.experiments.posterior.words import EVEN, chance
from sim.findings.figures import predicted
from sim.findings.quoted import POINTS, TOLD, points_of, share_below
from sim.findings.runs import FindingsRuns
from sim.study.record import LOG_POINTS_UNIT
from sim.text.labels import name_of
from sim.text.numbers import Number, share, significant
from sim.text.phrases import UNDECIDED, capital, counted, horizon_phrase, listed

type Row = Mapping[Hashable, Any]

NAMED: Final = 5
"""Parameters, items or studies in a sentence."""

BY_CHANCE: Final = 0.025
"""Share of 95 % intervals that lie above zero by chance where there is nothing."""

HARDLY: Final = 0.1
"""Share of the spread of a prior below which a parameter counts as not narrowed at all."""


def about(result: Posterior, regime: str) -> str:
    """Return the title of a regime as part of a sentence, without what explains it.

    Parameters
    ----------
    result : Posterior
    regime : str
    """
    if regime == WITH:
        return "the whole of participatory economics"
    title = result.regimes[regime].partition(":")[0]
    return title[:1].lower() + title[1:]


def beginning(runs: FindingsRuns) -> str:
    """Return what was asked, and what was done, with the size of all of it.

    Parameters
    ----------
    runs : FindingsRuns
    """
    result = runs.posterior
    first = result.scenarios[0]
    items = int((result.items["role"] == CONDITIONS).sum())
    points = int(result.waves["points"].iloc[0])
    return (
        "Does output fall when jobs are balanced, since experts spend hours on routine work and "
        "councils meet? Or do effort, talent that is found and ideas that are used outweigh that? "
        f"For an answer {counted(int(result.settings['draws']), 'set')} of "
        f"{counted(len(result.parameters), 'parameter')} were drawn, as probable as "
        f"{counted(items, 'item')} of evidence on capitalist economies make them, and "
        f"{counted(points, 'set')} from the ranges alone. Each is one past of "
        f"{counted(first['burn_in'] // 12, 'capitalist year')} in an economy of "
        f"{counted(first['workers'], 'person', 'people')}, from which all institutions go on for "
        f"{counted(first['months'] // 12, 'year')} with common random numbers. Every number below "
        "is of economies of this size, but for the check of size. Nothing is fitted to "
        "participatory economics, of which no economy exists: it is a prediction, and no better "
        "than its assumptions."
    )


def quoted_said(runs: FindingsRuns) -> str:
    """Return what the figure of quoted numbers shows.

    Parameters
    ----------
    runs : FindingsRuns
    """
    result = runs.posterior
    points = points_of(runs)
    said = []
    for regime in TOLD:
        rows = points[points["regime"] == regime]
        lowest, highest = (rows.loc[pick(rows["gap"])] for pick in (_least, _most))
        text = (
            f"For {about(result, regime)}, single sets of parameters give from "
            f"{_gap(lowest)} ({POINTS[lowest['name']]}) to {_gap(highest)} "
            f"({POINTS[highest['name']]})"
        )
        if result.refuted:
            said.append(f"{text}.")
            continue
        middle = dict(result.about("quantiles", regime, given=EVIDENCE).iloc[0])
        said.append(
            f"{text}, while nine in ten draws given the evidence lie between "
            f"{log_points(middle['q05'])} and {log_points(middle['q95'])}."
        )
    return " ".join(said)


def why_quoted(runs: FindingsRuns) -> str:
    """Return what the quoted numbers are, and why the answer is none of them.

    Parameters
    ----------
    runs : FindingsRuns
    """
    parts = [
        "Other numbers have been quoted, and they do not agree. The defaults are a choice, each a "
        "value somewhere in its range. Fitted parameters are one point of many that fit alike. A "
        "probability over the ranges gives a set of parameters that no economy shows the weight of "
        "one that all show. What the two sides assume lies at the ends of the ranges. The answer "
        "above weighs every set by how well it gives what was observed."
    ]
    if not runs.fitted:
        parts.append(
            "The fitted parameters are not shown: the posterior is of another state of the "
            "program, and they were not simulated with it."
        )
    return " ".join(parts)


def gaps_said(result: Posterior) -> str:
    """Return which regimes are more probably ahead than not, by the one rule of the project.

    Parameters
    ----------
    result : Posterior
    """
    given = RANGES if result.refuted else EVIDENCE
    by: dict[str, list[str]] = {}
    for regime in result.regimes:
        number = chance(dict(result.about("probabilities", regime, given=given).iloc[0]))
        conclusion = number.conclusion(EVEN) if result.enough else Conclusion.UNDECIDED
        word = {
            Conclusion.HIGHER: "more probably at least as productive per hour than not",
            Conclusion.LOWER: "less probably so than not",
        }.get(conclusion, UNDECIDED)
        by.setdefault(word, []).append(f"{about(result, regime)} {number.text()}")
    said = "; ".join(f"{word}: {listed(names)}" for word, names in by.items())
    return f"{capital(horizon_phrase(result.horizon))}: {said}."


def narrowing_said(result: Posterior) -> str:
    """Return what the evidence narrowed, by which item, and what it left as wide as before.

    Parameters
    ----------
    result : Posterior
        With draws given the evidence.
    """
    table = result.parameters
    shown = narrowed(result)
    rest = table[~table["parameter"].isin(shown["parameter"])]
    as_wide = int((rest["narrowing_high"] < HARDLY).sum())
    said = [
        f"Of {counted(len(table), 'parameter')} the evidence is shown to narrow {len(shown)}"
        f"{', the others not' if len(rest) else ''}."
    ]
    by_chance = round(BY_CHANCE * len(table))
    if len(shown) and by_chance:
        said.append(f"By chance alone it would seem so for about {by_chance} at most.")
    if len(rest):
        said.append(
            f"Of {len(rest)} that keep their prior for all that is shown, {as_wide} lose less than "
            f"a tenth of its spread for certain; what nobody knows of them goes into the gap in "
            "full."
        )
    for regime in TOLD:
        rows = ranked(result, regime)
        rows = rows[(rows["about"] == PARAMETER) & rows["name"].isin(rest["parameter"])]
        rows = decided_rows(rows[rows["share"].notna()], "share")
        if len(rows):
            named = listed(
                f"{name_of(row['name'])} ({number_of(row, 'share').text()})"
                for row in rows.head(3).to_dict("records")
            )
            said.append(
                f"Among them the difference for {about(result, regime)} hangs most on {named} of "
                "its variance."
            )
    return " ".join(said)


def parameters_said(result: Posterior) -> str:
    """Return which parameters are narrowed most, and which item of evidence tells of each.

    Parameters
    ----------
    result : Posterior
    """
    shown = narrowed(result).head(NAMED)
    if not len(shown):
        return "No parameter is shown to be narrowed; drawn are those with the largest estimates."
    named = listed(
        f"{name_of(row['parameter'])} by {share(row['narrowing']).text()}{_told_by(row)}"
        for row in shown.to_dict("records")
    )
    return f"The evidence takes most of the spread of its prior away from {named}."


def _told_by(row: Row) -> str:
    return f" (told by {name_of(row['told_by'])})" if row["told_by"] else ""


def study_words(result: Posterior) -> Iterator[str]:
    """Yield for balanced jobs alone and for the whole which study would settle it, if that is told.

    Parameters
    ----------
    result : Posterior
    """
    for regime in TOLD:
        rows = ranked(result, regime, "fall")
        if rows.empty:
            continue
        wrong = wrong_of(result, dict(rows.iloc[0]))
        said = [
            f"{capital(about(result, regime))}: who names the more probable winner now is wrong "
            f"with a probability of {wrong.text()}."
        ]
        for kind, one, many in (
            (STUDY, "study", "studies"),
            (PARAMETER, "single parameter", "single parameters"),
        ):
            said.append(_ranking(rows[rows["about"] == kind], one, many))
        yield " ".join(part for part in said if part)


def _ranking(rows: pd.DataFrame, one: str, many: str) -> str:
    """Return which come first, or that the ranking cannot be made."""
    if rows.empty:
        return f"Of {many} nothing is told: what they would measure was not simulated at the draws."
    rows = rows[rows["fall"].notna()]
    if rows.empty:
        return f"What {many} would be worth is not told by so few draws."
    different = rows.drop_duplicates("name")
    known = decided_rows(rows, "fall").drop_duplicates("name")
    if known.empty:
        top = Number(100.0 * float(rows["fall_high"].max()), unit="percentage points", decimals=1)
        return (
            f"A ranking of {many} cannot be made: for none of {len(different)} is it decided that "
            f"it would lower this, and the intervals end at {top.text()} or below."
        )
    listing = [
        f"{_lower(title_of(row))} ({number_of(row, 'fall').text()})"
        for row in known.head(NAMED).to_dict("records")
    ]
    said = (
        f"It would fall most by a {one}: {listed(listing)}; {len(known)} of {len(different)} "
        f"{many} would lower it for certain"
    )
    first, *others = known.to_dict("records")
    tied = sum(float(row["fall_high"]) >= float(first["fall_low"]) for row in others)
    if tied:
        return f"{said}, and the order of the first {tied + 1} is not decided."
    return f"{said}." if not others else f"{said}, and the first of them comes first for certain."


def value_takeaway(result: Posterior, regime: str) -> str:
    """Return what the figure of the value of information shows.

    Parameters
    ----------
    result : Posterior
    regime : str
    """
    rows = ranked(result, regime, "fall")
    some = decided_rows(rows[rows["fall"].notna()], "fall")
    some = some[some["about"].isin((PARAMETER, STUDY))]
    lead = f"{capital(about(result, regime))}: "
    if some.empty:
        return f"{lead}nothing that could be learned is shown to make a wrong name rarer."
    row = some.iloc[0].to_dict()
    return (
        f"{lead}most would be gained by {_lower(title_of(row))}, {number_of(row, 'fall').text()}."
    )


def most_open(result: Posterior) -> str:
    """Return the one of balanced jobs and the whole of which a wrong name is more probable."""
    wrong = {
        regime: float(rows["wrong"].iloc[0])
        for regime in TOLD
        if len(rows := ranked(result, regime))
    }
    return max(wrong, key=lambda regime: wrong[regime])


def evidence_said(runs: FindingsRuns) -> str:
    """Return what the figure of evidence shows.

    Parameters
    ----------
    runs : FindingsRuns
    """
    table = predicted(runs)
    said = []
    for way, words in (("all", "all of it"), ("itself", "all but itself")):
        rows = table[table["way"] == way]
        if rows.empty:
            continue
        inside = int(((rows["low"] <= 0.0) & (rows["high"] >= 0.0)).sum())
        farthest = max(rows.to_dict("records"), key=lambda row: abs(float(row["middle"])))
        off = significant(abs(float(farthest["middle"])), 2)
        said.append(
            f"Given {words}, the middle nine tenths of what is predicted hold what was observed "
            f"for {inside} of {counted(len(rows), 'item')}; farthest off is "
            f"{name_of(farthest['item'])}, by {off} standard deviations."
        )
    return " ".join(said)


def below_cell(result: Posterior, regime: str, gap: float) -> Number | str:
    """Return which share of the draws given the evidence lies below a gap; "-" without draws."""
    return "-" if result.refuted else share_below(result, regime, gap)


def _least(gaps: pd.Series[float]) -> Any:
    return gaps.idxmin()


def _most(gaps: pd.Series[float]) -> Any:
    return gaps.idxmax()


def _gap(row: pd.Series[Any]) -> str:
    return Number(float(row["gap"]), unit=LOG_POINTS_UNIT, difference=True).text()


def log_points(value: float) -> str:
    """Return a difference with its sign and without its unit, as in "-8.1"."""
    return Number(float(value), unit=LOG_POINTS_UNIT, difference=True).text(unit=False)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
