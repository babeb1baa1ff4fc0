"""Pieces of TOML, right and wrong: values of every type, keys, tables, and files put together."""

from __future__ import annotations

from hypothesis import strategies as st

Text = st.SearchStrategy[str]

ODD_STRINGS = (
    '""', '" "', '"\\u0000"', '"\\u001b[2J"', '"\\n\\r\\t"', "'''a\nb'''", '"\\U0001F600"',
    '"\\u202e"', '"nan"', '"0.5"', '"all"', '"' + "x" * 500 + '"', '"' + "long " * 20_000 + '"',
    '"é" ', '"%s {0} $HOME"', '"<b>"', '"~"', '"/"', '"."', '".."', '"../.."', '"\\\\"',
)  # fmt: skip

ODD_NUMBERS = (
    "0", "1", "-1", "2", "3", "-0.0", "0.0", "0.5", "1.0", "1e308", "-1e308", "1e400", "5e-324",
    "1e-320", "nan", "-nan", "inf", "-inf", "9223372036854775807", "9223372036854775808",
    "-9223372036854775809", "9" * 400, "9" * 5_000, "0x" + "f" * 20, "0x" + "f" * 5_000,
    "0b" + "1" * 20_000, "1_000", "0o17", "00", "1.", ".5", "1e", "1e5", "500", "6000", "20000001",
)  # fmt: skip

ODD_OTHERS = (
    "true", "false", "True", "none", "", "2020-01-01", "2020-01-01T00:00:00Z", "25:61:00",
    "07:32:00", "9999-12-31T23:59:59.999999+23:59", "0000-00-00", "[]", "[1, 'a', nan]", "[[]]",
    "{}", "{a = 1}", "{a = {b = {c = 1}}}", "[{}]", "[" * 60 + "]" * 60, "[" * 3_000,
    "{a=" * 200 + "1" + "}" * 200, "[" + "1," * 5_000 + "]", "{toml = 1.0}",
    "[" + '"x",' * 300 + "]",
)  # fmt: skip

ODD_KEYS = (
    '""', '" "', '"a b"', '"\\u0000"', '"\\u001b[31m"', '"a\\nb"', '"../x.toml"', '"/dev/zero"',
    '"/dev/tty"', '"pipe.toml"', '"folder.toml"', '"round.toml"', '"x/y"', '"\\\\"', "é", "a.b.c",
    '"' + "k" * 400 + '"', '"' + "k" * 100_000 + '"', '"' + "k" * 300 + '.toml"',
    ".".join("a" * 1_500), '"\\ud800"', "1", "-", "'quoted'", '"bakery.toml"', '"./bakery.toml"',
    '"~/x.toml"', '"~nobody/x.toml"', '"sound.toml"', '"a\\u0000.toml"',
)  # fmt: skip


def quoted(text: str) -> str:
    """Return a text as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def numbers(low: float, high: float) -> Text:
    """Return texts of numbers in a range, its ends among them."""
    ends = st.sampled_from([low, high])
    within = st.floats(low, high, allow_nan=False, allow_infinity=False)
    return st.one_of(ends, within).map(repr)


odd_values: Text = st.one_of(
    st.sampled_from(ODD_STRINGS),
    st.sampled_from(ODD_NUMBERS),
    st.sampled_from(ODD_OTHERS),
    st.integers().map(str),
    st.floats().map(repr),
    st.text(max_size=8).map(quoted),
)
"""Values of every type, few of which suit anything."""


def keys(known: list[str]) -> Text:
    """Return keys, mostly odd ones: misspelled, empty, endless, in need of quotes."""
    misspelled = st.builds(
        lambda name, place: name[: place % len(name)] + name[place % len(name) + 1 :] or "x",
        st.sampled_from(known),
        st.integers(0, 40),
    ).map(lambda name: name if name.isidentifier() else quoted(name))
    return st.one_of(st.sampled_from(known), misspelled, st.sampled_from(ODD_KEYS))


def entry(key: str, value: str) -> str:
    """Return a line of a file."""
    return f"{key} = {value}"


@st.composite
def table(
    draw: st.DrawFn, valid: dict[str, Text], known: list[str], most: int, oddness: float
) -> list[str]:
    """Return the lines of a table.

    Parameters
    ----------
    draw : callable
    valid : dict of str to strategy
        Values that suit each key.
    known : list of str
        Keys of this and of other tables.
    most : int
        Lines at most.
    oddness : float
        Share of lines in which key or value is an odd one.
    """
    lines = []
    chosen = draw(st.lists(st.sampled_from(sorted(valid)), max_size=most, unique=True))
    for key in chosen:
        values = valid[key]
        if draw(st.integers(0, 99)) < 100 * oddness:
            values = odd_values
        lines.append(entry(key, draw(values)))
    if draw(st.integers(0, 99)) < 100 * oddness:
        place = draw(st.integers(0, len(lines)))
        lines.insert(place, entry(draw(keys(known)), draw(odd_values)))
    return lines
