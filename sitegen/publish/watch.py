"""Watch a site's folder, and tell when somebody edits it.

In: a site's folder. Out: the paths that changed, soon after they did. Never reads a file. The only door to watchfiles.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

import watchfiles

from sitegen.content.files import is_litter
from sitegen.render.theme_chain import places

STEP = 5
"""Milliseconds without a further change that end one edit."""
PAUSE = 1.0
"""Seconds before folders that could not be watched are looked at again."""

Changed = Callable[[Collection[Path]], object]


async def watch(root: Path, changed: Changed) -> None:
    """Call `changed` with the paths of each edit of content and themes, until cancelled.

    A folder that is removed, replaced or made while this runs is watched anew. Each time that watching begins counts
    as an edit of everything.
    """
    is_polling = False
    while True:
        folders = _folders(root)
        again = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_top(root, again))
                group.create_task(_below(folders, changed, until=again, is_polling=is_polling))
                group.create_task(_begin(root, folders, changed, again))  # the third to start: nothing is missed
        except* FileNotFoundError:  # gone between the look and the watch
            await asyncio.sleep(PAUSE)
        except* OSError:  # this system has nothing left to watch with: look at the files now and then instead
            is_polling = True
            await asyncio.sleep(PAUSE)


def _folders(root: Path) -> list[Path]:
    return [folder for folder in (root / "content", *places(root)) if folder.is_dir()]


async def _begin(root: Path, folders: Collection[Path], changed: Changed, again: asyncio.Event) -> None:
    """Count the beginning as an edit; what came or went before the watching began makes it begin again."""
    if _folders(root) != folders:
        again.set()
    changed((root,))


async def _top(root: Path, again: asyncio.Event) -> None:
    """Set `again` when one of the watched folders itself comes, goes or is replaced."""
    names = {folder.name for folder in (root / "content", root / "themes")}
    async for changes in watchfiles.awatch(root, recursive=False, step=STEP, watch_filter=None, stop_event=again):
        if any(Path(path).name in names and kind != watchfiles.Change.modified for kind, path in changes):
            again.set()


async def _below(folders: Collection[Path], changed: Changed, *, until: asyncio.Event, is_polling: bool) -> None:
    """Report each edit below the folders."""
    if not folders:
        await until.wait()
        return

    def counts(_: watchfiles.Change, path: str) -> bool:
        """Tell an edit from what an editor, or sitegen's own bookkeeping, does beside it."""
        within = next(folder for folder in folders if Path(path).is_relative_to(folder))
        return not any(map(is_litter, Path(path).relative_to(within).parts))

    async for changes in watchfiles.awatch(
        *folders, step=STEP, watch_filter=counts, stop_event=until, force_polling=is_polling or None
    ):
        changed({Path(path) for _, path in changes})
