r"""Texts that any source may send and that say nothing, or never end: the site is built, and the text is named."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.check.recipe import CheckRequest, check
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from sitegen.text.convert import abstract, latex, phrase, prose
from sitegen.text.delimiters import unclosed
from tests.costs import assert_costs_less
from tests.making import write_site

OPEN = {
    "square": "[" * 40, "round": "(" * 60, "braces": r"\{" * 40, "left": r"\left(" * 40, "below": "_((" * 20,
    "angle": r"\langle " * 40, "floor": r"\lfloor " * 40, "bars": r"\lvert " * 40, "big": r"\bigl[" * 40,
    "two kinds": "([" * 200, "above": "x^{[" * 30, "groups": "[{" * 40, "closed groups": "{[}" * 40,
    "rows": r"[\\" * 40, "fences": "⟨" * 40, "corners": r"\ulcorner" * 40, "dollars": "$" * 40, "pairs": "$x" * 40,
    "one brace": "{" * 60,
}  # fmt: skip
"""Formulas whose brackets nothing closes."""
NOTHING = (
    "<br>", "{}", "&nbsp;", "<!-- a comment -->", "\u200b", "\u00a0", "{{}}", "<p></p>", "<i> </i>", "~", "\\", r"\par",
    "&#8203;", "\u2060", r"\vspace{1em}", r"$\,$", r"$\phantom{x}$", r"\label{x}", r"\noindent", "\u00ad", r"\\",
    r"\begin{itemize}\end{itemize}", "<script>x()</script>", "<ul><li></li></ul>",
)  # fmt: skip
"""Texts with nothing to read in them."""


@pytest.mark.parametrize("brackets", OPEN.values(), ids=OPEN.keys())
def test_brackets_that_nothing_closes_cost_no_time(brackets: str) -> None:
    """Such a formula is shown as TeX, or read, in a moment, in a title, in an abstract and in Markdown."""
    texts = (f"${brackets}$", f"Of ${brackets} x$ and more", brackets)
    assert_costs_less(lambda: [read(text) for text in texts for read in (phrase, abstract, prose, latex)], 2)


def test_a_formula_that_cannot_be_read_in_time_is_shown_and_named() -> None:
    """The reader sees what was typed; the author is told which formula it is."""
    text, troubles = phrase(f"Of ${'[' * 40}$")
    assert '<code class="math-raw">[[[[' in text.html
    assert troubles[0].sentence.startswith("the formula “[[[[")
    assert "bracket" in troubles[0].hint


def test_no_formula_defines_what_it_then_repeats() -> None:
    r"""`\def` could hide a bracket from whoever counts."""
    started = time.process_time()
    assert "math-raw" in phrase(r"$\def\zz{[[[[[[[[}" + r"\zz" * 9 + "$")[0].html
    assert "math-raw" in phrase(r"$\let\zz=[" + r"\zz " * 60 + "$")[0].html
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("f(x) \\in [0, 1)", 0), (r"\left( x \right] + \{ y \}", 0), (r"\left. [ \right)", 1), ("(((", 3), ("{(}(", 2),
        (r"\langle x \rangle ⟨ y ⟩", 0), (r"\Bigl\{ x", 1), (r"\\[2pt] (", 1), ("( { ) }", 1), (r"\limits x", 0),
    ],
)  # fmt: skip
def test_brackets_are_counted_as_formulas_have_them(formula: str, count: int) -> None:
    """Any closing bracket closes any opening one, but only within the same braces."""
    assert unclosed(formula) == count


@pytest.mark.parametrize("nothing", NOTHING)
def test_what_reads_as_nothing_is_empty_in_every_form(nothing: str) -> None:
    """No empty paragraph, no line break and no formula of spaces is left of it."""
    for convert in (phrase, abstract):
        text, _ = convert(nothing)
        assert (text.html, text.plain, text.has_maths) == ("", "", False)
    assert latex(nothing).strip("$") in {"", r"\,", r"\phantom{x}"}


def _site(root: Path, **texts: str) -> Path:
    papers = {
        f"papers/{name}.yaml": f"title: {_typed(title)}\nauthors: [Ada Lovelace]\ndate: 2020-01-02\n"
        f"abstract: {_typed(body)}\ncomments: {_typed(body)}\nnote: {_typed(body)}\nvenue: {_typed(title)}\n"
        for name, text in texts.items()
        for title, body in ((text, text),)
    }
    return write_site(root, papers, base_url="https://ada.test/lab/")


def _typed(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_a_site_with_texts_of_nothing_is_built_and_each_is_named(tmp_path: Path) -> None:
    """The good paper is there; every empty text has a warning with its file and line."""
    texts = {f"p{number}": text for number, text in enumerate(NOTHING)}
    root = _site(tmp_path, **texts)
    built = build(root, BuildRequest(output=tmp_path / "output", jobs=1))
    warnings = [str(problem) for problem in built.warnings]
    assert "First paper" in (tmp_path / "output/papers/first/index.html").read_text(encoding="utf-8")
    for name in texts:
        title, empty = f"content/papers/{name}.yaml:1:8: title: ", "there is nothing to read in it"
        assert f"{title}{empty}; it is shown as it was typed" in warnings
        assert f"content/papers/{name}.yaml:4:11: abstract: {empty}; it is left out" in warnings
    assert "&lt;br&gt;</h1>" in (tmp_path / "output/papers/p0/index.html").read_text(encoding="utf-8")
    assert "U+200B" in (tmp_path / "output/papers/p4/index.html").read_text(encoding="utf-8")


def test_a_site_with_endless_formulas_is_built_and_checked_in_time(tmp_path: Path) -> None:
    """Nineteen of them, as titles and as abstracts, beside a good paper."""
    started = time.process_time()
    root = _site(tmp_path, **{f"p{number}": f"A ${text}$" for number, text in enumerate(OPEN.values())})
    build(root, BuildRequest(output=tmp_path / "output", jobs=1))
    check(root, CheckRequest(jobs=1), {})
    assert (tmp_path / "output/papers/first/index.html").is_file()
    assert time.process_time() - started < 20
