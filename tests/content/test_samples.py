"""The samples' files: small, invented throughout, and drawn by a script."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from sitegen.content.samples import SAMPLES, sample_texts
from tests.conftest import CHECKOUT, Run

KINDS = {"article", "inproceedings", "preprint", "chapter", "thesis", "dataset", "software", "report"}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_small(name: str) -> None:
    """The files of both together weigh less than a photograph."""
    texts = sample_texts(name)
    assert sum(len(text.encode()) for text in texts.values()) < 150_000
    assert max(len(text.encode()) for text in texts.values()) < 25_000


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_in_it_is_anybodys(name: str) -> None:
    """Addresses lead to hosts that nobody can own, DOIs have the prefix for tests; there is no other id."""
    text = "\n".join(text for path, text in sample_texts(name).items() if not path.endswith(".svg"))
    hosts = set(re.findall(r"https?://([^/\s)'\"]+)", text)) | set(re.findall(r"\w@([\w.]+\w)", text))
    assert hosts <= {"example.org", "example.com", "social.example"}
    assert set(re.findall(r"\b10\.\d{4,}", text)) == {"10.5555"}
    assert not re.search(r"^(orcid|arxiv|github|linkedin|scholar|openalex|bluesky):", text, re.MULTILINE)


@pytest.mark.parametrize("name", SAMPLES)
def test_many_kinds_of_work_are_in_it(name: str) -> None:
    """Articles, a thesis, data, software …; one is retracted, one in press, two people contributed equally."""
    papers = [text for path, text in sample_texts(name).items() if path.startswith("content/papers/")]
    together = "\n".join(papers)
    assert len(papers) >= 14
    assert set(re.findall(r"^type: (\w+)", together, re.MULTILINE)) >= KINDS
    assert {"retracted", "accepted", "preprint"} <= set(re.findall(r"^status: (\w+)", together, re.MULTILINE))
    assert together.count("equal: true") == 2


def test_its_pictures_are_what_the_script_draws() -> None:
    """`bench/sample_figures.py` draws each of them, and no other, to the byte."""
    folder = CHECKOUT / "sitegen" / "samples"
    on_disk = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.svg")}
    script = runpy.run_path(str(CHECKOUT / "bench" / "sample_figures.py"))
    drawn = {name.replace("/", "/content/figures/", 1): svg for name, svg in script["DRAWN"].items()}
    assert on_disk.keys() == drawn.keys()
    assert [name for name, svg in drawn.items() if on_disk[name].read_text(encoding="utf-8") != svg] == []


@pytest.mark.parametrize(
    ("arguments", "theme"),
    [
        (("new", "x", "--sample"), "folio"),
        (("new", "--sample", "x"), "folio"),
        (("new", "x", "--sample", "lab"), "lab"),
        (("new", "--sample=lab", "x"), "lab"),
        (("new", "--sample", "lab", "x"), "lab"),
    ],
)
def test_the_word_stands_before_the_folder_or_behind_it(
    sitegen: Run, tmp_path: Path, arguments: tuple[str, ...], theme: str
) -> None:
    """Without a word it is the researcher; the new site has an id of its own, and schemas for editors."""
    done = sitegen(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "everybody in it is invented" in done.stdout
    settings = (tmp_path / "x/content/site.yaml").read_text(encoding="utf-8")
    assert f"theme: {theme}\n" in settings
    assert re.search(r"^id: \S+", settings, re.MULTILINE)
    assert (tmp_path / "x/content/.schema/item.json").is_file()


@pytest.mark.parametrize("more", [("--name", "Ada Lovelace"), ("--orcid", "0000-0002-1825-0097"), ("--from", ".")])
def test_a_sample_is_nobody_elses(sitegen: Run, tmp_path: Path, more: tuple[str, ...]) -> None:
    """With a name, an identifier or an old site nothing is made, and it is said why."""
    done = sitegen("new", "x", "--sample", *more, cwd=tmp_path)
    assert done.returncode == 2
    assert "--sample is a whole site" in done.stderr
    assert not (tmp_path / "x").exists()
