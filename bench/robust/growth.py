"""Growth: what each reader costs for a sign repeated, and for the same twice as long.

In: how large a share of the patterns. Out: how many were tried, and each for which twice the length cost far more than
twice the processor's time. What is refused at a limit costs less, and is well.
"""

from __future__ import annotations

import contextlib
import random
import time

from bench.robust.outcome import Outcome
from bench.robust.readers import READERS, Reader

PATTERNS: dict[str, tuple[str, ...]] = {
    "prose": (
        "[", "(", "{", "{$", "$", "$$", "$x$ ", r"\mbox{$", r"\(", r"\[", r"\left(", r"\begin{a}", r"\text{$",
        r"\frac{",
        "x^{", "x_", "*", "**a", "_a ", "`", "[a](", "![", "<", "<i>", "<math ", "<math>", "<!--", "&amp;", "&",
        "> ", "- ",
        "1. a\n", "|a", "|-", "#", "~", "~~~\n", "\\", r"\\", "%", "[^1]: ", "http://a.b/", "@", "'", '"', "a\n\n",
        "\u0301",
        "\u202e", r"\verb|", r"\footnote{", r"\href{a}{", r"\bigl[", r"\cite{a}", "{[}", r"\def\a{", ":", "[[",
        "])", "</p>", "é",
    ),
    "LaTeX": ("{", "{$", "$", r"\mbox{$", r"\emph{", r"\begin{itemize}\item ", r"\verb|", r"\\", "<i>", "%\n",
        r"\left(", "^{", "&"),
    "YAML": (
        "[", "{", "- ", "a: ", "- - ", "? ", "a: [", "'", '"', "|\n", "&a ", "*a ", "!", "# a\n", "\n", "a:\n ",
        "a: b\n", ": ", "%a\n",
        "---\n", "[]", "{a: ", "\t", "a: |\n  b\n", "'',", "a" * 20 + ": 1\n",
    ),
    "XML": ("<a>", "<a/>", "<a", "<a b='c' ", "&amp;", "<!--", "<![CDATA[", "<?a ", "<!DOCTYPE ", "</a>",
        "<a xmlns:b='c'>", "x"),
    "JSON": ("[", "{", '{"a":', "[[],", '"', "\\u0000", "9", "[1,", "-", "e1"),
    "names": ("a ", "A. ", "de la ", ", ", "-", "{", "'", "Jr. ", "and ", "(", "王", "\u0301", "& ", "'a "),
    "venues": ("a ", "Proc. of ", "(", "2020 ", "IEEE ", ", ", "1(2) ", "pp. 1-2 ", "and ", "' "),
    "dates and ids": ("1", "2020-", "10.1/", "a", "/", "arXiv:", "-", "https://doi.org/", " "),
    "pages with figures": ("<figure>", "<math ", "<math alttext='", "<figcaption>", "<table>", "<img src=a>",
        "<svg>", "<b><i>", "<!--"),
    "sources with figures": (
        "{", "{$", "$", r"\caption{", r"\begin{figure}", r"\includegraphics{a}", r"\newcommand{\a}{", r"\iffalse",
        r"\verb|", r"\cite{a}",
        r"\subfloat[", "%\n", r"\tikz{", r"\def\a{\a}", "@article{", "author = {", r"\bibitem{a}",
    ),
    "drawings": ("<g>", "<g/>", "<style>", "<text>a</text>", "a", "<use href='#a'/>", "style='a:b;", "<path d='M0 0"),
    "archives": ("\0", "ustar", "\x1f\x8b", "7", "\x1f\x8b\x08\0"),
    "old files": (
        "@", "@article{a,", "@article{", "a = {", "a = ", "{", '"', "#", " # a", "@string{a = {b}}\n", "@comment{",
        "%", ",",
        "and ", "family=", "family=a,", "given={a, ", "\\{", "}", "\n", "@article{a, crossref = {a}}\n",
        "@article{a, author = {A and B}}\n", "TY  - JOUR\nER  - \n",
    ),
    "subscribers": ("a@b.c\n", "a@b.c a ", "#\n", "-", "@", "<a@b.c>", '"'),
}  # fmt: skip
"""Signs, by the reader that they are repeated for."""
FRAMES = {
    "drawings": ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>',),
    "sources with figures": (r"\documentclass{{a}}{0}\begin{{figure}}\includegraphics{{a}}\caption{{{0}}}",),
    "pages with figures": ('<b class="ltx_document"><figure class="ltx_figure"><img src="a"><figcaption>{}',),
    "prose": ("{}", "Of ${}$ and", "{}x"),
    "YAML": ("{}", "title: A\nabstract: {}", "title: A\nauthors: [A]\ndate: 2020\nextra:\n  x: {}"),
    "XML": ("{}", "<a>{}</a>"),
    "old files": ("@article{{a, title = {{A}}, author = {{{}}}}}", "@article{{a, title = {}"),
}  # fmt: skip
"""What stands around them."""
LENGTH = 20_000
ENOUGH = 0.25
"""Seconds of the processor below which nothing is compared."""
RATIO = 3.4
"""What twice the length may cost; four would be the square."""
SECONDS = 5


def measure(share: float, seed: int = 1) -> Outcome:
    """Repeat a share of the patterns."""
    outcome, chance = Outcome(), random.Random(seed)
    trials = [
        (name, pattern, frame)
        for name, patterns in PATTERNS.items()
        for pattern in patterns
        for frame in FRAMES.get(name, ("{}",))
    ]
    for name, pattern, frame in trials if share >= 1 else chance.sample(trials, round(share * len(trials))):
        fault = _grown(READERS[name], pattern, frame)
        outcome.add("patterns doubled")
        outcome.expect(not fault, f"{name}, {pattern!r} in {frame!r}: {fault}")
    return outcome


def _grown(reader: Reader, pattern: str, frame: str) -> str:
    """Say what is wrong with how the cost of a pattern grows, if anything is."""
    length = LENGTH
    first = _cost(reader, pattern, frame, length)
    while length < 8 * LENGTH and first < ENOUGH / 4:
        length *= 2
        first = _cost(reader, pattern, frame, length)
    second = min(_cost(reader, pattern, frame, 2 * length) for _ in range(2 if first < ENOUGH else 1))
    if second > SECONDS:
        return f"{second:.1f} s for {2 * length:,} characters"
    if second > ENOUGH and second > RATIO * first:
        again = _cost(reader, pattern, frame, length), _cost(reader, pattern, frame, 2 * length)
        if again[1] > RATIO * again[0]:
            return f"{again[0]:.2f} s for {length:,} characters, {again[1]:.2f} s for twice as many"
    return ""


def _cost(reader: Reader, pattern: str, frame: str, length: int) -> float:
    """Return the processor's seconds for a pattern repeated to a length."""
    data = frame.format(pattern * (length // len(pattern))).encode("utf-8", "surrogatepass")
    started = time.process_time()
    with contextlib.suppress(*reader.raises):
        reader.read(data)
    return time.process_time() - started
