"""How fast pictures are made, how small they are, and how long social cards take.

In: nothing; the pictures are drawn here, as many as asked, two thirds plots and one third colour maps. Out: lines of
figures: pictures a second cold and with nothing changed, the sizes of what lists show, cards a second.

    python bench/thumbnails.py --pictures 2000
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import statistics
import struct
import sys
import tempfile
import time
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.images.cards import Card, draw  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.images.order import Order  # noqa: E402 - as above
from sitegen.images.sizing import LIST_WIDTHS  # noqa: E402 - as above
from sitegen.images.store import MadeImages, fill  # noqa: E402 - as above
from sitegen.workers import processors, spread  # noqa: E402 - as above

SIZE = (1632, 1224)
END = 12
"""Bytes of the last chunk of a PNG."""
DIFFERENT = 24
"""Pictures that are drawn; the others show the same as one of these, in a file of their own."""


def plot(number: int) -> Image.Image:
    """Return six noisy curves with an axis and a cloud of points."""
    chance, (wide, high) = random.Random(number), SIZE
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    for mark in range(120, wide, 150):
        pen.line((mark, 60, mark, high - 120), fill=(220, 220, 220))
        pen.text((mark, high - 100), str(mark), fill="black", font_size=30)
    for _ in range(6):
        y, colour, points = chance.random() * high, tuple(chance.randrange(30, 200) for _ in range(3)), []
        for x in range(120, wide - 60, 8):
            y = min(high - 120, max(60, y + chance.gauss(0, 9)))
            points.append((x, y))
        pen.line(points, fill=colour, width=4)
    for _ in range(400):
        x, y = chance.randrange(120, wide - 60), chance.randrange(60, high - 120)
        pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def colour_map(number: int) -> Image.Image:
    """Return smooth colours with contours, as of a simulation."""
    chance = random.Random(number)
    coarse = Image.new("RGB", (SIZE[0] // 48, SIZE[1] // 48))
    coarse.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(coarse.width * coarse.height)])
    return coarse.resize(SIZE, Image.Resampling.BICUBIC).quantize(48).convert("RGB")


def text_chunk(number: int) -> bytes:
    """Return a chunk of a PNG that makes a file another one and shows nothing."""
    data = b"tEXt" + f"Number\0{number}".encode()
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def lay_out(folder: Path, count: int) -> list[Order]:
    """Write the pictures and return the orders for them."""
    orders = []
    drawn = [plot(number) if number % 3 else colour_map(number) for number in range(min(DIFFERENT, count))]
    for number in range(count):
        path = folder / f"{number}.png"
        if number < DIFFERENT:
            drawn[number].save(path, compress_level=6)
        else:
            first = (folder / f"{number % DIFFERENT}.png").read_bytes()
            path.write_bytes(first[:-END] + text_chunk(number) + first[-END:])
        data = path.read_bytes()
        orders.append(Order(str(path), hashlib.sha256(data).hexdigest(), "png", "figure", 36))
    return orders


def measure(name: str, orders: list[Order], store: Path, jobs: int) -> MadeImages:
    """Make what is ordered and print how fast that was."""
    start, before = time.perf_counter(), os.times()
    made = fill(orders, store, seconds=60, jobs=jobs)
    wall, after = time.perf_counter() - start, os.times()
    spent = sum(after[:4]) - sum(before[:4])
    print(
        f"{name:16} {made.made:6} made {wall:7.2f} s wall {len(orders) / wall:7.1f} a second"
        f" {1000 * spent / len(orders):7.1f} ms processor each"
    )
    return made


def cards(made: MadeImages, count: int, jobs: int) -> None:
    """Draw cards of words alone, and as many with a picture, and print how fast that was."""
    pictures = [
        Path(one.folder, file.name) for one in made.makings.values() for file in one.files if file.role == "page"
    ]
    usual = [str(path) for path in pictures if path.suffix in {".jpg", ".png"}]
    for name, files in (("cards", [""]), ("with a picture", usual)):
        wanted = [
            Card(
                f"Scaling language models of a given kind, and what follows from it: part {number}",
                "Ada Lovelace, Bob Mason, Cy Young, Dee Oxford, Eve Ash, +12 more",
                "arXiv · 8 Dec 2021",
                "Ada Lovelace",
                picture=files[number % len(files)],
            )
            for number in range(count)
        ]
        start, before = time.perf_counter(), os.times()
        sizes = spread(lambda card: len(draw(card)), wanted, jobs=jobs)
        wall, after = time.perf_counter() - start, os.times()
        spent = sum(after[:4]) - sum(before[:4])
        print(
            f"{name:16} {count:6} made {wall:7.2f} s wall {count / wall:7.1f} a second"
            f" {1000 * spent / count:7.2f} ms processor each, median {statistics.median(sizes) / 1000:.0f} kB"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Time the making of pictures.")
    parser.add_argument("--pictures", type=int, default=2000, metavar="N")
    parser.add_argument("--jobs", type=int, default=processors(), metavar="J")
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {processors()} cores, {options.pictures} PNGs of {SIZE[0]} by {SIZE[1]}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        orders = lay_out(folder, options.pictures)
        made = measure("cold", orders, folder / "store", options.jobs)
        measure("nothing changed", orders, folder / "store", options.jobs)
        for width in LIST_WIDTHS:
            files = {
                Path(one.folder, file.name)
                for one in made.makings.values()
                for file in one.files
                if (file.role, file.width) == ("list", width)
            }
            best = [path for path in files if path.suffix == ".avif" or not path.with_suffix(".avif").exists()]
            median = statistics.median(path.stat().st_size for path in best)
            print(f"thumbnails {width} wide: median {median / 1000:.1f} kB")
        cards(made, options.pictures, options.jobs)


if __name__ == "__main__":
    main()
