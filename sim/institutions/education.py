"""Education: `class_selected` and `open` (model sections 5.12 and 10.1)."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.institutions.registry import register
from sim.kernels.education import signal_aptitude
from sim.kernels.random import fill_uniform
from sim.kernels.selection import lowest_first
from sim.kernels.streams import Stream
from sim.kernels.threads import over_rows
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.jobs import adopt_typical_attitudes, expert_need, home_sector_of_experts
from sim.state.people import NOBODY, Floats, Integers, Status

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
        self._advance_training(state)
        room = int(state.parameters.training_capacity * len(state.people)) - int(
            np.count_nonzero(state.people.training_left)
        )
        places = self._open_places(state)
        if places.sum() > room > 0:
            places = (places * (room / places.sum())).astype(np.int64)
        elif room <= 0:
            return
        for domain, rows in self.choose(state, places, talent_hidden):
            people = state.people
            people.status[rows] = Status.IN_TRAINING
            people.training_domain[rows] = domain
            people.training_left[rows] = round(state.parameters.train_months)
            state.destination[rows] = NOBODY

    def endow(self, state: EconomyState) -> None:
        """Make experts of as many people of any age as there are places, before the first month.

        Parameters
        ----------
        state : EconomyState
            Skill, expertise and first sector are changed in place.
        """
        people = state.people
        places = self._open_places(state)
        for domain, rows in self.choose(state, places, talent_hidden=False, at_any_age=True):
            people.expert[rows] = domain
            trained = state.parameters.train_level * people.aptitude[rows, domain]
            people.skill[rows, domain] = np.maximum(people.skill[rows, domain], trained)
            people.home_sector[rows] = home_sector_of_experts(state, rows)

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
        people, parameters, scratch = state.people, state.parameters, state.scratch
        young = people.age < parameters.training_age_limit * MONTHS_PER_YEAR
        applying = (young | at_any_age) & (people.expert == NOBODY) & (people.training_left == 0)
        rows = np.flatnonzero(applying)
        rows = rows[self.has_chance(state, rows)]
        holder = _holder(state, rows)
        chosen: list[tuple[int, Integers]] = []
        for domain in np.argsort(-places, kind="stable"):
            if places[domain] <= 0 or len(rows) == 0:
                continue
            able, signal = scratch.take("able", len(rows)), scratch.take("signal", len(rows))
            over_rows(
                signal_aptitude,
                len(rows),
                state.key(Stream.SELECTION, int(domain)),
                rows,
                holder,
                int(domain),
                people.aptitude,
                parameters.aptitude_dispersion,
                parameters.selection_validity,
                able,
                signal,
                threads=state.threads,
            )
            score = self.score(state, rows, signal)
            candidates = np.ones(len(rows), dtype=np.bool_)
            if talent_hidden:
                draws = scratch.take("draws", len(rows))
                fill_uniform(state.key(Stream.HIDDEN_TALENT, 0), holder, draws)
                candidates &= ~((able > 0.0) & (draws < parameters.hidden_talent))
                score = np.where(candidates, score, -np.inf)
            order = lowest_first(-score, people.person[rows], int(places[domain]))
            admitted = order[candidates[order]]
            chosen.append((int(domain), rows[admitted]))
            rows, holder = np.delete(rows, admitted), np.delete(holder, admitted)
        return chosen

    def _open_places(self, state: EconomyState) -> Integers:
        """Return how many experts and trainees each domain lacks, shape (domains,)."""
        people = state.people
        wanted = self.places(state.parameters) * len(people) * expert_need(state).sum(axis=0)
        present = [
            np.count_nonzero(people.expert == domain)
            + np.count_nonzero(people.training_domain == domain)
            for domain in range(len(wanted))
        ]
        lacking: Integers = np.maximum(np.rint(wanted).astype(np.int64) - present, 0)
        return lacking

    def _advance_training(self, state: EconomyState) -> None:
        """Raise the skill of those in training; who has finished looks for work."""
        people, parameters = state.people, state.parameters
        rows = np.flatnonzero(people.training_left > 0)
        if len(rows) == 0:
            return
        domain = people.training_domain[rows]
        goal = parameters.train_level * people.aptitude[rows, domain]
        gap = np.maximum(goal - people.skill[rows, domain], 0.0)
        steps = np.maximum(people.training_left[rows] / state.months_per_step, 1.0)
        people.skill[rows, domain] += gap / steps
        people.training_left[rows] = np.maximum(
            people.training_left[rows] - state.months_per_step, 0
        )
        finished = rows[people.training_left[rows] == 0]
        people.expert[finished] = people.training_domain[finished]
        people.training_domain[finished] = NOBODY
        people.status[finished] = Status.UNEMPLOYED
        adopt_typical_attitudes(state, finished)
        people.home_sector[finished] = home_sector_of_experts(state, finished)


def _holder(state: EconomyState, rows: Integers) -> Integers:
    """Return an identifier of the holder of each seat; an entrant has other random draws."""
    people = state.people
    return people.person[rows] + len(people) * people.entry_month[rows].astype(np.int64)


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
