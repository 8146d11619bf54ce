"""The JSON Schemas of `tests/schemas`, by which what the program writes is judged."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

FOLDER = Path(__file__).parent / "schemas"


@cache
def _validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def assert_fits(value: Any, name: str) -> None:
    """Make sure that a value is as the schema of this name has it; else say where not, and what to do."""
    for error in _validator(name).iter_errors(value):
        pytest.fail(f"{error.json_path}: {error.message}. A key that is new belongs into tests/schemas/{name}")
