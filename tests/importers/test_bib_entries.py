"""Entries of .bib files: strings, parents, faults, and the lines on which things stand."""

from __future__ import annotations

import pytest

from sitegen.importers.bib_entries import BibEntry, entries, names


def read(text: str) -> dict[str, BibEntry]:
    """The entries of a text, by their keys."""
    return {entry.key: entry for entry in entries(text, "x.bib")[0]}


def told(text: str) -> list[str]:
    """What is said of a text."""
    return [str(problem) for problem in entries(text, "x.bib")[1]]


def test_strings_are_put_in_and_joined() -> None:
    """`@string` in any case, `#`, months, braces and quotes."""
    entry = read('@STRING(jot = "Journal of " # {Tides})\n@Article(a, JOURNAL = JOT # " B", month = 5 # "~" # oct)')[
        "a"
    ]
    assert entry.kind == "article"
    assert entry.text("journal") == "Journal of Tides B"
    assert entry.text("month") == "5~oct"


def test_a_name_that_no_string_has_stands_for_itself() -> None:
    """It is told once, with its line."""
    text = "@misc{a, journal = jot,\n note = jot}"
    assert read(text)["a"].text("journal") == "jot"
    assert told(text) == ["x.bib:1: jot: no @string of this name is in the file; such names stand for themselves"]


def test_children_have_what_their_parents_say() -> None:
    """A title becomes a booktitle; DOI, abstract and pages are the parent's own; a parent nobody made is no entry."""
    found = read(
        "@inproceedings{c, title={Child}, author={A}, crossref={P}}\n"
        "@proceedings{p, title={Tides 2020}, year=2020, publisher={Sea}, doi={10.1234/p}, pages={1--900}}"
    )
    assert list(found) == ["c"]
    assert found["c"].text("booktitle") == "Tides 2020"
    assert found["c"].text("year", "publisher") == "2020"
    assert not found["c"].text("doi", "pages", "crossref")


def test_templates_are_handed_down_over_several_steps() -> None:
    """`@xdata` in `@xdata`, several of them, and a circle that ends."""
    found = read(
        "@xdata{a, publisher={Sea}, xdata={b}}\n@xdata{b, location={Port}, xdata={a}}\n"
        "@book{c, title={C}, author={D}, xdata={a,z}}"
    )
    assert list(found) == ["c"]
    assert (found["c"].text("publisher"), found["c"].text("location")) == ("Sea", "Port")


FAULTS = {
    "@article{a, title={One}\n year={2000}}\n@misc{b, title={Two}}": ("2000", "there is no comma before this field"),
    "@article{a, title={One}, year={2000}\n@misc{b, title={Two}}": ("2000", "it is read as far as it goes"),
    "@article{a title={One}, year={2000}}\n@misc{b, title={Two}}": ("2000", "it is read as far as it goes"),
    '@article{a, title={One}, year={2000}, note="open}\n\n@misc{b, title={Two}}': ("2000", "as far as it goes"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_damaged_entry_is_named_and_costs_no_other(text: str) -> None:
    """What can be read of it is read; the entry after it is whole."""
    year, sentence = FAULTS[text]
    found = read(text)
    assert (found["a"].text("title"), found["a"].text("year")) == ("One", year)
    assert found["b"].text("title") == "Two"
    assert any(line.startswith("x.bib:") and sentence in line for line in told(text))


@pytest.mark.parametrize(
    ("lines", "line", "sentence"),
    [
        ("title = {One},\n year = {2000},,\n note = {N},\n", 0, ""),
        ("title = {One},\n , year = {2000}\n, , note = {N},\n,", 0, ""),
        ("title = {One},\n year = {2000}\n note = {N},\n", 4, "note: there is no comma before this field"),
        ("title = {One},\n year = {2000,\n note = {N},\n", 3, "year: the brace that opens this value is not closed"),
        ("title = {One},\n year = {2000},\n note = {N,\n", 5, "entry: no brace closes the entry"),
        ('title = {One},\n year = {2000},\n note = "N,\n', 4, "note: the quote that opens this value is not closed"),
        ("title = {One},\n stray words\n, year = {2000}, note = {N}", 3, "`stray words` stands before year"),
        ("title = {One},\n year = {2000}, note = {N},\n stray", 4, "`stray` stands behind the last field"),
        ("year = {2000}, note = {N}},\n title = {One},\n number = 3", 2, "title: a brace closes the entry too early"),
    ],
)
def test_a_fault_is_named_at_its_own_line(lines: str, line: int, sentence: str) -> None:
    """With what it is; commas too many are no fault, for nothing is lost by them."""
    text = f"@article{{a,\n {lines}}}\n\n@misc{{b, title={{Two}}}}"
    assert read(text)["a"].text("year") == "2000"
    assert read(text)["a"].text("note").startswith("N")
    if not sentence:
        assert not told(text)
    else:
        assert [fault for fault in told(text) if fault.startswith(f"x.bib:{line}:") and sentence in fault], told(text)


def test_what_is_no_entry_is_left() -> None:
    """Comments, groups of JabRef, preambles, front matter, text between entries, entries behind percent signs."""
    text = (
        "---\n---\nSome text.\n@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n"
        '@preamble{"\\newcommand{\\x}{y}"}\n%@misc{gone,\n% title = {Gone},\n%}\n@misc{a, title={One}}'
    )
    assert [key for key, entry in read(text).items() if entry.fields] == ["a"]
    assert not told(text)


def test_repeated_keys_and_fields_are_all_there() -> None:
    """Two entries of one key are two; of two values of a field the first stands, and the other is known."""
    found, problems = entries("@misc{a, title={One}, title={Uno}}\n@misc{a, title={Two}}", "x.bib")
    assert [entry.text("title") for entry in found] == ["One", "Two"]
    assert [(name, value.text) for name, value in found[0].repeated] == [("title", "Uno")]
    assert not problems


def test_people_are_parted_outside_of_braces() -> None:
    """`and` in any case and with any spaces; within braces it is a word of a name."""
    assert names("A B AND\n  C, D and {Sand and Sea}") == ["A B", "C, D", "{Sand and Sea}"]
