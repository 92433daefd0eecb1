"""Nothing of a request reaches a log line, whoever logs it."""

import logging
import subprocess
import sys

import pytest

from gateway.cli.logs import ContentFree, configuration, level
from gateway.cli.wrong import WrongUseError

CANARY = "jane.doe@example.com"


@pytest.mark.parametrize("name", ["aiohttp.access", "asyncio", "LiteLLM", "presidio-analyzer", "root"])
def test_a_librarys_text_is_withheld(name: str) -> None:
    line = ContentFree().format(_record(name, "sent %s", CANARY))

    assert CANARY not in line
    assert f"{name}: text withheld, from here.py:7" in line


@pytest.mark.parametrize("name", ["isogate", "isogate.audit", "uvicorn.error"])
def test_our_own_sentences_and_the_servers_are_kept_on_one_line(name: str) -> None:
    line = ContentFree().format(_record(name, "trace %s:\nfailed", "abc"))

    assert line.endswith(f"WARNING {name}: trace abc: failed")
    assert "\n" not in line


def test_a_name_that_only_begins_alike_is_not_trusted() -> None:
    assert CANARY not in ContentFree().format(_record("isogatex", CANARY))


@pytest.mark.parametrize("name", ["isogate", "uvicorn.error", "asyncio"])
def test_an_exception_is_told_by_type_and_place(name: str) -> None:
    record = _record(name, "call failed")
    try:
        int(CANARY)
    except ValueError:
        record.exc_info = sys.exc_info()

    line = ContentFree().format(record)

    assert CANARY not in line
    assert "[ValueError at " in line


def test_no_way_around_the_formatter_is_open() -> None:
    script = f"""
import logging.config, threading, warnings
from gateway.cli.logs import configuration, keep_content_out
logging.config.dictConfig(configuration("debug"))
keep_content_out()
warnings.warn("{CANARY}")
logging.getLogger("isogate").warning("%d", "{CANARY}")
class Holder:
    def __del__(self): raise ValueError("{CANARY}")
Holder()
raise RuntimeError("{CANARY}")
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert CANARY not in ran.stdout + ran.stderr
    assert "unhandled: ValueError at " in ran.stderr
    assert "unhandled: RuntimeError at " in ran.stderr


def test_the_level_comes_from_the_environment() -> None:
    assert level({}) == "warning"
    assert level({"ISOGATE_LOG_LEVEL": "DEBUG"}) == "debug"
    with pytest.raises(WrongUseError, match="ISOGATE_LOG_LEVEL"):
        level({"ISOGATE_LOG_LEVEL": "trace"})


def test_the_access_log_goes_nowhere() -> None:
    assert configuration("debug")["loggers"] == {"uvicorn.access": {"handlers": [], "propagate": False}}


def _record(name: str, message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "here.py", 7, message, arguments, None)
