"""Writes `template/`, the repository that a new site may begin with: `python release/template.py`.

In: what `sitegen new` and `sitegen deploy --workflow` write. Out: the same, beside a README for its owner and settings
for an editor, which are written by hand. What a host installs (`lock/`) is added by `make release`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
TEMPLATE = CHECKOUT / "template"
OWN = ("README.md", ".vscode/settings.json", ".vscode/extensions.json", ".editorconfig")
"""What is written by hand, and stays."""


def files() -> dict[str, str]:
    """Return the text of each file that is made, by its slash path."""
    from sitegen.content.starter import starter
    from sitegen.publish.workflow import workflow

    folder = Path("a-site")
    return {**starter("Your Name"), **workflow(folder, folder, "github", "main", "")}


def main() -> int:
    """Write the files anew, and take away what is no longer made."""
    made = files()
    for path in sorted(TEMPLATE.rglob("*"), reverse=True):
        name = path.relative_to(TEMPLATE).as_posix()
        if path.is_dir() and not any(path.iterdir()):
            shutil.rmtree(path)
        elif path.is_file() and name not in made and name not in OWN:
            path.unlink()
    for name, text in made.items():
        (TEMPLATE / name).parent.mkdir(parents=True, exist_ok=True)
        (TEMPLATE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(CHECKOUT))
    sys.exit(main())
