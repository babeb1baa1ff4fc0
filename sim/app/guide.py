"""A first visit in six short steps, each of which can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import panel as pn

from sim.app.session import Session
from sim.app.style import STYLE
from sim.app.widgets import button, in_lines, words

STEPS: Final = (
    (
        "Guess first",
        "Will an hour of work make more or less in the second economy than in the first? Choose "
        "before you look.",
    ),
    ("Run", "Press Run above and watch Output per hour until the months are over."),
    ("What came out", "{reveal}"),
    (
        "Why?",
        "Open the tab 'Why they differ': each bar is one reason, and they add up to the gap.",
    ),
    (
        "Meet somebody",
        "Open the tab 'A workplace', choose the hospital, and look for a surgeon and a cleaner: "
        "what fills their month in each economy?",
    ),
    (
        "Change what you believe",
        "Move one of the five beliefs, press Run, and see whether the answer turns round. From "
        "here on the page is yours.",
    ),
)
"""Heading and words of each step."""

GUESSES: Final = ("less", "about the same", "more")

SAME: Final = 1.0
"""Gap in per cent up to which both are called about the same."""


class Guide:
    """The steps, one at a time.

    Parameters
    ----------
    session : Session
    handler : callable
        Makes an event handler of an action.
    """

    def __init__(
        self, session: Session, handler: Callable[[Callable[[], None]], Callable[..., None]]
    ) -> None:
        self._session = session
        self._step = 0
        self._words = words()
        self.guess = pn.widgets.Select(
            label="My guess", options=list(GUESSES), value=GUESSES[1], width=160,
            stylesheets=[STYLE],
        )  # fmt: skip
        self.on = button("Next step", width=110)
        self.skip = button("Skip the tour", width=110)
        self.on.on_click(handler(self._next))
        self.skip.on_click(handler(self._leave))
        self.view = pn.Column(
            self._words,
            in_lines(self.guess, self.on, self.skip),
            sizing_mode="stretch_width",
        )
        self._show()

    @property
    def step(self) -> int:
        """Return which step is shown, from 0; the number of steps once it is over."""
        return self._step

    def _next(self) -> None:
        self._step += 1
        self._show()

    def _leave(self) -> None:
        self._step = len(STEPS)
        self._show()

    def _show(self) -> None:
        self.view.visible = self._step < len(STEPS)
        if not self.view.visible:
            return
        heading, text = STEPS[self._step]
        self.guess.visible = self._step == 0
        self.on.label = "Done" if self._step == len(STEPS) - 1 else "Next step"
        told = text.format(reveal=reveal(self._session, str(self.guess.value)))
        self._words.object = (
            f"<h2>Step {self._step + 1} of {len(STEPS)}: {heading}</h2><p>{told}</p>"
        )


def reveal(session: Session, guess: str) -> str:
    """Return what came out beside what was guessed.

    Parameters
    ----------
    session : Session
    guess : str
        One of `GUESSES`.
    """
    if not session.history[0]:
        return "Nothing yet: press Run first, then go back to this by the tour."
    (first,), (second,) = session.recent_means(("output_per_hour",))
    percent = 100.0 * (second / first - 1.0)
    found = GUESSES[1] if abs(percent) <= SAME else GUESSES[2] if percent > 0 else GUESSES[0]
    verdict = "as you guessed" if found == guess else f"you guessed: {guess}"
    return (
        f"In the latest months an hour makes {percent:+.1f} % in the second economy, "
        f"{found} ({verdict}). It is one run under these assumptions; others turn it round."
    )
