"""Showcase: a made-up site that has every component, in the theme, accent, fonts and style sheet of a site.

In: a site's folder. Out: the folder of the made-up site, to be built or served like any other; and its pages with links
that lead from file to file, so that they can be opened where they lie. Nothing of the site's own content is read but
`site.yaml` and its fonts.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from sitegen.content import content_file, files
from sitegen.content.assembly import Texts, make
from sitegen.content.content_file import check
from sitegen.content.load import SITE
from sitegen.content.lock import STATE
from sitegen.content.references import config_files
from sitegen.content.translations import languages_of, translated
from sitegen.errors import SitegenError
from sitegen.model import SiteConfig
from sitegen.regex import regex
from sitegen.render.accent import custom_properties, light_and_dark
from sitegen.render.colours import READABLE, Colour, contrast, read
from sitegen.render.look import LOOK
from sitegen.render.static_files import OWN, in_cascade
from sitegen.render.theme import Theme, find_theme
from sitegen.render.theme_chain import lineage

FOLDER = "show"
"""The folder of the made-up site, below the state of the real one."""
_INKS = ("--ink", "--ink2", "--ink3", "--accent", "--gold", "--red")
_GROUNDS = ("--paper", "--paper2", "--tint")
_SHOWN = (*_GROUNDS, *_INKS, "--rule", "--edge", "--gold2", "--red2", "--hit")
_ADDRESS = regex(r' (href|src|poster|action)="/([^"/][^"]*|)"')
_SRCSET = regex(r' srcset="([^"]*)"')


def write_showcase(root: Path) -> Path:
    """Write the made-up site of the site in `root`, and return its folder. Raises `SitegenError` for wrong settings."""
    document = content_file.read_document(root, SITE)
    languages, problems = languages_of(document)
    document = translated("site", document, languages)
    values, faults = check("site", document)
    if values is None or problems or document.problems:
        raise SitegenError([*problems, *document.problems, *faults])
    config = make(SiteConfig, values, Texts(document, values.get("macros", {})), file=SITE)
    fonts = [(path, file) for path, file in config_files(config) if path[0] == "fonts"]
    faults_of_fonts = [(path, file, files.fault(root / "content", file)) for path, file in fonts]
    if any(fault for _, _, fault in faults_of_fonts):
        told = (document.problem(path, f"content/{file} {fault}") for path, file, fault in faults_of_fonts if fault)
        raise SitegenError(list(told))
    theme = find_theme(config, root)
    folder = root / STATE / FOLDER
    shutil.rmtree(folder / "content", ignore_errors=True)
    data = {**document.data, "language": languages.wanted} if languages.all else document.data
    for path, text in _content(config, data, theme, root).items():
        place = folder / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    for font in {file for _, file in fonts}:
        place = folder / "content" / font
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "content" / font, place)
    _link_themes(root, folder)
    return folder


def write_relative(output: Path, target: Path) -> Path:
    """Copy a built site to where its pages can be opened as files; return the first of them."""
    for name in files.walk(output):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".html"):
            text = (output / name).read_text(encoding="utf-8")
            place.write_text(_relative(text, "../" * name.count("/")), encoding="utf-8")
        else:
            shutil.copyfile(output / name, place)
    return target / "index.html"


def _relative(html: str, up: str) -> str:
    """Return a page whose addresses lead on from its own place, to a file where they led to a folder."""

    def led(match: re.Match[str]) -> str:
        path, mark, rest = match[2].partition("#")
        return f' {match[1]}="{up}{path}{"index.html" if not path or path.endswith("/") else ""}{mark}{rest}"'

    def sizes(match: re.Match[str]) -> str:
        return f' srcset="{", ".join(up + part.strip().removeprefix("/") for part in match[1].split(", "))}"'

    return _SRCSET.sub(sizes, _ADDRESS.sub(led, html))


def _link_themes(root: Path, folder: Path) -> None:
    """Let the made-up site have the themes of the real one: the folder itself where links can be made, else a copy."""
    own, here = root / "themes", folder / "themes"
    if here.is_symlink():
        here.unlink()
    shutil.rmtree(here, ignore_errors=True)
    if not own.is_dir():
        return
    try:
        here.symlink_to(own.resolve(), target_is_directory=True)
    except OSError:  # some systems let nobody make links
        shutil.copytree(own, here)


def _content(config: SiteConfig, data: Mapping[str, object], theme: Theme, root: Path) -> dict[str, str]:
    """Return the files of the made-up content by their paths."""
    from sitegen.content import yaml_writer  # wanted here only
    from sitegen.content.fields import KINDS, Part

    kept = {key: data[key] for key in ("language", "theme", "theme_options", "fonts") if data.get(key)}
    settings = {
        "title": "Institute of Weather",
        "description": "Every component of the theme, with made-up words",
        "base_url": "https://example.org/",
        **kept,
        "sponsors": [
            {"name": "Fund for Clouds", "url": "https://example.org/", "logo": "figures/fund.svg"},
            {"name": "Academy of Rain"},
        ],
        "sections": list(_SECTIONS),
        "formats": ["bibtex", "ris", "csl-json", "atom", "json-feed", "search"],
    }
    sheets = in_cascade(theme.statics, [ancestor.name for ancestor in lineage(config.theme, root)])
    names = [*(name for name in sheets if name != OWN), LOOK, OWN]
    hue = theme.options.get("accent", 0)
    texts = [theme.statics[name].data.decode() for name in names if name in theme.statics]
    colours = dict(_colours(custom_properties(texts, int(hue) if isinstance(hue, int) else 0)))
    return {
        "site.yaml": yaml_writer.document(settings, Part(KINDS["site"])),
        "pages/components.md": _PROSE + "".join(_tables(colours)),
        **{f"assets/palette-{mode}.svg": _palette(colours, number) for number, mode in enumerate(("light", "dark"))},
        **_FILES,
    }


def _colours(properties: Mapping[str, str]) -> Iterator[tuple[str, tuple[Colour, Colour]]]:
    """Yield each colour that can be told from the style sheets, in light and in dark."""
    for name in _SHOWN:
        light, dark = (read(part) for part in light_and_dark(properties.get(name, "")))
        if light and dark:
            yield name, (light, dark)


def _tables(colours: Mapping[str, tuple[Colour, Colour]]) -> Iterator[str]:
    """Yield how each colour of text reads on each ground, as tables in Markdown."""
    inks, grounds = ([name for name in names if name in colours] for names in (_INKS, _GROUNDS))
    yield "\n## Colours\n\nHow each colour of text reads on each ground. Text needs 4.5 (WCAG 2.2, AA).\n"
    for number, mode in enumerate(("light", "dark")):
        yield f"\n![The colours in {mode}](assets/palette-{mode}.svg)\n\n"
        yield f"| in {mode} | {' | '.join(f'`{name}`' for name in grounds)} |\n|:--|{'--:|' * len(grounds)}\n"
        for ink in inks:
            ratios = (contrast(colours[ink][number], colours[ground][number]) for ground in grounds)
            cells = (f"{ratio:.1f}" if ratio >= READABLE else f"**{ratio:.1f} too low**" for ratio in ratios)
            yield f"| `{ink}` | {' | '.join(cells)} |\n"


def _palette(colours: Mapping[str, tuple[Colour, Colour]], number: int) -> str:
    """Return the colours of one mode as a drawing."""
    ground = colours["--paper"][number].hex if "--paper" in colours else "#ffffff"
    ink = colours["--ink"][number].hex if "--ink" in colours else "#000000"
    boxes = "".join(
        f'<rect x="{16 + 110 * (place % 7)}" y="{16 + 92 * (place // 7)}" width="98" height="52" rx="6" '
        f'fill="{both[number].hex}" stroke="{ink}" stroke-opacity=".25"/>'
        f'<text x="{16 + 110 * (place % 7)}" y="{84 + 92 * (place // 7)}">{escape(name)} {both[number].hex}</text>'
        for place, (name, both) in enumerate(colours.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="792" height="200" viewBox="0 0 792 200">'
        f'<rect width="792" height="200" fill="{ground}"/><g fill="{ink}" font-family="sans-serif" font-size="9.5">'
        f"{boxes}</g></svg>"
    )


_SECTIONS: Sequence[object] = (
    "about", "numbers", "topics", "selected", "people", {"news": {"limit": "2"}}, "talks", "projects",
    {"recent": {"limit": "6"}}, {"text": "components"}, "sponsors",
)  # fmt: skip
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360"><rect width="640" '
    'height="360" fill="{0}"/><path d="M0 300 C120 120 200 340 320 200 S520 80 640 180 V360 H0z" fill="{1}"/>'
    '<circle cx="500" cy="90" r="44" fill="{2}"/></svg>'
)
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="220" height="60" viewBox="0 0 220 60">'
    '<circle cx="30" cy="30" r="24" fill="#2f5d8a"/><path d="M66 20h140v6H66zm0 14h100v6H66z" fill="#2f5d8a"/></svg>'
)
_PROSE = """\
---
title: Prose
---
A paragraph with *emphasis*, **weight**, `code`, a [link](papers/), a formula $e^{i\\pi} + 1 = 0$ and a note.[^1]

## A heading

> A quotation stands behind a line.

- a list of points,
    - one below another,
- and the last.

1. First this,
2. then that.

### A smaller heading

2021–2024
: Keeper of barometers, Institute of Weather

2019
: Prize of the Society of Wind

| station | since | height |
|:--|--:|--:|
| North | 2009 | 2,410 m |
| Lake | 2014 | 1,380 m |

![A hill under the sun](figures/hill.svg "A picture with its caption")

```python
print("rain" if cloud else "sun")
```

[^1]: A footnote.
"""
_PAPER = """\
title: '{title}'
authors: [{authors}]
date: {date}
venue: {venue}
topics: [{topics}]
abstract: |
  We measure how much of the rain in a forecast falls, and find that $r = 0.8$ of it does.

  A second paragraph says what follows from that.
"""
_FILES: dict[str, str] = {
    "home.md": "---\npicture: figures/hill.svg\nalt: A hill under the sun\ncaption: The station in summer\n---\n"
    "We watch the weather, and write down what it does. A text of the home page stands beside its picture.\n",
    "figures/hill.svg": _DRAWING.format("#cfe3ee", "#5b8a5f", "#f2c14e"),
    "figures/sea.svg": _DRAWING.format("#d9e6f2", "#2f6690", "#f6efe0"),
    "figures/fund.svg": _LOGO,
    "authors/ada-cirrus.yaml": "name: Ada Cirrus\nposition: Professor\naffiliation: Institute of Weather\ngroup: Head\n"
    "order: 1\norcid: 0000-0002-1825-0097\nemail: ada@example.org\nwebsite: https://example.org/\n"
    "bio: She watches *clouds*, and says what comes of them.\n",
    "authors/bo-nimbus.yaml": "name: Bo Nimbus\nposition: Postdoctoral researcher\ngroup: Researchers\norder: 2\n",
    "authors/cleo-gale.yaml": "name: Cleo Gale\nposition: Doctoral student\ngroup: Researchers\norder: 3\n",
    "authors/dan-frost.yaml": "name: Dan Frost\nposition: Now at sea\ngroup: Alumni\nsince: 2015\nuntil: 2020\n",
    "topics/clouds.md": "---\ntitle: Clouds\nsummary: What they carry, and where to.\npicture: figures/hill.svg\n"
    "alt: A hill under the sun\npeople: [ada-cirrus]\n---\nWe follow clouds from the sea to the hills.\n",
    "topics/sea.md": "---\ntitle: Sea\nsummary: Where the weather comes from.\npicture: figures/sea.svg\n"
    "alt: The sea\n---\nWe ask what the sea knows.\n",
    "papers/forecast.yaml": _PAPER.format(
        title="Forecasts: how much of the rain falls", authors="Ada Cirrus, Bo Nimbus, Cleo Gale", date="2025-03-14",
        venue="{name: Journal of Weather, short: JW, volume: 12, pages: 1-20}", topics="clouds, rain",
    )
    + "doi: 10.1234/weather.1\narxiv: 2503.01234\nselected: true\nawards: [Best paper]\n"
    "summary: Four drops of five fall as they were told to.\n"
    "links: {code: 'https://example.org/code', video: 'https://example.org/film'}\n"
    "figures:\n  - {file: figures/hill.svg, caption: The station in summer, alt: A hill under the sun, number: 1}\n"
    "  - {file: figures/sea.svg, caption: The sea below it, alt: The sea, number: 2}\n",
    "papers/wind.yaml": _PAPER.format(
        title="The wind in winter", authors="Bo Nimbus, Ada Cirrus", date="2024-06-02",
        venue="Proceedings of the Days of Wind", topics="sea, wind",
    )
    + "selected: true\nfigures: [{file: figures/sea.svg, caption: The sea, alt: The sea, number: 1}]\n",
    "papers/frost.yaml": _PAPER.format(
        title="Frost without cold", authors="Dan Frost, Ada Cirrus", date="2019-01-05",
        venue="Letters on Ice", topics="rain",
    )
    + "status: withdrawn\nnote: The thermometer hung in the sun.\n",
    **{
        f"papers/note-{year}.yaml": _PAPER.format(
            title=f"Notes on the summer of {year}", authors="Cleo Gale, Ada Cirrus, Bo Nimbus", date=f"{year}-09-01",
            venue="Journal of Weather", topics="rain, sea",
        )
        for year in range(2018, 2026)
    },
    "pages/join.md": "---\ntitle: Join us\nnav: true\nstyle: cv\n---\n"
    "A page of one's own, set as a curriculum (`style: cv`).\n\n"
    "## Open\n\n2026-03\n: Keeper of barometers\n\n    Three years, at the station\n\n## Filled\n\n2024\n: Observer\n",
    "news.yaml": "- date: 2025-05-01\n  text: Cleo has **won** the prize of the Society of Wind.\n"
    "- date: 2025-02\n  text: The new barometer stands.\n- date: 2024-11-20\n  text: A storm came.\n",
    "talks.yaml": "- title: What clouds carry\n  date: 2025-04-02\n  place: Bergen\n  event: Days of Wind\n"
    "  people: [ada-cirrus]\n  links: {slides: 'https://example.org/slides'}\n  papers: [forecast]\n",
    "projects.yaml": "- title: Rain for everyone\n  start: 2023\n  end: 2027\n  funder: Fund for Clouds\n"
    "  summary: Where it falls, and who gets it.\n",
    "cv.yaml": "basics: {name: Ada Cirrus, label: Professor of weather}\neducation:\n"
    "  - {institution: University of the North, area: Physics, start: 2001, end: 2006}\n"
    "positions:\n  - {title: Professor, institution: Institute of Weather, start: 2015}\n"
    "awards:\n  - {title: Prize of the Society of Wind, date: 2019}\n",
}  # fmt: skip
