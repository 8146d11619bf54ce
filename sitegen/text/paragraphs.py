"""An abstract's nodes to its paragraphs and lists, with the few Markdown marks that abstracts have.

In: nodes as read. Out: paragraphs and lists. Emphasis, code, links and lists are Markdown's here; headings, tables and
quotes are not, for in an abstract `#`, `|` and `>` are signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.regex import regex
from sitegen.text.addresses import link
from sitegen.text.node_builder import DEEPEST
from sitegen.text.nodes import Break, Link, Listing, Node, Nodes, Styled, TextRun

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARK = regex(r"[*_`\]](?:(?<=\*)[^\s*]|(?<=`)[^`]|(?<=\])\(|(?<=_)(?<![^\W_]_)[^\W_])")
_ITEM = regex(r" {0,9}(?:[-+*•] |[0-9]{1,2}[.)] )")
_LATER_ITEM = regex(r"\n {0,9}(?:[-+*•] |[0-9]{1,2}[.)] )")
_MARKER = regex(r"^( {0,9})(?:([-+*•])|([0-9]{1,2})([.)])) +(?=\S)", re.MULTILINE)
_BARE = regex(r"^( {0,9}(?:[0-9]{1,2}(?=[.)]))?)([-+*.)])(?=[ \t]*$)", re.MULTILINE)
"""A list mark with nothing behind it, which is a sign of the text."""
_RUN = regex(r"\*\*?\*?|__*")
_INNER = frozenset(")]|}")
"""Signs behind which stars and underscores are part of a term."""
_TERMS = regex(r"[-+=/<>]")
_LIST_MARK = regex(r" *(?:[-+*•]|[0-9]{1,2}[.)])(?: |$)", re.MULTILINE)
_OTHER_MARKS = regex(
    rf"[`\\_\t\r\0\]\n](?:(?<=[`\\_\t\r\0])|(?<=\])\(|(?<=\n)(?:[ ]*\n|{_LIST_MARK.pattern}))", re.MULTILINE
)
"""What may be Markdown beside stars around words."""
_SIMPLE = regex(r"(\*(?<![^\s(]\*)\*?)([^\W_](?:[^*\n]*[^\W_])?)\1(?![*\w])")
_LINE_END = regex(r" *\n *")
_PLACEHOLDER = regex("\ufdd0([0-9]+)\ufdd1")


def split(nodes: Nodes) -> tuple[Listing | Nodes, ...]:
    """Paragraphs and lists, in order."""
    parts: list[Listing | Nodes] = []
    paragraph: list[Node] = []
    for node in (*nodes, Break(paragraph=True)):
        if not isinstance(node, Listing) and not (isinstance(node, Break) and node.paragraph):
            paragraph.append(node)
            continue
        if any(not isinstance(part, TextRun) or part.text.strip() for part in paragraph):
            parts += _marked(tuple(paragraph))
        paragraph = []
        if isinstance(node, Listing):
            parts.append(node)
    return _run_in(_joined(parts))


def _run_in(parts: tuple[Listing | Nodes, ...]) -> tuple[Listing | Nodes, ...]:
    """The parts, with headings at the beginning of the paragraphs that they stand above."""
    joined: list[Listing | Nodes] = []
    for part in parts:
        last = joined[-1] if joined else None
        if not isinstance(part, Listing) and isinstance(last, tuple) and is_heading(last):
            joined[-1] = run_in(last, part)
        else:
            joined.append(part)
    return tuple(joined)


def run_in(head: Nodes, paragraph: Nodes) -> Nodes:
    """A paragraph with its heading at its beginning."""
    shown = next(node for node in head if isinstance(node, Styled))
    return (*heading(shown.children), TextRun(" "), *paragraph)


def heading(children: Nodes) -> Nodes:
    """A paragraph of nothing but a heading, with a full stop if it has no sign at its end."""
    last = children[-1] if children else TextRun("")
    ends = isinstance(last, TextRun) and last.text.rstrip()[-1:] in {".", ":", "?", "!", "…", "。", "："}
    return (Styled("head", children if ends else (*children, TextRun("."))),)


def is_heading(nodes: Nodes) -> bool:
    """Whether a paragraph is nothing but a heading."""
    shown = [node for node in nodes if not isinstance(node, TextRun) or node.text.strip()]
    return len(shown) == 1 and isinstance(shown[0], Styled) and shown[0].style == "head"


def _has_marks(nodes: Nodes) -> bool:
    return any(isinstance(node, TextRun) and not node.literal and _is_marked(node.text) for node in nodes)


def _is_marked(text: str) -> bool:
    """Whether there may be emphasis, code, a link or an item of a list; each pattern begins with what is rare."""
    return bool(_MARK.search(text) or _LATER_ITEM.search(text) or _ITEM.match(text))


def _marked(nodes: Nodes) -> list[Listing | Nodes]:
    """One paragraph, or what Markdown makes of it."""
    if not _has_marks(nodes):
        return [nodes]
    text, masked = _mask(nodes)
    simple = _simple(text, masked)
    return [simple] if simple else list(_blocks(_markdown().parse(_only_true_lists(text)), masked))


def _simple(text: str, masked: Nodes) -> Nodes:
    """The nodes of a paragraph whose only marks are stars around words; nothing for any other.

    Equal to the long way, which a property test holds, and ten times faster.
    """
    if _OTHER_MARKS.search(text) or _LIST_MARK.match(text):
        return ()
    text = text.strip()
    parts = _SIMPLE.split(_LINE_END.sub("\n", text) if " \n" in text or "\n " in text else text)
    if len(parts) == 1 or any("*" in part for part in parts[::3]):
        return ()
    nodes: list[Node] = list(_unmasked(parts[0], masked))
    for stars, inside, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        nodes.append(Styled("em" if len(stars) == 1 else "strong", tuple(_unmasked(inside, masked))))
        nodes.extend(_unmasked(after, masked))
    return tuple(nodes)


def _mask(nodes: Nodes) -> tuple[str, Nodes]:
    """The text with a token in place of everything that is not plain words, and what the tokens stand for."""
    text, masked = "", list[Node]()
    for node in nodes:
        if isinstance(node, TextRun) and not node.literal:
            text += node.text
        else:
            text += f"\ufdd0{len(masked)}\ufdd1"
            masked.append(node)
    return _only_true_marks(text), tuple(masked)


def _only_true_marks(text: str) -> str:
    """The text with stars and underscores that multiply, raise or join made unmistakable.

    Emphasis may begin and end within a word (`**WE**ighted`, `s**afe T2**I`), where CommonMark has it; `x**2`, `a*b`
    and `snake_case` are none.
    """
    opened: dict[int, list[re.Match[str]]] = {}
    plain: list[re.Match[str]] = []
    for run in _RUN.finditer(text):
        size, before, after = len(run[0]), text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        waiting = opened.setdefault(size, [])
        if before == "\\":
            continue
        if run[0][0] == "_":
            plain += [run] if after.isalnum() and (before.isalnum() or before in _INNER) else []
        elif waiting and not before.isspace() and _belong(text, waiting[-1], run):
            waiting.pop()
        elif _may_open(before, after, size):
            waiting.append(run)
        elif before.isalnum() or after.isalnum() or before in _INNER:
            plain.append(run)
    return _escaped(text, [*plain, *(run for waiting in opened.values() for run in waiting)])


def _escaped(text: str, runs: Sequence[re.Match[str]]) -> str:
    """The text with these runs of marks as signs and nothing else."""
    pieces, position = list[str](), 0
    for run in sorted(runs, key=lambda run: run.start()):
        pieces += (text[position : run.start()], *(f"\\{char}" for char in run[0]))
        position = run.end()
    return "".join(pieces) + text[position:]


def _may_open(before: str, after: str, size: int) -> bool:
    if not after or after.isspace() or after in ".,;:!?)":
        return False
    inside = before.isalnum() or before in _INNER
    return not inside or (size > 1 and before.isalpha() and after.isalpha())


def _belong(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Whether two runs of stars set apart what is between them: they do not if both stand within words of a formula."""
    inside = text[opening.end() : closing.start()]
    before, after = text[opening.start() - 1 : opening.start()], text[closing.end() : closing.end() + 1]
    if not after.isalnum():
        return not (before.isalnum() and _TERMS.search(inside))
    return inside.replace(" ", "").isalpha() if len(closing[0]) == 1 else not _TERMS.search(inside)


def _only_true_lists(text: str) -> str:
    """The text with list marks that are only signs at the start of a wrapped line made unmistakable."""
    text = _BARE.sub(r"\1\\\2", text)
    marks = list(_MARKER.finditer(text))
    numbers = [int(mark[3]) for mark in marks if mark[3]]
    numbered = len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))
    bullets = [mark for mark in marks if mark[2]]
    leads = bool(bullets) and not text[: bullets[0].start()].strip()
    bulleted = leads or (len(bullets) >= 2 and _ends_sentence(text[: bullets[0].start()]))
    bulleted = bulleted and len({mark[2] for mark in bullets}) == 1
    return _MARKER.sub(lambda mark: _mark(mark, true=numbered if mark[3] else bulleted), text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in {":", ".", ";", "\ufdd1"}


def _mark(mark: re.Match[str], *, true: bool) -> str:
    if mark[3]:
        return f"{mark[3]}. " if true else f"{mark[3]}\\{mark[4]} "
    return "- " if true else f"\\{mark[2]} " if mark[2] != "•" else mark[0]


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # wanted by one abstract in a hundred

    markdown = MarkdownIt("zero", {"maxNesting": 20})
    markdown.enable(["list", "emphasis", "backticks", "link", "image", "newline", "escape"])
    markdown.validateLink = bool  # type: ignore[method-assign,assignment]  # `addresses` decides, later
    markdown.normalizeLink = str  # type: ignore[method-assign,assignment]  # it may hold one of our tokens
    return markdown


def _blocks(tokens: Sequence[Token], masked: Nodes) -> Iterator[Listing | Nodes]:
    """Paragraphs and lists out of Markdown's tokens; lists within lists become part of their item."""
    items: list[Nodes] = []
    depth, numbered = 0, False
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
            numbered = numbered if depth > 1 else token.type == "ordered_list_open"
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            if not depth:
                yield Listing(numbered, tuple(items))
                items = []
        elif token.type == "list_item_open" and depth == 1:
            items.append(())
        elif token.type == "inline":
            nodes = _inline(token.children or [], masked)
            if depth and items:
                items[-1] += (TextRun(" "), *nodes)
            else:
                yield nodes


def _inline(tokens: Sequence[Token], masked: Nodes) -> Nodes:
    """Nodes out of Markdown's inline tokens."""
    stack: list[tuple[list[Node], str]] = [([], "")]
    for token in tokens:
        if token.nesting == 1:
            stack.append(([], str(token.attrGet("href") or "")))
        elif token.nesting == -1:
            children, address = stack.pop()
            kind = token.type if len(stack) <= DEEPEST else ""
            stack[-1][0].extend(_set_apart(kind, tuple(children), _target(address, masked)))
        elif token.type == "code_inline":
            stack[-1][0].append(Styled("code", tuple(_unmasked(token.content, masked))))
        else:
            stack[-1][0].extend(_unmasked("\n" if token.type.endswith("break") else token.content, masked))
    return tuple(stack[0][0])


def _set_apart(kind: str, children: Nodes, address: str) -> Nodes:
    if not kind or (kind == "link_close" and not address):
        return children
    if kind == "link_close":
        return (Link(address, children),)
    return (Styled("em" if kind == "em_close" else "strong", children),)


def _target(address: str, masked: Nodes) -> str:
    """The address of a link; its address may have been read as one already."""
    if token := _PLACEHOLDER.fullmatch(address):
        node = masked[int(token[1])]
        return node.address if isinstance(node, Link) else ""
    return link(address)


def _unmasked(text: str, masked: Nodes) -> Iterator[Node]:
    """Words, with what the tokens among them stand for."""
    position = 0
    for token in _PLACEHOLDER.finditer(text):
        if token.start() > position:
            yield TextRun(text[position : token.start()])
        yield masked[int(token[1])]
        position = token.end()
    if position < len(text):
        yield TextRun(text[position:])


def _joined(parts: Sequence[Listing | Nodes]) -> tuple[Listing | Nodes, ...]:
    """The parts, with a list that blank lines cut into several in one piece again."""
    joined: list[Listing | Nodes] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Listing) and isinstance(last, Listing) and part.numbered == last.numbered:
            joined[-1] = Listing(part.numbered, last.items + part.items)
        else:
            joined.append(part)
    return tuple(joined)
