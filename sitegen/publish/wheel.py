"""A wheel of the sitegen that runs: an installed one, or a checkout; made without a build tool and without a network.

In: the files of the program. Out: the bytes of a wheel, the same for the same files on every machine. Never runs
anything of what it packs.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import sitegen
from sitegen import __version__
from sitegen.records import NamedTuple
from sitegen.regex import regex

DISTRIBUTION = "authorpages"
PACKAGE = Path(sitegen.__file__).parent
PARTS = ("sitegen", "themes", "release", "requirements.txt", "pyproject.toml", "LICENSE")
"""What of a checkout makes the wheel."""

_ITSELF = regex(rf"^name\s*=\s*[\"']{DISTRIBUTION}[\"']", re.MULTILINE)
_INFO = f"{DISTRIBUTION}-{__version__}.dist-info"
_TAGS = "Wheel-Version: 1.0\nGenerator: sitegen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_COMMANDS = "[console_scripts]\nsitegen = sitegen.__main__:main\n"
_OLDEST = (1980, 1, 1, 0, 0, 0)


class Wheel(NamedTuple):
    """A wheel's file name and its bytes."""

    name: str
    data: bytes


def is_checkout(folder: Path) -> bool:
    """Tell whether a folder is a checkout of sitegen itself."""
    manifest = folder / "pyproject.toml"
    return manifest.is_file() and bool(_ITSELF.search(manifest.read_text(encoding="utf-8", errors="replace")))


def installed() -> metadata.Distribution | None:
    """Return the distribution that the running package belongs to; nothing when it was not installed."""
    for distribution in metadata.distributions(name=DISTRIBUTION):
        if Path(str(distribution.locate_file("sitegen"))).resolve() == PACKAGE.resolve():
            return distribution
    return None


def of_program() -> Wheel:
    """Return a wheel of the sitegen that runs."""
    if is_checkout(PACKAGE.parent):
        return of_checkout(PACKAGE.parent)
    distribution = installed()
    about = (distribution and distribution.read_text("METADATA")) or f"{_name()}\n"
    files = dict(_walk(PACKAGE, "sitegen"))
    licences = [file for file in (distribution and distribution.files) or () if "/licenses/" in file.as_posix()]
    files |= {
        f"{_INFO}/licenses/{file.name}": Path(str(file.locate())).read_bytes()
        for file in licences
        if Path(str(file.locate())).is_file()
    }
    return _packed(files, about)


def of_checkout(top: Path) -> Wheel:
    """Return the wheel of a checkout, laid out as its `pyproject.toml` says."""
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = "".join(f"Requires-Dist: {need}\n" for need in project.get("dependencies", ()))
    files = dict(_walk(top / "sitegen", "sitegen")) | dict(_walk(top / "themes", "sitegen/themes"))
    files["sitegen/requirements.txt"] = (top / "requirements.txt").read_bytes()
    if (top / "LICENSE").is_file():
        files[f"{_INFO}/licenses/LICENSE"] = (top / "LICENSE").read_bytes()
    return _packed(files, f"{_name()}Requires-Python: {project.get('requires-python', '>=3.11')}\n{needs}")


def is_same_program(data: bytes, other: bytes) -> bool:
    """Tell whether two wheels install the same package and the same command, whatever else is said about them."""
    try:
        return _program(data) == _program(other)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError):
        return False


def _program(data: bytes) -> Mapping[str, bytes]:
    """Return what a wheel installs that could ever run, but for what describes it."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    described = (f"{_INFO}/METADATA", f"{_INFO}/RECORD", f"{_INFO}/WHEEL")
    names = [name for name in archive.namelist() if not name.endswith("/") and name not in described]
    if len(set(names)) != len(names):
        raise ValueError("a name stands twice in a wheel")
    files = {name: archive.read(name) for name in names if not name.startswith(f"{_INFO}/licenses/")}
    commands = files.pop(f"{_INFO}/entry_points.txt", b"").decode("utf-8", "replace")
    return {**files, "commands": re.sub(r"\s+", "", commands).encode()}


def _name() -> str:
    return f"Metadata-Version: 2.1\nName: {DISTRIBUTION}\nVersion: {__version__}\n"


def _walk(folder: Path, inside: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        hidden = any(part == "__pycache__" or part.startswith(".") for part in below.parts)
        if path.is_file() and not hidden and path.suffix not in {".pyc", ".pyo"}:
            yield f"{inside}/{below.as_posix()}", path.read_bytes()


def _packed(files: Mapping[str, bytes], about: str) -> Wheel:
    """Return a wheel with its record (PEP 427)."""
    described = {"METADATA": about, "WHEEL": _TAGS, "entry_points.txt": _COMMANDS}
    files = {**files, **{f"{_INFO}/{name}": text.encode() for name, text in described.items()}}
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in sorted(files.items()))
    files[f"{_INFO}/RECORD"] = f"{record}{_INFO}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # git packs it, and each version as a difference
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, data)
    return Wheel(f"{DISTRIBUTION}-{__version__}-py3-none-any.whl", packed.getvalue())


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
