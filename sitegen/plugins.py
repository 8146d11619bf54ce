"""Plug-ins: what other packages add to sitegen, by entry points of their own.

In: the name of a group. Out: what the installed packages offer in it, and a warning for each that is broken. Nothing is
imported before somebody needs it: a build with a theme of ours, and all that it makes, asks for no plug-in.

Groups, and what an entry point of each stands for: `sitegen.sources`, a `Source` (`pull/table`) with a dot in its name;
`sitegen.formats`, a `Format` (`cite/formats`) for `sitegen export` and pages; `sitegen.themes`, the folder of a theme,
a path or a package; `sitegen.checks`, a function from what is checked (`check/context`) to findings.

Source: https://packaging.python.org/en/latest/specifications/entry-points/.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from sitegen.errors import Problem, Severity, SitegenError
from sitegen.records import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Group = Literal["sitegen.sources", "sitegen.formats", "sitegen.themes", "sitegen.checks"]


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plug-in: its name, the package that it comes from (`sitegen-library 1.2`), and what it is."""

    name: str
    package: str
    value: Any

    def fault(self, error: BaseException | str, severity: Severity = "warning") -> Problem:
        """Return what is wrong with it, in one line, and what to do."""
        return replace(_fault(self.name, self.package, error), severity=severity)


@dataclass(frozen=True, slots=True)
class Offered:
    """The offers of a group: plug-ins in the order of their names, and a warning for each that is broken."""

    plugins: tuple[Plugin, ...] = ()
    problems: tuple[Problem, ...] = ()


def names(group: Group) -> tuple[str, ...]:
    """The names of the plug-ins of a group; none of them is imported."""
    return tuple(dict.fromkeys(entry.name for entry in _entries(group)))


def offered(group: Group, *, taken: Collection[str] = (), only: str = "") -> Offered:
    """Import the plug-ins of a group, or the one of a name; `taken` are names that are sitegen's own."""
    plugins: dict[str, Plugin] = {}
    problems = []
    for entry in _entries(group):
        if only and entry.name != only:
            continue
        package = _package(entry)
        if entry.name in taken or entry.name in plugins:
            other = plugins[entry.name].package if entry.name in plugins else "sitegen"
            problems.append(_fault(entry.name, package, f"{other} has one of that name"))
            continue
        try:
            plugins[entry.name] = Plugin(entry.name, package, entry.load())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's package may raise anything
            problems.append(_fault(entry.name, package, error))
    return Offered(tuple(plugins.values()), tuple(problems))


def find(group: Group, name: str) -> Plugin | None:
    """Import the plug-in of this name; nothing when there is none. Raises `SitegenError` when it is broken."""
    offer = offered(group, only=name)
    if offer.problems and not offer.plugins:
        raise SitegenError([replace(problem, severity="error") for problem in offer.problems])
    return offer.plugins[0] if offer.plugins else None


def _entries(group: Group) -> list[EntryPoint]:
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group), key=lambda entry: (entry.name, _package(entry)))


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "a package without a name"


def _fault(name: str, package: str, error: BaseException | str) -> Problem:
    words = error if isinstance(error, str) else f"{type(error).__name__}: {error}".strip(": ")
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    hint = f"update it, or do without it: pip uninstall {package.partition(' ')[0]}"
    return Problem(sentence=f'the plug-in "{name}" of {package} does not work: {line}', hint=hint, severity="warning")
