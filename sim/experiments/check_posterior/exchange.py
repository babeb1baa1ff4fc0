"""One run of a regime beside the baseline, once more with exchanged roles, and beside its copy."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

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
class Exchange:
    """The gaps of a regime over the baseline, of the baseline over it, and of a copy over it.

    Each is what a posterior simulates, `BESIDE_BASELINE`, with other roles: in the second the
    regime is the first economy, whose parameters hold in the burn-in; in the third it is both, the
    copy under another name.
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
        for way, pair in pairs.items():
            asked = RunRequest(1, request.point, request.replicate)
            for outcome, value in BESIDE_BASELINE.measure(pair.__getitem__, asked, burn_ins):
                if outcome.partition(":")[0] in MEASURES:
                    yield f"{way}:{outcome}", value

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 5: two in each of three ways, of which the regime as the first is run once."""
        return 5

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return None: no two requests share more than the first scenario's run."""
        return None


EXCHANGE: Final = Exchange()
