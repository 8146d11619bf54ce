"""Every kind of edit that a site can meet: of its content, its themes, what is asked for, its output and its cache."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from sitegen.incremental.ledger import LEDGER
from sitegen.incremental.store import NAME
from sitegen.model import Date
from tests.repeated_builds import Trial

Edit = Callable[[Trial], object]


def _paper(key: str, value: Callable[[Trial], Any]) -> Edit:
    return lambda trial: trial.change(trial.some("papers/**/*.yaml"), lambda one: one.update({key: value(trial)}))


def _site(key: str, value: Callable[[Trial], Any]) -> Edit:
    return lambda trial: trial.change("content/site.yaml", lambda one: one.update({key: value(trial)}))


def _without(key: str) -> Edit:
    return lambda trial: trial.change("content/site.yaml", lambda one: one.pop(key, None))


def _names(trial: Trial) -> list[Any]:
    """Return authors, among them those of other papers, and new ones."""
    known = [
        "Naguib Mahfouz",
        "Joe Oldname",
        "van der Berg",
        "李娜",
        "Ghost Writer",
        f"New Person {trial.number() % 7}",
    ]
    return trial.chance.sample(known, trial.chance.randint(1, 4))


def _new_paper(trial: Trial) -> None:
    made = {"title": f"Paper {trial.number()}", "authors": _names(trial), "date": str(1990 + trial.number() % 40)}
    if trial.number() % 2:
        made |= {"abstract": r"All of \lab in $x^2$.", "topics": ["C++", f"Topic {trial.number() % 3}"]}
    slug = trial.number() % 40
    if not any(list(folder.glob(f"**/{slug}.yaml")) for folder in trial.folders):
        trial.text(f"content/papers/{slug}.yaml", yaml.safe_dump(made, allow_unicode=True))


def _fewer_papers(trial: Trial) -> None:
    if len(list((trial.folders[0] / "content/papers").rglob("*.yaml"))) > 4:
        trial.drop(trial.some("papers/**/*.yaml"))


def _rename(trial: Trial) -> None:
    old = trial.some("papers/**/*.yaml")
    new = f"content/papers/r{trial.number()}.yaml"
    trial.data(new, (trial.folders[0] / old).read_bytes())
    trial.drop(old)


def _other_ending(trial: Trial) -> None:
    """Move a file to another ending, or back: its page tells where to edit it, and nothing else is new."""
    trial.change("content/site.yaml", lambda site: site.update({"repository": "https://github.com/her/site"}))
    folder = trial.chance.choice(["papers", "authors"])
    moved = sorted((trial.folders[0] / "content" / folder).glob("*.yml"))
    old = f"content/{folder}/{moved[0].name}" if moved else trial.some(f"{folder}/*.yaml")
    trial.data(str(Path(old).with_suffix(".yaml" if moved else ".yml")), (trial.folders[0] / old).read_bytes())
    trial.drop(old)


def _picture(trial: Trial) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (90, 60), trial.chance.choice(["red", "green", "blue"])).save(made, "PNG")
    return made.getvalue()


def _figure(trial: Trial) -> None:
    trial.data("content/figures/one.png", _picture(trial))
    trial.change(trial.some("papers/*.yaml"), lambda one: one.update({"figures": [{"file": "figures/one.png"}]}))


def _face(trial: Trial) -> None:
    trial.data("content/figures/face.png", _picture(trial))
    trial.change(trial.some("authors/*.yaml"), lambda one: one.update({"picture": "figures/face.png"}))


def _author(trial: Trial) -> None:
    number = trial.number() % 4
    made = {"name": f"New Person {number}", "bio": f"Likes *{trial.number()}*, see [it](assets/{number}.txt)."}
    trial.text(f"content/authors/new-{number}.yaml", yaml.safe_dump(made))


def _template(trial: Trial) -> None:
    """A theme of the site's own that reads far more than ours do, also once for all pages that import it."""
    trial.text("themes/mine/theme.yaml", "extends: folio\noptions: {word: none}\n")
    extra = trial.chance.choice(
        [
            "{{ site.papers|length }}",
            "{{ site.papers[0].paper.title.plain }}",
            "{{ site.people|length }} {{ site.updated.iso }}",
            "{% for entry in site.entries.values() %}{{ entry.paper.slug }} {% endfor %}",
            "{{ option.word }} {{ config.title }} {{ site.files|join(' ') }}",
            "{% for one in site.topics %}{{ one.name }}{% endfor %}{{ site.owner.name if site.owner }}",
            "{% from 'm.html' import all, count %}{{ all() }} {{ count }}",
            "{% for one in site.news %}{{ one.text|html }}{% endfor %}",
        ]
    )
    trial.text(
        "themes/mine/templates/m.html",
        "{% set count = site.papers|length %}{% macro all() %}{{ site.members|length }}{% endmacro %}",
    )
    trial.text("themes/mine/templates/line.html", "<li>{{ paper.title|html }} {{ byline }}</li>\n")
    trial.text(
        "themes/mine/templates/base.html",
        f'{{% extends "parent/base.html" %}}\n{{% block footer %}}<p>{extra} {trial.number()}</p>{{% endblock %}}\n',
    )
    trial.change(
        "content/site.yaml", lambda one: one.update({"theme": "mine", "theme_options": {"word": f"w{trial.number()}"}})
    )


def _no_theme(trial: Trial) -> None:
    trial.change("content/site.yaml", lambda one: [one.pop(key, None) for key in ("theme", "theme_options")])


def _style(trial: Trial) -> None:
    trial.text("themes/folio/static/more.css", f"p {{ margin: {trial.number()}px }}\n")


def _word(trial: Trial) -> None:
    trial.text("themes/folio/strings/en.yaml", f"nav_papers: Papers {trial.number()}\n")


def _no_overrides(trial: Trial) -> None:
    for folder in trial.folders:
        shutil.rmtree(folder / "themes" / "folio", ignore_errors=True)


def _news(trial: Trial) -> None:
    made = [
        {"date": f"{1980 + trial.number() % 60}", "text": f"News **{trial.number()}**"}
        for _ in range(trial.number() % 3 + 1)
    ]
    trial.text("content/news.yaml", yaml.safe_dump(made))


def _page(trial: Trial) -> None:
    number = trial.number()
    nav = trial.chance.choice(["true", "false"])
    trial.text(
        f"content/pages/p{number % 3}.md",
        f"---\ntitle: Page {number}\nnav: {nav}\n---\nSee [a](assets/{number % 4}.txt).\n",
    )


def _item(trial: Trial) -> None:
    """Write an item of a kind, with its time, its people, its papers and its picture, or without."""
    number, folder = trial.number(), trial.chance.choice(["talks", "projects"])
    made = {"title": f"Item {number} of $x$", "people": _names(trial), "summary": f"See [it](assets/{number % 4}.txt)."}
    if number % 2:
        made |= {
            "start": f"20{20 + number % 40}-05-04T10:15",
            "timezone": "Europe/Berlin",
            "place": f"Town {number % 3}",
        }
    if number % 3 == 0:
        trial.data("content/figures/item.png", _picture(trial))
        made |= {"picture": "figures/item.png", "text": f"## Words\n\n{number}."}
    if number % 3 == 1:
        made["papers"] = [Path(trial.some("papers/**/*.yaml")).stem]
    trial.text(f"content/{folder}/i{number % 4}.yaml", yaml.safe_dump(made, allow_unicode=True))


def _list_of_items(trial: Trial) -> None:
    listed = [
        {"title": f"Listed {number}", "date": str(2000 + number), "stars": str(trial.number())}
        for number in range(trial.number() % 4)
    ]
    trial.text("content/reviews.yaml", yaml.safe_dump(listed))


def _kinds(trial: Trial) -> dict[str, Any]:
    flags = {name: trial.chance.choice(["true", "false"]) for name in ("pages", "feed", "nav")}
    return {"reviews": {"fields": {"stars": "number"}, **flags}, "talks": {"title": f"Talks {trial.number()}"}}


def _sections(trial: Trial) -> list[Any]:
    names = ["about", "selected", "recent", "news", "papers", "coauthors", "people", "topics", "numbers"]
    chosen: list[Any] = trial.chance.sample([*names, "talks", "projects", "posts"], trial.chance.randint(1, 6))
    limited = {"limit": str(1 + trial.number() % 3), "title": f"Heading {trial.number()}"}
    return [{name: limited} if name in {"recent", "news", "talks"} else name for name in chosen]


def _cv(trial: Trial) -> None:
    prize = {"title": f"Prize {trial.number()}", "date": str(1990 + trial.number() % 30)}
    trial.text("content/cv.yaml", yaml.safe_dump({"basics": {"summary": f"So *{trial.number()}*."}, "awards": [prize]}))


def _asset(trial: Trial) -> None:
    trial.text(f"content/assets/{trial.number() % 4}.txt", f"asset {trial.number()}\n" * trial.chance.randint(1, 3))


def _mistake(trial: Trial) -> None:
    trial.text("content/papers/wrong.yaml", "title: [never closed\n")


def _asked(**change: Callable[[Trial], Any]) -> Edit:
    def edit(trial: Trial) -> None:
        trial.request = replace(trial.request, **{name: value(trial) for name, value in change.items()})

    return edit


def _output(trial: Trial, do: Callable[[Path, Path], object]) -> None:
    for folder in trial.folders[:1]:
        output = folder / "output"
        files = sorted(one for one in output.rglob("*") if one.is_file() and one.name != LEDGER)
        if files:
            do(trial.chance.choice(files), output)


def _damaged(trial: Trial) -> None:
    def damage(place: Path, _: Path) -> None:
        said, data = place.stat(), bytearray(place.read_bytes() or b" ")
        data[0] ^= 1
        place.write_bytes(data)
        os.utime(place, ns=(said.st_atime_ns, said.st_mtime_ns))  # as if it had not been touched

    _output(trial, damage)


def _replaced(trial: Trial) -> None:
    def swap(place: Path, output: Path) -> None:
        other = output / "index.html"
        beside = place.with_name("beside")
        shutil.copy2(other, beside)
        beside.replace(place)

    _output(trial, swap)


def _kept(trial: Trial, do: Callable[[Path], object]) -> None:
    for folder in trial.folders[:1]:
        for place in (folder / ".sitegen/cache").glob("b*"):
            do(place)


def _torn(place: Path) -> None:
    data = bytearray(place.read_bytes())
    for at in range(0, len(data), max(1, len(data) // 50)):
        data[at] ^= 0x55
    place.write_bytes(data)


def _lying(place: Path) -> None:
    """Write other results into the cache, as some other program might."""
    if place.name == NAME:
        with contextlib.closing(sqlite3.connect(place)) as base, contextlib.suppress(sqlite3.DatabaseError):
            for table in ("result", "fragment"):
                base.execute(f"UPDATE {table} SET value = (SELECT value FROM {table} LIMIT 1)")  # noqa: S608 - two words
            base.commit()


EDITS: dict[str, Edit] = {
    "title": _paper("title", lambda trial: f"Title {trial.number()} of $x$"),
    "abstract": _paper("abstract", lambda trial: rf"Text {trial.number()} of \lab."),
    "summary": _paper("summary", lambda trial: f"In short: [{trial.number()}](assets/1.txt)"),
    "authors": _paper("authors", _names),
    "date": _paper("date", lambda trial: f"{1990 + trial.number() % 40}-0{1 + trial.number() % 9}"),
    "venue": _paper("venue", lambda trial: f"Journal {trial.number() % 3}"),
    "topics": _paper("topics", lambda trial: ["C++", f"Topic {trial.number() % 3}"]),
    "macros of a paper": _paper("macros", lambda trial: {"lab": f"Other {trial.number()}"}),
    "hidden": _paper("hidden", lambda trial: trial.chance.choice(["true", "false"])),
    "draft": _paper("draft", lambda trial: trial.chance.choice(["true", "false"])),
    "selected": _paper("selected", lambda trial: trial.chance.choice(["true", "false"])),
    "status": _paper("status", lambda trial: trial.chance.choice(["retracted", "published"])),
    "a new paper": _new_paper,
    "a paper less": _fewer_papers,
    "a paper renamed": _rename,
    "another ending": _other_ending,
    "figure": _figure,
    "face": _face,
    "author": _author,
    "an author less": lambda trial: trial.drop("content/authors/new-1.yaml"),
    "a person renamed": lambda trial: trial.change(
        trial.some("authors/*.yaml"), lambda one: one.update({"name": f"Renamed {trial.number()}"})
    ),
    "macros": _site("macros", lambda trial: {"lab": f"Lab {trial.number()}"}),
    "title of the site": _site("title", lambda trial: f"Site {trial.number()}"),
    "address": _site("base_url", lambda trial: f"https://example.org/{trial.chance.choice(['', 'x/', 'a/b/'])}"),
    "language": _site("language", lambda trial: trial.chance.choice(["en", "de", "fr"])),
    "nav": _site("nav", lambda trial: [{"label": f"L{trial.number()}", "url": "papers/"}]),
    "no nav": _without("nav"),
    "owner": _site("owner", lambda trial: Path(trial.some("authors/*.yaml")).stem),
    "no owner": _without("owner"),
    "feed": _site("feed", lambda trial: {"limit": str(1 + trial.number() % 5)}),
    "author pages": _site("author_pages", lambda trial: trial.chance.choice(["all", "people"])),
    "redirects": _site("redirects", lambda trial: {f"old/{trial.number()}": "papers/"}),
    "theme": _site("theme", lambda trial: trial.chance.choice(["folio", "classic", "lab"])),
    "template": _template,
    "no theme of its own": _no_theme,
    "style": _style,
    "word": _word,
    "no overrides": _no_overrides,
    "news": _news,
    "page": _page,
    "a page less": lambda trial: trial.drop("content/pages/p1.md"),
    "item": _item,
    "an item less": lambda trial: trial.drop(f"content/{trial.chance.choice(['talks', 'projects'])}/i1.yaml"),
    "list of items": _list_of_items,
    "no list of items": lambda trial: trial.drop("content/reviews.yaml"),
    "kinds of items": _site("collections", _kinds),
    "no kinds of items": _without("collections"),
    "sections": _site("sections", _sections),
    "no sections": _without("sections"),
    "home": lambda trial: trial.text("content/home.md", f"Welcome *{trial.number()}*, see [it](assets/1.txt).\n"),
    "no home": lambda trial: trial.drop("content/home.md"),
    "curriculum": _cv,
    "no curriculum": lambda trial: trial.drop("content/cv.yaml"),
    "asset": _asset,
    "an asset less": lambda trial: trial.drop(f"content/assets/{trial.number() % 4}.txt"),
    "a mistake": _mistake,
    "no mistake": lambda trial: trial.drop("content/papers/wrong.yaml"),
    "drafts": _asked(drafts=lambda trial: trial.chance.choice([True, False])),
    "another address": _asked(base_url=lambda trial: trial.chance.choice([None, "https://other.example/z/"])),
    "another day": _asked(now=lambda trial: trial.chance.choice([None, Date(2035, 1, 2)])),
    "clean": _asked(clean=lambda trial: trial.number() % 4 == 0),
    "nothing": lambda _: None,
    "a file of the output deleted": lambda trial: _output(trial, lambda place, _: place.unlink()),
    "a file of the output damaged": _damaged,
    "a file of the output replaced": _replaced,
    "a folder of the output deleted": lambda trial: _output(
        trial, lambda _, output: shutil.rmtree(output / "papers", ignore_errors=True)
    ),
    "the output deleted": lambda trial: _output(trial, lambda _, output: shutil.rmtree(output)),
    "the cache deleted": lambda trial: _kept(trial, Path.unlink),
    "the cache cut": lambda trial: _kept(trial, lambda place: os.truncate(place, place.stat().st_size // 2)),
    "the cache torn": lambda trial: _kept(trial, _torn),
    "the cache lying": lambda trial: _kept(trial, _lying),
    "the cache empty": lambda trial: _kept(trial, lambda place: place.write_bytes(b"")),
}
