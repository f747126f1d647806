"""A fire drill: a Prefect server, a worker and a schedule on this machine, with all that goes wrong in a month done in minutes.

    python -m benchmarks.drill [--runs 10] [--every 8]

Articles arrive in a folder while the schedule of prefect.yaml fires every few seconds, first for a worker, then for `dateline
schedule`. On the way one delivery is rubbish, one run is killed with SIGKILL, the server is restarted twice, and a number of runs
fall due while it is gone. At the end the dataset must hold what one run over the whole folder gives, row for row, and `dateline
status` must tell of everything.
An automation of Prefect that calls a web hook is registered too, and must have called. Everything lives in a temporary folder.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
import httpx

from flows import journal
from flows.journal import ENDED_WELL

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PLACES = ("Orvale", "Brask", "Dunmere", "Port Lessing", "Halvik", "Tarn", "Eskholm", "Merrow")


@dataclass(slots=True)
class Drill:
    """The folder of the drill, its server, and what listens for notifications."""

    folder: Path
    port: int
    every: int
    deliveries: int = 0
    notified: list[str] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def inbox(self) -> Path:
        return self.folder / "in"

    @property
    def journal(self) -> Path:
        return self.data / "runs.jsonl"

    def prefect(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of Prefect's own, which must succeed."""
        command = [str(BIN / "prefect"), "--no-prompt", *words]
        done = subprocess.run(command, env=self.environ, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done

    def deliver(self, articles: int = 3) -> None:
        """A file with new articles arrives: written beside, then moved, as deliveries should be."""
        self.deliveries += 1
        lines = (json.dumps(_article(self.deliveries, n)) for n in range(articles))
        half = self.folder / "delivery"
        half.write_text("\n".join(lines) + "\n", "utf-8")
        half.replace(self.inbox / f"{self.deliveries:03}.jsonl")

    def ended(self, *statuses: str) -> int:
        """How many runs have ended so."""
        return sum(run.status in statuses for run in journal.runs(self.journal))


def _article(delivery: int, number: int) -> dict[str, str]:
    place, day = PLACES[(delivery + number) % len(PLACES)], 1 + delivery % 28
    hurt, share = 3 + delivery * 7 + number, 1 + (delivery + number) % 9
    text = (
        f"{place} council approved a budget of ${share}.{number % 9} million on Tuesday, the mayor said. "
        f"At least {hurt} people were hurt when a ferry struck the pier on {day} March 2021, police said. "
        f"Unemployment in the district fell {share}% from {share + 4}% a year earlier, according to the statistics office. "
    )
    return {"url": f"https://news.example/{delivery}/{number}", "title": f"{place} {delivery}-{number}", "text": text * 3,
            "published_at": f"2021-04-{day:02}"}  # fmt: skip


@contextmanager
def _process(drill: Drill, program: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process for as long as the block lasts, its output in a file of the folder."""
    with (drill.folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen([str(BIN / program), *words], env=drill.environ, stdout=log, stderr=log, cwd=ROOT)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:  # as a supervisor would
                click.echo(f"          {program} {words[0]} did not stop when asked, and was killed")
                process.kill()
                process.wait()


def _until(what: str, is_so: Callable[[], bool], seconds: float = 240) -> None:
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > seconds:
            raise SystemExit(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.3)
    click.echo(f"{time.monotonic() - begun:6.1f} s  {what}")


def _server(drill: Drill) -> Any:
    return _process(drill, "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(drill.port))


def _worker(drill: Drill) -> Any:
    return _process(drill, "prefect", "worker", "start", "--pool", "dateline", "--name", "drill")


def _schedule(drill: Drill) -> Any:
    return _process(drill, "dateline", "schedule", "--every", str(drill.every))


def _answers(drill: Drill) -> bool:
    try:
        return httpx.get(f"{drill.environ['PREFECT_API_URL']}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def _listening(drill: Drill) -> Iterator[int]:
    """A web hook on loopback that remembers what it is told; its port."""

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            drill.notified.append(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def _register(drill: Drill, hook_port: int) -> None:
    drill.prefect("work-pool", "create", "dateline", "--type", "process")
    drill.prefect("deploy", "--name", "hourly", "--interval", str(drill.every))
    script = [sys.executable, "-m", "benchmarks.drill_notify", str(hook_port)]
    done = subprocess.run(script, env=drill.environ, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr)


def _kill_a_run(drill: Drill) -> None:
    """SIGKILL to a run in the middle of its work, with a delivery that keeps it busy."""
    drill.deliver(articles=1500)
    held = drill.data / "batches"

    def at_work() -> journal.Past | None:
        running = [run for run in journal.runs(drill.journal) if run.status == "running"]
        return running[-1] if running and held.exists() and any(held.glob("*/done.json")) else None

    _until("a run is in the middle of its extraction", lambda: at_work() is not None)
    victim = at_work()
    assert victim is not None
    assert victim.pid is not None
    os.kill(victim.pid, signal.SIGKILL)
    click.echo(f"          killed run {victim.run_id} (process {victim.pid})")
    _until("the killed run is known as crashed", lambda: drill.ended("crashed") == 1)


def _act(drill: Drill, runs: int) -> None:
    with _server(drill):
        _until("the server answers", lambda: _answers(drill))
        with _listening(drill) as hook_port:
            _register(drill, hook_port)
            with _worker(drill):
                _until("two runs of the worker have ended well", lambda: drill.ended(*ENDED_WELL) >= 2)
                (drill.inbox / "rubbish.bin").write_bytes(bytes(range(256)) * 40)
                (drill.inbox / "torn.jsonl").write_text('{"text": "Six ships sank in May 2020."}\n{"text": \n', "utf-8")
                drill.deliver()
                _until("a run has refused the rubbish", lambda: _rejected(drill) >= 2)
                _kill_a_run(drill)
                _until("a run has ended well after it", lambda: _well_since_crash(drill) >= 1)
            _until("the automation has called its web hook", lambda: bool(drill.notified), 60)
    with ExitStack() as serving:
        with _server(drill):
            _until("the server answers again", lambda: _answers(drill))
            serving.enter_context(_schedule(drill))
            so_far = drill.ended(*ENDED_WELL)
            _until("two runs of the schedule have ended well", lambda: drill.ended(*ENDED_WELL) >= so_far + 2)
        drill.deliver()
        click.echo(f"          no server for {4 * drill.every} s")
        time.sleep(4 * drill.every)
        with _server(drill):
            _until("the server answers again", lambda: _answers(drill))
            _until(f"{runs} runs have ended well", lambda: drill.ended(*ENDED_WELL) >= runs, 60 * runs)
            _until("one run has taken over what was late", lambda: "collapsed" in _happened(drill))
            serving.close()


def _happened(drill: Drill) -> set[str]:
    return {entry["event"] for entry in journal.happened(drill.journal)}


def _rejected(drill: Drill) -> int:
    return sum(run.told.get("inputs_rejected", 0) for run in journal.runs(drill.journal) if run.status in ENDED_WELL)


def _well_since_crash(drill: Drill) -> int:
    past = journal.runs(drill.journal)
    crash = max(n for n, run in enumerate(past) if run.status == "crashed")
    return sum(run.status in ENDED_WELL for run in past[crash:])


def _rows(data: Path) -> dict[str, str]:
    return {f.name: sha256(f.read_bytes()).hexdigest() for f in (data / "exports" / "latest").glob("*.parquet")}


def _judge(drill: Drill) -> list[str]:
    """What is not as it should be."""
    fresh = drill.folder / "fresh"
    command = [str(BIN / "dateline"), "run", str(drill.inbox), "--direct", "--data", str(fresh)]
    subprocess.run(command, env=drill.environ, capture_output=True, check=True)
    differ = [name for name, digest in _rows(fresh).items() if _rows(drill.data).get(name) != digest]
    told = subprocess.run(
        [str(BIN / "dateline"), "status", "--runs", "100"],
        env=drill.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    click.echo(told.stdout)
    wanted = ("crashed", "published", "unchanged", "taken over by one", "no longer answers", "answers again")
    complaints = [f"{name} differs from that of one run over everything" for name in differ]
    complaints += [f"`dateline status` does not tell of {word!r}" for word in wanted if word not in told.stdout]
    complaints += [
        f"left behind: {left}" for left in [*drill.data.glob("*.staging.*"), *(drill.data / "work").iterdir()]
    ]
    if told.returncode:
        complaints.append(f"`dateline status` ends with {told.returncode}: {told.stdout[-500:]}")
    return complaints


@click.command(help=__doc__)
@click.option("--runs", default=10, show_default=True, help="How many runs must have ended well.")
@click.option("--every", default=8, show_default=True, help="Seconds between two runs.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="A new folder to work in, which stays.")
def main(runs: int, every: int, keep: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        drill = Drill(keep or Path(folder), _free_port(), every)
        drill.inbox.mkdir(parents=True)
        (drill.folder / "prefect").mkdir()
        drill.environ = _environ(drill)
        drill.deliver()
        _act(drill, runs)
        complaints = _judge(drill)
        click.echo(f"notified {len(drill.notified)} times: {drill.notified[:1]}")
    for complaint in complaints:
        click.echo(complaint, err=True)
    sys.exit(1 if complaints else 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environ(drill: Drill) -> dict[str, str]:
    from flows.quiet import SWITCHES

    return {
        **os.environ,
        **SWITCHES,
        "PREFECT_HOME": str(drill.folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{drill.port}/api",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
        "DATELINE_DATA": str(drill.data),
        "DATELINE_SYNTAX": "rules",
        "DATELINE_BATCH_ARTICLES": "100",
        "DATELINE_SCHEDULE__INPUTS": json.dumps([str(drill.inbox)]),
    }


if __name__ == "__main__":
    main()
