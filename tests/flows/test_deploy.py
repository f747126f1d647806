"""Runs by the clock against a real Prefect server: late runs become one, dead ones are cleared away, and each leaves its pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows import journal
from flows.commands.schedule import schedule
from flows.deploy.server import answers, own_server, server_watched

pytestmark = pytest.mark.flow
NEW_SQLALCHEMY = not version("sqlalchemy").startswith("2.0.")

SCENE = """
import json, sys
from datetime import UTC, datetime, timedelta
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.states import Running, Scheduled
from flows import journal
from flows.deploy.scheduled import scheduled
from flows.deploy.serve import deployment
from flows.deploy.sweep import bury_dead, bury_zombies, take_over_late
from flows.settings import ScheduleSettings, Settings
from pathlib import Path

folder = Path(sys.argv[1])
settings = Settings(data=folder / "data")
made = deployment("test", ScheduleSettings(), [str(folder / "in")], {"data": str(settings.data), "syntax": "rules"}).apply()
past = datetime.now(UTC) - timedelta(minutes=5)
answer = {}
with get_client(sync_client=True) as client:
    def run(state):
        return client.create_flow_run_from_deployment(made, state=state).id
    def state(one):
        return client.read_flow_run(one).state.name
    late = [run(Scheduled(scheduled_time=past)) for _ in range(3)]
    own, coming = late[0], run(Scheduled(scheduled_time=datetime.now(UTC) + timedelta(hours=1)))
    answer["taken"] = take_over_late(str(made), str(own))
    answer["late"] = [state(one) for one in [*late, coming]]
    zombie, known = run(Scheduled()), run(Scheduled())
    for one in (zombie, known):
        client.set_flow_run_state(one, Running(), force=True)
    answer["buried"] = bury_zombies(str(made), str(own), [str(zombie), None, "00000000-0000-0000-0000-000000000000"], 600.0)
    journal.started(settings.journal, "dead", flow_run=str(known))
    answer["dead"] = bury_dead(settings)
    answer["zombies"] = [state(zombie), state(known)]

    def outcome(**options):
        ended = scheduled(options={"data": str(settings.data), "syntax": "rules", "workers": 1, **options}, return_state=True)
        return ended
    answer["nothing"] = outcome().name
    first = outcome(**{"schedule.inputs": [str(folder / "in")]})
    answer["first"] = [first.name, first.message]
    again = outcome(**{"schedule.inputs": [str(folder / "in")]})
    answer["again"] = again.name
    found = client.read_artifacts(artifact_filter=ArtifactFilter(
        flow_run_id=ArtifactFilterFlowRunId(any_=[first.state_details.flow_run_id])))
    answer["artifacts"] = {one.key: str(one.data) for one in found}
print(json.dumps(answer, default=str))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="module")
def api(home: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(home))
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        with own_server() as address:
            yield address


@pytest.fixture(scope="module")
def scene(api: str, home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("scene")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    (folder / "in" / "<b>.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "data").mkdir()
    environ = {**os.environ, "PREFECT_API_URL": api, "PREFECT_HOME": str(home), "PREFECT_LOGGING_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", SCENE, str(folder)], env=environ, capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_one_run_takes_over_what_is_late_and_nothing_else(scene: dict[str, Any]) -> None:
    assert scene["taken"] == 2
    assert scene["late"] == ["Scheduled", "Cancelled", "Cancelled", "Scheduled"]


def test_runs_without_a_process_are_marked_as_crashed(scene: dict[str, Any]) -> None:
    assert (scene["buried"], scene["dead"]) == (1, 1)
    assert scene["zombies"] == ["Crashed", "Crashed"]


def test_the_state_of_a_run_says_what_became_of_it(scene: dict[str, Any]) -> None:
    assert scene["nothing"] == "Failed"
    name, message = scene["first"]
    assert name == "Published"
    assert "1 new, 1 rejected" in message
    assert scene["again"] == "Unchanged"


def test_a_run_leaves_its_pages_and_escapes_what_they_show(scene: dict[str, Any]) -> None:
    found = scene["artifacts"]
    assert found.keys() >= {"dateline-summary", "dateline-stages", "dateline-rejected", "dateline-quality"}
    assert "new articles" in found["dateline-summary"]
    assert "extract" in found["dateline-stages"]
    assert "&lt;b&gt;.bin" in found["dateline-rejected"]


def test_the_journal_tells_when_the_server_goes_and_comes(api: str, tmp_path: Path) -> None:
    assert answers(api)
    file = tmp_path / "runs.jsonl"
    with server_watched("http://127.0.0.1:9/api", file, every_seconds=0.05):
        while not journal.happened(file):
            pass
    assert [entry["event"] for entry in journal.happened(file)] == ["server_lost"]
    with server_watched(api, file, every_seconds=0.05):
        pass
    assert len(journal.happened(file)) == 1


def test_only_a_server_that_is_away_lets_the_schedule_wait() -> None:
    code = """
import httpx
from flows.deploy.serve import is_of_the_server as away
print(
    away(RuntimeError("Service exceeded error threshold.")),
    away(ExceptionGroup("x", [httpx.ConnectError("refused"), RuntimeError("Service exceeded error threshold.")])),
    away(ExceptionGroup("x", [httpx.ConnectError("refused"), ValueError("no such flow")])),
    away(RuntimeError("something else")),
)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "False", "False"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "name a file or folder"),
        (["in"], "say when"),
        (["in", "--cron", "0 * * * *", "--every", "60"], "exclude each other"),
    ],
)
def test_a_schedule_needs_inputs_and_one_kind_of_clock(words: list[str], complaint: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(schedule, [*words, "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert complaint in done.output


@pytest.mark.skipif(not NEW_SQLALCHEMY, reason="the SQLAlchemy that is installed is the right one")
def test_a_schedule_that_would_never_fire_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(schedule, ["in", "--every", "60", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "SQLAlchemy" in done.output
