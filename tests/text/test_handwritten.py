"""Texts as a person types them: what reads the same is written the same."""

from __future__ import annotations

import pytest

from sitegen.text.convert import abstract, handwritten, handwritten_blocks, latex_blocks


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"{\"U}ber {\c c}a va, {\copyright} 2011", "Über ça va, © 2011"),
        (r"a---b, ``so'' -- and {\textpm} 2, \_x", "a—b, “so” – and ± 2, _x"),
        (r"{\em one} and \textbf{two}, \texttt{x}", "*one* and **two**, `x`"),
        (r"the $x_i$ of Fig.~1", "the $x_i$ of Fig.~1"),
        (r"in \textasciitilde{}30 of (\textasciitilde{}40)", "in ~30 of (~40)"),
        (r"see http://a.org/b\_c, http://a.org/{\textasciitilde}d", "see http://a.org/b_c, http://a.org/~d"),
        (r"a*b\textasciigrave{}c`", r"a*b\textasciigrave{}c‘"),
        ("One.\n\nTwo  \\emph{three}.", "One.\n\nTwo *three*."),
    ],
)
def test_what_reads_the_same_is_written_the_same(source: str, written: str) -> None:
    """Letters, signs and emphasis are as on a keyboard, and so is what an export makes of them."""
    assert handwritten_blocks(source) == written
    assert handwritten_blocks(latex_blocks(written)) == written
    assert abstract(written)[0].plain == abstract(source)[0].plain


def test_a_line_knows_no_markdown() -> None:
    """A title's emphasis stays LaTeX; its stars are stars."""
    assert handwritten(r"{\em Mars}, a*b*c") == r"\emph{Mars}, a*b*c"


def test_what_nobody_knows_stays_for_a_person_to_mend() -> None:
    """A text with an unknown command is as it was."""
    assert handwritten_blocks(r"a \unheardof{b} {\'e}") == r"a \unheardof{b} {\'e}"
