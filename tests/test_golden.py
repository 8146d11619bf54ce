"""A small, nasty site, and every byte of what becomes of it.

`pytest tests/test_golden.py --update-golden` writes `tests/golden/` anew; a reviewer reads that diff.
"""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

from sitegen.incremental.ledger import LEDGER
from sitegen.render.recipe import BuildRequest, build

HERE = Path(__file__).parent
SITE, GOLDEN = HERE / "site", HERE / "golden"
DIGEST = re.compile(r"(?<=[.-])[0-9a-f]{8}(?=[.-])")
"""What a theme's file and a made picture carry in their names; it changes with them, and says nothing here."""


def made(root: Path) -> dict[str, str]:
    """Return every text of the built site by its path, but for the theme's own files; digests of names are dots."""
    output = root / "output"
    found = {}
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and not name.startswith(("theme/", LEDGER)) and path.suffix not in {".png", ".webp", ".avif"}:
            found[name] = DIGEST.sub("........", path.read_text(encoding="utf-8"))
    return found


def held() -> dict[str, str]:
    """Return what the repository says they should be."""
    files = (path for path in sorted(GOLDEN.rglob("*")) if path.is_file())
    return {path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_the_nasty_site_is_what_it_was(tmp_path: Path, *, update_golden: bool) -> None:
    """The same content makes the same tree, byte for byte."""
    shutil.copytree(SITE, tmp_path / "site")
    build(tmp_path / "site", BuildRequest())
    now = made(tmp_path / "site")
    if update_golden:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in now.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
    then = held()
    assert sorted(now) == sorted(then)
    changed = [name for name in now if now[name] != then[name]]
    difference = [
        line
        for name in changed[:5]
        for line in difflib.unified_diff(then[name].splitlines(), now[name].splitlines(), f"golden/{name}", name, n=1)
    ]
    assert not changed, "\n".join([f"{len(changed)} files differ", *difference[:80]])
