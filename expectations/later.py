"""Modules that another one imports at its top and a run never uses: they are loaded when something of them is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module until then."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what imports ask of every module
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def load_later(*names: str) -> None:
    """Let the modules be imported without being loaded; those that are loaded stay as they are."""
    for name in names:
        sys.modules.setdefault(name, _Later(name))
