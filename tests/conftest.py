"""What every test may ask for: the program, the example site built once, the shared material, a browser.

The network is out of reach for all of them, but for this machine itself.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import settings

from tests.compiled_templates import share
from tests.program_starter import ProgramStarter
from tests.sampling import EVERYTHING, is_night, left_out, seed_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parents[1]
# Chromium honours only the last `--disable-features`, so Playwright's own list is here again, as far as it concerns
# pages of this machine. RenderDocument is added: with it, a reload with emulated focus crashes a page now and then.
OFF = (
    "RenderDocument,AvoidUnnecessaryBeforeUnloadCheckSync,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch"
)
START = "from tests.compiled_templates import share_for; share_for(); from sitegen.cli.main import main; main()"
PROGRAM = (sys.executable, "-c", START)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"
PATIENCE = 300
"""Seconds that a command may take."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be refreshed, and everything be tested, from the command line."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew; read the diff of them")
    parser.addoption("--everything", action="store_true", help="run what is left to the nightly run as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests to the nightly run (`tests/sampling.py`), but for those that were asked for by name."""
    if config.getoption("--everything") or any("::" in argument for argument in config.args):
        return
    left = left_out(items, seed_of(CHECKOUT))
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
    items[:] = [item for item in items if item.nodeid not in left]


def pytest_collection_finish() -> None:
    """Look through what was collected no more: thousands of tests, which stay to the end, are no garbage."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Run twice as many tests at a time as there are processors, but four: two fifths of a run are waiting."""
    return min(4, (os.cpu_count() or 1) * 2)


def pytest_configure(config: pytest.Config) -> None:
    """Golden files have one writer at a time, no property has a time limit, and programs can be interrupted."""
    if config.getoption("--update-golden") and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("several tests write one golden file: --update-golden goes without --numprocesses")
    if config.getoption("--everything"):
        os.environ[EVERYTHING] = "1"
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background job; programs would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _missing(what: str) -> NoReturn:
    """Skip the test that needs `what`; fail it where all of it is promised to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}: CI has to have it")
    pytest.skip(what)


def _is_near(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else None
    return host is None or host in {"", "localhost", "::1"} or str(host).startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _offline() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _refusing(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _refusing_name(socket.getaddrinfo))
    yield
    patch.undo()


def _refusing(method: Callable[..., Any]) -> Callable[..., Any]:
    def only_near(self: socket.socket, *arguments: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and not _is_near(arguments[-1]):
            raise AssertionError(f"a test reached for the network: {arguments[-1]}")
        return method(self, *arguments)

    return only_near


def _refusing_name(function: Callable[..., Any]) -> Callable[..., Any]:
    def only_near(host: Any, *arguments: Any, **options: Any) -> Any:
        if not _is_near((host,)):
            raise AssertionError(f"a test asked for the address of {host}")
        return function(host, *arguments, **options)

    return only_near


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that the person at this machine has set decides what a test sees."""
    for name in list(os.environ):
        if name.startswith("SITEGEN_") or name in {"SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # no test asks an index of packages


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout: corpus, seed, fixtures."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        _missing("no ../shared beside the checkout")
    return folder


@pytest.fixture(scope="session")
def wheels() -> Path:
    """Wheels of everything in requirements.txt, at those versions, for installing without an index."""
    folder = Path(sys.prefix) / "wheels"
    if not folder.is_dir():
        _missing("no wheels of the lock beside this Python; `make test` puts them there")
    return folder


@pytest.fixture(scope="session")
def nu_checker() -> tuple[str, ...]:
    """The command that runs the Nu HTML checker."""
    jar = CHECKOUT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file() or not shutil.which("java"):
        _missing("no Nu HTML checker; `make test` puts it there when npm and Java are on this machine")
    # one quick compiler, one collector: for a few pages the others cost more than they save; the first needs the stack
    return ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Xmx512m", "-jar", str(jar))


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that finds what keeps people from using a page."""
    script = CHECKOUT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        _missing("no axe; `make test` puts it there when npm is on this machine")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def actionlint() -> tuple[str, ...]:
    """The command that prints what actionlint finds in workflow files, as JSON."""
    tools = CHECKOUT / "tests" / "tools"
    if not (tools / "node_modules" / "@tktco" / "node-actionlint").is_dir() or not shutil.which("node"):
        _missing("no actionlint; `make test` puts it there when npm is on this machine")
    return ("node", str(tools / "actionlint.cjs"))


@pytest.fixture(scope="session")
def html_validate() -> tuple[str, ...]:
    """The command that runs html-validate, with our choice of rules."""
    tools = CHECKOUT / "tests" / "tools"
    script = tools / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    node = shutil.which("node")
    if not script.is_file() or not node:
        _missing("no html-validate; `make test` puts it there when npm is on this machine")
    return (node, str(script), "--config", str(tools / "htmlvalidate.cjs"), "--max-warnings", "0")


@pytest.fixture(autouse=True, scope="session")
def _compiled_templates() -> None:
    """What one build of this machine has compiled, the others take (`tests/compiled_templates.py`)."""
    share()


@pytest.fixture(scope="session")
def _starter() -> Iterator[ProgramStarter | None]:
    """What starts commands fast (`tests/program_starter.py`); at night nothing does."""
    starter = None if is_night() else ProgramStarter(_environment({}))
    yield starter
    if starter:
        starter.close()


@pytest.fixture(scope="session")
def sitegen(_starter: ProgramStarter | None) -> Run:
    """Run the program in a process of its own: `sitegen("build", cwd=site, TZ="Asia/Tokyo")`.

    Capitals are environment variables. The result's `stdout`, `stderr` and `returncode` are the test's to judge.
    """

    def run(*arguments: str | Path, cwd: Path, umask: int = -1, **variables: str) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        done = _starter and _starter.run(words, cwd=cwd, umask=umask, variables=variables, seconds=PATIENCE)
        return done or subprocess.run(
            [*PROGRAM, *words],
            cwd=cwd,
            env=_environment(variables),
            umask=umask,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    return run


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR", "SYSTEMROOT"}}
    return {**inherited, "PYTHONPATH": str(CHECKOUT), "PYTHONWARNINGS": "error", **variables}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, sitegen: Run) -> Path:
    """The output of the example site, built once for all workers from a copy of `content/`.

    Beside it are the site itself, and `said.json`: what `build --strict --json` printed.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    with (shared / "example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        site = shared / "example"
        if not (site / "said.json").exists():
            shutil.copytree(CHECKOUT / "content", site / "content")
            done = sitegen("build", "--strict", "--json", cwd=site)
            assert done.returncode == 0, done.stderr
            (site / "said.json").write_text(done.stdout, encoding="utf-8")
    return site / "output"


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    """Chromium, the system's, else the one Playwright installed; one for all that a worker runs.

    For a change it is the headless shell, which draws the same pages for a third of the processor's time: it has no
    profiles, toolbars and services of a browser for people. At night, and where there is no shell, it is the whole one.
    """
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS if is_night() else (SHELL, *BROWSERS))), None)
    with sync_playwright() as playwright:
        if not found and not Path(playwright.chromium.executable_path).exists():
            _missing("no Chromium on this machine")
        # as root, in a container, Chromium's own sandbox cannot start; a graphics card played by the processor is slow
        chromium = playwright.chromium.launch(
            executable_path=found,
            channel="chromium" if is_night() and not found else None,  # Playwright's is the shell otherwise
            chromium_sandbox=False,
            args=["--disable-gpu", f"--disable-features={OFF}"],
        )
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield chromium
        asyncio._set_running_loop(loop)
        chromium.close()


@pytest.fixture(scope="module")
def browser(_chromium: Browser) -> Iterator[Browser]:
    """Chromium, in which nothing of an earlier module is open.

    While a module uses it, no other loop can run in this thread: Playwright keeps its own running.
    """
    asyncio._set_running_loop(_loop_of(_chromium))
    yield _chromium
    for context in _chromium.contexts:
        context.close()
    asyncio._set_running_loop(None)


def _loop_of(chromium: Browser) -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = chromium._loop
    return loop
