"""Pandoc and Typst as they are run: found, shut off from the machine, and their failures told in a sentence."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.typeset import pandoc
from sitegen.typeset import typst as compiler
from tests.conftest import _missing


@pytest.fixture
def _pandoc() -> None:
    if pandoc.find() is None:
        _missing("no pandoc 3: the extra `styles` is not installed")


@pytest.fixture
def _typst() -> None:
    if not compiler.is_there():
        _missing("no typst: the extra `pdf` is not installed")


@pytest.mark.parametrize(
    ("said", "is_taken"), [("pandoc 3.1.9", True), ("pandoc 2.17.1.1", False), ("other 3.0", False)]
)
def test_an_old_pandoc_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, is_taken: bool
) -> None:
    """Only pandoc 3 and newer is taken: older ones print references wrongly."""
    program = tmp_path / "pandoc"
    program.write_text(f"#!{sys.executable}\nprint({said!r})\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pandoc, "find_spec", lambda _: None)
    pandoc.find.cache_clear()
    try:
        assert pandoc.find() == (str(program) if is_taken else None)
    finally:
        pandoc.find.cache_clear()


@pytest.mark.usefixtures("_pandoc")
def test_pandoc_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    """A picture that a text names is not taken into a document."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    made = pandoc.convert(f'<p>Ice <img src="{secret}" alt="x"></p>', "html", "docx")
    files = zipfile.ZipFile(io.BytesIO(made))
    assert b"Ice" in files.read("word/document.xml")
    assert not [name for name in files.namelist() if b"secret" in files.read(name) and "media" in name]


@pytest.mark.usefixtures("_pandoc")
def test_what_pandoc_refuses_is_told() -> None:
    """A format that it does not know is a sentence, not a traceback."""
    with pytest.raises(SitegenError, match=r"pandoc failed: .*nothing"):
        pandoc.convert("x", "html", "nothing")


@pytest.mark.usefixtures("_typst")
@pytest.mark.parametrize("document", ['#read("/etc/hostname")', '#include "../x.typ"', "#nothing", "#panic[x]"])
def test_typst_reads_no_file_and_says_what_it_refuses(document: str) -> None:
    """A document reaches nothing outside its empty folder; a mistake in it is a sentence."""
    with pytest.raises(SitegenError, match="Typst refused the document: "):
        compiler.pdf(document)


@pytest.mark.usefixtures("_typst")
def test_a_pdf_is_the_same_each_time() -> None:
    """No time, no number of chance."""
    assert compiler.pdf("= Ice\n\nCold.") == compiler.pdf("= Ice\n\nCold.")
