"""Research areas and sponsors as pages show them.

In: topics that the site describes, with who works on them; the settings. Out: `AreaView`s, `SponsorView`s, and the
panel of the home page's picture; nothing where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.model import SiteConfig
from sitegen.render.page_context import RenderContext, shortened
from sitegen.render.views import AreaView, Panel, SponsorView
from sitegen.site.collection import Collection
from sitegen.site.graph import PersonRef
from sitegen.site.items import Participant

SUMMARY = 180
"""Characters of an area in a list, at most, where it has no summary of its own."""
JOIN = frozenset({
    "join", "join-us", "joining", "openings", "open-positions", "positions", "vacancies", "jobs", "opportunities",
    "mitmachen", "stellen", "offene-stellen", "rejoindre", "nous-rejoindre", "recrutement", "unete", "posizioni-aperte",
})  # fmt: skip
"""Slugs of pages for those who want to come to a lab: its home page leads there at once."""


def described(topics: Iterable[Collection]) -> tuple[Collection, ...]:
    """Return the topics that the site describes, in the order that they state, then by name."""
    areas = [(topic.about.order, topic) for topic in topics if topic.about]
    return tuple(
        topic for _, topic in sorted(areas, key=lambda area: (area[0] is None, area[0] or 0, area[1].name.casefold()))
    )


def participants(words: Iterable[str], refs: Mapping[str, PersonRef]) -> tuple[Participant[PersonRef], ...]:
    """Return the people that some words name: by the slug of a file, or by the name in it; others are names alone."""
    by_name = {ref.name.casefold(): ref for ref in refs.values() if ref.is_known}
    named = ((word, refs.get(word) or by_name.get(word.casefold())) for word in words)
    return tuple(Participant(ref.name if ref else word, ref) for word, ref in named)


def area_view(
    topic: Collection, context: RenderContext, people: tuple[Participant[PersonRef], ...] = ()
) -> AreaView | None:
    """Return a topic as pages show it; nothing of one that the site does not describe."""
    about = topic.about
    if about is None:
        return None
    summary = about.summary.plain if about.summary else shortened(about.body.plain, SUMMARY)
    return AreaView(topic.slug, topic.name, len(topic.papers), summary, about, panel(about.picture, context), people)


def panel(path: str | None, context: RenderContext) -> Panel | None:
    """Return a picture of the content as it is shown large; nothing where there is none that can be shown."""
    return context.here.pictures.panels.get(path) if path else None


def sponsors(config: SiteConfig, context: RenderContext) -> tuple[SponsorView, ...]:
    """Return who pays for the work, each with the logo that can be shown."""
    logos = ((sponsor, panel(sponsor.logo, context)) for sponsor in config.sponsors)
    return tuple(SponsorView(sponsor.name, sponsor.url, logo.page if logo else None) for sponsor, logo in logos)
