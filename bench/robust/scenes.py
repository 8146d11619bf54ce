"""Scenes: every command that writes, on a site where it has something to do, and what must be true afterwards.

In: an empty folder. Out: a `Scene`, for as long as its servers run; what is wrong with a site on which the command was
ended before its time, if anything is.
"""

from __future__ import annotations

import base64
import email
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.robust import servers
from bench.robust.processes import Ended, files, sitegen_run
from tests.deploying import WHO, git
from tests.making import write_site
from tests.pull.sources.test_cases import FULL
from tests.replay_server import Answer, Reply

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
READERS = ("a@reader.example", "b@reader.example", "c@reader.example")
PERSON = "name: Ada Lovelace\narxiv: lovelace_a_1\norcid: 0000-0002-1825-0097\n"
SECOND = "title: Of a second engine\nauthors: [Ada Lovelace]\ndate: 2031-02-03\nabstract: |\n  It holds that $x^2$.\n"
UNTIDY = "date: '2020-01-02'\nauthors: ['Ada Lovelace', \"Bob Mason\"] # both\n\ntitle: \"First paper\"\n"
Look = Callable[[Path], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A command on a site: the words of it, and what there is before it.

    `reset` is called before each trial; `look` says what may not be lost; `whole` says what is wrong with a site that
    was left behind, if anything.
    """

    name: str
    words: tuple[str, ...]
    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    reset: Callable[[], object] = lambda: None
    look: Look = files
    ours: tuple[Path, ...] = ()

    def run(self, before: Callable[[], object] = lambda: None) -> Ended:
        """Run the command."""
        return sitegen_run(*self.words, cwd=self.root, environment=self.environment, before=before)


def save(scene: Scene) -> Path:
    """Keep what there is, for `restore`."""
    saved = scene.root.parent / "saved"
    shutil.copytree(scene.root.parent, saved, symlinks=True, ignore=lambda _, names: {"saved"} & set(names))
    return saved


def restore(saved: Path, scene: Scene) -> None:
    """Put back what there was, time stamps included."""
    for place in saved.iterdir():
        target = scene.root.parent / place.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(place, target, symlinks=True)
    scene.reset()


def not_well(scene: Scene, old: Mapping[str, bytes], new: Mapping[str, bytes], *, is_killed: bool) -> str:
    """Say what is wrong after the command was ended, or after it ran once more, if anything is."""
    wrong = _not_whole(scene.look(scene.root), old, new, is_killed=is_killed)
    if wrong:
        return wrong
    again = scene.run()
    if again.code or again.has_traceback:
        return f"the next run needs help: exit code {again.code}: {again.err[-300:]}"
    after = scene.look(scene.root)
    differing = sorted(path for path in after.keys() | new.keys() if after.get(path) != new.get(path))
    return f"the next run came to something else: {', '.join(differing[:4])}" if differing else ""


def _not_whole(
    left: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes], *, is_killed: bool
) -> str:
    """Say which file is neither old nor new, or lost."""
    for path, content in left.items():
        is_beside = path.endswith((".tmp", ".new"))
        if is_beside and is_killed:
            continue  # what a killed process was writing; the next run takes it away
        if content not in (old.get(path), new.get(path)):
            return f"{path} is neither old nor new"
    lost = sorted(path for path in old.keys() & new.keys() if path not in left)
    return f"lost: {', '.join(lost[:4])}" if lost else ""


def _site(folder: Path, more: Mapping[str, str] | None = None, **config: str) -> Path:
    root = write_site(
        folder / "site", {"authors/ada.yaml": PERSON, **(more or {})}, base_url="https://ada.test/x/", **config
    )
    (root / "content" / "figures").mkdir()
    (root / "content" / "figures" / "dot.png").write_bytes(PICTURE)
    return root


@contextmanager
def _pull(folder: Path) -> Iterator[Scene]:
    """Two sources, of which one has news; a paper has figures to fetch."""
    root = _site(folder, owner="ada")
    answers: dict[str, Answer] = {**FULL["arxiv"].answers, **FULL["orcid"].answers, **_figures()}
    news: dict[str, Answer] = {
        address: Reply(answer.body.replace(b"Engine", b"Machine"), kind=answer.kind)
        for address, answer in answers.items()
        if isinstance(answer, Reply)
    }
    with servers.replayed(answers) as first, servers.replayed(news) as second:
        sources = ("--source", "arxiv", "--source", "orcid")
        sitegen_run("pull", *sources, "--no-figures", cwd=root, environment={"SITEGEN_GATEWAY": first})
        yield Scene("pull", ("pull", *sources), root, {"SITEGEN_GATEWAY": second})


def _figures() -> dict[str, Answer]:
    page = (
        '<html><article class="ltx_document"><figure class="ltx_figure"><img src="x1.png">'
        '<figcaption class="ltx_caption">Loss.</figcaption></figure></article></html>'
    )
    found: dict[str, Answer] = {}
    for number in ("2301.00001", "2301.00002"):
        found[f"arxiv.org/html/{number}"] = Reply(page.encode(), kind="text/html")
        found[f"arxiv.org/html/{number}/x1.png"] = Reply(PICTURE, kind="image/png")
    return found


@contextmanager
def _import(folder: Path) -> Iterator[Scene]:
    """Four entries, imported once and changed since, of which one brings a file."""
    root = _site(folder)
    old = root / "old"
    old.mkdir()
    entry = (
        "@article{{k{0}, title = {{On engine {0}}}, author = {{Lovelace, Ada}}, year = {1}, doi = {{10.5555/{0}}}}}\n"
    )
    (old / "papers.bib").write_text("".join(entry.format(number, 2001) for number in range(3)), encoding="utf-8")
    sitegen_run("import", "old", cwd=root)
    (old / "paper.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    text = "".join(entry.format(number, 2001 + number) for number in range(4))
    (old / "papers.bib").write_text(text.replace("year = 2004", "year = 2004, file = {paper.pdf}"), encoding="utf-8")
    yield Scene("import", ("import", "old"), root)


@contextmanager
def _fmt(folder: Path) -> Iterator[Scene]:
    """Five files to put in order."""
    untidy = {f"papers/p{number}.yaml": UNTIDY.replace("First", f"{number}th") for number in range(5)}
    yield Scene("fmt", ("fmt",), _site(folder, untidy))


def _edited(root: Path) -> None:
    """Change a built site: a paper more, one less, one renamed, another picture."""
    papers = root / "content" / "papers"
    (papers / "second.yaml").write_text(
        SECOND + "figures: [{file: figures/dot.png, caption: A dot.}]\n", encoding="utf-8"
    )
    (papers / "first.yaml").rename(papers / "one.yaml")
    (papers / "gone.yaml").unlink()
    (root / "content" / "site.yaml").write_text("title: Other\nbase_url: https://ada.test/x/\n", encoding="utf-8")


def _built(folder: Path) -> Path:
    root = _site(folder, {"papers/gone.yaml": SECOND.replace("second", "third")})
    sitegen_run("build", "--jobs", "1", cwd=root)
    return root


@contextmanager
def _build(folder: Path) -> Iterator[Scene]:
    """A site that was built, and edited since."""
    root = _built(folder)
    _edited(root)
    yield Scene("build", ("build", "--jobs", "1"), root, look=_unless_begun)


@contextmanager
def _first_build(folder: Path) -> Iterator[Scene]:
    """A site that was never built."""
    yield Scene("first build", ("build", "--jobs", "1"), _site(folder))


def _unless_begun(root: Path) -> dict[str, bytes]:
    """Return the files of a site; whatever its output mixes is no fault while a journal says how to go on."""
    return files(root)


@contextmanager
def _check(folder: Path) -> Iterator[Scene]:
    """The same; the check mends what it may."""
    root = _built(folder)
    _edited(root)
    author = root / "content" / "authors" / "ada.yaml"
    author.write_text(author.read_text(encoding="utf-8") + "since: 2020\n", encoding="utf-8")
    yield Scene("check", ("check", "--json"), root)


@contextmanager
def _deploy(folder: Path) -> Iterator[Scene]:
    """A site that was deployed, and edited since; what may not be lost is the branch of the remote, too."""
    scene = _repository(folder, "deploy")
    sitegen_run("deploy", cwd=scene.root, environment=WHO)
    (scene.root / "content" / "papers" / "second.yaml").write_text(SECOND, encoding="utf-8")
    yield scene


@contextmanager
def _first_deploy(folder: Path) -> Iterator[Scene]:
    """A site that was never built nor deployed."""
    yield _repository(folder, "first deploy")


def _repository(folder: Path, name: str) -> Scene:
    root, remote = _site(folder), folder / "remote.git"
    (root / ".gitignore").write_text("output/\n.sitegen/\n", encoding="utf-8")
    git(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    git(folder, "init", "-q", "-b", "main", str(root))
    git(root, "remote", "add", "origin", str(remote))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "push", "-q", "origin", "main")

    def look(root: Path) -> dict[str, bytes]:
        trees = {
            "the branch": git(remote, "for-each-ref", "--format=%(tree)", "refs/heads/gh-pages").encode(),
            "main": git(remote, "rev-parse", "main").encode(),
        }
        git(remote, "fsck", "--strict")
        git(root, "fsck")
        litter = [path.name for path in (root / ".git").rglob("tmp_*")]
        own = git(root, "status", "--porcelain") + git(root, "branch", "--list")
        return {**files(root / "content"), **trees, "own": own.encode(), "litter": "".join(litter).encode()}

    return Scene(name, ("deploy",), root, WHO, look=look, ours=(root, remote))


@contextmanager
def _alert(folder: Path) -> Iterator[Scene]:
    """Three readers, who wait for one new paper."""
    root = _site(folder, alerts="\n  from: Ada Lovelace <ada@example.org>")
    sitegen_run("alert", cwd=root)
    (root / "content" / "papers" / "second.yaml").write_text(SECOND, encoding="utf-8")
    letters = folder.parent / "letters"
    letters.mkdir()
    with ExitStack() as stack:
        address = stack.enter_context(servers.mail(letters))
        environment = {"SITEGEN_SMTP_URL": address, "SITEGEN_SUBSCRIBERS": "\n".join(READERS)}

        def look(root: Path) -> dict[str, bytes]:
            seen = {
                (path.name[6:], str(email.message_from_bytes(path.read_bytes())["Message-ID"]))
                for path in letters.iterdir()
            }
            counts = {who: sum(name == who for name, _ in seen) for who in READERS}
            return {**_without_dates(root), **{who: str(count).encode() for who, count in counts.items()}}

        def reset() -> None:
            time.sleep(0.02)  # for what a killed process had sent, and nobody has answered yet
            for path in letters.iterdir():
                os.unlink(path)

        yield Scene("alert", ("alert",), root, environment, reset, look)


def _without_dates(root: Path) -> dict[str, bytes]:
    """Return the files of a site, and of its record of alerts only that it can be read: each has an id of its own."""
    found = files(root)
    found.pop("content/.pulled/alerts.yaml", None)
    return found


SCENES: Mapping[str, Callable[[Path], AbstractContextManager[Scene]]] = {
    "pull": _pull,
    "import": _import,
    "fmt": _fmt,
    "build": _build,
    "first build": _first_build,
    "check": _check,
    "deploy": _deploy,
    "first deploy": _first_deploy,
    "alert": _alert,
}
"""What opens each scene in a folder that is not there yet."""
