"""Findings about what a browser would not load: scripts, styles, fonts, pictures and frames that the policy keeps out.

In: the built pages, each with the policy that it states, the style sheets and scripts of the theme, and Markdown. Out:
a finding for each thing that would be missing, at the line where somebody wrote it, with the line of `site.yaml` which
admits it; of what no line admits (scripts and styles within a page) what to do instead. Reads markup as text: a tag
that stands on every page is judged once.

Source: https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from sitegen.check.context import HEAD, CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.check.locate import address, in_templates, place
from sitegen.check.prose import WrittenText, beside_papers, of_paper
from sitegen.content.document import Path as Keys
from sitegen.content.load import SITE
from sitegen.model import LOADED_HOSTS, Paper
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.render.theme_chain import shown

_LOADERS = "script|i?frame|object|embed|img|source|video|audio|track|image|form|style|input|base"
_TAG = regex(rf"<(?P<name>{_LOADERS}|link)\b(?P<rest>[^>]*)>", re.IGNORECASE)
_BEGINNING = "[abefilostv][abcfimnortu][abdgjnprsuy]"
"""The first three letters that those names may have: whether a tag has them is found out in half of the time."""
_TAGS = regex(
    rf"<(?={_BEGINNING})(?:(?:{_LOADERS})\b|link\b(?! rel=\"(?:canonical|alternate|author|license)\"))[^>]*>",
    re.IGNORECASE,
)
"""Tags that may load something, each whole: not the links of a page's head which are its own, and lead somewhere."""
_INLINE = regex(r"<(?P<name>[a-z][\w-]*)\b[^<>]*?\s(?P<attribute>style|on[a-z]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_MAY_BE_INLINE = regex(r"style(?<=\sstyle)\s*=\s*[\"']"), regex(r"on(?<=\son)[a-z]+\s*=\s*[\"']")
"""What every match of `_INLINE` holds, and hardly a page: found in a tenth of the time, for it begins with letters;
what stands before them is looked at behind them."""
_ATTRIBUTE = regex(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_POLICY = regex(r"<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"", re.IGNORECASE)
_CSS_ASIDE = regex(r"/\*.*?\*/", re.DOTALL)
_IMPORT = regex(r"@import\s+(?:url\(\s*)?[\"']?((?:https?:)?//[^\"')\s;]+)", re.IGNORECASE)
_CSS_URL = regex(r"url\(\s*[\"']?((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
_FONT_FACE = regex(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)
_ASKED = regex(
    r"\b(?:fetch|import|importScripts|WebSocket|EventSource|sendBeacon|Worker)\s*\(\s*[\"'`]((?:https?|wss?):[^\"'`\s$]+)"
)
_LOADED_SCRIPT = regex(
    r"\b(?:import|from)\s*[\"'](https?://[^\"'\s]+)|\bimport(?:Scripts)?\s*\(\s*[\"'](https?://[^\"'\s]+)"
)
_AROUND = regex(r"<(pre|code)\b.*?</\1>|</?a\b[^>]*>", re.DOTALL)
"""Code, where a tag is meant to be read; and the links that bare addresses within a tag become."""
_SHOWN_TAG = regex(r"&lt;(script|iframe|style|link|img|video|audio|embed|object|form)\b(.*?)&gt;", re.DOTALL)
_DATA_TYPES = ("application/ld+json", "application/json", "text/template", "text/html", "speculationrules")
_WORDS = {
    "script-src": "script", "style-src": "style sheet", "font-src": "font", "img-src": "picture",
    "media-src": "film or sound", "frame-src": "page in a frame", "connect-src": "address that a script asks",
    "form-action": "address that a form sends to", "object-src": "plug-in",
}  # fmt: skip
_BROUGHT = {"https://fonts.googleapis.com": ("font-src", "https://fonts.gstatic.com")}
"""Hosts whose style sheets load from another one."""


class Loaded(NamedTuple):
    """One thing that a page loads: by which directive of the policy it is judged, and its address.

    What stands in the page itself has no address, and `words` by which it can be found where it was written.
    """

    directive: str
    address: str
    words: str = ""


KeptOut = tuple[tuple[str, Loaded], ...]
"""What a page loads in vain, each thing with the policy that keeps it out."""


def blocked(subject: CheckContext) -> Iterator[Finding]:
    """Yield what a browser would keep out of the site's pages and of its style sheets and scripts."""
    pages = (path for path in subject.files if path.endswith(".html"))
    yield from of_pages(subject, ((path, kept_out_of(subject.pieces(path))) for path in pages))
    yield from across(subject)
    for paper in subject.papers:
        yield from alone(subject, paper)


def alone(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """Yield what the texts of one paper would load in vain."""
    yield from _of_markdown(subject, of_paper(paper))


def across(subject: CheckContext) -> Iterator[Finding]:
    """Yield what a browser would keep out, but for what built pages load and papers' texts say."""
    yield from _of_statics(subject)
    yield from _of_markdown(subject, beside_papers(subject))


def of_pages(subject: CheckContext, pages: Iterable[tuple[str, KeptOut]]) -> Iterator[Finding]:
    """Yield what was kept out of each of these pages, once: of the page whose path comes first."""
    first: dict[tuple[str, Loaded], str] = {}
    for path, kept_out in sorted(pages):
        for policy, loaded in kept_out:
            first.setdefault((policy, loaded), path)
    for (_, loaded), path in first.items():
        yield _on_page(subject, path, loaded)


def kept_out_of(pieces: Iterable[str]) -> KeptOut:
    """Return what the policy that a built page states keeps out of it, with that policy, which the first piece states.

    No tag begins in one piece and ends in another.
    """
    stated = None
    tags: list[str] = []
    within: list[Loaded] = []
    for piece in pieces:
        stated = stated or _POLICY.search(piece)
        if not stated:
            return ()
        tags += _TAGS.findall(piece)
        within += _within(piece)
    if not stated:
        return ()
    by_tags = _by_tags(stated[1], tuple(tags))
    return (*by_tags, *_kept_out(html.unescape(stated[1]), within)) if within else by_tags


@lru_cache(maxsize=4096)
def _by_tags(policy: str, tags: tuple[str, ...]) -> KeptOut:
    """Return what a policy, as it is written, keeps out of what some tags load; many pages have the same ones."""
    return _kept_out(html.unescape(policy), _of_tags(tags))


def _kept_out(policy: str, things: Iterable[Loaded]) -> KeptOut:
    return tuple((policy, loaded) for loaded in things if not admits(policy, loaded))


def loads(text: str) -> Iterator[Loaded]:
    """Yield what a page loads from elsewhere, and what it runs or styles within itself, each once."""
    yield from _of_tags(_TAGS.findall(text))
    yield from _within(text)


def _of_tags(tags: Iterable[str]) -> Iterable[Loaded]:
    """Return what tags load from elsewhere, and scripts and styles that they begin, each once."""
    return dict.fromkeys(
        loaded
        for tag in dict.fromkeys(tags)
        for loaded in _of_tag(tag)
        if not loaded.address or _is_elsewhere(loaded.address)
    )


def _within(text: str) -> Iterator[Loaded]:
    """Yield the attributes of a page that run or style something."""
    for match in _INLINE.finditer(text) if any(likely.search(text) for likely in _MAY_BE_INLINE) else ():
        directive = "style-src" if match["attribute"] == "style" else "script-src"
        yield Loaded(directive, "", f"{match['attribute']}={match['value']}")


@lru_cache(maxsize=4096)
def _of_tag(tag: str) -> tuple[Loaded, ...]:
    """Return what one tag loads; most tags of a site stand on many of its pages."""
    return tuple(_loaded_by(tag))


def _loaded_by(tag: str) -> Iterator[Loaded]:
    match = _TAG.match(tag)
    name = match["name"].lower() if match else ""
    attributes = {
        key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(match["rest"] if match else "")
    }
    if name == "style" or (
        name == "script" and "src" not in attributes and attributes.get("type", "") not in _DATA_TYPES
    ):
        yield Loaded("style-src" if name == "style" else "script-src", "", tag)
    elif name == "link":
        directive = _of_link(attributes)
        yield from [Loaded(directive, attributes["href"])] if directive and "href" in attributes else ()
    elif name in _ADDRESSES:
        for directive, key in _ADDRESSES[name]:
            yield from (Loaded(directive, url) for url in _addresses(key, attributes.get(key, "")) if url)


_ADDRESSES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "script": (("script-src", "src"),),
    "iframe": (("frame-src", "src"),),
    "frame": (("frame-src", "src"),),
    "object": (("object-src", "data"),),
    "embed": (("object-src", "src"),),
    "img": (("img-src", "src"), ("img-src", "srcset")),
    "image": (("img-src", "href"), ("img-src", "xlink:href")),
    "input": (("img-src", "src"),),
    "source": (("img-src", "srcset"), ("media-src", "src")),
    "video": (("media-src", "src"), ("img-src", "poster")),
    "audio": (("media-src", "src"),),
    "track": (("media-src", "src"),),
    "form": (("form-action", "action"),),
}
_PRELOADED = {
    "font": "font-src",
    "style": "style-src",
    "script": "script-src",
    "image": "img-src",
    "fetch": "connect-src",
}


def _of_link(attributes: Mapping[str, str]) -> str:
    """Return the directive by which what a `link` element loads is judged; empty for one that only leads somewhere."""
    rels = attributes.get("rel", "").lower().split()
    if "stylesheet" in rels:
        return "style-src"
    if "icon" in rels or "apple-touch-icon" in rels:
        return "img-src"
    if "modulepreload" in rels:
        return "script-src"
    return _PRELOADED.get(attributes.get("as", "").lower(), "") if "preload" in rels else ""


def _addresses(key: str, value: str) -> Iterator[str]:
    if key != "srcset":
        yield value.strip()
        return
    yield from (part.split()[0] for part in re.split(r",\s+", value) if part.strip())


def _is_elsewhere(address: str) -> bool:
    return address.lower().startswith(("http://", "https://", "//", "ws://", "wss://"))


def admits(policy: str, loaded: Loaded) -> bool:
    """Tell whether a policy lets a page load something from its host, or have it within itself."""
    directives = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    otherwise = None if loaded.directive == "form-action" else directives.get("default-src")
    sources = directives.get(loaded.directive, otherwise)
    if sources is None:
        return True
    wanted = {origin_of(loaded.address), "https:", "*"} if loaded.address else {"'unsafe-inline'"}
    return not wanted.isdisjoint(sources)


def origin_of(address: str) -> str:
    """Return `https://host:port` of an address; `//host/x` takes the scheme of the page, which is https."""
    parts = urlsplit(address, "https")
    return f"{parts.scheme}://{parts.netloc}"


def _on_page(subject: CheckContext, path: str, loaded: Loaded) -> Finding:
    """Return a finding about what a page loads, where it was written."""
    sentence, hint = _said(subject, loaded)
    kind: Kind = ("blocked", _rule(loaded), "warning")
    if loaded.address:
        own = in_templates(subject, (loaded.address, html.escape(loaded.address)), kind, sentence, hint)
        return own or address(subject, (path,), loaded.address, kind, sentence, hint)
    written = in_templates(subject, (loaded.words,), kind, sentence, hint)
    return written or subject.in_theme(kind, HEAD, sentence, hint)


def _rule(loaded: Loaded) -> str:
    return loaded.directive.removesuffix("-src") if loaded.address else "inline"


def _said(subject: CheckContext, loaded: Loaded) -> tuple[str, str]:
    """Return what is wrong, and the line that mends it."""
    if not loaded.address:
        kind = "style" if loaded.directive == "style-src" else "script"
        where = (
            "a file of static/, and link it" if loaded.directive == "style-src" else "a file of static/, and load it"
        )
        shown_words = " ".join(loaded.words.split())[:60]
        sentence = f"a browser would not use {shown_words}: pages have no {kind} within themselves"
        return sentence, f"put it into {where} with asset(…); no csp: admits it"
    sentence = (
        f"a browser would not load {loaded.address}: the site's policy admits no {_WORDS[loaded.directive]} from there"
    )
    return sentence, _mended(subject, loaded)


def _mended(subject: CheckContext, loaded: Loaded) -> str:
    """Return how to admit what was kept out: the line of `site.yaml`, whole."""
    host = origin_of(loaded.address)
    if not host.startswith("https://"):
        return (
            f"write it with https://; then csp: {{{loaded.directive}: [https://{host.partition('://')[2]}]}} admits it"
        )
    if loaded.directive not in LOADED_HOSTS:
        return "no csp: admits plug-ins: link to it, or show it in a frame"
    config = subject.content.config.csp
    wanted = {name: list(getattr(config, attribute)) for name, attribute in LOADED_HOSTS.items()}
    for directive, named in ((loaded.directive, host), _BROUGHT.get(host, (loaded.directive, host))):
        wanted[directive] += [named] if named not in wanted[directive] else []
    line = ", ".join(f"{name}: [{', '.join(hosts)}]" for name, hosts in wanted.items() if hosts)
    kept = _KEPT.get(loaded.directive, "")
    return f"{kept}in {SITE}, this admits it (and tells that host of every visit):\ncsp: {{{line}}}"


_KEPT = {
    "font-src": "keep the file in assets/ and name it under fonts:; or, ",
    "style-src": "keep the file in a theme's static/; or, ",
    "script-src": "keep the file in a theme's static/; or, ",
    "img-src": "keep the file in assets/; or, ",
}


def _of_statics(subject: CheckContext) -> Iterator[Finding]:
    """Yield what style sheets and scripts of a theme would load in vain, by the policy of the home page."""
    stated = _POLICY.search(subject.text("index.html")) if "index.html" in subject.files else None
    if not stated:
        return
    policy = html.unescape(stated[1])
    for path in sorted(subject.files):
        if path.startswith("theme/") and path.endswith((".css", ".js")):
            loads_of_file = _of_css(subject.text(path)) if path.endswith(".css") else _of_script(subject.text(path))
            for loaded in dict.fromkeys(loads_of_file):
                if not admits(policy, loaded):
                    yield _in_static(subject, path, loaded)


def _of_css(text: str) -> Iterator[Loaded]:
    text = _CSS_ASIDE.sub("", text)
    yield from (Loaded("style-src", url) for url in _IMPORT.findall(text))
    faces = _FONT_FACE.findall(text)
    yield from (Loaded("font-src", url) for face in faces for url in _CSS_URL.findall(face))
    rest = _FONT_FACE.sub("", re.sub(r"@import[^;]*;", "", text, flags=re.IGNORECASE))
    yield from (Loaded("img-src", url) for url in _CSS_URL.findall(rest))


def _of_script(text: str) -> Iterator[Loaded]:
    for pair in _LOADED_SCRIPT.findall(text):
        yield Loaded("script-src", pair[0] or pair[1])
    for match in _ASKED.finditer(text):
        if not match[0].startswith("import"):
            yield Loaded("connect-src", match[1])


def _in_static(subject: CheckContext, path: str, loaded: Loaded) -> Finding:
    """Return a finding at the line of the static file of a theme that holds an address."""
    sentence, hint = _said(subject, loaded)
    kind: Kind = ("blocked", _rule(loaded), "warning")
    for folder in subject.templates:
        for file in sorted((folder.parent / "static").rglob("*")):
            if file.suffix in (".css", ".js"):
                text = file.read_text(encoding="utf-8", errors="replace")
                start = text.find(loaded.address)
                if start >= 0:
                    return subject.in_file(kind, shown(file), sentence, hint).at(text.count("\n", 0, start) + 1, 1)
    return subject.in_file(kind, f"themes/{subject.content.config.theme}", f"{path}: {sentence}", hint)


def _of_markdown(subject: CheckContext, texts: Iterable[WrittenText]) -> Iterator[Finding]:
    """Yield HTML in Markdown that somebody hoped would load something: it is shown as text."""
    for text in texts:
        if "&lt;" not in text.text.html:
            continue
        for match in _SHOWN_TAG.finditer(_AROUND.sub("", text.text.html)):
            tag = html.unescape(match[0])
            sentence = f"{' '.join(tag.split())[:60]} is shown as text: Markdown holds no HTML here"
            yield _in_prose(subject, text.file, text.keys, tag, (sentence, _instead(subject, tag)))


def _instead(subject: CheckContext, tag: str) -> str:
    """Return what to do with a piece of HTML in Markdown."""
    elsewhere = [loaded for loaded in _of_tag(tag) if loaded.address and _is_elsewhere(loaded.address)]
    if tag.lower().startswith("<img"):
        return f"write ![what it shows]({elsewhere[0].address})" if elsewhere else "write ![what it shows](assets/…)"
    way = "put it into a template of your own (`sitegen theme eject page.html`)"
    needed = [loaded for loaded in elsewhere if not admits(_policy(subject), loaded)]
    return f"{way}; {_mended(subject, needed[0])}" if needed else way


def _policy(subject: CheckContext) -> str:
    stated = _POLICY.search(subject.text("index.html")) if "index.html" in subject.files else None
    return html.unescape(stated[1]) if stated else ""


def _in_prose(subject: CheckContext, file: str, keys: Keys, tag: str, wording: Iterable[str]) -> Finding:
    kind: Kind = ("blocked", "markdown", "warning")
    sentence, hint = wording
    opening = re.split(r"[\s>]", tag, maxsplit=1)[0]
    addresses = [loaded.address for loaded in _of_tag(tag) if loaded.address]
    at_words = place(subject, (file,), (tag, *addresses, opening), kind, sentence, hint)
    return at_words or subject.in_content(kind, file, keys, sentence, hint)
