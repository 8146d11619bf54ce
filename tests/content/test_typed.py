"""The quick way to typed values says what the schema says."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import fields, schema
from sitegen.content.fields import KINDS, keys
from sitegen.content.typed import MisfitError, typed
from sitegen.content.yamlfile import parse
from sitegen.model import Authorship
from tests.sampling import amount

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDERS = {"papers": "paper", "authors": "author"}


def _same(kind: str, source: str) -> bool:
    """Hold both ways to one answer; return whether the data was well."""
    document = parse(source, "content/x.yaml")
    if document.data is None:
        return False
    values, problems = schema.check(kind, document)
    try:
        quick = typed(kind, document.data)
    except MisfitError:
        quick = None
    assert quick == values, problems
    return values is not None


def test_it_agrees_on_every_file_of_the_project() -> None:
    """On the example, the small nasty site, and every mistake of `broken/`."""
    places = [
        CHECKOUT / "content",
        *(CHECKOUT / "tests").glob("site/content"),
        *CHECKOUT.glob("tests/broken/*/content"),
    ]
    files = [path for place in places for path in place.rglob("*.yaml") if not path.parent.name.startswith(".")]
    well = 0
    for path in files:
        kind = (
            "site" if path.stem == "site" else "news" if path.stem == "news" else FOLDERS.get(path.parent.name, "paper")
        )
        well += _same(kind, path.read_text(encoding="utf-8", errors="replace"))
    assert well > 10
    assert len(files) - well > 10


SCALARS = st.sampled_from(
    ["", "Ada Lovelace", "2020", "2020-13", "10.1000/x", "1910.10900", "true", "0000-0002-1825-0097", "https://x.org/",
     "mailto:a@b.org", "a/b.png", "../x", "en", "book", "accepted", "-1", "7", "  ", "folio", "none", "atom"]
) | st.none()  # fmt: skip
NAMES = ["name", "author", "url", "label", "file", "pdf", "key", "date", "text"]
NESTED = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "author", "url", "label", "file", "pdf", "key", "date", "text"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", ["paper", "author", "site", "news", "page"])
@settings(max_examples=amount(50, 150), deadline=None)
@given(data=st.data())
def test_it_agrees_on_anything(kind: str, data: st.DataObject) -> None:
    """On keys that there are, with values that fit and that do not."""
    names = st.sampled_from([*keys(KINDS[kind]), "unknown"])
    value: Any = data.draw(st.dictionaries(names, NESTED, max_size=6))
    if data.draw(st.booleans()):
        value |= {"title": "A title", "authors": ["Ada Lovelace"], "date": "2020"} if kind == "paper" else {}
    value = [value] if kind == "news" else value
    _same(kind, yaml.safe_dump(value))


@pytest.mark.parametrize("kind", [*KINDS.values(), Authorship])
def test_types_are_read_as_python_reads_them(kind: type) -> None:
    """The types of the model's fields, which are compiled all at once, are those that the annotations say."""
    assert fields._hints(kind) == typing.get_type_hints(kind, include_extras=True)
