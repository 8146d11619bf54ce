"""academicpages: Markdown papers, talks, teaching and portfolio on Jekyll.

In: the folder of a site (`_publications/*.md`, `_talks`, `_teaching`, `_portfolio`, `_pages`, `_posts`, `files/`,
`images/`, `_config.yml` with its `author` block). Out: all of it in our form, and old addresses. Authors stand in
`authors`, in the .bib file, or in the recommended citation; where nothing tells them, the site's owner is the author,
and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import bibtex, jekyll, source_text
from sitegen.importers.author_list import authors_of, names_alone
from sitegen.importers.front_matter import OldFile
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of, words_of
from sitegen.importers.paper_draft import PaperDraft, state_in
from sitegen.importers.printed_citation import bare, citation, date_of, phrase, venue_of
from sitegen.importers.reading import PAPER, Reading
from sitegen.pull.fields import Fields, kept
from sitegen.regex import regex
from sitegen.text import slugs

PUBLICATIONS = {
    "_publications": "", "_publication": "", "_papers": "", "_articles": "article", "_journals": "article",
    "_conferences": "inproceedings", "_preprints": "preprint", "_workingpapers": "preprint",
    "_working-papers": "preprint", "_working_papers": "preprint", "_books": "book", "_theses": "thesis",
    "_patents": "patent", "_publ_conferences": "inproceedings", "_publ_journals": "article",
}  # fmt: skip
"""Collections of papers, as people name them, and the kind of their works where the name says it."""
_COLLECTIONS = (("_talks", "talks"), ("_teaching", "teaching"), ("_portfolio", "projects"), ("_projects", "projects"))
_KINDS = (
    ("chapter", r"chapter"), ("book", r"\bbooks?\b"), ("preprint", r"preprint|arxiv|working|under review"),
    ("thesis", r"thes[ie]s|dissertation"), ("patent", r"patent"), ("dataset", r"data ?set"), ("software", r"software"),
    ("report", r"report"), ("inproceedings", r"conf|proceeding|workshop|symposi"),
    ("article", r"manuscript|journal|article"),
)  # fmt: skip
"""Kinds of works, and what people call their categories; the first that fits."""
_LINKS = {
    "paperurl": "pdf", "pdf": "pdf", "pdfurl": "pdf", "paper": "pdf", "slidesurl": "slides", "slides": "slides",
    "codeurl": "code", "code": "code", "github": "code", "githuburl": "code", "dataurl": "data", "data": "data",
    "dataset": "data", "videourl": "video", "video": "video", "posterurl": "poster", "poster": "poster",
    "projecturl": "project", "project": "project", "projectpage": "project", "website": "project", "url": "html",
    "link": "html", "htmlurl": "html", "doiurl": "html", "external_reference": "html", "arxivurl": "html",
    "preprint": "html", "preprinturl": "html", "blog": "blog", "demo": "demo", "tool": "code", "venueurl": "html",
    "talkurl": "video", "demourl": "demo", "blogurl": "blog", "modelurl": "model", "dataseturl": "data",
    "websiteurl": "project", "supplementurl": "html",
}  # fmt: skip
_TAKEN = frozenset(
    "title date venue excerpt citation authors author category pubtype bibtexurl bibtex doi arxiv abstract award "
    "awards status teaser image thumbnail img keywords tags selected featured year note pages volume number issue "
    "publisher journal conference booktitle location type description summary tldr".split()
)
_DOWNLOAD = regex(
    r"(?im)^\s*\*{0,2}\[(?:download|read|access|get|see|click|view)?\s*(?:the\s+)?(?:full\s+)?(?:paper|pdf|article|link|manuscript)?\s*(?:here|\(?pdf\)?)?\]"
    r"\(<?([^()<>\s]+(?:\([^()]*\)[^()<>\s]*)*)>?\)(?:\{[^{}]*\})?\.?\*{0,2}\s*(?:<br\s*/?>)?\s*$"
)
_STUCK = regex(r"\s*[|–—,-]?\s*\[\[?(?:paper|pdf|link|arxiv|code|doi|url)\]?\]\(([^()\s]+)\)", re.IGNORECASE)
_EXAMPLE = regex(r"//academicpages\.github\.io/files/(?:paper|slides|bibtex)\d")
_HEADS = regex(r"^(?:\*\*|#+ *)?Abstract *:?(?:\*\*)?:?\s*(?:\\?\n[-=]{3,}\s*)?(?:\\\n)?", re.IGNORECASE)
_RECOMMENDED = regex(r"(?im)^\s*\*{0,2}(?:recommended )?citation:?\*{0,2}:?\s+(.+(?:\n(?!\s*\n).+)*)$")


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site."""
    return not head and path.is_dir() and (path / "_publications").is_dir()


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    site = OldSite(path, shelves=("files/", "images/", "assets/", "assets/images/"))
    settings = jekyll.config(site)
    owner = _owner(site, settings)
    publications = [pair for folder in PUBLICATIONS for pair in jekyll.items(site, folder)]
    publications = [(at, _with_small_keys(old)) for at, old in publications]
    for at, old in publications:
        jekyll.moved(site, at, old, f"{PAPER}{jekyll.stem(at)}", default=f"{at.split('/')[0][1:]}/{jekyll.stem(at)}")
    collections = _addresses(site)
    posts, about = jekyll.posts(site, settings), jekyll.front_page(site)
    pages = jekyll.pages(site, home=[about] if about else [])
    site.moved("publications", "papers/")
    for at, old in publications:
        _publication(site, at, old, owner)
    for kind, at, old in collections:
        _item(site, kind, at, old)
    if about and owner:
        old = site.page(about)
        person = site.documents[f"authors/{slugs.slug(owner)}.yaml"]
        person.update(kept(bio=site.text(old, about)))
        site.lose_rest(old, old.mapping, but=jekyll.LOOK | {"title", "excerpt", "description", "author"})
    jekyll.write_posts(site, posts)
    jekyll.write_pages(site, pages)
    return site.reading()


def _with_small_keys(old: OldFile) -> OldFile:
    """A page with its keys in small letters, as the theme writes them."""
    return replace(old, data={key.lower(): value for key, value in old.mapping.items()})


def _owner(site: OldSite, settings: jekyll.Config) -> str:
    """The person in the margin of every page; returns the name."""
    values = settings.values.get("author")
    block: Mapping[str, Any] = values if isinstance(values, dict) else {}
    name = bare(
        text_of(block.get("name"))
        or text_of(values)
        or text_of(settings.values.get("name"))
        or text_of(settings.values.get("title"))
    )
    if not name:
        return ""
    nested = settings.old
    slug = slugs.slug(name)
    person = jekyll.person_of(site, nested, block, skip=("name", "avatar", "bio", "employer", "location", "pronouns"))
    extra = {**person.pop("extra", {}), **{key: block[key] for key in ("location", "pronouns") if says(block.get(key))}}
    for key in ("location", "pronouns"):
        if says(block.get(key)):
            site.lose(nested, key, block[key], "author", key)
    jekyll.owner(site, name, kept(
        picture=jekyll.picture(site, text_of(block.get("avatar")), ("images/", "assets/images/", ""), slug),
        affiliation=bare(text_of(block.get("employer"))), position=bare(text_of(block.get("bio"))),
        **person, extra=extra,
    ))  # fmt: skip
    title = settings.text("title")
    site.settings["title"] = title or name
    repository = text_of(settings.values.get("repository"))
    site.lose_rest(settings.old, ["social", "footer_text", "google_site_verification", "bing_site_verification"])
    del repository
    return name


def _addresses(site: OldSite) -> list[tuple[str, str, OldFile]]:
    """The items of all collections, with where each of them is now."""
    pages = []
    for folder, kind in _COLLECTIONS:
        for path, old in jekyll.items(site, folder):
            slug = slugs.slug(jekyll.stem(path))
            jekyll.moved(site, path, old, f"{kind}/{slug}/", default=f"{folder[1:]}/{jekyll.stem(path)}")
            pages.append((kind, path, old))
    return pages


def _publication(site: OldSite, path: str, old: OldFile, owner: str) -> None:
    values = old.mapping
    title, stuck = _without_links(text_of(values.get("title")))
    if not title:
        return
    key = jekyll.stem(path)
    draft = PaperDraft(old.file, old.line("title"), key=key, title=phrase(title))
    body, quoted, downloads = _without_boilerplate(old.body)
    downloads += stuck
    cited = _cited(site, path, old)
    venue = text_of(values.get("venue"))
    printed = citation(text_of(values.get("citation")) or quoted, title, venue)
    draft.authors = _authors(old) or list(cited.get("authors") or []) or printed.authors
    if not draft.authors:
        draft.authors, body = _authors_in_words(text_of(values.get("excerpt")), body)
    draft.date = _date(old, path, cited, printed.fields)
    _appeared(site, path, old, draft, (cited, printed.fields))
    _linked(site, path, old, draft, downloads)
    _described(site, path, old, draft, body)
    if not draft.authors and owner:
        draft.authors = [owner]
        sentence = "nothing on the old page tells its authors: the site's owner stands there"
        site.problems.append(
            Problem(old.file, old.line("title"), 0, "authors", sentence, "write them into the paper's file", "warning")
        )
    draft.bibtex = dict(cited.get("bibtex") or {})
    for name, value in values.items():
        if name not in _TAKEN and name not in _LINKS and name not in jekyll.LOOK and says(value):
            site.lose(old, name, value)
            draft.extra[name] = value
    site.add_paper(draft, slugs.slug(key))


def _without_links(title: str) -> tuple[str, list[str]]:
    """A title without the links that some put behind it: `On Ice | [Paper](https://…)`."""
    addresses = [match[1] for match in _STUCK.finditer(title)]
    return _STUCK.sub("", title).strip(" |"), addresses


def _authors_in_words(excerpt: str, body: str) -> tuple[list[str | Fields], str]:
    """The authors where the excerpt, or the first line of the page, is nothing but names; and the page without them."""
    if authors := names_alone(excerpt):
        return authors, body
    first, _, rest = body.lstrip().partition("\n")
    authors = names_alone(first)
    return authors, rest if authors else body


def _without_boilerplate(body: str) -> tuple[str, str, list[str]]:
    """A page without the theme's own lines: the recommended citation, and links to download the paper."""
    quoted = _RECOMMENDED.search(body)
    body = _RECOMMENDED.sub("", body)
    downloads = [match[1] for match in _DOWNLOAD.finditer(body)]
    return _DOWNLOAD.sub("", body), quoted[1] if quoted else "", downloads


def _cited(site: OldSite, path: str, old: OldFile) -> Fields:
    """The fields in the .bib file of a paper, if the site has it."""
    inline = old.mapping.get("bibtex")
    if isinstance(inline, str) and inline.lstrip().startswith("@"):
        reading = bibtex.papers(source_text.SourceText(old.file, inline), site.folder)
        return dict(reading.papers[0].record.fields) if len(reading.papers) == 1 else {}
    written = text_of(old.mapping.get("bibtexurl")) or text_of(inline)
    file = _local(site, written, path) if written else ""
    if not file.lower().endswith(".bib"):
        return {}
    reading = bibtex.papers(source_text.read(site.file(file)), site.folder / file.rpartition("/")[0])
    return dict(reading.papers[0].record.fields) if len(reading.papers) == 1 else {}


def _local(site: OldSite, written: str, path: str) -> str:
    """The file of the folder that an address of the old site names."""
    address = re.sub(r"^https?://[^/]+", "", written) if site.host and f"//{site.host}" in written.lower() else written
    return "" if "://" in address else site.find(address, path)


def _authors(old: OldFile) -> list[str | Fields]:
    values = old.mapping.get("authors") or old.mapping.get("author")
    if isinstance(values, list):
        return [entry for text in texts_of(values) for entry in authors_of(text)]
    return authors_of(text_of(values))


def _date(old: OldFile, path: str, cited: Fields, printed: Fields) -> str:
    """The date of the page; where the citation names another year, that is the paper's."""
    date = date_of(text_of(old.mapping.get("date"))) or date_of(text_of(old.mapping.get("year")))
    date = date or date_of(path.rpartition("/")[2][:10])
    year = str(cited.get("date") or printed.get("date") or "")
    return year if year and (not date or (cited.get("date") and year[:4] != date[:4])) else date


def _appeared(site: OldSite, path: str, old: OldFile, draft: PaperDraft, sources: tuple[Fields, Fields]) -> None:
    """Venue, type, status and identifiers; `sources` are what the .bib file and the citation say."""
    values = old.mapping
    written = next(
        (text_of(values[key]) for key in ("venue", "journal", "conference", "booktitle") if says(values.get(key))), ""
    )
    shown = venue_of(written)
    cited, printed = sources
    venue: dict[str, Any] = {}
    for source in (printed.get("venue"), cited.get("venue"), shown.get("venue")):
        venue.update(source if isinstance(source, dict) else {"name": source} if source else {})
    draft.container = str(venue.get("name") or "")
    for name in ("short", "series", "volume", "issue", "pages", "publisher", "place"):
        setattr(draft, name, str(venue.get(name) or text_of(values.get("number" if name == "issue" else name))))
    category = (
        text_of(values.get("category")) or text_of(values.get("pubtype")) or text_of(values.get("type"))
    ).lower()
    told = next((kind for kind, pattern in _KINDS if re.search(pattern, category)), "") if category else ""
    folder = PUBLICATIONS.get(path.split("/", maxsplit=1)[0], "")
    draft.kind = str(cited.get("type") or told or folder or shown.get("type") or "")
    if category and not told:
        site.lose(old, "category", category)
        draft.extra["category"] = category
    note = text_of(values.get("note"))
    status = text_of(values.get("status")).lower()
    draft.status = str(shown.get("status") or state_in(status) or state_in(note) or cited.get("status") or "")
    draft.doi = str(cited.get("doi") or printed.get("doi") or "")
    draft.arxiv = str(cited.get("arxiv") or printed.get("arxiv") or "")
    draft.ids = dict(cited.get("ids") or {})
    for key, host in (("doi", "https://doi.org/"), ("arxiv", "https://arxiv.org/abs/")):
        text = text_of(values.get(key))
        if text and not draft.address(text if "://" in text else f"{host}{text}"):
            site.lose(old, key, text)
    remark = "\n\n".join(filter(None, (note if not state_in(note) else "", str(shown.get("note") or ""))))
    draft.more.update(kept(note=remark))


def _linked(site: OldSite, path: str, old: OldFile, draft: PaperDraft, downloads: list[str]) -> None:
    written_links = [(key, _LINKS[key], text_of(old.mapping[key])) for key in _LINKS if says(old.mapping.get(key))]
    written_links += [("text", "pdf", address) for address in downloads]
    prefix = f"papers/{slugs.slug(draft.key)}"
    for key, kind, written in written_links:
        address = written.strip("'\" ")
        if _EXAMPLE.search(address):
            continue
        led = site.lead(address, path, prefix=prefix) or site.lead(f"/files/{address}", path, prefix=prefix)
        if not led or led.startswith(PAPER):
            site.lose(old, key, address, reason="nobody has it")
        elif "://" not in led or kind not in ("pdf", "html"):
            draft.link(kind if kind != "html" or not led.endswith(".pdf") else "pdf", led)
        elif led not in draft.links.get("pdf", []):
            draft.address(led)


def _described(site: OldSite, path: str, old: OldFile, draft: PaperDraft, body: str) -> None:
    """Abstract, summary, picture and the rest of what a page shows of a paper."""
    values = old.mapping
    prefix = f"figures/{slugs.slug(draft.key)}"
    text = site.text(old, path, body, prefix=prefix)
    abstract = (
        site.text(old, path, values["abstract"], key="abstract") if isinstance(values.get("abstract"), str) else ""
    )
    text = _HEADS.sub("", text).strip()
    shown = next(
        (
            key
            for key in ("excerpt", "summary", "tldr", "description")
            if isinstance(values.get(key), str) and says(values[key])
        ),
        "",
    )
    summary = site.text(old, path, values[shown], key=shown, prefix=prefix) if shown else ""
    pictures, text = _pictures_of(text)
    more, summary = _pictures_of(summary)
    draft.abstract = abstract or text or summary
    image = next((text_of(values[key]) for key in ("teaser", "image", "thumbnail", "img") if says(values.get(key))), "")
    header = values.get("header")
    image = image or text_of(header.get("teaser") if isinstance(header, dict) else "")
    if image:
        led = site.lead(image, path, is_picture=True, prefix=prefix) or site.lead(
            f"/images/{image}", path, is_picture=True, prefix=prefix
        )
        pictures = [kept(file=led), *pictures] if led and "://" not in led else pictures
        if not led:
            site.lose(old, "image", image, reason="nobody has it")
    figures = list({figure["file"]: figure for figure in [*pictures, *more]}.values())
    note = "\n\n".join(filter(None, (str(draft.more.pop("note", "")), text if abstract else "")))
    draft.more.update(kept(
        summary=summary if summary != draft.abstract else "", note=note, figures=figures,
        awards=[bare(award) for key in ("award", "awards") for award in texts_of(values.get(key))],
        topics=words_of(values.get("tags")), keywords=words_of(values.get("keywords")),
        selected="true" if is_true(values.get("selected")) or is_true(values.get("featured")) else "",
    ))  # fmt: skip


def _pictures_of(text: str) -> tuple[list[Fields], str]:
    """The pictures of the site in a text, as figures, and the text without them."""
    figures: list[Fields] = []

    def taken(match: re.Match[str]) -> str:
        if "://" in match[2]:
            return match[0]
        figures.append(kept(file=match[2], caption=match[3], alt=match[1]))
        return ""

    text = re.sub(r"!\[([^\[\]]*)\]\(<?([^()<>\n\"]+?)>?(?:\s+\"([^\"]*)\")?\)", taken, text)
    return figures, re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^\s*\\$", "", text)).strip()


def _item(site: OldSite, kind: str, path: str, old: OldFile) -> None:
    """A talk, a course or a project."""
    values = old.mapping
    venue, location = (bare(text_of(values.get(key))) for key in ("venue", "location"))
    is_course = kind == "teaching"
    location_line = ", ".join(dict.fromkeys(filter(None, (location,) if is_course else (venue, location))))
    taken = {"venue", "location", "type", "redirect", "github", *_LINKS}
    links = []
    for key, link in _LINKS.items():
        address = text_of(values.get(key))
        led = site.lead(address, path) if address else ""
        if led:
            links.append({"label": link.capitalize() if link != "html" else "Link", "url": led})
        elif address:
            site.lose(old, key, address, reason="nobody has it")
    item = jekyll.item(site, path, old, taken=taken)
    note = bare(text_of(values.get("type")))
    summary = item.pop("summary", "") or (note if kind == "talks" else "")
    own = kept(institution=venue, level=note) if is_course else {}
    site.add_item(
        kind, slugs.slug(jekyll.stem(path)), {**item, **own, **kept(place=location_line, links=links, summary=summary)}
    )
