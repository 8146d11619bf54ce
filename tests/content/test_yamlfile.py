"""YAML is read as text with positions, and everything that could hurt is refused with its place."""

from __future__ import annotations

import time

import pytest
import yaml

from sitegen.content import yamlfile
from sitegen.errors import SitegenError


def _said(source: str | bytes) -> list[str]:
    return [str(problem) for problem in yamlfile.parse(source, "x.yaml").problems]


@pytest.mark.parametrize(
    "text",
    [
        "1910.10900",
        "No",
        "1:20",
        "1.10",
        "2022-04-29",
        "0123",
        "null",
        "~",
        "true",
        "0x1F",
        "1e3",
        ".inf",
        "12_3",
        "=",
        "v1",
    ],
)
def test_scalars_lose_nothing(text: str) -> None:
    """A value is the text that was typed, whatever type it looks like."""
    assert yamlfile.read(f"key: {text}\nlist: [{text}]\n", "x.yaml").data == {"key": text, "list": [text]}


def test_nothing_is_none() -> None:
    """A key or a dash with nothing behind it is None; quotes around nothing are an empty text."""
    data = yamlfile.read("a:\nb: ''\nc: \"\"\nd:\n  -\n  - ''\n", "x.yaml").data
    assert data == {"a": None, "b": "", "c": "", "d": [None, ""]}


def test_styles() -> None:
    """Quotes, blocks, flow lists and mappings, and lines that go on are read as YAML says."""
    text = "a: 'it''s'\nb: \"x\\\"y\\u00e9\"\nc: |\n  one\n  two\nd: >-\n  one\n  two\ne: [x, {y: z}]\nf: one\n  two\n"
    assert yamlfile.read(text, "x.yaml").data == {
        "a": "it's",
        "b": 'x"yé',
        "c": "one\ntwo\n",
        "d": "one two",
        "e": ["x", {"y": "z"}],
        "f": "one two",
    }


def test_byte_order_mark_and_line_ends() -> None:
    """A byte order mark is skipped, and Windows line ends do not shift lines."""
    document = yamlfile.parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n  - !x d\r\n", "x.yaml")
    assert document.data == {"a": "1", "b": ["c", "d"]}
    assert document.problems[0].place == "x.yaml:4:5"


def test_places() -> None:
    """A place is that of the value or of the key; a path the file does not have is cut where it ends."""
    document = yamlfile.read("title: T\nauthors:\n  - A\n  - name: é B\n    orcid: '1'\nlinks: {pdf: x}\n", "x.yaml")
    assert str(document.problem(("authors", 1, "orcid"), "wrong")) == "x.yaml:5:12: authors[1].orcid: wrong"
    assert str(document.problem(("authors", 1, "orcid"), "wrong", at_key=True)) == "x.yaml:5:5: authors[1].orcid: wrong"
    assert str(document.problem(("authors", 0, "name"), "wrong")) == "x.yaml:3:5: authors[0]: wrong"
    assert str(document.problem(("links", "pdf", 0), "wrong")) == "x.yaml:6:14: links.pdf: wrong"
    assert str(document.problem((), "wrong", start=document.text.index("B"))) == "x.yaml:4:13: wrong"
    assert str(document.missing(("authors", 1, "note"), "is missing")) == "x.yaml:4:5: authors[1].note: is missing"
    assert str(document.missing(("date",), "is missing")) == "x.yaml:1:1: date: is missing"


def test_duplicate_key_names_both_lines() -> None:
    """The second of two equal keys is an error that names the line of the first; both are not merged in silence."""
    assert _said("a: 1\nb: 2\na: 3\n") == ['x.yaml:3:1: a: the key "a" is here a second time (first on line 1)']
    assert _said('x: {a: 1, "a": 2}\n') == ['x.yaml:1:11: x.a: the key "a" is here a second time (first on line 1)']
    assert _said("x: {a: 1}\ny: {a: 1}\n") == []


def test_all_faults_at_once() -> None:
    """One pass tells of every tag, anchor, alias, merge key and duplicate."""
    text = "a: !!int 1\nb: &x 2\nc: *x\nd:\n  <<: {e: 1}\na: 3\n"
    assert [problem.line for problem in yamlfile.parse(text, "x.yaml").problems] == [1, 2, 3, 5, 6]


@pytest.mark.parametrize(
    "honest",
    ["a: 'R&D, *, !'\n", "a: AT&T\n", "a: 5 * 3\n", "a: wow!\n", "a: x # y\n", "a: C#\n", "a: |\n  - x\n  - y\n"],
)
def test_the_nearest_honest_text_passes(honest: str) -> None:
    """Marks that mean something to YAML only at the start of a value are text elsewhere."""
    assert _said(honest) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [("a: \x00", 4), ("a: b\x1b[31m", 5), ("a: \x7f", 4), ("a: b\u202ec", 5), ("a: b\u2028c", 5), ("a: \ufeffb", 4)],
)
def test_invisible_characters(text: str, column: int) -> None:
    """Characters that nobody sees and that break or deceive are refused at their place."""
    problem = yamlfile.parse(text, "x.yaml").problems[0]
    assert (problem.line, problem.column, problem.field) == (1, column, "a")


def test_joiners_and_marks_that_languages_need_are_kept() -> None:
    """Zero-width joiners and direction marks belong to some scripts."""
    text = "نیم\u200cفاصله \u200f\u200d"
    assert yamlfile.read(f"a: '{text}'", "x.yaml").data == {"a": text}


@pytest.mark.parametrize(
    "escape", [r"\alpha", r"\beta", r"\frac", r"\vec", r"\epsilon", r"\Lambda", r"\Pi", r"\0", r"\x07"]
)
def test_escapes_that_make_control_characters(escape: str) -> None:
    """LaTeX in double quotes that YAML turns into invisible characters is refused."""
    assert "single quotes or in a | block" in yamlfile.parse(f'a: "{escape}"', "x").problems[0].hint


@pytest.mark.parametrize(
    "command", [r"\nu", r"\tau", r"\times 3", r"\rho", r"\neq", r"\textbf{x}", r"\right)", r"a\_b"]
)
def test_escapes_that_swallow_latex(command: str) -> None:
    """LaTeX in double quotes that YAML would read as a tab or a line end is refused, not guessed."""
    assert "not as LaTeX" in yamlfile.parse(f'a: "{command}"', "x").problems[0].sentence


@pytest.mark.parametrize(
    "text", [r"one\ntwo", r"\tindented", r"\\nu", r"tab\there", r"one\nnot two", r"one\nnormally", r"\"quoted\""]
)
def test_honest_escapes_pass(text: str) -> None:
    """Line ends and tabs that stand before other words are what they say."""
    assert _said(f'a: "{text}"') == []


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("{name: Sun, Wind and Waves, group: true}", "name: 'Sun, Wind and Waves'"),
        ("{name: Sun,Wind,  Wind, group: true}", "name: 'Sun,Wind, Wind'"),
        ("{name: Sea 12,000,000}", "name: 'Sea 12,000,000'"),
        ("{group: true, name: Cook's tour, again}", "name: 'Cook''s tour, again'"),
    ],
)
def test_a_comma_within_braces_ends_a_text(line: str, whole: str) -> None:
    """What stands behind it is no key: one fault names the value and shows it in quotes, in block mappings none."""
    problems = yamlfile.parse(f"authors:\n  - {line}\n", "x.yaml").problems
    assert [(problem.field, problem.line, problem.hint) for problem in problems] == [
        ("authors[0].name", 2, f"put it in quotes: {whole}")
    ]
    assert not _said("name: Sun, Wind\nempty:\nlist: {name, group: 'a, b', none: , other}\n")
    assert not yamlfile.parse_foreign(f"authors:\n  - {line}\n", "x.yaml").problems


def test_a_dash_out_of_line_is_pointed_at() -> None:
    """Whether it stands deeper than the one above it, or less deep: the line is its own."""
    assert _said("a:\n  - One\n    - Two\n")[0].startswith("x.yaml:3:5: a[0]: this line starts with a dash")
    for text in ("a:\n    - One\n  - Two\n", "a:\n  - One\n - Two\n"):
        assert _said(text)[0].startswith("x.yaml:3:"), text
        assert "this dash does not line up with the one above it" in _said(text)[0], text


def test_a_tight_colon_within_brackets_is_told() -> None:
    """YAML takes `key:}` and `key:,` for no key."""
    for text in ("a: {b:}\n", "a: {b: c, d:}\n", "a: [b:, c]\n"):
        assert "within brackets a colon wants a space after it" in _said(text)[0], text


def test_size_limit() -> None:
    """Two MiB pass, one byte more does not."""
    exact = b"a: " + b"x" * (yamlfile.MAX_BYTES - 3)
    assert yamlfile.parse(exact, "x.yaml").problems == ()
    assert _said(exact + b"x") == ["x.yaml:1:1: the file is larger than 2 MiB"]


def test_depth_limit() -> None:
    """Nesting ends at the limit; a million brackets cost no time."""
    deepest = "a: " + "[" * (yamlfile.MAX_DEPTH - 1) + "]" * (yamlfile.MAX_DEPTH - 1)
    assert _said(deepest) == []
    start = time.perf_counter()
    for opened in ("[", "{a: ", "- ", "? "):
        problems = yamlfile.parse("a: 1\nb:\n  " + opened * 300_000, "x.yaml").problems
        assert problems
    assert time.perf_counter() - start < 5


def test_a_flood_of_faults_is_cut() -> None:
    """Of very many faults in one file the first ones are told, in no time."""
    start = time.perf_counter()
    assert len(yamlfile.parse("a: 1\n" * 50_000, "x.yaml").problems) == 200
    assert len(yamlfile.parse("a: \x07\n" * 50_000, "x.yaml").problems) == 100
    assert time.perf_counter() - start < 5


def test_a_comment_that_swallows_text_is_a_warning() -> None:
    """`Issue #5` loses its number to a comment: that is said, but is no error."""
    (problem,) = yamlfile.parse("a: Issue #5\nb: x # y\n", "x.yaml").problems
    assert (problem.severity, problem.place, problem.field) == ("warning", "x.yaml:1:10", "a")


def test_warnings_never_hide_an_error() -> None:
    """An error after very many warnings is still told."""
    text = "".join(f"a{number}: Issue #{number}\n" for number in range(5000)) + "b: !x y\n"
    problems = yamlfile.parse(text, "x.yaml").problems
    assert [problem.field for problem in problems if problem.severity == "error"] == ["b"]


def test_read_raises_every_fault() -> None:
    """`read` is for files that must be well."""
    with pytest.raises(SitegenError) as error:
        yamlfile.read("a: 1\na: 2\nb: !x y\n", "x.yaml")
    assert len(error.value.problems) == 2
    assert yamlfile.read("a: Issue #5\n", "x.yaml").data == {"a": "Issue"}


def test_empty_files() -> None:
    """A file with nothing but comments has no data, and that is no fault yet."""
    for text in ("", "\n\n", "# only this\n"):
        assert (yamlfile.parse(text, "x").data, yamlfile.parse(text, "x").problems) == (None, ())


def test_python_parser_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C part, the same files read the same, and the same faults are found in the same places."""
    texts = [
        "a: 'it''s'\nb:\n  - c: 1\n    d: |\n      x\n  - {e: f}\nempty:\n",
        "a: 1\na: 2\n",
        "a: b: c\n",
        'a: "\\chi"\n',
        "a: [b\nc: d\n",
        "a: 'b\n",
        "a:\n\tb: c\n",
        "a: **b**\n",
        "a: 'b'c'\n",
        "a: b\nfoo\nc: d\n",
    ]
    native = [yamlfile.parse(text, "x") for text in texts]
    monkeypatch.setattr(yamlfile, "HAS_C_LOADER", False)
    python = [yamlfile.parse(text, "x") for text in texts]
    assert [(each.data, each.problems) for each in python] == [(each.data, each.problems) for each in native]


def test_the_c_loader_is_here() -> None:
    """The figures we publish are those of the C loader."""
    assert yamlfile.HAS_C_LOADER is yaml.__with_libyaml__ is True


@pytest.mark.parametrize(
    "text",
    [
        'title: "A \\"b\\""\n', 'title: "A"\nyear: 2019\n', "a: b # c\n", "a: >\n  x\n  y\n", "a:\n",
        "a: [b, {c: d}]\n",
        "a: b\nc\n", "a: 1\na: 2\n", "<<: x\n", "? [a]\n: b\n", "a: &b c\n", "a: !x b\n", "a: b\n---\nc: d\n",
        "", "- a\n- - b\n", "a: b\n  c\n", "a: 'x # y'\n", 'a: "\\nu"\n', "a: {b\n", "a: *b\n",
    ],
)  # fmt: skip
def test_a_text_that_is_well_is_read_to_the_same_without_its_places(text: str) -> None:
    """The nodes of a file come when they are asked for; data, problems and nodes are the same either way."""
    whole, document = yamlfile._parsed(text, "x.yaml"), yamlfile.parse(text, "x.yaml")
    assert (document.data, document.problems) == (whole.data, whole.problems)
    assert document.root == whole.root


def test_only_what_is_well_waits_for_its_nodes() -> None:
    """Whatever may need a word about it is read with its places at once."""
    assert callable(yamlfile.parse("a: [b, 'c']\n", "x.yaml").tree)
    assert not callable(yamlfile.parse("a: b # c\n", "x.yaml").tree)
