"""A theme and all it extends: which folders they are, and what their `theme.yaml`s say.

In: a theme's name, the site's folder. Out: `Ancestor`s, nearest first. Reads no template.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from sitegen import plugins
from sitegen.content import content_file, guesses, load, yamlfile
from sitegen.content.document import Document
from sitegen.errors import Problem, SitegenError
from sitegen.model import SiteConfig
from sitegen.records import dataclass

ROOT = Path(__file__).parents[1]
DEPTH = 5
"""Longest chain of themes that extend each other."""
KEYS = ("name", "extends", "description", "options")
"""What a `theme.yaml` may say."""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """One theme of a chain. `folders` are the site's overrides of it, if any, and then the theme's own."""

    name: str
    folders: tuple[Path, ...]
    manifest: Document

    @property
    def parent(self) -> str | None:
        """The theme that this one extends."""
        return (self.manifest.data or {}).get("extends")

    @property
    def description(self) -> str:
        """The theme in a line, as it describes itself."""
        return str((self.manifest.data or {}).get("description") or "")


def our_themes() -> Path:
    """Return the folder of the themes that come with sitegen."""
    return ROOT / "themes" if (ROOT / "themes").is_dir() else ROOT.parent / "themes"


def files_below(folder: Path) -> list[str]:
    """Return the slash paths of all files below a folder of a theme, sorted; linked folders are not entered."""
    top = os.fspath(folder)
    paths = [os.path.join(place, name) for place, _, names in os.walk(top) for name in names]
    return sorted(path[len(top) + 1 :].replace(os.sep, "/") for path in paths if os.path.isfile(path))


def places(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold themes: the site's own first, then those that come with sitegen."""
    ours = our_themes()
    own = root / "themes"
    return (ours,) if own.resolve() == ours.resolve() else (own, ours)


def known(root: Path) -> tuple[str, ...]:
    """Return the names of the themes on hand, those of plug-ins among them, in alphabetical order."""
    own = {file.parent.name for folder in places(root) for file in folder.glob("*/theme.yaml")}
    return tuple(sorted(own | set(plugins.names("sitegen.themes"))))


def chosen(root: Path) -> str:
    """Return the theme that the site asks for, whatever else may be wrong with its settings."""
    data = content_file.read_document(root, load.SITE).data
    default = next(str(field.default) for field in dataclasses.fields(SiteConfig) if field.name == "theme")
    return str((data.get("theme") if isinstance(data, dict) else None) or default)


def ancestor(name: str, root: Path) -> Ancestor | None:
    """Return one theme; nothing when there is none of that name. Raises `SitegenError` when its manifest is wrong."""
    folders = tuple(themes_folder / name for themes_folder in places(root) if (themes_folder / name).is_dir())
    main = next((folder for folder in folders if (folder / "theme.yaml").is_file()), None) or _plugged(name)
    if main and main not in folders:
        folders = (*folders, main)
    return Ancestor(name, folders, _manifest(main)) if main else None


def _plugged(name: str) -> Path | None:
    """Return the folder of a plug-in's theme. Raises `SitegenError` when the plug-in is broken."""
    plugin = plugins.find("sitegen.themes", name)
    if plugin is None:
        return None
    folder = plugin.value
    if isinstance(folder, ModuleType) and folder.__file__:
        folder = Path(folder.__file__).parent
    if not isinstance(folder, str | Path) or not (Path(folder) / "theme.yaml").is_file():
        raise SitegenError([plugin.fault("it is no folder with a theme.yaml", "error")])
    return Path(folder)


def lineage(name: str, root: Path) -> tuple[Ancestor, ...]:
    """Return a theme and all it extends, nearest first; raises `SitegenError` when one is not there."""
    chain: list[Ancestor] = []
    wanted: str | None = name
    while wanted:
        theme = ancestor(wanted, root)
        if theme is None:
            raise SitegenError([_missing(wanted, chain, root)])
        chain.append(theme)
        wanted = theme.parent
        names = [each.name for each in chain]
        if wanted in names or len(names) > DEPTH:
            raise SitegenError(f"themes extend each other in a circle: {', '.join([*names, str(wanted)])}")
    return tuple(chain)


def shown(path: Path) -> str:
    """Return a file of a theme as `themes/<name>/…`, wherever the theme lives."""
    parts = path.parts
    start = len(parts) - 1 - parts[::-1].index("themes") if "themes" in parts else 0
    return "/".join(parts[start:])


def _missing(wanted: str, chain: list[Ancestor], root: Path) -> Problem:
    """Return what to say of a theme that is not there, at the line that asks for it."""
    near = guesses.nearest(wanted, known(root))
    hint = f"did you mean {near}?" if near else f"themes on hand: {', '.join(known(root))}"
    asking = chain[-1].manifest if chain else content_file.read_document(root, load.SITE)
    path = ("extends",) if chain else ("theme",)
    return asking.problem(path, f'there is no theme named "{wanted}"', hint)


def _manifest(folder: Path) -> Document:
    document = yamlfile.read((folder / "theme.yaml").read_bytes(), f"themes/{folder.name}/theme.yaml")
    problems = list(_faults(document))
    if problems:
        raise SitegenError(problems)
    return document


def _faults(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a manifest; its options are judged where they are read."""
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        yield document.problem((), "a theme's manifest is a mapping", "write extends: folio")
        return
    for key, value in data.items():
        if key not in KEYS:
            hint = guesses.did_you_mean(key, KEYS, data) or f"its keys: {', '.join(KEYS)}"
            yield document.problem((key,), f'a theme knows no key "{key}"', hint, at_key=True)
        elif key == "options":
            if not isinstance(value, dict | None):
                yield document.problem((key,), "options are a mapping of each to its default", "write accent: plum")
        elif isinstance(value, dict | list):
            yield document.problem((key,), f"{key} is one text")
