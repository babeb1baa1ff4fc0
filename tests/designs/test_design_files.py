"""Design files: what they mean, and what is said of mistakes in them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.designs import Design, Factor, list_designs, load_design
from sim.designs.grammar import DESIGN
from sim.errors import BalancedJobsError, DesignError
from sim.parameters import declarations

PAIR = {"scenarios": ["capitalism", "parecon"]}
FOLDER = Path(sim.__file__).parents[1] / "scenarios" / "designs"


def test_every_shipped_design_is_listed_and_valid():
    listed = {entry.name: entry for entry in list_designs()}
    assert set(listed) == {path.stem for path in FOLDER.glob("*.toml")}
    assert {entry.method for entry in listed.values()} >= {
        "grid", "latin_hypercube", "sobol", "morris",
    }  # fmt: skip
    for name, entry in listed.items():
        plan = load_design(name)
        assert entry.title
        assert len(plan.points()) == plan.point_count
        assert entry.runs == plan.point_count * len(plan.scenarios) * plan.replicates


def test_ranges_are_the_published_ones_unless_given():
    table = {"parameters": ["monitoring", "crowding"], "ranges": {"crowding": [0.2, 0.3]}}
    plan = load_design({**PAIR, "latin_hypercube": table})
    declared = declarations()["monitoring"]
    assert plan.factors == (
        Factor.between("monitoring", declared.low, declared.high),
        Factor.between("crowding", 0.2, 0.3),
    )


def test_all_parameters_but_the_variants_can_vary():
    plan = load_design({**PAIR, "morris": {"parameters": "all"}})
    expected = [name for name, row in declarations().items() if row.kind != "variant"]
    assert [factor.name for factor in plan.factors] == expected
    assert "profit_sharing" not in expected


def test_a_grid_takes_lists_counts_and_rules():
    plan = load_design(
        {
            **PAIR,
            "grid": {
                "monitoring": 3,
                "crowding": [0.2],
                "institutions": {"division": ["rotation", "balanced"]},
            },
        }
    )
    points = plan.points()
    assert list(points) == ["monitoring", "crowding", "institutions.division"]
    low, high = declarations()["monitoring"].low, declarations()["monitoring"].high
    assert sorted(points["monitoring"].unique()) == [low, (low + high) / 2, high]
    assert len(points) == 6


def test_a_random_design_may_vary_rules():
    table = {"samples": 8, "institutions": {"pay": ["market", "equal"]}, "parameters": ["crowding"]}
    points = load_design({**PAIR, "latin_hypercube": table}).points()
    assert set(points["institutions.pay"]) == {"market", "equal"}


def test_fixed_values_hold_in_every_scenario():
    plan = load_design(
        {
            **PAIR,
            "workers": 400,
            "parameters": {"monitoring": 0.3},
            "institutions": {"pay": "equal"},
        }
    )
    assert plan.method == "single"
    assert plan.points().shape == (1, 0)
    for scenario in plan.scenarios:
        assert scenario.workers == 400
        assert scenario.parameters.monitoring == 0.3
        assert scenario.institutions.pay == "equal"


def test_changes_replace_what_the_design_says():
    plan = load_design(
        "published_ranges",
        replicates=3,
        seed=7,
        workers=300,
        months=24,
        burn_in=0,
        samples=10,
        overrides={"institutions.pay": "equal"},
    )
    assert plan.runs == 10 * 2 * 3
    assert plan.seed == 7
    for scenario in plan.scenarios:
        assert (scenario.workers, scenario.months, scenario.burn_in) == (300, 24, 0)
        assert scenario.institutions.pay == "equal"


def test_scenarios_may_be_files_beside_the_design(tmp_path):
    (tmp_path / "mine.toml").write_text('extends = "parecon"\n[parameters]\nmonitoring = 0.2\n')
    design = tmp_path / "plan.toml"
    design.write_text('scenarios = ["capitalism", "mine.toml"]\n')
    plan = load_design(design)
    assert [scenario.name for scenario in plan.scenarios] == ["capitalism", "mine"]
    assert plan.name == "plan"
    assert plan.scenarios[1].parameters.monitoring == 0.2


def test_a_design_survives_a_round_trip():
    for name in ("smoke", "institutions", "sobol_motivation"):
        plan = load_design(name)
        assert Design.from_dict(plan.to_dict()) == plan


MISTAKES = [
    ({"sceanrios": ["parecon"]}, "sceanrios: there is no such key; .*did you mean 'scenarios'"),
    ({"scenarios": ["capitalizm"]}, "did you mean 'capitalism'"),
    ({"scenarios": []}, "must be a list of names"),
    ({"scenarios": "parecon"}, "must be a list of names"),
    ({"scenarios": ["parecon", "parecon"]}, "2 of them have the name 'parecon'"),
    ({"scenarios": ["nowhere.toml"]}, "nowhere.toml: no such scenario file"),
    ({"replicates": 0}, "replicates = 0: must be a whole number from 1"),
    ({"replicates": True}, "replicates = true"),
    ({"seed": -1}, "seed = -1"),
    ({"workers": 10}, "workers = 10: must be a whole number from 50"),
    ({"monitoring": 0.2}, "'monitoring' belongs in \\[parameters\\]"),
    ({"parameters": {"monitorin": 1}}, "did you mean 'monitoring'"),
    ({"grid": {}}, "must be a table of values"),
    ({"grid": {"monitoring": [9]}}, "monitoring = 9: must be a number from 0 to 1"),
    ({"grid": {"monitoring": 1}}, "must be a list of values, or the number of values"),
    ({"grid": {"monitoring": [0.1, 0.1]}}, "a value stands twice"),
    ({"grid": {"monitorin": [0.1]}}, "did you mean 'monitoring'"),
    ({"grid": {"institutions.division": ["balanced"]}}, "rules stand in a table of their own"),
    ({"grid": {"institutions": {"division": ["flat"]}}}, "allowed are hierarchical"),
    ({"grid": {"institutions": {"divison": ["balanced"]}}}, "did you mean 'division'"),
    ({"grid": {"institutions": {"division": "balanced"}}}, "must be a list of rules"),
    ({"grid": {"monitoring": 3}, "morris": {"parameters": "all"}}, "a design has one method"),
    ({"sobol": {"samples": 100, "parameters": "all"}}, "power of two, such as 64 or 128"),
    ({"sobol": {"monitoring": [0, 1]}}, 'write parameters = \\["monitoring"\\]'),
    ({"sobol": {"parameters": ["institutions.pay"]}}, "institutions have a table of their own"),
    ({"sobol": {"parameters": ["crowding", "crowding"]}}, "'crowding' stands twice"),
    ({"sobol": {"parameters": "all", "second_order": 1}}, "must be true or false"),
    ({"sobol": 3}, "must be a table"),
    ({"morris": {"parameters": "all", "levels": 3}}, "must be an even number"),
    ({"morris": {"parameters": "all", "samples": 1}}, "must be a whole number from 2"),
    ({"latin_hypercube": {}}, "varies nothing"),
    ({"latin_hypercube": {"ranges": "published"}}, "leave it out for the published ranges"),
    ({"latin_hypercube": {"ranges": {"monitoring": [0.5, 0.1]}}}, "a lower and a higher value"),
    ({"latin_hypercube": {"ranges": {"monitoring": [0.5, 9]}}}, "from 0 to 1"),
    (
        {"parameters": {"monitoring": 0.3}, "grid": {"monitoring": [0.2]}},
        "varied in \\[grid\\] and held fixed as well",
    ),
    (
        {"grid": {"monitoring": 1000, "crowding": 1000, "intrinsic_motivation": 1000}},
        "more than 10,000,000",
    ),
]


@pytest.mark.parametrize(("content", "message"), MISTAKES)
def test_a_mistake_is_named_with_what_is_allowed(content, message):
    with pytest.raises(DesignError, match=message):
        load_design({**PAIR, **content})


def test_a_message_names_the_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("scenarios = ['capitalism']\nreplicates = 0\nseeds = 3\n")
    with pytest.raises(DesignError) as caught:
        load_design(path)
    text = str(caught.value)
    assert "mine.toml: 2 mistakes:" in text
    assert "did you mean 'seed'" in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"samples": 4}, "the grid design 'smoke' draws no samples"),
        ({"overrides": {"intrinsic_motivation": 0.3}}, "it cannot be held fixed"),
        ({"replicates": 0}, "replicates = 0"),
        ({"workers": 1}, "workers = 1"),
        ({"overrides": {"monitorin": 0.3}}, "did you mean 'monitoring'"),
    ],
)
def test_a_wrong_change_is_refused(changes, message):
    with pytest.raises(BalancedJobsError, match=message):
        load_design("smoke", **changes)


@pytest.mark.parametrize("wrong", ["smok", "nowhere/plan.toml", 3])
def test_a_design_that_is_not_there_is_refused(wrong):
    with pytest.raises(BalancedJobsError, match=r"smoke|no such design file|design = 3: must be"):
        load_design(wrong)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["all", "monitoring", "capitalism", "balanced"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["monitoring", "samples", "parameters", "ranges", "institutions", "division", "levels"]
        )
        | st.text(max_size=5),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(list(DESIGN.names())) | st.text(max_size=6), _VALUES, max_size=4
    )
)
def test_no_content_ends_in_anything_but_a_design_or_a_message(content):
    try:
        plan = load_design({**PAIR, **content})
    except BalancedJobsError:
        return
    assert plan.runs >= 1


@given(st.text(max_size=200))
def test_no_text_ends_in_anything_but_a_design_or_a_message(text):
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    with pytest.raises(BalancedJobsError):
        load_design(content)
