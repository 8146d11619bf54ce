"""The feeds and exports of the example site, read back by programs that others wrote."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import jsonschema
import pytest
import yaml

from sitegen.text.convert import abstract

CHECKOUT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/"
LATEX = re.compile(r"\\[a-zA-Z]|\$")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = {"type": "string", "pattern": "^https://"}
JSON_FEED = {  # https://www.jsonfeed.org/version/1.1/
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "date_published"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": ADDRESS,
                    "title": {"type": "string", "minLength": 1},
                    "content_html": {"type": "string"},
                    "content_text": {"type": "string"},
                    "summary": {"type": "string"},
                    "date_published": {
                        "type": "string",
                        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
                    },
                    "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
CSL = {  # https://github.com/citation-style-language/schema, csl-data.json
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "title", "author", "issued"],
        "properties": {
            "type": {"enum": ["article", "article-journal", "paper-conference", "book", "chapter", "thesis", "report"]},
            "title": {"type": "string", "minLength": 1},
            "author": {
                "type": "array",
                "items": {"anyOf": [{"required": ["family"]}, {"required": ["literal"]}]},
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "properties": {
                    "date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}
                },
            },
        },
    },
}

Paper = dict[str, Any]


def _with_files() -> int:
    """Return how many people have feeds and exports: those with a file, and those with more than one paper."""
    names = Counter(
        re.sub(r"\W", "", name).casefold() for paper in _papers().values() for name in set(paper["authors"])
    )
    owner = yaml.safe_load((CHECKOUT / "content/authors/eliza-rutherford.yaml").read_bytes())
    assert re.sub(r"\W", "", owner["name"]).casefold() in {name for name, count in names.items() if count > 1}
    return sum(count > 1 for count in names.values())


def _papers() -> dict[str, Paper]:
    """The example's papers as their files say, by slug, every scalar as text."""
    files = sorted((CHECKOUT / "content" / "papers").glob("*.yaml"))
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in files}  # noqa: S506 - makes nothing but text, lists and mappings


def _slugs_by(name: str) -> set[str]:
    return {slug for slug, paper in _papers().items() if name in paper["authors"]}


def _entries(path: Path) -> dict[str, Any]:
    """The entries of a .bib file by title, as bibtexparser reads them."""
    library = bibtexparser.parse_string(path.read_text(encoding="utf-8"))
    assert not library.failed_blocks, path
    return {re.sub(r"\\(?=[&%#_])|[{}]", "", entry["title"]): entry for entry in library.entries}


def _name(bibtex: str) -> str:
    """`Rae, Jack W.` as it stands on a paper."""
    return " ".join(reversed(bibtex.replace("{", "").replace("}", "").split(", ")))


def _check_entry(entry: Any, paper: Paper) -> None:
    assert [_name(name) for name in entry["author"].split(" and ")] == paper["authors"]
    assert entry["year"] == paper["date"][:4]
    assert entry["eprint"] == paper["arxiv"]


def test_atom_feeds_are_well_formed(example: Path) -> None:
    """No feed has a fault that feedparser would see, and each entry has an id, a link, a date, a title."""
    feeds = sorted(example.rglob("feed.xml"))
    assert len(feeds) >= 1 + _with_files()
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
        assert feed.version == "atom10"
        assert feed.entries
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
        for entry in feed.entries:
            assert entry.link.startswith(BASE)
            assert entry.updated
            assert not LATEX.search(entry.title + entry.get("summary", "")), path


def test_the_site_feed_holds_every_paper_newest_first(example: Path) -> None:
    """Titles and authors of the site's feed are those of the papers, in the order of their dates."""
    feed = feedparser.parse((example / "feed.xml").read_bytes())
    papers = sorted(_papers().values(), key=lambda paper: str(paper["date"]), reverse=True)
    assert [entry.title for entry in feed.entries] == [paper["title"] for paper in papers]
    assert [[author.name for author in entry.authors] for entry in feed.entries] == [p["authors"] for p in papers]


def test_json_feeds_follow_their_specification(example: Path) -> None:
    """Every feed.json is a JSON Feed 1.1 with the same items as the Atom feed beside it."""
    feeds = sorted(example.rglob("feed.json"))
    assert len(feeds) >= 1 + _with_files()
    for path in feeds:
        feed = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(feed, JSON_FEED)
        atom = feedparser.parse(path.with_suffix(".xml").read_bytes())
        assert [item["url"] for item in feed["items"]] == [entry.link for entry in atom.entries], path
        for item in feed["items"]:
            shown = re.sub(r"<annotation.*?</annotation>", "", item.get("content_html", ""))
            assert not LATEX.search(item["title"] + item.get("content_text", "") + item.get("summary", "") + shown), (
                path
            )


@pytest.mark.parametrize("slug", _papers())
def test_a_papers_bibtex_reads_back(example: Path, slug: str) -> None:
    """The .bib of a paper has its title, authors, year and arXiv id, and the abstract in its words."""
    paper = _papers()[slug]
    entries = _entries(example / "papers" / slug / f"{slug}.bib")
    assert list(entries) == [paper["title"]]
    _check_entry(entries[paper["title"]], paper)
    macros = paper.get("macros", {})
    assert abstract(entries[paper["title"]]["abstract"])[0].plain == abstract(paper["abstract"], macros)[0].plain


def test_every_bibtex_file_reads_back(example: Path) -> None:
    """The site's and each person's .bib hold their papers, with the same titles, authors and years."""
    papers = {paper["title"]: paper for paper in _papers().values()}
    files = sorted(example.rglob("*.bib"))
    assert len(files) == 1 + 5 + _with_files()
    for path in files:
        entries = _entries(path)
        for title, entry in entries.items():
            _check_entry(entry, papers[title])
    assert _entries(example / "papers.bib").keys() == papers.keys()
    assert len(_entries(example / "authors" / "eliza-rutherford" / "papers.bib")) == 5
    assert len(_entries(example / "authors" / "diego-de-las-casas" / "papers.bib")) == 4


@pytest.mark.parametrize("slug", _papers())
def test_a_papers_ris_reads_back(example: Path, slug: str) -> None:
    """The .ris of a paper is one record with every author, each on a line."""
    paper = _papers()[slug]
    lines = (example / "papers" / slug / f"{slug}.ris").read_text(encoding="utf-8").splitlines()
    fields = [(line[:2], line[6:]) for line in lines if line.strip()]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line.strip())
    assert fields[0][0] == "TY"
    assert fields[-1][0] == "ER"
    assert [_name(value) for tag, value in fields if tag == "AU"] == paper["authors"]
    assert [value for tag, value in fields if tag == "TI"] == [paper["title"]]


def test_csl_json_holds_every_paper(example: Path) -> None:
    """papers.json and each paper's own file are CSL-JSON with the paper's title, authors and date."""
    records = json.loads((example / "papers.json").read_text(encoding="utf-8"))
    jsonschema.validate(records, CSL)
    by_title = {record["title"]: record for record in records}
    for slug, paper in _papers().items():
        own = json.loads((example / "papers" / slug / f"{slug}.json").read_text(encoding="utf-8"))
        record = by_title[paper["title"]]
        assert own in (record, [record])
        assert record["issued"]["date-parts"] == [[int(part) for part in paper["date"].split("-")]]
        assert len(record["author"]) == len(paper["authors"])


def test_the_sitemap_lists_every_page(example: Path) -> None:
    """The sitemap has each page once, by its canonical address, and robots.txt says where it is."""
    tree = ET.fromstring((example / "sitemap.xml").read_text(encoding="utf-8"))
    listed = [node.text or "" for node in tree.iter(f"{SITEMAP}loc")]
    pages = [path.relative_to(example).as_posix().removesuffix("index.html") for path in example.rglob("index.html")]
    owner = "authors/eliza-rutherford/"  # whose page is the home page
    assert sorted(listed) == sorted(BASE + page for page in pages if page != owner)
    assert f"Sitemap: {BASE}sitemap.xml" in (example / "robots.txt").read_text(encoding="utf-8")


def test_a_person_has_the_papers_of_all_spellings(example: Path) -> None:
    """Diego de Las Casas, also spelled with a small l, has the papers of both spellings on one page."""
    feed = feedparser.parse((example / "authors" / "diego-de-las-casas" / "feed.xml").read_bytes())
    slugs = {entry.link.rstrip("/").rsplit("/", 1)[1] for entry in feed.entries}
    assert slugs == _slugs_by("Diego de Las Casas") | _slugs_by("Diego de las Casas")
    assert len(slugs) == 4
