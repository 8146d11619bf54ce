"""Canonical form moves and requotes; it keeps comments, line ends and every value."""

from __future__ import annotations

import pytest

from sitegen.content import yamlfile
from sitegen.content.canonical import canonical, kind_of
from sitegen.content.yaml_writer import inline


def _canonical(text: str, kind: str = "paper") -> str:
    """The canonical text, having seen that it says the same and that it stays as it is."""
    document = yamlfile.read(text, "x.yaml")
    result = canonical(document, kind)
    again = yamlfile.read(result, "x.yaml")
    assert again.data == document.data
    assert canonical(again, kind) == result
    return result


def test_keys_take_the_order_of_the_model() -> None:
    """Known keys come in the model's order, unknown ones after them as they stood, on every level."""
    text = (
        "zebra: 1\ndate: 2022\nalpha: 2\nauthors:\n  - note: x\n    name: A\n  - B\ntitle: T\n"
        "venue:\n  volume: 3\n  name: N\n"
    )
    assert _canonical(text) == (
        "title: T\nauthors:\n  - name: A\n    note: x\n  - B\ndate: 2022\n"
        "venue:\n  name: N\n  volume: 3\nzebra: 1\nalpha: 2\n"
    )


def test_order_of_what_is_the_authors_own_stays() -> None:
    """Lists and mappings whose keys are free keep their order."""
    text = "title: T\nids: {s2: 1, dblp: 2}\nmacros:\n  b: x\n  a: y\nextra:\n  z: {title: 1, authors: 2}\n"
    assert _canonical(text) == text


def test_comments_move_with_their_key() -> None:
    """A comment above a key, at its end or indented below it belongs to the key."""
    text = (
        "# yaml-language-server: $schema=x\n# when\ndate: 2022  # about\nauthors:\n  # first\n  - A\n  # last\n"
        "\n# the title\n\ntitle: T\n# the end\n"
    )
    assert _canonical(text) == (
        "# yaml-language-server: $schema=x\n# the title\n\ntitle: T\nauthors:\n  # first\n  - A\n  # last\n"
        "# when\ndate: 2022  # about\n# the end\n"
    )


def test_head_of_the_file_stays() -> None:
    """What a blank line parts from the first key is about the file."""
    text = "# My best paper.\n\n# when\ndate: 2022\ntitle: T\n"
    assert _canonical(text) == "# My best paper.\n\ntitle: T\n# when\ndate: 2022\n"


def test_blank_lines_stay_above_their_key() -> None:
    """Blank lines move with the key below them; at the end of the file none are left."""
    assert _canonical("authors: [A]\n\ndate: 2022\n\n\ntitle: T\n\n\n") == "title: T\nauthors: [A]\n\ndate: 2022\n"


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ('"plain"', "plain"),
        ("'plain'", "plain"),
        ('"a: b"', "'a: b'"),
        ('"it\'s: x"', "'it''s: x'"),
        ("'it''s'", "it's"),
        ('"2022"', "'2022'"),
        ("'1.10'", "'1.10'"),
        ('"no"', "'no'"),
        ('"null"', "'null'"),
        ("''", "''"),
        ('""', "''"),
        ("' x'", "' x'"),
        ('"x #y"', "'x #y'"),
        ('"[x]"', "'[x]'"),
        ('"*x*"', "'*x*'"),
        ('"a\\tb"', '"a\\tb"'),
        ('"a\\nb"', '"a\\nb"'),
        ('"a\\\\b"', "a\\b"),
        ('"\\u00a0x"', '"\\u00a0x"'),
        ("1.10", "1.10"),
        ("no", "no"),
        ('"https://a.example/x#y"', "https://a.example/x#y"),
        ('"ends:"', "'ends:'"),
        ("'über'", "über"),
    ],
)
def test_quotes(written: str, result: str) -> None:
    """Quotes go where no reader of YAML needs them, else they are single; what is plain stays plain."""
    assert _canonical(f"note: {written}\n") == f"note: {result}\n"


def test_quotes_of_typed_values_go() -> None:
    """A date, a flag and a number stand without quotes: the schema knows what they are."""
    text = "date: '2022-04-29'\nselected: \"true\"\ncitations: {count: '12'}\n"
    assert _canonical(text) == "date: 2022-04-29\nselected: true\ncitations: {count: 12}\n"


def test_blocks_and_wrapped_texts_stay() -> None:
    """Block texts, and quoted texts over several lines, are not touched."""
    text = "title: 'two\n  lines'\nabstract: |\n  a\n\n  # no comment\n   b  \nnote: >-\n  x\n"
    assert _canonical(text) == text


def test_last_line_without_an_end() -> None:
    """A file whose last line has no end gains one, and a block text there still does not."""
    assert _canonical("date: 2022\ntitle: T") == "title: T\ndate: 2022\n"
    assert _canonical("date: 2022\nabstract: |\n  a") == "date: 2022\nabstract: |-\n  a\n"


def test_kept_line_ends_of_a_block() -> None:
    """Blank lines that a block text keeps are part of the value, so nothing moves around it."""
    text = "abstract: |+\n  a\n\n\ntitle: T\n"
    assert _canonical(text) == text


def test_windows_line_ends_stay() -> None:
    """Each line keeps the end it has."""
    assert _canonical("date: 2022\r\n# x\r\ntitle: 'T'\r\n") == "# x\r\ntitle: T\r\ndate: 2022\r\n"


def test_flow_mappings() -> None:
    """Within braces entries change places; over several lines they stay."""
    assert _canonical('venue: {volume: "3" , name: "N, M"} # x\n') == "venue: {name: 'N, M' , volume: '3'} # x\n"
    text = "venue: {volume: 3,\n  name: N}\n"
    assert _canonical(text) == text


def test_a_comment_never_lands_behind_a_dash() -> None:
    """A list item whose new first key has a comment keeps its order."""
    text = "authors:\n  - note: x\n    # the name\n    name: A\n"
    assert _canonical(text) == text


def test_odd_notations_stay() -> None:
    """`? key` notation, and quotes that YAML needs although nobody sees why, are left alone."""
    for text in ("? date\n: 2022\n? title\n: T\n", "title: 'a'#b\n", 'venue: {"name":x}\n'):
        assert _canonical(text) == text


def test_news() -> None:
    """A file that is a list has its items put in order."""
    assert _canonical("- text: T\n  date: 2022\n# x\n- {text: U, date: 2023}\n", "news") == (
        "- date: 2022\n  text: T\n# x\n- {date: 2023, text: U}\n"
    )


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("content/site.yaml", "site"),
        ("content/news.yaml", "news"),
        ("content/papers/a.yaml", "paper"),
        ("content/papers/x/y/a.yml", "paper"),
        ("content/authors/a.yaml", "author"),
        ("content/pages/a.md", ""),
        ("content/other.yaml", ""),
        ("content/.pulled/a.yaml", ""),
        ("content/papers/.x/a.yaml", ""),
        ("content/papers/a.yaml~", ""),
        ("papers/a.yaml", ""),
    ],
)
def test_kind_of_a_file(file: str, kind: str) -> None:
    """The place of a file tells its kind."""
    assert kind_of(file) == kind


@pytest.mark.parametrize(
    "text",
    ["A B", "O'Neil", "A: B", "'x'", '"x"', "#x", "x #y", "no", "12", "- x", "[x", " x ", "", "ü", "%", "a\\b", "x:"],
)
def test_quoted_text_reads_back(text: str) -> None:
    """Whatever one line holds is the same after quoting and reading."""
    assert yamlfile.read(f"key: {inline(text)}  # comment\n", "x.yaml").data == {"key": text}
