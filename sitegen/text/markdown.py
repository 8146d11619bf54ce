r"""Markdown that a person wrote for this site, to HTML and plain text.

With `paragraphs` the only door to markdown-it. In: Markdown with formulas and LaTeX commands. Out: CommonMark with
tables, footnotes, definition lists, formulas and figures, sanitised; formulas are put in after that. Raw HTML is text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import anchors, markup, maths, plain
from sitegen.text.addresses import bare_address, is_local, link
from sitegen.text.latex import MacroBudget, read
from sitegen.text.nodes import Trouble, has_maths
from sitegen.text.sanitize import PICTURE_HOSTS, may_show, sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_PLACEHOLDER = regex("\ufdd0([0-9]+)\ufdd1")
_COMMAND = regex(r"\\[A-Za-z]+\*?(?:\[[^\[\]\n]{0,200}\])?(?:\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,400}\})*")
_ADDRESS = regex(r"(?<!\w)https?://")
_BRACKETED = regex(r"\\\((.{1,2000}?)\\\)", re.DOTALL)
_SPACED = regex(
    r"(?P<mark>!?)\[(?P<words>[^\[\]\n]{0,400})\]"
    r"\((?P<address>(?=[^()<>\n\"]{0,400}[ ])[^()<>\n\" ][^()<>\n\"]{0,400}?\.[A-Za-z0-9]{1,5}"
    r"(?:#[^()<>\s\"]{0,200})?)\)"
)
"""A link to a file with spaces in its name, written as people type it; in CommonMark it is none."""
_PIECE = {"text": "", "code_inline": "", "softbreak": " ", "hardbreak": " "}
"""Tokens that say something themselves, and what those without content say."""
_DASHES = regex(r"(?<![-!<])-{2,3}(?![->])")
_FORMULAS = ("math_inline", "math_inline_double", "math_block", "math_block_label", "amsmath")


class Prose(NamedTuple):
    """HTML, plain text, whether the HTML holds MathML, and troubles."""

    html: str
    plain: str
    has_maths: bool
    troubles: tuple[Trouble, ...]


class _Fragment(NamedTuple):
    """The fragment that a token stands for until the HTML around it is sanitised."""

    html: str
    plain: str
    is_maths: bool


def convert(text: str, macros: Mapping[str, str], *, is_page: bool = False) -> Prose:
    """Convert a Markdown text; headings start at the second level, footnotes are numbered within the text.

    The headings of a page have ids, so that one can link to them.
    """
    fragments: list[_Fragment] = []
    troubles: list[Trouble] = []
    name = hashlib.sha256(text.encode()).hexdigest()[:8]
    environment = {
        "fragments": fragments,
        "macros": macros,
        "troubles": troubles,
        "docId": name,
        "budget": MacroBudget(),
    }
    environment["taken"] = dict.fromkeys(anchors.OF_EVERY_PAGE, 0) if is_page else None
    environment["hosts"] = hosts = tuple(macros.get(PICTURE_HOSTS, "").split())
    html = sanitize(_markdown().render(text, environment), hosts).strip()
    if markup.has_right_to_left(html):
        html = html.replace("<p>", '<p dir="auto">')
    shown = plain.from_html(html)
    return Prose(
        _PLACEHOLDER.sub(lambda token: fragments[int(token[1])].html, html),
        normalize("NFC", _PLACEHOLDER.sub(lambda token: fragments[int(token[1])].plain, shown)),
        any(fragment.is_maths for fragment in fragments),
        tuple(dict.fromkeys(troubles)),
    )


def _led_nowhere(kind: str, words: str, address: str = "") -> Trouble:
    """The trouble of a link or a picture whose address no page may have, so that only its words are left."""
    hint = "name what is on the site from its top, without .. (assets/cv.pdf, teaching/)"
    if kind == "link":
        return Trouble(f'the link "{words}" leads to no address that it may have', f"{hint}; others with https://")
    if address.startswith(("https://", "http://")):
        host = "https://" + address.split("/")[2]
        line = f"csp: {{img-src: [{host}]}}"
        hint = f"keep it in assets/ ({_at_home(address)}); or, in content/site.yaml, admit its host with {line}"
        hint += "" if address.startswith("https://") else ", and write https://"
    return Trouble(f'the picture "{words}" is not one of the site, and is left out', hint, address)


def _at_home(address: str) -> str:
    """Return where a picture from elsewhere would stand in `assets/`."""
    name = re.sub(r"[?#].*", "", address).rstrip("/").rpartition("/")[2]
    return f"assets/{name}" if "." in name else "assets/…"


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
    markdown.inline.ruler.after("image", "spaced", _spaced)
    markdown.core.ruler.push("addresses", _link_addresses)
    markdown.core.ruler.push("blocks", _settle_blocks)
    markdown.core.ruler.push("targets", _settle_targets)
    for kind in _FORMULAS:
        markdown.add_render_rule(kind, _render_formula)
    markdown.add_render_rule("latex", _render_latex)
    markdown.add_render_rule("text", _render_text)
    markdown.add_render_rule("address", _render_address)
    markdown.add_render_rule("caption", _render_address)
    return markdown


def _latex(state: StateInline, silent: bool) -> bool:
    r"""A command, or a formula between `\(` and `\)`."""
    match = _BRACKETED.match(state.src, state.pos) or _COMMAND.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("math_inline" if match.re is _BRACKETED else "latex", "", 0)
        token.content = match[1] if match.re is _BRACKETED else match[0]
    state.pos = match.end()
    return True


def _spaced(state: StateInline, silent: bool) -> bool:
    """A link or a picture whose address holds spaces: a file of the site."""
    match = _SPACED.match(state.src, state.pos)
    if not match or match.end() > state.posMax or not is_local(address := state.md.normalizeLink(match["address"])):
        return False
    if not silent:
        end = state.posMax
        if match["mark"]:
            picture = state.push("image", "img", 0)
            picture.attrs = {"src": address, "alt": ""}
            picture.content = match["words"]
            picture.children = [_token("text", match["words"])]
        else:
            state.push("link_open", "a", 1).attrs = {"href": address}
            state.pos, state.posMax = match.start("words"), match.end("words")
            state.md.inline.tokenize(state)
            state.push("link_close", "a", -1)
            state.posMax = end
    state.pos = match.end()
    return True


def _settle_blocks(state: StateCore) -> None:
    """Headings from the second level on, with ids on a page; a cell's alignment as a class; pictures as figures."""
    for number, token in enumerate(state.tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag == "h1" else token.tag
            taken = state.env["taken"]
            if token.nesting == 1 and taken is not None:
                identity = anchors.anchor("".join(_said(state.tokens[number + 1].children or ())), taken)
                token.attrs = {"id": identity} if identity else {}
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-align:")}
        elif token.type == "paragraph_open" and not token.hidden:
            _settle_figure(*state.tokens[number : number + 3])


def _settle_figure(before: Token, line: Token, after: Token) -> None:
    """A picture of the site that is alone in its paragraph is a figure; its title is the caption."""
    children = line.children or []
    if len(children) != 1 or children[0].type != "image" or not is_local(str(children[0].attrs["src"])):
        return
    before.tag = after.tag = "figure"
    title = children[0].attrs.pop("title", None)
    if title:
        children += [
            _token("caption_open", "", "figcaption", 1),
            _token("caption", str(title)),
            _token("caption_close", "", "figcaption", -1),
        ]


def _settle_targets(state: StateCore) -> None:
    """Leave of a link or a picture only the words where it leads to no address that it may have."""
    troubles = state.env["troubles"]
    for block in state.tokens:
        children = block.children or []
        if not any(token.type in {"link_open", "image"} for token in children):
            continue
        kept: list[Token] = []
        is_dead = False
        for number, token in enumerate(children):
            if token.type == "link_open":
                is_dead = not _may_lead(str(token.attrs["href"]))
                if is_dead:
                    troubles.append(_led_nowhere("link", "".join(_said(_until_closed(children[number + 1 :]), "…"))))
                    continue
            elif token.type == "link_close" and is_dead:
                is_dead = False
                continue
            elif token.type == "image" and not may_show(str(token.attrs["src"]), state.env["hosts"]):
                words = "".join(_said(token.children or (), "…"))
                troubles.append(_led_nowhere("picture", words, str(token.attrs["src"])))
                token = _token("caption", words)  # noqa: PLW2901 - what stands in its place
            kept.append(token)
        block.children = kept


def _may_lead(address: str) -> bool:
    return address.startswith("#fn") or is_local(address) or bool(link(address))


def _until_closed(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "link_close":
            return
        yield token


def _said(tokens: Iterable[Token], formula: str = "") -> Iterator[str]:
    """Yield the words of tokens; a formula or a command as it was typed, or as what stands for any `formula`."""
    for token in tokens:
        if token.type == "image":
            yield from _said(token.children or (), formula)
        elif token.type in {*_FORMULAS, "latex"}:
            yield formula or token.content
        elif token.nesting == 0:
            yield token.content or _PIECE.get(token.type, "")


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
    for match in _ADDRESS.finditer(text):
        address = bare_address(text, match.start())
        if match.start() < position or not address:
            continue
        pieces.append(_token("text", text[position : match.start()]))
        pieces += [_token("link_open", "", "a", 1), _token("address", address), _token("link_close", "", "a", -1)]
        pieces[-3].attrSet("href", address)
        position = match.start() + len(address)
    return [*pieces, _token("text", text[position:])]


def _token(kind: str, content: str, tag: str = "", nesting: Literal[-1, 0, 1] = 0) -> Token:
    from markdown_it.token import Token

    return Token(kind, tag, nesting, content=content)


def _render_formula(_: object, tokens: Sequence[Token], index: int, __: object, environment: Any) -> str:
    token = tokens[index]
    made, troubles = maths.formula(token.content, display=token.type != "math_inline", macros=environment["macros"])
    environment["troubles"] += troubles
    shown = _placeholder(_Fragment(made.html, made.plain, made.is_maths), environment)
    return f"<p>{shown}</p>\n" if token.block else shown


def _render_latex(_: object, tokens: Sequence[Token], index: int, __: object, environment: Any) -> str:
    nodes, troubles = read(tokens[index].content, environment["macros"], environment["budget"])
    environment["troubles"] += troubles
    return _placeholder(_Fragment(markup.line(nodes), plain.line(nodes), has_maths(nodes)), environment)


def _render_text(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return markup.escape(_DASHES.sub(lambda dash: "–" if len(dash[0]) == 2 else "—", tokens[index].content))


def _render_address(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return markup.escape(tokens[index].content)


def _placeholder(fragment: _Fragment, environment: Any) -> str:
    environment["fragments"].append(fragment)
    return f"\ufdd0{len(environment['fragments']) - 1}\ufdd1"
