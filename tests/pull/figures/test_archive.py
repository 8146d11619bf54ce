"""Sources of papers, told by their bytes and read within bounds, however they were packed and by whom."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import tarfile
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.pull.figures.archive import ArchiveError, ArchiveLimits, read

TEX = rb"\documentclass{article}\begin{document}x\end{document}"


def tar(*members: tuple[str, bytes] | tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of files, or of whatever else."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as file:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                file.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                file.addfile(info, io.BytesIO(member[1]))
    return made.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("packed", [True, False])
def test_a_tar_is_told_by_its_bytes(form: int, packed: bool) -> None:
    """Packed or plain, in every format, long and foreign names too."""
    long = f"{'a' * 90}/{'b' * 60}.tex"
    data = tar(("main.tex", TEX), (long, TEX), ("figs/ü.png", b"PNG"), ("notes.doc", b"x"), form=form)
    found = read(gzip.compress(data) if packed else data)
    assert found.kind == "tex"
    assert dict(found.members) == {"main.tex": TEX, long: TEX, "figs/ü.png": b"PNG"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(TEX), "tex"),
        (TEX, "tex"),
        (gzip.compress(b"%PDF-1.5 ..."), "pdf"),
        (b"%PDF-1.5 ...", "pdf"),
        (gzip.compress(b"%!PS-Adobe-2.0"), "postscript"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (gzip.compress(b"%auto-ignore\nThis paper has been withdrawn"), "withdrawn"),
        (gzip.compress(tar(("index.html", b"<html></html>"), ("a.gif", b"GIF"))), "html"),
    ],
    ids=["tex in gzip", "tex", "pdf in gzip", "pdf", "postscript", "html", "withdrawn", "html and picture"],
)
def test_every_kind_is_told(data: bytes, kind: str) -> None:
    """One file or many: the name of a source says nothing, its bytes do."""
    assert read(data).kind == kind


def test_names_that_are_not_utf8_are_read() -> None:
    """A name is only a key: one in Latin-1 is as good as any."""
    data = tar(("gr\udcfcn.png", b"PNG"), form=tarfile.USTAR_FORMAT)
    assert "grün.png" in read(data).members


def test_nothing_leads_out_and_no_link_is_followed() -> None:
    """Slips, links and devices are left out, each with a word; the rest is read."""
    data = tar(
        ("../evil.tex", TEX),
        ("/etc/evil.tex", TEX),
        ("a/../../evil.tex", TEX),
        special("link.tex", tarfile.SYMTYPE, "/etc/passwd"),
        special("hard.tex", tarfile.LNKTYPE, "main.tex"),
        special("device.png", tarfile.CHRTYPE),
        special("pipe.png", tarfile.FIFOTYPE),
        ("main.tex", TEX),
    )
    found = read(gzip.compress(data))
    assert list(found.members) == ["main.tex"]
    assert len(found.left_out) == 7
    assert all("\n" not in line for line in found.left_out)


def test_control_characters_of_names_are_not_passed_on() -> None:
    """What is said of a member can stand on a terminal."""
    found = read(tar(special("a\x1b[31m.tex", tarfile.SYMTYPE, "x"), ("main.tex", TEX)))
    assert "\x1b" not in found.left_out[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02 nothing known", "neither TeX, HTML, PDF nor an archive"),
        (b"PK\x03\x04 a zip", "does not use"),
        (gzip.compress(tar(("main.tex", TEX + hashlib.shake_256(b"x").digest(5000))))[:2000], "cut off"),
        (tar(("main.tex", TEX * 200))[:2000], "cut off"),
        (gzip.compress(TEX)[:20] + b"\xff" * 40, "damaged|cut off"),
    ],
    ids=["nothing", "noise", "zip", "half a gzip", "half a tar", "a gzip gone bad"],
)
def test_what_cannot_be_used_is_said_in_one_line(data: bytes, said: str) -> None:
    """Damaged, truncated, foreign: one sentence each."""
    with pytest.raises(ArchiveError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_broken_head_is_damage() -> None:
    """A second member whose head does not add up ends the reading."""
    data = bytearray(tar(("a.tex", TEX), ("b.tex", TEX)))
    data[1024 + 10] ^= 0xFF
    with pytest.raises(ArchiveError, match="broken head"):
        read(bytes(data))


def bomb(member: str, size: int) -> bytes:
    """A packed tar whose one member is zeros, and much larger than itself."""
    info = tarfile.TarInfo(member)
    info.size = size
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=1) as file:
        file.write(info.tobuf())
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    return made.getvalue()


@pytest.mark.parametrize("name", ["main.tex", "figure.png", "other.bin"])
def test_a_bomb_is_left_alone(name: str) -> None:
    """Whatever it is called: little memory, little time, one sentence."""
    data = bomb(name, 200 << 20)
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(ArchiveError, match="bomb"):
        read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 10
    assert peak < 100 << 20


def test_a_bomb_in_the_extended_head_is_left_alone() -> None:
    """A name of two hundred megabytes is not read into memory."""
    head = tarfile.TarInfo("././@PaxHeader")
    head.type, head.size = b"x", 200 << 20
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=1) as file:
        file.write(head.tobuf(format=tarfile.USTAR_FORMAT))
        for _ in range(200):
            file.write(bytes(1 << 20))
    tracemalloc.start()
    with pytest.raises(ArchiveError, match="bomb"):
        read(made.getvalue())
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()


def test_a_gzip_of_one_huge_file_is_left_alone() -> None:
    """Also when it is no tar at all."""
    with pytest.raises(ArchiveError, match="MiB"):
        read(gzip.compress(b"\\documentclass" + b" " * (100 << 20), 1))


def test_limits_hold_for_honest_archives_too() -> None:
    """Too many files, too large a file, too long a time: named, and the nearest honest input passes."""
    many = tar(*((f"{number}.tex", b"") for number in range(30)))
    assert len(read(many, ArchiveLimits(members=31)).members) == 0
    with pytest.raises(ArchiveError, match="more than 20 files"):
        read(many, ArchiveLimits(members=20))
    with pytest.raises(ArchiveError, match="seconds"):
        read(many, ArchiveLimits(seconds=-1))
    large = tar(("main.tex", TEX), ("big.png", bytes(3 << 20)))
    found = read(large, ArchiveLimits(picture=2 << 20))
    assert list(found.members) == ["main.tex"]
    assert found.left_out == ("big.png is larger than 2 MiB",)


@given(data=st.data(), packed=st.booleans())
@settings(max_examples=300, deadline=None)
def test_damage_anywhere_ends_in_a_sentence(data: st.DataObject, *, packed: bool) -> None:
    """Damage to archives never raises anything else."""
    plain = tar(("main.tex", TEX * 20), ("a/b.png", bytes(range(256)) * 20))
    source = bytearray(gzip.compress(plain) if packed else plain)
    for place in data.draw(st.lists(st.integers(0, len(source) - 1), max_size=6)):
        source[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ArchiveError):
        read(bytes(source[: data.draw(st.integers(1, len(source)))]))
