"""What somebody meets who wants to join: forms that the host can read, a citation of this version, manners."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen import __version__

CHECKOUT = Path(__file__).parents[2]
FORMS = sorted((CHECKOUT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))


def test_the_citation_is_of_this_version() -> None:
    """CITATION.cff has what its format requires, the licence of the project and the version of the program."""
    cited = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (str(cited["version"]), cited["license"]) == (__version__, "MIT")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_forms_are_whole(form: Path) -> None:
    """Name, description and fields with ids of their own, each with a label, as GitHub wants them."""
    said: dict[str, Any] = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= said.keys()
    ids = [field["id"] for field in said["body"]]
    assert len(ids) == len(set(ids))
    assert all(field["type"] in {"textarea", "input", "dropdown", "checkboxes"} for field in said["body"])
    assert all(field["attributes"]["label"] for field in said["body"])
    assert any(field.get("validations", {}).get("required") for field in said["body"])


def test_a_pull_request_is_asked_for_what_every_change_brings() -> None:
    """The form of pull requests names commands that there are."""
    text = (CHECKOUT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"make ([a-z-]+)", text))
    assert asked
    assert asked <= targets


def test_there_is_a_code_of_conduct() -> None:
    """It says what is expected, what is not accepted, and whom to tell."""
    text = (CHECKOUT / "CODE_OF_CONDUCT.md").read_text(encoding="utf-8")
    assert all(word in text for word in ("expect", "do not accept", "tell the maintainers"))
