"""Names in YAML: the ways to write them, and that every output has their parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.cite import apa, bibtex, csljson, highwire, jsonld, ris
from sitegen.content.canonical import canonical
from sitegen.content.edit import edited
from sitegen.content.load import load
from sitegen.content.yamlfile import parse
from sitegen.errors import SitegenError
from sitegen.model import Paper
from sitegen.site.graph import Site, SitePaper, connect
from tests.making import write_site


def _entry(root: Path, authors: str, **files: str) -> SitePaper:
    """Return the paper by these authors, connected."""
    return _site(root, authors, **files).entries["p"]


def _site(root: Path, authors: str, **files: str) -> Site:
    write_site(root, {"papers/p.yaml": f"title: P\nauthors: {authors}\ndate: 2020\n", **files})
    return connect(load(root)[0])[0]


def _paper(root: Path, authors: str) -> Paper:
    return _entry(root, authors).paper


WAYS = [
    "['Soler Puig, Laia']",
    "[{given: Laia, family: Soler Puig}]",
    "[{name: Laia Soler Puig, family: Soler Puig}]",
    "[{name: 'Soler Puig, Laia', equal: true}]",
]


@pytest.mark.parametrize("authors", WAYS)
def test_every_output_has_the_family_name_whole(tmp_path: Path, authors: str) -> None:
    """However the parts are written, pages show the name and no format cuts it."""
    paper = _paper(tmp_path, authors)
    assert [place.name for place in paper.authors] == ["Laia Soler Puig"]
    assert "author = {Soler Puig, Laia}" in bibtex.entry(paper, "k")
    assert "AU  - Soler Puig, Laia\n" in ris.record(paper, "")
    assert csljson.item(paper, "k", "")["author"] == [{"family": "Soler Puig", "given": "Laia"}]
    assert ("citation_author", "Soler Puig, Laia") in highwire.tags(paper, abstract_url="u", pdf_url=None)
    assert apa.reference(paper).plain.startswith("Soler Puig, L. (2020).")
    said = json.loads(jsonld.article(paper, url="u", people=[("Laia Soler Puig", None, None)]))["author"][0]
    assert (said["givenName"], said["familyName"], said["name"]) == ("Laia", "Soler Puig", "Laia Soler Puig")


@pytest.mark.parametrize("authors", WAYS)
def test_keys_and_order_go_by_the_family_name(tmp_path: Path, authors: str) -> None:
    """The citation key, the index and its order know the family name."""
    site = _site(tmp_path, authors)
    entry = site.entries["p"]
    assert entry.people[0] is not None
    person = site.people[entry.people[0].slug]
    assert entry.cite_key == "solerpuig2020p"
    assert (person.inverted, person.sort_key[0]) == ("Soler Puig, Laia", "soler puig")


def test_a_group_is_one_author(tmp_path: Path) -> None:
    """`group: true` and braces keep a name whole, whatever it holds."""
    site = _site(tmp_path, "[{name: 'Rain, Snow and Fog', group: true}, '{Stone and Sons}']")
    entry, paper = site.entries["p"], site.entries["p"].paper
    assert all(person is not None and site.people[person.slug].parts.is_group for person in entry.people)
    assert [place.name for place in paper.authors] == ["Rain, Snow and Fog", "Stone and Sons"]
    assert "author = {{Rain, Snow and Fog} and {Stone and Sons}}" in bibtex.entry(paper, "k")
    assert csljson.item(paper, "k", "")["author"] == [{"literal": "Rain, Snow and Fog"}, {"literal": "Stone and Sons"}]


@pytest.mark.parametrize("last", ["et al.", "others", "and others", "et al"])
def test_a_last_et_al_is_and_others(tmp_path: Path, last: str) -> None:
    """It is nobody's name: a warning says so, and every format has its own word for it."""
    write_site(tmp_path, {"papers/p.yaml": f"title: P\nauthors: [Ada King, {last}]\ndate: 2020\n"})
    content, problems = load(tmp_path)
    paper = next(paper for paper in content.papers if paper.slug == "p")
    assert [place.name for place in paper.authors] == ["Ada King"]
    assert "author = {King, Ada and others}" in bibtex.entry(paper, "k")
    assert apa.reference(paper).plain.startswith("King, A., et al. (2020).")
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "warning")]


def test_a_last_editor_may_be_et_al(tmp_path: Path) -> None:
    """Where a volume has only editors, there are more of them."""
    text = "title: P\neditors: [Ada King, et al.]\ndate: 2020\ntype: book\n"
    write_site(tmp_path, {"papers/p.yaml": text})
    paper = next(paper for paper in load(tmp_path)[0].papers if paper.slug == "p")
    assert ([place.name for place in paper.editors], paper.and_others) == (["Ada King"], True)
    assert apa.reference(paper).plain.startswith("King, A., et al. (Eds.).")


def test_a_persons_file_may_have_its_family_name_first(tmp_path: Path) -> None:
    """`name` and `names` of a file are written as on papers, and state the parts as there."""
    file = "name: Soler Puig, Laia\nnames: ['Soler Puig, L.']\n"
    entry = _entry(tmp_path, "[L. Soler Puig, Laia Soler Puig]", **{"authors/laia.yaml": file})
    assert "author = {Soler Puig, L. and Soler Puig, Laia}" in bibtex.entry(entry.paper, "k")
    assert entry.credits[0].person is not None
    assert (entry.credits[0].person.slug, entry.credits[0].person.name) == ("laia", "Laia Soler Puig")


def test_a_persons_file_states_the_parts_once(tmp_path: Path) -> None:
    """Every paper that is theirs has the parts of their file, also under another spelling."""
    file = "name: Laia Soler Puig\nfamily: Soler Puig\nnames: [L. Soler-Puig]\n"
    entry = _entry(tmp_path, "[Laia Soler Puig, Bob Mason]", **{"authors/laia.yaml": file})
    assert "author = {Soler Puig, Laia and Mason, Bob}" in bibtex.entry(entry.paper, "k")
    entry = _entry(tmp_path / "b", "[L. Soler-Puig]", **{"authors/laia.yaml": file})
    assert "author = {Soler-Puig, L.}" in bibtex.entry(entry.paper, "k")
    assert entry.credits[0].person is not None
    assert entry.credits[0].person.inverted == "Soler Puig, Laia"


def test_a_name_stands_in_its_languages_order(tmp_path: Path) -> None:
    """Given names first; Han, Kana, Hangul and `family_first` the family."""
    authors = (
        "[{given: 小红, family: 陈}, {given: 花子, family: 佐藤}, {given: 지우, family: 박}, "
        "{given: Zsófia, family: Kiss, family_first: true}, {given: Thị Hoa, family: Trần}]"
    )
    names = [place.name for place in _paper(tmp_path, authors).authors]
    assert names == ["陈小红", "佐藤花子", "박지우", "Kiss Zsófia", "Thị Hoa Trần"]


def test_whose_it_is_is_enough(tmp_path: Path) -> None:
    """An author that is only a slug has the name and the parts of that person's file."""
    file = "name: Laia Soler Puig\ngiven: Laia\nfamily: Soler Puig\n"
    entry = _entry(tmp_path, "[{author: laia}]", **{"authors/laia.yaml": file})
    assert entry.credits[0].name == "Laia Soler Puig"
    assert "author = {Soler Puig, Laia}" in bibtex.entry(entry.paper, "k")


def test_an_author_that_names_nobody_is_an_error(tmp_path: Path) -> None:
    """A mapping needs a name, a part of one, or a slug."""
    with pytest.raises(SitegenError) as caught:
        _entry(tmp_path, "[{orcid: 0000-0002-1825-0097}]")
    assert str(caught.value.problems[0]).startswith("content/papers/p.yaml:2:")
    assert "authors[0].name: is missing" in str(caught.value.problems[0])


def test_fmt_and_the_editor_know_the_parts() -> None:
    """Keys stand in the model's order, and a part is changed without touching its line's neighbours."""
    text = "title: P\nauthors:\n  - family: Soler Puig\n    given: Laia # hers\n  - Bob Mason\ndate: 2020\n"
    document = parse(text.encode(), "content/papers/p.yaml")
    assert "  - given: Laia # hers\n    family: Soler Puig\n" in canonical(document, "paper")
    wanted = {**document.data, "authors": [{"family": "Soler", "given": "Laia"}, "Bob Mason"]}
    assert edited(document, wanted, "paper") == text.replace("Soler Puig", "Soler")
