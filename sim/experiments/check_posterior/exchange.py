"""One run of a regime beside the baseline, once more with exchanged roles, and beside its copy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, cast

from sim.economy import Economy
from sim.experiments.posterior.simulate import BESIDE_BASELINE, BesideBaseline
from sim.scenario import Scenario
from sim.simulation import BurnIns
from sim.study.measurement import OBSERVED, Row, Settings
from sim.study.requests import RunRequest
from sim.vocabulary import MEASURES

AS_ASKED: Final = "as asked"
EXCHANGED: Final = "exchanged"
COPY: Final = "copy"

WAYS: Final = (AS_ASKED, EXCHANGED, COPY)
"""Ways in which a gap is simulated: regime over baseline, baseline over regime, regime over itself.
"""


@dataclass(frozen=True, slots=True)
class _Past:
    """Burn-ins that hold the parameters of one scenario, whichever goes on from them."""

    burn_ins: BurnIns
    before: Scenario

    def fork(self, scenario: Scenario, replicate: int, before: Scenario | None = None) -> Economy:
        """Return an economy at the end of the burn-in under the parameters of the one scenario."""
        return self.burn_ins.fork(scenario, replicate, self.before)

    def watch(
        self, scenario: Scenario, replicate: int, look: Callable[[Economy], Any], what: Hashable
    ) -> Any:
        """Return what is seen of an economy after that burn-in."""
        return self.burn_ins.watch(scenario, replicate, look, before=self.before, what=what)

    def note(self, months: int) -> None:
        """Say how many months are done."""
        self.burn_ins.note(months)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The gaps of a regime over the baseline, of the baseline over it, and of a copy over it.

    Each is what a posterior simulates, `BESIDE_BASELINE`, with other roles: in the second the
    regime is the first economy, in the third it is both, the copy under another name. All of them
    have the past of the posterior, a burn-in under the parameters of the baseline.
    """

    columns: ClassVar[tuple[str, ...]] = OBSERVED
    program: ClassVar[tuple[str, ...]] = (
        *BesideBaseline.program,
        "experiments/check_posterior/exchange.py",
    )
    alone: ClassVar[bool] = False

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the gap in each measure at each horizon, in each of the three ways."""
        baseline, regime = settings(0), settings(request.scenario)
        copy = replace(regime, name=f"{regime.name}_copy")
        pairs = {AS_ASKED: (baseline, regime), EXCHANGED: (regime, baseline), COPY: (regime, copy)}
        past = cast(BurnIns, _Past(burn_ins, baseline))
        for way, pair in pairs.items():
            asked = RunRequest(1, request.point, request.replicate)
            for outcome, value in BESIDE_BASELINE.measure(pair.__getitem__, asked, past):
                if outcome.partition(":")[0] in MEASURES:
                    yield f"{way}:{outcome}", value

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 5: two in each of three ways, of which the regime as the first is run once."""
        return 5

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return None: no two requests share more than the first scenario's run."""
        return None


EXCHANGE: Final = Exchange()
