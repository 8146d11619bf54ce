"""A theme: found, inherited, its templates ready to render.

In: a site's settings and its folder. Out: a `Theme` with templates, words, options and static files.
The only door to Jinja. Never knows what is rendered.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache, partial
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType, TracebackType
from typing import Any, cast

import jinja2
import markupsafe
from jinja2.utils import missing
from markupsafe import Markup, escape

from sitegen.content import content_file
from sitegen.errors import Problem, SitegenError
from sitegen.incremental import compiled_files
from sitegen.incremental.program_digest import program_digest
from sitegen.incremental.shortened_files import ShortenedFiles, shorten_anew
from sitegen.incremental.store import Store
from sitegen.model import SiteConfig
from sitegen.records import dataclass
from sitegen.render.look import Look, read_look
from sitegen.render.options import settle
from sitegen.render.overrides import changed, read_overrides
from sitegen.render.static_files import Static, in_cascade, made_statics, read_statics
from sitegen.render.theme_chain import ROOT, Ancestor, files_below, lineage, our_themes, shown
from sitegen.render.theme_strings import ThemeStrings, read_words


class Deferred:
    """A value that is made when a template first asks for it, and not at all where none does."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._value: Any = None

    def value(self) -> Any:
        """Return the value."""
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value


_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinMethodType, partial, type(lru_cache(len))})


class _Context(jinja2.runtime.Context):
    """The names that a template can use; what was deferred is made when it is asked for."""

    def __init__(self, environment: _Environment, *arguments: Any, **named: Any) -> None:
        super().__init__(environment, *arguments, **named)
        environment.contexts.append(self)

    def resolve_or_missing(self, key: str) -> Any:
        value = self.vars[key] if key in self.vars else self.parent.get(key, missing)
        return value.value() if type(value) is Deferred else value

    def call(self, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call what a template calls; at once where that is a function that wants nothing of Jinja (`pass_context`).

        Jinja asks each time, in three ways, and takes four times as long as most of our functions do.
        """
        if type(function) in _FUNCTIONS and not hasattr(function, "jinja_pass_arg"):
            if named:
                named.pop("_loop_vars", None)  # compiled templates add them for functions that want the context
                named.pop("_block_vars", None)
            return function(*arguments, **named)
        return super().call(function, *arguments, **named)


PARENT = "parent/"
"""Before a template's name: the one of that name which the template at hand stands for."""
_DEPTH = "|"
"""Between how many folders are passed over and a template's name; no file name of a theme holds it."""


_escape_text: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)
"""What markupsafe escapes a plain text with, where this version of it has that apart."""
_TEMPLATE = "template "
"""How the names of stored templates begin."""
_OURS = "ours-"
"""How the keys of templates begin that come with sitegen."""


class Namespace:
    """A mapping whose keys a template reads with a dot; a key that is missing is an error that names it."""

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        """Name the `kind` for messages."""
        self._kind = kind
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"there is no {self._kind} named {name}") from None

    __getitem__ = __getattr__


class NoStaticFileError(jinja2.TemplateRuntimeError, LookupError):
    """A template that asks for a file that no theme has."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all it inherits.

    `statics` holds every static file by its name, `look` what the site's settings make of it; `warnings` is what its
    author may want to look at. `digest` stands for everything that a page may take from the theme.
    """

    name: str
    options: Mapping[str, Any]
    strings: ThemeStrings
    statics: Mapping[str, Static]
    environment: _Environment
    warnings: tuple[Problem, ...]
    digest: str
    look: Look = Look()

    def template(self, name: str) -> Callable[..., str]:
        """Return the function that renders the template `name`; it raises `SitegenError` with the template's line."""
        try:
            template = self.environment.get_template(name)
        except (jinja2.TemplateError, UnicodeDecodeError) as error:
            raise SitegenError([self._problem(error, name)]) from error
        template.globals = dict(template.globals)  # Jinja has two of them one over the other, and joins them each time

        environment = self.environment

        def render(**values: Any) -> str:
            begun = len(environment.contexts)
            try:
                return template.render(values)
            except (jinja2.TemplateError, AttributeError, TypeError, LookupError, ValueError, ArithmeticError) as error:
                if not _is_of_template(error):
                    raise
                raise SitegenError([self._problem(error, name)]) from error
            finally:
                environment.forget(begun)

        return render

    def static(self, name: str) -> str:
        """Return the path in the output of a static file; raises `LookupError` naming it when there is none."""
        if name not in self.statics:
            raise NoStaticFileError(f"no static/{name} in the theme {self.name} or the themes it extends")
        return self.statics[name].path

    def _problem(self, error: Exception, name: str) -> Problem:
        """Return where in which template an error arose, as its author would want to hear it, and what was at hand."""
        file, line, data = name, 0, {}
        for frame in _frames(error.__traceback__):
            file, line, data = frame.tb_frame.f_code.co_filename, frame.tb_lineno, frame.tb_frame.f_locals
        if isinstance(error, jinja2.TemplateSyntaxError):
            file, line = error.filename or name, error.lineno
        where = shown(Path(file)) if "themes" in Path(file).parts else f"themes/{self.name}/templates/{file}"
        return Problem(where, line, sentence=f"the template failed: {error}", hint=self._hint(error, data))

    def _hint(self, error: Exception, data: Mapping[str, Any]) -> str:
        """Return the names that a template could have used where it failed: its own first, then what all have."""
        everywhere = sorted(name for name in self.environment.globals if name not in jinja2.defaults.DEFAULT_NAMESPACE)
        own = sorted(name for name in data if name not in self.environment.globals and not name.startswith("_"))
        if not data:
            return ""
        missing = str(error).split("'")[1] if isinstance(error, jinja2.UndefinedError) and "'" in str(error) else ""
        near = get_close_matches(missing, [*own, *everywhere], n=1)
        guess = [f"did you mean {near[0]}?"] if near and near[0] != missing else []
        return "\n".join([*guess, f"here: {', '.join(own) or 'nothing'}", f"everywhere: {', '.join(everywhere)}"])


def find_theme(config: SiteConfig, root: Path, store: Store | None = None) -> Theme:
    """Return the theme that a site asks for; raises `SitegenError` when it, or a theme it extends, is not well."""
    chain = lineage(config.theme, root)
    folders = tuple(folder for theme in chain for folder in theme.folders)
    options = settle(chain, config, root)
    words, is_spoken = read_words(chain, config.language)
    unspoken = () if is_spoken else (_unspoken(config, root),)
    statics = read_statics(folders, options, ShortenedFiles(store) if store else shorten_anew)
    sheets = in_cascade(statics, [theme.name for theme in chain])
    look = read_look(config, options, [statics[name].data.decode() for name in sheets], root)
    statics = {**statics, **made_statics(config, look.css)}
    return Theme(
        name=config.theme,
        options=options,
        strings=words,
        statics=statics,
        environment=_environment(chain, store),
        warnings=(*unspoken, *changed(read_overrides(chain))),
        digest=_digest(chain, options, words, {name: static.path for name, static in statics.items()}),
        look=look,
    )


def _digest(chain: Sequence[Ancestor], *values: Mapping[str, Any]) -> str:
    """Return a digest of the templates of a chain of themes, and of what else they can show."""
    digest = hashlib.sha256(repr([theme.name for theme in chain]).encode())
    for folder in (folder / "templates" for theme in chain for folder in theme.folders):
        for name in files_below(folder):
            with open(f"{folder}/{name}", "rb") as opened:
                data = opened.read()
            digest.update(f"{name!r} {len(data)} ".encode("utf-8", "surrogatepass") + data)
        digest.update(b"/")
    digest.update(repr([sorted(value.items()) for value in values]).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _is_of_template(error: Exception) -> bool:
    """Tell whether a template is at fault: Jinja says so, or the error arose in its own lines and not in ours."""
    if isinstance(error, jinja2.TemplateError):
        return True
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    if code is None or code is _Context.call.__code__:  # what a template called was given the wrong arguments
        return True
    return code.co_filename.endswith(".html") or not Path(code.co_filename).is_relative_to(ROOT)


def _frames(trace: TracebackType | None) -> Iterator[TracebackType]:
    """Yield the steps of a traceback that lie in templates, the innermost last; Jinja gives them their data."""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            yield trace
        trace = trace.tb_next


def _unspoken(config: SiteConfig, root: Path) -> Problem:
    """Return a warning that the pages will speak English, at the line that asks for another language."""
    sentence = f'the theme {config.theme} has no words in "{config.language}", so its pages say them in English'
    hint = f"write them into themes/{config.theme}/strings/{config.language}.yaml"
    problem = content_file.read_document(root, config.file).problem(("language",), sentence, hint)
    return replace(problem, severity="warning")


class _Loader(jinja2.BaseLoader):
    """Finds templates in a chain of folders; `1|row.html` is the one in the second folder or beyond."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002 - Jinja's signature
        """Return a template's text and its file; raises `TemplateNotFound`."""
        passed, _, name = template.rpartition(_DEPTH)
        index = self.folder_index(name, int(passed or 0))
        if index is None:
            raise jinja2.TemplateNotFound(template, f"there is no template {name}")
        path = self._folders[index] / name
        return path.read_text(encoding="utf-8"), str(path), None

    def folder_index(self, name: str, start: int = 0) -> int | None:
        """Return which folder, from `start` on, has a template; nothing when none has."""
        if ".." in name.split("/"):
            return None
        indexes = (index for index in range(start, len(self._folders)) if (self._folders[index] / name).is_file())
        return next(indexes, None)


def _shown(value: Any) -> str:
    """Return what a template shows of a value, escaped; what is joined at once with the rest need not be `Markup`."""
    kind = type(value)
    if kind is Markup:
        return cast(str, value)
    return _escape_text(value) if kind is str and _escape_text else escape(value)


class _Template(jinja2.Template):
    """A template that is run anew for everybody who imports from it: what it reads, each of them reads."""

    @classmethod
    def _from_namespace(cls, environment: Any, namespace: Any, globals: Any) -> Any:  # noqa: A002 - Jinja's signature
        namespace["escape"] = _shown
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Any = None) -> Any:
        self._module = None
        return super()._get_default_module(ctx)


class _Environment(jinja2.Environment):
    """Jinja, with a name for the template that the one at hand stands for: `{% extends "parent/row.html" %}`."""

    template_class = _Template
    context_class = _Context

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.contexts: list[_Context] = []

    def forget(self, begun: int) -> None:
        """Let go of what templates were given, whose contexts came after the first `begun`.

        A context holds its macros, and each of them the context: what a page shows would stay for as long as nobody
        looks for garbage, and during a build nobody does.
        """
        for context in self.contexts[begun:]:
            context.vars.clear()
        del self.contexts[begun:]

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of the template that `parent` (a template too) asks for as `template`."""
        if not template.startswith(PARENT) or not isinstance(self.loader, _Loader):
            return template
        passed, _, name = parent.rpartition(_DEPTH)
        here = self.loader.folder_index(name, int(passed or 0))
        return f"{(here or 0) + 1}{_DEPTH}{template.removeprefix(PARENT)}"


class _CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates, in the store of earlier builds under a digest of their source.

    Those that a build does not use stay: it makes few kinds of pages, and the next one others. Those that come with
    sitegen are kept beside the program too, where Python keeps what it has compiled: a first build has no store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        store.keep(name for name in store.names() if name.startswith(_TEMPLATE))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what a template is kept under, which tells whether it comes with sitegen."""
        key = super().get_cache_key(name, filename)
        return f"{_OURS}{key}" if filename and filename.startswith(f"{our_themes()}{os.sep}") else key

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket with what is stored of a template with this source."""
        stored = self._store.get(_TEMPLATE + bucket.key)
        if stored and stored.key == bucket.checksum.encode():
            bucket.bytecode_from_string(stored.value)
        elif bucket.key.startswith(_OURS) and (compiled := compiled_files.read(bucket.key, _source(bucket))):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Store a compiled template."""
        compiled = bucket.bytecode_to_string()
        self._store.put(_TEMPLATE + bucket.key, bucket.checksum.encode(), compiled)
        if bucket.key.startswith(_OURS):
            compiled_files.write(bucket.key, _source(bucket), compiled)


def _source(bucket: jinja2.bccache.Bucket) -> str:
    """Return what stands for all that a compiled template was made of: its text, Jinja and what we make of that."""
    return f"{program_digest()} {bucket.checksum}"


def _environment(chain: Sequence[Ancestor], store: Store | None) -> _Environment:
    return _Environment(
        loader=_Loader([folder / "templates" for theme in chain for folder in theme.folders]),
        bytecode_cache=_CompiledTemplates(store) if store else None,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
