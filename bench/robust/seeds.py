"""Seeds: whole inputs of every kind, and the signs that they are made of, to make others of.

In: the material beside the checkout, where it is there, and what the tests hold. Out: bytes, of each no more than some.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import tarfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.pull.sources.test_cases import FULL
from tests.replay_server import Reply

SHARED = Path(__file__).resolve().parents[3] / "shared"
MOST = 4096
"""Bytes of an input to begin from: many short ones find more than few long ones."""
PAPER = (
    b"title: On $x^2$ \\emph{engines}\n"
    b"authors: [Ada Lovelace, {name: Bob Mason, orcid: 0000-0002-1825-0097}]\ndate: 2020-01\n"
)
BIB = (
    b"@string{eng = {Journal of Engines}}\n@article{a, title = {On {E}ngines}, author = {Lovelace, Ada and others},\n"
    b"  journal = eng # { A}, year = 1843, month = sep, pages = {1--2}, doi = {10.5555/a}, file = {:a.pdf:PDF}}\n"
)


TEX = (
    *tuple(
        r"""$ $$ { } \ \{ \} [ ] ( ) ^ _ & # % ~ \emph{ \textbf{ \begin{equation} \end{equation} \begin{itemize} \item
\left(
\right) \frac \sqrt{ \text{ \mbox{$ \verb| \def\a{ \newcommand{\a}{ \input{ \write18{ \cite{a} \href{javascript:x}{y}
\[ \]
\( \) \\ \begin{array}{ \bigl[ \over \hbox{ \footnote{ \includegraphics{a} \caption{ \begin{figure} \end{figure} \ref{
<math> </math> <i> </i> <script> & &amp; &#0; ` ``` * ** _ [a]( ![a]( <!-- ]]> | |-| 1.
- > # ~~~ [^1]: : http:// @""".split()
    ),
    "\n",
    "\n\n",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b[2J",
    "�",
    "́" * 20,
    "é",
    "日本",
)
YAML = (
    *tuple(
        """- : { } [ ] , & * ! !!python/object ? | > |- >+ ' " # % @ ` << ~ --- ... title: authors:
date: extra: on no""".split()
    ),
    "\n",
    "\n  ",
    "\n- ",
    ": ",
    "\t",
    "\r",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\\x",
    "\\u0000",
    "0x",
    "1e9",
    "2020-02-30",
)
XML = tuple(
    """< > </ /> & &amp; &#x0; &#xD800; <a> </a> <!-- --> <![CDATA[ ]]> <!DOCTYPE <!ENTITY <? ?> = ' " xml: xmlns=
<entry> <title>""".split()
)
JSON = (
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "null",
    "true",
    "NaN",
    "1e999",
    "-0",
    "\\ud800",
    "\\u0000",
    "[[[[",
    '""',
    "{}",
    "[]",
    "9" * 400,
)
PAGE = (
    *XML,
    "<figure>",
    "<figcaption>",
    "<img src=",
    "<math alttext=",
    "<svg>",
    "<table>",
    "<script>",
    "ltx_figure",
    "ltx_caption",
)
SVG = (
    *XML,
    "<svg xmlns='http://www.w3.org/2000/svg'>",
    "<use href='#a'/>",
    "<style>",
    "<image href='",
    "<foreignObject>",
    "viewBox='0 0 1 1'",
    "transform=",
    "1e99",
)
BYTES = (
    *tuple(chr(number) for number in (0, 1, 127, 128, 255)),
    "IHDR",
    "IDAT",
    "Exif",
    "ÿØ",
    "%PDF-1.4",
    "obj",
    "endobj",
    "stream",
    "GIF89a",
    "ustar",
    "../",
    "\x1f\x8b",
)
NAMES = (
    *tuple(", . - ' and van der de Jr. III Dr. & et al. ; ( ) { } \\'e ~ 王 محمد".split()),
    " ",
    "\xa0",
    "\u202e",
    "\x00",
    "�",
)
"""Signs that inputs of each kind are made of."""


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Some papers of the corpus, or one of ours where it is not at hand."""
    path = SHARED / "corpus" / "papers.jsonl.gz"
    if not path.is_file():
        return (
            {
                "title": "On $x$",
                "abstract": "It \\emph{holds} that $a_1 < b^2$.",
                "authors": ["Ada Lovelace"],
                "venue": "ENG 2020",
            },
        )
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in itertools.islice(lines, 0, None, 60))


def values(*keys: str) -> Callable[[], list[bytes]]:
    """The values of some keys of those papers."""
    return lambda: [str(paper[key]).encode()[:MOST] for paper in records() for key in keys if paper.get(key)]


def files(*patterns: str) -> list[bytes]:
    """The beginnings of files beside the checkout."""
    paths = [path for pattern in patterns for path in sorted(SHARED.glob(pattern)) if path.is_file()]
    return [path.read_bytes()[:MOST] for path in paths[:200]]


def members() -> list[bytes]:
    """The TeX of sources beside the checkout, and a small one."""
    small = rb"\documentclass{article}\begin{document}\begin{figure}\includegraphics{a}\caption{A.}\end{figure}"
    found = [small + rb"\end{document}"]
    for path in sorted((SHARED / "fixtures" / "arxiv_eprint").glob("*")):
        try:
            with tarfile.open(path) as opened:
                files = [opened.extractfile(one) for one in opened if one.name.endswith((".tex", ".bbl", ".sty"))]
                found += [file.read()[start : start + MOST] for file in files if file for start in (0, 20_000)]
        except (tarfile.TarError, OSError, EOFError):
            continue
    return found


def tars() -> list[bytes]:
    """Small archives of every kind."""
    found = []
    for mode in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=mode) as made:
            for name in ("main.tex", "figs/" + "é" * 40 + ".png", "../x"):
                member = tarfile.TarInfo(name)
                member.size = 20
                made.addfile(member, io.BytesIO(b"\\documentclass{a} " + b"x" * 20))
        found += [out.getvalue()[:MOST], gzip.compress(out.getvalue())]
    return found


def pictures() -> list[bytes]:
    """Small pictures of every kind."""
    from PIL import Image

    found = []
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        for mode in ("RGB", "P", "L"):
            out = io.BytesIO()
            Image.new(mode, (24, 16), 90).convert("RGB" if kind in {"WEBP", "JPEG"} else mode).save(out, kind)
            found.append(out.getvalue())
    return [*found, *drawings()]


def drawings() -> list[bytes]:
    """A small drawing."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><defs><g id="a"><path d="M0 0L9 9"/></g></defs>'
        '<use href="#a" x="3"/><text x="1" y="9" style="fill:red">Words</text><style>.a{fill:blue}</style></svg>'
    )
    return [svg.encode()]


def documents() -> list[bytes]:
    """A small PDF."""
    drawn = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        "4 0 obj<</Length 30>>stream\n0 0 m 50 50 l S BT (a) Tj ET\n"
        "endstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
    return [drawn.encode()]


def body(name: str) -> Callable[[], list[bytes]]:
    """The first answer of a source."""

    def seeds() -> list[bytes]:
        answer = next(iter(FULL[name].answers.values()))
        return [answer.body] if isinstance(answer, Reply) else []

    return seeds
