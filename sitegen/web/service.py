"""Service: what the client has to know of one, its hosts, its pace, where its key belongs.

In: nothing. Out: the noun that each source declares once and hands over with every request. Holds no key itself.
"""

from __future__ import annotations

from sitegen.records import NamedTuple, dataclass


class ApiKey(NamedTuple):
    """The key of a service: environment variable, request header, form of its value."""

    variable: str
    header: str
    form: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service that may be asked, and what it asks of us.

    Requests and redirects go to `hosts` and nowhere else. `pace` is the least time in seconds from the end of one
    request to the start of the next, whatever the host; `first_wait` is how long to wait after a 429 that does not say.
    `text_is_data`: its data comes as `text/plain`.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    pace: float
    first_wait: float = 1.0
    key: ApiKey | None = None
    text_is_data: bool = False
