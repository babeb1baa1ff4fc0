"""Whatever stands in a file, the program says what is wrong with it or uses it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sim
from sim.commands.session import HOW_TO_SEE_WHERE
from sim.designs.loading import load_design
from sim.errors import BalancedJobsError
from sim.evidence import load_facts, load_interventions
from sim.scenario import Scenario, load_scenario, validate_file
from sim.scenario.overrides import parse_override
from sim.sectors import Sector
from sim.sectors.loading import shipped_folder
from sim.study.evidence_arms import plan_for
from sim.testing.invariants import number_problems
from tests.cli.command import call
from tests.faults.judging import (
    BESIDE,
    FUZZED,
    Watch,
    check_message,
    check_validation,
    furnish,
    outcome,
    said,
)
from tests.faults.mutations import mutations, raw_bytes
from tests.faults.other_files import (
    design_files,
    fact_files,
    intervention_files,
    overrides,
    sector_files,
)
from tests.faults.scenario_files import absurd_files, scenario_files
from tests.faults.toml_texts import ODD_KEYS, ODD_NUMBERS, ODD_OTHERS, ODD_STRINGS

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="pipes and signals need POSIX"),
    # Of a file that is found to be handled badly, which may be a large one.
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.toml"))
DESIGNS = sorted((ROOT / "scenarios" / "designs").glob("*.toml"))
SECTORS = sorted(shipped_folder().glob("*.toml"))
EVIDENCE = shipped_folder().parent / "evidence"
TOKENS = [*ODD_KEYS, *ODD_NUMBERS, *ODD_OTHERS, *ODD_STRINGS]

FRESH = "FRESH_EXAMPLES" in os.environ
"""Whether examples are new ones each time, rather than the same everywhere."""

AS_THEY_COME = 25
"""Of so many valid files one is run."""

SIZE = {"workers": 300, "months": 3, "burn_in": 1}

MAY_BE_UNDEFINED = frozenset(
    {
        "vote_pass_rate",
        "attendance",
        "speaking_share",
        "proposals_from_below",
        "solidary_votes",
        "job_finding_rate",
        "wealth_gini",
        "expert_aptitude",
        "expert_pay_ratio",
        "expert_routine_share",
        "untrained_share",
        "untrained_share_of_licensed",
        "job_loss_share",
        "exit_aptitude",
    }
)
"""Indicators that are ratios to something of which there may be none."""


def examples(count: int) -> Callable[[Any], Any]:
    """Return the settings of a test over so many examples."""
    return settings(
        max_examples=count,
        derandomize=not FRESH,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Yield what watches over examples, in a folder with files that they may refer to."""
    before, folder = Path.cwd(), tmp_path_factory.mktemp("fuzz")
    furnish(folder)
    os.chdir(folder)
    watch = Watch()
    try:
        with watch.watching():
            yield watch
    finally:
        os.chdir(before)


def validated(watch: Watch, content: bytes) -> Scenario | Sector | None:
    """Return what a file describes, after making sure that the command agrees."""
    Path(FUZZED).write_bytes(content)
    with watch.limit(content):
        found = outcome(lambda: validate_file(FUZZED))
        check_validation(FUZZED, found is not None)
    return found


def simulated(scenario: Scenario) -> None:
    """Run some months and make sure that every number is one."""
    try:
        small = load_scenario(scenario, SIZE | {"months_per_step": 1})
    except BalancedJobsError:
        return  # too few people for its sectors
    economy = sim.Economy(small, seed=0)
    for _ in range(small.burn_in + small.months):
        economy.step()
    assert list(number_problems(economy.state)) == []
    undefined = {name for name, value in economy.indicators.items() if not math.isfinite(value)}
    assert undefined <= MAY_BE_UNDEFINED, undefined


def run_if_valid(watch: Watch, content: bytes, chance: int) -> None:
    """Judge a file, and run it if it is valid and chance is 0."""
    found = validated(watch, content)
    if isinstance(found, Scenario) and chance == 0:
        with watch.limit(content):
            simulated(found)


chances = st.integers(0, AS_THEY_COME - 1)


def judge_grammar(watch: Watch, count: int) -> None:
    @examples(count)
    @given(scenario_files(), chances)
    def judge(content: bytes, chance: int) -> None:
        run_if_valid(watch, content, chance)

    judge()


def judge_mutations(watch: Watch, count: int) -> None:
    @examples(count)
    @given(mutations(SCENARIOS, TOKENS), chances)
    def judge(content: bytes, chance: int) -> None:
        run_if_valid(watch, content, chance)

    judge()


def judge_bytes(watch: Watch, count: int) -> None:
    @examples(count)
    @given(raw_bytes)
    def judge(content: bytes) -> None:
        run_if_valid(watch, content, 1)

    judge()


def judge_absurd(watch: Watch, count: int) -> None:
    @examples(count)
    @given(absurd_files())
    def judge(content: bytes) -> None:
        found = validated(watch, content)
        if found is not None:
            assert isinstance(found, Scenario)
            with watch.limit(content):
                simulated(found)

    judge()


def judge_sectors(watch: Watch, count: int) -> None:
    @examples(count)
    @given(st.one_of(sector_files(), mutations(SECTORS, TOKENS)), chances)
    def judge(content: bytes, chance: int) -> None:
        found = validated(watch, content)
        if isinstance(found, Sector) and chance == 0:
            with watch.limit(content):
                scenario = outcome(lambda: load_scenario("parecon", {"sectors": {FUZZED: 1.0}}))
                if scenario is not None:
                    simulated(scenario)

    judge()


def judge_designs(watch: Watch, count: int) -> None:
    @examples(count)
    @given(st.one_of(design_files(), mutations(DESIGNS, TOKENS)), chances)
    def judge(content: bytes, chance: int) -> None:
        Path(FUZZED).write_bytes(content)
        with watch.limit(content):
            plan = outcome(lambda: load_design(Path(FUZZED)))
            # Nothing is computed, since there is no such parameter.
            code, output, errors = said("sweep", FUZZED, "--set", "nothing=1")
            assert (code, output) == (2, "")
            check_message(errors, ("nothing",) if plan else (FUZZED, *BESIDE))
            if plan is not None and plan.runs <= 2_000:
                assert len(plan.points()) == plan.point_count
            if plan is not None and plan.runs <= 8 and chance == 0:
                result = sim.sweep(plan, workers=300, months=2, burn_in=1)
                assert result.completed == plan.runs, result.errors

    judge()


def judge_facts(watch: Watch, count: int) -> None:
    @examples(count)
    @given(st.one_of(fact_files(), mutations([EVIDENCE / "facts.toml"], TOKENS)))
    def judge(content: bytes) -> None:
        Path(FUZZED).write_bytes(content)
        with watch.limit(content):
            facts = outcome(lambda: load_facts(Path(FUZZED)))
            code, output, errors = said("validate-model", "nobody", "--facts", FUZZED)
            assert (code, output) == (2, "")
            check_message(errors, ("nobody",) if facts else (FUZZED,))

    judge()


def judge_interventions(watch: Watch, count: int) -> None:
    baseline = load_scenario("capitalism", SIZE)

    @examples(count)
    @given(st.one_of(intervention_files(), mutations([EVIDENCE / "interventions.toml"], TOKENS)))
    def judge(content: bytes) -> None:
        Path(FUZZED).write_bytes(content)
        with watch.limit(content):
            found = outcome(lambda: load_interventions(Path(FUZZED)))
            code, output, errors = said("natural-experiments", "nobody", "--file", FUZZED)
            assert (code, output) == (2, "")
            check_message(errors, ("nobody",) if found else (FUZZED,))
            if found:
                outcome(lambda: plan_for(baseline, found, Path.cwd(), None))

    judge()


def judge_overrides(watch: Watch, count: int) -> None:
    # A message may quote what the program itself says elsewhere, since users may give it.
    @example("months=--debug")
    @example(f"seed={HOW_TO_SEE_WHERE}")
    @examples(count)
    @given(overrides())
    def judge(text: str) -> None:
        with watch.limit(text.encode("utf-8", "surrogatepass")):
            outcome(lambda: load_scenario("capitalism", dict([parse_override(text)])))
            # One person is too few, so that nothing is computed.
            code, output, errors = said("run", "capitalism", "--workers", "1", "--set", text)
            assert (code, output) == (2, "")
            check_message(errors, ("",))

    judge()


JUDGES: dict[str, tuple[Callable[[Watch, int], None], int, int]] = {
    "scenarios by their grammar": (judge_grammar, 4_500, 100),
    "scenarios damaged": (judge_mutations, 4_000, 100),
    "raw bytes": (judge_bytes, 1_500, 50),
    "scenarios that are absurd": (judge_absurd, 300, 8),
    "sectors": (judge_sectors, 1_000, 40),
    "designs": (judge_designs, 1_000, 40),
    "facts": (judge_facts, 1_000, 40),
    "interventions": (judge_interventions, 1_000, 40),
    "overrides": (judge_overrides, 1_000, 40),
}
"""By kind of file: what judges it, with how many examples in all and in the quick test."""


@pytest.mark.parametrize("kind", JUDGES)
def test_some_fuzzed_files_give_a_result_or_a_clear_message(kind: str, watch: Watch) -> None:
    judge, _, few = JUDGES[kind]
    judge(watch, few)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kind", JUDGES)
def test_fuzzed_files_give_a_result_or_a_clear_message(kind: str, watch: Watch) -> None:
    judge, many, _ = JUDGES[kind]
    judge(watch, many)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fuzzed_files_end_alike_in_a_process_of_their_own(watch: Watch) -> None:
    @examples(36)
    @given(st.one_of(scenario_files(), mutations(SCENARIOS, TOKENS), raw_bytes))
    def judge(content: bytes) -> None:
        Path(FUZZED).write_bytes(content)
        here, there = said("validate", FUZZED), call("validate", FUZZED, folder=Path.cwd())
        assert (there.returncode, there.stdout, there.stderr) == here

    judge()


def test_at_least_ten_thousand_scenarios_are_tried() -> None:
    kinds = [kind for kind in JUDGES if kind.startswith(("scenarios", "raw"))]
    assert sum(JUDGES[kind][1] for kind in kinds) >= 10_000
