"""jekyll-scholar: any page of Jekyll whose papers stand in .bib files.

In: the folder of a site with `_bibliography/*.bib`, or what `scholar:` in `_config.yml` names. Out: its papers,
posts, pages and settings.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.importers import jekyll
from sitegen.importers.jekyll_bibliography import JekyllBibliography
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import text_of
from sitegen.importers.printed_citation import bare
from sitegen.importers.reading import Reading
from sitegen.importers.template_tags import Known
from sitegen.pull.fields import kept
from sitegen.text import slugs


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site."""
    if head or not path.is_dir():
        return False
    config = next((path / name for name in jekyll.CONFIGS if (path / name).is_file()), None)
    if config is None or config.stat().st_size > 1_000_000:
        return False
    text = config.read_text(encoding="utf-8", errors="replace")
    return (path / "_bibliography").is_dir() or "jekyll-scholar" in text or "\nscholar:" in text


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    site = OldSite(path)
    settings = jekyll.config(site)
    papers = JekyllBibliography(site)
    papers.read(settings)
    site.known = Known(site.known.values, cited=papers.cited)
    home = jekyll.front_page(site)
    posts, pages = jekyll.posts(site, settings), jekyll.pages(site, home=[home] if home else [])
    site.moved("publications", "papers/")
    _owner(site, settings, home)
    jekyll.write_posts(site, posts)
    jekyll.write_pages(site, pages)
    return site.reading()


def _owner(site: OldSite, settings: jekyll.Config, home: str) -> None:
    """The person whose site it is: `author` in the settings, as a name or as a mapping."""
    author = settings.values.get("author")
    values = author if isinstance(author, dict) else {}
    name = bare(text_of(author) or text_of(values.get("name")))
    text = site.text(site.page(home), home) if home else ""
    title = settings.text("title")
    if not name:
        site.settings.update(kept(title=title))
        site.add_home(text)
        return
    avatar = text_of(values.get("avatar")) or text_of(values.get("picture")) or text_of(values.get("image"))
    person = jekyll.person_of(site, settings.old, values, skip=("name", "avatar", "picture", "image", "bio"))
    picture = jekyll.picture(
        site, avatar, ("", "images/", "assets/", "assets/img/", "assets/images/"), slugs.slug(name)
    )
    jekyll.owner(site, name, kept(picture=picture, position=bare(text_of(values.get("bio"))), bio=text, **person))
    site.settings.update(kept(title=title or name))
