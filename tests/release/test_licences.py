"""What a wheel holds, and under which terms: of what is in it, and of what it stands on."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LOCKED = re.findall(r"^([\w.-]+)==", (CHECKOUT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
FREE = re.compile(
    r"MIT\b|BSD|Apache|ISC\b|\bPSF|Python Software Foundation|MPL[- ]2\.0|Mozilla Public License 2\.0", re.IGNORECASE
)
"""Terms under which anybody may use, change and pass on, together with ours."""
ENDINGS = {
    ".py", ".html", ".css", ".js", ".md", ".svg", ".png", ".ttf", ".woff2", ".txt", ".typed", ".yaml", ".yml", ".xml",
    ".lua",
}  # fmt: skip
"""Kinds of files that belong into the package."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation", "-q")
    subprocess.run([*pip, "-w", folder, CHECKOUT], cwd=folder, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("authorpages-*.whl")))


@pytest.mark.slow
def test_the_wheel_holds_what_is_in_the_repository_and_no_more(wheel: zipfile.ZipFile) -> None:
    """Every file of it is one that git knows, of a kind that belongs there; nothing leads out, nothing can be run."""
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, check=False, encoding="utf-8")
    if listed.returncode:
        pytest.skip("no git checkout, so nothing says which files are the project's")
    known = {
        name.replace("themes/", "sitegen/themes/", 1) if name.startswith("themes/") else name
        for name in listed.stdout.splitlines()
    }
    known |= {"sitegen/requirements.txt"}
    for entry in wheel.infolist():
        if ".dist-info/" in entry.filename:
            continue
        assert entry.filename in known
        assert Path(entry.filename).suffix in ENDINGS, entry.filename
        assert not entry.external_attr >> 16 & 0o111, entry.filename


@pytest.mark.slow
def test_what_others_made_comes_with_its_terms(wheel: zipfile.ZipFile) -> None:
    """The licence of the project, and in each folder with a font or a library of others a file with theirs."""
    names = wheel.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    folders = {
        name.rpartition("/")[0] for name in names if name.endswith((".ttf", ".woff2", ".otf")) or "minisearch" in name
    }
    assert folders
    for folder in folders:
        assert {f"{folder}/OFL.txt", f"{folder}/LICENSE.txt"} & set(names), folder


@pytest.mark.parametrize("name", LOCKED)
def test_every_library_is_free(name: str) -> None:
    """Its own metadata say so, by an expression, a word or a classifier; else the licence that comes with it."""
    library = distribution(name)
    said = library.metadata
    words = [said[key][:200] for key in ("License-Expression", "License") if key in said]
    words += [entry for entry in said.get_all("Classifier") or [] if entry.startswith("License ::")]
    if not any(words):
        words = [file.read_text()[:2000] for file in library.files or () if "LICENSE" in file.name.upper()]
    assert FREE.search(" ".join(words)), (name, words)
