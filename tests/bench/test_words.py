"""The measure of the text room finds what it is there to find: lost, added, changed, joined and split words."""

from __future__ import annotations

import pytest

from bench.differences import EXPLAINED, differences
from bench.words import Word, html_words, plain_words, words
from sitegen.text.convert import abstract


def _kinds(source: str, made: str) -> list[str]:
    return [found.kind for found in differences(words(source), [Word(word) for word in plain_words(made)])]


@pytest.mark.parametrize(
    ("source", "made", "kind"),
    [
        ("We study it.", "We it.", "lost"),
        ("We study it.", "We study bf it.", "added"),
        ("We study it.", "We studied it.", "changed"),
        ("We study it.", "We studyit.", "spacing"),
        (r"$\textbf{F}$ine", "bf Fine", "added"),
        ("an <object> is", "an is", "lost"),
        ("cut from $1.2M (a 60\\% cut) to $300K", "cut from 1.2M(a60%cut)to300K", "spacing"),
        (r"see \citep{smith2019}", "see [Smith 2019]", "citation"),
        (r"an \unknown{word}", "an word", ""),
        (r"a {\bf b} Schr{\"o}dinger \emph{c}--d", "a b Schrödinger c–d", ""),
        (r"$\frac{a}{b} \le \alpha_i^2$", "a/b ≤ α_i²", ""),
        ("<p>H<sub>2</sub>O &amp; x</p>", "H₂O & x", ""),
    ],
)
def test_differences_are_found_and_classed(source: str, made: str, kind: str) -> None:
    """What has a reason is told from what has none."""
    found = {each for each in _kinds(source, made) if each not in EXPLAINED or each == kind}
    assert found == ({kind} if kind else set())


def test_the_page_is_read_as_a_reader_sees_it() -> None:
    """Attributes are no words, and neither are tags."""
    assert html_words('<p>a <math alttext="x_1"><msub><mi>x</mi><mn>1</mn></msub></math><br>b</p>') == ["a", "x1", "b"]


def test_no_word_is_lost_in_texts_made_for_it() -> None:
    """Formulas, citations, links and code, in all forms."""
    source = r"A \emph{b} $x_i^2$ of [c](https://example.org) `d_e` ~5 T^{\mu} \'Etude, 3\,m \url{https://a.org/b}"
    text = abstract(source)[0]
    for made in (plain_words(text.plain), html_words(text.html)):
        assert [
            each for each in differences(words(source), [Word(word) for word in made]) if each.kind not in EXPLAINED
        ] == []
