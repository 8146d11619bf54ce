"""Files below `content/` that nothing reads: each is named, with what to do, so that nothing is left out in silence.

In: the names of the files of `content/`, and which of them were read or named. Out: a warning for each of the others;
of a folder that means nothing to us, one for all of it. Never opens a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from sitegen.content import files
from sitegen.content.guesses import nearest
from sitegen.errors import Problem
from sitegen.model import KNOWN_KINDS

_ENDINGS = {"papers": ".yaml", "authors": ".yaml", "pages": ".md", "topics": ".md"}
"""The folders that hold files of one kind, and how those end."""
_FILES = ("news", "cv", "venues")
"""The files of keys at the top beside the settings, without their endings."""
_SHOWN = frozenset({"assets", "figures"})
"""The folders whose files are published as they are; what is left out there is told where they are gathered."""
_ABOUT = ("readme", "license", "licence", "contributing", "changelog")
"""What people write about a folder for whoever opens it."""
_LISTS = frozenset({".bib", ".ris", ".nbib", ".enw", ".csv", ".tsv", ".json", ".xml"})
"""Endings of files that other programs keep papers in."""
_TEXTS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".txt", ".rst", ".html", ".htm"})
_AS_ASSET = "what readers are to open belongs into content/assets/"


def unread(root: Path, read: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each file of `content/` that is not among those `read`: slash paths below `content/`."""
    folders: Counter[str] = Counter()
    for path in files.walk(root / "content"):
        folder, _, rest = path.partition("/")
        if path in read or PurePosixPath(path).name.lower().startswith(_ABOUT):
            continue
        if path in _ENDINGS or folder in _SHOWN:
            continue
        if (root / "content" / path).is_dir():
            hint = "links to folders are not followed: put the folder itself here"
            yield _warning(path, "is a linked folder, and nothing in it is read", hint)
        elif not rest:
            yield _warning(path, "is not read: no file of this name has a meaning here", _of_top(path))
        elif folder in _ENDINGS:
            sentence = f"is not read: the files of content/{folder}/ end in {_ENDINGS[folder]}"
            yield _warning(path, sentence, _of_folder(folder, path))
        else:
            folders[folder] += 1
    for folder, count in sorted(folders.items()):
        number = "its file is not read" if count == 1 else f"none of its {count:,} files is read"
        hint = f"pages are content/pages/<slug>.md, papers content/papers/<slug>.yaml; {_AS_ASSET}"
        hint += f"; {_own_kind(folder)}" if _may_be_kind(folder) else ""
        hint = _meant(folder, (*_ENDINGS, *_SHOWN, *KNOWN_KINDS)) or hint
        yield _warning(f"{folder}/", f"is no folder that sitegen knows: {number}", hint)


def _warning(path: str, sentence: str, hint: str) -> Problem:
    return Problem(f"content/{path}", sentence=sentence, hint=hint, severity="warning")


def _of_top(path: str) -> str:
    """Say what to do with a file at the top of `content/`."""
    ending = PurePosixPath(path).suffix.lower()
    if ending in {".yaml", ".yml"}:
        return _of_yaml(PurePosixPath(path).stem)
    if PurePosixPath(path).name.lower().startswith("home.") and ending == ".md":
        return "for a home page in several languages write them into site.yaml: languages: [en, de]"
    if ending in _TEXTS:
        return "a page is content/pages/<slug>.md, with its title between two lines of --- at the top"
    return _of_list() if ending in _LISTS else _AS_ASSET


def _of_yaml(name: str) -> str:
    """Say what to do with a file of keys at the top of `content/`: it may be a list of items."""
    if name in _FILES:
        return f"call it {name}.yaml"
    if meant := _meant(name, (*_FILES, *KNOWN_KINDS), ".yaml"):  # endings make short names alike
        return meant
    hint = "a paper belongs into content/papers/, a person into content/authors/; the site's own file is site.yaml"
    return f"{hint}; {_own_kind(name)}" if _may_be_kind(name) and name != "site" else hint


def _meant(name: str, known: Collection[str], ending: str = "") -> str:
    """Name what is known and most like a name; one like that of a kind of items may as well be another kind."""
    near = nearest(name, known)
    if not near:
        return ""
    is_slip = near not in KNOWN_KINDS or name.removesuffix("s") == near.removesuffix("s") or not _may_be_kind(name)
    return f'did you mean "{near}{ending}"?' + ("" if is_slip else f" Or else {_own_kind(name)}")


def _may_be_kind(name: str) -> bool:
    return name.isascii() and name.isalpha() and name.islower()


def _own_kind(name: str) -> str:
    return f"items of a kind of your own are read with collections: {{{name}: {{}}}} in site.yaml"


def _of_folder(folder: str, path: str) -> str:
    """Say what to do with a file that stands among others of another kind."""
    ending = PurePosixPath(path).suffix.lower()
    if folder == "topics" and ending in {".yaml", ".yml"}:
        return f"write its keys between two lines of --- at the top of content/{PurePosixPath(path).with_suffix('.md')}"
    if folder in {"pages", "topics"}:
        return "rename it, or move it away" if ending in _TEXTS else _AS_ASSET
    if path.lower().endswith((".yaml.txt", ".yml.txt")):
        return "rename it, or move it away"
    if folder == "papers" and ending in _LISTS:
        return _of_list()
    if ending in _TEXTS:
        named = PurePosixPath(path)
        slug = named.parent.name if named.stem in {"index", "_index"} else named.stem
        what = "title, authors and date of the paper" if folder == "papers" else "the name of the person"
        return f"write {what} as keys into content/{folder}/{slug}.yaml, and move this file away"
    return f"name it in a file of {folder} (such as links: {{pdf: {path}}}), or move it to content/assets/"


def _of_list() -> str:
    return (
        "write each paper as content/papers/<slug>.yaml, or let `sitegen pull` fetch them; "
        "a list to be downloaded belongs into content/assets/"
    )
