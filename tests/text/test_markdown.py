"""A document as Markdown: all of it, with nothing taken for a mark that is none."""

from sim.text.document import Code, Document, Paragraph, Section, Table
from sim.text.markdown import figure_file, render
from tests.text.sample import document

EXPECTED = """\
# Participatory economy against Capitalism

Paired comparison, 20 replicates

*Assumptions: critics (28 of 110 changed); meeting_hours = 0.1 instead of 0.05*

## The question

What happens to output?

## The answer

**Output per hour is 3.0 % lower [-3.6 to -2.4 %] under Parecon than under Capitalism in the long \
run (months 181 to 240).**

**2 of 22 replicates failed and are left out.**

*What changes*

|   |   |
| --- | ---: |
| output per hour | -3.0 % [-3.6, -2.4] |
| effort | +16.2 % [+14.1, +18.0] |
| alienation | -30.0 % [-33.0, -27.0] |
| inequality | +0.2 % [-0.5, +0.9] |

In brackets the 95 % interval.

- This holds for `critics` alone.
- See [Evidence](evidence.md).

```sh
balanced-jobs compare capitalism parecon --assumptions critics --workers 2000 --months 240
```

## All indicators

*All indicators, long run*

| Indicator | Capitalism | Parecon | Difference |
| --- | ---: | ---: | ---: |
| Output per hour | 0.743 | 0.721 | -0.022 [-0.028, -0.016] \\* |
| Effort | 0.631 | 0.731 | +0.100 [+0.090, +0.110] \\* |
| Unemployment | 5.2 % | 4.1 % | -1.1 pp [-1.6, -0.6] \\* |
| Wealth inequality (Gini) | 0.400 | 0.310 | 0.000 [-0.001, +0.001] |

In brackets the 95 % interval. \\* The 95 % interval does not contain zero.

![Output falls by 3 %.](figures/paths.png)

How it goes, in 1 % steps.

### How to repeat it

```python
import sim
```

**The figure map cannot be drawn: no run is finished.**
"""


def test_the_whole_document():
    assert render(document()) == EXPECTED


def test_figures_stand_where_they_are_said_to_be():
    text = render(document(), lambda picture: f"images/{picture.name}.svg")
    assert "](images/paths.svg)" in text
    assert figure_file(document().pictures[0]) == "figures/paths.png"


def test_figures_can_be_left_out():
    text = render(document(), figures=False)
    assert "![" not in text
    assert "Figure paths: How it goes, in 1 % steps." in text
    assert "Figure map: A map." in text


def test_text_is_never_taken_for_markup():
    table = Table("a*b", ("x|y",), (("ValueError: <made up> & `odd` | *",),), (False,))
    whole = Document(
        "<b>title</b>",
        "S",
        (
            Section("2 < 3 * 4", (Paragraph("5 < 6, 2 * 3 and <i>, `a*b`"), table)),
            Section("Code", (Code("```\nfence"),)),
        ),
    )
    text = render(whole)
    assert "# \\<b>title\\</b>\n" in text
    assert "## 2 < 3 \\* 4\n" in text
    assert "5 < 6, 2 \\* 3 and \\<i>, `a*b`\n" in text
    assert "*a\\*b*\n" in text
    assert "| x\\|y |" in text
    assert "| ValueError: \\<made up> & \\`odd\\` \\| \\* |" in text
    assert "````\n```\nfence\n````" in text
