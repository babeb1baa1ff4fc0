"""Every parameter has a prior inside its range, with a reason, and none follows from a wish."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.analysis.distributions import FORMS
from sim.errors import DesignError
from sim.institutions import Parameter
from sim.parameters import Declaration, declarations
from sim.parameters.declaration import declaration_of
from sim.parameters.groups import GROUPS
from sim.parameters.priors import (
    DECLARED,
    UNIFORM,
    Shape,
    check_priors,
    chosen,
    log_uniform,
    normal,
    pert,
    prior_of,
    root_uniform,
    uniform,
)

DECLARATIONS = declarations()

PEAKED = ("pert", "normal")

GIVEN = {
    name
    for group in GROUPS.values()
    for name, one in vars(group).items()
    if isinstance(one, Parameter) and one.prior is not None
}
"""Parameters that declare a prior themselves."""


@pytest.fixture(params=DECLARATIONS.values(), ids=list(DECLARATIONS))
def row(request: pytest.FixtureRequest) -> Declaration:
    declaration: Declaration = request.param
    return declaration


def test_the_prior_fills_the_range_and_no_more(row: Declaration) -> None:
    prior = row.distribution
    quantiles = prior.ppf(np.linspace(0.0, 1.0, 33))
    assert (quantiles[0], quantiles[-1]) == pytest.approx((row.low, row.high))
    assert np.all(np.diff(quantiles) > 0.0)
    assert np.all((quantiles >= row.low) & (quantiles <= row.high))


def test_the_median_is_not_at_an_end(row: Declaration) -> None:
    """It is at least 15 % of the way from either end, in numbers or in magnitudes."""
    prior = row.distribution
    places = [(prior.median - row.low) / (row.high - row.low)]
    if row.low > 0.0:
        places.append(np.log(prior.median / row.low) / np.log(row.high / row.low))
    assert any(0.15 <= place <= 0.85 for place in places)
    assert row.low < prior.mean < row.high


def test_there_is_a_reason_in_words(row: Declaration) -> None:
    assert row.prior_reason.strip() == row.prior_reason
    assert len(row.prior_reason.split()) >= 5
    assert not row.prior_reason.endswith(".")


def test_a_peak_stands_only_where_a_source_was_read_or_data_were_computed(
    row: Declaration,
) -> None:
    if row.prior in PEAKED:
        assert row.evidence in ("read", "computed")
        assert row.name in GIVEN


def test_what_spans_magnitudes_above_zero_is_drawn_by_magnitude_unless_it_is_a_large_share(
    row: Declaration,
) -> None:
    if row.kind == "variant" or row.low <= 0.0 or row.high <= 4.0 * row.low:
        return
    if row.unit.startswith("share") and row.high > 0.5 and row.per_month not in ("share", "count"):
        assert row.prior == "uniform"
    else:
        assert row.prior == "log_uniform" or row.name in GIVEN


def test_few_parameters_declare_another_prior_than_the_rule_gives() -> None:
    for name in GIVEN:
        row = DECLARATIONS[name]
        by_rule = prior_of(
            unit=row.unit, low=row.low, high=row.high, kind=row.kind, per_month=row.per_month
        )
        assert by_rule.form != row.prior
    assert len(GIVEN) < 20


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("profit_incentive", "commons_incentive"),
        ("private_diffusion", "commons_diffusion"),
        ("uptake_high", "uptake_council"),
        ("uptake_low", "uptake_council"),
        ("class_schooling", "open_schooling"),
        ("compensating_differential", "onerous_pay"),
        ("crowding", "reward_crowding"),
        ("hierarchy_meetings", "meeting_hours"),
    ],
)
def test_what_stands_on_either_side_has_the_same_form(left: str, right: str) -> None:
    assert DECLARATIONS[left].prior == DECLARATIONS[right].prior


def test_forms_and_columns_are_in_the_table() -> None:
    table = sim.parameters().set_index("name")
    assert set(table["prior"]) <= set(FORMS)
    assert table.loc["intrinsic_motivation", "prior_mode"] == 0.3
    assert table.loc["train_months", "prior_spread"] == 6.0
    assert np.isnan(table.loc["monitoring", "prior_mode"])


MONTHLY = {"unit": "share per month", "kind": "institutional", "per_month": "share"}
PLAIN = {"unit": "weight", "kind": "structural", "per_month": None}

RULE = [
    ({**PLAIN, "kind": "variant", "low": 0.01, "high": 1.0}, "uniform"),
    ({**PLAIN, "low": 0.0, "high": 1.0}, "uniform"),
    ({**PLAIN, "low": 1.0, "high": 4.0}, "uniform"),
    ({**PLAIN, "low": 1.0, "high": 4.1}, "log_uniform"),
    ({**PLAIN, "unit": "share of jobs", "low": 0.1, "high": 0.9}, "uniform"),
    ({**PLAIN, "unit": "share of jobs", "low": 0.01, "high": 0.2}, "log_uniform"),
    ({**MONTHLY, "low": 0.01, "high": 0.02}, "log_uniform"),
    ({**MONTHLY, "low": 0.0, "high": 0.02}, "root_uniform"),
    ({**MONTHLY, "per_month": "shock", "low": 0.0, "high": 0.02}, "root_uniform"),
    ({**MONTHLY, "per_month": "as it is", "low": 0.0, "high": 0.02}, "uniform"),
    ({**MONTHLY, "per_month": "autocorrelation", "low": 0.8, "high": 0.99},
     "complement_log_uniform"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "form"), RULE)
def test_the_rule(given: dict, form: str) -> None:
    assert prior_of(**given).form == form


OWN = Parameter(
    "patience",
    0.2,
    unit="share of gains",
    low=0.05,
    high=0.4,
    meaning="How long people wait",
    source="assumed: nobody knows",
)


def test_a_parameter_of_ones_own_has_a_prior_by_the_same_rule_or_its_own() -> None:
    assert declaration_of(OWN, "mine.patience", "mine").prior == "log_uniform"
    peaked = replace(OWN, prior=pert("a study of one's own"))
    row = declaration_of(peaked, "mine.patience", "mine")
    assert (row.prior, row.prior_mode, row.prior_reason) == ("pert", 0.2, "a study of one's own")
    assert list(peaked.problems()) == []
    for prior in (uniform("why"), log_uniform("why"), root_uniform("why"), normal("why", 0.1)):
        assert list(replace(OWN, prior=prior).problems()) == []


@pytest.mark.parametrize(
    ("prior", "message"),
    [
        ("pert", "prior must be made by a function of sim.parameters.priors"),
        (pert(""), "the reason of its prior must be a line of text"),
        (pert("why", mode=0.9), "needs a mode from 0.05 to 0.4, not 0.9"),
        (pert("why", mode="high"), "mode and spread of its prior must be numbers"),  # type: ignore[arg-type]
        (normal("why", spread=0.0), "needs a spread above 0"),
        (Shape("unifrom", "why"), "did you mean 'uniform'"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_prior_is_refused(prior: Shape, message: str) -> None:
    (problem,) = replace(OWN, prior=prior).problems()
    assert message in problem


def test_a_range_that_logarithms_do_not_have_is_refused() -> None:
    (problem,) = replace(OWN, low=0.0, prior=log_uniform("why")).problems()
    assert "needs a range above 0" in problem


def test_a_range_that_is_asked_for_cuts_the_prior_or_is_drawn_from_evenly() -> None:
    prior = DECLARATIONS["intrinsic_motivation"].distribution
    cut = chosen(prior, DECLARED, (0.2, 0.4))
    assert (cut.form, cut.ends) == ("pert", (0.2, 0.4))
    even = chosen(prior, UNIFORM, (0.2, 0.4))
    assert (even.form, even.ends, even.median) == ("uniform", (0.2, 0.4), pytest.approx(0.3))


def test_other_priors_are_refused() -> None:
    assert check_priors("uniform") == UNIFORM
    with pytest.raises(DesignError, match=r"priors = 'unform': .* did you mean 'uniform'"):
        check_priors("unform")
