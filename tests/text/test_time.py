"""No text costs more than its length: four times as much of anything takes about four times as long."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.text.convert import abstract, latex, name, phrase, prose
from tests.costs import cpu_seconds

PATTERNS = (
    "{$", "$", "$x ", "\\mbox{$", "\\text{$", "[", "(", "{", "}", "<math ", "<math>", "<mml:math>",
    "<inline-formula>", "<b>", "<b><i>", "<", "<a href='", "<!--", "<![CDATA[", "\\", "\\\\", "\\(", "\\[",
    "\\begin{itemize}", "\\begin{equation}", "\\item ", "\\x", "\\x{", "\\emph{", "{\\em ", "\\cite{", "\\'", "\\'{",
    "`", "``", "`a", "`a'", "*", "**", "*a", "a**b", "_", "__a", "a_b", "~", "-", "- a\n", "1. a\n", "> ", "# a\n",
    "| a ", "|a|\n|-|\n", "```\n", "    a\n", "[a](", "[a](b)", "![", "[^1]", "[^a]: b\n", "http://a", "&amp;",
    "\n\n", "\u200d", "a\u0301", "% a\n", "^{", "x_{", "$a$", "$$", "\\frac{", "\\sqrt{", "\\verb|", "\\footnote{",
    "\\href{a}{", "\\textcolor{red}{", "<p>", "<li>", "<script>", "<object>", "''", "\\backslash", "\\unicode{x",
    "a$5", "T^{\\mu}", ": a\n", "\u0586\u05d0 ",
)  # fmt: skip
CLOSED = (
    ("{", "}"), ("<b>", "</b>"), ("<math>", "</math>"), ("<math><mi>", "</mi></math>"),
    ("<inline-formula>", "</inline-formula>"), ("[a](", "b)"), ("**a ", "**"),
    ("\\begin{itemize}\\item ", "\\end{itemize}"), ("$\\text{", "}$"), ("<object>", "</object>"),
)  # fmt: skip
READERS: tuple[Callable[[str], object], ...] = (phrase, abstract, prose, latex, name)


def _seconds(text: str) -> float:
    return cpu_seconds(lambda: [read(text) for read in READERS])


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    _seconds("A *first* $x$ text with [all](https://example.org)\n\n- that\n- costs")


def _assert_in_proportion(short: str, long: str) -> None:
    """Times are those of the processor; a slow moment of the machine is tried again."""
    for _ in range(3):
        few, many = _seconds(short), _seconds(long)
        if many < 8 * few + 0.15:
            return
    raise AssertionError(f"{few:.2f} s, and {many:.2f} s for four times as much")


@pytest.mark.sampled(40)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_four_times_as_much_takes_four_times_as_long(pattern: str) -> None:
    """Whatever is repeated, and never closed."""
    _assert_in_proportion(pattern * (3000 // len(pattern)), pattern * (12000 // len(pattern)))


@pytest.mark.parametrize(("opens", "closes"), CLOSED)
def test_what_is_closed_in_the_end_takes_no_longer(opens: str, closes: str) -> None:
    """Nested, one after the other, and closed once for all."""
    for count in (3000 // len(opens),):
        half = count // 2
        _assert_in_proportion(opens * half + closes * half, opens * half * 4 + closes * half * 4)
        _assert_in_proportion(opens * count + closes, opens * count * 4 + closes)
        _assert_in_proportion(f"{opens}x{closes} " * (half // 2), f"{opens}x{closes} " * (half * 2))


def test_a_quarter_of_a_megabyte_is_read_in_seconds() -> None:
    """Sources have sent as much."""
    texts = ("[" * 256_000, "<math " * 40_000, "{$" * 100_000, "\\mbox{$" * 30_000)
    assert cpu_seconds(lambda: [abstract(text) for text in texts]) < 20
