"""Draws the pictures of the samples that `sitegen new --sample` writes: `python bench/sample_figures.py`.

In: nothing but the numbers below, for the people and the results of the samples are made up. Out: an SVG for each name
in `DRAWN`, below `sitegen/samples/`, the same at every run: portraits, figures of papers, pictures of research areas
and projects for both samples; a group and sponsors' logos for the lab's.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "sitegen" / "samples"
INK, SOFT, RULE, PAPER = "#17303a", "#5c6b70", "#d6d9d3", "#f5f0e6"
TEAL, OCHRE, CORAL, MIST, MOSS = "#1f6f78", "#d99a2b", "#c8553d", "#c9dcd9", "#7f9a65"
FAMILY = "Helvetica, Arial, Liberation Sans, sans-serif"


def sheet(title: str, width: int, height: int, parts: Iterable[str], ground: str = "#fff") -> str:
    """Return a drawing of a size on a ground, with its title for those who do not see it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return (
        f'{head} font-family="{FAMILY}"><title>{title}</title>'
        f'<rect width="{width}" height="{height}" fill="{ground}"/>{"".join(parts)}</svg>\n'
    )


def path(data: str, fill: str = "none", stroke: str = "", width: float = 2, more: str = "") -> str:
    """Return a path; `more` are further attributes."""
    drawn = f' stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round"' if stroke else ""
    return f'<path d="{data}" fill="{fill}"{drawn}{more and " " + more}/>'


def circle(x: float, y: float, radius: float, fill: str = TEAL, *ring: str | float) -> str:
    """Return a circle; `ring` is the colour and the width of its line, where it has one."""
    drawn = ' stroke="{}" stroke-width="{}"'.format(*ring) if ring else ""
    return f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:.3g}" fill="{fill}"{drawn}/>'


def words(x: float, y: float, text: str, size: int = 17, *style: str) -> str:
    """Return one line of text; `style` is where it is anchored, `start` when left out, and its colour."""
    anchor, fill = (*style, *("start", INK)[len(style) :])
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{text}</text>'


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Return the data of a path through points, with straight steps; they are many."""
    return "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in points)


def hills(width: int, height: int, rows: Sequence[tuple[float, float, float, str]]) -> list[str]:
    """Return ridges, the farthest first: (height of the ridge, how high its waves are, where they begin, colour)."""
    drawn = []
    for level, wave, start, colour in rows:
        ridge = [
            (x, level - wave * (math.sin(x / 83 + start) + 0.5 * math.sin(x / 31 + 2 * start)))
            for x in range(0, width + 21, 20)
        ]
        drawn.append(path(curve([*ridge, (width, height), (0, height)]) + "Z", colour))
    return drawn


def portrait(name: str, ground: str, colours: tuple[str, str, str], cut: str, *, listens: bool = False) -> str:
    """Return a head and shoulders; `colours` are those of skin, hair and coat, `cut` is how the hair is worn."""
    skin, hair, coat = colours
    back = {
        "bun": circle(240, 92, 44, hair) + path("M146 232q-8-128 94-130 102 2 94 130l-8 40H154z", hair),
        "long": path("M136 372q-22-270 104-272 126 2 104 272z", hair),
        "curls": "".join(
            circle(240 + 92 * math.cos(a / 9 * math.pi), 214 - 96 * math.sin(a / 9 * math.pi), 38, hair)
            for a in range(-1, 11)
        ),
        "short": path("M150 224q-6-122 90-122t90 122z", hair),
        "bald": "",
    }[cut]
    front = {
        "bun": path("M158 206q8-84 82-88 74 4 82 88-34-10-54-46-34 42-110 46z", hair),
        "long": path("M156 214q8-92 84-94 76 2 84 94-66-14-88-62-20 48-80 62z", hair),
        "curls": path("M160 196q10-70 80-72 70 2 80 72-80-44-160 0z", hair),
        "short": path("M156 200q6-84 84-84 78 0 84 84-40-36-96-32-44 2-72 32z", hair),
        "bald": path("M170 262q4 92 70 94 66-2 70-94 6 126-70 128-76-2-70-128z", hair),
    }[cut]
    phones = path("M148 228q2-124 92-124t92 124", "none", INK, 13) + (
        f'<rect x="132" y="206" width="28" height="66" rx="13" fill="{OCHRE}"/>'
        f'<rect x="320" y="206" width="28" height="66" rx="13" fill="{OCHRE}"/>'
    )
    parts = [
        circle(356, 120, 150, "#fff").replace("/>", ' opacity=".22"/>'),
        back,
        path("M56 480q6-104 120-124h128q114 20 124 124z", coat),
        path("M200 300h80v58q-40 46-80 0z", skin),
        path("M200 322q40 34 80 0v16q-40 36-80 0z", INK, more='opacity=".14"'),
        f'<ellipse cx="240" cy="226" rx="80" ry="100" fill="{skin}"/>',
        front,
        path("M206 230q8-8 16 0M258 230q8-8 16 0", "none", INK, 5),
        path("M241 236q-6 22-5 27 3 5 11 3", "none", INK, 3, 'opacity=".45"'),
        path("M218 284q22 17 44 0", "none", CORAL, 5),
        path("M176 357q64 74 128 0l14 4q-78 92-156 0z", "#fff", more='opacity=".35"'),
        phones if listens else "",
    ]
    return sheet(name, 480, 480, parts, ground)


def chorus(width: int, height: int, seed: int, count: int, *, bare: bool = False) -> list[str]:
    """Return calls of birds over time and pitch, on a dark ground: short strokes that rise, fall and tremble."""
    chance = random.Random(seed)
    left, bottom = (0, height) if bare else (64, height - 52)
    strokes: dict[str, list[str]] = {TEAL: [], MIST: [], OCHRE: [], "#f2d9a0": []}
    for _ in range(count):
        when = chance.betavariate(2.6, 2.2)
        x, y = left + 8 + (width - left - 70) * when, bottom - 26 - (bottom - 70) * chance.betavariate(2, 2.4)
        times, step = chance.randint(2, 6), chance.uniform(8, 13)
        rise, colour = chance.uniform(-26, 26), chance.choice(list(strokes))
        for note in range(times):
            at = x + note * step
            if at < width - 12:
                strokes[colour].append(
                    f"M{at:.0f} {y:.0f}q{step * 0.3:.1f} {rise:.0f} {step * 0.62:.1f} {rise / 3:.0f}"
                )
    drawn = [f'<rect x="{left}" width="{width - left}" height="{bottom}" fill="#10262e"/>']
    drawn += [path(f"M{left} {bottom * row / 5:.0f}H{width}", "none", "#23424b", 1) for row in range(1, 5)]
    return drawn + [path("".join(data), "none", colour, 3.2) for colour, data in strokes.items()]


def spectrogram() -> str:
    """Return a dawn over 90 minutes, with its axes."""
    parts = chorus(720, 440, 3, 130)
    parts += [words(56, 388 * (5 - n) / 5 + 6, f"{2 * n}", 16, "end", SOFT) for n in range(1, 5)]
    parts += [
        words(70 + 640 * n / 6, 412, f"{15 * n - 30:+d}".replace("-", "−").replace("+0", "0"), 16, "middle", SOFT)
        for n in range(1, 6)
    ]
    parts += [words(390, 434, "Minutes from sunrise", 16, "middle"), words(14, 24, "kHz", 16)]
    return sheet("A dawn chorus over ninety minutes", 720, 440, parts)


def hours(title: str) -> str:
    """Return the hours of a day round a circle, each as loud as it is."""
    parts = [circle(360, 220, r, "none", RULE, 1) for r in (74, 120, 166)]
    for hour in range(48):
        angle = hour / 48 * 2 * math.pi - math.pi / 2
        morning, evening = (hour / 2 - 5.2) / 1.7, (hour / 2 - 20.2) / 1.3
        loud = 0.24 + 0.76 * math.exp(-(morning**2)) + 0.4 * math.exp(-(evening**2)) + 0.14 * math.sin(hour * 1.7) ** 2
        inner, outer = 74, 74 + 118 * loud
        parts.append(
            path(
                f"M{360 + inner * math.cos(angle):.1f} {220 + inner * math.sin(angle):.1f}"
                f"L{360 + outer * math.cos(angle):.1f} {220 + outer * math.sin(angle):.1f}",
                "none",
                OCHRE if 7 <= hour <= 14 else TEAL,
                7,
            )
        )
    for hour, (x, y) in {0: (360, 34), 6: (610, 226), 12: (360, 420), 18: (146, 226)}.items():
        parts.append(words(x, y, f"{hour:02d}:00", 16, "middle", SOFT))
    parts += [words(360, 216, "one day", 19, "middle"), words(360, 240, "in May", 19, "middle")]
    return sheet(title, 720, 440, parts)


def array_map() -> str:
    """Return seven recorders on a slope and the birds they placed."""
    chance = random.Random(11)
    parts = []
    for ring in range(9):
        points = [
            (
                360 + (60 + 48 * ring) * (1 + 0.16 * math.sin(3 * a / 20 + ring / 3)) * math.cos(a / 20) * 1.15,
                250 + (40 + 30 * ring) * (1 + 0.12 * math.cos(2 * a / 20 + ring / 4)) * math.sin(a / 20),
            )
            for a in range(126)
        ]
        parts.append(path(curve(points) + "Z", "none", "#dfe3d8", 1.6))
    places = [(360, 220)] + [
        (360 + 175 * math.cos(a * math.pi / 3), 220 + 130 * math.sin(a * math.pi / 3)) for a in range(6)
    ]
    parts += [path(f"M360 220L{x:.0f} {y:.0f}", "none", MIST, 2, 'stroke-dasharray="3 7"') for x, y in places[1:]]
    for _ in range(46):
        x, y = chance.gauss(400, 95), chance.gauss(205, 70)
        parts += [circle(x, y, chance.uniform(8, 20), OCHRE).replace("/>", ' opacity=".2"/>'), circle(x, y, 4, OCHRE)]
    parts += [circle(x, y, 11, "#fff", TEAL, 5) for x, y in places]
    parts += [
        circle(44, 402, 9, "#fff", TEAL, 5),
        words(62, 408, "recorder"),
        circle(168, 402, 5, OCHRE),
        words(182, 408, "bird, with its error"),
    ]
    parts += [path("M560 404H680", "none", INK, 3), words(620, 394, "50 m", 16, "middle")]
    return sheet("Seven recorders and the birds they placed", 720, 440, parts)


def lines(
    title: str, rows: Sequence[tuple[str, str, Sequence[float]]], ticks: Sequence[str], across: str, upward: str
) -> str:
    """Return lines from zero to one over named steps: (label, colour, values); each is labelled at its end."""
    left, right, top, bottom = 70, 560, 46, 372
    step = (right - left) / (len(ticks) - 1)
    parts = [path(f"M{left} {bottom - (bottom - top) * n / 4:.0f}H{right}", "none", RULE, 1) for n in range(5)]
    parts += [words(left - 12, bottom - (bottom - top) * n / 4 + 6, f"{n / 4:g}", 16, "end", SOFT) for n in range(5)]
    parts += [words(left + step * n, bottom + 26, tick, 16, "middle", SOFT) for n, tick in enumerate(ticks)]
    for label, colour, values in rows:
        points = [(left + step * n, bottom - (bottom - top) * value) for n, value in enumerate(values)]
        parts.append(path(curve(points), "none", colour, 4))
        parts += [circle(x, y, 6, colour) for x, y in points]
        parts.append(words(right + 16, points[-1][1] + 6, label, 17, "start", colour))
    parts += [words((left + right) / 2, bottom + 56, across, 16, "middle"), words(14, 24, upward, 16)]
    return sheet(title, 720, 440, parts)


def bars(title: str, rows: Sequence[tuple[str, float, float]], first: str, second: str) -> str:
    """Return pairs of bars from zero to a hundred: (name, before, after)."""
    parts = [circle(236, 26, 8, MIST), words(252, 32, first, 16), circle(436, 26, 8, TEAL), words(452, 32, second, 16)]
    step = 380 / len(rows)
    for number, (name, before, after) in enumerate(rows):
        y = 54 + number * step
        parts.append(words(212, y + step / 2 + 2, name, 17, "end"))
        for offset, value, colour in ((0, before, MIST), (step * 0.36, after, TEAL)):
            size = f'width="{4.3 * value:.0f}" height="{step * 0.32:.0f}"'
            parts.append(f'<rect x="228" y="{y + offset + 4:.0f}" {size} fill="{colour}"/>')
            parts.append(words(236 + 4.3 * value, y + offset + step * 0.3, f"{value:g} %", 15, "start", SOFT))
    return sheet(title, 720, 440, parts)


def atlas() -> str:
    """Return two hundred and forty sites as small waves, louder ones darker."""
    chance = random.Random(5)
    by_colour: dict[str, list[str]] = {MIST: [], "#86b0b0": [], TEAL: [], OCHRE: []}
    for row in range(12):
        for column in range(20):
            loud = chance.betavariate(1.6, 2.4) + 0.25 * math.sin(column / 3 + row / 2)
            x, y = 28 + 34 * column, 32 + 34 * row
            colour = list(by_colour)[min(3, max(0, int(loud * 4)))]
            data = "".join(
                f"v0M{x + 6 * bar} {y - 3 - h:.0f}v{2 * h + 3:.0f}"
                for bar, h in enumerate(chance.uniform(0, 12) * max(loud, 0.1) for _ in range(4))
            )
            by_colour[colour].append(data[2:])
    parts = [path("".join(data), "none", colour, 3.4) for colour, data in by_colour.items()]
    return sheet("Two hundred and forty sites, a wave for each", 720, 440, parts)


def bands() -> str:
    """Return wind over frequency before and after it is taken out."""
    x = [70 + 31 * n for n in range(21)]
    wren = [78 * math.exp(-(((n - 13) / 1.7) ** 2)) for n in range(21)]
    clean = [334 + 9 * math.sin(n * 1.3) - call for n, call in enumerate(wren)]
    raw = [84 + 212 * (1 - math.exp(-n / 6)) + 10 * math.sin(n * 1.9) - 0.75 * call for n, call in enumerate(wren)]
    area = [*zip(x, raw, strict=True), *reversed([*zip(x, clean, strict=True)])]
    parts = [path(f"M70 {y}H690", "none", RULE, 1) for y in (80, 180, 280, 380)]
    parts += [
        path(curve(area) + "Z", MIST, more='opacity=".7"'),
        path(curve([*zip(x, raw, strict=True)]), "none", SOFT, 3),
    ]
    parts += [
        path(curve([*zip(x, clean, strict=True)]), "none", CORAL, 4),
        words(128, 112, "as recorded", 17, "start", SOFT),
    ]
    parts += [
        words(150, 368, "wind taken out", 17, "start", CORAL),
        words(472, 190, "a wren, found again", 17, "middle"),
    ]
    parts += [words(380, 424, "Frequency, 50 Hz to 12 kHz", 16, "middle"), words(14, 40, "Level", 16)]
    return sheet("Wind over frequency, as recorded and taken out", 720, 440, parts)


def quiet() -> str:
    """Return hills under a low sun, with a ring of silence round a hut."""
    sky = [circle(500, 150, 54, OCHRE), circle(500, 150, 92, OCHRE).replace("/>", ' opacity=".18"/>')]
    ridges = [
        (236, 22, 0.4, "#b7cfca"),
        (286, 20, 2.2, "#7fa8a6"),
        (330, 16, 4.0, "#3f7d81"),
        (372, 12, 1.1, "#1c4a53"),
    ]
    rings = [
        f'<ellipse cx="180" cy="352" rx="{r}" ry="{r // 5}" fill="none" stroke="#fff" stroke-width="2" opacity=".5"/>'
        for r in (60, 110, 160)
    ]
    hut = [path("M160 350v-24l20-16 20 16v24z", PAPER), path("M152 328l28-24 28 24", "none", CORAL, 7)]
    return sheet(
        "Hills at evening, and a hut in its own silence",
        640,
        420,
        [*sky, *hills(640, 420, ridges), *rings, *hut],
        "#eef3ee",
    )


def machines() -> str:
    """Return a wave that becomes a net that becomes three names."""
    wave = [
        path(f"M{30 + 11 * n} {210 - h:.0f}v{2 * h:.0f}", "none", TEAL, 6)
        for n, h in enumerate(14 + 74 * abs(math.sin(n * 0.9)) * math.sin(n / 15 * math.pi) for n in range(15))
    ]
    columns = [(270, 5, 62), (380, 4, 70), (490, 3, 88)]
    nodes = [[(x, 210 + gap * (n - (count - 1) / 2)) for n in range(count)] for x, count, gap in columns]
    edges = [
        path("".join(f"M{a} {b:.0f}L{c} {d:.0f}" for a, b in near for c, d in far), "none", MIST, 1.6)
        for near, far in itertools.pairwise(nodes)
    ]
    dots = [circle(x, y, 13, TEAL if index < 2 else OCHRE) for index, column in enumerate(nodes) for x, y in column]
    names = [
        path(f"M516 {y:.0f}h{width}", "none", OCHRE, 9) for (_, y), width in zip(nodes[2], (94, 58, 34), strict=True)
    ]
    return sheet("A sound, a net and three names", 640, 420, [*wave, *edges, *dots, *names], PAPER)


def night() -> str:
    """Return a lane of migrating birds before the moon."""
    chance = random.Random(2)
    birds = "".join(
        f"M{x:.0f} {y:.0f}q9 -11 16 0q8 -10 17 0"
        for x, y in ((90 + 24 * n + chance.uniform(-9, 9), 300 - 11 * n + chance.uniform(-44, 44)) for n in range(21))
    )
    stars = [
        circle(chance.uniform(0, 640), chance.uniform(0, 330), chance.uniform(0.8, 1.9), "#dfe8e6") for _ in range(46)
    ]
    ground = hills(640, 420, [(372, 14, 0.8, "#0d2028"), (398, 8, 3, "#081820")])
    return sheet(
        "Birds that travel before the moon",
        640,
        420,
        [*stars, circle(452, 130, 66, "#f2e3b8"), path(birds, "none", MIST, 3.4), *ground],
        "#16323c",
    )


def fence() -> str:
    """Return posts with recorders along a ridge."""
    ridges = [(250, 24, 1.4, "#d5dfc8"), (312, 18, 3.1, "#a9bd90"), (366, 12, 0.2, MOSS)]
    posts = []
    for n in range(6):
        x, base, size = 70 + 100 * n, 392 - 12 * n, 1 - 0.1 * n
        posts += [
            path(f"M{x} {base}v{-118 * size:.0f}", "none", INK, 7 * size),
            circle(x, base - 126 * size, 19 * size, CORAL),
        ]
        posts += [
            path(
                f"M{x + 30 * size:.0f} {base - 146 * size:.0f}q{14 * size:.0f} {20 * size:.0f} 0 {40 * size:.0f}",
                "none",
                INK,
                4 * size,
            )
        ]
    return sheet("Recorders on posts along a ridge", 640, 420, [*hills(640, 420, ridges), *posts], "#f3f1e2")


def group(people: Sequence[tuple[str, str, str]]) -> str:
    """Return people in coats before hills: (skin, hair, coat)."""
    ridges = [(200, 26, 0.9, "#b7cfca"), (262, 22, 2.6, "#86adaa"), (330, 14, 4.4, "#4c8388")]
    parts = [circle(1010, 110, 50, OCHRE), *hills(1200, 460, ridges)]
    for number, (skin, hair, coat) in enumerate(people):
        x, y = 170 + 860 * number / (len(people) - 1), 206 + 22 * (number % 2) + 7 * (number * 5 % 3)
        parts += [
            path(
                f"M{x - 70:.0f} 460C{x - 72:.0f} {y + 96} {x - 50:.0f} {y + 70} {x:.0f} {y + 66}"
                f"S{x + 72:.0f} {y + 96} {x + 70:.0f} 460z",
                coat,
            ),
            f'<rect x="{x - 15:.0f}" y="{y + 30:.0f}" width="30" height="48" rx="12" fill="{skin}"/>',
            circle(x, y - 8, 42, hair),
            f'<ellipse cx="{x:.0f}" cy="{y + 8:.0f}" rx="33" ry="41" fill="{skin}"/>',
            path(f"M{x - 34:.0f} {y:.0f}q6 -36 34 -38 28 2 34 38 -34 -26 -68 0z", hair),
            path(f"M{x - 10:.0f} {y + 26:.0f}q10 8 20 0", "none", CORAL, 3),
        ]
    return sheet("Seven people in coats before hills", 1200, 460, parts, "#eef3ee")


def logo(name: str, mark: str) -> str:
    """Return a mark with a name beside it, on nothing."""
    width = 74 + 12 * len(name)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="64" viewBox="0 0 {width} 64"'
    ground = f'<rect width="{width}" height="64" rx="8" fill="#fff"/>'
    return f'{head} font-family="{FAMILY}"><title>{name}</title>{ground}{mark}{words(66, 40, name, 22)}</svg>\n'


MIRA, JONAS, ADAEZE = ("#e8bd98", "#3b2a25", TEAL), ("#f0cfae", "#b9863f", "#3d4f63"), ("#8a5a3c", "#1f1715", CORAL)
TEO, SASKIA, RAVI = ("#d9a67c", "#4a3527", MOSS), ("#f2d3b5", "#8a4b2a", "#7d5a7a"), ("#b07a52", "#17181b", OCHRE)
LIV = ("#efcba6", "#d8b45a", "#2f5d50")
RINGS = "".join(circle(36, 32, r, "none", TEAL, 4) for r in (6, 13, 20))
LEAF = path("M20 48C16 20 34 12 56 14 56 36 46 52 20 48z", MOSS) + path("M22 46Q34 34 46 24", "none", "#fff", 3)
PEAKS = path("M12 50L30 16l12 20 6-8 14 22z", CORAL) + path("M30 16l7 12-7 5-7-4z", "#fff")

DRAWN = {
    "both/people/mira.svg": portrait("Mira Tannfeld", "#c9dcd9", MIRA, "bun", listens=True),
    "both/people/jonas.svg": portrait("Jonas Okvist", "#dcdfe6", JONAS, "short"),
    "both/people/adaeze.svg": portrait("Adaeze Umeh-Lorne", "#f1d9c4", ADAEZE, "curls"),
    "both/people/teo.svg": portrait("Teo Brancaleoni-Reyes", "#e4e6cf", TEO, "bald"),
    "both/people/saskia.svg": portrait("Saskia Wielgorz", "#e6d8e2", SASKIA, "long"),
    "both/people/ravi.svg": portrait("Ravi Chandrasekhara-Holm", "#f3e4bd", RAVI, "short"),
    "both/people/liv.svg": portrait("Liv Aasgrov", "#d3e3d3", LIV, "bun"),
    "lab/group.svg": group((JONAS, ADAEZE, TEO, MIRA, SASKIA, RAVI, LIV)),
    "both/dawn/chorus.svg": spectrogram(),
    "both/dawn/hours.svg": hours("How loud the hours of one day are"),
    "both/sparse/array.svg": array_map(),
    "both/sparse/error.svg": lines(
        "Error over the number of recorders",
        (
            ("grid", SOFT, (0.96, 0.84, 0.71, 0.6, 0.52, 0.47)),
            ("random", OCHRE, (0.9, 0.68, 0.5, 0.4, 0.34, 0.31)),
            ("ours", TEAL, (0.78, 0.44, 0.27, 0.19, 0.15, 0.13)),
        ),
        ("4", "5", "7", "10", "14", "20"),
        "Recorders",
        "Error, relative to four on a grid",
    ),
    "both/handful/species.svg": bars(
        "Species found with five examples of each",
        (("wren", 71, 93), ("nightjar", 48, 84), ("corncrake", 39, 81), ("tawny owl", 64, 90), ("all 212", 52, 86)),
        "before",
        "with the prior",
    ),
    "both/wind/bands.svg": bands(),
    "both/atlas/sites.svg": atlas(),
    "both/topics/chorus.svg": sheet("Calls over time and pitch", 640, 420, chorus(640, 420, 8, 105, bare=True)),
    "both/topics/quiet.svg": quiet(),
    "both/topics/machines.svg": machines(),
    "both/projects/night.svg": night(),
    "both/projects/fence.svg": fence(),
    "lab/sponsors/fund.svg": logo("Vellmark Science Fund", RINGS),
    "lab/sponsors/habitats.svg": logo("Habitats Trust", LEAF),
    "lab/sponsors/upland.svg": logo("Upland Foundation", PEAKS),
}


def main() -> None:
    """Write every drawing."""
    for name, svg in DRAWN.items():
        sample, _, file = name.partition("/")
        target = SAMPLES / sample / "content" / "figures" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(svg, encoding="utf-8")
        print(f"{name}: {len(svg.encode()):,} bytes")


if __name__ == "__main__":
    main()
