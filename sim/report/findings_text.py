"""The findings in words: every number comes from the results, every judgement from an interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.analysis.estimates import Outcome
from sim.evidence.judgement import MISS
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.parameters import EVIDENCE, evidence_counts
from sim.report.findings_format import (
    PER_HEAD,
    PER_HOUR,
    difference,
    gap_between,
    gap_of_alternatives,
    judgement,
    last_indices,
    last_year,
    lean,
    listed,
    markdown_table,
    number,
    per_cent,
    percentage_of,
    points,
    probability,
    share,
    stronger,
    why,
    year_words,
)
from sim.report.findings_runs import DEFAULT_MOTIVATION, PUBLISHED_DEFAULTS, FindingsRuns
from sim.text.labels import name_of
from sim.vocabulary import CHANNELS, LONG_RUN, TOTAL, horizons_of

YEARS: Final = ("year_1", "year_5", "year_20")
LEADERS: Final = 6
"""Parameters that are named as decisive."""

_CHANNEL_WORDS: Final = {
    "allocation": "who does which task",
    "overhead": "supervision, meetings and switching",
    "effort": "effort",
    "skills": "skills",
    "technology": "technology",
    "employment": "employment",
}

_CONTROL_WORDS: Final = {
    "cooperative": "councils and shared profit, without balanced jobs",
    "balanced_only": "balanced jobs, and nothing else",
    "parecon_no_balance": "everything but balanced jobs",
    "rotation": "rotation through all tasks",
}


def findings_text(runs: FindingsRuns, images: str) -> str:
    """Return the findings as Markdown.

    Parameters
    ----------
    runs : FindingsRuns
    images : str
        Folder of the figures, relative to the text.
    """
    parts = [
        _question(runs),
        _short_answer(runs),
        _costs_and_gains(runs, images),
        _horizons(runs),
        _assumptions(runs, images),
        _trust(runs, images),
        _robustness(runs),
        _unknown(runs),
        _repeat(runs),
    ]
    return "\n\n".join("\n\n".join(part) for part in parts) + "\n"


def _question(runs: FindingsRuns) -> Iterator[str]:
    yield "# Findings"
    yield (
        "*This text is written by `balanced-jobs findings` from the runs that `docs/findings.toml` "
        "names. Every number in it comes from their results; brackets hold 95 % intervals.*"
    )
    main = runs.main
    yield (
        "Does output fall when jobs are balanced, since experts spend hours on routine work, "
        "everybody "
        "needs more training and councils meet? Or do the effort of the majority, the talent that "
        "is "
        "found and the ideas that are used outweigh that? Here both kinds of economy run on the "
        "same "
        f"people with the same luck: {main.completed} times {main.a.workers:,} people, forked from "
        "one "
        f"past of {main.a.burn_in // 12} capitalist years and followed for {main.a.months // 12} "
        "years. The capitalist baseline is fitted to facts about capitalism. Nothing is fitted to "
        "participatory economics, of which no economy exists: it is a prediction, and no better "
        "than "
        "its assumptions."
    )


def _short_answer(runs: FindingsRuns) -> Iterator[str]:
    yield "## The short answer"
    gap = relative_difference_in(runs.main, PER_HOUR, LONG_RUN).as_percentage()
    share = probability(runs.published, PER_HOUR)
    narrowed = probability(runs.narrowed, PER_HOUR)
    sides = {
        name: relative_difference_in(found, PER_HOUR, LONG_RUN).as_percentage()
        for name, found in runs.assumptions.items()
    }
    yield (
        "**It depends on assumptions that nobody has measured.** With all parameters drawn from "
        "their "
        "published ranges, the participatory economy is at least as productive per hour after "
        f"{last_year(runs.published)} in {share} of the draws; with those parameters narrowed that "
        f"the facts about capitalism identify, in {narrowed}. On the fitted baseline its output "
        "per "
        f"hour is {per_cent(gap)} in the long run ({judgement(gap)}); with the economy fitted and "
        f"motivation left at its defaults {per_cent(sides[DEFAULT_MOTIVATION])}, at the published "
        f"defaults {per_cent(sides[PUBLISHED_DEFAULTS])}. Under what critics assume it is "
        f"{per_cent(sides['critics'])}, under what advocates assume {per_cent(sides['advocates'])}."
    )
    yield lean(runs.effects)


def _costs_and_gains(runs: FindingsRuns, images: str) -> Iterator[str]:
    yield "## What balanced jobs cost, and what they gain"
    rows = []
    for channel in (*CHANNELS[:-1], TOTAL):
        cells = [
            points(channel_of(runs.main, PER_HOUR, horizon, channel))
            for horizon in ("transition", LONG_RUN)
        ]
        rows.append((_CHANNEL_WORDS.get(channel, "together"), *cells))
    yield markdown_table(("channel", "first two years", "long run"), rows)
    efficiency = channel_of(runs.main, PER_HOUR, LONG_RUN, "efficiency")
    motivation = channel_of(runs.main, PER_HOUR, LONG_RUN, "motivation")
    yield (
        "The gap in output per hour, in log points (about per cent), split exactly over what makes "
        "it. "
        f"Efficiency, that is who does what and the time lost on the way, comes to "
        f"{points(efficiency)}; motivation, that is effort, to {points(motivation)}. "
        f"{stronger(efficiency, motivation)}"
    )
    yield f"![What the gap in output per hour is made of]({images}/channels.png)"
    controls = [
        (
            _CONTROL_WORDS.get(name, name_of(name)),
            f"`{name}`",
            percentage_of(found, PER_HOUR),
            difference(found, "alienation"),
        )
        for name, found in runs.controls.items()
    ]
    controls.append(
        (
            "all of it",
            f"`{runs.settings.alternative}`",
            percentage_of(runs.main, PER_HOUR),
            difference(runs.main, "alienation"),
        )
    )
    yield markdown_table(
        ("against the baseline", "scenario", "output per hour, %", "alienation, 0 to 1"), controls
    )
    without = runs.controls.get("parecon_no_balance")
    if without is not None:
        added = gap_of_alternatives(runs.main, without)
        yield (
            "Balancing jobs adds to the other participatory institutions, in log points of output "
            "per "
            f"hour in the long run: {points(added)}. The row of balanced jobs and nothing else is "
            "what it does in a capitalist firm."
        )
    yield (
        f"Beside output: effort {difference(runs.main, 'effort')}, alienation "
        f"{difference(runs.main, 'alienation')}, Gini coefficient of income "
        f"{difference(runs.main, 'income_gini')}, unemployment "
        f"{difference(runs.main, 'unemployment_rate', 100.0)} percentage points (placement is "
        "assumed to take less than a month), output per head "
        f"{percentage_of(runs.main, PER_HEAD)} %."
    )


def _horizons(runs: FindingsRuns) -> Iterator[str]:
    yield "## Over which horizon"
    windows = horizons_of(runs.main.a.months)
    years: list[str] = [year for year in YEARS if year in windows] or [LONG_RUN]
    rows = []
    for measure in (PER_HOUR, PER_HEAD):
        gaps = [points(gap_between(runs.main, measure, *windows[year])) for year in years]
        chances = [probability(runs.published, measure, year) for year in years]
        rows.append((name_of(measure), "gap on the fitted baseline, log points", *gaps))
        rows.append((name_of(measure), "participatory economy at least as productive", *chances))
    yield markdown_table(("", "", *(year_words(year) for year in years)), rows)
    first, last = (
        gap_between(runs.main, PER_HOUR, *windows[year]) for year in (years[0], years[-1])
    )
    yield (
        "Between the first and the last of these the gap per hour moves by "
        f"{last.difference - first.difference:+.1f} log points: jobs are balanced by a vote a "
        "month, "
        "attitudes follow, training takes people out of work before it makes experts of them, and "
        "technology drifts apart."
    )


def _assumptions(runs: FindingsRuns, images: str) -> Iterator[str]:
    yield "## Under which assumptions"
    indices = last_indices(runs.published)
    named = indices[~indices["parameter"].str.startswith("(")].head(LEADERS)
    listed = ", ".join(
        f"{name_of(row['parameter'])} ({share(row['total'], row['total_low'], row['total_high'])})"
        for _, row in named.iterrows()
    )
    others = indices[indices["parameter"].str.startswith("(")]
    rest = (
        f" All other parameters together account for "
        f"{share(*others.iloc[0][['total', 'total_low', 'total_high']])}."
        if len(others)
        else ""
    )
    yield (
        "Over the published ranges these parameters carry most of the variance of the gap in "
        "output "
        f"per hour (total Sobol indices with intervals): {listed}.{rest}"
    )
    yield f"![Which assumptions decide]({images}/sensitivity.png)"
    yield from _boxes(runs)
    yield from _break_evens(runs)


def _boxes(runs: FindingsRuns) -> Iterator[str]:
    verdict = runs.published
    for side, claim in (("critics", "falls"), ("advocates", "does not fall")):
        rows = verdict.boxes[verdict.boxes["side"] == side]
        quality = verdict.box_quality[verdict.box_quality["side"] == side]
        if rows.empty or quality.empty:
            yield f"No box of assumptions was found in which output per hour mostly {claim}."
            continue
        limits = "; ".join(
            f"{name_of(row['parameter'])} from {row['low']:.2g} to {row['high']:.2g}"
            f" (range {row['range_low']:.2g} to {row['range_high']:.2g})"
            for _, row in rows.iterrows()
        )
        found = quality.iloc[0]
        yield (
            f"*Where {side} are right:* {limits}. Of the draws inside, output per hour {claim} in "
            f"{share(found['density'], found['density_low'], found['density_high'])}; they are "
            f"{share(found['coverage'], found['coverage_low'], found['coverage_high'])} of all "
            "draws in which it does."
        )


def _break_evens(runs: FindingsRuns) -> Iterator[str]:
    lines = []
    for name, found in runs.break_evens.items():
        points = found.points.dropna()
        if found.crossings.empty:
            ahead = "ahead" if float(points["gap"].mean()) > 0.0 else "behind"
            lines.append(
                f"- {name_of(name)}: the participatory economy is {ahead} over the whole range"
            )
            continue
        for _, row in found.crossings.iterrows():
            low = "the lower end" if row["low_open"] else f"{row['low']:.3g}"
            high = "the upper end" if row["high_open"] else f"{row['high']:.3g}"
            lines.append(
                f"- {name_of(name)}: equal at {row['value']:.3g} [{low}, {high}], the "
                "participatory "
                f"economy ahead {row['b_ahead']} it"
            )
    if lines:
        yield "One parameter at a time, on the fitted baseline, both produce equally per hour:"
        yield "\n".join(lines)


def _trust(runs: FindingsRuns, images: str) -> Iterator[str]:
    yield "## How far the baseline can be believed"
    table, before = runs.facts.facts, runs.facts_before.facts
    fair = table[table["use"] != "input"]
    passed = int((fair["verdict"] != MISS).sum())
    earlier = int((before.loc[before["use"] != "input", "verdict"] != MISS).sum())
    checks = fair[fair["use"] == "check"]
    yield (
        f"The fitted baseline reproduces {passed} of {len(fair)} stylised facts (the defaults "
        f"{earlier}); of the {len(checks)} that nothing is fitted to, "
        f"{int((checks['verdict'] != MISS).sum())}. Missed:"
    )
    yield "\n".join(
        f"- {row['statement']}: {number(row['simulated'])} instead of {row['low']:g} to "
        f"{row['high']:g}{why(row)}"
        for _, row in table[table["verdict"] == MISS].iterrows()
    )
    effects = runs.effects.effects
    kept = effects[effects["use"] == "validation"]
    inside = int((kept["verdict"] != MISS).sum())
    yield (
        f"Of {len(kept)} natural experiments that calibration did not see, {inside} come out "
        "inside "
        "the published interval. Outside:"
    )
    yield "\n".join(
        f"- {row['title']}: {number(row['simulated'])} {row['unit']} instead of "
        f"{row['published']:g} [{row['low']:g}, {row['high']:g}]{why(row)}"
        for _, row in effects[effects["verdict"] == MISS].iterrows()
    )
    yield f"![Known changes, simulated and published]({images}/natural_experiments.png)"
    fit = runs.calibration.fit
    jointly = listed(fit.loc[fit["status"] == "only with others", "parameter"])
    nothing = listed(fit.loc[fit["status"] == "keeps its range", "parameter"])
    yield (
        f"The facts identify {len(runs.calibration.ranges)} of {len(fit)} parameters that were "
        f"fitted. They tell of {jointly or 'none'} only together, and nothing of "
        f"{nothing or 'none'}, which keep their ranges."
    )


def _robustness(runs: FindingsRuns) -> Iterator[str]:
    yield "## Other functional forms, sizes, steps and luck"
    rows = runs.robustness.gaps
    rows = rows[(rows["horizon"] == LONG_RUN) & (rows["measure"] == PER_HOUR)]
    yield markdown_table(
        ("variant", "gap in output per hour, log points", "against the reference", "sign"),
        [
            (
                name_of(row["variant"]),
                points(Outcome(row["gap"], row["low"], row["high"])),
                points(Outcome(row["change"], row["change_low"], row["change_high"])),
                str(row["sign"]),
            )
            for _, row in rows.iterrows()
        ],
    )


def _unknown(runs: FindingsRuns) -> Iterator[str]:
    yield "## What the evidence cannot tell"
    counts = evidence_counts()
    total = sum(counts.values())
    said = ", ".join(f"{counts[grade]} {grade}" for grade in EVIDENCE if counts.get(grade))
    yield (
        f"Of {total} parameters, by the state of their evidence: {said}. No balanced jobs have "
        "been "
        "measured at scale. Studies of participation test having a say, not balanced jobs; their "
        "samples of cooperatives are survivors with members who chose to join; work on engagement "
        "and job design is mostly correlation, from one and the same respondents. That peers rate "
        "effort fairly, that councils meet as long as assumed, that open diffusion does not starve "
        "invention, and that people of all talents want expert training are assumptions here, "
        "varied "
        "over wide ranges. Prices, planning, capital and consumers' choice are outside the model. "
        "A "
        "difference between regimes is therefore a statement about these assumptions, not a "
        "forecast."
    )


def _repeat(runs: FindingsRuns) -> Iterator[str]:
    yield "## Repeat it"
    yield (
        "`balanced-jobs findings` does all runs again, below `results/findings`, and writes this "
        "text; "
        "what is finished is not done twice. `balanced-jobs rerun FOLDER RUN` repeats any single "
        "run. "
        "How facts, calibration and natural experiments work stands in [Evidence](evidence.md), "
        "every "
        "equation in the [ODD document](odd.md)."
    )
