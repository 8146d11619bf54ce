"""The look that a site's settings give to its theme: an accent of its own colour, fonts of its own.

In: the settings, the options of the theme, its style sheets, and the font files of the content. Out: the style sheet
`look.css`, which comes after the theme's, and the fonts that pages fetch at once; nothing for a site that asks for
neither. Fonts are the site's own files, so that no policy changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sitegen.content import content_file
from sitegen.content.document import Document
from sitegen.content.form_error import FormError
from sitegen.errors import Problem, SitegenError
from sitegen.model import FONT_ROLES, FontFile, SiteConfig
from sitegen.records import NamedTuple
from sitegen.render.accent import ChosenColour, accent_colours
from sitegen.render.font_files import HEAD, MEDIA_TYPES, font_format, is_variable, style_of, weight_of

LOOK = "look.css"
"""The static file that is made for a site with a look of its own."""
_BEHIND = {
    "serif": 'Georgia, "Times New Roman", serif',
    "sans": 'system-ui, "Segoe UI", Roboto, sans-serif',
    "headings": "var(--serif)",
    "mono": "ui-monospace, Menlo, Consolas, monospace",
}
"""What stands in where a font lacks a letter, or did not arrive in time."""


class Preload(NamedTuple):
    """A font that a page fetches at once: its role, its path below `content/`, its media type."""

    role: str
    path: str
    media_type: str


class Look(NamedTuple):
    """The look of a site: its style sheet, empty where the theme's is enough, and the fonts to fetch at once."""

    css: str = ""
    preloads: tuple[Preload, ...] = ()


def read_look(config: SiteConfig, options: Mapping[str, Any], sheets: Sequence[str], root: Path) -> Look:
    """Return the look that a site asks for; `sheets` are the style sheets of its theme, the last of which wins.

    Raises `SitegenError` with each line that asks for what cannot be.
    """
    accent = options.get("accent")
    if not isinstance(accent, ChosenColour) and not any(getattr(config.fonts, role) for role in FONT_ROLES):
        return Look()
    document = content_file.read_document(root, config.file)
    problems: list[Problem] = []
    parts: list[str] = []
    preloads: list[Preload] = []
    if isinstance(accent, ChosenColour):
        try:
            parts.append(accent_colours(accent, sheets).css())
        except FormError as fault:
            problems.append(document.problem(("theme_options", "accent"), fault.sentence, fault.hint))
    for role in FONT_ROLES:
        files = getattr(config.fonts, role)
        there = [(number, font) for number, font in enumerate(files) if (root / "content" / font.file).is_file()]
        faces = [_face(role, number, font, root) for number, font in there]  # of others the content has told
        problems += [_problem(document, face) for face in faces if isinstance(face, _FontFault)]
        declared = [face for face in faces if isinstance(face, _Face)]
        parts += [face.css for face in declared]
        parts += [f':root{{--{role}:"Site {role}",{_BEHIND[role]}}}\n'] if declared else []
        preloads += list(_first(role, declared))
    if problems:
        raise SitegenError(problems)
    return Look("".join(parts), tuple(preloads))


class _Face(NamedTuple):
    """One face of a font as a style sheet declares it."""

    css: str
    path: str
    media_type: str
    style: str


class _FontFault(NamedTuple):
    """A fault of one file of a font."""

    role: str
    number: int
    sentence: str
    hint: str


def _face(role: str, number: int, font: FontFile, root: Path) -> _Face | _FontFault:
    if not font.file.startswith("assets/"):
        hint = f"move it to assets/fonts/, and write assets/fonts/{font.file.rpartition('/')[2]}"
        return _FontFault(role, number, f"content/{font.file} is not published: fonts stand in assets/", hint)
    with (root / "content" / font.file).open("rb") as opened:
        head = opened.read(HEAD)
    kind = font_format(head)
    if not kind:
        hint = "fonts are WOFF2, WOFF, TrueType or OpenType; WOFF2 is the smallest"
        return _FontFault(role, number, f"content/{font.file} is no font that browsers know", hint)
    weight = font.weight or weight_of(font.file, has_axes=is_variable(head))
    if not all(part.isdecimal() and 1 <= int(part) <= 1000 for part in weight.split()) or len(weight.split()) > 2:
        return _FontFault(role, number, f'"{weight}" is no weight', "write 400, or of a variable font 300 700")
    style = font.style or style_of(font.file)
    address = quote(f"../{font.file}", safe="/~!$&*+=:@-._")
    css = (
        f'@font-face{{font-family:"Site {role}";src:url("{address}") format("{kind}");'
        f"font-weight:{weight};font-style:{style};font-display:optional}}\n"
    )
    return _Face(css, font.file, MEDIA_TYPES[kind], style)


def _problem(document: Document, fault: _FontFault) -> Problem:
    listed = document.data["fonts"][fault.role]
    path: tuple[str | int, ...] = ("fonts", fault.role)
    if isinstance(listed, list):
        path = (*path, fault.number)
        path = (*path, "file") if isinstance(listed[fault.number], dict) else path
    return document.problem(path, fault.sentence, fault.hint)


def _first(role: str, faces: Sequence[_Face]) -> Iterator[Preload]:
    """Yield the face that nearly every page shows: the first upright one; of code none."""
    upright = next((face for face in faces if face.style == "normal"), None)
    if upright and role != "mono":
        yield Preload(role, upright.path, upright.media_type)
