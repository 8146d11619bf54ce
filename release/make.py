"""Makes a release: `make release`, or `python release/make.py [--repository URL] [--tag v0.1.0] [--nightly 20261129]`.

In: the files that git knows, as they are. Out: `dist/` with the sdist, the wheel made from that sdist, the text of a
Homebrew formula, and the template of a site with its lock: the same bytes each time. It ends with 1 and says why, where
a file is missing or one too many, the version, the change log and the tag do not agree, or the description would not
show. Publishes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
NAME = "authorpages"
NEEDED = (
    "sitegen/py.typed", "sitegen/requirements.txt", "sitegen/cli/main.py", "sitegen/themes/folio/theme.yaml",
    "sitegen/publish/workflows/github-site.yml",
)  # fmt: skip
"""What a wheel without would be broken, though everything else of it works."""
NEEDED_IN_SOURCES = (
    "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "requirements.txt", "release/metadata.py",
    "themes/folio/theme.yaml", "content/site.yaml", "PKG-INFO",
)  # fmt: skip
UNWANTED = re.compile(
    r"(^|/)(tests|bench|screenshots|\.(?!pulled/|schema/)[^/]+|__pycache__)/|\.pyc$|(^|/)(?:output|node_modules)/"
)
"""What is in no release: tests, pictures for the documents, caches."""
SHIPPED = ("sitegen", "themes", "template")
"""Folders of which every file is a part of the program."""
LOCK_MARK = "# Written by `sitegen deploy --workflow`; run it again after an update of sitegen.\n"
"""How a lock begins that the program wrote, and may write anew."""
LARGEST = 8 << 20
"""Bytes of a file to publish; one larger holds something that was not meant to be there."""
_ADDRESS = re.compile(r"(?:git@|ssh://git@|https?://)([^/:]+)[/:](.+?)(?:\.git)?/?")


class ReleaseError(Exception):
    """What keeps a release from being made, as a sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Make the files, say what they are, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", default=os.environ.get("REPOSITORY", ""), metavar="URL")
    parser.add_argument("--tag", default="", help="what git calls this release: the version has to be the same")
    parser.add_argument("--nightly", default="", metavar="DATE", help="a version of its own, for trying: 20261129")
    parser.add_argument("--output", type=Path, default=CHECKOUT / "dist", metavar="DIR")
    asked = parser.parse_args(arguments)
    try:
        repository = address(asked.repository or origin())
        files = make(asked.output, repository, tag=asked.tag, nightly=asked.nightly)
        show(files)
        describe(files)
    except ReleaseError as error:
        print(f"no release: {error}", file=sys.stderr)
        return 1
    return 0


def address(written: str) -> str:
    """Return the repository's address for people: `git@host:me/it.git` is `https://host/me/it`."""
    match = _ADDRESS.fullmatch(written.strip())
    if not match:
        raise ReleaseError("where is the project? make release REPOSITORY=https://…, or give git a remote named origin")
    return f"https://{match[1]}/{match[2]}"


def origin() -> str:
    """Return the address of the remote named origin; nothing where there is none."""
    done = subprocess.run(
        ("git", "remote", "get-url", "origin"), cwd=CHECKOUT, capture_output=True, check=False, encoding="utf-8"
    )
    return done.stdout.strip()


def version_of(folder: Path) -> str:
    """Return the version in the program, having made sure that the change log begins with it."""
    said = re.search(r'^__version__ = "([^"]+)"$', (folder / "sitegen/__init__.py").read_text("utf-8"), re.MULTILINE)
    first = re.search(r"^## (\S+?),? .*$", (folder / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if not said or not first or said[1] != first[1]:
        raise ReleaseError("the version in sitegen/__init__.py is not the one that CHANGELOG.md begins with")
    cited = re.search(r"^version: (\S+)$", (folder / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    if not cited or cited[1] != said[1]:
        raise ReleaseError("the version in CITATION.cff is not that of sitegen/__init__.py")
    return said[1]


def check_tag(folder: Path, tag: str) -> None:
    """Make sure that a tag is this version's, and that the change log says on which day it was released."""
    version = version_of(folder)
    if tag != f"v{version}":
        raise ReleaseError(f"the tag {tag} is not v{version}, which is the version in sitegen/__init__.py")
    changes = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)}, \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE):
        raise ReleaseError(f'CHANGELOG.md has no day of release: its first line has to be "## {version}, 2026-12-01"')


def make(output: Path, repository: str, *, tag: str = "", nightly: str = "") -> tuple[Path, ...]:
    """Build into `output`, whose older files go; return the sdist, the wheel, the formula and the template."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        copy, unpacked = Path(folder) / "copy", Path(folder) / "unpacked"
        _copy_tracked(copy)
        version = version_of(copy)
        if tag:
            check_tag(copy, tag)
        if nightly:
            version = _as_nightly(copy, version, nightly)
        sdist = _built("sdist", copy, output, repository)
        with tarfile.open(sdist) as archive:
            archive.extractall(unpacked, filter="data")
        wheel = _built("wheel", next(unpacked.iterdir()), output, repository)
        template = _template(copy, output, wheel, version, is_published=bool(tag))
    formula = output / f"{NAME}.rb"
    formula.write_text(_formula(sdist, repository, version), encoding="utf-8")
    _check_contents(sdist, wheel)
    return sdist, wheel, formula, template


def _copy_tracked(folder: Path) -> None:
    """Copy what git knows, so that nothing that lies about gets in; a new part of the program has to be told to git."""
    if new := _listed("--others", "--exclude-standard", "--", *SHIPPED):
        raise ReleaseError(f"git does not know {', '.join(new)}: git add what belongs to it, and delete the rest")
    for name in _listed():
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, folder / name)


def _listed(*options: str) -> list[str]:
    """Return the files of the checkout that git lists."""
    done = subprocess.run(("git", "ls-files", "-z", *options), cwd=CHECKOUT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name]


def _as_nightly(folder: Path, version: str, day: str) -> str:
    """Give a copy a version that lies before the release to come: `0.1.0.dev20261129`."""
    if not re.fullmatch(r"\d{8}", day):
        raise ReleaseError(f"{day} is no day of a nightly, which looks like 20261129")
    place, new = folder / "sitegen/__init__.py", f"{version}.dev{day}"
    place.write_text(place.read_text("utf-8").replace(f'"{version}"', f'"{new}"'), encoding="utf-8")
    return new


def _built(kind: str, folder: Path, output: Path, repository: str) -> Path:
    environment = {**os.environ, "SITEGEN_REPOSITORY": repository}
    environment.pop("SOURCE_DATE_EPOCH", None)  # the builder's own day, the same for everybody
    command = (sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(output.resolve()))
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        raise ReleaseError(f"the {kind} cannot be built: {done.stderr.strip() or done.stdout.strip()}")
    return next(output.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def _template(copy: Path, output: Path, wheel: Path, version: str, *, is_published: bool) -> Path:
    """Pack the template of a site, and what a host installs for it: this wheel, by its hash."""
    hashed = f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    requirement = f"{NAME}=={version} {hashed}" if is_published else f"./lock/{wheel.name} {hashed}"
    libraries = re.sub(r"\A(?:#[^\n]*\n)+", "", (copy / "requirements.txt").read_text(encoding="utf-8"))
    folder = copy / "template"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    files["lock/requirements.txt"] = f"{LOCK_MARK}{libraries}".encode()
    files["lock/sitegen.txt"] = f"{LOCK_MARK}# This is sitegen {version}.\n{requirement}\n".encode()
    if not is_published:
        files[f"lock/{wheel.name}"] = wheel.read_bytes()
    target = output / "template.tar"
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(f"site/{name}")
            member.size, member.mode = len(data), 0o644
            archive.addfile(member, io.BytesIO(data))
    return target


def names(file: Path) -> list[str]:
    """Return the names in an sdist, below its folder, or in a wheel."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            return sorted(archive.namelist())
    with tarfile.open(file) as archive:
        return sorted(member.name.partition("/")[2] for member in archive if member.isfile())


def _is_package(file: Path) -> bool:
    return file.suffix in {".whl", ".gz"}


def _check_contents(sdist: Path, wheel: Path) -> None:
    """Make sure that each file holds what it needs, and nothing that it should not."""
    for file, needed in ((wheel, NEEDED), (sdist, NEEDED_IN_SOURCES)):
        there = names(file)
        missing = sorted(set(needed) - set(there))
        unwanted = [name for name in there if UNWANTED.search(name)]
        if missing or unwanted:
            words = [*(f"{name} is missing" for name in missing), *(f"{name} should not be there" for name in unwanted)]
            raise ReleaseError(f"{file.name}: {'; '.join(words)}")
        if file.stat().st_size > LARGEST:
            raise ReleaseError(f"{file.name} has {file.stat().st_size:,} bytes, more than {LARGEST:,}")
    tops = {name.partition("/")[0] for name in names(wheel)}
    if tops != {"sitegen", f"{wheel.name.rpartition('-py3')[0]}.dist-info"}:
        raise ReleaseError(f"{wheel.name} holds {', '.join(sorted(tops))}, not the program alone")


def show(files: Iterable[Path]) -> None:
    """Print what was made: how many files are in it, its size and its digest."""
    for file in files:
        count = "" if file.suffix == ".rb" else f"{len(names(file)):,} files, "
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        print(f"{file.name}  {count}{file.stat().st_size:,} bytes  sha256 {digest}")


def describe(files: Iterable[Path]) -> None:
    """Let twine judge whether the description will show where packages are listed."""
    packages = [str(file) for file in files if _is_package(file)]
    command = (sys.executable, "-m", "twine", "check", "--strict", *packages)
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        raise ReleaseError(f"twine check: {(done.stdout + done.stderr).strip()}")
    print("twine check: nothing to say")


def _formula(sdist: Path, repository: str, version: str) -> str:
    """Return the text of a Homebrew formula, for a tap of one's own."""
    digest = hashlib.sha256(sdist.read_bytes()).hexdigest()
    template = (CHECKOUT / "release" / f"{NAME}.rb").read_text(encoding="utf-8")
    words = {"REPOSITORY": repository, "VERSION": version, "FILE": sdist.name, "SHA256": digest}
    return re.sub(r"%([A-Z0-9]+)%", lambda match: words[match[1]], template)


if __name__ == "__main__":
    sys.exit(main())
