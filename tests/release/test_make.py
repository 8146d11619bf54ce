"""A release: the same bytes each time, whole, with addresses that lead somewhere; or a sentence on why not."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).parents[2]
REPOSITORY = "https://forge.example/ada/sitegen"


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"release_{name}", CHECKOUT / "release" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = _module("make")
metadata = _module("metadata")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The sdist, the wheel, the formula and the template of this checkout."""
    files: tuple[Path, ...] = make.make(tmp_path_factory.mktemp("dist"), REPOSITORY)
    return files


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(released: tuple[Path, ...], tmp_path: Path) -> None:
    """Built again on another day, elsewhere, with other rights on files: every byte is the same."""
    before = os.umask(0o077)
    try:
        again = make.make(tmp_path / "again", REPOSITORY)
    finally:
        os.umask(before)
    digests = [[hashlib.sha256(file.read_bytes()).hexdigest() for file in files] for files in (released, again)]
    assert digests[0] == digests[1]


def test_a_part_that_git_does_not_know_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file of the program would be missing, and what imports it would break: it is said before."""
    subprocess.run(("git", "init", "-q", tmp_path), check=True)
    (tmp_path / "sitegen").mkdir()
    (tmp_path / "sitegen" / "poster.py").touch()
    (tmp_path / "notes.txt").touch()
    monkeypatch.setattr(make, "CHECKOUT", tmp_path)
    with pytest.raises(make.ReleaseError, match=r"git does not know sitegen/poster\.py: git add") as caught:
        make.make(tmp_path / "dist", REPOSITORY)
    assert "notes" not in str(caught.value)


@pytest.mark.slow
def test_a_wheel_holds_the_program_and_nothing_else(released: tuple[Path, ...]) -> None:
    """Types, locks, themes and workflows are in it; pictures of the documents, tests and caches are in neither file."""
    sdist, wheel, *_ = released
    there = make.names(wheel)
    assert {"sitegen/py.typed", "sitegen/requirements.txt", "sitegen/themes/folio/theme.yaml"} <= set(there)
    assert not [name for name in (*there, *make.names(sdist)) if make.UNWANTED.search(name)]
    themes = {path.parent.name for path in (CHECKOUT / "themes").glob("*/theme.yaml")}
    assert {name.split("/")[2] for name in there if re.match(r"sitegen/themes/[^/]+/", name)} == themes


@pytest.mark.slow
def test_the_description_leads_somewhere(released: tuple[Path, ...]) -> None:
    """Every link and picture has a whole address, of the tag; both files say the same of the project."""
    sdist, wheel, *_ = released
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        about = archive.read(name).decode()
    with tarfile.open(sdist) as sources:
        (member,) = [member for member in sources if member.name.endswith("/PKG-INFO")]
        file = sources.extractfile(member)
        assert file
        assert file.read().decode() == about
    told = Parser().parsestr(about)
    assert f"Repository, {REPOSITORY}" in told.get_all("Project-URL", [])
    links = re.findall(r"\]\(([^)\s]+)\)", str(told.get_payload()))
    assert len(links) > 10
    assert not [link for link in links if not re.match(r"https?://|#", link)]
    assert f"{REPOSITORY}/blob/v{make.version_of(CHECKOUT)}/content/README.md" in links


@pytest.mark.slow
def test_a_formula_names_the_very_file(released: tuple[Path, ...]) -> None:
    """The formula downloads the sdist of this version, and knows its digest."""
    sdist, _, formula, _ = released
    text = formula.read_text(encoding="utf-8")
    assert hashlib.sha256(sdist.read_bytes()).hexdigest() in text
    assert f"{REPOSITORY}/releases/download/v{make.version_of(CHECKOUT)}/{sdist.name}" in text
    assert "%" not in re.sub(r"#.*", "", text)


@pytest.mark.slow
def test_a_nightly_lies_before_the_release(tmp_path: Path) -> None:
    """Its version is that of the release to come, with the day; its links lead to the branch."""
    _, wheel, *_ = make.make(tmp_path / "dist", REPOSITORY, nightly="20261129")
    assert wheel.name == f"authorpages-{make.version_of(CHECKOUT)}.dev20261129-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        about = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
    assert f"{REPOSITORY}/blob/main/content/README.md" in about


def test_links_are_made_whole() -> None:
    """Files become addresses, pictures those of the bytes; whole addresses and places on the page stay."""
    text = "[a](b/c.md#d) ![p](x.png) [w](https://x.example/y) [h](#there) [m](mailto:a@x.example)"
    assert metadata.absolute(text, "https://f.example/r", "v1") == (
        "[a](https://f.example/r/blob/v1/b/c.md#d) ![p](https://f.example/r/raw/v1/x.png) "
        "[w](https://x.example/y) [h](#there) [m](mailto:a@x.example)"
    )


@pytest.mark.parametrize(
    "written",
    [
        "git@forge.example:ada/sitegen.git",
        "https://forge.example/ada/sitegen/",
        "ssh://git@forge.example/ada/sitegen.git",
    ],
)
def test_an_address_is_one_for_people(written: str) -> None:
    """However git writes the remote, the metadata have the page that a browser opens."""
    assert make.address(written) == REPOSITORY


def _sources(folder: Path, version: str, head: str) -> Path:
    (folder / "sitegen").mkdir()
    (folder / "sitegen" / "__init__.py").write_text(f'__version__ = "{version}"\n')
    (folder / "CITATION.cff").write_text(f"version: {version}\n")
    (folder / "CHANGELOG.md").write_text(f"# Changes\n\n## {head}\n")
    return folder


@pytest.mark.parametrize(
    ("version", "head", "tag", "sentence"),
    [
        ("1.2.0", "1.2.0, 2027-01-02", "v1.3.0", "the tag v1.3.0 is not v1.2.0"),
        ("1.2.0", "1.2.0, not yet released", "v1.2.0", "no day of release"),
        ("1.2.0", "1.1.0, 2027-01-02", "v1.2.0", "CHANGELOG.md begins with"),
    ],
)
def test_version_log_and_tag_agree(version: str, head: str, tag: str, sentence: str, tmp_path: Path) -> None:
    """One rule for the three: where they differ there is no release, and the sentence says which."""
    with pytest.raises(make.ReleaseError, match=re.escape(sentence)):
        make.check_tag(_sources(tmp_path, version, head), tag)


def test_a_dated_version_may_be_tagged(tmp_path: Path) -> None:
    """The version in the program, the first in the change log with its day, and the tag: then nothing is said."""
    make.check_tag(_sources(tmp_path, "1.2.0", "1.2.0, 2027-01-02"), "v1.2.0")


def test_without_an_address_it_says_what_is_missing(tmp_path: Path) -> None:
    """Neither a remote nor an option: one sentence, exit 1, and nothing is written."""
    command = (
        sys.executable,
        CHECKOUT / "release" / "make.py",
        "--repository",
        "nowhere",
        "--output",
        tmp_path / "dist",
    )
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("no release: where is the project?")
    assert not (tmp_path / "dist").exists()
