"""What a person is told where disk or data refuse: what was found and what to do, in place of a traceback.

Only what the world does to us is caught. A mistake of ours keeps its traceback; with `watch.log_level` DEBUG everything does.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.commands.common import EXIT_FAILED

if TYPE_CHECKING:
    from flows.settings import Settings

ADVICE = {
    errno.EACCES: "run as a user who may read and write there, or name another folder (--data)",
    errno.EPERM: "run as a user who may read and write there, or name another folder (--data)",
    errno.EROFS: "name a folder that can be written (--data)",
    errno.ENOSPC: "make room on that disk and run again",
    errno.EDQUOT: "make room on that disk and run again",
    errno.EEXIST: "a folder is wanted where a file lies: name another (--data), or move the file away",
    errno.ENOTDIR: "a folder is wanted where a file lies: name another (--data), or move the file away",
    errno.EISDIR: "a file is wanted where a folder lies: name another, or move the folder away",
    errno.ENOENT: "check the path",
    errno.EMFILE: "raise the limit of open files (`ulimit -n`)",
}
STORES = ("botocore", "aiohttp", "aiobotocore", "s3fs")  # libraries of object stores, which raise errors of their own
NO_SERVER = "Failed to reach API"  # Prefect's words
EXTRA = "it is in the extra `cluster` (`make .venv/extra`)"
FULL = "No space left on device"  # DuckDB hands on the words of the system
NO_DATASET = "put a copy of the file back, or move it away and let `dateline run` make a new one; `dateline verify` tells which export is whole"


class Verbs(click.Group):
    """The group of verbs: whatever disk or data refuse to one of them is said in a line."""

    def invoke(self, ctx: click.Context) -> Any:
        """The verb; exit code 1 where it is refused and names no other."""
        with plainly():
            return super().invoke(ctx)


class Refused(click.ClickException):
    """One line on standard error, and an exit code of the verb's choice."""

    def __init__(self, message: str, exit_code: int = EXIT_FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click's own is of the class, and read from the instance


@contextmanager
def plainly(exit_code: int | None = None) -> Iterator[None]:
    """What the block meets of files that cannot be used and libraries that are missing, as `Refused` with that exit code."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.message, exit_code or refused.exit_code) from None
    except Exception as error:
        told = _told(error)
        if told is None or _in_detail():
            raise
        raise Refused(told, exit_code or EXIT_FAILED) from None


def _told(error: Exception) -> str | None:
    """The line for this error; None for one that is not the world's."""
    if isinstance(error, OSError) and error.errno is not None:
        return None if error.errno == errno.EPIPE else _of_the_system(error)
    if isinstance(error, (FileNotFoundError, PermissionError, ConnectionError)) or _module(error) in STORES:
        return f"{error}; check the address, the keys of the store and its endpoint"
    if isinstance(error, ImportError) and str(error).lower().startswith(("install ", "please install ")):
        return f"{error}: {EXTRA}"
    if isinstance(error, RuntimeError) and str(error).startswith(NO_SERVER):
        return f"{error}; start that server, unset PREFECT_API_URL, or run with --direct, which needs none"
    duckdb = sys.modules.get("duckdb")  # nothing heavy is imported to say that something failed
    if duckdb and isinstance(error, duckdb.Error) and FULL in str(error):
        return f"{_said(error)}; {ADVICE[errno.ENOSPC]}"
    if duckdb and isinstance(error, (duckdb.IOException, duckdb.InvalidInputException, duckdb.CatalogException)):
        return f"{_said(error)}; expected a dataset of Dateline, or an export (`dateline verify` tells whether it is whole)"
    return None


def _module(error: Exception) -> str:
    return type(error).__module__.partition(".")[0]


def _said(error: Exception) -> str:
    """What DuckDB says, without the line of SQL that it points at: that is ours."""
    return " ".join(str(error).split("\n\nLINE ")[0].split())


def _of_the_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    advice = ADVICE.get(error.errno or 0)
    return f"{where}{error.strerror}" + (f"; {advice}" if advice else "")


def _in_detail() -> bool:
    from flows.config import ConfigError, configured

    try:
        return configured().watch.log_level == "DEBUG"
    except (ConfigError, OSError):
        return False


def check_place(settings: Settings) -> None:
    """Meet now what would refuse the run in its midst: a data folder that cannot be written, a dataset that is none.

    Within a flow Prefect prints the traceback of every error before anybody can say it better.
    """
    from tempfile import TemporaryFile

    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryFile(dir=settings.data):
            pass
    except OSError as error:  # tells the name of the file that it could not make
        raise OSError(error.errno, error.strerror, str(settings.data)) from None
    if settings.live.exists():
        check_dataset(settings.live)


def check_dataset(live: Path) -> None:
    """Open the dataset and look for its articles; Refused where there are none to be had."""
    from warehouse import store

    try:
        store.read(live, "SELECT article_id FROM articles LIMIT 0")
    except Exception as error:
        if _in_detail() or not (isinstance(error, store.QueryError) or _module(error) in ("duckdb", "_duckdb")):
            raise
        raise Refused(f"{live} is no dataset of Dateline: {_said(error)}; {NO_DATASET}") from None


def check_addresses(addresses: Iterable[str | None]) -> None:
    """Meet now that there is no library for an address that is neither a path nor a page."""
    from flows.mirror import is_in_store

    for address in addresses:
        if address is None or not is_in_store(address):
            continue
        import fsspec

        kind = address.partition("://")[0]
        try:
            fsspec.get_filesystem_class(kind)
        except ValueError:
            raise click.UsageError(
                f"{address}: nothing here reads {kind}://; a path, http://, https:// and s3:// are read"
            ) from None


def check_runner(runner: str) -> None:
    """Meet now that the task runner for many machines is not installed."""
    from importlib.util import find_spec

    if runner in ("dask", "ray") and find_spec(f"prefect_{runner}") is None:
        raise Refused(f"batches.runner is {runner}, and prefect-{runner} is not installed: {EXTRA}")
