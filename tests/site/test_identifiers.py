"""Addresses by identifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.model import Authorship, Content, Paper
from sitegen.model.published import NOTHING_PUBLISHED, PublishedNames
from sitegen.render.recipe import BuildRequest, build
from sitegen.site.graph import connect
from sitegen.site.identifiers import without_address
from sitegen.site.pages import addresses, redirects
from sitegen.site.plan import plan
from sitegen.site.published import review
from tests.making import author, content, paper, write_site

AT = addresses("https://example.org/lab/")
ORCID = "0000-0002-1825-0097"
ON = {"identifiers": True}


def led(made: Content) -> dict[str, str]:
    """Return where each address that leads on leads."""
    return {redirect.path: redirect.target for redirect in redirects(connect(made)[0], AT)}


def test_identifiers_lead_to_pages() -> None:
    """An ORCID iD leads to the person, with or without a file, a DOI and an arXiv id to the paper, hidden or not."""
    other = "0000-0001-5109-3700"
    papers = (
        paper("a", "Ada Lovelace", Authorship(name="Bob Mason", orcid=other), doi="10.1234/abc", arxiv="2203.15556"),
        paper("b", "Ada Lovelace", arxiv="hep-th/9901001", hidden=True),
    )
    assert led(content(*papers, authors=(author("ada", "Ada Lovelace", orcid=ORCID),), config=ON)) == {
        f"orcid/{ORCID}/index.html": "/lab/authors/ada/",
        f"orcid/{other}/index.html": "/lab/authors/bob-mason/",
        "doi/10.1234/abc/index.html": "/lab/papers/a/",
        "arxiv/2203.15556/index.html": "/lab/papers/a/",
        "arxiv/hep-th/9901001/index.html": "/lab/papers/b/",
    }


def test_they_are_off_unless_asked_for() -> None:
    """Without the switch there is none."""
    assert led(content(paper("a", doi="10.1234/abc", arxiv="2203.15556"))) == {}


@pytest.mark.parametrize(
    "doi",
    ["10.1002/(sici)1097-4636(199823)43:4<427::aid-jbm11>3.0.co;2-p", "10.1234/a/b/c", "10.1234/ä#b?c%20", "10.1/."],
)
def test_a_doi_keeps_its_signs(doi: str) -> None:
    """Slashes make folders, other signs stay as they are; a part that would lead nowhere or up has no address."""
    made = content(paper("a", doi=doi), config=ON)
    paths, said = list(led(made)), list(without_address(connect(made)[0]))
    assert (paths, len(said)) == (([], 1) if doi.endswith("/.") else ([f"doi/{doi}/index.html"], 0))


@pytest.mark.parametrize(
    "doi", ["10.1234/../../../x", "10.1234/a//b", "10.1234/a/", "10.1234/..", "10.1234/" + "x" * 300]
)
def test_no_doi_leads_out(doi: str) -> None:
    """What no server could answer is named, and makes no file."""
    made = content(paper("a", doi=doi), config=ON)
    (problem,) = without_address(connect(made)[0])
    assert (led(made), problem.file, problem.field) == ({}, "content/papers/a.yaml", "doi")


def test_two_that_want_one_identifier_are_both_named() -> None:
    """Two papers with one DOI are an error that names both files, and what to do."""
    site, _ = connect(content(paper("a", doi="10.1/x"), paper("b", doi="10.1/x"), config=ON))
    with pytest.raises(SitegenError) as caught:
        plan(site, redirects(site, AT), ())
    (problem,) = caught.value.problems
    assert "content/papers/a.yaml, content/papers/b.yaml" in problem.sentence
    assert "ids" in problem.hint


def test_an_identifier_inside_another_is_no_clash_unless_it_is_its_file() -> None:
    """`10.1/a` and `10.1/a/b` live side by side; `10.1/a/index.html` would stand inside the page of the first."""
    site, _ = connect(content(paper("a", doi="10.1/a"), paper("b", doi="10.1/a/b"), config=ON))
    plan(site, redirects(site, AT), ())
    site, _ = connect(content(paper("a", doi="10.1/a"), paper("b", doi="10.1/a/index.html"), config=ON))
    with pytest.raises(SitegenError, match="would stand inside"):
        plan(site, redirects(site, AT), ())


def test_the_pages_are_built(tmp_path: Path) -> None:
    """The file stands where a server looks for the address, whatever signs it holds, and leads to the page."""
    doi = "10.1002/(SICI)10:4<42::AID-J1>3.0.CO;2-P"
    said = f"title: One\nauthors: [Ada Lovelace]\ndate: 2020\ndoi: {doi}\n"
    build(write_site(tmp_path, {"papers/one.yaml": said}, identifiers="true"), BuildRequest())
    page = (tmp_path / "output" / "doi" / doi.lower() / "index.html").read_text("utf-8")
    assert 'url=/papers/one/"' in page


def test_an_identifier_that_leads_nowhere_now_is_told_once() -> None:
    """A DOI that was corrected, a paper that is gone; the switch turned off is told as one thing."""
    first, second = paper("a", doi="10.1234/abc", arxiv="2203.15556"), paper("b", "Bob Mason", doi="10.1234/def")

    def told(
        memory: PublishedNames, *papers: Paper, config: Mapping[str, bool] = ON
    ) -> tuple[set[str], PublishedNames]:
        made = replace(content(*papers, config=config), published=memory)
        site = connect(made)[0]
        found = review(site, made, plan(site, redirects(site, AT), ()))
        return {one.sentence for one in found.once}, found.published

    said, memory = told(NOTHING_PUBLISHED, first, second)
    assert not said
    said, memory = told(memory, replace(first, doi="10.1234/abd"), second)
    assert said == {"doi/10.1234/abc/ was published, and no page is there now"}
    assert told(memory, replace(first, doi="10.1234/abd"), second)[0] == set()
    said, memory = told(memory, replace(first, doi="10.1234/abd"))
    assert "doi/10.1234/def/ was published, and no page is there now" in said
    said, _ = told(memory, replace(first, doi="10.1234/abd"), config={})
    assert said == {
        "arxiv/ was published, and there are no addresses by identifier now",
        "doi/ was published, and there are no addresses by identifier now",
    }
