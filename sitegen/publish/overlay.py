"""Overlay: what the preview adds to a page on its way to the browser, the reloading script and what is wrong.

In: a page's bytes. Out: its bytes with more in them. Never changes a file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from sitegen.errors import Problem
from sitegen.regex import regex

SHOWN = 50
"""Problems on a page, at most; the terminal has them all."""
_END_OF_HEAD = regex(rb"</head\s*>", re.IGNORECASE)
_BODY = regex(rb"<body(?:\s[^>]*)?>", re.IGNORECASE)
_POLICY = regex(rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = regex(rb"(\scontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)

STYLE = """\
#sitegen-problems {
  position: fixed; inset: 0 0 auto; z-index: 2147483647; box-sizing: border-box; max-height: 60vh; margin: 0;
  padding: 1rem 1.5rem; border-bottom: 4px solid #b3261e; overflow: auto; overscroll-behavior: contain;
  visibility: visible; background: #fff4f2; background: light-dark(#fff4f2, #2d1613); color: #2b1513;
  color: light-dark(#2b1513, #f6e4e1); font: 16px/1.5 system-ui, sans-serif; text-align: start;
}
#sitegen-problems h2 { margin: 0; font-size: 1.25rem; color: #8c1d18; color: light-dark(#8c1d18, #ffb4a9); }
#sitegen-problems ol { margin: .75rem 0 0; padding-inline-start: 1.5rem; }
#sitegen-problems li { margin: .5rem 0; }
#sitegen-problems code { display: block; font: bold 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
#sitegen-problems pre { margin: .25rem 0 0; font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
"""
LAST = "<p>Below is the page as it was last built.</p>"
EMPTY = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>sitegen serve</title></head>
<body><p>Nothing has been built yet.</p></body></html>
"""


def overlay(page: bytes, head: str, body: str, *, origin: str) -> bytes:
    """Return the page with `head` at the end of its head and `body` at the start of its body.

    Its Content-Security-Policy is widened by scripts, styles and sockets of `origin` (`http://127.0.0.1:8000`).
    """
    page = _POLICY.sub(lambda tag: _CONTENT.sub(lambda value: _widened(value, origin), tag[0]), page)
    page = _inserted(page, _END_OF_HEAD, head.encode(), before=True)
    return _inserted(page, _BODY, body.encode(), before=False)


def widened(policy: str, origin: str) -> str:
    """Return a Content-Security-Policy that lets in the preview's script, style and socket, and nothing else."""
    directives: dict[str, list[str]] = {}
    for written in policy.split(";"):
        name, *sources = written.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    socket = origin.replace("http", "ws", 1)
    for names, source in (
        (("script-src-elem", "script-src"), origin),
        (("style-src-elem", "style-src"), origin),
        (("connect-src",), socket),
    ):
        name = next((name for name in names if name in directives), names[-1])
        allowed = directives.get(name, directives.get("default-src"))
        if allowed is not None:
            directives[name] = [*(expression for expression in allowed if expression.lower() != "'none'"), source]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def panel(problems: Sequence[Problem], *, is_built: bool = True) -> str:
    """Return what is wrong, as HTML; empty when nothing is. `is_built` tells whether a page of the site lies below."""
    if not problems:
        return ""
    more = f"<p>And {len(problems) - SHOWN} more: see the terminal.</p>" if len(problems) > SHOWN else ""
    return (
        '<section id="sitegen-problems" role="alert" tabindex="0"><h2>The site could not be built</h2>'
        f"{LAST if is_built else ''}<ol>{''.join(map(_item, problems[:SHOWN]))}</ol>{more}</section>"
    )


def _item(problem: Problem) -> str:
    location = f"<code>{html.escape(problem.place)}</code>" if problem.place else ""
    text = html.escape(": ".join(part for part in (problem.field, problem.sentence) if part))
    hint = f"<pre>{html.escape(problem.hint)}</pre>" if problem.hint else ""
    return f"<li>{location}{text}{hint}</li>"


def _widened(value: re.Match[bytes], origin: str) -> bytes:
    policy = widened(html.unescape(value[2][1:-1].decode(errors="replace")), origin)
    return value[1] + b'"' + html.escape(policy).encode() + b'"'


def _inserted(page: bytes, pattern: re.Pattern[bytes], more: bytes, *, before: bool) -> bytes:
    """Return the page with more bytes beside the first such place, or at its end where there is none."""
    match = pattern.search(page)
    at = len(page) if not match else match.start() if before else match.end()
    return page[:at] + more + page[at:]
