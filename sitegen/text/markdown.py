r"""Markdown that a person wrote for this site, to HTML and plain text.

With `paragraphs` the only door to markdown-it. In: Markdown with formulas and LaTeX commands. Out: CommonMark with
tables, footnotes, definition lists, formulas and figures, sanitised; formulas are put in after that. Raw HTML is text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import normalize

from sitegen.text import markup, maths, plain
from sitegen.text.addresses import bare_address
from sitegen.text.latex import Budget, read
from sitegen.text.nodes import Trouble, has_maths
from sitegen.text.sanitize import sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_HELD = re.compile("\ufdd0([0-9]+)\ufdd1")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\[\]\n]{0,200}\])?(?:\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,400}\})*")
_ADDRESS = re.compile(r"(?<!\w)https?://")
_BRACKETED = re.compile(r"\\\((.{1,2000}?)\\\)", re.DOTALL)
_ALIGNED = re.compile(r' style="text-align:(left|right|center)"')
_FOREIGN_PICTURE = re.compile(r'<img(?![^>]* src=)[^>]*? alt="([^"]*)"[^>]*>')
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_FIGURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
_TITLE = re.compile(r' title="([^"]*)"')
_DASHES = re.compile(r"(?<![-!<])-{2,3}(?![->])")
_TOP_HEADING = re.compile(r"(</?)h1>")
_FORMULAS = ("math_inline", "math_inline_double", "math_block", "math_block_label", "amsmath")


class Prose(NamedTuple):
    """HTML, plain text, whether the HTML holds MathML, and troubles."""

    html: str
    plain: str
    has_maths: bool
    troubles: tuple[Trouble, ...]


class _Held(NamedTuple):
    """What a token stands for until the HTML around it is sanitised."""

    html: str
    plain: str
    is_maths: bool


def convert(text: str, macros: Mapping[str, str]) -> Prose:
    """Convert a Markdown text; headings start at the second level, footnotes are numbered within the text."""
    held: list[_Held] = []
    troubles: list[Trouble] = []
    name = hashlib.sha256(text.encode()).hexdigest()[:8]
    environment = {"held": held, "macros": macros, "troubles": troubles, "docId": name, "budget": Budget()}
    html = _ALIGNED.sub(r' class="\1"', _TOP_HEADING.sub(r"\1h2>", _markdown().render(text, environment)))
    html = sanitize(html)
    troubles += [_led_nowhere("link", words) for words in _DEAD_LINK.findall(html)]
    troubles += [_led_nowhere("picture", words) for words in _FOREIGN_PICTURE.findall(html)]
    html = _FIGURE.sub(_figure, _FOREIGN_PICTURE.sub(r"\1", html)).strip()
    if markup.has_right_to_left(html):
        html = html.replace("<p>", '<p dir="auto">')
    shown = plain.from_html(html)
    return Prose(
        _HELD.sub(lambda token: held[int(token[1])].html, html),
        normalize("NFC", _HELD.sub(lambda token: held[int(token[1])].plain, shown)),
        any(one.is_maths for one in held),
        tuple(dict.fromkeys(troubles)),
    )


def _led_nowhere(kind: str, words: str) -> Trouble:
    """What to say of a link or a picture whose address no page may have, so that only its words are left."""
    said = _HELD.sub("…", plain.from_html(words))
    hint = "name what is on the site from its top, without .. (assets/cv.pdf, teaching/)"
    if kind == "link":
        return Trouble(f'the link "{said}" leads to no address that it may have', f"{hint}; others with https://")
    return Trouble(f'the picture "{said}" is not one of the site, and is left out', hint)


def _figure(found: re.Match[str]) -> str:
    """A picture alone in its paragraph is a figure; its title is the caption."""
    title = _TITLE.search(found[1])
    caption = f"<figcaption>{title[1]}</figcaption>" if title else ""
    return f"<figure>{_TITLE.sub('', found[1])}{caption}</figure>"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # wanted by prose only
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    markdown.use(dollarmath_plugin, allow_space=False, allow_labels=False, double_inline=True).use(amsmath_plugin)
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.inline.ruler.before("escape", "latex", _latex)
    markdown.core.ruler.push("addresses", _link_addresses)
    for kind in _FORMULAS:
        markdown.add_render_rule(kind, _render_formula)
    markdown.add_render_rule("latex", _render_latex)
    markdown.add_render_rule("text", _render_text)
    markdown.add_render_rule("address", _render_address)
    return markdown


def _latex(state: StateInline, silent: bool) -> bool:
    r"""A command, or a formula between `\(` and `\)`."""
    found = _BRACKETED.match(state.src, state.pos) or _COMMAND.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("math_inline" if found.re is _BRACKETED else "latex", "", 0)
        token.content = found[1] if found.re is _BRACKETED else found[0]
    state.pos = found.end()
    return True


def _link_addresses(state: StateCore) -> None:
    """Make links of bare addresses in running text (markdown-it's own rule takes quadratic time)."""
    for block in state.tokens:
        if block.type != "inline" or "://" not in block.content:
            continue
        children: list[Token] = []
        depth = 0
        for token in block.children or []:
            depth += token.nesting if token.type.startswith("link_") else 0
            children += [token] if depth or token.type != "text" else _linked(token)
        block.children = children


def _linked(token: Token) -> list[Token]:
    """A text token, cut where addresses stand in it."""
    pieces: list[Token] = []
    text, position = token.content, 0
    for found in _ADDRESS.finditer(text):
        address = bare_address(text, found.start())
        if found.start() < position or not address:
            continue
        pieces.append(_token("text", text[position : found.start()]))
        pieces += [_token("link_open", "", "a", 1), _token("address", address), _token("link_close", "", "a", -1)]
        pieces[-3].attrSet("href", address)
        position = found.start() + len(address)
    return [*pieces, _token("text", text[position:])]


def _token(kind: str, content: str, tag: str = "", nesting: Literal[-1, 0, 1] = 0) -> Token:
    from markdown_it.token import Token

    return Token(kind, tag, nesting, content=content)


def _render_formula(_: object, tokens: Sequence[Token], index: int, __: object, environment: Any) -> str:
    token = tokens[index]
    made, troubles = maths.formula(token.content, display=token.type != "math_inline", macros=environment["macros"])
    environment["troubles"] += troubles
    shown = _hold(_Held(made.html, made.plain, made.is_maths), environment)
    return f"<p>{shown}</p>\n" if token.block else shown


def _render_latex(_: object, tokens: Sequence[Token], index: int, __: object, environment: Any) -> str:
    nodes, troubles = read(tokens[index].content, environment["macros"], environment["budget"])
    environment["troubles"] += troubles
    return _hold(_Held(markup.line(nodes), plain.line(nodes), has_maths(nodes)), environment)


def _render_text(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return markup.escape(_DASHES.sub(lambda dash: "–" if len(dash[0]) == 2 else "—", tokens[index].content))


def _render_address(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return markup.escape(tokens[index].content)


def _hold(held: _Held, environment: Any) -> str:
    environment["held"].append(held)
    return f"\ufdd0{len(environment['held']) - 1}\ufdd1"
