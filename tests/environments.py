"""An environment of Python with pip and nothing else, as `python -m venv` makes it, in a tenth of its time.

That time is pip's, which installs itself and compiles all of its modules, of which the tests need few. Libraries whose
installation is not what a test is about are unpacked.
"""

from __future__ import annotations

import ensurepip
import sysconfig
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path


def make_environment(folder: Path, wheels: Iterable[Path] = ()) -> None:
    """Make the environment in a folder that is not there yet, with what is in these wheels beside pip."""
    venv.create(folder, symlinks=True)
    bundled = Path(ensurepip.__file__).parent / "_bundled"
    libraries = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    for wheel in (next(bundled.glob("pip-*.whl")), *wheels):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(libraries)
