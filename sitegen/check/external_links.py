"""Findings about addresses elsewhere: whether what the site links is still there.

In: the addresses that lead out of the site, the one client. Out: findings for what is gone, and the addresses that
could not be checked. Each is asked once, for its head, and not again for a day; addresses of this machine or of a
private network are never asked. This is the only part of `check` that uses the network, and only when told to.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import as_completed
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from sitegen.check.content import is_of_this_machine
from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.check.links import PageLink
from sitegen.check.locate import address
from sitegen.content.files import write
from sitegen.records import NamedTuple, dataclass
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.retry import RequestLimits
from sitegen.web.service import Service
from sitegen.workers import threads

DAY = 24 * 3600.0
LIMITS = RequestLimits(tries=2, connect=10, read=15, total=30, wait=10, body=1 << 18, seconds=24 * 3600)
AT_ONCE = 8
"""Hosts that are asked at the same time; each of them is asked one thing after the other."""
_PACES = {"arxiv.org": 3.0}
"""Seconds between two requests to a host; one where it is not said. Source: info.arxiv.org/help/api/tou.html."""
_GONE = frozenset({404, 410})
_NETWORK = frozenset({"offline", "refused", "slow", "dropped", "tls"})
"""What a request also comes to when it is our own network that is down."""

Outcome = Literal["there", "gone", "unknown", "offline"]
Progress = Callable[[str, int, int], object]


class Verdict(NamedTuple):
    """The verdict on one address: the outcome, and why in words."""

    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """The outcome of asking: how many addresses, the findings, those unknown, and why nothing could be asked."""

    asked: int
    findings: tuple[Finding, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    failure: str = ""


def outside(
    subject: CheckContext, wanted: Iterable[PageLink], state: Path, environment: Mapping[str, str], progress: Progress
) -> Outside:
    """Ask every address once. `state` is a folder that this may keep its memory in."""
    pages = {link.href: link.page for link in _worth_asking(wanted)}
    memory = _Memory(state / "seen.json", environment.get("SITEGEN_GATEWAY", ""))
    verdicts = {href: verdict for href in pages if (verdict := _private(href) or memory.find(href))}
    new = [href for href in pages if href not in verdicts]
    verdicts |= _ask(new, subject, state, environment, progress)
    memory.keep({href: verdicts[href] for href in new})
    if new and all(verdicts[href].outcome == "offline" for href in new):
        return Outside(0, (), failure=f"the network is out of reach: {verdicts[new[0]].why}")
    gone = (
        address(
            subject, (pages[href],), href, ("external", "gone", "warning"), f"{href}: {verdicts[href].why}",
            "correct it, take an archived copy (web.archive.org), or delete it",
        )
        for href in sorted(pages)
        if verdicts[href].outcome == "gone"
    )  # fmt: skip
    unknown = [(href, verdicts[href].why) for href in sorted(pages) if verdicts[href].outcome in {"unknown", "offline"}]
    return Outside(len(pages), tuple(gone), tuple(unknown))


def _worth_asking(wanted: Iterable[PageLink]) -> Iterator[PageLink]:
    """Leave out what another address answers for: arXiv has the PDF of whatever it has the page of."""
    links = tuple(wanted)
    known = {link.href for link in links}
    for link in links:
        of_page = link.href.replace("//arxiv.org/pdf/", "//arxiv.org/abs/")
        if of_page == link.href or of_page not in known:
            yield link


def _private(href: str) -> Verdict | None:
    """Return the verdict on an address that only somebody on this machine or network can follow."""
    is_private = is_of_this_machine(href)
    return Verdict("gone", "only this machine, or its own network, can follow it") if is_private else None


def _ask(
    addresses: Iterable[str], subject: CheckContext, state: Path, environment: Mapping[str, str], progress: Progress
) -> dict[str, Verdict]:
    """Ask addresses, several hosts at once; after the first sign that there is no network, no more."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for href in addresses:
        hosts[urlsplit(href).netloc].append(href)
    count = sum(map(len, hosts.values()))
    config = subject.content.config
    verdicts: dict[str, Verdict] = {}
    with (
        Web(state, environment, home=config.base_url, mailto=config.pull.mailto or "", limits=LIMITS) as web,
        threads(AT_ONCE) as pool,
    ):
        asking = [pool.submit(_ask_host, web, host, hrefs, verdicts) for host, hrefs in sorted(hosts.items())]
        for done in as_completed(asking):
            done.result()
            progress("addresses elsewhere", len(verdicts), count)
    return verdicts


def _ask_host(web: Web, host: str, addresses: Iterable[str], verdicts: dict[str, Verdict]) -> None:
    for href in addresses:
        verdicts[href] = _verdict(web, host, href)


def _verdict(web: Web, host: str, href: str) -> Verdict:
    name = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in host.casefold())
    parts = urlsplit(href)
    try:
        port = parts.port
    except ValueError:
        return Verdict("gone", "it is no address: its port is not a number")
    own = f"{parts.hostname}:{port}" if port not in {None, 80, 443} else f"{parts.hostname}"
    service = Service(name=f"link-{name}", title=host, hosts=(own,), pace=_PACES.get(own, 1.0))
    try:
        status = web.status(service, href)
    except SourceError as error:
        if error.kind in {"redirect", "big"}:  # it answers, elsewhere or at length
            return Verdict("there")
        if error.kind == "dns":
            return Verdict("gone", f"there is no host {own}")
        return Verdict("offline" if error.kind in _NETWORK else "unknown", error.sentence)
    if status in _GONE:
        return Verdict("gone", f"{own} says that it is not there (HTTP {status})")
    return Verdict("there") if status < 400 else Verdict("unknown", f"HTTP {status}")


class _Memory:
    """The answers of addresses within the last day, in a file that may be lost or damaged."""

    def __init__(self, file: Path, gateway: str) -> None:
        self._file = file
        self._gateway = gateway
        self._now = time.time()
        self._entries: dict[str, Any] = {}
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(kept, dict):
            self._entries = {href: entry for href, entry in kept.items() if self._is_fresh(entry)}

    def _is_fresh(self, entry: Any) -> bool:
        return (
            isinstance(entry, list)
            and len(entry) == 4
            and entry[0] in {"there", "gone", "unknown"}
            and isinstance(entry[1], str)
            and isinstance(entry[2], int | float)
            and 0 <= self._now - entry[2] < DAY
        )

    def find(self, href: str) -> Verdict | None:
        """Return what an address answered, if that is known."""
        entry = self._entries.get(href)
        return Verdict(entry[0], entry[1]) if entry and entry[3] == self._gateway else None

    def keep(self, verdicts: Mapping[str, Verdict]) -> None:
        """Remember answers; that there was no network is none."""
        news = {
            href: [*verdict, self._now, self._gateway]
            for href, verdict in verdicts.items()
            if verdict.outcome != "offline"
        }
        if news:
            write(self._file, json.dumps({**self._entries, **news}, indent=0, sort_keys=True).encode())
