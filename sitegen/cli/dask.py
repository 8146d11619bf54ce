"""The executor of a Dask cluster that runs already: `sitegen build --dask ADDRESS`.

In: the address of its scheduler. Out: an executor (`concurrent.futures`) for as long as a command runs. Starts no
scheduler and no worker, and stops none. Needs the extra `dask`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.regex import regex
from sitegen.typeset.missing import missing

SECONDS = 15
"""How long a scheduler may take to answer, and its first worker to be there."""
_ADDRESS = regex(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^\s/]+:\d{1,5}")
RETRIES = 3
"""How often work is done again that was lost with its worker, or failed for want of a file that is still to be seen."""


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """Connect to the scheduler at `address` (`tcp://HOST:PORT`, `HOST:PORT`, or a file that it has written).

    Raises `SitegenError` where the extra is not installed, nobody answers, or the cluster has no worker.
    """
    try:
        from distributed import Client  # an extra
    except ImportError:
        raise missing("--dask needs Dask, which is not installed", "dask") from None
    from sitegen.render.cluster import forget  # imports all that a build needs

    if address.endswith(".json"):
        if not Path(address).is_file():
            raise _refused(f"there is no file {address}, which a Dask scheduler would have written")
        at = {"scheduler_file": address}
    elif _ADDRESS.fullmatch(address):
        at = {"address": address}
    else:
        raise _refused(f"{address!r} is no address of a Dask scheduler, such as tcp://HOST:8786, and no .json file")
    try:
        client = Client(**at, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise _refused(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError:
            raise _refused(f"the Dask cluster at {address} has no worker") from None
        try:
            yield client.get_executor(pure=False, retries=RETRIES)  # type: ignore[no-untyped-call]
        finally:
            client.run(forget, on_error="ignore")


def _refused(sentence: str) -> SitegenError:
    hint = "start it with `dask scheduler`, and `dask worker ADDRESS --nthreads 1 --nworkers auto` on each machine"
    return SitegenError([Problem(sentence=sentence, hint=hint)])
