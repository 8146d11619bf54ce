r"""No word of a text is lost or changed; what could not be kept is said."""

from __future__ import annotations

import pytest

from sitegen.content.forms import READERS
from sitegen.text import field
from sitegen.text.convert import abstract, latex, latex_blocks, phrase


@pytest.mark.parametrize(
    "title",
    [
        "snake_case_name and __init__",
        "A* search and *B",
        "x**2",
        "[a](b) of # > | things",
        "1. One",
        "**Bold**",
        "a ~ b",
    ],
)
def test_a_title_is_no_markdown(title: str) -> None:
    """Underscores and stars in titles are what they are: names of programs, footnotes, products."""
    assert phrase(title)[0].plain == title
    assert "<" not in phrase(title)[0].html.replace("&gt;", "")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (r"see \ref{sec:a}", r"the reference \ref{sec:a} leads nowhere and reads as [?]"),
        (r"of \citet{key}", r"the citation \citet{key} leads nowhere and reads as [?]"),
        ("a\n% todo: more\nb", "a comment is left out: % todo: more"),
        ("<style>p {}</style>b", "what stands in <style> is left out"),
    ],
)
def test_what_is_left_out_is_said(written: str, sentence: str) -> None:
    """The author reads of it, with file and line."""
    assert sentence in [trouble.sentence for trouble in abstract(written)[1]]


def test_a_text_that_was_cut_loses_nothing_but_its_end() -> None:
    """A note or a citation that never ends is words, and they stay apart from those before it."""
    assert abstract(r"its effectiveness\footnote{Our code")[0].plain == "its effectiveness Our code"
    assert abstract(r"of schemes~\cite{Proc")[0].plain == "of schemes Proc"
    assert abstract(r"macros or \cite commands")[0].plain == "macros or commands"


def test_only_true_headings_quotes_and_tables_are_blocks() -> None:
    """In an abstract such signs are signs first."""
    for text in (
        "# of steps is\nlow", "More\n# samples", "p\n> 5 q", "> 5 of them", "a | b\nc | d", "[^1] and [^a-z]", "x\n---y"
    ):  # fmt: skip
        html = abstract(text)[0].html
        assert html.startswith("<p>")
        assert html.count("<") == 2


def test_blocks_stand_in_their_order() -> None:
    """Headings run into their paragraphs; what stands between other blocks is paragraphs and lists."""
    text, troubles = abstract(
        "## Aim\nTo *see*.\n\n### How?\n\n- one\n- two\n\n~~~c\nx = `a` & b_c;\n~~~\n> > Twice.\n\nEnd\n===\nDone."
    )
    assert text.html == (
        "<p><strong>Aim.</strong> To <em>see</em>.</p><p><strong>How?</strong></p><ul><li>one</li><li>two</li></ul>"
        "<pre><code>x = `a` &amp; b_c;</code></pre><blockquote><blockquote><p>Twice.</p></blockquote></blockquote>"
        "<p><strong>End.</strong> Done.</p>"
    )
    assert text.plain == "Aim. To see.\n\nHow?\n\n• one\n• two\n\nx = `a` & b_c;\n\nTwice.\n\nEnd. Done."
    assert troubles == ()


def test_an_abstract_is_markdown_in_latex_too() -> None:
    """Emphasis and code are commands there, and a title's stars stay stars."""
    written = "## Aim\n\n*A* `b_c` [d](https://example.org)\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    assert latex_blocks(written) == "\\textbf{Aim.} \\emph{A} \\texttt{b\\_c} d\n\nx, y\n\n1, 2"
    assert latex("*A* bb_c") == r"*A* bb\_c"


def test_lines_of_chinese_and_japanese_are_joined_without_a_space() -> None:
    """Korean has spaces between words; a blank line ends a paragraph in every script."""
    assert abstract("深度\n学习。\n第二\n\n行")[0].plain == "深度学习。第二\n\n行"
    assert abstract("한국\n사람")[0].plain == "한국 사람"
    assert phrase("用 BERT\n学习")[0].plain == "用 BERT 学习"


def test_latex_in_a_word_is_read() -> None:
    r"""`awards: ['top 5\%']` is shown as it reads."""
    read = READERS["word"].read
    assert read(r"Best Paper (top 5\%), \'Ecole {\O}") == "Best Paper (top 5%), École Ø"
    assert read("5% of {x} ~ y") == "5% of {x} ~ y"


def test_letters_in_latex_keep_their_marks() -> None:
    """What LaTeX says otherwise is said so, letter by letter; plain characters with marks are not plain."""
    assert (
        field.escaped("5 % of e\u0301, x\u0304 & \u00fc\u2013\u2013 (ok)")
        == r"5 \% of {\'{e}}, {\={x}} \& {\"{u}}--{}-- (ok)"
    )
    assert field.escaped("\u0301a") == "\u0301a"
