"""Fonts of a site's own: which file stands for which face."""

from __future__ import annotations

from typing import Annotated, Literal

from sitegen.model.forms import File, Word
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """One face of a font. What is left out is told by the file, and by words in its name: `Bold`, `Italic` …"""

    file: Annotated[File, "WOFF2, WOFF, TrueType or OpenType, below `assets/`."]
    weight: Annotated[Word | None, "`400`, or of a variable font from which to which: `300 700`."] = None
    style: Annotated[Literal["normal", "italic"] | None, "Upright or italic."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Fonts in place of the theme's, each one file or a list of them (upright, italic, bold)."""

    serif: Annotated[
        tuple[FontFile, ...], "What authors wrote: titles, abstracts, pages. In `classic`, everything."
    ] = ()
    sans: Annotated[tuple[FontFile, ...], "What the site says: names, dates, menus. In `lab`, everything."] = ()
    headings: Annotated[tuple[FontFile, ...], "Headings and titles of pages; the first of the two when left out."] = ()
    mono: Annotated[tuple[FontFile, ...], "Code and BibTeX."] = ()


FONT_ROLES = ("serif", "sans", "headings", "mono")
"""The roles that a font may have; each is a custom property of the same name."""
