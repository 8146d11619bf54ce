"""Where a file of a repository is edited, host by host."""

import pytest

from sitegen.text.repositories import edit_address

ADDRESSES = {
    "https://github.com/ada/site": "https://github.com/ada/site/edit/main/",
    "https://github.com/ada/site.git": "https://github.com/ada/site/edit/main/",
    "https://github.com/ada/site/tree/drafts": "https://github.com/ada/site/edit/drafts/",
    "https://github.com/ada/home/tree/main/web/": "https://github.com/ada/home/edit/main/web/",
    "https://gitlab.com/lab/group/site": "https://gitlab.com/lab/group/site/-/edit/main/",
    "https://gitlab.example.edu/ada/site/": "https://gitlab.example.edu/ada/site/-/edit/main/",
    "https://git.example.edu/ada/site/-/tree/master": "https://git.example.edu/ada/site/-/edit/master/",
    "https://codeberg.org/ada/site": "https://codeberg.org/ada/site/_edit/main/",
    "https://git.example.org/ada/site/src/branch/main": "https://git.example.org/ada/site/_edit/main/",
}


@pytest.mark.parametrize("repository", ADDRESSES)
def test_a_file_is_edited_where_its_host_edits(repository: str) -> None:
    """The host's name tells, or the address of a branch does; so does a folder below it."""
    path = "content/papers/1843-lovelace-notes.yaml"
    assert edit_address(repository, path) == ADDRESSES[repository] + path


def test_a_path_is_escaped() -> None:
    """A folder's name may hold what an address may not."""
    found = edit_address("https://github.com/ada/site", "content/papers/old ones/é#1.yaml")
    assert found == "https://github.com/ada/site/edit/main/content/papers/old%20ones/%C3%A9%231.yaml"


def test_a_host_that_nothing_tells_of_is_refused() -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="where its files are edited"):
        edit_address("https://git.example.org/ada/site", "content/site.yaml")
