"""Atom and JSON feeds, read back by feedparser, an XML parser and the JSON Feed schema."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest

from sitegen.cite.characters import one_line
from sitegen.model import Date, Links, Paper, Text, Version
from sitegen.outputs import atom, jsonfeed
from sitegen.site.graph import SitePaper, connect
from sitegen.site.pages import addresses
from sitegen.text import convert
from tests import hostile_site
from tests.making import content, paper, text

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "schemas" / "jsonfeed.json").read_text(encoding="utf-8"))
)
BASE = "https://example.org/repo/"
AT = addresses(BASE)
ABOUT: dict[str, str] = {
    "title": "Papers <of> A & B",
    "page_url": BASE,
    "subtitle": "All of them",
    "author": "Ada King",
    "language": "en",
}
NAMESPACE = "{http://www.w3.org/2005/Atom}"


def _entry(one: Paper) -> SitePaper:
    return connect(content(one))[0].entries[one.slug]


def _atom(*papers: Paper, **more: Any) -> tuple[Any, ET.Element]:
    """A feed of these papers as feedparser reads it, and as XML."""
    text = atom.feed(
        feed_id=AT.feed_id("feed.xml"), feed_url=f"{BASE}feed.xml",
        updated=Date(2023, 2), entries=[atom.entry(_entry(one), AT) for one in papers],
        **{**ABOUT, **more},
    )  # fmt: skip
    read = feedparser.parse(text.encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read, ET.fromstring(text.encode())


def _json(papers: Sequence[Paper], **more: Any) -> dict[str, Any]:
    """A feed of these papers as JSON, valid."""
    items = [jsonfeed.item(_entry(one), AT) for one in papers]
    read: dict[str, Any] = json.loads(
        jsonfeed.feed(feed_url=f"{BASE}feed.json", items=items, **{**ABOUT, **more}).encode()
    )
    SCHEMA.validate(read)
    return read


FULL = paper(
    "x",
    "Ada King",
    "The ATLAS Collaboration",
    date=Date(2022, 4),
    updated=Date(2022, 5, 6),
    abstract=Text("", "<p>One <math><mi>x</mi></math> &amp; two.</p>", "One x & two."),
    comments=text("9 pages"),
    doi="10.1/a",
    arxiv="2204.14198",
    topics=("Maths",),
    arxiv_categories=("cs.CV",),
    links=Links(pdf=("assets/my paper.pdf",)),
)


def test_an_atom_feed_says_what_it_is() -> None:
    """Its id, its own address, the page it follows, its date and whose it is; titles are plain text."""
    read, tree = _atom(FULL)
    feed = read.feed
    assert (feed.id, feed.title, feed.link) == ("tag:example.org,2026:/repo/feed.xml", "Papers <of> A & B", BASE)
    assert (feed.subtitle, feed.author, feed.updated) == ("All of them", "Ada King", "2023-02-01T00:00:00Z")
    assert {link.rel: link.href for link in feed.links} == {"self": f"{BASE}feed.xml", "alternate": BASE}
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_atom_entry_says_what_is_known() -> None:
    """Every author with their page, both dates, topics and categories, the abstract as HTML, once, and the links."""
    (entry,) = _atom(FULL)[0].entries
    assert (entry.id, entry.link) == ("tag:example.org,2026:/repo/papers/x/", f"{BASE}papers/x/")
    assert (entry.published, entry.updated) == ("2022-04-01T00:00:00Z", "2022-05-06T00:00:00Z")
    assert [(author.name, author.href) for author in entry.authors] == [
        ("Ada King", f"{BASE}authors/ada-king/"),
        ("The ATLAS Collaboration", f"{BASE}authors/the-atlas-collaboration/"),
    ]
    assert [tag.term for tag in entry.tags] == ["Maths", "cs.CV"]
    assert re.sub(r"<[^>]*>", "", unescape(entry.content[0].value)).strip() == "One x & two.9 pages"
    assert "<summary" not in atom.entry(_entry(FULL), AT)
    assert [link.href for link in entry.links if link.rel == "related"] == [
        f"{BASE}assets/my%20paper.pdf",
        "https://doi.org/10.1/a",
        "https://arxiv.org/abs/2204.14198",
    ]
    assert entry.content[0].type == "text/html"


def test_an_abstract_is_the_html_of_the_page() -> None:
    """Emphasis and links are kept, escaped exactly once; the author's comment stands below."""
    words = Text("", "<p>One <em>x</em> &amp; two.</p>", "One x & two.")
    one = replace(FULL, abstract=words)
    _, tree = _atom(one)
    body = tree.findtext(f"{NAMESPACE}entry/{NAMESPACE}content")
    assert body == "<p>One <em>x</em> &amp; two.</p><p>9 pages</p>"
    assert _json([one])["items"][0]["content_html"] == body


def test_formulas_are_readable_without_mathml() -> None:
    """Feed readers drop its tags, and with them what is above and what below: feeds have formulas in plain Unicode."""
    source = "We show $E < \\frac{mc^2}{\\sqrt{1-v^2}}$.\n\nAnd:\n\n- one $x_1$\n- two"
    one = replace(FULL, abstract=convert.abstract(source)[0], comments=convert.phrase("9 pages, $n^2$ figures")[0])
    (entry,) = _atom(one)[0].entries
    body = entry.content[0].value
    assert body == _json([one])["items"][0]["content_html"].replace("<br>", "<br />")
    assert "<p>We show E &lt; mc²/(√(1 - v²)).</p><p>And:</p>" in body
    assert "<p>9 pages, n² figures</p>" in body
    assert not re.search(r"[$\\]|<m", body)


def test_a_new_version_is_an_update_and_no_new_item() -> None:
    """Its id and its day of publication stay, in both feeds; what changes is the day of its update."""
    first = replace(FULL, updated=None, versions=(Version(version="1", date=Date(2022, 4, 2)),))
    second = replace(first, versions=(*first.versions, Version(version="2", date=Date(2023, 1, 5))))
    before, after = (_atom(one)[0].entries[0] for one in (first, second))
    assert (before.id, before.published) == (after.id, after.published)
    assert (before.updated, after.updated) == ("2022-04-02T00:00:00Z", "2023-01-05T00:00:00Z")
    old, new = (_json([one])["items"][0] for one in (first, second))
    assert {key for key in new if new[key] != old[key]} == {"date_modified"}


def test_a_hub_is_named_where_a_reader_looks() -> None:
    """WebSub finds it in the head of either feed; without one, neither says a word."""
    read, _ = _atom(FULL, hub="https://hub.example.net/")
    assert [link.href for link in read.feed.links if link.rel == "hub"] == ["https://hub.example.net/"]
    assert _json([FULL], hub="https://hub.example.net/")["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example.net/"}
    ]
    assert not any(link.rel == "hub" for link in _atom(FULL)[0].feed.links)
    assert "hubs" not in _json([FULL])


def test_a_json_item_says_what_is_known() -> None:
    """The item has the same id, dates, authors and texts as the Atom entry."""
    feed = _json([FULL])
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == (ABOUT["title"], BASE, f"{BASE}feed.json")
    assert feed["authors"] == [{"name": "Ada King"}]
    (item,) = feed["items"]
    wanted = {
        "id": "tag:example.org,2026:/repo/papers/x/", "url": f"{BASE}papers/x/", "title": "x",
        "date_published": "2022-04-01T00:00:00Z",
        "date_modified": "2022-05-06T00:00:00Z", "tags": ["Maths", "cs.CV"],
        "attachments": [{"url": f"{BASE}assets/my%20paper.pdf", "mime_type": "application/pdf"}],
    }  # fmt: skip
    assert item.items() >= wanted.items()
    assert re.sub(r"<[^>]*>", "", unescape(item["content_html"])).strip() == "One x & two.9 pages"
    assert "summary" not in item
    assert [author["name"] for author in item["authors"]] == ["Ada King", "The ATLAS Collaboration"]


def test_a_feed_of_no_papers_is_a_feed() -> None:
    """A new site's feeds are valid, and named after the site when nobody is."""
    read, _ = _atom(author="", subtitle="")
    assert (read.entries, read.feed.author) == ([], ABOUT["title"])
    assert _json([], author="", subtitle="")["items"] == []


def test_a_paper_with_little_known_is_an_item() -> None:
    """Without an abstract the title is the content; a date of which only the year is known is its first day."""
    one = paper("bare")
    (entry,) = _atom(one)[0].entries
    (item,) = _json([one])["items"]
    assert entry.published == entry.updated == "2020-01-01T00:00:00Z"
    assert item["content_text"] == "bare"


def test_a_paper_never_changes_before_it_appears() -> None:
    """A change of which less is known than of the publication does not come before it."""
    (entry,) = _atom(paper("x", date=Date(2022, 4, 29), updated=Date(2022)))[0].entries
    assert entry.updated == entry.published == "2022-04-29T00:00:00Z"


def test_a_retracted_paper_says_so() -> None:
    """Its title begins with what became of it, and its PDF is not offered."""
    one = paper("x", status="retracted", links=Links(pdf=("assets/x.pdf",)))
    (entry,) = _atom(one)[0].entries
    (item,) = _json([one])["items"]
    assert entry.title == item["title"] == "[Retracted] x"
    assert "attachments" not in item
    assert [link.rel for link in entry.links] == ["alternate"]


def test_authors_without_a_page_have_no_address() -> None:
    """On a site whose pages are for its people only, other authors are names."""
    site, _ = connect(content(paper("x"), config={"author_pages": "people"}))
    assert "<uri>" not in atom.entry(site.entries["x"], AT)
    assert json.loads(jsonfeed.item(site.entries["x"], AT))["authors"] == [{"name": "Ada Lovelace"}]


def test_ids_of_a_site_with_an_international_name_are_ascii() -> None:
    """A tag URI holds the name as DNS does, without a port."""
    site, _ = connect(content(paper("x")))
    entry = atom.entry(site.entries["x"], addresses("http://bücher.example:8000/"))
    assert "<id>tag:xn--bcher-kva.example,2026:/papers/x/</id>" in entry


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_breaks_a_feed(one: Paper) -> None:
    """Whatever a text holds, both feeds are valid and say the same title, authors and abstract."""
    read, tree = _atom(one)
    (entry,) = tree.findall(f"{NAMESPACE}entry")
    (item,) = _json([one])["items"]
    assert len(read.entries) == 1
    assert entry.findtext(f"{NAMESPACE}title") == item["title"] == one_line(one.title.plain)
    names = [author.findtext(f"{NAMESPACE}name") for author in entry.findall(f"{NAMESPACE}author")]
    assert names == [author["name"] for author in item["authors"]] == [one_line(name) for name in hostile_site.NAMES]
    assert one.abstract is not None
    assert entry.find(f"{NAMESPACE}summary") is None
    assert "summary" not in item
    assert re.sub(r"\s", "", entry.findtext(f"{NAMESPACE}content") or "") == re.sub(r"\s", "", item["content_html"])


def test_a_one_line_summary_stands_beside_the_abstract() -> None:
    """What the authors say in a line is the summary of both feeds."""
    one = replace(FULL, summary=text("In short: yes."))
    assert '<summary type="text">In short: yes.</summary>' in atom.entry(_entry(one), AT)
    (item,) = _json([one])["items"]
    assert item["summary"] == "In short: yes."


def test_three_thousand_authors_are_all_there() -> None:
    """A collaboration's whole list stands in both feeds."""
    one = _entry(paper("x", "Ada King"))
    facts = replace(one.facts, authors=one.facts.authors * 3000)
    crowd = replace(one, facts=facts, people=one.people * 3000)
    assert atom.entry(crowd, AT).count("<author>") == 3000
    assert len(json.loads(jsonfeed.item(crowd, AT))["authors"]) == 3000
