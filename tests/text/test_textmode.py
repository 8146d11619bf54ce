r"""Text commands within formulas: they print no letters of their own, and nothing of what they hold is lost."""

from __future__ import annotations

import pytest

from sitegen.text.convert import latex, phrase


@pytest.mark.parametrize(
    ("written", "reads", "shows"),
    [
        (r"$\textbf{F}$ine", "Fine", "<strong>F</strong>ine"),
        (r"$\textit{K}$-means", "K-means", "<em>K</em>-means"),
        (r"$\texttt{a\_b}$", "a_b", "<code>a_b</code>"),
        (r"$\hat{\textbf{x}}$", "x̂", "<mtext><b>x</b></mtext>"),
        (r"$\Delta_{\textrm{\tiny max}}$", "Δ_max", "<mtext>max</mtext>"),
        (r"$x \text{ if } \textbf{y} \mbox{ \'etale}$", "x if y étale", "<mtext><b>y</b></mtext>"),
        (r"$y = \text{if $x>0$ and \textit{not $z$}}$", "y = if x > 0 and not z", "<mtext><i>not\u00a0</i></mtext>"),
        (r"$x \textsf{a} \textsc{b} \textup{c} \textnormal{d} \emph{e}$", "xabcde", "<mtext><i>e</i></mtext>"),
        (r"$5\,\text{\AA}$ and $3\AA$", "5 Å and 3Å", "<mtext>Å</mtext>"),
        (r"$a \text{ R\&D \o re {\bf d} }$", "a R&D øre d", "<b>d</b>"),
        (r"$\mbox{\boldmath $\alpha$}_i$", "α_i", "<mi>α</mi>"),
        (r"$a = \text{N\textsubscript{2}O}$", "a = N₂O", "<msub>"),
        (r"$\text{\c{c}, \v{s}, \aa} = 1$", "ç, š, å = 1", "<mtext>ç,\xa0š,\xa0å</mtext>"),
        (r"$x_{\text{a $\alpha$ b}} \text{``q'' -- \ldots}$", "x_(a α b)“q” – …", "“q” – …"),
        (r"$\stackrel{\text{def}}{=} \text{\alpha}$", "=^def α", "<mi>α</mi>"),
    ],
)
def test_text_in_a_formula_is_text(written: str, reads: str, shows: str) -> None:
    r"""No "bf", "it" or "tt" is printed, accents are letters, and maths in it is maths."""
    text, troubles = phrase(written)
    assert text.plain == reads
    assert shows in text.html
    assert troubles == ()


def test_a_formula_that_is_text_is_text_in_latex_too() -> None:
    r"""`$\textbf{F}$ine` is one word in a .bib file as well."""
    assert latex(r"$\textbf{F}$ine $x_{\mbox{a}}$") == r"\textbf{F}ine $x_{\text{a}}$"


def test_text_commands_may_nest_as_deep_as_anybody_likes() -> None:
    """Beyond a few, they are characters and nothing else; no time is lost on them."""
    assert phrase("$x " + r"\text{a" * 500 + "}" * 500 + "$")[0].plain
