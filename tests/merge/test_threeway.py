"""The three-way merge: every combination of what was pulled, what a hand wrote, and what the sources say."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.merge.threeway import is_same, merge

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "scalar": ("a", "b", "c"),
    "list": (["a"], ["b", "d"], ["c", "e"]),
    "map": ({"name": "a"}, {"name": "b"}, {"name": "c"}),
}
ABSENT = object()


def fields(value: Any) -> dict[str, Any]:
    """A paper with this in one field, or without that field."""
    return {} if value is ABSENT else {"venue": value}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result", "conflicts"),
    [
        ("a", "a", "a", "a", 0),  # nothing new
        ("a", "a", "c", "c", 0),  # the source changed
        ("a", "a", ABSENT, "a", 0),  # the source is silent
        ("a", "b", "a", "b", 0),  # the hand changed
        ("a", "b", "b", "b", 0),  # both the same way
        ("a", "b", "c", "b", 1),  # both, not the same way
        ("a", "b", ABSENT, "b", 0),
        ("a", ABSENT, "a", ABSENT, 0),  # the hand deleted
        ("a", ABSENT, "c", ABSENT, 0),
        ("a", ABSENT, ABSENT, ABSENT, 0),
        (ABSENT, ABSENT, "c", "c", 0),  # the source added
        (ABSENT, "b", ABSENT, "b", 0),  # the hand added
        (ABSENT, "b", "b", "b", 0),
        (ABSENT, "b", "c", "b", 1),
        ("a", None, "c", None, 0),  # the hand emptied
        (ABSENT, None, "c", None, 0),
    ],
)
def test_every_combination(kind: str, base: Any, mine: Any, theirs: Any, result: Any, conflicts: int) -> None:
    """Equal to its base takes theirs; changed by hand stays; deleted or emptied by hand stays so."""
    values: dict[Any, Any] = dict(zip("abc", KINDS[kind], strict=True))
    old, own, new, wanted = (fields(values.get(one, one)) for one in (base, mine, theirs, result))
    merged = merge(old, own, new)
    assert merged.data == wanted
    assert len(merged.conflicts) == conflicts
    again = merge(merged.base, merged.data, new)
    assert again.data == merged.data
    assert not again.changed


@pytest.mark.parametrize("one", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_value_of_another_kind_is_a_change(one: str, other: str) -> None:
    """A text where a mapping was, a list where a text was: a hand's stays, a source's comes in, both is a conflict."""
    old, new = KINDS[one][0], KINDS[other][2]
    assert merge(fields(old), fields(old), fields(new)).data == fields(new)
    assert merge(fields(old), fields(new), fields(old)).data == fields(new)
    mixed = merge(fields(old), fields(["mine"]), fields(new))
    assert mixed.data == fields(["mine"])
    assert len(mixed.conflicts) == 1


def test_mappings_merge_key_by_key() -> None:
    """A link added by hand and one added upstream stand side by side; a key deleted by hand stays away."""
    merged = merge(
        {"links": {"pdf": "p", "html": "h"}},
        {"links": {"pdf": "p", "code": "c"}},
        {"links": {"pdf": "q", "html": "i", "data": "d"}},
    )
    assert merged.data == {"links": {"pdf": "q", "code": "c", "data": "d"}}
    assert merged.changed == ("links.pdf", "links.data")
    assert not merged.conflicts


def test_authors_and_citations_merge_as_a_whole() -> None:
    """A list of authors in which a hand corrected one name is the hand's; half a count is no count."""
    merged = merge(
        {"authors": ["A", "B"], "citations": {"count": "1", "date": "2020"}},
        {"authors": ["A", "Bé"], "citations": {"count": "7", "date": "2020"}},
        {"authors": ["A", "B", "C"], "citations": {"count": "2", "date": "2021"}},
    )
    assert merged.data == {"authors": ["A", "Bé"], "citations": {"count": "7", "date": "2020"}}
    assert [one.field for one in merged.conflicts] == ["authors", "citations"]


@pytest.mark.parametrize("less", [None, "", [], {}, ["A"]])
def test_saying_less_is_no_news(less: Any) -> None:
    """An empty value or a shorter list changes nothing, and is not remembered either."""
    merged = merge({"authors": ["A", "B"]}, {"authors": ["A", "B"]}, {"authors": less})
    assert merged.data == {"authors": ["A", "B"]}
    assert merged.base == {"authors": ["A", "B"]}
    assert not merged.changed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A  title", "A title"),
        ("Gr\u00f6\u00dfe", "Gro\u0308\u00dfe"),
        ("NeurIPS", {"name": "NeurIPS"}),
        (["Ada"], [{"name": "Ada"}]),
        ([{"name": "Ada", "affiliation": "X"}], [{"name": "Ada", "affiliations": ["X"]}]),
    ],
)
def test_the_same_in_other_writing_is_no_conflict(one: Any, other: Any) -> None:
    """What means the same is not worth a person's time."""
    assert is_same(one, other)
    assert not merge({}, {"x": one}, {"x": other}).conflicts
    assert not is_same(one, "something else")


def test_another_venue_takes_nothing_of_the_one_before() -> None:
    """A volume belongs to the journal that it was pulled with; of the same journal more is added key by key."""
    old = {"venue": {"name": "Preprints", "volume": "1"}}
    assert merge(old, old, {"venue": {"name": "Engines", "pages": "3"}}).data == {
        "venue": {"name": "Engines", "pages": "3"}
    }
    more = merge(old, old, {"venue": {"name": "Preprints", "pages": "3"}})
    assert more.data == {"venue": {"name": "Preprints", "volume": "1", "pages": "3"}}
    mine = {"venue": {"name": "Preprints", "volume": "2"}}
    assert merge(old, mine, {"venue": {"name": "Engines"}}).data["venue"]["volume"] == "2"


@pytest.mark.parametrize(("old", "new"), [("2022-03-29", "2022"), ("2022-03-29", "2022-03"), ("2022-03", "2022")])
def test_a_coarser_date_is_no_news(old: str, new: str) -> None:
    """A day that is null says nothing against the day that was known; another year or another day does."""
    assert merge({"date": old}, {"date": old}, {"date": new}).data == {"date": old}
    assert merge({"date": new}, {"date": new}, {"date": old}).data == {"date": old}
    assert merge({"date": old}, {"date": old}, {"date": "2021"}).data == {"date": "2021"}
