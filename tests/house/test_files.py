"""What no file of the project may hold, and what a long module has to say."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LIMIT = 400
"""Lines of a module, beyond which it has to say why."""
LONG: dict[str, str] = {
    "bench/moves.py": "one made-up site: what may be done to it, and what it must never have come to",
    "bench/exports.py": "every program that reads an export back, and the table of what they find",
    "bench/sample_figures.py": "every drawing of the samples, in one hand and one set of colours",
    "bench/words.py": "one reader of texts that knows nothing of the program, with the tables that it needs",
    "sitegen/content/load.py": "the one reading of a site's folder: each kind of file, and what they say of each other",
    "sitegen/content/yamlfile.py": "the only door to YAML: what is well, read quickly; what is not; what others wrote",
    "sitegen/text/latex.py": "one reader of TeX: what it remembers, and what each command does to it",
    "sitegen/render/recipe.py": "the build, step by step, with what each step knows",
    "sitegen/site/graph.py": "everything connected, and the records that it is connected in",
    "sitegen/pull/work_types.py": "one table of the vocabularies of all sources",
}
"""Modules past the limit, and the reason why each is still one noun."""
ROOMS_WITHOUT_A_NOUN = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if listed.returncode:
        pytest.skip("no git checkout, so nothing says which files are the project's")
    return [path for name in listed.stdout.split("\0") if name and (path := CHECKOUT / name).is_file()]


def _lines(pattern: str) -> list[str]:
    """Return `file:line` of every line of text in the project that has the pattern, but for this file's."""
    found = []
    for path in _files():
        if path == Path(__file__).resolve():
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        place = path.relative_to(CHECKOUT)
        found += [f"{place}:{number}" for number, line in enumerate(lines, 1) if re.search(pattern, line)]
    return found


def test_nothing_is_left_to_do() -> None:
    """Unfinished work is an issue, not a note in a file."""
    assert not _lines(r"\b(TODO|FIXME)\b")


def test_no_index_address_is_named() -> None:
    """Locks and documents work with whatever package index a machine uses."""
    assert not _lines(r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|index-url[= ]http")


def test_no_path_of_one_machine_is_named() -> None:
    """Nothing depends on where somebody keeps a checkout."""
    assert not _lines(r"(?<![\w.])/(work|home|Users)/\w")


def test_locks_have_hashes() -> None:
    """Whatever the locks install is pinned, and known by its digest."""
    for lock in ("requirements.txt", "requirements-dev.txt"):
        entries = (CHECKOUT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        pinned = [entry for entry in entries if entry and not entry.startswith("#")]
        assert pinned
        assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry) for entry in pinned)


def test_locks_agree() -> None:
    """The tests run with the very versions that `make site` installs."""
    site, dev = (
        set(re.findall(r"^\S+==\S+", (CHECKOUT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert site < dev


def test_long_modules_have_a_reason() -> None:
    """A module past the limit is one noun all the same, and `LONG` says why; nothing else stands there."""
    lengths = {
        path.relative_to(CHECKOUT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in _files()
        if path.suffix == ".py"
    }
    assert {name for name, length in lengths.items() if length > LIMIT} == set(LONG)


def test_modules_are_nouns() -> None:
    """A function without a home is missing a noun, not a drawer."""
    modules = [path for path in _files() if path.suffix == ".py"]
    assert not [path for path in modules if {path.stem, *path.parent.parts} & ROOMS_WITHOUT_A_NOUN]
