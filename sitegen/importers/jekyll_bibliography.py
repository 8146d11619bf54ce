"""Bibliographies of Jekyll themes: .bib files with fields that only web pages have.

In: an `OldSite` whose papers stand in .bib files, as those of al-folio and of any page that uses jekyll-scholar. Out:
its papers, with files, previews, awards and remarks, and how badges and names are used in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sitegen.errors import SitegenError
from sitegen.importers import bibtex, jekyll, source_text
from sitegen.importers.bib_awards import awarded
from sitegen.importers.bib_entries import BibEntry
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import text_of
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.printed_citation import bare
from sitegen.importers.reading import PAPER
from sitegen.merge.likeness import author_name, makers
from sitegen.regex import regex
from sitegen.text import convert, names, slugs

_LOCAL = {
    "pdf": ("pdf", "assets/pdf/"), "slides": ("slides", "assets/pdf/"), "poster": ("poster", "assets/pdf/"),
    "supp": ("", "assets/pdf/"), "html": ("html", "assets/html/"), "video": ("video", "assets/video/"),
    "code": ("code", "assets/"), "data": ("data", "assets/"), "blog": ("blog", ""), "website": ("project", ""),
}  # fmt: skip
"""Fields that name a file of the site: the link that it is, and the folder in which the theme looks."""
_PREVIEWS = ("preview", "thumbnail", "teaser", "image", "img")
_LOOK = frozenset("bibtex_show show_bibtex hidden_badge".split())
_EQUAL = regex(r"(?i)equal|contribut|joint|co-?first")


class JekyllBibliography:
    """The .bib files of a site: how often each badge stands beside each venue is in `badges`.

    `repository` is the folder in which jekyll-scholar looks for `KEY.pdf`.
    """

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.badges: dict[str, dict[str, int]] = {}
        self.repository = ""

    def read(self, settings: jekyll.Config) -> None:
        """Take the papers of every .bib file of the site's bibliography."""
        scholar = settings.values.get("scholar")
        values = scholar if isinstance(scholar, dict) else {}
        source = text_of(values.get("source")).strip("./") or "_bibliography"
        self.repository = text_of(values.get("repository")).strip("./")
        paths = self.site.within(source, "_bibliography", endings=(".bib",))
        paths = paths or [path for path in self.site.paths if path.endswith(".bib")]
        for path in paths:
            self._file_of(path)

    def _file_of(self, path: str) -> None:
        site = self.site
        try:
            source = source_text.read(site.file(path))
        except SitegenError as error:
            site.problems += [replace(problem, severity="warning") for problem in error.problems]
            return
        head = re.match(r"---\s*\n---[ \t]*\n", source.text)
        text = "\n" * head[0].count("\n") + source.text[head.end() :] if head else source.text
        reading = bibtex.papers(source._replace(file=site.name(path), text=text), site.folder, self._more)
        site.problems += [*source.problems, *reading.problems]
        site.losses += reading.losses
        site.papers += reading.papers
        site.copies.update(reading.copies)

    def _more(self, entry: BibEntry, draft: PaperDraft) -> Iterable[str]:
        """The fields that only this theme has."""
        taken = {name for name in _LOOK if entry.text(name)}
        taken |= {name for name in _LOCAL if self._file(entry, draft, name)}
        taken |= {name for name in _PREVIEWS if self._preview(entry, draft, name)}
        taken |= self._remarks(entry, draft)
        if number := entry.text("inspirehep_id"):
            draft.ids.setdefault("inspire", number)
            taken.add("inspirehep_id")
        if tldr := entry.text("tldr") or entry.text("summary"):
            draft.more["summary"] = bare(convert.phrase(tldr)[0].plain)
            taken |= {"tldr", "summary"}
        if self.repository and (own := self.site.first(f"{self.repository}/{entry.key}.pdf")):
            draft.link("pdf", self.site.copy(own))
        badge = entry.text("abbr")
        container = entry.text("journal", "booktitle", "journaltitle")
        if badge and container:
            places = self.badges.setdefault(badge, {})
            plain = convert.phrase(container)[0].plain
            places[plain] = places.get(plain, 0) + 1
        return taken

    def _file(self, entry: BibEntry, draft: PaperDraft, name: str) -> bool:
        """Take a field that names a file of the site, or an address beside another one."""
        written = entry.text(name).strip().strip("{}").replace("\\_", "_")
        if not written or "://" in written:
            if name == "supp" and written:
                draft.others.append({"label": "Supplement", "url": written})
            return name == "supp" and bool(written)
        kind, folder = _LOCAL[name]
        path = self.site.first(f"{folder}{written.lstrip('/')}", written.lstrip("/"), f"assets/{written.lstrip('/')}")
        if not path:
            if re.search(r"\.\w{2,5}$", written):
                draft.lose(name, written, "nobody has it", entry.fields[name].line)
                return True
            return False
        target = self.site.copy(path)
        if kind:
            draft.link(kind, target)
        else:
            draft.others.append({"label": "Supplement", "url": target})
        return True

    def _preview(self, entry: BibEntry, draft: PaperDraft, name: str) -> bool:
        written = entry.text(name).strip().strip("{}").replace("\\_", "_")
        if not written:
            return False
        path = self.site.first(
            f"assets/img/publication_preview/{written}", f"assets/img/{written}", written.lstrip("/")
        )
        if path:
            figure = {"file": self.site.copy(path, f"figures/{slugs.slug(entry.key or 'paper')}")}
            draft.more.setdefault("figures", []).append(figure)
        else:
            draft.lose(name, written, "" if "://" in written else "nobody has it", entry.fields[name].line)
        return True

    def _remarks(self, entry: BibEntry, draft: PaperDraft) -> set[str]:
        """Awards, annotations and what else stands beside the venue."""
        award, label = _markdown(entry.text("award")), _markdown(entry.text("award_name"))
        notes = [_markdown(entry.text("additional_info")).lstrip(" .,;"), _markdown(entry.text("annotation"))]
        if award or label:
            name, more = awarded(award, label)
            draft.more.setdefault("awards", []).append(name)
            notes.append(more)
        is_explained = bool(_EQUAL.search(notes[1])) and re.search(r"[*∗†]", entry.text("author"))
        note = "\n\n".join(
            filter(None, (notes[0], "" if is_explained and len(notes[1]) < 160 else notes[1], *notes[2:]))
        )
        if note:
            draft.more["note"] = note
        return {"award", "award_name", "additional_info", "annotation"}

    def cited(self, keys: str) -> str:
        """The link that stands for a citation: the title of the paper."""
        titles = {entry.record.source_id: str(entry.record.fields.get("title") or "") for entry in self.site.papers}
        links = [
            f"[{bare(convert.phrase(titles[key])[0].plain)}]({PAPER}{key})"
            for key in re.split(r"[,\s]+", keys)
            if key in titles
        ]
        return ", ".join(links)

    def spelled(self, family: str, given_names: list[str]) -> list[str]:
        """The spelling on the papers of a person of this family name, and any of these given names."""
        wanted = _folded(family)
        first = {_folded(name) for name in given_names}
        counts: dict[str, int] = {}
        for entry in self.site.papers:
            for person in makers(entry.record.fields):
                name = convert.name(author_name(person))
                parts = names.split(name)
                is_family = wanted in (_folded(f"{parts.particle} {parts.family}"), _folded(parts.family))
                if is_family and (not first or _folded(parts.given) in first):
                    counts[parts.shown] = counts.get(parts.shown, 0) + 1
        return sorted(counts, key=lambda name: (-counts[name], name))


def _markdown(text: str) -> str:
    """A field of the .bib file that the theme reads as Markdown or HTML."""
    text = " ".join(
        text.replace("\\%", "%").replace("\\&", "&").replace("\\#", "#").replace("\\_", "_").replace("\\$", "$").split()
    )
    return re.sub(r"<[^<>]*>", "", text.replace("{", "").replace("}", "")) if "<" in text or "{" in text else text


def _folded(text: str) -> str:
    return "".join(letter for letter in slugs.slug(text) if letter.isalnum()) if text.strip() else ""
