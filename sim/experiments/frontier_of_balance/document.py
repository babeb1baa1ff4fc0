"""What a frontier of balance says: what balance costs at least, and what is left undone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from sim.experiments.frontier_of_balance.record import (
    PER_CENT,
    SHOWN,
    SPREAD,
    FrontierOfBalance,
)
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Paragraph
from sim.text.numbers import Number
from sim.text.phrases import counted
from sim.text.tables import number_column, table_of, text_column
from sim.text.undecided import replicates

type Row = Mapping[Hashable, Any]


def document(result: FrontierOfBalance) -> Document:
    """Return the document of a frontier of balance.

    Parameters
    ----------
    result : FrontierOfBalance
    """
    return study_document(
        result,
        title=f"Balance and output: {_sector(result)}",
        question=(
            f"How much output can workplaces of the sector {_sector(result)} reach when their "
            "jobs must be so equal, and how near do two regimes come?"
        ),
        answer=_answer(result),
        figures={"balance": _caption(result)},
        tables=_tables(result),
        numbers={
            "least_cost_of_balance": least_cost(result),
            "least_spread": _spread(_points(result)[0]),
            **{f"shortfall.{row['regime']}": _shortfall(row) for row in _regimes(result)},
        },
        short=_short(result),
    )


def least_cost(result: FrontierOfBalance) -> Number:
    """Return the output that the most equal jobs cost at least, in per cent of the best."""
    row = _points(result)[0]
    return Number(100.0 - row["output"], 100.0 - row["high"], 100.0 - row["low"], unit=PER_CENT)


def _short(result: FrontierOfBalance) -> Iterator[str]:
    names = dict(zip(_names(result), result.titles, strict=True))
    yield f"{_cost(result)}."
    reached = " and ".join(
        f'{_shortfall(row).text()} under "{names[row["regime"]]}"' for row in _regimes(result)
    )
    yield (
        "What decides it beside balance is who does what: after "
        f"{_after(result)} workplaces are below what is possible at theirs, by {reached}."
    )


def _after(result: FrontierOfBalance) -> str:
    return counted(int(result.scenarios[0]["months"]), "month")


def _cost(result: FrontierOfBalance) -> str:
    """Return what equal jobs cost at least, or first that the runs do not show a cost."""
    cost = least_cost(result)
    told = ""
    if not cost.decided:
        size = replicates(result.completed)
        enough = size.enough([(cost.value, cost.low, cost.high)])
        told = f"{size.undecided('it is not shown that more equal jobs cost output', enough)} "
    least = _points(result)[0]
    made = f"Making all jobs of a workplace equal in the sector {_sector(result)}"
    if _licences_bind(result):
        made = (
            f"Making the jobs of a workplace in the sector {_sector(result)} as equal as licences "
            f"allow, to a standard deviation of job indices of {_spread(least).text(unit=False)},"
        )
    return f"{told}{made} costs at least {cost.text()} of its output by allocation alone"


def _answer(result: FrontierOfBalance) -> Iterator[Block]:
    names = dict(zip(_names(result), result.titles, strict=True))
    reached = [
        f'under "{names[row["regime"]]}" workplaces are {_shortfall(row).text()} below what is '
        "possible at their balance"
        for row in _regimes(result)
    ]
    yield Paragraph(f"{_cost(result)}; after {_after(result)}, {', and '.join(reached)}.", "lead")
    ends = [
        f'"{names[row["regime"]]}" ends at a standard deviation of job indices of '
        f"{_spread(row).text(unit=False)} with {_output(row).text()} of the best output"
        for row in _regimes(result)
    ]
    half = min(_points(result), key=lambda row: abs(float(row["bound"]) - 0.5))
    yield Paragraph(
        f"{'; '.join(ends)}. With a standard deviation of "
        f"{_spread(half).text('none', unit=False)}, {_output(half).text()} of the best "
        "output is possible."
    )
    yield Paragraph(
        "Skills, effort and overheads are those that people have; only who does what is chosen. "
        "What balance does to them is not part of this cost. Work that needs a licence is for "
        "those who have it, as long as they have other work to hand over."
    )


def _caption(result: FrontierOfBalance) -> Caption:
    a, b = result.titles
    ends = "; ".join(
        f"{name}: spread {_spread(row).text('none', unit=False)}, output "
        f"{_output(row).text('none')}"
        for name, row in zip((a, b), _regimes(result), strict=False)
    )
    several, bound = result.completed > 1, _licences_bind(result)
    return Caption(
        "Output of the best division of labour at each standard deviation of job indices, in per "
        f"cent of the best of all{', with its 95 % band over replicates' if several else ''}. "
        f"{'It begins where licences allow no more equal jobs. ' if bound else ''}"
        f"Marks: where the two regimes end up{', with their 95 % intervals' if several else ''}.",
        f"A rising line from {_output(_points(result)[0]).text('none')} at "
        f"{'the most equal jobs that licences allow' if bound else 'equal jobs'} to "
        f"100 %. Two marks. {ends}.",
        f"Where they end up: {ends}.",
    )


def _tables(result: FrontierOfBalance) -> Iterator[Block]:
    names = dict(zip(_names(result), result.titles, strict=True))
    spread = number_column("Spread of jobs", "spread", SPREAD, limits=("spread_low", "spread_high"))
    output = number_column("Output, of the best", "output", PER_CENT, limits=("low", "high"))
    yield table_of(
        result.regimes,
        [
            text_column("Regime", "regime", lambda name: names.get(name, name)),
            spread,
            output,
            number_column("Possible", "possible", PER_CENT),
            number_column(
                "Shortfall", "shortfall", PER_CENT, limits=("shortfall_low", "shortfall_high")
            ),
        ],
        "Where the regimes end up",
        file="regimes.parquet",
    )
    yield table_of(
        result.frontier,
        [number_column("Bound", "bound", decimals=2), spread, output],
        "The best output at each bound on the deviation of job indices",
        "A bound of 0 is the least that licences allow, one of 1 that of the best of all.",
        file="frontier.parquet",
    )


def _points(result: FrontierOfBalance) -> list[Row]:
    return list(result.frontier.to_dict("records"))


def _licences_bind(result: FrontierOfBalance) -> bool:
    """Return whether licences keep jobs from being equal, as far as two digits tell."""
    return float(_points(result)[0]["spread"]) >= SHOWN


def _regimes(result: FrontierOfBalance) -> list[Row]:
    return list(result.regimes.to_dict("records"))


def _names(result: FrontierOfBalance) -> tuple[str, str]:
    a, b = result.scenarios[:2]
    return str(a["name"]), str(b["name"])


def _sector(result: FrontierOfBalance) -> str:
    return result.sector.replace("_", " ")


def _shortfall(row: Row) -> Number:
    return Number(row["shortfall"], row["shortfall_low"], row["shortfall_high"], unit=PER_CENT)


def _spread(row: Row) -> Number:
    return Number(row["spread"], row["spread_low"], row["spread_high"], unit=SPREAD, decimals=2)


def _output(row: Row) -> Number:
    return Number(row["output"], row["low"], row["high"], unit=PER_CENT)
