"""Lasting ids of what stands in feeds: tag URIs of older sites (RFC 4151), UUIDs of sites that have an id of their own.

In: the id or the address of a site, and the path of a page. Out: the id of that page in feeds, which is made of nothing
that a person may want to change later. Never looks at what the page says.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

_MINTED = "2026"
"""The year in which these ids began to be given out; part of each tag, so it never changes (RFC 4151)."""
_UUID = "urn:uuid:"


def site_path(base_url: str) -> str:
    """Return the path of a site's address, quoted, with a slash at both ends."""
    path = quote("/".join(part for part in urlsplit(base_url).path.split("/") if part), safe="/%~!$&'()*+,;=:@-._")
    return f"/{path}/" if path else "/"


def feed_base(site_id: str | None, base_url: str) -> str:
    """Return what the ids of a site's feeds are made of: its id, else its host and path as a tag URI."""
    if site_id:
        return f"{_UUID}{site_id}"
    host = urlsplit(base_url).hostname or "localhost"
    if not host.isascii():
        host = host.encode("idna").decode()
    return f"tag:{host},{_MINTED}:{site_path(base_url)}"


def feed_id(base: str, path: str) -> str:
    """Return the id of the page, or of the feed, at a path of the site (`papers/x/`).

    Below the id of a site it is a UUID of version 5, made of that id and the path (RFC 9562, 5.5).
    """
    if not base.startswith(_UUID):
        return base + path
    space = bytes.fromhex(base.removeprefix(_UUID).replace("-", ""))
    # SHA-1 is what the standard asks for; nothing is kept secret by it
    made = bytearray(hashlib.sha1(space + path.encode(), usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    digits = made.hex()
    return _UUID + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
