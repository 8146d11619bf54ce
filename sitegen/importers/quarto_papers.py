"""Papers of a Quarto site: pages of a listing, in Quarto's own words and in those that templates for scholars use.

In: a page. Out: a paper, with the links, the picture and the files that stand beside it. Never runs what a page would.
"""

from __future__ import annotations

import re
from posixpath import basename, dirname
from typing import Any

from sitegen.importers.author_list import authors_of, marked
from sitegen.importers.bibtex import TYPES
from sitegen.importers.front_matter import OldFile
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of, words_of
from sitegen.importers.paper_draft import PaperDraft, state_in
from sitegen.importers.printed_citation import bare, citation, date_of, phrase, venue_of
from sitegen.importers.reading import PAPER
from sitegen.pull.fields import Fields, author, author_of, kept
from sitegen.pull.fields import orcid as orcid_of
from sitegen.text import slugs

_TYPES = {
    **TYPES, "article-journal": "article", "paper-conference": "inproceedings", "chapter": "chapter",
    "report": "report", "book": "book", "thesis": "thesis", "dataset": "dataset", "software": "software",
    "speech": "talk", "post": "", "manuscript": "preprint",
}  # fmt: skip

LINKS = {
    "pdf": "pdf", "paper": "pdf", "article": "html", "journal": "html", "publisher": "html", "published": "html",
    "doi": "html", "preprint": "html", "arxiv": "html", "osf": "html", "code": "code", "github": "code",
    "repository": "code", "repo": "code", "data": "data", "dataset": "data", "materials": "data", "slides": "slides",
    "poster": "poster", "video": "video", "recording": "video", "website": "project", "project": "project",
    "blog": "blog", "demo": "demo", "html": "html", "url": "html", "link": "html", "url_pdf": "pdf", "url_code": "code",
    "url_slides": "slides", "url_preprint": "html", "url_source": "html", "url_dataset": "data", "url_video": "video",
    "url_poster": "poster", "url_project": "project", "pdf-url": "pdf", "pdf-link": "pdf", "external-link": "html",
    "external_link": "html", "read": "html", "software": "code",
}  # fmt: skip

TAKEN = frozenset(
    "title subtitle author authors date abstract description categories tags keywords image image-alt doi citation "
    "journal publication venue links other-links code-links pub-info award awards status note draft featured selected "
    "aliases path href arxiv year summary volume issue pages number publisher container-title bibliography".split()
)

LOOK = frozenset(
    "format execute toc toc-title toc-location toc-depth page-layout title-block-banner listing about jupyter editor "
    "engine theme css sidebar comments code-fold code-tools highlight-style csl link-citations nocite lightbox lang "
    "number-sections output freeze draft-mode date-modified date-format title-block-style image-height image-width "
    "include-in-header include-before-body order layout search filters resources anchor-sections website "
    "website-title appendix-style citation_url google-scholar type params metadata-files published-title "
    "author-title knitr standalone self-contained fig-cap-location subject reference-location".split()
)


class QuartoPapers:
    """Reads the papers of one site."""

    def __init__(self, site: OldSite) -> None:
        self.site = site

    def read(self, path: str, old: OldFile) -> None:
        """Take the paper of a page."""
        values = old.mapping
        draft = PaperDraft(old.file, old.line("title"), key=stem(path), title=phrase(text_of(values["title"])))
        if subtitle := text_of(values.get("subtitle")):
            draft.title += f": {phrase(subtitle)}"
        draft.authors = _people(values.get("author") or values.get("authors"))
        draft.date = date_of(text_of(values.get("date"))) or date_of(text_of(values.get("year")))
        self._appeared(old, draft)
        self.links(path, old, draft)
        prefix = f"figures/{slugs.slug(draft.key)}"
        text = self.site.text(old, path, prefix=prefix)
        text = re.sub(r"^#+ *Abstract\s*\n+", "", text, flags=re.IGNORECASE)
        stated = mapping(values.get("pub-info")).get("abstract")
        abstract = self.prose(path, old, "abstract") or (
            self.site.text(old, path, stated, key="pub-info") if isinstance(stated, str) else ""
        )
        description = self.prose(path, old, "description") or self.prose(path, old, "summary")
        draft.abstract = abstract or text
        led = self.picture(path, old, prefix)
        status = text_of(values.get("status"))
        draft.status = draft.status or state_in(status.lower())
        note = [str(draft.more.pop("note", "")), text_of(values.get("note")), text if abstract else ""]
        draft.more.update(kept(
            summary=description if description != draft.abstract else "", note="\n\n".join(filter(None, note)),
            topics=[*words_of(values.get("categories")), *words_of(values.get("tags"))],
            keywords=words_of(values.get("keywords")),
            selected="true" if is_true(values.get("featured")) or is_true(values.get("selected")) else "",
            awards=[bare(award) for key in ("award", "awards") for award in texts_of(values.get(key))],
            figures=[kept(file=led, alt=text_of(values.get("image-alt")))] if led else [],
        ))  # fmt: skip
        for name, value in values.items():
            if name not in TAKEN | LOOK and name not in LINKS and says(value):
                self.site.lose(old, name, value)
                draft.extra[name] = value
        for alias in texts_of(values.get("aliases")):
            self.site.moved(alias, f"{PAPER}{draft.key}")
        self.site.add_paper(draft, slugs.slug(draft.key))

    def _appeared(self, old: OldFile, draft: PaperDraft) -> None:
        """Venue, type and identifiers: from Quarto's own `citation`, or from what templates call the journal."""
        values = old.mapping
        cited = mapping(values.get("citation"))
        written = next(
            (
                text_of(values[key])
                for key in ("journal", "publication", "venue", "container-title")
                if text_of(values.get(key))
            ),
            "",
        )
        nested = mapping(values.get("journal"))
        shown = venue_of(text_of(cited.get("container-title")) or written or text_of(nested.get("name")))
        venue = mapping(shown.get("venue"))
        reference = text_of(mapping(values.get("pub-info")).get("reference"))
        printed = citation(reference, text_of(values.get("title"))) if reference else None
        told = mapping(printed.fields.get("venue")) if printed else {}
        draft.container = str(venue.get("name") or told.get("name") or "")
        for name in ("volume", "issue", "pages", "publisher", "place"):
            key = "page" if name == "pages" and says(cited.get("page")) else name
            stated = text_of(cited.get(key)) or text_of(values.get(key)) or str(venue.get(name) or told.get(name) or "")
            setattr(draft, name, stated)
        draft.authors = draft.authors or (printed.authors if printed else [])
        draft.date = (
            draft.date
            or date_of(text_of(cited.get("issued")))
            or str((printed.fields if printed else {}).get("date") or "")
        )
        draft.kind = _TYPES.get(text_of(cited.get("type")).lower(), "") or str(shown.get("type") or "")
        draft.status = str(shown.get("status") or "")
        draft.more.update(kept(note=shown.get("note")))
        for key, host in (("doi", "https://doi.org/"), ("arxiv", "https://arxiv.org/abs/")):
            text = text_of(values.get(key)) or text_of(cited.get(key))
            if text and not draft.address(text if "://" in text else f"{host}{text}"):
                self.site.lose(old, key, text)
        if address := text_of(cited.get("url")):
            draft.address(address)
        if address := text_of(cited.get("pdf-url")):
            draft.link("pdf", address)
        rest = set(cited) - {
            "type",
            "container-title",
            "volume",
            "issue",
            "page",
            "publisher",
            "doi",
            "url",
            "pdf-url",
            "issued",
            "title",
            "author",
        }
        for key in sorted(rest):
            self.site.lose(old, f"citation.{key}", cited[key], "citation", key)

    def links(self, path: str, old: OldFile, draft: PaperDraft) -> None:
        """Links under names of their own, in lists of Quarto's, and in those of templates."""
        values = old.mapping
        written_links: list[tuple[str, str, str, tuple[str | int, ...]]] = [
            (kind, text_of(values[key]), "", (key,))
            for key, kind in LINKS.items()
            if key != "doi" and re.search(r"://|[/.]\w", text_of(values.get(key)))
        ]
        written_links += [
            ("html", text_of(values[key]), "", (key,)) for key in ("path", "href") if says(values.get(key))
        ]
        info = mapping(values.get("pub-info"))
        listed: tuple[tuple[tuple[str | int, ...], Any], ...] = (
            (("links",), values.get("links")),
            (("other-links",), values.get("other-links")),
            (("code-links",), values.get("code-links")),
            (("pub-info",), info.get("links")),
        )
        for where, entries in listed:
            for entry in entries_of(entries):
                link = mapping(entry)
                label = text_of(link.get("text")) or text_of(link.get("name")) or text_of(link.get("label"))
                address = (
                    text_of(link.get("href"))
                    or text_of(link.get("url"))
                    or text_of(link.get("local"))
                    or text_of(entry)
                )
                bare_label = re.sub(r"\W+", "", label.lower())
                written_links.append(
                    (LINKS.get(bare_label, "code" if where == ("code-links",) else ""), address, label, where)
                )
        for kind, address, label, where in written_links:
            led = self.site.lead(address, path, prefix=f"papers/{slugs.slug(draft.key)}")
            if not led or led.startswith(PAPER):
                if address:
                    self.site.lose(old, str(where[0]), address, *where, reason="nobody has it")
            elif "://" not in led:
                draft.link("pdf" if led.endswith(".pdf") and kind in ("", "html", "pdf") else kind or "html", led)
            elif kind == "html" or (not kind and not label):
                draft.address(led)
            elif kind:
                draft.link(kind, led)
            else:
                draft.others.append({"label": label, "url": led})

    def picture(self, path: str, old: OldFile, prefix: str) -> str:
        """The copy of the picture of a page."""
        written = text_of(old.mapping.get("image"))
        led = self.site.lead(written, path, is_picture=True, prefix=prefix) if written else ""
        if led and "://" not in led:
            return led
        if written:
            self.site.lose(old, "image", written, reason="" if led else "nobody has it")
        return ""

    def prose(self, path: str, old: OldFile, key: str) -> str:
        """The text of a key as our Markdown."""
        value = old.mapping.get(key)
        return self.site.text(old, path, value, key=key) if isinstance(value, str) else ""


def _people(value: Any) -> list[str | Fields]:
    """Authors as Quarto has them: a text, names, or mappings with ORCID, affiliations and roles."""
    if isinstance(value, str):
        return authors_of(value)
    people: list[str | Fields] = []
    for entry in value if isinstance(value, list) else [value]:
        values = mapping(entry)
        if not values:
            people += authors_of(text_of(entry))
            continue
        parts = mapping(values.get("name"))
        name = text_of(values.get("name")) or text_of(values.get("literal")) or text_of(parts.get("literal"))
        particle = text_of(parts.get("non-dropping-particle")) or text_of(parts.get("dropping-particle"))
        family = text_of(parts.get("family"))
        places = [
            text_of(affiliation) or text_of(mapping(affiliation).get("name"))
            for key in ("affiliation", "affiliations")
            for affiliation in (entries_of(values.get(key)) or [values.get(key)])
        ]
        told: str | Fields = author(bare(name)) if name else ""
        if family:
            told = author_of(text_of(parts.get("given")), family, particle=particle)
        more = kept(orcid=orcid_of(text_of(values.get("orcid"))), affiliations=[name for name in places if name])
        attributes = mapping(values.get("attributes"))
        if told and (more or attributes or "corresponding" in values):
            told = {**(told if isinstance(told, dict) else {"name": told}), **more}
        if is_true(values.get("corresponding")) or is_true(attributes.get("corresponding")):
            told = marked(told, "corresponding")
        if is_true(values.get("equal-contributor")) or is_true(attributes.get("equal-contributor")):
            told = marked(told, "equal")
        people += [told] if told else []
    return people


def stem(path: str) -> str:
    """The name of a page: its folder, or its file without the ending."""
    name = re.sub(r"\.\w+$", "", basename(path))
    return basename(dirname(path)) if name == "index" and dirname(path) else name


def mapping(value: Any) -> dict[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def entries_of(value: Any) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []
