"""`sitegen deploy` against real repositories: what it publishes, what it refuses, and that nobody's commit is lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.deploying import GOOD, WHO, Place, git
from tests.making import write_site

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path, sitegen: Run) -> Place:
    """A site that was never deployed."""
    return Place(tmp_path, sitegen)


def test_the_first_deploy_makes_the_branch_and_the_next_adds_to_it(place: Place) -> None:
    """Byte for byte what was built, in a commit of its own, on top of the last."""
    done = place.deploy()
    assert done.returncode == 0, done.stderr
    assert "a new branch" in done.stdout
    assert place.published() == place.built()
    first = place.commits()
    place.edit("Second")
    git(place.site, "commit", "-q", "-am", "Edit")
    done = place.deploy()
    assert done.returncode == 0, done.stderr
    assert place.published() == place.built()
    assert place.commits()[1:] == first
    assert b"Second paper" in place.published()["papers/first/index.html"]


def test_nothing_new_is_nothing_pushed(place: Place) -> None:
    """The same site again is said, and is no commit."""
    place.deploy()
    before = place.commits()
    done = place.deploy()
    assert done.returncode == 0
    assert "nothing to publish" in done.stdout
    assert place.commits() == before


def test_a_dry_run_says_what_would_change_and_pushes_nothing(place: Place) -> None:
    """Each file, as new, changed or gone."""
    done = place.deploy("--dry-run")
    assert done.returncode == 0
    assert "nothing was pushed" in done.stdout
    assert not place.commits()
    place.deploy()
    before = place.commits()
    place.edit("Second")
    (place.site / "content/papers/more.yaml").write_text(GOOD.replace("First", "More"), encoding="utf-8")
    said = place._run("-v", "deploy", "--dry-run", cwd=place.site, **WHO).stdout
    assert "changed  papers/first/index.html" in said
    assert "new      papers/more/index.html" in said
    assert place.commits() == before


def test_what_is_gone_from_the_site_is_gone_from_the_branch(place: Place) -> None:
    """A page of a paper that was removed is not left behind."""
    (place.site / "content/papers/more.yaml").write_text(GOOD.replace("First", "More"), encoding="utf-8")
    place.deploy()
    assert "papers/more/index.html" in place.published()
    (place.site / "content/papers/more.yaml").unlink()
    assert "gone" in place.deploy().stdout
    assert place.published() == place.built()


def test_only_what_the_build_made_is_published(place: Place) -> None:
    """Neither its ledger, nor what somebody left in the output, nor what git would ignore or convert."""
    (place.site / "content/assets").mkdir()
    (place.site / "content/assets/lines.txt").write_bytes(b"one\r\ntwo\n")
    (place.site / 'content/assets/it\'s "odd" é.txt').write_bytes(b"x")
    git(place.site, "config", "core.autocrlf", "true")
    git(place.site, "config", "core.excludesFile", str(place.site / "ignored"))
    (place.site / "ignored").write_text("*.html\n", encoding="utf-8")
    place.deploy()
    (place.site / "output/private.txt").write_text("mine", encoding="utf-8")
    place.edit("Second")
    place.deploy()
    published = place.published()
    assert published == place.built()
    assert published["assets/lines.txt"] == b"one\r\ntwo\n"
    assert {"private.txt", ".sitegen-files"}.isdisjoint(published)


def test_a_domain_and_a_path_are_honoured(tmp_path: Path, sitegen: Run) -> None:
    """`deploy.cname` becomes the file that hosts read, `base_url`'s path the links; where they differ, that is said."""
    config = {"base_url": "https://lab.example/papers/", "deploy": "{cname: ada.example}"}
    place = Place(tmp_path, sitegen, **config)
    done = place.deploy()
    assert place.published()["CNAME"] == b"ada.example\n"
    assert b'href="/papers/authors/' in place.published()["index.html"]
    assert "deploy.cname says that the site is served at https://ada.example/" in done.stderr


def test_a_placeholder_and_a_repository_above_are_said(tmp_path: Path, sitegen: Run) -> None:
    """The address that `sitegen new` wrote, with file and key; and whose remote takes the site."""
    place = Place(tmp_path, sitegen, base_url="https://example.org/")
    own = place.deploy("--dry-run").stderr
    assert "note: content/site.yaml: base_url is https://example.org/, where nobody will find the site" in own
    assert "lies within" not in own
    inner = write_site(place.site / "mysite", base_url="https://ada.example/")
    said = sitegen("deploy", "--dry-run", cwd=inner, **WHO).stderr
    assert f"the site lies within the repository {place.site}, and goes to the remote of that, {place.remote}: " in said
    assert "where nobody will find" not in said


def test_a_hook_that_deploys_works_on_the_site(place: Place) -> None:
    """Git's hooks run with variables that name the repository and the index; they lead nowhere else here."""
    done = place.deploy(GIT_DIR=str(place.remote), GIT_INDEX_FILE=str(place.site / ".git" / "index"))
    assert done.returncode == 0, done.stderr
    assert place.published() == place.built()


# The bad states: each with its word and its exit code, and with every commit still there.


def test_1_a_branch_of_somebody_else_is_refused(place: Place) -> None:
    """Until --force-branch says so, and then on top of what was there."""
    theirs = place.foreign(name="index.html")
    done = place.deploy()
    assert done.returncode == 1
    assert "was not made by sitegen deploy" in done.stderr
    assert '"Create index.html" by Ada' in done.stderr
    assert place.commits() == [theirs]
    assert place.deploy("--dry-run").returncode == 1
    assert place.deploy("--force-branch").returncode == 0
    assert place.commits()[1:] == [theirs]
    assert place.published() == place.built()
    place.edit("Second")
    assert place.deploy().returncode == 0  # it is ours from then on


def test_2_somebodys_commit_on_top_of_ours_is_refused(place: Place) -> None:
    """A host that writes a CNAME, or a person who edits on the branch, is not overwritten in silence."""
    place.deploy()
    theirs = place.foreign()
    place.edit("Second")
    done = place.deploy()
    assert done.returncode == 1
    assert "Create CNAME" in done.stderr
    assert "deploy.cname" in done.stderr
    assert place.commits()[0] == theirs


def test_3_a_commit_of_ours_that_was_amended_is_not_ours(place: Place) -> None:
    """The mark names the tree that was made; with other files it is somebody's work."""
    place.deploy()
    clone = place.site.parent / "clone"
    git(place.site.parent, "clone", "-q", "-b", "gh-pages", str(place.remote), str(clone))
    (clone / "index.html").write_text("mine", encoding="utf-8")
    git(clone, "commit", "-q", "-a", "--amend", "--no-edit")
    git(clone, "push", "-q", "--force", "origin", "gh-pages")
    before = place.commits()
    place.edit("Second")
    assert place.deploy().returncode == 1
    assert place.commits() == before


def test_4_a_remote_that_moved_on_meanwhile_keeps_what_it_got(place: Place) -> None:
    """Somebody pushes between our look and our push: refused, exit 3, and the next run says why."""
    place.deploy()
    hook = place.site / ".git" / "hooks" / "pre-push"
    theirs = place.site.parent / "theirs"
    git(place.site.parent, "clone", "-q", "-b", "gh-pages", str(place.remote), str(theirs))
    (theirs / "more.txt").write_text("precious\n", encoding="utf-8")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-q", "-m", "More")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ncd '{theirs}' && git push -q origin gh-pages\n", encoding="utf-8")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    place.edit("Second")
    done = place.deploy()
    assert done.returncode == 3, done.stderr
    assert "changed by somebody else meanwhile" in done.stderr
    assert place.commits()[0] == git(theirs, "rev-parse", "HEAD")
    hook.unlink()
    assert place.deploy().returncode == 1


def test_5_another_machine_that_deployed_is_built_upon(place: Place) -> None:
    """A local repository that knows nothing of it, and has an old branch of that name, does no harm."""
    place.deploy()
    place.edit("Second")
    other = place.site.parent / "other"
    git(place.site.parent, "clone", "-q", str(place.remote), str(other))
    git(other, "branch", "gh-pages", "origin/main")
    place.deploy()
    before = place.commits()
    here, place.site = place.site, other
    place.edit("Third")
    assert place.deploy().returncode == 0
    assert place.commits()[1:] == before
    place.site = here


def test_6_a_remote_that_refuses_is_exit_3(place: Place) -> None:
    """No rights, or a protected branch: what the remote said, and nothing changed."""
    hook = place.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    done = place.deploy()
    assert done.returncode == 3
    assert "did not take the site" in done.stderr
    assert "this branch is protected" in done.stderr
    assert not place.commits()


def test_7_a_remote_that_is_not_there_is_exit_3_and_names_no_password(place: Place) -> None:
    """Nor does a remote that nobody named: that is exit 1."""
    git(place.site, "remote", "set-url", "origin", "https://ada:hunter2@127.0.0.1:9/papers.git")
    done = place.deploy(GIT_TERMINAL_PROMPT="0")
    assert done.returncode == 3
    assert "did not answer" in done.stderr
    assert "hunter2" not in done.stderr + done.stdout
    git(place.site, "remote", "remove", "origin")
    done = place.deploy()
    assert done.returncode == 1
    assert 'no git remote named "origin"' in done.stderr


def test_8_nobody_to_commit_as_is_said(place: Place) -> None:
    """With the two commands that mend it."""
    nobody = {name: "" for name in WHO if "NAME" in name or "EMAIL" in name}
    done = place.deploy(**nobody)
    assert done.returncode == 1
    assert "git config --global user.name" in done.stderr
    assert not place.commits()


def test_9_a_build_that_fails_publishes_nothing(place: Place) -> None:
    """What is wrong with the content is said."""
    place.deploy()
    before = place.commits()
    place.edit("[broken")
    done = place.deploy()
    assert done.returncode == 1
    assert "content/papers/first.yaml:1" in done.stderr
    assert place.commits() == before


def test_10_the_sources_own_branch_is_never_published_on(tmp_path: Path, sitegen: Run) -> None:
    """Not even when --force-branch says so; nor as the first branch of an empty remote."""
    place = Place(tmp_path, sitegen, deploy="{branch: main}")
    for options in ((), ("--force-branch",)):
        done = place.deploy(*options)
        assert done.returncode == 1
        assert "sources" in done.stderr
    assert place.commits("main") == [git(place.site, "rev-parse", "main")]
    empty = tmp_path / "empty.git"
    git(tmp_path, "init", "-q", "--bare", str(empty))
    git(place.site, "remote", "set-url", "origin", str(empty))
    assert place.deploy().returncode == 1
    assert not git(empty, "branch", "--list")


def test_11_a_detached_head_and_changes_not_committed_are_said(place: Place) -> None:
    """They are published, and that is told; the commit remembers it too."""
    git(place.site, "checkout", "-q", "--detach")
    place.edit("Second")
    done = place.deploy()
    assert done.returncode == 0
    assert "HEAD is detached" in done.stderr
    assert "1 file of content/ and themes/ with changes that are not committed" in done.stderr
    assert "not committed" in git(place.remote, "log", "-1", "--format=%B", "gh-pages")


def test_12_a_folder_without_git_or_without_a_commit_is_said(place: Place) -> None:
    """The first is refused with the next step; in the second the site is published, and that is told."""
    bare = write_site(place.site.parent / "elsewhere" / "site", base_url="https://ada.example/")
    done = place._run("deploy", cwd=bare, **WHO, GIT_CEILING_DIRECTORIES=str(bare.parent))
    assert done.returncode == 1
    assert "git init" in done.stderr
    git(bare, "init", "-q")
    git(bare, "remote", "add", "origin", str(place.remote))
    done = place._run("deploy", cwd=bare, **WHO)
    assert done.returncode == 0, done.stderr
    assert "nothing of the site's sources is committed" in done.stderr
    assert len(place.commits()) == 1


def test_13_a_site_with_a_fault_is_not_published(place: Place) -> None:
    """A link to what nobody will find, and pages that Google Scholar would not take: each with its place, exit 1."""
    place.deploy()
    before = place.commits()
    (place.site / "output" / "notes.txt").write_text("not part of the site", encoding="utf-8")
    page = place.site / "content" / "pages" / "about.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: About\n---\n\nRead [my notes](notes.txt).\n", encoding="utf-8")
    base = place.site / "themes" / "folio" / "templates" / "paper.html"
    base.parent.mkdir(parents=True)
    base.write_text("<!DOCTYPE html><title>Nothing</title>", encoding="utf-8")
    done = place.deploy()
    assert done.returncode == 1
    assert "the site has faults; nothing was pushed" in done.stderr
    assert "content/pages/about.md:5:17: about/index.html leads to /notes.txt: there is no notes.txt" in done.stderr
    assert "themes/folio/templates/paper.html: papers/first/index.html has no citation_title" in done.stderr
    assert place.commits() == before
    base.unlink()
    alone = place.deploy()
    assert alone.returncode == 1
    assert "errors" not in alone.stderr  # it is one, and the sentence above it is none
    page.unlink()
    assert place.deploy().returncode == 0


@pytest.mark.parametrize("address", ["https://example.org/", "http://localhost:8000/", "http://192.168.1.7/lab/"])
def test_an_address_that_cannot_work_is_not_published(tmp_path: Path, sitegen: Run, address: str) -> None:
    """The example's address, and one of this machine or its own network: exit 1, with the line to change."""
    place = Place(tmp_path, sitegen, base_url=address)
    done = place.deploy()
    assert done.returncode == 1
    assert (
        f"content/site.yaml:2:11: base_url: {address} is no address at which anybody else finds the site" in done.stderr
    )


def test_a_pdf_that_is_none_is_not_published(tmp_path: Path, sitegen: Run) -> None:
    """A web page saved under the name of a PDF is found before readers find it."""
    place = Place(tmp_path, sitegen)
    (place.site / "content" / "assets").mkdir()
    (place.site / "content" / "assets" / "cv.pdf").write_text("<!doctype html>", encoding="utf-8")
    done = place.deploy()
    assert done.returncode == 1
    assert "content/assets/cv.pdf: is no PDF, though its name says so" in done.stderr


def test_an_address_that_would_mean_another_is_not_published(place: Place) -> None:
    """What a build remembers is held against what is deployed: a page may move, and none may become another's."""
    assert place.run("build").returncode == 0
    git(place.site, "add", "-A")
    git(place.site, "commit", "-q", "-m", "Published")
    papers = place.site / "content" / "papers"
    (papers / "first.yaml").rename(papers / "moved.yaml")
    (papers / "first.yaml").write_text("title: Another\nauthors: [Cy Snow]\ndate: 1999\n", encoding="utf-8")
    git(place.site, "add", "-A")
    done = place.deploy()
    assert done.returncode == 1
    assert "content/papers/first.yaml: papers/first/ was published for another paper" in done.stderr
    assert not place.commits()
    (papers / "first.yaml").rename(papers / "other.yaml")
    git(place.site, "add", "-A")
    done = place.deploy()
    assert done.returncode == 0, done.stderr
    assert b"papers/moved/" in place.published()["papers/first/index.html"]
