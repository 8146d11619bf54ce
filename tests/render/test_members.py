"""Who is in a lab, who was, and in which order they stand."""

from typing import Any

from sitegen.model import Date
from sitegen.render.members import alumni, groups
from sitegen.site.graph import Person, connect
from tests.making import author, content, paper

WORDS = {"alumni": "Ehemalige"}


def _members(*people: tuple[str, dict[str, Any]]) -> tuple[Person, ...]:
    authors = tuple(author(name.lower(), name, **more) for name, more in people)
    return tuple(connect(content(paper("p"), authors=authors))[0].members)


def _names(people: tuple[Person, ...]) -> list[str]:
    return [one.name for one in people]


def test_groups_stand_in_the_order_of_their_first_member() -> None:
    """`order` counts across groups; who has no group stands last."""
    members = _members(
        ("Zoe", {"group": "PI", "order": 1}),
        ("Ann", {"group": "Students", "order": 20}),
        ("Ben", {"group": "Postdocs", "order": 10}),
        ("Abe", {}),
        ("Cleo", {"group": "Students", "order": 21}),
    )
    found = groups(members, WORDS)
    assert [(name, _names(people)) for name, people in found] == [
        ("PI", ["Zoe"]),
        ("Postdocs", ["Ben"]),
        ("Students", ["Ann", "Cleo"]),
        (None, ["Abe"]),
    ]


def test_who_has_left_is_an_alumnus() -> None:
    """By the date or by the group's name, in English or in the site's language; the last to leave comes first."""
    members = _members(
        ("Ann", {"group": "Students", "until": Date(2018)}),
        ("Ben", {"group": "alumni"}),
        ("Cleo", {"group": "Postdocs", "until": Date(2021, 5)}),
        ("Dan", {"group": "ehemalige"}),
        ("Eve", {"group": "Postdocs", "since": Date(2019)}),
    )
    assert _names(alumni(members, WORDS)) == ["Cleo", "Ann", "Ben", "Dan"]
    assert [(name, _names(people)) for name, people in groups(members, WORDS)] == [("Postdocs", ["Eve"])]
