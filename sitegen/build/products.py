"""What stands beside the pages: feeds, exports, the sitemap, old addresses, the content's files, the theme's.

In: the press. Out: staged files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sitegen.outputs import atom, exports, jsonfeed, redirects, robots, sitemap
from sitegen.outputs.moments import last_change
from sitegen.site.pages import Redirect, published

from .held import Sources
from .press import Press
from .stage import Made
from .wanted import cleaned
from .works import Done

Files = Sequence[tuple[str, Path]]
"""Paths in the output, each with the file to copy there."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is about: its `folder` in the output (empty for the site's own), the page it follows, its papers."""

    folder: str
    url: str
    title: str
    papers: Sequence[str]


def atom_feed(channel: Channel, press: Press) -> Made:
    """Make the Atom feed of a channel's newest papers."""
    newest, about = _newest(channel, press), _about(channel, press, "feed.xml")
    changes = (last_change(press.frame.site.entries[slug].paper) for slug in newest)
    updated = max(changes, default=press.frame.site.updated)
    text = atom.feed(**about, updated=updated, entries=[press.made[slug].atom for slug in newest])
    return press.put(f"{channel.folder}feed.xml", text)


def json_feed(channel: Channel, press: Press) -> Made:
    """Make the JSON feed of a channel's newest papers."""
    items = [press.made[slug].jsonfeed for slug in _newest(channel, press)]
    return press.put(f"{channel.folder}feed.json", jsonfeed.feed(**_about(channel, press, "feed.json"), items=items))


def _newest(channel: Channel, press: Press) -> Sequence[str]:
    """Return the papers that a feed holds; what has no date has not appeared yet."""
    entries = press.frame.site.entries
    dated = (slug for slug in channel.papers if entries[slug].paper.date)
    return tuple(islice(dated, press.frame.site.config.feed.limit))


def _about(channel: Channel, press: Press, name: str) -> dict[str, Any]:
    """Return what every kind of feed says of itself."""
    config, at = press.frame.site.config, press.frame.at
    return {
        "title": channel.title if channel.title == config.title else f"{channel.title} – {config.title}",
        "feed_url": at.absolute(at.file(f"{channel.folder}{name}")),
        "page_url": at.absolute(channel.url),
        "subtitle": config.description or "",
        "language": config.language,
        "hub": config.alerts.websub or "",
    }


def exported(folder: str, slugs: Iterable[str], press: Press) -> tuple[Made, ...]:
    """Make the BibTeX, RIS and CSL-JSON of some papers; `folder` ends in a slash, or is empty."""
    chosen = [press.made[slug] for slug in slugs]
    return (
        press.put(f"{folder}papers.bib", exports.bib([one.bib for one in chosen])),
        press.put(f"{folder}papers.ris", exports.ris([one.ris for one in chosen])),
        press.put(f"{folder}papers.json", exports.csl([one.csl for one in chosen])),
    )


def feeds(_: None, press: Press) -> Done:
    """Make the site's own feeds."""
    channel = Channel("", press.frame.at.home(), press.frame.site.config.title, _all(press))
    return None, (atom_feed(channel, press), json_feed(channel, press))


def all_exported(_: None, press: Press) -> Done:
    """Make the BibTeX, RIS and CSL-JSON of all papers."""
    return None, exported("", _all(press), press)


def for_robots(_: None, press: Press) -> Done:
    """Make the map for robots, and what they are told; and what the host is told."""
    at, cname = press.frame.at, press.frame.site.config.deploy.cname
    made = [press.put(path, text) for path, text in sitemap.sitemaps(press.frame.site, at)]
    made += [press.put("robots.txt", robots.robots(at)), press.put(".nojekyll", "")]
    if cname:
        made.append(press.put("CNAME", f"{cname}\n"))
    return None, tuple(made)


def old_addresses(old: Sequence[Redirect], press: Press) -> Done:
    """Make a page at each old address, which leads to the new one."""
    return None, tuple(press.put(one.path, redirects.page(one, press.frame.at)) for one in old)


def _all(press: Press) -> Sequence[str]:
    return tuple(entry.paper.slug for entry in press.frame.site.papers)


def files(press: Press, ready: Files, sources: Sources, content: Path) -> tuple[Made, ...]:
    """Copy the files that pages show and link: those of the content, and those that are `ready`."""
    pictures, stage = press.frame.here.pictures, press.stage
    made = [sources.copy(path, source, stage) for path, source in ready]
    settled = {path for path, _ in ready}
    for path in press.frame.site.files:
        if path in pictures.cleaned:
            made.append(stage.put(published(path), cleaned(content, pictures.cleaned[path])))
        elif path not in pictures.withheld and published(path) not in settled:
            made.append(sources.copy(published(path), content / path, stage))
    return tuple(made)
