"""Tests are left to the nightly run by rule, never by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sampling import sample, seed_of

pytest_plugins = ["pytester"]
CASES = [f"tests/test_x.py::test_it[{number}]" for number in range(40)]


def test_the_same_change_tries_the_same_cases() -> None:
    """As many as were asked for; all where there are no more."""
    assert sample(CASES, 5, "a") == sample(CASES[::-1], 5, "a")
    assert len(sample(CASES, 5, "a")) == 5
    assert sample(CASES, 50, "a") == set(CASES)


def test_all_cases_have_their_turn() -> None:
    """Within a hundred changes each has been tried."""
    assert set().union(*(sample(CASES, 5, f"change {number}") for number in range(100))) == set(CASES)


def test_a_folder_without_a_commit_has_a_seed_as_well(tmp_path: Path) -> None:
    """An unpacked archive of the source."""
    assert seed_of(tmp_path) == "no commit"


SUITE = """
import pytest

@pytest.mark.nightly
def test_long(): pass

@pytest.mark.sampled(2)
@pytest.mark.parametrize("case", range(9))
def test_many(case): pass

def test_quick(): pass
"""


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [((), 3), (("--everything",), 11), (("test_suite.py::test_long",), 1), (("test_suite.py::test_many[7]",), 1)],
)
def test_what_is_asked_for_by_name_runs(pytester: pytest.Pytester, arguments: tuple[str, ...], passed: int) -> None:
    """And everything with `--everything`; otherwise no nightly test, and a sample of the others."""
    pytester.makepyfile(test_suite=SUITE)
    pytester.makeconftest(
        "from tests.conftest import pytest_addoption, pytest_collection_modifyitems\n"
        "def pytest_configure(config):\n"
        "    for line in ('nightly: x', 'sampled(count): x'): config.addinivalue_line('markers', line)\n"
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments).assert_outcomes(passed=passed)
