"""`sitegen deploy`, step by step: build, check, look at the branch, commit the site on top of it, push.

In: a site's folder. Out: the built site on the branch that the host serves, and what changed there.
Never touches the checkout, never rewrites history, never publishes what the build did not make.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sitegen.check.content import unusable
from sitegen.check.context import of_build
from sitegen.check.feeds import feeds
from sitegen.check.finding import folded
from sitegen.check.formerly import formerly
from sitegen.check.hosting import hosting
from sitegen.check.pages import pages
from sitegen.content.lock import alone, state_folder
from sitegen.errors import Problem, SitegenError
from sitegen.publish.branch import Branch, Tip
from sitegen.publish.git import GitError, Repository, clean, find_repository
from sitegen.publish.host import mismatch
from sitegen.publish.quarantine import apart, keep
from sitegen.records import dataclass
from sitegen.render import recipe
from sitegen.render.request import BuildRequest
from sitegen.render.writer import unfinished
from sitegen.site.pages import is_nobodys


@dataclass(frozen=True, slots=True)
class Deployed:
    """The report of a deploy, or in a dry run of what it would do; without `commit` nothing was pushed.

    `is_remembered` says that all names that it publishes are noted in the content.
    """

    remote: str
    branch: str
    is_first: bool
    changes: tuple[tuple[str, str], ...]
    commit: str
    base_url: str
    notes: tuple[str, ...]
    warnings: tuple[Problem, ...]
    is_remembered: bool


def deploy(
    root: Path,
    request: BuildRequest,
    *,
    dry_run: bool = False,
    force_branch: bool = False,
    waiting: Callable[[], object] = lambda: None,
) -> Deployed:
    """Build the site in the folder `root` and publish it.

    Raises `SitegenError` for what a person here can mend, `RemoteError` for what the remote did.
    """
    repository = find_repository(root)
    _check_identity(repository)
    _check_finished(root, waiting)
    report = recipe.build(root, request, waiting=waiting)
    _check_site(root, report, dry_run=dry_run)
    options = report.config.deploy
    Branch(repository, options.remote, options.branch).check()
    with apart(repository, state_folder(root)) as aside:
        branch = Branch(aside, options.remote, options.branch)
        tip = branch.tip()
        _check_branch(branch, tip, force=force_branch)
        with alone(root, waiting=waiting) as state:
            tree = branch.store(_files(report), scratch=state)
        changes = branch.changes(tip, tree)
        about, notes = _sources(branch, root)
        commit = branch.commit(tip, tree, about) if changes and not dry_run else ""
        if not dry_run:
            keep(aside)
    if commit:
        # by the repository as it is, for its hooks may work on others
        Branch(repository, options.remote, options.branch).push(commit)
    notes += (*_place_notes(repository, root, options.remote), *_address_notes(repository, report))
    return Deployed(
        remote=clean(options.remote),
        branch=options.branch,
        is_first=tip is None,
        changes=changes,
        commit=commit,
        base_url=report.config.base_url,
        notes=notes,
        warnings=report.warnings,
        is_remembered=report.is_remembered,
    )


def _check_identity(repository: Repository) -> None:
    """Raise `SitegenError` when git does not know who commits."""
    try:
        repository.ask("var", "GIT_AUTHOR_IDENT")
        repository.ask("var", "GIT_COMMITTER_IDENT")
    except GitError:
        hint = 'git config --global user.name "Your Name"\ngit config --global user.email you@example.org'
        raise SitegenError([Problem(sentence="git does not know who you are", hint=hint)]) from None


def _check_finished(root: Path, waiting: Callable[[], object]) -> None:
    """Raise `SitegenError` when an earlier `sitegen build` was interrupted while it published what is deployed.

    What a deploy itself, or one that published elsewhere (what `sitegen check` looks at), left is completed by the
    build that comes next.
    """
    with alone(root, waiting=waiting) as state:  # else the journal may be that of a build at work
        output = unfinished(state)
    if output and output.resolve() == (root / "output").resolve():
        sentence = "a build was interrupted while it published; what is in the output is half old, half new"
        raise SitegenError([Problem(sentence=sentence, hint="run `sitegen build`: it completes what was begun")])


def _check_site(root: Path, report: recipe.BuildReport, *, dry_run: bool) -> None:
    """Raise `SitegenError` when something of the built site is broken, as `sitegen check` sees it.

    That its address is nobody's is only noted in a dry run.
    """
    seen = of_build(root, report)
    on_pages = pages(seen, everywhere=True)
    findings = (*formerly(seen), *on_pages.findings, *feeds(seen), *hosting(seen), *on_pages.links.findings)
    findings += tuple(finding for finding in unusable(seen) if not (dry_run and finding.rule == "address"))
    broken = [
        finding.problem for finding in folded(finding for finding in findings if finding.problem.severity == "error")
    ]
    if broken:
        raise SitegenError([Problem(sentence="the site has faults; nothing was pushed"), *broken])


def _check_branch(branch: Branch, tip: Tip | None, *, force: bool) -> None:
    """Raise `SitegenError` when the branch is not ours to publish on."""
    if branch.holds_sources(tip):
        hint = "set deploy.branch in content/site.yaml to a branch that holds nothing but the built site"
        sentence = f"{branch.name} is the branch that the site's sources are on; nothing was pushed"
        raise SitegenError([Problem(sentence=sentence, hint=hint)])
    if tip and not tip.is_ours and not force:
        sentence = f"the last commit on {branch.name} was not made by sitegen deploy: {tip.about}; nothing was pushed"
        hint = "keep what it changed in content/ (a domain: deploy.cname), or name another deploy.branch;\n"
        hint += "--force-branch replaces the branch's files by the site, in a commit on top: its history stays"
        raise SitegenError([Problem(sentence=sentence, hint=hint)])


def _files(report: recipe.BuildReport) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, as the build made it: path and bytes."""
    for file in report.made:
        try:
            data = (report.output / file.path).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != file.digest:
            hint = "was something else at work on it? run `sitegen deploy` again"
            raise SitegenError(
                [Problem(f"{report.output.name}/{file.path}", sentence="changed since it was built", hint=hint)]
            )
        yield file.path, data


def _sources(branch: Branch, root: Path) -> tuple[str, tuple[str, ...]]:
    """Return what the site was built from, for the commit's message, and what a person may want to know of it."""
    if not branch.has_commits():
        return "Built from sources that were never committed.", ("nothing of the site's sources is committed yet",)
    ask = branch.repository.ask
    head = ask("rev-parse", "HEAD").strip()
    notes = []
    if ask("rev-parse", "--abbrev-ref", "HEAD").strip() == "HEAD":
        notes.append(f"HEAD is detached at {head[:10]}; the site is built from the files that are there")
    folders = [name for name in ("content", "themes") if (root / name).exists()]
    try:
        changed = ask("status", "--porcelain", "-z", "--no-renames", "--", *folders).split("\0")[:-1]
    except GitError as error:  # a filter of the repository that is not here, or fails: git-lfs, git-crypt
        notes.append(f"git cannot tell whether all of content/ and themes/ is committed: {error.reason}")
        changed = []
    if changed:
        count = "1 file" if len(changed) == 1 else f"{len(changed)} files"
        notes.append(f"{count} of content/ and themes/ with changes that are not committed: they are published too")
    return f"Built from {head}{', with changes that are not committed' if changed else ''}.", tuple(notes)


def _place_notes(repository: Repository, root: Path, remote: str) -> tuple[str, ...]:
    """Return what to say when the repository is perhaps not the site's, but of a folder above it."""
    top = Path(repository.ask("rev-parse", "--show-toplevel").removesuffix("\n"))
    if top.resolve() == root.resolve():
        return ()
    address = clean(_address(repository, remote))
    begin = f"if that is not meant, move {root.name} out of it and begin with `git init` there"
    return (f"the site lies within the repository {top}, and goes to the remote of that, {address}: {begin}",)


def _address(repository: Repository, remote: str) -> str:
    """Return the address of a remote, which may be named or be an address itself."""
    try:
        return repository.ask("remote", "get-url", remote).strip()
    except GitError:
        return remote


def _address_notes(repository: Repository, report: recipe.BuildReport) -> Iterator[str]:
    """Yield what to say when readers will look for the site elsewhere than where it is."""
    config = report.config
    if is_nobodys(config.base_url):
        hint = "write the address the site will have, and deploy again"
        yield f"{config.file}: base_url is {config.base_url}, where nobody will find the site: {hint}"
    difference = mismatch(config.base_url, config.deploy.cname, _address(repository, config.deploy.remote))
    if difference:
        yield f"{difference}: its links will not work there"
