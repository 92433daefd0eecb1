"""A worker process: it loads what its first frame names, says that it is ready, and answers one call's texts at a time.

Started as `python -P -m gateway.adapters.presidio_detector.plugins.worker DESCRIPTOR`; whatever it prints goes nowhere.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from collections.abc import Sequence

from gateway.adapters.presidio_detector.plugins.analysis import Analysis
from gateway.adapters.presidio_detector.plugins.confinement import confine, forbid_writing
from gateway.adapters.presidio_detector.plugins.frames import framed, receive
from gateway.core.jsontypes import JsonObject, JsonValue

QUIET_SECONDS = 1.0
"""After a call and so much quiet, what only Python's collector can reach is collected."""
MAX_PROBLEM_CHARACTERS = 400


def serve(channel: socket.socket) -> None:
    """Load, then answer until the gateway is gone. Returns early when what is plugged in cannot be loaded."""
    plan = _object(receive(channel))
    try:
        confine(int(str(plan["memory_bytes"])))
        analysis = Analysis(plan)
    except Exception as error:  # noqa: BLE001 - whatever the operator's code raises while it loads, no content is there yet
        channel.sendall(framed({"problem": f"{type(error).__name__}: {error}"[:MAX_PROBLEM_CHARACTERS]}))
        return
    forbid_writing()
    gc.collect()
    gc.freeze()
    channel.sendall(framed({"entities": [*analysis.entities]}))
    while True:
        _wait(channel)
        channel.sendall(_answer(analysis, _object(receive(channel))))


def _answer(analysis: Analysis, request: JsonObject) -> bytes:
    try:
        found = analysis.find(_texts(request["texts"]), str(request["language"]))
        return framed({"found": [*found]})
    except MemoryError:
        os._exit(1)
    except Exception:  # noqa: BLE001 - whatever a recognizer raises; its words may hold content
        return framed({"failed": True})


def _wait(channel: socket.socket) -> None:
    """Until there is something to read; after a second of quiet the last call's leavings are collected."""
    channel.settimeout(QUIET_SECONDS)
    try:
        channel.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        gc.collect()
    finally:
        channel.settimeout(None)


def _texts(value: JsonValue) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return [each for each in value if isinstance(each, str)]


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise TypeError("an object is wanted")
    return value


def main(arguments: Sequence[str]) -> None:
    """Serve on the socket whose descriptor is given."""
    logging.disable(logging.INFO)
    logging.lastResort = None
    with socket.socket(fileno=int(arguments[0])) as channel:
        try:
            serve(channel)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


if __name__ == "__main__":
    main(sys.argv[1:])
