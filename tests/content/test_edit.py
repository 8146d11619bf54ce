"""Changes of values in files that somebody wrote by hand: the lines they touch, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.content import edit, yamlfile
from sitegen.errors import SitegenError

HAND = """\
# my paper
title:   "On engines"   # as printed
authors:
- Ada Lovelace   # corresponding
# the other one
- name: 'Charles Babbage'
  orcid: 0000-0002-1825-0097

date: 2022   # first version


abstract: |
  Some text.

  # no comment

# where it is
links: {pdf: "https://a.example/1", code: https://b.example/}   # both
'keywords': [engines, "looms",
    gears]   # three
comments: last line"""


def changed(text: str, **new: Any) -> str:
    """The text with new values; None deletes a key."""
    document = yamlfile.read(text, "x.yaml")
    data = {key: value for key, value in {**document.data, **new}.items() if value is not None}
    return edit.edited(document, data, "paper")


def test_no_change_is_no_change() -> None:
    """Data that is there already gives the same text, in whatever order it comes."""
    document = yamlfile.read(HAND, "x.yaml")
    assert edit.edited(document, dict(reversed(document.data.items())), "paper") == HAND


@pytest.mark.parametrize(
    ("new", "old_lines", "new_lines"),
    [
        ({"title": "Engines: a study"}, 'title:   "On engines"   #', "title:   'Engines: a study'   #"),
        ({"date": "2022-03-01"}, "date: 2022   #", "date: 2022-03-01   #"),
        ({"comments": "9 pages"}, "comments: last line", "comments: 9 pages"),
        ({"abstract": "New\n\ntext."}, "|\n  Some text.\n\n  # no comment\n", "|-\n  New\n\n  text.\n"),
        ({"abstract": "Short"}, "abstract: |\n  Some text.\n\n  # no comment\n", "abstract: Short\n"),
        ({"date": ["a", "b"]}, "date: 2022   # first version\n", "date:   # first version\n  - a\n  - b\n"),
        (
            {"links": {"pdf": "https://a.example/2", "code": "https://b.example/", "html": "https://c.example/"}},
            '{pdf: "https://a.example/1", code: https://b.example/}',
            "{pdf: https://a.example/2, code: https://b.example/, html: https://c.example/}",
        ),
        ({"links": {"code": "https://b.example/"}}, '{pdf: "https://a.example/1", code', "{code"),
        ({"keywords": ["engines", "gears", "cards"]}, ', "looms",\n    gears]', ",\n    gears, cards]"),
        ({"links": None}, 'links: {pdf: "https://a.example/1", code: https://b.example/}   # both\n', "# both\n"),
    ],
)
def test_one_value_changes_its_own_lines(new: dict[str, Any], old_lines: str, new_lines: str) -> None:
    """A value of any kind takes the place of another; spaces, quotes, comments and order elsewhere stay."""
    assert HAND.count(old_lines) == 1
    assert changed(HAND, **new) == HAND.replace(old_lines, new_lines)


def test_items_of_a_list_change_one_by_one() -> None:
    """A list keeps its own indentation and comments; what is known of a person grows in place."""
    authors = [
        {"name": "Ada Lovelace", "affiliations": ["London"]},
        {"name": "Charles Babbage", "orcid": "0000-0002-1825-0097", "email": "cb@example.org"},
        "George Boole",
    ]
    assert changed(HAND, authors=authors) == HAND.replace(
        "- Ada Lovelace   # corresponding\n",
        "- name: Ada Lovelace   # corresponding\n  affiliations:\n    - London\n",
    ).replace(
        "  orcid: 0000-0002-1825-0097\n", "  orcid: 0000-0002-1825-0097\n  email: cb@example.org\n- George Boole\n"
    )


def test_a_comment_outlives_its_item() -> None:
    """The comment of an item that goes stays, on a line of its own."""
    text = changed(HAND, authors=["Charles Babbage"])
    assert "authors:\n# corresponding\n# the other one\n- Charles Babbage\n" in text


def test_new_keys_stand_in_their_usual_place() -> None:
    """A key that is added stands below the one that comes before it in the canonical order."""
    text = changed(HAND, short="Engines", doi="10.1234/abc", venue={"name": "J. Engines", "volume": "3"})
    assert "# as printed\nshort: Engines\nauthors:" in text
    assert "# first version\nvenue:\n  name: J. Engines\n  volume: '3'\n\n\nabstract" in text
    assert text.endswith("comments: last line\ndoi: 10.1234/abc\n")


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_keep_their_line_ends_and_their_mark(ending: str, mark: bytes) -> None:
    """Line ends and a byte order mark are as they were; new lines end like the first."""
    raw = mark + HAND.replace("\n", ending).encode()
    new = edit.edited_bytes(
        raw, "x.yaml", {**yamlfile.read(raw, "x").data, "short": "S", "abstract": "A\n\nB"}, "paper"
    )
    wanted = HAND.replace("\nauthors:", "\nshort: S\nauthors:").replace(
        "|\n  Some text.\n\n  # no comment\n", "|-\n  A\n\n  B\n"
    )
    assert new == mark + wanted.replace("\n", ending).encode()
    assert edit.edited_bytes(raw, "x.yaml", yamlfile.read(raw, "x").data, "paper") is raw


@pytest.mark.parametrize(
    ("text", "new", "wanted"),
    [
        ("title: 1\nabstract: |\n  x", {"comments": "c"}, "title: 1\ncomments: c\nabstract: |\n  x"),
        ("title: x\nlinks:\n     pdf: https://a.example/\n", {"links": {"pdf": "p", "code": "c"}},
         "title: x\nlinks:\n     pdf: p\n     code: c\n"),
        ("title: x\nvenue: J   # mine\n", {"venue": {"name": "J", "short": "K"}},
         "title: x\nvenue:   # mine\n  name: J\n  short: K\n"),
        ("title: x\nkeywords: []\n", {"keywords": ["a"]}, "title: x\nkeywords:\n  - a\n"),
        ("title: x\nkeywords:\n  - a # one\n", {"keywords": []}, "title: x\nkeywords: [] # one\n"),
        ("title: x\ndoi:   # none yet\n", {"doi": "10.1234/abc"}, "title: x\ndoi: 10.1234/abc   # none yet\n"),
        ("title: x\nauthors:\n  -   name: A\n      orcid: o\n", {"authors": [{"name": "A", "note": "m"}]},
         "title: x\nauthors:\n  -   name: A\n      note: m\n"),
        ("title: x\nabstract: short\n  # deep\n", {"abstract": "a\nb"}, "title: x\n# deep\nabstract: |-\n  a\n  b\n"),
        ("{title: x, date: 2020}\n", {"date": "2021", "doi": "10.1/x"}, "{title: x, date: 2021, doi: 10.1/x}\n"),
        ("---\ntitle: x\n...\n", {"date": "2021"}, "---\ntitle: x\ndate: 2021\n...\n"),
        ("title: x\nnote: ''\n", {"note": "No"}, "title: x\nnote: 'No'\n"),
        ("title: x\nextra:\n  'a: b': 1 # k\n", {"extra": {"a: b": "2", "c d": "3"}},
         "title: x\nextra:\n  'a: b': '2' # k\n  c d: '3'\n"),
        ("title: x\nextra: {a: [1, 2]}\n", {"extra": {"a": ["1", "2", "x\ny"]}},
         'title: x\nextra: {a: [1, 2, "x\\x0Ay"]}\n'),
    ],
)  # fmt: skip
def test_odd_corners(text: str, new: dict[str, Any], wanted: str) -> None:
    """Files without a last line end, with odd indentation, braces all over, markers, empty and quoted things."""
    assert changed(text, **new) == wanted


@pytest.mark.parametrize(
    "value", ["a\rb", "  lead\nline", "\n\nx", "x\n\n", "tab\tin", "trail \nline ", " ", "a\n \nb"]
)
def test_any_text_can_be_written(value: str) -> None:
    """Whatever the text, it is read back as it was."""
    text = changed(HAND, note=value)
    assert yamlfile.read(text, "x.yaml").data["note"] == value


def test_a_file_that_does_not_allow_it_is_left_alone() -> None:
    """Where a change would touch other things, nothing is changed, and the file is named."""
    for text in ("? title\n: x\n? date\n: 2020\n", "- a\n- b\n"):
        with pytest.raises(SitegenError) as error:
            edit.edited(yamlfile.read(text, "x.yaml"), {"title": "y", "doi": "10.1/x"}, "paper")
        assert error.value.problems[0].file == "x.yaml"
    with pytest.raises(SitegenError):
        edit.edited_bytes(b"title: x\ntitle: y\n", "x.yaml", {"title": "z"}, "paper")
    with pytest.raises(SitegenError):
        changed(HAND, note="a control character: \x07")


def test_an_empty_value_within_brackets_stays_a_value() -> None:
    """`{name:}` would be a text; the braces are told apart from the key by a space."""
    document = yamlfile.parse("title: T\nauthors: ['Ada'] # all of them\n", "x.yaml")
    text = edit.edited(document, {"title": "T", "authors": [{"name": None}]}, "paper")
    assert text == "title: T\nauthors: [{name: }] # all of them\n"
