"""Page text: the Markdown or HTML of another program's page, as Markdown of ours.

In: the text below the front matter, and what leads where. Out: Markdown without template tags and HTML, its links and
pictures led to where they are now, and all that was dropped, each with its line. Never leaves a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.importers import html_markdown, template_tags
from sitegen.importers.markdown_code import pieces
from sitegen.importers.template_tags import NOTHING_KNOWN, Known
from sitegen.records import NamedTuple
from sitegen.regex import regex

Lead = Callable[[str, bool], str]
"""Returns where an address leads now, given it and whether it is a picture's; nothing where it leads nowhere."""

_LINK = regex(
    r"""(?P<escaped>\\[\[\]!])
    | (?P<open>!?\[)
    | \]\(\s*(?:<(?P<quoted>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))
      (?P<title>\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)
    | (?P<attributes>\]\{[^{}\n]*\})
    | (?P<close>\])""",
    re.VERBOSE,
)
_SPACED = regex(r"\]\(([^()<>\n\"]*?\.[A-Za-z0-9]{2,5})\)")
"""A link to a file with spaces in its name."""
_REFERENCE = regex(r"(?m)^([ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]+)<?([^\s<>]+)>?(.*)$")


class Dropped(NamedTuple):
    """A loss of a page, and the line on which it stood."""

    line: int
    text: str


class PageText(NamedTuple):
    """Markdown, and what was dropped on the way."""

    text: str
    dropped: tuple[Dropped, ...]


def convert(body: str, lead: Lead, *, first_line: int = 1, known: Known = NOTHING_KNOWN) -> PageText:
    """Convert the text of a page; `first_line` is the line on which it begins in its file."""
    plain = template_tags.without(body, known)
    marked = html_markdown.markdown(plain.text)
    text, lost = _led(marked.text, lead)
    return PageText(
        re.sub(r"\n{3,}", "\n\n", text).strip("\n").rstrip(),
        tuple(_placed(body, first_line, (*plain.dropped, *marked.dropped, *lost))),
    )


def _placed(body: str, first_line: int, dropped: tuple[str, ...]) -> Iterator[Dropped]:
    """Find the line of each piece that was dropped: the next place where it stands."""
    after: dict[str, int] = {}
    for text in dropped:
        at = body.find(text, after.get(text, 0))
        if at >= 0:
            after[text] = at + 1
        yield Dropped(first_line + body.count("\n", 0, max(at, 0)), text)


def _led(text: str, lead: Lead) -> tuple[str, list[str]]:
    """The text with its links and pictures led to where they are now; of those that lead nowhere the words stay."""
    lost: list[str] = []
    parts: list[str] = []
    waiting: list[int] = []
    for piece in pieces(text):
        if piece.kind == "text":
            _lead_piece(_SPACED.sub(r"](<\1>)", piece.text), lead, (parts, waiting, lost))
        else:
            parts.append(piece.text)
    return "".join(parts), lost


def _lead_piece(text: str, lead: Lead, state: tuple[list[str], list[int], list[str]]) -> None:
    parts, waiting, lost = state
    at = 0
    text = _REFERENCE.sub(lambda line: f"{line[1]}{_safe(lead(line[2], False) or line[2])}{line[3]}", text)
    for match in _LINK.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["open"] or match["escaped"] or not waiting:
            waiting += [len(parts)] if match["open"] else []
            parts.append(match[0])
            continue
        start = waiting.pop()
        if match["attributes"] is not None:
            parts[start] = parts[start].removesuffix("[")
            parts.append("")
        elif match["close"] is not None:
            parts.append(match[0])
        else:
            _lead_link(match, start, lead, (parts, lost))
    parts.append(text[at:])


def _lead_link(match: re.Match[str], start: int, lead: Lead, state: tuple[list[str], list[str]]) -> None:
    parts, lost = state
    address = match["quoted"] if match["quoted"] is not None else match["bare"]
    is_picture = parts[start].startswith("!")
    led = lead(address, is_picture)
    if led:
        parts.append(f"]({_safe(led)}{match['title'] or ''})")
        return
    if address:
        lost.append(address)
    if is_picture:
        del parts[start:]
        parts.append("")
    else:
        parts[start] = ""
        parts.append("")


def _safe(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address
