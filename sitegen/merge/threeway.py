"""Three-way merge of one paper: what was last pulled, what stands in the person's file, what the sources say now.

In: base, mine and theirs, as mappings of the keys of a paper file. Out: what the file shall hold, what to remember as
the next base, and the conflicts. Never takes away what a hand has written, and never takes silence for a wish.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from sitegen.records import NamedTuple
from sitegen.regex import regex

WHOLE = frozenset({"authors", "citations"})
"""Fields that make sense only as a whole; other mappings merge key by key, and every list is one value."""

_DATE = regex(r"[0-9]{4}(?:-[0-9]{2}){1,2}")
_VAGUE_DATE = regex(r"[0-9]{4}(?:-[0-9]{2})?")
_BLANK_LINE = regex(r"\n[ \t]*\n")
_ONE_OF_MANY = frozenset({"venue"})
"""Fields that merge key by key while both are of one thing: a volume belongs to the journal that it was pulled with."""

_ABSENT: Final = object()
Data = Mapping[str, Any]


class Conflict(NamedTuple):
    """A field that both sides changed: `mine` stays in the file, `theirs` is what the sources say."""

    field: str
    mine: Any
    theirs: Any


class Merged(NamedTuple):
    """The outcome of a merge: the file's data, what was pulled, the dotted names of changed fields, and conflicts."""

    data: dict[str, Any]
    base: dict[str, Any]
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Data, mine: Data, theirs: Data, *, may_shrink: bool = False) -> Merged:
    """Merge field by field.

    A field equal to its base takes theirs; one that a hand changed, emptied or took away stays so. What the sources do
    not say, or say less of than before, changes nothing; a list gets shorter only where it `may_shrink`.
    """
    return _merge(base, mine, theirs, "", may_shrink=may_shrink)


def _merge(base: Data, mine: Data, theirs: Data, above: str, *, may_shrink: bool) -> Merged:
    data, known = dict(mine), dict(base)
    changed: list[str] = []
    conflicts: list[Conflict] = []
    for name, new in theirs.items():
        old, own = base.get(name, _ABSENT), mine.get(name, _ABSENT)
        if says_less(old, new, may_shrink=may_shrink) or _is_only_laid_out(old, new):
            continue
        if name in _ONE_OF_MANY and own == old and isinstance(old, dict) and _is_other(old, new):
            data[name] = known[name] = new
            changed.append(above + name)
            continue
        if name not in WHOLE and isinstance(new, dict) and isinstance(own, dict):
            inner = _merge(old if isinstance(old, dict) else {}, own, new, f"{above}{name}.", may_shrink=may_shrink)
            data[name], known[name] = inner.data, inner.base
            changed += inner.changed
            conflicts += inner.conflicts
            continue
        known[name] = {**old, **new} if isinstance(old, dict) and isinstance(new, dict) and name not in WHOLE else new
        if own == old and own != known[name]:
            data[name] = known[name]
            changed.append(above + name)
        elif _is_conflict(old, own, new):
            conflicts.append(Conflict(above + name, own, new))
    return Merged(data, known, tuple(changed), tuple(conflicts))


def _is_only_laid_out(old: Any, new: Any) -> bool:
    """Whether a text has the same words in the same paragraphs, in other lines: that is no news."""
    if not isinstance(old, str) or not isinstance(new, str) or old == new or "\n" not in old + new:
        return False
    return [_meaning(part) for part in _BLANK_LINE.split(old)] == [_meaning(part) for part in _BLANK_LINE.split(new)]


def _is_other(old: Data, new: Any) -> bool:
    """Whether a mapping has another name than it had, and so is of another thing."""
    return isinstance(new, dict) and bool(old.get("name") and new.get("name")) and not is_same(old["name"], new["name"])


def says_less(old: Any, new: Any, *, may_shrink: bool = False) -> bool:
    """Whether an answer says nothing, or less than the one before: that is no news.

    A list that `may_shrink` says less only where it breaks off (`others`).
    """
    if new is None or new in ("", [], {}):
        return True
    if isinstance(old, str) and isinstance(new, str):
        return bool(_VAGUE_DATE.fullmatch(new)) and old.startswith(f"{new}-") and bool(_DATE.fullmatch(old))
    is_shorter = isinstance(old, list) and isinstance(new, list) and len(new) < len(old)
    return is_shorter and not (may_shrink and new[-1] != "others")


def _is_conflict(old: Any, own: Any, new: Any) -> bool:
    """Whether both sides changed a value, each to something else; what a hand took away or emptied is settled."""
    return own not in (_ABSENT, None, old) and new != old and not is_same(own, new)


def is_same(value: Any, other: Any) -> bool:
    """Whether two values mean the same, however they are written: with other spaces, a name alone or with its key."""
    return bool(_meaning(value) == _meaning(other))


def _meaning(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        return [_meaning(inner) for inner in value]
    if isinstance(value, dict):
        fields = {name: _meaning(inner) for name, inner in value.items() if inner is not None}
        if isinstance(single := fields.pop("affiliation", None), str):
            fields["affiliations"] = [single]
        return fields["name"] if list(fields) == ["name"] else fields
    return value
