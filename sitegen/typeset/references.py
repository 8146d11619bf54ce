"""References in any style, formatted by pandoc.

In: papers as CSL-JSON items, the same that the site publishes, and a style. Out: the references, each as safe HTML
(italics, bold, small caps, raised and lowered signs, links) and as plain text. Nothing that pandoc writes is markup
here: its document tree is read, and every element is one of ours. One run for all papers; no entry depends on another.
Source: https://pandoc.org/MANUAL.html#citations, https://hackage.haskell.org/package/pandoc-types.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sitegen.errors import SitegenError
from sitegen.model import Text
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.addresses import link
from sitegen.text.markup import escape, has_right_to_left
from sitegen.typeset import pandoc
from sitegen.typeset.styles import Style

_ELEMENTS = {
    "Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "Underline": "span", "Strikeout": "span",
    "SmallCaps": 'span class="small-caps"',
}  # fmt: skip
_SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RIGHT_TO_LEFT = regex(f"{_LETTER}(?:[^A-Za-z0-9<>&]*{_LETTER})*")
_UNUSED = ("abstract", "keyword")
"""What hardly a style prints, and makes most of an item."""


class Run(NamedTuple):
    """A run of a reference in both its forms."""

    html: str
    plain: str


def references(items: Sequence[dict[str, Any]], style: Style) -> list[Text]:
    """Return the references of `items`, in their order.

    Raises `SitegenError` where pandoc is not installed, or does not make what was asked for.
    """
    if not items:
        return []
    unused = [name for name in _UNUSED if f'variable="{name}"' not in style.csl]
    numbered = [
        {**{key: value for key, value in item.items() if key not in unused}, "id": f"p{number}"}
        for number, item in enumerate(items)
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "style.csl"
        file.write_text(style.csl, encoding="utf-8")
        made = pandoc.convert(json.dumps(numbered), "csljson", "json", ("--citeproc", "--csl", str(file)))
    entries = dict(_entries(json.loads(made)["blocks"]))
    if missing := [items[number].get("id", "") for number in range(len(items)) if f"ref-p{number}" not in entries]:
        raise SitegenError(f"pandoc made no reference of {', '.join(map(str, missing[:5]))} in the style {style.name}")
    return [entries[f"ref-p{number}"] for number in range(len(items))]


def _entries(blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Text]]:
    for block in blocks:
        if block["t"] != "Div":
            continue
        (name, classes, _), inner = block["c"]
        if "csl-entry" in classes:
            yield name, _text(inner)
        else:
            yield from _entries(inner)


def _text(blocks: Sequence[dict[str, Any]]) -> Text:
    runs = [_runs(block["c"]) for block in blocks if block["t"] in {"Para", "Plain"}]
    html = " ".join(" ".join(run.html for run in runs).split())
    plain = " ".join(" ".join(run.plain for run in runs).split())
    return Text(plain, html, plain)


def _runs(nodes: Sequence[dict[str, Any]]) -> Run:
    """Return nodes of one line; neighbouring words are one run, for only then it is seen which way they run."""
    parts: list[Run] = []
    words = ""
    for node in nodes:
        if node["t"] == "Str":
            words += node["c"]
        elif node["t"] in _SPACES:
            words += " "
        else:
            parts += (_words(words), _element(node))
            words = ""
    parts.append(_words(words))
    return Run("".join([part.html for part in parts]), "".join([part.plain for part in parts]))


def _words(words: str) -> Run:
    html = escape(words)
    if has_right_to_left(words):
        html = _RIGHT_TO_LEFT.sub(lambda run: f"<bdi>{run[0]}</bdi>", html)
    return Run(html, words)


def _element(node: dict[str, Any]) -> Run:
    kind: str = node["t"]
    value: Any = node.get("c")
    if kind in _ELEMENTS:
        inner, element = _runs(value), _ELEMENTS[kind]
        return Run(f"<{element}>{inner.html}</{element.split()[0]}>", inner.plain)
    if kind == "Link":
        inner, address = _runs(value[1]), link(value[2][0])
        return (
            Run(f'<a href="{escape(address).replace(chr(34), "&quot;")}">{inner.html}</a>', inner.plain)
            if address
            else inner
        )
    if kind == "Quoted":
        opens, closes = "‘’" if value[0]["t"] == "SingleQuote" else "“”"
        inner = _runs(value[1])
        return Run(f"{opens}{inner.html}{closes}", f"{opens}{inner.plain}{closes}")
    if kind in {"Span", "Cite"}:
        return _runs(value[1])
    return _words(value[1]) if kind in {"Code", "Math"} else Run("", "")
