"""Small random worlds for the kernels: sorted people, sector tables and hours that sum to 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from sim.kernels import DOMAINS, MAX_TASKS

few_examples = settings(max_examples=15, deadline=None, database=None)
seeds = st.integers(min_value=0, max_value=2**20)
shares = st.floats(min_value=0.0, max_value=1.0, allow_subnormal=False)


@dataclass
class World:
    """Arrays of a small economy; rows are sorted by workplace, people outside come last."""

    rng: np.random.Generator
    offsets: np.ndarray
    sector: np.ndarray
    technology: np.ndarray
    hours_factor: np.ndarray
    marginal_product: np.ndarray
    task_count: np.ndarray
    task_order: np.ndarray
    hours_share: np.ndarray
    domain: np.ndarray
    complexity: np.ndarray
    untrained_efficiency: np.ndarray
    reserved: np.ndarray
    empowerment_score: np.ndarray
    desirability_score: np.ndarray
    creativity_score: np.ndarray
    task_index: np.ndarray
    workplace: np.ndarray
    person: np.ndarray
    row_of: np.ndarray
    home_sector: np.ndarray
    aptitude: np.ndarray
    skill: np.ndarray
    expert: np.ndarray
    effort: np.ndarray
    productive_time: np.ndarray
    hours: np.ndarray
    outside_partner: np.ndarray
    outside_workplace: np.ndarray
    outside_task: np.ndarray
    outside_hours: np.ndarray

    @property
    def workplaces(self) -> int:
        """Return the number of workplaces."""
        return len(self.sector)

    @property
    def people(self) -> int:
        """Return the number of people, those without work included."""
        return len(self.workplace)

    @property
    def employed(self) -> int:
        """Return the number of people who have a workplace."""
        return int(self.offsets[-1])

    @property
    def members(self) -> np.ndarray:
        """Return the number of members of each workplace."""
        return np.diff(self.offsets)

    @property
    def job_index(self) -> np.ndarray:
        """Return hours-weighted job indices, work in a second workplace included."""
        index = np.zeros(self.people)
        for row in range(self.employed):
            index[row] = self.hours[row] @ self.task_index[self.sector[self.workplace[row]]]
            away = self.outside_workplace[row]
            if away >= 0:
                score = self.task_index[self.sector[away], self.outside_task[row]]
                index[row] += self.outside_hours[row] * score
        return index

    @property
    def untrained_worth(self) -> np.ndarray:
        """Return the share of skill that counts without training, shape (sectors, tasks)."""
        return self.untrained_efficiency ** (1.0 / np.maximum(self.complexity, 0.05))

    @property
    def for_experts(self) -> np.ndarray:
        """Return which tasks are for experts, shape (sectors, tasks)."""
        return self.complexity >= 1.0

    @property
    def expert_hours(self) -> np.ndarray:
        """Return the share of work that is for experts of each domain, (sectors, domains)."""
        work = np.where(self.for_experts, self.hours_share, 0.0)
        return np.array(
            [
                np.bincount(domain, weights=hours, minlength=DOMAINS)
                for domain, hours in zip(self.domain, work, strict=True)
            ]
        )

    def staff(self, destination: np.ndarray) -> np.ndarray:
        """Return the trained by domain and all members, shape (workplaces, domains + 1)."""
        count = np.zeros((self.workplaces, DOMAINS + 1), dtype=np.int64)
        for j, trained in zip(destination, self.expert, strict=True):
            if j >= 0:
                count[j, DOMAINS] += 1
                count[j, trained] += trained >= 0
        return count

    def may(self, row: int, workplace: int, task: int) -> bool:
        """Return whether the law lets somebody take over hours of a task of a workplace."""
        kind = self.sector[workplace]
        return bool(self.expert[row] == self.domain[kind, task] or not self.reserved[kind, task])

    @property
    def incoming(self) -> tuple[np.ndarray, np.ndarray]:
        """Return offsets and rows of who comes to each workplace from another one."""
        groups = [np.flatnonzero(self.outside_workplace == j) for j in range(self.workplaces)]
        offsets = np.concatenate([[0], np.cumsum([len(rows) for rows in groups])])
        return offsets.astype(np.int64), np.concatenate(groups).astype(np.int64)

    def rows(self, workplace: int) -> slice:
        """Return the rows of the members of a workplace."""
        return slice(int(self.offsets[workplace]), int(self.offsets[workplace + 1]))

    def work(self) -> np.ndarray:
        """Return the hours of each task in each workplace, shape (workplaces, tasks)."""
        total = np.zeros((self.workplaces, MAX_TASKS))
        np.add.at(total, self.workplace[: self.employed], self.hours[: self.employed])
        away = np.flatnonzero(self.outside_workplace >= 0)
        spot = (self.outside_workplace[away], self.outside_task[away])
        np.add.at(total, spot, self.outside_hours[away])
        return total

    def full_work(self) -> np.ndarray:
        """Return the hours that each task of each workplace takes, shape (workplaces, tasks)."""
        return self.hours_share[self.sector] * self.members[:, None]


def _tables(rng: np.random.Generator, sectors: int) -> dict[str, np.ndarray]:
    count = rng.integers(2, MAX_TASKS + 1, sectors)
    used = np.arange(MAX_TASKS) < count[:, None]
    share = np.where(used, rng.uniform(0.1, 1.0, used.shape), 0.0)
    complexity = np.where(used, rng.uniform(0.0, 2.5, used.shape), 0.0)
    scores = [np.where(used, rng.uniform(0.0, 1.0, used.shape), 0.0) for _ in range(3)]
    # In a third of the worlds training makes no difference, as under an untrained ceiling of 1.
    left = rng.uniform(0.2, 1.0, used.shape) if rng.uniform() < 2 / 3 else np.ones(used.shape)
    # In two thirds of the worlds the law reserves some of the tasks for experts to the licensed.
    licensed = (np.arange(used.size).reshape(used.shape) % 3 < 2) & (complexity >= 1.0)
    order = np.argsort(np.where(used, -complexity, np.inf), axis=1, kind="stable")
    return {
        "task_count": count.astype(np.int64),
        "task_order": order.astype(np.int64),
        "hours_share": share / share.sum(axis=1, keepdims=True),
        "domain": np.where(used, rng.integers(0, DOMAINS, used.shape), 0).astype(np.int64),
        "complexity": complexity,
        "untrained_efficiency": np.where(used & (complexity >= 1.0), left, 1.0),
        "reserved": licensed & (len(count) != 2),
        "empowerment_score": scores[0],
        "desirability_score": scores[1],
        "creativity_score": scores[2],
        "task_index": 2 / 3 * scores[0] + 1 / 3 * scores[1],
    }


def random_hours(rng: np.random.Generator, share: np.ndarray) -> np.ndarray:
    """Return rows that sum to 1, each over some of the tasks with a positive share."""
    weights = rng.uniform(0.0, 1.0, share.shape) * (rng.uniform(size=share.shape) < 0.6)
    weights[:, 0] += 1e-3
    weights = np.where(share > 0.0, weights, 0.0)
    return weights / weights.sum(axis=1, keepdims=True)


def _staffed_hours(rng: np.random.Generator, world: World) -> np.ndarray:
    """Return rows that sum to 1 and columns that are fully staffed, unlike for each member."""
    hours = np.zeros((world.people, MAX_TASKS))
    for j in range(world.workplaces):
        block = np.tile(world.hours_share[world.sector[j]], (world.members[j], 1))
        for _ in range(6 * len(block) if len(block) > 1 else 0):
            one, other = rng.choice(len(block), 2, replace=False)
            give, take = rng.choice(world.task_count[world.sector[j]], 2, replace=False)
            moved = rng.uniform() * min(block[one, give], block[other, take])
            block[one, [give, take]] += [-moved, moved]
            block[other, [give, take]] += [moved, -moved]
        hours[world.rows(j)] = block
    return hours


def make_world(
    seed: int, *, workplaces: int | None = None, staffed: bool = False, smallest: int = 0
) -> World:
    """Return a random world, the same for the same arguments.

    Parameters
    ----------
    seed : int
    workplaces : int, optional
        Number of workplaces, 1 to 6 if not given.
    staffed : bool
        Whether the hours of each task equal its share times the members.
    smallest : int
        Fewest members of a workplace.
    """
    rng = np.random.default_rng(seed)
    sectors = int(rng.integers(1, 4))
    count = int(rng.integers(1, 7)) if workplaces is None else workplaces
    members = rng.integers(smallest, max(smallest, 12) + 1, count)
    offsets = np.concatenate([[0], np.cumsum(members)]).astype(np.int64)
    people = int(offsets[-1]) + int(rng.integers(0, 8))
    workplace = np.full(people, -1, dtype=np.int32)
    workplace[: offsets[-1]] = np.repeat(np.arange(count), members)
    sector = rng.integers(0, sectors, count).astype(np.int64)
    home = rng.integers(0, sectors, people).astype(np.int8)
    home[: offsets[-1]] = sector[workplace[: offsets[-1]]]
    person = rng.permutation(people).astype(np.int64)
    aptitude = rng.lognormal(0.0, 0.25, (people, DOMAINS))
    world = World(
        rng=rng,
        offsets=offsets,
        sector=sector,
        technology=rng.lognormal(0.0, 0.2, count),
        hours_factor=rng.uniform(0.8, 1.2, count),
        marginal_product=rng.uniform(0.2, 3.0, (count, MAX_TASKS)),
        **_tables(rng, sectors),
        workplace=workplace,
        person=person,
        row_of=np.argsort(person).astype(np.int64),
        home_sector=home,
        aptitude=aptitude,
        skill=aptitude * rng.uniform(0.5, 1.0, aptitude.shape),
        expert=rng.integers(-1, DOMAINS, people).astype(np.int8),
        effort=rng.uniform(0.2, 1.0, people),
        productive_time=rng.uniform(0.7, 1.0, people),
        hours=np.zeros((people, MAX_TASKS)),
        outside_partner=np.full(people, -1, dtype=np.int64),
        outside_workplace=np.full(people, -1, dtype=np.int32),
        outside_task=np.full(people, -1, dtype=np.int8),
        outside_hours=np.zeros(people),
    )
    if staffed:
        world.hours = _staffed_hours(rng, world)
    else:
        own = world.workplace[: world.employed]
        world.hours[: world.employed] = random_hours(rng, world.hours_share[world.sector[own]])
    return world


def only_first(world: World, people: int) -> None:
    """Leave the first people, who are all members of the first and only workplace."""
    everyone = world.people
    for name, value in vars(world).items():
        if isinstance(value, np.ndarray) and len(value) == everyone:
            setattr(world, name, value[:people].copy())
    world.person, world.row_of = np.arange(people), np.arange(people)
    world.offsets = np.array([0, people])


def add_exchanges(world: World, attempts: int = 6) -> None:
    """Let random pairs from two workplaces exchange equal hours, at most one exchange each."""
    rng = world.rng
    for _ in range(attempts if world.employed > 1 else 0):
        one, other = rng.choice(world.employed, 2, replace=False)
        home, away = world.workplace[one], world.workplace[other]
        if home == away or world.outside_partner[one] >= 0 or world.outside_partner[other] >= 0:
            continue
        given, taken = int(np.argmax(world.hours[one])), int(np.argmax(world.hours[other]))
        most = 0.2 * min(
            world.full_work()[home, given] / world.members[home],
            world.full_work()[away, taken] / world.members[away],
            world.hours[one, given],
            world.hours[other, taken],
        )
        amount = rng.uniform(0.1, 1.0) * most
        world.hours[one, given] -= amount
        world.hours[other, taken] -= amount
        for row, partner, there, task in ((one, other, away, taken), (other, one, home, given)):
            world.outside_partner[row] = world.person[partner]
            world.outside_workplace[row] = there
            world.outside_task[row] = task
            world.outside_hours[row] = amount


def copied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments with every array copied."""
    return tuple(a.copy() if isinstance(a, np.ndarray) else a for a in arguments)


def assert_same_bytes_however_cut(
    kernel: Callable[..., Any], stop: int, arguments: tuple[Any, ...]
) -> None:
    """Check that a kernel on 0..stop leaves the bytes that it leaves on pieces, in any order."""
    whole = copied(arguments)
    kernel(0, stop, *whole)
    for pieces in {1, 2, max(stop // 2, 1), max(stop, 1)}:
        bounds = [stop * part // pieces for part in range(pieces + 1)]
        cut = copied(arguments)
        for first, last in reversed(list(pairwise(bounds))):
            kernel(first, last, *cut)
        for left, right in zip(whole, cut, strict=True):
            if isinstance(left, np.ndarray):
                assert left.tobytes() == right.tobytes()
