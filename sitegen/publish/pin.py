"""A pin: the one sitegen that a host installs for a site, kept in the site's repository as `lock/`.

In: the sitegen that runs, and what is known of where it came from. Out: `lock/requirements.txt` (every library, with
hashes) and `lock/sitegen.txt` (this very sitegen: a release whose hash was compared, a commit, or a wheel beside it).
Never a bare name, for whoever registers it would run programs where the site is written; never a secret of an address.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import util
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen import __version__
from sitegen.content.files import write
from sitegen.errors import Problem, SitegenError
from sitegen.publish import wheel
from sitegen.publish.git import GitError, Repository
from sitegen.publish.wheel import DISTRIBUTION, PACKAGE, Wheel
from sitegen.records import dataclass
from sitegen.regex import regex

FOLDER = "lock"
LIBRARIES = f"{FOLDER}/requirements.txt"
PROGRAM = f"{FOLDER}/sitegen.txt"
_MARK = "# Written by `sitegen deploy --workflow`; run it again after an update of sitegen.\n"
_ABOUT_LIBRARIES = "# The libraries that sitegen stands on, for all systems, with hashes.\n"
_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PATIENCE = 60
"""Seconds after which an index that does not answer counts as none."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The way to get this sitegen: a requirement for pip, the same in words, and the wheel to keep if it needs one."""

    requirement: str
    about: str
    wheel: Wheel | None = None


def write_lock(root: Path, top: Path) -> tuple[tuple[Path, ...], str]:
    """Write `lock/` of the site in `root`; return the files that changed, and in words where sitegen comes from.

    `top` is the folder of the repository, where the host's commands run. Raises `SitegenError`, before anything is
    written, when a file of that name is not ours.
    """
    within = root.relative_to(top).as_posix()
    own = pin("" if within == "." else f"{within}/")
    texts = {
        LIBRARIES: _MARK + _ABOUT_LIBRARIES + libraries(),
        PROGRAM: f"{_MARK}# This is {own.about}.\n{own.requirement}\n",
    }
    foreign = [path for path in texts if (root / path).exists() and not _is_ours(root / path)]
    if foreign:
        hint = "move it away to have it written anew; nothing of it was changed"
        raise SitegenError([Problem(path, sentence="is there already, and is not ours", hint=hint) for path in foreign])
    files = {path: text.encode() for path, text in texts.items()}
    if own.wheel:
        files[f"{FOLDER}/{own.wheel.name}"] = own.wheel.data
    changed = [path for path, data in files.items() if not _holds(root / path, data)]
    (root / FOLDER).mkdir(exist_ok=True)
    for path in changed:
        write(root / path, files[path])
    for old in (root / FOLDER).glob(f"{DISTRIBUTION}-*.whl"):
        if f"{FOLDER}/{old.name}" not in files:
            old.unlink()
    return tuple(root / path for path in changed), own.about


def pin(within: str = "") -> Pin:
    """Return the pin of the sitegen that runs: a release if the index has these very bytes, a commit, or its wheel.

    `within` is where the site's folder is below the folder that pip is called in, with a slash at its end.
    """
    own = wheel.of_program()
    return _release(own) or _commit() or _kept(own, within)


def action() -> str:
    """Return how a workflow on GitHub names this sitegen's action, `OWNER/REPOSITORY@COMMIT`; empty where it cannot.

    A commit is known of a sitegen that was installed from git, or that is a checkout of what its remote has; GitHub
    looks for actions on github.com alone.
    """
    address, commit = _origin() or ("", "")
    repository = re.fullmatch(r"https://github\.com/([\w-]+/[\w.-]+?)(?:\.git)?/?", address)
    return f"{repository[1]}@{commit}" if repository else ""


def libraries() -> str:
    """Return the lock of the libraries, without the comment that it begins with."""
    there = PACKAGE / "requirements.txt"  # in a wheel; in a checkout it is the project's own
    text = (there if there.is_file() else PACKAGE.parent / "requirements.txt").read_text(encoding="utf-8")
    return re.sub(r"\A(?:#[^\n]*\n)+", "", text)


def _is_ours(path: Path) -> bool:
    return path.read_bytes().startswith(_MARK.encode())


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _kept(own: Wheel, within: str) -> Pin:
    requirement = f"./{within}{FOLDER}/{own.name} --hash=sha256:{_digest(own.data)}"
    return Pin(requirement, f"a wheel of the sitegen {__version__} that wrote this, kept beside it", own)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _release(own: Wheel) -> Pin | None:
    """Return the release that is this sitegen, byte for byte; nothing when the index has none, or another one.

    It is downloaded and compared, never installed or run.
    """
    if not (pip := _pip()):
        return None
    options = ("--disable-pip-version-check", "--no-input", "--retries", "0", "--timeout", "10")
    which = ("--no-deps", "--no-cache-dir", "--only-binary", ":all:", f"{DISTRIBUTION}=={__version__}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(  # noqa: S603 - pip, with arguments of ours
                [*pip, "download", *options, "--dest", folder, *which],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                timeout=_PATIENCE,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        wheels = [path.read_bytes() for path in Path(folder).glob("*.whl")]
    if len(wheels) != 1 or not wheel.is_same_program(wheels[0], own.data):
        return None
    requirement = f"{DISTRIBUTION}=={__version__} --hash=sha256:{_digest(wheels[0])}"
    return Pin(requirement, f"the release {__version__}; it was compared with the sitegen that wrote this")


def _pip() -> Sequence[str]:
    """Return how to call pip; nothing where there is none."""
    if util.find_spec("pip"):
        return (sys.executable, "-m", "pip")
    program = shutil.which("pip") or shutil.which("pip3")
    return (program,) if program else ()


def _commit() -> Pin | None:
    """Return the commit that this sitegen was installed from, when others can get it; else nothing."""
    if not (origin := _origin()):
        return None
    address, commit = origin
    return Pin(f"{DISTRIBUTION} @ git+{address}@{commit}", f"sitegen at the commit {commit[:10]} of {address}")


def _origin() -> tuple[str, str] | None:
    """Return the address and the commit that others get this sitegen by; nothing when they are not known."""
    return _published(PACKAGE.parent) if wheel.is_checkout(PACKAGE.parent) else _recorded()


def _recorded() -> tuple[str, str] | None:
    """Return the address and the commit that the installer noted (PEP 610), or those of the checkout it noted."""
    distribution = wheel.installed()
    try:
        noted = json.loads((distribution and distribution.read_text("direct_url.json")) or "{}")
    except ValueError:
        return None
    source = noted.get("vcs_info") or {}
    address = public(str(noted.get("url", "")))
    if source.get("vcs") == "git" and address and _COMMIT.fullmatch(str(source.get("commit_id", ""))):
        return (address, source["commit_id"]) if not noted.get("subdirectory") else None
    if "dir_info" in noted and (folder := _folder(noted["url"])) and wheel.is_checkout(folder):
        same = wheel.is_same_program(wheel.of_checkout(folder).data, wheel.of_program().data)
        return _published(folder) if same else None
    return None


def _folder(address: str) -> Path | None:
    """Return the folder that a `file:` address names."""
    return Path(unquote(urlsplit(address).path)) if address.startswith("file:") else None


def _published(checkout: Path) -> tuple[str, str] | None:
    """Return the remote and the commit of a checkout in which nothing differs from a commit that the remote has."""
    repository = Repository(checkout)
    parts = [name for name in wheel.PARTS if (checkout / name).exists()]
    try:
        if repository.ask("status", "--porcelain", "--", *parts).strip():
            return None
        commit = repository.ask("rev-parse", "HEAD").strip()
        holding = repository.ask("for-each-ref", "--contains", commit, "--format=%(refname)", "refs/remotes").split()
        remotes = repository.ask("remote").split()
    except (GitError, SitegenError):
        return None
    for name in sorted(remotes, key=lambda remote: (remote != "origin", remote)):
        if any(branch.startswith(f"refs/remotes/{name}/") for branch in holding):
            as_written = repository.ask("config", "--get", f"remote.{name}.url").strip()
            address = public(as_written) or public(repository.ask("remote", "get-url", name).strip())
            return (address, commit) if address else None
    return None


def public(address: str) -> str:
    """Return the https address at which others read a repository: no user, no password; empty when there is none."""
    secure = re.fullmatch(r"(?:[\w.-]+@)([\w.-]+):(?!//)/?([\w./~-]+)", address)
    if secure:  # the short form of ssh
        return f"https://{secure[1]}/{secure[2]}"
    try:
        parts = urlsplit(address.removeprefix("git+"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_plain = re.fullmatch(r"[a-z0-9.-]+", host) and re.fullmatch(r"/[\w./~%-]+", parts.path)
    if not is_plain or parts.scheme not in {"https", "ssh"}:  # plain http could be changed by whoever stands in between
        return ""
    return f"https://{host}{f':{port}' if port and parts.scheme == 'https' else ''}{parts.path}"
