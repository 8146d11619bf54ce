"""Whose papers an identifier stands for: the name of a person of whom only ids are known.

In: identifiers. Out: the name that the papers behind them have in common, as it is spelled most often. Never picks one
of several: where the papers do not tell, there is no name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sitegen.content.lock import state_folder
from sitegen.merge.likeness import author_name, family_key, name_key
from sitegen.merge.record import Record
from sitegen.pull.fetch import Step
from sitegen.pull.query import AuthorQuery
from sitegen.pull.table import SOURCES, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError


def introduce(
    root: Path,
    ids: Mapping[str, str],
    environment: Mapping[str, str],
    *,
    tell: Callable[[Step], object] = lambda _: None,
) -> tuple[str, tuple[str, ...]]:
    """Return the person's name, or nothing; and a sentence for every source that failed.

    Sources are asked one by one until one of them tells. Their answers are kept in the state folder of `root`, so that
    the pull that follows does not ask again.
    """
    failures = []
    with Web(state_folder(root), environment) as web:
        for source in SOURCES.values():
            if not any(kind in ids for kind in source.finds_by):
                continue
            tell(Step(source.service.title, "whose papers these are"))
            try:
                records = ask(source, AuthorQuery(slug="", names=(), ids=ids), web).records
            except SourceError as error:
                failures.append(str(error))
                tell(Step(source.service.title, "whose papers these are", f"failed: {error.sentence}"))
                continue
            name = common_name(records, ids)
            tell(Step(source.service.title, "whose papers these are", name or "it does not tell"))
            if name:
                return name, ()
    return "", tuple(failures)


def common_name(records: Iterable[Record], ids: Mapping[str, str]) -> str:
    """The name of the one person to whom all these papers point."""
    pointed: list[str] = []
    shared: Counter[str] = Counter()
    spellings: Counter[str] = Counter()
    count = 0
    for record in records:
        authors = record.fields.get("authors") or ()
        names = [author_name(entry) for entry in authors]
        orcids = [entry.get("orcid") if isinstance(entry, dict) else None for entry in authors]
        if record.person is not None:
            pointed.append(names[record.person])
        elif ids.get("orcid") and ids["orcid"] in orcids:
            pointed.append(names[orcids.index(ids["orcid"])])
        elif names:
            count += 1
            shared.update({name_key(name) for name in names})
            spellings.update(names)
    if pointed:
        return _best(Counter(pointed))
    family = family_key(ids.get("arxiv", "").partition("_")[0])
    likely = {name for name in spellings if family and family_key(name) == family}
    everywhere = {name for name in spellings if shared[name_key(name)] == count}
    for choice in (likely, everywhere):
        if choice and len({family_key(name) for name in choice}) == 1:
            return _best(Counter({name: spellings[name] for name in choice}))
    return ""


def _best(names: Counter[str]) -> str:
    """The commonest spelling; of several the longest, which has no initials."""
    return max(names, key=lambda name: (names[name], len(name), name))
