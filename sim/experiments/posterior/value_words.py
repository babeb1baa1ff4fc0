"""Which ignorance decides, and which study would settle it: sentences and tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from sim.analysis.decided import DECIDED, conclusions
from sim.analysis.one_way import LEAST_DRAWS
from sim.analysis.weighting import ENOUGH
from sim.experiments.posterior.added import ADDED, WITH
from sim.experiments.posterior.record import EVIDENCE, GIVEN, Posterior
from sim.experiments.posterior.studies import STUDIES
from sim.experiments.posterior.value import ALL, PARAMETER, STUDY
from sim.text.document import Block, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import NOTHING, Number, quantity, share, significant
from sim.text.phrases import capital, counted, horizon_phrase, listed
from sim.text.tables import Column, table_of, text_column
from sim.text.undecided import Size

TITLE: Final = "Which ignorance decides, and which study would settle it"

MOST: Final = 10
"""Parameters, or studies of some size, in a table."""

NAMED: Final = 5
"""Parameters and studies in a sentence."""

type Row = Mapping[Hashable, Any]

STUDY_TITLES: Final = {study.name: study.title for study in STUDIES}


def value_blocks(result: Posterior) -> Iterator[Block]:
    """Yield sentences and tables about what it would be worth to know more.

    Parameters
    ----------
    result : Posterior
    """
    if result.information.empty:
        return
    for regime in told_of(result)[1:]:
        yield Paragraph(_told(result, regime))
    if len(result.variances):
        yield _spread(result)
    for regime in told_of(result):
        rows = ranked(result, regime)
        yield _parameter_table(result, regime, rows)
        studies = rows[rows["about"] == STUDY]
        if len(studies):
            yield _study_table(result, regime, studies)
    yield Paragraph(_missing(result), "note")


def value_lead(result: Posterior) -> Iterator[Block]:
    """Yield what is said with the answer: which ignorance decides, which study would settle it.

    Parameters
    ----------
    result : Posterior
    """
    if len(result.information):
        yield Paragraph(f"{_first(result)} {_told(result, told_of(result)[0])}")


def _told(result: Posterior, regime: str) -> str:
    rows = ranked(result, regime)
    said = [_chance_words(result, regime), *_parameters(result, rows), *_worth(result, rows)]
    return " ".join(said)


def told_of(result: Posterior) -> list[str]:
    """Return the regimes that are told of: those of the answer, or else the first."""
    known = list(dict.fromkeys(result.information["regime"]))
    return [name for name in (ADDED, WITH) if name in known] or known[:1]


def ranked(result: Posterior, regime: str, by: str = "share") -> pd.DataFrame:
    """Return the rows of a regime, those first whose value is highest.

    Parameters
    ----------
    result : Posterior
    regime : str
    by : {"share", "fall"}
    """
    rows = result.information[result.information["regime"] == regime]
    return rows.sort_values(by, ascending=False, kind="stable")


def decided_rows(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows whose interval excludes zero, by the one rule of the project."""
    return rows[conclusions(rows, f"{by}_low", f"{by}_high").isin(DECIDED)]


def title_of(row: Row) -> str:
    """Return what would be known, in words."""
    if row["about"] == STUDY:
        return f"{STUDY_TITLES[str(row['name'])]}, {int(row['people']):,} people"
    return heading_of(str(row["name"]))


def number_of(row: Row, by: str, *, star: bool = False) -> Number:
    """Return a share of variance or a fall in wrong names with its interval."""
    value, low, high = (float(row[name]) for name in (by, f"{by}_low", f"{by}_high"))
    if by == "share":
        return Number(value, low, high, unit="share", decimals=0, star=star)
    value, low, high = 100.0 * value, 100.0 * low, 100.0 * high
    return Number(value, low, high, unit="percentage points", decimals=1, star=star)


def _first(result: Posterior) -> str:
    given = str(result.information["given"].iloc[0])
    why = "" if given == EVIDENCE else "No draws are left by the evidence. "
    about = f"Output per hour {horizon_phrase(result.horizon)}, over draws given {GIVEN[given]}."
    worth = result.effective if given == EVIDENCE else float(_points(result))
    if worth >= ENOUGH:
        return f"{why}{about}"
    return (
        f"{why}Too few draws to say which ignorance decides: they are worth "
        f"{significant(worth, 2)} equal ones, and {ENOUGH} are needed. As far as they go: {about}"
    )


def _points(result: Posterior) -> int:
    given = result.information["given"].iloc[0]
    return int(result.gaps.loc[result.gaps["given"] == given, "point"].nunique())


def _chance_words(result: Posterior, regime: str) -> str:
    title = _short(result, regime)
    rows = result.about("variances", regime)
    if rows.empty:
        return f"{title}: how much of the spread is chance is not known."
    chance, unknown = _parts(dict(rows.iloc[0]))
    return (
        f"{title}: of the variance of the gap, chance within an economy makes {chance.text()} and "
        f"what is not known of the parameters {unknown.text()}."
    )


def _parts(row: Row) -> tuple[Number, Number]:
    """Return the share of chance and the share of ignorance."""
    value, low, high = (float(row[name]) for name in ("share", "low", "high"))
    return share(value, low, high), share(1.0 - value, 1.0 - high, 1.0 - low)


def _parameters(result: Posterior, rows: pd.DataFrame) -> Iterator[str]:
    every = rows[(rows["about"] == PARAMETER) & rows["share"].notna()]
    known = decided_rows(every, "share")
    if every.empty:
        yield f"Of single parameters nothing is told below {LEAST_DRAWS} effective draws."
        return
    if known.empty:
        estimates = [
            (float(row["share"]), float(row["share_low"]), float(row["share_high"]))
            for row in every.head(1).to_dict("records")
        ]
        size = Size(_points(result), "draw")
        least = result.would_do if str(rows["given"].iloc[0]) == EVIDENCE else float(ENOUGH)
        yield size.undecided(
            f"for none of {counted(len(every), 'parameter')} does the interval of the share of "
            "variance exclude zero",
            max(size.enough(estimates), least),
        )
        return
    named = listed(
        f"{name_of(row['name'])} {number_of(row, 'share').text()}"
        for row in known.head(NAMED).to_dict("records")
    )
    yield (
        f"Which ignorance decides: knowing one parameter would take away most where it is {named}; "
        f"for {len(known)} of {len(every)} the interval excludes zero, and by chance alone it "
        f"would for about {round(0.025 * len(every))} at most."
    )


def _worth(result: Posterior, rows: pd.DataFrame) -> Iterator[str]:
    wrong = wrong_of(result, dict(rows.iloc[0])).text()
    yield f"Who names the more probable winner now is wrong with a probability of {wrong}."
    everything = rows[rows["about"] == ALL]
    for row in everything.to_dict("records"):
        yield (
            "With all parameters known that would fall by at least "
            f"{number_of(row, 'fall').text()}, and chance would be left."
        )
    by_fall = rows[rows["fall"].notna()].sort_values("fall", ascending=False, kind="stable")
    for about, verb in (
        (PARAMETER, "Knowing one parameter lowers it most where that is"),
        (STUDY, "Which study would settle it: it falls most by"),
    ):
        some = by_fall[by_fall["about"] == about]
        known = decided_rows(some, "fall")
        if about == STUDY:
            known = known.drop_duplicates("name")
        what = "parameter" if about == PARAMETER else "study looked at"
        if len(known):
            named = listed(
                f"{_lower(title_of(row))} ({number_of(row, 'fall').text()})"
                for row in known.head(NAMED).to_dict("records")
            )
            yield f"{verb} {named}."
        elif len(some):
            largest = Number(
                100.0 * float(some["fall_high"].max()), unit="percentage points", decimals=1
            )
            yield (
                f"For no {what} is it decided that knowing it would lower this; the intervals end "
                f"at {largest.text()} or below."
            )


def wrong_of(result: Posterior, row: Row) -> Number:
    """Return how probable a wrong name is, with the interval of the probability of being ahead.

    Parameters
    ----------
    result : Posterior
    row : mapping
        Of the table ``information``.
    """
    keys = ("regime", "measure", "horizon", "given")
    found = result.probabilities
    for key in keys:
        found = found[found[key] == row[key]]
    low, high = (float(found[name].iloc[0]) for name in ("low", "high"))
    if float(found["probability"].iloc[0]) > 0.5:
        low, high = 1.0 - high, 1.0 - low
    return share(float(row["wrong"]), low, min(high, 0.5))


def _short(result: Posterior, regime: str) -> str:
    """Return the title of a regime without what explains it."""
    return result.regimes[regime].partition(":")[0]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _spread(result: Posterior) -> Table:
    rows = result.variances
    chosen = rows[
        (rows["measure"] == result.information["measure"].iloc[0])
        & (rows["horizon"] == result.horizon)
    ]
    return table_of(
        chosen,
        [
            text_column("Regime", "regime", result.regimes.__getitem__),
            Column("Chance within an economy", lambda row: _parts(row)[0]),
            Column("Not known of parameters", lambda row: _parts(row)[1]),
            Column("Standard deviation", lambda row: quantity(float(row["over"]) ** 0.5)),
        ],
        "What the variance of the gap over draws is made of (standard deviation in log points)",
        file="variances.parquet",
    )


def _parameter_table(result: Posterior, regime: str, rows: pd.DataFrame) -> Table:
    chosen = rows[rows["about"] == PARAMETER]
    r2 = float(chosen["r2"].iloc[0])
    told = (
        "Total indices are those of an emulator"
        if chosen["total"].notna().any()
        else "No total indices: the emulator predicts too badly"
    )
    return table_of(
        chosen,
        [
            text_column("Parameter", "name", heading_of),
            Column("Variance it takes away", lambda row: number_of(row, "share", star=True)),
            Column("Is the largest", lambda row: share(float(row["first"]))),
            Column(
                "Total index",
                lambda row: share(*(float(row[k]) for k in ("total", "total_low", "total_high"))),
            ),
            Column("Wrong names fall by", lambda row: number_of(row, "fall", star=True)),
        ],
        f"Which ignorance decides: {_lower(_short(result, regime))}",
        note=f"{told} (R2 of draws left out: {significant(r2, 2) if r2 == r2 else NOTHING}).",
        file="information.parquet",
        most=MOST,
    )


def _study_table(result: Posterior, regime: str, rows: pd.DataFrame) -> Table:
    chosen = rows.sort_values(["fall", "share"], ascending=False, kind="stable")
    return table_of(
        chosen,
        [
            Column("Study", lambda row: STUDY_TITLES[str(row["name"])], numeric=False),
            Column("People", lambda row: f"{int(row['people']):,}"),
            Column("Error", lambda row: quantity(float(row["error"]))),
            Column("Variance it takes away", lambda row: number_of(row, "share", star=True)),
            Column("Wrong names fall by", lambda row: number_of(row, "fall", star=True)),
        ],
        f"Which study would settle it: {_lower(_short(result, regime))}",
        note="The error is that of sampling together with the discrepancy of the model, in the "
        "unit of what is measured.",
        file="information.parquet",
        most=MOST,
    )


def _missing(result: Posterior) -> str:
    """Return what the numbers rest on, and which studies could not be looked at."""
    there = set(result.information.loc[result.information["about"] == STUDY, "name"])
    missing = [_lower(study.title) for study in STUDIES if study.name not in there]
    text = (
        "Each share is that of a parameter by itself; what goes with it among draws is counted "
        "with it. A study measures what the change does in one of the simulated economies, with "
        "an error that falls with its people, and a discrepancy of the model that does not."
    )
    if not missing:
        return text
    return (
        f"{text} Not looked at, since what they measure was not simulated at the draws (with "
        f"`--predict` held out evidence is): {listed(missing)}."
    )


def value_said(result: Posterior) -> str:
    """Return in one sentence what the figure of values shows."""
    parts = []
    for regime in told_of(result):
        rows = ranked(result, regime)
        top = rows[rows["about"] == PARAMETER].head(3).to_dict("records")
        named = listed(f"{name_of(row['name'])} {number_of(row, 'share').text()}" for row in top)
        parts.append(f"{capital(_short(result, regime))}: {named}.")
    return " ".join(parts)
