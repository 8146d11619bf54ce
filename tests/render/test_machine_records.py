"""What a site says to programs: typed links, link sets, `llms.txt`, spans, and its dialect of BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import bibtexparser
import pytest

from sitegen.cite import highwire, jsonld
from sitegen.render import paperview
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

ALL = "[bibtex, ris, csl-json, atom, json-feed, search, signposting, llms]"
PAPERS = {
    "authors/ada.yaml": "name: Ada Lovelace\norcid: 0000-0002-1825-0097\nposition: Reader\naffiliation: TU Nord\n",
    "papers/doi.yaml": (
        "title: 'Of *ice* [and](javascript:x) fire'\nauthors: [Ada Lovelace, Bo Snow]\ndate: 2021\nvenue: Winters\n"
        "doi: 10.1234/ice\narxiv: '2003.00001'\nlicense: CC-BY-4.0\nlinks: {pdf: https://example.com/ice.pdf}\n"
    ),
    "papers/arxiv.yaml": "title: Hail\nauthors: [Zoë Snow]\ndate: 2020\narxiv: '2001.00001'\nstatus: withdrawn\n",
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a site that asks for nothing."""
    return _built(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a site that asks for everything, below a path, its entries in BibLaTeX."""
    return _built(tmp_path_factory.mktemp("told"), formats=ALL, bib="biblatex", base_url="https://example.org/a/")


def _built(root: Path, **config: str) -> Path:
    return build(write_site(root, PAPERS, **config), BuildRequest(jobs=1)).output


def _page(output: Path, slug: str) -> str:
    return (output / "papers" / slug / "index.html").read_text(encoding="utf-8")


def _links(page: str) -> list[tuple[str, str, str]]:
    found = re.findall(r'<link rel="([\w-]+)" href="([^"]+)"(?: type="([^"]+)")?>', page)
    kinds = {"cite-as", "type", "author", "item", "describedby", "license", "linkset"}
    return [(rel, unescape(href), media_type) for rel, href, media_type in found if rel in kinds]


def test_nothing_of_it_is_made_unasked(plain: Path) -> None:
    """Typed links, link sets and `llms.txt` are for the sites that ask for them."""
    assert not _links(_page(plain, "doi"))
    assert not (plain / "llms.txt").exists()
    assert not list(plain.rglob("linkset.json"))


def test_a_page_has_typed_links(told: Path) -> None:
    """Level 1 of FAIR Signposting: how it is cited, what it is, by whom, its content, its records, its licence."""
    url = "https://example.org/a/papers/doi/"
    assert _links(_page(told, "doi")) == [
        ("cite-as", "https://doi.org/10.1234/ice", ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/ScholarlyArticle", ""),
        ("author", "https://orcid.org/0000-0002-1825-0097", ""),
        ("author", "https://example.org/a/authors/bo-snow/", ""),
        ("item", "https://example.com/ice.pdf", "application/pdf"),
        ("describedby", f"{url}doi.bib", "application/x-bibtex"),
        ("describedby", f"{url}doi.ris", "application/x-research-info-systems"),
        ("describedby", f"{url}doi.json", "application/vnd.citationstyles.csl+json"),
        ("license", "https://spdx.org/licenses/CC-BY-4.0.html", ""),
        ("linkset", f"{url}linkset.json", "application/linkset+json"),
    ]


def test_without_a_doi_a_paper_is_cited_where_it_stands(told: Path) -> None:
    """The address to cite is arXiv's where there is no DOI, and the page where there is neither."""
    for slug, address in (
        ("arxiv", "https://arxiv.org/abs/2001.00001"),
        ("first", "https://example.org/a/papers/first/"),
    ):
        assert ("cite-as", address, "") in _links(_page(told, slug))


def test_the_link_set_says_the_same_and_leads_back(told: Path) -> None:
    """Level 2: every link of the page in one file, and from content and records back to the page."""
    page, *others = json.loads((told / "papers/doi/linkset.json").read_bytes())["linkset"]
    assert page.pop("anchor") == "https://example.org/a/papers/doi/"
    said = [(rel, target["href"], target.get("type", "")) for rel, targets in page.items() for target in targets]
    assert sorted(said) == sorted(link for link in _links(_page(told, "doi")) if link[0] != "linkset")
    back = {other["anchor"]: [rel for rel in other if rel != "anchor"] for other in others}
    assert back == {
        "https://example.com/ice.pdf": ["collection"],
        **{f"https://example.org/a/papers/doi/doi.{ending}": ["describes"] for ending in ("bib", "ris", "json")},
    }


def test_assistants_are_told_what_there_is(told: Path) -> None:
    """`llms.txt` names the site, people and papers with their addresses; nothing in a title is Markdown."""
    text = (told / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith(
        "# Site\n\n> Publications\n\n## People\n\n- [Ada Lovelace](https://example.org/a/authors/ada/)"
    )
    assert "(https://example.org/a/authors/ada/): Reader, TU Nord\n" in text
    assert (
        r"- [Of \*ice\* \[and\](javascript:x) fire](https://example.org/a/papers/doi/): "
        "Ada Lovelace, Bo Snow. 2021. Winters. <https://doi.org/10.1234/ice>\n" in text
    )
    assert "Zoë Snow. 2020. withdrawn. <https://arxiv.org/abs/2001.00001>\n" in text
    assert "- [All papers as CSL-JSON](https://example.org/a/papers.json)\n" in text


def test_entries_are_in_the_dialect_of_the_site(plain: Path, told: Path) -> None:
    """`bib: biblatex` holds for the page of a paper, its file, a person's and the site's."""
    for output, kind, field in ((plain, "misc", "year"), (told, "online", "date")):
        for path in ("papers/arxiv/arxiv.bib", "papers.bib", "authors/ada/papers.bib"):
            entries = bibtexparser.parse_file(str(output / path)).entries
            assert all(field in entry.fields_dict for entry in entries)
        assert f"@{kind}{{" in (output / "papers/arxiv/arxiv.bib").read_text(encoding="utf-8")
        assert f'<code id="bibtex">@{kind}{{' in _page(output, "arxiv")
    assert "checked>BibTeX</label>" in _page(plain, "arxiv")
    assert "checked>BibLaTeX</label>" in _page(told, "arxiv")


def test_the_preprint_is_offered_beside_the_published_paper(plain: Path, told: Path) -> None:
    """A published paper's page has the entry of its preprint too; that of a preprint has one entry."""
    for output, entry in ((plain, "@misc{"), (told, "@online{")):
        code = unescape(_page(output, "doi").partition('<code id="preprint">')[2].partition("</code>")[0])
        (found,) = bibtexparser.parse_string(code).entries
        assert code.startswith(entry)
        assert found["eprint"] == "2003.00001"
        assert found["url"] == "https://arxiv.org/abs/2003.00001"
        assert (found.fields_dict.get("year") or found.fields_dict["date"]).value.startswith("2020")
        assert "doi" not in found.fields_dict
        assert '<code id="preprint">' not in _page(output, "arxiv")


def test_lists_have_a_span_a_paper_and_pages_have_none_of_their_own(plain: Path) -> None:
    """Zotero prefers a span to Highwire tags, which say more: so lists have spans, and a paper's page has tags."""
    for path, count in (("papers/index.html", 3), ("authors/ada/index.html", 2), ("years/2020/index.html", 2)):
        assert (plain / path).read_text(encoding="utf-8").count('<span class="Z3988" title="ctx_ver=') == count
    assert "Z3988" not in _page(plain, "arxiv")


def test_what_machines_read_of_a_paper_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template asks whether there is any before it shows it."""
    root = write_site(tmp_path)
    made: list[str] = []
    for module, name in ((jsonld, "article"), (highwire, "tags"), (paperview, "links")):
        whole = getattr(module, name)

        def noted(
            *arguments: object, whole: Callable[..., object] = whole, name: str = name, **named: object
        ) -> object:
            made.append(name)
            return whole(*arguments, **named)

        monkeypatch.setattr(module, name, noted)
    build(root, BuildRequest(jobs=1))
    assert sorted(made) == ["article", "links", "tags"]


def _noted(function: Callable[..., object], made: list[str]) -> Callable[..., object]:
    def noted(*arguments: object, **named: object) -> object:
        made.append(function.__name__)
        return function(*arguments, **named)

    return noted
