"""Addresses in content: of pages elsewhere, hosts, servers, mail, and files of the site.

In: a text as it was typed. Out: the address as it is kept. A text that is none raises `FormError`, with a sentence that
quotes it and a hint. Never asks whether anything is there.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sitegen.content import files
from sitegen.content.form_error import FormError, quoted
from sitegen.regex import regex
from sitegen.text import repositories

_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_ADDRESS = regex(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")
_EMAIL = regex(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]+")
_LABEL = regex(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_HOST = regex(r"[^\s/]+\.[^\s/]")
_NOT_IN_SERVER = regex(r"[^A-Za-z0-9._~!$&()*+=:@%/-]")


def _address(text: str) -> str:
    """Check an http(s) address, which must not carry a password."""
    bad = _NOT_IN_ADDRESS.search(text)
    if bad:
        code = "".join(f"%{byte:02X}" for byte in bad[0].encode())
        raise FormError(f"{quoted(text)} is not an address: it holds {bad[0]!r}", f"write {code} for it")
    try:
        parts = urlsplit(text)
        port_is_well = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_well = urlsplit(""), False
    if not parts.hostname or not port_is_well:
        raise FormError(f"{quoted(text)} is not an address", "it looks like https://example.org/page")
    if parts.username is not None:
        raise FormError(f"{quoted(text)} carries a user name", "leave out what stands before the @")
    return text


def url(text: str) -> str:
    """Check an http(s) address. Raises `FormError`."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() in ("http", "https"):
        return _address(text)
    hint = f"write https://{text}" if _HOST.match(text) and not scheme else "it starts with https://"
    raise FormError(f"{quoted(text)} is not an http(s) address", hint)


def base_url(text: str) -> str:
    """Check the address of a site and end it in a slash. Raises `FormError`."""
    address = url(text)
    if "?" in address or "#" in address:
        raise FormError(f"{quoted(text)} is not the address of a site", "leave out what stands after ? or #")
    return address.rstrip("/") + "/"


def host(text: str) -> str:
    """Check the name of a host, and return it as name servers have it. Raises `FormError` (RFC 1123)."""
    bare = re.sub(r"(?i)^[a-z][a-z0-9+.-]*://|^//", "", text.strip()).partition("/")[0].partition("?")[0]
    name = _in_ascii(bare.rpartition("@")[2].partition(":")[0].removesuffix("."))
    if name and name == _in_ascii(text.strip().removesuffix(".")):
        return name
    hint = f"write {name}" if name else "it looks like ada.example or papers.ada.example"
    raise FormError(f"{quoted(text)} is not the name of a host", hint)


def _in_ascii(name: str) -> str:
    """Return a host's name in lower case and ASCII; nothing for what cannot be one, or is one of this machine."""
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = name.split(".")
    is_name = len(labels) > 1 and len(name) <= 253 and all(map(_LABEL.fullmatch, labels))
    return name if is_name and not labels[-1].isdecimal() else ""


def server(text: str) -> str:
    """Check the https address of a server, which may be its name alone, and end it without a slash. Raises `FormError`.

    `Stats.example.org/matomo/` is `https://stats.example.org/matomo`.
    """
    written = text.strip()
    scheme, _, rest = written.rpartition("://")
    if scheme.casefold() not in ("", "https"):
        raise FormError(f"{quoted(text)} is not an https address", f"write https://{rest}")
    bare, _, path = rest.partition("/")
    name, colon, port = bare.partition(":")
    ascii_name = _in_ascii(name)
    if not ascii_name or (colon and not re.fullmatch(r"[1-9][0-9]{0,4}", port)) or _NOT_IN_SERVER.search(path):
        hint = "name each host: https://cdn.example.org" if "*" in bare else "it looks like https://stats.example.org"
        raise FormError(f"{quoted(text)} is not the address of a server", hint)
    return f"https://{ascii_name}{colon}{port}/{path}".rstrip("/")


def origin(text: str) -> str:
    """Check one host that pages may load from, and return it as a policy has it: `https://host`. Raises `FormError`.

    Words of a policy (`*`, `'unsafe-inline'`, `data:`) name no host, and a path would be no host alone.
    """
    if text.strip().startswith("'"):
        sentence = f"{quoted(text)} is no host; pages run nothing that stands in themselves"
        raise FormError(sentence, "put the script or the style into a file of a theme's static/")
    address = server(text)
    host = "/".join(address.split("/")[:3])
    if host != address:
        raise FormError(f"{quoted(text)} is more than a host", f"write {host}")
    return host


def repository(text: str) -> str:
    """Check the address of a repository whose files can be edited in a browser. Raises `FormError`."""
    address = url(text)
    try:
        repositories.editing(address)
    except ValueError as error:
        hint = "write the address of its branch: …/tree/main, …/-/tree/main (GitLab) or …/src/branch/main (Forgejo)"
        raise FormError(f"{quoted(text)} {error}", hint) from None
    if "?" in address or "#" in address:
        raise FormError(f"{quoted(text)} is not the address of a repository", "leave out what stands after ? or #")
    return address


def target(text: str, otherwise: str = "a file relative to content/") -> str:
    """Check where a link leads: http(s), mailto, or a file of the site. Raises `FormError`."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if not scheme:
        return file(text)
    if scheme[1].lower() in ("http", "https"):
        return _address(text)
    if scheme[1].lower() == "mailto":
        email(text[len("mailto:") :].partition("?")[0])
        return text
    raise FormError(f"{quoted(text)} is no link that sitegen makes", f"use http(s), mailto, or {otherwise}")


def is_local(link: str) -> bool:
    """Whether a checked target is a file of the site."""
    return not _SCHEME.match(link)


def place(text: str) -> str:
    """Check where a link of the navigation leads: an address, or a path of the site. Raises `FormError`."""
    text = text.strip()
    return target(text, "a path of the site such as papers/") if _SCHEME.match(text) else path(text)


def path(text: str) -> str:
    """Check a path of the site, which may be empty. Raises `FormError`."""
    text = text.strip()
    inside = re.split(r"[?#]", text, maxsplit=1)[0].removeprefix("/")
    if inside:
        files.relative(inside)
    return text


def file(text: str) -> str:
    """Check the path of a file below `content/`. Raises `FormError`."""
    if text.startswith("www."):
        raise FormError(f"{quoted(text)} is not an address", f"write https://{text}")
    return files.relative(text.strip())


def email(text: str) -> str:
    """Check an e-mail address. Raises `FormError`."""
    if not _EMAIL.fullmatch(text.strip()):
        raise FormError(f"{quoted(text)} is not an e-mail address", "it looks like name@example.org")
    return text.strip()
