"""Figures that INSPIRE took out of a paper's source.

In: a record of its literature API (the whole answer, or its `metadata`). Out: figures; those with one caption are
panels of one. INSPIRE gives no numbers; one is told where the file's name tells it (`Fig11a.png`), never guessed.

Source: https://github.com/inspirehep/rest-api-doc, field `figures`.
"""

from __future__ import annotations

from sitegen.pull.figures import references
from sitegen.pull.figures.source_figure import SourceFigure, tidy
from sitegen.regex import regex
from sitegen.text import packages
from sitegen.web.json_values import Data

_NO_PICTURE = "noimg"
"""How the caption of a table begins that was taken for a figure's."""
_TELLING = 60
"""Characters from which on a caption is no other figure's."""
_NOISE = regex(r"Caption not extracted$")
_JOINT = regex(r"(?<=[a-z]{2})(?=[A-Z][a-z]+ [a-z])")
_NUMBERED = regex(r"(?:^|[^A-Za-z])[Ff]ig(?:ure)?s?[_-]?0*(\d{1,3})(?:[_-]?[a-z])?\.\w+$")


def find(record: Data) -> tuple[SourceFigure, ...]:
    """The figures of a record. Raises `SourceError` when it is not in the form it has always had."""
    metadata = record.part("metadata") if "metadata" in record else record
    listed = [entry for entry in metadata.parts("figures") if not entry.text("caption").startswith(_NO_PICTURE)]
    groups: list[tuple[str, list[Data]]] = []
    written = [_caption(entry.text("caption")) for entry in listed]
    for entry, caption in zip(listed, _parted(written), strict=True):
        # Panels stand side by side, but for a few; `Left panel` may be the caption of many figures' panels.
        near = groups if len(caption) >= _TELLING else groups[-1:]
        group = next((members for words, members in near if words == caption and caption), None)
        if group is None:
            groups.append((caption, group := []))
        group.append(entry)
    return tuple(_figure(caption, group) for caption, group in groups)


def _figure(caption: str, group: list[Data]) -> SourceFigure:
    numbers = {_number(entry) for entry in group}
    locations = tuple(dict.fromkeys(url for entry in group if (url := entry.text("url"))))
    return SourceFigure(number=numbers.pop() if len(numbers) == 1 else "", caption=caption, locations=locations)


def _parted(captions: list[str]) -> list[str]:
    """The captions, with a full stop between a last panel's and its figure's, which INSPIRE joins without a space.

    A panel's caption is short, and one like it stands before it or somewhere else among them.
    """
    short = {caption for caption in captions if len(caption) <= _TELLING and not caption.endswith(".")}
    parted = []
    for number, caption in enumerate(captions):
        joint = _JOINT.search(caption[: _TELLING + 20])
        is_panel = joint and (caption[: joint.start()] in short or captions[max(0, number - 1)] in short - {caption})
        parted.append(f"{caption[: joint.start()]}. {caption[joint.start() :]}" if joint and is_panel else caption)
    return parted


def _caption(text: str) -> str:
    return tidy(packages.plain(references.resolved(_NOISE.sub("", text), {})))


def _number(figure: Data) -> str:
    """The number that a file's name tells."""
    name = figure.text("filename") or figure.text("label")
    told = _NUMBERED.search(name)
    return told[1] if told else ""
