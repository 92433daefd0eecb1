"""Saying that the gateway serves, once it does: `/readyz` is asked until it answers 200."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable

POLL_SECONDS = 0.05
ANSWER_SECONDS = 5.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared with, not bound to
_OK = 200


def url(host: str, port: int) -> str:
    """The address as a browser takes it."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def when_ready(host: str, port: int, act: Callable[[], None]) -> None:
    """Call `act` on a thread of its own once the server at this address is ready. The thread ends with the process."""

    def wait() -> None:
        while not is_ready(_EVERYWHERE.get(host, host), port):
            time.sleep(POLL_SECONDS)
        act()

    threading.Thread(target=wait, daemon=True, name="ready").start()


def is_ready(host: str, port: int) -> bool:
    """True when `/readyz` answers 200; False when it says otherwise, or nothing."""
    connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"connection": "close"})
        return connection.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
