"""Education: `class_selected` and `open` (model sections 5.12 and 10.1)."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.institutions.registry import register
from sim.kernels.education import (
    advance_training,
    applicants,
    begin_training,
    make_experts,
    open_places,
    places_within_capacity,
    signal_aptitude,
)
from sim.kernels.selection import lowest_first
from sim.kernels.threads import for_people
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.people import Floats, Integers

MONTHS_PER_YEAR = 12


class _Education(ABC):
    """Places are filled by the highest scores among those young enough to be trained."""

    def enter(self, state: EconomyState) -> None:  # noqa: B027 - there is nothing to adapt
        """Change nothing: who is an expert stays one."""

    @abstractmethod
    def places(self, parameters: Parameters) -> float:
        """Return the share of people who are to be experts."""

    @abstractmethod
    def schooling(self, parameters: Parameters) -> float:
        """Return the share of everyone's working time in general courses."""

    @abstractmethod
    def has_chance(self, state: EconomyState, rows: Integers) -> NDArray[np.bool_]:
        """Return which of the people in `rows` can apply at all."""

    @abstractmethod
    def score(self, state: EconomyState, rows: Integers, signal: Floats) -> Floats:
        """Return the selection score of the people in `rows`, given the signal of aptitude."""

    def train(self, state: EconomyState, talent_hidden: bool) -> None:
        """Advance those in training by a step and admit new ones.

        Parameters
        ----------
        state : EconomyState
            Skill, status and training are changed in place; who is admitted leaves the workforce.
        talent_hidden : bool
            Whether the share `hidden_talent` of the able does not apply.
        """
        in_training = advance_training(state)
        places = places_within_capacity(state, self.places(state.parameters), in_training)
        for domain, rows in self.choose(state, places, talent_hidden):
            begin_training(state, domain, rows)

    def endow(self, state: EconomyState) -> None:
        """Make experts of as many people of any age as there are places, before the first month.

        Parameters
        ----------
        state : EconomyState
            Skill, expertise and first sector are changed in place.
        """
        places = open_places(state, self.places(state.parameters))
        for domain, rows in self.choose(state, places, talent_hidden=False, at_any_age=True):
            make_experts(state, domain, rows)

    def choose(
        self,
        state: EconomyState,
        places: Integers,
        talent_hidden: bool,
        at_any_age: bool = False,
    ) -> list[tuple[int, Integers]]:
        """Return the people chosen for the places of each domain, best scores first.

        Parameters
        ----------
        state : EconomyState
        places : (domains,) int64
            Places to fill.
        talent_hidden : bool
            Whether the share `hidden_talent` of the able does not apply.
        at_any_age : bool
            Whether the age limit of training is waived.
        """
        chosen: list[tuple[int, Integers]] = []
        if not any(places.tolist()):
            return chosen
        rows = applicants(state, at_any_age)
        rows = rows[self.has_chance(state, rows)]
        for domain in np.argsort(-places, kind="stable").tolist():
            if places[domain] <= 0 or len(rows) == 0:
                break
            signal, shows = np.empty(len(rows)), np.empty(len(rows), dtype=np.bool_)
            for_people(signal_aptitude, state, rows, domain, talent_hidden, signal, shows)
            score = np.where(shows, self.score(state, rows, signal), -np.inf)
            order = lowest_first(-score, state.people.person[rows], int(places[domain]))
            admitted = order[shows[order]]
            chosen.append((domain, rows[admitted]))
            rows = np.delete(rows, admitted)
        return chosen


class ClassSelected(_Education):
    """Few places, for families with access, by a mix of aptitude and family background."""

    def places(self, parameters: Parameters) -> float:
        """Return the share of people who are to be experts."""
        return parameters.class_places

    def schooling(self, parameters: Parameters) -> float:
        """Return the share of everyone's working time in general courses."""
        return parameters.class_schooling

    def has_chance(self, state: EconomyState, rows: Integers) -> NDArray[np.bool_]:
        """Return who comes from a family with access to expert training."""
        threshold = ndtri(1.0 - state.parameters.access_share)
        return np.asarray(state.people.background[rows] >= threshold, dtype=np.bool_)

    def score(self, state: EconomyState, rows: Integers, signal: Floats) -> Floats:
        """Return a mix of the signal of aptitude and family background."""
        weight = state.parameters.background_weight
        return (1.0 - weight) * signal + weight * state.people.background[rows]


class Open(_Education):
    """As many places as balanced jobs need, open to all, by aptitude alone."""

    def places(self, parameters: Parameters) -> float:
        """Return the share of people who are to be experts."""
        return parameters.open_places

    def schooling(self, parameters: Parameters) -> float:
        """Return the share of everyone's working time in general courses."""
        return parameters.open_schooling

    def has_chance(self, state: EconomyState, rows: Integers) -> NDArray[np.bool_]:
        """Return that everyone can apply."""
        return np.ones(len(rows), dtype=np.bool_)

    def score(self, state: EconomyState, rows: Integers, signal: Floats) -> Floats:
        """Return the signal of aptitude."""
        return signal


register("education", "class_selected", ClassSelected)
register("education", "open", Open)
