"""A theme: found, inherited, its templates ready to render.

In: a theme's name and the site's folder. Out: a `Theme` with templates, strings, options and static files.
The only door to Jinja. Never knows what is rendered.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from sitegen.content import yamlfile
from sitegen.errors import Problem, SitegenError
from sitegen.model import SiteConfig

ROOT = Path(__file__).parents[1]
DEPTH = 5
"""Longest chain of themes that extend each other."""
_IGNORED = frozenset({".DS_Store", "Thumbs.db"})
_URL = re.compile(r"""url\(\s*["']?(?P<address>[^"')#?:]+)["']?\s*\)""")


class Namespace:
    """A mapping whose keys a template reads with a dot; a key that is missing is an error that names it."""

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        """Name the `kind` for messages."""
        self._kind = kind
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"there is no {self._kind} named {name}") from None

    __getitem__ = __getattr__


class Static(NamedTuple):
    """A file that a theme brings: its path in the output, which holds a digest of its bytes, and these."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all it inherits.

    `folders` run from the site's own overrides to the last parent; `statics` holds every static file by its name.
    """

    name: str
    folders: tuple[Path, ...]
    options: Mapping[str, Any]
    strings: Mapping[str, Any]
    statics: Mapping[str, Static]
    environment: jinja2.Environment

    def template(self, name: str) -> Callable[..., str]:
        """Return the function that renders the template `name`; it raises `SitegenError` with the template's line."""
        try:
            template = self.environment.get_template(name)
        except jinja2.TemplateError as error:
            raise SitegenError([self._problem(error, name)]) from error

        def render(**values: Any) -> str:
            try:
                return template.render(values)
            except (jinja2.TemplateError, AttributeError, TypeError, LookupError, ValueError, ArithmeticError) as error:
                raise SitegenError([self._problem(error, name)]) from error

        return render

    def static(self, name: str) -> str:
        """Return the path in the output of a static file; raises `LookupError` naming it when there is none."""
        if name not in self.statics:
            raise LookupError(f"no static/{name} in the theme {self.name} or the themes it extends")
        return self.statics[name].path

    def _problem(self, error: Exception, name: str) -> Problem:
        """Return where in which template an error arose, as its author would want to hear it."""
        file, line = name, 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            file, line = error.filename or name, error.lineno
        else:
            for frame in traceback.extract_tb(error.__traceback__):
                if frame.filename.endswith(".html"):
                    file, line = frame.filename, frame.lineno or 0
        return Problem(file=self._shown(file), line=line, sentence=f"the template failed: {error}")

    def _shown(self, file: str) -> str:
        """Return a template's path as `themes/<name>/templates/…`, wherever the theme lives."""
        parts = Path(file).parts
        return "/".join(parts[parts.index("themes") :]) if "themes" in parts else f"themes/{self.name}/{file}"


def find_theme(config: SiteConfig, root: Path) -> Theme:
    """Return the theme that a site asks for; raises `SitegenError` when it, or a theme it extends, is not there."""
    folders, manifests = _chain(config.theme, root, config)
    options: dict[str, Any] = {}
    for manifest in reversed(manifests):
        options |= manifest.get("options") or {}
    _check_options(config, options)
    return Theme(
        name=config.theme,
        folders=folders,
        options={**options, **config.theme_options},
        strings=_strings(folders, config.language),
        statics=_statics(folders),
        environment=_environment(folders),
    )


def places(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold themes: the site's own first, then those that come with sitegen."""
    ours = ROOT / "themes" if (ROOT / "themes").is_dir() else ROOT.parent / "themes"
    own = root / "themes"
    return (ours,) if own.resolve() == ours.resolve() else (own, ours)


def _chain(name: str, root: Path, config: SiteConfig) -> tuple[tuple[Path, ...], list[Mapping[str, Any]]]:
    """Return the folders of a theme and of all it extends, nearest first, and their `theme.yaml`s."""
    folders: list[Path] = []
    manifests: list[Mapping[str, Any]] = []
    wanted: str | None = name
    seen: list[str] = []
    while wanted:
        seen.append(wanted)
        here = [place / wanted for place in places(root) if (place / wanted).is_dir()]
        found = [folder for folder in here if (folder / "theme.yaml").is_file()]
        if not found:
            raise SitegenError([_missing(wanted, seen, root, config)])
        folders += here
        manifest = _manifest(found[0])
        manifests.append(manifest)
        wanted = manifest.get("extends")
        if wanted in seen or len(seen) > DEPTH:
            raise SitegenError(f"themes extend each other in a circle: {', '.join([*seen, str(wanted)])}")
    return tuple(folders), manifests


def _missing(wanted: str, seen: list[str], root: Path, config: SiteConfig) -> Problem:
    known = sorted({folder.parent.name for place in places(root) for folder in place.glob("*/theme.yaml")})
    near = get_close_matches(wanted, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"themes on hand: {', '.join(known)}"
    asked = f" (which {seen[-2]} extends)" if len(seen) > 1 else ""
    return Problem(file=config.file, field="theme", sentence=f'there is no theme named "{wanted}"{asked}', hint=hint)


def _manifest(folder: Path) -> Mapping[str, Any]:
    file = f"themes/{folder.name}/theme.yaml"
    return yamlfile.read((folder / "theme.yaml").read_bytes(), file).data or {}


def _check_options(config: SiteConfig, options: Mapping[str, Any]) -> None:
    problems = []
    for name in config.theme_options:
        if name not in options:
            near = get_close_matches(name, options, n=1)
            known = f"did you mean {near[0]}?" if near else f"its options: {', '.join(sorted(options)) or 'none'}"
            sentence = f"the theme {config.theme} has no such option"
            problems.append(Problem(file=config.file, field=f"theme_options.{name}", sentence=sentence, hint=known))
    if problems:
        raise SitegenError(problems)


def _strings(folders: tuple[Path, ...], language: str) -> Mapping[str, Any]:
    """Return the theme's words: English, overlaid by the site's language, overlaid by what stands nearer."""
    strings: dict[str, Any] = {}
    for code in dict.fromkeys(["en", language.partition("-")[0], language]):
        for folder in reversed(folders):
            path = folder / "strings" / f"{code}.yaml"
            if path.is_file():
                strings |= yamlfile.read(path.read_bytes(), f"themes/{folder.name}/strings/{code}.yaml").data
    return strings


def _statics(folders: tuple[Path, ...]) -> Mapping[str, Static]:
    """Return every static file by name; a nearer folder's file stands for its parent's of the same name."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in sorted((folder / "static").rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.name not in _IGNORED:
                files[path.relative_to(folder / "static").as_posix()] = path
    found: dict[str, Static] = {}
    for name in sorted(files, key=lambda name: (name.endswith(".css"), name)):  # style sheets name the others
        data = files[name].read_bytes()
        if name.endswith(".css"):
            data = _with_hashed_names(data.decode(), name.rpartition("/")[0], found).encode()
        found[name] = Static(_hashed(name, data), data)
    return dict(sorted(found.items()))


def _with_hashed_names(css: str, folder: str, found: Mapping[str, Static]) -> str:
    """Return a style sheet in which each `url(…)` of a static file is the name that file has in the output."""

    def renamed(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(folder, match["address"]))
        if name not in found:
            return match[0]
        return f"url({posixpath.relpath(found[name].path, posixpath.join('theme', folder))})"

    return _URL.sub(renamed, css)


def _hashed(name: str, data: bytes) -> str:
    """Return a static file's path in the output: `theme/base.3f2a9c1b.css`."""
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"theme/{stem}.{digest}.{ending}" if dot else f"theme/{name}.{digest}"


def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
