r"""No text, page or drawing that a stranger sends costs more than its length, whatever repeats in it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from sitegen.images.cleaning import BrokenError
from sitegen.images.vector import tidy
from sitegen.pull.figures.archive import Archive
from sitegen.pull.figures.eprint import find
from sitegen.pull.figures.html import PageError
from sitegen.pull.figures.html import find as find_on_page
from tests.costs import assert_in_proportion

TEX = [
    "[", "{", "{$", "$", r"\[", r"\{", r"\begin{figure}", r"\begin{figure}\caption{a}\end{figure}", r"\caption{",
    r"\caption[", r"\includegraphics{a}", r"\includegraphics[", r"\includegraphics[{", r"\newcommand{\a}{",
    r"\def\a{\a}",
    r"\iffalse", r"\verb|", r"\begin{verbatim}", r"\begin{comment}", r"\url{a%", "%\n ", r"\subfloat[a", r"\cite[a",
    r"\cite{a}", r"\ce{", r"\SI{1}{", r"\tikz\draw", r"\tikz{", r"\hyperref[a]{", r"\usepackage[", r"\documentclass[",
    r"\teaser{", r"\newenvironment{a}{", r"\captionof{figure}{", r"\Description{", r"Fig.~\ref{", "( ~",
    r"\crefname{a}{",
]  # fmt: skip
PAGE = [
    "<figure>", "<figure class='ltx_figure'>", "<figcaption class='ltx_caption'>", "<math ", '<math "',
    "<math alttext=",
    "<math alttext='a'>", "<math alttext='a'></math>", "<span>", "<b><i>", "<div>", "<table>", "<img src='a.png'>",
    "<!--", "&amp;", "<", "<cite class='ltx_cite'>", "<cite class='ltx_cite'>[1]</cite>", "<svg><foreignObject>",
    "<span class='ltx_font_medium'>", "<span class='ltx_ref ltx_missing_label'>LABEL:a</span>", "{", "Figure 1: ",
]  # fmt: skip
DRAWING = [
    "<g>",
    "<g/>",
    "<g",
    "<style>",
    "<text>a</text>",
    "<!--",
    "<image href='data:image/png;base64,AA'/>",
    "<a><b/></a>",
]


def _source(text: str) -> None:
    body = rf"\begin{{figure}}\includegraphics{{a}}\caption{{{text}}}\end{{figure}}{text}"
    document = rf"\documentclass{{article}}{text}\begin{{document}}{body}\end{{document}}"
    find(Archive("tex", {"main.tex": document.encode(), "a.png": b"picture"}))


def _page(text: str) -> None:
    caption = (
        f'<figure class="ltx_figure"><img src="a.png"><figcaption class="ltx_caption">{text}</figcaption></figure>'
    )
    for page in (f'<article class="ltx_document">{text}{caption}</article>', f"<body>{text}"):
        with contextlib.suppress(PageError):
            find_on_page(page, "https://arxiv.example/html/1")


def _drawing(text: str) -> None:
    with contextlib.suppress(BrokenError):
        tidy(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{text}</svg>'.encode())


CASES = [(read, unit) for read, units in ((_source, TEX), (_page, PAGE), (_drawing, DRAWING)) for unit in units]


@pytest.mark.parametrize(("read", "unit"), CASES, ids=[unit for _, unit in CASES])
@pytest.mark.sampled(8)
def test_the_cost_is_that_of_the_length(read: Callable[[str], None], unit: str) -> None:
    """Four times as much takes about four times as long, or is refused."""
    assert_in_proportion(lambda count: read(unit * count), (700, 2_800), 9, seconds=0.8)


@pytest.mark.parametrize("unit", ["<figure>", "<math ", "<div>", "<img src='a.png'>"])
@pytest.mark.sampled(1)
def test_a_page_of_a_hundred_thousand_tags_ends_soon(unit: str) -> None:
    """Read, or refused at a stated limit."""
    started = time.process_time()
    _page(unit * 100_000)
    assert time.process_time() - started < 20
