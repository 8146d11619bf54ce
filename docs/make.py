"""Puts the pages of the documentation together: `python docs/make.py`, then zensical (`make docs` does both).

In: the pages in `docs/`, the READMEs of the folders, and the commands of the program. Out: `docs/.pages/`, where each
link leads to a page of the site, or to the file in the repository. What the code knows is made from the code.
Links in `docs/` lead to files of the checkout, so that they hold on a code host as well.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
PAGES = DOCS / ".pages"
COPIED = {
    "content/README.md": "reference/fields.md",
    "themes/README.md": "reference/themes.md",
    "CHANGELOG.md": "reference/changes.md",
    "sitegen/README.md": "explanation/house.md",
}
"""Documents that stand beside what they describe, and the pages that they are."""
MADE = {"README.md#every-command": "reference/commands.md"}
"""Parts of other documents, and the pages that say more of the same."""
_LINK = re.compile(r"(!?\[[^\]]*\]\()(?![a-z][a-z0-9+.-]*:|#)([^)\s#]+)(#[^)\s]*)?\)")


def main() -> int:
    """Write all pages."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for page in sorted(DOCS.rglob("*.md")):
        if ".pages" not in page.parts and ".site" not in page.parts:
            name = page.relative_to(DOCS).as_posix()
            _put(name, linked(page.read_text(encoding="utf-8"), f"docs/{name}", name))
    for source, target in COPIED.items():
        _put(target, linked((CHECKOUT / source).read_text(encoding="utf-8"), source, target))
    _put("reference/commands.md", commands())
    return 0


def linked(text: str, source: str, target: str) -> str:
    """Return a document as a page: links to other documents lead to their pages; pictures come along."""
    repository = os.environ.get("SITEGEN_REPOSITORY", "").rstrip("/")

    def lead(link: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        page = COPIED.get(file) or (file.removeprefix("docs/") if file.startswith("docs/") else "")
        whole = MADE.get(f"{file}{link[3] or ''}", page and f"{page}{link[3] or ''}")
        if whole:
            return f"{link[1]}{posixpath.relpath(whole, posixpath.dirname(target))})"
        if link[1].startswith("!"):
            picture = f"pictures/{posixpath.basename(file)}"
            (PAGES / "pictures").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / file, PAGES / picture)
            return f"{link[1]}{posixpath.relpath(picture, posixpath.dirname(target))})"
        words = link[1].lstrip("!")[1:-2]
        return f"{link[1]}{repository}/blob/main/{file}{link[3] or ''})" if repository else f"{words} (`{file}`)"

    return _LINK.sub(lead, text)


def commands() -> str:
    """Return the page of all commands: what `--help` says of each."""
    import click

    from sitegen.cli.main import COMMANDS
    from sitegen.cli.main import commands as group

    lines = ["# Commands\n", "What `sitegen --help` and the help of each command say.\n"]
    for name in ("", *COMMANDS):
        context = click.Context(group, info_name="sitegen")
        if name:
            command = group.get_command(context, name) or group
            text = command.get_help(click.Context(command, info_name=f"sitegen {name}"))
        else:
            text = group.get_help(context)
        lines.append(f"## `sitegen{f' {name}' if name else ''}`\n\n```text\n{text}\n```\n")
    return "\n".join(lines)


def _put(name: str, text: str) -> None:
    (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
    (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(CHECKOUT))
    sys.exit(main())
