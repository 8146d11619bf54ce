"""References of papers in other styles than ours: new ones made by pandoc in one run a style, others from the store.

In: a connected site, the styles that `references:` of `site.yaml` names, the store. Out: for each paper its references,
in the order of the styles; ours are made when the page is. A stored reference holds while the paper, its address, the
style and pandoc are the same. Nothing here is asked for, or imported, by a site that names no other style.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cite import csljson
from sitegen.cite.links import beside_identifiers
from sitegen.content import files
from sitegen.content.content_file import located
from sitegen.errors import Problem, SitegenError
from sitegen.incremental.packing import VERSION, basis, digest
from sitegen.incremental.store import Store
from sitegen.model import SiteConfig, Text
from sitegen.render.views import StyledReference
from sitegen.site.graph import Site, SitePaper
from sitegen.site.pages import Addresses
from sitegen.typeset import pandoc, references, styles
from sitegen.typeset.styles import Style
from sitegen.workers import threads

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

NAME = "references "
"""How the names of stored references begin."""
MOST = 12
"""Tabs that a page can show."""
_CHUNK = 400
"""Papers that one process formats; how many does not show in what comes out."""


Styled = Mapping[str, tuple[StyledReference, ...]]


def named_styles(config: SiteConfig, root: Path) -> tuple[tuple[Style, ...], tuple[Problem, ...]]:
    """Return the styles of a site, and a warning for each that the installation lacks; raises for what is no style."""
    known_styles: list[Style] = []
    warnings: list[Problem] = []
    errors: list[Problem] = []
    has_pandoc, has_styles = pandoc.find() is not None, styles.is_there()
    if len(config.references) > MOST:
        problem = Problem(config.file, field=f"references[{MOST}]", sentence=f"a page shows {MOST} styles at most")
        raise SitegenError([located(root, problem)])
    for at, name in enumerate(config.references):
        field = f"references[{at}]"
        try:
            if fault := _fault(root, name):
                errors.append(Problem(config.file, field=field, sentence=f"{name} {fault}"))
            elif name != styles.OURS and not (has_pandoc and (has_styles or name.endswith(".csl"))):
                hint = styles.installation()
                sentence = f"references in the style {name} need pandoc and its styles, which are not installed"
                warnings.append(Problem(config.file, field=field, sentence=sentence, hint=hint, severity="warning"))
            else:
                known_styles.append(styles.style(name, root / "content"))
        except SitegenError as error:
            errors += [replace(problem, file=config.file, field=field) for problem in error.problems]
    if errors:
        raise SitegenError([located(root, problem) for problem in errors])
    return tuple(known_styles), tuple(located(root, problem) for problem in warnings)


def _fault(root: Path, name: str) -> str:
    """Say what keeps the file of a style from being read, as the end of a sentence; empty for an id."""
    if not name.endswith(".csl"):
        return ""
    if name.startswith("/") or ".." in name.split("/"):
        return "leads out of content/"
    return files.fault(root / "content", name)


def styled_references(site: Site, chosen: Sequence[Style], at: Addresses, store: Store, *, jobs: int) -> Styled:
    """Return the references of every paper; `jobs` is how many processes may format."""
    ground = basis((tuple((style.name, style.label, style.csl) for style in chosen), pandoc.version(), at))
    known: dict[str, tuple[StyledReference, ...]] = {}
    keys = {slug: digest(ground + basis((paper.facts, paper.cite_key))) for slug, paper in site.entries.items()}
    for slug, key in keys.items():
        stored = store.get(f"{NAME}{slug}")
        if stored is not None and stored.key == key:
            known[slug] = tuple(StyledReference(*made) for made in marshal.loads(stored.value))  # noqa: S302 - sealed
    new = [paper for slug, paper in site.entries.items() if slug not in known]
    for paper, made in zip(new, _made(new, chosen, at, jobs), strict=True):
        known[paper.slug] = made
        value = marshal.dumps(tuple(tuple(each) for each in made), VERSION)
        store.put(f"{NAME}{paper.slug}", keys[paper.slug], value)
    return known


def _made(
    papers: Sequence[SitePaper], chosen: Sequence[Style], at: Addresses, jobs: int
) -> list[tuple[StyledReference, ...]]:
    items = [
        csljson.item(paper.paper, paper.cite_key, beside_identifiers(paper.paper, at.absolute(at.paper(paper.slug))))
        for paper in papers
    ]
    with threads(jobs) as pool:
        columns = [_column(items, style, pool) for style in chosen]
    return [tuple(row) for row in zip(*columns, strict=True)]


def _column(items: Sequence[dict[str, object]], style: Style, pool: ThreadPoolExecutor) -> list[StyledReference]:
    """Return the references of all papers in one style."""
    if not style.csl:
        return [StyledReference(style.label)] * len(items)
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    texts: list[Text] = []
    for made in pool.map(lambda chunk: references.references(chunk, style), chunks):
        texts += made
    return [StyledReference(style.label, text.html, text.plain) for text in texts]
