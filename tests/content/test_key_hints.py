"""What people type from habit: the line to write instead is named, and it is one that can be written."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.content import key_habits, schema, yamlfile
from sitegen.content.fields import ALONE, KINDS, ListOf, MapOf, Part, Shape, keys
from sitegen.content.guesses import nearest
from sitegen.errors import Problem

UNDATED = "title: T\nauthors: [Ada]\n"
PAPER = "title: T\nauthors: [Ada]\ndate: 2022\n"
AUTHOR = "name: Ada\n"
SITE = "title: T\nbase_url: https://ada.example/\n"
PAGE = "title: About\n"
ITEM = "title: A talk\n"

TYPED = [
    # BibTeX
    ("paper", PAPER, "journal: Nature", "write venue: Nature"),
    ("paper", PAPER, "booktitle: Proc. of X", "write venue: Proc. of X"),
    ("paper", PAPER, "editor: Ada Lovelace and Bob, Jr", "write editors: [Ada Lovelace, 'Bob, Jr']"),
    ("paper", UNDATED, "year: 1843", "write date: 1843"),
    ("paper", PAPER, "number: 7", "write venue: {name: …, issue: 7}"),
    ("paper", PAPER, "volume: 12", "write venue: {name: …, volume: 12}"),
    ("paper", PAPER, "pages: 1--20", "write venue: {name: …, pages: 1--20}"),
    ("paper", PAPER, "publisher: Springer", "write venue: {name: …, publisher: Springer}"),
    ("paper", PAPER, "address: Paris", "write venue: {name: …, place: Paris}"),
    ("paper", PAPER, "school: MIT", "write venue: MIT, and type: thesis or report"),
    ("paper", PAPER, "institution: MIT", "write venue: MIT, and type: thesis or report"),
    ("paper", PAPER, "eprint: 1706.03762", "write arxiv: 1706.03762"),
    ("paper", PAPER, "primaryClass: cs.CL", "write arxiv_categories: [cs.CL]"),
    ("paper", PAPER, "isbn: 978-3-16", "write ids: {isbn: 978-3-16}"),
    ("paper", PAPER, "url: https://x.example/a", "write links: {html: https://x.example/a}"),
    ("paper", PAPER, "ENTRYTYPE: article", "write type: article"),
    ("paper", PAPER, "annote: Good", "write note: Good"),
    ("paper", PAPER, "langid: german", "write language: german"),
    ("paper", PAPER, "crossref: x", "write the venue itself: venue: {name: …}"),
    ("paper", PAPER, "citation_key: ada1843", "write bibtex: {key: ada1843}"),
    # HugoBlox
    ("paper", PAPER, "publication_short: In NeurIPS", "write venue: {name: …, short: In NeurIPS}"),
    ("paper", PAPER, "publication_types: [1]", "write type: …"),
    ("paper", PAPER, "tags: [a, b]", "write topics: [a, b]"),
    ("paper", PAPER, "categories: a; b", "write topics: [a, b]"),
    ("paper", PAPER, "featured: true", "write selected: true"),
    ("paper", PAPER, "url_pdf: x.pdf", "write links: {pdf: x.pdf}"),
    ("paper", PAPER, "url_code: https://x.example/c", "write links: {code: https://x.example/c}"),
    ("paper", PAPER, "image: {caption: C}", "write figures: [{file: …}]"),
    ("paper", UNDATED, "publishDate: 2020-01-02", "write date: 2020-01-02"),
    ("paper", PAPER, "equal_contribution: true", "write authors: [{name: …, equal: true}]"),
    # al-folio and academicpages
    ("paper", PAPER, "abbr: PhysRev", "write venue: {name: …, short: PhysRev}"),
    ("paper", PAPER, "bibtex_show: true", "every paper shows it: delete this line"),
    ("paper", PAPER, "preview: x.gif", "write figures: [{file: x.gif}]"),
    ("paper", PAPER, "supp: supp.pdf", "write links: {other: [{label: Supplement, url: supp.pdf}]}"),
    ("paper", PAPER, "paperurl: http://x.example/p.pdf", "write links: {pdf: http://x.example/p.pdf}"),
    ("paper", PAPER, "excerpt: Short", "write summary: Short"),
    ("paper", PAPER, "permalink: /publication/x", "write aliases: ['/publication/x']"),
    ("paper", PAPER, "tldr: Short", "write summary: Short"),
    ("paper", PAPER, "github: https://x.example/c", "write links: {code: https://x.example/c}"),
    ("paper", PAPER, "award: Best paper", "write awards: [Best paper]"),
    # JSON Resume and people's pages
    ("author", AUTHOR, "photo: me.jpg", "write picture: me.jpg"),
    ("author", AUTHOR, "avatar: me.jpg", "write picture: me.jpg"),
    ("author", AUTHOR, "institution: MIT", "write affiliation: MIT"),
    ("author", AUTHOR, "organizations: [MIT]", "write affiliation: …"),
    ("author", AUTHOR, "role: Professor", "write position: Professor"),
    ("author", AUTHOR, "homepage: https://x.example", "write website: https://x.example"),
    ("author", AUTHOR, "twitter: https://x.example/a", "write links: [{label: Twitter, url: https://x.example/a}]"),
    ("author", AUTHOR, "cv: cv.pdf", "write links: [{label: CV, url: cv.pdf}]"),
    ("author", AUTHOR, "social: [{icon: x}]", "write links: [{label: …, url: …}]"),
    ("author", AUTHOR, "scholar_userid: abc", "write scholar: abc"),
    ("author", AUTHOR, "user_groups: [PI]", "write group: …"),
    ("author", AUTHOR, "aka: A. Lovelace", "write names: [A. Lovelace]"),
    ("author", AUTHOR, "summary: I am", "write bio: I am"),
    ("author", AUTHOR, "weight: 3", "write order: 3"),
    ("author", AUTHOR, "last_name: Lovelace", "write family: Lovelace"),
    ("paper", PAPER, "editors: [{first: Ada, last: Lovelace}]", "write given: Ada"),
    ("venues", "", "N: {abbr: Nat}", "write short: Nat"),
    # the site
    ("site", "title: T\n", "baseurl: /papers", "write base_url: '/papers'"),
    ("site", SITE, "author: ada", "write owner: ada"),
    ("site", SITE, "languageCode: en-us", "write language: en-us"),
    ("site", SITE, "subtitle: My papers", "write description: My papers"),
    ("site", SITE, "menu: [x]", "write nav: [{label: Papers, url: papers/}]"),
    ("site", SITE, "accent: plum", "write theme_options: {accent: plum}"),
    ("site", SITE, "cname: ada.example", "write deploy: {cname: ada.example}"),
    ("site", SITE, "nav: [Papers: papers/]", "write - {label: Papers, url: papers/}"),
    ("site", SITE, "nav: [{name: Papers, link: papers/}]", "write label: Papers"),
    ("site", SITE, "google_analytics: G-1", "write analytics: {service: …, site: G-1}"),
    ("site", SITE, "font: assets/a.woff2", "write fonts: {serif: assets/a.woff2}"),
    ("site", SITE, "csp: {frame: a.test}", "write frame-src: [a.test]"),
    ("site", SITE, "sponsors: [{name: A, website: 'https://a.test'}]", "write url: https://a.test"),
    ("topic", "", "image: a.png", "write picture: a.png"),
    ("topic", "", "name: Ice", "write title: Ice"),
    # pages and news
    ("page", PAGE, "weight: 2", "write order: 2"),
    ("page", PAGE, "permalink: /about/", "the file's name is the address: rename the file"),
    ("page", PAGE, "layout: page", "there is no need of it: delete this line"),
    # within others
    ("paper", PAPER, "venue: {title: Nature}", "write name: Nature"),
    ("paper", PAPER, "venue: {name: N, year: 1843}", "it is the paper's: write date: 1843 outside of venue:"),
    ("paper", PAPER, "venue: {name: N, doi: 10.1/x}", "doi: belongs to the whole file: write it outside of venue:"),
    ("paper", PAPER, "links: {github: https://x.example}", "write code: https://x.example"),
    ("paper", PAPER, "links: {arte: https://x.example}", "write other: [{label: Arte, url: https://x.example}]"),
    ("paper", PAPER, "figures: [{src: a.png}]", "write file: a.png"),
    # talks, teaching, projects …
    ("item", ITEM, "location: Berlin", "write place: Berlin"),
    ("item", ITEM, "speaker: Ada Lovelace", "write people: [Ada Lovelace]"),
    ("item", ITEM, "abstract: Looms", "write summary: Looms"),
    ("item", ITEM, "time: 10:15", "write start: with the day and the time: 2026-05-04T10:15"),
    ("item", ITEM, "venue: A Colloquium", "write event: A Colloquium where it is a talk's, or place: A Colloquium"),
    ("item", ITEM, "url: https://x.example/t", "write links: {html: https://x.example/t}"),
    ("item", ITEM, "image: figures/t.png", "write picture: figures/t.png"),
]


def _problems(kind: str, text: str) -> tuple[Problem, ...]:
    return schema.check(kind, yamlfile.read(text, "x.yaml"))[1]


def test_there_are_many() -> None:
    """From the tools that people come from."""
    assert len(TYPED) >= 60


@pytest.mark.parametrize(
    ("kind", "good", "typed", "hint"), TYPED, ids=[f"{kind} {typed}" for kind, _, typed, _ in TYPED]
)
def test_the_right_line_is_named(kind: str, good: str, typed: str, hint: str) -> None:
    """And it is the first thing that is said; what is missing only because of that is not said as well."""
    problems = _problems(kind, good + typed + "\n")
    assert problems[0].hint == hint
    assert not [problem for problem in problems if problem.sentence == "is missing"]


def test_what_belongs_together_is_one_line() -> None:
    """All parts of a venue, with what is there of it already."""
    text = PAPER + "journal: Nature\nvolume: 12\nnumber: 3\npages: 1--20\n"
    line = "write venue: {name: Nature, volume: 12, issue: 3, pages: 1--20}"
    assert {problem.hint for problem in _problems("paper", text)} == {line}
    (problem,) = _problems("paper", PAPER + "venue: Nature\npages: 1--20\n")
    assert problem.hint == "write venue: {name: Nature, pages: 1--20}"
    (problem,) = _problems("paper", PAPER + "venue: {name: Nature, short: N}\nvolume: 3\n")
    assert problem.hint == "write venue: {name: Nature, short: N, volume: 3}"


@pytest.mark.parametrize(
    ("kind", "good", "typed", "hint"),
    [
        ("paper", PAPER, "titel: U", "title: stands there already: keep one of the two, as title:"),
        ("paper", PAPER, "titlle: U", "title: stands there already: keep one of the two, as title:"),
        ("paper", PAPER, "year: 1843", "date: stands there already: keep one of the two, as date:"),
        ("paper", PAPER + "doi: 10.1000/a\n", "DOI: 10.1000/b",
         "doi: stands there already: keep one of the two, as doi:"),
        ("paper", PAPER + "venue: Nature\n", "journal: Science",
         "venue: stands there already: keep one of the two, as venue:"),
        ("paper", PAPER + "topics: [a]\n", "tags: [b, c]", "topics: stands there already: write b, c into it"),
        ("paper", PAPER + "links: {pdf: a.pdf}\n", "url_code: https://x.example/c",
         "links: stands there already: write code: https://x.example/c into it"),
        ("author", AUTHOR + "links: [{label: X, url: https://x.example}]\n", "cv: cv.pdf",
         "links: stands there already: write {label: CV, url: cv.pdf} into it"),
        ("author", AUTHOR + "picture: a.jpg\n", "photo: b.jpg",
         "picture: stands there already: keep one of the two, as picture:"),
        ("paper", PAPER + "links: {code: a.zip}\n", "pdf: a.pdf", "write pdf: … into links:"),
        ("paper", PAPER + "links: {code: a.zip}\n", "data: a.csv", "write data: … into links:"),
        ("site", SITE, "url: https://b.example", "base_url: stands there already: keep one of the two, as base_url:"),
    ],
)  # fmt: skip
def test_a_line_that_stands_there_is_not_proposed_again(kind: str, good: str, typed: str, hint: str) -> None:
    """A second line of one key would be the next error."""
    (problem,) = _problems(kind, good + typed + "\n")
    assert problem.hint == hint


def test_a_list_of_habits_needs_one_error() -> None:
    """`author` explains that `authors` is missing, and `year` that there is no date."""
    problems = _problems("paper", "title: T\nauthor: Ada Lovelace and Bob Mason\nyear: 1843\n")
    said = {problem.field: problem.hint for problem in problems if problem.hint}
    assert said["author"] == "write authors: [Ada Lovelace, Bob Mason]"
    assert said["year"] == "write date: 1843"


def _unknown(value: Any, shape: Shape, at: str) -> list[str]:
    """The keys of a value that its shape does not have."""
    if isinstance(shape, ListOf):
        return [
            name for item in (value if isinstance(value, list) else [value]) for name in _unknown(item, shape.item, at)
        ]
    if isinstance(shape, MapOf):
        return [] if isinstance(value, dict) else [at]
    if not isinstance(shape, Part):
        return [at] if isinstance(value, dict) and shape.__class__.__name__ == "Leaf" else []
    if isinstance(value, str):
        return [] if shape.kind in ALONE else [at]
    known = keys(shape.kind)
    wrong = [f"{at}.{name}" for name in value if name not in known and name != "…"]
    return wrong + [bad for name in value if name in known for bad in _unknown(value[name], known[name].shape, name)]


@pytest.mark.parametrize("kind", list(key_habits.LINES), ids=lambda kind: kind.__name__)
def test_every_line_can_be_written(kind: type) -> None:
    """Its keys are those of the model, in its form; no habit stands twice."""
    words = {"value": "x", "key": "k", "title": "K"}
    for line in key_habits.LINES[kind]:
        text = line.format(**words).partition(", and type:")[0]
        data = yamlfile.read(text + "\n", "x.yaml").data
        assert not _unknown(data, Part(kind), kind.__name__), line
    advised = [word for table in (key_habits.ADVICE.get(kind, {}),) for line in table for word in line.split()]
    typed = [word for line in key_habits.LINES[kind].values() for word in line.split()] + advised
    assert sorted(word for word in set(typed) if typed.count(word) > 1) == []


def test_a_guess_is_near_or_is_none() -> None:
    """A slip of the finger is near; a word that shares some letters is not."""
    paper, author = keys(KINDS["paper"]), keys(KINDS["author"])
    near = {"titel": "title", "abstarct": "abstract", "DOI": "doi", "dio": "doi", "venu": "venue", "autors": "authors"}
    assert {word: nearest(word, paper) for word in near} == near
    assert {nearest(word, paper) for word in ("grant", "photo", "zzz", "journal", "cv", "x", "")} == {""}
    assert {nearest(word, author) for word in ("institution", "photo", "cv", "homepage")} == {""}


@pytest.mark.parametrize(
    ("kind", "good", "typed", "hint"),
    [
        ("paper", "title: T\ndate: 2022\n", "authors: Ada Lovelace and Bob", "write authors: [Ada Lovelace, Bob]"),
        ("paper", "title: T\ndate: 2022\n", "authors: A Lo, B Ma, and C No", "write authors: [A Lo, B Ma, C No]"),
        ("paper", "title: T\ndate: 2022\n", "authors: Lovelace, Ada and Mason, Bob",
         "write authors: ['Lovelace, Ada', 'Mason, Bob']"),
        ("paper", "title: T\ndate: 2022\n", "authors: Lovelace, Ada",
         "write each item on its own line, after a dash and a space"),
        ("paper", PAPER, "topics: engines, looms", "write topics: [engines, looms]"),
        ("paper", PAPER, "figures: a.png", "write figures: [{file: a.png}]"),
        ("paper", PAPER, "figures: [a.png]", "write - {file: a.png}"),
        ("paper", PAPER, "venue: [Nature]", "write venue: Nature"),
        ("site", SITE, "nav: {Papers: papers/, About: about/}",
         "write nav: [{label: Papers, url: papers/}, {label: About, url: about/}]"),
        ("site", SITE, "description: [Words]", "write description: Words"),
        ("site", SITE, "analytics: {service: umami, site: [a1]}", "write site: a1"),
        ("paper", PAPER, "summary: [One, Two]", ""),
        ("site", SITE, "analytics: plausible", "write analytics: {service: plausible}"),
        ("site", SITE, "nav: [papers]", "write - {label: Papers, url: papers}"),
        ("site", SITE, "nav: [[My papers, papers/]]", "write - {label: My papers, url: papers/}"),
        ("paper", PAPER, "updated: March 2020", "write 2020-03"),
        ("paper", PAPER, "updated: 2020-3-1", "write 2020-03-01"),
        ("paper", PAPER, "updated: 1 Mar. 2020", "write 2020-03-01"),
        ("paper", PAPER, "updated: 'Mar 1, 2020'", "write 2020-03-01"),
        ("paper", PAPER, "updated: 2020/03", "write 2020-03"),
        ("paper", PAPER, "updated: 30.11.2026", "write 2026-11-30"),
        ("paper", PAPER, "updated: 3.4.2026", "write 2026-04-03"),
        ("paper", PAPER, "updated: 11.2026", "write 2026-11"),
        ("paper", PAPER, "updated: 30/11/2026", "write 2026-11-30"),
        ("paper", PAPER, "updated: 11/30/2026", "write 2026-11-30"),
        ("paper", PAPER, "updated: 3/4/2026", ""),
        ("paper", PAPER, "updated: 31.2.2026", ""),
        ("paper", PAPER, "updated: 3/4/2020", ""),
        ("paper", PAPER, "updated: spring 2020", ""),
        ("paper", PAPER, "updated: 31 April 2020", ""),
    ],
)  # fmt: skip
def test_the_right_form_is_named(kind: str, good: str, typed: str, hint: str) -> None:
    """A right key with a value of the wrong form: the line to write, where there is no doubt what was meant."""
    assert _problems(kind, good + typed + "\n")[0].hint == hint


def test_a_slip_in_a_required_key_is_one_error() -> None:
    """What it should have been is not missing as well; nor is something else taken for it."""
    slip, other = (_problems("site", f"{SITE}sponsors:\n- {{{key}: Fund}}\n") for key in ("nmae", "colour"))
    assert [(problem.field, problem.hint) for problem in slip] == [("sponsors[0].nmae", 'did you mean "name"?')]
    assert [problem.field for problem in other] == ["sponsors[0].name", "sponsors[0].colour"]


def test_a_dash_within_brackets_is_explained() -> None:
    """What people write who have seen lists with dashes."""
    (problem,) = yamlfile.parse("nav: [- Papers: papers/]\n", "x.yaml").problems
    assert (problem.sentence, problem.column) == ("a list in brackets has no dashes", 7)
    assert problem.hint == "leave out the dash: within brackets commas part the items"


def test_a_colour_without_quotes_is_explained() -> None:
    """YAML takes it for a comment, and misses a value; between brackets all that follows is gone."""
    (problem,) = yamlfile.parse("title: T\ntheme_options: {accent: #8a1538, tagline: Us}\n", "x.yaml").problems
    assert problem.hint == "write '#8a1538' in quotes: # begins a comment"
