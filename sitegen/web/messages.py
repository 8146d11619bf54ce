"""HTTP messages: a request, and the answer to it.

In: nothing. Out: the nouns of one exchange with a service. Hold no key: keys are added where a request is sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sitegen.records import NamedTuple
from sitegen.web.cache import DAY

JSON = "application/json"
XML = "application/xml, application/atom+xml, text/xml;q=0.9"


class HttpRequest(NamedTuple):
    """One thing to ask: where, for what, and what to send along (of which kind, by which verb). Holds no secret."""

    url: str
    accept: str
    body: bytes = b""
    tag: str = ""
    kind: str = JSON
    verb: str = ""

    @property
    def method(self) -> str:
        """The verb, if there is one; else `POST` with a body, and `GET` without."""
        return self.verb or ("POST" if self.body else "GET")

    @property
    def identity(self) -> str:
        """The text that tells this request from every other."""
        sent = hashlib.sha256(self.body).hexdigest() if self.body else ""
        return " ".join(filter(None, (self.method, self.url, self.accept, sent, self.tag)))


class Terms(NamedTuple):
    """The terms of one request that differ from its service's usual ones.

    `fresh` is for how many seconds a kept answer is as good as a new one (a gateway stands for the present and is
    always asked). `tag` tells apart answers that the address does not. `pace` replaces the service's own. `also` are
    statuses whose body is an answer too.
    """

    fresh: float = DAY
    tag: str = ""
    pace: float | None = None
    also: frozenset[int] = frozenset()


class HttpResponse(NamedTuple):
    """A whole answer; `headers` are looked up in any case, `url` is where it came from, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""

    @property
    def kind(self) -> str:
        """Its content type, without parameters; empty when none is claimed."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
