"""Cuts the font of formulas from STIX Two Math: `python bench/maths_font.py FOLDER`.

In: the unpacked npm package `@fontsource/stix-two-math` (`npm pack` it, then `tar xzf`). Out:
`themes/folio/static/fonts/sitegen-math.woff2`, what formulas on the web need of it, and the licence beside it. The cut
has a name of its own, "Sitegen Math". Needs fonttools and brotli, which nothing else but `serif_font.py` does. Never
asks the network.

Some things are changed for Chromium. Combining accents have no width in the original and hang to the left of their
origin, and Chromium, which sets an accent by its left edge, then puts it beside the letter: here they start at the
origin, are as wide as they look, and are attached at their middle. And Chromium leaves room for the widest form of a
root's sign after every root, and hangs a sign that is too high below the line: here all its forms are as wide as the
smallest, and there are small ones. A bar over or under letters, which it would let touch them, brings its own distance.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import MathGlyphConstruction, MathGlyphVariantRecord, MathValueRecord

FONTS = Path(__file__).parents[1] / "themes/folio/static/fonts"
SOURCE = "files/stix-two-math-latin-400-normal.woff2"
FAMILY = "Sitegen Math"
UNICODES = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x160, 0x161, 0x17D, 0x17E, 0x1B5, 0x237,
    *range(0x2C6, 0x2DE), *range(0x300, 0x315), 0x31A, 0x323, 0x330, 0x331, 0x332, 0x333, 0x338, *range(0x391, 0x3CA),
    0x3D1, 0x3D5, 0x3D6, 0x3F0, 0x3F1, 0x3F4, 0x3F5, 0x3F6, *range(0x2010, 0x2028), *range(0x2030, 0x2038), 0x2016,
    0x203E, 0x2044, 0x2057, *range(0x2061, 0x2065), *range(0x20D0, 0x20F1), *range(0x2100, 0x2150),
    *range(0x2190, 0x2200), *range(0x2200, 0x2300), 0x2308, 0x2309, 0x230A, 0x230B, *range(0x231C, 0x2324), 0x2329,
    0x232A, *range(0x239B, 0x23E2), 0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25B6, 0x25B7, 0x25BC, 0x25BD, 0x25C0, 0x25C1,
    0x25CA, 0x25CB, 0x25CF, 0x25E6, 0x25EF, 0x2605, 0x2606, *range(0x2660, 0x2670), 0x2713, 0x2717, 0x27C2,
    *range(0x27E6, 0x27F0), *range(0x27F5, 0x2800), *range(0x2A00, 0x2A10), 0x2A3F, 0x2A7D, 0x2A7E, 0x2A85, 0x2A86,
    0x2AAF, 0x2AB0, 0x2A8B, 0x2A8C, 0x2AC5, 0x2AC6, 0xFE00, *range(0x1D400, 0x1D800),
]  # fmt: skip
HEIGHTS, CORNER = (700, 830, 960, 1070), 110
"""Heights of a root's sign that are added, and of its upper end, which stays."""
DISTANCE, GAP = 70, 115
"""Between a bar and what it is over or under; between a root's bar and what it is over."""
ACCENTS = [*range(0x300, 0x315), 0x330, 0x331, 0x332, 0x333, *range(0x20D0, 0x20F1)]
NOTICE = "Sitegen Math (sitegen-math.woff2) is a subset of STIX Two Math, cut by bench/maths_font.py.\n\n"


def main() -> None:
    """Cut the font and print its size."""
    package = Path(sys.argv[1])
    FONTS.mkdir(parents=True, exist_ok=True)
    font = TTFont(package / SOURCE, recalcTimestamp=False)
    _subset(font)
    for name in _accents(font):
        _place(font, name)
    _narrow(font, font.getBestCmap()[0x221A])
    _shorten(font, font.getBestCmap()[0x221A])
    _distance(font, font.getBestCmap()[0x332])
    _lend(font, 0x303, 0x2DC)
    _join(font, font.getBestCmap()[0x2016])
    _rename(font)
    font.flavor = "woff2"
    target = FONTS / "sitegen-math.woff2"
    font.save(target)
    (FONTS / "OFL.txt").write_text(NOTICE + (package / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(font.getGlyphOrder())} glyphs")


def _subset(font: TTFont) -> None:
    features = ["ssty", "dtls", "flac", "ccmp", "mark", "mkmk", "kern"]
    options = Options(layout_features=features, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)


def _accents(font: TTFont) -> list[str]:
    """The combining accents, and the wider forms that stretch over several letters."""
    characters = font.getBestCmap()
    names = [characters[code] for code in ACCENTS if code in characters]
    variants = font["MATH"].table.MathVariants
    wider = zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True)
    names += [
        record.VariantGlyph
        for name, construction in wider
        if name in names
        for record in construction.MathGlyphVariantRecord
    ]
    return sorted(set(names))


def _place(font: TTFont, name: str) -> None:
    """Move one accent to the origin, give it the width it has, and attach it at its middle."""
    glyphs = font.getGlyphSet()
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    if font["hmtx"][name][0] or not bounds.bounds:
        return
    left, _, right, _ = bounds.bounds
    pen = TTGlyphPen(glyphs)
    glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, -left, 0)))
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (round(right - left), 0)
    _attach(font, name, round((right - left) / 2))


def _attach(font: TTFont, name: str, middle: int) -> None:
    attachment = font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment
    if name in attachment.TopAccentCoverage.glyphs:
        attachment.TopAccentAttachment[attachment.TopAccentCoverage.glyphs.index(name)].Value = middle
        return
    record = MathValueRecord()
    record.Value = middle
    order = {glyph: place for place, glyph in enumerate(font.getGlyphOrder())}
    pairs = [*zip(attachment.TopAccentCoverage.glyphs, attachment.TopAccentAttachment, strict=True), (name, record)]
    pairs.sort(key=lambda pair: order[pair[0]])
    attachment.TopAccentCoverage.glyphs = [glyph for glyph, _ in pairs]
    attachment.TopAccentAttachment = [value for _, value in pairs]
    attachment.TopAccentAttachmentCount = len(pairs)


def _narrow(font: TTFont, name: str) -> None:
    """Make every taller form of a sign as wide as the sign itself."""
    variants = font["MATH"].table.MathVariants
    construction = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(name)]
    forms = [record.VariantGlyph for record in construction.MathGlyphVariantRecord]
    forms += [part.glyph for part in construction.GlyphAssembly.PartRecords]
    width, glyphs = font["hmtx"][name][0], font.getGlyphSet()
    for form in sorted({*forms} - {name}):
        scale = width / font["hmtx"][form][0]
        pen = TTGlyphPen(glyphs)
        glyphs[form].draw(TransformPen(pen, (scale, 0, 0, 1, 0, 0)))
        side = round(font["hmtx"][form][1] * scale)
        font["glyf"][form] = pen.glyph()
        font["hmtx"][form] = (width, side)


def _shorten(font: TTFont, name: str) -> None:
    """Add lower forms of a root's sign: its upper end as it is, the stroke below it shorter."""
    construction = _vertical(font, name)
    original = font["glyf"][name]
    low, high = original.yMin, original.yMax
    corner = high - CORNER
    added = []
    for height in HEIGHTS:
        scale = (height - CORNER) / (corner - low)
        form = copy.deepcopy(original)
        form.coordinates = type(form.coordinates)(
            [(x, y - high + height if y > corner else (y - low) * scale) for x, y in form.coordinates]
        )
        form.coordinates.translate((0, -round(height / 5)))
        form.coordinates.toInt()
        form.recalcBounds(font["glyf"])
        added.append((f"{name}.{height}", form, height))
    tall = f"{name}.tall"
    for glyph, form, _ in [*added, (tall, original, 0)]:
        font["glyf"][glyph] = form
        font["hmtx"][glyph] = font["hmtx"][name]
    least, *others = added
    font["glyf"][name] = copy.deepcopy(least[1])
    records = [_variant(name, least[2]), *(_variant(glyph, height) for glyph, _, height in others)]
    records += [_variant(tall, high - low), *construction.MathGlyphVariantRecord[1:]]
    construction.MathGlyphVariantRecord = records
    construction.VariantCount = len(records)
    font["MATH"].table.MathConstants.RadicalVerticalGap.Value = GAP


def _variant(glyph: str, height: int) -> MathGlyphVariantRecord:
    record = MathGlyphVariantRecord()
    record.VariantGlyph, record.AdvanceMeasurement = glyph, height + 1
    return record


def _vertical(font: TTFont, name: str) -> MathGlyphConstruction:
    variants = font["MATH"].table.MathVariants
    return variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(name)]


def _distance(font: TTFont, name: str) -> None:
    """Leave room over and under a bar, in each of its widths: points that draw nothing, but count as its end."""
    variants = font["MATH"].table.MathVariants
    construction = variants.HorizGlyphConstruction[variants.HorizGlyphCoverage.glyphs.index(name)]
    glyphs = font.getGlyphSet()
    for form in sorted({name, *(record.VariantGlyph for record in construction.MathGlyphVariantRecord)}):
        bounds, pen = BoundsPen(glyphs), TTGlyphPen(glyphs)
        glyphs[form].draw(bounds)
        glyphs[form].draw(pen)
        left, low, right, high = bounds.bounds
        for height in (round(low) - DISTANCE, round(high) + DISTANCE):
            pen.moveTo((round(left + right) // 2, height))
            pen.closePath()
        font["glyf"][form] = pen.glyph()


def _join(font: TTFont, name: str) -> None:
    """Let the pieces of a norm's bars overlap as those of a single bar do, so that they grow by little steps."""
    variants = font["MATH"].table.MathVariants
    construction = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(name)]
    for part in construction.GlyphAssembly.PartRecords:
        part.StartConnectorLength = part.EndConnectorLength = round(part.FullAdvance * 0.86)


def _lend(font: TTFont, lender: int, borrower: int) -> None:
    """Let a spacing accent stretch as its combining twin does; browsers stretch only the former."""
    characters, order = font.getBestCmap(), {glyph: place for place, glyph in enumerate(font.getGlyphOrder())}
    variants = font["MATH"].table.MathVariants
    pairs = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True))
    pairs[characters[borrower]] = pairs[characters[lender]]
    variants.HorizGlyphCoverage.glyphs = sorted(pairs, key=order.__getitem__)
    variants.HorizGlyphConstruction = [pairs[glyph] for glyph in variants.HorizGlyphCoverage.glyphs]
    variants.HorizGlyphCount = len(pairs)


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in {1, 3, 4}:
            record.string = FAMILY
        elif record.nameID == 6:  # the PostScript name, which takes no space
            record.string = FAMILY.replace(" ", "")


if __name__ == "__main__":
    main()
