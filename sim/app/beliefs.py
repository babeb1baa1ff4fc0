"""Five questions in plain words, each of which is a parameter on which the answer depends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

from sim.parameters import Evidence, declarations
from sim.scenario import load_scenario
from sim.vocabulary import SIDES


@dataclass(frozen=True, slots=True)
class Belief:
    """A parameter as a question.

    Attributes
    ----------
    parameter, question : str
    least, most : str
        What the two ends of the scale mean.
    """

    parameter: str
    question: str
    least: str
    most: str


BELIEFS: Final = (
    Belief(
        "intrinsic_motivation",
        "Do people work harder when work means something to them?",
        "hardly",
        "very much",
    ),
    Belief(
        "discipline_response",
        "Do people work harder when they can lose their job?",
        "hardly",
        "very much",
    ),
    Belief(
        "untrained_ceiling",
        "How well can people do expert work without training for it?",
        "badly",
        "as well as experts",
    ),
    Belief("meeting_hours", "How much of the month do meetings take?", "1 %", "10 %"),
    Belief(
        "commons_incentive",
        "Do people have ideas when nobody gets rich by them?",
        "much fewer",
        "many more",
    ),
)
"""In the order of the page; fewer than the sliders for experts, and not among them."""

BADGES: Final[dict[Evidence, tuple[str, str]]] = {
    "read": ("measured", "Somebody measured it, and the source was read."),
    "not read": ("unchecked", "Named from memory: the source was not read."),
    "assumed": ("assumed", "Nobody has measured it; the range is a judgement."),
}
"""Words and explanation for each class of evidence."""

FITTED: Final = "calibrated"
"""Scenario whose parameters were fitted to what has been observed."""

WIDTH_OF_A_MARK: Final = 7.0
"""In per cent of the scale."""

SYMBOLS: Final = {"critics": "C", "advocates": "A", "evidence": "E"}


def marks_of(name: str) -> dict[str, float]:
    """Return where critics, advocates and the evidence put a parameter.

    Parameters
    ----------
    name : str

    Returns
    -------
    dict of str to float
        ``evidence`` is the fitted value where there is one, otherwise the published middle value;
        a side that says nothing stands at the published value.
    """
    usual = declarations()[name].default
    marks = {side: float(load_scenario(side).overrides.get(name, usual)) for side in SIDES}
    fitted = load_scenario(FITTED).overrides.get(name, usual)
    return {**marks, "evidence": float(fitted)}


def _together(places: dict[str, float]) -> list[tuple[float, list[str]]]:
    """Return marks from left to right; those that would cover one another stand as one."""
    found: list[tuple[float, list[str]]] = []
    for who, place in sorted(places.items(), key=lambda mark: mark[1]):
        if found and place - found[-1][0] < WIDTH_OF_A_MARK:
            found[-1][1].append(who)
        else:
            found.append((place, [who]))
    return found


@cache
def scale(belief: Belief) -> str:
    """Return the marks below the slider and the badge of a belief as HTML.

    Parameters
    ----------
    belief : Belief
    """
    row = declarations()[belief.parameter]
    badge, why = BADGES[row.evidence]
    marks = marks_of(belief.parameter)
    ticks = "".join(
        f'<i style="left:{place:.1f}%">'
        + "".join(f'<span class="{who}">{SYMBOLS[who]}</span>' for who in whose)
        + "</i>"
        for place, whose in _together(
            {who: 100.0 * (value - row.low) / (row.high - row.low) for who, value in marks.items()}
        )
    )
    told = ", ".join(f"{who} {value:g}" for who, value in marks.items())
    kind = "assumed" if row.evidence == "assumed" else "measured"
    return (
        f'<div class="belief"><div class="marks" role="img" aria-label="{escape(told)}">{ticks}'
        f"</div><div class='ends'><span>{belief.least}</span>"
        f'<span class="badge {kind}" title="{escape(why)}">{badge}</span>'
        f"<span>{belief.most}</span></div></div>"
    )
