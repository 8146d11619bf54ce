"""Left files: the pages and data of an old site that its reader never opened, so that each can be listed.

In: the paths of its files, and those that were opened. Out: the paths of those left that people write, of a folder
with many only the first and how many. Files of themes and of programs are not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from posixpath import dirname

from sitegen.regex import regex

PAGES = (".md", ".markdown", ".mkd", ".qmd", ".rmd", ".rmarkdown")
_DATA = (".bib", ".yml", ".yaml", ".csv", ".tsv", ".json", ".toml")
_MANY = 5
_NOT_WRITTEN = regex(
    r"""(?ix)(?:.*/)?(?:\.[^/]*|_layouts|_includes|_extensions|_styles|_scripts|_drafts|layouts|archetypes|themes|i18n
      |scripts|bin|test|tests|docker|lighthouse_results|markdown_generator|talkmap|examplesite|renv|packrat
      |admin|fonts|webfonts|css|scss|js|libs|site_libs|plugins?|comments|ui)/.*
    | (?:.*/)?(?:404|readme|licen[cs]e|contributing|changelog|code_of_conduct|customize|install|faq|security|agents
      |claude|search|manifest|citation|dockerfile|docker-compose|netlify|vercel|package(?:-lock)?|tsconfig|jsconfig
      |theme|go|renovate|hugo_stats|_?metadata|hugoblox|wowchemy|module|netlify\.toml|talkmap|codemeta
      |_config[\w.-]*|_quarto[\w.-]*|config[\w.-]*|params|languages|menus?|navigation|ui-text|themes?|staticman
      |featured-categories|_brand|environment|mkdocs|\w*\.lock|analytics|types|projects?-categories)\.\w+(?:\.\w+)?
    """
)


def left(paths: Iterable[str], opened: Iterable[str], has_words: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Each file that was left, and how many of its folder it stands for; of pages those that have words."""
    known = frozenset(opened)
    folders: dict[str, list[str]] = {}
    for path in paths:
        name = path.lower()
        is_page = name.endswith(PAGES)
        if path in known or not (is_page or name.endswith(_DATA)) or _NOT_WRITTEN.fullmatch(path):
            continue
        if not is_page or has_words(path):
            folders.setdefault(dirname(path), []).append(path)
    for paths_left in folders.values():
        if len(paths_left) > _MANY:
            yield paths_left[0], len(paths_left)
        else:
            yield from ((path, 1) for path in paths_left)
