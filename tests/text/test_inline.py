"""What may stand inside running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.text.inline import inline


def _marked(text: str) -> str:
    return inline(
        text,
        plain=str.upper,
        code=lambda typed: f"<{typed}>",
        link=lambda words, place: f"{{{words}|{place}}}",
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("run `demo --all` now", "RUN <demo --all> NOW"),
        ("see [the facts](evidence.md#facts).", "SEE {the facts|evidence.md#facts}."),
        ("[a, b] (c)", "[A, B] (C)"),
        ("+1.2 [0.9, 1.5](x y)", "+1.2 [0.9, 1.5](X Y)"),
        ("[x](https://example.org)", "[X](HTTPS://EXAMPLE.ORG)"),
        ("a ` alone", "A ` ALONE"),
        ("``", "``"),
        ("", ""),
    ],
)
def test_code_and_links_are_told_from_text(text, marked):
    assert _marked(text) == marked


@given(st.text())
def test_no_letter_is_lost(text):
    same = inline(text, str, lambda typed: f"`{typed}`", lambda words, place: f"[{words}]({place})")
    assert same == text
