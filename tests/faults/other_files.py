"""Sector files, designs and tables of evidence by their grammar, and overrides."""

from __future__ import annotations

from hypothesis import strategies as st

from sim.designs.grammar import DESIGN
from sim.evidence.facts import Fact
from sim.evidence.interventions import EFFECT_UNITS, Intervention
from sim.evidence.moments import MOMENTS
from sim.grammar import Number
from sim.grammar.records import fields_of
from sim.parameters import declarations
from sim.scenario import INSTITUTION_RULES
from sim.scenario.grammar import COUNTS
from sim.sectors import DOMAIN_NAMES, Sector, Task
from tests.faults.scenario_files import (
    KNOWN,
    NAMED,
    PATHS,
    shares,
    valid_institutions,
    valid_parameters,
)
from tests.faults.toml_texts import Text, keys, numbers, odd_values, quoted, table

TASK_RANGES = {
    name: (0.0, field.kind.schema()["maximum"])
    for name, field in fields_of(Task).items()
    if isinstance(field.kind, Number)
}

OFTEN = st.sampled_from([0.0, 0.02, 0.1, 0.5])
"""Shares of odd lines; with none the file is right unless its parts do not fit."""


def joined(lines: list[str]) -> bytes:
    """Return lines as a file."""
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def sets(valid: dict[str, Text], odd: Text, oddness: float, draw: st.DrawFn) -> list[str]:
    """Return a line for each key, few of which are missing, with an odd value now and then."""
    lines = []
    for key, values in valid.items():
        chance = draw(st.integers(0, 99))
        if chance >= 100 * oddness / 4:
            lines.append(f"{key} = {draw(odd if chance < 100 * oddness else values)}")
    return lines


@st.composite
def sector_files(draw: st.DrawFn) -> bytes:
    """Return a sector file that is more or less wrong."""
    oddness = draw(OFTEN)
    count = draw(st.integers(1, 10) if oddness > 0.2 else st.integers(2, 8))
    lines = draw(table({"title": st.just('"Bakery"'), "name": st.just('"a_bakery"')},
                       list(fields_of(Sector)), 2, oddness))  # fmt: skip
    size = {"log_sd": numbers(0.0, 2.0)}
    size["minimum"] = numbers(2.0, 8.0)
    size["median"] = numbers(8.0, 40.0)
    lines += ["[size]", *sets(size, odd_values, oddness, draw)]
    for number in range(count):
        task = {name: numbers(*bounds) for name, bounds in TASK_RANGES.items()}
        task["hours_share"] = st.just(repr(1.0 / count))
        task["name"] = st.just(f'"task {number}"')
        task["domain"] = st.sampled_from(DOMAIN_NAMES).map(quoted)
        lines += ["[[tasks]]", *sets(task, odd_values, oddness, draw)]
        if draw(st.integers(0, 99)) < 100 * oddness:
            lines.append(f"{draw(keys(list(fields_of(Task))))} = {draw(odd_values)}")
    return joined(lines)


SPANS = (
    "[%s, %s]",
    "{ low = %s, high = %s }",
    '{ low = %s, high = %s, distribution = "uniform" }',
)
"""How a range may be written, with room for its ends."""


@st.composite
def design_files(draw: st.DrawFn) -> bytes:
    """Return a design that is more or less wrong."""
    oddness = draw(OFTEN)
    some = st.sampled_from(NAMED if oddness < 0.05 else (*NAMED, *PATHS))
    listed = draw(st.lists(some, min_size=1, max_size=3, unique=oddness < 0.05))
    settings: dict[str, Text] = {
        "replicates": st.integers(1, 3).map(str),
        "seed": st.integers(0, 2**63 - 1).map(str),
        "workers": st.just("300"),
        "months": st.integers(1, 3).map(str),
        "burn_in": st.integers(0, 2).map(str),
        "name": st.just('"mine"'),
        "title": st.just('"Mine"'),
    }
    scenarios = f"scenarios = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in listed)}]"
    lines = [scenarios] if draw(st.integers(0, 99)) >= 50 * oddness else []
    lines += draw(table(settings, list(DESIGN.names()), 5, oddness))
    lines += ["workers = 300", "months = 2", "burn_in = 1"] if draw(st.booleans()) else []
    known = sorted(valid_parameters)
    if draw(st.integers(0, 3)) == 0:
        lines += ["[parameters]", *draw(table(valid_parameters, known, 2, oddness))]
    methods = ["grid", "latin_hypercube", "sobol", "morris"]
    most = 1 if oddness < 0.05 else 2
    for method in draw(st.lists(st.sampled_from(methods), max_size=most)):
        lines += draw(_methods(method, oddness))
    return joined(lines)


@st.composite
def _methods(draw: st.DrawFn, method: str, oddness: float) -> list[str]:
    """Return the lines of the table of a method."""
    names = draw(st.lists(st.sampled_from(sorted(valid_parameters)), min_size=1, max_size=3,
                          unique=True))  # fmt: skip
    rules = {
        switch: st.lists(st.sampled_from(rules).map(quoted), min_size=1, max_size=2, unique=True)
        .map(", ".join).map("[{}]".format)
        for switch, rules in INSTITUTION_RULES.items()
    }  # fmt: skip
    institutions = [f"[{method}.institutions]", *draw(table(rules, KNOWN, 2, oddness))]
    if method == "grid":
        levels = {
            name: st.one_of(
                st.integers(2, 3).map(str),
                st.lists(valid_parameters[name], min_size=1, max_size=3, unique=True)
                .map(", ".join).map("[{}]".format),
            )
            for name in names
        }  # fmt: skip
        lines = ["[grid]", *sets(levels, odd_values, oddness, draw)]
    else:
        samples = {"sobol": ["1", "2", "4", "8"], "morris": ["2", "3"]}
        own: dict[str, Text] = {
            "samples": st.sampled_from(samples.get(method, ["1", "2", "5"])),
            "parameters": st.just(f"[{', '.join(map(quoted, names))}]"),
        }
        if draw(st.booleans()):
            own["priors"] = st.sampled_from(['"declared"', '"uniform"'])
        if method == "sobol":
            own["second_order"] = st.sampled_from(["true", "false"])
        if method == "morris":
            own["levels"] = st.sampled_from(["2", "4", "10"])
        lines = [f"[{method}]", *sets(own, odd_values, oddness, draw)]
        if draw(st.booleans()):
            spans = {
                name: st.tuples(
                    st.sampled_from(SPANS), valid_parameters[name], valid_parameters[name]
                ).map(lambda span: span[0] % tuple(sorted(span[1:], key=float)))
                for name in names
            }  # fmt: skip
            lines += [f"[{method}.ranges]", *sets(spans, odd_values, oddness, draw)]
    return lines + (institutions if draw(st.booleans()) else [])


WORDS = st.just('"some words that are long enough"')


PHRASES = ("title", "source", "reading", "why_missed")
"""What is said about an intervention."""


@st.composite
def fact_files(draw: st.DrawFn) -> bytes:
    """Return a table of facts that is more or less wrong."""
    oddness = draw(OFTEN)
    lines: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        valid: dict[str, Text] = dict.fromkeys(fields_of(Fact), WORDS) | {
            "name": st.just(f'"fact {number}"'),
            "moment": st.sampled_from([*MOMENTS, "worker_cooperative"]).map(quoted),
            "use": st.sampled_from(["fit", "motivation", "check", "input"]).map(quoted),
            "central": st.just("0.5"),
            "low": numbers(-1e308, 0.4),
            "high": numbers(0.6, 1e308),
            "source_checked": st.sampled_from(["true", "false"]),
        }
        lines += ["[[facts]]", *sets(valid, odd_values, oddness, draw)]
        if draw(st.integers(0, 99)) < 100 * oddness:
            lines.append(f"{draw(keys(list(fields_of(Fact))))} = {draw(odd_values)}")
    return joined(lines)


@st.composite
def intervention_files(draw: st.DrawFn) -> bytes:
    """Return a table of interventions that is more or less wrong."""
    oddness = draw(OFTEN)
    changes: dict[str, Text] = {**valid_parameters}
    changes |= {f'"institutions.{key}"': rules for key, rules in valid_institutions.items()}
    changes |= {"workers": st.just("400"), "months": st.just("7"), "burn_in": st.just("3")}
    changes |= {'"sectors.hospital"': st.just("0.2"), "months_per_step": st.just("3")}
    lines: list[str] = []
    for number in range(draw(st.integers(1, 2))):
        valid: dict[str, Text] = dict.fromkeys(PHRASES, WORDS)
        valid |= {
            "name": st.just(f'"change_{number}"'),
            "use": st.sampled_from(["motivation", "validation"]).map(quoted),
            "months": st.integers(2, 5).map(str),
            "first": st.integers(1, 2).map(str),
            "effect": st.sampled_from(list(EFFECT_UNITS)).map(quoted),
            "published": st.just("0.5"),
            "low": numbers(-1e308, 0.4),
            "high": numbers(0.6, 1e308),
            "source_checked": st.sampled_from(["true", "false"]),
            "sectors": st.sampled_from(['["hospital"]', "[]", '["hospital", "school"]', '["x"]']),
        }  # fmt: skip
        lines += ["[[interventions]]", *sets(valid, odd_values, oddness, draw)]
        if draw(st.integers(0, 99)) < 100 * oddness:
            lines.append(f"{draw(keys(list(fields_of(Intervention))))} = {draw(odd_values)}")
        if draw(st.booleans()):
            lines += ["[interventions.setting.sectors]", *draw(shares())]
        if draw(st.booleans()):
            lines += ["[interventions.setting.parameters]"]
            lines += draw(table(valid_parameters, KNOWN, 2, oddness))
        lines += ["[interventions.change]"]
        known = st.sampled_from(sorted(changes))
        some = draw(st.lists(known, min_size=1, max_size=3, unique=True))
        lines += sets({key: changes[key] for key in some}, odd_values, oddness, draw)
    return joined(lines)


@st.composite
def overrides(draw: st.DrawFn) -> str:
    """Return what may stand behind ``--set``."""
    names = st.sampled_from(
        [*COUNTS, *declarations(), *(f"institutions.{key}" for key in INSTITUTION_RULES)]
    )
    paths = st.sampled_from(PATHS).map(lambda path: path.replace("\\u0000", "?"))
    of_sectors = st.one_of(paths, st.sampled_from(KNOWN)).map("sectors.{}".format)
    odd = st.text(st.characters(blacklist_characters="\x00"), max_size=12)
    names = st.one_of(names, names, of_sectors, keys(KNOWN), odd)
    plain = st.one_of(st.sampled_from(["0.3", "equal", "rotation", "1", "500"]), odd_values, odd)
    equals = draw(st.sampled_from(["=", "=", "=", " = ", "", "==", "=\n", "\u2003="]))
    return f"{draw(names)}{equals}{draw(plain)}".replace("\x00", "")
