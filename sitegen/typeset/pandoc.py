"""Documents through pandoc, in a process of its own that may read and write nothing but what it is given.

In: a text, the format that it is in and the one that is wanted. Out: the bytes of the document. Needs pandoc 3: that of
the extra `styles` (pypandoc-binary), else the one on the PATH. Never lets pandoc use files, the network or filters of
its own accord (`--sandbox`).
Source: https://pandoc.org/MANUAL.html.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.regex import regex
from sitegen.typeset.missing import missing

EXTRA = "styles"
SECONDS = 300
_MEMORY = ("+RTS", "-M1g", "-RTS")
_VERSION = regex(rb"pandoc(?:\.exe)? (\d+)\.")
_OLDEST = 3


def convert(text: str, source: str, target: str, arguments: Sequence[str] = ()) -> bytes:
    """Return a text in another format, as pandoc names formats (`html`, `docx`, `odt`).

    Raises `SitegenError` where pandoc is not installed, fails, or takes longer than five minutes.
    """
    program = find()
    if program is None:
        raise missing(f"{target} is made by pandoc {_OLDEST} or newer, which is not installed", EXTRA)
    command = [program, "--sandbox", *_MEMORY, "-f", source, "-t", target, "-o", "-", *arguments]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - a program that we found, and no shell
    except subprocess.TimeoutExpired:
        raise SitegenError(f"pandoc took more than {SECONDS} seconds") from None
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()
        raise SitegenError([Problem(sentence=f"pandoc failed: {message or f'exit code {done.returncode}'}")])
    return done.stdout


@lru_cache(maxsize=1)
def version() -> str:
    """Return the version of the pandoc that is used, as it tells it; empty where there is none."""
    program = find()
    return _told(program).partition(b"\n")[0].decode("utf-8", "replace") if program else ""


@lru_cache(maxsize=1)
def find() -> str | None:
    """Return the pandoc to use: that of the extra, else one on the PATH that is new enough; nothing where none is."""
    package = find_spec("pypandoc")
    folders = (package.submodule_search_locations or ()) if package else ()
    bundled = [Path(folder) / "files" / "pandoc" for folder in folders]
    for program in (*map(str, bundled), shutil.which("pandoc")):
        if program and Path(program).is_file() and _is_new_enough(program):
            return program
    return None


def _is_new_enough(program: str) -> bool:
    version = _VERSION.match(_told(program))
    return version is not None and int(version[1]) >= _OLDEST


@lru_cache(maxsize=4)
def _told(program: str) -> bytes:
    """Return what a program says to `--version`."""
    try:
        output = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).stdout  # noqa: S603 - see `convert`
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return output
