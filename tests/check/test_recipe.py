"""`sitegen check` as a whole: what it touches, what it prints, how it ends."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sitegen.check import recipe
from sitegen.check.context import CheckContext
from sitegen.check.finding import SHOWN, Finding, folded, in_order
from sitegen.check.recipe import CheckRequest, check
from sitegen.content import load
from sitegen.errors import Problem
from sitegen.render.recipe import BuildReport, build
from sitegen.render.request import BuildRequest
from tests.cli.test_main import run
from tests.conftest import CHECKOUT
from tests.making import write_site

PAPER = (
    "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\nabstract: Words.\narxiv: 2001.00001\n"
)
WELL = {"base_url": "https://ada.test/"}
KEYS = {
    "id", "kind", "severity", "family", "rule", "file", "line", "column", "field", "message", "sentence", "hint",
}  # fmt: skip


def test_a_clean_result_says_of_what(tmp_path: Path) -> None:
    """Nothing found: exit 0, and how much was looked at; with -q nothing at all."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)
    done = run("check", "--links", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first == "0 errors, 0 warnings, 0 suggestions"
    assert second.startswith("checked: 1 paper, 2 people, 0 figures, ")
    assert second.split()[-1] == "links"
    assert run("-q", "check", cwd=root).stdout == ""


def test_nobody_looks_for_garbage_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a check holds lives to its end, and looking through it takes a third of the time of some families."""
    looks: list[bool] = []

    def family(_: CheckContext) -> tuple[()]:
        looks.append(gc.isenabled())
        return ()

    monkeypatch.setattr(recipe, "FAMILIES", (family,))
    was_enabled = gc.isenabled()
    check(write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL), CheckRequest(), {})
    assert looks == [False]
    assert gc.isenabled() is was_enabled


def test_neither_content_nor_output_is_touched(tmp_path: Path) -> None:
    """What is in the output stays as it is, and no file of the site changes but in .sitegen/."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)
    run("build", cwd=root)
    (root / "content" / "papers" / "first.yaml").write_text(PAPER.replace("First", "Second"), encoding="utf-8")

    def state() -> dict[Path, tuple[int, bytes]]:
        files = [path for path in root.rglob("*") if path.is_file() and ".sitegen" not in path.parts]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    assert run("check", "--links", cwd=root).returncode == 0
    assert state() == before


def test_errors_of_content_are_findings(tmp_path: Path) -> None:
    """What fails a build is said as a build says it, and exits 1; every fault at once."""
    files = {"papers/first.yaml": PAPER.replace("2020-01-02", "31 Apr"), "papers/second.yaml": PAPER + "colour: red\n"}
    done = run("check", cwd=write_site(tmp_path, files))
    assert done.returncode == 1
    assert 'content/papers/first.yaml:3:7: date: "31 Apr" is not a date' in done.stdout
    assert "content/papers/second.yaml:6:1: " in done.stdout
    assert done.stdout.splitlines()[-1] == "2 errors, 0 warnings, 0 suggestions"


def test_suggestions_and_warnings_do_not_fail(tmp_path: Path) -> None:
    """Only what is broken exits 1; each line ends with how grave it is, the hint stands below."""
    done = run(
        "check",
        cwd=write_site(
            tmp_path, {"papers/first.yaml": PAPER.replace("Ada Love", "ADA LOVE").replace("lace", "LACE")}, **WELL
        ),
    )
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        'content/papers/first.yaml:2:11: authors[0]: "ADA LOVELACE" is in capitals, and is shown so [warning]',
        "  write Ada Lovelace",
    ]


def test_a_broken_link_exits_1(tmp_path: Path) -> None:
    """A link to nothing is an error: exit 1."""
    page = "---\ntitle: About\n---\n[x](nowhere/)\n"
    done = run("check", cwd=write_site(tmp_path, {"pages/about.md": page}, **WELL))
    assert done.returncode == 1
    assert "content/pages/about.md:4:5: about/index.html leads to /nowhere/" in done.stdout


def test_without_a_network_it_exits_3(tmp_path: Path) -> None:
    """`--external` without a network: one line on standard error, and what was found without one."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER + "draft: true\n", "papers/two.yaml": PAPER}, **WELL)
    done = run("check", "--external", cwd=root, SITEGEN_GATEWAY="http://127.0.0.1:9")
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "the network is out of reach: arxiv.org refuses connections"
    assert "is a draft, so it is not published" in done.stdout


def test_json_is_one_object(tmp_path: Path) -> None:
    """`--json` prints what was checked and every finding, not folded, and nothing else."""
    names = "".join(f"  - A{number} et al.\n" for number in range(SHOWN + 3))
    root = write_site(
        tmp_path, {"papers/first.yaml": PAPER.replace(" [Ada Lovelace, Bob Mason]", f"\n{names[:-1]}")}, **WELL
    )
    done = run("check", "--json", cwd=root)
    data = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert data["checked"]["papers"] == 1
    assert [one["rule"] for one in data["findings"]] == ["rest"] * (SHOWN + 3)
    assert set(data["findings"][0]) == KEYS
    assert data["findings"][1]["line"] == 4
    assert data["findings"][0]["kind"] == "people.rest"
    assert data["findings"][0]["message"] == data["findings"][0]["sentence"]
    assert (data["errors"], data["warnings"], data["suggestions"]) == (0, SHOWN + 3, 0)


def test_a_finding_keeps_its_id(tmp_path: Path) -> None:
    """The id is the same in the next run, also where lines have moved; of several alike each has its own."""
    twice = "title: P\nauthors: [Ada Lovelace]\ndate: 2020\nabstract: '[here](https://x.org/) [here](https://x.org/)'\n"
    root = write_site(tmp_path, {"papers/first.yaml": twice.replace("abstract", "summary")}, **WELL)
    file = root / "content" / "papers" / "first.yaml"
    ids = [[one["id"] for one in json.loads(run("check", "--json", cwd=root).stdout)["findings"]]]
    file.write_text("# moved\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    ids.append([one["id"] for one in json.loads(run("check", "--json", cwd=root).stdout)["findings"]])
    assert len(set(ids[0])) == len(ids[0]) > 0
    assert ids[0] == ids[1]


def test_a_question_about_people_names_both(tmp_path: Path) -> None:
    """Two slugs stand beside a finding that asks whether two people are one."""
    files = {
        "papers/first.yaml": PAPER,
        "papers/next.yaml": "title: N\nauthors: [A. Lovelace, Bob Mason]\ndate: 2021\nabstract: W\narxiv: 2001.00002\n",
    }
    root = write_site(tmp_path, files, **WELL)
    (one,) = json.loads(run("check", "--json", cwd=root).stdout)["findings"]
    assert sorted(one["people"]) == ["a-lovelace", "ada-lovelace"]


def test_what_repeats_itself_is_folded() -> None:
    """Of one rule the first few are shown, the last of them says how many more; other rules are shown whole."""
    many = [Finding("people", "same", Problem(f"content/{number:02}.yaml", sentence="x")) for number in range(20)]
    other = Finding("content", "twin", Problem("content/99.yaml", sentence="y"))
    shown = folded([*many, other, *many])
    assert [one.problem.file for one in shown] == [
        *(f"content/{number:02}.yaml" for number in range(SHOWN)),
        "content/99.yaml",
    ]
    assert shown[SHOWN - 1].problem.hint == f"and {20 - SHOWN} more like this: sitegen -v check lists them all"
    assert len(in_order([*many, other, *many])) == 21


def test_warnings_of_the_build_have_their_line(tmp_path: Path) -> None:
    """A name that fits two files is told by the build without a line, and here with it."""
    files = {
        "papers/first.yaml": PAPER,
        "authors/one.yaml": "name: Bob Mason\n",
        "authors/two.yaml": "name: Robert Mason\nnames: [Bob Mason]\n",
    }
    found = check(write_site(tmp_path, files, **WELL), CheckRequest(), {}).findings
    ambiguous = next(one for one in found if "could be any of" in one.problem.sentence)
    assert (ambiguous.family, ambiguous.problem.place) == ("people", "content/papers/first.yaml:2:25")


def test_an_override_whose_original_changed_is_told(tmp_path: Path) -> None:
    """A template taken from an older theme is a finding, with its file."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)
    own = root / "themes" / "folio" / "templates" / "row.html"
    own.parent.mkdir(parents=True)
    theirs = (CHECKOUT / "themes" / "folio" / "templates" / "row.html").read_text(encoding="utf-8")
    own.write_text("{# from folio 0.0.1 0123456789ab #}\n" + theirs, encoding="utf-8")
    found = check(root, CheckRequest(), {}).findings
    assert [(one.family, one.problem.place) for one in found] == [("theme", "themes/folio/templates/row.html:1")]


def test_a_site_that_changes_under_its_hands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content that breaks between build and look is told as content at fault, not as a crash."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)

    def build_and_break(*given: Any, **options: Any) -> BuildReport:
        done = build(*given, **options)
        (root / "content" / "papers" / "first.yaml").write_text("title: [\n", encoding="utf-8")
        return done

    monkeypatch.setattr(recipe, "build", build_and_break)
    found = check(root, CheckRequest(), {}).findings
    assert {one.problem.file for one in found} == {"content/papers/first.yaml"}


def test_only_external_loads_the_network(tmp_path: Path) -> None:
    """`check` without --external opens no connection and imports no client."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)
    code = (
        "import sys\nfrom pathlib import Path\nfrom sitegen.check.recipe import CheckRequest, check\n"
        f"check(Path({str(root)!r}), CheckRequest(links=True), {{}})\n"
        "print([name for name in ('requests', 'urllib3') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.slow
def test_the_example_has_nothing_to_mend(tmp_path: Path) -> None:
    """The example site: no error, no warning, and every suggestion one that is worth a thought."""
    shutil.copytree(CHECKOUT / "content", tmp_path / "content")
    found = check(tmp_path, CheckRequest(links=True), {}).findings
    assert [(one.rule, one.problem.severity) for one in found] == [
        ("same", "suggestion"),  # Andy Brock and Andrew Brock
        ("same", "suggestion"),  # Jack Rae and Jack W. Rae
        ("address", "suggestion"),  # example.org
    ]


def test_a_paper_is_read_once_however_much_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody keeps whole papers: what is found in one paper alone is found when its page is read, and then let go."""
    names = [f"paper-{number}" for number in range(9)]
    root = write_site(
        tmp_path,
        {f"papers/{name}.yaml": PAPER.replace("First", name).replace("2001.0", f"2001.{name[-1]}") for name in names},
        **WELL,
    )
    build(root, BuildRequest())
    read: list[str] = []
    real = load.read_paper

    def counted(root: Path, file: str, **options: Any) -> Any:
        read.append(file)
        return real(root, file, **options)

    monkeypatch.setattr(load, "read_paper", counted)
    report = check(root, CheckRequest(jobs=1), {})
    assert len(read) == len(set(read)) == report.checked["papers"]
    assert {f"content/papers/{name}.yaml" for name in names} <= set(read)


def test_a_built_page_is_read_once_for_all_that_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links, metadata and what a browser would block are found in one reading; what many pages load is told once."""
    root = write_site(tmp_path, {"papers/first.yaml": PAPER, "pages/about.md": "---\ntitle: About\n---\nWe.\n"}, **WELL)
    base = root / "themes" / "folio" / "templates" / "base.html"
    base.parent.mkdir(parents=True)
    font = '<link rel="stylesheet" href="https://fonts.test/lora.css">'
    base.write_text('{% extends "parent/base.html" %}\n{% block head %}' + font + "{% endblock %}\n", encoding="utf-8")
    texts: list[str] = []
    real = CheckContext.text

    def counted(seen: CheckContext, path: str) -> str:
        texts.append(path)
        return real(seen, path)

    monkeypatch.setattr(CheckContext, "text", counted)
    report = check(root, CheckRequest(jobs=1), {})
    counts = Counter(path for path in texts if path.endswith(".html"))
    assert len(counts) == report.checked["pages"]
    assert [counts[page] for page in ("about/index.html", "authors/ada-lovelace/index.html", "404.html")] == [1, 1, 1]
    blocked = [finding.problem for finding in report.findings if finding.family == "blocked"]
    assert [problem.file for problem in blocked] == ["themes/folio/templates/base.html"]


def test_a_very_large_site_is_looked_at_in_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process would come to hold a copy of the whole site; who says how many has as many."""
    asked: list[int | None] = []

    def counted(root: Path, request: BuildRequest, **options: Any) -> BuildReport:
        asked.append(request.jobs)
        return build(root, request, **options)

    root = write_site(tmp_path, {"papers/first.yaml": PAPER}, **WELL)
    monkeypatch.setattr(recipe, "build", counted)
    findings = [check(root, CheckRequest(), {}).findings]
    monkeypatch.setattr(recipe, "MANY", 0)
    findings += [check(root, CheckRequest(jobs=jobs), {}).findings for jobs in (None, 2)]
    assert asked == [None, 1, 2]
    assert findings[0] == findings[1] == findings[2]
