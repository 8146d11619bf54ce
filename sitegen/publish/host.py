"""Pages hosts: the address at which a host serves the Pages of a repository.

In: the address of a git remote. Out: the address that the site will have there, as far as it follows from the names.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from sitegen.regex import regex

Kind = Literal["github", "gitlab", "forgejo"]

_REMOTE = regex(
    r"(?:^|[/@.])(github\.com|gitlab\.com|codeberg\.org)(?::\d+)?[:/]+(.+?)/([^/]+?)(?:\.git)?/*$", re.IGNORECASE
)
_PAGES = {"github.com": "github.io", "gitlab.com": "gitlab.io", "codeberg.org": "codeberg.page"}


def kind_of(remote: str) -> Kind:
    """Return whose workflow files the host of a remote reads; GitHub's where its name does not tell."""
    host = (urlsplit(remote).hostname or remote.partition(":")[0].rpartition("@")[2]).lower()
    if "gitlab" in host:
        return "gitlab"
    return "forgejo" if re.search(r"codeberg|forgejo|gitea", host) else "github"


def pages_address(remote: str) -> str:
    """Return the address of the Pages of a repository (`https://ada.github.io/papers/`); empty when unknown."""
    match = _REMOTE.search(remote)
    if not match:
        return ""
    host, owner, repository = match[1].lower(), match[2].lower(), match[3]
    if "/" in owner:  # a group within a group
        owner, _, rest = owner.partition("/")
        repository = f"{rest}/{repository}"
    site = f"{owner}.{_PAGES[host]}"
    own = {site, "pages"} if host == "codeberg.org" else {site}
    return f"https://{site}/" if repository.lower() in own else f"https://{site}/{repository}/"


def mismatch(base_url: str, cname: str | None, remote: str) -> str:
    """Say how `base_url` differs from where the host will serve the site; empty when it does not, or is unknown."""
    served = f"https://{cname}/" if cname else pages_address(remote)
    if not served or _same(base_url, served):
        return ""
    if cname:
        return f"base_url is {base_url}, but deploy.cname says that the site is served at {served}"
    domain = urlsplit(base_url).hostname or ""
    own = f"; if {domain} is your own domain, set deploy.cname to it" if not domain.endswith("example.org") else ""
    return f"base_url is {base_url}, but {served} is where this remote's host serves the site{own}"


def _same(address: str, other: str) -> bool:
    """Tell whether two addresses are one but for http or https and the case of the host."""
    first, second = urlsplit(address), urlsplit(other)
    return (first.hostname, first.path.rstrip("/")) == (second.hostname, second.path.rstrip("/"))
