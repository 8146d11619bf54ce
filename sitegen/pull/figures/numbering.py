r"""The numbers that LaTeX would give to the figures of a document.

In: the commands that count, in their order. Out: the number of each figure (`3`, `S2`, `A.1`), and of the figure that a
label names. Knows `\thefigure`, counters within sections, appendices; never guesses what a class does beyond that.
"""

from __future__ import annotations

import re

from sitegen.regex import regex

_ARABIC = regex(r"\\(?:arabic|@arabic)\s*(?:\{\s*figure\s*\}|\\c@figure)")
_PART = regex(r"\\the(chapter|section)(?![A-Za-z])|\\(Alph|arabic|Roman)\s*\{\s*(chapter|section)\s*\}")
_REST = regex(r"\\[A-Za-z@]+\*?\s*|[{}\s]")
_NUMBER = regex(r"[\w.\-]{1,12}")
_CHAPTERS = frozenset({"book", "report", "memoir", "scrbook", "scrreprt", "amsbook"})


class Counter:
    """The counter of figures, with those of the chapters or sections that it counts within."""

    def __init__(self, document_class: str = "") -> None:
        self._form = r"\arabic{figure}"
        self._within = ""
        self._figure = 0
        self._parts = {"chapter": 0, "section": 0}
        self._appendix = False
        self._has_chapters = document_class in _CHAPTERS
        if self._has_chapters:
            self.count_within("chapter")

    def count_within(self, part: str) -> None:
        """Begin again with each part, and put the part's number before the figure's."""
        self._within = part
        self._form = rf"\the{part}.\arabic{{figure}}"

    def reset_within(self, part: str) -> None:
        """Begin again with each part."""
        self._within = part

    def set_form(self, form: str) -> None:
        r"""Take a new body of `\thefigure`."""
        self._form = form

    def set(self, value: str, *, by: bool = False) -> None:
        """Set the counter, or change it `by` so much; anything but a whole number is left alone."""
        if re.fullmatch(r"-?\d{1,6}", value.strip()):
            self._figure = int(value) + (self._figure if by else 0)

    def begin_part(self, part: str) -> None:
        """A chapter or a section begins."""
        self._parts[part] += 1
        if part == "chapter":
            self._parts["section"] = 0
        if self._within == part or (self._within == "section" and part == "chapter"):
            self._figure = 0

    def begin_appendix(self) -> None:
        """Letters from here on."""
        self._appendix = True
        self._parts = dict.fromkeys(self._parts, 0)

    def step(self) -> str:
        """Count one figure and return its number."""
        self._figure += 1
        return self.number

    @property
    def number(self) -> str:
        """The number of the figure that was counted last."""
        shown = _PART.sub(self._part, _ARABIC.sub(str(self._figure), self._form))
        shown = _REST.sub("", shown).removeprefix("0.")
        return shown if _NUMBER.fullmatch(shown) and shown[-1:].isalnum() else str(self._figure)

    def _part(self, match: re.Match[str]) -> str:
        part = match[1] or match[3]
        count = self._parts[part]
        lettered = self._appendix and part == ("chapter" if self._has_chapters else "section")
        if (match[2] == "Alph" or (lettered and not match[2])) and 0 < count <= 26:
            return chr(64 + count)
        if match[1] == "section" and self._has_chapters:
            return f"{self._part_of_chapter()}.{count}"
        return str(count)

    def _part_of_chapter(self) -> str:
        count = self._parts["chapter"]
        return chr(64 + count) if self._appendix and 0 < count <= 26 else str(count)
