"""JSON-LD of papers and people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.cite import jsonld
from sitegen.model import Authorship, Date, Paper, Venue
from tests import hostile_site
from tests.json_schemas import assert_fits
from tests.making import paper, text

PAGE = "https://example.org/papers/x/"
ORCID = "0000-0002-1825-0097"


def _article(one: Paper, **more: Any) -> dict[str, Any]:
    """The article as a browser's parser finds it in a page, valid."""
    people = more.pop("people", tuple((place.name, None, None) for place in one.authors))
    made = jsonld.article(one, url=PAGE, people=people, **more)
    tree = LexborHTMLParser(f'<!DOCTYPE html><script type="application/ld+json">{made}</script><p>after</p>')
    (script,) = tree.css("script")
    (paragraph,) = tree.css("p")
    assert paragraph.text() == "after"
    found: dict[str, Any] = json.loads(script.text())
    assert_fits(found, "scholarly-article.json")
    return found


def test_every_author_is_there_with_page_and_orcid() -> None:
    """People and groups, in order; an ORCID iD is an identifier and another address of the same person."""
    one = paper(
        "x", Authorship(name="George van den Driessche", affiliations=("MIT",)), "The ATLAS Collaboration", "Plato",
        Authorship(name="محمد سلمان", affiliations=("MIT",)),
    )  # fmt: skip
    people = (
        ("George van den Driessche", "https://example.org/authors/g/", ORCID),
        ("The ATLAS Collaboration", None, None),
        ("Plato", None, None),
        ("محمد سلمان", None, None),
    )
    assert _article(one, people=people)["author"] == [
        {
            "@type": "Person",
            "name": "George van den Driessche",
            "url": "https://example.org/authors/g/",
            "givenName": "George",
            "familyName": "van den Driessche",
            "affiliation": [{"@type": "Organization", "name": "MIT"}],
            "identifier": f"https://orcid.org/{ORCID}",
            "sameAs": f"https://orcid.org/{ORCID}",
        },
        {"@type": "Organization", "name": "The ATLAS Collaboration"},
        {"@type": "Person", "name": "Plato", "familyName": "Plato"},
        {"@type": "Person", "name": "محمد سلمان", "affiliation": [{"@type": "Organization", "name": "MIT"}]},
    ]


def test_an_article_is_part_of_an_issue_of_a_volume_of_a_journal() -> None:
    """Where it appeared is nested as schema.org nests it; pages are told whole and by their ends."""
    venue = Venue(name=text("Journal"), short=text("J."), volume="3", issue="4", pages="12-20", publisher="P")
    found = _article(paper("x", venue=venue, ids={"issn": "1234-5678"}))
    assert found["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "4",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "3",
            "isPartOf": {"@type": "Periodical", "name": "Journal", "alternateName": "J.", "issn": "1234-5678"},
        },
    }
    assert (found["pagination"], found["pageStart"], found["pageEnd"]) == ("12-20", "12", "20")
    assert found["publisher"] == {"@type": "Organization", "name": "P"}


def test_what_is_known_is_said() -> None:
    """Dates, abstract, pictures, words, licence, language, identifiers and the same paper's other addresses."""
    found = _article(
        paper(
            "x", date=Date(2022, 4), updated=Date(2023), abstract=text("One."), doi="10.1/a", arxiv="2204.14198",
            topics=("A",), keywords=("B", "A"), license="CC-BY-4.0", status="retracted", short=text("X"),
            awards=("Best",),
        ),
        images=("https://example.org/1.png",),
        language="en",
    )  # fmt: skip
    wanted = {
        "@type": "ScholarlyArticle", "url": PAGE, "headline": "x", "name": "x", "alternativeHeadline": "X",
        "datePublished": "2022-04", "dateModified": "2023", "abstract": "One.", "image": ["https://example.org/1.png"],
        "keywords": ["A", "B"], "license": "https://spdx.org/licenses/CC-BY-4.0.html", "inLanguage": "en",
        "creativeWorkStatus": "retracted", "award": ["Best"],
        "sameAs": ["https://doi.org/10.1/a", "https://arxiv.org/abs/2204.14198"],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1/a"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2204.14198"},
        ],
    }  # fmt: skip
    assert found.items() >= wanted.items()


@pytest.mark.parametrize("kind", ["book", "chapter", "thesis", "report", "dataset", "software", "talk", "other"])
def test_every_kind_of_work_is_a_scholarly_article(kind: Any) -> None:
    """Special kinds of work are that as well."""
    found = _article(paper("x", type=kind, venue="Somewhere"))["@type"]
    assert found == "ScholarlyArticle" or found[0] == "ScholarlyArticle"


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_ends_the_script(one: Paper) -> None:
    """Whatever a text holds, the element holds one valid object, and no character that could begin markup."""
    assert len(_article(one)["author"]) == len(hostile_site.NAMES)
    made = jsonld.article(one, url=PAGE, people=tuple((place.name, None, None) for place in one.authors))
    made.encode()
    assert not set(made) & set("<>&\u2028\u2029")


def test_a_person_has_a_profile_page() -> None:
    """The page is about a person, whose other pages are named once each."""
    made = jsonld.person(
        "Ada King",
        url="https://example.org/authors/ada/",
        orcid=ORCID,
        affiliation="R&D",
        image="https://example.org/ada.jpg",
        same_as=(f"https://orcid.org/{ORCID}", "https://ada.example/"),
    )
    assert "&" not in made
    assert json.loads(made) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": "https://example.org/authors/ada/",
        "url": "https://example.org/authors/ada/",
        "name": "Ada King",
        "mainEntity": {
            "@type": "Person",
            "@id": "https://example.org/authors/ada/#person",
            "name": "Ada King",
            "url": "https://example.org/authors/ada/",
            "image": "https://example.org/ada.jpg",
            "affiliation": {"@type": "Organization", "name": "R&D"},
            "identifier": f"https://orcid.org/{ORCID}",
            "sameAs": [f"https://orcid.org/{ORCID}", "https://ada.example/"],
        },
    }


def test_a_group_is_an_organization() -> None:
    """The page of a collaboration is about an organization."""
    found = json.loads(jsonld.person("The ATLAS Collaboration", url="https://example.org/authors/atlas/"))
    assert found["mainEntity"]["@type"] == "Organization"
