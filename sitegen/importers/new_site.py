"""A new site that begins with an import: its settings, and whose it is.

In: a reading, and the name that was given. Out: the text of each file that stands before the papers come. Whose papers
they are is told by the old site's settings, else by the one author of most of them; a list of many people is a lab's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.content import yamlfile
from sitegen.content.edit import edited
from sitegen.content.starter import starter
from sitegen.errors import SitegenError
from sitegen.importers.reading import PaperEntry, Reading
from sitegen.merge.likeness import author_name, initial_key, makers, name_key
from sitegen.pull.naming import is_of_japan_or_korea, key_parts
from sitegen.text import names, slugs
from sitegen.text.han import is_han

_SHARE = 0.5
"""Of the papers, more than which one person wrote, so that the list is theirs."""
_NOBODY = "author"
"""The slug of a person whose name nobody can read."""
_EXAMPLE = "content/papers/example.yaml"
_SITE = "content/site.yaml"


def texts(reading: Reading, name: str, folder: str) -> tuple[dict[str, str], str]:
    """Every file of the site by its path, and the owner's name as it is shown, empty for a lab's; so may `name` be."""
    settings = reading.documents.get("site.yaml")
    settings = dict(settings) if isinstance(settings, Mapping) else {}
    settings.pop("redirects", None)  # they lead to papers, which have no address before they are imported
    spellings = [name] if name else _owner(settings, reading)
    file = _latin(spellings[0], reading.papers) if spellings else ""
    made = starter(spellings[0], file=file) if spellings else starter(_title(settings, folder), is_person=False)
    made.pop(_EXAMPLE)
    (person,) = (path for path in made if path.startswith("content/authors/"))
    if not spellings:
        del made[person]
        made[_SITE] = re.sub(r"^owner:.*\n", "", made[_SITE], flags=re.MULTILINE)
        made[_SITE] = re.sub(r"^description:.*\n", "", made[_SITE], flags=re.MULTILINE)
    slug = str(settings.get("owner") or "")
    if spellings and slug and f"authors/{slug}.yaml" in reading.documents:
        del made[person]
        made[_SITE] = re.sub(r"^owner: \S+", f"owner: {slug}", made[_SITE], flags=re.MULTILINE)
    elif spellings:
        settings.pop("owner", None)
        made[person] = _with_spellings(made[person], person, spellings, reading.papers)
    made[_SITE] = _with_settings(made[_SITE], settings)
    return made, names.split(spellings[0]).shown if spellings else ""


def _latin(name: str, papers: Sequence[PaperEntry]) -> str:
    """The slug of a person whose name is in Han letters, where papers tell how it is read: by keys, else a neutral one.

    It is empty where a slug may be made of the name: Han letters that nothing says are Japanese are read as Chinese.
    """
    if not is_han(name):
        return ""
    own = [entry for entry in papers if name_key(author_name(makers(entry.record.fields)[0])) == name_key(name)]
    keys = [key_parts(str((entry.record.fields.get("bibtex") or {}).get("key") or "")).author for entry in own]
    families = Counter(filter(None, keys))
    if not families:
        return _NOBODY if any(is_of_japan_or_korea(entry.record.fields) for entry in papers) else ""
    family = max(families, key=lambda key: (families[key], key))
    spelled = {known for entry in papers for known in _names(entry) if names.split(known).family.casefold() == family}
    return slugs.slug(names.split(spelled.pop()).shown) if len(spelled) == 1 else slugs.slug(family)


def _title(settings: Mapping[str, Any], folder: str) -> str:
    title = settings.get("title")
    return str(title) if isinstance(title, str) and title.strip() else folder or "Papers"


def _owner(settings: Mapping[str, Any], reading: Reading) -> list[str]:
    """The name of the person whose site it was; of a list alone, of whoever wrote most of it."""
    document = reading.documents.get(f"authors/{settings.get('owner')}.yaml")
    if isinstance(document, Mapping) and document.get("name"):
        return [str(document["name"])]
    if settings or reading.documents:
        return []
    papers = [{initial_key(known): known for known in _names(entry)} for entry in reading.papers]
    counts = Counter(key for paper in papers for key in paper)
    most = counts.most_common(2)
    is_alone = most and (len(most) == 1 or most[0][1] > most[1][1] or len(papers) == 1)
    if not is_alone or most[0][1] <= len(papers) * _SHARE:
        return []
    written = Counter(paper[most[0][0]] for paper in papers if most[0][0] in paper)
    return [max(written, key=lambda known: (min(_length(known), 1), written[known], known))]


def _names(entry: PaperEntry) -> list[str]:
    makers_names = [author_name(person) for person in makers(entry.record.fields)]
    return [known for known in makers_names if known and not names.is_rest(known) and not names.is_group(known)]


def _length(name: str) -> int:
    """The number of letters of its given names that a name spells out."""
    return sum(len(word) > 2 for word in re.findall(r"[^\W\d_]+", names.split(name).given))


def _with_spellings(text: str, path: str, spellings: Sequence[str], papers: Sequence[PaperEntry]) -> str:
    """The person's file with the other spellings of the name that the papers have, each of them instead of another."""
    key, own = initial_key(spellings[0]), name_key(spellings[0])
    spelling_by_key: dict[str, str] = {}
    together: dict[str, set[str]] = defaultdict(set)
    for entry in papers:
        alike = [known for known in _names(entry) if initial_key(known) == key]
        for known in alike:
            spelling_by_key.setdefault(name_key(known), known)
            together[name_key(known)] |= {name_key(other) for other in alike} - {name_key(known)}
    others = [known for letters, known in spelling_by_key.items() if letters != own and own not in together[letters]]
    others = [known for known in others if _may_be(known, spellings[0])]
    document = yamlfile.read(text, path)
    return edited(document, {**document.data, "names": others}, "author") if others else text


def _may_be(name: str, owner: str) -> bool:
    """Whether the given names of one begin with those of the other, word for word."""
    name_words, owner_words = (re.findall(r"[^\W\d_]+", names.split(known).given.casefold()) for known in (name, owner))
    return all(
        first.startswith(second) or second.startswith(first)
        for first, second in zip(name_words, owner_words, strict=False)
    )


def _with_settings(text: str, settings: Mapping[str, Any]) -> str:
    """The settings with those of an old site; one that does not fit is left for the import to tell of."""
    for key, value in settings.items():
        document = yamlfile.read(text, _SITE)
        try:
            text = edited(document, {**document.data, key: value}, "site")
        except SitegenError:
            continue
    return text
