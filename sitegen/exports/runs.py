"""A reference as runs of text, read from the safe HTML that pages show.

In: phrasing content of our own making. Out: `Run`s and formulas in their order, which each format of `documents` writes
in its own way. What is no letter of the text (elements that it does not know) is passed over; never raises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser

from sitegen.records import dataclass
from sitegen.text import convert

STYLES = {
    "i": "emphasis", "em": "emphasis", "b": "strong", "strong": "strong", "sup": "sup", "sub": "sub", "code": "code",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextStretch:
    """Some text in a style (empty, `emphasis`, `strong`, `sup`, `sub`, `code`, `caps`), or an element with more in it.

    Of a link `address` is where it leads. Of a formula `tex` is its LaTeX, and `text` what a person would type for it.
    """

    text: str = ""
    style: str = ""
    address: str = ""
    tex: str = ""
    children: tuple[TextStretch, ...] = ()


def runs(html: str) -> tuple[TextStretch, ...]:
    """Return the runs of some HTML."""
    reader = _RunReader()
    reader.feed(html)
    reader.close()
    return reader.result()


def written(
    parts: tuple[TextStretch, ...],
    words: Callable[[str], str],
    formula: Callable[[TextStretch], str],
    element: Callable[[TextStretch, str], str],
) -> str:
    """Return runs in one format, from what it makes of words, of a formula, and of an element around finished text."""
    texts = []
    for run in parts:
        if run.tex:
            texts.append(formula(run))
        elif run.style or run.address:
            texts.append(element(run, written(run.children, words, formula, element)))
        else:
            texts.append(words(run.text))
    return "".join(texts)


@lru_cache(maxsize=1 << 12)
def formula_text(tex: str) -> str:
    """Return what a person would type for a formula: `α²`."""
    return convert.phrase(f"${tex}$")[0].plain


@lru_cache(maxsize=1 << 12)
def formula_latex(tex: str) -> str:
    """Return a formula as LaTeX that compiles, with its dollar signs."""
    return convert.latex(f"${tex}$")


class _RunReader(HTMLParser):
    """Reads elements into runs; what is open is a stack of (element, its run without children, its children)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, TextStretch, list[TextStretch]]] = [("", TextStretch(), [])]
        self._maths = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a formula is taken by its LaTeX, and what is inside it passed over."""
        values = {name: value or "" for name, value in attrs}
        if tag == "math" or self._maths:
            if tag == "math" and not self._maths:
                tex = values.get("alttext", "")
                self._add(TextStretch(tex=tex, text=formula_text(tex)) if tex else TextStretch())
            self._maths += tag not in {"br", "img"}
        elif tag == "a":
            self._open.append((tag, TextStretch(address=values.get("href", "")), []))
        elif tag in STYLES:
            self._open.append((tag, TextStretch(style=STYLES[tag]), []))
        elif values.get("class") == "small-caps":
            self._open.append((tag, TextStretch(style="caps"), []))
        elif tag not in {"br", "img"}:
            self._open.append((tag, TextStretch(), []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - our HTML is well nested
        """Close the innermost element."""
        if self._maths:
            self._maths -= 1
        elif len(self._open) > 1:
            _, run, children = self._open.pop()
            if run.style or run.address:
                self._add(TextStretch(run.text, run.style, run.address, children=tuple(children)))
            else:
                self._open[-1][2].extend(children)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._maths:
            self._add(TextStretch(data))

    def result(self) -> tuple[TextStretch, ...]:
        """Return what was read."""
        while len(self._open) > 1:
            self.handle_endtag("")
        return tuple(self._open[0][2])

    def _add(self, run: TextStretch) -> None:
        self._open[-1][2].append(run)
