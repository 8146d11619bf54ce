"""Publishing: whole or not at all, and only what is ours."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.incremental.last_build import JOURNAL
from sitegen.incremental.ledger import LEDGER, BuiltFiles, ledger
from sitegen.render import writer
from sitegen.render.stage import Stage
from sitegen.render.writer import STAGING, Published, check_output, finish, publish, unfinished

OLD = {
    "index.html": b"old home",
    "a/index.html": b"old a",
    "gone/x/index.html": b"gone",
    "turns": b"file",
    "same": b"same",
}
NEW = {
    "index.html": b"new home",
    "a/index.html": b"new a",
    "b/c/index.html": b"b",
    "turns/index.html": b"folder",
    "same": b"same",
}


def put(root: Path, files: dict[str, bytes]) -> Published:
    """Stage and publish `files` as the whole site of `root`."""
    state, output = root / ".sitegen", root / "output"
    state.mkdir(parents=True, exist_ok=True)
    stage = Stage(state / STAGING, output, ledger(output))
    return publish(state, BuiltFiles(stage.put(path, data) for path, data in files.items()), output)


def held(output: Path) -> dict[str, bytes]:
    """Return every file of the output but the ledger."""
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    found.pop(LEDGER, None)
    return found


def test_output_becomes_the_new_site(tmp_path: Path) -> None:
    """After a publish the output holds the new files, none of the old ones, and no empty folder."""
    put(tmp_path, OLD)
    done = put(tmp_path, NEW)
    assert held(tmp_path / "output") == NEW
    assert set(done.removed) == {"turns", "gone/x/index.html"}
    assert not (tmp_path / "output" / "gone").exists()


def test_a_publish_of_many_files_is_finished_from_its_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is written some files at a time; whoever reads it finds every file, and what is to be removed."""
    monkeypatch.setattr(writer, "_PORTION", 2)
    put(tmp_path, OLD)
    with monkeypatch.context() as cut:
        cut.setattr(writer, "_carry_out", lambda *_: Published((), (), ()))
        put(tmp_path, NEW)
    assert held(tmp_path / "output") == OLD
    done = finish(tmp_path / ".sitegen")
    assert done is not None
    assert set(done.removed) == {"turns", "gone/x/index.html"}
    assert held(tmp_path / "output") == NEW


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    """Publishing the same site again writes no file of it."""
    put(tmp_path, OLD)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.name != LEDGER}
    assert put(tmp_path, OLD).written == ()
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.name != LEDGER}


def test_strangers_files_stay(tmp_path: Path) -> None:
    """A file that no build made is never deleted; one of ours that was changed by hand is left and named."""
    put(tmp_path, OLD)
    output = tmp_path / "output"
    (output / "gone" / "mine.txt").write_bytes(b"mine")
    (output / "gone" / "x" / "index.html").write_bytes(b"edited")
    assert put(tmp_path, NEW).left == ("gone/x/index.html",)
    assert held(output) == {**NEW, "gone/mine.txt": b"mine", "gone/x/index.html": b"edited"}


@pytest.mark.parametrize("path", ["b/c/index.html", "b", "turns/index.html/deep"])
def test_a_strangers_file_in_the_way_is_an_error(tmp_path: Path, path: str) -> None:
    """The site is not published over something that no build made, and nothing changes."""
    put(tmp_path, {name: data for name, data in OLD.items() if name != "turns"})
    output = tmp_path / "output"
    (output / path).parent.mkdir(parents=True, exist_ok=True)
    (output / path).write_bytes(b"mine")
    before = held(output)
    with pytest.raises(SitegenError, match="no build made"):
        put(tmp_path, NEW)
    assert held(output) == before


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Nothing is built into a folder with files and no ledger; an empty one, or one with only .gitkeep, is fine."""
    output = tmp_path / "output"
    output.mkdir()
    (output / ".gitkeep").touch()
    assert check_output(tmp_path, output) == output
    (output / "thesis.tex").touch()
    with pytest.raises(SitegenError, match=r"thesis\.tex"):
        check_output(tmp_path, output)


@pytest.mark.parametrize("place", ["", "..", "content", "content/papers", "themes", ".git", ".sitegen"])
def test_places_that_matter_are_refused(tmp_path: Path, place: str) -> None:
    """The output is never the site's own folder, one above it, or one that holds its sources."""
    root = tmp_path / "site"
    for name in ("content/papers", "themes", ".git", ".sitegen"):
        (root / name).mkdir(parents=True)
    with pytest.raises(SitegenError, match="cannot be built into"):
        check_output(root, root / place)


def test_links_are_not_followed_out(tmp_path: Path) -> None:
    """A folder of the output replaced by a link is an error, and nothing is written through it."""
    put(tmp_path, {"index.html": b"old"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "output" / "a").symlink_to(outside)
    with pytest.raises(SitegenError, match="no build made"):
        put(tmp_path, NEW)
    assert list(outside.iterdir()) == []


def test_a_ledger_that_points_outside_deletes_nothing(tmp_path: Path) -> None:
    """Lines of the ledger with `..` never reach a file outside the output."""
    put(tmp_path, OLD)
    victim = tmp_path / "victim"
    victim.write_bytes(b"old home")
    digest = ledger(tmp_path / "output")["index.html"]
    with (tmp_path / "output" / LEDGER).open("a") as lines:
        lines.write(f"{digest}  ../victim\n")
    put(tmp_path, NEW)
    assert victim.exists()


_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.truncate", "os.scandir"}
_armed: list[object] = [None, 0]


def _trap(event: str, _: object) -> None:
    if _armed[0] is None or event not in _EVENTS:
        return
    _armed[1] = int(str(_armed[1])) - 1
    if _armed[1] == 0:
        if _armed[0] == "kill":
            os._exit(9)
        raise OSError(int(str(_armed[0])), "made to fail")


def interrupted(work: Callable[[], object], way: object, at: int) -> bool:
    """Run `work` in a child whose `at`-th file call kills it or fails; return whether there was such a call."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(_trap)
        _armed[:] = [way, at]
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever happens the child must not run the parent's tests
            os._exit(1)
        os._exit(0 if int(str(_armed[1])) > 0 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


@pytest.mark.parametrize("way", ["kill", errno.ENOSPC, errno.EIO])
@pytest.mark.sampled(1)
def test_every_interruption_leaves_the_old_site_or_is_finished_into_the_new(tmp_path: Path, way: object) -> None:
    """Whichever file call fails or is the last: the next command has the old site or the new one, never a mixture."""
    points = 0
    many = {f"a/{number}.html": b"many" for number in range(10)}
    for at in range(1, 400):
        root = tmp_path / f"{at}"
        put(root, OLD)
        if not interrupted(lambda root=root: put(root, NEW | many), way, at):  # type: ignore[misc] # mypy cannot type the default
            break
        points += 1
        output = root / "output"
        assert held(output).keys() & {"index.html", "a/index.html"} == {"index.html", "a/index.html"}
        finish(root / ".sitegen")
        now = held(output)
        assert now in (OLD, NEW | many), f"call {at}"
        put(root, NEW)
        assert held(output) == NEW
    assert points >= 50
    print(f"\n{points} points of interruption ({way}): all survived")


JOURNALS = (
    b"", b"not JSON", b"\xff\xfe", b"[]", b"7", b"{}", b'{"output": "../output"}',
    b'{"output": "../output", "replace": [], "remove": {}}',
    b'{"output": "../output", "replace": {"a": 1}, "remove": {}}',
    b'{"output": "../output", "replace": {"../a": "x"}, "remove": {}}', b'{"output": 7, "replace": {}, "remove": {}}',
    b'{"output": "../output", "replace": {}, "remove": {"/etc/hosts": "x"}}',
    b'{"output": "..", "replace": {}, "remove": {}}',
    b'{"output": "../content", "replace": {}, "remove": {}}', b'{"output": "../../..", "replace": {}, "remove": {}}',
)  # fmt: skip


@pytest.mark.parametrize("journal", JOURNALS)
def test_a_damaged_journal_is_an_error_with_a_way_out(tmp_path: Path, journal: bytes) -> None:
    """Nothing is written, anywhere; the file to delete is named."""
    put(tmp_path, OLD)
    (tmp_path / "content").mkdir()
    (tmp_path / ".sitegen" / JOURNAL).write_bytes(journal)
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    for command in (finish, unfinished):
        with pytest.raises(SitegenError) as error:
            command(tmp_path / ".sitegen")
        assert ".sitegen/publish.json" in str(error.value)
        assert "delete it" in error.value.problems[0].hint
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before
    assert not (tmp_path.parent / LEDGER).exists()


def test_a_ledger_of_odd_bytes_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """Nothing of the output is touched; the list is named, and what to do."""
    put(tmp_path, OLD)
    (tmp_path / "output" / LEDGER).write_bytes(b"\xff\xfe\0 no list\n")
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    with pytest.raises(SitegenError) as error:
        put(tmp_path, NEW)
    assert str(error.value).startswith(f"output/{LEDGER}: ")
    assert "build again" in error.value.problems[0].hint
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_a_full_disk_leaves_nothing_beside_the_list_of_files(tmp_path: Path) -> None:
    """What was begun of the new list is gone, wherever it ended."""
    for at in range(1, 60):
        root = tmp_path / f"{at}"
        put(root, OLD)
        interrupted(lambda root=root: put(root, NEW), errno.ENOSPC, at)  # type: ignore[misc] # as above
        assert [path.name for path in (root / "output").rglob("*.new")] == []
