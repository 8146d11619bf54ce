"""`sitegen new`: make a new site."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from sitegen.errors import SitegenError

from .place import Place


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="Your Name", metavar="N", help="Whose papers they are.")
@click.pass_obj
def command(place: Place, folder: Path, name: str) -> None:
    """Make a new site in DIR, ready to build.

    \b
    Example:
      sitegen new mysite --name "Ada Lovelace"
    """
    from sitegen.content.starter import starter

    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise click.BadParameter("a name has at least one letter, and no control characters", param_hint="--name")
    root = place.start / folder
    if (root / "content").exists() or (root / "content").is_symlink():
        raise SitegenError(f"{root / 'content'} is there already; a new site wants a folder without one")
    left = _write(root, starter(name))
    if not place.quiet:
        click.echo(_next_steps(folder, left))


def _write(root: Path, texts: dict[str, str]) -> list[str]:
    """Write the files, `content/` all at once; return the paths that were there already and stay as they are."""
    staging = root / ".sitegen" / "new"
    try:
        shutil.rmtree(staging, ignore_errors=True)
        for path, text in texts.items():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).write_bytes(text.encode())
        left = []
        for path in sorted({path.partition("/")[0] for path in texts}, reverse=True):
            if (root / path).exists():
                left.append(path)
            else:
                (staging / path).rename(root / path)
    except (FileExistsError, NotADirectoryError):
        raise SitegenError(f"{root} is not a folder, and cannot be made one") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return left


def _next_steps(folder: Path, left: list[str]) -> str:
    from sitegen.content.starter import IGNORED

    lines = [f"A new site is in {folder}. Next:"]
    lines.append(f"  sitegen -C {click.format_filename(folder)} build          and open output/index.html")
    lines.append("  content/site.yaml                its title and its address")
    lines.append("  content/papers/example.yaml      a paper to copy; it is a draft, so it is not shown yet")
    if ".gitignore" in left:
        lines.append(f"  .gitignore                       was there already: add {' and '.join(IGNORED)} to it")
    return "\n".join(lines)
