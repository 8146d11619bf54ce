"""The options of a theme: what each may be, what it is by default, what a site has made of it.

In: a chain of themes, the site's settings. Out: the value of each option, ready for templates. Never guesses: a value
that does not fit is an error at its line, with what would fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.content import content_file, forms, guesses
from sitegen.content.form_error import FormError, quoted
from sitegen.errors import Problem, SitegenError
from sitegen.model import SiteConfig
from sitegen.records import dataclass
from sitegen.render.accent import chosen
from sitegen.render.theme_chain import Ancestor

KINDS = ("text", "choice", "hue", "flag")
KEYS = ("kind", "default", "values", "description")
TURN = 360
"""Degrees of a hue."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a theme.

    `values` are the names it may have: of a choice all there are, of a hue those that stand for a number of degrees.
    """

    kind: str
    default: Any
    values: Mapping[str, Any]


def settle(chain: Sequence[Ancestor], config: SiteConfig, root: Path) -> Mapping[str, Any]:
    """Return the value of every option; raises `SitegenError` with each value that does not fit, at its line."""
    options = declared(chain)
    if not config.theme_options:
        return {name: option.default for name, option in options.items()}
    document = content_file.read_document(root, config.file)
    values, problems = {name: option.default for name, option in options.items()}, []
    for name, written in config.theme_options.items():
        path = ("theme_options", name)
        try:
            values[name] = read(_named(name, options, config.theme), written)
        except FormError as fault:
            problems.append(document.problem(path, fault.sentence, fault.hint, at_key=name not in options))
    if problems:
        raise SitegenError(problems)
    return values


def declared(chain: Sequence[Ancestor]) -> Mapping[str, Option]:
    """Return the options of a theme and of all it extends; raises `SitegenError` where a theme declares one wrongly."""
    options: dict[str, Option] = {}
    problems: list[Problem] = []
    for theme in reversed(chain):
        document = theme.manifest
        for name, written in ((document.data or {}).get("options") or {}).items():
            try:
                options[name] = _declared(written, options.get(name))
            except FormError as fault:
                problems.append(document.problem(("options", name), fault.sentence, fault.hint))
    if problems:
        raise SitegenError(problems)
    return options


def read(option: Option, written: Any) -> Any:
    """Return the value that a person wrote for an option: a text, a flag, a number of degrees; raises `FormError`."""
    if option.kind == "hue" and written in (None, ""):
        raise FormError("is empty", "a colour stands in quotes, for # begins a comment: '#1f6feb'")
    if not isinstance(written, str):
        raise FormError("an option is one word, number or line of text", _fitting(option, ""))
    if option.kind == "flag":
        return forms.READERS["flag"].read(written)
    if option.kind == "text":
        return written
    if written in option.values:
        return option.values[written]
    if option.kind == "hue" and written.isascii() and written.isdecimal() and int(written) < TURN:
        return int(written)
    if option.kind == "hue" and written.startswith("#"):
        return chosen(written)
    sort = "a hue" if option.kind == "hue" else "one of its values"
    raise FormError(f"{quoted(written)} is not {sort}", _fitting(option, written))


def _declared(written: Any, inherited: Option | None) -> Option:
    """Return an option as a manifest has it: a default alone keeps what was inherited, and is else a text."""
    if not isinstance(written, dict):
        option = inherited or Option("text", "", {})
        return replace(option, default=read(option, "" if written is None else written))
    unknown = next((key for key in written if key not in KEYS), None)
    if unknown is not None:
        raise FormError(f'an option knows no key "{unknown}"', f"its keys: {', '.join(KEYS)}")
    kind = written.get("kind") or "text"
    if kind not in KINDS:
        raise FormError(f"{quoted(str(kind))} is not a kind of option", f"kinds: {', '.join(KINDS)}")
    option = Option(kind, None, dict(_values(kind, written.get("values"))))
    if written.get("default") is None:
        raise FormError("an option has a default", "write default: and the value it has until a site says otherwise")
    return replace(option, default=read(option, written["default"]))


def _values(kind: str, written: Any) -> Iterator[tuple[str, Any]]:
    """Yield the names that an option may have, each with its value."""
    if kind == "choice":
        if not isinstance(written, list) or not written:
            raise FormError("a choice lists its values", "write values: [one, another]")
        yield from ((str(name), str(name)) for name in written)
    elif kind == "hue":
        bare = Option("hue", 0, {})
        yield from ((name, read(bare, degrees)) for name, degrees in (written or {}).items())
    elif written is not None:
        raise FormError(f"a {kind} has no list of values", "write kind: choice")


def _named(name: str, options: Mapping[str, Option], theme: str) -> Option:
    if name in options:
        return options[name]
    near = guesses.nearest(name, options)
    known = f"its options: {', '.join(sorted(options)) or 'none'}"
    raise FormError(f"the theme {theme} has no such option", f"did you mean {near}?" if near else known)


def _fitting(option: Option, written: str) -> str:
    near = guesses.nearest(written, option.values)
    names = f"values: {', '.join(option.values)}" if option.values else ""
    if option.kind == "hue":
        others = f"or a number of degrees, 0 to {TURN - 1}, or a colour: '#1f6feb'"
        names = "; ".join(part for part in (names, others) if part)
    return f"did you mean {near}?" if near else names
