"""What the checks of a posterior say: one verdict for each, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.experiments.check_posterior.record import FAILED, PASSED, UNDECIDED, PosteriorChecks
from sim.experiments.check_posterior.verdicts import ALL, quantity_name
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Items, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number, quantity, share
from sim.text.phrases import capital, counted, horizon_name, listed
from sim.text.tables import Column, Row, table_of, text_column


def document(result: PosteriorChecks) -> Document:
    """Return the document of the checks.

    Parameters
    ----------
    result : PosteriorChecks
    """
    return study_document(
        result,
        title="Whether the answer given the evidence is to be believed",
        question=(
            "Does the pipeline find truths that are known, does it predict what was observed, and "
            "does the answer stay when it is asked otherwise, with exchanged roles, and with other "
            "random numbers?"
        ),
        answer=_answer(result),
        figures=_captions(result),
        tables=_tables(result),
        short=(lead(result), *_each(result, passed=False)),
    )


def lead(result: PosteriorChecks) -> str:
    """Return the first sentence: how many checks passed, which failed, which are undecided.

    Parameters
    ----------
    result : PosteriorChecks
    """
    rows = result.verdicts
    by = {
        verdict: [str(x) for x in rows.loc[rows["verdict"] == verdict, "check"]]
        for verdict in (PASSED, FAILED, UNDECIDED)
    }
    said = [f"Of {counted(len(rows), 'check')}, {len(by[PASSED])} passed"]
    said += [
        f"{len(by[verdict])} {verdict if verdict == FAILED else f'are {verdict}'} "
        f"({listed(by[verdict])})"
        if len(by[verdict]) != 1 or verdict == FAILED
        else f"1 is {verdict} ({by[verdict][0]})"
        for verdict in (FAILED, UNDECIDED)
        if by[verdict]
    ]
    return f"{listed(said)}."


def _answer(result: PosteriorChecks) -> Iterator[Block]:
    yield Paragraph(lead(result), "lead")
    yield Items(_each(result))


def _each(result: PosteriorChecks, *, passed: bool = True) -> tuple[str, ...]:
    """Return a sentence about each check, or about those alone that have not passed."""
    return tuple(
        f"{capital(row['check'])}: {row['verdict']}; {row['said']}."
        for row in result.verdicts.to_dict("records")
        if passed or row["verdict"] != PASSED
    )


def _share(row: Row) -> Number:
    return share(float(row["probability"]), float(row["low"]), float(row["high"]))


def _tables(result: PosteriorChecks) -> Iterator[Block]:
    yield table_of(
        result.recovery[(result.recovery["quantity"] == ALL) | (result.recovery["kind"] == "gap")],
        [
            text_column("Part", "pipeline", capital),
            text_column("What", "kind"),
            text_column("Which", "quantity", quantity_name),
            text_column("Truths", "truths"),
            Column("Covered by 90 %", lambda row: share(row["share"], row["low"], row["high"])),
            text_column("Against 80 to 97 %", "placed"),
            Column("Even ranks, p", lambda row: quantity(row["even"])),
        ],
        "How many known truths are recovered",
        long=True,
        file="recovery.parquet",
    )
    for name, title in (
        ("prediction", "Evidence, predicted from all of it"),
        ("left_out", "Evidence, predicted from all but itself and what gives it away"),
    ):
        yield table_of(
            getattr(result, name),
            [
                text_column("Evidence", "title"),
                Column("Observed", lambda row: quantity(row["observed"])),
                Column("Predicted", lambda row: quantity(row["q50"], row["q05"], row["q95"])),
                text_column("Unit", "unit"),
                Column(
                    "Share below observed",
                    lambda row: share(row["below"], row["below_low"], row["below_high"]),
                ),
                Column("Effective draws", lambda row: quantity(row["effective"])),
                Column("Tail", lambda row: quantity(row["tail"])),
                text_column("Verdict", "placed"),
            ],
            title,
            "Brackets of predictions hold nine in ten. Above a tail of 0.7 weights are not to be "
            "trusted, and nothing is decided.",
            long=True,
            file=f"{name}.parquet",
        )
    _, measure, horizon = result.headline
    when = f"{name_of(measure)}, {horizon_name(horizon)}"
    yield table_of(
        result.about(result.sensitivity),
        [
            text_column("What is changed", "kind", capital),
            text_column("To", "variant", name_of),
            Column("Probability", _share),
            Column(
                "Change",
                lambda row: Number(
                    row["change"], row["change_low"], row["change_high"], unit="share",
                    difference=True, decimals=0,
                ),
            ),
            Column("Effective draws", lambda row: quantity(row["effective"])),
            Column("Tail", lambda row: quantity(row["tail"])),
        ],
        f"The probability of being ahead, asked otherwise: {when}",
        long=True,
        file="sensitivity.parquet",
    )  # fmt: skip
    yield table_of(
        result.symmetry,
        [
            text_column("Regime", "regime", heading_of),
            text_column("Measure", "measure", name_of),
            text_column("Horizon", "horizon", horizon_name),
            Column("P", lambda row: share(row["probability"])),
            Column("P, exchanged", lambda row: share(row["exchanged"])),
            Column("Sum", lambda row: quantity(row["total"])),
            Column("P of a copy", lambda row: share(row["copy"])),
            Column("Off by, log points", lambda row: quantity(row["largest"])),
        ],
        "Exchanged roles, and copies under another name; ties count one half",
        long=True,
        file="symmetry.parquet",
    )
    yield table_of(
        result.numerical,
        [
            text_column("Regime", "regime", heading_of),
            text_column("Measure", "measure", name_of),
            text_column("Horizon", "horizon", horizon_name),
            Column("P, over draws", _share),
            Column(
                "P, draws and replicates",
                lambda row: share(row["probability"], row["both_low"], row["both_high"]),
            ),
            Column("Turned by other random numbers", lambda row: share(row["turned"])),
            Column("Noise in variance", lambda row: share(row["noise"])),
        ],
        "Numerical error of the probability of being ahead",
        long=True,
        file="numerical.parquet",
    )
    if len(result.size):
        yield _sizes(result)


def _sizes(result: PosteriorChecks) -> Block:
    """Return what the same draws say in economies of both sizes."""
    row = result.size.iloc[0]

    def limits(name: str, give: Callable[..., Number]) -> Callable[[Row], Number]:
        return lambda row: give(row[name], row[f"{name}_low"], row[f"{name}_high"])

    return table_of(
        result.size,
        [
            text_column("Regime", "regime", heading_of),
            text_column("Measure", "measure", name_of),
            text_column("Horizon", "horizon", horizon_name),
            Column(f"P, {int(row['workers']):,} people", limits("probability", share)),
            Column(f"P, {int(row['larger']):,} people", limits("larger_probability", share)),
            Column("Change, log points", limits("change", _log_points)),
            Column("Its spread", lambda row: quantity(row["spread"])),
        ],
        f"{counted(int(row['draws']), 'draw')} in economies of two sizes",
        "Change is the mean over the draws; its spread, the standard deviation, holds what other "
        "people and other chance make of it too.",
        long=True,
        file="size.parquet",
    )


def _log_points(value: float, low: float, high: float) -> Number:
    return Number(value, low, high, unit="log points", difference=True, decimals=1)


def _captions(result: PosteriorChecks) -> dict[str, Caption]:
    said = {row["check"]: f"{row['verdict']}; {row['said']}" for row in _rows(result)}
    predicted = (
        "Each item in standard deviations of its own error and discrepancy, zero being what was "
        "observed: lines hold nine in ten of what is predicted, grey where nothing is decided, "
        "with a cross where the observation lies outside."
    )
    return {
        "ranks": Caption(
            "Share of truths by their rank among draws, parameters and gaps, for emulators and for "
            "weights; the grey band holds 99 % of the counts that even ranks give.",
            f"Histograms of ranks. {capital(said['recovery'])}.",
        ),
        "prediction": Caption(predicted, capital(f"{said['posterior prediction']}.")),
        "left_out": Caption(
            f"The same without the item and what gives it away. {predicted}",
            capital(f"{said['leave one out']}."),
        ),
        "sensitivity": Caption(
            "Probability of being ahead when it is asked otherwise, with 95 % intervals; the line "
            "is the answer as asked; grey where weights are not to be trusted.",
            capital(f"{said['sensitivity']}."),
        ),
    }


def _rows(result: PosteriorChecks) -> list[Row]:
    return list(result.verdicts.to_dict("records"))
