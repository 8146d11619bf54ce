"""Checks of `cv.yaml`: two keys of one entry that mean the same.

In: the checked values of the file. Out: an error for each, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.content.document import Document
from sitegen.errors import Problem
from sitegen.model import CV_SECTIONS, CV_WORDS, CvEntry


def said_twice(document: Document, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield an error for each key whose fact another key of its entry has given before."""
    words = CV_WORDS[CvEntry]
    for section in CV_SECTIONS:
        for at, entry in enumerate(values.get(section, ())):
            firsts: dict[str, str] = {}
            for key in entry:
                first = firsts.setdefault(words.get(key, key), key)
                if first != key:
                    yield document.problem(
                        (section, at, key), f"says the same as {first}, which stands here too", at_key=True
                    )
