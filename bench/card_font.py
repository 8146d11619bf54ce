"""Cuts the font of the social cards from Source Serif 4: `python bench/card_font.py FOLDER`.

In: the unpacked npm package `@fontsource-variable/source-serif-4` (see `serif_font.py`). Out:
`sitegen/images/fonts/card.ttf`, one weight of Latin, Greek and Cyrillic, and the licence beside it. It is named
"Folio Card" because the licence reserves the name of the original. Needs the group `fonts` of `pyproject.toml`.
Never asks the network.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "sitegen/images/fonts"
FAMILY = "Folio Card"
WEIGHT = 480
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
UNHINTED = bytes.fromhex("b801ff85b0048db00021")
"""Smooth at every size, then push and pop. A program of more than 7 bytes keeps FreeType from hinting by itself, which
takes as long as all the rest."""
NOTICE = """Copyright 2014-2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name 'Source'.

Folio Card (card.ttf) is a subset of Source Serif 4, cut by bench/card_font.py.

"""


def cut(package: Path, script: str, target: Path) -> None:
    """Write one script of the font, at one weight, as TrueType with kerning."""
    font = TTFont(package / f"files/source-serif-4-{script}-wght-normal.woff2")
    font.flavor = None
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHT})
    subsetter = Subsetter(Options(layout_features=["kern", "mark"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14]))
    subsetter.populate(unicodes=sorted(font.getBestCmap()))
    subsetter.subset(font)
    font.save(target)


def main() -> None:
    """Cut the scripts, join them, and print the size."""
    package = Path(sys.argv[1])
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pieces = [Path(folder) / f"{script}.ttf" for script in SCRIPTS]
        for script, piece in zip(SCRIPTS, pieces, strict=True):
            cut(package, script, piece)
        font = Merger().merge([str(piece) for piece in pieces])
    for record in font["name"].names:
        if record.nameID in {1, 3, 4}:
            record.string = FAMILY
        elif record.nameID == 6:  # the PostScript name, which takes no space
            record.string = FAMILY.replace(" ", "")
    font["prep"] = newTable("prep")
    font["prep"].program = Program()
    font["prep"].program.fromBytecode(UNHINTED)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    font.save(FONTS / "card.ttf")
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    (FONTS / "OFL.txt").write_text(NOTICE + licence[licence.index("This Font Software") :], encoding="utf-8")
    print(f"card.ttf: {(FONTS / 'card.ttf').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
