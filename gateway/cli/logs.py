"""What the serving process logs: nothing of a request, whoever logs it, at whatever level (threats T24).

Our own loggers and the server's say fixed sentences, which are kept. Any other library's text may quote what it was given, so of
those lines only the logger and the place in its code are kept; so it is with exceptions, whose type and place alone are told.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Mapping
from types import TracebackType

from gateway.cli.wrong import WrongUseError

TRUSTED = frozenset({"isogate", "uvicorn"})
"""First part of the names of loggers whose sentences hold no content: reviewed, and tested by tests/leak."""

LEVEL_VARIABLE = "ISOGATE_LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")


def level(environ: Mapping[str, str]) -> str:
    """The level that the environment asks for, `warning` by itself. `WrongUseError` for one that does not exist."""
    wanted = environ.get(LEVEL_VARIABLE, "warning").lower()
    if wanted not in LEVELS:
        raise WrongUseError(f"{LEVEL_VARIABLE} is {', '.join(LEVELS[:-1])} or {LEVELS[-1]}")
    return wanted


def configuration(level: str) -> dict[str, object]:
    """The logging configuration of a serving process, as `logging.config.dictConfig` takes it."""
    handler = {"class": "logging.StreamHandler", "formatter": "content_free", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"content_free": {"()": "gateway.cli.logs.ContentFree"}},
        "handlers": {"stderr": handler},
        "root": {"level": level.upper(), "handlers": ["stderr"]},
        "loggers": {"uvicorn.access": {"handlers": [], "propagate": False}},
    }


class ContentFree(logging.Formatter):
    """One line per record: UTC time, level, logger, and what may be said."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        return f"{stamp} {record.levelname} {record.name}: {_said(record)}"


def keep_content_out() -> None:
    """Close the ways around the formatter: warnings, failures inside logging, and exceptions that nobody can catch."""
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # it would print the record's arguments
    sys.excepthook = _report
    sys.unraisablehook = lambda raised: _report(raised.exc_type, raised.exc_value, raised.exc_traceback)


def _said(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] not in TRUSTED:
        said = f"text withheld, from {record.pathname}:{record.lineno}"
    else:
        said = " ".join(record.getMessage().split())
    if record.exc_info and record.exc_info[0]:
        said += f" [{_place(record.exc_info[0], record.exc_info[2])}]"
    return said


def _place(kind: type[BaseException], where: TracebackType | None) -> str:
    frames = traceback.extract_tb(where)
    return f"{kind.__name__} at {frames[-1].filename}:{frames[-1].lineno}" if frames else kind.__name__


def _report(kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
    del error
    logging.getLogger("isogate").error("unhandled: %s", _place(kind, where))
