"""Addresses at which a file of a git repository is edited in a browser, on the hosts that have such pages.

In: the address of a repository, or of a branch or a folder in it, as a browser shows it. Out: what a file's path is
put behind. Never asks the host: without a branch in the address, the branch is `main`.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_HOSTS = (
    ("gitlab", "/-/tree/", "/-/edit/"),
    ("codeberg", "/src/branch/", "/_edit/"),
    ("forgejo", "/src/branch/", "/_edit/"),
    ("gitea", "/src/branch/", "/_edit/"),
    ("github", "/tree/", "/edit/"),
)
"""A word of the host's name; what stands before a branch that is looked at, and before one that is edited."""


def editing(repository: str) -> str:
    """Return the address of the pages that edit a repository's files; a file's path follows it.

    Raises ValueError where the address does not tell how its host names them.
    """
    address = repository.rstrip("/")
    for _, looked_at, edited in _HOSTS:
        before, separator, branch = address.partition(looked_at)
        if separator:
            return f"{before}{edited}{branch}/"
    words = (urlsplit(address).hostname or "").split(".")
    for word, _, edited in _HOSTS:
        if word in words:
            return f"{address.removesuffix('.git')}{edited}main/"
    raise ValueError("does not tell where its files are edited")


def edit_address(repository: str, path: str) -> str:
    """Return where the file at `path` of a repository is edited. Raises ValueError as `editing` does."""
    return editing(repository) + quote(path)
