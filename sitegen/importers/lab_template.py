"""lab-website-template: a lab's site on Jekyll, whose papers are generated from identifiers.

In: the folder of a site (`_data/citations.yaml` and `sources.yaml`, `_members`, `_data/projects.yaml`, `_posts`,
pages such as `team/index.md`, `_config.yaml`). Out: the lab's papers, members with their roles, projects, posts and
pages. A source that no citation was generated for yet is told: only `sitegen pull` can ask what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import jekyll
from sitegen.importers.author_list import authors_of
from sitegen.importers.front_matter import OldFile
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import says, text_of, texts_of, words_of
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.printed_citation import bare, date_of, phrase
from sitegen.importers.reading import Reading
from sitegen.pull.fields import kept
from sitegen.text import slugs

_CITATIONS = ("_data/citations.yaml", "_data/citations.yml")
_MEMBERS = ("_members", "_alumni")
_LINKS = {
    "source": "code", "code": "code", "github": "code", "website": "project", "docs": "project", "data": "data",
    "dataset": "data", "video": "video", "slides": "slides", "poster": "poster", "pdf": "pdf", "preprint": "html",
    "manubot": "html", "blog": "blog", "demo": "demo", "app": "demo", "server": "demo", "protocol": "html",
    "link": "html", "": "html",
}  # fmt: skip
_IDS = {"pubmed": "pubmed", "pmid": "pubmed", "pmc": "pmcid", "pmcid": "pmcid", "isbn": "isbn", "wikidata": "wikidata"}
_ROLES = {
    "pi": "Principal Investigator", "principal-investigator": "Principal Investigator", "postdoc": "Postdocs",
    "phd": "PhD Students", "ms": "Master's Students", "masters": "Master's Students", "undergrad": "Undergraduates",
    "programmer": "Staff", "staff": "Staff", "mascot": "Mascots", "alum": "Alumni", "alumni": "Alumni",
}  # fmt: skip
"""Roles of the template, and the group that each makes; the first comes first."""
_TAKEN = frozenset(
    "id title authors publisher date link type description image buttons extra-links extra_links tags repo plugin file "
    "_cache journal group".split()
)


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site."""
    if head or not path.is_dir():
        return False
    has_papers = any((path / name).is_file() for name in (*_CITATIONS, "_data/sources.yaml"))
    return has_papers or ((path / "_members").is_dir() and any((path / name).is_file() for name in jekyll.CONFIGS))


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    site = OldSite(path)
    settings = jekyll.config(site)
    site.settings.update(kept(title=settings.text("title")))
    extra = site.lose_rest(settings.old, ["subtitle", "links"])
    site.settings.update(kept(extra=extra))
    members = [pair for folder in _MEMBERS for pair in jekyll.items(site, folder)]
    for at, old in members:
        name = bare(text_of(old.mapping.get("name")))
        jekyll.moved(
            site, at, old, f"authors/{slugs.slug(name or jekyll.stem(at))}/", default=f"members/{jekyll.stem(at)}"
        )
    home = jekyll.front_page(site)
    posts, pages = jekyll.posts(site, settings), jekyll.pages(site, home=[home] if home else [])
    for at, old in members:
        _member(site, at, old)
    _papers(site)
    _projects(site)
    if home and (text := site.text(site.page(home), home)):
        site.add_home(text)
    jekyll.write_posts(site, posts)
    jekyll.write_pages(site, pages)
    return site.reading()


def _member(site: OldSite, path: str, old: OldFile) -> None:
    values = old.mapping
    name = bare(text_of(values.get("name"))) or jekyll.stem(path).replace("-", " ").title()
    slug = slugs.slug(name)
    role = text_of(values.get("role")).lower()
    group = text_of(values.get("group")) or ("alumni" if path.startswith("_alumni") else "")
    grouped = _ROLES.get(group.lower()) or _ROLES.get(role) or group.capitalize() or role.capitalize()
    accounts = values.get("links")
    listed = jekyll.person_of(site, old, accounts if isinstance(accounts, dict) else {})
    description = bare(text_of(values.get("description")))
    extra = {**listed.pop("extra", {}), **site.lose_rest(old, values, but=jekyll.LOOK | {
        "name", "image", "role", "group", "affiliation", "aliases", "description", "links", "title", "bio",
    })}  # fmt: skip
    if description and role and grouped != _ROLES.get(role):
        extra.update(site.lose_rest(old, ["role"]))
    places = list(dict.fromkeys(_ROLES.values()))
    position = description or {"Postdocs": "Postdoc", "PhD Students": "PhD student"}.get(
        _ROLES.get(role, ""), _ROLES.get(role, "")
    )
    site.documents[f"authors/{slug}.yaml"] = kept(
        name=name,
        names=[other for other in texts_of(values.get("aliases")) if other != name],
        picture=jekyll.picture(site, text_of(values.get("image")), ("", "images/"), slug),
        affiliation=bare(text_of(values.get("affiliation"))),
        position=position or role.capitalize(),
        bio=site.text(old, path),
        group=grouped,
        order=str(places.index(grouped) + 1) if grouped in places else "",
        **listed,
        extra=extra,
    )


def _papers(site: OldSite) -> None:
    """Every citation, completed by what its source says; a source without a citation is named."""
    cited = site.data(site.first(*_CITATIONS))
    sources = site.data(site.first("_data/sources.yaml", "_data/sources.yml"))
    listed = [entry for entry in cited.data if isinstance(entry, dict)] if isinstance(cited.data, list) else []
    source_entries = (
        [entry for entry in sources.data if isinstance(entry, dict)] if isinstance(sources.data, list) else []
    )
    by_id = {
        text_of(entry.get("id")): (at, entry) for at, entry in enumerate(source_entries) if text_of(entry.get("id"))
    }
    known = set()
    for at, entry in enumerate(listed):
        known.add(text_of(entry.get("id")))
        more = by_id.get(text_of(entry.get("id")), (0, {}))[1]
        _paper(site, cited, at, {**{key: value for key, value in more.items() if says(value)}, **entry})
    for at, entry in enumerate(source_entries):
        if text_of(entry.get("id")) in known and text_of(entry.get("id")):
            continue
        if says(entry.get("title")):
            _paper(site, sources, at, entry)
        elif says(entry):
            sentence = f'"{text_of(entry.get("id"))}" has no title yet, so it is left out'
            hint = "run the old site's citation update first, or let `sitegen pull` find the paper"
            site.problems.append(Problem(sources.file, sources.line(at), 0, "id", sentence, hint, "warning"))


def _paper(site: OldSite, old: OldFile, at: int, values: Mapping[str, Any]) -> None:
    title = text_of(values.get("title"))
    identity = text_of(values.get("id"))
    draft = PaperDraft(old.file, old.line(at), key=identity or slugs.slug(title), title=phrase(title))
    authors = values.get("authors")
    named = authors if isinstance(authors, list) else [authors]
    draft.authors = [person for entry in named for person in authors_of(re.sub(r'\s*"[^"]*"', "", text_of(entry)))]
    draft.date = date_of(text_of(values.get("date")))
    draft.container = bare(text_of(values.get("publisher")) or text_of(values.get("journal")))
    _identified(site, old, at, draft, identity)
    link = text_of(values.get("link"))
    if link and not (draft.doi and "doi.org/" in link) and not (draft.arxiv and "arxiv.org/abs" in link):
        draft.address(link)
    for entry in _buttons(values):
        kind, address, label = (
            text_of(entry.get("type")).lower(),
            text_of(entry.get("link")),
            text_of(entry.get("text")),
        )
        led = site.lead(address, "")
        if led and kind in _LINKS and not (label and _LINKS[kind] == "html"):
            draft.link(_LINKS[kind], led)
        elif led:
            draft.others.append({"label": label or kind.capitalize(), "url": led})
        elif address:
            site.lose(old, "buttons", address, at, "buttons")
    if repository := text_of(values.get("repo")):
        draft.link("code", repository if "://" in repository else f"https://github.com/{repository}")
    draft.more.update(kept(
        summary=site.text(old, "", text_of(values.get("description"))),
        topics=words_of(values.get("tags")),
        selected="true" if "featured" in (text_of(values.get("group")).lower(), *words_of(values.get("tags"))) else "",
        figures=_figure(site, old, at, values, draft),
    ))  # fmt: skip
    for name, value in values.items():
        if name not in _TAKEN and says(value):
            site.lose(old, name, value, at, name)
            draft.extra[name] = value
    site.add_paper(draft)


def _identified(site: OldSite, old: OldFile, at: int, draft: PaperDraft, identity: str) -> None:
    """The field and value that `doi:10.1/x`, `arxiv:2202.1`, `pubmed:1` stands for."""
    kind, _, value = identity.partition(":")
    kind = kind.lower()
    if kind == "url" or identity.startswith("http"):
        is_taken = draft.address(identity if identity.startswith("http") else value)
    elif kind in ("doi", "arxiv"):
        is_taken = draft.address(f"https://{'doi.org' if kind == 'doi' else 'arxiv.org/abs'}/{value}")
    else:
        is_taken = kind in _IDS
        draft.ids.update({_IDS[kind]: value} if is_taken else {})
    if identity and not is_taken:
        site.lose(old, "id", identity, at, "id")


def _buttons(values: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for key in ("buttons", "extra-links", "extra_links"):
        entries = values.get(key)
        yield from (entry for entry in (entries if isinstance(entries, list) else []) if isinstance(entry, dict))


def _figure(site: OldSite, old: OldFile, at: int, values: Mapping[str, Any], draft: PaperDraft) -> list[dict[str, str]]:
    written = text_of(values.get("image"))
    if not written:
        return []
    led = site.lead(written, "", is_picture=True, prefix=f"figures/{slugs.slug(draft.key)}")
    if led and "://" not in led:
        return [{"file": led}]
    site.lose(old, "image", written, at, "image", reason="" if led else "nobody has it")
    draft.extra["image"] = written
    return []


def _projects(site: OldSite) -> None:
    """Projects and tools, which stand in lists of data."""
    for path in (
        "_data/projects.yaml",
        "_data/projects.yml",
        "_data/tools.yaml",
        "_data/tools.yml",
        "_data/resources.yaml",
    ):
        old = site.data(path)
        for at, values in enumerate(old.data if isinstance(old.data, list) else []):
            if not isinstance(values, dict) or not says(values.get("title")):
                continue
            title = text_of(values["title"])
            subtitle = bare(text_of(values.get("subtitle")))
            links = [{"label": "Website", "url": link} for link in [site.lead(text_of(values.get("link")), "")] if link]
            if repository := text_of(values.get("repo")):
                address = repository if "://" in repository else f"https://github.com/{repository}"
                links += [{"label": "Code", "url": led} for led in [site.lead(address, "")] if led]
            image = text_of(values.get("image"))
            led = site.lead(image, "", is_picture=True) if image else ""
            known = {"title", "subtitle", "image", "link", "description", "repo"}
            extra = {key: values[key] for key in sorted(set(values) - known) if says(values[key])}
            for key in extra:
                site.lose(old, key, values[key], at, key)
            site.add_item("projects", slugs.slug(title), {
                "title": phrase(title), **kept(
                    summary=subtitle, text=site.text(old, "", text_of(values.get("description"))), links=links,
                    picture=led if led and "://" not in led else "", extra=extra,
                ),
            })  # fmt: skip
