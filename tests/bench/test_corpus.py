"""The script that makes a site of real papers: the same choice every time, and nothing repaired in silence."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPT = CHECKOUT / "bench" / "corpus_site.py"
RECORD: dict[str, Any] = {
    "id": "one",
    "title": "Nets: a\nstudy of 'them'",
    "authors": ["Ada Lovelace", {"given": "Luigi", "prefix": "di", "family": "Menabrea"}],
    "abstract": "First line.\n\n  Second: 50\\% of $n$.",
    "date": None,
    "year": 1843,
    "venue": "Scientific Memoirs",
    "url": "https://example.org/one",
    "pdf": None,
    "doi": "10.1000/one",
    "arxiv_id": None,
    "keywords": ["engines"],
    "extra": {"source": "lists", "code": "no address", "comment": "8 pages"},
}


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def _corpus(path: Path, *records: dict[str, Any]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    return path


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_record_becomes_a_paper(tmp_path: Path) -> None:
    """Every fact of a record stands under its key, and reads back as it was."""
    done = _run("--papers", "1", "--corpus", _corpus(tmp_path / "c.gz", RECORD), tmp_path / "site")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "site" / "content" / "papers" / "1843-lovelace-nets.yaml"
    paper = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes nothing but text, lists and mappings
    assert paper == {
        "title": "Nets: a study of 'them'",
        "authors": ["Ada Lovelace", "Luigi di Menabrea"],
        "date": "1843",
        "type": "inproceedings",
        "venue": "Scientific Memoirs",
        "abstract": RECORD["abstract"],
        "comments": "8 pages",
        "doi": "10.1000/one",
        "links": {"html": "https://example.org/one"},
        "keywords": ["engines"],
    }


def test_what_does_not_fit_is_named(tmp_path: Path) -> None:
    """A control character, a link that is none and a paper without authors are reported, each on a line."""
    bad = {**RECORD, "id": "two", "abstract": "Bell\x07"}
    empty = {**RECORD, "id": "three", "authors": [], "extra": {"source": "lists"}}
    done = _run("--papers", "3", "--corpus", _corpus(tmp_path / "c.gz", RECORD, bad, empty), tmp_path / "site")
    assert done.stderr.splitlines() == [
        "one: links.code: 'no address' is not an address, left out",
        "two: abstract: character 5 is U+0007, field left out",
        "two: links.code: 'no address' is not an address, left out",
        "three: no authors, paper skipped",
    ]
    assert done.stdout == "2 papers written, 1 skipped, 4 faults named\n"
    papers = sorted(path.name for path in (tmp_path / "site" / "content" / "papers").iterdir())
    assert papers == ["1843-lovelace-nets-2.yaml", "1843-lovelace-nets.yaml"]


def test_a_folder_with_a_site_is_refused(tmp_path: Path) -> None:
    """Nothing is written over somebody's content."""
    (tmp_path / "content").mkdir()
    done = _run("--papers", "1", "--corpus", _corpus(tmp_path / "c.gz", RECORD), tmp_path)
    assert done.returncode == 1
    assert not list((tmp_path / "content").iterdir())


@pytest.mark.corpus
def test_a_seed_is_a_choice(shared: Path, tmp_path: Path) -> None:
    """The same number and seed give the same bytes; another seed gives other papers."""
    corpus = shared / "corpus" / "papers.jsonl.gz"
    trees = []
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert _run("--papers", "60", "--seed", seed, "--corpus", corpus, tmp_path / name).returncode == 0
        trees.append(_tree(tmp_path / name))
    assert trees[0] == trees[1]
    assert len(trees[0]) == 61
    assert not trees[0].keys() & trees[2].keys() - {"content/site.yaml"}


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.nightly
def test_2000_real_papers_build(sitegen: Any, shared: Path, tmp_path: Path) -> None:
    """A site of 2,000 papers that nobody wrote for sitegen builds, each with its page."""
    made = _run("--papers", "2000", "--corpus", shared / "corpus" / "papers.jsonl.gz", tmp_path)
    assert made.returncode == 0, made.stderr
    built = sitegen("build", "--json", cwd=tmp_path)
    assert built.returncode == 0, built.stderr[-2000:]
    assert "Traceback" not in built.stderr
    papers = len(list((tmp_path / "content" / "papers").iterdir()))
    assert json.loads(built.stdout.splitlines()[-1])["papers"] == papers
    assert len(list((tmp_path / "output" / "papers").glob("*/index.html"))) == papers
