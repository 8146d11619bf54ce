"""Export formats that plug-ins bring: each found by its name once, and called so that its faults are one line.

In: the names that a site or a command asks for. Out: formats like ours, and the settings of a site with what they are
called and where they come from. Asks for no package where no such name is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from sitegen.cite.formats import Citation, Format
from sitegen.content.content_file import located
from sitegen.errors import Problem, SitegenError
from sitegen.model import Content, ExportFormat, SiteConfig
from sitegen.plugins import Group, Plugin, find, names
from sitegen.regex import regex

GROUP: Group = "sitegen.formats"
_ENDING = regex(r"[a-z0-9]+(\.[a-z0-9]+)?")


def named(name: str) -> Format | None:
    """Return the format of the plug-in of this name; nothing where there is none.

    Raises `SitegenError` when it is broken, now or when the format is used.
    """
    found = _found(name)
    return found[0] if found else None


def plugged_format(facts: ExportFormat) -> Format:
    """Return the format of a plug-in that a site asks for, by what is known of it; raises as `named` does."""
    form = named(facts.name)
    if form is None:
        raise SitegenError([_missing(facts.name)])
    return form


def with_plugged(content: Content, root: Path) -> Content:
    """Return the content of the site in `root`, whose settings say what the formats of plug-ins are that they name.

    Raises `SitegenError` where one is not installed, or broken.
    """
    asked = [name for name in content.config.formats if "." in name]
    if not asked:
        return content
    if missing := [_missing(name, content.config.file) for name in asked if not named(name)]:
        raise SitegenError([located(root, problem) for problem in missing])
    return replace(
        content,
        config=_completed(content.config),
        translations=tuple(replace(other, config=_completed(other.config)) for other in content.translations),
    )


def _completed(config: SiteConfig) -> SiteConfig:
    formats = [found for name in config.formats if "." in name and (found := _found(name))]
    return replace(
        config,
        plugged=tuple(form.facts for form, _ in formats),
        packages=tuple(package for _, package in formats),
    )


def _missing(name: str, file: str = "") -> Problem:
    known = ", ".join(names(GROUP))
    hint = f"install its package with pip{f'; there are {known}' if known else ''}"
    return Problem(file, field="formats" if file else "", sentence=f'no plug-in brings the format "{name}"', hint=hint)


@cache  # what is installed stays as it is while a process runs, and every paper asks
def _found(name: str) -> tuple[Format, str] | None:
    plugin = find(GROUP, name)
    if plugin is None:
        return None
    form = plugin.value
    if not isinstance(form, Format):
        raise SitegenError([plugin.fault("it is no sitegen.cite.formats.Format", "error")])
    if not _ENDING.fullmatch(form.facts.ending):
        raise SitegenError([plugin.fault(f'"{form.facts.ending}" is no ending of files', "error")])
    guarded = Format(
        form.facts._replace(name=name),
        partial(_text, plugin, form.one),
        partial(_text, plugin, form.many),
    )
    return guarded, plugin.package


def _text(plugin: Plugin, write: Callable[[Any], str], what: Citation | Iterable[str]) -> str:
    """Return what the plug-in writes; raises `SitegenError` whatever it does instead."""
    try:
        text = write(what)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's package may raise anything
        raise SitegenError([plugin.fault(error, "error")]) from None
    if not isinstance(text, str):
        raise SitegenError([plugin.fault("it gives something else than a text", "error")])
    return text
