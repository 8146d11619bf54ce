"""Citations and feeds of real papers, read back by programs that others wrote."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import jsonschema
import pybtex.database
import pytest

from sitegen.cite import apa, bibtex, csljson, highwire, jsonld, pieces, ris
from sitegen.cite.characters import one_line
from sitegen.model import Authorship, Date, Paper, Venue
from sitegen.outputs import atom, jsonfeed, sitemap
from sitegen.site.graph import Site, connect
from sitegen.site.pages import addresses
from sitegen.text import convert
from sitegen.text.names import split
from tests.making import content

pytestmark = pytest.mark.corpus

PAPERS = 500
AT = addresses("https://example.org/repo/")
SCHEMAS = Path(__file__).parents[1] / "schemas"


def _schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def _paper(number: int, record: Mapping[str, Any]) -> Paper:
    extra = record["extra"]
    names = [one if isinstance(one, str) else f"{one['given']} {one['family']}" for one in record["authors"]]
    date = [int(part) for part in (record["date"] or str(record["year"])).split("-")]
    venue, arxiv = record["venue"], record["arxiv_id"]
    pages = f"{extra['firstpage']}-{extra['lastpage']}" if extra.get("firstpage") and extra.get("lastpage") else None
    return Paper(
        slug=f"p{number}",
        file=f"content/papers/p{number}.yaml",
        title=convert.phrase(record["title"])[0],
        authors=tuple(Authorship(name=convert.name(name)) for name in names),
        date=Date(*date),
        type="preprint" if arxiv else "inproceedings",
        venue=None if arxiv else Venue(name=convert.phrase(venue)[0], pages=pages, publisher=extra.get("publisher")),
        abstract=convert.abstract(record["abstract"])[0] if record["abstract"] else None,
        comments=convert.phrase(extra["comment"])[0] if extra.get("comment") else None,
        arxiv=arxiv,
        doi=record["doi"],
        keywords=tuple(record["keywords"] or ()),
        arxiv_categories=tuple(extra.get("categories", ())),
    )


@pytest.fixture(scope="module")
def site(shared: Path) -> Site:
    """A site of papers of the corpus, always the same ones."""
    with gzip.open(shared / "corpus" / "papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["authors"]]
    chosen = random.Random(4).sample(records, PAPERS)  # noqa: S311 - a seeded sample, not a secret
    return connect(content(*(_paper(number, record) for number, record in enumerate(chosen))))[0]


def _words(plain: str) -> str:
    """A text with the signs that LaTeX writes alike as one: minus and hyphen, two dots, the items of a list."""
    return " ".join(plain.translate(str.maketrans("−⋅•", "-· ")).split())


def test_bibtex_reads_back(site: Site) -> None:
    """Both readers find every paper's authors and year, and every abstract in the words that it has."""
    bib = bibtex.joined(
        bibtex.entry(one.paper, one.cite_key, AT.absolute(AT.paper(one.paper.slug))) for one in site.papers
    )
    library = bibtexparser.parse_string(bib)
    assert not library.failed_blocks
    assert len(library.entries) == PAPERS
    read = pybtex.database.parse_string(bib, "bibtex").entries
    for one in site.papers:
        fields, people = library.entries_dict[one.cite_key], read[one.cite_key].persons["author"]
        assert fields["year"] == read[one.cite_key].fields["year"] == f"{one.paper.date.year}"
        families = [" ".join(person.prelast_names + person.last_names) for person in people]
        wanted = [split(credit.name).surname for credit in one.credits]
        assert list(map(convert.name, families)) == wanted
        if one.paper.abstract:
            assert _words(convert.abstract(fields["abstract"])[0].plain) == _words(one.paper.abstract.plain)


@pytest.mark.slow
@pytest.mark.parametrize("style", ["plain", "abbrv", "alpha"])
def test_latex_sets_all_of_it(site: Site, tmp_path: Path, style: str) -> None:
    """Where there is a LaTeX, a document that cites every paper is set without an error, in full and shortened."""
    if not (shutil.which("pdflatex") and shutil.which("bibtex")):
        pytest.skip("no pdflatex and bibtex; bibtexparser and pybtex have read the same file")
    entries = [bibtex.entry(one.paper, one.cite_key, AT.absolute(AT.paper(one.paper.slug))) for one in site.papers]
    (tmp_path / "all.bib").write_text(bibtex.joined(entries), encoding="utf-8")
    (tmp_path / "all.tex").write_text(
        r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{amsmath,amssymb,hyperref}"
        r"\begin{document}\nocite{*}\bibliographystyle{STYLE}\bibliography{all}\end{document}".replace("STYLE", style),
        encoding="utf-8",
    )
    for program in ("pdflatex", "bibtex", "pdflatex"):
        options = ["-interaction=nonstopmode"] if program == "pdflatex" else []
        subprocess.run([program, *options, "all"], cwd=tmp_path, check=False, capture_output=True)
    said = (tmp_path / "all.log").read_text(encoding="utf-8", errors="replace")
    assert not re.findall(r"^!.*(?:\n.*){6}", said, re.MULTILINE)
    assert (tmp_path / "all.bbl").read_text(encoding="utf-8").count(r"\bibitem") == PAPERS
    assert "error message" not in (tmp_path / "all.blg").read_text(encoding="utf-8")


def test_titles_read_back(site: Site) -> None:
    """A title of plain words comes back to the letter once its protecting braces are gone."""
    plain = [one for one in site.papers if re.fullmatch(r"[\w ,:?!()./-]+", one.paper.title.plain, re.ASCII)]
    assert len(plain) > PAPERS * 3 // 4
    for one in plain:
        library = bibtexparser.parse_string(bibtex.entry(one.paper, "k"))
        assert re.sub(r"\\(?=_)|[{}]", "", library.entries[0]["title"]) == one.paper.title.plain


def test_feeds_read_back(site: Site) -> None:
    """Both feeds of all papers are valid and hold the same titles, authors and addresses."""
    about = {"title": "All", "page_url": "https://example.org/repo/"}
    xml = atom.feed(
        feed_id=AT.feed_id("feed.xml"),
        feed_url="https://example.org/repo/feed.xml",
        updated=site.updated,
        entries=[atom.entry(one, AT) for one in site.papers],
        **about,
    )
    made = jsonfeed.feed(
        feed_url="https://example.org/repo/feed.json", items=[jsonfeed.item(one, AT) for one in site.papers], **about
    )
    read, items = feedparser.parse(xml.encode()), json.loads(made.encode())
    assert not read.bozo, read.get("bozo_exception")
    _schema("jsonfeed").validate(items)
    assert [entry.link for entry in read.entries] == [item["url"] for item in items["items"]]
    assert [item["title"] for item in items["items"]] == [one_line(one.paper.title.plain) for one in site.papers]
    for entry, one in zip(read.entries, site.papers, strict=True):
        assert [author.name for author in entry.authors] == [one_line(credit.name) for credit in one.credits]


def test_other_citations_are_valid(site: Site) -> None:
    """CSL-JSON and JSON-LD validate, RIS has one record a paper, Highwire one tag an author."""
    article = _schema("scholarly-article")
    items, records = [], []
    for one in site.papers:
        items.append(csljson.item(one.paper, one.cite_key, "https://example.org/"))
        records.append(ris.record(one.paper, "https://example.org/"))
        people = tuple((credit.name, None, None) for credit in one.credits)
        found = json.loads(jsonld.article(one.paper, url="https://example.org/", people=people))
        article.validate(found)
        tags = highwire.tags(one.paper, abstract_url="https://example.org/", pdf_url=None, language="en")
        assert sum(name == "citation_author" for name, _ in tags) == len(one.credits) == len(found["author"])
    _schema("csl").validate(json.loads(csljson.joined(map(json.dumps, items))))
    lines = ris.joined(records).splitlines()
    assert sum(line.startswith("TY  - ") for line in lines) == sum(line == "ER  - " for line in lines) == PAPERS


def test_references_read_clean(site: Site) -> None:
    """Around title and venue nothing is doubled, empty or left of LaTeX; the HTML is well-formed and says the same."""
    for one in site.papers:
        made = apa.reference(one.paper)
        ours = made.plain.replace(pieces.shown(one.paper.title).plain, "Title", 1)
        if one.paper.venue:
            ours = ours.replace(one_line(one.paper.venue.name.plain), "Venue", 1)
        assert not re.search(r"[$\\{}]|\.\.|,,|;;|[?!…]\.|\s[.,;)]|\s\s|[(\[]\s?[)\]]", ours), ours
        assert re.search(
            rf"\. \({one.paper.date.year}(, [A-Z][a-z]+ \d+)?\)\. Title( \(arXiv:[\w./-]+\))?\.? ", ours
        ), ours
        tree = ET.fromstring(f"<p>{made.html}</p>")
        if not made.has_maths:
            assert "".join(tree.itertext()).split() == made.plain.split()


def test_the_sitemap_is_well_formed(site: Site) -> None:
    """Every page of the site is listed once."""
    ((_, text),) = sitemap.sitemaps(sitemap.listed(site, AT), AT)
    found = [node.text for node in ET.fromstring(text.encode()).iter() if node.tag.endswith("loc")]
    assert len(found) == len(set(found)) > PAPERS + len(site.people)
