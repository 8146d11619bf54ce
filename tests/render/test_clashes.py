"""A person's file, link or old address never takes the place of an output of ours: each clash names both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from sitegen.site.plan import Output
from tests.making import write_site

FILES = {
    "authors/ada.yaml": "name: Ada Lovelace\n",
    "papers/first.yaml": "title: First\nauthors: [Ada Lovelace, Bo Snow]\ndate: 2021\nvenue: ICML\ntopics: [Engines]\n"
    "doi: 10.1000/first\n",
    "papers/second.yaml": "title: Second\nauthors: [Ada Lovelace, Bo Snow]\ndate: 2022\n",
    "pages/about.md": "---\ntitle: About\n---\nHello.\n",
    "talks/one.yaml": "title: One\ndate: 2020-01-02\n",
    "home.md": "Hello.\n",
    "cv.yaml": "education:\n- {institution: Home, start: 1830}\n",
    "assets/notes.txt": "mine",
}
EVERYTHING = {
    "formats": "[bibtex, ris, csl-json, atom, json-feed, search, signposting, llms]",
    "identifiers": "true",
    "redirects": "{old/page: papers/}",
    "deploy": "{cname: ada.example}",
    "base_url": "https://ada.example/",
}


def outputs(tmp_path: Path) -> tuple[Output, ...]:
    """Return every file of a site that makes all that there is."""
    root = write_site(tmp_path / "whole", FILES, **EVERYTHING)
    report = build(root, BuildRequest(jobs=1))
    return tuple(Output(made.path, "", "") for made in report.made)


def ways(path: str) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Yield each way in which a person can want a path: (what it is, files, settings)."""
    if path.startswith("papers/"):
        paper = FILES["papers/second.yaml"] + f"links: {{data: {path}}}\n"
        yield "a link", {path: "mine", "papers/second.yaml": paper}, {}
    place = path.removesuffix("/index.html")
    if path.endswith(".html"):
        yield "an old address", {}, {"redirects": f"{{old/page: papers/, {place}: authors/}}"}
    if place.count("/") == 1 and place.startswith("authors/") and path.endswith("index.html"):
        slug = place.partition("/")[2]
        yield "a former slug", {"authors/bo-snow.yaml": f"name: Bo Snow\nformer_slugs: [{slug}]\n"}, {}
    if place.count("/") == 1 and place.startswith("papers/") and path.endswith("index.html"):
        alias = FILES["papers/second.yaml"] + f"aliases: [{place.partition('/')[2]}]\n"
        yield "an alias", {"papers/second.yaml": alias}, {}
    if "/" not in place and path.endswith("/index.html"):
        yield "a page", {f"pages/{place}.md": "---\ntitle: Mine\n---\nx\n"}, {}


OWN = {
    ("papers/second/index.html", "an alias"), ("authors/bo-snow/index.html", "a former slug"),
    ("about/index.html", "a page"),
}  # fmt: skip
"""What is no clash: a thing's own page."""


def refused(root: Path) -> str:
    """Return what is said of a site that cannot be built; empty where it can."""
    try:
        build(root, BuildRequest(jobs=1))
    except SitegenError as error:
        return "\n".join(str(problem) for problem in error.problems)
    return ""


@pytest.mark.parametrize(
    ("files", "settings", "line", "hint"),
    [
        ({}, {"redirects": "{papers: talks/}"}, "content/site.yaml:3:21: redirects.papers: ", "redirects.papers from"),
        (
            {},
            {"redirects": "{papers/index.html: talks/}"},
            'content/site.yaml:3:32: redirects["papers/index.html"]: ',
            'delete redirects["papers/index.html"] from content/site.yaml',
        ),
        (
            {"authors/bo.yaml": "name: Bo Snow\nformer_slugs: [ada]\n"},
            {},
            "content/authors/ada.yaml: ",
            "delete former_slugs from content/authors/bo.yaml",
        ),
    ],
)
def test_an_old_address_that_is_a_page_is_deleted(
    tmp_path: Path, files: dict[str, str], settings: dict[str, str], line: str, hint: str
) -> None:
    """The line that leads away from a page is named, with what to do: nothing need be renamed."""
    root = write_site(tmp_path, {**FILES, **files}, **settings)
    with pytest.raises(SitegenError) as error:
        build(root, BuildRequest(jobs=1))
    (problem,) = error.value.problems
    assert str(problem).startswith(line), str(problem)
    assert "would be made by each of" in problem.sentence
    assert hint in problem.hint


def test_every_clash_is_an_error_that_names_both(tmp_path: Path) -> None:
    """Whatever the site makes, and however somebody asks for its path; cold, and after a build."""
    tried = 0
    whole = outputs(tmp_path)
    for number, output in enumerate(whole):
        for what, files, settings in ways(output.path):
            if (output.path, what) in OWN:
                continue
            folder = tmp_path / f"{number}-{what}"
            if tried % 7 == 0:
                build(write_site(folder, FILES, **EVERYTHING), BuildRequest(jobs=1))
            root = write_site(folder, {**FILES, **files}, **{**EVERYTHING, **settings})
            told = refused(root)
            assert "content/" in told, (output.path, what, told)
            assert output.path.rpartition("/")[0] in told, (output.path, what, told)
            tried += 1
    print(f"{len(whole)} files, {tried} clashes")
    assert tried > 40


@pytest.mark.parametrize(("other", "look"), [("e\u0301.pdf", True), ("É.pdf", False)])
def test_names_that_look_the_same_are_told_apart(tmp_path: Path, other: str, look: bool) -> None:
    """Two files whose names differ in the encoding of an accent are named, with what the difference is."""
    root = write_site(tmp_path)
    assets = root / "content" / "assets"
    assets.mkdir()
    for name in ("é.pdf", other):
        (assets / name).write_bytes(b"%PDF-1.4")
    with pytest.raises(SitegenError) as error:
        build(root, BuildRequest(jobs=1))
    (problem,) = error.value.problems
    assert problem.hint.startswith("rename all but one of them")
    assert ("look the same" in problem.hint) == look


@pytest.mark.parametrize("folder", ["papers", "authors"])
def test_a_name_that_changes_in_capitals_alone_is_refused(tmp_path: Path, folder: str) -> None:
    """Its old address and the new one cannot both be files on every machine: the old name is asked for."""
    text = {"papers": "title: Ice\nauthors: [Ada King]\ndate: 2020\n", "authors": "name: Ada King\n"}[folder]
    root = write_site(tmp_path, {f"{folder}/Ice2020.yaml": text})
    build(root, BuildRequest(remembers=True, jobs=1))
    (root / "content" / folder / "Ice2020.yaml").rename(root / "content" / folder / "ice2020.yaml")
    with pytest.raises(SitegenError) as error:
        build(root, BuildRequest(remembers=True, jobs=1))
    problem = error.value.problems[0]
    assert problem.file == f"content/{folder}/ice2020.yaml"
    assert (
        f"{folder}/Ice2020/index.html and {folder}/ice2020/index.html, one of which is an old address"
        in problem.sentence
    )
    assert "its old name again" in problem.hint
    (root / "content" / folder / "ice2020.yaml").rename(root / "content" / folder / "Ice2020.yaml")
    build(root, BuildRequest(remembers=True, jobs=1))
