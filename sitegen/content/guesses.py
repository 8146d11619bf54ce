"""Guesses: which of some known words a person meant who typed another.

In: what was typed, and the words that are known. Out: the word that is most like it, or a hint that names it. Never
decides: what was typed is refused all the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping

_LONGEST = 60
"""Letters of a word beyond which slips are not counted."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, or nothing when none is."""
    word, names = word.casefold(), {name.casefold(): name for name in sorted(known)}
    slips = 1 if len(word) <= 5 else 2
    near = [(slip, name) for name in names if (slip := _slips(word, name, slips)) <= slips]
    close = [min(near)[1]] if near else difflib.get_close_matches(word, names, n=1, cutoff=0.8)
    return names[close[0]] if close else ""


def _slips(word: str, other: str, most: int) -> int:
    """Count the letters that were left out, added, mistaken or exchanged with their neighbour; `most` + 1 for more.

    Optimal string alignment; a word of two letters has no neighbours.
    """
    if abs(len(word) - len(other)) > most or min(len(word), len(other)) < 3 or len(word) > _LONGEST:
        return 0 if word == other else most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def did_you_mean(word: str, known: Iterable[str], beside: Collection[str] = ()) -> str:
    """A hint that names the nearest known word, or nothing; `beside` are the keys that stand beside a key."""
    name = nearest(word, known)
    if name in beside:
        return twice(name)
    return f'did you mean "{name}"?' if name else ""


def twice(key: str) -> str:
    """A hint for a key that means another which stands there already: written right it would stand there twice."""
    return f"{key}: stands there already: keep one of the two, as {key}:"


_MEANT: Mapping[str, str] = {
    "article": "paper, journal, journal article, journal paper",
    "inproceedings": "paper, conference, conference paper, proceedings, workshop, workshop paper",
    "preprint": "arxiv, draft, manuscript, unpublished",
    "chapter": "book chapter, inbook, incollection",
    "thesis": "dissertation, phd, phdthesis, phd thesis, mastersthesis, masters thesis",
    "report": "techreport, technical report, working paper",
    "software": "code",
    "talk": "presentation",
    "other": "misc",
    "accepted": "accepted for publication, forthcoming, in press, to appear",
    "submitted": "in review, under review, under submission, submitted for publication",
    "in preparation": "in prep, planned, unfinished, work in progress, writing",
}
"""What else people write where a word of ours is wanted."""


def meant(text: str, words: Iterable[str]) -> str:
    """A hint that names which of some words a text stands for, or the nearest of them, or nothing."""
    known, written = tuple(words), " ".join(re.split(r"[\s_-]+", text.strip().casefold()))
    meant_words = [word for word in known if written in _MEANT.get(word, "").split(", ")]
    return f"write {' or '.join(meant_words)}" if meant_words else did_you_mean(text, known)
