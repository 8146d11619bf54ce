"""Readers: every way by which what others wrote comes into the program, with material to begin from.

In: the material beside the checkout, where it is there, and what the tests hold. Out: a table of readers, each a
function of some bytes, the errors by which it may refuse them, whole inputs, and the signs its inputs are made of.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
import tarfile
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.cite import bibtex
from sitegen.content import canonical, schema, yamlfile
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.images import pdf_pages
from sitegen.images.cleaning import BrokenError
from sitegen.images.decoding import TooLargeError, decode
from sitegen.images.kinds import HEAD, sniff
from sitegen.images.vector import tidy
from sitegen.importers import formats
from sitegen.publish.alert import subscribers
from sitegen.publish.guard import name_and_port
from sitegen.pull.figures import archive, eprint, html
from sitegen.pull.figures.archive import Archive, ArchiveError
from sitegen.pull.journalref import journal_reference
from sitegen.pull.table import SOURCES, ask
from sitegen.render import recipe
from sitegen.render.request import BuildRequest
from sitegen.text import convert, dates, ids, names, venues
from sitegen.text.slugs import slug
from sitegen.web import xmltree
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import decode as decode_json
from sitegen.web.messages import HttpRequest
from sitegen.web.messages import HttpResponse as Received
from tests.making import write_site
from tests.pull.sources.test_cases import FULL
from tests.replay_server import Reply, find

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
ABOUT = "https://x.example/1"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way in: what is done with an input, how it may be refused, what inputs are made of.

    `weight` is how many inputs it gets beside the others'; `apart`: the program runs it in a child with limits.
    """

    read: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    signs: tuple[str, ...]
    raises: tuple[type[BaseException], ...] = ()
    weight: float = 1.0
    apart: bool = False


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


def _text(data: bytes) -> str:
    """Read bytes as text: what reads files and answers lets no half of a pair through."""
    return data.decode("utf-8", "replace")


def _each(*functions: Callable[[str], object]) -> Callable[[bytes], object]:
    """Do all of these with a text; each may refuse it by a `ValueError`."""

    def read(data: bytes) -> None:
        text = _text(data)
        for function in functions:
            try:
                function(text)
            except ValueError as error:
                if isinstance(error, UnicodeError):
                    raise

    return read


def _prose(data: bytes) -> None:
    text = _text(data)
    for converted in (
        convert.phrase(text)[0],
        convert.abstract(text)[0],
        convert.prose(text)[0],
        convert.page(text)[0],
    ):
        if re.search(r"<(?!/?[a-z0-9]+(?:\s[^<>]*)?/?>)", converted.html):
            raise AssertionError(f"an odd tag in {converted.html[:200]!r}")
        if converted.plain != unicodedata.normalize("NFC", converted.plain):
            raise AssertionError("plain text that is not in its normal form")


def _tex(data: bytes) -> None:
    text = _text(data)
    convert.latex(text)
    convert.latex_blocks(text)


def _yaml(data: bytes) -> None:
    document = yamlfile.parse(data, "content/papers/x.yaml")
    if any(problem.severity == "error" for problem in document.problems):
        return
    if isinstance(document.data, dict):
        schema.check("paper", document)
    canonical.canonical(document, "paper")


def _answer(name: str) -> Callable[[bytes], object]:
    """Let a source read an answer of which one body is the input."""
    case = FULL[name]
    address = next(iter(case.answers))

    def read(data: bytes) -> None:
        def insist(_web: Any, _service: object, request: HttpRequest, *_: object) -> Received:
            reply = Reply(b"no", 404, "text/plain")
            place = request.url.removeprefix("https://")
            answer = find(case.answers, place.partition("?")[0], dict(_query(place)))
            if isinstance(answer, Reply):
                reply = Reply(data, kind=answer.kind) if answer is case.answers[address] else answer
            return Received(reply.status, {"Content-Type": reply.kind}, reply.body)

        real, Web._insist = Web._insist, insist  # type: ignore[assignment, method-assign] # noqa: SLF001 - nothing is sent
        try:
            with (
                tempfile.TemporaryDirectory() as folder,
                Web(Path(folder), {"SITEGEN_GATEWAY": "http://127.0.0.1:9"}) as web,
            ):
                ask(SOURCES[name], case.wanted, web)
        finally:
            Web._insist = real  # type: ignore[method-assign] # noqa: SLF001 - as above

    return read


def _query(address: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(address.partition("?")[2], keep_blank_values=True)


def _imported(data: bytes) -> None:
    """Read a file as `sitegen import` does, under the name that it most likely has."""
    suffix = {b"@": ".bib", b"{": ".json", b"[": ".json", b"<": ".xml", b"T": ".ris"}.get(data.lstrip()[:1], ".bib")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"old{suffix}")
        path.write_bytes(data)
        known = formats.recognise(path)
        if known:
            known.read(path)


def _source(data: bytes) -> None:
    eprint.find(Archive("tex", {"main.tex": data, "a.png": b"picture", "refs.bib": data, "main.bbl": data}))


def _picture(data: bytes) -> None:
    kind = sniff(data[:HEAD])
    if kind in {"png", "jpeg", "gif", "webp", "tiff", "bmp", "svg"}:
        decode(data, kind, 4)


def _site(data: bytes) -> None:
    """Build a site with a paper, a person, a page and a picture of this."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_site(Path(folder))
        content = root / "content"
        for place in ("papers/x.yaml", "authors/x.yaml", "pages/x.md", "figures/x.png", "news.yaml"):
            (content / place).parent.mkdir(exist_ok=True)
        which = data[:1]
        place = {b"a": "authors/x.yaml", b"#": "pages/x.md", b"\x89": "figures/x.png", b"-": "news.yaml"}.get(
            which, "papers/x.yaml"
        )
        (content / place).write_bytes(data)
        recipe.build(root, BuildRequest(jobs=1))


def _entry(data: bytes) -> None:
    """Make a BibTeX entry, and all that a paper is cited as, of a paper with this text in every field."""
    text = json.dumps(_text(data), ensure_ascii=True).encode()
    raw = b"title: %b\nauthors: [{name: %b}]\ndate: 2020\nabstract: %b\nvenue: %b\nnote: %b\n" % ((text,) * 5)
    with tempfile.TemporaryDirectory() as folder:
        root = write_site(Path(folder))
        (root / "content/papers/first.yaml").write_bytes(raw)
        for paper in load(root)[0].papers:
            bibtex.entry(paper, "k")


@cache
def _records() -> tuple[dict[str, Any], ...]:
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


def _values(*keys: str) -> Callable[[], list[bytes]]:
    """The values of some keys of those papers."""
    return lambda: [str(paper[key]).encode()[:MOST] for paper in _records() for key in keys if paper.get(key)]


def _files(*patterns: str) -> list[bytes]:
    """The beginnings of files beside the checkout."""
    paths = [path for pattern in patterns for path in sorted(SHARED.glob(pattern)) if path.is_file()]
    return [path.read_bytes()[:MOST] for path in paths[:200]]


def _members() -> list[bytes]:
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


def _tars() -> list[bytes]:
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


def _pictures() -> list[bytes]:
    """Small pictures of every kind."""
    from PIL import Image

    found = []
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        for mode in ("RGB", "P", "L"):
            out = io.BytesIO()
            Image.new(mode, (24, 16), 90).convert("RGB" if kind in {"WEBP", "JPEG"} else mode).save(out, kind)
            found.append(out.getvalue())
    return [*found, *_drawings()]


def _drawings() -> list[bytes]:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><defs><g id="a"><path d="M0 0L9 9"/></g></defs>'
        '<use href="#a" x="3"/><text x="1" y="9" style="fill:red">Words</text><style>.a{fill:blue}</style></svg>'
    )
    return [svg.encode()]


def _documents() -> list[bytes]:
    drawn = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        "4 0 obj<</Length 30>>stream\n0 0 m 50 50 l S BT (a) Tj ET\n"
        "endstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
    return [drawn.encode()]


def _body(name: str) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        answer = next(iter(FULL[name].answers.values()))
        return [answer.body] if isinstance(answer, Reply) else []

    return seeds


READERS: dict[str, Reader] = {
    "prose": Reader(_prose, _values("title", "abstract"), TEX, weight=8),
    "LaTeX": Reader(_tex, _values("title", "abstract"), TEX, weight=8),
    "names": Reader(
        _each(names.read, names.split, names.straight, names.is_group, convert.name, slug),
        _values("authors"),
        NAMES,
        weight=8,
    ),
    "dates and ids": Reader(
        _each(dates.parse, ids.arxiv, ids.doi, ids.orcid, slug),
        lambda: [b"2020-01-02", b"arXiv:2301.00001v2", b"https://doi.org/10.5555/a(b)c", b"0000-0002-1825-0097"],
        NAMES + JSON,
        weight=8,
    ),
    "venues": Reader(
        _each(
            venues.kind,
            venues.likely,
            venues.stated,
            venues.known,
            venues.year,
            venues.identity,
            venues.series,
            journal_reference,
        ),
        _values("venue"),
        NAMES + TEX,
        weight=6,
    ),
    "YAML": Reader(_yaml, lambda: [PAPER, *_files("../*/content/papers/*.yaml")], YAML, (SitegenError,), weight=8),
    "XML": Reader(
        xmltree.parse,
        lambda: _files("fixtures/arxiv_*/*", "fixtures/dblp/*", "fixtures/acl_anthology/*"),
        XML,
        (xmltree.XmlError,),
        weight=6,
    ),
    "JSON": Reader(
        lambda data: decode_json("x", data), lambda: _files("fixtures/*/*.json"), JSON, (SourceError,), weight=6
    ),
    "archives": Reader(archive.read, _tars, BYTES, (ArchiveError,), weight=4),
    "pages with figures": Reader(
        lambda data: html.find(_text(data), ABOUT),
        lambda: [*_files("fixtures/arxiv_*html*/*"), b"<figure><img src=a.png>"],
        PAGE,
        (html.PageError,),
        weight=2,
        apart=True,
    ),
    "sources with figures": Reader(_source, _members, TEX, weight=2, apart=True),
    "drawings": Reader(tidy, _drawings, SVG, (BrokenError,), weight=6),
    "pictures": Reader(_picture, _pictures, BYTES, (BrokenError, TooLargeError), weight=1, apart=True),
    "PDFs": Reader(pdf_pages.layout, _documents, BYTES, weight=0.1),
    "subscribers": Reader(
        _each(lambda text: subscribers.parse(text, {"ada": "Ada"})),
        lambda: [b"a@b.example ada\n# c\n-x@y.example\n"],
        NAMES,
        (SitegenError,),
        weight=2,
    ),
    "hosts": Reader(
        _each(name_and_port), lambda: [b"[::1]:8000", b"localhost:80"], ("[", "]", ":", "%", "@", "."), weight=2
    ),
    "citations": Reader(_entry, _values("title", "abstract"), TEX, (SitegenError,), weight=0.3),
    "sites": Reader(
        _site,
        lambda: [
            PAPER,
            b"- text: It *is*\n  date: 2020\n",
            b"#: x\n",
            b"aliases: [b]\n" + PAPER,
            b"a: 1\n",
            *_pictures()[:1],
        ],
        YAML + TEX,
        (SitegenError,),
        weight=0.1,
    ),
    "old files": Reader(
        _imported,
        lambda: [BIB, *_files("fixtures/bibtex/*", "fixtures/ris/*", "fixtures/csljson/*", "corpus/bib/*")],
        (
            *TEX,
            *JSON,
            "@article{a,",
            "@string{a = ",
            "crossref = ",
            " # ",
            "author = {",
            "TY  - JOUR\n",
            "ER  - \n",
            "AU  - ",
        ),
        (SitegenError,),
        weight=3,
    ),
    **{
        f"answers of {name}": Reader(_answer(name), _body(name), JSON + XML, (SourceError,), weight=0.5)
        for name in FULL
    },
}
"""Every reader by its name."""
