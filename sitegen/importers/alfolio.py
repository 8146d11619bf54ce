"""al-folio: a .bib file with fields of its own, and people, venues, news and projects around it, on Jekyll.

In: the folder of a site (`_bibliography/*.bib`, `_data/coauthors.yml`, `_data/venues.yml`, `_data/socials.yml`,
`_news`, `_projects`, `_pages/about.md`, `assets/pdf`, `assets/img/publication_preview`, `_config.yml`). Out: all of
it in our form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.importers import jekyll, json_resume, rendercv
from sitegen.importers.cv_entries import CvDraft
from sitegen.importers.front_matter import OldFile
from sitegen.importers.jekyll_bibliography import JekyllBibliography
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import says, text_of, texts_of, words_of
from sitegen.importers.printed_citation import bare, date_of
from sitegen.importers.reading import PAPER, Reading
from sitegen.importers.template_tags import Known
from sitegen.pull.fields import kept
from sitegen.text import slugs

_COLLECTIONS = (("_projects", "projects"), ("_talks", "talks"), ("_teaching", "teaching"), ("_teachings", "teaching"))
_PERSON = frozenset("title first_name middle_name last_name name author email description".split())


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site."""
    if head or not path.is_dir() or not (path / "_bibliography").is_dir():
        return False
    return any(
        (path / name).exists()
        for name in ("_data/coauthors.yml", "_data/venues.yml", "_news", "_pages/about.md", "_data/socials.yml")
    )


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    site = OldSite(path, shelves=("assets/", "assets/img/", "assets/pdf/"))
    settings = jekyll.config(site)
    papers = JekyllBibliography(site)
    papers.read(settings)
    site.known = Known(site.known.values, cited=papers.cited)
    name = " ".join(
        filter(None, (settings.text("first_name"), settings.text("middle_name"), settings.text("last_name")))
    )
    name = name or settings.text("name") or settings.text("title")
    about = jekyll.front_page(site)
    collections = _addresses(site)
    posts, pages = jekyll.posts(site, settings), jekyll.pages(site, home=[about] if about else [])
    site.moved("publications", "papers/")
    if name:
        _owner(site, settings, name, about)
        _curriculum(site)
    _coauthors(site, papers)
    _venues(site, papers)
    _news(site)
    for kind, at, old in collections:
        _item(site, kind, at, old, papers)
    jekyll.write_posts(site, posts)
    jekyll.write_pages(site, pages)
    return site.reading()


def _owner(site: OldSite, settings: jekyll.Config, name: str, about: str) -> None:
    """The person whose site it is: names, accounts, portrait and text of the front page."""
    slug = slugs.slug(name)
    accounts = jekyll.person_of(site, settings.old, _accounts_in(settings.values))
    socials = site.data(site.first("_data/socials.yml", "_data/socials.yaml"))
    more = jekyll.person_of(
        site, socials, {key: value for key, value in socials.mapping.items() if key not in ("rss_icon", "cv_pdf")}
    )
    if cv := text_of(socials.mapping.get("cv_pdf")):
        led = site.lead(cv, "")
        more["links"] = [{"label": "CV", "url": led}, *more.get("links", [])] if led else more.get("links", [])
    old = site.page(about) if about else OldFile("", {})
    profile = old.mapping.get("profile")
    values: dict[str, Any] = profile if isinstance(profile, dict) else {}
    subtitle = old.mapping.get("subtitle") or old.mapping.get("description")
    spelled = _spellings(settings.values.get("scholar"), name)
    extra = {**accounts.pop("extra", {}), **more.pop("extra", {})}
    for key in ("more_info", "address"):
        if says(values.get(key)):
            extra["address"] = bare(re.sub(r"</p>\s*<p>|<br\s*/?>", ", ", str(values[key])))
            site.lose(old, key, extra["address"], "profile", key)
    jekyll.owner(site, name, kept(
        names=spelled, picture=jekyll.picture(site, text_of(values.get("image")), ("assets/img/", ""), slug),
        position=bare(text_of(subtitle)).rstrip("."), bio=site.text(old, about) if about else "",
        **{**accounts, **more, "links": [*accounts.get("links", []), *more.get("links", [])]}, extra=extra,
    ))  # fmt: skip
    site.documents[f"authors/{slug}.yaml"] = kept(**site.documents[f"authors/{slug}.yaml"])
    title = settings.text("title")
    site.settings["title"] = name if title.lower() in ("", "blank") else title
    site.lose_rest(
        settings.old,
        [
            "footer_text",
            "contact_note",
            "google_analytics",
            "google_site_verification",
            "bing_site_verification",
            "keywords",
        ],
    )
    if about:
        site.lose_rest(old, old.mapping, but=jekyll.LOOK | {"title", "subtitle", "description", "profile"})


def _accounts_in(values: Any) -> dict[str, Any]:
    """The settings that are accounts: everything else in `_config.yml` is the program's."""
    ending = re.compile(r"_(?:username|userid|id|url|profile)$")
    named = {"email", "inspirehep_id", "scholar_userid"}
    skipped = {"disqus_shortname", "repo_id", "work_url"}
    return {
        key: value
        for key, value in values.items()
        if (ending.search(key) or key in named) and key not in skipped and isinstance(value, str)
    }


def _spellings(scholar: Any, name: str) -> list[str]:
    """Other spellings of the owner's name, by which the theme marks it in lists."""
    values = scholar if isinstance(scholar, dict) else {}
    families, first_names = texts_of(values.get("last_name")), texts_of(values.get("first_name"))
    spellings = [f"{first} {family}" for family in families for first in first_names if family != "Einstein"]
    return [spelled for spelled in dict.fromkeys(spellings) if spelled != name]


def _curriculum(site: OldSite) -> None:
    """The owner's CV, in whichever of the theme's forms it is kept; its publications are in the .bib file."""
    for path in ("_data/cv.yml", "_data/cv.yaml", "assets/json/resume.json"):
        old = site.data(path)
        if not says(old.data) or "cv.yaml" in site.documents:
            continue
        draft = CvDraft(old.file, old.line, is_exact=bool({"cv", "basics"} & set(old.mapping)))
        if "cv" in old.mapping:
            rendercv.fill(old.mapping, draft)
        elif draft.is_exact:
            json_resume.fill({name: value for name, value in old.mapping.items() if name != "publications"}, draft)
        else:
            for name, entries, path_within in _parts(old):
                if not draft.take(name, entries, path_within) and says(entries):
                    site.lose(old, name or "section", entries, *path_within)
        draft.data.pop("publications", None)
        site.losses += draft.losses
        if draft.data:
            site.documents["cv.yaml"] = draft.data


def _parts(old: OldFile) -> Iterator[tuple[str, Any, tuple[str | int, ...]]]:
    """The parts of a CV in the theme's own form, a list of titles and contents, or in a mapping: each with its path."""
    if isinstance(old.data, list):
        for at, section in enumerate(old.data):
            values = section if isinstance(section, dict) else {"contents": section}
            yield text_of(values.get("title")), values.get("contents"), (at,)
    else:
        yield from ((name, entries, (name,)) for name, entries in old.mapping.items())


def _coauthors(site: OldSite, papers: JekyllBibliography) -> None:
    """People with a page elsewhere: each has a file, with the spellings by which the theme knows them."""
    old = site.data(site.first("_data/coauthors.yml", "_data/coauthors.yaml"))
    for family, entries in old.mapping.items():
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            values = entry if isinstance(entry, dict) else {}
            first_names = texts_of(values.get("firstname"))
            spelled = papers.spelled(family, first_names)
            title = family if family != family.lower() else family.title()
            name = max(spelled, key=len) if spelled else f"{first_names[0]} {title}" if first_names else title
            others = [*spelled, *(f"{first} {title}" for first in first_names)]
            address = site.lead(text_of(values.get("url")), "")
            slug = slugs.slug(name)
            if f"authors/{slug}.yaml" in site.documents:
                continue
            if not address.startswith("http"):
                site.lose(old, "url", values.get("url"), family, number, "url")
            site.documents[f"authors/{slug}.yaml"] = kept(
                name=name, names=[other for other in dict.fromkeys(others) if other != name],
                website=address if address.startswith("http") else "",
            )  # fmt: skip


def _venues(site: OldSite, papers: JekyllBibliography) -> None:
    """The venues' pages and colours, under the names that papers have for their badges."""
    old = site.data(site.first("_data/venues.yml", "_data/venues.yaml"))
    venues = {}
    for badge, values in old.mapping.items():
        entry = values if isinstance(values, dict) else {}
        counts = papers.badges.get(badge, {})
        name = min(counts, key=lambda spelling: (-counts[spelling], spelling)) if counts else badge
        colour = text_of(entry.get("color")) or text_of(entry.get("colour"))
        address = site.lead(text_of(entry.get("url")), "")
        is_colour = bool(re.fullmatch(r"#(?:[0-9A-Fa-f]{3}){1,2}", colour))
        if colour and not is_colour:
            site.lose(old, "color", colour, badge, "color")
        venue = kept(
            short=badge if name != badge else "", names=[other for other in counts if other != name],
            url=address if address.startswith("http") else "", colour=colour.lower() if is_colour else "",
        )  # fmt: skip
        if venue:
            venues[name] = venue
    if venues:
        site.documents["venues.yaml"] = venues


def _news(site: OldSite) -> None:
    for path, old in jekyll.items(site, "_news"):
        text = site.text(old, path)
        title = bare(text_of(old.mapping.get("title")))
        if title and text_of(old.mapping.get("inline")).lower() != "true":
            text = f"**{title}**\n\n{text}".strip()
        date = date_of(text_of(old.mapping.get("date"))) or date_of(jekyll.stem(path)[:10])
        site.lose_rest(old, old.mapping, but=jekyll.LOOK | {"date", "title"})
        if text and date:
            site.add_news(date, text)
        elif text:
            site.lose(old, "text", text, reason="it has no date")


def _addresses(site: OldSite) -> list[tuple[str, str, OldFile]]:
    pages = []
    for folder, kind in _COLLECTIONS:
        for path, old in jekyll.items(site, folder):
            slug = slugs.slug(re.sub(r"^\d+_", "", jekyll.stem(path)))
            jekyll.moved(site, path, old, f"{kind}/{slug}/", default=f"{folder[1:]}/{jekyll.stem(path)}")
            pages.append((kind, path, old))
    for path, old in jekyll.items(site, "_news"):
        jekyll.moved(site, path, old, "news/", default=f"news/{jekyll.stem(path)}")
        site.redirects.pop(f"news/{jekyll.stem(path)}/", None)
    return pages


def _item(site: OldSite, kind: str, path: str, old: OldFile, papers: JekyllBibliography) -> None:
    """A project, or an item of another collection; the papers that it names are its papers."""
    values = old.mapping
    known = {entry.record.source_id for entry in site.papers}
    named = [key for text in [values.get("related_publications")] for part in words_of(text) for key in part.split()]
    links = []
    for key, label in (
        ("redirect", "Website"),
        ("github", "Code"),
        ("url", "Website"),
        ("website", "Website"),
        ("slides", "Slides"),
        ("video", "Video"),
    ):
        address = text_of(values.get(key))
        if address and (
            led := site.lead(address if "/" in address and "." in address else f"https://github.com/{address}", path)
        ):
            links.append({"label": label, "url": led})
    taken = {
        "related_publications",
        "redirect",
        "github",
        "url",
        "website",
        "slides",
        "video",
        "category",
        "location",
        "venue",
        "instructor",
        "term",
    }
    item = jekyll.item(site, path, old, taken=taken)
    location_line = ", ".join(filter(None, (bare(text_of(values.get(key))) for key in ("venue", "location"))))
    own = kept(term=bare(text_of(values.get("term")))) if kind == "teaching" else {}
    rest = [key for key in ("category", "instructor", "term") if key not in own]
    item["extra"] = {**item.get("extra", {}), **site.lose_rest(old, rest)}
    slug = slugs.slug(re.sub(r"^\d+_", "", jekyll.stem(path)))
    site.add_item(
        kind,
        slug,
        {
            **item,
            **own,
            **kept(place=location_line, links=links, papers=[f"{PAPER}{key}" for key in named if key in known]),
        },
    )
    del papers
