"""Files that were once right: damaged by an editor, a transfer, a disk or a cat on the keyboard."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

SYNTAX = "[]{}=.,\"'#\\\n\r\t 0123456789abcdefxeEinfTZ+-_:é\x00\x7f\ufeff"
"""Characters that mean something in TOML, or are known for trouble."""


def _encoded(content: bytes, kind: str) -> bytes:
    """Return the content as another program would have saved it."""
    text = content.decode("utf-8", "replace")
    forms = {
        "BOM": b"\xef\xbb\xbf" + content,
        "BOM twice": b"\xef\xbb\xbf" * 2 + content,
        "UTF-16": text.encode("utf-16", "surrogatepass"),
        "UTF-16 without mark": text.encode("utf-16-le", "surrogatepass"),
        "Latin-1": (text + "# café").encode("latin-1", "replace"),
        "CRLF": content.replace(b"\n", b"\r\n"),
        "CR": content.replace(b"\n", b"\r"),
        "NUL": content.replace(b" ", b"\x00"),
        "one line": content.replace(b"\n", b" "),
        "no blanks": content.replace(b" ", b""),
        "capitals": content.upper(),
        "gone": b"",
    }
    return forms[kind]


ENCODINGS = ("BOM", "BOM twice", "UTF-16", "UTF-16 without mark", "Latin-1", "CRLF", "CR", "NUL",
             "one line", "no blanks", "capitals", "gone")  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, files: list[Path], tokens: list[str]) -> bytes:
    """Return one of some files after a few accidents.

    Parameters
    ----------
    draw : callable
    files : list of Path
    tokens : list of str
        Texts that words and numbers may be replaced with.
    """
    content = draw(st.sampled_from(files)).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["delete", "double", "swap", "truncate", "splice", "change",
                                     "insert", "line", "token", "token", "encode"]))  # fmt: skip
        place = draw(st.integers(0, max(len(content), 1)))
        length = draw(st.integers(1, 40))
        piece = content[place : place + length]
        before, after = content[:place], content[place + length :]
        if kind == "delete":
            content = before + after
        elif kind == "double":
            content = before + piece + piece + after
        elif kind == "swap":
            content = before + piece[::-1] + after
        elif kind == "truncate":
            content = before
        elif kind == "splice":
            other = draw(st.sampled_from(files)).read_bytes()
            content = before + other[draw(st.integers(0, len(other))) :]
        elif kind == "change":
            content = before + draw(st.binary(min_size=1, max_size=3)) + after
        elif kind == "insert":
            text = draw(st.text(SYNTAX, min_size=1, max_size=4))
            content = before + text.encode() + piece + after
        elif kind == "line":
            lines = content.split(b"\n")
            chosen = lines.pop(place % len(lines))
            lines.insert(
                length % (len(lines) + 1), chosen if length % 3 else chosen + b"\n" + chosen
            )
            content = b"\n".join(lines)
        elif kind == "token":
            words = content.split(b" ")
            words[place % len(words)] = draw(st.sampled_from(tokens)).encode()
            content = b" ".join(words)
        else:
            content = _encoded(content, draw(st.sampled_from(ENCODINGS)))
    return content


raw_bytes = st.one_of(
    st.binary(max_size=200),
    st.text(SYNTAX, max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
"""Bytes without any plan, half of them characters that mean something in TOML."""
