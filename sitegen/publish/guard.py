"""Guard of the preview: refuses whoever does not name this machine, and pages of other sites.

In: the address somebody listens on, and the headers of a request. Out: why it is refused, or nothing.
A page elsewhere can make a browser ask for our addresses, also by a name that it lets point here.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from sitegen.regex import regex

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
EVERYWHERE = frozenset({"0.0.0.0", "[::]"})  # noqa: S104 - compared with, not listened on
_HOST = regex(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?", re.IGNORECASE)


def refusal(headers: Mapping[str, str], host: str) -> str:
    """Say why whoever sent these headers gets nothing from the preview at `host`; empty when all is well."""
    named = headers.get("Host", "")
    match = _HOST.fullmatch(named)
    if not match or not _is_ours(match[1].lower(), bracketed(host).lower()):
        return "this preview is for the one who started it: it does not go by that name"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in {f"http://{named.lower()}", f"https://{named.lower()}"}:
        return "this preview answers its own pages only"
    return ""


def name_and_port(named: str) -> tuple[str, int]:
    """Return the two parts of a Host header that was not refused."""
    match = _HOST.fullmatch(named)
    if not match:
        raise ValueError("not a Host header")
    return match[1], int(match[2] or 80)


def bracketed(host: str) -> str:
    """Return a host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def _is_ours(name: str, host: str) -> bool:
    """Tell whether a name is the preview's; one that listens everywhere goes by any number, but by no other name."""
    if name in LOOPBACK or name == host:
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return host in EVERYWHERE
