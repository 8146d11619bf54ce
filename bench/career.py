"""A career made up for pictures: a person who never lived, with papers that nobody wrote.

In: a folder that does not hold a site yet. Out: its `content/`, the same at every run: 72 papers in 17 years with
venues, topics, kinds of work, links and counts of citations, some selected; news.
"""

from __future__ import annotations

import random
from pathlib import Path

WHO = "Mara Lindqvist-Osei"
PEOPLE = (
    "Tomás Vidal", "Ines Hartwig", "Koji Aramaki", "Priya Nandakumar", "Oskar Brandvold", "Lucía Ferrante",
    "Amara Diallo", "Henrik Sørby", "Wen Zhao", "Joana Peixoto", "Elif Karaca", "Samuel Adeyemi", "Greta Nowicka",
    "Pavel Dvořák",
)  # fmt: skip
HEADS = (
    "Tidal mixing",
    "Sediment transport",
    "Kelp canopies",
    "Salt wedges",
    "Storm surges",
    "Drifting buoys",
    "Ice edges",
)
LINKS = ("over", "and", "near", "along", "beneath")
PLACES = (
    "rough seabeds", "narrow straits", "river mouths", "melting glaciers", "shallow shelves", "coral atolls",
    "harbour walls", "sandy coasts",
)  # fmt: skip
ENDS = (
    "from satellite altimetry",
    "in a changing climate",
    "revisited",
    "at high resolution",
    "",
    "with sparse moorings",
)
TOPICS = ("Tides", "Sediments", "Coasts", "Sea ice", "Ocean models", "Remote sensing")
VENUES = (
    ("Journal of Coastal Physics", "JCP", "#1f6f8b"), ("Conference on Ocean Modelling", "COM", "#7a4fb5"),
    ("Letters in Oceanography", "Lett. Ocean.", "#b5651d"),
)  # fmt: skip
SITE = f"""\
title: {WHO}
description: Oceanographer
base_url: https://example.org/
owner: mara-lindqvist-osei
numbers: [citations, types, topics, coauthors]
extra: {{license: CC-BY-4.0}}
"""
PERSON = f"""\
name: {WHO}
position: Professor of Physical Oceanography
affiliation: University of Nordhavn
bio: I study how water moves where it meets land, and wrote *Where Rivers End*.
email: mara@example.org
website: https://example.org/
"""
NEWS = """\
- {date: 2025-09-02, text: A new mooring in the fjord is sending its first data}
- {date: 2025-05-14, text: 'Two papers on salt wedges, with Ines and Koji'}
"""


def write(folder: Path) -> None:
    """Write the content of the site."""
    content, chance = folder / "content", random.Random(7)
    for name in ("papers", "authors"):
        (content / name).mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    (content / "authors/mara-lindqvist-osei.yaml").write_text(PERSON, encoding="utf-8")
    (content / "news.yaml").write_text(NEWS, encoding="utf-8")
    venues = "".join(f"{name}: {{short: {short}, colour: '{colour}'}}\n" for name, short, colour in VENUES)
    (content / "venues.yaml").write_text(venues, encoding="utf-8")
    for number in range(72):
        (content / f"papers/paper-{number:02d}.yaml").write_text(_paper(number, chance), encoding="utf-8")


def _paper(number: int, chance: random.Random) -> str:
    year = 2009 + int(16.99 * (number / 71) ** 0.7)
    topic = chance.randrange(len(TOPICS))
    title = f"{HEADS[number % 7]} {chance.choice(LINKS)} {PLACES[number * 3 % 8]} {ENDS[number * 5 % 6]}".strip()
    group = PEOPLE[:7] if number % 3 else PEOPLE[7:]
    names = chance.sample(group, chance.choice((1, 2, 2, 3, 4)))
    names.insert(chance.randrange(len(names) + 1), WHO)
    venue = VENUES[number % 3][0]
    kind = {0: "chapter", 1: "preprint"}.get(number % 12, "inproceedings" if number % 3 == 1 else "article")
    cited = int(chance.paretovariate(0.9) * (2026 - year))
    links = [f"pdf: https://example.org/{number}.pdf"] + [f"code: https://example.org/{number}"] * (number % 4 == 0)
    return (
        f"title: {title}\nauthors: [{', '.join(names)}]\ndate: {year}-{number % 12 + 1:02d}\ntype: {kind}\n"
        + (f"venue: {venue}\n" if kind != "preprint" else f"arxiv: '2101.{number + 1:05d}'\n")
        + f"topics: [{TOPICS[topic]}{', ' + TOPICS[(topic + 1) % 6] if number % 5 == 0 else ''}]\n"
        f"links: {{{', '.join(links)}}}\ncitations: {{count: {cited}, source: OpenAlex, date: 2025-11-01}}\n"
        + ("selected: true\n" if number in (31, 52, 66) else "")
    )
