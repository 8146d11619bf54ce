"""The one client: every request of sitegen goes through here, and every rule of politeness is kept here.

In: a service, an address of it, a query. Out: the data of an answer that arrived whole, or a `SourceError` that says
why not. Never asks a host that is not the service's, never repeats what is not worth it, never lets a key into an
address, a message or the cache. Each service may be asked from a thread of its own; one service from one thread only.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urlencode

from sitegen.web import rate_limit, xmltree
from sitegen.web.cache import Cache, Kept
from sitegen.web.errors import SourceError, judge_body, judge_status
from sitegen.web.gateway import Gateway, within
from sitegen.web.json_values import Data, decode
from sitegen.web.messages import JSON, XML, HttpRequest, HttpResponse, Terms
from sitegen.web.retry import RETRIED, BackOff, RequestBudget, RequestLimits, day_is_spent, patience_in
from sitegen.web.service import Service
from sitegen.web.transport import Wire

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_BY_HEAD = frozenset({400, 403, 404, 405, 406, 410, 501})
"""Statuses that some servers give to a `HEAD` whatever is there."""
_Result = TypeVar("_Result")


class Web:
    """All services, as one run on one site sees them; to be closed, or used in a `with`.

    `state` is the site's folder of run state (it must exist). `environment` is where keys and `SITEGEN_GATEWAY` are
    looked up; `home` and `mailto` tell services who asks. Raises `SitegenError` for one that makes no sense.
    """

    def __init__(
        self,
        state: Path,
        environment: Mapping[str, str],
        *,
        home: str = "",
        mailto: str = "",
        limits: RequestLimits | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._limits = (limits or RequestLimits()).times(patience_in(environment))
        self._gateway = Gateway(environment.get("SITEGEN_GATEWAY", ""))
        keeps_pace = not self._gateway or environment.get("SITEGEN_GATEWAY_PACE") == "1"
        self._paces = rate_limit.shared(state) if keeps_pace else None
        self._cache = Cache(state / "web")
        self._back_off = BackOff(self._limits, by_gateway=bool(self._gateway))
        self._sleep = sleep
        contacts = (home and f"+{home}", mailto and f"mailto:{mailto}")
        self._wire = Wire(self._gateway, environment, self._limits, about=[part for part in contacts if part])
        self._budgets: dict[str, RequestBudget] = {}
        self._asked: defaultdict[str, set[str]] = defaultdict(set)
        self.is_heard = False
        """Whether anybody has answered over the network in this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all connections."""
        self._wire.close()

    def has_key(self, service: Service) -> bool:
        """Tell whether the person has a key for a service."""
        return self._wire.has_key(service)

    def json(
        self,
        service: Service,
        url: str,
        query: Mapping[str, object] | None = None,
        *,
        send: object = None,
        terms: Terms | None = None,
    ) -> Data:
        """Ask for JSON; a list at its top stands under the key `list`.

        `send` is posted, as JSON: for questions too long for an address. Raises `SourceError`.
        """

        def read(answer: HttpResponse) -> Data:
            value = decode(service.title, answer.body)
            return Data(service.title, {"list": value} if isinstance(value, list) else value)

        body = json.dumps(send).encode("ascii") if send is not None else b""
        terms = terms or Terms()
        return self._ask(service, HttpRequest(_address(service, url, query), JSON, body, terms.tag), terms, read)

    def xml(
        self, service: Service, url: str, query: Mapping[str, object] | None = None, *, terms: Terms | None = None
    ) -> Element:
        """Ask for XML, and return its first element. Raises `SourceError`."""

        def read(answer: HttpResponse) -> Element:
            try:
                return xmltree.parse(answer.body)
            except xmltree.XmlError as error:
                raise SourceError(service.title, "xml", f"the answer is cut off or damaged (XML: {error})") from error

        terms = terms or Terms()
        return self._ask(service, HttpRequest(_address(service, url, query), XML, tag=terms.tag), terms, read)

    def whole(self, service: Service, url: str, *, accept: str = "*/*", terms: Terms | None = None) -> HttpResponse:
        """Ask for anything else (a page, an archive, a picture); what it really is, is for the caller to find out.

        Raises `SourceError`.
        """
        terms = terms or Terms()
        request = HttpRequest(_address(service, url, None), accept, tag=terms.tag)
        return self._ask(service, request, terms, lambda answer: answer)

    def tell(self, service: Service, url: str, body: bytes, *, kind: str = JSON, verb: str = "POST") -> None:
        """Send something, once, to which no answer is read but its status. Raises `SourceError` unless that is 2xx.

        Nothing of it is kept: the address may be a secret.
        """
        request = HttpRequest(within(service, url), "*/*", body, kind=kind, verb=verb)
        answer = self._exchange(service, request)
        if not 200 <= answer.status < 300:
            raise self._verdict(service, answer.status)

    def status(self, service: Service, url: str) -> int:
        """Ask whether something is at an address, and return the HTTP status; nothing of it is kept.

        Only the head is asked for, unless the server does not answer such questions. Raises `SourceError`; of the kind
        `redirect` when the address leads to another host.
        """
        request = HttpRequest(within(service, url), "*/*", verb="HEAD")
        answer = self._insist(service, request, None, service.pace)
        if answer.status in _NOT_BY_HEAD:
            answer = self._insist(service, request._replace(verb="GET"), None, service.pace)
        return answer.status

    def forget(self, service: Service) -> None:
        """Drop every answer of a service that this run has used: its source could not make sense of them."""
        for identity in self._asked.pop(service.name, set()):
            self._cache.forget(identity)

    def _ask(
        self, service: Service, request: HttpRequest, terms: Terms, read: Callable[[HttpResponse], _Result]
    ) -> _Result:
        """Return what `read` makes of the answer; one that it cannot read is not kept."""
        self._asked[service.name].add(request.identity)
        kept = self._cache.find(request.identity)
        if kept and kept.age < terms.fresh and not self._gateway:
            return read(_again(kept))
        answer = self._insist(service, request, kept, service.pace if terms.pace is None else terms.pace)
        if answer.status == 304 and kept and kept.conditions:  # else nobody asked whether it had changed
            answer = _again(kept)
        elif answer.status != 200 and answer.status not in terms.also:
            raise self._verdict(service, answer.status)
        else:
            judge_body(service, request.accept, answer)
        result = read(answer)
        if answer.status == 200:
            self._keep(request, answer)
        return result

    def _keep(self, request: HttpRequest, answer: HttpResponse) -> None:
        self._cache.keep(
            request.identity,
            answer.body,
            kind=answer.kind,
            url=answer.url,
            etag=answer.headers.get("ETag", ""),
            modified=answer.headers.get("Last-Modified", ""),
        )

    def _insist(self, service: Service, request: HttpRequest, kept: Kept | None, seconds: float) -> HttpResponse:
        """Ask until there is an answer that a further try would not change."""
        conditions = kept.conditions if kept else {}
        waited = 0.0
        with rate_limit.turn(self._paces, service, self._sleep) as turn:
            for attempt in range(self._limits.tries):
                is_last = attempt + 1 == self._limits.tries
                broken: SourceError | None = None
                try:
                    answer = self._follow(service, request, conditions, lambda: turn.wait(seconds))
                except SourceError as error:
                    if error.kind not in {"dropped", "cut"} or is_last:
                        raise
                    broken, answer = error, HttpResponse(0, {}, b"")
                finally:
                    turn.end()
                if not broken and (answer.status not in RETRIED or is_last):
                    return answer
                if answer.status == 429 and day_is_spent(answer.headers, self._limits.wait):
                    raise self._verdict(service, 429, is_spent=True)
                wait = self._back_off.wait(service, attempt, answer)
                waited += wait
                if waited > self._limits.wait:
                    raise broken or self._verdict(service, answer.status)
                self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _verdict(self, service: Service, status: int, *, is_spent: bool = False) -> SourceError:
        return judge_status(service, status, has_key=self._wire.has_key(service), is_spent=is_spent)

    def _follow(
        self, service: Service, request: HttpRequest, conditions: Mapping[str, str], wait: Callable[[], None]
    ) -> HttpResponse:
        """Ask, and go where redirects lead, as long as that is the service's own place."""
        url = request.url
        seen = {url}
        for _ in range(self._limits.redirects + 1):
            wait()
            answer = self._exchange(service, request._replace(url=url), conditions)
            location = answer.headers.get("Location", "")
            if answer.status not in _MOVED or not location:
                return answer._replace(url=url)
            url = within(service, self._gateway.meant(location, url))
            if url in seen:
                raise SourceError(service.title, "redirect", "it sends us round in a circle")
            seen.add(url)
        raise SourceError(service.title, "redirect", f"it sends us on more than {self._limits.redirects} times")

    def _exchange(
        self, service: Service, request: HttpRequest, conditions: Mapping[str, str] | None = None
    ) -> HttpResponse:
        """Send one request and take in all of its answer, within what a service may cost a run."""
        budget = self._budgets.setdefault(service.name, RequestBudget(service.title, self._limits))
        budget.spend_request()
        answer = self._wire.exchange(service, request, conditions or {})
        self.is_heard = True
        budget.spend_bytes(len(answer.body))
        return answer


def _address(service: Service, url: str, query: Mapping[str, object] | None) -> str:
    return within(service, url) + (f"?{urlencode(query)}" if query else "")


def _again(kept: Kept) -> HttpResponse:
    """A kept answer as it was when it came."""
    headers = {"Content-Type": kept.kind, "ETag": kept.etag, "Last-Modified": kept.modified}
    return HttpResponse(200, headers, kept.body, kept.url)
