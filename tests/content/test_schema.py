"""Every key is typed or its fault is told with its place; the JSON Schema says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sitegen.content import schema, yamlfile
from sitegen.content.fields import KINDS, keys
from sitegen.model import Authorship, Date, Paper

LEAST = "title: T\nauthors: [A]\ndate: 2022\n"


def _values(text: str, kind: str = "paper") -> dict[str, Any]:
    values, problems = schema.check(kind, yamlfile.read(text, "x.yaml"))
    assert problems == ()
    return dict(values)


def _said(text: str, kind: str = "paper") -> list[str]:
    values, problems = schema.check(kind, yamlfile.read(text, "x.yaml"))
    assert values is None
    return [str(problem) for problem in problems]


def test_short_forms() -> None:
    """A name is an author, a text is a venue, one target or file stands for a list of one."""
    links = "links: {pdf: https://a.example/x, code: [https://b.example/, assets/y]}\n"
    values = _values(LEAST + "venue: Nature\nfigures: [{file: a.png}]\n" + links)
    assert values["authors"] == [{"name": "A"}]
    assert values["venue"] == {"name": "Nature"}
    assert values["links"] == {"pdf": ["https://a.example/x"], "code": ["https://b.example/", "assets/y"]}
    assert values["figures"] == [{"file": ["a.png"]}]


def test_values_are_typed() -> None:
    """Dates, ids, numbers and flags come out as what they are."""
    text = "arxiv: https://arxiv.org/abs/1910.10900v2\ndoi: DOI:10.1234/ABC\nselected: true\n"
    values = _values(LEAST + text + "authors_total: 0042\nupdated: 2022-05\n")
    assert (values["arxiv"], values["doi"]) == ("1910.10900", "10.1234/abc")
    assert (values["selected"], values["authors_total"]) == (True, 42)
    assert (values["date"], values["updated"]) == (Date(2022), Date(2022, 5))


def test_left_out() -> None:
    """An optional key with nothing behind it counts as left out; a required one does not."""
    text = "doi:\nvenue: ''\nlinks:\n  pdf:\ntopics:\nselected: ''\n"
    assert set(_values(LEAST + text)) == {"title", "authors", "date", "links"}
    assert _said("title: ''\nauthors:\ndate:\n") == [
        "x.yaml:1:8: title: is empty",
        "x.yaml:2:1: authors: is empty",
        "x.yaml:3:1: date: is empty",
    ]


def test_entries_of_free_mappings_may_be_empty() -> None:
    """A macro may stand for nothing, and an empty BibTeX field leaves that field out."""
    values = _values(LEAST + "macros: {xspace: , gopher: Gopher}\nbibtex: {fields: {note: ''}}\n")
    assert values["macros"] == {"xspace": "", "gopher": "Gopher"}
    assert values["bibtex"] == {"fields": {"note": ""}}


def test_anything_goes_under_extra() -> None:
    """Free-form data keeps its shape, and its texts stay texts."""
    assert _values(LEAST + "extra: {grant: 0042, list: [no, {x: }]}\n")["extra"] == {
        "grant": "0042",
        "list": ["no", {"x": None}],
    }


def test_lines_of_a_word_are_joined() -> None:
    """A text that belongs on one line is one, however it was wrapped."""
    assert _values(LEAST + "license: >-\n  CC\n  BY\nkeywords:\n  - |\n    a\n    b\n")["keywords"] == ["a b"]


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/x?y=z#f",
        "HTTP://a.example",
        "http://a.example:8080/",
        "http://[::1]/x",
        "https://bücher.example/ü",
        "mailto:a@b.example?subject=x",
        "assets/a b.pdf",
        "figures/über.png",
        "a.example.pdf",
    ],
)
def test_links_that_pass(link: str) -> None:
    """Addresses of the web, mail and files of the site are links."""
    assert _values(LEAST + f"links: {{pdf: '{link}'}}\n")["links"] == {"pdf": [link]}


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:x",
        " javascript:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///x",
        "ftp://a.example",
        "//a.example/x",
        "http:a.example",
        "https://",
        "http://a b",
        "http://a.example/<x>",
        "http://u:p@a.example",
        "http://a.example:x/",
        "http://[::1/",
        "mailto:nobody",
        "mailto:",
        "/x",
        "../x",
        "a/../../x",
        "\\\\host\\x",
        "blob:x",
    ],
)
def test_links_that_do_not(link: str) -> None:
    """Everything else is refused, in whatever spelling."""
    assert len(_said(LEAST + f"links: {{pdf: '{link}'}}\n")) == 1


def test_unknown_keys_deep_down() -> None:
    """The hint names the nearest key of the very mapping, and `extra` only where there is one."""
    document = yamlfile.read(LEAST + "figures: [{file: x, captoin: y}]\nversion: 1\nzzz: 1\n", "x.yaml")
    problems = {problem.field: problem.hint for problem in schema.check("paper", document)[1]}
    assert problems == {
        "figures[0].captoin": 'did you mean "caption"?',
        "version": 'did you mean "versions"? (free-form data goes under extra:)',
        "zzz": "free-form data goes under extra:",
    }


def test_both_spellings_of_affiliation() -> None:
    """`affiliation` and `affiliations` each take one text or a list."""
    text = "title: T\ndate: 2022\nauthors:\n  - {name: A, affiliation: X}\n  - {name: B, affiliations: [X, Y]}\n"
    assert _values(text)["authors"] == [{"name": "A", "affiliation": ["X"]}, {"name": "B", "affiliations": ["X", "Y"]}]


def test_a_flood_of_faults_is_counted() -> None:
    """Of more than a hundred faults in one file the rest is a number."""
    said = _said("title: T\ndate: 2022\nauthors:\n" + "  - ''\n" * 5000)
    assert len(said) == 101
    assert said[-1].endswith("and 4900 more of the kind")


def test_six_thousand_authors() -> None:
    """A paper of a large collaboration is a paper."""
    assert (
        len(
            _values("title: T\ndate: 2022\nauthors:\n" + "  - {name: A, orcid: 0000-0002-1825-0097}\n" * 6000)[
                "authors"
            ]
        )
        == 6000
    )


@pytest.mark.parametrize("kind", KINDS)
def test_json_schema_follows_from_the_model(kind: str) -> None:
    """Each kind has a draft 2020-12 schema with every key, its meaning and nothing else."""
    found = schema.json_schema(kind)
    json.dumps(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    described = (
        found[inside]
        if (inside := {"news": "items", "items": "items", "venues": "additionalProperties"}.get(kind))
        else found
    )
    if "$ref" in described:
        described = found["$defs"][described["$ref"].rpartition("/")[2]]
    meanings = {name: entry["description"] for name, entry in described["properties"].items()}
    assert meanings == {name: key.meaning for name, key in keys(KINDS[kind]).items()}
    assert described["additionalProperties"] is (kind in schema.DECLARED)
    assert set(described.get("required", ())) == {name for name, key in keys(KINDS[kind]).items() if key.required}


def test_json_schema_allows_short_forms() -> None:
    """An author as a text and as a mapping are both in the schema, and so are one link and several."""
    found = schema.json_schema("paper")
    author = found["properties"]["authors"]["items"]["anyOf"]
    assert {"type": "string"} in author
    assert {"$ref": "#/$defs/Authorship"} in author
    pdf = found["$defs"]["Links"]["properties"]["pdf"]["anyOf"]
    assert [choice["type"] for choice in pdf] == ["array", "string"]


def test_every_field_without_a_meaning_is_no_key() -> None:
    """What the loader fills in cannot be typed."""
    assert not {"slug", "file"} & set(keys(Paper))
    assert {"affiliation", "affiliations"} < set(keys(Authorship))
