"""The verdict in words: it follows the numbers, in either direction."""

import dataclasses

import pytest

from sim.results import verdict_text
from sim.scenario import load_scenario
from tests.support.synthetic import synthetic_comparison


def _words(**settings):
    return " ".join(verdict_text(synthetic_comparison(**settings)).split())


def _long_run(text):
    return text.partition("Long run")[2].partition("Transition")[0]


def test_more_output_under_b_is_reported_as_higher_with_its_interval():
    comparison = synthetic_comparison(months=240)
    text = _long_run(" ".join(verdict_text(comparison).split()))
    assert "(months 181 to 240): output per hour is 7.9 % higher [+7." in text
    assert 'under "Participatory economy" than under "Capitalism".' in text


def test_less_output_under_b_is_reported_as_lower():
    text = _words(effect=-1.0)
    assert " % lower [-" in _long_run(text)
    assert "higher" not in _long_run(text).partition("Output per head")[0]


def test_the_words_mirror_when_the_effect_does():
    better, worse = _words(effect=1.0), _words(effect=-1.0)
    assert "The largest gain is in motivation, the largest loss in efficiency." in better
    assert "The largest gain is in efficiency, the largest loss in motivation." in worse
    assert "alienation falls for all fifths" in better
    assert "alienation rises for all fifths" in worse


def test_an_interval_that_contains_zero_is_called_undecided():
    text = _long_run(_words(effect=0.0, dip=0.0))
    assert "undecided" in text
    assert "these runs do not show which is more productive" in text


def test_identical_regimes_are_called_the_same():
    comparison = synthetic_comparison()
    zeros = comparison.differences.copy()
    columns = ["difference", "low", "high", "relative", "relative_low", "relative_high"]
    zeros[columns] = 0.0
    fifths = comparison.quintiles.assign(difference=0.0, low=0.0, high=0.0)
    same = dataclasses.replace(comparison, differences=zeros, quintiles=fifths)
    text = " ".join(verdict_text(same).split())
    assert "output per hour is exactly the same" in text
    assert "income is the same for all fifths; alienation is the same for all fifths" in text
    assert "undecided" not in text


def test_a_loss_that_turns_into_a_gain_is_called_so():
    assert "costs output at first and pays later" in _words(dip=0.2)


def test_a_gain_that_turns_into_a_loss_is_called_so():
    assert "pays at first and costs output later" in _words(effect=-1.0, dip=-0.2)


def test_no_turn_is_reported_when_both_horizons_agree():
    text = _words(dip=0.0)
    assert "at first" not in text


def test_a_single_replicate_gives_an_estimate_and_no_verdict():
    text = _words(replicates=1)
    assert "simulated once" in text
    assert "luck and effect cannot be told apart" in text
    assert "[" not in text
    assert "for 1 replicate." in text


def test_the_number_of_replicates_and_its_limits_are_said():
    text = _words(replicates=6)
    assert "for 6 replicates" in text
    assert "under the assumptions of these two scenarios" in text
    assert "not doubt about its parameters" in text


def test_failed_and_missing_replicates_are_said():
    text = _words(replicates=3, failures=[(3, "x"), (4, "y")], interrupted=True)
    assert "2 of 5 replicates failed and are left out." in text
    assert "Stopped early: 3 of 5 replicates are done." in text


def test_a_short_run_is_called_short():
    assert "The run is short: its long run is only the months 7 to 24." in _words(months=24)
    assert "The run is short" not in _words(months=120)


def test_channels_are_named_with_their_sum():
    text = _words()
    for name in ("efficiency -", "motivation (effort) +", "skills ", "technology +", "together +"):
        assert name in text


def test_no_replicate_gives_no_verdict():
    comparison = synthetic_comparison(failures=[(6, "x")], interrupted=True)
    empty = dataclasses.replace(comparison, monthly=comparison.monthly.iloc[:0])
    text = verdict_text(empty)
    assert text.startswith("No verdict: no replicate finished.")


@pytest.mark.parametrize(
    ("a", "b"),
    [("capitalism", "rotation"), ("parecon", "capitalism"), ("cooperative", "parecon_no_balance")],
)
def test_any_two_scenarios_are_called_by_their_titles(a, b):
    text = _words(a=a, b=b)
    first, second = load_scenario(a).title, load_scenario(b).title
    assert text.startswith(f"{second} against {first}: ")
    assert f'under "{second}" than under "{first}"' in text


def test_two_variants_of_one_scenario_are_told_apart():
    a = load_scenario("parecon", months=120)
    b = load_scenario("parecon", months=120, meeting_hours=0.08)
    text = _words(a=a, b=b)
    assert 'under "Participatory economy (b)" than under "Participatory economy (a)"' in text


@pytest.mark.parametrize("settings", [{}, {"replicates": 1}, {"effect": -1.0}, {"months": 12}])
def test_lines_are_short_enough_for_a_terminal(settings):
    text = verdict_text(synthetic_comparison(**settings))
    assert max(map(len, text.splitlines())) <= 88
    assert "nan" not in text


def test_a_number_is_never_parted_from_its_per_cent_sign():
    text = verdict_text(synthetic_comparison())
    assert not any(line.startswith("%") for line in text.splitlines())
