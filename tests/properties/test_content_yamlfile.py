"""Whatever bytes stand in a file, reading it ends, raises nothing, and knows where each fault is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import schema, yamlfile
from sitegen.content.fields import KINDS
from sitegen.text import dates, ids

PIECES = st.sampled_from(
    [
        "title",
        "authors",
        "date",
        "extra",
        "a",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "'",
        '"',
        "|\n",
        ">-\n",
        "# ",
        " #x",
        "[",
        "]",
        "{",
        "}",
        ",",
        "? ",
        "!",
        "!!str ",
        "&x ",
        "*x",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "\t",
        "\\",
        "\r\n",
        "\x00",
        "é",
        "\u2028",
        "2022-04-29",
        "true",
        "$x$",
    ]
)
YAML_LIKE = st.lists(PIECES, max_size=40).map("".join)


@given(st.one_of(YAML_LIKE, st.text(), st.binary()), st.sampled_from(sorted(KINDS)))
def test_every_fault_has_a_place(source: str | bytes, kind: str) -> None:
    """Reading and checking never raise; each problem names a line and a column of the file."""
    document = yamlfile.parse(source, "x.yaml")
    problems = document.problems
    if document.root is not None or not problems:
        values, faults = schema.check(kind, document)
        assert (values is None) == bool(faults)
        problems += faults
    text = source if isinstance(source, str) else source.decode("latin-1")
    lines = text.count("\n") + text.count("\r") + 1
    for problem in problems:
        assert problem.sentence
        assert problem.file == "x.yaml"
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column <= len(source) + 1


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])))
)
def test_single_quotes_hold_everything(data: dict[str, str]) -> None:
    """A text in single quotes reads back as it was, whatever characters it has."""
    text = "".join("{}: '{}'\n".format(key, value.replace("'", "''")) for key, value in data.items())
    assert yamlfile.read(text, "x.yaml").data == (data or None)


@given(st.text())
def test_ids_and_dates_are_normal_or_refused(text: str) -> None:
    """A reader of ids or dates returns a normal form, which it leaves as it is, or raises ValueError."""
    for read in (ids.arxiv, ids.doi, ids.orcid, lambda text: dates.parse(text).iso):
        for written in (text, f"10.1234/{text}", f"https://doi.org/10.1234/{text}", f"arXiv:2203.15556{text}"):
            try:
                normal = read(written)
            except ValueError:
                continue
            assert read(normal) == normal
