"""Publications of a HugoBlox site, in the forms that ten years of the theme have had.

In: the page of a publication, the `cite.bib` and the pictures beside it. Out: a paper. What the page shows of a paper
is completed by its .bib file; links, pictures and PDFs that lie beside the page come along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import basename, dirname
from typing import Any

from sitegen.importers import bibtex, source_text
from sitegen.importers.front_matter import OldFile
from sitegen.importers.hugo_folders import LOOK, PROJECTS, PUBLICATIONS, bundles, mapping, stem
from sitegen.importers.hugo_people import HugoPeople
from sitegen.importers.old_site import PICTURES, OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.printed_citation import bare, date_of, phrase, venue_of
from sitegen.importers.reading import PAPER
from sitegen.pull.fields import Fields, kept
from sitegen.regex import regex
from sitegen.text import slugs

_NUMBERS = {"1": "inproceedings", "2": "article", "3": "preprint", "4": "report", "5": "book", "6": "chapter",
            "7": "thesis", "8": "patent"}  # fmt: skip
_TYPES = {
    **_NUMBERS, "article-journal": "article", "journal-article": "article", "paper-conference": "inproceedings",
    "article": "preprint", "manuscript": "preprint", "report": "report", "book": "book", "chapter": "chapter",
    "thesis": "thesis", "patent": "patent", "dataset": "dataset", "software": "software", "speech": "talk",
    "presentation": "talk", "article-magazine": "article", "article-newspaper": "article", "proceedings": "book",
}  # fmt: skip
"""Publication types: numbers until 2023, CSL's words since."""
_LINKS = {
    "pdf": "pdf", "preprint": "html", "code": "code", "dataset": "data", "data": "data", "poster": "poster",
    "project": "project", "slides": "slides", "source": "html", "video": "video", "site": "project",
    "website": "project", "blog": "blog", "demo": "demo", "model": "model", "html": "html", "paper": "pdf",
    "publisher": "html", "link": "html", "arxiv": "html", "github": "code", "url": "html",
    "software": "code", "recording": "video", "talk": "video",
}  # fmt: skip
_IDS = {
    "pmid": "pubmed",
    "pmcid": "pmcid",
    "openalex": "openalex",
    "isbn": "isbn",
    "hal": "hal",
    "semanticscholar": "s2",
}
_TAKEN = frozenset(
    "title subtitle authors author author_notes date publication_types publication publication_short abstract summary "
    "abstract_short tags categories featured selected links url_custom doi arxiv hugoblox image projects slides draft "
    "aliases slug image_preview award awards keywords".split()
)
"""Keys of a publication that have a home."""
_BOILERPLATE = regex(
    r"Click the \*?(?:Cite|Slides)\*? button above.*?(?:\n\n|\Z)"
    r"|(?:Supplementary notes|Add the publication's full text)[^\n]*"
    r"can be added here[^\n]*|\{\{[%<] (?:callout|alert) note [%>]\}\}\s*(?:Click|Create your slides)[^{]*"
    r"\{\{[%<] /(?:callout|alert) [%>]\}\}|Create your slides in Markdown - click[^\n]*",
    re.DOTALL,
)
"""What the theme's own example says below a publication."""


class HugoPapers:
    """Reads the publications of one site."""

    def __init__(self, site: OldSite, people: HugoPeople) -> None:
        self.site = site
        self.people = people

    def read(self) -> None:
        """Every publication that has a title."""
        folders = PUBLICATIONS if any(self.site.within(folder) for folder in PUBLICATIONS) else ()
        for path in bundles(self.site, folders) if folders else bundles(self.site, ()):
            old = self.site.page(path)
            if says(old.mapping.get("title")) and (
                folders or "publication_types" in old.mapping or "publication" in old.mapping
            ):
                self._publication(path, old)

    def _publication(self, path: str, old: OldFile) -> None:
        site, values = self.site, old.mapping
        slug = stem(path)
        draft = PaperDraft(old.file, old.line("title"), key=slug)
        cited = self._cited(path)
        draft.title = phrase(text_of(values["title"]))
        if subtitle := text_of(values.get("subtitle")):
            draft.title += f": {phrase(subtitle)}"
        draft.authors = self.people.authors(old) or list(cited.get("authors") or [])
        draft.date = _day(values, cited)
        self._appeared(old, draft, cited)
        self._identifiers(old, draft, cited)
        self.links(path, old, draft)
        text = site.text(replace(old, body=_BOILERPLATE.sub("", old.body)), path, prefix=f"figures/{slugs.slug(slug)}")
        abstract = self.prose(path, old, "abstract") or str(cited.get("abstract") or "")
        summary = self.prose(path, old, "summary") or self.prose(path, old, "abstract_short")
        notes = [str(draft.more.pop("note", "")), text if abstract or not text else ""]
        draft.abstract = abstract or text
        aliases = texts_of(values.get("aliases"))
        for alias in aliases:
            site.moved(alias, f"{PAPER}{slug}")
        draft.more.update(kept(
            summary=summary if summary != draft.abstract else "",
            note="\n\n".join(filter(None, notes)),
            topics=[
                tag for key in ("tags", "categories") for tag in texts_of(values.get(key))
                if tag.lower() != "source themes"
            ],
            selected="true" if is_true(values.get("featured")) or is_true(values.get("selected")) else "",
            awards=[
                bare(text) for key in ("award", "awards") for text in texts_of(values.get(key)) if not _is_flag(text)
            ],
            draft="true" if is_true(values.get("draft")) else "",
            figures=self.figures(path, old, slug),
            keywords=texts_of(values.get("keywords")),
        ))  # fmt: skip
        draft.bibtex = dict(cited.get("bibtex") or {})
        self._rest(old, draft)
        site.add_paper(draft, slugs.slug(slug))

    def _rest(self, old: OldFile, draft: PaperDraft) -> None:
        """The keys that have no home: kept under `extra`, and listed."""
        for key in old.mapping:
            is_known = key in _TAKEN or key in LOOK or key.startswith("url_")
            if not is_known and says(old.mapping[key]):
                draft.extra[key] = old.mapping[key]
                self.site.lose(old, key, old.mapping[key])
        homeless = [name for name in texts_of(old.mapping.get("projects")) if not self._project(name)]
        deck = text_of(old.mapping.get("slides"))
        for key, value in (("projects", ", ".join(homeless)), ("slides", "" if deck == "example" else deck)):
            if value:
                draft.extra[key] = value
                self.site.lose(old, key, value)

    def _project(self, name: str) -> bool:
        """Whether there is a project of this name, which then names its papers."""
        return any(stem(path) == name for path in bundles(self.site, PROJECTS))

    def prose(self, path: str, old: OldFile, key: str) -> str:
        """The text of a key as our Markdown."""
        value = old.mapping.get(key)
        return self.site.text(old, path, value, key=key) if isinstance(value, str) else ""

    def _cited(self, path: str) -> Fields:
        """The fields in the .bib file beside a publication."""
        for name in ("cite.bib", "citation.bib"):
            beside = f"{dirname(path)}/{name}"
            if self.site.has(beside):
                source = source_text.read(self.site.file(beside))
                reading = bibtex.papers(source, self.site.file(beside).parent)
                self.site.problems += reading.problems
                return dict(reading.papers[0].record.fields) if len(reading.papers) == 1 else {}
        return {}

    def _appeared(self, old: OldFile, draft: PaperDraft, cited: Fields) -> None:
        """Venue, type and status: as the site shows them, completed by the .bib file."""
        values = old.mapping
        shown = venue_of(text_of(values.get("publication")))
        short = venue_of(text_of(values.get("publication_short")))
        theirs = cited.get("venue") or {}
        theirs = theirs if isinstance(theirs, dict) else {"name": theirs}
        venue = {**theirs, **mapping(shown.get("venue"))} if shown.get("venue") else dict(theirs)
        for key, value in theirs.items():
            if key in ("volume", "issue", "pages"):
                venue[key] = value
        draft.container, short_name = str(venue.get("name") or ""), str(mapping(short.get("venue")).get("name") or "")
        if not draft.container:
            draft.container, short_name = short_name, ""
        draft.short = short_name if short_name.lower() != draft.container.lower() else ""
        for key in ("volume", "issue", "pages", "publisher", "place", "series"):
            setattr(draft, key, str(venue.get(key) or ""))
        listed = texts_of(values.get("publication_types"))
        told = _TYPES.get(listed[0].lower(), "") if listed else ""
        is_journal = (
            told == "preprint" and listed[0] == "article" and (venue.get("volume") or cited.get("type") == "article")
        )
        draft.kind = "article" if is_journal else told or str(cited.get("type") or shown.get("type") or "")
        if listed and not told and listed[0] != "0":
            self.site.lose(old, "publication_types", listed[0])
        draft.status = str(shown.get("status") or cited.get("status") or "")
        draft.more.update(kept(note=shown.get("note")))
        draft.editors = list(cited.get("editors") or [])

    def _identifiers(self, old: OldFile, draft: PaperDraft, cited: Fields) -> None:
        values = old.mapping
        ids = mapping(mapping(values.get("hugoblox")).get("ids"))
        for key, value in {"doi": values.get("doi"), "arxiv": values.get("arxiv"), **ids}.items():
            text = text_of(value)
            if not text:
                continue
            if key in ("doi", "arxiv"):
                is_taken = draft.address(
                    text if "://" in text else f"https://{'doi.org' if key == 'doi' else 'arxiv.org/abs'}/{text}"
                )
                is_taken = is_taken and bool(draft.doi if key == "doi" else draft.arxiv)
            else:
                is_taken = key in _IDS
                draft.ids.update({_IDS[key]: text} if is_taken else {})
            if not is_taken:
                self.site.lose(old, key, text)
        draft.doi = draft.doi or str(cited.get("doi") or "")
        draft.arxiv = draft.arxiv or str(cited.get("arxiv") or "")
        draft.ids = {**dict(cited.get("ids") or {}), **draft.ids}

    def links(self, path: str, old: OldFile, draft: PaperDraft) -> None:
        """Links of every generation: `url_pdf`, `links` with a type or a name, `url_custom`."""
        slug = slugs.slug(draft.key)
        for key, value in old.mapping.items():
            if key.startswith("url_") and key != "url_custom":
                self._link(path, old, draft, (key.removeprefix("url_"), text_of(value), "", (key,)))
        for key in ("links", "url_custom"):
            entries = old.mapping.get(key)
            for number, entry in enumerate(entries if isinstance(entries, list) else []):
                values = mapping(entry)
                kind, label = (
                    text_of(values.get("type")).lower(),
                    text_of(values.get("name")) or text_of(values.get("label")),
                )
                address = text_of(values.get("url")) or text_of(values.get("link")) or text_of(values.get("href"))
                if text_of(values.get("provider")).lower() == "arxiv" and not address:
                    address = f"https://arxiv.org/abs/{text_of(values.get('id'))}"
                elif not address and values.get("id"):
                    address = text_of(values.get("id"))
                    address = f"https://doi.org/{address}" if address.startswith("10.") else address
                self._link(path, old, draft, (kind, address, label, (key, number)))
        beside = [file for file in self.site.within(dirname(path), endings=(".pdf",)) if dirname(file) == dirname(path)]
        names = {basename(file).lower(): file for file in beside}
        own = names.get(f"{basename(dirname(path)).lower()}.pdf") or names.get("paper.pdf")
        if own and not draft.links.get("pdf"):
            draft.link("pdf", self.site.copy(own, f"papers/{slug}"))

    def _link(
        self, path: str, old: OldFile, draft: PaperDraft, link: tuple[str, str, str, tuple[str | int, ...]]
    ) -> None:
        kind, address, label, key_path = link
        if address in ("", "#", "custom"):
            return
        known = _LINKS.get(kind) or _LINKS.get(re.sub(r"\W", "", label.lower()), "")
        led = self.site.lead(address, path, prefix=f"papers/{slugs.slug(draft.key)}")
        if not led or led.startswith(PAPER) or (led.endswith("/") and "://" not in led):
            reason = "it is a page of this site" if led else "nobody has it"
            self.site.lose(old, str(key_path[0]), address, *key_path, reason=reason)
        elif "://" not in led:
            draft.link(
                known if known and known != "html" else "pdf" if led.endswith(".pdf") else "html", led
            ) if known or not label else _other(draft, label, led)
        elif (
            known in ("html", "")
            and (kind in ("preprint", "arxiv", "") or not known)
            and _is_identifier(led)
            and draft.address(led)
        ):
            return
        elif known:
            draft.link(known, led)
        else:
            _other(draft, label or kind.replace("_", " ").capitalize() or "Link", led)

    def figures(self, path: str, old: OldFile, slug: str) -> list[Fields]:
        """The featured picture, with its caption."""
        image = old.mapping.get("image")
        values = mapping(image)
        named = text_of(image) or text_of(values.get("filename")) or text_of(old.mapping.get("image_preview"))
        named = named or text_of(mapping(old.mapping.get("header")).get("image"))
        beside = [file for file in self.site.within(dirname(path), endings=PICTURES) if dirname(file) == dirname(path)]
        folder = basename(path).startswith(("index.", "_index."))
        featured = next((file for file in beside if folder and "featured" in basename(file).lower()), "")
        picture = featured or next((file for file in beside if folder and basename(file) == named), "")
        if not picture and named:
            picture = self.site.find(named, path) or self.site.find(f"/img/{named}", path)
            if not picture:
                self.site.lose(old, "image", named, reason="nobody has it")
        if not picture:
            return []
        copied = self.site.copy(picture, f"figures/{slugs.slug(slug)}")
        caption, alt = (
            bare(text_of(values.get("caption"))),
            text_of(values.get("alt_text")) or text_of(values.get("alt")),
        )
        return [kept(file=copied, caption=caption, alt=alt)]


def _other(draft: PaperDraft, label: str, address: str) -> None:
    link = {"label": label, "url": address}
    if link not in draft.others:
        draft.others.append(link)


def _is_flag(text: str) -> bool:
    return text.lower() in ("true", "false")


def _is_identifier(address: str) -> bool:
    return bool(re.search(r"//(?:www\.)?(?:arxiv\.org/abs/|(?:dx\.)?doi\.org/)", address))


def _day(values: Mapping[str, Any], cited: Fields) -> str:
    """The date of a publication. The first of January is a year where the .bib file knows no month."""
    date = date_of(text_of(values.get("date"))) or date_of(text_of(values.get("year")))
    theirs = str(cited.get("date") or "")
    if date.endswith("-01-01") and (len(theirs) == 4 and theirs == date[:4]):
        return date[:4]
    return date or theirs or date_of(text_of(values.get("publishDate")))
