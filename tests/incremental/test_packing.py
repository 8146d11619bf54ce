"""What is packed comes back as it was, and equal values are equal bytes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from sitegen.incremental.packing import PackingError, pack, unpack
from sitegen.model import Authorship, Date, facts_of
from tests.making import paper, text

FACTS = facts_of(paper("a", Authorship(name="Ada", ids={"dblp": "1"}), "Bob", date=Date(2020, 3)), digest=b"d")


@pytest.mark.parametrize(
    "value",
    [
        (),
        ("a", 1, None, True, b"b", 0.5),
        (FACTS, (), False),
        ((text("x"), ("a", ("b",))), ()),
        ["a", text("x"), ["b"]],
        {"a": 1, "b": ("c",)},
        {"a": text("x"), "b": 2},
        {Date(2020): (text("x"),), "b": {"c": Date(2021, 1)}},
        Authorship(name="Ada"),
        Authorship(family="Eve", affiliations=("Here", "There"), equal=True),
    ],
)
def test_what_is_packed_comes_back(value: Any) -> None:
    """Texts, numbers, records, and tuples, lists and mappings of any of them."""
    packed = pack(value)
    assert unpack(packed) == value
    assert type(unpack(packed)) is type(value)
    assert pack(unpack(packed)) == packed


def test_other_mappings_come_back_as_plain_ones() -> None:
    """A mapping that cannot be changed is packed as one that can."""
    assert unpack(pack(MappingProxyType({"a": text("x")}))) == {"a": text("x")}


def test_what_is_no_record_is_not_packed() -> None:
    """A set has no order, and so no bytes; bytes that nobody packed are none of ours."""
    with pytest.raises(PackingError):
        pack({1, 2})
    with pytest.raises(PackingError):
        unpack(b"nothing")
