"""What the code may not do, what its parts may not bind users to, and how its containers are closed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(f.relative_to(ROOT) for room in ("flows", "transforms", "expectations", "warehouse") for f in (ROOT / room).rglob("*.py"))  # fmt: skip
MAY_START_PROCESSES = {"flows/deploy/server.py"}  # the Prefect server, as a list of words
SAFE_LOADERS = {"yaml.BaseLoader", "WordLoader"}  # texts only; a subclass of the safe one
FORBIDDEN_MODULES = {"pickle", "cloudpickle", "dill", "marshal", "shelve", "joblib"}
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "os.system", "os.popen", "os.execv", "os.execvp", "yaml.unsafe_load",
    "pl.DataFrame.deserialize", "pd.read_pickle",
}  # fmt: skip


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("file", FILES, ids=str)
def test_nothing_is_unpickled_and_no_shell_is_started(file: Path) -> None:
    modules = set(imported(file))
    assert modules.isdisjoint(FORBIDDEN_MODULES)
    assert "subprocess" not in modules or str(file) in MAY_START_PROCESSES
    for name, call in calls(file):
        assert name not in FORBIDDEN_CALLS, f"{file}:{call.lineno}: {name}"
        told = {k.arg: ast.unparse(k.value) for k in call.keywords}
        assert told.keys().isdisjoint({"shell", "allow_pickle"}), f"{file}:{call.lineno}: {told}"
        if name == "yaml.load":
            loader = " ".join([*map(ast.unparse, call.args[1:]), told.get("Loader", "")])
            assert loader.strip() in SAFE_LOADERS, f"{file}:{call.lineno}: {loader}"


@pytest.mark.parametrize("file", [f for f in FILES if f.parts[0] == "flows"], ids=str)
def test_flows_bind_the_parameters_of_their_queries(file: Path) -> None:
    for name, call in calls(file):
        if name == "store.read":
            assert not any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in call.args[1:2]), f"{file}:{call.lineno}"


def test_templates_escape_what_they_show() -> None:
    made = [(file, call) for file in FILES for name, call in calls(file) if name.rpartition(".")[2] == "Environment"]
    assert made
    for file, call in made:
        escapes = {k.arg: ast.unparse(k.value) for k in call.keywords}
        assert escapes.get("autoescape") == "True", f"{file}:{call.lineno}"


@pytest.mark.flow
def test_artifacts_escape_what_articles_say() -> None:
    from flows.deploy.artifacts import escaped

    assert escaped("<script>alert(1)</script>") == r"&lt;script&gt;alert\(1\)&lt;/script&gt;"
    assert escaped("a | b\n[x](javascript:y)") == r"a \| b \[x\]\(javascript:y\)"


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest) for word, rest in lines]


def test_the_image_is_pinned_without_a_shell_and_without_root() -> None:
    told = instructions()
    assert all(re.search(r":\d+\.\d+", rest) for word, rest in told if word == "FROM")
    assert all(rest.startswith("[") for word, rest in told if word in ("RUN", "ENTRYPOINT", "CMD"))
    assert {word for word, _ in told}.isdisjoint({"ADD", "SHELL"})
    assert any("--require-hashes" in rest for word, rest in told if word == "RUN")
    users = [rest for word, rest in told if word == "USER"]
    assert users == ["10001:10001"]
    assert [word for word, _ in told].index("USER") < [word for word, _ in told].index("ENTRYPOINT")
    assert [rest.split()[0] for word, rest in told if word == "COPY" and not rest.startswith("--from")] == [
        "requirements.lock", "pyproject.toml", "flows", "transforms", "expectations", "warehouse", "prefect.yaml",
    ]  # fmt: skip


def test_every_service_is_closed_as_far_as_it_can_be() -> None:
    told: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    assert told["services"].keys() == {"server", "pool", "deploy", "worker", "page"}
    for name, service in told["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "privileged" not in service, name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source.startswith("./") or source in told["volumes"], volume
        for needed in service.get("depends_on", {}):
            assert needed in told["services"], needed


@pytest.mark.flow
def test_the_deployments_name_the_flow_and_run_one_at_a_time() -> None:
    from importlib import import_module

    told: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
    for deployment in told["deployments"]:
        module, _, name = deployment["entrypoint"].rpartition(".")
        assert hasattr(import_module(module), name)
        assert deployment["concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_limit"]["collision_strategy"] == "CANCEL_NEW"
