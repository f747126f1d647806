"""Settings put together: flags before environment before file before what is built in, and where each value comes from.

    dateline.toml in the working folder, or the file that DATELINE_CONFIG names     [batches]  runner = "dask"
    DATELINE_* in the environment, two underscores between section and name         DATELINE_BATCHES__RUNNER=dask

A name that no setting has is an error, wherever it stands: a misspelt limit must not pass for the built-in one.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from flows.settings import Settings

PREFIX = "DATELINE_"
FILE_NAME = "dateline.toml"
FILE_VARIABLE = PREFIX + "CONFIG"
STORAGE_SECRET = PREFIX + "STORAGE_OPTIONS"  # JSON for fsspec: keys, endpoint; never part of the settings
BUILT_IN = "built in"
# What pydantic's own words leave open, by its name of the error.
EXPECTED = {
    "tuple_type": 'expected a list, such as ["one", "two"]',
    "dict_type": 'expected a table, such as {text = ["body"]}',
    "mapping_type": 'expected a table, such as {text = ["body"]}',
    "path_type": "expected a path in quotation marks",
    "string_type": "expected text in quotation marks",
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
}
_PASSWORD = re.compile(r"://[^/@\s]+@")  # of an address: shown to nobody


class ConfigError(ValueError):
    """A file or a variable that says something no setting understands."""


@dataclass(frozen=True, slots=True)
class Effective:
    """The settings, and for each dotted name where its value comes from."""

    settings: Settings
    origins: Mapping[str, str]

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and origin of every setting, in the order of their declaration."""
        for name in self.origins:
            yield name, _shown(value_of(self.settings, name)), self.origins[name]


def load(
    flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> Effective:
    """The effective settings. `flags` are by dotted name, and None where a flag was not given."""
    environment = os.environ if environ is None else environ
    file = _file(environment, folder or Path())
    sources = [
        ("flag", {name: value for name, value in (flags or {}).items() if value is not None}),
        *((f"environment {name}", {setting: value}) for name, setting, value in _variables(environment)),
        *([(str(file), _from_file(file))] if file else []),
    ]
    told: dict[str, object] = {}
    origins = dict.fromkeys(KINDS, BUILT_IN)
    for origin, values in reversed(sources):
        for name, value in values.items():
            _check_known(name, origin)
            told[name], origins[name] = value, origin
    return Effective(_validated(told, origins), origins)


def configured(**flags: object) -> Settings:
    """The effective settings of this process, with the flags that were given."""
    return load(flags).settings


def is_set(variable: str) -> bool:
    """Whether the environment of this process says anything there."""
    return bool(os.environ.get(variable))


def without_password(text: str) -> str:
    """The text with *** in the place of user and password of each address in it."""
    return _PASSWORD.sub("://***@", text)


def value_of(settings: Settings, name: str) -> Any:
    """The value behind a dotted name."""
    value: Any = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def _kinds(kind: type, prefix: str = "") -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    for one in fields(kind):
        if is_dataclass(hints[one.name]):
            yield from _kinds(hints[one.name], f"{prefix}{one.name}.")
        else:
            yield prefix + one.name, hints[one.name]


KINDS: Mapping[str, Any] = dict(_kinds(Settings))


def _check_known(name: str, origin: str) -> None:
    if name not in KINDS:
        near = get_close_matches(name, KINDS, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; `dateline config` lists all settings"
        raise ConfigError(f"{origin}: there is no setting {name}{hint}")


def _file(environ: Mapping[str, str], folder: Path) -> Path | None:
    named = environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise ConfigError(f"{FILE_VARIABLE} names {named}, and there is no such file")
    return Path(named) if named else next((f for f in [folder / FILE_NAME] if f.is_file()), None)


def _from_file(file: Path) -> dict[str, object]:
    try:
        return dict(_flat(tomllib.loads(file.read_text("utf-8"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: no TOML: {error}") from None


def _flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, dict) and prefix + name not in KINDS:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _variables(environ: Mapping[str, str]) -> Iterator[tuple[str, str, object]]:
    """Name of the variable, name of the setting, and its value as far as text can say it; empty ones say nothing."""
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in (FILE_VARIABLE, STORAGE_SECRET) and environ[name]:
            setting = name.removeprefix(PREFIX).lower().replace("__", ".")
            yield name, setting, _read(environ[name], KINDS.get(setting), name)


def _read(text: str, kind: Any, name: str) -> object:
    """JSON for what has parts; a list of words may also be given with commas."""
    if get_origin(kind) not in (tuple, Mapping):
        return text
    if text.lstrip().startswith(("[", "{")):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise ConfigError(f"environment {name}: no JSON: {error}") from None
    return [part.strip() for part in text.split(",") if part.strip()]


def _validated(told: Mapping[str, object], origins: Mapping[str, str]) -> Settings:
    from pydantic import TypeAdapter, ValidationError

    nested: dict[str, Any] = {}
    for name, value in told.items():
        *sections, last = name.split(".")
        place = nested
        for section in sections:
            place = place.setdefault(section, {})
        place[last] = value
    try:
        return TypeAdapter(Settings).validate_python(nested)
    except ValidationError as error:
        raise ConfigError("; ".join(_complaints(error.errors(include_url=False), origins))) from None


def _complaints(errors: Any, origins: Mapping[str, str]) -> Iterator[str]:
    for one in errors:
        path = [str(part) for part in one["loc"]]
        name = next((n for n in (".".join(path[:k]) for k in range(len(path), 0, -1)) if n in origins), ".".join(path))
        expected = EXPECTED.get(one["type"]) or one["msg"].removeprefix("Value error, ")
        yield f"{_origin(name, origins)}: {name}: {expected}{_found(one['input'])}"


def _found(value: object) -> str:
    return "" if isinstance(value, Mapping) else f", found {without_password(str(value))[:60]}"


def _origin(name: str, origins: Mapping[str, str]) -> str:
    """Where the value comes from; of a whole section, where those of its values come from that are not built in."""
    if name in origins:
        return origins[name]
    told = {o for n, o in origins.items() if n.startswith(f"{name}.") and o != BUILT_IN}
    return ", ".join(sorted(told)) or "settings"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return json.dumps({k: list(v) if isinstance(v, tuple) else v for k, v in value.items()})
    if isinstance(value, tuple):
        return json.dumps([_shown(one) for one in value])
    return "" if value is None else without_password(str(value))
