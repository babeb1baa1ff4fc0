"""The answer to the question of the project in one form: numbers, and the sentences made of them.

All that quotes the answer (readme, pages, the demo, reports, findings) takes it from here, so that
everything says the same, word for word.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sim.analysis.estimates import Conclusion
from sim.text.numbers import fixed, share, significant
from sim.text.phrases import UNDECIDED, counted, horizon_phrase

SHIPPED: Final = "answer.json"
"""File of the answer that comes with the package, in ``sim/data``."""

PARTS: Final = ("efficiency", "motivation", "skills", "ideas")
"""What a difference in output per hour is made of."""

EVEN: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the draws say of one comparison, in output per hour.

    Attributes
    ----------
    probability, low, high : float
        That output is at least as high, with its 95 % interval.
    alone, alone_low, alone_high : float
        The same given the ranges alone.
    q05, q50, q95, q50_low, q50_high : float
        Quantiles of the difference in log points, and the interval of the median.
    parts : mapping of str to (float, float, float)
        Mean of each of `PARTS` over the draws in the long run, with its interval, in log points.
    replicates, replicates_low, replicates_high : float
        Share of the variance over draws that replicates with the same parameters have too; the rest
        is what is not known of the parameters. NaN where no draw was run twice.
    """

    probability: float
    low: float
    high: float
    alone: float
    alone_low: float
    alone_high: float
    q05: float
    q50: float
    q95: float
    q50_low: float
    q50_high: float
    parts: Mapping[str, tuple[float, float, float]]
    replicates: float
    replicates_low: float
    replicates_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """What draws say of one comparison in larger economies.

    Attributes
    ----------
    probability, low, high : float
        That output is at least as high there, with its 95 % interval.
    change, change_low, change_high : float
        By how much the difference in log points is another there, on average over the draws.
    """

    probability: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Larger:
    """What draws say in larger economies.

    Attributes
    ----------
    workers, draws : int
        People in each, and draws that were simulated so.
    balance, bundle : Sized
    """

    workers: int
    draws: int
    balance: Sized
    bundle: Sized


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer given the evidence.

    Attributes
    ----------
    balance : Effect or None
        Of balanced jobs, all else as in participatory economics; None where no parameters are left.
    bundle : Effect or None
        Of participatory economics as a whole against capitalism.
    horizon : str
    draws, workers, months, items, seed : int
        Draws; people and months of each economy; items of evidence that condition.
    effective : float
        What the draws are worth in equal ones.
    enough : bool
        Whether that is enough for a probability.
    version : str
        Of the program.
    larger : Larger, optional
        What some of the draws say in larger economies.
    """

    balance: Effect | None
    bundle: Effect | None
    horizon: str
    draws: int
    workers: int
    months: int
    items: int
    seed: int
    effective: float
    enough: bool
    version: str
    larger: Larger | None = None

    def text(self) -> str:
        """Return the sentences: what balanced jobs add, what the whole does, how sure that is."""
        if self.balance is None or self.bundle is None:
            return (
                f"There is no answer given the evidence: no parameters meet the {self.items} items "
                f"of evidence within their uncertainties in economies of {self.workers:,} people."
            )
        return " ".join(
            (
                f"{self._begin()} {self._balanced(self.balance)}",
                self._whole(self.bundle),
                self._sureness(self.balance, self.bundle),
                *self._size(),
            )
        )

    def short(self) -> tuple[str, str, str]:
        """Return the first of these sentences: how probable each is, by how much, and what decides.

        Where there is no answer the others are empty.
        """
        if self.balance is None or self.bundle is None:
            return self.text(), "", ""
        chance, size, parts = self._balanced_sentences(self.balance)
        return f"{self._begin()} {chance} {size}", self._whole(self.bundle), parts

    def begin(self) -> str:
        """Return where the whole answer begins: what both do, before how sure that is."""
        if self.balance is None or self.bundle is None:
            return self.text()
        return f"{self._begin()} {self._balanced(self.balance)} {self._whole(self.bundle)}"

    def line(self) -> str:
        """Return the two probabilities in one sentence."""
        if self.balance is None or self.bundle is None:
            return self.text()
        jobs, whole = (
            share(one.probability, one.low, one.high).text() for one in (self.balance, self.bundle)
        )
        return (
            f"{self._begin()} the evidence, balancing jobs leaves output per hour "
            f"{horizon_phrase(self.horizon)} at least as high with a probability of {jobs}, and "
            f"the whole of participatory economics with {whole} (`balanced-jobs answer`)."
        )

    def _begin(self) -> str:
        if self.enough:
            return "Given"
        return "Too few draws for a probability. As far as they go, given"

    def _balanced(self, effect: Effect) -> str:
        return " ".join(self._balanced_sentences(effect))

    def _balanced_sentences(self, effect: Effect) -> tuple[str, str, str]:
        parts = ", ".join(
            f"{name} {_interval(effect.parts[name])}" for name in PARTS if name in effect.parts
        )
        return (
            "the evidence, balancing jobs leaves output per hour "
            f"{horizon_phrase(self.horizon)} at least as high with a probability of "
            f"{_chance(effect, self.enough)}, all else as in participatory economics.",
            f"The median effect is {_middle(effect)} log points (about per cent), and nine in ten "
            f"lie between {_outer(effect)}.",
            f"In the long run it consists on average of {parts}.",
        )

    def _whole(self, effect: Effect) -> str:
        return (
            "The whole of participatory economics is at least as productive per hour as capitalism "
            f"with a probability of {_chance(effect, self.enough)}; the median gap is "
            f"{_middle(effect)} log points, and nine in ten lie between {_outer(effect)}."
        )

    def _sureness(self, balance: Effect, bundle: Effect) -> str:
        draws = (
            f"These are {counted(self.draws, 'draw')} of parameters, worth "
            f"{significant(self.effective, 2)} equal ones, each in economies of "
            f"{self.workers:,} people, weighted by {self.items} items of evidence"
        )
        chance = [one.replicates for one in (balance, bundle)]
        if any(math.isnan(value) for value in chance):
            return f"{draws}."
        first, second = (
            share(one.replicates, one.replicates_low, one.replicates_high).text()
            for one in (balance, bundle)
        )
        return (
            f"{draws}; chance within an economy makes {first} and {second} of the variance, and "
            "what nobody knows of the parameters the rest."
        )

    def _size(self) -> Iterator[str]:
        if self.larger is None:
            return
        both = (self.larger.balance, self.larger.bundle)
        chances = " and ".join(share(one.probability, one.low, one.high).text() for one in both)
        changes = " and ".join(
            _interval((one.change, one.change_low, one.change_high)) for one in both
        )
        yield (
            f"In economies of {self.larger.workers:,} people {self.larger.draws:,} of them, taken "
            f"by weight, give probabilities of {chances}; differences change there by {changes} "
            "log points."
        )

    def to_json(self) -> str:
        """Return the numbers as JSON."""
        return json.dumps(_without_nan(asdict(self)), indent=2, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Answer:
        """Return what `to_json` wrote."""
        content = json.loads(text)
        for name in ("balance", "bundle"):
            content[name] = _effect(content[name])
        if content.get("larger") is not None:
            content["larger"] = _larger(content["larger"])
        return cls(**content)


def _larger(content: dict[str, Any]) -> Larger:
    both = {name: Sized(**content[name]) for name in ("balance", "bundle")}
    return Larger(workers=content["workers"], draws=content["draws"], **both)


def _effect(content: dict[str, Any] | None) -> Effect | None:
    if content is None:
        return None
    known: dict[str, Any] = {
        name: math.nan if value is None else value for name, value in content.items()
    }
    parts = {name: (mean, low, high) for name, (mean, low, high) in content["parts"].items()}
    known["parts"] = parts
    return Effect(**known)


def _without_nan(value: Any) -> Any:
    """Return what is ready for JSON, which has no NaN."""
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


@cache
def shipped_answer() -> Answer:
    """Return the answer that comes with the package, from the run behind its findings."""
    place = files("sim") / "data" / SHIPPED
    return Answer.from_json(place.read_text(encoding="utf-8"))


def _chance(effect: Effect, enough: bool) -> str:
    """Return a probability, what it decides where draws are enough, and what it was before."""
    number = share(effect.probability, effect.low, effect.high)
    decided = {
        Conclusion.HIGHER: "more probable than not",
        Conclusion.LOWER: "less probable than not",
    }.get(number.conclusion(EVEN), UNDECIDED)
    alone = share(effect.alone, effect.alone_low, effect.alone_high).text()
    said = f"{decided}; " if enough else ""
    return f"{number.text()} ({said}{alone} given the ranges alone)"


def _middle(effect: Effect) -> str:
    low, high = (fixed(one, 1, signed=True) for one in (effect.q50_low, effect.q50_high))
    return f"{fixed(effect.q50, 1, signed=True)} [{low}, {high}]"


def _outer(effect: Effect) -> str:
    return f"{fixed(effect.q05, 1, signed=True)} and {fixed(effect.q95, 1, signed=True)}"


def _interval(values: tuple[float, float, float]) -> str:
    mean, low, high = (fixed(one, 1, signed=True) for one in values)
    return f"{mean} [{low}, {high}]"
