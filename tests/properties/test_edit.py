"""Random YAML files with comments, and random changes of what they say."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sitegen.content import edit, yamlfile
from sitegen.content.document import Document
from tests.handwriting import Writer, lost_lines, notes
from tests.sampling import amount

NAMES = (
    "title",
    "short",
    "authors",
    "date",
    "venue",
    "abstract",
    "ids",
    "links",
    "topics",
    "versions",
    "extra",
    "mine",
)
INNER = ("name", "orcid", "pdf", "code", "version", "a b", "z")
ODD = ["A title", "it's: so", "# none", "2022-04-29", "1.10", "No", r"$\nu$ \emph{x}", "a, [b] {c}", "ü 你好", "- x"]
TEXTS = st.sampled_from(ODD) | st.text(alphabet="ab:#'\"\\-,[]{}|> é", min_size=1, max_size=12)
LONG = st.lists(TEXTS, min_size=2, max_size=4).map("\n".join) | st.lists(TEXTS, min_size=1, max_size=3).map(
    lambda lines: "\n\n".join(lines) + "\n"
)
LEAVES = TEXTS | LONG | st.sampled_from(["", None])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(INNER), inner, max_size=3),
    max_leaves=8,
)
DATA = st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=6)


@st.composite
def documents(draw: Any) -> Document:
    """A file as somebody may have written it."""
    writer = Writer(draw)
    data = draw(DATA)
    lines = ["# the first line", *writer.entries(data, ""), *writer.gap("")]
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = end.join(lines) + draw(st.sampled_from([end, end, ""]))
    document = yamlfile.parse(text, "x.yaml")
    assume(isinstance(document.data, dict) and not any(one.severity == "error" for one in document.problems))
    return document


@st.composite
def changed(draw: Any, data: Any) -> Any:
    """The data after one to three changes, anywhere in it."""
    new = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        spot, inside = new, True
        while inside:
            keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
            deeper = [key for key in keys if isinstance(spot[key], (dict, list)) and spot[key]]
            inside = bool(deeper) and draw(st.booleans())
            if inside:
                spot = spot[draw(st.sampled_from(deeper))]
        change(draw, spot, is_top=spot is new)
    return new


def change(draw: Any, spot: Any, *, is_top: bool) -> None:
    """Set, add or delete something in a list or a mapping."""
    what = draw(st.sampled_from(["set", "add", "delete", "set"]))
    keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
    if what == "delete" and len(keys) > 1:
        del spot[draw(st.sampled_from(keys))]
    elif what == "add" or not keys:
        value = draw(VALUES.filter(lambda one: one is not None))
        if isinstance(spot, list):
            spot.insert(draw(st.integers(0, len(spot))), value)
        else:
            spot[draw(st.sampled_from(NAMES if is_top else INNER))] = value
    else:
        spot[draw(st.sampled_from(keys))] = draw(VALUES.filter(lambda one: one is not None))


@settings(max_examples=amount(120, 400), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_edit_says_what_was_wanted_and_touches_nothing_else(data: st.DataObject) -> None:
    """Read again, the file says just that; lines of other values and all comments are as they were."""
    document = data.draw(documents())
    new = data.draw(changed(document.data))
    text = edit.edited(document, new, "paper")
    found = yamlfile.parse(text, "x.yaml")
    assert found.data == new
    assert not [one for one in found.problems if one.severity == "error"]
    assert not notes(document) - notes(found)
    assert not lost_lines(document, found)
    assert edit.edited(found, new, "paper") == text
