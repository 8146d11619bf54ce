"""Whatever anybody writes: no exception, safe and well-formed HTML, clean text, balanced LaTeX, linear time.

A few seconds in the normal run; with `SITEGEN_FUZZ_SECONDS=120` that long for each of the five ways in.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from sitegen.text import mathml
from sitegen.text.convert import Converted, abstract, latex, name, phrase, prose
from tests.costs import assert_costs_less

SECONDS = float(os.environ.get("SITEGEN_FUZZ_SECONDS", "0"))

WORDS = r"""
$ $$ { } \ \{ \} \emph{ \textbf{ {\em \begin{equation} \end{equation} \begin{itemize} \item \end{itemize} \[ \] \( \)
` `` '' ' " -- --- <i> </i> <p> </p> <b> <script> </script> <style> <math> </math> <mml:math> <mi> </a> <!-- --> ]]> <?
<![CDATA[ \cite{ \citet{a2020b} \url{ \href{javascript:x}{ \href{https://a.b}{ \frac \frac12 \sqrt{ \left( \right) x^ x_
^{ _{ \text{ &amp; &lt;script&gt; &#x202e; & https://a.b/c_d ) ]( [a]( ![a](b.png) *a * ** _a _ ~ # % %% \% \foo \foo{
\loop \two{a}{b} \verb|a| \footnote{ \unicode{x41} \char \" \' \c \v{s} \o \ss \emphnon \sqrtT \mathcalO \alpha \log
\label{a} \tag{1} \rule{1em}{1em} \$ \& \_ \# \\ \- (cid:173) [^1] [^1]: | : <think> < > a b word 1 2.5 , . é
日本 Ã© שלום $\backslash$a{\{}
""".split()
CHARACTERS = (
    "\u200d", "\u200b", "\u202e", "\u2067", "\ufb01", "\u00ad", "\ufdd0", "0", "\ufdd1", "\x00", "\x85", "\ufeff",
    "\ud800", "â\x80\x99", "\U0001d4aa", "\u0301", "\U000e0041", " ", "\n", "\n\n",
)  # fmt: skip
LINES = (
    '<a href="javascript:alert(1)">', "<img src=x onerror=alert(1)>", "\n- a\n- b", "\n1. a\n2. b", "\n    code",
    "\n|a|\n|-|\n|b|", "\n> q", "\n# h", "\n: d",
)  # fmt: skip
PIECES = (*WORDS, *CHARACTERS, *LINES)
SOURCES = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)
MACROS = st.sampled_from(
    ({}, {"loop": r"\loop\loop"}, {"two": r"#2\emph{#1}", "foo": "$x$"}, {"foo": r"\begin{itemize}"})
)

PROSE = set("p br hr em strong s code pre a sub sup ul ol li dl dt dd h2 h3 h4 h5 h6 blockquote table thead tbody "
            "tr th td section figure figcaption img span bdi".split())  # fmt: skip
FIELD = set("p ul ol li em strong code sub sup a br bdi span".split())
ABSTRACT = FIELD | set("pre blockquote table thead tbody tr th td".split())
ATTRIBUTES = {"href", "title", "id", "class", "src", "alt", "start", "dir"}
VOID = re.compile(r"<(br|hr|img)\b([^>]*)>")


def _check_html(html: str, allowed: set[str]) -> None:
    tree = ElementTree.fromstring("<div>" + VOID.sub(r"<\1\2/>", html) + "</div>")
    formulas = {id(part) for formula in tree.iter("math") for part in formula.iter()}
    for element in tree.iter():
        if element is tree:
            continue
        if id(element) in formulas:
            assert element.tag in mathml.ELEMENTS
            assert set(element.attrib) <= mathml.ATTRIBUTES | {"class", "alttext"}
            continue
        assert element.tag in allowed
        assert set(element.attrib) <= (ATTRIBUTES if allowed is PROSE else {"href", "class", "dir"})
        for address in (element.get("href"), element.get("src")):
            assert address is None or re.match(r"(?i)https?://|mailto:|(?![a-z][a-z0-9+.-]*:|//)", address)


def _check_plain(plain: str) -> None:
    assert plain == unicodedata.normalize("NFC", plain)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0\ufdd1\ud800-\udfff]", plain)


def _check_field(
    convert: Callable[[str, Mapping[str, str]], Converted], source: str, macros: Mapping[str, str]
) -> None:
    text, troubles = convert(source, macros)
    _check_html(text.html, PROSE if convert is prose else ABSTRACT if convert is abstract else FIELD)
    _check_plain(text.plain)
    assert text.has_maths == ("<math" in text.html)
    assert all(trouble.sentence for trouble in troubles)
    assert convert(source, macros) == (text, troubles)


def _check_latex(source: str, macros: Mapping[str, str]) -> None:
    written = latex(source, macros)
    bare = re.sub(r"\\.", "", written)
    depth = 0
    for sign in re.findall("[{}]", bare):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)%", bare)


def _check_name(source: str, _: Mapping[str, str]) -> None:
    read = name(source)
    assert read == " ".join(read.split())
    assert not set(read) & set("{}\\")


CHECKS: dict[str, Callable[[str, Mapping[str, str]], None]] = {
    "phrase": lambda source, macros: _check_field(phrase, source, macros),
    "abstract": lambda source, macros: _check_field(abstract, source, macros),
    "prose": lambda source, macros: _check_field(prose, source, macros),
    "latex": _check_latex,
    "name": _check_name,
}


@pytest.mark.parametrize("way_in", CHECKS)
def test_any_text_is_converted(way_in: str) -> None:
    """Whatever is written, the result is safe, clean, well-formed and the same every time; nothing raises."""
    quick = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    until, rounds = time.monotonic() + SECONDS, 0
    while not rounds or time.monotonic() < until:

        def check(source: str, macros: Mapping[str, str]) -> None:
            CHECKS[way_in](source, macros)

        seed(rounds)(quick(given(SOURCES, MACROS)(check)))()
        rounds += 1
    print(f"{way_in}: {rounds * 150:,} texts")


@pytest.mark.sampled(80)
@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece: str) -> None:
    """Four thousand characters of any one piece are converted in under half a second, by each of the ways in."""
    source = (piece or " ") * (4_000 // max(len(piece), 1))
    for convert in (phrase, abstract, prose, latex):
        assert_costs_less(lambda: convert(source, {"loop": r"\loop\loop", "foo": r"\emph{#1}"}), 0.5)  # noqa: B023


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{", "}"), (r"\emph{", "}"), (r"\sqrt{", "}"), ("<i>", "</i>"), (r"\enquote{", "}"), ("{", "}^"),
     (r"\texorpdfstring{", "}{}"), ("*", "*"), (r"\begin{itemize}\item ", r"\end{itemize}")],
)  # fmt: skip
def test_deep_nesting_is_no_trouble(opening: str, closing: str) -> None:
    """Groups nested thousands deep, in words and in a formula, end in text, not in a crash."""
    for left, right in (("", ""), ("$", "$")):
        source = left + opening * 1500 + "x" + closing * 1500 + right
        for convert in (phrase, abstract, prose):
            assert "x" in convert(source)[0].plain
        assert "x" in latex(source)
