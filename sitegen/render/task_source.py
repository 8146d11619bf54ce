"""Task source: the tasks of one build, made from its site, in this process or in another that was given the same.

In: a connected site and what it is shown with. Out: the task of each paper, then those of all that is joined from
papers, then those of what is joined from all of them. Does no task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.incremental.packing import basis, digest
from sitegen.incremental.skipping import TASK, SkipUnchanged
from sitegen.incremental.store import Store
from sitegen.incremental.task import Task
from sitegen.incremental.tracking import Tracker, tracked_site
from sitegen.model import Date
from sitegen.render import page_tasks
from sitegen.render.cards import Cards
from sitegen.render.fragments import FragmentSource
from sitegen.render.page_context import render_context
from sitegen.render.pictures import Pictures
from sitegen.render.stage import Stage
from sitegen.render.theme import Theme
from sitegen.render.views import StyledReference
from sitegen.render.yearblock import AllPapers, Block, StoredBlock, blocks, kinds
from sitegen.site.graph import Site
from sitegen.site.pages import Addresses, redirects

References = Mapping[str, tuple[StyledReference, ...]]
"""The references of each paper, by its slug, in the styles that the site names."""


def _plain(links: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return links as the store packs them: a label with markup as the text that it is."""
    return tuple([(str(label), href) for label, href in links])


class TaskSource:
    """Makes the tasks of one build; what they read of the site is noted by `tracker`."""

    def __init__(
        self,
        site: Site,
        at: Addresses,
        *,
        theme: Theme,
        pictures: Pictures,
        stage: Stage,
        store: Store,
        tracker: Tracker,
    ) -> None:
        """Let the tasks write to `stage`; `store` has the fragments of papers that were made before."""
        watched = replace(
            pictures,
            panels=tracker.mapping("panels", pictures.panels),
            faces=tracker.mapping("faces", pictures.faces),
        )
        self._site, self._at, self._store = site, at, store
        self._context = render_context(tracked_site(site, tracker), at, theme, watched, stage)
        context = self._context
        ground = digest(
            basis((site.config, at, theme.digest, _plain(context.nav), _plain(context.legal), context.has_cv))
        )
        self.skipping = SkipUnchanged(store, tracker, ground, stage.has_all)

    def of_papers(self, cards: Cards, references: References) -> Iterator[Task]:
        """Return the task of each paper, in the order of the site's entries."""
        return self._named(page_tasks.of_papers(self._site, cards, self._context, references))

    def of_lists(
        self, cards: Cards, digests: Mapping[str, bytes], compiler: str, today: tuple[int, int, int] | None
    ) -> Iterator[Task]:
        """Return the tasks of what is joined from some papers, whose fragments are known by their `digests`."""
        stored, beginning = self._store.fragment, f"{TASK}{self._site.config.folder}papers/"
        lists = page_tasks.ListTasks(
            self._site,
            self._at,
            cards,
            self._context,
            digests=digests,
            fragments=FragmentSource(digests, lambda slug, known: stored(beginning + slug, known)),
            compiler=compiler,
            today=Date(*today) if today else None,
        )
        return self._named(lists.all(redirects(self._site, self._at)))

    def of_whole_site(self, done: Mapping[str, bytes]) -> Iterator[Task]:
        """Return the tasks of what holds all papers; `done` has the digest of what each task of lists has joined."""
        folder, stored = self._site.config.folder, self._store.fragment
        joined_kinds = kinds(self._site, self._context)

        def in_store(block: Block) -> StoredBlock:
            tasks = {kind: f"{folder}{block.task}/{kind}" for kind in joined_kinds}
            parts = tuple([(kind, task, done[task]) for kind, task in tasks.items()])
            return StoredBlock(block.year, len(block.slugs), parts)

        every = tuple([in_store(block) for block in blocks(self._site)])
        papers = AllPapers(every, lambda name, known: stored(TASK + name, known))
        return self._named(page_tasks.of_whole_site(self._site, self._context, papers))

    def _named(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield tasks under the names that the plan has for them: those of a language begin with its folder."""
        folder = self._site.config.folder
        return (task._replace(name=folder + task.name) for task in tasks) if folder else iter(tasks)
