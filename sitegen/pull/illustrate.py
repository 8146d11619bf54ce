"""Figures and macros for papers that have none: the last step of a pull, one paper after another.

In: the site as the pull left it, the client. Out: pictures in `content/figures/`, the papers that name them, and what
a person should know. A paper with a `figures` key, be it empty, is its author's; so is one whose figures a hand took
away. Wherever a run ends, every file is old or new, and a picture is there before the paper that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Literal

from sitegen.content import files
from sitegen.content.lock import alone, state_folder
from sitegen.errors import Problem, SitegenError
from sitegen.merge.combine import Combined
from sitegen.model import GONE
from sitegen.pull import figure_files, people, provenance, site_snapshot
from sitegen.pull.changes import Change, Day, update
from sitegen.pull.fetch import Step
from sitegen.pull.figure_log import Memory
from sitegen.pull.figures.collect import Collected, collect
from sitegen.pull.figures.figure_sources import Services, Sought
from sitegen.pull.figures.licence import may_copy
from sitegen.pull.matched_papers import MatchedPaper
from sitegen.pull.people import PulledPerson
from sitegen.pull.provenance import PullState
from sitegen.pull.report import Failure, Pictured, Updated
from sitegen.pull.site_snapshot import PaperFile, SiteSnapshot
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text import convert
from sitegen.web.client import Web
from sitegen.web.errors import SourceError

FOLDER = "content/figures"
_MOST_FAILURES = 3
_HOPELESS = frozenset({"offline", "dns", "tls", "refused", "throttled", "spent", "limit", "key"})
"""Faults that would meet every other paper too."""
_UNKNOWN = regex(r"unknown macro \\([A-Za-z]+)")


@dataclass(slots=True)
class Illustrated:
    """The outcome of a search for figures; `without` counts papers not asked about, as they are known to have none."""

    updated: list[Updated] = field(default_factory=list)
    pictured: list[Pictured] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    without: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """A search: the site, its people (everybody when none is named), the day (`2026-11-23`), and whom to ask."""

    root: Path
    people: Sequence[PulledPerson]
    date: str
    services: Services
    is_fresh: bool = False
    tell: Callable[[Step], object] = lambda _: None
    waiting: Callable[[], object] = lambda: None


def illustrate(web: Web, task: FigureRequest) -> Illustrated:
    """Look for what is missing. Raises `SitegenError` when the site's content is at fault."""
    done = Illustrated()
    site = site_snapshot.read(task.root)
    memory = Memory(state_folder(task.root), task.date, is_fresh=task.is_fresh)
    for paper in _newest(site, task.people):
        wish = _wish(paper, site)
        if (wish.figures == "left" and not wish.unknown) or not wish.sought.is_known or memory.is_recent(paper.slug):
            continue
        past = site.pasts.get(paper.slug) or PullState()
        if past.without_figures == _state(paper, wish):
            done.without += 1
            continue
        if wish.figures == "linked":
            done.left_out.append(f"{paper.file}: figures stay where they are: no free licence, no author of this site")
        task.tell(Step("Figures", paper.slug))
        try:
            collected = collect(web, wish.sought, task.services, unknown=wish.unknown, figures=wish.figures)
        except SourceError as error:
            done.failures.append(Failure(error.source, f"figures of {paper.slug}", error.sentence))
            task.tell(Step("Figures", paper.slug, f"failed: {error.source}: {error.sentence}"))
            if error.kind in _HOPELESS or len(done.failures) >= _MOST_FAILURES:
                break
            continue
        memory.note(paper.slug)
        _report(paper, collected, task, done)
        written: tuple[str, ...] = ()
        if collected.figures or collected.macros or collected.link:
            with alone(task.root, waiting=task.waiting):
                written = _write(paper, collected, past, task, done)
        elif collected.is_settled:
            with alone(task.root, waiting=task.waiting):
                _settle(task.root, paper.slug, replace(past, without_figures=_state(paper, wish)))
        if wish.figures == "copied" and ("figures" in written or not collected.figures):
            done.pictured.append(_pictured(paper, collected))
    return done


def _state(paper: PaperFile, wish: _Wish) -> str:
    """The state that a search for figures depends on, in words: while it stays, there is nothing new to be found."""
    sought, updated = wish.sought, str(paper.data.get("updated") or "")
    inspire = f"inspire:{sought.inspire}" if sought.inspire else ""
    return " ".join(filter(None, (sought.versioned, inspire, updated, wish.figures, *sorted(wish.unknown))))


def _settle(root: Path, slug: str, past: PullState) -> None:
    """Remember that a paper has no figures, unless what is remembered of it changed in these moments."""
    path = root / provenance.path(slug)
    there = provenance.as_text(replace(past, without_figures="")).encode()
    before = path.read_bytes() if path.is_file() else b""
    if not before or before == there or b"\nwithout_figures: " in before:
        _put(path, provenance.as_text(past).encode())


def _newest(site: SiteSnapshot, wanted: Sequence[PulledPerson]) -> list[PaperFile]:
    """The papers that may want something, those of the people asked for, the newest first."""
    papers = [
        paper
        for paper in site.papers
        if (not wanted or any(person.is_named(entry) for person in wanted for entry in paper.data.get("authors", ())))
        and paper.data.get("status") not in GONE
    ]
    return sorted(papers, key=lambda paper: (str(paper.data.get("date", "")), paper.slug), reverse=True)


class _Wish(NamedTuple):
    """The search in one paper: under which ids, which macros, and what to do with its figures."""

    sought: Sought
    unknown: frozenset[str]
    figures: Literal["copied", "linked", "left"]


def _wish(paper: PaperFile, site: SiteSnapshot) -> _Wish:
    past = site.pasts.get(paper.slug) or PullState()
    data = paper.data
    versions = data.get("versions") or ()
    last = str(versions[-1].get("version", "")).lstrip("v") if versions else ""
    sought = Sought(
        arxiv=str(data.get("arxiv") or ""),
        version=int(last) if last.isdecimal() else 0,
        inspire=str((data.get("ids") or {}).get("inspire", "")),
    )
    known = {**site.config.macros, **(data.get("macros") or {})}
    is_open = "macros" not in past.base and "macros" not in data and sought.arxiv
    return _Wish(sought, _unknown(data, known) if is_open else frozenset(), _figures(paper, past, site))


def _figures(paper: PaperFile, past: PullState, site: SiteSnapshot) -> Literal["copied", "linked", "left"]:
    """The use that may be made of the figures: none where a hand decided, a copy where that is allowed, else a link."""
    if "figures" in paper.data or "figures" in past.base:
        return "left"
    if may_copy(str(paper.data.get("license", "")), is_own=_is_own(paper, site)):
        return "copied"
    is_linked = any("html" in (fields.get("links") or {}) for fields in (paper.data, past.base))
    return "left" if is_linked else "linked"


def _unknown(data: Mapping[str, Any], macros: Mapping[str, str]) -> frozenset[str]:
    """The macros in a paper's title and abstract that nobody explains."""
    title, abstract = str(data.get("title", "")), str(data.get("abstract") or "")
    troubles = [*convert.phrase(title, macros)[1]] if "\\" in title else []
    troubles += convert.abstract(abstract, macros)[1] if "\\" in abstract else ()
    return frozenset(match[1] for trouble in troubles if (match := _UNKNOWN.match(trouble.sentence)))


def _is_own(paper: PaperFile, site: SiteSnapshot) -> bool:
    """Whether the site's owner is an author; on a site without an owner, whether one of its people is."""
    owners = (
        [author for author in site.authors if author.slug == site.config.owner] if site.config.owner else site.authors
    )
    return any(people.person(owner).is_named(entry) for owner in owners for entry in paper.data.get("authors", ()))


def _report(paper: PaperFile, collected: Collected, task: FigureRequest, done: Illustrated) -> None:
    count = len(collected.figures)
    where = f" from {collected.figures[0].source}" if count else ""
    task.tell(Step("Figures", paper.slug, f"{count} figure{'' if count == 1 else 's'}{where}"))
    for sentence in collected.skipped:
        done.problems.append(Problem(paper.file, field="figures", sentence=sentence, severity="warning"))


def _pictured(paper: PaperFile, collected: Collected) -> Pictured:
    """The outcome of the search in one paper, in numbers."""
    source, guess, _ = (collected.figures[0].source if collected.figures else "").partition(", page")
    return Pictured(paper.file, len(collected.figures), f"{source}; unsure: look at them" if guess else source)


def _write(
    paper: PaperFile, collected: Collected, past: PullState, task: FigureRequest, done: Illustrated
) -> tuple[str, ...]:
    """Write the pictures, then the paper, then what is remembered of it; return the fields that came in."""
    path = task.root / paper.file
    if not path.is_file() or path.read_bytes() != paper.raw:
        sentence = "the file changed while figures were looked for; it is left alone until the next pull"
        done.problems.append(Problem(paper.file, sentence=sentence, severity="warning"))
        return ()
    folder = task.root / FOLDER / paper.slug
    if not _is_inside(folder, task.root / "content"):
        sentence = f"{FOLDER}/{paper.slug} leads out of content/, so no picture is put there"
        done.problems.append(Problem(paper.file, field="figures", sentence=sentence, severity="warning"))
        return ()
    names = figure_files.names(collected.figures, folder)
    fields = figure_files.fields(collected, names, paper.slug)
    try:
        change = update(paper, _work(paper, past, fields, collected), Day(task.date, frozenset()))
    except SitegenError as error:
        done.problems += [replace(problem, severity="warning") for problem in error.problems]
        return ()
    if "figures" in change.fields:
        for own, taken in zip(names, collected.figures, strict=True):
            for name, picture in zip(own, taken.pictures, strict=True):
                _put(folder / name, picture.data)
    _save(task.root, change, done)
    return tuple(change.fields) if change.is_new_text else ()


def _save(root: Path, change: Change, done: Illustrated) -> None:
    if change.is_new_text:
        _put(root / change.file, change.new)
        done.updated.append(Updated(change.file, change.fields))
    if change.past is not None:
        _put(root / provenance.path(change.slug), change.past.encode())
    done.problems += change.problems


def _work(paper: PaperFile, past: PullState, fields: Mapping[str, Any], collected: Collected) -> MatchedPaper:
    """The figures found, as one more source of this one paper."""
    is_inspire = any(taken.source.startswith("INSPIRE") for taken in collected.figures)
    names = [f"links.{kind}" for kind in fields.get("links", ())] + [name for name in fields if name != "links"]
    origins = {name: ("inspire" if is_inspire and name == "figures" else "arxiv",) for name in names}
    combined = Combined(fields, origins, {name: frozenset(origins[name]) for name in names}, {})
    return MatchedPaper(paper, (), past, (), combined, past.identities)


def _is_inside(folder: Path, content: Path) -> bool:
    return folder.resolve().is_relative_to(content.resolve())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path.resolve(), content)
