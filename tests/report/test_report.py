"""Reports: whole, honest, readable by machines and people, and they fetch nothing."""

import dataclasses
import re
from itertools import pairwise

import pytest

import sim
from sim.errors import ResultsError
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.report import document_of
from sim.text import html
from sim.text.labels import heading_of
from sim.vocabulary import LONG_RUN
from tests.report.page import Page
from tests.support.synthetic import synthetic_comparison, synthetic_run
from tests.support.synthetic_experiments import SYNTHETIC, synthetic_sensitivity, synthetic_sweep

KINDS = {
    "run": synthetic_run,
    "comparison": lambda: synthetic_comparison(replicates=4, months=96),
    "comparison of one replicate": lambda: synthetic_comparison(replicates=1, months=12),
    **SYNTHETIC,
    "screening": lambda: synthetic_sensitivity("morris"),
    "stopped sweep": lambda: synthetic_sweep(done=7),
}


@pytest.fixture(scope="module", params=KINDS)
def written(request, tmp_path_factory):
    return sim.report(KINDS[request.param](), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=4, months=96)


@pytest.fixture(scope="module")
def page(comparison):
    return Page(html.render(document_of(comparison)))


def _with_few_figures(result):
    """Return a comparison of which only the tables that its words need are left."""
    names = ("channel_path", "people", "jobs")
    empty = {name: getattr(result, name).iloc[:0] for name in names}
    return dataclasses.replace(result, **empty)


def _page(written):
    return Page(written.html.read_text(encoding="utf-8"))


def test_a_page_fetches_nothing(written):
    page = _page(written)
    for address in page.addresses():
        assert address.startswith(("#", "data:")), address[:60]
    text = written.html.read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|<script|https?://", text)


def test_every_picture_has_a_text_and_every_document_a_language_and_a_title(written):
    page = _page(written)
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("img")
    for image in page.all("img"):
        assert len(image["alt"]) > 40
        assert not re.search(r"\bnan\b", image["alt"])


def test_headings_are_in_order_and_the_contents_lead_to_them(written):
    page = _page(written)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert {link["href"].removeprefix("#") for link in page.all("a")} <= anchors


def test_question_answer_assumptions_and_origin_are_always_there(written):
    text = _page(written).text
    for heading in (
        "The question",
        "The answer",
        "What it rests on",
        "Where these numbers come from",
        "are assumed",
        "Seed",
    ):
        assert heading in text
    assert not re.search(r"\bnan\b|\bNone\b", text)


def test_the_markdown_says_the_same_and_its_pictures_exist(written):
    text = written.markdown.read_text(encoding="utf-8")
    page = _page(written)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == [heading for heading in headings if heading in page.text]
    for place in re.findall(r"!\[.*?\]\((.*?)\)", text):
        assert (written.markdown.parent / place).is_file()
    assert len(re.findall(r"!\[", text)) == len(page.all("img")) == len(written.figures)
    for line in re.findall(r"^\|.*$", text, re.MULTILINE):
        assert line.endswith("|")


@pytest.mark.parametrize("kind", ["run", "frontier"])
def test_the_same_result_gives_the_same_page(kind, tmp_path):
    result = dataclasses.replace(KINDS[kind]())
    first, second = (
        sim.report(result, tmp_path / name).markdown.read_bytes() for name in ("a", "b")
    )
    dates = re.compile(rb"\| Computed \|.*")
    assert dates.sub(b"", first) == dates.sub(b"", second)


def test_the_headline_is_the_number_of_the_table(comparison, page):
    share = relative_difference_in(comparison, "output_per_hour", LONG_RUN).as_percentage()
    (lead,) = re.findall(
        r"Output per hour is .* in the long run \(months 37 to 96\)", page.text.replace("\xa0", " ")
    )
    assert f"{abs(share.difference):.1f} % higher [{share.low:+.1f} to {share.high:+.1f} %" in lead


def test_every_indicator_stands_in_the_table_with_its_interval(comparison, page):
    rows = {row[0]: row for row in page.table("Means over replicates, long run")}
    table = comparison.differences
    table = table[table["horizon"] == LONG_RUN].set_index("indicator")
    for indicator in ("effort", "alienation", "wealth_gini"):
        expected = table.loc[indicator]
        cells = rows[heading_of(indicator)]
        assert float(cells[1]) == pytest.approx(expected["mean_a"], abs=5e-4)
        assert float(cells[2]) == pytest.approx(expected["mean_b"], abs=5e-4)
        numbers = [float(x) for x in re.findall(r"[-+]?\d+\.\d+", cells[3])]
        assert numbers == pytest.approx(
            [expected["difference"], expected["low"], expected["high"]], abs=5e-4
        )
        assert cells[3].endswith("*") == (expected["low"] > 0 or expected["high"] < 0)
    assert len(rows) == 1 + len(table)


def test_channels_stand_in_the_table_and_sum_to_the_total(comparison, page):
    rows = {row[0]: row for row in page.table("Channels of the gap in output per hour")}
    parts = {
        name: float(re.match(r"[-+]?\d+\.\d", rows[name][2]).group())
        for name in ("Efficiency", "Motivation", "Skills", "Technology", "Total")
    }
    total = parts.pop("Total")
    assert sum(parts.values()) == pytest.approx(total, abs=0.25)
    exact = channel_of(comparison, "output_per_hour", LONG_RUN, "total")
    assert total == pytest.approx(exact.difference, abs=0.05)


def test_parameters_stand_with_value_range_and_source(page):
    rows = page.table("All parameters")
    assert len(rows) == 1 + len(sim.parameters())
    declared = sim.parameters().set_index("name").loc["intrinsic_motivation"]
    row = next(row for row in rows if row[0] == "intrinsic_motivation")
    assert row[3] == f"{declared['low']:g} to {declared['high']:g}"
    assert row[-1] == declared["source"]


def test_the_count_of_assumed_parameters_is_that_of_the_declarations(page):
    table = sim.parameters()
    assumed = int(table["source"].str.startswith("assumed").sum())
    assert f"and {assumed} are assumed" in page.text
    assert f"{len(table)} parameters" in page.text


def test_parameters_that_differ_are_listed_for_both_sides():
    changed = _with_few_figures(synthetic_comparison(2, 24, b="critics"))
    rows = Page(html.render(document_of(changed))).table("Parameters that were varied or differ")
    assert rows[0][1].startswith("In ")
    listed = {row[0] for row in rows[1:]}
    assert listed == set(changed.b.overrides)


def test_surgeon_and_janitor_are_described_in_words(page):
    texts = [image["alt"] for image in page.all("img")]
    (hospital,) = [text for text in texts if text.startswith("Hospital")]
    assert "The surgeon: before, 100 % surgery and diagnosis" in hospital
    assert "The janitor: before, 100 % cleaning, food and transport" in hospital


def test_a_stopped_sweep_says_what_is_missing():
    text = Page(html.render(document_of(synthetic_sweep(done=7)))).text
    assert "This is not complete: 5 of 12 runs are missing" in text
    nothing = Page(html.render(document_of(synthetic_sweep(done=0)))).text
    assert "no run is finished" in nothing


def test_failed_runs_are_listed_with_their_error_as_text():
    page = Page(html.render(document_of(synthetic_sweep(failed=2))))
    assert "2 of 12 runs ended in an error" in page.text
    assert page.table("Runs that ended in an error")[1][2] == "ValueError: <made up> & strange"


def test_failed_replicates_and_a_stop_are_said():
    broken = synthetic_comparison(3, 24, failures=[(3, "boom")], unfinished=1)
    page = Page(html.render(document_of(_with_few_figures(broken))))
    assert "1 of 5 replicates ended in an error" in page.text
    assert "1 of 5 replicates is missing" in page.text
    assert {"class": "warning"} in page.all("p")


def test_the_verdict_leads_with_the_probability_of_the_table():
    result = SYNTHETIC["verdict"]()
    page = Page(html.render(document_of(result)))
    row = result.probabilities[
        (result.probabilities["measure"] == "output_per_hour")
        & (result.probabilities["horizon"] == "year_20")
    ].iloc[0]
    text = page.text.replace("\xa0", " ")
    assert f"after 20 years in {100 * row['probability']:.0f} % [{100 * row['low']:.0f}," in text
    decides, *_ = re.findall(r"What decides it most, by the total index: (.*?)\. ", text)
    named = [decides.index(name) for name in ("intrinsic mo", "complexity scale", "meeting hours")]
    assert named == sorted(named)
    header, first, *_ = page.table("Share of draws in which")
    assert header[-1].startswith("Year 20")
    assert first[-1].replace("\xa0", " ").startswith(f"{100 * row['probability']:.0f}")


def test_varied_parameters_are_shown_with_their_range():
    page = Page(html.render(document_of(SYNTHETIC["frontier"]())))
    rows = {row[0]: row for row in page.table("Parameters that were varied")}
    assert rows["complexity_scale"][1] == "varied: 0.5 to 1.5"


def test_a_report_goes_into_the_folder_of_the_results_unless_told_otherwise(tmp_path):
    folder = tmp_path / "results"
    sim.results.save(synthetic_run(), folder)
    written = sim.report(folder)
    assert written.html == folder / "report.html"
    assert all(path.parent == folder / "figures" for path in written.figures)
    elsewhere = sim.report(folder, tmp_path / "elsewhere")
    assert elsewhere.html.read_bytes() == written.html.read_bytes()


def test_new_results_in_a_folder_remove_the_report_on_the_old_ones(tmp_path):
    sim.results.save(synthetic_run(), tmp_path)
    report = sim.report(tmp_path)
    sim.results.save(synthetic_run(), tmp_path)
    assert not report.html.exists()
    assert not report.markdown.exists()


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ResultsError, match="holds no complete results"):
        sim.report(tmp_path)
    with pytest.raises(ResultsError, match="there is no folder"):
        sim.report(tmp_path / "missing")
