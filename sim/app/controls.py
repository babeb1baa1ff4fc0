"""What the user of the page can set: scenarios, size, seed and parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any, Final

import panel as pn

from sim.app.beliefs import BELIEFS, scale
from sim.app.settings import ASSUMPTIONS, RANGES, Settings, whole_number
from sim.app.sliders import GROUPS, SLIDERS, explanation_of, heading_of, step_of
from sim.app.style import STYLE
from sim.app.widgets import button
from sim.errors import BalancedJobsError
from sim.parameters import declarations
from sim.scenario import list_scenarios

WIDTH: Final = 268
"""Of the widgets, in pixels."""

ASSUMPTION_NAMES: Final = dict(
    zip(("published middle values", "those of critics", "those of advocates"), ASSUMPTIONS,
        strict=True)
)  # fmt: skip

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
    changed : callable
        Called whenever the user has changed anything.
    """

    def __init__(self, settings: Settings, changed: Callable[[], None]) -> None:
        self._settings = settings
        self._changed = changed
        self._quiet = False
        titles = {scenario.title or scenario.name: scenario.name for scenario in list_scenarios()}
        self.first = _select("First economy", titles, settings.first)
        self.second = _select("Second economy", titles, settings.second)
        self.assumptions = _select("Assumptions", ASSUMPTION_NAMES, settings.assumptions)
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
        questions = {belief.parameter: belief.question for belief in BELIEFS}
        self.sliders = {name: _slider(name, questions.get(name, "")) for name in SLIDERS}
        self.last_moved = BELIEFS[0].parameter
        self._back = button("Sliders back to the assumptions", width=WIDTH)
        self._base: dict[str, float] = {}
        self._set_base()
        self._move_sliders({**self._base, **settings.changes})
        self.view = self._layout()
        self._watch()

    def _layout(self) -> pn.Column:
        groups = [
            pn.Card(
                *(self._row(name) for name in names),
                header=_heading(heading),
                collapsed=True,
                width=WIDTH + 16,
                margin=(2, 6),
                css_classes=["card", "group"],
                stylesheets=[STYLE],
            )
            for heading, names in GROUPS.items()
        ]
        expert = pn.Card(
            _text(
                "<p>These hold in both economies as well. The sign ? says what each means, its "
                "range, and where it comes from.</p>"
            ),
            *groups,
            header=_heading(f"For experts: {sum(map(len, GROUPS.values()))} more"),
            collapsed=True,
            width=WIDTH + 24,
            margin=(8, 2),
            css_classes=["card", "group"],
            stylesheets=[STYLE],
        )
        return pn.Column(
            _text(
                "<h2>What do you believe?</h2><p>It holds in both economies. Marks: C critics, "
                "A advocates, E the evidence.</p>"
            ),
            *(
                pn.Column(self._row(belief.parameter), _text(scale(belief)), margin=0)
                for belief in BELIEFS
            ),
            self._back,
            _text("<h2>Which economies?</h2>"),
            self.first,
            self.second,
            self.assumptions,
            pn.Row(*self.numbers.values(), margin=(0, 6)),
            expert,
            width=WIDTH + 34,
        )

    def _row(self, name: str) -> pn.Row:
        icon = pn.widgets.TooltipIcon(
            value=explanation_of(name), margin=(8, 0, 0, 0), stylesheets=[STYLE]
        )
        return pn.Row(self.sliders[name], icon, margin=0)

    def _watch(self) -> None:
        for select in (self.first, self.second):
            select.param.watch(lambda _: self._choose_regime(), "value")
        self.assumptions.param.watch(lambda _: self._choose_assumptions(), "value")
        for field in self.numbers.values():
            field.param.watch(lambda _: self._tell(), "value")
        for name, slider in self.sliders.items():
            slider.param.watch(lambda _, moved=name: self._slid(moved), "value_throttled")
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
        for select in (self.first, self.second, self.assumptions):
            select.css_classes = ["wrong"] if wrong and not bad else []

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
        plain = Settings(
            first=self.first.value,
            second=self.second.value,
            assumptions=self.assumptions.value,
        )
        try:
            parameters = plain.scenarios()[1].parameters
        except BalancedJobsError:
            if self._base:
                return
            self._base = {name: declarations()[name].default for name in SLIDERS}
            return
        self._base = {name: float(getattr(parameters, name)) for name in SLIDERS}

    def _move_sliders(self, values: dict[str, float]) -> None:
        self._quiet = True
        try:
            for name, slider in self.sliders.items():
                slider.value = values[name]
        finally:
            self._quiet = False

    def _moved(self) -> dict[str, float]:
        """Return the parameters whose sliders do not stand where the assumptions have them."""
        return {
            name: float(slider.value)
            for name, slider in self.sliders.items()
            if abs(float(slider.value) - self._base[name]) > 1e-9
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


def _select(label: str, options: dict[str, str], value: str) -> pn.widgets.Select:
    return pn.widgets.Select(
        label=label, options=options, value=value, width=WIDTH, stylesheets=[STYLE]
    )


def _text(html: str) -> pn.pane.HTML:
    return pn.pane.HTML(html, stylesheets=[STYLE], width=WIDTH, margin=(4, 10, 0, 10))


def _heading(text: str) -> pn.pane.HTML:
    """Return the heading of a card in the colours of the page; its own would stay dark at night."""
    return pn.pane.HTML(
        f"<h3>{escape(text)}</h3>", css_classes=["card-title"], stylesheets=[STYLE], margin=(5, 0)
    )


def _slider(name: str, question: str = "") -> pn.widgets.FloatSlider:
    row = declarations()[name]
    step = step_of(row)
    digits = max(0, len(f"{step:.6f}".rstrip("0").partition(".")[2]))
    return pn.widgets.FloatSlider(
        label=question or heading_of(row),
        start=row.low,
        end=row.high,
        step=step,
        value=row.default,
        format=f"0.{'0' * digits}[000]",
        width=WIDTH - 46,
        margin=(4, 10, 0, 10),
        stylesheets=[STYLE],
    )
