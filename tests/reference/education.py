"""Expert training: who is admitted, advances and finishes; the two rules of admission."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy.special import ndtri

from sim.institutions.education import MONTHS_PER_YEAR
from sim.kernels.random import normal, uniform
from sim.kernels.streams import Stream
from tests.reference.demography import adopt, draw_sector, typical_attitudes
from tests.reference.people import DOMAINS, IN_TRAINING, UNEMPLOYED, Person

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy


class Education:
    """Admits people to expert training and advances them month by month."""

    def __init__(self, model: ReferenceEconomy) -> None:
        self.model, self.parameters = model, model.parameters
        self.need = self.expert_need()

    def share_of_experts(self) -> float:
        """Return the share of people who are to be experts."""
        raise NotImplementedError

    def time_in_courses(self) -> float:
        """Return the share of everyone's working time spent in general courses."""
        raise NotImplementedError

    def can_apply(self, person: Person) -> bool:
        """Return whether expert training is within reach of a person at all."""
        raise NotImplementedError

    def score(self, person: Person, signal: float) -> float:
        """Return the score of a person, given the signal of aptitude."""
        raise NotImplementedError

    def applies(self, person: Person, able: float) -> bool:
        """Return whether a person who could apply does so."""
        raise NotImplementedError

    def expert_need(self) -> list[list[float]]:
        """Return where experts are needed, by sector and domain."""
        need = [[0.0] * DOMAINS for _ in self.model.sectors]
        for row, sector, share in zip(need, self.model.sectors, self.model.shares(), strict=True):
            for task in sector.tasks:
                if task.for_experts:
                    row[task.domain] += task.hours_share * share
        total = sum(map(sum, need))
        return [[value / total for value in row] for row in need]

    def train(self) -> None:
        """Advance those in training by a month, then admit others."""
        finished = [
            person
            for person in self.model.people
            if person.training_left > 0 and self.advance(person)
        ]
        if finished:
            attitudes = typical_attitudes(self.model.at_work())
            for person in finished:
                self.finish(person)
                adopt(person, attitudes)
        self.admit()

    def advance(self, person: Person) -> bool:
        """Learn in training; return whether it is over."""
        d = person.training_domain
        gap = max(self.parameters.train_level * person.aptitude[d] - person.skill[d], 0.0)
        person.skill[d] += gap / person.training_left
        person.training_left -= 1
        return person.training_left == 0

    def finish(self, person: Person) -> None:
        """Look for work as an expert, in a sector that needs the domain."""
        person.expert, person.training_domain = person.training_domain, -1
        person.status = UNEMPLOYED
        need = [row[person.expert] for row in self.need]
        total = max(sum(need), 1e-300)
        key = self.model.key(Stream.INITIAL_TRAINING)
        person.home_sector = draw_sector(key, person, [part / total for part in need])

    def admit(self) -> None:
        """Admit those with the best scores."""
        p, places = self.parameters, self.open_places()
        youngest = p.training_age_limit * MONTHS_PER_YEAR
        applicants = [
            person
            for person in self.model.people
            if person.age < youngest
            and person.expert < 0
            and person.training_left == 0
            and self.can_apply(person)
        ]
        for d in sorted(range(DOMAINS), key=lambda d: -places[d]):
            if places[d] <= 0 or not applicants:
                continue
            scores = self.scores(applicants, d)
            ranking = sorted(scores, key=lambda person: (-scores[person], person.person))
            admitted = set(ranking[: places[d]])
            for person in admitted:
                person.status, person.training_domain = IN_TRAINING, d
                person.training_left = round(p.train_months)
                person.destination = None
            applicants = [person for person in applicants if person not in admitted]

    def scores(self, applicants: list[Person], domain: int) -> dict[Person, float]:
        """Return the scores of those who apply for training in a domain."""
        p, key, scores = self.parameters, self.model.key(Stream.SELECTION, domain), {}
        for person in applicants:
            able = math.log(person.aptitude[domain]) / p.aptitude_dispersion
            if self.applies(person, able):
                noise = math.sqrt(1.0 - p.selection_validity**2) * normal(key, self.holder(person))
                scores[person] = self.score(person, p.selection_validity * able + noise)
        return scores

    def holder(self, person: Person) -> int:
        """Return a number of the holder of a seat, other than that of the one before."""
        return person.person + len(self.model.people) * person.entry_month

    def open_places(self) -> list[int]:
        """Return places for training by domain."""
        people, places = self.model.people, []
        for d in range(DOMAINS):
            wanted = round(self.share_of_experts() * len(people) * sum(row[d] for row in self.need))
            there = sum(person.expert == d or person.training_domain == d for person in people)
            places.append(max(wanted - there, 0))
        room = int(self.parameters.training_capacity * len(people))
        room -= sum(person.training_left > 0 for person in people)
        if room <= 0:
            return [0] * DOMAINS
        if sum(places) > room:
            places = [int(place * (room / sum(places))) for place in places]
        return places


class ClassSelected(Education):
    """Few places, for families with access, by a mix of aptitude and family background."""

    def __init__(self, model: ReferenceEconomy) -> None:
        super().__init__(model)
        self.threshold = float(ndtri(1.0 - self.parameters.access_share))

    def share_of_experts(self) -> float:
        """Return the share of people who are to be experts."""
        return self.parameters.class_places

    def time_in_courses(self) -> float:
        """Return the share of everyone's working time spent in general courses."""
        return self.parameters.class_schooling

    def can_apply(self, person: Person) -> bool:
        """Return whether the family has access."""
        return person.background >= self.threshold

    def applies(self, person: Person, able: float) -> bool:
        """Return that everyone does: pay rewards experts."""
        return True

    def score(self, person: Person, signal: float) -> float:
        """Return a mix of the signal of aptitude and family background."""
        weight = self.parameters.background_weight
        return (1.0 - weight) * signal + weight * person.background


class Open(Education):
    """Places for all who are able, by aptitude alone; some of the able keep their talent hidden."""

    def __init__(self, model: ReferenceEconomy) -> None:
        super().__init__(model)
        self.talent_key = model.key(Stream.HIDDEN_TALENT, 0)

    def share_of_experts(self) -> float:
        """Return the share of people who are to be experts."""
        return self.parameters.open_places

    def time_in_courses(self) -> float:
        """Return the share of everyone's working time spent in general courses."""
        return self.parameters.open_schooling

    def can_apply(self, person: Person) -> bool:
        """Return that everyone can."""
        return True

    def applies(self, person: Person, able: float) -> bool:
        """Return whether the person shows the talent, which pay does not reward."""
        if able <= 0.0:
            return True
        return uniform(self.talent_key, self.holder(person)) >= self.parameters.hidden_talent

    def score(self, person: Person, signal: float) -> float:
        """Return the signal of aptitude."""
        return signal
