"""What the user of the page can set: scenarios, size, seed and parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Final

import panel as pn

from sim.app.beliefs import BELIEFS, scale
from sim.app.experts import Guard, experts
from sim.app.form import WIDTH, explained, select, slider, text
from sim.app.settings import ASSUMPTIONS, RANGES, Settings, whole_number
from sim.app.sliders import SLIDERS
from sim.app.style import STYLE
from sim.app.widgets import button
from sim.errors import BalancedJobsError
from sim.parameters import declarations
from sim.scenario import list_scenarios

ASSUMPTION_NAMES: Final = dict(
    zip(("published middle values", "those of critics", "those of advocates"), ASSUMPTIONS,
        strict=True)
)  # fmt: skip

QUESTIONS: Final = {belief.parameter: belief.question for belief in BELIEFS}

HELP: Final = {
    "workers": "How many people live in each economy. More people: less noise, slower.",
    "months": "Length of the run after the two economies part.",
    "seed": "Fixes all random draws. The same seed gives the same run; another seed, other draws.",
}


class Controls:
    """The form of the page.

    Parameters
    ----------
    settings : Settings
        What it shows at first.
    handler : callable
        Makes an event handler of an action.
    changed : callable
        Called whenever the user has changed anything.
    """

    def __init__(self, settings: Settings, handler: Guard, changed: Callable[[], None]) -> None:
        self._settings = settings
        self._changed = handler(changed)
        self._quiet = False
        self.first = select("First economy", _titles(), settings.first)
        self.second = select("Second economy", _titles(), settings.second)
        self.assumptions = select("Assumptions", ASSUMPTION_NAMES, settings.assumptions)
        self.numbers = {
            name: pn.widgets.TextInput(
                label=label,
                value=str(getattr(settings, name)),
                description=f"{HELP[name]} From {low:,} to {high:,}.",
                width=(WIDTH - 20) // 3,
                margin=(4, 4),
                stylesheets=[STYLE],
            )
            for name, (label, low, high) in RANGES.items()
        }
        self.last_moved = BELIEFS[0].parameter
        self._back = button("Sliders back to the assumptions", width=WIDTH)
        self._base: dict[str, float] = {}
        self._set_base()
        self._places = {**self._base, **settings.changes}
        self._sliders: dict[str, pn.widgets.FloatSlider] = {}
        self.view = self._layout(experts(self._row, handler))
        self._watch()

    def _layout(self, expert: pn.Card) -> pn.Column:
        return pn.Column(
            text(
                "<h2>What do you believe?</h2><p>It holds in both economies. Marks: C critics, "
                "A advocates, E the evidence.</p>"
            ),
            *(
                pn.Column(self._row(belief.parameter), text(scale(belief)), margin=0)
                for belief in BELIEFS
            ),
            self._back,
            text("<h2>Which economies?</h2>"),
            self.first,
            self.second,
            self.assumptions,
            pn.Row(*self.numbers.values(), margin=(0, 6)),
            expert,
            width=WIDTH + 34,
        )

    def slider(self, name: str) -> pn.widgets.FloatSlider:
        """Return the slider of a parameter, which is made when it is first asked for.

        Parameters
        ----------
        name : str
            One of `SLIDERS`.
        """
        if name not in self._sliders:
            made = slider(name, QUESTIONS.get(name, ""), self._places[name])
            made.param.watch(lambda _: self._slid(name), "value_throttled")
            self._sliders[name] = made
        return self._sliders[name]

    def _row(self, name: str) -> pn.Row:
        return explained(self.slider(name), name)

    def _watch(self) -> None:
        for regime in (self.first, self.second):
            regime.param.watch(lambda _: self._choose_regime(), "value")
        self.assumptions.param.watch(lambda _: self._choose_assumptions(), "value")
        for field in self.numbers.values():
            field.param.watch(lambda _: self._tell(), "value")
        self._back.on_click(lambda _: self._choose_assumptions())

    def _tell(self) -> None:
        if not self._quiet:
            self._changed()

    def _slid(self, name: str) -> None:
        self.last_moved = name
        self._tell()

    def show(self, settings: Settings) -> None:
        """Put every control where the settings have it, without telling anybody.

        Parameters
        ----------
        settings : Settings
        """
        self._quiet = True
        try:
            self.first.value = settings.first
            self.second.value = settings.second
            self.assumptions.value = settings.assumptions
            for name, field in self.numbers.items():
                field.param.update(value=str(getattr(settings, name)))
                field.value_input = str(getattr(settings, name))
            self._set_base()
        finally:
            self._quiet = False
        self._move_sliders({**self._base, **settings.changes})

    def mark(self, wrong: bool) -> None:
        """Mark what cannot be simulated, or take the marks away.

        Parameters
        ----------
        wrong : bool
            Whether the form says something that is not allowed.
        """
        bad: set[str] = set()
        for name, field in self.numbers.items():
            try:
                whole_number(name, field.value_input or field.value or "")
            except BalancedJobsError:
                bad.add(name)
        for name, field in self.numbers.items():
            field.css_classes = ["wrong"] if name in bad else []
        for choice in (self.first, self.second, self.assumptions):
            choice.css_classes = ["wrong"] if wrong and not bad else []

    def _choose_regime(self) -> None:
        """Let sliders that the user has not moved follow the scenarios."""
        if self._quiet:
            return
        moved = self._moved()
        self._set_base()
        self._move_sliders({**self._base, **moved})
        self._tell()

    def _choose_assumptions(self) -> None:
        """Put all sliders where the assumptions have them."""
        if self._quiet:
            return
        self._set_base()
        self._move_sliders(self._base)
        self._tell()

    def _set_base(self) -> None:
        """Find the values under the assumptions; where these are not allowed, keep the last."""
        try:
            self._base = _base(self.first.value, self.second.value, self.assumptions.value)
        except BalancedJobsError:
            if not self._base:
                self._base = {name: declarations()[name].default for name in SLIDERS}

    def _move_sliders(self, values: dict[str, float]) -> None:
        self._places = values
        self._quiet = True
        try:
            for name, made in self._sliders.items():
                made.value = values[name]
        finally:
            self._quiet = False

    def _moved(self) -> dict[str, float]:
        """Return the parameters whose sliders do not stand where the assumptions have them."""
        places = {
            **self._places,
            **{name: float(made.value) for name, made in self._sliders.items()},
        }
        return {
            name: places[name] for name in SLIDERS if abs(places[name] - self._base[name]) > 1e-9
        }

    def read(self) -> Settings:
        """Return what the form says.

        Raises
        ------
        ScenarioError
            If a number field holds something else.
        """
        sizes: dict[str, Any] = {
            name: whole_number(name, field.value_input or field.value or "")
            for name, field in self.numbers.items()
        }
        return replace(
            self._settings,
            first=self.first.value,
            second=self.second.value,
            assumptions=self.assumptions.value,
            changes=self._moved(),
            **sizes,
        )


@cache
def _titles() -> dict[str, str]:
    """Return the name of each scenario that can be chosen, by its title."""
    return {scenario.title or scenario.name: scenario.name for scenario in list_scenarios()}


@cache
def _base(first: str, second: str, assumptions: str) -> dict[str, float]:
    """Return the values that two scenarios give to the parameters that have a slider."""
    plain = Settings(first=first, second=second, assumptions=assumptions)
    parameters = plain.scenarios()[1].parameters
    return {name: float(getattr(parameters, name)) for name in SLIDERS}
