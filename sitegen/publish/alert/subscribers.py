"""Subscribers: the addresses in `SITEGEN_SUBSCRIBERS`.

In: its text, one address a line, each with the slugs of the people it is about, if not of the whole site; a `-` and an
id take a subscriber off. Out: subscribers, each once. An address never stands in an error: only its line does.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass
from sitegen.regex import regex

VARIABLE = "SITEGEN_SUBSCRIBERS"
_ADDRESS = regex(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]+)")
_ID = regex(r"-\s*([0-9a-f]{32})")
_LARGEST = 4 << 20
MOST = 10_000
"""Subscribers, at most: the record of an alert, written after each message, stays small."""
COST = 1 << 12
"""Work that one digest takes (scrypt's N), so that nobody tries a million addresses against a site's public record."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One address. `people` are the slugs of those whose papers are wanted; none stands for the whole site."""

    address: str
    people: frozenset[str]
    line: int

    def wants(self, authors: frozenset[str]) -> bool:
        """Whether a paper by these people is for this subscriber."""
        return not self.people or not self.people.isdisjoint(authors)


@dataclass(frozen=True, slots=True)
class Roll:
    """All subscribers, the ids of those who left, and what is wrong with lines that are left out."""

    subscribers: tuple[Subscriber, ...]
    left: frozenset[str]
    faults: tuple[Problem, ...] = ()


def read(setting: str, root: Path) -> str:
    """Return the text of the list: of the file that the setting names, else the setting itself.

    Raises `SitegenError`, also for a file that the site would publish.
    """
    if "\n" not in setting.strip() and ("@" not in setting or _is_file(setting.strip())):
        path = Path(setting.strip())
        if not _is_file(setting.strip()):
            raise SitegenError([Problem(VARIABLE, sentence="names no file that is there, and holds no address")])
        for folder in ("content", "output"):
            if path.resolve().is_relative_to((root / folder).resolve()):
                hint = "keep the list outside the site, or in a secret of your host"
                raise SitegenError([Problem(VARIABLE, sentence=f"the list stands in {folder}/", hint=hint)])
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise SitegenError([Problem(VARIABLE, sentence=f"the list is larger than {_LARGEST >> 20} MiB")])
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SitegenError([Problem(VARIABLE, sentence="the list is not UTF-8 text")]) from None
    return setting


def parse(text: str, people: Mapping[str, str]) -> Roll:
    """Read the list; `people` are the slugs of the site's, by any slug they ever had.

    A line at fault is left out and costs nobody else the alert. Raises `SitegenError` with every line where none is
    good, and for a list that is too long.
    """
    subscribers: dict[str, Subscriber] = {}
    left: set[str] = set()
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if gone := _ID.fullmatch(line.strip()):
            left.add(gone[1])
            continue
        address, wanted = _address(words[0]), frozenset(words[1:])
        faults = _faults(number, address, wanted, people)
        problems += faults
        if not faults:
            subscriber = Subscriber(address, frozenset(people.get(slug, slug) for slug in wanted), number)
            subscribers[address.casefold()] = _joined(subscribers.get(address.casefold()), subscriber)
    if len(subscribers) > MOST:
        hint = "so many are work for a mailing list: subscribe its address here"
        raise SitegenError([Problem(VARIABLE, sentence=f"the list has more than {MOST:,} addresses", hint=hint)])
    if problems and not subscribers:
        raise SitegenError(problems)
    return Roll(tuple(subscribers.values()), frozenset(left), tuple(problems))


def mailbox(text: str) -> tuple[str, str]:
    """Return name and address of `Ada <ada@example.org>` or of an address alone; raises ValueError."""
    name, bracket, rest = text.strip().rpartition("<")
    address = _address(rest.removesuffix(">").strip())
    if not address or bool(bracket) != rest.endswith(">"):
        raise ValueError("is not an e-mail address (write it as Ada Lovelace <ada@example.org>)")
    return name.strip().removeprefix('"').removesuffix('"').strip(), address


@lru_cache(maxsize=1 << 14)
def digest(salt: str, address: str) -> str:
    """Return what stands for an address in files: 32 hexadecimal digits that do not lead back to it."""
    key = hashlib.scrypt(address.casefold().encode(), salt=bytes.fromhex(salt), n=COST, r=8, p=1, dklen=16)
    return key.hex()


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _address(written: str) -> str:
    """Return an address as it is sent to, its domain in ASCII; nothing when it is none."""
    match = _ADDRESS.fullmatch(unicodedata.normalize("NFC", written))
    if not match:
        return ""
    try:
        domain = match[1].lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return f"{match[0][: match.start(1)]}{domain}"


def _faults(number: int, address: str, wanted: Iterable[str], people: Mapping[str, str]) -> list[Problem]:
    if not address:
        hint = "write one address a line; behind it, if you like, slugs of the people whose papers are wanted"
        return [Problem(VARIABLE, number, sentence="this is not an e-mail address", hint=hint)]
    unknown = sorted(word for word in wanted if word not in people)
    if any("@" in word for word in unknown):
        return [Problem(VARIABLE, number, sentence="two addresses on one line", hint="write one address a line")]
    hint = "use the name of a page below authors/"
    return [Problem(VARIABLE, number, sentence=f'nobody here has the slug "{word}"', hint=hint) for word in unknown]


def _joined(before: Subscriber | None, subscriber: Subscriber) -> Subscriber:
    """Return one subscriber for an address that stands there twice: who wants everything wants everything."""
    if before is None:
        return subscriber
    return replace(
        before, people=before.people | subscriber.people if before.people and subscriber.people else frozenset()
    )
