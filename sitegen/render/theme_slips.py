"""What lies in a site's own themes and changes nothing, because its name is another than the one that is asked for.

In: the chain of themes that a site uses, the site's folder. Out: a warning for each folder, template, block, static
file, word and custom property that nothing reads, with the nearest name that something does. Never renders.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sitegen.content import yamlfile
from sitegen.content.files import is_litter
from sitegen.content.guesses import did_you_mean, nearest
from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.render.static_files import OWN
from sitegen.render.theme_chain import Ancestor, files_below, known, our_themes, places, shown

_PARTS = ("templates", "static", "strings")
"""The folders of a theme."""
_PAGES = "folio"
"""The theme that has a template for every page that there is."""
_ASIDE = regex(r"\{#.*?#\}", re.DOTALL)
_REMARK = regex(r"/\*.*?\*/", re.DOTALL)
_TAG = regex(
    r"\{%[-+]?\s*(?:(?P<begun>block)\s+(?P<name>\w+)|(?P<ended>endblock)\b|extends\s+[\"'](?P<parent>[^\"']+)[\"'])"
)
_SET, _READ = regex(r"(?<![\w-])(--[\w-]+)\s*:"), regex(r"(--[\w-]+)\s*[,)]")
_PARENT = "parent/"


@dataclass(frozen=True, slots=True)
class _Layers:
    """The folders of a chain of themes, nearest first, and the texts that may name what lies in them."""

    folders: tuple[Path, ...]
    own: tuple[Path, ...]
    templates: tuple[Mapping[str, str], ...]
    texts: str

    def below(self, folder: Path) -> tuple[Path, ...]:
        """Return the folders that one stands for."""
        return self.folders[self.folders.index(folder) + 1 :]

    def is_named(self, name: str) -> bool:
        """Tell whether a template, a style sheet or a script names a file or a word."""
        return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.texts) is not None


def slips(chain: Sequence[Ancestor], root: Path) -> tuple[Problem, ...]:
    """Return a warning for all that lies in the themes of the site in `root` and changes nothing."""
    own, *others = places(root)
    if not others or not own.is_dir():
        return ()
    layers = _layers(chain, own)
    problems = [*_folders(own, known(root))]
    for folder in layers.own:
        problems += [
            *_misplaced(folder), *_templates(folder, layers), *_blocks(folder, layers), *_statics(folder, layers),
            *_words(folder, layers), *_properties(folder, layers),
        ]  # fmt: skip
    return tuple(problems)


def _layers(chain: Sequence[Ancestor], own: Path) -> _Layers:
    folders = tuple(folder for theme in chain for folder in theme.folders)
    templates = tuple(
        {name: _text(folder / "templates" / name) for name in files_below(folder / "templates")} for folder in folders
    )
    statics = (
        folder / "static" / name
        for folder in folders
        for name in files_below(folder / "static")
        if name.endswith((".css", ".js"))
    )
    texts = [text for layer in templates for text in layer.values()]
    return _Layers(
        folders,
        tuple(folder for folder in folders if folder.is_relative_to(own)),
        templates,
        "\n".join([*texts, *map(_text, statics)]),
    )


def _folders(own: Path, names: Collection[str]) -> Iterator[Problem]:
    """Yield folders that are named as no theme is, and are none."""
    for folder in sorted(path for path in own.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))):
        if folder.name not in names and files_below(folder):
            hint = did_you_mean(folder.name, names) or "a theme of its own has a theme.yaml: see sitegen theme new"
            yield _warning(folder, 0, f'there is no theme named "{folder.name}", so nothing reads this folder', hint)


def _misplaced(folder: Path) -> Iterator[Problem]:
    """Yield folders named nearly as one of a theme's, and files that lie beside those."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in _PARTS and (near := nearest(path.name, _PARTS)):
            yield _warning(path, 0, "nothing reads this folder", f'did you mean "{near}"?')
        elif path.suffix in {".html", ".css", ".js"}:
            part = "templates" if path.suffix == ".html" else "static"
            yield _warning(path, 0, "nothing reads this file here", f"move it to {shown(folder)}/{part}/")


def _templates(folder: Path, layers: _Layers) -> Iterator[Problem]:
    """Yield templates that stand for none, and that no other asks for."""
    asked = {name for below in layers.below(folder) for name in files_below(below / "templates")}
    asked |= set(files_below(our_themes() / _PAGES / "templates"))
    for name in layers.templates[layers.folders.index(folder)]:
        if name.endswith(".html") and name not in asked and not layers.is_named(name):
            sentence = f"no page is made of {name}, and no template includes it"
            yield _warning(folder / "templates" / name, 0, sentence, did_you_mean(name, asked))


def _blocks(folder: Path, layers: _Layers) -> Iterator[Problem]:
    """Yield blocks that the templates which one extends do not have: what stands in them is shown nowhere."""
    at = layers.folders.index(folder)
    for name, text in layers.templates[at].items():
        known_blocks = _inherited(text, (name, at), layers)
        for block, line in _outer_blocks(text) if known_blocks is not None else ():
            if block not in (known_blocks or ()):
                hint = did_you_mean(block, known_blocks or ()) or f"its blocks: {', '.join(sorted(known_blocks or ()))}"
                sentence = f"the template it extends has no block {block}, so this is shown nowhere"
                yield _warning(folder / "templates" / name, line, sentence, hint)


def _inherited(text: str, place: tuple[str, int], layers: _Layers) -> set[str] | None:
    """Return every block of the templates that one extends; `None` where it extends none, or one that is not told."""
    blocks: set[str] = set()
    is_child = False
    for _ in range(2 * len(layers.folders) + 2):
        parent = next((tag["parent"] for tag in _TAG.finditer(_blank(_ASIDE, text)) if tag["parent"]), "")
        if not parent:
            return blocks if is_child else None
        name, start = (parent.removeprefix(_PARENT), place[1] + 1) if parent.startswith(_PARENT) else (parent, 0)
        found = next((at for at in range(start, len(layers.folders)) if name in layers.templates[at]), None)
        if found is None:
            return None
        text, place, is_child = layers.templates[found][name], (name, found), True
        blocks |= {tag["name"] for tag in _TAG.finditer(_blank(_ASIDE, text)) if tag["begun"]}
    return None


def _outer_blocks(text: str) -> Iterator[tuple[str, int]]:
    """Yield each block of a template that stands in no other, and its line."""
    depth = 0
    for tag in _TAG.finditer(_blank(_ASIDE, text)):
        if tag["begun"]:
            if not depth:
                yield tag["name"], text.count("\n", 0, tag.start()) + 1
            depth += 1
        elif tag["ended"]:
            depth -= 1


def _statics(folder: Path, layers: _Layers) -> Iterator[Problem]:
    """Yield style sheets and scripts that no page asks for, and other files named nearly as one that is asked for."""
    asked = {name for below in layers.below(folder) for name in files_below(below / "static")} | {OWN}
    asked |= {f"{layer.name}.css" for layer in layers.folders}
    for name in files_below(folder / "static"):
        if name in asked or is_litter(name.rpartition("/")[2]) or layers.is_named(name.rpartition("/")[2]):
            continue
        hint = did_you_mean(name, asked)
        if hint or name.endswith((".css", ".js")):
            hint = hint or (f"{OWN} is the style sheet that every page links" if name.endswith(".css") else "")
            yield _warning(folder / "static" / name, 0, f"no page asks for {name}", hint)


def _words(folder: Path, layers: _Layers) -> Iterator[Problem]:
    """Yield words that are named nearly as one that pages say, and are said by none."""
    said = {key for below in layers.below(folder) for path in _word_files(below) for key in _keys(path)}
    for path in _word_files(folder):
        for key, problem in _keys(path).items():
            if key not in said and (near := nearest(key, said)) and not layers.is_named(key):
                yield replace(problem, sentence=f"no page says {key}", hint=f'did you mean "{near}"?')


def _word_files(folder: Path) -> list[Path]:
    return [folder / "strings" / name for name in files_below(folder / "strings") if name.endswith(".yaml")]


def _keys(path: Path) -> Mapping[str, Problem]:
    """Return the words of a file, each with a warning at its line; none of a file that is no mapping."""
    try:
        document = yamlfile.read(path.read_bytes(), shown(path))
    except SitegenError:  # of a language of the site it is told where words are read
        return {}
    keys = [key for key in document.data if isinstance(key, str)] if isinstance(document.data, dict) else []
    return {key: replace(document.problem((key,), "", at_key=True), field="", severity="warning") for key in keys}


def _properties(folder: Path, layers: _Layers) -> Iterator[Problem]:
    """Yield custom properties of `own.css` that no style sheet and no script reads."""
    path = folder / "static" / OWN
    css = _blank(_REMARK, _text(path)) if path.is_file() else ""
    ours = (our_themes() / theme / "static" / f"{theme}.css" for theme in known(our_themes().parent)) if css else ()
    texts = "\n".join([layers.texts, *(_text(sheet) for sheet in ours if sheet.is_file())])  # which one may turn to
    read = {match[1] for match in _READ.finditer(texts)}
    told: set[str] = set()
    for match in _SET.finditer(css):
        if match[1] not in read | told and not re.search(rf"[\"'`]{match[1]}[\"'`]", texts):
            told.add(match[1])
            line = css.count("\n", 0, match.start()) + 1
            yield _warning(path, line, f"no style sheet reads {match[1]}", did_you_mean(match[1], read))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without what a pattern finds, every line in its place."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _warning(path: Path, line: int, sentence: str, hint: str) -> Problem:
    return Problem(shown(path), line, sentence=sentence, hint=hint, severity="warning")
