"""References of a list in a style other than our own, by pandoc.

In: the style's name, the site. Out: what writes papers in it, for `listing`. One run for the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sitegen.cite import csljson
from sitegen.cite.links import beside_identifiers
from sitegen.exports.listing import EQUAL, References, in_apa, own
from sitegen.model import Text
from sitegen.site.graph import Person, Site, SitePaper
from sitegen.site.pages import addresses
from sitegen.typeset import marked_names, references, styles


def styled(name: str, site: Site) -> References:
    """Return what writes papers in a style; raises `SitegenError` where there is none of that name."""
    style = styles.style(name, Path())
    if not style.csl:
        return in_apa
    at = addresses(site.config.base_url)

    def made(entries: Sequence[SitePaper], person: Person | None) -> list[Text]:
        items = [
            marked_names.marked(
                csljson.item(
                    entry.paper,
                    entry.cite_key,
                    beside_identifiers(entry.paper, at.absolute(at.paper(entry.slug))),
                ),
                own(entry, person),
                [position for position, author in enumerate(entry.facts.credited) if author.equal],
            )
            for entry in entries
        ]
        texts = references.references(items, style)
        return [marked_names.set_apart(text, item, EQUAL) for text, item in zip(texts, items, strict=True)]

    return made
