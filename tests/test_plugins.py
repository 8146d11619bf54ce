"""Plug-ins: a package of its own adds a source, a format, a theme and a check; a broken one is one clear line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import write_site
from tests.replay_server import data, replaying

CHECKOUT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]
PAPER = 'title: ON ENGINES\nauthors: [Ada Lovelace]\ndate: "1843"\n'
ADA = 'name: Ada Lovelace\nextra: {library: "7"}\n'
TRACE = re.compile(r"Traceback|File \"")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The search path of a Python that has the package of `tests/plugin` installed, without the network."""
    folder = tmp_path_factory.mktemp("site-packages")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-index", "--no-deps")
    command = (*pip, "--no-build-isolation", "--target", folder, CHECKOUT / "tests" / "plugin")
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return os.pathsep.join((str(CHECKOUT), str(folder)))


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """The search path of one that has a package installed whose plug-ins raise, leave or are something else."""
    folder = tmp_path / "packages"
    (folder / "worn_out-0.1.dist-info").mkdir(parents=True)
    (folder / "worn_out-0.1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: worn-out\nVersion: 0.1\n")
    entries = {
        "sitegen.sources": {"worn.out": "worn_out:MISSING", "worn": "worn_out:NUMBER", "openalex": "worn_out:NUMBER"},
        "sitegen.formats": {
            "worn": "worn_out:NUMBER",
            "gone": "worn_out.gone",
            "worn.number": "worn_out:NUMBER",
            "worn.falls": "worn_formats:FALLS",
            "worn.path": "worn_formats:PATH",
        },
        "sitegen.themes": {"worn": "worn_out:NUMBER"},
        "sitegen.checks": {"falls": "worn_out:falls", "leaves": "worn_leaves", "other": "worn_out:other"},
    }
    text = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in each.items())
        for group, each in entries.items()
    )
    (folder / "worn_out-0.1.dist-info" / "entry_points.txt").write_text(text)
    (folder / "worn_out.py").write_text(
        "NUMBER = 7\ndef falls(seen):\n    raise RuntimeError('two\\nlines')\ndef other(seen):\n    return [7]\n"
    )
    (folder / "worn_formats.py").write_text(
        "from sitegen.cite.formats import Format\nfrom sitegen.model import ExportFormat\n"
        "def one(cited):\n    raise RuntimeError('two\\nlines')\n"
        "FALLS = Format(ExportFormat('falls', 'Falls', 'fall', 'text/plain'), one, ''.join)\n"
        "PATH = Format(ExportFormat('path', 'Path', '../x', 'text/plain'), one, ''.join)\n"
    )
    (folder / "worn_leaves.py").write_text("raise SystemExit(9)\n")
    return os.pathsep.join((str(CHECKOUT), str(folder)))


def site(folder: Path, **config: str) -> Path:
    """A site of one paper whose title shouts."""
    return write_site(folder / "site", {"authors/ada.yaml": ADA, "papers/first.yaml": PAPER}, owner="ada", **config)


def test_a_source_of_a_package_is_asked(sitegen: Run, package: str, tmp_path: Path) -> None:
    """By default, and by name; what it says makes a file that names it, and its key stands below `extra`."""
    root = site(tmp_path)
    papers = [{"id": "b1", "title": "On tables", "authors": ["Ada Lovelace"], "year": "1844"}]
    with replaying({"library.example/people/7": data({"papers": papers})}) as server:
        command = ("pull", "--no-figures", "--source", "example.library")
        done = sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address, PYTHONPATH=package)
        assert done.returncode == 0, done.stdout + done.stderr
        assert [asked.path for asked in server.log] == ["/people/7"]
    assert (root / "content/papers/1844-lovelace-tables.yaml").is_file()
    assert "example.library" in (root / "content/.pulled/1844-lovelace-tables.yaml").read_text()
    unknown = sitegen("pull", "--source", "example.libary", cwd=root, PYTHONPATH=package)
    assert unknown.returncode == 1
    assert "example.library" in unknown.stderr


def test_a_format_of_a_package_is_exported(sitegen: Run, package: str, tmp_path: Path) -> None:
    """`sitegen export` writes it like its own, and names it no other way than by its name."""
    root = site(tmp_path)
    done = sitegen("export", "plain", cwd=root, PYTHONPATH=package)
    assert (done.returncode, done.stdout) == (0, "1843 ON ENGINES\n"), done.stderr
    assert sitegen("export", "plain", cwd=root).returncode == 2


def test_pages_offer_the_format_of_a_package(sitegen: Run, package: str, tmp_path: Path) -> None:
    """Where `formats` names it: its file of each paper, person and of all, offered and linked as ours are."""
    root = site(tmp_path, formats="[bibtex, example.plain, llms]")
    built = sitegen("build", "--jobs", "1", cwd=root, PYTHONPATH=package)
    assert built.returncode == 0, built.stderr
    files = {path.relative_to(root / "output").as_posix() for path in (root / "output").rglob("*.txt")}
    files = {name for name in files if not name.startswith("theme/")}
    assert files == {"robots.txt", "llms.txt", "papers.txt", "papers/first/first.txt", "authors/ada/papers.txt"}
    for name in ("papers.txt", "papers/first/first.txt", "authors/ada/papers.txt"):
        assert (root / "output" / name).read_text(encoding="utf-8") == "1843 ON ENGINES\n"
    page = (root / "output/papers/first/index.html").read_text(encoding="utf-8")
    assert re.search(r'<link rel="?alternate"? type="?text/plain"? [^>]*href="?/papers/first/first\.txt', page)
    assert re.search(r'<a [^>]*href="?/papers/first/first\.txt"?[^>]*>Plain text</a>', page)
    assert "All papers as Plain text" in (root / "output/llms.txt").read_text(encoding="utf-8")
    assert sitegen("check", cwd=root, PYTHONPATH=package).returncode == 0
    again = sitegen("build", "--json", cwd=root, PYTHONPATH=package)
    assert '"pages_rendered": 0' in again.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "worn.number",
            'the plug-in "worn.number" of worn-out 0.1 does not work: it is no sitegen.cite.formats.Format',
        ),
        ("worn.falls", 'the plug-in "worn.falls" of worn-out 0.1 does not work: RuntimeError: two lines'),
        ("worn.path", 'the plug-in "worn.path" of worn-out 0.1 does not work: "../x" is no ending of files'),
        ("worn.nowhere", 'content/site.yaml:4:10: formats: no plug-in brings the format "worn.nowhere"'),
    ],
)
def test_a_format_that_is_broken_or_missing_is_one_line(
    sitegen: Run, broken: str, tmp_path: Path, name: str, words: str
) -> None:
    """Nothing is published, and the line names the package, or the setting."""
    root = site(tmp_path, formats=f"[bibtex, {name}]")
    built = sitegen("build", cwd=root, PYTHONPATH=broken)
    assert (built.returncode, built.stderr.count(words)) == (1, 1), built.stderr
    assert not TRACE.search(built.stderr)
    assert not (root / "output" / "index.html").exists()


def test_a_theme_of_a_package_is_used(sitegen: Run, package: str, tmp_path: Path) -> None:
    """A site asks for it by its name; it extends ours, and a second build has nothing to do."""
    root = site(tmp_path, theme="dusk")
    built = sitegen("build", cwd=root, PYTHONPATH=package)
    assert built.returncode == 0, built.stderr
    assert "<span>Good night.</span>" in (root / "output/index.html").read_text(encoding="utf-8")
    listed = sitegen("theme", "list", cwd=root, PYTHONPATH=package).stdout
    assert re.search(r"^\* dusk +Folio, with a line of thanks .*\(extends folio\)$", listed, re.MULTILINE)
    again = sitegen("build", "--json", cwd=root, PYTHONPATH=package)
    assert '"pages_rendered": 0' in again.stdout
    missing = sitegen("build", cwd=root)
    assert missing.returncode == 1
    assert 'there is no theme named "dusk"' in missing.stderr


def test_a_check_of_a_package_is_run(sitegen: Run, package: str, tmp_path: Path) -> None:
    """Its findings stand among the others, at the line that they are about."""
    root = site(tmp_path)
    done = sitegen("check", cwd=root, PYTHONPATH=package)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "content/papers/first.yaml:1:8: title: the title shouts [warning]" in done.stdout
    assert "shouts" not in sitegen("check", cwd=root).stdout


def test_a_broken_plugin_is_one_line(sitegen: Run, broken: str, tmp_path: Path) -> None:
    """Whatever it does, what is wrong is said once, with its package; what does not need it goes on."""
    root = site(tmp_path)
    checked = sitegen("check", cwd=root, PYTHONPATH=broken)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    for name, words in {
        "falls": "RuntimeError: two lines", "leaves": "SystemExit: 9", "other": "it gives something else",
    }.items():  # fmt: skip
        (line,) = [line for line in checked.stdout.splitlines() if f'the plug-in "{name}"' in line]
        assert f"of worn-out 0.1 does not work: {words}" in line
    assert "pip uninstall worn-out" in checked.stdout
    with replaying({}) as server:
        command = ("pull", "--no-figures", "--source", "acl")
        pulled = sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address, PYTHONPATH=broken)
    assert pulled.returncode == 0, pulled.stdout + pulled.stderr
    for name in ("worn.out", "worn", "openalex"):
        assert (pulled.stdout + pulled.stderr).count(f'the plug-in "{name}" of worn-out 0.1 does not work') == 1
    for name in ("worn", "gone"):
        done = sitegen("export", name, cwd=root, PYTHONPATH=broken)
        assert (done.returncode, done.stderr.count("does not work")) == (1, 1)
        assert not TRACE.search(done.stdout + done.stderr)
    assert "folio" in sitegen("theme", "list", cwd=root, PYTHONPATH=broken).stdout
    (root / "content/site.yaml").write_text((root / "content/site.yaml").read_text() + "theme: worn\n")
    built = sitegen("build", cwd=root, PYTHONPATH=broken)
    assert (built.returncode, built.stderr.count("does not work: it is no folder with a theme.yaml")) == (1, 1)
    assert not TRACE.search(built.stderr + checked.stdout + pulled.stdout + pulled.stderr)


def test_a_build_asks_for_no_plugin(package: str, tmp_path: Path) -> None:
    """With a theme of ours nothing is looked up and nothing imported: neither the packages nor their list."""
    root = site(tmp_path)
    script = (
        "import sys\nfrom sitegen.cli.main import main\n"
        f"sys.argv = ['sitegen', '-q', '-C', {str(root)!r}, 'build', '--jobs', '1']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(name for name in sys.modules if 'sitegen_example' in name or name == 'importlib.metadata'))\n"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": package},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )
        assert done.stdout.splitlines()[-1] == "[]", done.stderr
