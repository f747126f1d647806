"""Files on this machine or in an object store, by one name: whatever address fsspec knows.

    store = open_store("s3://bucket/dateline", BatchSettings())
    store.write_frame(frame, "7f/events.parquet")

Reads and writes of an object store are tried again, with pauses that double; a file that is not there is not asked for twice.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import fsspec
import polars as pl

from flows.config import STORAGE_SECRET
from flows.settings import BatchSettings

T = TypeVar("T")
_FINAL = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError)
_NETWORK = ("aiobotocore", "aiohttp", "botocore", "urllib3")  # their errors are no OSErrors


@dataclass(frozen=True, slots=True)
class Store:
    """A folder at some address; paths are relative to it."""

    files: Any  # fsspec.AbstractFileSystem, which has no types
    root: str
    retries: int
    backoff_seconds: float
    sleep: Callable[[float], None] = time.sleep

    @property
    def is_local(self) -> bool:
        """Whether its files can be opened by path on this machine."""
        protocol = self.files.protocol
        return "file" in ((protocol,) if isinstance(protocol, str) else protocol)

    def path(self, name: str) -> str:
        """The whole path, as the file system knows it."""
        return f"{self.root.rstrip('/')}/{name}" if name else self.root

    def sizes(self, folder: str) -> dict[str, int]:
        """Size of each file in the folder, by its last name; nothing where there is no such folder."""

        def listed() -> dict[str, int]:
            self.files.invalidate_cache(self.path(folder))
            found = self.files.ls(self.path(folder), detail=True)
            return {str(one["name"]).rpartition("/")[2]: int(one["size"]) for one in found if one["type"] == "file"}

        try:
            return self._patiently(listed)
        except FileNotFoundError:
            return {}

    def find(self) -> dict[str, dict[str, Any]]:
        """Every file at or below the root, by its whole path, with what the store tells of it."""

        def found() -> dict[str, dict[str, Any]]:
            self.files.invalidate_cache()
            return dict(self.files.find(self.root, detail=True))

        return self._patiently(found)

    def read_json(self, name: str) -> Any:
        """What a JSON file holds; FileNotFoundError where there is none."""
        return json.loads(self._patiently(lambda: self.files.cat_file(self.path(name))))

    def write_json(self, value: object, name: str) -> None:
        """Write a JSON file, which is there whole or not at all."""
        self._write(name, lambda path: self.files.pipe_file(path, json.dumps(value, sort_keys=True).encode()))

    def read_frame(self, name: str) -> pl.DataFrame:
        """The frame in a Parquet file."""

        def read() -> pl.DataFrame:
            with self.files.open(self.path(name), "rb") as file:
                return pl.read_parquet(file)

        return self._patiently(read)

    def write_frame(self, frame: pl.DataFrame, name: str) -> None:
        """Write a frame as Parquet, which is there whole or not at all."""

        def write(path: str) -> None:
            with self.files.open(path, "wb") as file:
                frame.write_parquet(file, compression="lz4")

        self._write(name, write)

    def put(self, local: str, name: str) -> None:
        """Copy a file of this machine into the store."""
        self._write(name, lambda path: self.files.put_file(local, path))

    def get(self, name: str, local: str) -> None:
        """Copy a file of the store to this machine."""
        self._patiently(lambda: self.files.get_file(self.path(name), local))

    def remove(self, folder: str) -> None:
        """Remove a folder and what is in it; nothing where it is not there."""
        try:
            self._patiently(lambda: self.files.rm(self.path(folder), recursive=True))
        except FileNotFoundError:
            return

    def _write(self, name: str, write: Callable[[str], None]) -> None:
        """On this machine beside its place and then moved there; an object store shows nothing before it is whole."""
        final = self.path(name)
        if not self.is_local:
            self._patiently(lambda: write(final))
            return
        self.files.makedirs(final.rpartition("/")[0], exist_ok=True)
        half = f"{final}.{os.getpid()}.half"
        write(half)
        os.replace(half, final)  # noqa: PTH105 (a path of fsspec is text)

    def _patiently(self, work: Callable[[], T]) -> T:
        for attempt in range(self.retries):
            try:
                return work()
            except Exception as error:
                if self.is_local or not is_transient(error):
                    raise
                self.sleep(self.backoff_seconds * float(2**attempt))
        return work()


def is_transient(error: BaseException) -> bool:
    """Whether the same request may well succeed a little later."""
    if isinstance(error, _FINAL):
        return False
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _NETWORK


def open_store(address: str, settings: BatchSettings) -> Store:
    """The store at an address. Its secrets come from the environment or a Prefect block, where they are needed, and stay there."""
    remote = "://" in address and not address.startswith("file://")
    files, root = fsspec.url_to_fs(address, **(storage_options(settings) if remote else {}))
    return Store(files, root, settings.retries, settings.backoff_seconds)


def storage_options(settings: BatchSettings) -> dict[str, Any]:
    """Keys and endpoint of the object store: JSON in DATELINE_STORAGE_OPTIONS, or in the Secret block that the settings name.

    Without either, the library of the store looks where it always looks (for S3: AWS_* variables, ~/.aws, the machine's role).
    """
    told = os.environ.get(STORAGE_SECRET)
    if not told and settings.secret_block:
        from prefect.blocks.system import Secret

        told = Secret.load(settings.secret_block, _sync=True).get()  # type: ignore[call-arg, union-attr]
    options = json.loads(told) if isinstance(told, str) else told
    if options is not None and not isinstance(options, dict):
        raise ValueError(f"{STORAGE_SECRET}: expected a JSON object of options for fsspec")  # never with its value
    return options or {}
