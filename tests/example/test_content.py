"""The pages of the example site: all there, all that they have to say, and every link leads somewhere."""

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.making import take_pictures

CHECKOUT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/"
LATEX = re.compile(r"\\[a-zA-Z]|\$")
NOT_SHOWN = ("script", "style", "template", "annotation")
OWNER = "authors/eliza-rutherford/"
"""The owner's page is the home page: it points there, so that search engines take the two for one."""
TREE = """
    index.html 404.html robots.txt sitemap.xml .nojekyll feed.xml feed.json papers.bib papers.json
    papers/index.html authors/index.html years/index.html years/2021/index.html years/2022/index.html
    venues/index.html topics/index.html topics/language-models/index.html topics/language-models/feed.xml
    papers/2022-alayrac-flamingo/index.html papers/2022-alayrac-flamingo/2022-alayrac-flamingo.bib
    papers/2022-alayrac-flamingo/2022-alayrac-flamingo.ris papers/2022-alayrac-flamingo/2022-alayrac-flamingo.json
    authors/eliza-rutherford/index.html authors/eliza-rutherford/feed.xml authors/eliza-rutherford/feed.json
    authors/eliza-rutherford/papers.bib authors/diego-de-las-casas/index.html
"""

Paper = dict[str, Any]


def _papers() -> dict[str, Paper]:
    """The example's papers as their files say, by slug, every scalar as text."""
    files = sorted((CHECKOUT / "content" / "papers").glob("*.yaml"))
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in files}  # noqa: S506 - makes nothing but text, lists and mappings


def _pages(output: Path) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(output.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_text(encoding="utf-8"))


def _page(output: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((output / address / "index.html").read_text(encoding="utf-8"))


def _shown(page: LexborHTMLParser) -> str:
    """What a person reads on a page, title included."""
    for name in NOT_SHOWN:
        for node in page.css(name):
            node.decompose()
    root = page.root
    return root.text(separator=" ") if root else ""


def _meta(page: LexborHTMLParser, name: str) -> list[str]:
    return [node.attributes.get("content") or "" for node in page.css(f'meta[name="{name}"], meta[property="{name}"]')]


def _linked_data(page: LexborHTMLParser) -> list[dict[str, Any]]:
    return [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _one(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css(selector)
    assert len(found) == 1, f"{len(found)} {selector}"
    return found[0]


@pytest.fixture(params=_papers())
def slug(request: pytest.FixtureRequest) -> str:
    """The slug of each paper of the example in turn."""
    return str(request.param)


def test_every_file_of_the_contract_is_there(example: Path) -> None:
    """The output has every kind of file that people and programs rely on."""
    assert not [name for name in TREE.split() if not (example / name).is_file()]


def test_five_papers_and_102_people_have_pages(example: Path) -> None:
    """103 spellings make 102 people: two differ in nothing but case."""
    spellings = {name for paper in _papers().values() for name in paper["authors"]}
    assert len(spellings) == 103
    assert len(list(example.glob("papers/*/index.html"))) == 5
    assert len(list(example.glob("authors/*/index.html"))) == 102


def test_no_latex_is_shown(example: Path) -> None:
    """No page shows a backslash command or a dollar sign, in its text, its title, its meta data or its JSON-LD."""
    for path, page in _pages(example):
        hidden = [node.attributes.get("content") or "" for node in page.css("meta")]
        hidden += _strings(_linked_data(page))
        hidden += [node.attributes.get(name) or "" for name in ("alt", "title", "aria-label") for node in page.css("*")]
        for text in [*hidden, _shown(page)]:
            assert not LATEX.search(text), f"{path}: {text[max(0, LATEX.search(text).start() - 40) :][:90]}"  # type: ignore[union-attr] # it was found


def test_macros_read_as_words(example: Path) -> None:
    """The Chinchilla abstract reads as its authors meant it."""
    text = " ".join(_shown(_page(example, "papers/2022-hoffmann-training-compute-optimal")).split())
    for words in (
        "By training over 400 language models ranging",
        "a predicted compute-optimal model, Chinchilla, that uses the same compute budget as Gopher but with 70B",
        "4× more more data. Chinchilla uniformly and significantly outperforms Gopher (280B)",
        "accuracy of 67.5% on the MMLU benchmark, greater than a 7% improvement over Gopher.",
    ):
        assert words in text


def test_a_paper_page_says_what_its_file_says(example: Path, slug: str) -> None:
    """Title, every author in order and as spelled, date, comment and arXiv id stand on the paper's page."""
    paper, page = _papers()[slug], _page(example, f"papers/{slug}")
    headings = [node.text(strip=True) for node in page.css("h1")]
    assert headings == [paper["title"]]
    authors = [node.text(strip=True) for node in page.css('[rel~="author"]')]
    assert authors == paper["authors"]
    assert paper["date"] in [node.attributes.get("datetime") for node in page.css("time")]
    assert f"https://arxiv.org/abs/{paper['arxiv']}" in [node.attributes.get("href") for node in page.css("a")]
    assert paper.get("comments", "") in _shown(page)


def test_authors_link_to_pages_that_link_back(example: Path, slug: str) -> None:
    """Each author of a paper is a link to a page that lists the paper."""
    for node in _page(example, f"papers/{slug}").css('a[rel~="author"]'):
        address = (node.attributes.get("href") or "").strip("/")
        assert f"/papers/{slug}/" in [link.attributes.get("href") for link in _page(example, address).css("a")]


def test_scholar_reads_a_paper_page(example: Path, slug: str) -> None:
    """The Highwire tags that Google Scholar asks for hold the paper's facts, authors in order."""
    paper, page = _papers()[slug], _page(example, f"papers/{slug}")
    assert _meta(page, "citation_title") == [paper["title"]]
    assert [" ".join(reversed(name.split(", "))) for name in _meta(page, "citation_author")] == paper["authors"]
    assert [date.replace("/", "-") for date in _meta(page, "citation_publication_date")] == [paper["date"]]
    assert _meta(page, "citation_arxiv_id") == [paper["arxiv"]]
    assert _meta(page, "citation_abstract_html_url") == [f"{BASE}papers/{slug}/"]
    assert _meta(page, "citation_language") == ["en"]
    assert _meta(page, "citation_pdf_url")


def test_search_engines_read_a_paper_page(example: Path, slug: str) -> None:
    """JSON-LD describes a ScholarlyArticle with every author, its date, its abstract and its identifiers."""
    paper, page = _papers()[slug], _page(example, f"papers/{slug}")
    articles = [found for found in _linked_data(page) if found.get("@type") == "ScholarlyArticle"]
    assert len(articles) == 1
    article = articles[0]
    assert article["@context"] == "https://schema.org"
    assert [author["name"] for author in article["author"]] == paper["authors"]
    assert {author["@type"] for author in article["author"]} == {"Person"}
    assert article["datePublished"] == paper["date"]
    assert article["headline"] == paper["title"]
    assert len(article["abstract"]) > 800
    assert paper["arxiv"] in json.dumps(article["identifier"])


def test_previews_and_alternates_of_a_paper_page(example: Path, slug: str) -> None:
    """A link to a paper shows a card, and a program finds its other formats."""
    page = _page(example, f"papers/{slug}")
    assert _meta(page, "og:title") == [_papers()[slug]["title"]]
    assert _meta(page, "og:url") == [f"{BASE}papers/{slug}/"]
    assert _meta(page, "og:type") == ["article"]
    assert _meta(page, "twitter:card")
    types = {node.attributes.get("type") for node in page.css('link[rel="alternate"]')}
    assert {"application/x-bibtex", "application/x-research-info-systems", "application/atom+xml"} <= types
    assert any("json" in (kind or "") for kind in types)


def test_every_page_is_whole(example: Path) -> None:
    """Each page has one main heading, a title of its own, a language, a policy, and its own address."""
    titles: Counter[str] = Counter()
    for path, page in _pages(example):
        assert len(page.css("h1")) == 1, path
        assert _one(page, "html").attributes.get("lang") == "en", path
        policy = _one(page, 'meta[http-equiv="Content-Security-Policy"]').attributes.get("content") or ""
        assert "default-src" in policy, path
        assert "unsafe-inline" not in policy, path
        canonical = [node.attributes.get("href") for node in page.css('link[rel="canonical"]')]
        own = path.relative_to(example).as_posix().removesuffix("index.html")
        if path.name != "404.html":
            assert canonical == [BASE if own == OWNER else BASE + own], path
        titles[_one(page, "head > title").text()] += own != OWNER
    assert not [title for title, count in titles.items() if count > 1]


def test_pages_need_nothing_from_elsewhere(example: Path) -> None:
    """No script, style, font or picture comes from another host, and no page has code or style in its attributes."""
    for path, page in _pages(example):
        links = page.css('link[rel="stylesheet"], link[rel="icon"], link[rel="preload"]')
        sources = [node.attributes.get("href") or "" for node in links]
        sources += [node.attributes.get("src") or "" for node in page.css("[src]")]
        assert not [source for source in sources if not source.startswith("/") or source.startswith("//")], path
        inline = [
            name for node in page.css("*") for name in node.attributes if name == "style" or name.startswith("on")
        ]
        assert not inline, path


@pytest.mark.sampled(2)
@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/repo/", "https://example.org/a/b"])
def test_every_link_leads_somewhere(sitegen: Any, example: Path, tmp_path: Path, base: str) -> None:
    """Wherever the site lives, each link inside it leads to a file, and each fragment to an element there."""
    shutil.copytree(CHECKOUT / "content", tmp_path / "content")
    take_pictures(tmp_path, example.parent)
    built = sitegen("build", "--base-url", base, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    output, prefix = tmp_path / "output", urlsplit(base).path.rstrip("/") + "/"
    pages = dict(_pages(output))
    ids = {path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        here = prefix + path.relative_to(output).as_posix()
        for link in _links(page):
            parts = urlsplit(urljoin(f"https://example.org{here}", link))
            if parts.netloc != "example.org":
                continue
            assert parts.path.startswith(prefix), f"{path}: {link}"
            target = output / unquote(parts.path).removeprefix(prefix)
            target = target / "index.html" if parts.path.endswith("/") else target
            assert target.is_file(), f"{path}: {link}"
            assert not parts.fragment or unquote(parts.fragment) in ids[target], f"{path}: {link}"


def _links(page: LexborHTMLParser) -> list[str]:
    found = [node.attributes.get(name) for name in ("href", "src", "action") for node in page.css(f"[{name}]")]
    found += [part.split()[0] for node in page.css("[srcset]") for part in (node.attributes["srcset"] or "").split(",")]
    return [link for link in found if link is not None]


def test_no_two_files_are_one_on_any_file_system(example: Path) -> None:
    """Paths stay apart when case is folded and Unicode is composed."""
    folded = Counter(
        unicodedata.normalize("NFC", path.relative_to(example).as_posix()).casefold() for path in example.rglob("*")
    )
    assert max(folded.values()) == 1


@pytest.mark.slow
def test_the_nu_checker_finds_no_error(example: Path, nu_checker: tuple[str, ...]) -> None:
    """All pages are valid HTML."""
    done = subprocess.run(
        [*nu_checker, "--skip-non-html", "--format", "gnu", example], capture_output=True, check=False, encoding="utf-8"
    )
    assert not [line for line in done.stderr.splitlines() if "error:" in line]
    assert done.returncode == 0
