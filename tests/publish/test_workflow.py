"""The workflow files: pinned, linted, and run step by step as the host's shell would, the actions stubbed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.errors import SitegenError
from sitegen.publish.workflow import workflow, write_workflow
from tests.conftest import Run
from tests.deploying import GOOD, git
from tests.hosting import REPORT, Host, unfolded
from tests.making import write_site

pytestmark = pytest.mark.slow
GITHUB = (".github/workflows/refresh.yml", ".github/workflows/site.yml")
WORKFLOWS = (*GITHUB, ".forgejo/workflows/site.yml")


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _jobs(host: Host, path: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load((host.site / path).read_text(encoding="utf-8"))["jobs"]
    return jobs


@pytest.fixture
def github(tmp_path: Path) -> Host:
    """A site on GitHub."""
    return Host(tmp_path, "github")


ACTION = f"ada/sitegen@{'0123456789' * 4}"


@pytest.fixture(params=["", ACTION], ids=["steps", "action"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    """A site on GitHub, whose workflow has steps of its own, or uses sitegen's action."""
    return Host(tmp_path, "github", request.param)


def test_a_push_publishes_the_bytes_of_a_build(either: Host, sitegen: Run) -> None:
    """What the build job hands over is what `sitegen build` makes of the same sources."""
    job = _jobs(either, GITHUB[1])["build"]
    there = either.clone("runner")
    said = either.run(job["steps"], there)
    assert not said.startswith("FAILED"), said
    assert either.published
    assert sitegen("build", cwd=either.site).returncode == 0
    assert _tree(there / either.published) == _tree(either.site / "output")


def test_a_refresh_commits_with_the_report_and_publishes_that(either: Host, sitegen: Run) -> None:
    """The commit's body is the report; the build job checks that commit out and has the new paper."""
    jobs = _jobs(either, GITHUB[0])
    said = either.refresh(jobs)
    assert not said.startswith("FAILED"), said
    assert git(either.remote, "log", "-1", "--format=%B", "main") == f"Refresh the papers\n\n{REPORT}".strip()
    assert either.outputs.read_text(encoding="utf-8") == f"ref={either.main()}\n"
    there = either.clone("builder", either.main())
    assert not either.run(jobs["build"]["steps"], there).startswith("FAILED")
    git(either.site, "pull", "-q", "origin", "main")
    assert sitegen("build", cwd=either.site).returncode == 0
    assert _tree(there / "output") == _tree(either.site / "output")
    assert "papers/new/index.html" in _tree(there / "output")


def test_a_refresh_without_news_commits_nothing(github: Host) -> None:
    """The second time in a row, that is."""
    jobs = _jobs(github, GITHUB[0])
    github.refresh(jobs)
    before = github.main()
    github.outputs.unlink()
    assert "Nothing is new" in github.refresh(jobs, "again")
    assert github.main() == before
    assert not github.outputs.exists()


def test_a_refresh_can_ask_instead(github: Host) -> None:
    """A branch and a pull request with the report; main stays, and while one waits there is no second."""
    jobs = _jobs(github, GITHUB[0])
    before = github.main()
    said = github.refresh(jobs, ask=True)
    assert not said.startswith("FAILED"), said
    assert github.main() == before
    assert git(github.remote, "log", "-1", "--format=%s", "sitegen-refresh-77") == "Refresh the papers"
    asked = github.asked.read_text(encoding="utf-8")
    assert f"pr create --title Refresh the papers --body-file {github.temp}/news/report.md" in asked
    assert (github.temp / "news" / "report.md").read_text(encoding="utf-8") == REPORT
    assert "still waits" in github.refresh(jobs, "again", ask=True, WAITING="1", GITHUB_RUN_ID="78")
    assert "sitegen-refresh-78" not in git(github.remote, "branch", "--list")


@pytest.mark.parametrize(("code", "is_kept"), [("3", True), ("1", False)])
def test_a_source_that_fails_does_not_stop_the_others(github: Host, code: str, is_kept: bool) -> None:
    """Exit 3 keeps what the others gave, with a warning; content at fault stops the job."""
    before = github.main()
    said = github.refresh(_jobs(github, GITHUB[0]), PULLED=code)
    assert said.startswith("FAILED") != is_kept
    assert ("::warning::" in said) == is_kept
    assert (github.main() != before) == is_kept


@pytest.mark.parametrize("code", ["0", "3"])
def test_who_was_told_is_remembered(either: Host, code: str) -> None:
    """Also when the alert failed half-way, so that nobody is told twice."""
    jobs = _jobs(either, GITHUB[0])
    said = either.job(jobs["alert"], either.clone("runner"), {"vars.SITEGEN_ALERTS": "on"}, ALERTED=code)
    assert said.startswith("FAILED") == (code != "0")
    news = {"needs.alert.outputs.is_new": either.known["steps.pack.outputs.is_new"]}
    assert not either.job(jobs["remember"], either.clone("another"), news).startswith("FAILED")
    assert git(either.remote, "show", "main:content/.pulled/alerts.yaml") == "told: [1]"


def test_both_github_files_build_and_deploy_alike(either: Host) -> None:
    """The refresh differs from a push in what it checks out, and in what goes before."""
    refresh, site = (_jobs(either, path) for path in GITHUB)
    assert refresh["deploy"] == site["deploy"]
    checkout = refresh["build"]["steps"][0]["with"]
    assert checkout.pop("ref") == "${{ needs.keep.outputs.ref }}"
    assert refresh["build"].pop("needs") == "keep"
    assert refresh["build"] == site["build"]


def test_forgejo_pulls_builds_and_pushes(tmp_path: Path, sitegen: Run) -> None:
    """One job: the site on its branch, byte for byte; what was pulled on main, with the report."""
    host = Host(tmp_path, "forgejo")
    runner = tmp_path / "runner"
    runner.mkdir()
    said = host.job(_jobs(host, ".forgejo/workflows/site.yml")["site"], runner, {"vars.SITEGEN_ALERTS": "on"})
    assert not said.startswith("FAILED"), said
    assert "- One more paper" in git(host.remote, "log", "-2", "--format=%B", "main")
    assert git(host.remote, "show", "main:content/.pulled/alerts.yaml")
    git(tmp_path, "clone", "-q", "-b", "pages", str(host.remote), "pages")
    git(host.site, "pull", "-q", "origin", "main")
    assert sitegen("build", cwd=host.site).returncode == 0
    shown = {path: data for path, data in _tree(tmp_path / "pages").items() if not path.startswith(".git/")}
    built = {path: data for path, data in _tree(host.site / "output").items() if path != ".sitegen-files"}
    assert shown == built


def test_gitlab_pulls_builds_and_hands_over(tmp_path: Path, sitegen: Run) -> None:
    """Three jobs of one pipeline; what was pulled reaches the build as an artifact."""
    host = Host(tmp_path, "gitlab")
    jobs: dict[str, Any] = yaml.safe_load((host.site / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    def run(name: str, cwd: Path, **variables: str) -> None:
        lines = [line for one in jobs[name]["script"] for line in ([one] if isinstance(one, str) else one)]
        done = host.shell("\n".join(lines), cwd, SITEGEN_TOKEN="token", **variables)  # noqa: S106 - nobody's
        assert done.returncode == 0, done.stdout + done.stderr

    begun = host.main()
    puller, builder = host.clone("puller"), host.clone("builder")
    run("refresh", puller)
    assert "- One more paper" in git(host.remote, "log", "-1", "--format=%B", "main")
    shutil.copytree(puller / "content", builder / "content", dirs_exist_ok=True)
    run("pages", builder)
    git(host.site, "pull", "-q", "origin", "main")
    assert sitegen("build", cwd=host.site).returncode == 0
    assert _tree(builder / "public") == _tree(host.site / "output")
    run("alert", host.clone("teller", begun))
    assert git(host.remote, "show", "main:content/.pulled/alerts.yaml")
    (tmp_path / "new.yaml").write_text(GOOD.replace("First", "Newer"), encoding="utf-8")
    before = host.main()
    run("refresh", host.clone("asker"), SITEGEN_REFRESH="pull-request")
    assert host.main() == before
    assert git(host.remote, "rev-parse", "sitegen-refresh-77^") == before


def test_actions_are_pinned_and_nothing_is_permitted_that_is_not_needed(either: Host) -> None:
    """By commit, with the version beside it; permissions are given to jobs, one by one, with a reason."""
    for path in GITHUB:
        text = (either.site / path).read_text(encoding="utf-8")
        ours = re.findall(rf"uses: {ACTION} # the commit of the sitegen \S+ that wrote this\n", text)
        assert bool(ours) == ("by its own action" in text) == ("pip install" not in text)
        used = [action for action in re.findall(r"uses: (.*)", text) if not action.startswith(ACTION)]
        assert used
        assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)
        assert yaml.safe_load(text)["permissions"] == {}
        assert len(re.findall(r": write\b", text)) == len(re.findall(r": write # \w", text))


def test_who_may_write_runs_nothing_that_was_installed(either: Host) -> None:
    """A job that may change the repository has git and nothing else; where sitegen runs, nothing may be written."""
    for path in GITHUB:
        for name, job in _jobs(either, path).items():
            scripts = " ".join(step.get("run", "") for step in unfolded(job["steps"]))
            may_write = [kind for kind, level in job["permissions"].items() if level == "write"]
            assert not (may_write and ("pip" in scripts or "sitegen " in scripts)), name
            if "pip" in scripts:
                assert job["permissions"] == {"contents": "read"}, name
    permissions = {name: set(job["permissions"].items()) for name, job in _jobs(either, GITHUB[0]).items()}
    assert permissions["keep"] == permissions["remember"] == {("contents", "write")}
    assert permissions["ask"] == {("contents", "write"), ("pull-requests", "write")}


def test_a_patch_of_other_files_is_not_taken(github: Host) -> None:
    """What pulls cannot hand over a workflow, whatever it may have been made to do."""
    jobs = _jobs(github, GITHUB[0])
    steps = jobs["pull"]["steps"]
    packing = next(step for step in steps if step.get("id") == "pack")
    packing["run"] = "echo evil > evil.txt\ngit add evil.txt\n" + packing["run"]
    said = github.refresh(jobs)
    assert not said.startswith("FAILED"), said
    assert git(github.remote, "show", "--name-only", "--format=", "main") == "content/papers/new.yaml"


def test_zizmor_finds_nothing(either: Host) -> None:
    """At its strictest, in all that hosts with workflows of this kind are given."""
    write_workflow(either.site, "forgejo")
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", "pedantic", *(either.site / path for path in WORKFLOWS)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _found(actionlint: tuple[str, ...], *files: Path) -> list[str]:
    """Return what actionlint says of some files, one line a finding."""
    done = subprocess.run([*actionlint, *map(str, files)], capture_output=True, check=True, encoding="utf-8")
    return [f"{Path(one['path']).name}:{one['line']}: {one['message']}" for one in json.loads(done.stdout)]


def test_actionlint_finds_nothing(either: Host, actionlint: tuple[str, ...]) -> None:
    """But that GitHub has no runner of the name that Forgejo's file asks for."""
    write_workflow(either.site, "forgejo")
    (found,) = _found(actionlint, *(either.site / path for path in WORKFLOWS))
    assert 'label "docker" is unknown' in found


def test_actionlint_finds_what_is_broken(github: Host, actionlint: tuple[str, ...]) -> None:
    """A job that is not there, and an expression that nothing answers: so it is at work."""
    broken = github.site / GITHUB[0]
    text = (
        broken.read_text(encoding="utf-8").replace("needs: pull", "needs: push").replace("vars.SITEGEN", "var.SITEGEN")
    )
    broken.write_text(text, encoding="utf-8")
    found = "\n".join(_found(actionlint, broken))
    assert 'needs job "push" which does not exist' in found
    assert 'undefined variable "var"' in found


def test_a_file_that_says_something_else_is_left_alone(tmp_path: Path) -> None:
    """All of them are looked at before one is written; the same again is no fault."""
    site = write_site(tmp_path / "site")
    git(tmp_path, "init", "-q", str(site))
    own = site / ".github" / "workflows" / "site.yml"
    own.parent.mkdir(parents=True)
    own.write_text("name: Mine\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"\.github/workflows/site\.yml: is there already"):
        write_workflow(site, "github")
    assert [path.name for path in own.parent.iterdir()] == ["site.yml"]
    own.write_text("run: python -m pip install authorpages==0.1.0\n", encoding="utf-8")
    with pytest.raises(SitegenError, match="installs sitegen by a bare name"):
        write_workflow(site, "github")
    own.unlink()
    assert {path.name for path in write_workflow(site, "github")} == {"refresh.yml", "site.yml"}
    assert write_workflow(site, "github") == ()


def test_an_update_of_sitegen_changes_the_commit_and_no_more(tmp_path: Path) -> None:
    """The one line that another sitegen writes otherwise is written anew; with a line of a person's own nothing is."""
    site = write_site(tmp_path / "site")
    git(tmp_path, "init", "-q", str(site))
    write_workflow(site, "github", ACTION)
    before = (site / GITHUB[1]).read_text(encoding="utf-8")
    newer = f"ada/sitegen@{'9876543210' * 4}"
    assert {path.name for path in write_workflow(site, "github", newer)} == {"refresh.yml", "site.yml"}
    assert (site / GITHUB[1]).read_text(encoding="utf-8") == before.replace(ACTION, newer)
    assert write_workflow(site, "github", newer) == ()
    (site / GITHUB[1]).write_text(before + "# mine\n", encoding="utf-8")
    with pytest.raises(SitegenError, match="says something else"):
        write_workflow(site, "github", newer)


def test_a_site_in_a_folder_of_its_repository_is_found(tmp_path: Path) -> None:
    """The files stand at the top, and name the folder."""
    site = write_site(tmp_path / "all" / "papers")
    git(tmp_path, "init", "-q", "-b", "trunk", str(tmp_path / "all"))
    written = write_workflow(site)
    assert {path.relative_to(tmp_path / "all").as_posix() for path in written} == set(GITHUB)
    job = yaml.safe_load((tmp_path / "all" / GITHUB[1]).read_text(encoding="utf-8"))
    said = str(job)
    assert "sitegen -C papers build" in said
    assert "'path': 'papers/output'" in said
    assert job[True] == {"push": {"branches": ["trunk"]}, "workflow_dispatch": None}  # YAML 1.1 reads `on` as true


def test_a_fork_of_sitegen_installs_itself_from_its_lock() -> None:
    """The checkout, not a release: its requirements have hashes."""
    top = Path(__file__).parents[2]
    made = workflow(top, top, "github", "main", "git@github.com:ada/papers.git")[GITHUB[1]]
    assert "--require-hashes --requirement requirements.txt" in made
    assert "cache-dependency-path: requirements.txt" in made
    assert "authorpages==" not in made


def test_a_file_that_git_would_leave_out_is_said(tmp_path: Path, sitegen: Run) -> None:
    """Wheels are ignored in many repositories; the host would look for this one in vain."""
    site = write_site(tmp_path / "site")
    git(tmp_path, "init", "-q", str(site))
    (site / ".gitignore").write_text("*.whl\n", encoding="utf-8")
    done = sitegen("deploy", "--workflow", cwd=site)
    assert done.returncode == 0
    notes = done.stderr.splitlines()
    assert len(notes) == 1
    assert notes[0].startswith("note: git ignores ")
    assert ".whl, so that the host would not have it: add it with `git add --force`" in notes[0]


def test_a_host_without_files_is_refused(tmp_path: Path, sitegen: Run) -> None:
    """With the names of those that have some, which are all that --help knows."""
    done = sitegen("deploy", "--workflow", "sourcehut", cwd=write_site(tmp_path))
    assert done.returncode == 2
    assert "'github', 'gitlab', 'forgejo'" in done.stderr
    assert "auto" not in done.stderr
    assert sitegen("deploy", "--workflow", cwd=tmp_path).returncode == 0


def test_the_remote_tells_the_host() -> None:
    """Where `--workflow` names none."""
    from sitegen.publish.host import kind_of, mismatch, pages_address

    kinds = {
        "git@github.com:ada/papers.git": "github",
        "https://gitlab.com/ada/papers": "gitlab",
        "ssh://git@gitlab.inria.fr/ada/papers.git": "gitlab",
        "https://codeberg.org/ada/papers.git": "forgejo",
        "https://forgejo.example/ada/papers.git": "forgejo",
        "": "github",
    }
    assert {remote: kind_of(remote) for remote in kinds} == kinds
    addresses = {
        "git@github.com:Ada/papers.git": "https://ada.github.io/papers/",
        "https://github.com/ada/Ada.github.io": "https://ada.github.io/",
        "https://x:y@github.com/ada/papers.git": "https://ada.github.io/papers/",
        "https://gitlab.com/group/sub/papers.git": "https://group.gitlab.io/sub/papers/",
        "https://codeberg.org/ada/pages.git": "https://ada.codeberg.page/",
        "https://git.example/ada/papers.git": "",
        "../notgithub.com/ada/papers": "",
    }
    assert {remote: pages_address(remote) for remote in addresses} == addresses
    assert not mismatch("http://ada.github.io/papers/", None, "git@github.com:ada/papers.git")
    assert "https://ada.github.io/papers/" in mismatch("https://ada.github.io/", None, "git@github.com:ada/papers.git")
    assert not mismatch("https://ada.example/", "ada.example", "git@github.com:ada/papers.git")
