"""Planted: active content in every text field, and secrets in the environment, looked for in all that is made.

In: how large a share of the payloads. Out: how many fields held them, how many files were looked through, and each live
element, handler, script address or command, each secret. Where Chromium is there, pages are opened in it with their
policy off: whatever runs there is a fault, and so is a request to another host.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from bench.robust import servers
from bench.robust.outcome import Outcome
from bench.robust.processes import files, sitegen_run, warm
from tests.deploying import WHO, git
from tests.making import write_site
from tests.replay_server import Reply

PAYLOADS = (
    ("<script>tripwire()</script><img src=x onerror=tripwire()><svg onload=tripwire()><b onclick=tripwire()>b</b>"),
    '"><script>tripwire()</script><a href="javascript:tripwire()">x</a>\'-tripwire()-\'',
    "javascript:tripwire()",
    'https://x.example/"onmouseover="tripwire()',
    (
        "[x](javascript:tripwire()) [y](JaVaScRiPt&#58;tripwire()) ![z](data:image/svg+xml,<svg/onl"
        "oad=tripwire()>) <javascript:tripwire()>"
    ),
    (
        "\\href{javascript:tripwire()}{x} $\\href{javascript:tripwire()}{x}$ $\\text{<img src=x onerro"
        "r=tripwire()>}$ \\url{javascript:tripwire()}"
    ),
    (
        "</script></style></title></textarea>]]>--><math><mtext><script>tripwire()</script></mtext>"
        "</math><iframe srcdoc='<script>tripwire()</script>'>"
    ),
    (
        "{{ tripwire() }}{% include '/etc/passwd' %} ${tripwire()} %(x)s {0.__class__} \\input{/etc/"
        "passwd}\\write18{touch x}\\immediate\\openout1"
    ),
    (
        '=HYPERLINK("javascript:tripwire()") &lt;script&gt;tripwire()&lt;/script&gt; &amp;lt;img sr'
        "c=x onerror=tripwire()&amp;gt;"
    ),
    (
        "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'><link r"
        "el=stylesheet href=//evil.example/a.css>"
    ),
    (
        '<style>*{background:url(//evil.example/)}</style><p style="background:url(//evil.example/)'
        '">x</p><form action=//evil.example><button>x</button></form>'
    ),
)
"""Texts of which nothing may come alive."""
LINKS = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "cite", "background", "ping"}
NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "portal"}
COMMANDS = re.compile(r"(?<!\\)\\(?:input|write|immediate|openout|csname|catcode|include|special)(?![A-Za-z])")
BASE = "https://ada.test/lab/"
HOSTS = {"ada.test", "x.example", "doi.org", "arxiv.org", "schema.org", "orcid.org", "creativecommons.org"}
KEYS = (
    "S2_API_KEY",
    "OPENALEX_API_KEY",
    "ADS_API_TOKEN",
    "HF_TOKEN",
    "ORCID_TOKEN",
    "ZOTERO_API_KEY",
    "SITEGEN_WEBHOOK_TOKEN",
)


def measure(share: float, seed: int = 1) -> Outcome:
    """Plant a share of the payloads, and all secrets."""
    warm()
    outcome, chance = Outcome(), random.Random(seed)
    chosen = PAYLOADS if share >= 1 else chance.sample(PAYLOADS, max(1, round(share * len(PAYLOADS))))
    schemas = json.loads(sitegen_run("schema", cwd=Path()).out)
    for number, payload in enumerate(chosen):
        with tempfile.TemporaryDirectory(prefix="robust-") as folder:
            root = Path(folder)
            _plant(root, payload, schemas)
            _built(root, payload, outcome)
            for path, data in files(root / "output").items():
                outcome.add("files looked through")
                outcome.faults += [f"payload {payload[:40]!r}: {path}: {fault}" for fault in _alive(path, data)]
            outcome.tell(f"payload {number + 1} of {len(chosen)}")
            if number < max(1, round(3 * share)):
                _open(root / "output", outcome)
    with tempfile.TemporaryDirectory(prefix="robust-") as folder:
        _secrets(Path(folder), outcome)
    return outcome


def _leaves(shape: Mapping[str, Any], all_: Mapping[str, Any], depth: int = 0) -> Iterator[Any]:
    r"""Yield, for each place of a schema where a text may stand, a value with the sign `\\0` there."""
    if "$ref" in shape:
        shape = all_["$defs"][shape["$ref"].rpartition("/")[2]]
    for part in shape.get("anyOf", ()):
        yield from _leaves(part, all_, depth)
    kind = shape.get("type")
    if kind == "string" and "enum" not in shape:
        yield "\0"
    elif kind == "array":
        yield from ([value] for value in _leaves(shape.get("items", {}), all_, depth + 1))
    elif kind == "object" and depth < 5:
        for key, part in shape.get("properties", {}).items():
            yield from ({key: value} for value in _leaves(part, all_, depth + 1))
        if isinstance(more := shape.get("additionalProperties"), dict):
            yield from ({"code": value} for value in _leaves(more, all_, depth + 1))
            yield {"\0": "x"}


def _plant(root: Path, payload: str, schemas: Mapping[str, Any]) -> None:
    """Write a site in which a file holds the payload in one field, for every field there is."""
    text: dict[str, str] = {}
    bases: dict[str, tuple[str, dict[str, Any]]] = {
        "paper": ("papers", {"title": "On it", "authors": ["Ada Lovelace"], "date": "2020"}),
        "author": ("authors", {"name": "Ada Lovelace"}),
    }
    for kind, (folder, base) in bases.items():
        for number, value in enumerate(_leaves(schemas[kind], schemas[kind])):
            name = {"name": f"Person {number}"} if kind == "author" else {}
            text[f"{folder}/f{number}.yaml"] = _filled({**base, **name, **_with_name(value)}, payload)
    text["pages/p.md"] = f"---\ntitle: {json.dumps(payload)}\n---\n{payload}\n"
    text["news.yaml"] = f"- date: 2020\n  text: {json.dumps(payload)}\n"
    text["assets/a.txt"] = "a"
    config = {"title": payload, "description": payload, "language": "en", "macros": {"x": payload}}
    write_site(root, text)
    site = {**config, "base_url": BASE, "extra": {"x": payload}, "nav": [{"label": payload, "url": "papers/"}]}
    (root / "content" / "site.yaml").write_text(json.dumps(site), encoding="utf-8")


def _with_name(value: Mapping[str, Any]) -> dict[str, Any]:
    """Complete a mapping that needs more keys than the one that is tried."""
    filled = dict(value)
    for key in ("authors", "editors"):
        if key in filled and isinstance(filled[key][0], dict) and "name" not in filled[key][0]:
            filled[key] = [{"name": "Ada Lovelace", **filled[key][0]}]
    if "figures" in filled and isinstance(filled["figures"][0], dict):
        filled["figures"] = [{"file": "assets/a.txt", **filled["figures"][0]}]
    return filled


def _filled(data: Mapping[str, Any], payload: str) -> str:
    """Return a file with the payload in the place of the sign."""
    return json.dumps(data).replace(json.dumps("\0"), json.dumps(payload))


def _built(root: Path, payload: str, outcome: Outcome) -> None:
    """Build; files that are refused are told by name, and taken away, until the rest is built."""
    total = len(list((root / "content").rglob("*.yaml")))
    for _ in range(6):
        ended = sitegen_run("build", cwd=root)
        outcome.expect(not ended.has_traceback, f"payload {payload[:40]!r}: {ended.err[-300:]}")
        if ended.code == 0:
            left = len(list((root / "content").rglob("*.yaml")))
            outcome.add("fields that held a payload", left)
            outcome.add("fields that refused it", total - left)
            return
        for path in sorted(set(re.findall(r"^(content/[^:]+)", ended.err, re.MULTILINE))):
            if path == "content/site.yaml":
                (root / path).write_text(f"title: Site\nbase_url: {BASE}\n", encoding="utf-8")
            else:
                (root / path).unlink(missing_ok=True)
    outcome.expect(False, f"payload {payload[:40]!r}: was not built: {ended.err[:300]}")


def _alive(path: str, data: bytes) -> Iterator[str]:
    """Yield what is alive in a file of the site."""
    suffix = path.rpartition(".")[2]
    if suffix == "html":
        yield from _of_page(data.decode())
    elif suffix in {"xml", "svg"}:
        yield from _of_xml(ElementTree.fromstring(data))  # noqa: S314 - it is ours
    elif suffix == "json":
        yield from _of_json(json.loads(data))
    elif suffix == "bib" and (found := COMMANDS.search(data.decode())):
        yield f"the command {found[0]}"
    elif suffix == "ris" and any(
        line and not re.match(r"[A-Z][A-Z0-9]  - ", line) for line in data.decode().splitlines()
    ):
        yield "a line that is no field"


def _of_page(text: str) -> Iterator[str]:
    """Yield what a browser would carry out, or fetch from elsewhere."""
    from selectolax.lexbor import LexborHTMLParser

    for node in LexborHTMLParser(text).root.traverse():  # type: ignore[union-attr] # a document has a root
        attributes = node.attributes
        if node.tag in NEVER:
            yield f"<{node.tag}>"
        if node.tag == "script" and "src" not in attributes and "json" not in (attributes.get("type") or ""):
            yield "a script within the page"
        if (
            node.tag == "meta"
            and (attributes.get("http-equiv") or "").lower() == "refresh"
            and "evil" in (node.html or "")
        ):
            yield "a refresh"
        for name, value in attributes.items():
            if name.startswith("on"):
                yield f"a handler, {name}"
            if name == "style" and "url(" in (value or ""):
                yield "a style that fetches"
            if name in LINKS and (fault := _bad_link(node.tag, value or "")):
                yield f"{name}={fault}"


def _bad_link(tag: str | None, value: str) -> str:
    """Return an address that no page of ours has; empty for another."""
    scheme = re.match(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\t\r\n]*):", value)
    if scheme and re.sub(r"[\t\r\n]", "", scheme[1]).lower() not in {"http", "https", "mailto"}:
        return "" if tag == "img" and value.startswith("data:image/") else value[:60]
    loads = tag in {"script", "img", "link", "source", "video", "audio", "form", "button"}
    return value[:60] if loads and "evil.example" in (urlsplit(value).netloc) else ""


def _of_xml(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in NEVER | {"script", "foreignObject"}:
            yield f"<{name}>"
        yield from (f"a handler, {key}" for key in element.attrib if key.startswith("on"))
        yield from (f"{key}={bad}" for key in ("href", "src") if (bad := _bad_link(name, element.get(key, ""))))
        if element.get("type") == "html":
            yield from _of_page(element.text or "")


def _of_json(value: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key == "content_html":
            yield from _of_page(inner)
        if (
            key in {"url", "external_url", "URL", "image"}
            and isinstance(inner, str)
            and (bad := _bad_link(None, inner))
        ):
            yield f"{key}: {bad}"
        yield from _of_json(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _of_json(inner)


def _open(output: Path, outcome: Outcome) -> None:
    """Open pages in Chromium, their policy off; note what ran and what was asked of other hosts."""
    from playwright.sync_api import Route, sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        outcome.notes.append("no Chromium: no page was opened in a browser")
        return
    pages = [path for path in files(output) if path.endswith("index.html")]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        context = chromium.new_context(bypass_csp=True)
        context.add_init_script("window.tripwire = () => { document.documentElement.setAttribute('data-ran', 'yes') }")
        asked: set[str] = set()

        def answer(route: Route) -> None:
            parts = urlsplit(route.request.url)
            asked.add(parts.netloc)
            path = output / parts.path.removeprefix("/lab/").lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            route.fulfill(path=path) if parts.netloc == "ada.test" and path.is_file() else route.fulfill(status=404)

        context.route("**/*", answer)
        page = context.new_page()
        for path in pages[:150]:
            page.goto(BASE + path.removesuffix("index.html"))
            ran = page.evaluate("document.documentElement.hasAttribute('data-ran')")
            outcome.add("pages opened in Chromium")
            outcome.expect(not ran, f"{path}: something ran")
        outcome.expect(asked <= {"ada.test"}, f"pages asked other hosts: {', '.join(sorted(asked - {'ada.test'}))}")
        chromium.close()


def _secrets(folder: Path, outcome: Outcome) -> None:
    """Run every command with secrets in its environment, most of which fail; look for them in all that was written."""
    person = "name: Ada Lovelace\norcid: 0000-0002-1825-0097\ns2: '1'\nopenalex: A1\narxiv: lovelace_a_1\nzotero: '1'\n"
    root = write_site(folder / "site", {"authors/ada.yaml": person}, owner="ada", alerts="\n  from: a@ada.test")
    git(folder, "init", "-q", "-b", "main", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "remote", "add", "origin", "https://ada:secret-remote-0x9f@127.0.0.1:9/x.git")
    environment = {
        **WHO,
        **{name: f"secret-{name.lower()}-0x9f" for name in KEYS},
        "SITEGEN_SUBSCRIBERS": "secret-0x9f@reader.example",
    }
    environment["SITEGEN_SMTP_URL"] = "smtp://ada:secret-smtp-0x9f@127.0.0.1:9"
    environment["SITEGEN_WEBHOOK_URL"] = "https://hooks.slack.com/services/secret-hook-0x9f"
    said: list[str] = []
    with servers.replayed({"api.semanticscholar.org/graph/v1/author/1/papers": Reply(b"", 401)}) as address:
        for words in (
            ("pull",),
            ("build",),
            ("check",),
            ("alert", "--dry-run"),
            ("alert", "--since", "2000"),
            ("deploy",),
            ("fmt",),
        ):
            ended = sitegen_run("-v", *words, cwd=root, environment={**environment, "SITEGEN_GATEWAY": address})
            outcome.expect(not ended.has_traceback, f"{words}: {ended.err[-300:]}")
            outcome.add("commands run with secrets")
            said.append(ended.out + ended.err)
    for word in ("0x9f",):
        outcome.expect(not any(word in text for text in said), "a secret was printed")
        for path, data in files(folder, without=()).items():
            outcome.add("files searched for secrets")
            outcome.expect(path == "site/.git/config" or word.encode() not in data, f"a secret stands in {path}")
