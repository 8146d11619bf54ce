"""Abstracts and titles of publishers as a person would have typed them."""

from __future__ import annotations

import pytest

from sitegen.pull.prose import abstract, title, words
from sitegen.text import convert

ABSTRACTS = {
    "<jats:title>Abstract</jats:title><jats:p>We compute <jats:italic>numbers</jats:italic>.</jats:p>": (
        "We compute *numbers*."
    ),
    "<jats:sec><jats:title>Aims</jats:title><jats:p>To count.</jats:p></jats:sec>"
    "<jats:sec><jats:title>Results:</jats:title><jats:p>Seven.</jats:p></jats:sec>": (
        "**Aims.** To count.\n\n**Results.** Seven."
    ),
    "<p>CO<sub>2</sub> at 10<sup>3</sup> &amp;amp; p &lt; 0.05</p>": (
        r"CO\textsubscript{2} at 10\textsuperscript{3} & p < 0.05"
    ),
    "<jats:p>One:</jats:p><jats:list list-type='order'><jats:list-item><jats:p>a</jats:p></jats:list-item>"
    "<jats:list-item><jats:p>b</jats:p></jats:list-item></jats:list>": "One:\n\n1. a\n2. b",
    "<jats:p>See <jats:ext-link xlink:href='https://example.org/x'>the code</jats:ext-link>.</jats:p>": (
        "See [the code](https://example.org/x)."
    ),
    "<jats:p>By <jats:inline-formula><jats:alternatives><jats:tex-math>$E=mc^2$</jats:tex-math><mml:math><mml:mi>E"
    "</mml:mi></mml:math></jats:alternatives></jats:inline-formula> it moves.</jats:p>": "By $E=mc^2$ it moves.",
    "&lt;jats:p&gt;Escaped &amp;amp; sent&lt;/jats:p&gt;": "Escaped & sent",
    "<p>Two <b>bold</b></p><p>paragraphs</p>": "Two **bold**\n\nparagraphs",
    "A vector<i> and x < y": "A vector<i> and x < y",
    "Plain words, 5 * 3.": "Plain words, 5 * 3.",
    "<p>5 * 3</p>": r"5 \* 3",
    "<p>By <b>bold <i>it</i></b> and a<i>b</i>c in <monospace>x*y</monospace></p>": (
        r"By **bold \emph{it}** and a\emph{b}c in `x*y`"
    ),
    "<p># words</p>": r"\# words",
    "Abstract: We compute.": "We compute.",
}


@pytest.mark.parametrize("sent", ABSTRACTS)
def test_an_abstract_is_markdown(sent: str) -> None:
    """Paragraphs, heads, lists, formulas and links are Markdown; no tag and no entity is left, no word is lost."""
    assert abstract(sent) == ABSTRACTS[sent]


@pytest.mark.parametrize(
    ("sent", "typed", "plain"),
    [
        ("On <i>engines</i> &amp;amp; tables", r"On \emph{engines} & tables", "On engines & tables"),
        ("H<sub>2</sub>O at 10<sup>th</sup>", r"H\textsubscript{2}O at 10\textsuperscript{th}", "H₂O at 10th"),
        ("AT&amp;amp;T &lt;i&gt;in vivo&lt;/i&gt;", r"AT&T \emph{in vivo}", "AT&T in vivo"),
        ("A\n  broken   line", "A broken line", "A broken line"),
        ("Is a &lt; b?", "Is a < b?", "Is a < b?"),
    ],
)
def test_a_title_is_latex(sent: str, typed: str, plain: str) -> None:
    """Styles of a title are commands, which read the same on every page and in a .bib file."""
    assert title(sent) == typed
    assert convert.phrase(typed)[0].plain == plain


def test_names_have_no_markup() -> None:
    """A journal or a person is plain words."""
    assert words("Journal of <i>Engines</i> &amp; Tables") == "Journal of Engines & Tables"
    assert words("Garc&iacute;a&#x2010;Ruiz") == "García‐Ruiz"


def test_long_rubbish_is_read_quickly() -> None:
    """What is no markup costs no more than its length."""
    for pattern in ("<i>", "<", "&lt;p", "<jats:sec><jats:title>", "<a href=x>"):
        assert isinstance(abstract(pattern * 4000), str)
