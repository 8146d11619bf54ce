"""A topic that the site describes has its file's slug, the papers of all its names, and is there without papers too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sitegen.model import ResearchArea
from sitegen.model.published import Memory, Remembered
from sitegen.site.collection import Collection, topics
from sitegen.site.graph import connect
from tests.making import content, paper, text


def _area(slug: str, **more: Any) -> ResearchArea:
    return ResearchArea(slug=slug, file=f"content/topics/{slug}.md", body=text("About it."), **more)


def _topics(*areas: ResearchArea, memory: Memory | None = None) -> dict[str, Collection]:
    listed = (
        paper("a", topics=("Glaciers",)),
        paper("b", topics=("ice sheets", "Snow")),
        paper("c", topics=("glaciers", "ice sheets")),
    )
    site = connect(replace(content(*listed)))[0]
    return {topic.slug: topic for topic in topics([one.facts for one in site.papers], memory or {}, areas)[0]}


def test_a_topic_is_known_by_slug_title_and_names() -> None:
    """Papers of any of them belong to it, each once; others stay as they are."""
    found = _topics(_area("ice", title="Ice sheets", names=("glaciers",)))
    assert sorted(found) == ["ice", "snow"]
    assert found["ice"].name == "Ice sheets"
    assert sorted(found["ice"].papers) == ["a", "b", "c"]
    assert found["snow"].about is None


def test_a_topic_without_a_title_is_called_as_its_papers_call_it() -> None:
    """The slug of the file tells which it is."""
    found = _topics(_area("ice-sheets"))
    assert found["ice-sheets"].name == "ice sheets"
    assert sorted(found["ice-sheets"].papers) == ["b", "c"]


def test_a_topic_without_papers_is_there() -> None:
    """Called as it says, else by its slug."""
    found = _topics(_area("deep-time"), _area("dust", title="Dust in the air"))
    assert (found["deep-time"].name, found["deep-time"].papers) == ("Deep time", ())
    assert found["dust"].name == "Dust in the air"


def test_the_feed_of_a_topic_keeps_its_id_when_the_topic_is_described() -> None:
    """It was published under another slug, and its readers shall not see everything anew."""
    found = _topics(_area("ice", title="Ice sheets"), memory={"ice-sheets": Remembered(name="ice sheets", at="b")})
    assert found["ice"].first == "ice-sheets"
    assert _topics(_area("ice", title="Ice sheets"))["ice"].first == ""


def test_a_topic_that_is_joined_with_another_keeps_the_id_of_its_own_feed() -> None:
    """It was published at its address already; what the joined one was called is no new name for it."""
    memory = {"ice": Remembered(name="Ice sheets", at="b"), "glaciers": Remembered(name="glaciers", at="a")}
    assert _topics(_area("ice", title="Ice sheets", names=("glaciers",)), memory=memory)["ice"].first == ""


def test_the_id_of_a_feed_stays_once_it_is_remembered_under_the_new_address() -> None:
    """The next build, which knows of the topic under the name that it was given, makes the same."""
    memory = {"ice": Remembered(name="All of ice", at="b", first="glaciers", was=("glaciers",))}
    assert _topics(_area("ice", title="All of ice", names=("glaciers",)), memory=memory)["ice"].first == "glaciers"


def test_a_topic_whose_file_is_renamed_is_found_at_its_old_address() -> None:
    """By its title, whatever its papers call it; and its feed keeps its id."""
    site = connect(replace(content(paper("a", topics=("glaciers",)))))[0]
    area = _area("frost", title="All of ice", names=("glaciers",))
    memory = {"ice": Remembered(name="All of ice", at="a")}
    ((topic,), kept) = topics([entry.facts for entry in site.papers], memory, (area,))
    assert (topic.slug, topic.first, kept) == ("frost", "ice", {"ice": "frost"})
