"""Cuts the theme's serif from Source Serif 4: `python bench/serif_font.py FOLDER`.

In: the unpacked npm package `@fontsource-variable/source-serif-4` (`npm pack` it, then `tar xzf`). Out:
`themes/folio/static/serif/{latin,latin-ext}{,-italic}.woff2`, weights 400 to 650, and the licence beside them. The cut
is named "Folio Serif" because the licence reserves the name of the original. Needs fonttools and brotli, which
nothing else here does: `pip install fonttools brotli`. Never asks the network.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SERIF = Path(__file__).parents[1] / "themes/folio/static/serif"
FAMILY = "Folio Serif"
WEIGHTS = (400, 650)
UNICODES = {
    "latin": [
        *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A,
        0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x2032, 0x20AC, 0x2122, 0x2212,
    ],
    "latin-ext": [*range(0x100, 0x180), *range(0x1CD, 0x1DD), *range(0x218, 0x21C), *range(0x1E00, 0x1F00)],
}  # fmt: skip
NOTICE = """Copyright 2014-2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name 'Source'.

Folio Serif (latin.woff2, latin-ext.woff2, latin-italic.woff2, latin-ext-italic.woff2) is a subset of Source Serif 4,
cut by bench/serif_font.py.

"""
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]


def cut(source: Path, target: Path, unicodes: list[int]) -> int:
    """Write the part of `source` that shows `unicodes` to `target`; return its size in bytes."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    options = Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 3, 4}:
            record.string = FAMILY
        elif record.nameID == 6:  # the PostScript name, which takes no space
            record.string = FAMILY.replace(" ", "")
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    """Cut all files and print their sizes."""
    package = Path(sys.argv[1])
    SERIF.mkdir(parents=True, exist_ok=True)
    for (name, unicodes), (style, ending) in product(UNICODES.items(), (("normal", ""), ("italic", "-italic"))):
        source = package / f"files/source-serif-4-{name}-wght-{style}.woff2"
        print(f"{name}{ending}: {cut(source, SERIF / f'{name}{ending}.woff2', unicodes):,} bytes")
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    (SERIF / "OFL.txt").write_text(NOTICE + licence[licence.index("This Font Software") :], encoding="utf-8")


if __name__ == "__main__":
    main()
