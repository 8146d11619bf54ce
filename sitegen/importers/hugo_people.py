"""People of a HugoBlox site: those with a file of their own, and who is meant where papers name a folder.

In: an `OldSite`. Out: files of `authors/`, the owner of a site of one person, and authors of papers. Both forms are
read: `content/authors/<folder>/_index.md` and, since 2025, `data/authors/<folder>.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import basename, dirname
from typing import Any

from sitegen.importers import accounts
from sitegen.importers.author_list import authors_of, shared, with_notes
from sitegen.importers.cv_entries import CvDraft
from sitegen.importers.front_matter import OldFile
from sitegen.importers.hugo_folders import CONFIGS, LOOK, mapping
from sitegen.importers.old_site import PICTURES, OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of
from sitegen.importers.printed_citation import bare
from sitegen.importers.template_tags import Known
from sitegen.model import CV_SECTIONS
from sitegen.pull.fields import Fields, kept
from sitegen.text import slugs

_HOMES = frozenset(
    "title name first_name last_name superuser is_owner role organizations affiliations bio social links profiles "
    "email user_groups authors slug schema highlight_name avatar_filename avatar given family status".split()
)
"""Keys of a person that have a home."""
_CV = ("education", "work", "experience", "awards", "skills", "languages", "interests")
"""Keys of the owner that are parts of a CV."""


class HugoPeople:
    """Everyone with a file: `folders` maps the name of each folder to the name and the slug of whose it is.

    `about` is the page that tells of the owner, on sites from before people had files.
    """

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.folders: dict[str, tuple[str, str]] = {}
        self.owner = ""
        self.about = ""

    def read(self) -> None:
        """Everyone with a file of their own. Whoever has no more than a name is a name on papers."""
        pages = [
            path
            for path in self.site.within("content/authors", "content/author")
            if basename(path).startswith(("_index.", "index.")) and basename(dirname(path)) not in ("authors", "author")
        ]
        pages += self.site.within("data/authors", endings=(".yaml", ".yml", ".json", ".toml"))
        people = []
        for path in pages:
            old = self.site.page(path) if path.startswith("content/") else self.site.data(path)
            if name := _display_name(old.mapping):
                people.append((path, old, name))
                self.folders.setdefault(_folder(path), (name, slugs.slug(name)))
        people += self._configured() if not people else []
        self.site.known = Known(people={folder: name for folder, (name, _) in self.folders.items()})
        self._choose_owner({name: (_folder(path), old.mapping) for path, old, name in people})
        for path, old, name in people:
            self._person(path, old, name, slugs.slug(name))

    def _configured(self) -> list[tuple[str, OldFile, str]]:
        """The owner of a site from before people had files: the settings name them, `home/about.md` tells of them."""
        site = self.site
        path = site.first("content/home/about.md", "content/home/about.markdown")
        about = site.page(path) if path else OldFile(site.name("content/home"), {})
        for old in [site.data(name) for name in CONFIGS if site.has(name)]:
            values = mapping(old.mapping.get("params")) or old.mapping
            name = bare(text_of(values.get("name")))
            if not name or not (says(values.get("role")) or path):
                continue
            organizations = values.get("organizations") or texts_of(values.get("organization"))
            education = about.mapping.get("education") or mapping(values.get("about")).get("education")
            interests = about.mapping.get("interests") or mapping(values.get("about")).get("interests")
            profile = {key: values.get(key) for key in ("role", "email", "social", "avatar")}
            life = {"education": education, "interests": interests}
            data = {"title": name, **profile, **life, "organizations": organizations, "superuser": "true"}
            for key in ("phone", "address", "office_hours", "skype", "telegram"):
                if says(values.get(key)):
                    site.lose(old, key, values[key], *(("params", key) if "params" in old.mapping else (key,)))
            body = re.sub(
                r"(?i)\A\s*#+[ \t]*(?:short |my )?(?:biography|bio|about(?: me)?)[ \t]*#*[ \t]*\n", "", about.body
            )
            line = about.body_line + about.body.count("\n") - body.count("\n")
            self.about = path
            self.folders.setdefault("admin", (name, slugs.slug(name)))
            return [(path or "content/home/about.md", replace(about, data=data, body=body, body_line=line), name)]
        return []

    def _choose_owner(self, people: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
        """A site of one person has an owner: the one who is said to be it, unless others stand in groups."""
        main = [
            name
            for name, (folder, values) in people.items()
            if is_true(values.get("superuser")) or is_true(values.get("is_owner")) or folder in ("admin", "me")
        ]
        members = [name for name, (_, values) in people.items() if says(values.get("user_groups")) and name not in main]
        if main and len(members) < 2 and not self.site.settings.pop("organization", ""):
            self.owner = slugs.slug(main[0])
            self.site.settings["owner"] = self.owner
            self.site.settings.setdefault("title", main[0])

    def _person(self, path: str, old: OldFile, name: str, slug: str) -> None:
        values = dict(old.mapping)
        parts = mapping(values.get("name"))
        person: dict[str, Any] = {"name": name}
        groups = texts_of(values.get("user_groups"))
        person.update(kept(
            picture=self._portrait(path, values),
            affiliation="; ".join(_named_all(values.get("organizations") or values.get("affiliations"))),
            position=bare(text_of(values.get("role"))),
            bio=self._biography(path, old),
            group=groups[0] if groups else "",
        ))  # fmt: skip
        profiles = self._profiles(path, old)
        mail = accounts.account("email", text_of(values.get("email")))
        person.update(accounts.collected([mail, *profiles]))
        rest = set(values) - LOOK - _HOMES
        rest |= {"email"} if mail is None else set()
        if isinstance(line := values.get("bio"), str) and " ".join(line.split()) not in " ".join(old.body.split()):
            rest |= {"bio"} if old.body.strip() else set()  # pages show it below what the person wrote
        if slug == self.owner:
            rest -= self._curriculum(old)
        extra = self.site.lose_rest(old, sorted(rest))
        extra.update(self.site.lose_rest(old, ["user_groups"])) if len(groups) > 1 else None
        if parts.get("alternate"):
            person["names"] = texts_of(parts["alternate"])
        document = {**person, **kept(extra=extra)}
        known = self.site.documents.get(f"authors/{slug}.yaml", {})
        self.site.documents[f"authors/{slug}.yaml"] = {
            **document,
            **{key: value for key, value in known.items() if key != "extra"},
        }
        folder = _folder(path)
        if path.startswith("content/home"):
            return
        for old_address in (f"author/{slugs.slug(name)}", f"authors/{folder}", f"author/{folder}"):
            self.site.moved(old_address, f"authors/{slug}/", source=path if path.startswith("content/") else "")

    def _curriculum(self, old: OldFile) -> set[str]:
        """Take the owner's CV; returns the keys that it was made of."""
        values = old.mapping
        courses = mapping(values.get("education")).get("courses") or values.get("education")
        interests = mapping(values.get("interests")).get("interests") or values.get("interests")
        entries_by_key = {**{key: values.get(key) for key in _CV}, "education": courses, "interests": interests}
        parts = [(key, entries) for key, entries in entries_by_key.items() if says(entries)]
        rest = {key for key, entries in parts if not self.live(old, key, entries, (key,))}
        return set(_CV) - rest

    def live(self, old: OldFile, name: str, entries: Any, path: tuple[str | int, ...]) -> bool:
        """Take a part of the owner's life by the name that the site has for it; whether there is one like it."""
        draft = CvDraft(old.file, old.line, is_exact=False)
        if not self.owner or not draft.take(name, entries, path):
            return False
        self.site.losses += draft.losses
        self._add(draft.data)
        return True

    def _add(self, sections: Mapping[str, list[dict[str, Any]]]) -> None:
        known = self.site.documents.get("cv.yaml", {})
        more = {
            kind: [
                *known.get(kind, []),
                *(entry for entry in sections.get(kind, []) if entry not in known.get(kind, [])),
            ]
            for kind in CV_SECTIONS
        }
        if document := {kind: entries for kind, entries in more.items() if entries}:
            self.site.documents["cv.yaml"] = document

    def _portrait(self, path: str, values: Mapping[str, Any]) -> str:
        folder = dirname(path)
        named = text_of(values.get("avatar_filename")) or text_of(values.get("avatar"))
        slug = _folder(path)
        candidates = [f"{folder}/{named}", f"static/img/{named}", f"assets/images/{named}"] if named else []
        candidates += [f"{folder}/avatar{ending}" for ending in PICTURES]
        candidates += [
            f"{root}authors/{slug}{ending}"
            for root in ("assets/media/", "static/media/", "assets/")
            for ending in PICTURES
        ]
        pictures = [file for file in self.site.within(folder, endings=PICTURES) if "avatar" in basename(file).lower()]
        portrait = self.site.first(*candidates) or next(iter(pictures if path.startswith("content/") else []), "")
        portrait = portrait or (self.site.find(named, path) if named else "")
        ending = portrait.rpartition(".")[2].lower()
        return (
            self.site.copy_as(portrait, f"assets/people/{slugs.slug(_display_name(values))}.{ending}")
            if portrait
            else ""
        )

    def _biography(self, path: str, old: OldFile) -> str:
        """The text of the page, else the line that pages show of its author."""
        body = self.site.text(old, path)
        bio = old.mapping.get("bio")
        return body or (self.site.text(old, path, bio, key="bio") if isinstance(bio, str) else "")

    def _profiles(self, path: str, old: OldFile) -> list[accounts.Account | None]:
        """The accounts in every list of them; a second one at the same service is listed as lost."""
        profiles, first = [], dict[str, str]()
        for key in ("social", "links", "profiles"):
            entries = old.mapping.get(key)
            for number, entry in enumerate(entries if isinstance(entries, list) else []):
                account = self._account(path, old, (key, number), entry)
                if account and not account.label and first.setdefault(account.key, account.value) != account.value:
                    self.site.lose(old, key, account.value, key, number, reason=f"there is another {account.key}")
                profiles.append(account)
        return profiles

    def _account(self, path: str, old: OldFile, place: tuple[str, int], entry: Any) -> accounts.Account | None:
        values = mapping(entry)
        address = text_of(values.get("link")) or text_of(values.get("url"))
        kind = basename(text_of(values.get("icon")) or text_of(values.get("type")))
        label = text_of(values.get("label")) or text_of(values.get("name"))
        account = accounts.account(kind, address, label)
        if account is None and address and not address.startswith(("#", "/#")):
            local = self.site.lead(address, path)
            local = local or self.site.lead(re.sub(r"^/?static/", "", address), path)
            if local and not local.startswith("#"):
                return accounts.Account("links", local, label or kind.upper() or "Link")
        if account is None and says(values):
            self.site.lose(old, place[0], address or str(values), *place)
        return account

    def authors(self, old: OldFile) -> list[str | Fields]:
        """The authors that a page names, in order, with what it says beside each."""
        values = old.mapping.get("authors") or old.mapping.get("author")
        if isinstance(values, str):
            authors = authors_of(values)
        else:
            listed = values if isinstance(values, list) else []
            authors = shared([person for entry in listed for person in self._author(entry, is_alone=len(listed) == 1)])
        notes = old.mapping.get("author_notes")
        return with_notes(authors, notes if isinstance(notes, list) else [])

    def _author(self, entry: Any, *, is_alone: bool) -> list[str | Fields]:
        """The authors in one item of a list: by a folder, by a name; some write all names into one item."""
        name = (text_of(entry) or text_of(mapping(entry).get("name"))).lstrip("@").strip()
        folder = self.folders.get(name) or self.folders.get(name.lower()) or self.folders.get(slugs.slug(name))
        if folder and name != folder[0]:
            return [{"author": folder[1]}]
        authors = authors_of(name) if name else []
        are_whole = all(len(str(person).split()) > 1 for person in authors)
        is_several = len(authors) > 2 or " and " in name or (is_alone and are_whole)
        return authors if len(authors) < 2 or is_several else [name]


def _folder(path: str) -> str:
    """The name by which papers call a person: the folder of their page, or the file of their data."""
    return basename(dirname(path)) if path.startswith("content/") else re.sub(r"\.\w+$", "", basename(path))


def _display_name(values: Mapping[str, Any]) -> str:
    parts = mapping(values.get("name"))
    name = text_of(parts.get("display")) or " ".join(
        filter(None, (text_of(parts.get("given")), text_of(parts.get("family"))))
    )
    return bare(name or text_of(values.get("title")) or text_of(values.get("name")))


def _named_all(values: Any) -> list[str]:
    entries = values if isinstance(values, list) else [values]
    return [bare(text) for entry in entries if (text := text_of(entry) or text_of(mapping(entry).get("name")))]
