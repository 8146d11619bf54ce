"""Alignment of two lists: the items of the old one that are items of the new one.

In: two lists of values. Out: pairs of places, in order. Never looks at how they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

Pair = tuple[int | None, int | None]
"""The indexes of an item in the old and in the new list; nothing where it is in only one of them."""

_NAMES = ("name", "version", "label", "file")


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Pair the items of two lists, in order: first what is about the same, then what stands in the same gap."""
    matcher = SequenceMatcher(None, [_subject(item) for item in old], [_subject(item) for item in new], autojunk=False)
    pairs: list[Pair] = []
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        common = min(old_end - old_start, new_end - new_start)
        pairs += [(old_start + step, new_start + step) for step in range(common)]
        pairs += [(at, None) for at in range(old_start + common, old_end)]
        pairs += [(None, at) for at in range(new_start + common, new_end)]
    return pairs


def _subject(item: Any) -> str:
    """The subject of an item: its name, or all of it."""
    if isinstance(item, str):
        return item
    names = [item[name] for name in _NAMES if isinstance(item.get(name), str)] if isinstance(item, dict) else []
    return names[0] if names else repr(item)
