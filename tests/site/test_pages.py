"""The map of addresses."""

from __future__ import annotations

import pytest

from sitegen.errors import SitegenError
from sitegen.model import FreePage
from sitegen.site.graph import connect
from sitegen.site.pages import addresses, redirects
from sitegen.site.plan import Output, Plan, plan
from sitegen.text.slugs import LIMIT, same_place, slug
from tests.making import author, content, paper, text


@pytest.mark.parametrize(
    ("base", "home", "whole"),
    [
        ("https://example.org", "/", "https://example.org/"),
        ("https://example.org/", "/", "https://example.org/"),
        ("https://example.org/repo", "/repo/", "https://example.org/repo/"),
        ("https://example.org/a/b/", "/a/b/", "https://example.org/a/b/"),
        ("http://localhost:8000//x//", "/x/", "http://localhost:8000/x/"),
    ],
)
def test_the_path_of_the_address_is_honoured(base: str, home: str, whole: str) -> None:
    """Links are root-relative under the site's path; canonical ones have scheme and host."""
    at = addresses(base)
    assert at.home() == home
    assert at.paper("x") == f"{home}papers/x/"
    assert at.absolute(at.home()) == whole


def test_content_files_have_addresses() -> None:
    """Assets and figures keep their path, other files of the content stand in files/; odd names are quoted."""
    at = addresses("https://example.org/")
    assert at.target("assets/cv.pdf") == "/assets/cv.pdf"
    assert at.target("papers/my talk?.pdf") == "/papers/my%20talk%3F.pdf"
    assert at.target("https://x.org/a") == "https://x.org/a"


def check(*papers: object, **more: object) -> None:
    """Check a site's map."""
    site, _ = connect(content(*papers, **more))  # type: ignore[arg-type] # tests pass papers
    plan(site, redirects(site, addresses("https://example.org/")), ())


def test_a_clash_names_every_culprit() -> None:
    """An alias that is another paper's slug, in another case, names both files and the address."""
    with pytest.raises(SitegenError) as caught:
        check(paper("Old"), paper("new", aliases=("old",)), paper("newer", aliases=("old",)))
    said = str(caught.value)
    assert all(f"content/papers/{slug}.yaml" in said for slug in ("Old", "new", "newer"))


def test_a_page_cannot_take_the_sites_own_place() -> None:
    """A free page named like one of the site's folders is an error that names it."""
    free = FreePage(slug="papers", file="content/pages/papers.md", body=text("x"), title="x")
    with pytest.raises(SitegenError, match=r"content/pages/papers\.md"):
        check(paper("a"), pages=(free,))


def test_a_file_where_a_folder_must_be_is_a_clash() -> None:
    """A redirect that makes a file of a folder's name is found before anything is written."""
    with pytest.raises(SitegenError, match="inside"):
        check(paper("a"), config={"redirects": {"papers/a/index.html/x": "/"}})


@pytest.mark.parametrize(
    "path",
    [
        "papers/a/index.html", "papers/a/a.bib", "PAPERS/A/A.RIS", "papers/a/a.json", "authors/ada-lovelace/index.html",
        "authors/ada-lovelace/feed.xml", "authors/ada-lovelace/feed.json", "authors/ada-lovelace/papers.bib",
        "years/2020/index.html", "venues/ex/index.html", "venues/ex/feed.xml", "topics/t/index.html",
        "topics/t/feed.xml",
        "index.html", "404.html", "robots.txt", "sitemap.xml", ".nojekyll", "feed.xml", "feed.json", "papers.bib",
        "papers.ris", "papers.json", "papers/index.html", "authors/index.html", "years/index.html", "venues/index.html",
        "topics/index.html", "search/papers.json", "search/other.txt", "papers/a/a.bib/inside", "feed.xml/inside",
    ],
)  # fmt: skip
def test_no_file_of_a_person_takes_a_place_of_ours(path: str) -> None:
    """Every file that the site makes is planned: another that wants its place, or one inside it, is an error."""
    site, _ = connect(content(paper("a", venue="Ex", topics=("T",)), paper("b")))
    with pytest.raises(SitegenError) as caught:
        plan(site, (), [(path, "content/mine")])
    assert all("content/mine" in str(problem) for problem in caught.value.problems)


def test_what_was_not_planned_cannot_be_made() -> None:
    """A task that makes another file than was planned, the same twice, or not all of them, is a fault of ours."""
    whole = Plan([Output("a.html", "a", "a"), Output("b/", "b", "b"), Output("b.html", "b", "b")])
    whole.check("a", ["a.html"])
    whole.check("b", ["b.html", "b/1", "b/2"])
    for task, made in (("a", ["a.html", "c.html"]), ("a", []), ("a", ["a.html", "a.html"]), ("b", ["c/1", "b.html"])):
        with pytest.raises(RuntimeError, match="planned"):
            whole.check(task, made)
    assert whole.paths("a") == ["a.html"]


def test_redirects_lead_where_things_are_now() -> None:
    """Aliases, former slugs and the site's redirects each have a page that leads to the present address."""
    ada = author("ada-king", "Ada King", former_slugs=("ada-byron",))
    site, _ = connect(
        content(
            paper("a", aliases=("b",)),
            authors=(ada,),
            config={"redirects": {"/old/": "papers/", "x.html": "https://x.org/"}},
        )
    )
    found = {one.path: one.target for one in redirects(site, addresses("https://example.org/r/"))}
    assert found == {
        "papers/b/index.html": "/r/papers/a/",
        "authors/ada-byron/index.html": "/r/authors/ada-king/",
        "old/index.html": "/r/papers/",
        "x.html": "https://x.org/",
    }


@pytest.mark.parametrize(
    "name", ["", "!!!", "con", "LPT1", "李娜", "Ævar Þór", "a" * 300, "x " * 200, "../../etc", "\u202eevil"]
)
def test_slugs_are_safe_and_short(name: str) -> None:
    """Whatever the name, its slug is letters, digits and hyphens, short, not empty and not reserved."""
    made = slug(name)
    assert 0 < len(made) <= LIMIT + 2
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789-" for character in made)
    assert made.strip("-") == made
    assert made not in {"con", "lpt1", "nul"}
    assert same_place(made) == made
