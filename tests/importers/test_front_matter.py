"""Keys at the top of other programs' pages, in YAML and in TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.importers import front_matter


def test_scalars_stay_the_text_that_was_typed() -> None:
    """No date, number or yes is made of a value; `~` and `null` are nothing."""
    old = front_matter.page("---\ndate: 2020-01-02\narxiv: 1910.10900\nfeatured: yes\npdf: null\n---\nText\n", "x.md")
    assert old.data == {"date": "2020-01-02", "arxiv": "1910.10900", "featured": "yes", "pdf": None}
    assert (old.body, old.body_line) == ("Text\n", 7)


def test_anchors_merges_and_tags_mean_what_they_mean_elsewhere() -> None:
    """Aliases are followed, `<<` is merged, tags mean nothing, of a key given twice the last counts."""
    text = "name: &name Ada\ntitle: *name\nbase: &base {a: x}\nmore: {<<: *base, b: y}\nn: !!str 5\nk: one\nk: two\n"
    old = front_matter.page(f"---\n{text}---\n", "x.md")
    assert old.data == {
        "name": "Ada", "title": "Ada", "base": {"a": "x"}, "more": {"b": "y", "a": "x"}, "n": "5", "k": "two",
    }  # fmt: skip
    assert old.problems == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("excerpt: 'one farmer's view'", "one farmer's view"),
        ("excerpt: Dams: a view", "Dams: a view"),
        ('excerpt: "a "quoted" word"', 'a "quoted" word'),
        ("excerpt: @home", "@home"),
    ],
)
def test_a_value_that_is_no_yaml_is_read_as_text(line: str, value: str) -> None:
    """One bad line costs neither its own value nor the others', and is named."""
    old = front_matter.page(f"---\ntitle: T\n{line}\nyear: 2020\n---\n", "x.md")
    assert old.data == {"title": "T", "excerpt": value, "year": "2020"}
    assert [(problem.line, problem.field, problem.severity) for problem in old.problems] == [(3, "excerpt", "warning")]
    assert old.line("year") == 4


def test_latex_in_double_quotes_keeps_its_backslashes() -> None:
    """What YAML would swallow of a formula stays."""
    old = front_matter.page('---\ntitle: "The $\\nu$ of \\textbf{x}"\nabstract: "a\\nb"\n---\n', "x.md")
    assert old.data == {"title": r"The $\nu$ of \textbf{x}", "abstract": "a\nb"}


def test_toml_is_text_with_lines_too() -> None:
    """Dates, numbers and flags of TOML are the text that stands for them."""
    text = 'title = "T"\ndate = 2016-03-01T00:00:00\nselected = true\narxiv = 1910.10900\n[header]\nimage = "a.png"\n'
    old = front_matter.page(f"+++\n{text}+++\nB", "x.md")
    assert old.data == {
        "title": "T", "date": "2016-03-01T00:00:00", "selected": "true", "arxiv": "1910.10900",
        "header": {"image": "a.png"},
    }  # fmt: skip
    assert (old.line("selected"), old.line("header"), old.body_line) == (4, 6, 9)


def test_toml_with_a_fault_brings_the_rest() -> None:
    """A key that cannot be read is named; the others arrive."""
    old = front_matter.page('+++\ntitle = "T"\nabstract = "a "b" c"\nyear = 2020\n+++\n', "x.md")
    assert old.data == {"title": "T", "year": "2020"}
    assert [(problem.line, problem.field) for problem in old.problems] == [(3, "abstract")]


def test_what_repeats_itself_without_end_is_refused() -> None:
    """Aliases of aliases, and nesting through them, end the reading before they cost anything."""
    for text in (
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
        ),
        "k0: &a0 [x]\n" + "".join(f"k{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60)),
    ):
        old = front_matter.page(f"---\ntitle: T\n{text}---\n", "x.md")
        assert old.mapping["title"] == "T"
        assert old.problems


def test_a_list_with_a_broken_item_brings_the_others(tmp_path: Path) -> None:
    """Of a list of papers one item that is no YAML is named with its line; the rest arrives, with their lines."""
    path = tmp_path / "citations.yaml"
    path.write_text(
        "# papers\n- title: One\n  year: 2020\n- title: 'Two's\n- title: Three\n  year: 2022\n", encoding="utf-8"
    )
    old = front_matter.data(path, "citations.yaml")
    assert [item["title"] for item in old.data] == ["One", "Three"]
    assert [problem.line for problem in old.problems] == [4]
    assert (old.line(0, "year"), old.line(1), old.line(1, "year")) == (3, 5, 6)


def test_what_is_neither_keys_nor_items_is_nothing() -> None:
    """A file of which nothing can be read is named, and is no crash."""
    old = front_matter.page("---\n[[[\n---\nText", "x.md")
    assert (old.mapping, old.body) == ({}, "Text")
    assert old.problems
