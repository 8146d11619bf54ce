"""Draws the figures of the example site: `python bench/example_figures.py`.

In: facts that the abstracts of the example's papers state, written down below, and nothing else. Out: an SVG for each
in `content/figures/`. They are this site's own illustrations, and their captions say so; no result is drawn that an
abstract does not give, and a paper whose abstract gives nothing to draw has no figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

FIGURES = Path(__file__).resolve().parents[1] / "content" / "figures"
WIDTH, HEIGHT = 640, 400
INK, SOFT, RULE, ACCENT, TINT = "#1b1a18", "#67635c", "#d8d3c8", "#00615f", "#d5e9e7"


def text(x: float, y: float, words: str, *, size: int = 17, anchor: str = "start", fill: str = INK) -> str:
    """Return one line of text."""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{words}</text>'


def box(x: float, y: float, width: float, height: float, fill: str = ACCENT) -> str:
    """Return a rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="2" fill="{fill}"/>'


def line(points: Iterable[tuple[float, float]], stroke: str = RULE, width: float = 1.5) -> str:
    """Return a line through points."""
    path = " ".join(f"{x:g},{y:g}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}"/>'


def sheet(title: str, parts: Iterable[str]) -> str:
    """Return a drawing on white, with its title for those who do not see it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    family = "Helvetica, Arial, Liberation Sans, sans-serif"
    return f'{head} font-family="{family}"><title>{title}</title>{ground}{"".join(parts)}</svg>\n'


def bars(title: str, rows: Sequence[tuple[str, float]], unit: str, first: str) -> str:
    """Return horizontal bars from zero; the row named `first` in the accent."""
    most, step = max(value for _, value in rows), 340 / len(rows)
    parts = [line([(190, 22), (190, 378)])]
    for number, (name, value) in enumerate(rows):
        y, width = 30 + number * step, 360 * value / most
        parts += [
            text(176, y + step / 2, name, anchor="end"),
            box(190, y + step / 2 - 19, width, 26, ACCENT if name == first else "#b9b4a9"),
            text(200 + width, y + step / 2, f"{value:g}{unit}"),
        ]
    return sheet(title, parts)


def dots(title: str, count: int, label: str) -> str:
    """Return as many dots as there are things."""
    across = 19
    parts = [
        f'<circle cx="{50 + 30 * (number % across):g}" cy="{62 + 32 * (number // across):g}" r="9" fill="{ACCENT}"/>'
        for number in range(count)
    ]
    return sheet(title, [*parts, text(41, 62 + 32 * math.ceil(count / across) + 24, label, size=20)])


def decades(title: str, names: Sequence[str], marks: Sequence[tuple[float, float, str]], axis: str) -> str:
    """Return spans on a logarithmic axis; `marks` are (from, to, label) in decades from its left end."""
    step = 540 / (len(names) - 1)
    parts = [line([(50, 300), (590, 300)], INK, 2), text(320, 372, axis, anchor="middle", fill=SOFT)]
    for number, name in enumerate(names):
        x = 50 + number * step
        parts += [line([(x, 90), (x, 308)]), text(x, 334, name, anchor="middle", size=16)]
    for row, (start, end, label) in enumerate(marks):
        left, right, y = 50 + start * step, 50 + end * step, 150 + 78 * row
        parts += [box(left, y, right - left, 26), text((left + right) / 2, y - 12, label, anchor="middle")]
    return sheet(title, parts)


def squares(title: str, ratio: int, small: str, large: str) -> str:
    """Return two squares whose areas are as 1 to `ratio`."""
    side = 290
    part = side / math.sqrt(ratio)
    parts = [
        box(300, 40, side, side, TINT),
        box(120, 40 + side - part, part, part),
        text(445, 366, large, anchor="middle", size=18),
        text(120 + part / 2, 366, small, anchor="middle", size=18),
    ]
    return sheet(title, parts)


def doublings(title: str, across: str, upward: str) -> str:
    """Return the straight line of two amounts that double together."""
    ticks = [1, 2, 4, 8]
    place = [(130 + 150 * number, 310 - 85 * number) for number in range(len(ticks))]
    parts = [line([(90, 30), (90, 330), (610, 330)], INK, 2), line(place, ACCENT, 3)]
    for tick, (x, y) in zip(ticks, place, strict=True):
        parts += [line([(90, y), (x, y), (x, 330)]), f'<circle cx="{x}" cy="{y}" r="8" fill="{ACCENT}"/>']
        parts += [text(x, 355, f"×{tick}", anchor="middle"), text(78, y + 6, f"×{tick}", anchor="end")]
    parts += [text(350, 386, across, anchor="middle", fill=SOFT), text(104, 46, upward, fill=SOFT)]
    return sheet(title, parts)


def field(title: str) -> str:
    """Return the ranges of model size and training tokens that one abstract gives, both on logarithmic axes."""
    left, bottom, wide, high = 120, 320, 130, 92
    x = {name: left + wide * (math.log10(value) - 7) for name, value in (("70M", 7e7), ("16B", 1.6e10))}
    y = {name: bottom - high * (math.log10(value) - 9) for name, value in (("5B", 5e9), ("500B", 5e11))}
    parts = [line([(left, 30), (left, bottom), (610, bottom)], INK, 2)]
    parts += [
        text(left + wide * n, 346, name, anchor="middle", size=16)
        for n, name in enumerate(("10M", "100M", "1B", "10B"))
    ]
    parts += [
        text(108, bottom - high * n + 6, name, anchor="end", size=16)
        for n, name in enumerate(("1B", "10B", "100B", "1T"))
    ]
    parts += [line([(left, bottom - high * n), (610, bottom - high * n)]) for n in range(1, 4)]
    parts += [line([(left + wide * n, 30), (left + wide * n, bottom)]) for n in range(1, 4)]
    parts.append(box(x["70M"], y["500B"], x["16B"] - x["70M"], y["5B"] - y["500B"], ACCENT))
    parts.append(
        text(
            (x["70M"] + x["16B"]) / 2,
            (y["5B"] + y["500B"]) / 2 - 4,
            "over 400 models",
            anchor="middle",
            fill="#fff",
            size=20,
        )
    )
    parts.append(
        text(
            (x["70M"] + x["16B"]) / 2,
            (y["5B"] + y["500B"]) / 2 + 22,
            "70M–16B parameters, 5–500B tokens",
            anchor="middle",
            fill="#fff",
            size=15,
        )
    )
    parts += [
        text(365, 384, "Parameters", anchor="middle", fill=SOFT),
        text(24, 24, "Training tokens", fill=SOFT, size=16),
    ]
    return sheet(title, parts)


GOPHER, RETRO = "2021-rae-scaling-language-models", "2022-borgeaud-improving-language-models"
ROUTED, CHINCHILLA = "2022-clark-unified-scaling-laws", "2022-hoffmann-training-compute-optimal"
DRAWN = {
    f"{GOPHER}/scales.svg": decades(
        "Model scales",
        ["10M", "100M", "1B", "10B", "100B", "1T"],
        [(math.log10(2), math.log10(280e9 / 1e7), "tens of millions to 280 billion (Gopher)")],
        "Parameters",
    ),
    f"{GOPHER}/tasks.svg": dots("152 tasks", 152, "152 tasks"),
    f"{RETRO}/parameters.svg": squares("A 25th of the parameters", 25, "RETRO", "Comparable models, 25×"),
    f"{ROUTED}/orders.svg": decades(
        "Five orders of magnitude",
        ["1", "10", "100", "1,000", "10,000", "100,000"],
        [(0, 5, "models of this study")],
        "Relative size",
    ),
    f"{CHINCHILLA}/sizes.svg": bars(
        "Model sizes",
        [("Chinchilla", 70), ("GPT-3", 175), ("Jurassic-1", 178), ("Gopher", 280), ("Megatron-Turing", 530)],
        "B",
        "Chinchilla",
    ),
    f"{CHINCHILLA}/equal.svg": doublings("Model size and tokens double together", "Model size", "Training tokens"),
    f"{CHINCHILLA}/field.svg": field("Models trained"),
}


def main() -> None:
    """Write every drawing."""
    for name, svg in DRAWN.items():
        path = FIGURES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8")
        print(f"content/figures/{name}: {len(svg.encode()):,} bytes")


if __name__ == "__main__":
    main()
