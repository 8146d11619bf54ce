"""Quarto: a site whose papers are pages of a listing, entries of a YAML list, or a .bib file of the owner's own.

In: the folder of a site (`_quarto.yml`, `publications/*.qmd`, `references.bib`, `index.qmd` with its `about`). Out: its
papers, its owner, talks, posts, projects and pages. Code in pages is never run: chunks that would run are dropped and
listed. A .bib file of what others wrote is left: it is ours only where the owner is among the authors of most entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import basename, dirname
from typing import Any

from sitegen.importers import accounts, bibtex, paper_list, source_text
from sitegen.importers.front_matter import OldFile
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.printed_citation import bare, date_of, phrase
from sitegen.importers.quarto_papers import LINKS, LOOK, TAKEN, QuartoPapers, entries_of, mapping, stem
from sitegen.importers.reading import PAPER, Reading
from sitegen.importers.template_tags import Known
from sitegen.merge.likeness import author_name, makers
from sitegen.pull.fields import kept
from sitegen.text import convert, names, slugs

_CONFIGS = ("_quarto.yml", "_quarto.yaml")
_PAGES = (".qmd", ".md", ".rmd", ".rmarkdown", ".ipynb")
_KINDS = (
    (
        "papers",
        r"(?:my-?)?(?:publications?|papers?|pubs?|articles?|preprints?|working-?papers?|scholarship|journal-articles)",
    ),
    ("talks", r"talks?|presentations?|events?|seminars?"),
    ("teaching", r"teaching|courses?"),
    ("projects", r"projects?|portfolio"),
    ("software", r"software|packages"),
    ("posts", r"posts?|blog|news"),
)
"""What a folder of a listing is called, and what its pages are."""


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site."""
    return not head and path.is_dir() and any((path / name).is_file() for name in _CONFIGS)


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    reader = _QuartoReader(OldSite(path))
    reader.settings()
    reader.sort_pages()
    for kind, at in reader.items:
        if kind == "papers":
            reader.item(kind, at)
    reader.find_owner()
    reader.lists()
    reader.bibliographies()
    reader.owner()
    for kind, at in reader.items:
        if kind != "papers":
            reader.item(kind, at)
    reader.pages()
    return reader.site.reading()


class _QuartoReader:
    """Reads one site; `items` are the pages of its listings, `free` all others."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.papers = QuartoPapers(site)
        self.items: list[tuple[str, str]] = []
        self.free: list[str] = []
        self.home = ""
        self.name = ""
        self.is_plain = True
        self.menu: dict[str, int] = {}

    def settings(self) -> None:
        """The site's name, address and description, and what is in its menu."""
        site = self.site
        old = site.data(site.first(*_CONFIGS))
        values = mapping(old.mapping.get("website")) or mapping(old.mapping.get("book"))
        site.settings.update(
            kept(title=bare(text_of(values.get("title"))), description=bare(text_of(values.get("description"))))
        )
        address = text_of(values.get("site-url"))
        if re.match(r"https?://[^/]+\.[^/]", address):
            site.lived_at(address)
        if re.fullmatch(r"[a-z]{2}(?:-[A-Z]{2})?", text_of(old.mapping.get("lang"))):
            site.settings["language"] = text_of(old.mapping["lang"])
        output = text_of(mapping(old.mapping.get("project")).get("output-dir")).strip("./")
        if output:
            site.paths = tuple(path for path in site.paths if not path.startswith(f"{output}/"))
        bar = mapping(values.get("navbar"))
        entries = [entry for side in ("left", "right") for entry in entries_of(bar.get(side))]
        entries += [more for entry in entries for more in entries_of(mapping(entry).get("menu"))]
        for at, entry in enumerate(entries, 1):
            target = text_of(entry) or text_of(mapping(entry).get("href")) or text_of(mapping(entry).get("file"))
            self.menu.setdefault(site.place(target), at)
        site.known = Known(cited=self._cited, is_pandoc=True)

    def sort_pages(self) -> None:
        """Tell pages of listings from free ones, and say where each of them is now."""
        site = self.site
        self.home = site.first("index.qmd", "index.md", "index.Rmd", "index.ipynb")
        if self.home:
            site.moved("", "/", source=self.home)
        listed = self._listed()
        for path in site.paths:
            parts = path.split("/")
            is_page = path.lower().endswith(_PAGES) and not any(part.startswith("_") for part in parts)
            if (
                not is_page
                or path == self.home
                or (re.fullmatch(r"(?i)readme|license|changelog|404|contributing|news", stem(path)) and len(parts) == 1)
            ):
                continue
            kind = next((kind for folder, kind in listed.items() if path.startswith(f"{folder}/")), "")
            is_list = basename(path).startswith("index.") and dirname(path) in listed
            if kind and not is_list:
                self.items.append((kind, path))
                new = f"{PAPER}{stem(path)}" if kind == "papers" else f"{kind}/{slugs.slug(stem(path))}/"
            else:
                self.free.append(path)
                new = self._list_at(path) or f"{slugs.slug(stem(path))}/"
            address = re.sub(r"(?:^|/)index\.\w+$", "/", path)
            site.moved(address if address.endswith("/") else re.sub(r"\.\w+$", ".html", path), new, source=path)
            site.addresses.setdefault(re.sub(r"\.\w+$", "", path), new)

    def _list_at(self, path: str) -> str:
        """The page of the list that a page of the old site showed; nothing for a page with words of its own."""
        old = self.site.page(path)
        kind = next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, stem(path).lower())), "")
        is_list = kind and says(old.mapping.get("listing")) and len(old.body.strip()) < 200
        return f"{kind}/" if is_list else ""

    def _listed(self) -> dict[str, str]:
        """The folders of listings, and of what kind their pages are; a publication's own folder inside is part of
        it.
        """
        kinds_by_folder: dict[str, str] = {}
        for path in self.site.paths:
            for depth in range(1, path.count("/") + 1):
                folder = "/".join(path.split("/")[:depth])
                kind = next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, basename(folder).lower())), "")
                if kind and path.lower().endswith(_PAGES):
                    kinds_by_folder.setdefault(folder, kind)
        return dict(sorted(kinds_by_folder.items(), key=lambda item: -item[0].count("/")))

    def find_owner(self) -> None:
        """Tell whom the front page is about, if it is about one person."""
        values = self.site.page(self.home).mapping if self.home else {}
        title = bare(text_of(values.get("title")))
        person = bare(text_of(values.get("author"))) or (title if values.get("about") else "")
        self.name = person if len(person.split()) < 6 else ""

    def owner(self) -> None:
        """Take the person whom the front page is about, or its text."""
        site = self.site
        if not self.home:
            return
        old = site.page(self.home)
        values = old.mapping
        about = mapping(values.get("about"))
        text = site.text(old, self.home)
        if not self.name:
            site.add_home(text)
            return
        slug = slugs.slug(self.name)
        profiles, rest = [], []
        for at, entry in enumerate(entries_of(about.get("links"))):
            link = mapping(entry)
            address, label = text_of(link.get("href")), bare(text_of(link.get("text")))
            account = accounts.account(text_of(link.get("icon")) or label.lower(), address, label)
            led = "" if account else site.lead(address, self.home)
            account = account or (accounts.Account("links", led, label or "Link") if led else None)
            profiles.append(account)
            if account is None and address:
                rest.append(at)
                site.lose(old, "about.links", address, "about", "links", at)
        image = text_of(about.get("image")) or text_of(values.get("image"))
        picture = site.find(image, self.home) if image and "://" not in image else ""
        site.documents[f"authors/{slug}.yaml"] = kept(
            name=self.name,
            picture=site.copy_as(picture, f"assets/people/{slug}.{picture.rpartition('.')[2].lower()}")
            if picture
            else "",
            position=bare(text_of(values.get("subtitle"))),
            bio=text,
            **accounts.collected(profiles),
        )
        site.settings["owner"] = slug
        site.settings.setdefault("title", self.name)
        site.lose_rest(old, values, but=LOOK | TAKEN)

    def item(self, kind: str, path: str) -> None:
        """A page of a listing."""
        old = self.site.page(path)
        if not says(old.mapping.get("title")) or is_true(old.mapping.get("draft")):
            return
        if kind == "papers":
            self.papers.read(path, old)
            return
        values = old.mapping
        led = self.papers.picture(path, old, "")
        extra = self.site.lose_rest(old, values, but=LOOK | TAKEN | {"location", "place", "event", *LINKS})
        event = bare(text_of(values.get("event")))
        where = [bare(text_of(values.get(key))) for key in ("venue", "location", "place")]
        where = [*where, event] if kind != "talks" else where
        location = ", ".join(filter(None, where))
        draft = PaperDraft(old.file, 1, key=stem(path))
        self.papers.links(path, old, draft)
        links = [
            {"label": link_kind.capitalize(), "url": address}
            for link_kind, addresses in draft.links.items()
            for address in addresses
        ]
        self.site.add_item(kind, slugs.slug(stem(path)), {
            "title": phrase(text_of(values["title"])), **kept(
                date=date_of(text_of(values.get("date"))), place=location, links=[*links, *draft.others], picture=led,
                summary=self.papers.prose(path, old, "description"), text=self.site.text(old, path),
                event=event if kind == "talks" else "", extra=extra,
            ),
        })  # fmt: skip

    def lists(self) -> None:
        """Papers in a YAML list that a listing names."""
        for path in [*self.free, self.home]:
            if not path:
                continue
            listing = self.site.page(path).mapping.get("listing")
            for entry in entries_of(listing) or [listing]:
                for name in texts_of(mapping(entry).get("contents")):
                    file = self.site.find(name, path)
                    if file.endswith((".yml", ".yaml")):
                        old = self.site.data(file)
                        reading = paper_list.papers_of(
                            paper_list.rows_of(old), old.file, self.site.folder / dirname(file)
                        )
                        self.site.papers += reading.papers
                        self.site.losses += reading.losses
                        self.site.copies.update(reading.copies)

    def bibliographies(self) -> None:
        """The .bib files that list the owner's own papers."""
        for path in self.site.paths:
            if not path.lower().endswith(".bib"):
                continue
            reading = bibtex.papers(
                source_text.read(self.site.file(path))._replace(file=self.site.name(path)),
                self.site.folder / dirname(path),
            )
            is_named = bool(re.fullmatch(r"(?i)(?:my-?)?(?:publications?|papers?|pubs?|cv|own.*)", stem(path)))
            own = sum(1 for entry in reading.papers if self._is_mine(entry.record.fields))
            if not is_named and own * 2 <= len(reading.papers):
                if reading.papers:
                    self.site.lose(
                        OldFile(self.site.name(path), {}),
                        "bibliography",
                        f"{len(reading.papers)} entries",
                        reason="most are by others",
                    )
                continue
            self.site.papers += reading.papers
            self.site.losses += reading.losses
            self.site.copies.update(reading.copies)
            self.site.problems += reading.problems

    def _is_mine(self, fields: Mapping[str, Any]) -> bool:
        family = names.split(self.name).family.casefold() if self.name else ""
        spelled = (names.split(convert.name(author_name(person))).family.casefold() for person in makers(fields))
        return bool(family) and family in spelled

    def _cited(self, keys: str) -> str:
        """The link that stands for a citation of a paper of this site: its title."""
        titles = {entry.record.source_id: str(entry.record.fields.get("title") or "") for entry in self.site.papers}
        return f"[{convert.phrase(titles[keys])[0].plain}]({PAPER}{keys})" if keys in titles else ""

    def pages(self) -> None:
        """Pages of no listing."""
        for path in self.free:
            old = self.site.page(path)
            text = self.site.text(old, path)
            is_list = says(old.mapping.get("listing"))
            if (
                not re.search(r"\w", re.sub(r"(?m)^#.*$", "", text))
                or (is_list and len(text) < 200)
                or is_true(old.mapping.get("draft"))
            ):
                continue
            slug = slugs.slug(stem(path))
            title = bare(text_of(old.mapping.get("title"))) or slug.replace("-", " ").capitalize()
            self.site.lose_rest(old, old.mapping, but=LOOK | TAKEN)
            order = self.menu.get(self.site.place(path))
            self.site.add_page(slug, title, text, nav=order is not None, order=order)
