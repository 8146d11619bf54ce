r"""What the text room understands, case by case: the tests read it, and so do people, in `content/README.md`.

Each case is what somebody writes and what a reader reads; where the HTML shows more than the plain text, the part that
it must hold stands third.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Case(NamedTuple):
    """What is written, how it reads, and a part of the HTML."""

    written: str
    reads: str
    shows: str = ""


UNDERSTOOD: dict[str, tuple[Case, ...]] = {
    "Accents and letters": (
        Case(r"G\"odel, Erd\H{o}s, {\v C}ech, Fran\c{c}ois", "Gödel, Erdős, Čech, François"),
        Case(r"Garc\'{\i}a, na\"{\i}ve, \'Angel, Pawe\l", "García, naïve, Ángel, Paweł"),
        Case(r"Stra\ss e, S\o ren, \AA ngstr\"om, {\ae}on", "Straße, Søren, Ångström, æon"),
        Case(r"Cram\’{e}r--Rao", "Cramér–Rao"),
    ),
    "Signs": (
        Case(r"67.5\% of R\&D at \#1, snake\_case, \$5", "67.5% of R&D at #1, snake_case, $5"),
        Case("5% of R&D, item #1, snake_case", "5% of R&D, item #1, snake_case"),
        Case("``quoted'' and `so' --- a dash, 1--2, Fig.~3", "“quoted” and ‘so’ — a dash, 1–2, Fig. 3"),
        Case(r"\textregistered, \copyright, \S 5, \dots, \LaTeX", "®, ©, § 5, …, LaTeX"),
        Case('``shaped" and "bent\'\', \'\'twice\'\'', "“shaped” and “bent”, “twice”"),
        Case("`naive'', `wise'' and ``good''", "“naive”, “wise” and “good”"),
        Case("``naive' as it is", "“naive” as it is"),
        Case("``a `b' c'' and ``so `yes'''", "“a ‘b’ c” and “so ‘yes’”"),
        Case("takes ~10 s, ~$5$ dB, Fig.~3, 5~cm, www.a.org/~ada", "takes ~10 s, ~5 dB, Fig. 3, 5 cm, www.a.org/~ada"),
        Case("better by 10\n% of them", "better by 10 % of them"),
        Case(r"D{\i}yarbak{\i}r, \.Istanbul, \.{\i}", "Dıyarbakır, İstanbul, i"),
        Case(r"\eg this, \ie that, Smith \etal", "e.g. this, i.e. that, Smith et al."),
    ),
    "Words set apart": (
        Case(r"\emph{a} {\em b} \textit{c}", "a b c", "<em>a</em> <em>b</em> <em>c</em>"),
        Case(r"\textbf{a} {\bf b}", "a b", "<strong>a</strong> <strong>b</strong>"),
        Case(r"\texttt{grep -r}, \textsc{Bert}", "grep -r, Bert", "<code>grep -r</code>"),
        Case(r"H\textsubscript{2}O, 2\textsuperscript{nd}", "H₂O, 2nd", "H<sub>2</sub>O, 2<sup>nd</sup>"),
        Case("*a*, **b**, `c`", "a, b, c", "<em>a</em>, <strong>b</strong>, <code>c</code>"),
        Case("**WE**ighted (**C**at) s**afe T2**I, __all__", "WEighted (Cat) safe T2I, all",
             "<strong>WE</strong>ighted"),
        Case("f(x)**2, a*b, A* or B*, a_b_c", "f(x)**2, a*b, A* or B*, a_b_c"),
        Case(r"\textcolor{red}{hot}, \mbox{in one piece}, {BERT}", "hot, in one piece, BERT"),
    ),
    "Links and notes": (
        Case(r"\url{https://example.org/~a_b}", "https://example.org/~a_b", '<a href="https://example.org/~a_b">'),
        Case(r"\href{https://example.org}{here}", "here", '<a href="https://example.org">here</a>'),
        Case("[here](https://example.org)", "here", '<a href="https://example.org">here</a>'),
        Case("see https://example.org/x.", "see https://example.org/x.", '<a href="https://example.org/x">'),
        Case(r"\href{javascript:alert(1)}{here}", "here"),
        Case(r"as shown~\cite{key}.", "as shown."),
        Case(r"see Section \ref{sec:proof}, by \citet{key}", "see Section [?], by [?]"),
        Case("<https://example.org/a>, <ada@example.org>", "https://example.org/a, ada@example.org",
             '<a href="mailto:ada@example.org">'),
        Case("fast[^1] code\n\n[^1]: On one machine.", "fast (On one machine.) code"),
        Case("[here][1]\n\n[1]: https://example.org", "here", '<a href="https://example.org">here</a>'),
        Case(r"the bound of \citet{smith2019fast}", "the bound of Smith 2019"),
        Case(r"fast\footnote{On one machine.} code", "fast (On one machine.) code"),
    ),
    "Formulas": (
        Case(r"$\tilde{O}(\sqrt{T\log T})$ regret", "Õ(√(T log T)) regret", "<msqrt>"),
        Case(r"\(x_i \le n^2\) and $\mathbb{E}[X]$", "x_i ≤ n² and E[X]", "<msup>"),
        Case(r"$$\sum_{i=1}^n x_i$$", "∑_(i=1)ⁿ x_i", 'display="block"'),
        Case(r"4$\times$ more, $67.5\%$, $10^{-3}$", "4× more, 67.5%, 10⁻³", "67.5%, 10<sup>−3</sup>"),
        Case(r"$\R$, $\eps$, $\argmin_x f$, $\poly(n)$", "ℝ, ε, arg min_x f, poly(n)"),
        Case(r"\ell_1,p-Norm and \epsilon-greedy", "ℓ₁,p-Norm and ε-greedy"),
        Case(r"\mathcalO(\sqrtT), \emphnon-convex", "O(√T), non-convex", "<em>non</em>-convex"),
        Case(r"$\textbf{F}$ine, $\hat{\textbf{x}}$, $x_{\mbox{\tiny max}}$", "Fine, x̂, x_max", "<strong>F</strong>ine"),
        Case(r"T^{\mu\nu}, N_e, H_0, x^2, 10^{-3} of it", "T^(μν), N_e, H₀, x², 10⁻³ of it", "N<sub>e</sub>"),
        Case(r"$\{x\}\_{i=1}^n$, $\\hat I$, $f\(x\)$", "{x}_(i=1)ⁿ, Î, f(x)"),
        Case(r"(\b{eta}, \k{appa}) = G\"\{o}del", "(β, κ) = Gödel"),
        Case(r"from $1.2M (a 60\% cut) to $300K \citep{x} of $5", "from $1.2M (a 60% cut) to $300K of $5"),
        Case("It costs $5 and $10; an open $ sign", "It costs $5 and $10; an open $ sign"),
    ),
    "Lists": (
        Case(r"\begin{itemize}\item a\item b\end{itemize}", "• a • b", "<ul><li>a</li><li>b</li></ul>"),
        Case("Two things:\n1. a\n2. b", "Two things: 1. a 2. b", "<ol><li>a</li><li>b</li></ol>"),
        Case("Two things:\n- a\n- b", "Two things: • a • b", "<ul><li>a</li><li>b</li></ul>"),
    ),
    "Other Markdown": (
        Case("## Aim\n\nWe *try*.", "Aim. We try.", "<p><strong>Aim.</strong> We <em>try</em>.</p>"),
        Case("```\nx = a_b\n```", "x = a_b", "<pre><code>x = a_b</code></pre>"),
        Case("> Not *I*.", "Not I.", "<blockquote><p>Not <em>I</em>.</p></blockquote>"),
        Case("|a|b|\n|-|-:|\n|$x$|2|", "a | b x | 2", '<td class="right">2</td>'),
        Case("better\n# of steps\n> 5", "better # of steps > 5"),
    ),
    "HTML and JATS from sources": (
        Case("<i>In vivo</i> H<sub>2</sub>O", "In vivo H₂O", "<em>In vivo</em> H<sub>2</sub>O"),
        Case("<jats:title>Abstract</jats:title><jats:p>A &amp;amp; B</jats:p>", "A & B", "<p>A &amp; B</p>"),
        Case("<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>", "x²", "<msup>"),
        Case("p<0.05 and x > y, <think>", "p<0.05 and x > y, <think>", "p&lt;0.05"),
        Case("<script>alert(1)</script>safe", "safe"),
        Case("an <object>, a <select>, vector<i>, &lt;b&gt;", "an <object>, a <select>, vector<i>, <b>"),
    ),
    "Damage undone": (
        Case("e\ufb03cient, in\ufb01nite", "efficient, infinite"),
        Case("the userâ\x80\x99s query", "the user’s query"),
        Case("expla(cid:173) nation", "explanation"),
        Case("hard-wrapped\nlines", "hard-wrapped lines"),
        Case("中文没有\n空格", "中文没有空格"),
        Case(r'F$\backslash$"orster, {\$}\backslashsigma{\$}', "Förster, σ"),
        Case("pass\u200bword \u202eevil", "password evil"),
    ),
    "Macros nobody defined": (
        Case(r"outperforms \gopher by far", "outperforms gopher by far"),
        Case(r"we call it \ours{}, or \mname{Deep}", "we call it ours, or Deep"),
    ),
}  # fmt: skip


def table() -> str:
    """The cases as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    for kind, cases in UNDERSTOOD.items():
        yield f"\n### {kind}\n\n| written | reads |\n| --- | --- |"
        for case in cases:
            yield f"| {_code(case.written)} | {_cell(case.reads)} |"


def _code(text: str) -> str:
    """Written text as a code span in a cell; characters nobody sees are named."""
    shown = "".join(char if char.isprintable() else "⏎" if char == "\n" else f"‹U+{ord(char):04X}›" for char in text)
    shown = shown.replace("|", "\\|")
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _cell(text: str) -> str:
    for sign in "\\`*_{}[]<>|$&#~":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    print(table())
