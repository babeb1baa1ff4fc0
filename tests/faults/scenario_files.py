"""Scenario files by their grammar: right, wrong in a place or in many, and right but absurd."""

from __future__ import annotations

from hypothesis import strategies as st

from sim.parameters import declarations
from sim.scenario import INSTITUTION_RULES
from sim.scenario.grammar import SCENARIO
from sim.sectors.loading import sector_names
from tests.faults.judging import BESIDE, FUZZED
from tests.faults.toml_texts import Text, keys, numbers, odd_values, quoted, table

NAMED = (
    "capitalism", "parecon", "rotation", "cooperative", "critics", "advocates", "calibrated",
    "fitted", "coordinatorism", "balanced_only", "parecon_no_balance",
)  # fmt: skip

PATHS = (*BESIDE, FUZZED, f"./{FUZZED}", f"../{FUZZED}", "missing.toml", "folder.toml", "./",
         "round.toml", "pipe.toml", "/dev/zero", "/dev/stdin", "nobody", "Capitalism",
         "x" * 300, "x" * 300 + ".toml", "a/" * 2_000, "\\u0000.toml")  # fmt: skip

SHARES = ("0.5", "0.25", "0.1", "1.0", "0.3333333", "5e-324", "0.0", "-0.0", "1e-9")

valid_parameters: dict[str, Text] = {
    name: numbers(declared.low, declared.high) for name, declared in declarations().items()
}
valid_institutions: dict[str, Text] = {
    switch: st.sampled_from(rules).map(quoted) for switch, rules in INSTITUTION_RULES.items()
}
valid_settings: dict[str, Text] = {
    "name": st.from_regex(r"\A\w[\w-]{0,10}\Z").map(quoted),
    "title": st.just('"A title"'),
    "workers": st.integers(50, 2_000).map(str),
    "months": st.integers(1, 60).map(str),
    "burn_in": st.integers(0, 60).map(str),
    "months_per_step": st.sampled_from(["1", "3"]),
    "shared_assumptions": st.sampled_from(["true", "false"]),
}
KNOWN = [
    *SCENARIO.names(),
    *INSTITUTION_RULES,
    "monitoring",
    "leniency",
    "learning",
    *sector_names(),
]


@st.composite
def shares(draw: st.DrawFn) -> list[str]:
    """Return lines of a table of sectors whose shares sum to 1."""
    names = [*sector_names(), "bakery.toml"]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    tiny = draw(st.sampled_from(["0.0", "5e-324", "1e-300", "1e-9", "0.02"]))
    rest = [tiny if place else repr(1.0 - float(tiny) * (len(chosen) - 1))
            for place in range(len(chosen))]  # fmt: skip
    even = [repr(1.0 / len(chosen))] * len(chosen)
    values = even if draw(st.booleans()) else rest
    return [f"{quoted(name)} = {value}" for name, value in zip(chosen, values, strict=True)]


@st.composite
def odd_shares(draw: st.DrawFn) -> list[str]:
    """Return lines of a table of sectors of any kind."""
    names = st.one_of(keys(KNOWN), st.sampled_from(PATHS).map(lambda path: f'"{path}"'))
    values = st.one_of(st.sampled_from(SHARES), st.sampled_from(SHARES), odd_values)
    return [f"{draw(names)} = {draw(values)}" for _ in range(draw(st.integers(0, 3)))]


@st.composite
def scenario_files(draw: st.DrawFn) -> bytes:
    """Return a scenario file that is more or less wrong."""
    oddness = draw(st.sampled_from([0.0, 0.03, 0.15, 0.6]))
    named = st.sampled_from(NAMED)
    parents = named if oddness < 0.1 else st.one_of(named, st.sampled_from(PATHS))
    lines = draw(table(valid_settings, KNOWN, 4, oddness))
    if draw(st.integers(0, 9)):
        lines.insert(0, f'extends = "{draw(parents)}"')
    tables = {
        "parameters": table(valid_parameters, [*KNOWN, *valid_parameters], 6, oddness),
        "institutions": table(valid_institutions, KNOWN, 4, oddness),
        "sectors": shares() if oddness < 0.1 else st.one_of(shares(), odd_shares()),
    }
    for name in draw(st.lists(st.sampled_from(sorted(tables)), max_size=3, unique=oddness < 0.5)):
        styles = ["[{}]"] if oddness < 0.1 else ["[{}]", "[{}]", "[[{}]]", "[{}.more]", "[ {} ]"]
        lines += [draw(st.sampled_from(styles)).format(name), *draw(tables[name])]
    if draw(st.integers(0, 99)) < 30 * oddness:
        lines.append(draw(st.sampled_from(["[x]", "[[sectors]]", "[", "= 1", "a", "\x00", "\x07"])))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


@st.composite
def absurd_files(draw: st.DrawFn) -> bytes:
    """Return a scenario file in which all is allowed, though nobody would put it together."""
    some = draw(st.lists(st.sampled_from(sorted(valid_parameters)), max_size=25, unique=True))
    ends = [(name, declarations()[name]) for name in some]
    lines = [f'extends = "{draw(st.sampled_from(NAMED))}"', "[institutions]"]
    lines += [f"{key} = {draw(values)}" for key, values in valid_institutions.items()]
    lines.append("[parameters]")
    lines += [f"{n} = {draw(st.sampled_from([d.low, d.high]))!r}" for n, d in ends]
    if draw(st.booleans()):
        lines += ["[sectors]", *draw(shares())]
    return ("\n".join(lines) + "\n").encode()
