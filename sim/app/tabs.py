"""The tabs of a page: what one shows is made when somebody first looks at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

import panel as pn

from sim.app.charts import LiveCharts
from sim.app.decomposition import DecompositionView
from sim.app.gains import GainsView
from sim.app.session import Session
from sim.app.style import STYLE
from sim.app.workplaces import WorkplaceView

TABS: Final = {
    "Month by month": 0,
    "A workplace": 1,
    "Why they differ": 2,
    "Who gains, who loses": 3,
}


class Tabs:
    """Buttons for four views, of which all but the charts wait until they are chosen.

    Parameters
    ----------
    session : Session
    charts : LiveCharts
    handler : callable
        Makes an event handler of an action.
    """

    def __init__(
        self,
        session: Session,
        charts: LiveCharts,
        handler: Callable[[Callable[[], None]], Callable[..., None]],
    ) -> None:
        self._session = session
        self._charts = charts
        self._handler = handler
        # Buttons, and no tabs of Bokeh, which the keyboard does not reach.
        self.buttons = pn.widgets.RadioButtonGroup(
            options=TABS, value=0, stylesheets=[STYLE], css_classes=["tabs"]
        )
        self.shown = pn.Column(charts.view, sizing_mode="stretch_width", margin=0)

    @cached_property
    def workplaces(self) -> WorkplaceView:
        """Return the people of a workplace."""
        return WorkplaceView(self._session, self._handler)

    @cached_property
    def why(self) -> DecompositionView:
        """Return why the economies differ."""
        return DecompositionView(self._session)

    @cached_property
    def gains(self) -> GainsView:
        """Return who gains and who loses."""
        return GainsView()

    @property
    def chosen(self) -> int:
        """Return which tab is chosen, one of the values of `TABS`."""
        return int(self.buttons.value)

    def turn(self) -> None:
        """Show the tab that has been chosen."""
        views = (
            lambda: self._charts.view,
            lambda: self.workplaces.view,
            lambda: self.why.view,
            lambda: self.gains.view,
        )
        self.shown.objects = [views[self.chosen]()]

    def restart(self, session: Session) -> None:
        """Show another session from its beginning."""
        self._session = session
        if "workplaces" in self.__dict__:
            self.workplaces.restart(session)

    def update(self, month: int | None) -> None:
        """Bring what is visible, other than the charts, up to date.

        Parameters
        ----------
        month : int, optional
            Months after the fork; by default the present one.
        """
        if self.chosen == TABS["A workplace"]:
            self.workplaces.update(month)
        elif self.chosen == TABS["Why they differ"]:
            self.why.update(self._session)
        elif self.chosen == TABS["Who gains, who loses"]:
            self.gains.update(self._session, month)
