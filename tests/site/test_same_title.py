"""Spellings of one title, or of one venue, that are equal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from sitegen.site.collection import same_title
from sitegen.text.venues import folded

ASCII = some.text(some.characters(max_codepoint=127), max_size=12)


@given(ASCII)
def test_ascii_is_folded_as_any_text_is(text: str) -> None:
    """A letter beyond ASCII at the end changes nothing of what stands before it."""
    assert same_title(f"{text}é") == same_title(f"{text}e").removesuffix("e") + "é"
    assert folded(f"{text}é") == folded(f"{text}e")
