"""An environment of Python with pip and nothing else, as `python -m venv` makes it, in a tenth of its time.

That time is pip's, which installs itself and compiles all of its modules, of which the tests need few.
"""

from __future__ import annotations

import ensurepip
import sysconfig
import venv
import zipfile
from pathlib import Path


def make_environment(folder: Path) -> None:
    """Make the environment in a folder that is not there yet."""
    venv.create(folder, symlinks=True)
    bundled = Path(ensurepip.__file__).parent / "_bundled"
    libraries = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    with zipfile.ZipFile(next(bundled.glob("pip-*.whl"))) as archive:
        archive.extractall(libraries)
