"""Sections of the home page: what `sections` in `site.yaml` says, read and checked.

In: the list as it was typed, and what there is to show. Out: sections in their order, or a problem with its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sitegen.content.document import Document
from sitegen.content.form_error import quoted
from sitegen.content.guesses import did_you_mean
from sitegen.errors import Problem
from sitegen.model import SECTIONS, HomeSection

_OPTIONS = ("limit", "title")
_FEWER: Mapping[str, tuple[str, ...]] = {
    "about": (),
    "people": (),
    "numbers": (),
    "papers": ("title",),
    "sponsors": ("title",),
}
"""The options of sections that cannot have all of them."""


def read_sections(
    typed: Collection[Any], document: Document, *, kinds: Collection[str], pages: Collection[str]
) -> tuple[tuple[HomeSection, ...], tuple[Problem, ...]]:
    """Return the sections, and what is wrong; `kinds` are those of items, `pages` the slugs of free pages."""
    sections: list[HomeSection] = []
    problems: list[Problem] = []
    names = (*SECTIONS, *kinds)
    for index, value in enumerate(typed):
        path: tuple[str | int, ...] = ("sections", index)
        if isinstance(value, str):
            name, options = value, None
        elif isinstance(value, dict) and len(value) == 1:
            name, options = next(iter(value.items()))
            path = (*path, name)
        else:
            hint = "write `- recent`, or `- recent: {limit: 5}`"
            problems.append(document.problem(path, "a section is a name, or a name with its options", hint))
            continue
        faults = list(_faults(name, options, names, pages))
        problems += [document.problem(path, sentence, hint) for sentence, hint in faults]
        if faults:
            continue
        section = replace(_section(name, options), lang=document.languages.get((*path, "title"), ""))
        if any((other.name, other.page) == (name, section.page) for other in sections):
            problems.append(document.problem(path, f"{quoted(name)} stands here twice", "leave one of them out"))
        sections.append(section)
    return tuple(sections), tuple(problems)


def none_named(document: Document) -> tuple[Problem, ...]:
    """Return a warning where `sections` stands in the settings with nothing behind it."""
    if not isinstance(document.data, dict) or "sections" not in document.data:
        return ()
    sentence = "names nothing: the home page shows what it shows without this line"
    hint = "delete the line, or name what to show, in order: sections: [about, recent, papers]"
    return (document.problem(("sections",), sentence, hint, at_key=True).as_warning(),)


def _section(name: str, options: Any) -> HomeSection:
    if name == "text":
        return HomeSection(name, page=options)
    stated = options or {}
    return HomeSection(name, int(stated["limit"]) if "limit" in stated else None, str(stated.get("title", "")))


def _faults(name: str, options: Any, names: Collection[str], pages: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (sentence, hint) of what is wrong with a section."""
    if name not in names:
        yield f"{quoted(name)} is no section", did_you_mean(name, names) or f"sections: {', '.join(names)}"
    elif name == "text":
        if options is None:
            yield "a section of text is a page's", "write `- text: <slug>` of a page in content/pages/"
        elif not isinstance(options, str) or options not in pages:
            hint = did_you_mean(str(options), pages) or "write `- text: <slug>` of a page in content/pages/"
            yield f"there is no page {quoted(str(options))} in content/pages/", hint
    elif options is not None and not isinstance(options, dict):
        yield "the options of a section are a mapping", f"write `- {name}: {{limit: 5}}`"
    else:
        known = _FEWER.get(name, _OPTIONS)
        for key, value in (options or {}).items():
            if key not in known:
                hint = did_you_mean(key, known, options or ()) or (
                    f"options: {', '.join(known)}" if known else "it has none"
                )
                yield f"{quoted(key)} is no option of a section {quoted(name)}", hint
            elif key == "limit" and not (isinstance(value, str) and value.isdecimal() and 0 < int(value) < 1000):
                yield f"limit: {quoted(str(value))} is not a number from 1 to 999", f"write {name}: {{limit: 5}}"
            elif key == "title" and not isinstance(value, str):
                hint = "write a text, or, where site.yaml has languages, a mapping of these and no others"
                yield f"title: is {'a list' if isinstance(value, list) else 'no text'}", hint
