"""Canonical form of any file says the same, keeps every comment, and stays as it is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import yamlfile
from sitegen.content.canonical import canonical
from sitegen.content.fields import KINDS

TEXTS = st.one_of(
    st.sampled_from(
        [
            "T",
            "no",
            "1.10",
            "2022",
            "it's",
            "a: b",
            "x #y",
            "[x]",
            "über",
            "a, b",
            "'",
            '"',
            "\\nu",
            "https://a.example/#x",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12),
)
ENDS = st.sampled_from(["", "", "", "  # said here", " #"])
ABOVE = st.lists(st.sampled_from(["", "", "# a comment", "#", "    # deep"]), max_size=2)


@st.composite
def _scalar(draw: st.DrawFn, indent: str) -> str:
    text = draw(TEXTS)
    style = draw(st.sampled_from(["single", "double", "plain", "block", "nothing"]))
    if style == "double":
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' + draw(ENDS)
    if style == "plain":
        return draw(st.sampled_from(["T", "no", "1.10", "2022-04", "a b", "C#", "x:y"])) + draw(ENDS)
    if style == "block" and text.strip():
        head = draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
        return f"{head}\n{indent}  x{text}\n" + draw(st.sampled_from(["", f"{indent}   more", f"\n{indent}  # text"]))
    return draw(ENDS) if style == "nothing" else "'" + text.replace("'", "''") + "'" + draw(ENDS)


@st.composite
def _flow(draw: st.DrawFn) -> str:
    inner = ["'a, b'", "x", '"2022"', "[]", "{name: x, note: 'y'}"]
    items = draw(st.lists(st.sampled_from(inner), max_size=3))
    if draw(st.booleans()):
        return f"[{', '.join(items)}]" + draw(ENDS)
    names = draw(st.lists(st.sampled_from(["volume", "name", "note", "zzz", "email"]), unique=True, max_size=3))
    return "{" + ", ".join(f"{name}: x" for name in names) + "}" + draw(ENDS)


@st.composite
def _table(draw: st.DrawFn, indent: str, names: list[str], depth: int, *, inline: bool = False) -> str:
    lines: list[str] = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=5)):
        first = inline and not lines
        above = [] if first else draw(ABOVE)
        lines += [line and indent + line for line in above]
        key = draw(st.sampled_from([name, name, f"'{name}'"]))
        lines.append(("" if first else indent) + f"{key}:" + draw(_value(indent, depth)))
    return "\n".join(lines)


@st.composite
def _value(draw: st.DrawFn, indent: str, depth: int) -> str:
    kind = draw(st.sampled_from(["scalar", "scalar", "flow", "list", "table"] if depth else ["scalar", "flow"]))
    if kind == "scalar":
        return " " + draw(_scalar(indent))
    if kind == "flow":
        return " " + draw(_flow())
    names = ["name", "volume", "note", "orcid", "file", "zzz", "pdf"]
    if kind == "table":
        return "\n" + draw(_table(indent + "  ", names, depth - 1))
    dash = indent + draw(st.sampled_from(["", "  "])) + "- "
    items = []
    for _ in range(draw(st.integers(1, 3))):
        mapping = draw(st.booleans())
        item = draw(
            _table(" " * len(dash), names, depth - 1, inline=True) if mapping else _scalar(dash.replace("-", " "))
        )
        items.append(dash + item)
    return "\n" + "\n".join(items)


@st.composite
def _file(draw: st.DrawFn) -> tuple[str, str]:
    kind = draw(st.sampled_from(["paper", "author", "site"]))
    names = ["title", "name", "authors", "date", "venue", "links", "figures", "extra", "unknown", "nav", "bibtex"]
    head = draw(st.sampled_from(["", "# yaml-language-server: $schema=x\n", "# About this file.\n\n", "---\n"]))
    text = head + draw(_table("", names, 2)) + draw(st.sampled_from(["\n", "", "\n\n", "\n# the end\n"]))
    return kind, text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


@given(_file())
def test_canonical_form(file: tuple[str, str]) -> None:
    """No value changes, no comment is lost, known keys are in order, and a second pass does nothing."""
    kind, text = file
    document = yamlfile.parse(text, "x.yaml")
    if [problem for problem in document.problems if problem.severity == "error"]:
        return
    result = canonical(document, kind)
    again = yamlfile.read(result, "x.yaml")
    assert again.data == document.data
    assert _comments(result) == _comments(text)
    assert canonical(again, kind) == result
    order = [name for name in yamlfile.read(result, "x").data if name in _known(kind)]
    assert order == sorted(order, key=_known(kind).index) or "|+" in text


def _known(kind: str) -> list[str]:
    from sitegen.content.fields import keys

    return list(keys(KINDS[kind]))


def _comments(text: str) -> Counter[str]:
    """Lines that can only be comments, whatever their indentation, and what stands behind values."""
    return Counter(
        word
        for line in text.splitlines()
        for word in ("# a comment", "# deep", "# said here", "# the end")
        if word in line
    )
