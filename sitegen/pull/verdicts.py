"""What an answer is worth that did arrive: by its status, by what it claims to be, by how it begins.

In: a status, a content type, a body. Out: the `SourceError` that says what is wrong with it. A 200 is no proof of
success.
"""

from __future__ import annotations

from http import HTTPStatus

from sitegen.pull.fault import SourceError
from sitegen.pull.request import JSON, XML, Answer
from sitegen.pull.service import Service


def judge_status(service: Service, status: int, *, has_key: bool, is_spent: bool = False) -> SourceError:
    """Return the fault for a status that is no success."""
    name, key = service.title, service.key
    advice = f"; a key in {key.variable} gets more" if key and not has_key else ""
    if is_spent:
        return SourceError(name, "spent", f"the day's quota is used up: pull again tomorrow{advice}")
    if status == 429:
        return SourceError(name, "throttled", f"it is asked too often by too many: pull again later{advice}")
    if status in {404, 410}:
        return SourceError(name, "missing", f"it knows nothing under the identifier it was asked for (HTTP {status})")
    if status in {401, 403} and key and has_key:
        return SourceError(name, "key", f"it does not accept the key in {key.variable}: correct it or remove it")
    if status >= 500:
        return SourceError(name, "down", f"it is out of order at the moment ({_words(status)})")
    return SourceError(name, "denied", f"it does not answer the question ({_words(status)}){advice}")


def judge_body(service: Service, accept: str, answer: Answer) -> None:
    """Raise `SourceError` unless a successful answer looks like what was asked for."""
    name, kind = service.title, answer.kind
    start = answer.body[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise SourceError(name, "empty", "the answer is empty")
    wanted = {JSON: "json", XML: "xml"}.get(accept)
    if wanted is None:
        return
    if kind in {"text/html", "application/xhtml+xml"} or start.startswith((b"<!doctype html", b"<html")):
        raise SourceError(
            name, "html", "a web page came where data should be: a proxy, a login or a notice stands before it"
        )
    if kind and wanted not in kind and not (service.text_is_data and kind == "text/plain"):
        raise SourceError(name, "type", f"the answer is {_short(kind)} where {wanted.upper()} should be")


def _words(status: int) -> str:
    try:
        return f"HTTP {status}, {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _short(kind: str) -> str:
    return kind[:60] if kind.isascii() and kind.isprintable() else "of an unknown kind"
