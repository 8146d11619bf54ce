r"""How the words of two texts differ, and which of the differences have a reason.

In: the words of a source (`words.py`), and the words of what was made of it. Out: the differences, each with its class:
those in `EXPLAINED` lose nothing that the author wrote, every other one is a fault. Compares words, never letters'
case, order or spelling, but within a formula, where MathML has an order of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bench.words import Word

EXPLAINED = {
    "citation": "a citation's keys read as author and year, or are left out: a page has no list of references",
    "address": "an address stands behind its link",
    "setting": "what sets the page, a label or a key is no text",
    "macro": "the name of a macro that nobody defined gives way to its argument; the author is warned",
    "glued": "a command that ran into the next word (`\\\\emphnon`) is no part of it",
    "item": "an item of a list has its number in plain text",
    "root": "a root is spoken as a power, 1/3",
    "raw": "a formula that cannot be read is shown as TeX; the author is warned",
    "hidden": "a script or a style is no text",
    "order": "a formula's parts stand in MathML's order",
    "choose": "a binomial is spoken",
    "abstract": "the word that only says that this is the abstract",
    "reference": "a reference without a target is shown as [?]; the author is warned",
    "cut": "the source ends within a command or a formula",
}
"""The classes of differences that are none of the program's, and why."""


class Difference(NamedTuple):
    """Words of the source, and the words that stand for them."""

    kind: str
    source: tuple[str, ...]
    made: tuple[str, ...]
    around: str


def differences(source: Sequence[Word], made: Sequence[Word], *, is_raw: bool = False) -> Iterator[Difference]:
    """Every difference, with its class; `is_raw` when a formula of the text is shown as TeX."""
    needed = [word for word in source if not word.spare]
    written = [word for word in made if not word.spare]
    if [word.text for word in needed] == [word.text for word in written]:
        return
    found = list(_found(source, needed, written, is_raw=is_raw))
    faults = [fault for fault in found if fault.kind not in EXPLAINED]
    lost = _letters(word for fault in faults for word in fault.source)
    if lost == _letters(word for fault in faults for word in fault.made) and any(word.formula for word in source):
        found = [fault if fault.kind in EXPLAINED else fault._replace(kind="order") for fault in found]
    yield from found


def _found(
    source: Sequence[Word], needed: Sequence[Word], written: Sequence[Word], *, is_raw: bool
) -> Iterator[Difference]:
    """The differences, each by itself."""
    places = [place for place, word in enumerate(source) if not word.spare]
    for start, stop, from_, to in _segments(needed, written):
        first = places[start - 1] + 1 if start else 0
        last = places[stop] if stop < len(places) else len(source)
        near = any(
            word.formula for word in (*source[max(0, first - 1) : last + 1], *written[max(0, from_ - 1) : to + 1])
        )
        kind = _kind(source[first:last], written[from_:to], near_formula=near)
        if is_raw and kind not in EXPLAINED and near:
            kind = "raw"
        if kind:
            around = " ".join(word.text for word in source[max(0, first - 4) : last + 3])
            part = (word.text for word in needed[start:stop])
            yield Difference(kind, tuple(part), tuple(word.text for word in written[from_:to]), around)


def _segments(source: Sequence[Word], made: Sequence[Word]) -> Iterator[tuple[int, int, int, int]]:
    """Where the two differ; differences with nothing but words of formulas between them are one."""
    matcher = SequenceMatcher(None, [word.text for word in source], [word.text for word in made], autojunk=False)
    current: tuple[int, int, int, int] | None = None
    for tag, start, stop, from_, to in matcher.get_opcodes():
        if tag == "equal":
            bridges = current is not None and all(word.formula for word in source[start:stop])
            if current and bridges:
                current = (current[0], stop, current[2], to)
            elif current:
                yield _wider(source, made, current)
                current = None
        else:
            current = (current[0], stop, current[2], to) if current else (start, stop, from_, to)
    if current:
        yield _wider(source, made, current)


def _wider(
    source: Sequence[Word], made: Sequence[Word], segment: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """The segment with the rest of the formulas that it cuts, as far as both sides agree there."""
    start, stop, from_, to = segment
    while start and from_ and source[start - 1].formula and source[start - 1].text == made[from_ - 1].text:
        start, from_ = start - 1, from_ - 1
    while stop < len(source) and to < len(made) and source[stop].formula and source[stop].text == made[to].text:
        stop, to = stop + 1, to + 1
    return start, stop, from_, to


def _kind(part: Sequence[Word], other: Sequence[Word], *, near_formula: bool) -> str:
    """The class of a difference; empty when there is none."""
    needed = [word for word in part if not word.spare]
    spare_letters = _letters(word.text for word in part if word.spare)
    texts, words = [word.text for word in needed], [word.text for word in other]
    spares = sorted({word.spare for word in part if word.spare})
    if "".join(texts) == "".join(words):
        return "" if near_formula else spares[0] if spares else "spacing"
    if near_formula and _letters(texts) == _letters(words):
        return "order"
    extra, lacking = _letters(words) - _letters(texts), _letters(texts) - _letters(words)
    if not lacking and near_formula and extra == _letters(["choose"]):
        return "choose"
    if not lacking and spares and not extra - spare_letters:
        return spares[0]
    if not words and [text.casefold() for text in texts] in (["abstract"], ["summary"]):
        return "abstract"
    return "lost" if not extra else "added" if not lacking else "changed"


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join(texts).casefold())
