"""The files that a theme brings: style sheets, scripts, fonts, icons.

In: the theme's folders, nearest first, and its options. Out: `Static`s named by their content, with `url(…)` and
`option(…)` in style sheets replaced by what they stand for, and both they and scripts without comments and indents.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.content.files import is_litter
from sitegen.errors import Problem, SitegenError
from sitegen.incremental.shortened_files import Shorten, shorten_anew
from sitegen.model import SiteConfig
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.render.look import LOOK
from sitegen.render.policy import MATOMO, MATOMO_SCRIPT
from sitegen.render.theme_chain import files_below, shown

_URL = regex(r"""url\(\s*["']?(?P<address>[^"')#?:]+)["']?\s*\)""")
_OPTION = regex(r"\boption\(([\w-]+)\)")
_ASIDE = regex(rb"\A\s*/\*(?!!)(?:.|\n)*?\*/\s*|^[ \t]+(?://(?![#@!]).*\n)?|^//(?![#@!]).*\n|^\n", re.MULTILINE)
"""What a script begins with to say what it is, the indent of a line, and a line that is only a comment.

Licences and addresses of source maps stay.
"""
_REMARK = regex(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)"']*\))|/\*(?!!).*?\*/""", re.DOTALL)
"""A comment in a style sheet, but for one that is to stay (`/*!`); what may look like one stands in the group."""
_SPACE = regex(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)"']*\)|/\*.*?\*/|--[\w-]+: )|\s*([{};,])\s*|(:)\s+|\s+""",
    re.DOTALL,
)
"""White space in a style sheet, which tells nothing around the second group and after the third; the first stays."""

OWN = "own.css"
"""The style sheet of a site's own, which every page links after all others."""
_SOMETIMES = frozenset({"print.css", "maths.css", "cv.css", "styles.css", "group.css", "numbers.css"})
"""Style sheets of some pages."""


class Static(NamedTuple):
    """A file that a theme brings: its path in the output, which holds a digest of its bytes, and these."""

    path: str
    data: bytes


def read_statics(
    folders: Sequence[Path],
    options: Mapping[str, Any],
    shortened: Callable[[str, bytes, Shorten], bytes] = shorten_anew,
) -> Mapping[str, Static]:
    """Return every static file by name; a nearer folder's file stands for its parent's of the same name.

    `shortened` has those that were shortened before.
    """
    files: dict[str, Path] = {}
    for folder in [folder / "static" for folder in reversed(folders)]:
        files |= {name: folder / name for name in files_below(folder) if not is_litter(name.rpartition("/")[2])}
    statics: dict[str, Static] = {}
    for name in sorted(files, key=lambda name: (name.endswith(".css"), name)):  # style sheets name the others
        data = files[name].read_bytes()
        if name.endswith(".css"):
            css = _with_options(data.decode(), files[name], options)
            css = _with_hashed_names(css, name.rpartition("/")[0], statics)
            data = shortened(name, css.encode(), _without_remarks)
        elif name.endswith(".js"):
            data = shortened(name, data, _without_asides)
        statics[name] = Static(_hashed(name, data), data)
    return dict(sorted(statics.items()))


def in_cascade(names: Iterable[str], themes: Sequence[str]) -> tuple[str, ...]:
    """Return the style sheets of every page in the order in which a browser reads them.

    `themes` are named nearest first, and each has one of its name; `own.css` is the last, others stand before these.
    """
    known = ["base.css", *(f"{name}.css" for name in reversed(themes)), OWN]
    sheets = [name for name in names if name.endswith(".css") and name not in _SOMETIMES]
    return tuple(sorted(sheets, key=lambda name: (known.index(name) if name in known else 0.5, name)))


def made_statics(config: SiteConfig, look: str) -> Mapping[str, Static]:
    """Return the static files that only a site whose settings ask for them has; `look` is its own style sheet."""
    made = {MATOMO: MATOMO_SCRIPT} if config.analytics and config.analytics.service == "matomo" else {}
    made |= {LOOK: look.encode()} if look else {}
    return {name: Static(_hashed(name, data), data) for name, data in made.items()}


def _with_options(css: str, path: Path, options: Mapping[str, Any]) -> str:
    """Return a style sheet in which each `option(…)` is that option's value; raises `SitegenError` for an unknown."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in options:
            line = css.count("\n", 0, match.start()) + 1
            sentence = f"there is no theme option named {match[1]}"
            raise SitegenError([Problem(shown(path), line, sentence=sentence, hint="declare it in theme.yaml")])
        return str(options[match[1]])

    return _OPTION.sub(value, css) if "option(" in css else css


def _with_hashed_names(css: str, folder: str, statics: Mapping[str, Static]) -> str:
    """Return a style sheet in which each `url(…)` of a static file is the name that file has in the output."""

    def renamed(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(folder, match["address"]))
        if name not in statics:
            return match[0]
        return f"url({posixpath.relpath(statics[name].path, posixpath.join('theme', folder))})"

    return _URL.sub(renamed, css)


def _without_remarks(sheet: bytes) -> bytes:
    """Return a style sheet without comments, and space where it tells nothing: a fifth of what ours weigh as sent.

    It keeps its lines as they are where a text spans several.
    """
    bare = _REMARK.sub(lambda match: match[1] or "", sheet.decode())
    if "\\\n" not in bare:
        bare = _SPACE.sub(lambda match: match[1] or match[2] or match[3] or " ", bare).strip()
    return bare.encode()


def _without_asides(script: bytes) -> bytes:
    """Return a script without lines of comment, indents and empty lines; as it is where a text spans lines."""
    bare = _ASIDE.sub(b"", script)
    spans = any(line.count(b"`") % 2 or line.endswith(b"\\") for line in bare.splitlines())
    return script if spans else bare


def _hashed(name: str, data: bytes) -> str:
    """Return a static file's path in the output: `theme/base.3f2a9c1b.css`."""
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"theme/{stem}.{digest}.{ending}" if dot else f"theme/{name}.{digest}"
