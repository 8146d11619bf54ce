"""Records: what the standard library's dataclasses do, without their methods being compiled beforehand."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import field
from typing import get_type_hints

import pytest

from sitegen.records import COMPILED, NamedTuple, dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A frozen record with defaults of each kind."""

    name: str
    ids: Mapping[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False)
    hidden: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A record whose fields are given by name."""

    name: str
    number: int = 3


@dataclass(slots=True)
class Counter:
    """A record that changes."""

    count: int = 0


@dataclass(frozen=True)
class Whole:
    """A frozen record without slots, which checks itself."""

    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")


class Span(NamedTuple):
    """A named tuple with a default, and with more than its fields."""

    start: int
    end: int = 9

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


def test_a_named_tuple_is_one_of_the_standard_library() -> None:
    """It is made by place and by name, compared, replaced, shown and sent as those are; wrong calls are refused."""
    span = Span(3, end=5)
    assert (span.length, Span(1).end, span._replace(start=4)) == (2, 9, (4, 5))
    assert (Span._fields, Span._field_defaults) == (("start", "end"), {"end": 9})
    assert repr(span) == "Span(start=3, end=5)"
    assert (Span.__doc__ or "").startswith("A named tuple")
    assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301 - just made
    assert get_type_hints(Span) == {"start": int, "end": int}
    with pytest.raises(TypeError, match="start"):
        Span()  # type: ignore[call-arg]


def test_a_record_is_the_same_when_it_is_made_often() -> None:
    """Before and after its `__init__` is compiled, a call makes the same, and a wrong one is the same error."""

    @dataclass(frozen=True, slots=True)
    class Pair:
        first: int
        rest: list[int] = field(default_factory=list)

    made = [Pair(1, rest=[2]) for _ in range(COMPILED + 2)]
    assert set(map(repr, made)) == {repr(made[0])}
    assert Pair(1).rest == []
    with pytest.raises(TypeError, match="multiple values"):
        Pair(1, first=2)  # type: ignore[misc]


def test_a_record_is_a_dataclass() -> None:
    """The functions of the standard library know its fields."""
    place = Place("Turin", {"a": "b"}, "seen")
    assert [known.name for known in dataclasses.fields(place)] == ["name", "ids", "note", "hidden"]
    assert dataclasses.replace(place, name="Rome") == Place("Rome", {"a": "b"})
    assert dataclasses.asdict(place) == {"name": "Turin", "ids": {"a": "b"}, "note": "seen", "hidden": ""}
    match place:
        case Place(name, ids):
            assert (name, ids) == ("Turin", {"a": "b"})


def test_defaults_are_made_for_each() -> None:
    """Two records that are given no mapping have one each."""
    assert Place("a").ids == {}
    assert Place("a").ids is not Place("a").ids
    assert Named(name="x").number == 3


def test_records_are_equal_by_the_fields_that_count() -> None:
    """A field that does not count in comparisons tells no records apart, another class does."""
    assert Named(name="x") == Named(name="x", number=3)
    assert Named(name="x") != Named(name="y")
    assert Named(name="x") != object()
    assert Place("a", note="b") == Place("a", note="c")
    assert len({Named(name="x"), Named(name="x"), Named(name="y")}) == 2


def test_a_record_is_shown_with_its_fields() -> None:
    """The text of a record is the call that makes it; what is hidden is not shown."""
    assert repr(Place("Turin", hidden="s")) == "Place(name='Turin', ids={}, note='')"


def test_a_frozen_record_does_not_change() -> None:
    """Neither a field nor anything else of it can be set or taken away; others can."""
    for place in (Place("a"), Whole("a")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            place.name = "b"  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            del place.name
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_wrong_calls_are_refused() -> None:
    """A field that is missing, unknown or given by place where it has to be named is an error, from the first on."""
    for _ in range(2):
        with pytest.raises(TypeError, match="name"):
            Place()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="where"):
            Place("a", where="b")  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="positional"):
            Named("a")  # type: ignore[call-arg]
        with pytest.raises(ValueError, match="no name"):
            Whole("")


def test_records_travel() -> None:
    """A record can be sent to another process."""
    for record in (Place("a", {"b": "c"}, "n", "s"), Named(name="x"), Counter(2), Whole("w")):
        sent = pickle.loads(pickle.dumps(record))  # noqa: S301 - just made
        assert dataclasses.astuple(sent) == dataclasses.astuple(record)
