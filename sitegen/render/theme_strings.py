"""The words of a theme in the site's language.

In: a chain of themes, a language. Out: `Words`. English is the ground; the language is laid over it, then its regional
form; within each, a child's words lie over its parent's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.content import yamlfile
from sitegen.content.document import Document
from sitegen.errors import Problem, SitegenError
from sitegen.render.theme_chain import Ancestor, shown
from sitegen.text.languages import Language, language

GROUND = "en"
_FORMER, _PRESENT = "door_", "link_"
"""How the keys of links began, and begin: themes that were written before may still say it the old way."""


class ThemeStrings(Mapping[str, Any]):
    """Every word that the theme says, by its key, in one language."""

    def __init__(self, strings: Mapping[str, Any], language: Language) -> None:
        """Keep the words, and the manners of the language they are in."""
        self._strings = strings
        self.language = language

    def __getitem__(self, key: str) -> Any:
        try:
            return self._strings[key]
        except KeyError:
            return self._strings[_renamed(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._strings)

    def __len__(self) -> int:
        return len(self._strings)

    def plural(self, key: str, count: int) -> str:
        """Return a number with its noun: `1 paper`, `5 papers`; the form is the language's, else `other`."""
        forms = self._strings[key]
        form = self.language.form(count)
        return str(forms[form if form in forms else "other"]).replace("{n}", self.language.number(count))


def _renamed(key: str) -> str:
    """Return what the key of a word is called now."""
    return _PRESENT + key.removeprefix(_FORMER) if key.startswith(_FORMER) else key


def read_words(chain: Sequence[Ancestor], tag: str) -> tuple[ThemeStrings, bool]:
    """Return a theme's words, and whether any of them are in the language; raises `SitegenError` for faulty files."""
    primary = tag.partition("-")[0].lower()
    strings: dict[str, Any] = {}
    is_spoken = False
    for code in dict.fromkeys([GROUND, primary, tag]):
        for document in _documents(chain, code):
            strings |= {_renamed(key): value for key, value in (document.data or {}).items()}
            is_spoken = is_spoken or code in {primary, tag}
    return ThemeStrings(strings, language(tag)), is_spoken


def _documents(chain: Sequence[Ancestor], code: str) -> Iterator[Document]:
    """Yield the files of words in one language, the farthest first."""
    for folder in (folder for theme in reversed(chain) for folder in reversed(theme.folders)):
        path = folder / "strings" / f"{code}.yaml"
        if path.is_file():
            document = yamlfile.read(path.read_bytes(), shown(path))
            problems = list(_faults(document))
            if problems:
                raise SitegenError(problems)
            yield document


def _faults(document: Document) -> Iterator[Problem]:
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        yield document.problem((), "a file of words is a mapping of keys to words")
        return
    for key, value in data.items():
        if isinstance(value, dict) and "other" not in value:
            yield document.problem((key,), "a word that follows a number has a form `other`", 'other: "{n} papers"')
        elif isinstance(value, list):
            yield document.problem((key,), "a word is a text, or forms of one that follow a number")
