"""Log lines of runs: each carries the id of its run, as text for people or as one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

from flows.settings import WatchSettings

LOGGER = "dateline"
run_id: ContextVar[str | None] = ContextVar("run_id", default=None)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """One JSON object a line: moment, level, run, message, and whatever the caller gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "run_id": run_id.get(),
            "message": record.getMessage(),
            **{k: v for k, v in vars(record).items() if k not in _STANDARD},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


class TextLines(logging.Formatter):
    """Moment, level, run and message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(sep=" ", timespec="seconds")
        line = f"{moment[:19]} {record.levelname:7} {run_id.get() or '-'} {record.getMessage()}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def set_up(watch: WatchSettings) -> None:
    """Send log lines of Dateline to standard error, once in a process however often this is called."""
    logger = logging.getLogger(LOGGER)
    for handler in [h for h in logger.handlers if h.get_name() == LOGGER]:
        logger.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(LOGGER)
    handler.setFormatter(JsonLines() if watch.log_format == "json" else TextLines())
    logger.addHandler(handler)
    logger.setLevel(watch.log_level)


def log() -> logging.Logger:
    """The logger of Dateline."""
    return logging.getLogger(LOGGER)
