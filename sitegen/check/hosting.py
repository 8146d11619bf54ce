"""Findings about the host: what is too large for it, pointers where files should be, workflows that let strangers in.

In: a `Subject`. Out: findings, at the file that is too large or is not there, or at the site's options. Other hosts
take more or less; what is named is what GitHub says of itself (docs.github.com: About large files on GitHub; GitHub
Pages limits).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sitegen.check.context import CheckContext, stamps
from sitegen.check.finding import Finding
from sitegen.content.load import SITE
from sitegen.regex import regex

FILE = 100 * 2**20
"""Bytes of a file from which GitHub refuses a push."""
WHOLE = 2**30
"""Bytes of a site that GitHub Pages publishes."""
_WORKFLOWS = (".github/workflows/*.y*ml", ".forgejo/workflows/*.y*ml", ".gitlab-ci.yml")
_BARE = regex(r"pip3? install[^\n]*\bauthorpages(?![\w.-]*(?:\.whl|\s*@))")
_FOLDERS = 3
_POINTER = b"version https://git-lfs.github.com/spec/"
_OWN = (".yaml", ".yml", ".md")
"""Files that the build has read, and would not have understood."""
_LONGEST_POINTER = 1024
"""Bytes that a pointer of Git LFS has at most (its specification)."""


def hosting(subject: CheckContext) -> Iterator[Finding]:
    """Yield what would be refused, or be wrong, when the sources or the site are pushed."""
    yield from _workflows(subject)
    content = subject.root / "content"
    sources = {name: size for name, (_, size) in stamps(subject.root).items()}
    for name, size in sources.items():
        if size > FILE:
            hint = "make it smaller, or keep it elsewhere (an archive such as Zenodo) and link to it"
            sentence = f"has {_mebibytes(size)}; GitHub refuses a push with a file above {_mebibytes(FILE)}"
            yield subject.in_file(("hosting", "file", "warning"), f"content/{name}", sentence, hint)
    for name, size in sources.items():
        if size <= _LONGEST_POINTER and not name.endswith(_OWN) and (content / name).read_bytes().startswith(_POINTER):
            sentence = "is only a pointer of Git LFS: the file itself is not here, and would not be published"
            hint = "install git-lfs and run `git lfs pull`; in a workflow, give the checkout `lfs: true`"
            yield subject.in_file(("hosting", "pointer", "error"), f"content/{name}", sentence, hint)
    sizes = subject.sizes
    for path, size in sizes.items():
        if size > FILE and sources.get(path, 0) <= FILE:
            sentence = f"{path} of the built site has {_mebibytes(size)}; GitHub takes no file above {_mebibytes(FILE)}"
            yield subject.in_file(("hosting", "file", "warning"), SITE, sentence)
    whole = sum(sizes.values())
    if whole > WHOLE:
        sentence = f"the site has {_mebibytes(whole)}; GitHub Pages publishes sites up to {_mebibytes(WHOLE)}"
        yield subject.in_file(("hosting", "site", "warning"), SITE, sentence, f"the most is in {_largest(sizes)}")


def is_bare(text: str) -> bool:
    """Tell whether a workflow installs sitegen by its bare name, which is whoever's who registers it."""
    return bool(_BARE.search(text))


def _workflows(subject: CheckContext) -> Iterator[Finding]:
    """Yield workflows that install a package of a name that anybody may have taken."""
    files = (path for pattern in _WORKFLOWS for path in sorted(subject.root.glob(pattern)) if path.is_file())
    for path in files:
        if is_bare(path.read_text(encoding="utf-8", errors="replace")):
            hint = "move it away, and run `sitegen deploy --workflow`: it pins the very sitegen that you have"
            sentence = "installs sitegen by a bare name: whoever registers that name runs programs on your host"
            file = path.relative_to(subject.root).as_posix()
            yield subject.in_file(("hosting", "workflow", "warning"), file, sentence, hint)


def _largest(sizes: Mapping[str, int]) -> str:
    """Name the folders that hold the most."""
    folders: Counter[str] = Counter()
    for path, size in sizes.items():
        folders["/".join(path.split("/")[:2]) if "/" in path else path] += size
    return ", ".join(f"{folder} ({_mebibytes(size)})" for folder, size in folders.most_common(_FOLDERS))


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"
