"""Template tags in other programs' pages: Liquid, Hugo's and Quarto's shortcodes, attributes of kramdown and Pandoc.

In: the text of a page, and what is known of its site. Out: the text without them: pictures, links, code and words stay,
loops and what else only that program can run are dropped and listed. Never runs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from sitegen.importers.html_markdown import Converted
from sitegen.importers.markdown_code import outside
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

_TAG = regex(
    r"""\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}
    | (?P<comment><!--.*?-->)
    | \{\{(?:<|%)(?P<short>(?:[^<>%]|<(?!%)|%(?!\})|>(?!\}))*?)(?:>|%)\}\}
    | \{%-?(?P<liquid>.*?)-?%\}
    | \{\{-?(?P<output>.*?)-?\}\}""",
    re.VERBOSE | re.DOTALL,
)
_WORD = regex(r"""([\w./-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`]+))|"([^"]*)"|'([^']*)'|`([^`]*)`|(\S+)""")
_QUOTED = regex(r"""\s*(?:"([^"]*)"|'([^']*)')\s*(?:\|.*)?""", re.DOTALL)
_ATTRIBUTES = regex(r"\{:[^{}\n]*\}|\{:[^{}]{0,500}\}")
_CONTENTS = regex(
    r"(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+[^\n]{0,200}\n?[ \t]*\{:\s*toc[^{}\n]*\}[ \t]*$|^\[\[?_?TOC_?\]\]?[ \t]*$"
)
_FENCED_DIV = regex(r"(?m)^[ \t]*:{3,}[^\n]*$")
_AFTER = regex(r"(?<=\))\{[.#:\w][^{}\n]*\}")
_AFTER_HEADING = regex(r"(?m)^(\#{1,6} [^\n]*?)[ \t]*\{[.#-][^{}\n]*\}[ \t]*$")
_EXECUTED = regex(r"(?ms)^[ \t]*(`{3,})\{[^{}\n]*\}[^\n]*\n.*?^[ \t]*\1[ \t]*(?:\n|\Z)")
_DROPPED_BLOCKS = frozenset({"for", "tablerow", "capture", "comment", "case", "schema", "style", "javascript"})
_SILENT = frozenset(
    "base_path toc endraw assign break continue increment decrement else elsif when endif endunless endfor layout "
    "endfigure bibliography section icon fa ai bi toc list_tags clear-both ref-end newpage pagebreak br".split()
)
_SITE_ADDRESS = regex(
    r"(?:site\.(?:baseurl|url|github\.url|base_url)|base_path|relative_root|site\.base_path)\b.*", re.DOTALL
)
_FRAMES = {
    "youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/", "twitter": "https://x.com/", "tweet": "https://x.com/i/status/",
    "bilibili": "https://www.bilibili.com/video/", "loom": "https://www.loom.com/share/",
}  # fmt: skip
_EMOJI = {
    "tada": "🎉", "sparkles": "✨", "smile": "😄", "rocket": "🚀", "fire": "🔥", "star": "⭐", "star2": "🌟",
    "trophy": "🏆", "medal": "🏅", "1st_place_medal": "🥇", "2nd_place_medal": "🥈", "3rd_place_medal": "🥉",
    "medal_sports": "🏅", "medal_military": "🎖️", "books": "📚", "book": "📖", "page_facing_up": "📄",
    "newspaper": "📰", "memo": "📝", "pencil": "📝", "pencil2": "✏️", "mortar_board": "🎓", "computer": "💻",
    "bulb": "💡", "link": "🔗", "email": "📧", "envelope": "✉️", "phone": "☎️", "round_pushpin": "📍",
    "pushpin": "📌", "warning": "⚠️", "heart": "❤️", "+1": "👍", "thumbsup": "👍", "clap": "👏", "eyes": "👀",
    "wave": "👋", "microphone": "🎤", "movie_camera": "🎥", "video_camera": "📹", "calendar": "📆", "date": "📅",
    "bell": "🔔", "mega": "📣", "loudspeaker": "📢", "gift": "🎁", "confetti_ball": "🎊", "partying_face": "🥳",
    "balloon": "🎈", "robot": "🤖", "microscope": "🔬", "telescope": "🔭", "earth_americas": "🌎",
    "globe_with_meridians": "🌐", "speech_balloon": "💬", "office": "🏢", "school": "🏫", "man_teacher": "👨‍🏫",
    "woman_teacher": "👩‍🏫", "chart_with_upwards_trend": "📈", "zap": "⚡", "hammer": "🔨", "wrench": "🔧",
    "soon": "🔜", "new": "🆕", "house": "🏠", "muscle": "💪", "pray": "🙏", "grinning": "😀", "blush": "😊",
    "airplane": "✈️",
}  # fmt: skip
_CITED = regex(r"\[([^\[\]]*@\w[^\[\]]*)\](?![(\[])")
_EMOJI_CODE = regex(r"(?<![\w:]):([\w+]{1,24}):(?![\w:])")


class Words(NamedTuple):
    """The words of a tag: its words in order, and those that are named."""

    plain: tuple[str, ...]
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that pages may use of their site: `values` (`site.title`), people by slug, and papers by their key.

    `cited` returns the link for a key, or nothing; `is_pandoc` says that `[@key]` is a citation.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    cited: Callable[[str], str] = lambda _: ""
    is_pandoc: bool = False


NOTHING_KNOWN = Known()


def without(text: str, known: Known = NOTHING_KNOWN) -> Converted:
    """The text without template tags, and what was dropped."""
    reader = _TagReader(known)
    executed = [match[0].strip() for match in _EXECUTED.finditer(text)]
    text = _EXECUTED.sub("", text)
    if "{" in text or "<!--" in text:
        text = reader.read(text)
    if known.is_pandoc:
        text = outside(text, lambda part: _CITED.sub(reader.pandoc_citation, part))
    return Converted(outside(text, _without_attributes), (*executed, *reader.dropped))


def _without_attributes(text: str) -> str:
    text = _ATTRIBUTES.sub("", _CONTENTS.sub("", text))
    text = _AFTER_HEADING.sub(r"\1", _FENCED_DIV.sub("", text))
    text = _AFTER.sub("", text)
    return _EMOJI_CODE.sub(lambda code: _EMOJI.get(code[1], code[0]), text)


class _TagReader:
    """Reads tags in order, and knows in which blocks that are dropped it is."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.dropped: list[str] = []
        self._skipped: list[str] = []
        self._links: list[tuple[str, str]] = []

    def read(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for match in _TAG.finditer(text):
            parts.append("" if self._skipped else text[at : match.start()])
            parts.append(self._replaced(match))
            at = match.end()
        parts.append(text[at:] if not self._skipped else "")
        return "".join(parts)

    def _replaced(self, match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        inner = match[kind] if kind else ""
        if kind == "liquid":
            return self._liquid(inner.strip(), match[0])
        if self._skipped or kind == "comment":
            return ""
        if kind == "raw":
            return inner
        if kind == "short":
            return self._shortcode(inner.strip(), match[0])
        return self._output(inner.strip(), match[0])

    def _liquid(self, inner: str, source: str) -> str:
        name = inner.split(None, 1)[0] if inner else ""
        if self._skipped:
            self._inside(name)
            return ""
        if name in _DROPPED_BLOCKS:
            self._skipped.append(name)
            if name != "comment":
                self.dropped.append(source)
        elif name in ("else", "elsif"):
            self._skipped.append("else")
        elif name == "highlight":
            return f"\n```{words_of(inner[9:]).plain[0] if inner[9:].strip() else ''}\n"
        elif name == "endhighlight":
            return "\n```\n"
        elif name.startswith("include"):
            return self._include(words_of(inner.partition(" ")[2]), source)
        else:
            return self._tag(name, inner, source)
        return ""

    def _inside(self, name: str) -> None:
        """Follow blocks within what is dropped, up to its end."""
        if name in {*_DROPPED_BLOCKS, "if", "unless"}:
            self._skipped.append(name)
        elif (
            name in {"endif", "endunless"} and self._skipped[-1] in {"if", "unless", "else"}
        ) or name == f"end{self._skipped[-1]}":
            self._skipped.pop()

    def _tag(self, name: str, inner: str, source: str) -> str:
        words = words_of(inner[len(name) :])
        if name in {"link", "post_url"} and words.plain:
            return f"/_posts/{words.plain[0]}" if name == "post_url" else f"/{words.plain[0].lstrip('/')}"
        if name in {"cite", "citet", "citep", "nocite", "reference", "details_link"}:
            return self._citation(words, source) if name != "nocite" else ""
        if name in {"figure", "image", "youtube", "video", "gist", "twitter"}:
            return self._shown(name, words, source)
        if name not in {*_SILENT, "if", "unless", "tabs", "tab", "details", "endtabs", "endtab", "enddetails"}:
            self.dropped.append(source)
        return ""

    def _citation(self, words: Words, source: str) -> str:
        cited = [self.known.cited(key.strip(",")) for key in words.plain]
        if not all(cited) or not cited:
            self.dropped.append(source)
        return ", ".join(filter(None, cited))

    def pandoc_citation(self, match: re.Match[str]) -> str:
        """The Markdown for `[@key; @other]`: links to papers of this site; what others wrote is dropped."""
        cited = [self.known.cited(key) for key in re.findall(r"@([\w:.#$%&+?~/-]+\w)", match[1])]
        if not all(cited):
            self.dropped.append(match[0])
        return ", ".join(filter(None, cited))

    def _include(self, words: Words, source: str) -> str:
        file = words.plain[0] if words.plain else ""
        return self._shown(re.sub(r"\.(?:html|liquid|md)$", "", file.rpartition("/")[2]), words, source)

    def _shown(self, name: str, words: Words, source: str) -> str:
        """The Markdown for an include or a shortcode, as far as there is any."""
        writer = _SHOWN.get(name)
        if writer and (written := writer(words)):
            return written
        if name in _FRAMES and (
            target := (words.plain[1:] if len(words.plain) > 1 else words.plain) or words.named.get("id")
        ):
            address = target if isinstance(target, str) else target[0]
            return f"\n\n[{name.title()}]({address if '://' in address else _FRAMES[name] + address})\n\n"
        if name not in _SILENT:
            self.dropped.append(source)
        return ""

    def _shortcode(self, inner: str, source: str) -> str:
        if inner.startswith(("/*", "!")):
            return ""
        if inner.startswith("/"):
            return self._closed(inner[1:].strip())
        name, _, rest = inner.partition(" ")
        name, words = name.strip(), words_of(rest.rstrip("/ "))
        first = words.plain[0] if words.plain else ""
        if name in {"ref", "relref"}:
            return f"/{first.lstrip('/')}"
        if name in {"staticref", "button", "link"} and (address := first or words.named.get("url", "")):
            self._links.append((name, f"](/{address})" if name == "staticref" else f"]({address})"))
            return "["
        if name == "highlight":
            return f"\n```{first}\n"
        if name in {"meta", "mention"}:
            value = self.known.values.get(f"page.{first}") if name == "meta" else self.known.people.get(first, first)
            return value or ""
        if name == "spoiler":
            return f"\n\n**{words.named.get('text', '')}**\n\n"
        return "" if name in _UNWRAPPED else self._shown(name, words, source)

    def _closed(self, name: str) -> str:
        """The Markdown for the end of a shortcode that encloses a text."""
        if self._links and self._links[-1][0] == name:
            return self._links.pop()[1]
        return "\n```\n" if name == "highlight" else ""

    def _output(self, inner: str, source: str) -> str:
        """The value of `{{ … }}`: a text in quotes, the site's address (nothing, here), or a value that is known."""
        if quoted := _QUOTED.fullmatch(inner):
            return quoted[1] or quoted[2] or ""
        if _SITE_ADDRESS.fullmatch(inner):
            return ""
        name = inner.partition("|")[0].strip()
        if name in self.known.values:
            return self.known.values[name]
        self.dropped.append(source)
        return ""


def words_of(inner: str) -> Words:
    """The words of a tag: `path="a.png" "b" c`."""
    plain, named = [], {}
    for match in _WORD.finditer(inner):
        if match[1] is not None:
            named[match[1].lower()] = next((value for value in match.group(2, 3, 4, 5) if value is not None), "")
        elif word := next((value for value in match.group(6, 7, 8, 9) if value is not None), ""):
            plain.append(word)
    return Words(tuple(plain), named)


def _picture(words: Words) -> str:
    names = ("path", "src", "image", "image_path", "url", "file", "img")
    source = next((words.named[name] for name in names if words.named.get(name)), "")
    source = source or next((word for word in words.plain if re.search(r"\.\w{2,4}$", word)), "")
    if not source or "{{" in source:
        return ""
    caption = words.named.get("caption") or words.named.get("title") or ""
    caption = " ".join(re.sub(r"<[^<>]*>", "", caption).replace('"', "'").split())
    alt = re.sub(r"[\[\]]", "", words.named.get("alt", "")) or re.sub(r"[\[\]*]", "", caption)
    title = f' "{caption}"' if caption else ""
    return f"\n\n![{alt}](<{source}>{title})\n\n" if " " in source else f"\n\n![{alt}]({source}{title})\n\n"


def _file(words: Words) -> str:
    source = words.named.get("path") or words.named.get("src") or words.named.get("url") or "".join(words.plain[-1:])
    title = words.named.get("title") or words.named.get("caption") or source
    return f"\n\n[{title}]({source})\n\n" if source and "." in source else ""


def _button(words: Words) -> str:
    """A link of a template for labs, or of a landing page."""
    named = words.named
    address = named.get("link") or named.get("url") or named.get("cta_link") or named.get("href") or ""
    if named.get("type") == "email" and address and ":" not in address:
        address = f"mailto:{address}"
    label = named.get("text") or named.get("cta_text") or named.get("tooltip") or address.removeprefix("mailto:")
    return f"[{label}]({address})" if address and "{{" not in address else ""


def _feature(words: Words) -> str:
    """A picture beside a title, a text and a link."""
    named = words.named
    parts = [f"### {named['title']}" if named.get("title") else "", named.get("text") or named.get("description") or ""]
    parts += [_picture(Words((), {name: value for name, value in named.items() if name in {"image", "alt"}})).strip()]
    parts += [f"[{named.get('link-text') or named['link']}]({named['link']})" if named.get("link") else ""]
    parts = [part for part in parts if part and "{{" not in part]
    return "\n\n" + "\n\n".join(parts) + "\n\n" if parts else ""


def _text(words: Words) -> str:
    text = words.named.get("content") or words.named.get("text") or ""
    return f"\n\n{text}\n\n" if text else ""


def _keys(words: Words) -> str:
    return f"`{' '.join(words.plain)}`" if words.plain else ""


_SHOWN: dict[str, Callable[[Words], str]] = {
    "figure": _picture, "image": _picture, "img": _picture, "imgproc": _picture, "video": _file, "audio": _file,
    "button": _button, "cta": _button, "feature": _feature, "card": _feature, "alert": _text, "kbd": _keys,
}  # fmt: skip
_UNWRAPPED = frozenset(
    "callout alert hint note tip warning info math details tabs tab steps row col columns column center div span cards "
    "card grid section table-wrapper notice admonition tooltip expand".split()
)
"""Shortcodes that enclose a text, which stays."""
