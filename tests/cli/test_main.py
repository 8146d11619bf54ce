"""The command line: places, exit codes, what is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.making import write_site

FIELDS = {"papers", "authors", "pages_written", "pages_kept", "pages_rendered", "files", "bytes", "seconds", "warnings"}


def run(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    command = [sys.executable, "-c", "from sitegen.cli.main import main; main()", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), **variables}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8")


def test_the_site_is_found_from_below(tmp_path: Path) -> None:
    """From any folder of the site the command finds it; `-C` names another; elsewhere it says what is missing."""
    root = write_site(tmp_path / "site")
    assert run("build", cwd=root / "content" / "papers").returncode == 0
    assert run("-C", str(root), "build", cwd=tmp_path).returncode == 0
    lost = run("build", cwd=tmp_path)
    assert lost.returncode == 1
    assert "content/site.yaml" in lost.stderr
    assert run("-C", "nowhere", "build", cwd=tmp_path).returncode == 2


def test_json_ends_with_one_object(tmp_path: Path) -> None:
    """`build --json` ends with the counts that the contract names, and nothing else is on standard output."""
    done = run("build", "--json", cwd=write_site(tmp_path))
    counts = json.loads(done.stdout)
    assert set(counts) == FIELDS
    assert (counts["papers"], counts["authors"], counts["pages_kept"]) == (1, 2, 0)


def test_errors_exit_1_and_name_their_place(tmp_path: Path) -> None:
    """Content at fault: every error on standard error, as file:line:column: field: sentence."""
    root = write_site(tmp_path, {"papers/bad.yaml": "title: X\nauthors: [A B]\ndate: 31 Apr\n"})
    done = run("build", cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith('content/papers/bad.yaml:3:7: date: "31 Apr" is not a date')
    assert "Traceback" not in done.stderr


def test_wrong_usage_exits_2(tmp_path: Path) -> None:
    """An option that does not exist is wrong usage."""
    assert run("build", "--no-such-option", cwd=write_site(tmp_path)).returncode == 2
    assert run("nonsense", cwd=tmp_path).returncode == 2


def test_an_option_unlike_any_other_is_compared_with_none(tmp_path: Path) -> None:
    """What click thinks near need not be; a slip of one letter is told. What is no number is called so."""
    root = write_site(tmp_path)
    assert run("build", "--frce", cwd=root).stderr.endswith("No such option '--frce'.\n")
    assert "Did you mean '--drafts'?" in run("build", "--draft", cwd=root).stderr
    assert "'abc' is not a valid number." in run("build", "--jobs", "abc", cwd=root).stderr


def test_help_has_an_example(tmp_path: Path) -> None:
    """Every command explains itself with an example."""
    for command in ("new", "build", "fmt", "schema"):
        said = run(command, "--help", cwd=tmp_path)
        assert said.returncode == 0, command
        assert "Example" in said.stdout, command


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    """An escape sequence in somebody's data is shown as its code."""
    root = write_site(tmp_path, {"papers/bad.yaml": 'title: X\nauthors: [A B]\ndate: "\\e[31mred"\n'})
    done = run("build", cwd=root, FORCE_COLOR="1")
    assert done.returncode == 1
    assert "\x1b[31mred" not in done.stderr


def test_a_fault_of_ours_is_one_line_and_a_log(tmp_path: Path) -> None:
    """What nobody foresaw is said in a line; the traceback is kept in the site's `.sitegen/`."""
    root = write_site(tmp_path)
    script = (
        "import json, sys\nfrom sitegen.cli.main import main\nfrom sitegen.render import recipe\n"
        "recipe.finish = lambda state: json.loads('not json')\nsys.argv = ['sitegen', 'build']\nmain()"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "JSONDecodeError" in (root / ".sitegen" / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["requests", "livereload", "rich", "tornado", "ssl", "http.client", "PIL"])
def test_a_build_loads_nothing_it_does_not_need(tmp_path: Path, module: str) -> None:
    """Neither the network nor what makes pictures is loaded by a build that has none to make."""
    root = write_site(tmp_path)
    run("build", cwd=root)
    script = (
        "import sys\nsys.argv = ['sitegen', 'build']\nfrom sitegen.cli.main import main\n"
        f"try:\n    main()\nexcept SystemExit:\n    pass\nprint({module!r} in sys.modules)"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_make_site_ends_with_how_to_look() -> None:
    """Whoever has built the example is told the word that shows it."""
    recipe = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8").partition("\nsite:")[2]
    assert "make serve" in recipe.partition("\n\n")[0].splitlines()[-1]


def test_help_imports_only_click(tmp_path: Path) -> None:
    """`sitegen --help` starts without the libraries that the commands need."""
    script = (
        "import sys\nsys.argv = ['sitegen', '--help']\nfrom sitegen.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'yaml', 'jinja2', 'pydantic', 'markdown_it', 'PIL', 'math_core'} & set(sys.modules)))"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"


def _loaded(root: Path, *arguments: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    script = (
        f"import sys\nsys.argv = ['sitegen', *{arguments!r}]\nfrom sitegen.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint(*sys.modules)"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return set(done.stdout.splitlines()[-1].split())


def test_a_build_with_nothing_to_do_loads_next_to_nothing(tmp_path: Path) -> None:
    """Of others' libraries click alone, none of the model, and no more than 150 modules with Python's own."""
    root = write_site(tmp_path)
    run("build", cwd=root)
    loaded = _loaded(root, "build")
    others = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names) - {"__main__"}
    plain = {name for name in others if not name.startswith(("_", "editables"))}
    assert plain == {"click", "sitegen"}
    assert not {"sitegen.model", "sitegen.content.schema", "sitegen.text"} & loaded
    assert len(loaded) < 160, len(loaded)


def test_a_build_at_work_loads_nothing_of_the_network(tmp_path: Path) -> None:
    """Not by way of a library for something else either."""
    assert not {"ssl", "http.client", "urllib.request", "socketserver", "requests"} & _loaded(
        write_site(tmp_path), "build"
    )
