"""Readers: every way by which what others wrote comes into the program, with material to begin from.

In: the material beside the checkout, where it is there, and what the tests hold. Out: a table of readers, each a
function of some bytes, the errors by which it may refuse them, whole inputs, and the signs its inputs are made of.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.robust import seeds
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

ABOUT = "https://x.example/1"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way in: what is done with an input, how it may be refused, what inputs are made of.

    `weight` is how many inputs it gets beside the others': more where they cost little, so that two million take less
    than ten minutes of the processor. `apart`: the program runs it in a child with limits.
    """

    read: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    signs: tuple[str, ...]
    raises: tuple[type[BaseException], ...] = ()
    weight: float = 1.0
    apart: bool = False


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


READERS: dict[str, Reader] = {
    "prose": Reader(_prose, seeds.values("title", "abstract"), seeds.TEX, weight=3),
    "LaTeX": Reader(_tex, seeds.values("title", "abstract"), seeds.TEX, weight=4),
    "names": Reader(
        _each(names.read, names.split, names.straight, names.is_group, convert.name, slug),
        seeds.values("authors"),
        seeds.NAMES,
        weight=8,
    ),
    "dates and ids": Reader(
        _each(dates.parse, ids.arxiv, ids.doi, ids.orcid, slug),
        lambda: [b"2020-01-02", b"arXiv:2301.00001v2", b"https://doi.org/10.5555/a(b)c", b"0000-0002-1825-0097"],
        seeds.NAMES + seeds.JSON,
        weight=14,
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
        seeds.values("venue"),
        seeds.NAMES + seeds.TEX,
        weight=5,
    ),
    "YAML": Reader(
        _yaml, lambda: [seeds.PAPER, *seeds.files("../*/content/papers/*.yaml")], seeds.YAML, (SitegenError,), weight=4
    ),
    "XML": Reader(
        xmltree.parse,
        lambda: seeds.files("fixtures/arxiv_*/*", "fixtures/dblp/*", "fixtures/acl_anthology/*"),
        seeds.XML,
        (xmltree.XmlError,),
        weight=12,
    ),
    "JSON": Reader(
        lambda data: decode_json("x", data),
        lambda: seeds.files("fixtures/*/*.json"),
        seeds.JSON,
        (SourceError,),
        weight=12,
    ),
    "archives": Reader(archive.read, seeds.tars, seeds.BYTES, (ArchiveError,), weight=10),
    "pages with figures": Reader(
        lambda data: html.find(_text(data), ABOUT),
        lambda: [*seeds.files("fixtures/arxiv_*html*/*"), b"<figure><img src=a.png>"],
        seeds.PAGE,
        (html.PageError,),
        weight=6,
        apart=True,
    ),
    "sources with figures": Reader(_source, seeds.members, seeds.TEX, weight=2, apart=True),
    "drawings": Reader(tidy, seeds.drawings, seeds.SVG, (BrokenError,), weight=12),
    "pictures": Reader(_picture, seeds.pictures, seeds.BYTES, (BrokenError, TooLargeError), weight=1, apart=True),
    "PDFs": Reader(pdf_pages.layout, seeds.documents, seeds.BYTES, weight=0.03),
    "subscribers": Reader(
        _each(lambda text: subscribers.parse(text, {"ada": "Ada"})),
        lambda: [b"a@b.example ada\n# c\n-x@y.example\n"],
        seeds.NAMES,
        (SitegenError,),
        weight=4,
    ),
    "hosts": Reader(
        _each(name_and_port), lambda: [b"[::1]:8000", b"localhost:80"], ("[", "]", ":", "%", "@", "."), weight=2
    ),
    "citations": Reader(_entry, seeds.values("title", "abstract"), seeds.TEX, (SitegenError,), weight=0.1),
    "sites": Reader(
        _site,
        lambda: [
            seeds.PAPER,
            b"- text: It *is*\n  date: 2020\n",
            b"#: x\n",
            b"aliases: [b]\n" + seeds.PAPER,
            b"a: 1\n",
            *seeds.pictures()[:1],
        ],
        seeds.YAML + seeds.TEX,
        (SitegenError,),
        weight=0.04,
    ),
    "old files": Reader(
        _imported,
        lambda: [seeds.BIB, *seeds.files("fixtures/bibtex/*", "fixtures/ris/*", "fixtures/csljson/*", "corpus/bib/*")],
        (
            *seeds.TEX,
            *seeds.JSON,
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
        weight=1.2,
    ),
    **{
        f"answers of {name}": Reader(
            _answer(name), seeds.body(name), seeds.JSON + seeds.XML, (SourceError,), weight=0.3
        )
        for name in FULL
    },
}
"""Every reader by its name."""
