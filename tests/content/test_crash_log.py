"""What nobody foresaw is one line, and a traceback in one place."""

from __future__ import annotations

from pathlib import Path

from sitegen.content import crash_log


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_fault_of_ours_is_a_line_and_a_log(tmp_path: Path) -> None:
    """The first line of the error; the traceback in the site's state folder, which is made for it."""
    problem = crash_log.as_problem(_raised(KeyError("a\nb")), tmp_path)
    assert problem.sentence == "sitegen failed, and that is a fault of sitegen: KeyError: 'a\\nb'"
    assert problem.hint == f"the details are in {tmp_path / '.sitegen' / 'crash.log'}"
    assert "Traceback" in (tmp_path / ".sitegen" / "crash.log").read_text(encoding="utf-8")


def test_what_the_machine_refused_is_not_called_a_fault_of_ours(tmp_path: Path) -> None:
    """A full disk, a folder that is not ours: the system's word for it, and the file."""
    problem = crash_log.as_problem(_raised(PermissionError(13, "Permission denied", "content/x.yaml")), tmp_path)
    assert problem.sentence == "could not go on: Permission denied (content/x.yaml)"
    assert problem.hint.startswith("make this folder one that you may write to, or copy the site to one")
    assert "make room" in crash_log.as_problem(_raised(OSError(28, "No space left on device")), None).hint
    assert crash_log.as_problem(_raised(OSError(30, "Read-only file system")), None).hint.startswith("make this folder")


def test_no_log_is_kept_where_it_could_lead_elsewhere(tmp_path: Path) -> None:
    """A state folder that is a link is not written through, a log that is a link is replaced; no site, no log."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / ".sitegen").symlink_to(elsewhere)
    assert crash_log.as_problem(_raised(ValueError("x")), site).hint == ""
    assert list(elsewhere.iterdir()) == []
    assert crash_log.as_problem(_raised(ValueError("x")), None).hint == ""
    (site / ".sitegen").unlink()
    (site / ".sitegen").mkdir()
    (elsewhere / "mine").write_text("mine", encoding="utf-8")
    (site / ".sitegen" / "crash.log").symlink_to(elsewhere / "mine")
    crash_log.as_problem(_raised(ValueError("x")), site)
    assert (elsewhere / "mine").read_text(encoding="utf-8") == "mine"
    assert "ValueError" in (site / ".sitegen" / "crash.log").read_text(encoding="utf-8")
