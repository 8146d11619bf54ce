"""Templates that a site has taken from a theme to change them, and whether the theme's own have changed since.

In: the override and the template that it stands for, as they are. Out: the line that says where an override came from,
and a warning for each whose original is another now. Never renders.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sitegen import __version__
from sitegen.errors import Problem
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.render.theme_chain import Ancestor, shown

_STAMP = regex(r"\{# from (?P<theme>\S+) (?P<version>\S+) (?P<digest>[0-9a-f]{12}) #\}")


class Override(NamedTuple):
    """A template that stands for another: its file, its text, and that of its original; nothing if there is none."""

    file: str
    text: str
    original: str | None


def stamp(theme: str, original: str) -> str:
    """Return the first line of an override: which template of which theme it was taken from."""
    return f"{{# from {theme} {__version__} {_digest(original)} #}}\n"


def changed(overrides: Iterable[Override]) -> tuple[Problem, ...]:
    """Return a warning for each override whose original has changed, or gone, since it was taken."""
    return tuple(sorted(_changes(overrides)))


def read_overrides(chain: Sequence[Ancestor]) -> tuple[Override, ...]:
    """Return every template in a chain of themes that stands for one further down, and says where it came from."""
    folders = [folder / "templates" for theme in chain for folder in theme.folders]
    overrides = []
    for index, folder in enumerate(folders[:-1]):
        for path in sorted(folder.glob("*.html")):
            text = path.read_text(encoding="utf-8", errors="replace")
            if _STAMP.match(text):
                below = (other / path.name for other in folders[index + 1 :])
                original = next((file for file in below if file.is_file()), None)
                overrides.append(
                    Override(shown(path), text, original.read_text(encoding="utf-8") if original else None)
                )
    return tuple(overrides)


def originals(chain: Sequence[Ancestor]) -> Mapping[str, tuple[str, str]]:
    """Return every template of a chain of themes, as (theme, text), by its name: the one that is in use."""
    originals_by_name: dict[str, tuple[str, str]] = {}
    for theme in reversed(chain):
        for folder in reversed(theme.folders):
            for path in sorted((folder / "templates").glob("*.html")):
                originals_by_name[path.name] = (theme.name, path.read_text(encoding="utf-8"))
    return originals_by_name


def _changes(overrides: Iterable[Override]) -> Iterator[Problem]:
    for override in overrides:
        taken = _STAMP.match(override.text)
        if taken is None or (override.original is not None and _digest(override.original) == taken["digest"]):
            continue
        name = Path(override.file).name
        origin = f"{taken['theme']} {taken['version']}"
        if override.original is None:
            sentence = f"taken from {origin}, which has no {name} any more"
            hint = "delete it, unless a template of yours includes it"
        else:
            sentence = f"taken from {origin}, whose {name} has changed since"
            hint = f"compare them, and then write {_digest(override.original)} into the first line"
        yield Problem(override.file, 1, sentence=sentence, hint=hint, severity="warning")


def _digest(text: str) -> str:
    """Return a digest of a template that does not depend on how its lines end."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:12]
