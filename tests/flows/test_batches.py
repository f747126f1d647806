"""Batches: the same result wherever they are extracted, nothing extracted twice, and stores that have their moods."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from flows import pipeline
from flows.batches import Done, extract_batch, plan
from flows.batches.job import MARK
from flows.batches.plan import key_of
from flows.batches.store import Store, is_transient, open_store, storage_options
from flows.config import STORAGE_SECRET
from flows.mirror import mirrored
from flows.run import begun
from flows.settings import BatchSettings, Settings
from warehouse import store

STORIES = (
    "Floods\n\nFloods killed 12 people in Dorra on 3 May 2021, the council said on Friday.\n",
    "Vote\n\nThe senate of Orvale approved a budget of $4.5 million on 7 June 2022, officials said.\n",
    "Results\n\nHalvik Shipping said profit rose 12% to 30 million euros in the first quarter of 2023.\n",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", syntax="rules", workers=1, batch_articles=1, export=False)


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """A folder with three articles, so three batches."""
    return [str(written(tmp_path / "in"))]


def written(folder: Path) -> Path:
    """The stories as files of a new folder."""
    folder.mkdir()
    for number, story in enumerate(STORIES):
        (folder / f"{number}.txt").write_text(story, "utf-8")
    return folder


def rows(shards: pipeline.Shards, table: str) -> pl.DataFrame:
    """The rows of a table from all its files, without what differs from run to run."""
    frame = pl.read_parquet(list(shards[table]))
    return frame.drop("first_run_id", strict=False).sort(pl.all())


def broken(done: Iterator[Done]) -> Iterator[Done]:
    """An engine that dies after two batches."""
    yield next(done)
    yield next(done)
    raise OSError("the power is gone")


def dies(settings: Settings, inputs: list[str]) -> None:
    with begun(settings) as run:
        intake = pipeline.ingest(run, inputs)
        pipeline.extract_with(run, intake, lambda jobs: broken(map(extract_batch, jobs)))


def test_a_run_that_dies_has_not_worked_for_nothing(settings: Settings, inputs: list[str]) -> None:
    with pytest.raises(OSError, match="power"):
        dies(settings, inputs)
    finished: list[Done] = []
    with begun(settings) as run:
        intake = pipeline.ingest(run, inputs)

        def engine(jobs: object) -> Iterator[Done]:
            for job in jobs:  # type: ignore[attr-defined]
                finished.append(extract_batch(job))
                yield finished[-1]

        shards = pipeline.extract_with(run, intake, engine)
        articles = pl.read_parquet(list(shards["articles"]))
        assert [done.was_done for done in finished] == [True, True, False]
        assert set(articles["first_run_id"]) == {run.run_id}
        assert rows(shards, "events").height >= 3


def test_articles_that_a_dead_run_copied_to_a_store_are_those_of_the_run_that_reads_them(
    settings: Settings, inputs: list[str]
) -> None:
    far = replace(settings, batches=BatchSettings(store="memory://dead-run-copied"))
    with pytest.raises(OSError, match="power"):
        dies(far, inputs)
    with begun(far) as run:
        shards = pipeline.extract_with(run, pipeline.ingest(run, inputs), lambda jobs: map(extract_batch, jobs))
        assert set(pl.read_parquet(list(shards["articles"]))["first_run_id"]) == {run.run_id}
        assert len(shards["articles"]) == 3


def test_published_batches_are_forgotten(settings: Settings, inputs: list[str]) -> None:
    (settings.data / "batches" / "left-by-a-dead-run").mkdir(parents=True)
    with begun(settings) as run:
        intake = pipeline.ingest(run, inputs)
        made = plan(run, intake.articles)
        for job in made.jobs:
            extract_batch(job)
        from flows.batches import forget

        forget(made)
        assert not (settings.data / "batches").exists()


def test_the_key_of_a_batch_is_that_of_its_articles_and_of_the_extractor(tmp_path: Path) -> None:
    frame = pl.DataFrame({"article_id": ["a"], "published_on": [None], "text": ["x"], "first_run_id": ["r1"]})
    file = tmp_path / "batch.parquet"
    frame.write_parquet(file)
    key = key_of(file, "v1")
    frame.with_columns(first_run_id=pl.lit("r2")).write_parquet(file)
    assert key_of(file, "v1") == key
    assert key_of(file, "v2") != key
    frame.with_columns(published_on=pl.lit("2021-05-03")).write_parquet(file)
    assert key_of(file, "v1") != key


@pytest.mark.parametrize("damage", ["cut", "gone", "unmarked"])
def test_a_batch_that_is_not_all_there_is_done_again(settings: Settings, inputs: list[str], damage: str) -> None:
    with begun(settings) as run:
        job = plan(run, pipeline.ingest(run, inputs).articles).jobs[0]
        assert not extract_batch(job).was_done
        assert extract_batch(job).was_done
        folder = Path(settings.batch_store, job.key)
        if damage == "cut":
            (folder / "events.parquet").write_bytes(b"PAR1")
        else:
            (folder / (MARK if damage == "unmarked" else "figures.parquet")).unlink()
        assert not extract_batch(job).was_done
        assert pl.read_parquet(folder / "events.parquet").height > 0


class Moody:
    """A file system that refuses some requests before it answers."""

    protocol = "s3"

    def __init__(self, errors: list[Exception]) -> None:
        self.errors = errors
        self.asked = 0

    def cat_file(self, path: str) -> bytes:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return b'{"path": "%s"}' % path.encode()


def test_an_object_store_is_asked_again_with_pauses_that_double() -> None:
    pauses: list[float] = []
    moody = Moody([ConnectionError("reset"), TimeoutError("slow")])
    assert Store(moody, "bucket/x", 3, 0.5, pauses.append).read_json("a") == {"path": "bucket/x/a"}
    assert pauses == [0.5, 1.0]


def test_an_object_store_that_stays_away_is_an_error_in_the_end() -> None:
    moody = Moody([ConnectionError("reset") for _ in range(9)])
    with pytest.raises(ConnectionError):
        Store(moody, "bucket", 3, 0.0, lambda _: None).read_json("a")
    assert moody.asked == 4


def test_what_a_second_try_cannot_help_is_not_tried_twice() -> None:
    moody = Moody([PermissionError("no")])
    with pytest.raises(PermissionError):
        Store(moody, "bucket", 3, 0.0, lambda _: None).read_json("a")
    assert moody.asked == 1
    assert not is_transient(ValueError("x"))
    assert not is_transient(FileNotFoundError("x"))


def test_secrets_of_a_store_come_from_the_environment_and_stand_in_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE_SECRET, '{"key": "k", "secret": "hunter2"}')
    assert storage_options(BatchSettings())["secret"] == "hunter2"
    monkeypatch.setenv(STORAGE_SECRET, '"hunter2"')
    with pytest.raises(ValueError, match="JSON object") as caught:
        storage_options(BatchSettings())
    assert "hunter2" not in str(caught.value)


def test_only_addresses_of_stores_are_mirrored(settings: Settings, tmp_path: Path) -> None:
    same = ["articles/", "-", "https://news.example/feed", "HTTP://news.example/a"]
    assert mirrored(same, settings) == same
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_text("x", "utf-8")
    (copy,) = mirrored([f"file://{tmp_path}/there"], settings)
    assert [f.name for f in Path(copy).iterdir()] == ["a.txt"]
    assert Path(copy).is_relative_to(settings.data)


def test_a_local_store_shows_whole_files_only(tmp_path: Path) -> None:
    held = open_store(str(tmp_path), BatchSettings())
    assert held.is_local
    held.write_json({"a": 1}, "sub/x.json")
    held.write_frame(pl.DataFrame({"n": [1, 2]}), "sub/x.parquet")
    assert held.sizes("sub").keys() == {"x.json", "x.parquet"}
    assert held.sizes("nothing") == {}
    assert held.read_frame("sub/x.parquet")["n"].to_list() == [1, 2]
    held.remove("sub")
    held.remove("sub")
    assert list(tmp_path.iterdir()) == []


ORPHANS = """
import sys, time
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
from flows.batches.processes import end_with_parent

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(2, mp_context=context, initializer=end_with_parent)
    waits = [pool.submit(time.sleep, 0.1) for _ in range(4)]
    [w.result() for w in waits]
    print(*pool._processes, flush=True)
    time.sleep(60)
"""


@pytest.mark.flow
def test_a_run_that_is_killed_leaves_no_workers(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS, "utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 60
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in workers if is_alive(pid)] == []


def is_alive(pid: int) -> bool:
    """Whether it runs; an ended one that nobody has waited for, as in a container without an init, does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.extra
@pytest.mark.flow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_batches_in_an_object_store_give_the_same_rows(settings: Settings, inputs: list[str], bucket: str) -> None:
    there = replace(settings, data=settings.data / "remote", batches=BatchSettings(store=bucket))
    with begun(settings) as here, begun(there) as run:
        local = pipeline.extract(here, pipeline.ingest(here, inputs))
        made = plan(run, pipeline.ingest(run, inputs).articles)
        assert all(job.batch is None for job in made.jobs)
        remote = pipeline.extract(run, pipeline.ingest(run, inputs))
        for table in ("articles", "events", "figures", "dates", "statements"):
            assert rows(local, table).equals(rows(remote, table))
        assert extract_batch(made.jobs[0]).was_done
        from flows.batches import forget

        forget(made)
        assert made.store.sizes(made.jobs[0].key) == {}


@pytest.mark.extra
@pytest.mark.flow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_inputs_in_an_object_store_are_read_and_only_once(settings: Settings, inputs: list[str], bucket: str) -> None:
    held = open_store(f"{bucket}/articles", BatchSettings())
    for file in Path(inputs[0]).iterdir():
        held.put(str(file), f"2021/{file.name}")
    with begun(settings) as run:
        assert pipeline.ingest(run, [f"{bucket}/articles"]).inputs_read == 3
    copies = sorted((settings.data / "mirror").rglob("*.txt"))
    assert [copy.parent.name for copy in copies] == ["2021"] * 3
    before = [copy.stat().st_ino for copy in copies]
    with begun(settings) as run:
        assert pipeline.ingest(run, [f"{bucket}/articles/2021/1.txt"]).inputs_read == 1
        pipeline.ingest(run, [f"{bucket}/articles"])
    assert [copy.stat().st_ino for copy in copies] == before


def exported(inputs: Path, data: Path, runner: str, *options: str) -> dict[str, bytes]:
    """The Parquet files of a run over the inputs, a batch an article."""
    environ = {**os.environ, "DATELINE_BATCHES__RUNNER": runner, "DATELINE_WORKERS": "2"}
    environ["PREFECT_HOME"] = str(data.with_name("prefect"))
    dateline = Path(sys.executable).with_name("dateline")
    command = [str(dateline), "run", str(inputs), "--syntax", "rules", "--batch", "1", "--data", str(data), *options]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return {f.name: f.read_bytes() for f in (data / "exports" / "latest").glob("*.parquet")}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the runs of all engines, with the stories in it and a home for Prefect, which is slow to make."""
    folder = tmp_path_factory.mktemp("engines")
    (folder / "prefect").mkdir()
    written(folder / "in")
    return folder


@pytest.fixture(scope="module")
def direct(engines: Path) -> dict[str, bytes]:
    return exported(engines / "in", engines / "direct", "processes", "--direct")


@pytest.mark.extra
@pytest.mark.flow
@pytest.mark.parametrize("runner", ["threads", "prefect-processes", "dask", "ray"])
def test_every_engine_gives_the_same_rows(runner: str, engines: Path, direct: dict[str, bytes]) -> None:
    if runner in ("dask", "ray"):
        pytest.importorskip(f"prefect_{runner}")
    assert exported(engines / "in", engines / runner, runner) == direct
    assert "events.parquet" in direct
    assert store.read(engines / runner / "dateline.duckdb", "SELECT count(*) FROM articles").item() == 3
